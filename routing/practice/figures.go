package practice

import (
	"time"

	"shifu/routing/sim"
)

// Line is an entry of the session's log; one of the pointers is set, or Text is.
type Line struct {
	At    time.Duration
	Order *Order
	Event *Event
	Limit *Limit
	Text  string // words of the instructor
	Tutor bool
}

func (f *floor) write(l Line) {
	l.At = f.now
	f.log = append(f.log, l)
}

// tally is what was counted of a project's callers so far.
func (f *floor) tally(p int) sim.Tally {
	var sum sim.Tally
	for k := f.c.first[p]; k < len(f.c.kinds) && f.c.kinds[k].project == p; k++ {
		if !f.c.kinds[k].outbound {
			t := f.run.Total(k)
			sum.Add(&t)
		}
	}
	return sum
}

// answerRate is callers answered, or called back, over those whose call has
// ended; 1 before the first.
func (f *floor) answerRate(p int) float64 {
	t := f.tally(p)
	return rateOf(&t)
}

func rateOf(t *sim.Tally) float64 {
	good := t.Answered + t.CalledBack
	if all := good + t.Abandoned + t.Unreached + t.Disconnected + t.Blocked; all > 0 {
		return float64(good) / float64(all)
	}
	return 1
}

// lost is a project's callers who went without an answer.
func (f *floor) lost(p int) int {
	t := f.tally(p)
	return int(t.Abandoned + t.Unreached + t.Disconnected + t.Blocked)
}

func (f *floor) allLost() int {
	n := 0
	for p := range Projects {
		n += f.lost(p)
	}
	return n
}

// undone is a project's call-backs that still wait, or were dropped at the end.
func (f *floor) undone(p int) int {
	n := 0
	for k := f.c.first[p]; k < len(f.c.kinds) && f.c.kinds[k].project == p; k++ {
		if f.c.kinds[k].outbound {
			waiting, _, _ := f.run.Queue(k)
			t := f.run.Total(k)
			n += waiting + int(t.Disconnected)
		}
	}
	return n
}

// Prices by which references and regret are compared, in lost calls.
const (
	yuanPerLost = 60.0 // as much as a lost call
	taskPerLost = 20.0 // call-backs left undone
	underFloor  = 10.0 // a point of answer rate under a contract's floor
)

// Loss is what a shift cost: callers lost, money, work left undone, contracts
// missed, in lost calls.
func (f *floor) loss() float64 {
	x := f.cost / 100 / yuanPerLost
	for p := range Projects {
		t := f.tally(p)
		x += float64(t.Abandoned+t.Unreached+t.Disconnected+t.Blocked) + float64(f.undone(p))/taskPerLost
		if short := Projects[p].Floor - rateOf(&t); short > 0 && t.Offered > 50 {
			x += short * 100 * underFloor
		}
	}
	return x
}
