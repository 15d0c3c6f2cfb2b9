package demo

import (
	"context"
	"time"

	"shifu/recordings"
	"shifu/recordings/retention"
)

// planRetention has rules of retention, one of which lets the oldest
// call-backs go, and a hold for a complaint under inquiry.
func (m *maker) planRetention(context.Context) error {
	m.at(m.midnight(-20).Add(10*time.Hour), "keeping rules of retention", func(ctx context.Context) error {
		for _, r := range []retention.Rule{
			{Name: "一般通话", Days: 180, ScoredDays: 730},
			{Name: "投诉通话", BusinessLine: "投诉", Days: 1095, ScoredDays: 1095},
			{Name: "回访通话", BusinessLine: "回访", Days: 10, ScoredDays: 15},
			{Name: "财险报案", Project: "财产保险", Days: 10, ScoredDays: 10},
		} {
			if _, err := m.ws.Retention.SaveRule(ctx, m.cast.as("梁冬藏"), r); err != nil {
				return err
			}
		}
		return nil
	})
	m.at(m.now.Add(-26*time.Hour), "holding the calls of a claim", func(ctx context.Context) error {
		_, _, err := m.ws.Retention.HoldAll(ctx, m.cast.as("吴清和"), "大风理赔争议，法务要求保全", recordings.Filter{Projects: []string{"财产保险"}, From: m.midnight(-15), Until: m.midnight(-14)})
		return err
	})
	return nil
}
