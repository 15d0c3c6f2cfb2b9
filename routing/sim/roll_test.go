package sim

import (
	"math"
	"testing"

	"shifu/routing"
)

// twoHours are ten people for an hour and six for the next, with few calls.
func twoHours(spoil func(g *routing.Group)) *routing.Scenario {
	s := single(0.5, 60, 10, routing.Dist{})
	s.Horizon = routing.Horizon{Duration: 7200, Interval: 3600, Closing: routing.Serve}
	s.Groups[0].Agents = []int{10, 6}
	spoil(&s.Groups[0])
	return s
}

func details(t *testing.T, s *routing.Scenario) *GroupDetails {
	t.Helper()
	_, r := heard(t, s)
	return newReport(r.plan, r.Units(), 1).Groups["g"].Details
}

func TestSchedule_WhoIsThereAsPlannedKeepsIt(t *testing.T) {
	d := details(t, twoHours(func(*routing.Group) {}))
	// Somebody may finish a call after the first hour.
	if d.Adherence.Mean != 1 || d.Conformance.Mean < 1 || d.Conformance.Mean > 1.02 || d.Shrinkage.Mean != 0 || len(d.ShrinkBy) > 0 {
		t.Errorf("%+v", d)
	}
}

// One of ten, then one of six (0.6, rounded), is missing: 2 of 16 hours.
func TestSchedule_AbsencesAreExternalShrinkage(t *testing.T) {
	d := details(t, twoHours(func(g *routing.Group) { g.Absent = 0.1 }))
	near(t, "adherence", d.Adherence.Mean, 14./16, 1e-9)
	near(t, "shrinkage", d.Shrinkage.Mean, 2./16, 0.003)
	if d.External != d.Shrinkage || d.Internal.Mean != 0 || d.ShrinkBy["absent"] != d.Shrinkage {
		t.Errorf("%+v", d)
	}
}

// Three of ten meet for half an hour of the first hour: 1.5 of 16 hours.
func TestSchedule_ABreakAtItsTimeIsKept(t *testing.T) {
	d := details(t, twoHours(func(g *routing.Group) {
		g.Breaks = []routing.Break{{At: 600, For: 1800, People: 3, Reason: routing.InMeeting}}
	}))
	near(t, "adherence", d.Adherence.Mean, 1, 1e-9)
	near(t, "internal shrinkage", d.Internal.Mean, 1.5/16, 0.002)
	near(t, "conformance", d.Conformance.Mean, 1, 0.01)
	if d.External.Mean != 0 || d.ShrinkBy["meeting"] != d.Internal || d.ByReason["meeting"].Mean != d.Internal.Mean {
		t.Errorf("%+v", d)
	}
}

// Everybody is ten minutes late: 10 × 10 minutes of 16 hours. Nobody is late a
// second time, since the six of the second hour are there.
func TestSchedule_WhoIsLateIsPaidAndNotThere(t *testing.T) {
	d := details(t, twoHours(func(g *routing.Group) { g.Late = routing.Late{Share: 1, By: routing.Fixed(600)} }))
	near(t, "adherence", d.Adherence.Mean, 1-100./960, 1e-9)
	near(t, "late", d.ShrinkBy["late"].Mean, 100./960, 0.002)
	if d.External != d.Shrinkage {
		t.Errorf("%+v", d)
	}
}

// Busy people begin their break late: out of the schedule at its beginning and,
// since it lasts as long, at its end.
func TestSchedule_ABreakThatBeginsLateIsNotKept(t *testing.T) {
	s := single(1, 600, 1, routing.Dist{})
	s.Types[0].Service = routing.Fixed(600)
	s.Horizon = routing.Horizon{Duration: 7200, Closing: routing.Serve}
	s.Groups[0].Breaks = []routing.Break{{At: 1500, For: 900, People: 1, Reason: routing.AtRest}}
	all, r := heard(t, s, Paused, Unpaused)
	late := float64(all[0].At)/micro - 1500
	d := newReport(r.plan, r.Units(), 1).Groups["g"].Details
	if late <= 0 || len(all) != 2 || all[1].At-all[0].At != 900*micro {
		t.Fatalf("%+v", all)
	}
	near(t, "adherence", d.Adherence.Mean, 1-2*late/7200, 1e-6)
}

func TestSchedule_PeopleWhoAreMissingByAChangeAreStillScheduled(t *testing.T) {
	s := twoHours(func(*routing.Group) {})
	r := planned(t, s).Start(1)
	if err := r.Apply(Change{What: Staff, Count: -4, Reason: Absent}); err != nil {
		t.Fatal(err)
	}
	r.Advance(t.Context(), 3600)
	if err := r.Apply(Change{What: Staff, Count: 4, Reason: Absent}); err != nil {
		t.Fatal(err)
	}
	r.Advance(t.Context(), 0)
	d := newReport(r.plan, r.Units(), 1).Groups["g"].Details
	near(t, "absent", d.ShrinkBy["absent"].Mean, 4./16, 0.003)
	if err := planned(t, s).Start(1).Apply(Change{What: Staff, Count: -1, Reason: Training}); err == nil {
		t.Error("people are fewer for a reason that is none")
	}
}

func TestSchedule_NothingScheduledIsKept(t *testing.T) {
	s := twoHours(func(*routing.Group) {})
	s.Groups = append(s.Groups, routing.Group{Name: "nobody", Agents: []int{0}})
	_, r := heard(t, s)
	d := newReport(r.plan, r.Units(), 1).Groups["nobody"].Details
	if d.Adherence.Mean != 1 || d.Conformance.Mean != 1 || math.Abs(d.Shrinkage.Mean) > 0 {
		t.Errorf("%+v", d)
	}
}
