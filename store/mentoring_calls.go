package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/insight"
	"shifu/qa/interval"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// scoredAnswer is one answer of a counted evaluation, or with an empty Ref the score
// of the whole.
type scoredAnswer struct {
	ID, CallID, RubricID, Ref, VersionID string
	Value                                float64
	SubmittedAt                          int64
}

// key is the source of a goal that the answer is a value of.
func (a *scoredAnswer) key() string {
	if a.Ref == "" {
		return a.RubricID
	}
	return a.RubricID + "/" + a.Ref
}

// mostWeak is how many questions without a goal are shown at the most.
const mostWeak = 3

// called are the lines of evaluations.
func (r *lineReader) called(ctx context.Context) ([]mentoring.Line, error) {
	begin, _, _, end := r.plan.Windows(r.now)
	if r.from.Before(begin) {
		begin = r.from
	}
	all, err := r.answers(ctx, begin, end)
	if err != nil {
		return nil, err
	}
	skills := map[string][]scoredAnswer{}
	for _, a := range all {
		skills[a.key()] = append(skills[a.key()], a)
	}
	var out []mentoring.Line
	for _, g := range r.goals(contract.RubricQuestion, contract.WholeRubric) {
		l := r.scored(mentoring.Source{Kind: g.Source.Kind, Ref: g.Source.Ref}, skills[g.Source.Ref])
		l.Name, l.Goal = g.Skill, &g
		_, l.Note = g.Source.Question()
		out = append(out, l)
		if len(skills[g.Source.Ref]) == 0 {
			continue
		}
		delete(skills, g.Source.Ref)
	}
	for _, ref := range r.weakest(skills) {
		out = append(out, r.scored(mentoring.Source{Kind: contract.RubricQuestion, Ref: ref}, skills[ref]))
	}
	if err := r.name(ctx, out, all); err != nil {
		return nil, err
	}
	if err := r.losses(ctx, out, all); err != nil {
		return nil, err
	}
	return out, r.compare(ctx, out, all)
}

// answers reads what the mentee's evaluations say, the oldest first.
func (r *lineReader) answers(ctx context.Context, from, until time.Time) ([]scoredAnswer, error) {
	s := people.Scope{All: true}
	if r.own {
		s = people.Scope{OrganisationID: r.p.Mentee.OrganisationID, PersonID: r.p.Mentee.PersonID}
	}
	window := func(q *bun.SelectQuery) *bun.SelectQuery {
		return counted(q, s).Where("e.agent_id = ? AND e.submitted_at >= ? AND e.submitted_at < ?", r.p.Mentee.PersonID, micros(from), micros(until))
	}
	var out, whole []scoredAnswer
	q := r.w.read.NewSelect().Model((*evaluationRow)(nil)).Join("JOIN evaluation_answers AS a ON a.evaluation_id = e.id AND a.edition = e.edition").
		ColumnExpr("e.id, e.call_id, e.rubric_id, a.ref, a.version_id, 100 * a.credit AS value, e.submitted_at").Where("a.weight > 0")
	if err := window(q).OrderExpr("e.submitted_at, e.id").Scan(ctx, &out); err != nil {
		return nil, fmt.Errorf("reading answers: %w", err)
	}
	q = r.w.read.NewSelect().Model((*evaluationRow)(nil)).ColumnExpr("e.id, e.call_id, e.rubric_id, e.version_id, e.final AS value, e.submitted_at")
	if err := window(q).OrderExpr("e.submitted_at, e.id").Scan(ctx, &whole); err != nil {
		return nil, fmt.Errorf("reading scores: %w", err)
	}
	return append(out, whole...), nil
}

// scored is a line of evaluations.
func (r *lineReader) scored(s mentoring.Source, all []scoredAnswer) mentoring.Line {
	l := mentoring.Line{Source: s}
	_, _, from, until := r.plan.Windows(r.now)
	var scores []mentoring.Score
	var recent insight.Sum
	for _, a := range all {
		at := instant(a.SubmittedAt)
		if !at.Before(r.from) {
			scores = append(scores, mentoring.Score{At: at, Value: a.Value})
		}
		if !at.Before(from) && at.Before(until) {
			recent.Add(a.Value)
		}
	}
	l.All, l.Points = len(scores), mentoring.Gather(scores, r.from, r.now.Add(time.Microsecond))
	l.N, l.Now, l.Known = recent.N, recent.Mean().Value, recent.N > 0
	return l
}

// weakest are the questions without a goal on which most is lost, if there is
// enough to tell.
func (r *lineReader) weakest(skills map[string][]scoredAnswer) []string {
	type weak struct {
		ref  string
		lost float64
	}
	var all []weak
	for ref, answers := range skills {
		if answers[0].Ref == "" || len(answers) < interval.Enough {
			continue
		}
		w := weak{ref: ref}
		for _, a := range answers {
			w.lost += (100 - a.Value) / float64(len(answers))
		}
		if w.lost > 0 {
			all = append(all, w)
		}
	}
	slices.SortFunc(all, func(a, b weak) int { return cmp.Or(cmp.Compare(b.lost, a.lost), cmp.Compare(a.ref, b.ref)) })
	var out []string
	for _, w := range all[:min(len(all), mostWeak)] {
		out = append(out, w.ref)
	}
	return out
}

// name gives lines of questions their number, and those without a goal their
// text, from the newest version that was used.
func (r *lineReader) name(ctx context.Context, lines []mentoring.Line, all []scoredAnswer) error {
	versions := map[string]qa.Version{}
	for i := range lines {
		l := &lines[i]
		at := lastOf(all, func(a *scoredAnswer) bool { return a.key() == l.Source.Ref })
		if at == nil || at.Ref == "" {
			continue
		}
		v, ok := versions[at.VersionID]
		if !ok {
			var err error
			if v, err = versionBy(ctx, r.w.read, people.Program(), at.VersionID); err != nil {
				return err
			}
			versions[at.VersionID] = v
		}
		if q, place, ok := v.Find(at.Ref); ok {
			l.Note = fmt.Sprintf("%d.%d", place.Section+1, place.Question+1)
			l.Name = cmp.Or(l.Name, q.Text)
		}
		l.Name = cmp.Or(l.Name, at.Ref)
	}
	return nil
}

func lastOf(all []scoredAnswer, is func(*scoredAnswer) bool) *scoredAnswer {
	for i := len(all) - 1; i >= 0; i-- {
		if is(&all[i]) {
			return &all[i]
		}
	}
	return nil
}

// losses finds for each line the last call on which points were lost, and the
// moment that the reviewer marked.
func (r *lineReader) losses(ctx context.Context, lines []mentoring.Line, all []scoredAnswer) error {
	for i := range lines {
		l := &lines[i]
		at := lastOf(all, func(a *scoredAnswer) bool { return a.key() == l.Source.Ref && a.Value < 100 })
		if at == nil {
			continue
		}
		var row struct{ Answers, Title, BusinessLine, ExternalID string }
		err := r.w.read.NewRaw(`SELECT e.answers, c.title, c.business_line, c.external_id FROM evaluations AS e JOIN calls AS c ON c.id = e.call_id
			WHERE e.id = ? ORDER BY e.counts DESC, e.edition DESC LIMIT 1`, at.ID).Scan(ctx, &row)
		if err != nil {
			return fmt.Errorf("reading evaluation %s: %w", at.ID, err)
		}
		var answers qa.Answers
		if err := json.Unmarshal([]byte(row.Answers), &answers); err != nil {
			return fmt.Errorf("reading evaluation %s: %w", at.ID, err)
		}
		l.Loss = &mentoring.Loss{CallID: at.CallID, Call: cmp.Or(row.Title, row.BusinessLine, row.ExternalID), At: instant(at.SubmittedAt).In(r.w.zone)}
		if m := answers[at.Ref].Moments; len(m) > 0 {
			l.Loss.From = m[0].At
		}
	}
	return nil
}
