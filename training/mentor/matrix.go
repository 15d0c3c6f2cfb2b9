package mentor

import (
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Cell is what a mentor would be to a mentee.
type Cell struct {
	Barred []words.Text   // the hard rules it breaks; none: the pair may be
	Worth  [parts]float64 // of each part, 0…1
	Known  [parts]bool    // false: nothing is known, the part counts half
	Hours  float64        // at work together in a week, if Known[Shifts]
	Score  float64        // 0…100
}

// May reports whether the pair breaks no hard rule.
func (c *Cell) May() bool { return len(c.Barred) == 0 }

// Matrix is every mentor against every mentee of a round.
type Matrix struct {
	Mentees, Mentors []Person
	Cells            [][]Cell // mentee, mentor
	Room             []int    // places that a mentor has left
}

// enough is the time together in a week that counts as all of it.
const enough = 24.0

// pull is how many answers the mean of all weighs against a person's own, so
// that one lost point of two is no weakness yet.
const pull = 5.0

// Matrix weighs every pair by the rules. Score = 100·Σ w·f / Σ w over the
// parts. Gap is Σ(strength − level)⁺ / Σ(1 − level) over the questions of the
// rubrics, both pulled to the mean of the round: (n·x + 5·μ)/(n + 5). A wish at
// place k of n is worth (n−k+1)/n. A part of which nothing is known counts half.
func (r *Round) Matrix(zone *time.Location) *Matrix {
	m := &Matrix{Mentees: r.Mentees, Mentors: r.Mentors, Cells: make([][]Cell, len(r.Mentees))}
	for _, p := range r.Mentors {
		m.Room = append(m.Room, max(r.places(p)-p.Facts.Taken, 0))
	}
	w := newWeigher(r, zone)
	for i := range r.Mentees {
		m.Cells[i] = make([]Cell, len(r.Mentors))
		for j := range r.Mentors {
			m.Cells[i][j] = w.cell(i, j)
		}
	}
	return m
}

func (r *Round) places(p Person) int {
	if p.Capacity > 0 {
		return p.Capacity
	}
	return r.Rules.Capacity
}

// weigher holds what the cells share.
type weigher struct {
	r              *Round
	weeks          float64
	shifts         map[string][]Span
	levels         map[string]map[string]float64 // person, question
	wishes, wished []map[string]float64
}

func newWeigher(r *Round, zone *time.Location) *weigher {
	w := &weigher{r: r, weeks: r.Window.weeks(), shifts: map[string][]Span{}, levels: levels(r)}
	for _, p := range slices.Concat(r.Mentees, r.Mentors) {
		w.shifts[p.ID] = p.Facts.Shifts
		if roster, err := ReadRoster(p.Roster); err == nil {
			w.shifts[p.ID] = roster.spans(r.Window, zone)
		}
	}
	for _, p := range r.Mentees {
		w.wishes = append(w.wishes, points(p.Wishes))
	}
	for _, p := range r.Mentors {
		w.wished = append(w.wished, points(p.Wishes))
	}
	return w
}

// levels are the points that everybody keeps of each question, pulled to the
// mean of the round.
func levels(r *Round) map[string]map[string]float64 {
	type sum struct{ n, kept float64 }
	all := map[string]sum{}
	everybody := slices.Concat(r.Mentees, r.Mentors)
	for _, p := range everybody {
		for q, m := range p.Facts.Kept {
			s := all[q]
			all[q] = sum{s.n + float64(m.N), s.kept + float64(m.N)*m.Mean}
		}
	}
	out := map[string]map[string]float64{}
	for _, p := range everybody {
		own := make(map[string]float64, len(all))
		for q, s := range all {
			m := p.Facts.Kept[q]
			own[q] = (float64(m.N)*m.Mean + pull*s.kept/s.n) / (float64(m.N) + pull)
		}
		out[p.ID] = own
	}
	return out
}

func (w *weigher) cell(i, j int) (c Cell) {
	mentee, mentor := &w.r.Mentees[i], &w.r.Mentors[j]
	gap, known := w.gap(mentee, mentor)
	c.put(Gap, gap, known)
	if a, b := w.shifts[mentee.ID], w.shifts[mentor.ID]; len(a) > 0 && len(b) > 0 && w.weeks > 0 {
		c.Hours = sharedHours(a, b) / w.weeks
		c.put(Shifts, min(c.Hours/enough, 1), true)
	}
	c.put(Place, place(mentee, mentor), true)
	c.put(Language, shared(mentee.Languages, mentor.Languages), len(mentee.Languages) > 0 && len(mentor.Languages) > 0)
	c.put(Wish, w.wishes[i][mentor.ID], len(mentee.Wishes) > 0)
	c.put(Wished, w.wished[j][mentee.ID], len(mentor.Wishes) > 0)
	c.Score = w.score(&c)
	c.Barred = w.barred(mentee, mentor, &c)
	return c
}

func (c *Cell) put(p Part, worth float64, known bool) {
	if known {
		c.Worth[p], c.Known[p] = worth, true
	}
}

func (w *weigher) score(c *Cell) float64 {
	sum, all := 0.0, 0.0
	for p, weight := range w.r.Rules.Weights {
		worth := c.Worth[p]
		if !c.Known[p] {
			worth = .5
		}
		sum, all = sum+weight*worth, all+weight
	}
	return 100 * sum / all
}

func (w *weigher) gap(mentee, mentor *Person) (float64, bool) {
	if len(mentee.Facts.Kept) == 0 || len(mentor.Facts.Kept) == 0 {
		return 0, false
	}
	lost, covered := 0.0, 0.0
	level, strength := w.levels[mentee.ID], w.levels[mentor.ID]
	for q := range mentee.Facts.Kept {
		lost += 1 - level[q]
		covered += max(strength[q]-level[q], 0)
	}
	if lost <= 0 {
		return 0, false
	}
	return covered / lost, true
}

func place(a, b *Person) float64 {
	switch {
	case a.Facts.TeamID != "" && a.Facts.TeamID == b.Facts.TeamID:
		return 1
	case a.Facts.OrganisationID == b.Facts.OrganisationID:
		return .5
	}
	return 0
}

// shared is the share of mine that is also theirs.
func shared(mine, theirs []string) float64 {
	n := 0.0
	for _, x := range mine {
		if slices.Contains(theirs, x) {
			n++
		}
	}
	return n / float64(max(len(mine), 1))
}

// barred are the hard rules that a pair breaks.
func (w *weigher) barred(mentee, mentor *Person, c *Cell) (out []words.Text) {
	rules := &w.r.Rules
	no := func(broken bool, key string, v fault.Values) {
		if broken {
			out = append(out, words.T(key, v))
		}
	}
	no(slices.Contains(mentee.Facts.Above, mentor.ID), "Manager of the mentee", nil)
	no(slices.Contains(mentor.Facts.Above, mentee.ID), "The mentee is the mentor's manager", nil)
	no(mentee.Facts.OrganisationID != mentor.Facts.OrganisationID && !slices.Contains(rules.Help, Help{mentor.Facts.OrganisationID, mentee.Facts.OrganisationID}), "Another organisation, no help agreed", nil)
	no(rules.Certificate != "" && !slices.Contains(mentor.Facts.Certificates, rules.Certificate), "Without the certificate", nil)
	no(rules.Common && shared(mentee.Facts.Projects, mentor.Facts.Projects) == 0 && shared(mentee.Facts.Skills, mentor.Facts.Skills) == 0, "No project or skill in common", nil)
	no(rules.Hours > 0 && !c.Known[Shifts], "Shifts not known", nil)
	no(rules.Hours > 0 && c.Known[Shifts] && c.Hours < rules.Hours, "{{.N}} h together a week", fault.Values{"N": whole(c.Hours)})
	return out
}

func whole(x float64) int { return int(x + .5) }
