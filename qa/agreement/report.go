package agreement

import (
	"math"

	"shifu/internal/chart"
	"shifu/internal/words"
)

// Figure is a Coefficient as it is written to JSON.
type Figure struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	N     int      `json:"n"`
	Why   string   `json:"why,omitempty"`
}

// Report is a Result as it is written to JSON.
type Report struct {
	Units    int    `json:"units"`
	Raters   int    `json:"raters"`
	Pairable int    `json:"pairable"`
	Percent  Figure `json:"percent"`
	Cohen    struct {
		Kappa     Figure `json:"kappa"`
		Linear    Figure `json:"linear"`
		Quadratic Figure `json:"quadratic"`
	} `json:"cohen"`
	Fleiss          Figure `json:"fleiss"`
	Krippendorff    Figure `json:"krippendorff"`
	GwetAC1         Figure `json:"gwet_ac1"`
	BrennanPrediger Figure `json:"brennan_prediger"`
	ICC             struct {
		OneSingle         Figure `json:"1_1"`
		AgreementSingle   Figure `json:"a_1"`
		ConsistencySingle Figure `json:"c_1"`
		OneMean           Figure `json:"1_k"`
		AgreementMean     Figure `json:"a_k"`
		ConsistencyMean   Figure `json:"c_k"`
	} `json:"icc"`
}

// Report is r for JSON, with its reasons in words of l.
func (r Result) Report(l words.Language) Report {
	of := func(c Coefficient) Figure {
		f := Figure{c.Value, c.Low, c.High, c.N, ""}
		if !c.Why.IsZero() {
			f.Why = c.Why.In(l)
		}
		return f
	}
	out := Report{Units: r.Units, Raters: r.Raters, Pairable: r.Pairable, Percent: of(r.Percent), Fleiss: of(r.Fleiss),
		Krippendorff: of(r.Krippendorff), GwetAC1: of(r.GwetAC1), BrennanPrediger: of(r.BrennanPrediger)}
	out.Cohen.Kappa, out.Cohen.Linear, out.Cohen.Quadratic = of(r.Cohen.Kappa), of(r.Cohen.Linear), of(r.Cohen.Quadratic)
	i, c := &out.ICC, r.ICC
	i.OneSingle, i.AgreementSingle, i.ConsistencySingle = of(c.OneSingle), of(c.AgreementSingle), of(c.ConsistencySingle)
	i.OneMean, i.AgreementMean, i.ConsistencyMean = of(c.OneMean), of(c.AgreementMean), of(c.ConsistencyMean)
	return out
}

// Line is one figure with its name, as a list shows it.
type Line struct {
	Name words.Text
	Coefficient
}

// Lines are all figures in the order in which they are read: raw agreement and
// AC1 stand before every kappa.
func (r Result) Lines() []Line {
	kappa := words.T("Cohen kappa", nil)
	if r.Raters > 2 {
		kappa = words.T("Cohen kappa, mean over pairs (Light)", nil)
	}
	weighted := func(how words.Text) words.Text {
		return words.T("{{.Kappa}}, {{.Weights}}", map[string]any{"Kappa": kappa, "Weights": how})
	}
	level := map[string]any{"Level": LevelName(r.Level)}
	return []Line{
		{words.T("Raw agreement", nil), r.Percent}, {words.T("Within {{.K}} points", map[string]any{"K": chart.Number(r.Points, decimals(r.Points))}), r.Within},
		{words.T("Gwet AC1", nil), r.GwetAC1}, {words.T("Gwet AC2, {{.Level}}", level), r.GwetAC2},
		{words.T("Brennan–Prediger", nil), r.BrennanPrediger},
		{kappa, r.Cohen.Kappa}, {weighted(words.T("linear weights", nil)), r.Cohen.Linear}, {weighted(words.T("quadratic weights", nil)), r.Cohen.Quadratic},
		{words.T("Fleiss kappa", nil), r.Fleiss}, {words.T("Krippendorff alpha, {{.Level}}", level), r.Krippendorff},
		{words.T("ICC(1,1)", nil), r.ICC.OneSingle}, {words.T("ICC(A,1)", nil), r.ICC.AgreementSingle}, {words.T("ICC(C,1)", nil), r.ICC.ConsistencySingle},
		{words.T("ICC(1,k)", nil), r.ICC.OneMean}, {words.T("ICC(A,k)", nil), r.ICC.AgreementMean}, {words.T("ICC(C,k)", nil), r.ICC.ConsistencyMean},
	}
}

func decimals(v float64) int {
	if v == math.Trunc(v) {
		return 0
	}
	return 1
}

// LevelName is the word for a level.
func LevelName(l Level) words.Text {
	switch l {
	case Ordinal:
		return words.T("ordinal", nil)
	case Interval:
		return words.T("interval", nil)
	case Ratio:
		return words.T("ratio", nil)
	}
	return words.T("nominal", nil)
}
