package practice

import (
	"math"
	"slices"
	"time"

	"shifu/routing/sim"
)

// Point is a quarter of an hour of a project's chart, in callers. What is not
// known is NaN: Actual and Lost of the future, New of the past.
type Point struct {
	At        time.Duration
	Planned   float64 // the original forecast
	Actual    float64
	Lost      float64 // of the callers who came then
	New       float64 // the forecast as it looks now
	Low, High float64 // between which 80 % of such quarters lie
	Carried   float64 // what the people there can take
}

// Chart shows a project from a time to another.
func (x *Session) Chart(project string, from, until time.Duration) []Point {
	f, p := x.floor, max(0, Index(project))
	var all []Point
	first, last := max(0, int(from/Quarter)), min(int(until/Quarter), f.c.quarters)
	for q := first; q < last; q++ {
		all = append(all, f.point(p, q))
	}
	return all
}

func (f *floor) point(p, q int) Point {
	at := time.Duration(q) * Quarter
	x := Point{At: at, Actual: math.NaN(), Lost: math.NaN(), New: math.NaN(), Low: math.NaN(), High: math.NaN()}
	past := at+Quarter <= f.now
	var t sim.Tally
	for k := f.c.first[p]; k < len(f.c.kinds) && f.c.kinds[k].project == p; k++ {
		if f.c.kinds[k].outbound {
			continue
		}
		x.Planned += f.c.kinds[k].base[q] * Quarter.Minutes()
		u := f.run.Count(q, k)
		t.Add(&u)
	}
	handling := Projects[p].Handling()
	if at <= f.now {
		x.Actual, x.Lost = float64(t.Offered+t.Deflected), float64(t.Abandoned+t.Unreached+t.Disconnected)
	}
	if !past {
		x.New = f.callers(p, at+Quarter/2) * Quarter.Minutes()
		x.Low, x.High = f.band(x.New, at-f.now)
	}
	if i := q*len(Projects) + p; i < len(f.carried) {
		x.Carried = float64(f.carried[i]) / handling * Quarter.Seconds()
	} else {
		x.Carried = f.there(p, at) * Target / handling * Quarter.Seconds()
	}
	return x
}

// band holds 80 % of the quarters with a mean: Poisson, and a level that drifts
// by a tenth an hour, up to four tenths.
func (f *floor) band(mean float64, ahead time.Duration) (low, high float64) {
	drift := math.Min(0.4, 0.1*math.Max(0, ahead.Hours()))
	half := 1.2815515655446004 * math.Sqrt(mean+mean*mean*(0.01+drift*drift))
	return math.Max(0, mean-half), mean + half
}

// DayBar is a day of the session, in callers as they are forecast now.
type DayBar struct {
	Day      int // from 1
	Weekday  time.Weekday
	Callers  float64
	Planned  float64
	Starts   time.Duration
	NeedsAll bool // a surge begins to need the project's people on it
}

// Days shows how a project's days are expected to go, one that is over as it was.
func (x *Session) Days(project string) []DayBar {
	f, p := x.floor, max(0, Index(project))
	var all []DayBar
	for q := range f.c.quarters {
		at := f.c.scenario.Begins + time.Duration(q)*Quarter
		day := int(at / Day)
		if len(all) == 0 || all[len(all)-1].Day != day+1 {
			all = append(all, DayBar{Day: day + 1, Weekday: time.Weekday((f.c.scenario.Weekday + day) % 7), Starts: time.Duration(q) * Quarter})
		}
		b := &all[len(all)-1]
		y := f.point(p, q)
		b.Planned += y.Planned
		if !math.IsNaN(y.New) {
			b.Callers += y.New
		} else {
			b.Callers += y.Actual
		}
		if d := f.surgeDay(p); d > 0 && d >= b.Starts && d < b.Starts+Day {
			b.NeedsAll = true
		}
	}
	return all
}

// Seat is a person of a project's wall.
type Seat struct {
	sim.Seat
	Home   string        // the own project; empty: the reserve
	Lent   bool          // works for another
	During time.Duration // in this state
}

// Wall shows everybody who works for a project, its own people first.
func (x *Session) Wall(project string) []Seat {
	f, p := x.floor, max(0, Index(project))
	var all []Seat
	for g := range f.c.seats {
		s := &f.c.seats[g]
		if s.work != p {
			continue
		}
		home := ""
		if s.home >= 0 {
			home = Projects[s.home].Key
		}
		for _, seat := range f.run.Seats(nil, g) {
			all = append(all, Seat{Seat: seat, Home: home, Lent: s.home != p, During: f.now - time.Duration(seat.Since*float64(time.Second))})
		}
	}
	return all
}

func quantile(x []float64, p float64) float64 {
	s := slices.Clone(x)
	slices.Sort(s)
	return s[int(math.Round(p*float64(len(s)-1)))]
}
