package routinglab

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing/lab"
)

// shownMeasures can be looked at in comparisons and sensitivities.
var shownMeasures = []lab.Measure{lab.AnswerRate, lab.SLb, lab.ASA, lab.Abandoned, lab.QueueMean, lab.Occupancy}

// measure is the one that is looked at.
func (s *Screen) measure() lab.Measure {
	m := lab.Measure(s.state.Measure)
	if !slices.Contains(shownMeasures, m) {
		return lab.AnswerRate
	}
	return m
}

func (s *Screen) nextMeasure() {
	s.state.Measure = string(shownMeasures[(slices.Index(shownMeasures, s.measure())+1)%len(shownMeasures)])
	s.remember()
}

func (s *Screen) measures(show func()) fyne.CanvasObject {
	names := make([]string, len(shownMeasures))
	for i, m := range shownMeasures {
		names[i] = shortWord(m)
	}
	return parts.Row(6, parts.NewSegments(names, slices.Index(shownMeasures, s.measure()), func(i int) { s.state.Measure = string(shownMeasures[i]); s.remember(); show() }), parts.NewKeyBadge("M"))
}

// settings are the number of runs and the seed, which pages share.
func (s *Screen) settings() fyne.CanvasObject {
	runs := entryField(plain(float64(s.state.Runs)), 56, nil)
	runs.OnChanged = func(t string) {
		n, ok := number(t)
		ok = ok && n == float64(int(n)) && n >= 2 && n <= lab.MostRuns
		if runs.SetWrong(!ok); ok {
			s.state.Runs = int(n)
			s.remember()
		}
	}
	seed := entryField(plain(float64(s.state.Seed)), 56, nil)
	seed.OnChanged = func(t string) {
		n, ok := number(t)
		ok = ok && n >= 0 && n == float64(uint64(n))
		if seed.SetWrong(!ok); ok {
			s.state.Seed = uint64(n)
			s.remember()
		}
	}
	return parts.Row(6, parts.Label(lang.L("Runs")), parts.Fix(look.Scaled(60), 0, runs), parts.Label(lang.L("Seed")), parts.Fix(look.Scaled(60), 0, seed))
}
