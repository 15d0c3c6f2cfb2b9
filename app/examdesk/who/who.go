// Package who finds the persons whom an exam concerns.
package who

import (
	"context"

	"shifu/internal/people"
	"shifu/training/exam"
)

// Sitters are the persons in the actor's sight who may sit an exam.
func Sitters(ctx context.Context, k people.Keeper, by people.Actor, e *exam.Exam) ([]people.Person, error) {
	all, err := k.Persons(ctx, by, people.Find{})
	var out []people.Person
	for _, p := range all {
		if May(&p, people.SitExams) && e.For(p.ID) {
			out = append(out, p)
		}
	}
	return out, err
}

// May reports whether a person's own roles and grants give a right.
func May(p *people.Person, r people.Right) bool { return people.As(*p, people.InHouse).May(r) }
