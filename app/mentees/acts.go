package mentees

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/training/mentoring"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what can be done with the pair that is shown.
func (s *Screen) Actions() []desk.Action {
	if s.sheet != nil {
		return s.sheet.actions()
	}
	if s.y.ID == "" {
		return nil
	}
	out := []desk.Action{}
	add := func(may bool, label string, key fyne.KeyName, do func()) {
		if may {
			out = append(out, desk.Action{Menu: desk.ReviewMenu, Label: label, Bare: key, Do: do})
		}
	}
	add(s.page != pageYear, lang.L("Back to the pair"), fyne.KeyEscape, func() { s.turn(pageYear) })
	add(s.writes(), lang.L("Write up a session"), fyne.KeyN, s.writeUp)
	add(s.writes(), lang.L("Plan the next session"), fyne.KeyP, s.planNext)
	add(s.writes() && s.y.Next != nil, lang.L("Call the next session off"), fyne.KeyX, s.callOff)
	add(s.writes() && s.toConfirm() != nil, lang.L("Confirm the session"), fyne.KeyY, s.confirm)
	add(s.writes() && s.toConfirm() != nil, lang.L("It was not so"), fyne.KeyW, s.object)
	add(s.writes() && s.dueMeasure() >= 0, lang.L("Note evidence for a measure"), fyne.KeyE, func() { s.noteEvidence(s.dueMeasure()) })
	add(s.writes(), lang.L("How do you feel about the pair"), fyne.KeyF, s.feel)
	add(true, lang.L("Open the contract"), fyne.KeyC, s.openContract)
	add(s.agreed(), lang.L("All sessions"), fyne.KeyS, func() { s.turn(pageSessions) })
	add(s.agreed(), lang.L("All measures"), fyne.KeyM, func() { s.turn(pageMeasures) })
	add(len(s.pairs) > 1, lang.L("Next pair"), fyne.KeyRight, func() { s.walk(1) })
	add(len(s.pairs) > 1, lang.L("Pair before"), fyne.KeyLeft, func() { s.walk(-1) })
	add(s.agreed() && s.page == pageYear, lang.L("Next skill"), fyne.KeyDown, func() { s.step(1) })
	add(s.agreed() && s.page == pageYear, lang.L("Skill before"), fyne.KeyUp, func() { s.step(-1) })
	add(s.agreed() && s.page == pageYear && s.chart.Row() < len(s.y.Lines), lang.L("Do the next step"), fyne.KeyReturn, func() { s.act(s.chart.Row()) })
	if s.agreed() && len(s.y.Sessions) > 0 {
		out = append(out, desk.Action{Menu: desk.FileMenu, Label: lang.L("Sessions for a calendar"), Key: fyne.KeyE, Mod: ctrl, Do: s.calendar})
	}
	return out
}

func (s *Screen) walk(by int) {
	for i, p := range s.pairs {
		if p.ID == s.y.ID {
			s.choose(s.pairs[(i+by+len(s.pairs))%len(s.pairs)].ID)
			return
		}
	}
}

func (s *Screen) openContract() { s.d.Go(desk.Route{Place: desk.MentorContract, ID: s.y.ID}) }

// actWord is the word for what a step opens; empty where whoever looks can't.
func (s *Screen) actWord(x mentoring.Step) string {
	if s.route(x).Place == "" {
		return ""
	}
	switch x.Act {
	case mentoring.ActListen:
		return lang.L("Go and listen")
	case mentoring.ActCalls:
		return lang.L("See the calls")
	case mentoring.ActMore:
		return lang.L("Choose calls")
	case mentoring.ActCase:
		return lang.L("See what is missing")
	case mentoring.ActCards:
		return lang.L("Learn")
	case mentoring.ActContract:
		return lang.L("Contract")
	case mentoring.ActRolePlay:
		return lang.L("Rehearse")
	}
	return lang.L("Open")
}

// route is where a step leads; without a place it leads nowhere.
func (s *Screen) route(x mentoring.Step) desk.Route {
	by, own := s.d.Actor, s.ofMentee()
	sees := by.May(people.SeeCalls)
	mentee := recordings.Filter{AgentIDs: []string{s.y.MenteeID}}
	switch x.Act {
	case mentoring.ActListen:
		if sees || own {
			return desk.Route{Place: desk.Library, ID: x.ID}
		}
	case mentoring.ActCalls:
		if own {
			return desk.Route{Place: desk.Scores}
		}
		if sees {
			return desk.Route{Place: desk.Scores, Filter: mentee}
		}
	case mentoring.ActMore:
		if sees && !own {
			mentee.States = []string{"none"}
			return desk.Route{Place: desk.Library, Filter: mentee}
		}
	case mentoring.ActCase:
		return desk.Route{Place: desk.Retraining, ID: x.ID}
	case mentoring.ActExams:
		if own {
			return desk.Route{Place: desk.Exams}
		}
	case mentoring.ActCards:
		if own {
			return desk.Route{Place: desk.Learn}
		}
	case mentoring.ActRolePlay:
		if own {
			return desk.Route{Place: desk.RolePlay, ID: x.ID}
		}
	case mentoring.ActFigures:
		return desk.Route{Place: desk.Operations, ID: x.ID}
	case mentoring.ActContract:
		return desk.Route{Place: desk.MentorContract, ID: s.y.ID}
	}
	return desk.Route{}
}

// act does what stands at the end of a row.
func (s *Screen) act(row int) {
	if row >= len(s.y.Lines) {
		return
	}
	if to := s.route(s.y.Lines[row].Next()); to.Place != "" {
		s.d.Go(to)
	}
}

// toConfirm is the session that waits for whoever looks; nil for none.
func (s *Screen) toConfirm() *mentoring.Session {
	for i := range s.y.Sessions {
		if x := &s.y.Sessions[i]; x.Waits() && x.By == s.y.Side.Other() {
			return x
		}
	}
	return nil
}

func (s *Screen) confirm() {
	id := s.toConfirm().ID
	s.ask.Do(lang.L("Both have confirmed the session"), func(ctx context.Context) error { return s.d.Mentors.Years.Confirm(ctx, s.d.Actor, id, "") }, s.d.Fail)
}

func (s *Screen) object() {
	id := s.toConfirm().ID
	s.ask.Why(lang.L("What was different?"), lang.L("The session does not count until it is written up anew. Both see what you say."), lang.L("It was not so"), lang.L("The session goes back to who wrote it up"),
		func(ctx context.Context, why string) error { return s.d.Mentors.Years.Confirm(ctx, s.d.Actor, id, why) })
}

func (s *Screen) callOff() {
	id := s.y.Next.ID
	s.ask.Why(lang.L("Call the session of {{.Time}} off?", map[string]any{"Time": s.d.Moment(s.y.Next.At)}), "", lang.L("Call the session off"), lang.L("The session is called off"),
		func(ctx context.Context, why string) error { return s.d.Mentors.Years.CallOff(ctx, s.d.Actor, id, why) })
}

func (s *Screen) calendar() {
	id := s.y.ID
	s.ask.File(ask.File{Title: lang.L("Write the sessions for a calendar?"), Text: lang.L("Any calendar takes the file in. Written again, it changes what was moved and takes out what was called off."),
		Name: s.y.Mentor + "-" + s.y.Mentee, Ending: ".ics", Write: func(ctx context.Context, w io.Writer) error {
			text, err := s.d.Mentors.Years.Calendar(ctx, s.d.Actor, id, s.d.Settings.Language)
			if err == nil {
				_, err = w.Write(text)
			}
			return err
		}})
}

// feel asks for the pulse.
func (s *Screen) feel() {
	chosen := 3
	words := []string{lang.L("1 badly"), "2", "3", "4", lang.L("5 very well")}
	note := parts.NewEntry(lang.L("A word on it, if you like")).Wide(428)
	p := mentoring.Pulse{PairID: s.y.ID}
	fields := parts.Stack(10, parts.Row(0, parts.NewSegments(words, chosen-1, func(i int) { chosen = i + 1 }), parts.Gap()), note)
	s.ask.Fields(parts.Question{Title: lang.L("How do you feel about the pair?"), Text: lang.L("The other side does not see it; the coordinator does."), Act: lang.L("Keep"), Width: look.Scaled(468)}, fields, note,
		lang.L("Your pulse is kept"), func() (func(context.Context) error, error) {
			p.Value, p.Note = chosen, note.Text()
			return func(ctx context.Context) error { return s.d.Mentors.Years.Feel(ctx, s.d.Actor, p) }, p.Check()
		})
}
