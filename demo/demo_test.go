package demo_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"shifu/demo"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
	"shifu/store"
)

var (
	shanghai = time.FixedZone("CST", 8*3600)
	evening  = time.Date(2026, 11, 21, 19, 30, 0, 0, shanghai)
	ctx      = context.Background()
	room     string
	shared   *made // at evening; tests that change nothing share it
)

// made is a demo workspace and its people.
type made struct {
	*store.Workspace
	persons map[string]people.Person
	actors  map[string]people.Actor
}

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if room, err = os.MkdirTemp("", "shifu-demo-test-"); err != nil {
			fmt.Println(err)
			return 1
		}
		defer os.RemoveAll(room)
		if shared, err = build(filepath.Join(room, "shared"), evening); err != nil {
			fmt.Println(err)
			return 1
		}
		defer shared.Close()
		return m.Run()
	}())
}

func open(dir string, now time.Time) (*store.Workspace, demo.Workspace, error) {
	clock := demo.NewClock(now)
	cheap := argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	w, err := store.Open(ctx, dir, store.Options{Now: clock.Now, Zone: shanghai, PasswordCost: &cheap})
	if err != nil {
		return nil, demo.Workspace{}, err
	}
	return w, demo.Workspace{Sitter: w.Exams(), Decks: w.Cards(), Benchmarks: w.Benchmarks(), Coaching: w.Coaching(), Analyses: w.Analyses(), People: w.People(), Door: w.People(), Calls: w.Calls(), Shelf: w.Shelf(), Heard: w.Transcribing(), Plans: w.Sampling(), Drawer: w.Sampling(),
		Certificates: w.Certificates(),
		Pairs:        w.Pairs(), RolePlays: w.RolePlays(), Duties: w.Duties(), Retention: w.Retention(),
		Watched: w.Watched(), Folder: w.Dir(), Tags: demo.Tags{Calls: w.Calls(), Preferences: w},
		Articles: w.Knowledge(), Reader: w.Knowledge(), MustReads: w.Knowledge(), Diary: w.Knowledge(),
		Scores: w.Quality(), Queue: w.Quality(), Appeals: w.Appeals(), Rules: w.Appeals(),
		Drafts: w.Revisions(), Scales: w.Revisions(),
		Calibration: w.Calibration(), Rulebook: w.Calibration(), Clock: clock,
		Bank: w.Bank(), Exams: w.Exams(), Recorder: w.Exams(), Cuts: w.Cuts(),
		Mentoring:  w.Mentoring(),
		Contests:   demo.Contests{Contests: w.Contests(), Awards: w.Awards(), Ability: w.Ability(), Care: w.Ability()},
		Retraining: demo.Retraining{Cases: w.Retrain(), Rules: w.Retrain(), Plans: w.JointPlans()},
		Scenarios:  w.Lab(), Practice: w.Practice(), Beginnings: w.Practice(), Figures: w.Figures(), Advice: w.Rules(), Trial: w.Proposals()}, nil
}

func build(dir string, now time.Time) (*made, error) {
	w, ws, err := open(dir, now)
	if err != nil {
		return nil, err
	}
	if err := demo.Make(ctx, ws, now, nil); err != nil {
		return nil, err
	}
	m := &made{w, map[string]people.Person{}, map[string]people.Actor{}}
	return m, m.meet()
}

func (m *made) meet() error {
	kinds := map[string]people.OrganisationKind{}
	organisations, err := m.People().Organisations(ctx, people.Program())
	if err != nil {
		return err
	}
	for _, o := range organisations {
		kinds[o.ID] = o.Kind
	}
	persons, err := m.People().Persons(ctx, people.Program(), people.Find{WithLeft: true})
	for _, p := range persons {
		m.persons[p.Name], m.actors[p.Name] = p, people.As(p, kinds[p.OrganisationID])
	}
	return err
}

// evaluations are those by reviewers.
func (m *made) evaluations(t testing.TB) []qa.Evaluation {
	t.Helper()
	return slices.DeleteFunc(m.every(t), func(e qa.Evaluation) bool { return !e.Purpose.ByRight() || e.For != "" })
}

// every are all evaluations, for whatever purpose.
func (m *made) every(t testing.TB) []qa.Evaluation {
	t.Helper()
	es, err := m.Quality().Evaluations(ctx, m.actors["吴清和"], qa.Find{}, 10000)
	if err != nil {
		t.Fatal(err)
	}
	return es
}

func (m *made) calls(t testing.TB, f recordings.Filter) []recordings.Row {
	t.Helper()
	rows, err := m.Calls().List(ctx, m.actors["吴清和"], f, recordings.Order{By: recordings.ByStart}, 0, 10000)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestMake_ThreeOrganisationsSevenTeamsOfWhichThreeLearn(t *testing.T) {
	organisations, err := shared.People().Organisations(ctx, people.Program())
	if err != nil || len(organisations) != 3 {
		t.Errorf("%d organisations, %v", len(organisations), err)
	}
	teams, err := shared.People().Teams(ctx, people.Program())
	if err != nil || len(teams) != 7 {
		t.Errorf("%d teams, %v", len(teams), err)
	}
	if len(shared.persons) != 74 {
		t.Errorf("%d people, want 74", len(shared.persons))
	}
}

func TestMake_EveryRoleCanSignIn(t *testing.T) {
	have := map[people.Role]bool{}
	for _, p := range shared.persons {
		if p.Login == "" {
			continue
		}
		a, err := shared.People().SignIn(ctx, p.Login, demo.Password)
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		for _, r := range a.Roles {
			have[r] = true
		}
	}
	for _, r := range people.Roles {
		if !have[r] {
			t.Errorf("nobody can sign in as %s", r)
		}
	}
}

func TestMake_FortyCallsWithSoundAndTranscript(t *testing.T) {
	yes := true
	all := shared.calls(t, recordings.Filter{})
	sound := shared.calls(t, recordings.Filter{WithSound: &yes})
	if len(all) != demo.Silent+demo.Followed+demo.Chats+40 || len(sound) != 40 {
		t.Fatalf("%d calls, %d with sound", len(all), len(sound))
	}
	for _, r := range sound {
		us, err := shared.Calls().Transcript(ctx, shared.actors["吴清和"], r.ID)
		if err != nil || len(us) < 6 {
			t.Errorf("%s has %d utterances, %v", r.Title, len(us), err)
		}
		if _, err := shared.Shelf().Path(r.Audio.Hash); err != nil {
			t.Errorf("%s: %v", r.Title, err)
		}
		if r.AgentID == "" || r.TeamID == "" || r.StartedAt.Before(evening.AddDate(0, 0, -30)) {
			t.Errorf("%s: %+v", r.Title, r.Call)
		}
	}
}

func TestMake_EvaluationsBySixReviewers(t *testing.T) {
	states, reviewers := map[qa.State]int{}, map[string]bool{}
	for _, e := range shared.evaluations(t) {
		states[e.State]++
		reviewers[e.ReviewerName] = true
	}
	sum := 0
	for _, n := range states {
		sum += n
	}
	if sum < demo.Evaluations+demo.Followed+6 || sum > demo.Evaluations+demo.Followed+6+shared.sampled(t) || states[qa.Draft] != 6 || len(reviewers) != 6 {
		t.Errorf("%d evaluations %v by %d reviewers", sum, states, len(reviewers))
	}
	for _, s := range []qa.State{qa.Submitted, qa.Released, qa.Acknowledged, qa.Appealed, qa.InReview, qa.Closed, qa.Voided} {
		if states[s] == 0 {
			t.Errorf("no evaluation is %s", s)
		}
	}
}

func TestMake_RefusesAWorkspaceInUse(t *testing.T) {
	w, ws, err := open(t.TempDir(), evening)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.People().SaveOrganisation(ctx, people.Program(), people.Organisation{Name: "一家", Kind: people.InHouse}); err != nil {
		t.Fatal(err)
	}
	if err := demo.Make(ctx, ws, evening, nil); err == nil {
		t.Error("filled a workspace that has people in it")
	}
}

func TestMake_StopsWhenCancelled(t *testing.T) {
	w, ws, err := open(t.TempDir(), evening)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	stopped, stop := context.WithCancel(ctx)
	err = demo.Make(stopped, ws, evening, func(done, _ int) {
		if done == 20 {
			stop()
		}
	})
	if err == nil {
		t.Error("went on")
	}
}

func TestMake_AgentsEvaluateThemselvesAndAMentorTogetherWithTheMentee(t *testing.T) {
	made := map[qa.Purpose]int{}
	for _, e := range shared.every(t) {
		made[e.Purpose]++
	}
	if made[qa.Self] < 2 || made[qa.Joint] < 1 || made[qa.Double] < 6 {
		t.Errorf("%v", made)
	}
}

// sampled counts what was scored for sampling plans; a few of it would have
// been scored anyway.
func (m *made) sampled(t *testing.T) (n int) {
	t.Helper()
	plans, err := m.Sampling().Plans(ctx, m.actors["吴清和"])
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range plans {
		n += p.Done
	}
	return n
}

func TestMake_PlansOfThisMonthAndTheLastWithSomeBehind(t *testing.T) {
	lead := shared.actors["吴清和"]
	plans, err := shared.Sampling().Plans(ctx, lead)
	if err != nil || len(plans) != 4 {
		t.Fatal(len(plans), err)
	}
	behind, onTrack, undone := 0, 0, 0
	for _, p := range plans {
		b, err := shared.Sampling().Board(ctx, lead, p.ID)
		if err != nil || p.Drawn == 0 {
			t.Fatal(p.Name, p.Drawn, err)
		}
		if p.Done == 0 {
			undone++
		}
		for _, a := range b.Paces {
			if a.Behind() {
				behind++
			} else if a.Done > 0 {
				onTrack++
			}
		}
	}
	if behind < 3 || onTrack < 10 || undone != 2 {
		t.Errorf("%d behind, %d on track, %d plans without a score", behind, onTrack, undone)
	}
}
