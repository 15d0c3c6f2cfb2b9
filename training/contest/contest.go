// Package contest holds labour competitions (劳动竞赛): a rule that is locked
// before the period begins, gates that decide who is ranked at all, points that
// are fair between projects and volumes, and a result that anybody can compute
// again from inputs that were frozen with their hash.
package contest

import (
	"time"

	"shifu/qa/indicators"
)

// Unit is who competes.
type Unit string

// The units (个人, 班组, 外包单位).
const (
	Person Unit = "person"
	Team   Unit = "team"
	Vendor Unit = "vendor" // organisations, the client's own among them
)

// Units lists the units in the order in which screens show them.
var Units = []Unit{Person, Team, Vendor}

// Leagues says how those who compete are divided, so that not the same five
// win every time.
type Leagues string

// The ways to divide.
const (
	OneLeague Leagues = "one"
	ByTenure  Leagues = "tenure" // months with the hotline at the beginning
	ByLast    Leagues = "last"   // thirds of the last contest of the series
)

// LeagueWays lists them in the order in which screens show them.
var LeagueWays = []Leagues{OneLeague, ByTenure, ByLast}

// Metric is one thing that is measured. Weight 0 makes it a mere condition.
type Metric struct {
	Source Source               `json:"source"`
	Better indicators.Direction `json:"better"`
	Weight float64              `json:"weight"` // 0…1; the weights of a rule add up to 1
	Gated  bool                 `json:"gated"`
	Gate   float64              `json:"gate"` // at least this, at most where lower is better; in the source's unit
	K      float64              `json:"k"`    // with how many cases of the project's mean a small volume is mixed
}

// Holds reports whether a value stands the gate.
func (m Metric) Holds(x float64) bool {
	return !m.Gated || (x-m.Gate)*float64(m.Better) >= 0
}

// Rule is what is agreed before the period begins.
type Rule struct {
	Name           string             `json:"name"`
	Span           indicators.Span    `json:"span"` // shift cycle, week or month
	Unit           Unit               `json:"unit"`
	OrganisationID string             `json:"organisation"` // whose people compete; empty: all companies'
	Metrics        []Metric           `json:"metrics"`
	Coefficients   map[string]float64 `json:"coefficients"` // of a project's calls; 1 where none is given
	Leagues        Leagues            `json:"leagues"`
	Months         []int              `json:"months"` // where one league by tenure ends and the next begins
	AppealDays     int                `json:"appeal_days"`
	Prize          string             `json:"prize"`
}

// Coefficient is the weight of a call of a project.
func (r *Rule) Coefficient(project string) float64 {
	if c, ok := r.Coefficients[project]; ok {
		return c
	}
	return 1
}

// Spans are the lengths that a contest can have.
var Spans = []indicators.Span{indicators.CycleSpan, indicators.WeekSpan, indicators.MonthSpan}

// Frozen is one keeping of the inputs. A later one, after an appeal that was
// granted, leaves the earlier ones as they are.
type Frozen struct {
	Number     int // 1, 2 …
	At         time.Time
	By         string // name; empty: by itself
	Why        string // of a later one
	InputHash  string
	ResultHash string
}

// Contest is a rule at work in a period.
type Contest struct {
	ID     string
	Series string // contests of one series follow each other
	Rule   Rule
	Period indicators.Period
	MadeBy string // name
	MadeAt time.Time
	Frozen []Frozen // the newest last
}

// State is how far a contest is.
type State string

// The states.
const (
	Announced State = "announced" // the rule can still be changed
	Running   State = "running"
	Ended     State = "ended"  // the inputs are to be frozen
	Open      State = "appeal" // frozen; who took part can appeal
	Final     State = "final"
)

// On is the state at an instant, with days as zone counts them.
func (c *Contest) On(now time.Time, zone *time.Location) State {
	today := indicators.DateOf(now.In(zone))
	switch {
	case today < c.Period.From:
		return Announced
	case today < c.Period.Until:
		return Running
	case len(c.Frozen) == 0:
		return Ended
	case now.Before(c.AppealsUntil(zone)):
		return Open
	}
	return Final
}

// AppealsUntil is when the window for appeals closes: at the end of the last of
// its days after the first freezing; zero before that.
func (c *Contest) AppealsUntil(zone *time.Location) time.Time {
	if len(c.Frozen) == 0 {
		return time.Time{}
	}
	first := indicators.DateOf(c.Frozen[0].At.In(zone))
	return (first + indicators.Date(c.Rule.AppealDays) + 1).In(zone)
}

// Last is the newest freezing; ok is false before the first.
func (c *Contest) Last() (f Frozen, ok bool) {
	if len(c.Frozen) == 0 {
		return f, false
	}
	return c.Frozen[len(c.Frozen)-1], true
}

// Appeal is an objection to a result.
type Appeal struct {
	ID, ContestID    string
	PersonID, Person string
	Text             string
	At               time.Time
	Granted          bool
	Answer           string
	DecidedBy        string // name
	DecidedAt        time.Time
}

// Decided reports whether there is an answer.
func (a Appeal) Decided() bool { return !a.DecidedAt.IsZero() }
