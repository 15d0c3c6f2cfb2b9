package desk

import (
	"shifu/internal/people"
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
	"shifu/recordings/speech"
	"shifu/recordings/transcribe"
	"shifu/recordings/watch"
	"shifu/routing/lab"
	"shifu/routing/practice/logbook"
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
	"shifu/training/exam/cut"
	"shifu/training/jointplan"
	"shifu/training/knowledge"
	"shifu/training/retrain"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// Assistance is what proposes answers (rules, and a model behind the settings),
// and what has calls written down.
type Assistance struct {
	Rules     rules.Keeper
	Proposals proposal.Keeper
	Model     proposal.Asked
	Persona   roleplay.Improviser // may be nil
	Vault     proposal.Vault
	Hearing   transcribe.Hearer // writes down what is said; nil: never
}

// Kept is everything that is kept, behind the domain's interfaces.
type Kept struct {
	Watched watch.Keeper // folders into which recorders write; may be nil

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

	People       people.Keeper
	Door         people.Door
	Calls        recordings.Keeper
	Tags         recordings.Tagger
	Shelf        recordings.Shelf
	Redactions   redaction.Keeper
	Transcribing transcribe.Keeper
	Spans        speech.Keeper
	Quality      qa.Keeper
	Queue        qa.Queue
	Trends       qa.Trends
	Sampling     sampling.Keeper
	Drawer       sampling.Drawer
	Insight      insight.Keeper
	Calibration  calibration.Keeper
	Rulebook     calibration.Rulebook
	Appeals      appeal.Keeper
	AppealRules  appeal.Rules
	Severity     severity.Keeper
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
	// Duties and DutyBook may be the same.
	Duties   duty.Worker
	DutyBook duty.Keeper

	// The two of the bank may be the same.
	Bank       bank.Keeper
	BankExport bank.Exporter

	// ExamKeeper, Invigilator and Marker are for those who keep exams.
	ExamKeeper  exam.Keeper
	Invigilator exam.Invigilator
	Marker      exam.Marker
	Cuts        cut.Keeper
	Panel       cut.Panel // for judges

	// Logbook, ScenarioAuthor and Starter may be the same.
	Logbook        logbook.Keeper
	ScenarioAuthor logbook.Author
	Starter        logbook.Starter

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
