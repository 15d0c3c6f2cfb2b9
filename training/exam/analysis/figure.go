package analysis

import (
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/words"
)

// Unit says how a figure is written.
type Unit int

// The units.
const (
	Count Unit = iota
	Share      // 0…1, as per cent
	Marks      // with the share of all marks
	Plain      // two decimals
)

// Figure is one figure of the exam as a whole.
type Figure struct {
	Name    words.Text
	Value   float64
	Unit    Unit
	Likely  *Estimate // its 95 % interval; nil: none is told
	Reading Reading
	Most    float64 // all marks
}

// Figures are those of the exam as a whole that are defined, in the order in
// which people read them.
func (a *Analysis) Figures() []Figure {
	most := max(a.Most, 1)
	out := []Figure{{Name: words.T("Papers", nil), Value: float64(a.N())}}
	add := func(key string, unit Unit, value float64, likely *Estimate, r Reading) {
		out = append(out, Figure{words.T(key, nil), value, unit, likely, r, most})
	}
	if r := a.PassRate(); r != nil {
		add("Passed", Share, r.Value, r, Reading{})
	}
	if e := a.Mean; e != nil {
		add("Mean", Marks, e.Value, e, ReadMean(e.Value/most))
		add("Median", Marks, *a.Test.Median, nil, Reading{})
	}
	if e := a.SD; e != nil {
		add("Standard deviation", Marks, e.Value, e, ReadSD(e.Value/most))
	}
	if v := a.Test.Skewness; v != nil {
		add("Skewness", Plain, *v, nil, ReadSkewness(*v))
	}
	if v := a.Test.Kurtosis; v != nil {
		add("Kurtosis", Plain, *v, nil, ReadKurtosis(*v))
	}
	if a.Alpha != nil {
		add("Internal consistency (alpha)", Share, a.Alpha.Value, a.Alpha, ReadAlpha(a.Alpha.Value))
	}
	if v := a.Test.ErrorRatio; v != nil {
		add("Error ratio", Share, *v/100, nil, ReadRatio(*v/100))
	}
	if v := a.Test.StandardError; v != nil {
		add("Standard error of a mark", Marks, *v, nil, ReadError(*v/most))
	}
	return out
}

// Text writes the figure.
func (f Figure) Text() string {
	switch f.Unit {
	case Share:
		return chart.Percent(f.Value, 1)
	case Marks:
		return chart.Number(f.Value, 2) + " (" + chart.Percent(f.Value/f.Most, 1) + ")"
	case Plain:
		return chart.Number(f.Value, 2)
	}
	return chart.Number(f.Value, 0)
}

// Interval writes the 95 % interval; nothing where there is none.
func (f Figure) Interval() words.Text {
	switch {
	case f.Likely == nil:
		return words.Text{}
	case f.Unit == Share:
		return Range(f.Likely, 100, 1, " %")
	}
	return Range(f.Likely, 1, 1, "")
}

// Range writes an interval with a factor, decimals and what stands behind it.
func Range(e *Estimate, factor float64, decimals int, behind string) words.Text {
	if e == nil {
		return words.T("not known", nil)
	}
	return words.T("{{.Low}} to {{.High}}", fault.Values{"Low": chart.Number(factor*e.Low, decimals), "High": chart.Number(factor*e.High, decimals) + behind})
}

// Advice says how many further questions of the same kind bring alpha to Wanted.
func (a *Analysis) Advice() words.Text {
	n, ok := a.More()
	switch {
	case a.Alpha == nil:
		return words.T("No consistency can be told: everybody has the same marks, or there is one question only.", nil)
	case !ok:
		return words.T("No number of such questions reaches an alpha of 0.8: they don't measure the same.", nil)
	case n == 0:
		return words.T("Alpha reaches 0.8 with the questions there are.", nil)
	}
	return words.T("About {{.N}} more questions of this kind would bring alpha to 0.8.", fault.Values{"N": n})
}

var flagSentences = map[Flag]words.Text{
	WrongKey:   words.T("A wrong option goes with good results more than the key does: the key may be wrong. Check it before the marks count.", nil),
	Against:    words.T("Those who did well did worse on it. Check key and wording.", nil),
	Dubious:    words.T("It orders people hardly as the rest of the exam does (efficiency under 15 %).", nil),
	Guessed:    words.T("Not better than by guessing.", nil),
	TooEasy:    words.T("Nearly everybody is right: it tells nobody apart.", nil),
	TooHard:    words.T("Hardly anybody is right: is it taught, and is the key right?", nil),
	Idle:       words.T("An option is chosen by fewer than 5 %: replace it by a likelier mistake.", nil),
	Weak:       words.T("It separates good and weak people little (under 20 %).", nil),
	Unreliable: words.T("Without it the exam would be more consistent.", nil),
}

// Sentence says what a flag means, and what to do.
func (f Flag) Sentence() words.Text { return flagSentences[f] }

var attemptWords = map[Attempts]words.Text{First: words.T("first ones", nil), Last: words.T("last ones", nil), Highest: words.T("best ones", nil), All: words.T("all of them", nil)}

// Word is what a choice of attempts is called.
func (a Attempts) Word() words.Text { return attemptWords[a] }
