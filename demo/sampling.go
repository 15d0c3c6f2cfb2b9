package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/sampling"
	"shifu/recordings"
)

// samplers are who scores what the plans draw.
var samplers = []string{"秦立秋", "许处暑", "唐雨水", "冯清明"}

// planSampling keeps the plans of last month and this one: last month's is
// done, this month's is on track for some agents and behind for others, and two
// small ones were drawn yesterday and wait.
func (m *maker) planSampling() {
	y, month, _ := m.now.Date()
	this := time.Date(y, month, 1, 0, 0, 0, 0, m.now.Location())
	last := this.AddDate(0, -1, 0)
	for i, from := range []time.Time{last, this} {
		p := m.newPlan(fmt.Sprintf("%d 月例行抽样", from.Month()), from)
		p.Method, p.By, p.N = sampling.Stratified, sampling.ByBusinessLine, 36
		m.keepPlan(p, from.Add(9*time.Hour+30*time.Minute), i == 0, 4)
	}
	yesterday := m.midnight(-1).Add(16 * time.Hour)
	p := m.newPlan("海棠三班合格率", this.AddDate(0, -2, 0))
	p.Until, p.Method, p.By, p.N, p.Min, p.Reviewers = this.AddDate(0, 1, 0), sampling.Precision, sampling.ByNothing, 12, 2, samplers[:2]
	p.Filter.Calls.TeamIDs = []string{m.cast.people["徐芒种"].TeamID}
	m.keepPlan(p, yesterday, false, 0)
	p = m.newPlan("投诉与静默", this.AddDate(0, -1, 0))
	p.Until, p.Method, p.By, p.N, p.Reviewers = this.AddDate(0, 1, 0), sampling.Risk, sampling.ByNothing, 6, samplers[3:]
	m.keepPlan(p, yesterday.Add(10*time.Minute), false, 0)
}

func (m *maker) newPlan(name string, from time.Time) sampling.Plan {
	p := sampling.NewPlan(from)
	p.Name, p.Reviewers, p.Daily = name, samplers, 10
	p.Filter.Calls.Projects = []string{"95598"}
	return p
}

// keepPlan has the lead keep a plan and draw from it: at the beginning of each
// of so many parts of the period, or at once if there are none.
func (m *maker) keepPlan(p sampling.Plan, at time.Time, done bool, parts int) {
	var id string
	p.Reviewers = slices.Clone(p.Reviewers)
	m.at(at, "planning "+p.Name, func(ctx context.Context) (err error) {
		p.RubricID = m.rubric.RubricID
		for i, name := range p.Reviewers {
			p.Reviewers[i] = m.cast.people[name].ID
		}
		id, err = m.ws.Plans.SavePlan(ctx, m.cast.as("吴清和"), p)
		return err
	})
	if parts == 0 {
		m.at(at.Add(time.Minute), "drawing for "+p.Name, func(ctx context.Context) error { return m.draw(ctx, id, sampling.Ask{Seed: 2026, Whole: true}, nil) })
	}
	for i := range parts {
		day := p.From.Add(time.Duration(i) * p.Until.Sub(p.From) / time.Duration(parts)).Add(3*24*time.Hour + 9*time.Hour)
		m.at(day, "drawing for "+p.Name, func(ctx context.Context) error {
			return m.draw(ctx, id, sampling.Ask{Seed: int64(1000*int(p.From.Month()) + i)}, func(c sampling.Chosen) bool { return done || m.punctual(c) })
		})
	}
}

// punctual tells whose calls of this month are scored in time: the vendor's of
// one team are not.
func (m *maker) punctual(c sampling.Chosen) bool {
	return m.cast.people[c.AgentName].TeamID != m.cast.people["徐芒种"].TeamID
}

// draw draws and lets the reviewers score what they were dealt, if scored says so.
func (m *maker) draw(ctx context.Context, planID string, a sampling.Ask, scored func(sampling.Chosen) bool) error {
	d, err := m.ws.Drawer.Draw(ctx, m.cast.as("吴清和"), planID, a)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return nil // the month is too young, or too quiet
	}
	if err != nil || scored == nil {
		return err
	}
	for i, c := range d.Chosen {
		if c.Reviewer == "" || !scored(c) {
			continue
		}
		at := m.ws.Clock.Now().Add(time.Duration(5+i%40) * time.Hour)
		m.at(at, "scoring what was drawn", func(ctx context.Context) error { return m.scoreDrawn(ctx, planID, c) })
	}
	return nil
}

// scoreDrawn scores a drawn call; if somebody else does, another one of its
// stratum.
func (m *maker) scoreDrawn(ctx context.Context, planID string, c sampling.Chosen) error {
	lead := m.cast.as("吴清和")
	for m.judged[c.CallID] {
		var err error
		c, err = m.ws.Drawer.Replace(ctx, lead, planID, c.CallID, "另一名质检员在评")
		if fault.Is(err, fault.Conflict) {
			return nil // its own reviewer scored it already
		}
		if err != nil || c.Reviewer == "" {
			return err
		}
	}
	call, err := m.ws.Calls.Call(ctx, lead, c.CallID)
	if err != nil {
		return err
	}
	m.scoreNow(call.Call, m.cast.traits[c.Reviewer])
	return nil
}

// scoreNow has a call scored at this hour, with a chance of its own: what
// happens elsewhere does not depend on what was drawn.
func (m *maker) scoreNow(c recordings.Call, by castRow) {
	own := *m
	own.chance = rand.New(rand.NewPCG(uint64(c.StartedAt.UnixMicro()), 36))
	own.events, own.turn = nil, 0
	answers := own.judge(&own.drawn, c, own.skill(own.cast.traits[c.AgentName], c.StartedAt), by.Severity)
	e := qa.Evaluation{Answers: answers, Listened: c.Duration}
	own.life(c, by.Name, e, m.ws.Clock.Now(), map[bool]qa.State{true: qa.Submitted, false: qa.Released}[m.now.Sub(m.ws.Clock.Now()) < 3*24*time.Hour], "")
	for _, x := range own.events {
		m.at(x.at, x.what, x.do)
	}
}
