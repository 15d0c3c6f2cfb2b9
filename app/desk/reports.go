package desk

import (
	"context"
	"io"

	"shifu/internal/people"
	"shifu/internal/tablefile"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings"
	"shifu/training/exam/analysis"
)

// Reports writes documents; rights are checked by whoever fits it.
type Reports interface {
	// Evaluation writes the PDF of one evaluation in language l.
	Evaluation(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error
	// Certificate writes the PDF of one certificate in language l.
	Certificate(ctx context.Context, by people.Actor, number string, l words.Language, w io.Writer) error
	// Calls writes the calls of a list as a table.
	Calls(ctx context.Context, by people.Actor, f recordings.Filter, o recordings.Order, to tablefile.File) error
	// Answers writes the evaluations that match as a table, one row per answer.
	Answers(ctx context.Context, by people.Actor, f qa.Find, to tablefile.File) error
	// Retraining writes the PDF of a case, for the client and the unit.
	Retraining(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error
	// JointPlan writes the PDF of the newest version of a joint plan.
	JointPlan(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error
	// Minutes writes the PDF of the minutes of a joint listening.
	Minutes(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error
	// Exam writes the PDF of an exam's statistics, with the curves of a fitted
	// model unless it is nil.
	Exam(ctx context.Context, by people.Actor, id string, ask analysis.Ask, fitted *analysis.Fitted, l words.Language, w io.Writer) error
	// Contest writes the PDF of a frozen result.
	Contest(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error
	// Award writes the certificate of the best pair, with the ranking behind it.
	Award(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error
	// Practice writes the PDF of a kept practice session.
	Practice(ctx context.Context, by people.Actor, id string, l words.Language, w io.Writer) error
	MentorReports
	// Table writes any table that is on screen.
	Table(ctx context.Context, by people.Actor, t tablefile.Table, to tablefile.File) error
}
