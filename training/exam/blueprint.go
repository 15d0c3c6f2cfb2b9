package exam

import (
	"math"
	"slices"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

// Cell is one row of a blueprint: how many questions of a knowledge point, a
// kind and a difficulty, and what each of them counts. An empty Point, Kind or
// Difficulty takes any.
type Cell struct {
	Point      string          `json:"point,omitempty"`
	Kind       bank.Kind       `json:"kind,omitempty"`
	Difficulty bank.Difficulty `json:"difficulty,omitempty"`
	Count      int             `json:"count"`
	Mark       float64         `json:"mark"` // of each question; whole or half points
}

// Takes reports whether a question belongs to the cell. Text between questions
// belongs to none.
func (c Cell) Takes(q *bank.Question) bool {
	return q.Kind != bank.Description &&
		(c.Point == "" || c.Point == q.Tags.Point) &&
		(c.Kind == "" || c.Kind == q.Kind) &&
		(c.Difficulty == "" || c.Difficulty == q.Tags.Difficulty)
}

// Name says which questions the cell asks for: "电价 · single choice · easy".
func (c Cell) Name() words.Text {
	parts := make([]any, 0, 3)
	if c.Point != "" {
		parts = append(parts, c.Point)
	}
	for _, t := range []words.Text{kindNames[c.Kind], bandNames[c.Difficulty]} {
		if !t.IsZero() {
			parts = append(parts, t)
		}
	}
	if len(parts) == 0 {
		return words.T("any question", nil)
	}
	all := parts[0]
	for _, part := range parts[1:] {
		all = words.T("{{.A}} · {{.B}}", fault.Values{"A": all, "B": part})
	}
	return words.T("{{.Name}}", fault.Values{"Name": all})
}

// KindName is what a kind of question is called: "single choice".
func KindName(k bank.Kind) words.Text { return kindNames[k] }

// BandName is what a difficulty is called: "easy".
func BandName(d bank.Difficulty) words.Text { return bandNames[d] }

var kindNames = map[bank.Kind]words.Text{
	bank.Single: words.T("single choice", nil), bank.Multiple: words.T("multiple choice", nil), bank.TrueFalse: words.T("true or false", nil),
	bank.Matching: words.T("matching", nil), bank.Ordering: words.T("ordering", nil), bank.Numerical: words.T("numerical", nil),
	bank.Short: words.T("short answer", nil), bank.Essay: words.T("essay", nil), bank.Listening: words.T("listening", nil),
	bank.ScoreCall: words.T("score a call", nil),
}

var bandNames = map[bank.Difficulty]words.Text{
	bank.Easy: words.T("easy", nil), bank.Medium: words.T("medium", nil), bank.Hard: words.T("hard", nil),
}

// Blueprint is what an exam asks, in the order of its cells.
type Blueprint []Cell

// The limits of an exam.
const (
	MostQuestions = 500
	MostForms     = 20
	MostMark      = 1000
)

// Count is the number of questions.
func (b Blueprint) Count() int {
	n := 0
	for _, c := range b {
		n += c.Count
	}
	return n
}

// Marks is the most that the exam gives.
func (b Blueprint) Marks() float64 {
	sum := 0.0
	for _, c := range b {
		sum += float64(c.Count) * c.Mark
	}
	return sum
}

// Check returns an Invalid fault for a blueprint that asks nothing, too much,
// or gives marks that are neither whole nor half points.
func (b Blueprint) Check() error {
	for i, c := range b {
		if c.Count < 1 || c.Count > MostQuestions {
			return fault.New(fault.Invalid, "Row {{.N}} of the blueprint: ask for one question or more, {{.Most}} at the most.",
				fault.Values{"N": i + 1, "Most": MostQuestions})
		}
		if !(c.Mark > 0 && c.Mark <= MostMark) || c.Mark*2 != math.Trunc(c.Mark*2) {
			return fault.New(fault.Invalid, "Row {{.N}} of the blueprint: a mark is a whole or a half point, above 0.", fault.Values{"N": i + 1})
		}
		if c.Kind != "" && (!slices.Contains(bank.Kinds, c.Kind) || c.Kind == bank.Description) {
			return fault.New(fault.Invalid, "There is no kind of question {{.Have}}.", fault.Values{"Have": string(c.Kind)})
		}
	}
	switch n := b.Count(); {
	case n == 0:
		return fault.New(fault.Invalid, "The blueprint is empty. Add a row that says what the exam asks.", nil)
	case n > MostQuestions:
		return fault.New(fault.Invalid, "An exam has at most {{.N}} questions.", fault.Values{"N": MostQuestions})
	}
	return nil
}

// slot is one place of a paper that a question has to fill.
type slot struct {
	cell  int
	takes []int // candidates, the best first
}

// slots lists the places, each with the candidates that its cell takes, in the
// order of rank.
func (b Blueprint) slots(pool []Candidate, rank []int) []slot {
	var out []slot
	for i, c := range b {
		var takes []int
		for _, k := range rank {
			if c.Takes(&pool[k].Question) {
				takes = append(takes, k)
			}
		}
		for range c.Count {
			out = append(out, slot{i, takes})
		}
	}
	return out
}

// Fill checks that the pool fills every cell with questions of which none is
// asked twice. Otherwise it returns an Invalid fault that names the cell.
func (b Blueprint) Fill(pool []Candidate) error {
	_, err := b.fill(pool, order(pool, 0))
	return err
}

// fill gives each place the first candidate in rank that is free, and moves
// earlier ones aside where cells overlap (Kuhn's augmenting paths): a pool that
// can fill the blueprint in any way does. An entry is used once, in whatever
// version.
func (b Blueprint) fill(pool []Candidate, rank []int) ([]int, error) {
	slots := b.slots(pool, rank)
	holder, chosen := map[string]int{}, make([]int, len(slots))
	var place func(s int, tried map[string]bool) bool
	place = func(s int, tried map[string]bool) bool {
		for _, want := range []bool{false, true} { // a free one first, then one that another place may give up
			for _, k := range slots[s].takes {
				entry := pool[k].entry()
				other, held := holder[entry]
				if tried[entry] || held != want {
					continue
				}
				tried[entry] = true
				if !held || place(other, tried) {
					holder[entry], chosen[s] = s, k
					return true
				}
			}
		}
		return false
	}
	for _, s := range narrowFirst(slots) {
		if !place(s, map[string]bool{}) {
			return nil, b.short(slots[s], pool)
		}
	}
	return chosen, nil
}

// narrowFirst orders places so that those with the fewest candidates choose first.
func narrowFirst(slots []slot) []int {
	out := make([]int, len(slots))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(a, b int) int { return len(slots[a].takes) - len(slots[b].takes) })
	return out
}

// short is the refusal of a pool that can't fill a place.
func (b Blueprint) short(s slot, pool []Candidate) error {
	have := map[string]bool{}
	for _, k := range s.takes {
		have[pool[k].entry()] = true
	}
	c := b[s.cell]
	values := fault.Values{"Row": s.cell + 1, "Cell": c.Name(), "Want": c.Count, "Have": len(have)}
	if len(have) < c.Count {
		return fault.New(fault.Invalid, "Row {{.Row}} of the blueprint ({{.Cell}}) asks for {{.Want}} questions; the bank has {{.Have}}. Add questions or ask for fewer.", values)
	}
	return fault.New(fault.Invalid, "Row {{.Row}} of the blueprint ({{.Cell}}) can't be filled: other rows need the same questions. Add questions or ask for fewer.", values)
}
