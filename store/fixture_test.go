package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/rubrics"
	"shifu/recordings"
	"shifu/store"
)

var ctx = context.Background()

// cheap keeps the tests quick: passwords of people cost more.
var cheap = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// clock is a clock that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newClock() *clock { return &clock{time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)} }

func options(c *clock) store.Options {
	return store.Options{Now: c.now, Zone: time.UTC, PasswordCost: cheap, Machine: store.Machine{Host: "desk", Boot: "1", PID: 1}}
}

func open(t testing.TB, dir string, o store.Options) *store.Workspace {
	t.Helper()
	w, err := store.Open(ctx, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// town is a small hotline: the client, two vendors, and somebody for each job.
type town struct {
	*store.Workspace
	clock                         *clock
	client, acme, other           string // organisations
	teamA, teamO                  string
	admin, lead, rev, second      people.Actor // of the client
	vendorAdmin, vendorRev, agent people.Actor // of acme
	mate                          people.Actor // another agent of acme
	foreign, foreignRev           people.Actor // of the other vendor
	version                       string
	own, mates, others, ours      string // calls: the agent's, the mate's, the other vendor's, the client's
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func newTown(t testing.TB) *town {
	t.Helper()
	c := newClock()
	return settle(t, open(t, t.TempDir(), options(c)), c)
}

func settle(t testing.TB, w *store.Workspace, c *clock) *town {
	t.Helper()
	v := &town{Workspace: w, clock: c}
	str := must[string](t)
	k, by := w.People(), people.Program()
	v.client = str(k.SaveOrganisation(ctx, by, people.Organisation{Name: "Grid", Kind: people.InHouse}))
	v.acme = str(k.SaveOrganisation(ctx, by, people.Organisation{Name: "Acme", Kind: people.Vendor}))
	v.other = str(k.SaveOrganisation(ctx, by, people.Organisation{Name: "Other", Kind: people.Vendor}))
	v.teamA = str(k.SaveTeam(ctx, by, people.Team{OrganisationID: v.acme, Name: "A"}))
	v.teamO = str(k.SaveTeam(ctx, by, people.Team{OrganisationID: v.other, Name: "O"}))
	v.admin = v.person(t, v.client, "", "admin", people.Administrator)
	v.lead = v.person(t, v.client, "", "lead", people.QualityLead)
	v.rev = v.person(t, v.client, "", "rev", people.Reviewer)
	v.second = v.person(t, v.client, "", "second", people.Reviewer)
	v.vendorAdmin = v.person(t, v.acme, v.teamA, "vadmin", people.Administrator, people.QualityLead)
	v.vendorRev = v.person(t, v.acme, v.teamA, "vrev", people.Reviewer)
	v.agent = v.person(t, v.acme, v.teamA, "agent", people.Agent)
	v.mate = v.person(t, v.acme, v.teamA, "mate", people.Agent)
	v.foreign = v.person(t, v.other, v.teamO, "foreign", people.Agent)
	v.foreignRev = v.person(t, v.other, v.teamO, "foreignrev", people.Reviewer)
	v.own, v.mates = v.call(t, v.agent, "own"), v.call(t, v.mate, "mates")
	v.others, v.ours = v.call(t, v.foreign, "others"), v.call(t, v.rev, "ours")
	rubric, err := rubrics.Shipped("95598", "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	v.version = str(w.Quality().Publish(ctx, by, rubric))
	return v
}

// person adds somebody and returns them as an actor who confirmed the statement.
func (v *town) person(t testing.TB, org, team, login string, roles ...people.Role) people.Actor {
	t.Helper()
	id, err := v.People().SavePerson(ctx, people.Program(), people.Person{OrganisationID: org, TeamID: team, Login: login,
		Name: "Name " + login, StaffNumber: "S" + login, Roles: roles, JoinedAt: v.clock.at})
	if err != nil {
		t.Fatal(err)
	}
	kind := people.Vendor
	if org == v.client {
		kind = people.InHouse
	}
	p := people.Person{ID: id, OrganisationID: org, Name: "Name " + login, Roles: roles}
	a, err := v.People().Confirm(ctx, people.As(p, kind))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (v *town) call(t testing.TB, agent people.Actor, title string) string {
	t.Helper()
	id := fmt.Sprintf("call-%s", title)
	added, err := v.Calls().Add(ctx, people.Program(), []recordings.Call{{ID: id, ExternalID: "X-" + title, Title: title + " 停电报修",
		StartedAt: v.clock.at, Duration: time.Minute, AgentID: agent.PersonID, Caller: "13800001234", Project: "P", BusinessLine: "故障报修"}})
	if err != nil || !added[0] {
		t.Fatal(added, err)
	}
	return id
}

// full returns answers that leave no gap: the first option everywhere.
func (v *town) full(t testing.TB) qa.Answers {
	t.Helper()
	version, err := v.Quality().Version(ctx, v.lead, v.version)
	if err != nil {
		t.Fatal(err)
	}
	a := qa.Answers{}
	for _, q := range version.All {
		switch q.Kind {
		case qa.KindNumeric:
			a[q.Ref] = qa.Enter("1")
		case qa.KindText, qa.KindDate:
		default:
			answer := qa.Choose(0)
			answer.Comment = "well done"
			a[q.Ref] = answer
		}
	}
	return a
}

// scored returns an evaluation of a call that by submitted.
func (v *town) scored(t testing.TB, by people.Actor, call string) qa.Evaluation {
	t.Helper()
	e, err := v.Quality().Begin(ctx, by, qa.Start{CallID: call, VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = v.full(t)
	if e, err = v.Quality().Submit(ctx, by, e); err != nil {
		t.Fatal(err)
	}
	return e
}
