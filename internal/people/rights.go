package people

import "slices"

// Role is one of the hotline's jobs in Shifu.
type Role string

// The roles (坐席, 学员, 质检员, 质检主管, 师傅, 培训师, 班组长, 甲方, 系统管理员).
const (
	Agent         Role = "agent"
	Trainee       Role = "trainee"
	Reviewer      Role = "reviewer"
	QualityLead   Role = "quality-lead"
	Mentor        Role = "mentor"
	Trainer       Role = "trainer"
	Supervisor    Role = "supervisor"
	Client        Role = "client"
	Administrator Role = "administrator"
)

// Roles lists every role in the order in which screens show them.
var Roles = []Role{Agent, Trainee, Reviewer, QualityLead, Mentor, Trainer, Supervisor, Client, Administrator}

// Right is one thing that a person may do.
type Right string

// The rights. Copying, exporting and printing are rights of their own, so that
// they can be kept from people who may otherwise listen and score.
const (
	SeeOwnCalls     Right = "see-own-calls"     // calls taken by oneself, scores of oneself
	SeeCalls        Right = "see-calls"         // every call of the organisations in scope
	ListenCalls     Right = "listen-calls"      // play audio
	ImportCalls     Right = "import-calls"      // add recordings and metadata
	ScoreCalls      Right = "score-calls"       // draft and submit evaluations
	ReleaseScores   Right = "release-scores"    // release, void, allow exceptions
	DecideAppeals   Right = "decide-appeals"    // take and decide appeals of agents
	KeepRubrics     Right = "keep-rubrics"      // add, publish, retire rubrics
	CopyOut         Right = "copy-out"          // copy text or audio out of Shifu
	Export          Right = "export"            // files of calls, scores, people
	Print           Right = "print"             // reports as PDF
	KeepPeople      Right = "keep-people"       // persons, teams, rights, leaving
	KeepWorkspace   Right = "keep-workspace"    // back-up, restore, settings of all
	ReadAudit       Right = "read-audit"        // the audit log
	SeeAllCompanies Right = "see-all-companies" // beyond one's own organisation
	KeepFigures     Right = "keep-figures"      // import figures of operations, set targets
	KeepExams       Right = "keep-exams"        // make, publish and mark exams
	SitExams        Right = "sit-exams"         // sit the exams of one's organisation
	KeepArticles    Right = "keep-articles"     // write, verify and archive knowledge articles, ask for reading
	SeeKeyCustomers Right = "see-key-customers" // articles on important customers

	// KeepCertificates is to say who needs which certificate, to issue, suspend and lift.
	KeepCertificates Right = "keep-certificates"

	KeepMentoring  Right = "keep-mentoring"  // pair mentors and mentees, keep their contracts, coordinate
	KeepCoaching   Right = "keep-coaching"   // plan and follow up the coaching of agents
	KeepBenchmarks Right = "keep-benchmarks" // approve and share benchmark calls
	KeepContests   Right = "keep-contests"   // make, close and publish contests
	KeepPractice   Right = "keep-practice"   // keep practice scenarios, instruct and assess practice sessions
	RedactCalls    Right = "redact-calls"    // take personal data out of recordings and transcripts
	HearUnredacted Right = "hear-unredacted" // hear and read what was taken out; every use leaves a trace
	RunScenarios   Right = "run-scenarios"   // calculate staff, edit and run routing scenarios
)

// Rights lists every right in the order in which screens show them.
var Rights = []Right{
	SeeOwnCalls, SeeCalls, ListenCalls, ImportCalls, ScoreCalls, ReleaseScores, DecideAppeals, KeepRubrics,
	CopyOut, Export, Print, KeepPeople, KeepWorkspace, ReadAudit, SeeAllCompanies, KeepFigures,
	KeepArticles, SeeKeyCustomers, KeepExams, SitExams, KeepCertificates,
	KeepMentoring, KeepCoaching, KeepBenchmarks, KeepContests, KeepPractice, RunScenarios, RedactCalls, HearUnredacted,
}

var given = map[Role][]Right{
	Agent:    {SeeOwnCalls, ListenCalls, SitExams},
	Trainee:  {SeeOwnCalls, ListenCalls, SitExams},
	Reviewer: {SeeCalls, ListenCalls, ScoreCalls, Print, RedactCalls},
	QualityLead: {SeeCalls, ListenCalls, ImportCalls, ScoreCalls, ReleaseScores, DecideAppeals, KeepRubrics, CopyOut, Export, Print, KeepFigures, KeepArticles, SeeKeyCustomers, KeepExams, KeepCertificates,
		KeepMentoring, KeepCoaching, KeepBenchmarks, KeepContests, RunScenarios, RedactCalls, HearUnredacted},
	Mentor: {SeeCalls, ListenCalls},
	Trainer: {SeeCalls, ListenCalls, Print, KeepArticles, SeeKeyCustomers, KeepExams, KeepCertificates,
		KeepMentoring, KeepCoaching, KeepBenchmarks, KeepPractice, RunScenarios},
	Supervisor:    {SeeCalls, ListenCalls, Export, Print, SeeKeyCustomers, KeepCoaching, KeepContests, RunScenarios},
	Client:        {SeeCalls, ListenCalls, Export, Print, SeeAllCompanies, KeepFigures, SeeKeyCustomers, KeepContests, RunScenarios},
	Administrator: {SeeCalls, ImportCalls, KeepPeople, KeepWorkspace, ReadAudit, Export, Print, KeepRubrics, KeepFigures, RunScenarios},
}

// vendorNever are the rights that no role gives to a vendor's person: they need
// to be granted to that person by name, and those of vendorCannot can't be.
var vendorNever = []Right{CopyOut, Export, Print, ImportCalls, DecideAppeals, KeepWorkspace, SeeAllCompanies, KeepFigures, SeeKeyCustomers, KeepCertificates, HearUnredacted}

// vendorCannot are the rights that nobody can grant to a vendor's person: with
// them they would see other organisations, or write the figures that their fee
// hangs on (the certified rate is one). A back-up holds everything.
var vendorCannot = []Right{SeeAllCompanies, KeepWorkspace, KeepFigures, KeepCertificates}

// Grantable reports whether r can be granted to somebody of an organisation of kind k.
func Grantable(r Right, k OrganisationKind) bool {
	return k != Vendor || !slices.Contains(vendorCannot, r)
}

// GivenBy returns the rights that role r gives to somebody of an organisation of kind k.
func GivenBy(r Role, k OrganisationKind) []Right {
	var out []Right
	for _, right := range given[r] {
		if k != Vendor || !slices.Contains(vendorNever, right) {
			out = append(out, right)
		}
	}
	if k == InHouse && !slices.Contains(out, SeeAllCompanies) && seesVendors(r) {
		out = append(out, SeeAllCompanies)
	}
	return out
}

// seesVendors tells which in-house roles look after the vendors' work too.
func seesVendors(r Role) bool {
	return r == Reviewer || r == QualityLead || r == Trainer || r == Client || r == Administrator
}
