package duty

import (
	"cmp"
	"math"
	"slices"
	"time"

	"shifu/qa/interval"
	"shifu/training/roleplay"
)

// Sum is what a shift came to.
//
//	score      mean of the calls' scores on the floor (roleplay.Sheet), with
//	           Student's 95 % interval
//	AHT        (talk + hold + wrap-up) / calls
//	occupancy  (talk + hold + wrap-up) / (talk + hold + wrap-up + ready + ring)
type Sum struct {
	Calls, Missed           int
	Passed, Misdirected     int // transfers that were tried, and those to a wrong desk
	Helps                   int
	Score, Half             float64 // Half is 0 for fewer than two calls
	Failed                  int     // calls in which a critical point was missed
	Talk, Hold, Wrap        time.Duration
	Ready, Ring, Busy       time.Duration
	AHT, Least, Most        time.Duration // Least to Most: the mean of the calls' bands
	Endings                 map[roleplay.Ending]int
	Forbidden               int
	Mood                    float64 // mean at the end
	Occupancy               float64
	Peak                    int // callers who waited at the most
	Answered, Lost          int // by the whole centre
	Level                   float64
	Marked                  int // calls of an exam that two assessors have settled
	Mark                    float64
	Points, Fields, Knowhow roleplay.Part // of all calls together
}

// SumOf adds up the calls of a shift and the time at the seat.
func SumOf(r Record, calls []roleplay.Attempt) Sum {
	s := Sum{Calls: len(calls), Missed: len(r.Missed), Helps: r.Helps, Answered: r.Answered, Lost: r.Lost, Level: r.Level, Endings: map[roleplay.Ending]int{}}
	var scores []float64
	for i := range calls {
		scores = append(scores, s.add(&calls[i]))
	}
	s.Score, s.Half = mean(scores)
	if s.Marked > 0 {
		s.Mark /= float64(s.Marked)
	}
	for _, p := range r.Curve {
		s.Peak = max(s.Peak, p.Waiting)
	}
	spent := r.Spent
	s.Ready, s.Ring, s.Busy = spent[IsReady], spent[IsRung], spent[IsBusy]
	s.Talk = max(spent[OnCall]-s.Hold-s.Wrap, 0)
	work := spent[OnCall]
	if n := time.Duration(len(calls)); n > 0 {
		s.AHT, s.Least, s.Most, s.Mood = work/n, s.Least/n, s.Most/n, s.Mood/float64(n)
	}
	if all := work + s.Ready + s.Ring; all > 0 {
		s.Occupancy = float64(work) / float64(all)
	}
	return s
}

// add adds a call and returns its score.
func (s *Sum) add(a *roleplay.Attempt) float64 {
	sheet := a.Run.Sheet()
	s.Hold += a.Run.OnHold + a.Run.Muted
	if a.Run.Over() {
		s.Wrap += max(a.Run.At-a.Run.EndedAt, 0)
		s.Endings[a.Run.Ended]++
	}
	s.Least, s.Most, s.Mood = s.Least+a.Scenario.Least, s.Most+a.Scenario.Most, s.Mood+float64(a.Run.Mood)
	for _, x := range a.Run.Slips {
		if x.Phrase >= 0 {
			s.Forbidden++
		}
	}
	s.Passed += len(a.Run.Passes)
	for _, p := range a.Run.Passes {
		if !p.Right {
			s.Misdirected++
		}
	}
	if sheet.Failed {
		s.Failed++
	}
	if mark, ok := a.Settled(); ok {
		s.Marked++
		s.Mark += mark
	}
	for _, p := range []struct {
		sum *roleplay.Part
		one roleplay.Part
	}{{&s.Points, sheet.Compliance}, {&s.Fields, sheet.Fields}, {&s.Knowhow, sheet.Knowledge}} {
		p.sum.Got, p.sum.Of = p.sum.Got+p.one.Got, p.sum.Of+p.one.Of
	}
	return sheet.Overall
}

// mean is the mean with half of its 95 % interval.
func mean(all []float64) (m, half float64) {
	if len(all) == 0 {
		return 0, 0
	}
	for _, x := range all {
		m += x / float64(len(all))
	}
	squares := 0.0
	for _, x := range all {
		squares += (x - m) * (x - m)
	}
	if n := len(all); n > 1 {
		half = interval.Half(n, math.Sqrt(squares/float64(n-1)))
	}
	return m, half
}

// Weak is a point that was missed in the calls of a shift.
type Weak struct {
	ScenarioID string
	ID         string
	What       roleplay.Text
	Critical   bool
	Times      int
	AttemptID  string // the last one in which it was missed
	Turn       int    // where it was asked for; -1: the call never came there
}

// WeakOf are the points that were missed, the critical and the most frequent first.
func WeakOf(calls []roleplay.Attempt) []Weak {
	var out []Weak
	for i := range calls {
		a := &calls[i]
		for _, e := range a.Run.Score().Evidence {
			if e.Kind != roleplay.MissedPoint {
				continue
			}
			at := slices.IndexFunc(out, func(w Weak) bool { return w.ID == e.ID })
			if at < 0 {
				at = len(out)
				out = append(out, Weak{ID: e.ID, What: a.Scenario.Point(e.ID).What})
			}
			w := &out[at]
			w.Times++
			w.Critical = w.Critical || e.Critical
			w.ScenarioID, w.AttemptID, w.Turn = a.ScenarioID, a.ID, e.Turn
		}
	}
	slices.SortStableFunc(out, func(a, b Weak) int {
		return cmp.Or(whether(b.Critical)-whether(a.Critical), cmp.Compare(b.Times, a.Times))
	})
	return out
}
