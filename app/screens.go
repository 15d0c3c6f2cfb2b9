package app

import (
	"shifu/app/ability"
	"shifu/app/appeals"
	"shifu/app/bank"
	"shifu/app/benchmarks"
	"shifu/app/calibration"
	"shifu/app/certificates"
	"shifu/app/coaching"
	"shifu/app/contests"
	"shifu/app/contracts"
	"shifu/app/desk"
	"shifu/app/editor"
	"shifu/app/examdesk"
	"shifu/app/examdesk/attempt"
	"shifu/app/examdesk/cutscore"
	"shifu/app/examdesk/draft"
	"shifu/app/examdesk/figures"
	"shifu/app/examdesk/marks"
	"shifu/app/examdesk/rating"
	"shifu/app/examdesk/regrade"
	"shifu/app/exams"
	"shifu/app/guide"
	"shifu/app/insight"
	"shifu/app/knowledge"
	"shifu/app/learn"
	"shifu/app/library"
	"shifu/app/mentees"
	"shifu/app/mentoring"
	"shifu/app/operations"
	"shifu/app/people"
	"shifu/app/practice"
	"shifu/app/retention"
	"shifu/app/retraining"
	"shifu/app/review"
	"shifu/app/reviewers"
	"shifu/app/roleplay"
	"shifu/app/routinglab"
	"shifu/app/rubrics"
	"shifu/app/rules"
	"shifu/app/sampling"
	"shifu/app/scores"
	"shifu/app/settings"
	"shifu/app/sitting"
	"shifu/app/today"
)

// builder makes the screen of a place.
type builder func(*desk.Desk, desk.Route) desk.Screen

// screens are the rooms of the house.
func (s *Shell) screens() map[desk.Place]builder {
	return map[desk.Place]builder{
		desk.Today:       today.New,
		desk.Review:      review.New,
		desk.Room:        review.NewRoom,
		desk.Library:     library.New,
		desk.Knowledge:   knowledge.New,
		desk.Scores:      scores.New,
		desk.Learn:       learn.New,
		desk.Rubrics:     rubrics.New,
		desk.Rules:       rules.New,
		desk.Editor:      editor.New,
		desk.Compared:    editor.NewComparison,
		desk.Calibration: calibration.New,
		desk.Sampling:    sampling.New,
		desk.Appeals:     appeals.New,
		desk.Reviewers:   reviewers.New,
		desk.Insight:     insight.New,
		desk.People:      people.New,
		desk.Retention:   retention.New,
		desk.Settings:    settings.New,
		desk.Guide:       guide.New,
		desk.Bank:        bank.New,

		desk.Operations: operations.New,

		desk.MentorContract: contracts.New,
		desk.Mentoring:      mentoring.New,

		desk.Routing:  routinglab.New,
		desk.Practice: practice.New,

		desk.Exams:        exams.New,
		desk.Answered:     exams.NewAnswered,
		desk.Sitting:      sitting.New,
		desk.Certificates: certificates.New,
		desk.Contests:     contests.New,
		desk.Ability:      ability.New,
		desk.Retraining:   retraining.New,
		desk.RolePlay:     roleplay.New,
		desk.Benchmarks:   benchmarks.New,
		desk.Mentees:      mentees.New,
		desk.Coaching:     coaching.New,
		desk.ExamDesk:     examdesk.New,
		desk.ExamDraft:    draft.New,
		desk.ExamAttempt:  attempt.New,
		desk.ExamMarks:    marks.New,
		desk.ExamRegrade:  regrade.New,
		desk.ExamStats:    figures.New,
		desk.ExamCut:      cutscore.New,
		desk.CutRating:    rating.New,
	}
}
