package routinglab

import (
	"context"
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing/lab"
)

// question is what a study asks of a scenario.
type question interface {
	// form fills the left side below the choice of the scenario.
	form(k *lab.Scenario)
	// rechosen is told that another scenario is asked.
	rechosen()
	start()
	// none reports that nothing was found yet.
	none() bool
	// result is what was found, and how it is named when it is kept.
	result() (lab.Study, any)
	// shown is what was found, drawn.
	shown() fyne.CanvasObject
}

// studyWords are what a study says of itself before anything was found.
type studyWords struct{ icon, act, nothing, title, text string }

// study asks a question of a kept scenario: the form at the left, what was found
// at the right. It is run, stopped and kept.
type study struct {
	job
	asks     question
	words    studyWords
	wide     float32
	scenario string
	of       lab.Scenario // that was asked
	kept     bool
	wrong    error
	settings *settings
	acts     *fyne.Container
	top      *fyne.Container
	left     *fyne.Container
	right    *fyne.Container
	whole    fyne.CanvasObject
}

// newStudy makes a study with fields of a width at its left.
func newStudy(s *Screen, asks question, wide float32, words studyWords) *study {
	y := &study{job: newJob(s), asks: asks, words: words, wide: wide, left: parts.Stack(0), acts: parts.Row(8), right: parts.Over()}
	said, page := parts.Stack(0), parts.Over()
	y.settings = s.newSettings(2, 0, asks.start, (&complaint{s: s, line: said, page: page}).tell)
	y.top = parts.Stack(0, parts.Inset(8, 24, 8, 24, parts.Row(8, y.settings.row, parts.Gap(), y.acts)), said, parts.NewHairline())
	page.Objects = []fyne.CanvasObject{parts.Dock(y.top, nil, nil, nil, y.right)}
	y.whole = parts.Dock(nil, nil, side(wide+44, y.left), nil, page)
	return y
}

func (y *study) content() fyne.CanvasObject { return y.whole }

func (y *study) opened() {
	if y.s.read {
		if y.scenario == "" {
			y.scenario = y.s.state.Scenario
		}
		y.settings.read()
		y.build()
		y.show()
	}
}

// base is the scenario that is asked, nil without any.
func (y *study) base() *lab.Scenario {
	if len(y.s.kept) == 0 {
		return nil
	}
	return &y.s.kept[y.s.of(y.scenario)]
}

func (y *study) build() {
	y.left.Objects = nil
	if k := y.base(); k != nil {
		y.left.Add(parts.Strong(lang.L("Scenario")))
		y.left.Add(parts.Inset(6, 0, 10, 0, parts.NewSelect(y.s.names(), y.s.of(y.scenario), func(i int) {
			y.scenario = y.s.kept[i].ID
			y.asks.rechosen()
			y.build()
		}).Wide(y.wide)))
		y.asks.form(k)
	}
	y.left.Refresh()
}

// launch begins a run on a scenario and has what was found before forgotten;
// false where the number of runs or the seed can't be read.
func (y *study) launch(k *lab.Scenario, forget func()) (ctx context.Context, runs int, seed uint64, ok bool) {
	runs, seed, err := y.settings.asked()
	if err != nil {
		return nil, 0, 0, false
	}
	y.s.unfocus()
	forget()
	y.wrong, y.kept, y.of = nil, false, *k
	ctx = y.begin()
	y.show()
	return ctx, runs, seed, true
}

// ended shows what a run has found.
func (y *study) ended(err error) {
	y.cancel = nil
	y.fail(err)
}

func (y *study) fail(err error) {
	y.wrong = err
	y.show()
}

func (y *study) stopped() { y.stop(); y.show() }

func (y *study) keep() {
	if y.asks.none() || y.kept {
		return
	}
	y.kept = true
	st, found := y.asks.result()
	st.ScenarioID, st.Revision = y.of.ID, y.of.Revision
	keepStudy(y.s, st, found)
	y.show()
}

// restored shows a kept study, whose result is read into what was found.
func (y *study) restored(st lab.Study, found any) {
	y.scenario, y.kept = st.ScenarioID, true
	y.wrong = json.Unmarshal(st.Result, found)
	if k := y.base(); k != nil {
		y.of = *k
	}
	y.build()
	y.show()
}

func (y *study) actions() []desk.Action {
	busy := y.cancel != nil
	return []desk.Action{
		{Menu: desk.ReviewMenu, Label: y.words.act, Bare: fyne.KeyR, Do: y.asks.start, Off: busy || y.base() == nil, GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("Stop"), Bare: fyne.KeyS, Do: y.stopped, Off: !busy},
		{Menu: desk.ReviewMenu, Label: lang.L("Keep result"), Bare: fyne.KeyK, Do: y.keep, Off: busy || y.kept || y.asks.none()},
		{Menu: desk.ViewMenu, Label: lang.L("Next measure"), Bare: fyne.KeyM, Do: func() { y.s.nextMeasure(); y.show() }},
	}
}

func (y *study) show() {
	y.acts.Objects = nil
	switch {
	case y.cancel != nil:
		y.acts.Add(parts.Fix(look.Scaled(160), 0, y.bar))
		y.acts.Add(y.count)
		y.acts.Add(parts.NewButton(lang.L("Stop"), parts.Plain, y.stopped).WithIcon("cancel").WithKey("S"))
	default:
		if !y.asks.none() && !y.kept {
			y.acts.Add(parts.NewButton(lang.L("Keep result"), parts.Plain, y.keep).WithKey("K"))
		}
		if y.base() != nil {
			y.acts.Add(parts.NewButton(y.words.act, parts.Main, y.asks.start).WithIcon("play").WithKey("R"))
		}
	}
	y.top.Refresh()
	swap(y.right, y.body())
	y.s.d.Changed()
}

func (y *study) body() fyne.CanvasObject {
	switch {
	case y.base() == nil:
		return parts.EmptyState(y.words.icon, y.words.nothing, lang.L("Keep a scenario first."), parts.NewButton(lang.L("Scenarios"), parts.Main, func() { y.s.open(1) }).WithKey("2"))
	case y.wrong != nil:
		return parts.Inset(12, 24, 12, 24, parts.Stack(0, parts.Banner(parts.TintBad, y.s.say(y.wrong), "", nil)))
	case y.asks.none():
		return parts.EmptyState(y.words.icon, y.words.title, y.words.text)
	}
	return y.asks.shown()
}
