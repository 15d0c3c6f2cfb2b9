package practice

import (
	"context"
	"time"

	"shifu/internal/fault"
)

// Begun says from which starting state a session began: a session that somebody
// had brought to a moment, kept under a name. What was done before belongs to
// the state: the reference starts there too, nothing of it costs points, and
// the review does not judge it. Without a name the session began at 0.
type Begun struct {
	Name     string        `json:"name"`
	At       time.Duration `json:"at"`
	Acts     int           `json:"acts"` // given before
	Injected int           `json:"injected"`
	Said     int           `json:"said"`
}

// fits refuses what does not fit its record.
func (b *Begun) fits(r *Record) error {
	if b.At < 0 || b.Acts < 0 || b.Injected < 0 || b.Said < 0 || b.At > r.Until || b.Acts > len(r.Acts) || b.Injected > len(r.Injected) || b.Said > len(r.Said) || b.Name == "" && *b != (Begun{}) {
		return fault.New(fault.Invalid, "This record of a session is damaged: its starting state does not belong to it.", nil)
	}
	return nil
}

// BeginFrom begins a session from a starting state: a record, played to its end,
// under a name. The same state and acts give the same session.
func BeginFrom(ctx context.Context, r Record, name string) (*Session, error) {
	r.Begun = Begun{}
	x, err := Resume(ctx, r)
	if err != nil {
		return nil, err
	}
	return x, x.begin(name)
}

// begin makes this moment the one at which the session begins.
func (x *Session) begin(name string) error {
	r := x.Record()
	x.begun = Begun{Name: name, At: x.floor.now, Acts: len(r.Acts), Injected: len(r.Injected), Said: len(r.Said)}
	x.other.free()
	x.floor.measures = newMeasures(x.c.scenario)
	x.other, x.rule = x.floor.copy(), newRule()
	x.marks, x.traces, x.anchors, x.landing = nil, nil, nil, landing{}
	x.trace()
	return nil
}

// Begun is the starting state of the session, without a name if it began at 0.
func (x *Session) Begun() Begun { return x.begun }
