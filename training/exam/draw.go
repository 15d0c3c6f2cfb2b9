package exam

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"shifu/training/bank"
)

// Candidate is a question of the pool with what is known of it.
type Candidate struct {
	bank.Question
	Seen     int     // how often the person who sits has had it; 0 for forms
	Uses     int     // on how many papers it has stood
	Answers  int     // n: how often it was answered and marked
	Facility float64 // p̂: the mean fraction of those answers
}

// entry is what is asked once only: the entry of the bank, whatever its version.
func (c *Candidate) entry() string { return cmp.Or(c.EntryID, c.ID) }

// shrink is k, the weight of the author's band against answers.
const shrink = 20

// Expected is the share of its mark that the question is expected to give:
// (n·p̂ + k·p0)/(n + k) with k = 20 and p0 of the declared difficulty.
func (c *Candidate) Expected() float64 {
	n := float64(c.Answers)
	return (n*c.Facility + shrink*c.Tags.Difficulty.Expected()) / (n + shrink)
}

// Pick is a question on a paper.
type Pick struct {
	QuestionID string  `json:"question_id"`
	Cell       int     `json:"cell"`
	Mark       float64 `json:"mark"`
}

// Draw draws a paper: in each cell the questions that the person has seen
// least, then those used least; equal ones in an order that seed decides.
// Nothing is drawn twice. The same pool and seed give the same paper.
func (b Blueprint) Draw(pool []Candidate, seed uint64) ([]Pick, error) {
	chosen, err := b.fill(pool, order(pool, seed))
	if err != nil {
		return nil, err
	}
	return b.picks(pool, chosen), nil
}

// order ranks the candidates: least seen, least used, then by chance.
func order(pool []Candidate, seed uint64) []int {
	rank := make([]int, len(pool))
	for i := range rank {
		rank[i] = i
	}
	// What decides is the question, not its place in the pool.
	slices.SortFunc(rank, func(a, b int) int { return cmp.Compare(pool[a].ID, pool[b].ID) })
	chance(seed, 0).Shuffle(len(rank), func(i, j int) { rank[i], rank[j] = rank[j], rank[i] })
	slices.SortStableFunc(rank, func(a, b int) int {
		return cmp.Or(cmp.Compare(pool[a].Seen, pool[b].Seen), cmp.Compare(pool[a].Uses, pool[b].Uses))
	})
	return rank
}

// chance is the source of chance of one purpose.
func chance(seed, purpose uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, purpose)) }

func (b Blueprint) picks(pool []Candidate, chosen []int) []Pick {
	out := make([]Pick, 0, len(chosen))
	s := 0
	for i, c := range b {
		for range c.Count {
			out = append(out, Pick{pool[chosen[s]].ID, i, c.Mark})
			s++
		}
	}
	return out
}
