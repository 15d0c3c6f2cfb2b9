package appeals

import (
	"context"
	"encoding/json"
	"time"

	"shifu/app/background"
)

// keepSoon is how long a keystroke waits until it is kept.
const keepSoon = 700 * time.Millisecond

// keptUnder is the preference under which half-made rulings of an appeal are
// kept: whoever decides it finds them again.
func keptUnder(id string) string { return "appeal-rulings/" + id }

// kept reads half-made rulings; what can't be read is as if there were none.
func (s *Screen) kept(ctx context.Context, id string) rulings {
	r := rulings{}
	if raw, err := s.d.Preferences.Preference(ctx, s.d.Actor, keptUnder(id)); err == nil && len(raw) > 0 {
		if json.Unmarshal(raw, &r) != nil || r == nil {
			return rulings{}
		}
	}
	return r
}

// changed keeps the rulings of the open case within a second.
func (s *Screen) changed() {
	id := s.open.c.ID
	if s.unkept[id] {
		return
	}
	s.unkept[id] = true
	s.d.Stage.After(s.ctx, keepSoon, func() { s.keep(id) })
}

// keep writes the rulings of a case as they stand.
func (s *Screen) keep(id string) {
	if !s.unkept[id] {
		return
	}
	delete(s.unkept, id)
	raw, err := json.Marshal(s.drafts[id])
	if err != nil {
		s.d.Fail(err)
		return
	}
	// Leaving the place must not lose them: the work outlives the screen.
	background.Run(context.WithoutCancel(s.ctx), s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Preferences.SetPreference(ctx, s.d.Actor, keptUnder(id), raw)
	}, func(_ struct{}, err error) { s.d.Fail(err) })
}

// keepAll writes what still waits, when the place is left.
func (s *Screen) keepAll() {
	for id := range s.unkept {
		s.keep(id)
	}
}
