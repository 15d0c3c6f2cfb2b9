package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// Duties are what the demo needs of shifts of calls.
type Duties interface {
	duty.Worker
	duty.Keeper
}

// dutyShift is one shift of calls: so many days ago, by somebody who answers as
// in rehearsals.
type dutyShift struct {
	name      string
	days      int
	plan      string
	level     roleplay.Level
	skill     float64
	assessors []string // of its calls, in an exam
}

var dutyShifts = []dutyShift{
	{"方竹青", 7, "bills", roleplay.Hints, .75, nil},
	{"徐芒种", 6, "day", roleplay.Hints, .65, nil},
	{"廖晴川", 4, "outage", roleplay.Hints, .8, nil},
	{"林小满", 3, "day", roleplay.Exam, .85, []string{"温秋分", "贺霜降"}},
	{"徐芒种", 1, "outage", roleplay.Nothing, .8, nil},
}

// planDuties has people work shifts of calls in the afternoon.
func (m *maker) planDuties(context.Context) error {
	if m.ws.Duties == nil {
		return nil
	}
	for i, d := range dutyShifts {
		at := m.midnight(-d.days).Add(14*time.Hour + time.Duration(7*i)*time.Minute)
		chance := rand.New(rand.NewPCG(95598, uint64(300+i)))
		m.at(at, d.name+" works a shift", func(ctx context.Context) error {
			if err := m.workShift(ctx, d, chance); err != nil {
				return fmt.Errorf("%s works a shift: %w", d.name, err)
			}
			return nil
		})
	}
	return nil
}

// workShift takes call after call until the shift is over. One ring in ten is missed.
func (m *maker) workShift(ctx context.Context, d dutyShift, chance *rand.Rand) error {
	by := m.cast.as(d.name)
	s, err := m.ws.Duties.Open(ctx, by, duty.Start{PlanID: d.plan, Level: d.level, Language: words.Chinese})
	for err == nil && !s.Over() {
		var c *duty.Centre
		if c, err = s.Centre(m.ws.Clock.Now().Sub(s.BegunAt)); err != nil {
			return err
		}
		switch at := c.Seat(); {
		case c.Over():
			s, err = m.ws.Duties.Act(ctx, by, s.ID, duty.Act{Kind: duty.End})
		case at.State == duty.IsBusy:
			m.pass(3 + chance.IntN(5))
			s, err = m.ws.Duties.Act(ctx, by, s.ID, duty.Act{Kind: duty.Ready})
		case at.State == duty.IsReady:
			m.pass(1)
		case chance.Float64() < .1:
			m.pass(int(duty.RingLimit.Seconds()) + 1)
		default:
			s, err = m.serve(ctx, by, s, d.skill, chance)
		}
	}
	if err != nil {
		return err
	}
	return m.assess(ctx, d, s.ID, chance)
}

// serve takes the call that rings, and wraps it up.
func (m *maker) serve(ctx context.Context, by people.Actor, s duty.Shift, skill float64, chance *rand.Rand) (duty.Shift, error) {
	m.pass(1 + chance.IntN(4))
	if c, err := s.Centre(m.ws.Clock.Now().Sub(s.BegunAt)); err != nil || c.Seat().State != duty.IsRung {
		return s, err // the shift ended while it rang
	}
	_, a, err := m.ws.Duties.Answer(ctx, by, s.ID)
	if err != nil {
		return s, err
	}
	if a, err = m.asks(ctx, by, a, chance); err != nil {
		return s, err
	}
	if !a.Run.Over() {
		if a, err = m.converse(ctx, by, a, skill, chance); err != nil {
			return s, err
		}
	}
	wrap := []roleplay.Move{{Kind: roleplay.Wrap}}
	for i, f := range a.Scenario.Form {
		if chance.Float64() < skill {
			wrap = slices.Insert(wrap, 0, roleplay.Move{Kind: roleplay.Fill, Field: i, Text: f.Value.ZH})
		}
	}
	for _, w := range wrap {
		m.pass(4 + chance.IntN(6))
		if _, err := m.ws.RolePlays.Move(ctx, by, a.ID, w); err != nil {
			return s, err
		}
	}
	return m.ws.Duties.Shift(ctx, by, s.ID)
}

// asks has the lead help with one call in seven, and passes one in ten on to a
// desk that may be the wrong one.
func (m *maker) asks(ctx context.Context, by people.Actor, a roleplay.Attempt, chance *rand.Rand) (_ roleplay.Attempt, err error) {
	if chance.IntN(7) == 0 {
		m.pass(3 + chance.IntN(5))
		if a, err = m.ws.RolePlays.Move(ctx, by, a.ID, roleplay.Move{Kind: roleplay.Help}); err != nil {
			return a, err
		}
		m.pass(int(roleplay.HelpTakes.Seconds()))
	}
	if chance.IntN(10) > 0 {
		return a, nil
	}
	m.pass(4 + chance.IntN(6))
	to := roleplay.Targets[chance.IntN(len(roleplay.Targets))]
	a, err = m.ws.RolePlays.Move(ctx, by, a.ID, roleplay.Move{Kind: roleplay.Hand, To: to, Text: string(roleplay.WhyOther), Warm: chance.IntN(3) > 0})
	m.pass(int(roleplay.WarmTakes.Seconds()))
	return a, err
}

// assess has the assessors review the calls of an exam; the last of them leaves
// one for tomorrow.
func (m *maker) assess(ctx context.Context, d dutyShift, id string, chance *rand.Rand) error {
	s, err := m.ws.Duties.Shift(ctx, m.cast.as(d.name), id)
	if err != nil {
		return err
	}
	for i, name := range d.assessors {
		for k, a := range s.Calls {
			if i+1 == len(d.assessors) && k+1 == len(s.Calls) {
				continue
			}
			if err := m.judgeRehearsal(ctx, name, a, chance); err != nil {
				return err
			}
		}
	}
	return nil
}
