package desk

import (
	"time"

	"shifu/qa"
	"shifu/recordings"
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
	// Practice is where a supervisor rehearses a shift; Route.ID: a scenario, or SessionID of a kept session.
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
	Listen     bool              // in the library: look for what was said, Filter.Said
	Words      string            // in the room: what to find in the transcript
	Find       qa.Find           // in scores: list these, with a way back
	Beside     string            // in a comparison
	From       time.Duration     // a stretch of a call
	Until      time.Duration
	Left       any // how the place was left, for coming back; only the place itself knows what it is
}
