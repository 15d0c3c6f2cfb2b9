package bank

import (
	"math"
	"slices"
	"strings"

	"shifu/internal/fault"
)

// The limits of a question.
const (
	MostText    = 8000 // characters
	MostOptions = 64
	MostName    = 200
)

// Check returns an Invalid fault for the first thing that keeps the question
// from being asked: no text, too few options, no right answer, a fraction out
// of range.
func (q *Question) Check() error {
	if err := q.CheckDraft(); err != nil {
		return err
	}
	return q.checkKind()
}

// CheckDraft is Check for a question that may be unfinished: only what is there
// has to be right.
func (q *Question) CheckDraft() error {
	refuse := func(key string, values fault.Values) error { return fault.New(fault.Invalid, key, values) }
	switch {
	case strings.TrimSpace(q.Text) == "":
		return refuse("The question has no text.", nil)
	case len([]rune(q.Text)) > MostText || len([]rune(q.Name)) > MostName:
		return refuse("The question is too long: at most {{.N}} characters.", fault.Values{"N": MostText})
	case len(q.Options) > MostOptions:
		return refuse("A question has at most {{.N}} options.", fault.Values{"N": MostOptions})
	case !q.ValidUntil.IsZero() && !q.ValidFrom.Before(q.ValidUntil):
		return refuse("A question is valid until a day after the one from which it is valid.", nil)
	case math.IsNaN(q.Mark) || q.Mark < 0 || q.Mark > 1000 || q.Mark == 0 && q.Kind != Description:
		return refuse("The mark of a question lies above 0 and at 1000 at the most.", nil)
	}
	for i, o := range q.Options {
		if math.IsNaN(o.Fraction) || o.Fraction < -1 || o.Fraction > 1 {
			return refuse("Option {{.N}}: a fraction lies between -1 and 1.", fault.Values{"N": i + 1})
		}
	}
	if !slices.Contains(Kinds, q.Kind) {
		return refuse("There is no kind of question {{.Have}}.", fault.Values{"Have": string(q.Kind)})
	}
	return nil
}

func (q *Question) checkKind() error {
	refuse := func(key string) error { return fault.New(fault.Invalid, key, nil) }
	switch q.Kind {
	case Single, TrueFalse, Listening:
		return q.checkChoice()
	case Multiple:
		if len(q.Options) < 2 {
			return refuse("A choice needs two options or more.")
		}
		return q.needRight()
	case Matching:
		return q.checkPairs()
	case Ordering:
		if len(q.Options) < 2 {
			return refuse("An ordering needs two items or more.")
		}
		return q.checkOrder()
	case Numerical, Short:
		return q.needRight()
	case ScoreCall:
		if q.Clip == nil || q.Clip.CallID == "" || q.VersionID == "" {
			return refuse("A call to be scored needs the call and the rubric.")
		}
	}
	return nil
}

func (q *Question) checkChoice() error {
	if len(q.Options) < 2 {
		return fault.New(fault.Invalid, "A choice needs two options or more.", nil)
	}
	full := 0
	for _, o := range q.Options {
		if o.Fraction == 1 {
			full++
		}
	}
	if full == 0 {
		return fault.New(fault.Invalid, "No option is right.", nil)
	}
	return nil
}

func (q *Question) needRight() error {
	if len(q.Right()) == 0 {
		return fault.New(fault.Invalid, "No option is right.", nil)
	}
	return nil
}

func (q *Question) checkPairs() error {
	pairs := 0
	for _, o := range q.Options {
		if o.Text != "" && o.Match != "" {
			pairs++
		}
	}
	if pairs < 2 {
		return fault.New(fault.Invalid, "A matching needs two pairs or more.", nil)
	}
	return nil
}

// checkOrder refuses an order that leaves an item out or names one twice.
func (q *Question) checkOrder() error {
	if len(q.Order) == 0 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(q.Order))
	for i, o := range sorted {
		if len(sorted) != len(q.Options) || i != o {
			return fault.New(fault.Invalid, "The right order names every item once.", nil)
		}
	}
	return nil
}
