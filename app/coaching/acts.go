package coaching

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/training/coaching"
)

// Actions are what can be done with the page or the sheet that is open.
func (s *Screen) Actions() []desk.Action {
	if s.open != nil {
		return s.open.actions()
	}
	var out []desk.Action
	if s.tab == tabBoard {
		none := len(s.plans) == 0
		out = append(out, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Open the plan"), Bare: fyne.KeyReturn, Do: s.board.openChosen, Off: none})
		for key, by := range map[fyne.KeyName][2]int{fyne.KeyLeft: {-1, 0}, fyne.KeyRight: {1, 0}, fyne.KeyUp: {0, -1}, fyne.KeyDown: {0, 1}} {
			out = append(out, desk.Action{Menu: desk.Unlisted, Bare: key, Do: func() { s.board.move(by[0], by[1]) }, Off: none})
		}
		if s.keeps() {
			out = append(out, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("New plan"), Bare: fyne.KeyN, Do: func() { s.draft("") }})
		}
	}
	if s.tab == tabTogether {
		out = append(out, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Open the session"), Bare: fyne.KeyReturn, Do: s.openSession, Off: len(s.together.all) == 0})
		out = append(out, desk.Walk(s.together.table)...)
	}
	if s.tab == tabEffect {
		out = append(out, desk.Walk(s.gains.table)...)
	}
	names := make([]string, len(s.tabs))
	for i, t := range s.tabs {
		names[i] = tabWord(t)
	}
	if len(names) > 1 {
		out = append(out, desk.Pages(names, func(i int) { s.turn(s.tabs[i]) })...)
	}
	return out
}

func (s *Screen) openSession() {
	if i := s.together.table.Chosen(); i >= 0 && i < len(s.together.all) {
		s.listen(s.together.all[i])
	}
}

func (o *opened) actions() []desk.Action {
	out := []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the board"), Bare: fyne.KeyEscape, Do: o.s.back}}
	for _, a := range o.buttons() {
		out = append(out, a.Action)
	}
	return out
}

// buttons are what can be done with the plan, the main act first.
func (o *opened) buttons() []desk.Act {
	p := &o.p
	if p.PersonID == o.s.d.Actor.PersonID {
		if p.State == coaching.Done {
			return nil
		}
		word := lang.L("Acknowledge")
		if !p.AcknowledgedAt.IsZero() {
			word = lang.L("Write your words")
		}
		return []desk.Act{desk.ReviewAct(word, fyne.KeyA, "check", o.askAcknowledge)}
	}
	if !o.s.keeps() {
		return nil
	}
	switch p.State {
	case coaching.ToDo:
		return []desk.Act{desk.ReviewAct(lang.L("Note a session"), fyne.KeyH, "chat", o.askHeld), desk.ReviewAct(lang.L("Plan a session"), fyne.KeyP, "calendar", o.askArrange), desk.ReviewAct(lang.L("Edit"), fyne.KeyE, "edit", o.rewrite)}
	case coaching.InProgress:
		return []desk.Act{desk.ReviewAct(lang.L("Note a session"), fyne.KeyH, "chat", o.askHeld), desk.ReviewAct(lang.L("Follow up"), fyne.KeyF, "trend", o.askFollow), desk.ReviewAct(lang.L("Plan a session"), fyne.KeyP, "calendar", o.askArrange), desk.ReviewAct(lang.L("Edit"), fyne.KeyE, "edit", o.rewrite)}
	case coaching.FollowUp:
		return []desk.Act{desk.ReviewAct(lang.L("Close the plan"), fyne.KeyC, "check", o.askClose), desk.ReviewAct(lang.L("Resume coaching"), fyne.KeyR, "replay", o.resume)}
	}
	return nil
}

func (o *opened) askAcknowledge() {
	s, id := o.s, o.p.ID
	say := parts.NewNote(lang.L("What you say to it, if you like"), 3)
	say.Width = ask.Wide
	say.Most = coaching.MostText
	say.SetText(o.p.Words)
	s.ask.Fields(parts.Question{Title: lang.L("Do you know the plan?"), Text: lang.L("Your coach sees that you have read it, and your words."), Act: lang.L("Acknowledge")}, say, say, lang.L("Acknowledged"), func() (ask.Work, error) {
		text := say.Text()
		return func(ctx context.Context) error { return s.d.Coaching.Acknowledge(ctx, s.d.Actor, id, text) }, nil
	})
}

func (o *opened) askHeld() {
	s, id := o.s, o.p.ID
	at := parts.NewEntry("2026-11-27 14:00").Wide(160)
	at.SetText(s.d.Now().In(s.d.Zone).Format(ask.MinuteLayout))
	note := parts.NewNote(lang.L("What was worked on, and what is agreed"), 4)
	note.Width = ask.Wide
	note.Most = coaching.MostText
	fields := parts.Stack(6, ask.Labelled(lang.L("Held at"), at), note)
	s.ask.Fields(parts.Question{Title: lang.L("Note a session with {{.Name}}", map[string]any{"Name": o.p.Person}), Text: lang.L("The agent reads it too."), Act: lang.L("Note it")}, fields, note, lang.L("The session is noted"), func() (ask.Work, error) {
		when, err := ask.Minute(at.Text(), s.d.Zone)
		text := note.Text()
		return func(ctx context.Context) error { return s.d.Coaching.Hold(ctx, s.d.Actor, id, when, text) }, err
	})
}

func (o *opened) askArrange() {
	s, id := o.s, o.p.ID
	at := parts.NewEntry("2026-11-27 14:00").Wide(160)
	next := o.p.Next()
	if next.IsZero() {
		next = s.d.Midnight().AddDate(0, 0, 1).Add(17 * time.Hour)
	}
	at.SetText(next.In(s.d.Zone).Format(ask.MinuteLayout))
	s.ask.Fields(parts.Question{Title: lang.L("When is the next session?"), Act: lang.L("Plan it")}, ask.Labelled(lang.L("Day and time"), at), at, lang.L("The session is planned"), func() (ask.Work, error) {
		when, err := ask.Minute(at.Text(), s.d.Zone)
		return func(ctx context.Context) error { return s.d.Coaching.Arrange(ctx, s.d.Actor, id, when) }, err
	})
}

func (o *opened) askFollow() {
	s, id := o.s, o.p.ID
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Let the calls prove it?"), Text: lang.L("Calls of the next 30 days are compared with those before the first session. You can take the plan up again."),
		Safe: lang.L("Not yet"), Act: lang.L("Follow up"), Kind: parts.Main, OnAct: func() {
			s.ask.Do(lang.L("The plan is followed up"), func(ctx context.Context) error { return s.d.Coaching.Follow(ctx, s.d.Actor, id) }, s.d.Fail)
		}})
}

func (o *opened) resume() {
	s, id := o.s, o.p.ID
	s.ask.Do(lang.L("The plan is in progress again"), func(ctx context.Context) error { return s.d.Coaching.Resume(ctx, s.d.Actor, id) }, s.d.Fail)
}

func (o *opened) askClose() {
	s, id := o.s, o.p.ID
	verdict := parts.NewNote(lang.L("What you conclude"), 3)
	verdict.Width = ask.Wide
	verdict.Most = coaching.MostText
	met := 0
	fields := parts.Stack(8, parts.Row(8, parts.NewSegments([]string{lang.L("Goal met"), lang.L("Goal not met")}, 0, func(i int) { met = i }), parts.Gap()), verdict)
	s.ask.Fields(parts.Question{Title: lang.L("Close the plan of {{.Name}}?", map[string]any{"Name": o.p.Person}), Act: lang.L("Close the plan")}, fields, verdict, lang.L("The plan is closed"), func() (ask.Work, error) {
		text, ok := verdict.Text(), met == 0
		return func(ctx context.Context) error { return s.d.Coaching.Close(ctx, s.d.Actor, id, ok, text) }, nil
	})
}
