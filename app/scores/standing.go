package scores

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
)

// settling are the states in which an agent and a reviewer still talk about a score.
var settling = []qa.State{qa.Released, qa.Acknowledged, qa.Appealed, qa.InReview, qa.Upheld, qa.Revised, qa.Closed}

// readStanding reads what was asked and appealed, of evaluations that are out.
func (s *Screen) readStanding(ctx context.Context, o *opened) (err error) {
	if s.d.Appeals == nil || o.e.Purpose != qa.Ordinary || !slices.Contains(settling, o.e.State) {
		return nil
	}
	st, err := s.d.Appeals.Standing(ctx, s.d.Actor, o.e.ID)
	o.standing = &st
	return err
}

func (s *Screen) own() bool { return s.open != nil && s.open.e.AgentID == s.d.Actor.PersonID }

func (s *Screen) mayAppeal() bool {
	return s.own() && s.open.standing != nil && s.open.standing.May == nil && s.form == nil
}

// mayAsk is for the agent while the score is not settled; mayAnswer for whoever
// answers while a question is open.
func (s *Screen) mayAsk() bool {
	return s.own() && s.open.standing != nil && s.open.e.State != qa.Acknowledged && s.open.e.State != qa.Closed
}

func (s *Screen) mayAnswer() bool {
	if s.open == nil || s.open.standing == nil || s.own() {
		return false
	}
	_, asked := appeal.Asked(s.open.standing.Messages)
	return asked && (s.open.e.ReviewerID == s.d.Actor.PersonID || s.d.Actor.May(people.DecideAppeals))
}

// standingActs are what agent and reviewer do after the release.
func (s *Screen) standingActs() []desk.Action {
	var acts []desk.Action
	if s.mayAppeal() {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Appeal"), Bare: fyne.KeyP, Do: s.startAppeal})
	}
	if s.mayAsk() || s.mayAnswer() {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: s.sayVerb(), Bare: fyne.KeyQ, Do: s.focusSay})
	}
	if s.form != nil {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("File the appeal"), Key: fyne.KeyReturn, Mod: ctrl, Do: s.file},
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Don't appeal"), Bare: fyne.KeyEscape, Do: s.dropAppeal})
	}
	return acts
}

func (s *Screen) sayVerb() string {
	if s.own() {
		return lang.L("Ask")
	}
	return lang.L("Answer")
}

// terms says until when what can be done; nil where nothing is to be said.
func (s *Screen) terms() fyne.CanvasObject {
	st := s.open.standing
	if st == nil || !s.own() || s.open.e.State == qa.Closed {
		return nil
	}
	if st.May != nil {
		if s.open.e.State == qa.Acknowledged {
			return nil
		}
		return parts.NewParagraph(s.sentence(st.May), look.TextLabel, look.Ink2)
	}
	pill := parts.StateDue
	if st.Left < st.Day {
		pill = parts.StateDueSoon
	}
	return parts.Stack(4,
		parts.Row(8, parts.NewPill(desk.WorkingTime(st.Left, st.Day), pill), parts.Second(lang.L("to appeal, until {{.Time}}", map[string]any{"Time": s.d.Moment(st.AppealBy)}))),
		parts.Label(lang.L("Appeals left: {{.N}} of {{.All}}. Acknowledging ends the right to appeal.", map[string]any{"N": st.Most - st.Filed, "All": st.Most})))
}

// outcomes are the appeals against the evaluation, with what was decided.
func (s *Screen) outcomes() []fyne.CanvasObject {
	if s.open.standing == nil {
		return nil
	}
	var out []fyne.CanvasObject
	for _, a := range s.open.standing.Appeals {
		out = append(out, parts.Room(0, 16), s.outcomeHead(a))
		for _, p := range a.Points {
			out = append(out, s.outcome(p))
		}
	}
	return out
}

func (s *Screen) outcomeHead(a appeal.Appeal) fyne.CanvasObject {
	word, at := lang.L("Waiting for a decider"), lang.L("decision by {{.Time}}", map[string]any{"Time": s.d.Moment(a.DecideBy)})
	switch a.State {
	case appeal.Taken:
		word = lang.L("In review")
	case appeal.Upheld:
		word = lang.L("Upheld")
	case appeal.Revised:
		word = lang.L("Revised")
	case appeal.Void:
		word = lang.L("Voided")
	}
	if !a.DecidedAt.IsZero() {
		at = lang.L("decided by {{.Name}}, {{.Time}}", map[string]any{"Name": a.DeciderName, "Time": s.d.Moment(a.DecidedAt)})
	}
	return parts.Row(8, parts.Strong(lang.L("Appeal {{.N}}", map[string]any{"N": a.Nth})), parts.NewPill(word, parts.StatePlain), parts.Grow(parts.Label(at).Cutting()))
}

func (s *Screen) outcome(p appeal.Point) fyne.CanvasObject {
	q, _, ok := s.open.version.Find(p.Ref)
	if !ok || !p.Proposed.Given(q) {
		return parts.High(24, parts.Second(p.Ref)) // masked, or of another time
	}
	box := parts.Stack(1, parts.High(24, parts.Row(6, parts.Fix(look.Scaled(26), 0, parts.Second(p.Ref)), parts.Grow(parts.Body(q.Text).Cutting()),
		parts.Label(lang.L("{{.Was}}, proposed {{.Proposed}}", map[string]any{"Was": desk.AnswerText(q, p.Was), "Proposed": desk.AnswerText(q, p.Proposed)})))))
	left := look.Scaled(32)
	box.Add(parts.Inset(0, 0, 2, left, parts.NewParagraph(p.Reason, look.TextLabel, look.Ink2)))
	if p.Outcome == appeal.Undecided {
		return box
	}
	icon, said := "lock", lang.L("Upheld")
	if p.Outcome.Overturned() {
		icon, said = "undo", lang.L("Now: {{.Answer}}", map[string]any{"Answer": desk.AnswerText(q, p.Answer)})
	}
	box.Add(parts.Inset(0, 0, 0, left, parts.Row(6, parts.NewIcon(icon, 13, look.Ink2), parts.Strong(said))))
	box.Add(parts.Inset(0, 0, 6, left, parts.NewParagraph(p.Why, look.TextLabel, look.Ink)))
	return box
}

// talk is what was asked and answered, with a field to go on.
func (s *Screen) talk() []fyne.CanvasObject {
	s.say = nil
	if s.open.standing == nil || len(s.open.standing.Messages) == 0 && !s.mayAsk() {
		return nil
	}
	out := []fyne.CanvasObject{parts.Room(0, 16), parts.Strong(lang.L("Questions about this score"))}
	for _, m := range s.open.standing.Messages {
		out = append(out, parts.Inset(4, 0, 0, 0, parts.Facts(parts.Label(m.FromName), parts.Label(s.d.Moment(m.At)))),
			parts.NewParagraph(m.Text, look.TextBody, look.Ink))
	}
	if !s.mayAsk() && !s.mayAnswer() {
		return out
	}
	hint := lang.L("Ask the reviewer, Enter sends it")
	if !s.own() {
		hint = lang.L("Answer the agent, Enter sends it")
	}
	s.say = parts.NewEntry(hint).WithIcon("chat").WithKey("Q")
	s.say.Most = appeal.MaxMessage
	s.say.SetText(s.unsaid[s.open.e.ID])
	id := s.open.e.ID
	s.say.OnChanged = func(text string) { s.unsaid[id] = text }
	s.say.OnSubmitted = s.send
	return append(out, parts.Room(0, 6), s.say)
}

func (s *Screen) focusSay() {
	if s.say != nil {
		s.say.Focus()
	}
}

// send keeps a question or an answer.
func (s *Screen) send(text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	id := s.open.e.ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Appeals.Say(ctx, s.d.Actor, id, text)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		delete(s.unsaid, id)
		s.d.Window.Canvas().Unfocus()
		s.d.Trace("said", map[string]any{"evaluation": id})
		s.load()
	})
}
