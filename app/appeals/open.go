package appeals

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/recordings"
)

// rulings are what the decider has said so far, by question.
type rulings map[string]*appeal.Ruling

// opened is the case that is shown in place of the lists.
type opened struct {
	c       appeal.Case
	begun   rulings // kept half made
	call    recordings.Row
	version qa.Version
	awake   int // the point to which keys go
	wrong   string
	bar     *fyne.Container
	points  *fyne.Container
	side    *fyne.Container
	whys    []*parts.Entry
}

// read reads a case and shows it.
func (s *Screen) read(id string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (*opened, error) {
		o := &opened{begun: s.kept(ctx, id)}
		var err error
		if o.c, err = s.d.Appeals.Case(ctx, s.d.Actor, id); err != nil {
			return nil, err
		}
		if o.version, err = s.d.Quality.Version(ctx, s.d.Actor, o.c.VersionID); err != nil {
			return nil, err
		}
		o.call, err = s.d.Calls.Call(ctx, s.d.Actor, o.c.CallID)
		if fault.Is(err, fault.NotFound) {
			err = nil
		}
		return o, err
	}, func(o *opened, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if s.drafts[id] == nil {
			s.drafts[id] = o.begun
		}
		if s.open != nil && s.open.c.ID == id {
			if s.open.c.State == o.c.State && s.writing() {
				return // what is being typed keeps its field
			}
			o.awake = s.open.awake
		}
		s.open = o
		s.showCase()
		s.d.Trace("case", map[string]any{"id": id, "state": string(o.c.State), "masked": o.c.Masked, "points": len(o.c.Points)})
	})
}

// writing reports whether a reason is being typed.
func (s *Screen) writing() bool {
	return slices.ContainsFunc(s.open.whys, func(e *parts.Entry) bool { return e.Focused() })
}

// back returns to the lists.
func (s *Screen) back() {
	s.ear.Close()
	s.open = nil
	s.show()
}

func (s *Screen) showCase() {
	o := s.open
	o.bar, o.points, o.side = parts.Stack(0), parts.Stack(0), parts.Stack(0)
	ground := parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(16, 20, 24, 20, o.side)))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(s.sideWidth(), 0, ground))
	s.whole.Objects = []fyne.CanvasObject{parts.Dock(o.bar, nil, nil, right, parts.Scrolling(parts.Inset(12, 24, 24, 24, o.points)))}
	s.showParts()
	s.whole.Refresh()
	s.d.Changed()
}

// sideWidth leaves the points their room where the text is large.
func (s *Screen) sideWidth() float32 {
	wide := look.Scaled(320)
	if window := s.d.Window.Canvas().Size().Width; window > 900 {
		wide = min(wide, window*.3)
	}
	return wide
}

// showParts fills the tool bar, the points and the side of the open case.
func (s *Screen) showParts() {
	o := s.open
	o.bar.Objects = []fyne.CanvasObject{s.toolBar(), parts.NewHairline()}
	o.side.Objects = s.sideParts()
	o.points.Objects = s.pointParts()
	for _, c := range []*fyne.Container{o.bar, o.points, o.side} {
		c.Refresh()
	}
}

func (s *Screen) toolBar() fyne.CanvasObject {
	c := s.open.c
	back := parts.NewButton(lang.L("Appeals"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc")
	pill := parts.NewPill(stateName(c.State), parts.StatePlain).WithIcon(stateIcons[c.State])
	left := []fyne.CanvasObject{back, parts.PanelHead(c.AgentName), parts.Second(c.CallTitle), pill}
	if c.State.Open() && !c.DecideBy.IsZero() {
		due := parts.StateDue
		if c.Left < c.Day {
			due = parts.StateDueSoon
		}
		left = append(left, parts.NewPill(desk.WorkingTime(c.Left, c.Day), due))
	}
	return parts.ToolBar(left, desk.Buttons(s.caseActs()))
}

// sideParts are the facts around the case, and what was asked about the score.
func (s *Screen) sideParts() []fyne.CanvasObject {
	c := s.open.c
	out := []fyne.CanvasObject{parts.Strong(lang.L("The case")), parts.Room(0, 4)}
	fact := func(label, value string) {
		out = append(out, parts.High(24, parts.Row(0, parts.Fix(look.Scaled(96), 0, parts.Label(label)), parts.Grow(parts.Body(value).Cutting()))))
	}
	fact(lang.L("Agent"), c.AgentName)
	fact(lang.L("Call"), s.d.Moment(c.CallAt))
	fact(lang.L("Rubric"), s.open.version.Title)
	fact(lang.L("First reviewer"), c.ReviewerName)
	fact(lang.L("Filed at"), s.d.Moment(c.FiledAt))
	fact(lang.L("Appeal"), lang.L("number {{.N}} of this evaluation", map[string]any{"N": c.Nth}))
	fact(lang.L("Decide by"), s.d.Moment(c.DecideBy))
	fact(lang.L("Decided by"), orNone(c.DeciderName))
	if !c.Masked {
		fact(lang.L("First score"), desk.ScoreText(c.Final))
	}
	if c.After != nil {
		fact(lang.L("Score now"), desk.ScoreText(c.After))
	}
	if len(c.Messages) > 0 {
		out = append(out, parts.Room(0, 16), parts.Strong(lang.L("Questions about this score")), parts.Room(0, 4))
		out = append(out, messages(s.d, c.Messages)...)
	}
	return out
}

// messages are questions and answers, oldest first.
func messages(d *desk.Desk, ms []appeal.Message) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, m := range ms {
		out = append(out, parts.Inset(4, 0, 0, 0, parts.Facts(parts.Label(m.FromName), parts.Label(d.Moment(m.At)))),
			parts.NewParagraph(m.Text, look.TextBody, look.Ink))
	}
	return out
}

// ruled are the rulings of the open case, in the order of its points.
func (s *Screen) ruled() []appeal.Ruling {
	var out []appeal.Ruling
	for _, p := range s.open.c.Points {
		if r := s.drafts[s.open.c.ID][p.Ref]; r != nil {
			r.Why = strings.TrimSpace(r.Why)
			out = append(out, *r)
		}
	}
	return out
}

func (s *Screen) playFrom(at time.Duration) { s.ear.Play(s.open.call.Call, at) }
