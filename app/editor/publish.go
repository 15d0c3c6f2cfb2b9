package editor

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/qa/revision"
)

// showBar fills the tool bar: back, title, what it is, whether it is saved;
// comparing and publishing.
func (s *Screen) showBar() {
	v := s.now()
	left := []fyne.CanvasObject{
		parts.NewButton(lang.L("Rubrics"), parts.Quiet, s.d.Back).WithIcon("back").WithKey("Esc"),
		parts.NewUpright(look.Scaled(24)), parts.Room(0, 0),
		parts.NewText(short(orElse(v.Title, lang.L("(no title)"))), look.TextPanel, look.Ink, true),
		parts.NewPill(lang.L("Draft of version {{.N}}", map[string]any{"N": v.Number}), parts.StatePlain).WithIcon("edit"),
		parts.Label(s.savedText()),
	}
	publish := parts.NewButton(lang.L("Publish"), parts.Main, s.askPublish).WithIcon("check").WithKey("Ctrl Enter")
	right := []fyne.CanvasObject{publish}
	if s.base != nil {
		right = []fyne.CanvasObject{parts.NewButton(lang.L("Compare"), parts.Plain, s.compare).WithIcon("fit").WithKey("Ctrl M"), publish}
	}
	s.bar.Objects = []fyne.CanvasObject{parts.ToolBar(left, right)}
	s.bar.Refresh()
}

func (s *Screen) savedText() string {
	if s.saving || s.saver.unkept() != nil {
		return lang.L("Saving ...")
	}
	return lang.L("Saved {{.Time}}", map[string]any{"Time": s.saver.kept().In(s.d.Zone).Format("15:04:05")})
}

func (s *Screen) compare() {
	if s.base != nil {
		s.d.Go(desk.Route{Place: desk.Compared, ID: s.draft.ID, Beside: s.base.ID})
	}
}

// askPublish shows what would change and asks. A draft with problems leads to
// the first one instead.
func (s *Screen) askPublish() {
	if len(s.problems) > 0 {
		s.goTo(s.problems[0])
		s.d.Fail(s.problems[0].Fault)
		return
	}
	text := lang.L("A new rubric. It is offered for scoring at once.")
	content := parts.Stack(4)
	if s.base != nil {
		c := revision.Compare(s.base, s.now())
		text = lang.L("Version {{.N}} retires and keeps its evaluations. Open tasks go on with the new one.", map[string]any{"N": s.base.Number})
		content.Add(parts.Strong(changesText(&c)))
		content.Add(changesList(&c, mostSummed))
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Publish version {{.N}}?", map[string]any{"N": s.now().Number}), Text: text, Content: content,
		Safe: lang.L("Go on editing"), Act: lang.L("Publish"), Kind: parts.Main, Width: 560, OnAct: s.publish})
}

// mostSummed is how many changes the question before publishing lists.
const mostSummed = 8

func (s *Screen) publish() {
	sv := s.saver
	var id string
	s.line.Do(func() (err error) {
		if err = sv.save(); err == nil {
			id, err = s.d.Revisions.Publish(context.Background(), s.d.Actor, revision.Draft{ID: s.draft.ID, SavedAt: sv.kept()})
		}
		return err
	}, func(err error) {
		if err != nil {
			if fault.Is(err, fault.Conflict) {
				s.saved(err)
				return
			}
			s.d.Fail(err)
			return
		}
		s.d.Toast(lang.L("Published. The version before is retired and keeps its evaluations."), nil)
		s.d.Trace("published", map[string]any{"version": id})
		s.d.Go(desk.Route{Place: desk.Rubrics, ID: id})
	})
}

func (s *Screen) askDiscard() {
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Discard this draft?"),
		Text: lang.L("Everything written in it goes. Published versions stay as they are."),
		Safe: lang.L("Keep it"), Act: lang.L("Discard"), Kind: parts.Delete, OnAct: s.discard})
}

func (s *Screen) discard() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Revisions.Discard(ctx, s.d.Actor, s.draft.ID)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.saver.take()
		s.d.Toast(lang.L("Draft discarded"), nil)
		s.d.Go(desk.Route{Place: desk.Rubrics, ID: s.now().RubricID})
	})
}
