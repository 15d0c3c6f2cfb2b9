package calibration

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/qa/calibration"
)

// next is how the session goes on for whoever works: a word and what it does,
// nil for nothing.
func (s *Session) next() (string, func()) {
	b := s.board.Session
	done, all := b.Progress()
	switch {
	case !s.read:
		return "", nil
	case b.State == calibration.Scoring && len(s.turns) > 0:
		return lang.L("Score the call"), s.scoreNext
	case !leads(s.d):
		return "", nil
	case b.State == calibration.Draft:
		return lang.L("Begin scoring"), func() { s.advance(calibration.Scoring) }
	case b.State == calibration.Scoring && done < all:
		return lang.L("Begin the review"), s.askReview
	case b.State == calibration.Scoring:
		return lang.L("Begin the review"), func() { s.advance(calibration.Review) }
	case b.State == calibration.Review && !s.board.Blind:
		return lang.L("Resolve"), s.resolve
	case b.State == calibration.Resolved:
		return lang.L("Close"), s.askClose
	}
	return "", nil
}

func (s *Session) advance(to calibration.State) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Calibration.Advance(ctx, s.d.Actor, s.id, to)
	}, func(_ struct{}, err error) {
		if s.problem = err; err != nil {
			s.d.Fail(err)
			s.show()
			return
		}
		s.d.Trace("advanced", map[string]any{"session": s.id, "to": string(to)})
		s.load()
	})
}

// askReview asks before those who have not scored are left out.
func (s *Session) askReview() {
	done, all := s.board.Session.Progress()
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Begin the review without everybody?"),
		Text: lang.L("{{.N}} have not submitted. Their answers stay out, and they don't see those of the others.", map[string]any{"N": all - done}),
		Safe: lang.L("Wait"), Act: lang.L("Begin the review"), Kind: parts.Main, OnAct: func() { s.advance(calibration.Review) }})
}

// resolve leads to the first flagged question that lacks an answer, or on.
func (s *Session) resolve() {
	s.save()
	for i, c := range s.board.Session.Calls {
		ruled := s.board.Ruled(c.ID)
		for _, ref := range calibration.Compare(&s.board.Version, s.board.On(c.ID), ruled, s.board.Session.Threshold).Flagged() {
			if !ruled[ref].Settled() {
				if i != s.call {
					s.turnCall(i)
				}
				s.wakeRow(ref)
				break
			}
		}
	}
	s.advance(calibration.Resolved)
}

func (s *Session) wakeRow(ref string) {
	for i, r := range s.refs {
		if r == ref {
			s.table.Choose(i)
			return
		}
	}
}

func (s *Session) askClose() {
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Close this session?"),
		Text: lang.L("It stays readable, and its rulings stand. It can't be taken up again."),
		Safe: lang.L("Not yet"), Act: lang.L("Close"), Kind: parts.Main, OnAct: func() { s.advance(calibration.Closed) }})
}

func (s *Session) askCallOff() {
	if !s.mayCallOff() {
		return
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Call this session off?"),
		Text: lang.L("Nobody scores in it any more. What was scored so far is kept and counts nowhere."),
		Safe: lang.L("Keep it"), Act: lang.L("Call it off"), Kind: parts.Delete, OnAct: func() { s.advance(calibration.Closed) }})
}

var digits = []fyne.KeyName{fyne.Key0, fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}

// Actions are everything that can be done in the session.
func (s *Session) Actions() []desk.Action {
	all := []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the sessions"), Bare: fyne.KeyEscape, Do: s.back}}
	if !s.read {
		return all
	}
	word, do := s.next()
	if do != nil {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: word, Key: fyne.KeyReturn, Mod: ctrl, Do: do})
	}
	if s.board.Blind {
		return append(all, s.waitingActions()...)
	}
	all = append(all, s.tableActions()...)
	return append(all, s.ruleActions()...)
}

func (s *Session) waitingActions() []desk.Action {
	return []desk.Action{
		{Menu: unlisted, Bare: fyne.KeyReturn, Do: s.scoreNext, Off: len(s.turns) == 0},
		{Menu: desk.ReviewMenu, Label: lang.L("Change the session"), Key: fyne.KeyE, Mod: ctrl, Bare: fyne.KeyE, Do: s.edit, Off: !s.mayEdit()},
		{Menu: desk.ReviewMenu, Label: lang.L("Call it off"), Bare: fyne.KeyDelete, Do: s.askCallOff, Off: !s.mayCallOff(), GapBefore: true},
	}
}

func (s *Session) tableActions() []desk.Action {
	one, silent := len(s.board.Session.Calls) < 2, !s.sound.may()
	return []desk.Action{
		{Menu: desk.PlayMenu, Label: lang.L("Hear the moment"), Key: fyne.KeyP, Mod: ctrl, Bare: fyne.KeySpace, Do: s.sound.toggle, Off: silent},
		{Menu: desk.PlayMenu, Label: lang.L("From the beginning of the call"), Bare: fyne.KeyHome, Do: func() { s.sound.seek(0) }, Off: silent},
		{Menu: desk.ReviewMenu, Label: lang.L("Next question"), Key: fyne.KeyDown, Mod: alt, Bare: fyne.KeyDown, Do: func() { s.table.Step(1) }, GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("Previous question"), Key: fyne.KeyUp, Mod: alt, Bare: fyne.KeyUp, Do: func() { s.table.Step(-1) }},
		{Menu: desk.ReviewMenu, Label: lang.L("Next flagged"), Key: fyne.KeyN, Mod: alt, Bare: fyne.KeyN, Do: func() { s.nextFlagged(1) }},
		{Menu: desk.ReviewMenu, Label: lang.L("Previous flagged"), Key: fyne.KeyN, Mod: alt | shift, Bare: fyne.KeyB, Do: func() { s.nextFlagged(-1) }},
		{Menu: desk.ViewMenu, Label: lang.L("More people to the right"), Bare: fyne.KeyRight, Do: func() { s.table.Shift(1) }, Off: !s.table.Cut()},
		{Menu: desk.ViewMenu, Label: lang.L("Back to the left"), Bare: fyne.KeyLeft, Do: func() { s.table.Shift(-1) }, Off: !s.table.Cut()},
		{Menu: desk.ReviewMenu, Label: lang.L("Next call"), Key: fyne.KeyDown, Mod: ctrl, Do: func() { s.turnCall(s.call + 1) }, Off: one},
		{Menu: desk.ReviewMenu, Label: lang.L("Previous call"), Key: fyne.KeyUp, Mod: ctrl, Do: func() { s.turnCall(s.call - 1) }, Off: one},
		{Menu: desk.HelpMenu, Label: lang.L("What do these mean"), Do: s.explain},
	}
}

func (s *Session) ruleActions() []desk.Action {
	if s.board.Session.State == calibration.Resolved && leads(s.d) {
		return []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("Take up again"), Do: func() { s.advance(calibration.Review) }, GapBefore: true}}
	}
	if !s.mayRule() {
		return nil
	}
	all := []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Write the ruling"), Key: fyne.KeyR, Mod: ctrl, Bare: fyne.KeyC, Do: s.text.Focus, GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("Show as precedent"), Key: fyne.KeyP, Mod: alt, Bare: fyne.KeyP, Do: s.flipPrecedent},
		{Menu: desk.ReviewMenu, Label: lang.L("Propose this wording"), Key: fyne.KeyW, Mod: alt, Bare: fyne.KeyW, Do: s.flipWording},
	}
	for n, k := range digits {
		label := lang.L("Agree on answer {{.N}}", map[string]any{"N": n})
		if n == 0 {
			label = lang.L("Agree on not applicable")
		}
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: label, Key: k, Mod: ctrl, Bare: k, Do: func() { s.agreeKey(n) }, GapBefore: n == 0})
	}
	return all
}
