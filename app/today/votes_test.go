package today

import (
	"context"
	"testing"
	"time"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/training/award"
)

// election is a keeper of one award.
type election struct {
	award.Keeper
	award award.Award
	view  award.View
}

func (e election) Awards(context.Context, people.Actor) ([]award.Award, error) {
	return []award.Award{e.award}, nil
}

func (e election) View(context.Context, people.Actor, string) (award.View, error) { return e.view, nil }

func TestVotes_WhoHasABallotLeftIsAskedUntilTheVoteCloses(t *testing.T) {
	o := desktest.NewOffice(t)
	now := o.Desk.Now()
	on := award.Award{ID: "a", Rule: award.Rule{Name: "2026"}, OpenedAt: now.Add(-time.Hour), ClosesAt: now.Add(time.Hour)}
	over := on
	over.ClosesAt = now.Add(-time.Minute)
	for name, c := range map[string]struct {
		e    election
		want int
	}{
		"entitled":     {election{award: on, view: award.View{Entitled: true}}, 1},
		"voted":        {election{award: on, view: award.View{Entitled: true, Voted: true}}, 0},
		"not entitled": {election{award: on}, 0},
		"over":         {election{award: over, view: award.View{Entitled: true}}, 0},
	} {
		d := *o.As(o.Town.Agent)
		d.Awards = c.e
		r := &reader{d: &d, by: o.Town.Agent}
		if err := r.voting(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := (&Screen{d: &d, f: r.f}).toVote()
		if len(got) != c.want {
			t.Errorf("%s: %d items", name, len(got))
		}
		if c.want == 1 && (got[0].to.Place != desk.Contests || got[0].to.ID != "a" || !got[0].due.Equal(on.ClosesAt)) {
			t.Errorf("%s: %+v", name, got[0])
		}
	}
}
