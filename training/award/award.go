// Package award chooses the best pair of mentor and mentee of a year (最佳师徒)
// by exam, gain, measures and a secret vote, with weights that are locked before
// the year begins.
package award

import (
	"time"

	"shifu/internal/people"
	"shifu/qa/indicators"
)

// Weights are the shares of a score; together they are 1.
type Weights struct {
	Exam     float64 `json:"exam"`
	Gain     float64 `json:"gain"`
	Measures float64 `json:"measures"`
	Vote     float64 `json:"vote"`
}

// Standard are the weights of a new award.
var Standard = Weights{Exam: .4, Gain: .2, Measures: .2, Vote: .2}

// Method is how votes are counted.
type Method string

// The methods.
const (
	Approval Method = "approval" // every pair that one finds worthy
	Borda    Method = "borda"    // an order: of m pairs the first gets m − 1 points
)

// Methods lists them in the order in which screens show them.
var Methods = []Method{Approval, Borda}

// Rule is what is agreed before the year begins.
type Rule struct {
	Name           string          `json:"name"`
	OrganisationID string          `json:"organisation"` // whose pairs; empty: all companies'
	From           indicators.Date `json:"from"`
	Until          indicators.Date `json:"until"` // the first day behind the year
	Weights        Weights         `json:"weights"`
	Method         Method          `json:"method"`
	Quorum         float64         `json:"quorum"` // of those entitled must vote, or the vote does not count
	Voters         []people.Role   `json:"voters"` // who is entitled
}

// Voters are the roles that vote unless others are chosen.
var Voters = []people.Role{people.Agent, people.Trainee, people.Mentor, people.Supervisor, people.Trainer, people.QualityLead}

// Award is a rule in its year.
type Award struct {
	ID          string
	Rule        Rule
	FirstExam   string // ID of the exam at the beginning; empty: not chosen yet
	LastExam    string // ID of the exam at the end
	MadeBy      string // name
	MadeAt      time.Time
	OpenedAt    time.Time // the vote
	ClosesAt    time.Time
	PublishedAt time.Time
	Hash        string // of what was published
}

// State is how far an award is.
type State string

// The states.
const (
	Planned   State = "planned" // the weights can still be changed
	Year      State = "year"    // they are locked
	Voting    State = "voting"
	Counted   State = "counted" // the vote is over
	Published State = "published"
)

// On is the state at an instant, with days as zone counts them.
func (a *Award) On(now time.Time, zone *time.Location) State {
	switch {
	case !a.PublishedAt.IsZero():
		return Published
	case !a.OpenedAt.IsZero() && now.Before(a.ClosesAt):
		return Voting
	case !a.OpenedAt.IsZero():
		return Counted
	case indicators.DateOf(now.In(zone)) >= a.Rule.From:
		return Year
	}
	return Planned
}

// Pair is a candidate with what was measured of it.
type Pair struct {
	ID       string   `json:"id"`
	MentorID string   `json:"mentor_id"`
	Mentor   string   `json:"mentor"`
	MenteeID string   `json:"mentee_id"`
	Mentee   string   `json:"mentee"`
	Unit     string   `json:"unit"`
	First    *float64 `json:"first"`   // per cent of the exam at the beginning
	Last     *float64 `json:"last"`    // per cent of the exam at the end
	Done     float64  `json:"done"`    // measures, weighted
	Planned  float64  `json:"planned"` // measures, weighted
}

// Whole reports whether nothing is missing.
func (p *Pair) Whole() bool { return p.First != nil && p.Last != nil && p.Planned > 0 }

// Has reports whether somebody is one of the two.
func (p *Pair) Has(personID string) bool {
	return personID != "" && (personID == p.MentorID || personID == p.MenteeID)
}
