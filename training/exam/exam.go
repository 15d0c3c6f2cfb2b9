// Package exam holds exams: what they ask (blueprint), which questions a
// person gets (draw, forms, paper), how a person sits them (rules, meter,
// attempt), and how they are marked and marked again.
package exam

import (
	"errors"
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

// State says where an exam stands.
type State string

// The states. A draft can be changed; a published one can be sat while it is
// open; a withdrawn one can't be sat any more, its results stay.
const (
	Draft     State = "draft"
	Published State = "published"
	Withdrawn State = "withdrawn"
)

// Exam is an exam as its author sets it.
type Exam struct {
	ID             string    `json:"id,omitempty"`
	OrganisationID string    `json:"organisation_id,omitempty"`
	Name           string    `json:"name"`
	State          State     `json:"state,omitempty"`
	Blueprint      Blueprint `json:"blueprint"`
	Rules          Rules     `json:"rules"`
	PassShare      float64   `json:"pass_share"`        // of all marks: 0…1
	Forms          int       `json:"forms,omitempty"`   // parallel forms; 0: everybody's own draw
	Persons        []string  `json:"persons,omitempty"` // who may sit it; empty: everybody in its organisation
	Seed           uint64    `json:"seed,omitempty"`
	MadeBy         string    `json:"made_by,omitempty"`
	MadeAt         time.Time `json:"made_at,omitzero"`
}

// For reports whether the exam is meant for a person of its organisation.
func (e *Exam) For(personID string) bool {
	return len(e.Persons) == 0 || slices.Contains(e.Persons, personID)
}

// MostRows is how many rows a blueprint has at the most.
const MostRows = 200

// CheckDraft returns an Invalid fault for what not even a draft can be kept with.
func (e *Exam) CheckDraft() error {
	switch {
	case strings.TrimSpace(e.Name) == "":
		return fault.New(fault.Invalid, "Give the exam a name.", nil)
	case len([]rune(e.Name)) > MostName:
		return fault.New(fault.Invalid, "The name has at most {{.N}} characters.", fault.Values{"N": MostName})
	case len(e.Blueprint) > MostRows:
		return fault.New(fault.Invalid, "A blueprint has at most {{.N}} rows.", fault.Values{"N": MostRows})
	}
	return nil
}

// MostName is how many characters the name of an exam has at the most.
const MostName = 200

// Check returns an Invalid fault for the first thing that keeps the exam from
// being published, apart from its pool: see Blueprint.Fill.
func (e *Exam) Check() error {
	if err := e.CheckDraft(); err != nil {
		return err
	}
	switch {
	case !(e.PassShare > 0 && e.PassShare <= 1):
		return fault.New(fault.Invalid, "The pass mark lies above 0 % and at 100 % at the most.", nil)
	case e.Forms < 0 || e.Forms > MostForms:
		return fault.New(fault.Invalid, "An exam has at most {{.N}} forms.", fault.Values{"N": MostForms})
	}
	if err := e.Rules.Check(); err != nil {
		return err
	}
	return e.Blueprint.Check()
}

// Askable returns of a bank what the exam could draw at now: active questions
// of its rows, valid at that time. A question without a state is active.
func (e *Exam) Askable(all []bank.Question, now time.Time) []bank.Question {
	return slices.DeleteFunc(slices.Clone(all), func(q bank.Question) bool {
		return q.State != "" && q.State != bank.Active || now.Before(q.ValidFrom) || !q.ValidUntil.IsZero() && !now.Before(q.ValidUntil) ||
			!slices.ContainsFunc(e.Blueprint, func(c Cell) bool { return c.Takes(&q) })
	})
}

// CheckPool returns an Invalid fault that names the first question of the pool
// that can't be asked: one without a right answer, for instance.
func CheckPool(pool []Candidate) error {
	for i := range pool {
		q := &pool[i].Question
		if err := q.Check(); err != nil {
			return fault.New(fault.Invalid, "The exam can't be published. Question {{.Name}}: {{.Why}}",
				fault.Values{"Name": title(q), "Why": text(err)})
		}
	}
	return nil
}

// text is what a refusal says, for use within another one.
func text(err error) any {
	var f *fault.Fault
	if errors.As(err, &f) {
		return words.T(f.Key, f.Values)
	}
	return err.Error()
}

// title is what people know a question by.
func title(q *bank.Question) string {
	if q.Name != "" {
		return q.Name
	}
	r := []rune(strings.TrimSpace(q.Text))
	if len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return string(r)
}
