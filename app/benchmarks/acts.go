package benchmarks

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/excerpt"
	"shifu/app/export"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/benchmark"
	"shifu/training/cards"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what can be done with the list, the open call or the proposal.
func (s *Screen) Actions() []desk.Action {
	back := desk.Action{Menu: desk.WindowMenu, Label: lang.L("Back to the list"), Bare: fyne.KeyEscape, Do: s.back}
	switch {
	case s.form != nil:
		return []desk.Action{back, {Menu: desk.PlayMenu, Label: lang.L("Hear the clip"), Key: fyne.KeyP, Mod: ctrl, Do: s.form.hear},
			{Menu: desk.ReviewMenu, Label: lang.L("Propose"), Key: fyne.KeyReturn, Mod: ctrl, Do: s.form.keep}}
	case s.open != nil:
		out := []desk.Action{back, {Menu: desk.PlayMenu, Label: lang.L("Play or pause"), Key: fyne.KeyP, Mod: ctrl, Bare: fyne.KeySpace, Do: s.open.heard.toggle}}
		out = append(out, s.open.markActs()...)
		for _, a := range append(s.open.buttons(), s.open.rest()...) {
			out = append(out, a.Action)
		}
		return out
	}
	none := len(s.rows()) == 0
	out := []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("Open the benchmark call"), Bare: fyne.KeyReturn, Do: s.openChosen, Off: none}}
	out = append(out, desk.Walk(s.table)...)
	if export.May(s.d) && s.d.Actor.May(people.SeeCalls) {
		out = append(out, export.Action(lang.L("Export the list"), s.askExport, none))
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

func (s *Screen) openChosen() {
	if i := s.table.Chosen(); i >= 0 && i < len(s.rows()) {
		s.enter(s.rows()[i])
	}
}

// markActs are the keys of the redaction check.
func (o *opened) markActs() []desk.Action {
	r := o.redact
	if r == nil {
		return nil
	}
	none := len(r.marks) == 0
	return append([]desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Mark from here"), Bare: fyne.KeyA, Do: r.begin},
		{Menu: desk.ReviewMenu, Label: lang.L("Mark to here"), Bare: fyne.KeyB, Do: r.end, Off: !r.begun},
		{Menu: desk.ReviewMenu, Label: lang.L("Remove the mark"), Bare: fyne.KeyDelete, Do: r.remove, Off: none},
		{Menu: desk.PlayMenu, Label: lang.L("Hear it all, or as others will"), Bare: fyne.KeyT, Do: r.turn}}, desk.Walk(marked{r.list})...)
}

// marked is the list of marks for the arrow keys.
type marked struct{ *parts.List }

// Chosen is the chosen mark.
func (m marked) Chosen() int { return m.List.Chosen }

// buttons are what stands in the bar, the main act first.
func (o *opened) buttons() []desk.Act {
	b, by := &o.b, o.s.d.Actor
	var out []desk.Act
	add := func(may bool, a desk.Act) {
		if may {
			out = append(out, a)
		}
	}
	own := b.ByID == by.PersonID
	approved := slices.ContainsFunc(b.Approvals, func(a benchmark.Approval) bool { return a.ByID == by.PersonID })
	checks := o.redact != nil
	add(checks && b.State == benchmark.Proposed, desk.ReviewAct(lang.L("Confirm the redaction"), fyne.KeyC, "check", o.confirm))
	add(checks && b.State == benchmark.Checked && !own && !approved, desk.ReviewAct(lang.L("Approve"), fyne.KeyY, "check", o.askApprove))
	add(checks, desk.ReviewAct(lang.L("Send back"), fyne.KeyX, "reply", o.askReturn))
	add((own || o.s.keeps()) && b.CallID != "" && b.State != benchmark.Approved && b.State != benchmark.Withdrawn, desk.ReviewAct(lang.L("Edit"), fyne.KeyE, "edit", o.s.rewrite))
	usable := b.Usable(o.s.d.Now())
	add(usable && by.May(people.KeepArticles), desk.ReviewAct(lang.L("Give as a card"), fyne.KeyL, "cards", o.askGive))
	add(o.s.keeps() && b.State == benchmark.Approved, desk.ReviewAct(lang.L("Share with others"), fyne.KeyS, "people", o.askShare))
	add(o.s.keeps() && b.State == benchmark.Approved && (b.Overdue(o.s.d.Now()) || b.EndsSoon(o.s.d.Now())), desk.ReviewAct(lang.L("Still good"), fyne.KeyR, "replay", o.askRenew))
	return out
}

// rest stands in the menu only.
func (o *opened) rest() []desk.Act {
	b, by := &o.b, o.s.d.Actor
	var out []desk.Act
	usable := b.Usable(o.s.d.Now())
	if usable && by.May(people.KeepExams) {
		out = append(out, desk.ReviewAct(lang.L("Ask about it in an exam"), fyne.KeyQ, "timer", o.question))
	}
	if usable && b.CallID != "" && by.May(people.ReleaseScores) {
		out = append(out, desk.ReviewAct(lang.L("Calibrate with it"), fyne.KeyK, "scales", o.calibrate))
	}
	if b.CallID != "" && by.May(people.SeeCalls) {
		out = append(out, desk.ReviewAct(lang.L("Open in the review room"), fyne.KeyO, "headset", func() { o.s.d.Go(desk.Route{Place: desk.Room, ID: b.CallID, Evaluation: b.EvaluationID}) }))
	}
	if usable && by.May(people.CopyOut) {
		out = append(out, desk.Act{Action: desk.Action{Menu: desk.FileMenu, Label: lang.L("Copy the clip out"), Key: fyne.KeyS, Mod: ctrl, Do: o.askCopy}, Icon: "download"})
	}
	if o.s.keeps() && b.State == benchmark.Approved {
		if !(b.Overdue(o.s.d.Now()) || b.EndsSoon(o.s.d.Now())) {
			out = append(out, desk.ReviewAct(lang.L("Still good"), fyne.KeyR, "replay", o.askRenew))
		}
		out = append(out, desk.ReviewAct(lang.L("Withdraw the benchmark call"), fyne.KeyW, "remove", o.askWithdraw))
	}
	return out
}

func (o *opened) confirm() {
	s, id, marks := o.s, o.b.ID, slices.Clone(o.redact.marks)
	s.ask.Do(lang.L("The redaction is checked"), func(ctx context.Context) error { return s.d.Benchmarks.Confirm(ctx, s.d.Actor, id, marks) }, s.d.Fail)
}

func (o *opened) askApprove() {
	s, id := o.s, o.b.ID
	note := parts.NewEntry(lang.L("A note, if you like")).Wide(ask.Wide)
	text := lang.L("A second person approves it after you.")
	if len(o.b.Approvals) > 0 {
		text = lang.L("{{.Name}} has approved it: with you it is in use at once.", map[string]any{"Name": o.b.Approvals[0].By})
	}
	s.ask.Fields(parts.Question{Title: lang.L("Approve \"{{.Title}}\"?", map[string]any{"Title": o.b.Title}), Text: text, Act: lang.L("Approve")}, note, note, lang.L("Approved"), func() (ask.Work, error) {
		said := note.Text()
		return func(ctx context.Context) error { return s.d.Benchmarks.Approve(ctx, s.d.Actor, id, said) }, nil
	})
}

func (o *opened) askReturn() {
	s, id := o.s, o.b.ID
	s.ask.Why(lang.L("Send the proposal back?"), lang.L("{{.Name}} reads your reason and can propose it anew.", map[string]any{"Name": o.b.By}), lang.L("Send back"), lang.L("Sent back"),
		func(ctx context.Context, why string) error { return s.d.Benchmarks.Return(ctx, s.d.Actor, id, why) })
}

func (o *opened) askWithdraw() {
	s, id := o.s, o.b.ID
	s.ask.Why(lang.L("Withdraw this benchmark call?"), lang.L("Nobody can hear it afterwards, and it doesn't come back; it can be proposed anew."), lang.L("Withdraw"), lang.L("Withdrawn"),
		func(ctx context.Context, why string) error { return s.d.Benchmarks.Withdraw(ctx, s.d.Actor, id, why) })
}

func (o *opened) askRenew() {
	s, id := o.s, o.b.ID
	day := parts.NewEntry("2027-05-31").Wide(120)
	day.SetText(s.d.Midnight().AddDate(0, 6, 0).Format("2006-01-02"))
	s.ask.Fields(parts.Question{Title: lang.L("Is the call still good?"), Text: lang.L("You have listened to it, and what it shows still holds."), Act: lang.L("Still good")},
		ask.Labelled(lang.L("Next review"), day), day, lang.L("Reviewed"), func() (ask.Work, error) {
			next, err := ask.Day(day.Text(), s.d.Zone)
			return func(ctx context.Context) error { return s.d.Benchmarks.Renew(ctx, s.d.Actor, id, next) }, err
		})
}

// askShare asks with which organisations the call is shared.
func (o *opened) askShare() {
	s, b := o.s, o.b
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]people.Organisation, error) {
		return s.d.People.Organisations(ctx, s.d.Actor)
	}, func(all []people.Organisation, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		chosen := slices.Clone(b.Shared)
		box := parts.Stack(4)
		for _, org := range all {
			if org.ID == b.OrganisationID {
				continue
			}
			box.Add(parts.NewCheck(org.Name, slices.Contains(chosen, org.ID), func(on bool) {
				chosen = slices.DeleteFunc(chosen, func(id string) bool { return id == org.ID })
				if on {
					chosen = append(chosen, org.ID)
				}
			}))
		}
		s.ask.Fields(parts.Question{Title: lang.L("Share it with whom?"), Text: lang.L("{{.Organisation}} hears its own call anyway. Others hear the clip without names, and can't see the call.", map[string]any{"Organisation": b.Organisation}), Act: lang.L("Share it")},
			box, nil, lang.L("Shared"), func() (ask.Work, error) {
				return func(ctx context.Context) error { return s.d.Benchmarks.Share(ctx, s.d.Actor, b.ID, chosen) }, nil
			})
	})
}

// askGive asks which team gets the clip as a card.
func (o *opened) askGive() {
	s, b := o.s, o.b
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]people.Team, error) { return s.d.People.Teams(ctx, s.d.Actor) }, func(teams []people.Team, err error) {
		teams = slices.DeleteFunc(teams, func(t people.Team) bool {
			return t.OrganisationID != b.OrganisationID && !slices.Contains(b.Shared, t.OrganisationID)
		})
		if err == nil && len(teams) == 0 {
			err = fault.New(fault.NotFound, "The call is shared with no team that you know of.", nil)
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		names, at := make([]string, len(teams)), 0
		for i, t := range teams {
			names[i] = t.Name
		}
		pick := parts.NewSelect(names, 0, func(i int) { at = i }).Wide(220)
		s.ask.Fields(parts.Question{Title: lang.L("Who gets the clip as a card?"), Text: lang.L("It comes up in Learn: they hear it, say what is good about it, and compare."), Act: lang.L("Give")},
			ask.Labelled(lang.L("Team"), pick), nil, lang.L("The card is given"), func() (ask.Work, error) {
				return func(ctx context.Context) error { return s.give(ctx, b, teams[at].ID) }, nil
			})
	})
}

func (s *Screen) give(ctx context.Context, b benchmark.Standing, teamID string) error {
	persons, err := s.d.People.Persons(ctx, s.d.Actor, people.Find{TeamID: teamID})
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(persons))
	for _, p := range persons {
		if p.Has(people.Agent) || p.Has(people.Trainee) {
			ids = append(ids, p.ID)
		}
	}
	n := cards.Note{Front: b.Title + "\n\n" + lang.L("What is done well in this call?"), Back: b.Why, Point: b.Skill, Clip: b.Clip()}
	_, err = s.d.Decks.Give(ctx, s.d.Actor, n, ids)
	return err
}

// question drafts a listening question about the clip and opens it in the bank.
func (o *opened) question() {
	s, b := o.s, o.b
	clip := b.Clip()
	clip.Plays = 2
	q := bank.Question{Kind: bank.Listening, State: bank.Draft, Mark: 2, Text: lang.L("Listen to the call: {{.Title}}", map[string]any{"Title": b.Title}), Feedback: b.Why, Clip: clip}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (bank.Question, error) { return s.d.Bank.Save(ctx, s.d.Actor, q) }, func(q bank.Question, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Go(desk.Route{Place: desk.Bank, ID: q.EntryID})
	})
}

func (o *opened) calibrate() {
	o.s.d.Go(desk.Route{Place: desk.Calibration, ID: desk.New, Start: qa.Start{CallID: o.b.CallID}})
}

// askCopy writes the clip as a file, without what names somebody.
func (o *opened) askCopy() {
	s, b := o.s, o.b
	s.ask.File(ask.File{Title: lang.L("Copy the clip out of Shifu?"), Text: lang.L("The copy is counted and stands in the audit log. Names are silent in it too."), Name: b.Title, Ending: ".wav", Write: func(ctx context.Context, w io.Writer) error {
		sound, err := s.d.ClipPlayer.CopyOut(ctx, s.d.Actor, b.ID)
		if err != nil {
			return err
		}
		piece, err := excerpt.OpenSilenced(ctx, s.d, sound.Call, sound.Path, sound.From, sound.Until, benchmark.Spans(sound.Marks))
		if err != nil {
			return err
		}
		defer piece.Close()
		return piece.Write(w)
	}})
}
