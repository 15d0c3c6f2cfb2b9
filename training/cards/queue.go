package cards

import (
	"cmp"
	"slices"
	"time"

	"shifu/internal/fault"
)

// Limits are how much a person wants to learn in a day.
type Limits struct {
	New     int `json:"new"`     // cards never seen
	Reviews int `json:"reviews"` // of cards that were learned
}

// StandardLimits are those of somebody who has chosen nothing.
var StandardLimits = Limits{New: 10, Reviews: 100}

// MostADay is the highest limit.
const MostADay = 9999

// Check returns an Invalid fault for limits out of bounds.
func (l Limits) Check() error {
	if l.New < 0 || l.New > MostADay || l.Reviews < 0 || l.Reviews > MostADay {
		return fault.New(fault.Invalid, "A limit lies between 0 and {{.Most}} cards a day.", fault.Values{"Most": MostADay})
	}
	return nil
}

// Done is what was learned on the local day so far.
type Done struct {
	New     int // cards seen for the first time
	Reviews int // of cards that were learned
	All     int
	Right   int
	Took    time.Duration
}

// Queue is what a day has left, in the order in which to ask it.
type Queue struct {
	Cards    []Entry
	Mistakes int // of Cards: wrong answers that are not learned yet
	Due      int
	New      int
	Takes    time.Duration
	Next     time.Time // when the first card waits that is still in its steps; zero: none
	Aside    int       // leeches, frozen and suspended cards
	Done     Done
	Usual    time.Duration // the median of the person's latest right answers to questions; 0: none yet
	Aim      *Outlook      // of the exam in view
}

// DayEnds is the instant at which the local day of now ends.
func DayEnds(now time.Time) time.Time {
	y, m, d := now.Add(-rollOver * time.Hour).Date()
	return time.Date(y, m, d+1, rollOver, 0, 0, 0, now.Location())
}

// DayBegins is the instant at which the local day of now began.
func DayBegins(now time.Time) time.Time {
	y, m, d := now.Add(-rollOver * time.Hour).Date()
	return time.Date(y, m, d, rollOver, 0, 0, 0, now.Location())
}

// Draw makes the queue of a day: first what is in its steps, then what was
// learned, in front what fell longest below its retention, then new cards,
// mistakes in front, each as far as the limits leave room. With an exam in view
// what it asks about comes first, in the order of what it brings by the second,
// due or not. now is in the person's zone.
func (p *Plan) Draw(all []Entry, done Done, l Limits, aim *Aim, now time.Time) Queue {
	q := Queue{Done: done}
	var v view
	if aim != nil {
		v = p.view(all, *aim, now)
		q.Aim = v.outlook(all)
	}
	steps, due, fresh := q.sort(p, all, &v, now)
	q.take(all, steps, len(steps))
	q.take(all, due, l.Reviews-done.Reviews)
	q.take(all, fresh, l.New-done.New)
	return q
}

// turn is a card in the order in which it comes: the lowest first.
type turn struct {
	i    int
	rank float64
}

// sort shares the cards of a day out and puts each part in order.
func (q *Queue) sort(p *Plan, all []Entry, v *view, now time.Time) (steps, due, fresh []turn) {
	ends := DayEnds(now)
	for i := range all {
		e := &all[i]
		asked := len(v.of) > 0 && v.of[i].asked
		switch why := e.Stands(now); {
		case why != "":
			q.Aside += count(why != Buried)
		case e.State == "":
			fresh = append(fresh, turn{i, freshRank(e, i, asked, v)})
		case e.State != Review && e.Due.Before(ends):
			steps = append(steps, turn{i, float64(e.Due.Sub(now))})
			if e.Due.After(now) && (q.Next.IsZero() || e.Due.Before(q.Next)) {
				q.Next = e.Due
			}
		case e.State == Review && asked && (e.Due.Before(ends) || lastCall(e, v.At, now) || v.of[i].brings > worthwhile):
			due = append(due, turn{i, -v.rate(i, e)})
		case e.State == Review && !asked && e.Due.Before(ends):
			due = append(due, turn{i, p.RecallAt(e.Card, now)})
		}
	}
	for _, part := range [][]turn{steps, due, fresh} {
		slices.SortFunc(part, func(a, b turn) int {
			if a.rank != b.rank { // spares looking at the cards
				return cmp.Compare(a.rank, b.rank)
			}
			return cmp.Or(all[a.i].AddedAt.Compare(all[b.i].AddedAt), cmp.Compare(all[a.i].ID, all[b.i].ID))
		})
	}
	return steps, due, fresh
}

// lastCall reports whether a card is asked once more on a last day before an
// exam: not when that day has had it.
func lastCall(e *Entry, exam, now time.Time) bool {
	return DueBefore(e.Due, exam, lead).Before(DayEnds(now)) && Days(e.Seen, now) > 0
}

// freshRank puts mistakes in front, and among them and the others what an exam
// in view asks about.
func freshRank(e *Entry, i int, asked bool, v *view) float64 {
	rank := 1.0
	if asked {
		r := v.rate(i, e)
		rank = 1 / (1 + r) // 0…1, the best lowest
	}
	if !e.Source.Mistake() {
		rank += 2
	}
	return rank
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// take adds the first n of a part to the queue.
func (q *Queue) take(all []Entry, part []turn, n int) {
	for _, t := range part[:min(max(n, 0), len(part))] {
		e := all[t.i]
		switch {
		case e.Hold():
			q.Mistakes++
		case e.State == "":
			q.New++
		default:
			q.Due++
		}
		q.Takes += e.Seconds()
		q.Cards = append(q.Cards, e)
	}
}
