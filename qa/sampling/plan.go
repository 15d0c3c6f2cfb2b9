package sampling

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"shifu/internal/fault"
	"shifu/recordings"
)

// By names what a population is parted by.
type By string

// What strata are made of.
const (
	ByNothing      By = ""
	ByAgent        By = "agent"
	ByTeam         By = "team"
	ByOrganisation By = "organisation"
	ByProject      By = "project"
	ByBusinessLine By = "business-line"
	BySatisfaction By = "satisfaction"
)

// Bys lists what strata can be made of, in the order of screens.
var Bys = []By{ByBusinessLine, ByTeam, ByOrganisation, ByProject, ByAgent, BySatisfaction}

// Filter says which calls of the period are the population. Of Calls its
// period, text, states and tags are not used: the period is the plan's.
type Filter struct {
	Calls      recordings.Filter `json:"calls"`
	TenureFrom int               `json:"tenure_from,omitempty"` // days since the agent joined, at the call
	TenureTo   int               `json:"tenure_to,omitempty"`   // less than so many days; 0: no end
	Unscored   bool              `json:"unscored,omitempty"`    // neither scored, begun nor dealt yet
}

// Plan says for a period how many calls of whom are scored, how they are
// chosen, with what, and by whom.
type Plan struct {
	ID             string    `json:"-"`
	OrganisationID string    `json:"-"` // whose plan it is
	Name           string    `json:"name"`
	From           time.Time `json:"from"`  // calls that started from here on
	Until          time.Time `json:"until"` // and before
	Checkpoints    int       `json:"checkpoints"`
	Filter         Filter    `json:"filter"`
	Method         Method    `json:"method"`
	By             By        `json:"by,omitempty"` // strata; for quota and precision always the agent
	N              int       `json:"n"`            // calls in the period; for quota of each agent
	Share          float64   `json:"share,omitempty"`
	Min            int       `json:"min,omitempty"` // with Share: at least so many; for precision: everybody's minimum
	Weights        Weights   `json:"weights,omitzero"`
	PassScore      float64   `json:"pass_score,omitempty"` // a call passes from this score on
	Threshold      float64   `json:"threshold,omitempty"`  // the pass rate that matters, 0…1
	Width          float64   `json:"width,omitempty"`      // an interval this narrow is enough
	RubricID       string    `json:"rubric"`
	Reviewers      []string  `json:"reviewers"`
	Daily          int       `json:"daily"`               // most work due for one reviewer on one day
	PerAgent       int       `json:"per_agent,omitempty"` // most pieces of one reviewer on one agent; 0: no limit
	Double         float64   `json:"double"`              // the share that is scored twice, hidden
	MadeBy         string    `json:"-"`
	MadeAt         time.Time `json:"-"`
	Closed         bool      `json:"-"`
}

// NewPlan is a plan as the form opens it: this month, four checkpoints, 5 % scored twice.
func NewPlan(now time.Time) Plan {
	y, m, _ := now.Date()
	from := time.Date(y, m, 1, 0, 0, 0, 0, now.Location())
	return Plan{From: from, Until: from.AddDate(0, 1, 0), Checkpoints: 4, Method: Stratified, By: ByBusinessLine, N: 40, Weights: Usual(),
		PassScore: 85, Threshold: .85, Width: .15, Min: 3, Daily: 8, PerAgent: 5, Double: .05, Filter: Filter{Unscored: true}}
}

// most limits of a plan.
const (
	mostName  = 80
	mostCalls = 100_000
)

// Check returns the first thing with which the plan can't be kept.
func (p Plan) Check() error {
	no := func(key string) error { return fault.New(fault.Invalid, key, nil) }
	switch {
	case strings.TrimSpace(p.Name) == "":
		return no("Give the plan a name.")
	case utf8.RuneCountInString(p.Name) > mostName:
		return no("The name of a plan has at most 80 characters.")
	case p.From.IsZero() || !p.From.Before(p.Until):
		return no("The period ends before it begins. Turn the two days round.")
	case p.Until.Sub(p.From) > 400*24*time.Hour:
		return no("A plan covers at most a year.")
	case p.Checkpoints < 1 || p.Checkpoints > 60:
		return no("A period has 1 to 60 checkpoints.")
	case p.RubricID == "":
		return no("Choose the rubric to score with.")
	case len(p.Reviewers) == 0:
		return no("Choose at least one reviewer.")
	case p.Daily < 1 || p.Daily > 200:
		return no("A reviewer gets 1 to 200 calls a day.")
	case p.PerAgent < 0:
		return no("A limit on one agent is 0 (none) or more.")
	case !(p.Double >= 0 && p.Double <= 1):
		return no("The share that is scored twice lies between 0 and 100 %.")
	case p.Filter.TenureTo > 0 && p.Filter.TenureTo <= p.Filter.TenureFrom || p.Filter.TenureFrom < 0:
		return no("The time in the job ends before it begins.")
	}
	return p.checkMethod()
}

func (p Plan) checkMethod() error {
	no := func(key string) error { return fault.New(fault.Invalid, key, nil) }
	shared := p.Method == Quota && p.Share != 0
	switch {
	case p.Method != Random && p.Method != Stratified && p.Method != Quota && p.Method != Risk && p.Method != Precision:
		return no("Choose a method.")
	case shared && !(p.Share > 0 && p.Share <= 1):
		return no("The share of an agent's calls lies above 0 and up to 100 %.")
	case !shared && (p.N < 1 || p.N > mostCalls):
		return no("Draw 1 to 100,000 calls.")
	case p.Min < 0:
		return no("A minimum is 0 or more.")
	case p.Method == Stratified && p.By == ByNothing, p.By != ByNothing && !slices.Contains(Bys, p.By):
		return no("Choose what the strata are made of.")
	case p.Method == Precision && !(p.Threshold > 0 && p.Threshold < 1):
		return no("The threshold lies above 0 and below 100 %.")
	case p.Method == Precision && !(p.PassScore > 0 && p.PassScore <= 100):
		return no("A call passes from a score between 0 and 100 on.")
	}
	return nil
}

// Strata is what the population is parted by when it is drawn from.
func (p Plan) Strata() By {
	if p.Method == Quota || p.Method == Precision {
		return ByAgent
	}
	return p.By
}

// Aim is what a precision plan wants to know.
func (p Plan) Aim() Aim { return Aim{Threshold: p.Threshold, Width: p.Width, Minimum: p.Min} }

// Checks are the plan's checkpoints.
func (p Plan) Checks() []Checkpoint { return Checkpoints(p.From, p.Until, p.Checkpoints) }

// Ground is what a draw is made from: the candidates in order, and what is known.
type Ground struct {
	Calls   []Candidate
	Records []Record       // for precision: random evaluations of each agent
	Drawn   map[string]int // for quota: of each agent so far, by stratum
	Total   int            // drawn so far in all
	Sizes   map[string]int // for quota: calls of each stratum in the whole population
}

// Next is how many calls a draw at now takes: what should be drawn by the next
// checkpoint, less what was; of the whole period if whole is set. For quota it
// is the sum over the agents.
func (p Plan) Next(g Ground, now time.Time, whole bool) int {
	part := p.part(now, whole)
	if p.Method != Quota {
		return min(max(Of(p.N, part)-g.Total, 0), len(g.Calls))
	}
	left, n := map[string]int{}, 0
	for _, c := range g.Calls {
		left[c.Stratum]++
	}
	for stratum, calls := range left {
		n += min(p.want(g, part, stratum), calls)
	}
	return n
}

func (p Plan) part(now time.Time, whole bool) float64 {
	if whole {
		return 1
	}
	return Coming(p.Checks(), now)
}

func (p Plan) want(g Ground, part float64, stratum string) int {
	return max(Of(p.Wanted(g.Sizes[stratum]), part)-g.Drawn[stratum], 0)
}

// Draw chooses from the ground by the plan's method. n is how many (see Next;
// quota ignores it).
func (p Plan) Draw(g Ground, n int, seed int64, now time.Time, whole bool) (s Sample, looks []Outlook, err error) {
	switch {
	case n < 1 && len(g.Calls) > 0 && g.Total > 0:
		return Sample{}, nil, fault.New(fault.Conflict, "Everything up to the next checkpoint is drawn. Draw for the whole period, or wait.", nil)
	case p.Method == Random:
		s, err = DrawRandom(g.Calls, n, seed)
	case p.Method == Stratified:
		s, err = DrawStratified(g.Calls, n, seed)
	case p.Method == Quota:
		part := p.part(now, whole)
		s, err = DrawQuota(g.Calls, func(stratum string, _ int) int { return p.want(g, part, stratum) }, seed)
	case p.Method == Risk:
		s, err = DrawRisk(g.Calls, p.Weights, n, seed)
	case p.Method == Precision:
		s, looks, err = DrawPrecision(g.Calls, g.Records, p.Aim(), n, seed)
	default:
		err = fault.New(fault.Invalid, "Choose a method.", nil)
	}
	return s, looks, err
}
