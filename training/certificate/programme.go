// Package certificate holds what certifies an agent (证书): programmes with the
// exams that earn a certificate, until when it is valid and when it may be
// renewed; who holds which in what state on any day; the record that a
// certificate is, with its hash; and the certified rate (持证上岗率).
package certificate

import (
	"strings"
	"time"

	"shifu/internal/fault"
)

// Method says from where the active period runs.
type Method string

// The methods, after Totara's certifications.
const (
	FromCompletion Method = "completion" // from the day it was earned
	FromExpiry     Method = "expiry"     // from the day on which the one before expires
	FixedDates     Method = "fixed"      // from one fixed date to the next
)

// Methods lists them in the order in which screens show them.
var Methods = []Method{FromCompletion, FromExpiry, FixedDates}

// Programme is what leads to a certificate of one skill.
type Programme struct {
	ID             string    `json:"id,omitempty"`
	OrganisationID string    `json:"-"` // empty: for people of every organisation
	Name           string    `json:"name"`
	English        string    `json:"english"` // its name in English; may be empty
	Skill          string    `json:"skill"`
	Exams          []string  `json:"exams"`   // IDs; all of them earn it. None: it is issued by hand
	Renewal        []string  `json:"renewal"` // that renew it in its window; none: the same as Exams
	Method         Method    `json:"method"`
	Active         Period    `json:"active"`
	Window         Period    `json:"window"`   // before the expiry, in which it can be renewed
	Minimum        Period    `json:"minimum"`  // least time to the next fixed date; FixedDates only
	Duty           bool      `json:"duty"`     // nobody is to be on duty without it
	Attitude       bool      `json:"attitude"` // an upheld complaint about attitude suspends it
	Since          Day       `json:"since"`    // from when on it is asked for duty
	MadeBy         string    `json:"-"`
	RetiredAt      time.Time `json:"-"` // nobody is assigned any more; certificates stay
}

// MostName is how many characters a name or a skill has at the most.
const MostName = 80

// Check returns an Invalid fault for the first thing that is wrong with it.
func (p *Programme) Check() error {
	for _, t := range []string{p.Name, p.English, p.Skill} {
		if len([]rune(t)) > MostName || strings.ContainsAny(t, "\r\n") {
			return fault.New(fault.Invalid, "A name is one line of {{.N}} characters at the most.", fault.Values{"N": MostName})
		}
	}
	switch {
	case strings.TrimSpace(p.Name) == "":
		return fault.New(fault.Invalid, "Give the certificate a name.", nil)
	case strings.TrimSpace(p.Skill) == "":
		return fault.New(fault.Invalid, "Say which skill it certifies.", nil)
	case p.Method != FromCompletion && p.Method != FromExpiry && p.Method != FixedDates:
		return fault.New(fault.Invalid, "Say how the expiry is found.", nil)
	}
	return p.checkPeriods()
}

func (p *Programme) checkPeriods() error {
	for _, x := range []Period{p.Active, p.Window, p.Minimum} {
		if x.N < 0 || x.days() > 100*365 || !x.IsZero() && x.Unit != Days && x.Unit != Months {
			return fault.New(fault.Invalid, "A period is a number of days or months, a hundred years at the most.", nil)
		}
	}
	switch {
	case p.Active.IsZero():
		return fault.New(fault.Invalid, "Say how long the certificate is valid.", nil)
	case p.Window.Longer(p.Active):
		return fault.New(fault.Invalid, "The window for renewal is longer than the certificate is valid. Make it shorter.", nil)
	case p.Method != FixedDates && !p.Minimum.IsZero():
		return fault.New(fault.Invalid, "A minimum validity goes with fixed dates only. Leave it empty.", nil)
	case p.Method == FixedDates && p.Window.Longer(p.Minimum):
		return fault.New(fault.Invalid, "With fixed dates the minimum validity must be at least as long as the window for renewal.", nil)
	case p.Minimum.Longer(p.Active):
		return fault.New(fault.Invalid, "The minimum validity is longer than the certificate is valid. Make it shorter.", nil)
	}
	return nil
}

// Past is what an expiry hangs on besides the day on which the certificate was
// earned. Days that don't apply are 0.
type Past struct {
	Due      Day // by which the person was to earn it
	First    Day // on which the person earned it for the first time
	Previous Day // on which the one before expires
}

// Expires is the last day on which a certificate earned on the day completed
// is valid.
//
//   - FromCompletion: completed + active.
//   - FromExpiry: the previous expiry + active; the first time the due day +
//     active if there is one; when that day has passed, completed + active.
//   - FixedDates: the first day after completed of base + k·active, k = 0, 1 …,
//     where base is the due day or else the first completion; one active period
//     more if that is closer than the minimum (exactly the minimum is enough).
//
// Reference: Totara Learn, Certifications, "Recertification date"; months are
// clamped to their end.
func (p *Programme) Expires(completed Day, past Past) Day {
	switch p.Method {
	case FromExpiry:
		from := past.Previous
		if from == 0 {
			from = past.Due
		}
		if from == 0 || completed > from {
			from = completed
		}
		return p.Active.After(from)
	case FixedDates:
		return p.fixed(completed, past)
	}
	return p.Active.After(completed)
}

func (p *Programme) fixed(completed Day, past Past) Day {
	base := past.Due
	if base == 0 {
		base = past.First
	}
	if base == 0 {
		base = completed
	}
	k := 0
	for p.Active.times(base, k) <= completed {
		k++
	}
	if !p.Minimum.IsZero() && p.Active.times(base, k) < p.Minimum.After(completed) {
		k++
	}
	return p.Active.times(base, k)
}

// Opens is the first day on which a certificate with that expiry can be
// renewed; without a window the day after it.
func (p *Programme) Opens(expires Day) Day {
	if p.Window.IsZero() {
		return expires + 1
	}
	return p.Window.Before(expires)
}

// Paths are the exams to pass now: those of the renewal while a window is open,
// otherwise those of the first time.
func (p *Programme) Paths(s State) []string {
	if s == WindowOpen && len(p.Renewal) > 0 {
		return p.Renewal
	}
	return p.Exams
}
