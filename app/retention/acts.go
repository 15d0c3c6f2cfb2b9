package retention

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/recordings/retention"
)

// deleteBatch is how many recordings go in one transaction.
const deleteBatch = 50

// Actions are what can be done now.
func (s *Screen) Actions() []desk.Action {
	var acts []desk.Action
	act := func(label string, key fyne.KeyName, off bool, do func()) {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: label, Bare: key, Do: do, Off: off})
	}
	switch s.page {
	case pageDue:
		if s.deletes() {
			act(lang.L("Tick the call"), fyne.KeyM, len(s.due) == 0, s.toggle)
			act(lang.L("Tick all that can go"), fyne.KeyA, s.free() == 0, func() { s.markAll(len(s.marked) == 0) })
			act(lang.L("Delete"), fyne.KeyDelete, len(s.marked) == 0, s.askDelete)
		}
		act(lang.L("Keep from deletion"), fyne.KeyH, len(s.due) == 0, s.askHold)
	case pageHolds:
		act(lang.L("Lift the hold"), fyne.KeyL, s.chosenHold() == nil, s.askLift)
	case pageRules:
		if s.deletes() {
			act(lang.L("New rule"), fyne.KeyN, false, s.newRule)
			act(lang.L("Edit"), fyne.KeyReturn, len(s.rules) == 0, s.editRule)
			act(lang.L("Remove"), fyne.KeyDelete, len(s.rules) == 0, s.dropRule)
		}
	}
	var names []string
	for _, t := range s.words() {
		names = append(names, t.Word)
	}
	return append(acts, desk.Pages(names, s.turn)...)
}

// foot is the line below a table with what can be done.
func (s *Screen) foot() fyne.CanvasObject {
	var said string
	var buttons []fyne.CanvasObject
	add := func(word, key, icon string, kind parts.Kind, off bool, do func()) {
		b := parts.NewButton(word, kind, do).AsSmall().WithKey(key).WithIcon(icon)
		if off {
			b.Disable()
		}
		buttons = append(buttons, b)
	}
	switch s.page {
	case pageDue:
		said = lang.L("{{.Free}} can go, {{.Marked}} marked. Scores stay; the recording doesn't come back.", map[string]any{"Free": chart.Count(s.free()), "Marked": chart.Count(len(s.marked))})
		add(lang.L("Keep from deletion"), "H", "lock", parts.Plain, false, s.askHold)
		if s.deletes() {
			add(lang.L("Tick all that can go"), "A", "check", parts.Plain, s.free() == 0, func() { s.markAll(len(s.marked) == 0) })
			add(lang.L("Delete"), "Del", "delete", parts.Delete, len(s.marked) == 0, s.askDelete)
		}
	case pageHolds:
		said = lang.L("What is held can't be deleted, whatever the rules say.")
		add(lang.L("Lift the hold"), "L", "undo", parts.Plain, s.chosenHold() == nil, s.askLift)
	case pageRules:
		said = lang.L("The narrowest rule decides; of equal ones the longer. Without a rule nothing goes.")
		if s.deletes() {
			add(lang.L("Remove"), "Del", "remove", parts.Plain, false, s.dropRule)
			add(lang.L("Edit"), "Enter", "edit", parts.Plain, false, s.editRule)
		}
	case pageGone:
		said = lang.L("Back-ups made before still hold these recordings until they are removed.")
	}
	return parts.StatusBar([]fyne.CanvasObject{parts.Label(said)}, buttons)
}

// free counts the due calls that can go.
func (s *Screen) free() (n int) {
	for _, d := range s.due {
		if len(d.Blocks) == 0 {
			n++
		}
	}
	return n
}

func (s *Screen) mark(d retention.Due, on bool) {
	if delete(s.marked, d.Call.ID); on && len(d.Blocks) == 0 {
		s.marked[d.Call.ID] = true
	}
	s.show()
}

func (s *Screen) markAll(on bool) {
	s.marked = map[string]bool{}
	for _, d := range s.due {
		if on && len(d.Blocks) == 0 {
			s.marked[d.Call.ID] = true
		}
	}
	s.show()
}

func (s *Screen) toggle() {
	if at := s.tables[pageDue].Chosen(); at >= 0 && at < len(s.due) {
		s.mark(s.due[at], !s.marked[s.due[at].Call.ID])
	}
}

// askDelete asks once more, then deletes batch by batch: what was deleted when
// it is stopped stays deleted, the rest stays.
func (s *Screen) askDelete() {
	if len(s.marked) == 0 {
		return
	}
	ids := make([]string, 0, len(s.marked))
	rule := ""
	for _, d := range s.due {
		if s.marked[d.Call.ID] {
			ids, rule = append(ids, d.Call.ID), d.Rule.Name
		}
	}
	ask.Line(s.d, parts.Question{Title: lang.L("Delete {{.N}} recordings for good?", map[string]any{"N": chart.Count(len(ids))}), Act: lang.L("Delete"), Kind: parts.Delete,
		Text: lang.L("Audio, waveforms and transcripts go; facts and scores stay, with your name, the day and this reason.")}, lang.L("Reason"), rule,
		func(why string, done func(error)) {
			if why == "" {
				done(fault.New(fault.Invalid, "Say why the recordings are deleted.", nil))
				return
			}
			done(nil)
			s.delete(ids, why)
		})
}

func (s *Screen) delete(ids []string, why string) {
	ctx, cancel := context.WithCancel(s.ctx)
	move, end := s.d.Progress(lang.L("Deleting recordings"), cancel)
	background.Run(ctx, s.d.Stage, func(ctx context.Context) (int, error) {
		for done := 0; done < len(ids); {
			if err := ctx.Err(); err != nil {
				return done, nil
			}
			batch := ids[done:min(done+deleteBatch, len(ids))]
			if err := s.d.Retention.Delete(context.WithoutCancel(ctx), s.d.Actor, batch, why); err != nil {
				return done, err
			}
			done += len(batch)
			s.d.Stage.Show(func() { move(done, len(ids)) })
		}
		return len(ids), nil
	}, func(n int, err error) {
		cancel()
		if end(); err != nil {
			s.d.Fail(err)
		}
		s.d.Toast(lang.L("{{.N}} recordings deleted", map[string]any{"N": chart.Count(n)}), nil)
		s.d.Trace("deleted", map[string]any{"recordings": n})
		s.load()
	})
}

// askHold holds the marked calls, or the chosen one.
func (s *Screen) askHold() {
	var ids []string
	for _, d := range s.due {
		if s.marked[d.Call.ID] {
			ids = append(ids, d.Call.ID)
		}
	}
	if at := s.tables[pageDue].Chosen(); len(ids) == 0 && at >= 0 && at < len(s.due) {
		ids = []string{s.due[at].Call.ID}
	}
	ask.Line(s.d, parts.Question{Title: lang.L("Hold {{.N}} calls?", map[string]any{"N": chart.Count(len(ids))}), Act: lang.L("Keep from deletion"), Kind: parts.Main,
		Text: lang.L("They can't be deleted until the hold is lifted.")}, lang.L("The case or who asks for it"), "", func(reason string, done func(error)) {
		s.doing(done, lang.L("Held"), func(ctx context.Context) error {
			_, err := s.d.Retention.Hold(ctx, s.d.Actor, reason, ids)
			return err
		})
	})
}

// doing does something and reads the place again.
func (s *Screen) doing(done func(error), said string, do func(context.Context) error) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		if done(err); err == nil {
			s.d.Toast(said, nil)
			s.load()
		}
	})
}

func (s *Screen) chosenHold() *retention.Hold {
	at := s.tables[pageHolds].Chosen()
	if at < 0 || at >= len(s.holds) || !s.holds[at].LiftedAt.IsZero() {
		return nil
	}
	return &s.holds[at]
}

func (s *Screen) askLift() {
	h := s.chosenHold()
	if h == nil {
		return
	}
	ask.Line(s.d, parts.Question{Title: lang.L("Lift this hold?"), Text: h.Reason, Act: lang.L("Lift the hold"), Kind: parts.Main}, lang.L("Reason"), "", func(why string, done func(error)) {
		s.doing(done, lang.L("Hold lifted"), func(ctx context.Context) error { return s.d.Retention.Lift(ctx, s.d.Actor, h.ID, why) })
	})
}
