package calibration

import (
	"math"
	"slices"
	"strings"

	"shifu/qa"
	"shifu/qa/agreement"
	"shifu/qa/interval"
	"shifu/qa/score"
)

// Figures tell how far the participants of a session agree; they are reckoned
// when the review begins and kept with the session.
type Figures struct {
	Questions int    `json:"questions"` // compared, over all calls
	Raters    int    `json:"raters"`    // without the expert
	Same      Figure `json:"same"`      // share of pairs with the same answer
	Within    Figure `json:"within"`    // share of scores within the threshold of the expert's
	Near      int    `json:"near"`      // as counts: so many
	Scores    int    `json:"scores"`    // of so many
	AC1       Figure `json:"ac1"`       // Gwet
	Fleiss    Figure `json:"fleiss"`    // kappa
	Alpha     Figure `json:"alpha"`     // Krippendorff, nominal
}

// Figure is a value with its 95 % interval; Known is false where there is none.
type Figure struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Known bool    `json:"known"`
}

// Reckon measures the agreement of a session's participants. N/A is an answer
// like the others; words and dates are left out. A score of exactly the
// threshold away from the expert's is within it.
func Reckon(v *qa.Version, sheets []Sheet, threshold float64) Figures {
	r := ratings(v, sheets)
	m := agreement.Measure(r, agreement.Options{Resamples: -1})
	f := Figures{Questions: len(r.Units), Raters: len(r.Raters), Same: figure(m.Percent), AC1: figure(m.GwetAC1), Fleiss: figure(m.Fleiss), Alpha: figure(m.Krippendorff)}
	f.nearness(v, sheets, threshold)
	return f
}

// figure is a coefficient as it is kept. One without an interval is none.
func figure(c agreement.Coefficient) Figure {
	if c.Value == nil || c.Low == nil || c.High == nil {
		return Figure{}
	}
	return Figure{*c.Value, *c.Low, *c.High, true}
}

// ratings are the participants' answers: a unit per question of each call that
// anybody answered with an option, N/A or a number.
func ratings(v *qa.Version, sheets []Sheet) agreement.Ratings {
	var r agreement.Ratings
	column := map[string]int{}
	cells := map[string][]string{}
	for _, s := range sheets {
		if _, known := column[s.PersonID]; !s.Expert && !known {
			column[s.PersonID] = len(r.Raters)
			r.Raters = append(r.Raters, s.PersonID)
		}
	}
	for _, s := range sheets {
		if s.Expert {
			continue
		}
		shown := v.Visible(s.Evaluation.Answers)
		for _, q := range v.All {
			unit := s.Evaluation.CallID + " " + q.Ref
			word := category(q, s.Evaluation.Answers[q.Ref], shown[q.Ref])
			if word == "" {
				continue
			}
			if cells[unit] == nil {
				cells[unit] = make([]string, len(r.Raters))
				r.Units = append(r.Units, unit)
			}
			cells[unit][column[s.PersonID]] = word
		}
	}
	// A question that was hidden from everybody is no unit: nobody judged it.
	r.Units = slices.DeleteFunc(r.Units, func(u string) bool {
		return !slices.ContainsFunc(cells[u], func(w string) bool { return w != "" && w != unasked })
	})
	for _, u := range r.Units {
		r.Cells = append(r.Cells, cells[u])
	}
	return r
}

// unasked is the category of a question that was hidden from somebody.
const unasked = "not asked"

// category is an answer as a name; empty for none, and for words and dates.
func category(q *qa.Question, a qa.Answer, shown bool) string {
	switch {
	case q.Kind == qa.KindText || q.Kind == qa.KindDate:
		return ""
	case !shown:
		return unasked
	case !a.Given(q):
		return ""
	case a.NA:
		return qa.NAWord
	case q.Kind == qa.KindNumeric:
		return a.Value
	}
	var labels []string
	for i, o := range q.Choices() {
		if slices.Contains(a.Options, i) {
			labels = append(labels, o.Label)
		}
	}
	return "is " + strings.Join(labels, "; ")
}

func (f *Figures) nearness(v *qa.Version, sheets []Sheet, threshold float64) {
	scheme := score.Compile(v)
	for _, s := range sheets {
		e := slices.IndexFunc(sheets, func(x Sheet) bool { return x.Expert && x.Evaluation.CallID == s.Evaluation.CallID })
		if s.Expert || e < 0 {
			continue
		}
		var own, his score.Result
		scheme.Score(s.Evaluation.Answers, &own)
		scheme.Score(sheets[e].Evaluation.Answers, &his)
		if !own.Final.Known || !his.Final.Known {
			continue
		}
		f.Scores++
		if math.Abs(own.Final.Value-his.Final.Value) <= threshold+rounding {
			f.Near++
		}
	}
	if f.Scores > 0 {
		low, high := interval.Wilson(f.Near, f.Scores)
		f.Within = Figure{float64(f.Near) / float64(f.Scores), low, high, true}
	}
}
