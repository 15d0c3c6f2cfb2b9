package exam

import (
	"slices"

	"shifu/training/bank"
)

// Paper is what one attempt asks: the questions in the order of this person,
// with the order of their options.
type Paper struct {
	Seed  uint64 `json:"seed"`
	Form  int    `json:"form,omitempty"` // 1, 2, …; 0: a draw of the person's own
	Items []Item `json:"items"`
}

// Item is one question of a paper. Options[i] is the option that the person
// sees at place i; answers are kept by the numbers of the question itself, so
// that no order changes how they are marked. Of a matching question it is the
// order of what is laid beside the pairs.
type Item struct {
	QuestionID string  `json:"question_id"`
	Mark       float64 `json:"mark"`
	Options    []int   `json:"options,omitempty"`
}

// Marks is the most that the paper gives.
func (p Paper) Marks() float64 {
	sum := 0.0
	for _, it := range p.Items {
		sum += it.Mark
	}
	return sum
}

// Lay lays picks out for a person: by kind, in the order of the blueprint
// inside a kind, or in an order of the person's own if the rules shuffle.
func Lay(picks []Pick, questions map[string]bank.Question, r Rules, form int, seed uint64) Paper {
	chance := chance(seed, 1)
	picks = slices.Clone(picks)
	if r.ShuffleQuestions {
		chance.Shuffle(len(picks), func(i, j int) { picks[i], picks[j] = picks[j], picks[i] })
	}
	slices.SortStableFunc(picks, func(a, b Pick) int {
		return slices.Index(bank.Kinds, questions[a.QuestionID].Kind) - slices.Index(bank.Kinds, questions[b.QuestionID].Kind)
	})
	p := Paper{Seed: seed, Form: form}
	for _, k := range picks {
		q := questions[k.QuestionID]
		it := Item{QuestionID: k.QuestionID, Mark: k.Mark}
		if mixes(&q, r) {
			it.Options = chance.Perm(len(q.Options))
		}
		p.Items = append(p.Items, it)
	}
	return p
}

// mixes reports whether options come in an order of the person's own: the
// items of an ordering and the sides of a matching always do, right and wrong
// never.
func mixes(q *bank.Question, r Rules) bool {
	switch q.Kind {
	case bank.Ordering, bank.Matching:
		return true
	case bank.Single, bank.Multiple, bank.Listening:
		return r.ShuffleOptions && q.Shuffle
	}
	return false
}
