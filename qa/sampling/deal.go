package sampling

import (
	"slices"
	"time"
)

// Work is a call that needs a reviewer.
type Work struct {
	CallID  string
	AgentID string
	Not     string // the reviewer who scores it already; empty: nobody
}

// Hand is a reviewer who can be dealt work.
type Hand struct {
	ReviewerID string
	Open       int            // work that lies here already and counts for fairness
	Free       []time.Time    // when each further piece is due: as many as fit, the daily cap kept
	Had        map[string]int // pieces on each agent so far, by the agent's ID
}

// Rules are the limits of dealing.
type Rules struct {
	PerAgent int                               // no reviewer scores one agent more often; 0: no limit
	May      func(reviewer, agent string) bool // conflicts of interest: false forbids
}

// Dealt is a piece of work in a hand.
type Dealt struct {
	Work
	ReviewerID string
	DueAt      time.Time
}

// Deal gives work to hands: as evenly as the limits allow, that is, equal
// within 1 unless a conflict or a cap stands in the way, and the remainder goes
// by seeded draw. It finds the evenest dealing there is: every piece goes to
// the least loaded reviewer that can be reached by passing other pieces on
// (shortest augmenting paths for a convex cost; Ahuja, Magnanti and Orlin,
// Network Flows, 1993, section 14.5; for load balancing Harvey et al., Journal
// of Algorithms 59, 2006, 53-78). Left is the work that nobody can take.
func Deal(work []Work, hands []Hand, rules Rules, seed int64) (dealt []Dealt, left []Work) {
	t := newTable(hands, rules, seed)
	for _, w := range mixed(work, seed) {
		if !t.take(w) {
			left = append(left, w)
		}
	}
	for _, h := range t.hands {
		for i, w := range h.pieces {
			dealt = append(dealt, Dealt{Work: w, ReviewerID: h.ReviewerID, DueAt: h.Free[i]})
		}
	}
	return dealt, left
}

// mixed is the work in an order of its own for each seed.
func mixed(work []Work, seed int64) []Work {
	out := slices.Clone(work)
	slices.SortFunc(out, func(a, b Work) int { return compare(a.CallID, b.CallID) })
	chance(seed, "work").Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// hand is a reviewer while work is being dealt.
type hand struct {
	Hand
	pieces []Work
}

func (h *hand) load() int { return h.Open + len(h.pieces) }

// on counts the pieces on an agent, earlier ones too.
func (h *hand) on(agent string) int {
	n := h.Had[agent]
	for _, w := range h.pieces {
		if w.AgentID == agent {
			n++
		}
	}
	return n
}

// table is where the hands sit, in the seeded order that settles draws.
type table struct {
	hands []*hand
	rules Rules
}

func newTable(hands []Hand, rules Rules, seed int64) *table {
	t := &table{rules: rules}
	for _, h := range hands {
		t.hands = append(t.hands, &hand{Hand: h})
	}
	slices.SortFunc(t.hands, func(a, b *hand) int { return compare(a.ReviewerID, b.ReviewerID) })
	chance(seed, "hands").Shuffle(len(t.hands), func(i, j int) { t.hands[i], t.hands[j] = t.hands[j], t.hands[i] })
	return t
}

// fits reports whether h may score w, apart from how much lies there already.
func (t *table) fits(h *hand, w Work) bool {
	return h.ReviewerID != w.Not && t.rules.May(h.ReviewerID, w.AgentID)
}

func (t *table) room(h *hand, w Work) bool {
	return t.fits(h, w) && (t.rules.PerAgent == 0 || h.on(w.AgentID) < t.rules.PerAgent)
}

// step is how a hand was reached: by taking a piece from the hand before it.
type step struct {
	from  int // -1: the new piece itself
	piece int // of the hand before
}

// take deals one piece along the shortest chain that ends at the least loaded
// hand: each hand on the way passes one of its own pieces on. False: no hand
// with room for another piece can be reached.
func (t *table) take(w Work) bool {
	reached := map[int]step{}
	var queue []int
	for i, h := range t.hands {
		if t.room(h, w) {
			reached[i] = step{from: -1}
			queue = append(queue, i)
		}
	}
	for at := 0; at < len(queue); at++ {
		queue = t.reach(queue, queue[at], reached)
	}
	best := -1
	for i, h := range t.hands { // in seeded order: equal loads go by the draw
		if _, ok := reached[i]; ok && len(h.pieces) < len(h.Free) && (best < 0 || h.load() < t.hands[best].load()) {
			best = i
		}
	}
	if best >= 0 {
		t.pass(w, best, reached)
	}
	return best >= 0
}

// reach adds the hands to which hand i can pass a piece of its own.
func (t *table) reach(queue []int, i int, reached map[int]step) []int {
	for p, piece := range t.hands[i].pieces {
		for j, h := range t.hands {
			if _, seen := reached[j]; seen || !t.room(h, piece) {
				continue
			}
			reached[j] = step{i, p}
			queue = append(queue, j)
		}
	}
	return queue
}

// pass moves the pieces along the chain that ends at hand i, from its end on.
func (t *table) pass(w Work, i int, reached map[int]step) {
	for s := reached[i]; s.from >= 0; s = reached[i] {
		from := t.hands[s.from]
		t.hands[i].pieces = append(t.hands[i].pieces, from.pieces[s.piece])
		from.pieces = slices.Delete(from.pieces, s.piece, s.piece+1)
		i = s.from
	}
	t.hands[i].pieces = append(t.hands[i].pieces, w)
}

// Doubles chooses the share of the dealt work that a second reviewer scores
// without knowing it. The fraction that is left over goes by seeded draw, so
// that in the long run it is exactly the share.
func Doubles(dealt []Dealt, share float64, seed int64) []Work {
	g := chance(seed, "doubles")
	n := min(int(share*float64(len(dealt))+g.Float64()), len(dealt))
	all := slices.Clone(dealt)
	slices.SortFunc(all, func(a, b Dealt) int { return compare(a.CallID, b.CallID) })
	g.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var out []Work
	for _, d := range all[:n] {
		out = append(out, Work{CallID: d.CallID, AgentID: d.AgentID, Not: d.ReviewerID})
	}
	return out
}

// leadTime is the least time between dealing and the close at which work is due.
const leadTime = 6 * time.Hour

// Days returns when work is due that is dealt at now: at the close of each
// working day (Monday to Friday, 18:00 in now's zone) up to the day of until,
// at least the next one that is six hours away or more; each as often as cap says, less what is due then
// already by taken.
func Days(now, until time.Time, most int, taken func(day time.Time) int) []time.Time {
	var out []time.Time
	y, m, d := now.Date()
	for i := 0; ; i++ {
		due := time.Date(y, m, d+i, 18, 0, 0, 0, now.Location())
		if len(out) > 0 && due.After(until) || i > 400 {
			return out
		}
		if due.Weekday() == time.Saturday || due.Weekday() == time.Sunday || due.Before(now.Add(leadTime)) {
			continue
		}
		for range most - taken(due) {
			out = append(out, due)
		}
		if due.After(until) {
			return out
		}
	}
}
