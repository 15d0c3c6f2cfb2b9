package mentoring

import (
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Pulse is how one side feels about the pair, 1 (badly) to 5 (very well).
type Pulse struct {
	PairID string
	Side   Side
	At     time.Time
	Value  int
	Note   string
}

// Check refuses a pulse off the scale.
func (p *Pulse) Check() error {
	p.Note = strings.TrimSpace(p.Note)
	if p.Value < 1 || p.Value > 5 || len([]rune(p.Note)) > mostPoint {
		return fault.New(fault.Invalid, "The pulse is a whole number from 1 to 5, with a note of at most 200 characters.", nil)
	}
	return nil
}

// PulseAge is how long a pulse tells something.
const PulseAge = 30 * day

// Level is how a pair stands.
type Level int

// The levels, the better one first.
const (
	Green Level = iota
	Amber
	Red
)

// Stalled is after how many days without a session a pair is stalled.
const Stalled = 21

// late is from how many overdue measures on a pair is red.
const late = 3

// Cause names what a reason is about.
type Cause string

// The causes.
const (
	Sessions Cause = "sessions"
	Measures Cause = "measures"
	Feeling  Cause = "pulse"
)

// Reason is one thing that speaks for a level.
type Reason struct {
	Cause Cause
	Level Level
	Text  words.Text
}

// Health is how a pair stands and why, the worst reason first. Without a
// reason it is Green.
type Health struct {
	Level   Level
	Stalled bool
	Days    int // since the last session, or since the beginning
	Reasons []Reason
}

// Facts is what health is made of.
type Facts struct {
	Plan    Plan
	Last    time.Time // the last session that counts; zero: none yet
	Overdue int
	Pulses  []Pulse
}

// Health is red after more than 21 days without a session (stalled), with three
// measures overdue or a pulse of 1; amber once the plan's time between two
// sessions is over, with a measure overdue or a pulse of 2. Before the plan
// begins and after it has ended nothing is asked of a pair.
func (f *Facts) Health(now time.Time) Health {
	var h Health
	if !f.Plan.Runs(now) {
		return h
	}
	since := f.Plan.Begins
	if f.Last.After(since) {
		since = f.Last
	}
	h.Days = int(now.Sub(since) / day)
	h.Stalled = now.Sub(since) > Stalled*day
	h.add(f.sessions(&h, now.Sub(since)))
	h.add(f.measures())
	for _, side := range []Side{OfMentor, OfMentee} {
		h.add(f.feeling(side, now))
	}
	return h
}

// add takes in a reason, behind those that are as bad.
func (h *Health) add(r Reason) {
	if r.Level == Green {
		return
	}
	h.Level = max(h.Level, r.Level)
	i := 0
	for i < len(h.Reasons) && h.Reasons[i].Level >= r.Level {
		i++
	}
	h.Reasons = append(h.Reasons[:i], append([]Reason{r}, h.Reasons[i:]...)...)
}

func (f *Facts) sessions(h *Health, ago time.Duration) Reason {
	r := Reason{Cause: Sessions, Text: words.T("{{.N}} days without a session", fault.Values{"N": h.Days})}
	switch {
	case h.Stalled:
		r.Level = Red
	case f.Plan.Every > 0 && ago > f.Plan.Every:
		r.Level = Amber
	}
	return r
}

func (f *Facts) measures() Reason {
	r := Reason{Cause: Measures, Text: words.T("{{.N}} measures overdue", fault.Values{"N": f.Overdue})}
	if f.Overdue == 1 {
		r.Text = words.T("1 measure overdue", nil)
	}
	switch {
	case f.Overdue >= late:
		r.Level = Red
	case f.Overdue > 0:
		r.Level = Amber
	}
	return r
}

func (f *Facts) feeling(side Side, now time.Time) Reason {
	var newest Pulse
	for _, p := range f.Pulses {
		if p.Side == side && !p.At.Before(newest.At) && now.Sub(p.At) <= PulseAge {
			newest = p
		}
	}
	r := Reason{Cause: Feeling, Text: words.T("Pulse of the mentor: {{.N}} of 5", fault.Values{"N": newest.Value})}
	if side == OfMentee {
		r.Text.Key = "Pulse of the mentee: {{.N}} of 5"
	}
	switch newest.Value {
	case 1:
		r.Level = Red
	case 2:
		r.Level = Amber
	}
	return r
}

// In is the first reason in a language, or that the pair is on plan.
func (h *Health) In(l words.Language) string {
	if len(h.Reasons) == 0 {
		return words.Say(l, "on plan", nil)
	}
	return h.Reasons[0].Text.In(l)
}
