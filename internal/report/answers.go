package report

import (
	"context"
	"iter"

	"shifu/internal/tablefile"
	"shifu/internal/words"
	"shifu/qa/score"
)

// WriteAnswers writes evaluations as a table, one row for each question that
// was shown; count is roughly how many evaluations come. Of every Evaluation
// the call, the evaluation, the version and the result are used; a result left
// empty is computed.
func WriteAnswers(ctx context.Context, f tablefile.File, es iter.Seq2[Evaluation, error], count int, s Stamp) error {
	t := answerTable(f.Language, s)
	move, rows := f.Move, 0
	f.Move = nil
	t.rows = func(yield func([]any, error) bool) {
		for e, err := range es {
			if err != nil {
				yield(nil, err)
				return
			}
			if !t.evaluation(&e, func(row []any) bool { return yield(row, nil) }) {
				return
			}
			if rows++; move != nil {
				move(rows, max(count, rows))
			}
		}
	}
	return t.write(ctx, f)
}

func answerTable(l words.Language, s Stamp) table {
	return table{name: "Answers", stamp: s, l: l, columns: []column{{"Evaluation id", 14}, {"Edition", 8}, {"Call id", 14}, {"Start of call", 17},
		{"Agent", 12}, {"Team", 16}, {"Organisation", 16}, {"Reviewer", 12}, {"Submitted at", 17}, {"State", 12}, {"Rubric", 24}, {"Version", 8},
		{"Section", 18}, {"Question no.", 9}, {"Question", 36}, {"Answer", 14}, {"Score of the answer", 9}, {"Weight applied", 9},
		{"Points lost", 9}, {"Bonus", 9}, {"Root cause", 14}, {"Evidence", 14}, {"Comment", 40}, {"Score", 9}, {"Fail-all", 9}}}
}

// scoredHere reports whether the result belongs to the version.
func (e *Evaluation) scoredHere() bool {
	return len(e.Result.Questions) == e.Version.Count() && len(e.Result.Sections) == len(e.Version.Sections)
}

func (t table) evaluation(e *Evaluation, yield func([]any) bool) bool {
	if !e.scoredHere() {
		e.Result = score.Score(&e.Version, e.Evaluation.Answers)
	}
	words, i := page{layout: layout{l: t.l}}, 0
	for _, q := range e.Version.All {
		row := &e.Result.Questions[i]
		i++
		if row.State == score.Hidden {
			continue
		}
		v, c, a := &e.Evaluation, &e.Call, e.Evaluation.Answers[q.Ref]
		var reached any
		if row.State == score.Scored {
			reached = row.Score
		}
		if !yield([]any{v.ID, v.Edition, v.CallID, t.stamp.wall(c.StartedAt), c.AgentName, c.TeamName, c.OrganisationName, v.ReviewerName,
			t.stamp.wall(v.SubmittedAt), t.named(states[v.State]), e.Version.Title, e.Version.Number, e.Version.Sections[row.Section].Title,
			q.Ref, q.Text, words.answerWords(q, a, markOf(q, a, *row)), reached, row.WeightApplied, row.PointsLost, row.Bonus, a.Cause,
			momentTimes(a), a.Comment, optional(e.Result.Final.Ptr()), t.flagged(e.Result.FailAll)}) {
			return false
		}
	}
	return true
}
