package contracts

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/contract"
)

// editor writes the next version.
type editor struct {
	s       *Screen
	terms   contract.Terms
	number  int // of the version it is written after
	choices sources
	wrong   error
	notice  *fyne.Container
	goals   *fyne.Container
	what    *fyne.Container // measures
	ends    *parts.Entry
}

// write opens the next version for writing.
func (s *Screen) write() {
	background.Run(s.ctx, s.d.Stage, s.readSources, func(all sources, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		k := &editor{s: s, choices: all, terms: s.usual(), notice: parts.Stack(0), goals: parts.Stack(0), what: parts.Stack(0)}
		if c := s.pair.Newest(); c != nil {
			k.terms, k.number = c.Terms, c.Number
			k.terms.Goals, k.terms.Measures, k.terms.Change = slices.Clone(c.Terms.Goals), slices.Clone(c.Terms.Measures), ""
		}
		s.edit = k
		k.build()
		s.d.Trace("writing", map[string]any{"pair": s.pair.ID})
	})
}

// usual is what a first version begins with.
func (s *Screen) usual() contract.Terms {
	begins := s.today() + 1
	return contract.Terms{Begins: begins, Ends: contract.Last(begins, 90), Period: 90, SessionEvery: 7, SessionMinutes: 45, Objection: 30,
		MentorDuties: lang.L("Sits down with the mentee as planned, listens to calls together with them, shows how it is done, and looks at scores and wrong answers every week."),
		MenteeDuties: lang.L("Comes to the sessions, carries out the measures and leaves the evidence, looks things up before asking, and writes down what was learned."),
		Assessment:   lang.L("At the end by goals reached, measures done and the exam, by the trainer together with the supervisor."),
		Ending:       lang.L("Changed by agreement of both with the unit's approval, as a new version that all sign. In the objection period a party can object in writing."),
		Goals:        []contract.Goal{{Source: contract.Source{Kind: contract.RubricQuestion}}},
		Measures:     []contract.Measure{{What: lang.L("Listen to 2 calls together"), Rhythm: contract.Weekly, Times: 1, Evidence: lang.L("Notes with the call numbers"), Weight: 1}}}
}

func (k *editor) actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Save the contract"), Key: fyne.KeyS, Mod: ctrl, Do: k.save},
		{Menu: desk.EditMenu, Label: lang.L("Add a goal"), Key: fyne.KeyG, Mod: ctrl, Do: k.addGoal},
		{Menu: desk.EditMenu, Label: lang.L("Add a measure"), Key: fyne.KeyM, Mod: ctrl, Do: k.addMeasure},
		{Menu: desk.WindowMenu, Label: lang.L("Stop writing"), Bare: fyne.KeyEscape, Do: k.stop},
	}
}

func (k *editor) build() {
	bar := parts.ToolBar([]fyne.CanvasObject{parts.NewButton(lang.L("Cancel"), parts.Quiet, k.stop).WithIcon("back").WithKey("Esc"), parts.PanelHead(k.s.title()),
		parts.NewPill(lang.L("becomes version {{.N}}, signed by all anew", map[string]any{"N": k.number + 1}), parts.StatePlain)},
		[]fyne.CanvasObject{parts.NewButton(lang.L("Save the contract"), parts.Main, k.save).WithIcon("check").WithKey("Ctrl S")})
	body := parts.Stack(0, k.notice)
	if k.number > 0 {
		body.Add(parts.Stack(4, parts.Strong(lang.L("Why it is changed")), k.line(lang.L("Reason, part of what is signed"), &k.terms.Change)))
		body.Add(parts.Room(0, 14))
	}
	for _, o := range []fyne.CanvasObject{k.period(), parts.Room(0, 10), k.numbers(), parts.Room(0, 18),
		k.head(lang.L("Goals"), lang.L("Add a goal"), "Ctrl G", k.addGoal), k.goals, parts.Room(0, 18),
		k.head(lang.L("Measures"), lang.L("Add a measure"), "Ctrl M", k.addMeasure), k.what, parts.Room(0, 18)} {
		body.Add(o)
	}
	for _, o := range k.notes() {
		body.Add(o)
	}
	k.s.whole.Objects = []fyne.CanvasObject{parts.Dock(parts.Stack(0, bar, parts.NewHairline()), nil, nil, nil, parts.Scrolling(parts.Inset(14, 24, 24, 24, body)))}
	k.show()
	k.s.whole.Refresh()
	k.s.d.Changed()
}

func (k *editor) head(title, add, key string, do func()) fyne.CanvasObject {
	return parts.High(36, parts.Row(10, parts.PanelHead(title), parts.Gap(), parts.NewButton(add, parts.Plain, do).WithIcon("add").WithKey(key).AsSmall()))
}

func (k *editor) line(hint string, to *string) *parts.Entry {
	e := parts.NewEntry(hint).Wide(560)
	e.SetText(*to)
	e.OnChanged = func(t string) { *to = t }
	return e
}

// period asks for begin, length and end.
func (k *editor) period() fyne.CanvasObject {
	t := &k.terms
	lengths := []string{}
	for _, n := range contract.Periods {
		lengths = append(lengths, lang.L("{{.N}} days", map[string]any{"N": n}))
	}
	k.ends = k.day(&t.Ends)
	begins := k.day(&t.Begins)
	changed := begins.OnChanged
	begins.OnChanged = func(text string) { changed(text); k.follow() }
	chosen := slices.Index(contract.Periods, t.Period)
	if chosen < 0 {
		chosen = len(contract.Periods)
	}
	length := parts.NewSegments(append(lengths, lang.L("Free")), chosen, func(i int) {
		t.Period = 0
		if i < len(contract.Periods) {
			t.Period = contract.Periods[i]
		}
		k.follow()
	})
	return parts.High(36, parts.Row(8, parts.Label(lang.L("Begins")), begins, parts.Room(8, 0), length, parts.Room(8, 0), parts.Label(lang.L("Ends")), k.ends))
}

// follow sets the end that belongs to the period.
func (k *editor) follow() {
	if t := &k.terms; t.Period > 0 && t.Begins > 0 {
		k.ends.SetText(contract.Last(t.Begins, t.Period).String())
	}
}

// day is a field for a day; what can't be read is 0 and is refused on saving.
func (k *editor) day(to *contract.Day) *parts.Entry {
	e := parts.NewEntry("2026-12-01").Wide(112)
	if *to > 0 {
		e.SetText(to.String())
	}
	e.OnChanged = func(text string) {
		d, err := indicators.ParseDate(strings.TrimSpace(text))
		*to = d
		e.SetWrong(err != nil)
	}
	return e
}

func (k *editor) numbers() fyne.CanvasObject {
	t := &k.terms
	yuan := int(t.Allowance / 100)
	money := k.whole(&yuan, func() { t.Allowance = int64(yuan) * 100 })
	return parts.High(36, parts.Row(8, parts.Label(lang.L("A session every")), k.whole(&t.SessionEvery, nil), parts.Second(lang.L("days, of")), k.whole(&t.SessionMinutes, nil), parts.Second(lang.L("min")), parts.Room(12, 0),
		parts.Label(lang.L("Objection period")), k.whole(&t.Objection, nil), parts.Second(lang.L("days")), parts.Room(12, 0), parts.Label(lang.L("Allowance a month")), money, parts.Second(lang.L("yuan"))))
}

// whole is a small field for a whole number; what is none is refused on saving.
func (k *editor) whole(to *int, then func()) *parts.Entry {
	e := parts.NewEntry("").Wide(56)
	e.SetText(strconv.Itoa(*to))
	e.OnChanged = func(text string) {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil {
			n = -1
		}
		*to = n
		e.SetWrong(err != nil)
		if then != nil {
			then()
		}
	}
	return e
}

func (k *editor) notes() (out []fyne.CanvasObject) {
	t := &k.terms
	for _, x := range []struct {
		title string
		to    *string
	}{{lang.L("Duties of the mentor"), &t.MentorDuties}, {lang.L("Duties of the mentee"), &t.MenteeDuties}, {lang.L("How it is judged"), &t.Assessment}, {lang.L("Reward"), &t.Reward}, {lang.L("Change and end"), &t.Ending}} {
		note := parts.NewNote("", 2)
		note.Most = contract.MostText
		note.SetText(*x.to)
		note.OnChanged = func(text string) { *x.to = text }
		out = append(out, parts.Strong(x.title), parts.Room(0, 4), note, parts.Room(0, 12))
	}
	return out
}

// show draws the notice, goals and measures anew.
func (k *editor) show() {
	k.notice.Objects = nil
	if k.wrong != nil {
		k.notice.Add(parts.Inset(0, 0, 10, 0, parts.Banner(parts.TintBad, words.Sentence(k.s.d.Settings.Language, k.wrong), "", nil)))
	}
	k.goals.Objects = []fyne.CanvasObject{k.goalTitles(), parts.NewHairline()}
	for i := range k.terms.Goals {
		k.goals.Add(k.goal(i))
		k.goals.Add(parts.NewHairline())
	}
	k.what.Objects = []fyne.CanvasObject{k.measureTitles(), parts.NewHairline()}
	for i := range k.terms.Measures {
		k.what.Add(k.measure(i))
		k.what.Add(parts.NewHairline())
	}
	for _, c := range []*fyne.Container{k.notice, k.goals, k.what} {
		c.Refresh()
	}
}

func (k *editor) addGoal() {
	k.terms.Goals = append(k.terms.Goals, contract.Goal{Source: contract.Source{Kind: contract.RubricQuestion}})
	k.show()
}

func (k *editor) addMeasure() {
	k.terms.Measures = append(k.terms.Measures, contract.Measure{Rhythm: contract.Weekly, Times: 1, Weight: 1})
	k.show()
}

func (k *editor) save() {
	s, t := k.s, k.terms
	t.Goals, t.Measures = slices.Clone(t.Goals), slices.Clone(t.Measures)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (contract.Contract, error) {
		return s.d.Mentors.Pairs.Write(ctx, s.d.Actor, s.pair.ID, k.number, t)
	}, func(kept contract.Contract, err error) {
		if err != nil {
			k.wrong = err
			k.show()
			s.d.Trace("refused", map[string]any{"error": err.Error()})
			return
		}
		s.edit, s.number = nil, 0
		s.d.Toast(lang.L("Kept as version {{.N}}: now all sign", map[string]any{"N": kept.Number}), nil)
		s.load()
	})
}

// stop leaves without keeping.
func (k *editor) stop() {
	k.s.edit = nil
	k.s.show()
}

var editWide = struct{ kind, source, number, rhythm, evidence, gone float32 }{124, 250, 64, 110, 190, 44}

func fixed(w float32, o fyne.CanvasObject) fyne.CanvasObject { return parts.Fix(look.Scaled(w), 0, o) }
