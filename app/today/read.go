package today

import (
	"cmp"
	"context"
	"slices"
	"time"

	"shifu/app/desk"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings"
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
	done     int // tasks done today
	drafts   []qa.Evaluation
	fresh    []qa.Evaluation // released to me, not yet acknowledged
	waiting  int             // submitted, to release
	appealed int
	unscored int
	months   []qa.Month // of the chart's first line
	vendors  []qa.Month // of its second, nil: none
	weak     []qa.WeakPoint
	houses   []house
	low      []standing
	recent   []qa.Evaluation
	calls    map[string]recordings.Row
	care     care
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
	d   *desk.Desk
	by  people.Actor
	f   facts
	err error
}

// read reads what concerns the roles of whoever works.
func read(ctx context.Context, d *desk.Desk) (facts, error) {
	r := &reader{d: d, by: d.Actor, f: facts{calls: map[string]recordings.Row{}}}
	for _, step := range []func(context.Context) error{r.reviewing, r.own, r.leading, r.looking, r.trend, r.weak, r.recent, r.named, r.care} {
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
	if r.f.done, err = r.d.Queue.DoneToday(ctx, r.by, r.d.Midnight()); err != nil {
		return err
	}
	r.f.drafts, err = r.d.Quality.Evaluations(ctx, r.by, qa.Find{ReviewerID: r.by.PersonID, States: []qa.State{qa.Draft}}, 20)
	return err
}

func (r *reader) own(ctx context.Context) (err error) {
	if !r.by.May(people.SeeOwnCalls) {
		return nil
	}
	r.f.fresh, err = r.d.Quality.Evaluations(ctx, r.by, qa.Find{AgentID: r.by.PersonID, States: []qa.State{qa.Released}}, 100)
	return err
}

func (r *reader) leading(ctx context.Context) error {
	if !r.by.May(people.ReleaseScores) {
		return nil
	}
	for state, n := range map[qa.State]*int{qa.Submitted: &r.f.waiting, qa.Appealed: &r.f.appealed} {
		es, err := r.d.Quality.Evaluations(ctx, r.by, qa.Find{States: []qa.State{state}}, mostJudged)
		if err != nil {
			return err
		}
		*n = len(es)
	}
	var err error
	r.f.unscored, err = r.d.Calls.Count(ctx, r.by, recordings.Filter{States: []string{"none"}})
	return err
}

// leads tells who looks at organisations side by side.
func leads(by people.Actor) bool {
	return by.May(people.SeeAllCompanies) && (by.Has(people.QualityLead) || by.Has(people.Client) || by.Has(people.Trainer))
}

// looking reads the people below a supervisor or mentor whose recent scores
// are lowest.
func (r *reader) looking(ctx context.Context) error {
	if !r.by.May(people.SeeCalls) || !r.by.Has(people.Supervisor) && !r.by.Has(people.Mentor) {
		return nil
	}
	find := people.Find{TeamID: r.by.TeamID}
	if r.by.Has(people.Mentor) {
		find = people.Find{}
	}
	ps, err := r.d.People.Persons(ctx, r.by, find)
	if err != nil {
		return err
	}
	for _, p := range ps {
		mine := p.MentorID == r.by.PersonID || p.ManagerID == r.by.PersonID || r.by.Has(people.Supervisor) && p.TeamID != "" && p.TeamID == r.by.TeamID
		if !mine || p.ID == r.by.PersonID {
			continue
		}
		if err := r.stands(ctx, p); err != nil {
			return err
		}
	}
	slices.SortStableFunc(r.f.low, func(a, b standing) int {
		if *a.last.Mean < *b.last.Mean {
			return -1
		}
		return 1
	})
	return nil
}

func (r *reader) stands(ctx context.Context, p people.Person) error {
	es, err := r.d.Quality.Evaluations(ctx, r.by, qa.Find{AgentID: p.ID, From: r.d.Midnight().AddDate(0, 0, -lowDays)}, mostJudged)
	if err != nil {
		return err
	}
	var all qa.Month
	for _, e := range es {
		if e.Final != nil && e.Purpose == qa.Ordinary && e.State != qa.Voided {
			all = pool(all, qa.Month{N: 1, Mean: e.Final})
		}
	}
	if all.Mean != nil {
		r.f.low = append(r.f.low, standing{p, all})
	}
	return nil
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
	until := r.d.Now().In(r.d.Zone)
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

func (r *reader) care(ctx context.Context) error {
	if !r.by.Has(people.Administrator) {
		return nil
	}
	c := &r.f.care
	c.shown = true
	ps, err := r.d.People.Persons(ctx, r.by, people.Find{})
	if err != nil {
		return err
	}
	c.persons = len(ps)
	for _, p := range ps {
		if !p.LeftAt.IsZero() && p.LeftAt.Before(r.d.Now().AddDate(0, 0, lowDays)) {
			c.leaving = append(c.leaving, p)
		}
		if p.Login != "" && !p.HasPassword {
			c.noKey++
		}
	}
	if r.d.Keeping == nil {
		return nil
	}
	if r.by.May(people.KeepWorkspace) {
		bs, err := r.d.Keeping.Backups(ctx, r.by)
		if err != nil {
			return err
		}
		if len(bs) > 0 {
			c.backedUp = bs[0].At
		}
	}
	if r.by.May(people.ReadAudit) {
		rows, _, err := r.d.Keeping.Audit(ctx, r.by, 500)
		for _, e := range rows {
			if !e.At.Before(r.d.Midnight()) {
				c.acts++
			}
		}
		return err
	}
	return nil
}

// badness orders weak points by the share lost; those with too few answers to
// tell stand last.
func badness(w qa.WeakPoint) float64 {
	share := float64(w.Lost) / float64(max(w.N, 1))
	if w.N < enough {
		return share - 2
	}
	return share
}

// inLanguage is the text of a question in the window's language, where a rubric
// with the same questions is in use in it.
func inLanguage(vs []qa.Version, w qa.WeakPoint, l words.Language) string {
	at := slices.IndexFunc(vs, func(v qa.Version) bool { q, _, ok := v.Find(w.Ref); return ok && q.Text == w.Text })
	if at < 0 || words.Parse(vs[at].Language) == l {
		return w.Text
	}
	for i := range vs {
		if words.Parse(vs[i].Language) == l && sameRefs(&vs[i], &vs[at]) {
			q, _, _ := vs[i].Find(w.Ref)
			return q.Text
		}
	}
	return w.Text
}

// sameRefs tells whether two versions ask the same questions with the same weights.
func sameRefs(a, b *qa.Version) bool {
	if a.Count() != b.Count() {
		return false
	}
	for _, q := range a.All {
		other, _, ok := b.Find(q.Ref)
		if !ok || other.Weight.String() != q.Weight.String() || other.Kind != q.Kind {
			return false
		}
	}
	return true
}
