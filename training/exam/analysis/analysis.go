// Package analysis tells how good an exam and its questions were, from the
// attempts of a record: it lays them out for package stats and says how sure
// each figure is.
package analysis

import (
	"math"
	"slices"

	"shifu/qa/interval"
	"shifu/training/exam"
	"shifu/training/exam/stats"
)

// Attempts says which attempts of each person are looked at.
type Attempts string

// The choices. Only first attempts are sound: who sits again has learnt from
// the exam itself.
const (
	First   Attempts = "first"
	Last    Attempts = "last"
	Highest Attempts = "highest"
	All     Attempts = "all"
)

// Choices lists them in the order in which people are asked.
var Choices = []Attempts{First, Last, Highest, All}

// Sound reports whether statistics of such attempts are valid.
func (a Attempts) Sound() bool { return a == First }

// Ask is what is analysed.
type Ask struct {
	Attempts Attempts // empty: First
	Form     int      // 1, 2, …; 0: whatever form
}

// Estimate is a figure with its 95 % interval.
type Estimate struct{ Value, Low, High float64 }

// Analysis is what the attempts at an exam show. What is undefined is nil.
type Analysis struct {
	Ask     Ask
	Forms   []int // that were given, without 0
	Persons int
	Waiting int  // attempts left out because an essay waits
	Same    bool // everybody was asked the same questions
	Most    float64
	Cut     float64 // the pass mark, in marks

	Totals []float64 // in marks
	Passed int
	Test   stats.Test // by question, or by place where the questions were drawn
	Mean   *Estimate  // in marks
	SD     *Estimate  // in marks
	Alpha  *Estimate
	SEM    *float64 // SD·√(1 − alpha), in marks
	Items  []Item

	sheet stats.Sheet
}

// N is the number of attempts.
func (a *Analysis) N() int { return len(a.Totals) }

// Few reports whether there are too few attempts to tell anything of the exam.
func (a *Analysis) Few() bool { return a.N() < interval.Enough }

// Labelled reports whether questions may be labelled: from 30 attempts on.
func (a *Analysis) Labelled() bool { return a.N() >= stats.LabelledFrom }

// Make analyses a record.
func Make(r *exam.Record, ask Ask) *Analysis {
	if ask.Attempts == "" {
		ask.Attempts = First
	}
	a := &Analysis{Ask: ask, Forms: forms(r.Sat), Waiting: r.Waiting, Most: r.Exam.Blueprint.Marks()}
	sat := choose(r, ask)
	persons := map[string]bool{}
	for _, s := range sat {
		total, _ := exam.Total(s.Marks)
		a.Totals = append(a.Totals, total)
		if r.Exam.Passes(total, s.Paper.Marks()) {
			a.Passed++
		}
		persons[s.PersonID] = true
	}
	if len(sat) > 0 {
		a.Most = sat[0].Paper.Marks()
	}
	a.Persons, a.Cut = len(persons), r.Exam.PassShare*a.Most
	l := layOut(r, sat)
	a.Same, a.sheet = l.same, l.sheet
	a.Test = stats.Classical(l.sheet)
	a.whole()
	a.Items = l.items(a)
	return a
}

func forms(all []exam.Sat) []int {
	var out []int
	for _, s := range all {
		if s.Paper.Form > 0 && !slices.Contains(out, s.Paper.Form) {
			out = append(out, s.Paper.Form)
		}
	}
	slices.Sort(out)
	return out
}

// choose keeps the attempts that are asked for; all come person by person.
// Somebody whose first attempt waits for its mark has no first attempt yet.
func choose(r *exam.Record, ask Ask) []exam.Sat {
	var out []exam.Sat
	all := r.Sat
	for from := 0; from < len(all); {
		until := from + 1
		for until < len(all) && all[until].PersonID == all[from].PersonID {
			until++
		}
		own := all[from:until]
		switch ask.Attempts {
		case Last:
			own = own[len(own)-1:]
		case Highest:
			own = []exam.Sat{slices.MaxFunc(own, byShare)}
		case First:
			own = own[:1]
			if n := r.Awaited[own[0].PersonID]; n > 0 && n < own[0].N {
				own = nil
			}
		}
		out = append(out, own...)
		from = until
	}
	if ask.Form > 0 {
		out = slices.DeleteFunc(out, func(s exam.Sat) bool { return s.Paper.Form != ask.Form })
	}
	return out
}

func byShare(a, b exam.Sat) int {
	x, _ := exam.Total(a.Marks)
	y, _ := exam.Total(b.Marks)
	switch x, y := x/max(a.Paper.Marks(), 1), y/max(b.Paper.Marks(), 1); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// whole computes how sure the figures of the whole exam are.
func (a *Analysis) whole() {
	n := a.N()
	if a.Test.Mean == nil || a.Test.SD == nil {
		return
	}
	half := interval.Half(n, *a.Test.SD)
	a.Mean = &Estimate{*a.Test.Mean, *a.Test.Mean - half, *a.Test.Mean + half}
	if low, high, ok := interval.Deviation(*a.Test.SD, n); ok {
		a.SD = &Estimate{*a.Test.SD, low, high}
	}
	if a.Test.CIC == nil {
		return
	}
	alpha := *a.Test.CIC / 100
	if low, high, ok := stats.AlphaInterval(alpha, n, len(a.Test.Items)); ok {
		a.Alpha = &Estimate{alpha, low, high}
	}
	sem := *a.Test.SD * math.Sqrt(max(1-alpha, 0))
	a.SEM = &sem
}

// PassRate is the share of attempts that pass, with its interval; nil without
// attempts.
func (a *Analysis) PassRate() *Estimate {
	if a.N() == 0 {
		return nil
	}
	low, high := interval.Wilson(a.Passed, a.N())
	return &Estimate{float64(a.Passed) / float64(a.N()), low, high}
}

// Borderline reports whether a total lies within one standard error of
// measurement of the pass mark, so that chance may have decided.
func (a *Analysis) Borderline(points float64) bool {
	return a.SEM != nil && math.Abs(points-a.Cut) <= *a.SEM
}

// Wanted is the reliability that an exam should reach.
const Wanted = 0.8

// More is how many further questions of the same kind bring alpha to Wanted (by
// Spearman and Brown); 0 if it is there; ok is false where no number can tell.
func (a *Analysis) More() (n int, ok bool) {
	if a.Alpha == nil {
		return 0, false
	}
	items, ok := stats.ItemsFor(len(a.Test.Items), a.Alpha.Value, Wanted)
	return max(items-len(a.Test.Items), 0), ok
}
