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

// settings are the number of runs and the seed, as typed. Pages share them.
type settings struct {
	amiss
	s          *Screen
	least      int
	own        int // runs that only this page has; 0: those of all
	runs, seed *parts.Entry
	row        *fyne.Container
}

// mostSeed is the largest whole number that every program reads as it stands.
const mostSeed = 1<<53 - 1

// newSettings makes the fields; enter is what Enter in them does, told hears
// what is amiss.
func (s *Screen) newSettings(least, own int, enter func(), told func(error)) *settings {
	t := &settings{s: s, least: least, own: own, runs: s.entryField("", 56, enter), seed: s.entryField("", 56, enter)}
	t.told = func(error) {}
	t.read()
	t.watch(t.runs, lang.L("Runs"), span{float64(least), lab.MostRuns, true}, func(_ string, v float64) {
		if own == 0 {
			s.state.Runs = int(v)
			s.remember()
		}
	})
	t.watch(t.seed, lang.L("Seed"), span{0, mostSeed, true}, func(_ string, v float64) { s.state.Seed = uint64(v); s.remember() })
	t.told = told
	t.row = parts.Row(6, parts.Label(lang.L("Runs")), parts.Fix(look.Scaled(60), 0, t.runs), parts.Label(lang.L("Seed")), parts.Fix(look.Scaled(60), 0, t.seed))
	return t
}

// read shows what another page has set.
func (t *settings) read() {
	runs := t.own
	if runs == 0 {
		runs = max(t.s.state.Runs, t.least)
	}
	show(t.runs, plain(float64(runs)))
	show(t.seed, plain(float64(t.s.state.Seed)))
}

// asked are the runs and the seed, unless they can't be read.
func (t *settings) asked() (runs int, seed uint64, err error) {
	n, _ := number(t.runs.Text())
	v, _ := number(t.seed.Text())
	return int(n), uint64(v), t.first()
}
