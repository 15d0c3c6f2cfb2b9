package today

import (
	"cmp"
	"context"
	"slices"
	"time"

	"shifu/app/desk"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/calibration"
	"shifu/recordings"
	"shifu/training/analysis"
	"shifu/training/award"
	"shifu/training/benchmark"
	"shifu/training/certificate"
	"shifu/training/coaching"
	"shifu/training/contract"
	"shifu/training/exam/cut"
	"shifu/training/jointplan"
	"shifu/training/mentoring"
	"shifu/training/retrain"
)

// The bounds of what is read for one look at the day.
const (
	trendMonths = 12
	recentDays  = 90
	lowDays     = 30
	mostTasks   = 5
	mostRecent  = 3
	mostJudged  = 2000
)

// facts is everything that the page shows, as it was read at one moment.
type facts struct {
	tasks    []qa.Task
	turns    []calibration.Turn // in calibration sessions
	cuts     []cut.Turn         // questions to rate as a judge
	done     int                // tasks done today
	drafts   []qa.Evaluation
	fresh    []qa.Evaluation    // released to me, not yet acknowledged
	waiting  int                // submitted, to release
	settling appeal.Waiting     // what follows the release of scores
	bonds    []contract.Pair    // open, that one is in or looks after
	cases    []retrain.Standing // of others, open
	plans    []jointplan.Plan
	pairs    []mentoring.Pair
	unscored int
	months   []qa.Month // of the chart's first line
	vendors  []qa.Month // of its second, nil: none
	weak     []qa.WeakPoint
	asked    map[string]string // the questions of weak as their rubric asks them, by ref
	learning learning
	houses   []house
	low      []standing
	recent   []qa.Evaluation
	calls    map[string]recordings.Row
	care     care

	held       []certificate.Holding
	votes      []award.Award
	coaching   []coaching.Standing
	sessions   []analysis.Standing
	benchmarks []benchmark.Standing
	programmes map[string]certificate.Programme // of them, by ID
}

// house is an organisation with its recent scores.
type house struct {
	org  people.Organisation
	last qa.Month // the last three months as one
}

// standing is a person with their recent scores.
type standing struct {
	who  people.Person
	last qa.Month
}

// care is what the administrator looks after.
type care struct {
	shown    bool
	leaving  []people.Person // within 30 days
	noKey    int             // with a login and without a password
	persons  int
	backedUp time.Time
	acts     int // newest rows of the audit log that are of today
}

// reader reads the facts; the first fault ends it.
type reader struct {
	d  *desk.Desk
	by people.Actor
	f  facts
}

// read reads what concerns the roles of whoever works.
func read(ctx context.Context, d *desk.Desk) (facts, error) {
	r := &reader{d: d, by: d.Actor, f: facts{calls: map[string]recordings.Row{}, asked: map[string]string{}}}
	for _, step := range []func(context.Context) error{r.reviewing, r.judging, r.own, r.settling, r.overseeing, r.leading, r.looking, r.trend, r.weak, r.learning, r.retraining, r.mentoring, r.recent, r.named, r.care, r.coaching, r.voting, r.holding} {
		if err := step(ctx); err != nil {
			return r.f, err
		}
	}
	return r.f, nil
}

func (r *reader) reviewing(ctx context.Context) (err error) {
	if !r.by.May(people.ScoreCalls) {
		return nil
	}
	if r.f.tasks, err = r.d.Queue.Tasks(ctx, r.by); err != nil {
		return err
	}
	if r.f.turns, err = r.d.Calibration.Waiting(ctx, r.by); err != nil {
		return err
	}
	if r.f.done, err = r.d.Queue.DoneToday(ctx, r.by, r.d.Midnight()); err != nil {
		return err
	}
	r.f.drafts, err = r.d.Quality.Evaluations(ctx, r.by, qa.Find{ReviewerID: r.by.PersonID, States: []qa.State{qa.Draft}}, 20)
	return err
}

// judging reads the cut scores for which one has a seat.
func (r *reader) judging(ctx context.Context) (err error) {
	if r.d.Panel == nil {
		return nil
	}
	r.f.cuts, err = r.d.Panel.Waiting(ctx, r.by)
	return err
}

func (r *reader) own(ctx context.Context) (err error) {
	if !r.by.May(people.SeeOwnCalls) {
		return nil
	}
	r.f.fresh, err = r.d.Quality.Evaluations(ctx, r.by, qa.Find{AgentID: r.by.PersonID, States: []qa.State{qa.Released}}, 100)
	return err
}

func (r *reader) settling(ctx context.Context) (err error) {
	if r.d.Appeals == nil || !r.by.May(people.SeeCalls) && !r.by.May(people.SeeOwnCalls) {
		return nil
	}
	r.f.settling, err = r.d.Appeals.Waiting(ctx, r.by)
	return err
}

func (r *reader) leading(ctx context.Context) error {
	if !r.by.May(people.ReleaseScores) {
		return nil
	}
	es, err := r.d.Quality.Evaluations(ctx, r.by, qa.Find{States: []qa.State{qa.Submitted}}, mostJudged)
	if err != nil {
		return err
	}
	r.f.waiting = len(es)
	r.f.unscored, err = r.d.Calls.Count(ctx, r.by, recordings.Filter{States: []string{"none"}})
	return err
}

// leads tells who looks at organisations side by side.
func leads(by people.Actor) bool {
	return by.May(people.SeeAllCompanies) && (by.Has(people.QualityLead) || by.Has(people.Client) || by.Has(people.Trainer))
}

// whose are the arguments by which the trend is read: my own scores, my
// team's, or everything that I may see.
func whose(by people.Actor) (agent, team string) {
	switch {
	case !by.May(people.SeeCalls):
		return by.PersonID, ""
	case by.Has(people.Supervisor) && !leads(by):
		return "", by.TeamID
	}
	return "", ""
}

func (r *reader) trend(ctx context.Context) (err error) {
	until := r.d.Now().In(r.d.Zone).Add(time.Microsecond) // what was submitted this instant counts
	from := time.Date(until.Year(), until.Month(), 1, 0, 0, 0, 0, r.d.Zone).AddDate(0, 1-trendMonths, 0)
	if leads(r.by) {
		return r.sides(ctx, from, until)
	}
	agent, team := whose(r.by)
	r.f.months, err = r.d.Trends.Monthly(ctx, r.by, agent, team, "", from, until)
	return err
}

// sides reads the organisations and joins them to in-house and vendors.
func (r *reader) sides(ctx context.Context, from, until time.Time) error {
	os, err := r.d.People.Organisations(ctx, r.by)
	if err != nil {
		return err
	}
	for _, o := range os {
		ms, err := r.d.Trends.Monthly(ctx, r.by, "", "", o.ID, from, until)
		if err != nil {
			return err
		}
		if len(ms) > 0 {
			r.f.houses = append(r.f.houses, house{o, together(ms[max(len(ms)-3, 0):])})
		}
		if o.Kind == people.InHouse {
			r.f.months = beside(r.f.months, ms)
		} else {
			r.f.vendors = beside(r.f.vendors, ms)
		}
	}
	return nil
}

// beside joins the months of two groups, month by month.
func beside(a, b []qa.Month) []qa.Month {
	if a == nil {
		return b
	}
	for i := range min(len(a), len(b)) {
		a[i] = pool(a[i], b[i])
	}
	return a
}

func (r *reader) weak(ctx context.Context) (err error) {
	agent, team := whose(r.by)
	if r.f.weak, err = r.d.Trends.WeakPoints(ctx, r.by, agent, team, r.d.Midnight().AddDate(0, 0, -recentDays)); err != nil {
		return err
	}
	for _, w := range r.f.weak {
		r.f.asked[w.Ref] = w.Text
	}
	slices.SortStableFunc(r.f.weak, func(a, b qa.WeakPoint) int { return cmp.Compare(badness(b), badness(a)) })
	vs, err := r.d.Quality.Rubrics(ctx, r.by)
	if fault.Is(err, fault.Forbidden) {
		return nil // the questions stay in the language of their rubric
	}
	for i := range r.f.weak {
		r.f.weak[i].Text = inLanguage(vs, r.f.weak[i], r.d.Settings.Language)
	}
	return err
}

func (r *reader) recent(ctx context.Context) (err error) {
	find := qa.Find{}
	switch {
	case r.by.May(people.ScoreCalls) && !r.by.May(people.ReleaseScores):
		find.ReviewerID = r.by.PersonID
	case !r.by.May(people.SeeCalls):
		find.AgentID = r.by.PersonID
	}
	r.f.recent, err = r.d.Quality.Evaluations(ctx, r.by, find, mostRecent)
	return err
}

// named reads the calls that the page names.
func (r *reader) named(ctx context.Context) error {
	var ids []string
	for _, t := range r.f.tasks[:min(len(r.f.tasks), mostTasks)] {
		ids = append(ids, t.CallID)
	}
	for _, es := range [][]qa.Evaluation{r.f.drafts, r.f.recent} {
		for _, e := range es {
			ids = append(ids, e.CallID)
		}
	}
	for _, id := range ids {
		row, err := r.d.Calls.Call(ctx, r.by, id)
		if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Forbidden) {
			continue // the list says "call" instead
		}
		if err != nil {
			return err
		}
		r.f.calls[id] = row
	}
	return nil
}
