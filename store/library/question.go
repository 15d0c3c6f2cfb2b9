package library

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"shifu/internal/hanzi"
	"shifu/internal/people"
	"shifu/recordings"
)

// Question is what somebody asks about the calls in their scope.
type Question struct {
	Scope  people.Scope
	Filter recordings.Filter
	Texts  []Hits // of each word of Filter.Text, as Words cuts it: in titles, and in what was said
	Each   []Hits // sets in each of which a call must be: one for each word of Filter.Said, one for Filter.IDs
}

// Hits are the numbers of the calls in whose text a word stands.
type Hits []uint32

// Words cuts what a person typed at its spaces; a call must have all of them.
func Words(text string) []string { return strings.Fields(hanzi.Fold(text)) }

// view is which states and scores the asker sees: the agent's for who asks
// about their own calls, otherwise everybody's.
func (q Question) view() int {
	if !q.Scope.All && q.Scope.PersonID != "" {
		return 1
	}
	return 0
}

// same names the question: equal names, equal answers until the next change.
func (q Question) same() string {
	f := q.Filter
	sound := -1
	if f.WithSound != nil {
		sound = 0
		if *f.WithSound {
			sound = 1
		}
	}
	return fmt.Sprintf("%+v|%q|%q|%q|%q|%d %d|%q|%q|%q|%q|%q|%d %d|%v|%q|%d|%q", q.Scope, f.Text, f.Said, f.Kinds, f.IDs, micros(f.From), micros(f.Until), f.OrganisationIDs,
		f.TeamIDs, f.AgentIDs, f.Projects, f.BusinessLines, f.MinLength, f.MaxLength, f.Satisfaction, f.States, sound, f.Tags)
}

// test is a question made ready for one column after the other.
type test struct {
	x                               *Index
	from, until                     int64
	shortest, longest               int32
	org, team, agent, project, line []bool
	state, rating, kind, tag        []bool
	sound                           *bool
	view                            int
	words                           []word
	among                           []uint64 // one bit per position; nil: all
}

func (x *Index) prepare(q Question) *test {
	f := q.Filter
	t := &test{x: x, from: math.MinInt64, until: math.MaxInt64, shortest: math.MinInt32, longest: math.MaxInt32, view: q.view(), sound: f.WithSound}
	if !f.From.IsZero() {
		t.from = micros(f.From)
	}
	if !f.Until.IsZero() {
		t.until = micros(f.Until)
	}
	if f.MinLength > 0 {
		t.shortest = int32(min(f.MinLength.Milliseconds(), math.MaxInt32))
	}
	if f.MaxLength > 0 {
		t.longest = int32(min(f.MaxLength.Milliseconds(), math.MaxInt32))
	}
	t.team, t.project, t.line = x.teams.mask(f.TeamIDs), x.projects.mask(f.Projects), x.lines.mask(f.BusinessLines)
	t.org = x.orgs.mask(f.OrganisationIDs)
	t.agent = x.agentMask(f.AgentIDs)
	t.states(f.States)
	t.ratings(f.Satisfaction)
	t.kind = x.kinds.mask(named(f.Kinds))
	t.tag = x.tagMask(f.Tags, t.view)
	t.keepTo(q.Scope)
	t.read(q)
	return t
}

// keepTo narrows to what the asker may know.
func (t *test) keepTo(s people.Scope) {
	if s.All {
		return
	}
	t.org = both(t.org, t.x.orgs.mask([]string{s.OrganisationID}))
	if s.PersonID != "" {
		t.agent = both(t.agent, t.x.agentMask([]string{s.PersonID}))
	}
}

func named(kinds []recordings.Direction) []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = string(k)
	}
	return out
}

func both(a, b []bool) []bool {
	if a == nil {
		return b
	}
	for i := range b {
		b[i] = b[i] && a[i]
	}
	return b
}

func (x *Index) agentMask(ids []string) []bool {
	if len(ids) == 0 {
		return nil
	}
	m := make([]bool, len(x.about))
	for i, a := range x.about {
		m[i] = slices.Contains(ids, a.id)
	}
	return m
}

func (t *test) states(names []string) {
	if len(names) == 0 {
		return
	}
	t.state = make([]bool, 256)
	for _, n := range names {
		if n == "none" {
			n = ""
		}
		if c, ok := t.x.states.codes[n]; ok {
			t.state[c] = true
		}
	}
}

func (t *test) ratings(values []int) {
	if len(values) == 0 {
		return
	}
	t.rating = make([]bool, 256)
	for _, v := range values {
		if v >= 0 && v < len(t.rating) {
			t.rating[v] = true
		}
	}
}

// takesAll reports whether nothing but the time narrows.
func (t *test) takesAll() bool {
	narrows := t.org != nil || t.team != nil || t.agent != nil || t.project != nil || t.line != nil || t.state != nil || t.rating != nil || t.kind != nil || t.tag != nil
	return !narrows && t.sound == nil && t.shortest == math.MinInt32 && t.longest == math.MaxInt32 && len(t.words) == 0 && t.among == nil
}

// passes tells whether the call at a position fits, except for when it was.
func (t *test) passes(at uint32) bool {
	x := t.x
	switch {
	case t.org != nil && !t.org[x.org[at]],
		t.team != nil && !t.team[x.team[at]],
		t.agent != nil && !t.agent[x.agent[at]],
		t.project != nil && !t.project[x.project[at]],
		t.line != nil && !t.line[x.line[at]],
		x.duration[at] < t.shortest || x.duration[at] > t.longest,
		t.state != nil && !t.state[x.state[t.view][at]],
		t.rating != nil && !t.rating[x.rating[at]],
		t.kind != nil && !t.kind[x.kind[at]],
		t.tag != nil && !t.tag[x.tag[at]],
		t.among != nil && t.among[at/64]&(1<<(at%64)) == 0,
		t.sound != nil && *t.sound != x.sound[at]:
		return false
	}
	for i := range t.words {
		if !t.words[i].in(x, at) {
			return false
		}
	}
	return true
}

// word is one word that must stand somewhere in a call.
type word struct {
	agents []bool
	queues []bool
	tags   []bool
	digits []byte   // nil: no digit in it
	texts  []uint64 // one bit per position; nil: in no text
}

func (t *test) read(q Question) {
	for i, typed := range Words(q.Filter.Text) {
		w := word{agents: make([]bool, len(t.x.about)), queues: make([]bool, len(t.x.queues.values)), tags: t.x.tagged(typed, t.view)}
		for c, a := range t.x.about {
			w.agents[c] = strings.Contains(a.folded, typed)
		}
		for c, name := range t.x.queues.values {
			w.queues[c] = strings.Contains(hanzi.Fold(name), typed)
		}
		if strings.ContainsFunc(typed, unicode.IsDigit) {
			w.digits = []byte(typed)
		}
		if i < len(q.Texts) && len(q.Texts[i]) > 0 {
			w.texts = t.x.bits(q.Texts[i])
		}
		t.words = append(t.words, w)
	}
	for _, hits := range q.Each {
		found := t.x.bits(hits)
		for i := range t.among {
			found[i] &= t.among[i]
		}
		t.among = found
	}
}

func (x *Index) bits(hits Hits) []uint64 {
	b := make([]uint64, len(x.n)/64+1)
	for _, n := range hits {
		if at, ok := x.at(n); ok {
			b[at/64] |= 1 << (at % 64)
		}
	}
	return b
}

func (w *word) in(x *Index, at uint32) bool {
	return w.agents[x.agent[at]] || w.queues[x.queue[at]] || w.tags[x.tag[at]] ||
		w.texts != nil && w.texts[at/64]&(1<<(at%64)) != 0 ||
		w.digits != nil && contains(x.textOf(int(at)), w.digits)
}
