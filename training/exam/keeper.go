package exam

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/bank"
)

// Keeper keeps exams for those who make them. Every method needs the right to
// keep exams, keeps to the actor's scope, and answers NotFound for what is
// outside it.
type Keeper interface {
	// Exams returns the exams, the newest first.
	Exams(ctx context.Context, by people.Actor) ([]Standing, error)
	// Save adds (empty ID) or changes a draft and returns its ID.
	Save(ctx context.Context, by people.Actor, e Exam) (string, error)
	// Discard deletes a draft.
	Discard(ctx context.Context, by people.Actor, id string) error
	// Prospect tells what an exam would be if it were published now with the
	// questions of the bank, and what stands against it. Nothing is kept.
	Prospect(ctx context.Context, by people.Actor, e Exam) (Prospect, error)
	// Publish opens a draft with those questions of the bank that may be drawn now
	// (see bank.Keeper.Pool and Exam.Askable), which are kept as they are. It is
	// refused if a question has no key, the bank can't fill the blueprint, or the
	// forms are not equally hard; uneven allows the last.
	Publish(ctx context.Context, by people.Actor, id string, uneven bool) error
	// Withdraw closes a published exam for good, with the reason.
	Withdraw(ctx context.Context, by people.Actor, id, why string) error
	// Concede gives a person extra time, in a running attempt too, or attempts.
	Concede(ctx context.Context, by people.Actor, id string, c Concession) error
	// Concessions returns what persons were conceded.
	Concessions(ctx context.Context, by people.Actor, id string) ([]Concession, error)
}

// Invigilator is for those who look after the attempts at an exam and what came
// of them. The rules of Keeper hold.
type Invigilator interface {
	// Settle ends the attempts whose time is up although nobody handed them in,
	// and returns how many.
	Settle(ctx context.Context, by people.Actor, id string) (int, error)
	// Results returns the attempts at an exam, by person.
	Results(ctx context.Context, by people.Actor, id string) ([]Result, error)
	// Opened returns an attempt with all that was answered, marked and noticed.
	Opened(ctx context.Context, by people.Actor, attemptID string) (Opened, error)
	// Record returns all marked attempts at an exam with what they were asked.
	Record(ctx context.Context, by people.Actor, id string) (Record, error)
}

// Sitter is for those who sit exams. Every method needs the right to sit them
// and knows of the actor's own attempts only.
type Sitter interface {
	// Offers returns the published exams that the actor may sit or has sat.
	Offers(ctx context.Context, by people.Actor) ([]Offer, error)
	// Begin begins an attempt, or goes on with the one that runs.
	Begin(ctx context.Context, by people.Actor, examID string) (Sitting, error)
	// Keep keeps one event; when it returns without an error the event is safe
	// on the disk.
	Keep(ctx context.Context, by people.Actor, attemptID string, e Event) (Clock, error)
	// Submit hands an attempt in.
	Submit(ctx context.Context, by people.Actor, attemptID string) (Clock, error)
	// Clip returns the call of which a question of an attempt plays a piece, and
	// where its sound lies: while the attempt runs, and later if the rules show
	// what was right. It leaves a trace.
	Clip(ctx context.Context, by people.Actor, attemptID string, place int) (Heard, error)
	// Review shows an attempt as far as the rules allow it now.
	Review(ctx context.Context, by people.Actor, attemptID string) (Reviewed, error)
}

// Marker is for those who mark. The rules of Keeper hold.
type Marker interface {
	// Essays returns what waits for the actor's mark, without names.
	Essays(ctx context.Context, by people.Actor, examID string) ([]Script, error)
	// Judge marks one of them. Nobody marks twice, nor their own.
	Judge(ctx context.Context, by people.Actor, attemptID string, place int, points float64, note string) error
	// Asked returns the questions of an exam in the versions in force.
	Asked(ctx context.Context, by people.Actor, examID string) ([]bank.Question, error)
	// Preview tells what a changed key would do. Nothing is changed.
	Preview(ctx context.Context, by people.Actor, examID string, next bank.Question) ([]Shift, error)
	// Rekey keeps the changed key as the next version of the question, marks the
	// attempts by it, and returns what changed. next names the version that it
	// replaces by its ID.
	Rekey(ctx context.Context, by people.Actor, examID string, next bank.Question, why string) ([]Shift, error)
}

// Standing is an exam and how far it has come.
type Standing struct {
	Exam
	Running int
	Ended   int
	Waiting int // ended, with an essay that waits for a mark
	Persons int // with a marked attempt
	Passed  int // persons of whom an attempt that counts passed
}

// Result is one attempt as its trainer sees it.
type Result struct {
	AttemptID string
	PersonID  string
	Person    string
	// OrganisationID and Organisation are where the person belongs now.
	OrganisationID string
	Organisation   string
	N              int
	Form           int
	State          AttemptState
	Began          time.Time
	Ended          time.Time
	Used           time.Duration
	Points         float64
	Most           float64
	Known          bool // all is marked
	Passed         bool
	Counts         float64 // the share that counts of all the person's attempts so far
	Away           int     // times without the focus
	Jumps          int     // times when a clock was set or the computer slept
}

// Opened is an attempt with all that is known of it.
type Opened struct {
	Result
	Attempt Attempt
	Lines   []Judged
}

// Judged is one question of an attempt with its answer and how it was marked.
type Judged struct {
	Line
	Judgements []Judgement // of an essay, in the order in which they came
	Editions   int         // how often it was marked; above 1 the key was changed or people marked it
}

// Record is what an exam's marked attempts hold.
type Record struct {
	Exam      Exam
	Questions map[string]bank.Question // every version that marked an answer
	Sat       []Sat                    // by person, then in their order
	Waiting   int                      // attempts left out: an essay waits for its mark
	Awaited   map[string]int           // by person: which attempt is the first of those left out
}

// Offer is an exam as a person sees it before sitting it.
type Offer struct {
	ExamID    string
	Name      string
	Rules     Rules
	Questions int
	Most      float64
	PassShare float64
	Forms     int
	Extra     Concession // what the person gets beyond the rules
	Attempts  []Try
	Withdrawn bool
	Stands    error // against beginning now; nil: nothing
}

// Running returns the attempt that one can go on with, if there is one.
func (o Offer) Running() (Try, bool) {
	for _, t := range o.Attempts {
		if !t.State.Ended() {
			return t, true
		}
	}
	return Try{}, false
}

// Ahead reports whether the exam opens only later.
func (o Offer) Ahead(now time.Time) bool { return !o.Withdrawn && now.Before(o.Rules.Opens) }

// Closed reports whether it can't be sat any more.
func (o Offer) Closed(now time.Time) bool {
	return o.Withdrawn || !o.Rules.Closes.IsZero() && !now.Before(o.Rules.Closes)
}

// Try is an earlier attempt of one's own. Points are 0 and Known false where
// the rules don't show them yet.
type Try struct {
	AttemptID string
	N         int
	Form      int
	State     AttemptState
	Late      bool
	Began     time.Time
	Ended     time.Time
	View      View // what the rules show of it now
	Points    float64
	Most      float64
	Known     bool
	Passed    bool
}

// Sitting is a running attempt with what it asks. The questions carry no key.
type Sitting struct {
	Attempt   Attempt
	Name      string
	Rules     Rules
	PassShare float64
	Questions []bank.Question       // by place
	Rubrics   map[string]qa.Version // of the questions that score a call, by version ID
}

// Clock is how an attempt stands after something was kept.
type Clock struct {
	State   AttemptState
	Left    time.Duration // 0 without a limit
	SavedAt time.Time
}

// Reviewed is an ended attempt as its person may see it now.
type Reviewed struct {
	ExamID    string
	Name      string
	PassShare float64
	N         int
	Form      int
	View      View
	Moment    Moment
	State     AttemptState
	Late      bool
	Began     time.Time
	Ended     time.Time
	Used      time.Duration
	Away      []Away
	Rubrics   map[string]qa.Version
	Lines     []Line
	Points    float64 // with View.Mark
	Most      float64
	Known     bool
	Passed    bool
}

// Line is one question of it.
type Line struct {
	Question bank.Question
	Item     Item
	Answer   bank.Answer
	Expert   qa.Answers // with View.Right, of a question that scores a call
	Points   float64
	Known    bool
}

// Script is an essay that waits for a marker.
type Script struct {
	AttemptID string
	Place     int
	Question  bank.Question
	Text      string
	Most      float64
	Marked    int // by how many others
}

// Bare is the question without anything that tells its answer.
func Bare(q bank.Question) bank.Question {
	options := q.Options
	q.Options, q.Order, q.Feedback, q.ExpertID = nil, nil, "", ""
	if q.Kind == bank.Short || q.Kind == bank.Numerical {
		return q
	}
	for _, o := range options {
		q.Options = append(q.Options, bank.Option{Text: o.Text, Match: o.Match})
	}
	return q
}
