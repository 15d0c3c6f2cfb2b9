package demo

import (
	"context"
	"slices"
	"time"

	"shifu/qa"
	"shifu/recordings"
)

// planTogether lets some agents evaluate their own calls, a little more kindly
// than their reviewers do, and a mentor score a call together with the mentee.
func (m *maker) planTogether() {
	for _, name := range []string{"林小满", "徐芒种"} {
		for i, c := range m.heard(name) {
			at := c.StartedAt.Add(time.Duration(5+3*i) * time.Hour)
			m.beside(c, name, qa.Self, -0.9, at)
			if mentor := m.cast.traits[name].Mentor; i == 0 {
				m.beside(c, mentor, qa.Joint, 0.1, at.Add(20*time.Hour))
			}
		}
	}
}

// heard are an agent's calls with sound, two at the most, by start.
func (m *maker) heard(name string) []recordings.Call {
	var cs []recordings.Call
	for _, c := range m.recorded {
		if c.AgentName == name && !m.foreign[c.ID] && m.now.Sub(c.StartedAt) > 30*time.Hour {
			cs = append(cs, c)
		}
	}
	slices.SortFunc(cs, func(a, b recordings.Call) int { return a.StartedAt.Compare(b.StartedAt) })
	return cs[:min(len(cs), 2)]
}

// beside plans an evaluation that enters no average.
func (m *maker) beside(c recordings.Call, by string, p qa.Purpose, severity float64, at time.Time) {
	answers := m.judge(&m.drawn, c, m.skill(m.cast.traits[c.AgentName], c.StartedAt), severity)
	if latest := m.now.Add(-30 * time.Minute); at.After(latest) {
		at = latest
	}
	m.at(at, string(p)+" "+c.ExternalID, func(ctx context.Context) error {
		by := m.cast.as(by) // who may hear calls by then
		e, err := m.ws.Scores.Begin(ctx, by, qa.Start{CallID: c.ID, VersionID: m.rubric.ID, Purpose: p})
		if err != nil {
			return err
		}
		e.Answers, e.Listened = answers, c.Duration
		_, err = m.ws.Scores.Submit(ctx, by, e)
		return err
	})
}
