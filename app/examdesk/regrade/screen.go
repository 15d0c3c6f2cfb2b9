// Package regrade is the place where a wrong key is put right: the changed key
// shows the old and the new mark of everybody before it is applied.
package regrade

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/bank"
	"shifu/training/exam"
)

// resting is how long a key rests before its effect is shown.
const resting = 250 * time.Millisecond

// sideWidth is the width of the list of questions at 100 %.
const sideWidth = 380

// Screen is the questions of one exam and the key of the chosen one.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	id    string

	all    []bank.Question
	shown  []int // of all
	ready  bool
	next   bank.Question // the chosen one with its changed key
	was    bank.Question
	shifts []exam.Shift
	wrong  error
	asked  int // numbers the previews: only the last one is shown

	list   *parts.Table
	effect *parts.Table
	search *parts.Entry
	top    *fyne.Container
	key    *fyne.Container
	said   *fyne.Container
	page   *fyne.Container
	whole  fyne.CanvasObject
}

// New opens the questions of an exam, Route.ID.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, id: r.ID, top: parts.Over(), key: parts.Over(), said: parts.Over(), page: parts.Over()}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.list = parts.NewTable([]parts.TableColumn{{Title: lang.L("Exam question"), Least: 120}, {Title: lang.L("Kind"), Width: 110}},
		func() int { return len(s.shown) }, s.cell)
	s.list.Left = look.Gap16
	s.list.OnChosen = s.choose
	s.effect = s.effectTable()
	s.search = parts.NewEntry(lang.L("Words of the question")).WithIcon("search").WithKey("Ctrl F")
	s.search.OnChanged = func(string) { s.narrow() }
	side := parts.Dock(parts.Stack(0, parts.Inset(10, 12, 10, 16, s.search), parts.NewHairline()), nil, nil, nil, s.list)
	left := parts.FullRow(0, parts.Fix(look.Scaled(sideWidth), 0, parts.Over(parts.NewPlate(look.Well), side)), parts.NewUpright(1))
	s.whole = parts.Dock(s.top, nil, left, nil, s.page)
	s.showTop()
	s.read()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide folds the rail.
func (s *Screen) Wide() bool { return true }

// Close stops reading.
func (s *Screen) Close() { s.leave() }

func (s *Screen) showTop() {
	apply := parts.NewButton(lang.L("Apply"), parts.Main, s.askApply).WithIcon("check").WithKey("Ctrl Enter")
	if !s.mayApply() {
		apply.Disable()
	}
	s.top.Objects = []fyne.CanvasObject{parts.ToolBar([]fyne.CanvasObject{parts.NewButton(lang.L("Exams"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc"),
		parts.NewText(lang.L("Change a key"), look.TextPanel, look.Ink, true), parts.Label(lang.L("nothing is changed before you apply it"))}, []fyne.CanvasObject{apply})}
	s.top.Refresh()
}

func (s *Screen) read() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]bank.Question, error) {
		return s.d.Marker.Asked(ctx, s.d.Actor, s.id)
	}, func(all []bank.Question, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.all, s.ready = all, true
		slices.SortStableFunc(s.all, func(a, b bank.Question) int {
			return slices.Index(bank.Kinds, a.Kind) - slices.Index(bank.Kinds, b.Kind)
		})
		s.narrow()
		s.d.Trace("loaded", map[string]any{"place": "examregrade", "questions": len(all)})
	})
}

// narrow lists the questions that hold what is searched for.
func (s *Screen) narrow() {
	s.shown = nil
	f := bank.Filter{Text: s.search.Text()}
	for i := range s.all {
		if f.Takes(&s.all[i]) {
			s.shown = append(s.shown, i)
		}
	}
	s.list.List().Chosen = -1
	s.list.Refresh()
	if len(s.shown) > 0 {
		at := slices.IndexFunc(s.shown, func(i int) bool { return s.all[i].EntryID == s.was.EntryID && s.was.EntryID != "" })
		s.list.Choose(max(at, 0))
		return
	}
	s.showPage()
}

func (s *Screen) cell(row, column int) parts.Cell {
	if row >= len(s.shown) {
		return parts.Cell{}
	}
	q := &s.all[s.shown[row]]
	if column == 0 {
		c := parts.Cell{Text: s.d.QuestionTitle(q)}
		if q.Number > 1 {
			c.Icon, c.IconTone = "loop", look.Ink3
		}
		return c
	}
	return parts.Cell{Text: say.Kind(s.d.Settings.Language, q.Kind), Tone: look.Ink2}
}

func (s *Screen) choose(row int) {
	if row < 0 || row >= len(s.shown) {
		return
	}
	s.was = s.all[s.shown[row]]
	s.again()
}

// again begins with the key as it is.
func (s *Screen) again() {
	s.next = s.was
	s.next.Options = slices.Clone(s.was.Options)
	s.next.Order = slices.Clone(s.was.Sequence())
	s.shifts, s.wrong = nil, nil
	s.showPage()
	s.change()
}

func (s *Screen) showPage() {
	var content fyne.CanvasObject
	switch {
	case !s.ready || s.was.ID == "" && len(s.all) > 0:
		content = parts.Room(0, 0)
	case len(s.all) == 0:
		content = parts.EmptyState("loop", lang.L("This exam asks nothing"), lang.L("Publish it first: the questions it holds are listed here then."))
	default:
		s.showKey()
		text := parts.NewParagraph(s.was.Text, look.TextReading, look.Ink)
		text.Width = look.Scaled(560)
		head := parts.Stack(0, parts.Facts(parts.Label(say.Kind(s.d.Settings.Language, s.was.Kind)), parts.Label(s.was.Tags.Point), parts.Label(lang.L("version {{.N}}", map[string]any{"N": s.was.Number}))),
			parts.Room(0, 4), text, parts.Room(0, 10), s.key, parts.Room(0, 8))
		content = parts.Dock(parts.Stack(0, parts.Inset(14, 24, 6, 24, head), parts.NewHairline(), parts.Inset(8, 24, 8, 24, s.said), parts.NewHairline()), nil, nil, nil, s.effect)
	}
	s.page.Objects = []fyne.CanvasObject{content}
	s.page.Refresh()
	s.showSaid()
	s.d.Changed()
}

// change asks what the key would do, once it rests.
func (s *Screen) change() {
	s.asked++
	asked := s.asked
	s.d.Stage.After(s.ctx, resting, func() {
		if s.asked == asked {
			s.preview()
		}
	})
}

func (s *Screen) preview() {
	asked, next := s.asked, s.changed()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]exam.Shift, error) {
		return s.d.Marker.Preview(ctx, s.d.Actor, s.id, next)
	}, func(shifts []exam.Shift, err error) {
		if s.asked != asked {
			return
		}
		s.shifts, s.wrong = shifts, err
		slices.SortStableFunc(s.shifts, func(a, b exam.Shift) int { return weight(b) - weight(a) })
		s.showSaid()
		s.showTop()
		s.effect.Refresh()
		s.d.Trace("previewed", map[string]any{"changes": s.changes(), "turns": s.turns()})
	})
}

// weight puts those first whose result changes, then those whose mark does.
func weight(x exam.Shift) int {
	switch {
	case x.WasPass != x.IsPass:
		return 2
	case x.Old != x.New:
		return 1
	}
	return 0
}

// changed is the question with its changed key; an order as it stands is none.
func (s *Screen) changed() bank.Question {
	next := s.next
	next.Options = slices.Clone(s.next.Options)
	next.Order = nil
	if next.Kind == bank.Ordering {
		next.Order = slices.Clone(s.next.Order)
	}
	return next
}

func (s *Screen) changes() (n int) {
	for _, x := range s.shifts {
		if x.Old != x.New {
			n++
		}
	}
	return n
}

func (s *Screen) turns() (n int) {
	for _, x := range s.shifts {
		if x.WasPass != x.IsPass {
			n++
		}
	}
	return n
}

// same reports whether nothing about the key was changed.
func (s *Screen) same() bool {
	return slices.Equal(s.next.Options, s.was.Options) && slices.Equal(s.next.Order, s.was.Sequence()) && s.next.Partial == s.was.Partial
}

func (s *Screen) mayApply() bool { return s.ready && s.was.ID != "" && s.wrong == nil && !s.same() }

// showSaid says in a line what the key would do.
func (s *Screen) showSaid() {
	var line fyne.CanvasObject
	switch {
	case s.wrong != nil:
		line = parts.Row(6, parts.NewIcon("tri", 16, look.Warn), parts.Grow(parts.Body(strings.TrimSpace(s.sentence(s.wrong))).Cutting()))
	case s.was.ID != "" && s.same():
		line = parts.Facts(parts.Second(lang.L("{{.N}} marked attempts hold this question", map[string]any{"N": len(s.shifts)})), parts.Label(lang.L("change the key to see what it does")))
	default:
		line = parts.Facts(parts.Strong(lang.L("{{.N}} of {{.All}} marks change", map[string]any{"N": chart.Count(s.changes()), "All": chart.Count(len(s.shifts))})),
			parts.Strong(lang.L("{{.N}} people pass or fail otherwise", map[string]any{"N": chart.Count(s.turns())})))
	}
	s.said.Objects = []fyne.CanvasObject{line}
	s.said.Refresh()
}
