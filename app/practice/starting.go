package practice

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	engine "shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

// readStarts reads the starting states.
func (s *Screen) readStarts() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]logbook.Start, error) { return s.d.Starter.Starts(ctx, s.d.Actor) }, func(all []logbook.Start, err error) {
		s.d.Fail(err)
		s.starts = all
		if s.room == nil && s.writes == nil {
			s.show()
		}
	})
}

// startsOf are the starting states of the chosen scenario.
func (s *Screen) startsOf() (all []logbook.Start) {
	sc := s.chosen()
	for _, st := range s.starts {
		if sc != nil && st.Scenario == sc.Key {
			all = append(all, st)
		}
	}
	return all
}

// startChosen is the starting state to begin from, nil: the scenario's beginning.
func (s *Screen) startChosen() *logbook.Start {
	for _, st := range s.startsOf() {
		if st.ID == s.from {
			return &st
		}
	}
	return nil
}

// starting is where the shift begins: at its beginning, or from a state that was
// kept. Nothing is there to choose before one was.
func (s *Screen) starting() []fyne.CanvasObject {
	all := s.startsOf()
	if len(all) == 0 {
		return nil
	}
	names, at := []string{lang.L("From the beginning")}, 0
	for i, st := range all {
		names = append(names, st.Name+"  "+weekday(st.Weekday)+" "+hour(st.Clock))
		if st.ID == s.from {
			at = i + 1
		}
	}
	line := []fyne.CanvasObject{parts.NewSelect(names, at, s.chooseStart).Wide(230), parts.NewKeyBadge("N")}
	if st := s.startChosen(); st != nil && st.Own {
		line = append(line, parts.NewButton(lang.L("Put away"), parts.Quiet, s.removeStart).AsSmall().WithKey("X"))
	}
	return line
}

// chooseStart takes a starting state of the chosen scenario, 0 the beginning.
func (s *Screen) chooseStart(i int) {
	s.from = ""
	if all := s.startsOf(); i > 0 && i <= len(all) {
		s.from = all[i-1].ID
	}
	s.show()
}

// nextStart takes the next one, and after the last the beginning.
func (s *Screen) nextStart() {
	at := 0
	for i, st := range s.startsOf() {
		if st.ID == s.from {
			at = i + 1
		}
	}
	s.chooseStart((at + 1) % (len(s.startsOf()) + 1))
}

// beginFrom begins a session from a starting state.
func (s *Screen) beginFrom(st *logbook.Start) {
	id := st.ID
	s.enter(func(ctx context.Context) (*play, error) {
		kept, err := s.d.Starter.Start(ctx, s.d.Actor, id)
		if err != nil {
			return nil, err
		}
		p := &play{}
		p.session, err = engine.BeginFrom(ctx, kept.Record, kept.Name)
		return p, err
	})
}

func (s *Screen) startingActions() []desk.Action {
	st := s.startChosen()
	return []desk.Action{
		{Menu: desk.PlayMenu, Label: lang.L("Next starting state"), Bare: fyne.KeyN, Do: s.nextStart, Off: len(s.startsOf()) == 0},
		{Menu: desk.EditMenu, Label: lang.L("Put the starting state away"), Bare: fyne.KeyX, Do: s.removeStart, Off: st == nil || !st.Own},
	}
}

// removeStart puts the chosen starting state away.
func (s *Screen) removeStart() {
	st := s.startChosen()
	if st == nil || !st.Own {
		return
	}
	id, name := st.ID, st.Name
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Put {{.Name}} away?", map[string]any{"Name": name}), Text: lang.L("Sessions that began from it stay."), Safe: lang.L("Cancel"), Act: lang.L("Put away"), Kind: parts.Danger, Check: func() bool {
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.d.Starter.RemoveStart(ctx, s.d.Actor, id)
		}, func(_ struct{}, err error) {
			s.d.Fail(err)
			s.from = ""
			s.readStarts()
		})
		return true
	}})
}

// keepStart keeps this moment as a starting state, under a name.
func (r *room) keepStart() {
	f := r.pic.frame
	if !r.s.instructs() || f == nil || f.At == 0 || f.Over {
		return
	}
	r.pause()
	d, st := r.s.d, logbook.Start{Record: r.p.record()}
	q := parts.Question{Title: lang.L("Keep this moment as a starting state?"), Text: lang.L("Others begin {{.Name}} here, {{.Time}}: the people, the queues and what was ordered stand as now.", map[string]any{"Name": say(r.p.session.Scenario().Name), "Time": timeText(f)}), Act: lang.L("Keep as a starting state"), Kind: parts.Main, Width: look.Scaled(480)}
	ask.Line(d, q, lang.L("Its name, as the list shows it"), "", func(line string, done func(error)) {
		st.Name = line
		background.Run(r.ctx, d.Stage, func(ctx context.Context) (string, error) { return d.Starter.KeepStart(ctx, d.Actor, st) }, func(id string, err error) {
			if done(err); err == nil {
				d.Toast(lang.L("{{.Name}} is kept", map[string]any{"Name": st.Name}), nil)
				d.Trace("start kept", map[string]any{"id": id})
				r.s.readStarts()
			}
		})
	})
}
