package contract

import (
	"math"
	"strconv"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/indicators"
)

// Name is the party in words.
func (p Party) Name() words.Text {
	return words.T(map[Party]string{MentorParty: "Mentor", MenteeParty: "Mentee", Unit: "Unit", MentorUnit: "Mentor's unit"}[p], nil)
}

// Name is the state in words.
func (s State) Name() words.Text {
	return words.T(map[State]string{Unwritten: "No contract yet", Signing: "Waits for signatures", Ahead: "Begins later", Running: "Running", Over: "Period over", Ended: "Broken off"}[s], nil)
}

// Name is the source in words.
func (k SourceKind) Name() words.Text {
	return words.T(map[SourceKind]string{RubricQuestion: "Rubric question", WholeRubric: "Whole rubric", Exam: "Exam", Certificate: "Certificate", Indicator: "Indicator"}[k], nil)
}

// Name is the rhythm in words.
func (r Rhythm) Name() words.Text {
	return words.T(map[Rhythm]string{Once: "once", Weekly: "each week", Fortnightly: "every two weeks", Monthly: "each month"}[r], nil)
}

// Often is how often the measure is done, in words: "2 times each week".
func (m Measure) Often() words.Text {
	switch {
	case m.Times == 1:
		return m.Rhythm.Name()
	case m.Rhythm == Once:
		return words.T("{{.N}} times in all", fault.Values{"N": m.Times})
	}
	return words.T("{{.N}} times {{.Rhythm}}", fault.Values{"N": m.Times, "Rhythm": m.Rhythm.Name()})
}

// Scale is by what a value is multiplied where people read it: shares of
// indicators are read in per cent.
func (s Source) Scale() float64 {
	if i, ok := indicators.ByKey(indicators.Key(s.Ref)); s.Kind == Indicator && ok && (i.Unit == indicators.Share || i.Unit == indicators.Rate) {
		return 100
	}
	return 1
}

// Value writes a value of the source: 85 %, 82.5, held.
func (s Source) Value(x float64) words.Text {
	plain := strconv.FormatFloat(math.Round(x*s.Scale()*100)/100, 'f', -1, 64)
	switch {
	case s.percent() || s.Scale() == 100:
		return words.T("{{.N}} %", fault.Values{"N": plain})
	case s.Kind == Certificate && x >= 1:
		return words.T("held", nil)
	case s.Kind == Certificate:
		return words.T("not held", nil)
	}
	return words.T("{{.Number}}", fault.Values{"Number": plain})
}

// From is the baseline in words.
func (g Goal) From() words.Text {
	switch {
	case g.Baseline == nil && g.Source.Kind == Certificate:
		return g.Source.Value(0)
	case g.Baseline == nil:
		return words.T("not known yet", nil)
	}
	return g.Source.Value(*g.Baseline)
}

// Length is the period in words: "90 days", "free".
func (t *Terms) Length() words.Text {
	return words.T("{{.N}} days", fault.Values{"N": int(t.Ends-t.Begins) + 1})
}
