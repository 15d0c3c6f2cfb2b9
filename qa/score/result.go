package score

import (
	"math"
	"strconv"

	"shifu/qa"
)

// Mark is a number from 0 to 100 that may be missing. In JSON it is a number or null.
type Mark struct {
	Value float64
	Known bool
}

// Known returns the mark x.
func Known(x float64) Mark { return Mark{x, true} }

// Ptr returns the value, or nil where there is none.
func (m Mark) Ptr() *float64 {
	if !m.Known {
		return nil
	}
	x := m.Value
	return &x
}

// Rounded returns m rounded half up to 2 decimals, for display.
func (m Mark) Rounded() Mark {
	if m.Known {
		m.Value = Round(m.Value, 2)
	}
	return m
}

// MarshalJSON writes a number or null.
func (m Mark) MarshalJSON() ([]byte, error) {
	if !m.Known {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, m.Value, 'f', -1, 64), nil
}

// Round rounds x ≥ 0 half up to the given decimals. What lies within 1e-9 of a
// half counts as one, since most decimal fractions have no exact float64.
func Round(x float64, decimals int) float64 {
	unit := math.Pow10(decimals)
	return math.Floor(x*unit+0.5+1e-9) / unit
}

// State says what became of a question.
type State uint8

// The states of a question in a result.
const (
	Hidden        State = iota // its condition does not hold
	Open                       // not answered yet
	NotApplicable              // answered N/A
	Beside                     // answered, outside the score (excluded, text, date)
	Scored
)

var stateWords = [...]string{"hidden", "open", "na", "beside", "scored"}

// String returns hidden, open, na, beside or scored.
func (s State) String() string { return stateWords[s] }

// MarshalText writes the same word.
func (s State) MarshalText() ([]byte, error) { return []byte(stateWords[s]), nil }

// Result is the score of one evaluation with all that led to it.
type Result struct {
	Mode      qa.Mode
	NAPolicy  qa.NAPolicy
	Total     Mark    // before bonus, floor and cap
	Bonus     float64 // points added after the total
	Raw       Mark    // before fail all; unknown when there is nothing to score
	Final     Mark    // 0 after a fail all, else Raw
	FailAll   bool
	Complete  bool // every visible question is answered
	Visible   int  // questions shown
	Answered  int  // of these, answered (N/A included)
	Failed    []string
	Sections  []SectionScore // as in the version
	Questions []Row          // as in the version, section after section
	Classes   [4]Tally       // in the order of qa.Classes
}

// SectionScore is what one section reached.
type SectionScore struct {
	Percent       Mark    // 100·Points÷Possible; unknown when nothing in it counts
	WeightApplied float64 // weight with which it entered the total: its own, in flat and deduction that of its questions; 0 if left out
	Points        float64 // Σ w·s
	Possible      float64 // Σ w, after the N/A policy
	Failed        bool
	factor        float64 // points of the 100 that one applied point of weight stands for
}

// Row is what one question contributed.
type Row struct {
	Ref           string
	Section       int // index
	State         State
	Score         float64 // s of the answer itself, 0 if it has none
	Credit        float64 // s that counted: 0 in a failed section, 1 or 0 for N/A under full credit and zero
	Weight        float64 // as given
	WeightApplied float64 // after the N/A policy; 0 if left out
	PointsLost    float64 // of the 100
	Bonus         float64 // points gained
	Error         bool    // the answer counts as fail
	Effect        qa.Effect
	counts        bool
	fired         effects
}

// Counts reports whether the question entered numerator and denominator.
func (r Row) Counts() bool { return r.counts }

// Tally counts the answers of one error class in one evaluation.
type Tally struct {
	Opportunities int // answered questions, N/A removed
	Errors        int
}

// Clean reports whether the evaluation has no error of the class. Critical
// accuracy is the share of clean evaluations; non-critical accuracy is
// 1 − errors ÷ opportunities.
func (t Tally) Clean() bool { return t.Errors == 0 }

func (r *Result) reset(s *Scheme) {
	sections, questions, failed := r.Sections, r.Questions, r.Failed
	if cap(sections) < len(s.sections) {
		sections = make([]SectionScore, len(s.sections))
	}
	if cap(questions) < len(s.questions) {
		questions = make([]Row, len(s.questions))
	}
	*r = Result{Mode: s.mode, NAPolicy: s.policy, Failed: failed[:0],
		Sections: sections[:len(s.sections)], Questions: questions[:len(s.questions)]}
	clear(r.Sections)
	copy(r.Questions, s.blank)
}
