package appeals

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/appeal"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what can be done with the chosen appeal, or with the open case.
func (s *Screen) Actions() []desk.Action {
	if s.open == nil {
		return s.listActs()
	}
	acts := []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the appeals"), Bare: fyne.KeyEscape, Do: s.back}}
	for _, a := range s.caseActs() {
		acts = append(acts, a.Action)
	}
	acts = append(acts, desk.Action{Menu: desk.PlayMenu, Label: lang.L("Play the moment, pause"), Bare: fyne.KeySpace, Do: s.playPause, Off: s.open.c.Masked})
	if !s.deciding() {
		return acts
	}
	several := len(s.open.c.Points) > 1
	return append(acts,
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Uphold the first answer"), Bare: fyne.Key1, Do: func() { s.rule(appeal.Upholds) }, GapBefore: true},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Grant what is proposed"), Bare: fyne.Key2, Do: func() { s.rule(appeal.Grants) }},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Another answer"), Bare: fyne.Key3, Do: func() { s.rule(appeal.Changes) }},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Write the reason"), Bare: fyne.KeyR, Do: s.reason},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Next question"), Bare: fyne.KeyDown, Do: func() { s.wake(1) }, Off: !several},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Question before"), Bare: fyne.KeyUp, Do: func() { s.wake(-1) }, Off: !several})
}

// listActs are what can be done with the lists.
func (s *Screen) listActs() []desk.Action {
	none := s.tab == tabOverturns || len(s.rows()) == 0
	acts := []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("Open the case"), Bare: fyne.KeyReturn, Do: s.openChosen, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Next appeal"), Bare: fyne.KeyDown, Do: func() { s.choose(1) }, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Appeal before"), Bare: fyne.KeyUp, Do: func() { s.choose(-1) }, Off: none}}
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export these appeals"), s.askExport, none))
	}
	return acts
}

func (s *Screen) askExport() { export.Table(s.d, lang.L("Appeals"), s.table) }

func (s *Screen) choose(by int) {
	if to := s.table.Chosen() + by; to >= 0 && to < len(s.rows()) {
		s.table.Choose(to)
	}
}

// caseActs are the buttons of the open case, the main one first.
func (s *Screen) caseActs() []desk.Act {
	c := s.open.c
	room := desk.Act{Action: desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Open the evaluation"), Bare: fyne.KeyO, Do: s.openRoom}, Icon: "headset"}
	may := c.State.Open() && appeal.MayDecide(s.d.Actor, c.Appeal) == nil
	mine := c.State == appeal.Taken && c.DeciderID == s.d.Actor.PersonID
	blind := desk.Act{Action: desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Score blind first"), Bare: fyne.KeyB, Do: s.scoreBlind}, Icon: "headset"}
	read := desk.Act{Action: desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Take and read"), Bare: fyne.KeyReturn, Do: func() { s.take(false) }}, Icon: "eye"}
	switch {
	case s.deciding():
		return []desk.Act{{Action: desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Decide the appeal"), Key: fyne.KeyReturn, Mod: ctrl, Do: s.decide}, Icon: "scales"}, room}
	case may && mine:
		if c.Draft {
			blind.Label = lang.L("Go on scoring")
		}
		read.Label = lang.L("Read without scoring")
		return []desk.Act{blind, read}
	case may:
		return []desk.Act{blind, read}
	}
	return []desk.Act{room}
}

// deciding reports whether the person can rule on the points now.
func (s *Screen) deciding() bool {
	c := s.open.c
	return c.State == appeal.Taken && c.DeciderID == s.d.Actor.PersonID && !c.Masked
}

func (s *Screen) openChosen() {
	if i := s.table.Chosen(); i >= 0 && i < len(s.rows()) {
		s.read(s.rows()[i].ID)
	}
}

func (s *Screen) openRoom() {
	s.d.Go(desk.Route{Place: desk.Room, ID: s.open.c.CallID, Evaluation: s.open.c.EvaluationID})
}

// take makes the person the decider and reads the case anew.
func (s *Screen) take(blind bool) { s.taking(blind, func() { s.read(s.open.c.ID) }) }

func (s *Screen) taking(blind bool, then func()) {
	id := s.open.c.ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Appeals.Take(ctx, s.d.Actor, id, blind)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Trace("taken", map[string]any{"appeal": id, "blind": blind})
		then()
	})
}

// scoreBlind opens the room on a sheet that knows nothing of the first score.
func (s *Screen) scoreBlind() {
	c := s.open.c
	s.taking(true, func() {
		s.d.Go(desk.Route{Place: desk.Room, ID: c.CallID, Start: qa.Start{CallID: c.CallID, VersionID: c.VersionID, Purpose: qa.Rescore, For: c.ID}})
	})
}

func (s *Screen) draft(ref string) *appeal.Ruling {
	all := s.drafts[s.open.c.ID]
	if all[ref] == nil {
		all[ref] = &appeal.Ruling{Ref: ref}
	}
	return all[ref]
}

// rule takes an outcome for the question to which keys go.
func (s *Screen) rule(o appeal.Outcome) {
	if !s.deciding() || s.open.awake >= len(s.open.c.Points) {
		return
	}
	s.draft(s.open.c.Points[s.open.awake].Ref).Outcome = o
	s.changed()
	s.open.wrong = ""
	s.showParts()
	s.d.Trace("ruled", map[string]any{"ref": s.open.c.Points[s.open.awake].Ref, "outcome": string(o)})
}

func (s *Screen) reason() {
	if s.open.awake < len(s.open.whys) {
		s.open.whys[s.open.awake].Focus()
	}
}

// next goes on to the question below, once a reason is written.
func (s *Screen) next() {
	s.d.Window.Canvas().Unfocus()
	s.wake(1)
}

func (s *Screen) wake(by int) {
	to := s.open.awake + by
	if to < 0 || to >= len(s.open.c.Points) {
		return
	}
	s.open.awake = to
	s.showParts()
}

// playPause plays the first moment of the question, or pauses.
func (s *Screen) playPause() {
	if _, open := s.ear.Heard(); open {
		s.ear.Toggle()
		return
	}
	o := s.open
	if o.awake < len(o.c.Points) && len(o.c.Points[o.awake].Moments) > 0 {
		s.playFrom(o.c.Points[o.awake].Moments[0].At)
		return
	}
	s.playFrom(0)
}

// decide keeps the rulings; what is missing is said above the points.
func (s *Screen) decide() {
	id, rs := s.open.c.ID, s.ruled()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (appeal.Appeal, error) {
		return s.d.Appeals.Decide(ctx, s.d.Actor, id, rs)
	}, func(a appeal.Appeal, err error) {
		if s.open == nil || s.open.c.ID != id {
			return
		}
		if err != nil {
			s.open.wrong = words.Sentence(s.d.Settings.Language, err)
			s.showParts()
			s.d.Trace("refused", map[string]any{"appeal": id, "error": err.Error()})
			return
		}
		s.drafts[id], s.unkept[id] = rulings{}, true
		s.keep(id)
		s.d.Trace("decided", map[string]any{"appeal": id, "outcome": string(a.State)})
		said := lang.L("Upheld: the score stands")
		if a.State == appeal.Revised {
			said = lang.L("Revised: a new edition is in force")
		}
		s.d.Toast(said, nil)
		s.load()
	})
}
