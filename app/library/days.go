package library

import (
	"context"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/recordings"
)

// The days that the histogram shows: as a rule, and at the most.
const (
	daysShown = 30
	daysMost  = 366
)

func (s *Screen) newHistogram() *parts.Histogram {
	h := parts.NewHistogram(nil)
	h.Title = lang.L("Calls a day, those found are dark")
	h.Height = 70
	h.OnChosen = s.daysChosen
	h.Tell = s.tellDay
	return h
}

// readDays counts the calls of each day around the time that is asked for.
func (s *Screen) readDays(ctx context.Context, f recordings.Filter) ([]recordings.Day, error) {
	last := s.d.Now()
	newest, err := s.d.Calls.List(ctx, s.d.Actor, recordings.Filter{}, recordings.Order{By: recordings.ByStart, Descending: true}, 0, 1)
	if err != nil {
		return nil, err
	}
	if len(newest) > 0 && newest[0].StartedAt.Before(last) {
		last = newest[0].StartedAt
	}
	from, until := dayRange(f, last, s.d.Zone)
	f.From, f.Until = time.Time{}, time.Time{}
	return s.d.Calls.Days(ctx, s.d.Actor, f, from, until, s.d.Zone)
}

// dayRange is the last thirty days, stretched so that the time asked for lies within.
func dayRange(f recordings.Filter, last time.Time, zone *time.Location) (from, until time.Time) {
	until = midnight(last, zone).AddDate(0, 0, 1)
	if f.Until.After(until) {
		until = midnight(f.Until.Add(-1), zone).AddDate(0, 0, 1)
	}
	from = until.AddDate(0, 0, -daysShown)
	if !f.From.IsZero() && f.From.Before(from) {
		from = midnight(f.From, zone).AddDate(0, 0, -7)
	}
	if most := from.AddDate(0, 0, daysMost); until.After(most) && !f.Until.IsZero() && f.Until.Before(most) {
		until = most
	} else if until.After(most) {
		from = until.AddDate(0, 0, -daysMost)
	}
	return from, until
}

func (s *Screen) drawDays(days []recordings.Day) {
	s.days = days
	bars := make([]parts.Bar, len(days))
	step := max(len(days)/5, 1)
	for i, d := range days {
		bars[i] = parts.Bar{Value: float64(d.Calls), Hits: float64(d.Hits)}
		if i%step == 0 && len(days)-i > step/2 {
			bars[i].Word = s.d.Day(d.Start)
		}
	}
	if n := len(days); n > 0 && days[n-1].Start.Equal(midnight(s.d.Now(), s.d.Zone)) {
		bars[n-1].Word = lang.L("Today")
	}
	from, to := s.chosenDays()
	s.histogram.Set(bars, from, to)
}

// chosenDays are the bars that the time asked for covers.
func (s *Screen) chosenDays() (from, to int) {
	f := s.filter()
	if f.From.IsZero() && f.Until.IsZero() {
		return -1, -1
	}
	from, to = -1, -1
	for i, d := range s.days {
		end := d.Start.In(s.d.Zone).AddDate(0, 0, 1)
		if (f.Until.IsZero() || d.Start.Before(f.Until)) && (f.From.IsZero() || end.After(f.From)) {
			if from < 0 {
				from = i
			}
			to = i
		}
	}
	return from, to
}

// daysChosen sets the time to the days that were drawn over.
func (s *Screen) daysChosen(from, to int) {
	s.asks.Period, s.asks.From, s.asks.Until = "", time.Time{}, time.Time{}
	if from >= 0 && to < len(s.days) {
		s.asks.From = s.days[from].Start
		s.asks.Until = s.days[to].Start.In(s.d.Zone).AddDate(0, 0, 1)
	}
	s.asked()
}

func (s *Screen) tellDay(i int) string {
	if i < 0 || i >= len(s.days) {
		return ""
	}
	d := s.days[i]
	return lang.L("{{.Day}}: {{.N}} calls, {{.Hits}} found", map[string]any{"Day": s.d.Day(d.Start),
		"N": chart.Count(d.Calls), "Hits": chart.Count(d.Hits)})
}
