package roleplay

import (
	"slices"
	"time"
)

// EvidenceKind says what a piece of evidence shows.
type EvidenceKind string

// The kinds of evidence.
const (
	SaidPoint    EvidenceKind = "said"
	MissedPoint  EvidenceKind = "missed"
	RightClick   EvidenceKind = "clicked"
	MissedClick  EvidenceKind = "not_clicked"
	WrongClick   EvidenceKind = "wrong_click"
	OutOfOrder   EvidenceKind = "order"
	SaidBadWords EvidenceKind = "forbidden"
	SetOff       EvidenceKind = "trigger"
	AnsweredLate EvidenceKind = "late"
	PassedRight  EvidenceKind = "passed"
	PassedWrong  EvidenceKind = "passed_wrong"
	AskedHelp    EvidenceKind = "helped"
)

// Evidence is one thing on which a score rests.
type Evidence struct {
	Kind     EvidenceKind
	ID       string        // of the point or the click; of the one that came too early
	Before   string        // OutOfOrder: the one that should have come first
	Turn     int           // where it shows; -1: nowhere
	At       time.Duration //
	Quote    string        // the words, as they were found
	Critical bool
	Cost     float64 // forbidden phrases and wrong desks: of the score, 0…1
	To       Target  // of a transfer
	Late     time.Duration
}

// Part is one part of the score: what was reached of what could be, its share
// of the whole. Of is 0 where there was nothing to count: then it has no share.
type Part struct {
	Got, Of float64
	Value   float64 // 0…1
	Weight  float64
}

// Score is the deterministic score of a call:
//
//	K = hit points / points         of the states that were visited
//	C = right clicks / clicks       clicks asked for there, and those nobody asked for
//	O = 1 − inversions / pairs      of the points and clicks in the order of the scenario (Kendall)
//	T = mean over the answers of    1 in time, limit / time taken beyond it
//	overall = 100 · Σ w·part / Σ w · (1 − P)
//	P = the costs of forbidden phrases, and 0.1 for each transfer to a wrong desk; at most 1
//
// Critical points count wherever they stand, also where the call broke off
// before them; one that is missed fails the attempt: Overall is 0, Raw tells
// what it would have been.
type Score struct {
	Points, Clicks, Order, Time Part
	Penalty                     float64
	Raw, Overall                float64
	Failed                      bool
	Evidence                    []Evidence // by turn
}

// Score scores a run, finished or not.
func (r *Run) Score() Score {
	var s Score
	r.points(&s)
	r.clicks(&s)
	r.order(&s)
	r.time(&s)
	r.penalty(&s)
	w := r.S.Weights
	s.Points.Weight, s.Clicks.Weight, s.Order.Weight, s.Time.Weight = w.Points, w.Clicks, w.Order, w.Time
	sum, weights := 0.0, 0.0
	for _, p := range []*Part{&s.Points, &s.Clicks, &s.Order, &s.Time} {
		if p.Of == 0 {
			p.Weight = 0
			continue
		}
		sum += p.Weight * p.Value
		weights += p.Weight
	}
	if weights > 0 {
		s.Raw = 100 * sum / weights * (1 - s.Penalty)
	}
	if s.Overall = s.Raw; s.Failed {
		s.Overall = 0
	}
	slices.SortStableFunc(s.Evidence, func(a, b Evidence) int { return a.Turn - b.Turn })
	return s
}

// asked are the points that count, with the turn in which each was asked for
// first; -1 for critical ones to which the call never came.
func (r *Run) asked() (ids []string, turn map[string]int) {
	turn = map[string]int{}
	add := func(id string, at int) {
		if _, had := turn[id]; !had {
			ids = append(ids, id)
			turn[id] = at
		}
	}
	for i, t := range r.Turns {
		if x := r.S.State(t.State); x != nil {
			for _, id := range x.Need {
				add(id, i)
			}
		}
	}
	for i := range r.S.Points {
		if p := &r.S.Points[i]; p.Critical && r.S.needs(p.ID) {
			add(p.ID, -1)
		}
	}
	return ids, turn
}

// answered is when the answer of a turn was given, 0 if there is none.
func (r *Run) answered(turn int) time.Duration {
	if turn < 0 {
		return 0
	}
	return r.Turns[turn].At
}

func (s *Scenario) needs(id string) bool {
	return slices.ContainsFunc(s.States, func(x State) bool { return slices.Contains(x.Need, id) })
}

func (r *Run) points(s *Score) {
	ids, turn := r.asked()
	for _, id := range ids {
		s.Points.Of++
		critical := r.S.Point(id).Critical
		if h, ok := r.Hits[id]; ok {
			s.Points.Got++
			s.Evidence = append(s.Evidence, Evidence{Kind: SaidPoint, ID: id, Turn: h.Turn, At: h.At, Quote: h.Found, Critical: critical})
			continue
		}
		s.Failed = s.Failed || critical
		s.Evidence = append(s.Evidence, Evidence{Kind: MissedPoint, ID: id, Turn: turn[id], At: r.answered(turn[id]), Critical: critical})
	}
	s.Points.rate()
}

func (p *Part) rate() {
	if p.Of > 0 {
		p.Value = p.Got / p.Of
	}
}

func (r *Run) clicks(s *Score) {
	seen := map[Click]bool{}
	for i, t := range r.Turns {
		x := r.S.State(t.State)
		if x == nil {
			continue
		}
		for _, c := range x.Clicks {
			if seen[c] {
				continue
			}
			seen[c] = true
			s.Clicks.Of++
			at := slices.IndexFunc(r.Clicks, func(k Clicked) bool { return k.Click == c })
			if at < 0 {
				s.Evidence = append(s.Evidence, Evidence{Kind: MissedClick, ID: string(c), Turn: i, At: r.answered(i)})
				continue
			}
			s.Clicks.Got++
			s.Evidence = append(s.Evidence, Evidence{Kind: RightClick, ID: string(c), Turn: r.Clicks[at].Turn, At: r.Clicks[at].At})
		}
	}
	for _, k := range r.Clicks {
		if !k.Asked {
			s.Clicks.Of++
			s.Evidence = append(s.Evidence, Evidence{Kind: WrongClick, ID: string(k.Click), Turn: k.Turn, At: k.At})
		}
	}
	s.Clicks.rate()
}

// moment is when a point was said or a click made; clicks come before the
// answer of their turn.
func (r *Run) moment(id string) (at time.Duration, turn int, ok bool) {
	if h, ok := r.Hits[id]; ok {
		return h.At, h.Turn, true
	}
	if i := slices.IndexFunc(r.Clicks, func(k Clicked) bool { return string(k.Click) == id }); i >= 0 {
		return r.Clicks[i].At, r.Clicks[i].Turn, true
	}
	return 0, 0, false
}

func (r *Run) order(s *Score) {
	for j, later := range r.S.Order {
		b, turn, ok := r.moment(later)
		if !ok {
			continue
		}
		for _, sooner := range r.S.Order[:j] {
			a, _, ok := r.moment(sooner)
			if !ok {
				continue
			}
			s.Order.Of++
			if a <= b {
				s.Order.Got++
				continue
			}
			s.Evidence = append(s.Evidence, Evidence{Kind: OutOfOrder, ID: later, Before: sooner, Turn: turn, At: b})
		}
	}
	s.Order.rate()
}

func (r *Run) time(s *Score) {
	for i, t := range r.Turns {
		if t.Reply == "" {
			continue
		}
		s.Time.Of++
		limit := r.S.Limit(r.S.State(t.State))
		if t.Late == 0 {
			s.Time.Got++
			continue
		}
		s.Time.Got += float64(limit) / float64(limit+t.Late)
		s.Evidence = append(s.Evidence, Evidence{Kind: AnsweredLate, Turn: i, At: t.At, Late: t.Late})
	}
	s.Time.rate()
}

func (r *Run) penalty(s *Score) {
	for _, x := range r.Slips {
		e := Evidence{Kind: SetOff, Turn: x.Turn, At: x.At, Quote: x.Found}
		if x.Phrase >= 0 {
			e.Kind, e.Cost = SaidBadWords, r.S.Forbidden[x.Phrase].Cost
			s.Penalty += e.Cost
		}
		s.Evidence = append(s.Evidence, e)
	}
	for _, p := range r.Passes {
		e := Evidence{Kind: PassedRight, To: p.To, Turn: p.Turn, At: p.At}
		if !p.Right {
			e.Kind, e.Cost = PassedWrong, costAstray
			s.Penalty += e.Cost
		}
		s.Evidence = append(s.Evidence, e)
	}
	for _, h := range r.Helps {
		s.Evidence = append(s.Evidence, Evidence{Kind: AskedHelp, Turn: h.Turn, At: h.At})
	}
	s.Penalty = min(s.Penalty, 1)
}
