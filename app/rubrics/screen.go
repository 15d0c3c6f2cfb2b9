// Package rubrics is the place where rubrics are found: what is in use, what
// was, and the drafts of what comes next. A rubric stands at the left, the
// chosen version of it with what each option is worth at the right.
package rubrics

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/revision"
	"shifu/qa/score"
)

// Screen is the open place.
type Screen struct {
	d       *desk.Desk
	ctx     context.Context
	leave   context.CancelFunc
	stop    func()
	rubrics []revision.Rubric
	wanted  string // the rubric or version to show first
	at      string // the version shown
	version *qa.Version
	list    *parts.List
	sheet   *fyne.Container
	count   *parts.Text
	bar     *fyne.Container
	all     fyne.CanvasObject
}

// New opens the place; the route may name a rubric or a version.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, sheet: container.NewStack(), count: parts.Label(""), bar: parts.Row(8)}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.stop = d.Hub.Listen(s.noticed)
	s.list = parts.NewList(func() int { return len(s.rubrics) }, newRow, s.fill)
	s.list.RowHeight = look.HeightTask + 8
	s.list.OnChosen = func(int) { s.at = ""; s.show() }
	s.list.OnOpened = func(int) { s.edit() }
	head := parts.Stack(0, parts.Inset(12, 16, 12, 24, parts.Row(8, parts.PageHead(lang.L("Rubrics")), s.count, parts.Gap(), s.bar)), parts.NewHairline())
	s.all = parts.Dock(head, nil, s.side(), nil, s.sheet)
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.all }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops listening.
func (s *Screen) Close() { s.leave(); s.stop() }

func (s *Screen) side() fyne.CanvasObject {
	ground := container.NewStack(parts.NewPlate(look.Well), s.list)
	wide := look.Scaled(300)
	if window := s.d.Window.Canvas().Size().Width; window > 900 {
		wide = min(wide, window*.24) // large text leaves the sheet its room
	}
	return parts.FullRow(0, parts.Fix(wide, 0, ground), parts.NewUpright(1))
}

func (s *Screen) noticed(n notice.Notice) {
	if n.Subject == notice.Rubrics {
		s.d.Stage.Show(s.load)
	}
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]revision.Rubric, error) {
		return s.d.Revisions.Shelf(ctx, s.d.Actor)
	}, func(all []revision.Rubric, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.rubrics = all
		s.count.Set(lang.L("{{.N}} in use", map[string]any{"N": inUse(all)}))
		s.list.Chosen = s.first()
		s.list.Refresh()
		s.show()
	})
}

func inUse(all []revision.Rubric) (n int) {
	for i := range all {
		if all[i].Active() != nil {
			n++
		}
	}
	return n
}

// first is the row to show: the one asked for or shown already, otherwise one
// in the window's language.
func (s *Screen) first() int {
	if s.wanted == "" {
		s.wanted = s.at
	}
	for i, r := range s.rubrics {
		for _, h := range r.Versions {
			if s.wanted != "" && (h.ID == s.wanted || r.ID == s.wanted) {
				if h.ID == s.wanted {
					s.at = h.ID
				}
				s.wanted = ""
				return i
			}
		}
	}
	for i := range s.rubrics {
		if a := s.rubrics[i].Active(); a != nil && words.Parse(a.Language) == s.d.Settings.Language {
			return i
		}
	}
	return min(0, len(s.rubrics)-1)
}

func (s *Screen) chosen() *revision.Rubric {
	if i := s.list.Chosen; i >= 0 && i < len(s.rubrics) {
		return &s.rubrics[i]
	}
	return nil
}

// head is the version of the chosen rubric that is shown: the one asked for,
// the one in use, or the newest.
func (s *Screen) head() *revision.Head {
	r := s.chosen()
	if r == nil {
		return nil
	}
	for i := range r.Versions {
		if r.Versions[i].ID == s.at {
			return &r.Versions[i]
		}
	}
	if a := r.Active(); a != nil {
		return a
	}
	return &r.Versions[0]
}

func newRow() fyne.CanvasObject {
	return parts.Inset(4, 12, 4, 24, parts.Stack(0, parts.High(22, parts.Strong("").Cutting()), parts.High(18, parts.Label("").Cutting())))
}

func (s *Screen) fill(i int, o fyne.CanvasObject) {
	r := &s.rubrics[i]
	shown := r.Active()
	if shown == nil {
		shown = &r.Versions[0]
	}
	lines := o.(*fyne.Container).Objects[0].(*fyne.Container)
	lines.Objects[0].(*fyne.Container).Objects[0].(*parts.Text).Set(shown.Title)
	lines.Objects[1].(*fyne.Container).Objects[0].(*parts.Text).Set(standing(r))
}

// standing says in a line where a rubric stands.
func standing(r *revision.Rubric) string {
	a, d := r.Active(), r.Draft()
	switch {
	case a != nil && d != nil:
		return lang.L("Version {{.N}}, draft of version {{.Next}} by {{.Name}}", map[string]any{"N": a.Number, "Next": d.Number, "Name": d.By})
	case a != nil:
		return lang.L("Version {{.N}}, {{.Questions}} questions, {{.Language}}", map[string]any{"N": a.Number, "Questions": a.Questions, "Language": languageName(a.Language)})
	case d != nil:
		return lang.L("Draft by {{.Name}}, not in use", map[string]any{"Name": d.By})
	}
	return lang.L("Retired")
}

func languageName(tag string) string {
	if words.Parse(tag) == words.Chinese {
		return "中文"
	}
	return "English"
}

// show reads the version to show and lays it out.
func (s *Screen) show() {
	h := s.head()
	s.version = nil
	if h == nil {
		s.sheet.Objects = []fyne.CanvasObject{s.empty()}
		s.sheet.Refresh()
		s.showBar()
		return
	}
	id, draft := h.ID, h.State == qa.VersionDraft
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (qa.Version, error) { return s.read(ctx, id, draft) }, func(v qa.Version, err error) {
		if now := s.head(); now == nil || now.ID != id {
			return // another one was chosen meanwhile
		}
		if err != nil {
			if !fault.Is(err, fault.NotFound) { // a draft that was published meanwhile
				s.d.Fail(err)
			}
			return
		}
		s.version, s.at = &v, id
		s.sheet.Objects = []fyne.CanvasObject{parts.Dock(s.versions(), nil, nil, nil, sheet(&v, s.d.Settings.Language))}
		s.sheet.Refresh()
		s.showBar()
		s.d.Trace("rubric", map[string]any{"title": v.Title, "version": v.Number})
	})
}

func (s *Screen) read(ctx context.Context, id string, draft bool) (qa.Version, error) {
	if !draft {
		return s.d.Quality.Version(ctx, s.d.Actor, id)
	}
	d, err := s.d.Revisions.Draft(ctx, s.d.Actor, id)
	return d.Version, err
}

func (s *Screen) empty() fyne.CanvasObject {
	if !s.d.Actor.May(people.KeepRubrics) {
		return parts.EmptyState("document", lang.L("No rubric yet"), lang.L("A quality lead makes the first one."))
	}
	return parts.EmptyState("document", lang.L("No rubric yet"), lang.L("Make one, or import a *.rubric.yaml file. Four come with Shifu: the demo shows them."),
		parts.NewButton(lang.L("New rubric"), parts.Main, s.start).WithKey("Ctrl N"), parts.NewButton(lang.L("Import a rubric"), parts.Plain, s.askImport).WithKey("Ctrl I"))
}

// versions are the versions of the rubric to choose from, and how often the
// chosen one was used.
func (s *Screen) versions() fyne.CanvasObject {
	r, h := s.chosen(), s.head()
	names, at := []string{}, 0
	for i, v := range r.Versions {
		names = append(names, headName(s.d, v))
		if v.ID == h.ID {
			at = i
		}
	}
	choice := parts.NewSelect(names, at, func(i int) { s.at = r.Versions[i].ID; s.show() }).Wide(230)
	used := lang.L("{{.N}} evaluations", map[string]any{"N": h.Used})
	switch {
	case h.State == qa.VersionDraft:
		used = lang.L("saved {{.Time}} by {{.Name}}", map[string]any{"Time": s.d.Moment(h.At), "Name": h.By})
	case h.Used > 0:
		used += lang.L(", so it never changes")
	}
	row := parts.Row(8, choice, parts.Room(4, 0), parts.Grow(parts.Second(used).Cutting()))
	row.Objects = append(row.Objects, s.buttons(map[fyne.KeyName]string{fyne.KeyM: "fit", fyne.KeyE: "download"})...)
	return parts.Stack(0, parts.Inset(8, 16, 8, 24, row), parts.NewHairline())
}

func headName(d *desk.Desk, h revision.Head) string {
	name := lang.L("Version {{.N}}", map[string]any{"N": h.Number})
	switch h.State {
	case qa.VersionDraft:
		return name + "  " + lang.L("draft")
	case qa.VersionActive:
		return name + "  " + lang.L("in use") + "  " + d.Day(h.At)
	}
	return name + "  " + lang.L("retired") + "  " + d.Day(h.At)
}

// modeLines are the score mode and N/A policy in words.
func modeLines(v *qa.Version, l words.Language) fyne.CanvasObject {
	na := lang.L("N/A: {{.Policy}}", map[string]any{"Policy": score.NAText(v.NAPolicy).In(l)})
	return parts.Stack(0, parts.NewParagraph(score.ModeText(v.Mode).In(l), look.TextLabel, look.Ink2),
		parts.NewParagraph(na, look.TextLabel, look.Ink2))
}
