package mentor

import (
	"slices"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Rules are what a pair must fulfil (hard), and what its parts are worth.
type Rules struct {
	Capacity    int     `json:"capacity"`    // places of a mentor, open pairs included
	Certificate string  `json:"certificate"` // programme whose certificate a mentor holds; empty: none is asked
	Named       string  `json:"named"`       // its name
	Common      bool    `json:"common"`      // a project or a skill in common
	Hours       float64 `json:"hours"`       // at work together in a week; 0: not asked
	Help        []Help  `json:"help,omitempty"`
	Weights     Weights `json:"weights"`
}

// Help is agreed from one organisation to another: mentors of From may have
// mentees of To.
type Help struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Part is one part of the score of a pair.
type Part int

// The parts.
const (
	Gap      Part = iota // share of the mentee's lost points that the mentor's level covers
	Shifts               // time at work together, a full week's 24 hours count as all
	Place                // 1 same team, ½ same organisation
	Language             // share of the mentee's languages that the mentor has
	Wish                 // of the mentee
	Wished               // of the mentor
	parts
)

// Parts lists them in the order in which screens show them.
var Parts = []Part{Gap, Shifts, Place, Language, Wish, Wished}

// Name is the part in words.
func (p Part) Name() words.Text {
	return words.T([]string{"Skill gap", "Shifts together", "Same team", "Language", "Mentee's wish", "Mentor's wish"}[p], nil)
}

// Weights are what the parts count.
type Weights [parts]float64

// StandardRules are those a round begins with.
func StandardRules() Rules {
	return Rules{Capacity: 2, Common: true, Hours: 8, Weights: Weights{40, 20, 10, 5, 15, 10}}
}

// Check returns an Invalid fault for the first rule that can't be kept.
func (r *Rules) Check() error {
	sum := 0.0
	for _, w := range r.Weights {
		if !(w >= 0 && w <= 1000) {
			return fault.New(fault.Invalid, "A weight is 0 to 1000.", nil)
		}
		sum += w
	}
	switch {
	case r.Capacity < 1 || r.Capacity > 20:
		return fault.New(fault.Invalid, "A mentor has 1 to 20 places.", nil)
	case !(r.Hours >= 0 && r.Hours <= 60):
		return fault.New(fault.Invalid, "Asked are 0 to 60 hours together a week.", nil)
	case sum == 0:
		return fault.New(fault.Invalid, "Give one part of the score a weight at least.", nil)
	case slices.ContainsFunc(r.Help, func(h Help) bool { return h.From == "" || h.To == "" || h.From == h.To }):
		return fault.New(fault.Invalid, "Help is agreed between two different organisations.", nil)
	}
	return nil
}
