package scores

import (
	"context"
	"errors"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
)

// when orders evaluations by time: submitted, or saved while they are not.
func when(e qa.Evaluation) time.Time {
	if e.SubmittedAt.IsZero() {
		return e.SavedAt
	}
	return e.SubmittedAt
}

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what can be done with the chosen evaluation, as far as the
// person may.
func (s *Screen) Actions() []desk.Action {
	acts := []desk.Action{
		{Menu: desk.EditMenu, Label: lang.L("Search"), Key: fyne.KeyF, Mod: ctrl, Do: func() { s.search.Focus() }},
		{Menu: desk.ReviewMenu, Label: lang.L("Open in the review room"), Bare: fyne.KeyReturn, Do: s.openRoom, Off: s.open == nil},
		{Menu: desk.ViewMenu, Label: lang.L("Derivation of the score"), Key: fyne.KeyW, Mod: ctrl, Bare: fyne.KeyW, Do: s.toggleDerivation, Off: s.open == nil},
	}
	acts = append(acts, desk.Walk(s.table)...)
	if s.filtered() {
		acts = append(acts, desk.Action{Menu: desk.WindowMenu, Label: lang.L("Back to where the list came from"), Bare: fyne.KeyEscape, Do: s.d.Back})
	}
	if s.mayAcknowledge() {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Acknowledge"), Bare: fyne.KeyA, Do: s.acknowledge})
	}
	acts = append(acts, s.standingActs()...)
	acts = append(acts, s.learnActs()...)
	if s.d.Actor.May(people.ReleaseScores) {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Release"), Key: fyne.KeyReturn, Mod: ctrl, Do: s.askRelease, Off: len(s.toRelease()) == 0})
	}
	if s.mayVoid() {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Void"), Bare: fyne.KeyDelete, Do: s.askVoid})
	}
	if s.mayPrint() {
		acts = append(acts, desk.Action{Menu: desk.FileMenu, Label: lang.L("Report as PDF"), Key: fyne.KeyR, Mod: ctrl | fyne.KeyModifierShift, Do: s.askReport})
	}
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export these evaluations"), s.askExport, len(s.shown) == 0))
	}
	return acts
}

func (s *Screen) openRoom() {
	if s.open != nil {
		s.d.Go(desk.Route{Place: desk.Room, ID: s.open.e.CallID, Evaluation: s.open.e.ID})
	}
}

func (s *Screen) mayAcknowledge() bool {
	return s.open != nil && s.open.e.State == qa.Released && s.open.e.AgentID == s.d.Actor.PersonID
}

func (s *Screen) mayVoid() bool {
	if s.open == nil || qa.Step(s.open.e.State, qa.Voided) != nil {
		return false
	}
	own := s.open.e.State == qa.Draft && s.open.e.ReviewerID == s.d.Actor.PersonID
	return own && s.d.Actor.May(people.ScoreCalls) || s.d.Actor.May(people.ReleaseScores)
}

func (s *Screen) mayPrint() bool {
	return s.open != nil && s.d.Reports != nil && s.d.Actor.May(people.Print) && s.open.e.State != qa.Draft
}

// acknowledge says that the agent has read the evaluation.
func (s *Screen) acknowledge() {
	if s.mayAcknowledge() {
		s.advance([]string{s.open.e.ID}, qa.Acknowledged, "", func(_ int, err error) {
			if err == nil {
				s.d.Toast(lang.L("Acknowledged"), nil)
			}
			s.d.Fail(err)
		})
	}
}

// toRelease are the marked evaluations, or the chosen one if none is marked.
func (s *Screen) toRelease() []string {
	var ids []string
	for _, e := range s.shown {
		if s.marked[e.ID] && e.State == qa.Submitted {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) == 0 && s.open != nil && s.open.e.State == qa.Submitted {
		ids = []string{s.open.e.ID}
	}
	return ids
}

// askRelease asks before agents see their scores: that can't be taken back.
func (s *Screen) askRelease() {
	ids := s.toRelease()
	if len(ids) == 0 {
		return
	}
	n := map[string]any{"N": len(ids)}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Release {{.N}}?", n),
		Text: lang.L("The agents see score, comments and moments from then on. This can't be taken back, only voided."),
		Safe: lang.L("Not now"), Act: lang.L("Release {{.N}}", n), Kind: parts.Main, OnAct: func() { s.release(ids) }})
}

func (s *Screen) release(ids []string) {
	s.advance(ids, qa.Released, "", func(done int, err error) {
		if done > 0 {
			s.d.Toast(lang.L("Released: {{.N}}", map[string]any{"N": done}), nil)
		}
		s.d.Fail(err)
	})
}

// advance moves evaluations on one by one, reads the list again and says how
// many there were; it goes on after a refusal and tells the first.
func (s *Screen) advance(ids []string, to qa.State, why string, then func(done int, err error)) {
	ctx, cancel := context.WithCancel(s.ctx)
	move, end := s.d.Progress(desk.StateName(to), cancel)
	done := 0
	background.Run(s.ctx, s.d.Stage, func(context.Context) (struct{}, error) {
		var first error
		for i, id := range ids {
			if ctx.Err() != nil {
				break
			}
			_, err := s.d.Quality.Advance(ctx, s.d.Actor, id, to, why)
			if err == nil {
				done++
			} else if first == nil && !errors.Is(err, context.Canceled) {
				first = err
			}
			s.d.Stage.Show(func() { move(i+1, len(ids)) })
		}
		return struct{}{}, first
	}, func(_ struct{}, err error) {
		cancel()
		end()
		clear(s.marked)
		s.d.Trace("advanced", map[string]any{"to": string(to), "done": done, "asked": len(ids)})
		s.load()
		then(done, err)
	})
}

// askVoid asks for the reason; without one nothing happens.
func (s *Screen) askVoid() {
	if !s.mayVoid() {
		return
	}
	id := s.open.e.ID
	s.askLine(lang.L("Void this evaluation?"), lang.L("It stays readable, counts nowhere, and can't be taken back. The reason goes into the audit log."),
		lang.L("Reason"), "", lang.L("Void"), parts.Delete, func(why string, done func(error)) {
			s.advance([]string{id}, qa.Voided, why, func(_ int, err error) {
				if err == nil {
					s.d.Toast(lang.L("Voided"), nil)
				}
				done(err)
			})
		})
}

// askLine asks for one line; what is wrong with it stands below the field.
func (s *Screen) askLine(title, text, hint, preset, verb string, kind parts.Kind, do func(line string, done func(error))) {
	ask.Line(s.d, parts.Question{Title: title, Text: text, Act: verb, Kind: kind}, hint, preset, do)
}

// askReport asks where to write the PDF of the chosen evaluation.
func (s *Screen) askReport() {
	if !s.mayPrint() {
		return
	}
	e := s.open.e
	name := desk.CallName(s.calls[e.CallID].Call) + " " + when(e).In(s.d.Zone).Format(time.DateOnly)
	ask.Asker{Ctx: s.ctx, Desk: s.d}.File(ask.File{Title: lang.L("Where to write the report?"), Text: lang.L("The file carries your name and the head of the audit log."), Name: name, Ending: ".pdf",
		Facts: map[string]any{"evaluation": e.ID}, Write: func(ctx context.Context, w io.Writer) error {
			return s.d.Reports.Evaluation(ctx, s.d.Actor, e.ID, s.d.Settings.Language, w)
		}})
}
