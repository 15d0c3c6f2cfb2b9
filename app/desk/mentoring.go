package desk

import (
	"context"
	"io"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/contract"
	"shifu/training/mentor"
	"shifu/training/mentoring"
)

// Mentoring is the coordinator's pairs; Route.ID: "rounds", or a round.
// MentorContract is the contract of the pair Route.ID; without one, of one's own.
const (
	Mentoring      Place = "mentoring"
	MentorContract Place = "mentorcontract"
)

// Mentors keep pairs of mentor and mentee. Pairs and Rounds may be the same.
type Mentors struct {
	Pairs  contract.Keeper
	Rounds mentor.Keeper
	Years  mentoring.Keeper
}

// MentorReports write what pairs print.
type MentorReports interface {
	// Contract writes the PDF of a version of a pair's contract.
	Contract(ctx context.Context, by people.Actor, pairID string, number int, l words.Language, w io.Writer) error
}
