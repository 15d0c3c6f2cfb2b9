package cut

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/training/bank"
)

// Stage says where a study stands.
type Stage string

// The stages. In the first round judges rate alone; in the second they see how
// people did and what the others rated; then the cut can be applied.
const (
	FirstRound  Stage = "first"
	SecondRound Stage = "second"
	Closed      Stage = "closed"
	Applied     Stage = "applied"
)

// Round is the round in which ratings are given: 1 or 2, 0 for none.
func (s Stage) Round() int {
	switch s {
	case FirstRound:
		return 1
	case SecondRound:
		return 2
	}
	return 0
}

// Keeper is for those who keep exams. Every method needs the right to, keeps to
// the actor's scope, and answers NotFound for what is outside it.
type Keeper interface {
	// Studies returns the studies of an exam, the newest first.
	Studies(ctx context.Context, by people.Actor, examID string) ([]Study, error)
	// Begin begins one with judges, who get it as a task. Nobody judges an exam
	// that they may sit.
	Begin(ctx context.Context, by people.Actor, examID string, judges []string, due time.Time) (string, error)
	// Advance ends the round that runs, as soon as two judges have finished it.
	Advance(ctx context.Context, by people.Actor, studyID string) error
	// Apply makes a share of all marks the pass mark of the exam, for a reason.
	Apply(ctx context.Context, by people.Actor, studyID string, share float64, why string) error
}

// Panel is for judges. Each knows of the studies that they judge in.
type Panel interface {
	// Waiting returns what the actor has to rate now.
	Waiting(ctx context.Context, by people.Actor) ([]Turn, error)
	// Sheet returns the questions with the actor's ratings, and in the second
	// round what others rated, without names, and how people did.
	Sheet(ctx context.Context, by people.Actor, studyID string) (Sheet, error)
	// Rate keeps one rating of the round that runs.
	Rate(ctx context.Context, by people.Actor, studyID string, r Rating) error
	// Finish ends the actor's round; every question has to be rated.
	Finish(ctx context.Context, by people.Actor, studyID string, e Expectation) error
}

// Study is one setting of a cut score.
type Study struct {
	ID     string
	ExamID string
	Stage  Stage
	Items  []Item
	Judges []Seat
	Most   float64 // marks of the exam
	MadeAt time.Time
	DueAt  time.Time
	Share  float64 // of all marks that was applied; 0: none
	Why    string
}

// Item is one question that is rated. Weight is what it counts of the exam's
// marks: its mark, or where questions are drawn its part of its row's marks.
type Item struct {
	Question bank.Question
	Weight   float64
	Answers  int // n of the facility
	Facility float64
}

// Seat is one judge with what they gave.
type Seat struct {
	PersonID string
	Name     string
	Done     [2]bool // by round
	Given    []Rating
	Expects  Expectation
}

// Rating is a judge's chance, 0…1, that a just-competent agent answers a
// question rightly.
type Rating struct {
	QuestionID string  `json:"question_id"`
	Round      int     `json:"round"`
	P          float64 `json:"p"`
	Why        string  `json:"why,omitempty"`
}

// Expectation is what a judge expects of the exam as a whole, in shares 0…1:
// how many pass (Beuk), and the limits of cut and failing (Hofstee).
type Expectation struct {
	Pass    float64 `json:"pass"`
	MinCut  float64 `json:"min_cut"`
	MaxCut  float64 `json:"max_cut"`
	MinFail float64 `json:"min_fail"`
	MaxFail float64 `json:"max_fail"`
}

// Turn is a study that waits for a judge.
type Turn struct {
	StudyID string
	Exam    string // name
	Round   int
	Rated   int
	All     int
	DueAt   time.Time
}

// Sheet is what a judge rates.
type Sheet struct {
	Turn
	Items []Rated
	Mine  Expectation
	Done  bool
}

// Rated is one question on it.
type Rated struct {
	Item
	P      *float64 // nil: not rated in this round
	Why    string
	Before *float64  // the actor's rating of the first round, in the second
	Others []float64 // of the first round, in the second
}
