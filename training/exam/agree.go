package exam

import (
	"encoding/json"
	"slices"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/training/bank"
)

// Evaluated reads the answer to a score-call question. An answer that nobody
// gave is empty.
func Evaluated(a bank.Answer) (qa.Answers, error) {
	out := qa.Answers{}
	if a.Evaluation == "" {
		return out, nil
	}
	if err := json.Unmarshal([]byte(a.Evaluation), &out); err != nil {
		return nil, fault.New(fault.Invalid, "The evaluation can't be read. Answer the form again.", nil)
	}
	return out, nil
}

// Evaluation writes it.
func Evaluation(given qa.Answers) (bank.Answer, error) {
	if len(given) == 0 {
		return bank.Answer{}, nil
	}
	b, err := json.Marshal(given)
	return bank.Answer{Evaluation: string(b)}, err
}

// Agreement is how far an evaluation agrees with the expert's, 0…1: the share
// of agreement Σ w·[same answer] / Σ w over the scored questions that the
// expert was shown, each with its weight in the rubric (all alike if none has
// one). It is plain agreement, not one above chance: it becomes a mark, and a
// mark has to be reckoned by hand.
func Agreement(v *qa.Version, given, expert qa.Answers) float64 {
	shown := v.Visible(expert)
	same, all, sames, n := 0.0, 0.0, 0, 0
	for _, q := range v.All {
		if !q.Scored() || !shown[q.Ref] {
			continue
		}
		w := q.Weight.Float()
		all, n = all+w, n+1
		if SameAnswer(given[q.Ref], expert[q.Ref]) {
			same, sames = same+w, sames+1
		}
	}
	switch {
	case all > 0:
		return same / all
	case n > 0:
		return float64(sames) / float64(n)
	}
	return 0
}

// SameAnswer reports whether two answers to one question of a form say the
// same, whatever was noted beside them.
func SameAnswer(a, b qa.Answer) bool {
	if a.NA || b.NA {
		return a.NA == b.NA
	}
	x, y := slices.Sorted(slices.Values(a.Options)), slices.Sorted(slices.Values(b.Options))
	return slices.Equal(x, y) && bank.Plain(a.Value) == bank.Plain(b.Value)
}
