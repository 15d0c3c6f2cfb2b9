package calibration

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
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

// asked is what the form reads before it is shown.
type asked struct {
	session  calibration.Session
	rubrics  []qa.Version
	orgs     []people.Organisation
	proposal calibration.Proposal
}

func (f *form) load() {
	background.Run(f.ctx, f.d.Stage, f.readAll, func(a asked, err error) {
		if err != nil {
			f.whole.Objects = []fyne.CanvasObject{parts.EmptyState("info", lang.L("This session can't be opened"), sentence(f.d, err))}
			f.whole.Refresh()
			return
		}
		f.s, f.rubrics, f.proposal = a.session, a.rubrics, a.proposal
		for _, o := range a.orgs {
			f.orgs[o.ID] = o.Name
		}
		f.build()
		f.readPeople()
		f.d.Changed()
		f.d.Trace("loaded", map[string]any{"place": "calibration-form"})
	})
}

func (f *form) readAll(ctx context.Context) (a asked, err error) {
	a.session = f.s
	if a.rubrics, err = f.d.Quality.Rubrics(ctx, f.d.Actor); err != nil {
		return a, err
	}
	if a.orgs, err = f.d.People.Organisations(ctx, f.d.Actor); err != nil {
		return a, err
	}
	if f.s.ID != "" {
		b, err := f.d.Calibration.Session(ctx, f.d.Actor, f.s.ID)
		a.session = b.Session
		return a, err
	}
	if err := f.readProposal(ctx, &a); err != nil {
		return a, err
	}
	if id := f.route.Start.CallID; id != "" {
		a.session.Calls = []calibration.Call{{ID: id}}
	}
	if a.session.VersionID == "" {
		a.session.VersionID = f.firstRubric(a.rubrics)
	}
	for i, c := range a.session.Calls {
		row, err := f.d.Calls.Call(ctx, f.d.Actor, c.ID)
		if err != nil {
			return a, err
		}
		a.session.Calls[i].Title = desk.CallName(row.Call)
	}
	return a, nil
}

// firstRubric is that of the route, else the first in the window's language.
func (f *form) firstRubric(all []qa.Version) string {
	if id := f.route.Start.VersionID; id != "" {
		return id
	}
	for _, v := range all {
		if v.Language == string(f.d.Settings.Language) {
			return v.ID
		}
	}
	if len(all) > 0 {
		return all[0].ID
	}
	return ""
}

// readProposal takes rubric and call of the proposal that the route names.
func (f *form) readProposal(ctx context.Context, a *asked) error {
	if f.route.Task == "" {
		return nil
	}
	all, err := f.d.Rulebook.Proposals(ctx, f.d.Actor)
	i := slices.IndexFunc(all, func(p calibration.Proposal) bool { return p.ID == f.route.Task })
	if err != nil || i < 0 {
		return err
	}
	a.proposal = all[i]
	a.session.Title = all[i].Question
	for _, v := range a.rubrics {
		if v.RubricID == all[i].RubricID {
			a.session.VersionID = v.ID
		}
	}
	if id := all[i].CallID; id != "" {
		a.session.Calls = []calibration.Call{{ID: id}}
	}
	return nil
}

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

func (f *form) back() {
	if f.s.ID != "" {
		f.d.Go(desk.Route{Place: desk.Calibration, ID: f.s.ID})
		return
	}
	f.d.Go(desk.Route{Place: desk.Calibration})
}

// filled is the session as it is typed.
func (f *form) filled() (calibration.Session, error) {
	s := f.s
	s.Title = strings.TrimSpace(f.title.Text())
	if s.Title == "" && len(s.Calls) > 0 {
		s.Title = s.Calls[0].Title
	}
	s.DueAt = time.Time{}
	if text := strings.TrimSpace(f.due.Text()); text != "" {
		at, err := time.ParseInLocation("2006-01-02 15:04", text, f.d.Zone)
		if err != nil {
			return s, fault.New(fault.Invalid, "Write the deadline as 2026-11-20 18:00, not \"{{.Have}}\".", fault.Values{"Have": text})
		}
		s.DueAt = at.UTC()
	}
	points, err := qa.ParseDecimal(strings.TrimSpace(f.threshold.Text()))
	if err != nil {
		return s, fault.New(fault.Invalid, "The threshold is a number of points such as 10, not \"{{.Have}}\".", fault.Values{"Have": f.threshold.Text()})
	}
	s.Threshold = points.Float()
	return s, s.Check()
}

// save keeps the session and, if wished, begins scoring.
func (f *form) save(begin bool) {
	s, err := f.filled()
	if begin && err == nil {
		err = s.Ready()
	}
	if err != nil || f.busy {
		f.refuse(err)
		return
	}
	f.busy = true
	background.Run(f.ctx, f.d.Stage, func(ctx context.Context) (string, error) { return f.keep(ctx, s, begin) }, func(id string, err error) {
		f.busy = false
		if id != "" {
			f.s.ID = id
		}
		if err != nil {
			f.refuse(err)
			return
		}
		f.d.Trace("kept", map[string]any{"session": id, "begun": begin})
		f.d.Go(desk.Route{Place: desk.Calibration, ID: id})
	})
}

func (f *form) keep(ctx context.Context, s calibration.Session, begin bool) (string, error) {
	id, err := f.d.Calibration.Save(ctx, f.d.Actor, s)
	if err != nil {
		return "", err
	}
	if p := f.proposal.ID; p != "" {
		if err := f.d.Rulebook.Dismiss(ctx, f.d.Actor, p, id, ""); err != nil && !fault.Is(err, fault.NotFound) {
			return id, err
		}
	}
	if begin {
		err = f.d.Calibration.Advance(ctx, f.d.Actor, id, calibration.Scoring)
	}
	return id, err
}

// refuse says in place what is wrong.
func (f *form) refuse(err error) {
	f.problem.Objects = nil
	if f.wrong = err; err != nil {
		f.problem.Add(parts.Inset(4, 0, 4, 96, parts.FieldError(sentence(f.d, err))))
		f.d.Trace("refused", map[string]any{"error": err.Error()})
	}
	f.whole.Refresh()
}

// Actions are what can be done here.
func (f *form) Actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Save"), Key: fyne.KeyS, Mod: ctrl, Do: func() { f.save(false) }},
		{Menu: desk.ReviewMenu, Label: lang.L("Begin scoring"), Key: fyne.KeyReturn, Mod: ctrl, Do: func() { f.save(true) }, Off: f.running()},
		{Menu: desk.EditMenu, Label: lang.L("Find a call"), Key: fyne.KeyF, Mod: ctrl, Do: func() { f.calls.focus() }, Off: f.calls == nil || f.running()},
		{Menu: desk.WindowMenu, Label: lang.L("Back to the sessions"), Bare: fyne.KeyEscape, Do: f.back},
	}
}
