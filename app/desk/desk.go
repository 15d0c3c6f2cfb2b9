// Package desk is what every screen is handed when it opens: who works, what is
// kept, how to go elsewhere, and how to say something.
package desk

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/background"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/tablefile"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/calibration"
	"shifu/qa/indicators"
	"shifu/qa/insight"
	"shifu/qa/proposal"
	"shifu/qa/revision"
	"shifu/qa/rules"
	"shifu/qa/sampling"
	"shifu/qa/severity"
	"shifu/recordings"
	"shifu/recordings/redaction"
	"shifu/recordings/retention"
	"shifu/routing/lab"
	"shifu/training/ability"
	jointly "shifu/training/analysis"
	"shifu/training/award"
	"shifu/training/bank"
	"shifu/training/benchmark"
	"shifu/training/cards"
	"shifu/training/certificate"
	"shifu/training/coaching"
	"shifu/training/contest"
	"shifu/training/exam"
	"shifu/training/exam/analysis"
	"shifu/training/exam/cut"
	"shifu/training/jointplan"
	"shifu/training/knowledge"
	"shifu/training/retrain"
	"shifu/training/roleplay"
)

// Place is one of the rooms of the house.
type Place string

// The places.
const (
	Today   Place = "today"
	Review  Place = "review"  // the queue
	Room    Place = "room"    // one call being reviewed; Route.ID is the call, Route.Task the task
	Library Place = "library" // Route.ID: a call to select
	Scores  Place = "scores"  // evaluations: one's own, a team's
	// Learn is one's cards; Route.ID: "drill" to begin at once, "deck".
	Learn   Place = "learn"
	Rubrics Place = "rubrics"
	// Rules is where rules are kept; Route.ID: a rule.
	Rules Place = "assist"
	// Knowledge is the knowledge base; Route.ID: an article.
	Knowledge Place = "knowledge"
	// Editor is the draft of a rubric, Route.ID; Compared two versions side by
	// side, Route.Beside at the left, Route.ID at the right.
	Editor   Place = "editor"
	Compared Place = "comparison"
	// Sampling is the list of plans; Route.ID: a plan to choose.
	Sampling Place = "sampling"
	// Calibration is the list of sessions; Route.ID: a session, or "new".
	Calibration Place = "calibration"
	Appeals     Place = "appeals" // Route.ID: a case
	// Reviewers is how reviewers judge; Route.ID: a reviewer.
	Reviewers Place = "reviewers"
	// Operations are the figures; Route.ID: a tab (overview, table, shifts,
	// complaints, orders) or an indicator.
	Operations Place = "operations"
	// RolePlay is practice against a scripted customer; Route.ID: a scenario, a
	// knowledge point, or an attempt.
	RolePlay Place = "roleplay"
	// Retraining are the cases of those who failed; Route.ID: a case or a joint plan.
	Retraining Place = "retraining"
	// Mentees is one's own year as mentor or mentee; Route.ID: a pair.
	Mentees  Place = "mentees"
	People   Place = "people"
	Settings Place = "settings"
	Guide    Place = "guide" // Route.ID: the page
	Bank     Place = "bank"  // Route.ID: an entry
	Insight  Place = "insight"
	// Exams are one's own; Sitting is the exam Route.ID on the whole screen,
	// Answered one's own attempt Route.ID with what the rules show of it.
	Exams    Place = "exams"
	Sitting  Place = "sitting"
	Answered Place = "answered"
	// Certificates are one's own and, for whoever looks after them, everybody's;
	// Route.ID: a certificate number.
	Certificates Place = "certificates"
	// Benchmarks are the benchmark calls; Route.ID: one of them, or New to propose
	// the call of Route.Start with the stretch Route.From … Until.
	Benchmarks Place = "benchmarks"
	// Coaching is the board; Route.ID: a plan, an analysis session, or New to plan
	// the coaching that Route.Evaluation calls for.
	Coaching  Place = "coaching"
	Retention Place = "retention"

	// ExamDesk is the trainer's exams; Route.ID: an exam. Behind it lie the draft,
	// the essays, the keys, the statistics and the cut score of an exam (Route.ID),
	// and one attempt (Route.ID: the attempt).
	ExamDesk    Place = "examdesk"
	ExamDraft   Place = "examdraft"
	ExamAttempt Place = "examattempt"
	ExamMarks   Place = "exammarks"
	ExamRegrade Place = "examregrade"
	ExamStats   Place = "examstats"
	ExamCut     Place = "examcut"
	// Routing is where scenarios are tried out; Route.ID: a page (staffing,
	// scenarios, comparison, sensitivity, centre, selftest) or a scenario.
	Routing Place = "routing"
	// Contests are labour competitions and the best pair; Route.ID: one of them.
	Contests Place = "contests"
	// Practice is where a supervisor rehearses a shift; Route.ID: a scenario.
	Practice Place = "practice"
	// Ability are ability sheets and care; Route.ID: a person, "care" or "notes".
	Ability Place = "ability"
	// CutRating is a judge's sheet; Route.ID: the study.
	CutRating Place = "cutrating"
)

// New is the Route.ID that begins something new.
const New = "new"

// Route names where to go.
type Route struct {
	Place      Place
	ID         string
	Task       string            // in the room: the task that brought one here
	Evaluation string            // in the room: show this evaluation
	Start      qa.Start          // in the room: begin this evaluation (CallID as in ID); empty: an ordinary one
	Filter     recordings.Filter // in the library
	Find       qa.Find           // in scores: list these, with a way back
	Beside     string            // in a comparison
	From       time.Duration     // a stretch of a call
	Until      time.Duration
}

// Choices are one person's settings.
type Choices struct {
	Mode        string // system, light, dark
	Percent     int    // text size, 90 to 150
	Language    words.Language
	Rewind      time.Duration // on resume
	SkipSeconds int
}

// Preferences keeps small things per person, as JSON, by key.
type Preferences interface {
	Preference(ctx context.Context, by people.Actor, key string) ([]byte, error)
	SetPreference(ctx context.Context, by people.Actor, key string, json []byte) error
}

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
	MentorReports
	// Table writes any table that is on screen.
	Table(ctx context.Context, by people.Actor, t tablefile.Table, to tablefile.File) error
}

// Backup is one back-up that lies in the workspace.
type Backup struct {
	Path string
	At   time.Time
	Size int64
}

// Entry is one row of the audit log in words.
type Entry struct {
	At   time.Time
	Who  string
	What string
}

// Keeping looks after the workspace as a whole; rights are checked below.
type Keeping interface {
	Folder() string
	Backup(ctx context.Context, by people.Actor) (path, head string, err error)
	Backups(ctx context.Context, by people.Actor) ([]Backup, error)
	// Check returns what is wrong with the workspace, empty for nothing.
	Check(ctx context.Context, by people.Actor) ([]words.Text, error)
	// Audit returns the newest n rows of the audit log, newest first, and its head.
	Audit(ctx context.Context, by people.Actor, n int) (rows []Entry, head string, err error)
}

// Assistance is what proposes answers: rules, and a model behind the settings.
type Assistance struct {
	Rules     rules.Keeper
	Proposals proposal.Keeper
	Model     proposal.Asked
	Persona   roleplay.Improviser // may be nil
	Vault     proposal.Vault
}

// Kept is everything that is kept, behind the domain's interfaces.
type Kept struct {
	// The four of the knowledge base may be the same.
	Articles      knowledge.Reader
	ArticleKeeper knowledge.Keeper
	MustReads     knowledge.MustReads
	Diary         knowledge.Diary

	// Benchmarks and ClipPlayer may be the same.
	Benchmarks benchmark.Keeper
	ClipPlayer benchmark.Player
	// Coaching and CoachingFigures may be the same.
	Coaching        coaching.Keeper
	CoachingFigures coaching.Figures
	Analyses        jointly.Keeper

	Decks  cards.Keeper
	Sitter exam.Sitter

	People      people.Keeper
	Door        people.Door
	Calls       recordings.Keeper
	Shelf       recordings.Shelf
	Redactions  redaction.Keeper
	Quality     qa.Keeper
	Queue       qa.Queue
	Trends      qa.Trends
	Sampling    sampling.Keeper
	Drawer      sampling.Drawer
	Insight     insight.Keeper
	Calibration calibration.Keeper
	Rulebook    calibration.Rulebook
	Appeals     appeal.Keeper
	AppealRules appeal.Rules
	Severity    severity.Keeper
	// Retrain and RetrainRules may be the same.
	Retrain      retrain.Keeper
	RetrainRules retrain.Rulebook
	JointPlans   jointplan.Keeper
	Mentors      Mentors
	Preferences  Preferences
	Assist       Assistance
	Revisions    revision.Keeper
	Scales       revision.Scales

	// The three of role-plays may be the same.
	Rehearsal  roleplay.Player
	RolePlays  roleplay.Keeper
	RoleAuthor roleplay.Author

	// The two of the bank may be the same.
	Bank       bank.Keeper
	BankExport bank.Exporter

	// ExamKeeper, Invigilator and Marker are for those who keep exams.
	ExamKeeper  exam.Keeper
	Invigilator exam.Invigilator
	Marker      exam.Marker
	Cuts        cut.Keeper
	Panel       cut.Panel // for judges

	Lab      lab.Keeper
	Contests contest.Keeper
	Awards   award.Keeper
	// Ability and Care may be the same.
	Ability ability.Keeper
	Care    ability.Care

	Figures      indicators.Keeper
	Aims         indicators.Aims
	FigureIntake indicators.Intake
	Corrections  indicators.Corrections

	// Certificates and CertificateKeeper may be the same.
	Retention retention.Keeper

	Certificates      certificate.Reader
	CertificateKeeper certificate.Keeper
}

// Desk is one person's place of work in the window.
type Desk struct {
	Kept
	Actor    people.Actor
	Settings Choices
	Now      func() time.Time
	Zone     *time.Location
	Stage    *background.Stage
	Hub      *notice.Hub
	Reports  Reports
	Keeping  Keeping
	Sound    Sound
	Window   fyne.Window

	// Go opens a place; Back returns to the one before.
	Go   func(Route)
	Back func()
	// Toast says that something was done, with a way to undo it (nil: none).
	Toast func(text string, undo func())
	// Fail says what went wrong, in the status bar or a banner of the window.
	Fail func(err error)
	// Progress shows one long work in the status bar; the returned functions
	// move it (on the UI thread) and end it. cancel may be nil.
	Progress func(title string, cancel func()) (move func(done, total int), end func())
	// Changed tells the shell that the screen's Actions or the rail's counts changed.
	Changed func()
	// Apply keeps and applies changed settings.
	Apply func(Choices)
	// Trace notes what the window shows, for tests and support; never nil.
	Trace func(event string, facts map[string]any)
}

// Screen is one open place.
type Screen interface {
	// Content is built once.
	Content() fyne.CanvasObject
	// Actions are everything that can be done here; the main menu lists them.
	Actions() []Action
	// Wide screens fold the rail to 64.
	Wide() bool
	// Close is called when the screen is left; what is not saved is saved here.
	Close()
}
