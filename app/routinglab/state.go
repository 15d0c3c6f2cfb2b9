package routinglab

import (
	"context"
	"encoding/json"

	"shifu/app/background"
)

// state is what is remembered of how somebody uses the place.
type state struct {
	Page     int
	Staff    inputs
	Scenario string // chosen last
	Runs     int
	Seed     uint64
	Measure  string
}

const stateKey = "routing"

func standard() state {
	return state{Staff: inputs{Calls: "180", Handling: "240", Within: "20", Level: "80", Patience: "120", Shrinkage: "30", Forecast: "60 80 120 150 180 190 170 140 150 170 160 120 90 60 40 30", Interval: 1}, Runs: 100, Seed: 1, Measure: "answer_rate"}
}

// recall puts back what was last, and opens the place.
func (s *Screen) recall(id string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (state, error) {
		st := standard()
		blob, err := s.d.Preferences.Preference(ctx, s.d.Actor, stateKey)
		if err != nil || blob == nil || json.Unmarshal(blob, &st) != nil {
			st = standard()
		}
		return st, err
	}, func(st state, err error) {
		s.d.Fail(err)
		s.state = st
		s.arrive(id)
	})
}

func (s *Screen) remember() {
	blob, err := json.Marshal(s.state)
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.saving.Do(func() error { return s.d.Preferences.SetPreference(context.Background(), s.d.Actor, stateKey, blob) }, s.d.Fail)
}
