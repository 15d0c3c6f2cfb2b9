// Package rubrics is the place where rubrics are read, published from a file
// and exported. A rubric stands at the left, its sections and questions with
// what each option is worth at the right.
package rubrics

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/rubricfile"
	"shifu/qa/score"
	"shifu/recordings/formats"
)

// Screen is the open place.
type Screen struct {
	d        *desk.Desk
	ctx      context.Context
	leave    context.CancelFunc
	stop     func()
	versions []qa.Version
	wanted   string // the rubric to show first
	list     *parts.List
	sheet    *fyne.Container
	count    *parts.Text
	all      fyne.CanvasObject
}

// New opens the place; the route may name a rubric or a version.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, sheet: container.NewStack(), count: parts.Label("")}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.stop = d.Hub.Listen(s.noticed)
	s.list = parts.NewList(func() int { return len(s.versions) }, newRow, s.fill)
	s.list.RowHeight = look.HeightTask + 8
	s.list.OnChosen = func(int) { s.show() }
	s.all = parts.Dock(s.head(), nil, s.side(), nil, s.sheet)
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.all }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops listening.
func (s *Screen) Close() { s.leave(); s.stop() }

// Actions are publishing and exporting, as far as the person may.
func (s *Screen) Actions() []desk.Action {
	var acts []desk.Action
	if s.d.Actor.May(people.KeepRubrics) {
		acts = append(acts, desk.Action{Menu: desk.FileMenu, Label: lang.L("Import a rubric"), Key: fyne.KeyI, Mod: fyne.KeyModifierShortcutDefault, Do: s.askImport})
	}
	if s.d.Actor.May(people.Export) {
		acts = append(acts, desk.Action{Menu: desk.FileMenu, Label: lang.L("Export this rubric"), Key: fyne.KeyE, Mod: fyne.KeyModifierShortcutDefault, Do: s.askExport, Off: s.chosen() == nil})
	}
	return acts
}

func (s *Screen) head() fyne.CanvasObject {
	row := parts.Row(8, parts.PageHead(lang.L("Rubrics")), s.count, parts.Gap())
	for _, a := range s.Actions() {
		icon := "upload"
		if a.Key == fyne.KeyE {
			icon = "download"
		}
		row.Add(parts.NewButton(a.Label, parts.Plain, a.Do).WithIcon(icon).WithKey(a.Badge(false)))
	}
	return parts.Stack(0, parts.Inset(12, 16, 12, 24, row), parts.NewHairline())
}

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
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]qa.Version, error) {
		return s.d.Quality.Rubrics(ctx, s.d.Actor)
	}, func(vs []qa.Version, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.versions = vs
		s.count.Set(lang.L("{{.N}} in use", map[string]any{"N": len(vs)}))
		s.list.Chosen = s.first()
		s.list.Refresh()
		s.show()
		s.d.Changed()
	})
}

// first is the row to show: the one asked for, otherwise one in the window's language.
func (s *Screen) first() int {
	for i, v := range s.versions {
		if s.wanted != "" && (v.ID == s.wanted || v.RubricID == s.wanted) {
			return i
		}
	}
	for i, v := range s.versions {
		if words.Parse(v.Language) == s.d.Settings.Language {
			return i
		}
	}
	return min(0, len(s.versions)-1)
}

func (s *Screen) chosen() *qa.Version {
	if i := s.list.Chosen; i >= 0 && i < len(s.versions) {
		return &s.versions[i]
	}
	return nil
}

func newRow() fyne.CanvasObject {
	return parts.Inset(4, 16, 4, 24, parts.Stack(0, parts.High(22, parts.Strong("").Cutting()), parts.High(18, parts.Label("").Cutting())))
}

func (s *Screen) fill(i int, o fyne.CanvasObject) {
	v := s.versions[i]
	lines := o.(*fyne.Container).Objects[0].(*fyne.Container)
	lines.Objects[0].(*fyne.Container).Objects[0].(*parts.Text).Set(v.Title)
	facts := lang.L("Version {{.N}}, {{.Questions}} questions, {{.Language}}", map[string]any{"N": v.Number,
		"Questions": v.Count(), "Language": languageName(v.Language)})
	lines.Objects[1].(*fyne.Container).Objects[0].(*parts.Text).Set(facts)
}

func languageName(tag string) string {
	if words.Parse(tag) == words.Chinese {
		return "中文"
	}
	return "English"
}

// show lays the chosen version out.
func (s *Screen) show() {
	v := s.chosen()
	if v == nil {
		s.sheet.Objects = []fyne.CanvasObject{parts.EmptyState("document", lang.L("No rubric yet"),
			lang.L("Import a *.rubric.yaml file. Four come with Shifu: the demo shows them."))}
		s.sheet.Refresh()
		return
	}
	s.sheet.Objects = []fyne.CanvasObject{sheet(v, s.d.Settings.Language)}
	s.sheet.Refresh()
	s.d.Trace("rubric", map[string]any{"title": v.Title, "version": v.Number})
}

// publish reads a file and makes it the active version of the rubric with its
// title, or a new rubric.
func (s *Screen) publish(path string, done func(error)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (string, error) {
		v, err := rubricfile.Load(path)
		if err != nil {
			return "", err
		}
		for _, have := range s.versions {
			if have.Title == v.Title && have.Language == v.Language {
				v.RubricID = have.RubricID
			}
		}
		return s.d.Quality.Publish(ctx, s.d.Actor, v)
	}, func(id string, err error) {
		if err == nil {
			s.wanted = id
			s.d.Toast(lang.L("Published. The version before is retired and keeps its evaluations."), nil)
			s.load()
		}
		done(err)
	})
}

func (s *Screen) export(path string, done func(error)) {
	v := *s.chosen()
	background.Run(s.ctx, s.d.Stage, func(context.Context) (struct{}, error) {
		return struct{}{}, formats.WriteFile(path, func(w io.Writer) error {
			_, err := w.Write(rubricfile.Write(&v))
			return err
		})
	}, func(_ struct{}, err error) {
		if err == nil {
			s.d.Toast(lang.L("Written to {{.File}}", map[string]any{"File": path}), nil)
		}
		done(err)
	})
}

// modeLines are the score mode and N/A policy in words.
func modeLines(v *qa.Version, l words.Language) fyne.CanvasObject {
	na := lang.L("N/A: {{.Policy}}", map[string]any{"Policy": score.NAText(v.NAPolicy).In(l)})
	return parts.Stack(0, parts.NewParagraph(score.ModeText(v.Mode).In(l), look.TextLabel, look.Ink2),
		parts.NewParagraph(na, look.TextLabel, look.Ink2))
}
