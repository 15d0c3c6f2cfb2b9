package exam

import (
	"time"

	"shifu/internal/fault"
	"shifu/training/bank"
)

// Sat is an ended attempt with its marks, as a regrade needs it.
type Sat struct {
	AttemptID string
	PersonID  string
	Person    string // name
	// OrganisationID and Organisation are where the person belongs now.
	OrganisationID, Organisation string

	N       int // of the person's attempts
	Ended   time.Time
	Paper   Paper
	Answers map[int]bank.Answer
	Marks   []Mark
}

// Shift is what a changed key does to one attempt.
type Shift struct {
	AttemptID string  `json:"attempt_id"`
	PersonID  string  `json:"person_id"`
	Person    string  `json:"person"`
	Place     int     `json:"place"`
	Old       float64 `json:"old"` // of this question
	New       float64 `json:"new"`
	OldTotal  float64 `json:"old_total"`
	NewTotal  float64 `json:"new_total"`
	WasPass   bool    `json:"was_pass"`
	IsPass    bool    `json:"is_pass"`
}

// CheckKey refuses a next version of a question that asks something else: only
// what is right, and what is said about it, may change under those who have
// answered it.
func CheckKey(was, next *bank.Question) error {
	if err := next.Check(); err != nil {
		return err
	}
	same := was.Kind == next.Kind && was.Text == next.Text && len(was.Options) == len(next.Options)
	if same && was.Kind != bank.Short && was.Kind != bank.Numerical { // there the options are the key
		for i := range was.Options {
			same = same && was.Options[i].Text == next.Options[i].Text
		}
	}
	if was.Kind == bank.Short || was.Kind == bank.Numerical {
		same = was.Kind == next.Kind && was.Text == next.Text
	}
	if !same {
		return fault.New(fault.Invalid, "A regrade may change the key, not what was asked. Make a new question instead.", nil)
	}
	return nil
}

// Regrade marks the answers to question was again by the key of next and tells
// what changes; nothing is changed yet. pass is the share of all marks that
// passes. Attempts without the question are left out.
func (e *Exam) Regrade(was string, next *bank.Question, sat []Sat) []Shift {
	var out []Shift
	for _, s := range sat {
		for i, it := range s.Paper.Items {
			if it.QuestionID != was || i >= len(s.Marks) || !s.Marks[i].Known {
				continue
			}
			total, _ := Total(s.Marks)
			old, fresh := s.Marks[i].Points, s.Marks[i].Points
			if m := e.Rules.Mark(i, it, next, s.Answers[i]); m.Known { // what people marked stays
				fresh = m.Points
			}
			sh := Shift{AttemptID: s.AttemptID, PersonID: s.PersonID, Person: s.Person, Place: i, Old: old, New: fresh,
				OldTotal: total, NewTotal: total - old + fresh}
			sh.WasPass, sh.IsPass = e.Passes(sh.OldTotal, s.Paper.Marks()), e.Passes(sh.NewTotal, s.Paper.Marks())
			out = append(out, sh)
		}
	}
	return out
}

// Passes reports whether points out of most reach the pass mark.
func (e *Exam) Passes(points, most float64) bool { return points >= e.PassShare*most-1e-9 }
