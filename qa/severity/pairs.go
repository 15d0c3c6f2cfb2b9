package severity

import (
	"fmt"
	"strconv"
	"time"

	"shifu/qa/agreement"
	"shifu/qa/interval"
)

// Pair is a call that two reviewers scored with one rubric.
type Pair struct{ First, Second *Evaluation }

// PairsOf finds the calls that were scored twice; the first is the one that counts.
func PairsOf(d *Data) []Pair {
	first := map[[2]string]*Evaluation{}
	for i := range d.Evaluations {
		if e := &d.Evaluations[i]; !e.Second {
			first[[2]string{e.CallID, e.RubricID}] = e
		}
	}
	var out []Pair
	for i := range d.Evaluations {
		e := &d.Evaluations[i]
		if f := first[[2]string{e.CallID, e.RubricID}]; e.Second && f != nil && f.ReviewerID != e.ReviewerID {
			out = append(out, Pair{f, e})
		}
	}
	return out
}

// credits are the answers of e by question.
func credits(e *Evaluation) map[int]float64 {
	out := make(map[int]float64, len(e.Answers))
	for _, a := range e.Answers {
		out[a.Question] = a.Credit
	}
	return out
}

// pairs sums up the calls that a reviewer shares with others.
func (f *fitted) pairs(id string) Pairs {
	var out Pairs
	var differences []float64
	for _, p := range PairsOf(f.data) {
		own, other := p.First, p.Second
		if other.ReviewerID == id {
			own, other = other, own
		} else if own.ReviewerID != id {
			continue
		}
		out.Calls++
		differences = append(differences, own.Final-other.Final)
		theirs := credits(other)
		for question, credit := range credits(own) {
			if c, ok := theirs[question]; ok {
				out.Same.see(true, c == credit)
			}
		}
	}
	if len(differences) > 0 {
		mean, sd := moments(differences)
		half := interval.Half(len(differences), sd)
		out.Difference = Estimate{mean, mean - half, mean + half}
	}
	return out
}

// Agreement is how far reviewers agreed on the calls of one span of time that
// two of them scored.
type Agreement struct {
	Start   time.Time
	Calls   int
	Answers agreement.Result // a unit is a question of a call, its values the credits in points
	Scores  agreement.Result // a unit is a call, its values the scores
}

// Agreements measures what was scored twice, month by month from the first,
// and over the whole period; months without such calls are left out. Answers
// are ordinal, scores are measured by interval.
func Agreements(d Data, zone *time.Location) (months []Agreement, whole Agreement) {
	by := map[time.Time][]Pair{}
	var starts []time.Time
	all := PairsOf(&d)
	for _, p := range all {
		start := monthOf(p.Second.At, zone)
		if by[start] == nil {
			starts = append(starts, start)
		}
		by[start] = append(by[start], p)
	}
	for _, start := range starts { // evaluations come oldest first
		months = append(months, measure(start, by[start]))
	}
	return months, measure(time.Time{}, all)
}

func measure(start time.Time, ps []Pair) Agreement {
	two := []string{"first", "second"}
	answers, scores := agreement.Ratings{Raters: two}, agreement.Ratings{Raters: two}
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	for _, p := range ps {
		scores.Units = append(scores.Units, p.First.CallID)
		scores.Cells = append(scores.Cells, []string{number(p.First.Final), number(p.Second.Final)})
		theirs := credits(p.Second)
		for _, a := range p.First.Answers {
			if c, ok := theirs[a.Question]; ok {
				answers.Units = append(answers.Units, fmt.Sprint(p.First.CallID, " ", a.Question))
				answers.Cells = append(answers.Cells, []string{number(100 * a.Credit), number(100 * c)})
			}
		}
	}
	return Agreement{start, len(ps), agreement.Measure(answers, agreement.Options{Level: agreement.Ordinal}),
		agreement.Measure(scores, agreement.Options{Level: agreement.Interval})}
}
