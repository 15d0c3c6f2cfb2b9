package wiring

import (
	"context"
	"errors"
	"time"

	"shifu/demo"
	"shifu/internal/people"
	"shifu/store"
)

// MakeDemo fills the workspace in dir with the demo, as if it had been in use
// for the year before now. The workspace is opened with the demo's clock for
// as long as that takes.
func MakeDemo(ctx context.Context, dir string, now time.Time, progress func(done, total int)) (err error) {
	clock := demo.NewClock(now)
	ws, err := store.Open(ctx, dir, store.Options{Now: clock.Now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ws.Close()) }()
	if err := demo.Make(ctx, demo.Workspace{Benchmarks: ws.Benchmarks(), Coaching: ws.Coaching(), Analyses: ws.Analyses(), People: ws.People(), Door: ws.People(), Calls: ws.Calls(), Shelf: ws.Shelf(), Heard: ws.Transcribing(), Plans: ws.Sampling(), Drawer: ws.Sampling(),
		Articles: ws.Knowledge(), Reader: ws.Knowledge(), MustReads: ws.Knowledge(), Diary: ws.Knowledge(),
		Scores: ws.Quality(), Queue: ws.Quality(), Appeals: ws.Appeals(), Rules: ws.Appeals(),
		Drafts: ws.Revisions(), Scales: ws.Revisions(),
		Calibration: ws.Calibration(), Rulebook: ws.Calibration(), Clock: clock,
		Certificates: ws.Certificates(), Scenarios: ws.Lab(), Practice: ws.Practice(), Beginnings: ws.Practice(),
		Pairs: ws.Pairs(), Mentoring: ws.Mentoring(), RolePlays: ws.RolePlays(), Duties: ws.Duties(), Retention: ws.Retention(), Watched: ws.Watched(), Folder: ws.Dir(), Tags: demo.Tags{Calls: ws.Calls(), Preferences: ws},
		Contests:   demo.Contests{Contests: ws.Contests(), Awards: ws.Awards(), Ability: ws.Ability(), Care: ws.Ability()},
		Retraining: demo.Retraining{Cases: ws.Retrain(), Rules: ws.Retrain(), Plans: ws.JointPlans()},
		Bank:       ws.Bank(), Exams: ws.Exams(), Recorder: ws.Exams(), Sitter: ws.Exams(), Cuts: ws.Cuts(), Decks: ws.Cards(), Figures: ws.Figures(), Advice: ws.Rules(), Trial: ws.Proposals()}, now, progress); err != nil {
		return err
	}
	return ws.SetSetting(ctx, people.Program(), demoKey, []byte("true"))
}
