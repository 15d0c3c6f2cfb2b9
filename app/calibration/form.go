package calibration

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/qa/calibration"
)

// form prepares a session: which call, with which rubric, who, until when.
type form struct {
	d     *desk.Desk
	route desk.Route
	ctx   context.Context
	leave context.CancelFunc

	s        calibration.Session
	rubrics  []qa.Version
	people   []calibration.Candidate
	orgs     map[string]string // names
	proposal calibration.Proposal
	wrong    error
	busy     bool

	title, due, threshold *parts.Entry
	calls                 *callPicker
	persons               *parts.Table
	expert                *parts.Select
	count                 *parts.Text
	problem               *fyne.Container
	whole                 *fyne.Container
}

// newForm opens the form of a new session, or of one that is there (id).
func newForm(d *desk.Desk, r desk.Route, id string) *form {
	f := &form{d: d, route: r, orgs: map[string]string{}, whole: parts.Over(parts.Room(0, 0)), problem: parts.Stack(0)}
	f.ctx, f.leave = context.WithCancel(context.Background())
	f.s = calibration.Session{ID: id, State: calibration.Draft, Threshold: calibration.DefaultThreshold, DueAt: f.deadline()}
	f.load()
	return f
}

// deadline is what is offered: in the evening of the day after tomorrow.
func (f *form) deadline() time.Time { return f.d.Midnight().AddDate(0, 0, 2).Add(18 * time.Hour) }

// Content is the form.
func (f *form) Content() fyne.CanvasObject { return f.whole }

// Wide is false: the rail stays open.
func (f *form) Wide() bool { return false }

// Close stops reading.
func (f *form) Close() { f.leave() }

// running tells that scoring has begun: call and rubric are fixed then.
func (f *form) running() bool { return f.s.State != calibration.Draft }

func (f *form) build() {
	f.title = parts.NewEntry(lang.L("For instance: storm outage, twenty minutes"))
	f.title.SetText(f.s.Title)
	f.due = parts.NewEntry("2026-11-20 18:00").Wide(160)
	f.due.SetText(f.dueText(f.s.DueAt))
	f.threshold = parts.NewEntry("10").Wide(70)
	f.threshold.SetText(strconv.FormatFloat(f.s.Threshold, 'f', -1, 64))
	f.calls = newCallPicker(f)
	f.makePersons()
	f.count = parts.Label(f.countWords())
	f.lay()
}

func (f *form) dueText(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(f.d.Zone).Format("2006-01-02 15:04")
}

func (f *form) lay() {
	title := lang.L("New session")
	if f.s.ID != "" {
		title = f.s.Title
	}
	back := parts.NewButton(lang.L("Calibration"), parts.Quiet, f.back).WithIcon("back").WithKey("Esc")
	save := parts.NewButton(lang.L("Save"), parts.Plain, func() { f.save(false) }).WithKey("Ctrl S")
	row := parts.Row(12, back, parts.Grow(parts.PageHead(title).Cutting()), save)
	if !f.running() {
		row.Add(parts.NewButton(lang.L("Begin scoring"), parts.Main, func() { f.save(true) }).WithKey("Ctrl Enter"))
	}
	top := parts.Stack(0, parts.High(58, parts.Inset(0, 16, 0, 8, row)), parts.NewHairline())
	left := parts.Scrolling(parts.Inset(14, 24, 20, 24, f.what()))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(peopleWidth), 0, f.who()))
	f.whole.Objects = []fyne.CanvasObject{parts.Dock(top, nil, nil, right, left)}
	f.whole.Refresh()
	if f.s.ID == "" && f.s.Title == "" {
		f.title.Focus()
	}
}

// peopleWidth is the width of the list of people, at 100 %.
const peopleWidth = 480

// what is call, rubric, deadline and threshold.
func (f *form) what() fyne.CanvasObject {
	field := func(word string, o fyne.CanvasObject, hint string) fyne.CanvasObject {
		row := parts.Row(8, parts.Fix(look.Scaled(88), 0, parts.Second(word)))
		if hint == "" {
			row.Add(parts.Grow(o))
		} else {
			row.Add(o)
			row.Add(parts.Grow(parts.Label(hint).Cutting()))
		}
		return parts.High(38, row)
	}
	box := parts.Stack(0)
	if f.proposal.ID != "" {
		box.Add(parts.Inset(0, 0, 8, 0, parts.Banner(parts.TintInfo, f.proposal.Ref+"  "+f.proposal.Why.In(f.d.Settings.Language), "", nil)))
	}
	box.Add(field(lang.L("Name of the session"), f.title, ""))
	box.Add(field(lang.L("Rubric"), f.rubricSelect(), ""))
	box.Add(field(lang.L("Deadline"), f.due, lang.L("everybody scores until then")))
	box.Add(field(lang.L("Flag above"), f.threshold, lang.L("points between the highest and the lowest answer")))
	box.Add(f.problem)
	box.Add(parts.Room(0, 10))
	box.Add(f.calls.content())
	return box
}

func (f *form) rubricSelect() fyne.CanvasObject {
	var names []string
	chosen := -1
	for i, v := range f.rubrics {
		names = append(names, v.Title+" v"+strconv.Itoa(v.Number))
		if v.ID == f.s.VersionID {
			chosen = i
		}
	}
	s := parts.NewSelect(names, chosen, func(i int) { f.s.VersionID = f.rubrics[i].ID })
	if f.running() {
		s.Disable()
	}
	return s
}
