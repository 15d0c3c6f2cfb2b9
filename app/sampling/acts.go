package sampling

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa/sampling"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what can be done here now.
func (s *Screen) Actions() []desk.Action {
	switch {
	case s.editing != nil:
		return []desk.Action{
			{Menu: desk.EditMenu, Label: lang.L("Save the plan"), Key: fyne.KeyReturn, Mod: ctrl, Do: s.editing.save},
			{Menu: desk.EditMenu, Label: lang.L("Leave the plan as it was"), Bare: fyne.KeyEscape, Do: s.endEdit},
		}
	case s.drawing != nil:
		return []desk.Action{
			{Menu: desk.ReviewMenu, Label: lang.L("Keep the draw and deal it"), Key: fyne.KeyReturn, Mod: ctrl, Do: s.drawing.keep, Off: len(s.drawing.draw.Chosen) == 0},
			{Menu: desk.ReviewMenu, Label: lang.L("Another seed"), Bare: fyne.KeyS, Do: s.drawing.reseed},
			{Menu: desk.ReviewMenu, Label: lang.L("Back to the plan"), Bare: fyne.KeyEscape, Do: s.endDraw},
		}
	}
	none, closed := !s.ready(), s.plan() != nil && s.plan().Closed
	acts := []desk.Action{
		{Menu: desk.EditMenu, Label: lang.L("New plan"), Bare: fyne.KeyN, Key: fyne.KeyN, Mod: ctrl, Do: s.newPlan},
		{Menu: desk.EditMenu, Label: lang.L("Edit the plan"), Bare: fyne.KeyE, Do: s.editPlan, Off: none || closed},
		{Menu: desk.EditMenu, Label: lang.L("Close or open the plan"), Bare: fyne.KeyC, Do: s.toggleClosed, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Draw"), Bare: fyne.KeyD, Do: s.openDraw, Off: none || closed},
		{Menu: desk.ReviewMenu, Label: lang.L("Deal an absent reviewer's work again"), Bare: fyne.KeyA, Do: s.askAbsent, Off: none || closed},
		{Menu: desk.ReviewMenu, Label: lang.L("Replace a call that can't be used"), Bare: fyne.KeyR, Do: s.askReplace, Off: !s.mayReplace()},
		{Menu: desk.ReviewMenu, Label: lang.L("Draw again from the seed"), Key: fyne.KeyR, Mod: ctrl | fyne.KeyModifierShift, Do: s.replayDraw, Off: none || len(s.draws) == 0},
	}
	for i, word := range []string{lang.L("Pace"), lang.L("Calls"), lang.L("Coverage"), lang.L("Draws")} {
		acts = append(acts, desk.Action{Menu: desk.ViewMenu, Label: word, Bare: fyne.KeyName(rune('1' + i)), Do: func() { s.openTab(i) }, Off: none, GapBefore: i == 0})
	}
	return acts
}

// chosenCall is the chosen row of the calls, nil if there is none.
func (s *Screen) chosenCall() *sampling.Chosen {
	if i := s.tables[tabCalls].Chosen(); i >= 0 && i < len(s.board.Chosen) {
		return &s.board.Chosen[i]
	}
	return nil
}

func (s *Screen) openCall() {
	if c := s.chosenCall(); c != nil {
		s.d.Go(desk.Route{Place: desk.Library, ID: c.CallID})
	}
}

func (s *Screen) mayReplace() bool {
	c := s.chosenCall()
	return s.tab == tabCalls && c != nil && c.DoneAt.IsZero() && c.Unusable == "" && s.plan() != nil && !s.plan().Closed
}

// askReplace asks why a call can't be used, and draws another one.
func (s *Screen) askReplace() {
	if !s.mayReplace() {
		return
	}
	c := *s.chosenCall()
	ask.Line(s.d, parts.Question{Title: lang.L("Why can't this call be used?"), Act: lang.L("Replace"), Kind: parts.Main,
		Text: lang.L("Another call of the same stratum is drawn by the same seed. The reason stays beside this one.")},
		lang.L("Reason"), c.Skipped, func(why string, done func(error)) { s.replaceCall(c.CallID, why, done) })
}

func (s *Screen) replaceCall(callID, why string, done func(error)) {
	plan := s.board.Plan.ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (sampling.Chosen, error) {
		return s.d.Drawer.Replace(ctx, s.d.Actor, plan, callID, why)
	}, func(c sampling.Chosen, err error) {
		if err == nil {
			word := lang.L("Taken out. Its stratum has no other call.")
			if c.CallID != "" {
				word = lang.L("In its place: {{.Call}}, {{.Agent}}", map[string]any{"Call": c.Title, "Agent": c.AgentName})
			}
			s.d.Toast(word, nil)
			s.d.Trace("replaced", map[string]any{"call": callID, "by": c.CallID})
			s.load()
		}
		done(err)
	})
}

// askAbsent asks who is away, and deals their open work to the others.
func (s *Screen) askAbsent() {
	if !s.ready() || s.plan().Closed {
		return
	}
	open := map[string]int{}
	names := map[string]string{}
	for _, c := range s.board.Chosen {
		if c.ReviewerID != "" && c.DoneAt.IsZero() && c.Unusable == "" && c.Skipped == "" {
			open[c.ReviewerID]++
			names[c.ReviewerID] = c.Reviewer
		}
	}
	if len(open) == 0 {
		s.d.Toast(lang.L("Nobody has open work of this plan."), nil)
		return
	}
	var ids, labels []string
	for id := range open {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(names[a], names[b]) })
	for _, id := range ids {
		labels = append(labels, lang.L("{{.Name}}, {{.N}} open", map[string]any{"Name": names[id], "N": open[id]}))
	}
	pick := parts.NewSelect(labels, 0, nil).Wide(280)
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Who is absent?"),
		Text:    lang.L("Their open work of this plan goes to the other reviewers, within the same caps and conflicts."),
		Content: parts.Row(0, pick), Safe: lang.L("Cancel"), Act: lang.L("Deal again"), Kind: parts.Main, Width: look.Scaled(440),
		First: pick, OnAct: func() { s.redeal(ids[max(pick.Chosen, 0)]) }})
}

// replayDraw makes the chosen draw again, the newest if none is chosen.
func (s *Screen) replayDraw() {
	if len(s.draws) == 0 {
		return
	}
	if s.tab != tabDraws {
		s.openTab(tabDraws)
	}
	id := s.draws[max(min(s.tables[tabDraws].Chosen(), len(s.draws)-1), 0)].ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (sampling.Replay, error) {
		return s.d.Drawer.Replay(ctx, s.d.Actor, id)
	}, func(r sampling.Replay, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.replay = &r
		s.showPage()
		s.d.Trace("replayed", map[string]any{"same": r.Same, "kept": r.Kept})
	})
}

// replayWord says what came of drawing again.
func (s *Screen) replayWord() fyne.CanvasObject {
	if s.replay == nil {
		return parts.Label(lang.L("The same seed over the same calls gives the same picks."))
	}
	r := s.replay
	values := map[string]any{"Seed": r.Draw.Seed, "N": r.Kept, "All": len(r.Draw.Chosen)}
	if r.Same && len(r.Changed) == 0 {
		return parts.Row(6, parts.NewIcon("okcircle", 16, look.Good), parts.Body(lang.L("Seed {{.Seed}} gives the same {{.N}} picks again.", values)))
	}
	line := lang.L("{{.N}} of {{.All}} picks came again.", values)
	if r.Same {
		line = lang.L("Seed {{.Seed}} gives the same {{.N}} picks again.", values)
	}
	for _, t := range r.Changed {
		line += "  " + t.In(s.d.Settings.Language)
	}
	return parts.Row(6, parts.NewIcon("tri", 16, look.Warn), parts.Body(line))
}
