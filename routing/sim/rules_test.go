package sim

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shifu/routing"
)

// rules hears a run and checks what callers and agents may expect.
type rules struct {
	t       *rapid.T
	plan    *Plan
	waiting map[int32][]Entry // a type, in the order of arrival
	busy    map[int32]bool
	ended   map[int32]int64 // agent → end of the last call
	wrap    map[int32]int64 // agent → wrap-up owed
}

func newRules(t *rapid.T, p *Plan) *rules {
	return &rules{t, p, map[int32][]Entry{}, map[int32]bool{}, map[int32]int64{}, map[int32]int64{}}
}

func (u *rules) Note(e Entry) {
	switch e.Event {
	case Entered:
		u.waiting[e.Type] = append(u.waiting[e.Type], e)
	case Offered:
		u.taken(e)
	case Connected:
		if !u.plan.groups[u.groupOf(e.Agent)].rings {
			u.taken(e)
		}
	case NotAnswered:
		u.busy[e.Agent] = false
		u.back(e)
	case RingCanceled:
		u.busy[e.Agent] = false
	case Abandoned, Balked, Disconnected:
		u.drop(e)
	case Completed, BlindTransfer, AttendedTransfer:
		u.busy[e.Agent] = false
		u.ended[e.Agent], u.wrap[e.Agent] = e.At, ticks(u.plan.types[e.Type].wrapUp.Mean)
	}
}

func (u *rules) groupOf(a int32) int {
	return slices.IndexFunc(u.plan.groups, func(g groupPlan) bool { return a >= g.first && a < g.first+g.most })
}

func (u *rules) taken(e Entry) {
	if u.busy[e.Agent] {
		u.t.Fatalf("agent %d is reserved twice", e.Agent)
	}
	if end, ok := u.ended[e.Agent]; ok && e.At < end+u.wrap[e.Agent] {
		u.t.Fatalf("agent %d is taken out of wrap-up", e.Agent)
	}
	for _, other := range u.waiting[e.Type] {
		if other.Arrived < e.Arrived {
			u.t.Fatalf("call %d of type %d overtook call %d", e.Call, e.Type, other.Call)
		}
	}
	u.busy[e.Agent] = true
	u.drop(e)
}

func (u *rules) drop(e Entry) {
	u.waiting[e.Type] = slices.DeleteFunc(u.waiting[e.Type], func(w Entry) bool { return w.Call == e.Call })
}

func (u *rules) back(e Entry) { u.waiting[e.Type] = append(u.waiting[e.Type], e) }

func TestRun_NobodyIsReservedTwiceOvertakenOrTakenOutOfWrapUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		for i := range s.Types {
			s.Types[i].CallBack = nil // who is called back in a slot steps out of the line
		}
		p, err := NewPlan(s)
		if err != nil {
			t.Skip(err)
		}
		r := p.Start(rapid.Uint64().Draw(t, "seed"))
		r.Reset(rapid.Uint64().Draw(t, "seed"))
		r.Listen(newRules(t, p))
		for r.Step() {
		}
	})
}

func TestRun_WhoIsPatientIsServed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		s.Horizon.Closing, s.Places = routing.Serve, 0
		for i := range s.Types {
			s.Types[i].Patience, s.Types[i].Balk, s.Types[i].Hasty = routing.Dist{}, 0, routing.Hasty{}
		}
		s.Groups[0].Agents[5]++ // somebody is there to the end
		p, err := NewPlan(s)
		if err != nil {
			t.Skip(err)
		}
		r := p.Start(rapid.Uint64().Draw(t, "seed"))
		if err := r.Advance(context.Background(), 0); err != nil {
			t.Fatal(err)
		}
		if c := r.Counts(); c.Served+c.CalledBack+c.Unreached+c.Transferred != c.Created {
			t.Fatalf("somebody starved: %+v", c)
		}
	})
}

func TestSnapshot_GoesOnByteForByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawnPlan(t).Start(rapid.Uint64().Draw(t, "seed"))
		for range rapid.IntRange(0, 600).Draw(t, "events") {
			r.Step()
		}
		snap := r.Snapshot()
		var first, second text
		r.Listen(&first)
		r.Advance(context.Background(), 0)
		units := fmt.Sprint(r.Units(), r.Counts())
		r.Restore(snap)
		r.Listen(&second)
		r.Advance(context.Background(), 0)
		if !bytes.Equal(first.Bytes(), second.Bytes()) || units != fmt.Sprint(r.Units(), r.Counts()) {
			t.Fatal("the restored run went another way")
		}
	})
}
