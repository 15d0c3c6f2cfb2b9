package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/contest"
	"shifu/training/exam"
	"shifu/training/proof"
)

// intake gathers what people did in periods, each beside those before it.
type intake struct {
	w       *Workspace
	db      bun.IDB
	org     string // empty: all
	periods []indicators.Period
	lines   []map[string]*contest.Line // by person, for each period
	who     map[string]contest.Line    // with names alone
}

// input reads what a result is computed from, as it is now.
func (k *Contests) input(ctx context.Context, c contest.Contest) (contest.Input, error) {
	cycle, err := k.w.Figures().Cycle(ctx, people.Program())
	if err != nil {
		return contest.Input{}, err
	}
	in := &intake{w: k.w, db: k.w.read, org: c.Rule.OrganisationID, who: map[string]contest.Line{}}
	p := c.Period
	for range contest.Back + 1 {
		in.periods = append([]indicators.Period{p}, in.periods...)
		in.lines = append(in.lines, map[string]*contest.Line{})
		p = p.Before(c.Rule.Span, cycle)
	}
	for _, read := range []func(context.Context) error{in.names, in.sums, in.work, in.scores, in.exams, in.business} {
		if err := read(ctx); err != nil {
			return contest.Input{}, err
		}
	}
	out := contest.Input{From: c.Period.From.String()}
	for i := len(in.lines) - 1; i >= 0; i-- {
		var all []contest.Line
		for _, id := range slices.Sorted(maps.Keys(in.lines[i])) {
			all = append(all, *in.lines[i][id])
		}
		if i == len(in.lines)-1 {
			out.Now = all
			continue
		}
		out.Before = append(out.Before, all)
	}
	out.Last, err = k.lastPlaces(ctx, c)
	return out, err
}

// names reads everybody who can compete.
func (in *intake) names(ctx context.Context) error {
	var rows []struct {
		ID, Name, OrganisationID, Organisation, TeamID, Team string
		JoinedAt                                             int64
	}
	q := in.db.NewSelect().TableExpr("persons AS p").ColumnExpr("p.id, p.name, p.organisation_id, o.name AS organisation, coalesce(p.team_id, '') AS team_id, coalesce(t.name, '') AS team, p.joined_at").
		Join("JOIN organisations AS o ON o.id = p.organisation_id").Join("LEFT JOIN teams AS t ON t.id = p.team_id")
	if in.org != "" {
		q = q.Where("p.organisation_id = ?", in.org)
	}
	if err := q.Scan(ctx, &rows); err != nil {
		return fmt.Errorf("reading who competes: %w", err)
	}
	for _, r := range rows {
		l := contest.Line{PersonID: r.ID, Name: r.Name, OrganisationID: r.OrganisationID, Organisation: r.Organisation, TeamID: r.TeamID, Team: r.Team}
		if r.JoinedAt != 0 {
			l.Joined = instant(r.JoinedAt).In(in.w.zone).Format(time.DateOnly)
		}
		in.who[r.ID] = l
	}
	return nil
}

// line is that of a person in a period; nil for who does not compete.
func (in *intake) line(period int, personID string) *contest.Line {
	if l := in.lines[period][personID]; l != nil {
		return l
	}
	who, ok := in.who[personID]
	if !ok || period < 0 {
		return nil
	}
	who.Work, who.Business = map[string]contest.Work{}, map[string]int{}
	in.lines[period][personID] = &who
	return &who
}

func (in *intake) sums(ctx context.Context) error {
	q := indicators.Question{Periods: in.periods, By: indicators.ByPerson}
	if in.org != "" {
		q.OrganisationIDs = []string{in.org}
	}
	lines, err := in.w.Figures().Sums(ctx, people.Program(), q)
	for _, s := range lines {
		if l := in.line(s.Period, s.Group); l != nil {
			l.Parts = contest.PartsOf(s.Sums)
		}
	}
	return err
}

func (in *intake) work(ctx context.Context) error {
	var rows []struct {
		PersonID, Project string
		Period            int
		Calls, Seconds    int64
	}
	q := in.db.NewSelect().TableExpr("figure_days AS f").ColumnExpr("f.person_id, f.project, ? AS period", periodOf(in.periods)).
		ColumnExpr("coalesce(sum(f.answered), 0) AS calls, coalesce(sum(coalesce(f.talk, 0) + coalesce(f.hold, 0) + coalesce(f.wrap_up, 0) + coalesce(f.ready, 0) + coalesce(f.not_ready, 0)), 0) AS seconds").
		Where("f.day >= ? AND f.day < ?", int(in.periods[0].From), int(in.periods[len(in.periods)-1].Until)).GroupExpr("f.person_id, f.project, period")
	if err := q.Scan(ctx, &rows); err != nil {
		return fmt.Errorf("reading work by project: %w", err)
	}
	for _, r := range rows {
		if r.Period >= 0 {
			if l := in.line(r.Period, r.PersonID); l != nil {
				l.Work[r.Project] = contest.Work{Calls: r.Calls, Seconds: r.Seconds}
			}
		}
	}
	return nil
}

// toldOf is a number that is told of somebody at a time.
type toldOf struct {
	PersonID string
	At       int64
	X        float64
}

// each hands on what was told within the periods, in order.
func (in *intake) each(ctx context.Context, q *bun.SelectQuery, at string, take func(*contest.Line, float64)) error {
	var rows []toldOf
	first, last := in.periods[0].From.In(in.w.zone), in.periods[len(in.periods)-1].Until.In(in.w.zone)
	q = q.Where("? >= ? AND ? < ?", bun.Ident(at), micros(first), bun.Ident(at), micros(last)).OrderExpr("at, x")
	if err := q.Scan(ctx, &rows); err != nil {
		return fmt.Errorf("reading what people did: %w", err)
	}
	for _, r := range rows {
		d := indicators.DateOf(instant(r.At).In(in.w.zone))
		i := slices.IndexFunc(in.periods, func(p indicators.Period) bool { return p.Holds(d) })
		if i < 0 {
			continue
		}
		if l := in.line(i, r.PersonID); l != nil {
			take(l, r.X)
		}
	}
	return nil
}

func (in *intake) scores(ctx context.Context) error {
	q := counted(in.db.NewSelect().Model((*evaluationRow)(nil)).ColumnExpr("e.agent_id AS person_id, e.submitted_at AS at, e.final AS x"), people.Scope{All: true})
	return in.each(ctx, q, "e.submitted_at", func(l *contest.Line, x float64) { l.Scores = append(l.Scores, x) })
}

func (in *intake) exams(ctx context.Context) error {
	q := in.db.NewSelect().TableExpr("exam_attempts AS t").ColumnExpr("t.person_id, t.ended_at AS at, 100 * t.points / t.most AS x").Where("t.state = ? AND t.most > 0", string(exam.Marked))
	return in.each(ctx, q, "t.ended_at", func(l *contest.Line, x float64) { l.Exams = append(l.Exams, x) })
}

func (in *intake) business(ctx context.Context) error {
	var rows []struct {
		PersonID, Line string
		Period, N      int
	}
	first, last := in.periods[0].From.In(in.w.zone), in.periods[len(in.periods)-1].Until.In(in.w.zone)
	q := in.db.NewSelect().TableExpr("calls AS t").ColumnExpr("t.agent_id AS person_id, t.business_line AS line, ? AS period, count(*) AS n", in.instants("t.started_at")).
		Where("t.started_at >= ? AND t.started_at < ? AND t.business_line <> ''", micros(first), micros(last)).GroupExpr("t.agent_id, t.business_line, period")
	if err := q.Scan(ctx, &rows); err != nil {
		return fmt.Errorf("counting business lines: %w", err)
	}
	for _, r := range rows {
		if l := in.line(r.Period, r.PersonID); l != nil {
			l.Business[r.Line] = r.N
		}
	}
	return nil
}

// instants is the index of the period in which an instant lies.
func (in *intake) instants(column string) bun.Safe {
	var b strings.Builder
	b.WriteString("CASE")
	for i, p := range in.periods {
		fmt.Fprintf(&b, " WHEN %s < %d THEN %d", column, micros(p.Until.In(in.w.zone)), i)
	}
	b.WriteString(" END")
	return bun.Safe(b.String())
}

// lastPlaces are the places in the last contest of the series that was frozen
// before this one begins.
func (k *Contests) lastPlaces(ctx context.Context, c contest.Contest) (map[string]int, error) {
	if c.Rule.Leagues != contest.ByLast {
		return nil, nil
	}
	all, err := contests(ctx, k.w.read, people.Program(), func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("c.series = ? AND c.first_day < ?", c.Series, int(c.Period.From))
	})
	for _, was := range all { // the latest first
		if f, ok := was.Last(); ok && err == nil {
			in, err := k.frozenInput(ctx, was.ID, f.Number)
			return contest.Compute(was.Rule, in).Places(), err
		}
	}
	return nil, err
}

// frozenInput are the inputs of a freezing; they must still have its hash.
func (k *Contests) frozenInput(ctx context.Context, id string, number int) (contest.Input, error) {
	var row struct{ Input, InputHash string }
	err := k.w.read.NewSelect().TableExpr("contest_freezes").ColumnExpr("input, input_hash").Where("contest_id = ? AND number = ?", id, number).Scan(ctx, &row)
	if err != nil {
		return contest.Input{}, fmt.Errorf("reading frozen inputs: %w", err)
	}
	if got := proof.Hash(row.Input); got != row.InputHash {
		return contest.Input{}, fmt.Errorf("the frozen inputs of contest %s have the hash %s, not %s", id, cmp.Or(got, "-"), row.InputHash)
	}
	return contest.ReadInput(row.Input)
}
