package bank

import (
	"slices"
	"strings"
)

// Become changes the kind and brings the options to what that kind has; words
// are those for right and wrong of true or false. What both kinds can hold
// stays.
func (q *Question) Become(k Kind, words [2]string) {
	was := q.Kind
	if was == k {
		return
	}
	q.Kind = k
	q.Options = slices.Clone(q.Options)
	switch k {
	case TrueFalse:
		q.Options = []Option{{Text: words[0], Fraction: 1}, {Text: words[1]}}
	case Single, Listening:
		if !choices(was) && was != Short {
			q.Options = nil
		}
		q.onlyOne()
	case Multiple:
		if !choices(was) && was != Short {
			q.Options = nil
		}
		q.Rule, q.Partial = AllOrPart, 0.5
	case Numerical:
		q.Options = []Option{{Fraction: 1}}
	case Short:
		q.Options = slices.DeleteFunc(q.Options, func(o Option) bool { return o.Fraction <= 0 || o.Text == "" })
	case Essay, Description, ScoreCall:
		q.Options = nil
	}
	if k != Multiple {
		q.Rule, q.Partial = "", 0
	}
	if k != Listening && k != ScoreCall {
		q.Clip = nil
	}
	if k != ScoreCall {
		q.VersionID, q.ExpertID = "", ""
	}
	for len(q.Options) < least[k] {
		q.Options = append(q.Options, Option{})
	}
}

// least is how many options a new question of a kind starts with.
var least = map[Kind]int{Single: 4, Multiple: 4, Listening: 4, Matching: 3, Ordering: 3, Short: 1}

func choices(k Kind) bool { return k == Single || k == Multiple || k == Listening || k == TrueFalse }

// onlyOne keeps the first option that is wholly right as the only one.
func (q *Question) onlyOne() {
	found := false
	for i := range q.Options {
		o := &q.Options[i]
		if o.Fraction == 1 && !found {
			found = true
		} else {
			o.Fraction = min(o.Fraction, 0)
		}
	}
}

// Choose makes option i the right one of a single choice, or turns it right or
// wrong in a choice of several.
func (q *Question) Choose(i int) {
	if i < 0 || i >= len(q.Options) {
		return
	}
	if q.Kind != Multiple {
		for k := range q.Options {
			q.Options[k].Fraction = 0
		}
		q.Options[i].Fraction = 1
		return
	}
	right := q.Options[i].Fraction <= 0
	q.Options[i].Fraction = 0
	if right {
		q.Options[i].Fraction = 1
	}
	if q.Rule != AllOrPart {
		q.Share()
	}
}

// Share gives each right option of a choice of several the same share of the
// mark, and each wrong one takes all.
func (q *Question) Share() {
	n := float64(len(q.Right()))
	for i := range q.Options {
		if q.Options[i].Fraction > 0 {
			q.Options[i].Fraction = 1 / n
		} else {
			q.Options[i].Fraction = -1
		}
	}
}

// Whole makes every option of a choice of several right or wrong, as AllOrPart
// needs it.
func (q *Question) Whole() {
	for i := range q.Options {
		if q.Options[i].Fraction = max(q.Options[i].Fraction, 0); q.Options[i].Fraction > 0 {
			q.Options[i].Fraction = 1
		}
	}
}

// Filled drops the options in which nothing was written.
func (q *Question) Filled() {
	if q.Kind == Numerical {
		return
	}
	q.Options = slices.DeleteFunc(slices.Clone(q.Options), func(o Option) bool { return strings.TrimSpace(o.Text+o.Match) == "" })
}
