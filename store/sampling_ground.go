package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/sampling"
	"shifu/recordings"
	"shifu/recordings/speech"
)

// stratumOf is the column that names a call's stratum.
var stratumOf = map[sampling.By]string{
	sampling.ByNothing: "''", sampling.ByAgent: "c.agent_id", sampling.ByTeam: "c.team_id", sampling.ByOrganisation: "c.organisation_id",
	sampling.ByProject: "c.project", sampling.ByBusinessLine: "c.business_line", sampling.BySatisfaction: "CAST(c.satisfaction AS TEXT)",
}

// population narrows a question about calls to those of a plan that were here at at.
func population(q *bun.SelectQuery, s people.Scope, p sampling.Plan, at int64) *bun.SelectQuery {
	f := p.Filter.Calls
	q = within(q, s).Where("c.started_at >= ? AND c.started_at < ? AND c.imported_at <= ?", micros(p.From), micros(p.Until), at)
	for column, values := range map[string][]string{"organisation_id": f.OrganisationIDs, "team_id": f.TeamIDs, "agent_id": f.AgentIDs,
		"project": f.Projects, "business_line": f.BusinessLines} {
		if len(values) > 0 {
			q = q.Where("c.? IN (?)", bun.Ident(column), bun.List(values))
		}
	}
	if len(f.Satisfaction) > 0 {
		q = q.Where("c.satisfaction IN (?)", bun.List(f.Satisfaction))
	}
	if len(f.Kinds) > 0 {
		q = q.Where("c.direction IN (?)", bun.List(f.Kinds))
	}
	if f.MinLength > 0 {
		q = q.Where("c.duration >= ?", f.MinLength.Microseconds())
	}
	if f.MaxLength > 0 {
		q = q.Where("c.duration <= ?", f.MaxLength.Microseconds())
	}
	if f.WithSound != nil {
		q = q.Where("(c.audio_hash <> '' AND c.problem = '' AND c.frames > 0) = ?", *f.WithSound)
	}
	if p.Strata() == sampling.ByAgent {
		q = q.Where("c.agent_id <> ''")
	}
	return tenured(q, p.Filter)
}

// tenured narrows by how long the agent had been here at the call.
func tenured(q *bun.SelectQuery, f sampling.Filter) *bun.SelectQuery {
	const here = "c.started_at - (SELECT j.joined_at FROM persons AS j WHERE j.id = c.agent_id AND j.joined_at > 0)"
	days := func(n int) int64 { return (time.Duration(n) * 24 * time.Hour).Microseconds() }
	if f.TenureFrom > 0 {
		q = q.Where(here+" >= ?", days(f.TenureFrom))
	}
	if f.TenureTo > 0 {
		q = q.Where(here+" < ?", days(f.TenureTo))
	}
	return q
}

// undrawn leaves out what the plan drew before at and, if the plan asks for
// that, what was scored, begun or dealt before.
func undrawn(q *bun.SelectQuery, p sampling.Plan, at int64) *bun.SelectQuery {
	q = q.Where("NOT EXISTS (SELECT 1 FROM sampling_picks AS x WHERE x.plan_id = ? AND x.call_id = c.id AND x.at < ?)", p.ID, at)
	if !p.Filter.Unscored {
		return q
	}
	return q.Where("NOT EXISTS (SELECT 1 FROM evaluations AS e WHERE e.call_id = c.id AND e.started_at < ? AND e.edition = 1 AND e.purpose = ?)", at, string(qa.Ordinary)).
		Where("NOT EXISTS (SELECT 1 FROM tasks AS k WHERE k.call_id = c.id AND k.dealt_at < ? AND k.purpose = ?)", at, string(qa.Ordinary))
}

type groundRow struct {
	ID           string
	AgentID      string
	Stratum      string
	Caller       string
	StartedAt    int64
	Satisfaction int
	AgentLane    int
}

// ground is what a plan could draw from at at.
func ground(ctx context.Context, db bun.IDB, s people.Scope, p sampling.Plan, at int64) (g sampling.Ground, err error) {
	var rows []groundRow
	stratum := stratumOf[p.Strata()]
	q := undrawn(population(db.NewSelect().TableExpr("calls AS c"), s, p, at), p, at)
	err = q.ColumnExpr("c.id, c.agent_id, c.caller, c.started_at, c.satisfaction, c.agent_lane").ColumnExpr(stratum+" AS stratum").OrderExpr("c.id").Scan(ctx, &rows)
	if err != nil {
		return g, fmt.Errorf("reading the population: %w", err)
	}
	for _, r := range rows {
		g.Calls = append(g.Calls, sampling.Candidate{ID: r.ID, AgentID: r.AgentID, Stratum: r.Stratum, Signals: sampling.Signals{Satisfied: r.Satisfaction}})
	}
	if g.Drawn, g.Total, err = drawnBefore(ctx, db, p.ID, at); err != nil {
		return g, err
	}
	switch p.Method {
	case sampling.Quota:
		g.Sizes, err = sizes(ctx, db, s, p, at)
	case sampling.Precision:
		g.Records, err = records(ctx, db, s, p, at)
	case sampling.Risk:
		err = signals(ctx, db, s, p, at, rows, g.Calls)
	}
	return g, err
}

// drawnBefore counts what a plan drew before at and still uses, by stratum.
func drawnBefore(ctx context.Context, db bun.IDB, planID string, at int64) (map[string]int, int, error) {
	out, total := map[string]int{}, 0
	err := tallied(ctx, db.NewSelect().TableExpr("sampling_picks AS x").ColumnExpr("x.stratum AS name, count(*) AS n").
		Where("x.plan_id = ? AND x.at < ? AND (x.unusable = '' OR x.unusable_at >= ?)", planID, at, at).GroupExpr("x.stratum"), out)
	for _, n := range out {
		total += n
	}
	return out, total, err
}

// sizes counts the whole population by stratum.
func sizes(ctx context.Context, db bun.IDB, s people.Scope, p sampling.Plan, at int64) (map[string]int, error) {
	out := map[string]int{}
	q := population(db.NewSelect().TableExpr("calls AS c"), s, p, at).ColumnExpr(stratumOf[p.Strata()] + " AS name, count(*) AS n")
	return out, tallied(ctx, q.GroupExpr(stratumOf[p.Strata()]), out)
}

func tallied(ctx context.Context, q *bun.SelectQuery, into map[string]int) error {
	var rows []struct {
		Name string
		N    int
	}
	if err := q.Scan(ctx, &rows); err != nil {
		return fmt.Errorf("counting: %w", err)
	}
	for _, r := range rows {
		into[r.Name] = r.N
	}
	return nil
}

// lookback is how far back evaluations tell of an agent's pass rate.
const lookback = 90 * 24 * time.Hour

// records are the random evaluations of each agent with the plan's rubric that
// were submitted in the three months before at.
func records(ctx context.Context, db bun.IDB, s people.Scope, p sampling.Plan, at int64) (out []sampling.Record, err error) {
	err = counted(db.NewSelect().Model((*evaluationRow)(nil)), s).ColumnExpr("e.agent_id, count(*) AS n").
		ColumnExpr("sum(CASE WHEN e.final >= ? THEN 1.0 ELSE 0.0 END) AS passed", p.PassScore).
		Where("e.rubric_id = ? AND e.agent_id <> '' AND e.submitted_at >= ? AND e.submitted_at < ?", p.RubricID, at-lookback.Microseconds(), at).
		GroupExpr("e.agent_id").OrderExpr("e.agent_id").Scan(ctx, &out)
	if err != nil {
		return nil, fmt.Errorf("reading pass rates: %w", err)
	}
	return out, nil
}

// signals fills in by which calls risk is weighed: repeats from the callers'
// numbers, words from the transcripts, silence from the sound or, without it,
// the transcript.
func signals(ctx context.Context, db bun.IDB, s people.Scope, p sampling.Plan, at int64, rows []groundRow, calls []sampling.Candidate) error {
	place := make(map[string]int, len(rows))
	for i, r := range rows {
		place[r.ID] = i
	}
	if err := repeats(ctx, db, s, p, rows, calls); err != nil {
		return err
	}
	of := func(table string) *bun.SelectQuery {
		return undrawn(population(db.NewSelect().TableExpr(table+" AS t").Join("JOIN calls AS c ON c.id = t.call_id"), s, p, at), p, at)
	}
	err := each(ctx, of("transcripts").ColumnExpr("t.call_id, t.utterances AS blob"), func(id string, blob []byte) error {
		var us []recordings.Utterance
		i, ok := place[id]
		if err := json.Unmarshal(blob, &us); err != nil || !ok {
			return err
		}
		calls[i].Signals.Listen(us, rows[i].AgentLane)
		return nil
	})
	if err != nil {
		return fmt.Errorf("reading transcripts: %w", err)
	}
	return each(ctx, of("derived").Where("t.kind = ?", speech.Kind).ColumnExpr("t.call_id, t.content AS blob"), func(id string, blob []byte) error {
		a, err := speech.Unmarshal(blob)
		if i, ok := place[id]; ok && err == nil {
			calls[i].Signals.Silence = a.Metrics(rows[i].AgentLane).LongestSilence.Length()
		}
		return nil // a broken guess of the silences is no reason not to draw
	})
}

func each(ctx context.Context, q *bun.SelectQuery, do func(id string, blob []byte) error) error {
	rows, err := q.Rows(ctx)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var blob []byte
		if err := rows.Scan(&id, &blob); err != nil {
			return err
		}
		if err := do(id, blob); err != nil {
			return err
		}
	}
	return rows.Err()
}

// repeats counts for each call the calls of the same written number in the
// seven days before it.
func repeats(ctx context.Context, db bun.IDB, s people.Scope, p sampling.Plan, rows []groundRow, calls []sampling.Candidate) error {
	var all []struct {
		Caller    string
		StartedAt int64
	}
	from := micros(p.From.Add(-sampling.RepeatWithin))
	q := within(db.NewSelect().TableExpr("calls AS c").ColumnExpr("c.caller, c.started_at"), s)
	if err := q.Where("c.caller <> '' AND c.started_at >= ? AND c.started_at < ?", from, micros(p.Until)).OrderExpr("c.started_at").Scan(ctx, &all); err != nil {
		return fmt.Errorf("reading callers: %w", err)
	}
	starts := map[string][]int64{}
	for _, c := range all {
		starts[c.Caller] = append(starts[c.Caller], c.StartedAt)
	}
	for i, r := range rows {
		times := starts[r.Caller]
		here, _ := slices.BinarySearch(times, r.StartedAt)
		first, _ := slices.BinarySearch(times, r.StartedAt-sampling.RepeatWithin.Microseconds())
		if r.Caller != "" {
			calls[i].Signals.Repeat = here - first
		}
	}
	return nil
}

// mark is the fingerprint of a ground: with the same one a draw comes out the same.
func mark(g sampling.Ground, w sampling.Weights) string {
	h := sha256.New()
	write := func(texts ...string) {
		for _, t := range texts {
			fmt.Fprintf(h, "%d:%s", len(t), t) // a hash never fails to write
		}
	}
	for _, c := range g.Calls {
		write(c.ID, c.AgentID, c.Stratum, strconv.FormatFloat(w.Points(c.Signals), 'g', -1, 64))
	}
	for _, r := range g.Records {
		write(r.AgentID, strconv.Itoa(r.N), strconv.FormatFloat(r.Passed, 'g', -1, 64))
	}
	for _, counts := range []map[string]int{g.Drawn, g.Sizes} {
		names := make([]string, 0, len(counts))
		for name := range counts {
			names = append(names, name)
		}
		slices.SortFunc(names, cmp.Compare[string])
		for _, name := range names {
			write(name, strconv.Itoa(counts[name]))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
