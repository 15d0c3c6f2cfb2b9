package calibration

import (
	"math"
	"slices"

	"shifu/qa"
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
	var f Figures
	f.nearness(v, sheets, threshold)
	return f
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
