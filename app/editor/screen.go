// Package editor is where the next version of a rubric is written: its outline
// at the left, the fields of what is chosen in the middle, and at the right a
// live preview that can be filled in. Two versions can be set side by side.
package editor

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/calibration"
	"shifu/qa/revision"
)

// whole stands for the rubric itself where a section or question could be chosen.
var whole = qa.QuestionAt{Section: -1, Question: -1}

// Screen is the open draft.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  context.CancelFunc
	line   *background.Line
	closed bool

	draft    revision.Draft
	base     *qa.Version // the version in use, nil for none
	history  *revision.History
	scales   []revision.Scale
	wordings []calibration.Wording // what rulings propose for questions
	problems []qa.Problem
	shares   revision.Shares
	chosen   qa.QuestionAt
	saver    *saver
	saving   bool
	conflict error // another window saved meanwhile

	outline *outline
	fields  *fields
	preview *preview
	bar     *fyne.Container
	banner  *fyne.Container
	trouble *fyne.Container
	all     fyne.CanvasObject
}

// New opens the draft that the route names.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, chosen: whole, line: d.Stage.NewLine(), bar: parts.Over(), banner: parts.Stack(0), trouble: parts.Stack(0), all: parts.Room(0, 0)}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.all = parts.Over()
	s.load(r.ID)
	return s
}

// Content is the editor.
func (s *Screen) Content() fyne.CanvasObject { return s.all }

// Wide folds the rail.
func (s *Screen) Wide() bool { return true }

// opened is what is read before the editor shows.
type opened struct {
	draft  revision.Draft
	base   *qa.Version
	scales []revision.Scale
	words  []calibration.Wording
}

func (s *Screen) load(id string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (opened, error) { return read(ctx, s.d, id) }, func(o opened, err error) {
		if err != nil {
			s.d.Fail(err)
			s.lost(err)
			return
		}
		s.draft, s.base, s.scales, s.wordings = o.draft, o.base, o.scales, o.words
		s.saver = newSaver(s.d.Revisions, s.d.Actor, o.draft)
		s.history = revision.NewHistory(&o.draft.Version)
		s.conflict = nil
		s.build()
		s.d.Trace("draft", map[string]any{"id": o.draft.ID, "title": o.draft.Version.Title})
	})
}

// read finds the draft, the version in use that it would replace, and the scales.
func read(ctx context.Context, d *desk.Desk, id string) (o opened, err error) {
	if o.draft, err = d.Revisions.Draft(ctx, d.Actor, id); err != nil {
		return o, err
	}
	if o.scales, err = d.Scales.Scales(ctx, d.Actor); err != nil {
		return o, err
	}
	if o.words, err = d.Rulebook.Wordings(ctx, d.Actor, o.draft.Version.RubricID); err != nil {
		return o, err
	}
	slices.SortStableFunc(o.scales, func(a, b revision.Scale) int { return cmp.Compare(foreign(a, o), foreign(b, o)) })
	all, err := d.Quality.Rubrics(ctx, d.Actor)
	for i := range all {
		if all[i].RubricID == o.draft.Version.RubricID {
			o.base = &all[i]
		}
	}
	return o, err
}

// foreign puts scales in another language than the draft's behind the others.
func foreign(s revision.Scale, o opened) int {
	if s.Language == o.draft.Version.Language {
		return 0
	}
	return 1
}

// lost says that there is no such draft.
func (s *Screen) lost(err error) {
	back := parts.NewButton(lang.L("Rubrics"), parts.Main, func() { s.d.Go(desk.Route{Place: desk.Rubrics}) })
	s.all.(*fyne.Container).Objects = []fyne.CanvasObject{parts.EmptyState("document", lang.L("No draft here"),
		words.Sentence(s.d.Settings.Language, err), back)}
	s.all.Refresh()
}

func (s *Screen) now() *qa.Version { return s.history.Now() }

func (s *Screen) build() {
	s.outline = newOutline(s)
	s.fields = newFields(s)
	s.preview = newPreview(s)
	left := parts.Dock(nil, s.trouble, nil, nil, s.outline.list)
	columns := container.New(&columns{}, parts.Over(parts.NewPlate(look.Well), left), parts.NewUpright(1), s.fields.whole, parts.NewUpright(1), s.preview.whole)
	s.all.(*fyne.Container).Objects = []fyne.CanvasObject{parts.Dock(parts.Stack(0, s.bar, s.banner), nil, nil, nil, columns)}
	s.restructured()
	s.all.Refresh()
	s.outline.list.Focus()
}

// restructured shows the version after sections or questions came, went or
// moved, or all of it may be another one.
func (s *Screen) restructured() {
	s.reckon()
	s.outline.index()
	s.chosen = s.outline.nearest(s.chosen)
	s.outline.choose(s.chosen)
	s.fields.show()
	s.showAll()
	s.d.Changed()
}

// reckon finds what follows from the version.
func (s *Screen) reckon() {
	v := s.now()
	s.problems, s.shares = v.Problems(), revision.SharesOf(v)
}

// showAll shows what follows from the version.
func (s *Screen) showAll() {
	s.outline.list.Refresh()
	s.showProblems()
	s.fields.mark()
	s.preview.show()
	s.showBar()
}

// change edits the version. A change to the same field as the last one is the
// same step to undo; an empty field is a step of its own.
func (s *Screen) change(field string, edit func(v *qa.Version)) {
	if s.closed {
		return
	}
	could := s.history.CanUndo()
	s.history.Change(field, edit)
	s.reckon()
	s.showAll()
	s.saveSoon()
	if !could {
		s.d.Changed()
	}
}

// reshape is change for what makes the outline or the fields others.
func (s *Screen) reshape(edit func(v *qa.Version)) {
	s.history.Change("", edit)
	s.restructured()
	s.saveSoon()
}

// choose shows the fields of another place.
func (s *Screen) choose(at qa.QuestionAt) {
	if at == s.chosen {
		return
	}
	s.chosen = at
	s.history.Pause()
	s.fields.show()
	s.preview.wake()
	s.d.Changed()
}

// question is the chosen question, nil if a section or the rubric is.
func (s *Screen) question() *qa.Question { return questionIn(s.now(), s.chosen) }

func questionIn(v *qa.Version, at qa.QuestionAt) *qa.Question {
	if at.Section < 0 || at.Question < 0 || at.Section >= len(v.Sections) || at.Question >= len(v.Sections[at.Section].Questions) {
		return nil
	}
	return &v.Sections[at.Section].Questions[at.Question]
}
