package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/cards"
	"shifu/training/certificate"
	"shifu/training/contract"
	"shifu/training/exam"
	"shifu/training/mentoring"
	"shifu/training/retrain"
)

// mostExams is how many exams without a goal are shown at the most.
const mostExams = 2

// examined are the lines of exams: goals, and what the mentee failed lately.
func (r *lineReader) examined(ctx context.Context) ([]mentoring.Line, error) {
	cases, err := r.w.Retrain().Cases(ctx, people.Program(), retrain.Find{PersonID: r.p.Mentee.PersonID})
	if err != nil {
		return nil, err
	}
	sat, err := r.sat(ctx)
	if err != nil {
		return nil, err
	}
	var out []mentoring.Line
	seen := map[string]bool{}
	for _, g := range r.goals(contract.Exam) {
		i := slices.IndexFunc(cases, func(c retrain.Standing) bool { return c.ExamID == g.Source.Ref })
		l := mentoring.Line{Source: mentoring.Source{Kind: contract.Exam, Ref: g.Source.Ref}, Name: g.Skill, Goal: &g}
		var c *retrain.Standing
		if i >= 0 {
			c = &cases[i]
		}
		r.exam(&l, c, sat)
		seen[g.Source.Ref] = true
		out = append(out, l)
	}
	further := 0
	for i := range cases {
		c := &cases[i]
		if seen[c.ExamID] || further == mostExams || !c.State.Open() && c.ClosedAt.Before(r.from) {
			continue
		}
		l := mentoring.Line{Source: mentoring.Source{Kind: contract.Exam, Ref: c.ExamID}, Name: c.Exam, Pass: 100 * c.PassShare}
		r.exam(&l, c, sat)
		out, further, seen[c.ExamID] = append(out, l), further+1, true
	}
	return out, nil
}

// satExam is an attempt with its final mark.
type satExam struct {
	id, examID string
	at         time.Time
	share      float64
	passed     bool
}

// sat reads the mentee's marked attempts, the oldest first.
func (r *lineReader) sat(ctx context.Context) ([]satExam, error) {
	var rows []struct {
		ID, ExamID, Content string
		EndedAt             int64
		Points, Most        float64
	}
	if err := r.w.read.NewRaw(`SELECT t.id, t.exam_id, e.content, t.ended_at, t.points, t.most FROM exam_attempts AS t JOIN exams AS e ON e.id = t.exam_id
		WHERE t.person_id = ? AND t.state = ? AND t.most > 0 ORDER BY t.ended_at, t.id`, r.p.Mentee.PersonID, string(exam.Marked)).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading attempts: %w", err)
	}
	out := make([]satExam, len(rows))
	for i, row := range rows {
		e, err := examRow{ID: row.ExamID, Content: row.Content}.exam()
		if err != nil {
			return nil, err
		}
		out[i] = satExam{id: row.ID, examID: row.ExamID, at: instant(row.EndedAt), share: 100 * row.Points / row.Most, passed: e.Passes(row.Points, row.Most)}
	}
	return out, nil
}

// exam fills a line with the attempts at an exam and at its resits.
func (r *lineReader) exam(l *mentoring.Line, c *retrain.Standing, sat []satExam) {
	for _, a := range sat {
		if a.examID != l.Source.Ref && (c == nil || !slices.Contains(c.Attempts, a.id)) {
			continue
		}
		if !a.at.Before(r.from) {
			l.Points = append(l.Points, mentoring.Point{At: a.at, Value: a.share, N: 1, Low: a.share, High: a.share, Passed: &a.passed})
		}
		l.Now, l.Known, l.N, l.Passed = a.share, true, 1, a.passed
	}
	if c != nil && c.State.Open() {
		l.CaseID, l.Resit, l.Missed = c.ID, c.ResitAt, len(c.Gate.Unread)+len(c.Gate.Wrong)
		if !l.Resit.IsZero() {
			l.Resit = l.Resit.In(r.w.zone)
		}
	}
}

// mostPoints is how many knowledge points are shown at the most, and every how
// many days their recall is told.
const (
	mostPoints = 2
	recallStep = 3
)

// learned are the lines of the knowledge points that are learned most.
func (r *lineReader) learned(ctx context.Context) ([]mentoring.Line, error) {
	var points []struct {
		Point string
		N     int
	}
	week := micros(r.now.AddDate(0, 0, -7))
	if err := r.w.read.NewRaw(`SELECT k.point, sum(CASE WHEN v.at >= ? THEN 1 ELSE 0 END) AS n FROM card_reviews AS v JOIN cards AS k ON k.id = v.card_id
		WHERE v.person_id = ? AND v.at >= ? AND k.point <> '' GROUP BY k.point ORDER BY count(*) DESC, k.point LIMIT ?`,
		week, r.p.Mentee.PersonID, micros(r.from), mostPoints).Scan(ctx, &points); err != nil {
		return nil, fmt.Errorf("reading reviews: %w", err)
	}
	var out []mentoring.Line
	for _, p := range points {
		l := mentoring.Line{Source: mentoring.Source{Kind: mentoring.Cards, Ref: p.Point}, Name: p.Point, Daily: float64(p.N) / 7}
		if err := r.recalled(ctx, &l); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// recalled fills a line with the mean predicted recall of the cards of a point
// that were seen by then.
func (r *lineReader) recalled(ctx context.Context, l *mentoring.Line) error {
	var log []struct {
		CardID    string
		At        int64
		Stability float64
	}
	if err := r.w.read.NewRaw(`SELECT v.card_id, v.at, v.stability FROM card_reviews AS v JOIN cards AS k ON k.id = v.card_id
		WHERE v.person_id = ? AND k.point = ? ORDER BY v.at, v.id`, r.p.Mentee.PersonID, l.Source.Ref).Scan(ctx, &log); err != nil {
		return fmt.Errorf("reading reviews: %w", err)
	}
	plan, seen, next := cards.StandardPlan(), map[string]cards.Card{}, 0
	days := int(r.now.Sub(r.from) / (24 * time.Hour))
	for d := days % recallStep; d <= days; d += recallStep {
		at := r.now.AddDate(0, 0, d-days).In(r.w.zone)
		for ; next < len(log) && log[next].At <= micros(at); next++ {
			seen[log[next].CardID] = cards.Card{Memory: cards.Memory{Stability: log[next].Stability}, Seen: local(log[next].At, r.w.zone)}
		}
		if len(seen) == 0 {
			continue
		}
		sum := 0.0
		for _, c := range seen {
			sum += plan.RecallAt(c, at)
		}
		v := 100 * sum / float64(len(seen))
		l.Points = append(l.Points, mentoring.Point{At: at, Value: v, Low: v, High: v, N: len(seen)})
		l.Now, l.Known, l.N = v, true, len(seen)
	}
	return nil
}

// held are the lines of certificates that are goals.
func (r *lineReader) held(ctx context.Context) ([]mentoring.Line, error) {
	var out []mentoring.Line
	for _, g := range r.goals(contract.Certificate) {
		all, err := r.w.Certificates().Holdings(ctx, people.Program(), certificate.Find{PersonIDs: []string{r.p.Mentee.PersonID}, ProgrammeID: g.Source.Ref})
		if err != nil {
			return nil, err
		}
		l := mentoring.Line{Source: mentoring.Source{Kind: contract.Certificate, Ref: g.Source.Ref}, Name: g.Skill, Goal: &g, Known: true, N: 1}
		for d := indicators.DateOf(r.from.In(r.w.zone)); d <= r.w.today(); d++ {
			v := 0.0
			if len(all) > 0 && all[0].InForce(d) {
				v = 1
			}
			if n := len(l.Points); n < 2 || l.Points[n-1].Value != v || l.Points[n-2].Value != v {
				l.Points = append(l.Points, mentoring.Point{})
			}
			l.Points[len(l.Points)-1] = mentoring.Point{At: d.In(r.w.zone).Add(12 * time.Hour), Value: v, Low: v, High: v, N: 1}
			l.Now, l.Passed = v, v == 1
		}
		out = append(out, l)
	}
	return out, nil
}

// measured are the lines of indicators that are goals, week by week; the value
// of now is that of the latest 30 days.
func (r *lineReader) measured(ctx context.Context) ([]mentoring.Line, error) {
	var out []mentoring.Line
	today := r.w.today()
	recent := indicators.Period{From: today - 29, Until: today + 1}
	var weeks []indicators.Period
	for until := today + 1; until > indicators.DateOf(r.from.In(r.w.zone)); until -= 7 {
		weeks = append([]indicators.Period{{From: until - 7, Until: until}}, weeks...)
	}
	for _, g := range r.goals(contract.Indicator) {
		i, ok := indicators.ByKey(indicators.Key(g.Source.Ref))
		if !ok {
			continue
		}
		l := mentoring.Line{Source: mentoring.Source{Kind: contract.Indicator, Ref: g.Source.Ref}, Name: g.Skill, Goal: &g}
		for n, periods := range [][]indicators.Period{weeks, {recent}} {
			lines, err := r.w.Figures().Sums(ctx, people.Program(), indicators.Question{Periods: periods, By: indicators.ByPerson, PersonIDs: []string{r.p.Mentee.PersonID}})
			if err != nil {
				return nil, err
			}
			for _, sums := range lines {
				v := i.Of(sums.Sums)
				switch p := periods[sums.Period]; {
				case !v.Known:
				case n == 0:
					l.Points = append(l.Points, mentoring.Point{At: p.From.In(r.w.zone).AddDate(0, 0, 3).Add(12 * time.Hour), Value: v.Value, Low: v.Low, High: v.High, N: int(v.N)})
				default:
					l.Now, l.Known, l.N = v.Value, !v.Few, int(v.N)
				}
			}
		}
		out = append(out, l)
	}
	return out, nil
}
