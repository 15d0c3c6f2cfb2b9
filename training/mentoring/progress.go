package mentoring

import "time"

// Mode is how progress is counted.
type Mode string

// The modes.
const (
	ByMeasures Mode = "measures" // by what was done
	ByGoals    Mode = "goals"    // by what was reached
)

// Count is so many of so many; Due is how many of them should be there by now.
type Count struct{ Done, Due, All int }

// Share is Done of All, 0…1.
func (c Count) Share() float64 {
	if c.All == 0 {
		return 0
	}
	return min(float64(c.Done)/float64(c.All), 1)
}

// Progress is how far a pair is, both ways.
type Progress struct {
	Day, Days int // of the contract
	Sessions  Count
	Measures  Count
	Goals     map[Standing]int
}

// ProgressOf counts what was done by now. More sessions than were planned are
// all of them, and no more.
func ProgressOf(p *Plan, sessions []Session, times []Time, lines []Line, now time.Time) Progress {
	g := Progress{Goals: map[Standing]int{}}
	g.Day, g.Days = p.Day(now)
	g.Sessions = Count{Done: Held(sessions), All: p.Sessions()}
	if p.Every > 0 && now.After(p.Begins) {
		g.Sessions.Due = min(int(now.Sub(p.Begins)/p.Every), g.Sessions.All)
	}
	g.Measures.All = len(times)
	for i := range times {
		if times[i].Deed != nil {
			g.Measures.Done++
		}
		if !now.Before(times[i].Due) {
			g.Measures.Due++
		}
	}
	for i := range lines {
		if lines[i].Goal != nil {
			g.Goals[lines[i].Standing()]++
		}
	}
	return g
}

// Share is the progress in a mode, 0…1. A goal that is near counts for half.
func (g *Progress) Share(m Mode) float64 {
	if m == ByMeasures {
		return Count{Done: g.Measures.Done + g.Sessions.Done, All: g.Measures.All + max(g.Sessions.All, g.Sessions.Done)}.Share()
	}
	all := 0
	for _, n := range g.Goals {
		all += n
	}
	return Count{Done: 2*g.Goals[Reached] + g.Goals[Near], All: 2 * all}.Share()
}
