package contest

import (
	"shifu/internal/words"
	"shifu/qa/indicators"
)

// Source names what a metric is drawn from: one of these, or the key of an
// indicator of operations.
type Source string

// The sources beside the indicators.
const (
	Quality      Source = "quality"        // mean final score of evaluations, 0…100
	Exams        Source = "exams"          // mean share of points in exams, 0…100
	CallsPerHour Source = "calls-per-hour" // converted calls per paid hour
	Complaints   Source = "complaints"     // upheld complaints about attitude, counted
)

// Shape says how a value is read and made fair.
type Shape uint8

// The shapes.
const (
	Mean    Shape = iota // a mean of cases: mixed with the project's mean
	Rate                 // a share of cases: the cautious end of Wilson's interval
	Counted              // a number of events, as it is: for gates
)

// Kind is what is known of a source.
type Kind struct {
	Source Source
	Name   words.Text
	Unit   indicators.Unit
	Shape  Shape
	Better indicators.Direction // what it is by default
	K      float64              // what it is by default
}

// own are the sources beside the indicators.
var own = []Kind{
	{Quality, words.T("Quality score", nil), indicators.Count, Mean, indicators.Higher, 5},
	{CallsPerHour, words.T("Calls per paid hour", nil), indicators.Count, Mean, indicators.Higher, 8},
	{Exams, words.T("Exam points", nil), indicators.Count, Mean, indicators.Higher, 1},
	{Complaints, words.T("Upheld attitude complaints", nil), indicators.Count, Counted, indicators.Lower, 0},
}

// Kinds lists every source in the order in which screens offer them. Sums are
// none: who works longer would have more.
var Kinds = kinds()

func kinds() []Kind {
	out := own
	for _, i := range indicators.Catalogue {
		k := Kind{Source: Source(i.Key), Name: i.Name, Unit: i.Unit, Better: i.Better}
		switch i.Unit {
		case indicators.Count, indicators.Seconds:
			continue
		case indicators.Rate:
			k.Shape = Rate
		default:
			k.K = defaultK(i.Unit)
		}
		if k.Better == indicators.Neither {
			k.Better = indicators.Higher
		}
		out = append(out, k)
	}
	return out
}

// defaultK is about the work of one shift.
func defaultK(u indicators.Unit) float64 {
	if u == indicators.Share {
		return 8 // hours
	}
	return 60 // calls
}

// KindOf returns what is known of a source.
func KindOf(s Source) (Kind, bool) {
	for _, k := range Kinds {
		if k.Source == s {
			return k, true
		}
	}
	return Kind{}, false
}
