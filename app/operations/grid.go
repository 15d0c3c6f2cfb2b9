package operations

import (
	"context"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// grid holds sums by group, then by period.
type grid map[string][]indicators.Sums

// ask answers a question within the scope that is chosen.
func (s *Screen) ask(ctx context.Context, q indicators.Question) (grid, error) {
	lines, err := s.d.Figures.Sums(ctx, s.d.Actor, q)
	if err != nil {
		return nil, err
	}
	g := grid{}
	for _, l := range lines {
		if g[l.Group] == nil {
			g[l.Group] = make([]indicators.Sums, len(q.Periods))
		}
		g[l.Group][l.Period] = l.Sums
	}
	return g, nil
}

// total adds up the groups of one period.
func (g grid) total(period int) indicators.Sums {
	var all indicators.Sums
	for _, ps := range g {
		all = all.Plus(ps[period])
	}
	return all
}

// at is one group in one period.
func (g grid) at(group string, period int) indicators.Sums {
	if ps := g[group]; ps != nil {
		return ps[period]
	}
	return nil
}

// line is a group as a series of a chart: one point for each period with a
// value, hollow where it rests on too few or sums up a part of the period only.
func (g grid) line(i indicators.Indicator, group string, run []indicators.Period, told indicators.Period, banded bool) parts.ChartSeries {
	out := parts.ChartSeries{Tone: look.Accent, Ink: look.Accent}
	if group == string(people.Vendor) {
		out.Tone, out.Ink, out.Dashed = look.CustomerM, look.Customer, true
	}
	for p := range run {
		v := i.Of(g.at(group, p))
		if !v.Known {
			continue
		}
		partly := len(i.Under) == 0 && (run[p].From < told.From || run[p].Until > told.Until)
		point := parts.ChartPoint{X: float64(p), Y: inUnit(i, v.Value), Few: v.Few || partly}
		if banded && v.HasInterval() && !v.Few {
			point.Low, point.High = inUnit(i, v.Low), inUnit(i, v.High)
		}
		out.Points = append(out.Points, point)
	}
	return out
}

// sides are the groups of a question by house that have figures, in-house first.
func (g grid) sides() []string {
	var out []string
	for _, k := range []people.OrganisationKind{people.InHouse, people.Vendor} {
		if g[string(k)] != nil {
			out = append(out, string(k))
		}
	}
	return out
}
