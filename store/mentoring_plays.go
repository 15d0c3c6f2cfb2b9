package store

import (
	"cmp"
	"context"
	"slices"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/mentoring"
	"shifu/training/roleplay"
)

// mostPlays is how many scenarios are shown at the most.
const mostPlays = 2

// levels are how little help a role-play gives.
var levels = map[roleplay.Level]int{roleplay.Script: 1, roleplay.Hints: 2, roleplay.Nothing: 3, roleplay.Exam: 3}

// played are the lines of the scenarios that were played most, as far as they
// tell something.
func (r *lineReader) played(ctx context.Context) ([]mentoring.Line, error) {
	all, err := r.w.RolePlays().Attempts(ctx, people.Program(), roleplay.Find{PersonID: r.p.Mentee.PersonID, Over: true})
	if err != nil {
		return nil, err
	}
	var out []mentoring.Line
	for i := len(all) - 1; i >= 0; i-- { // the oldest first
		a := &all[i]
		if !a.Counts() || a.OverAt.Before(r.from) {
			continue
		}
		at := slices.IndexFunc(out, func(l mentoring.Line) bool { return l.Source.Ref == a.ScenarioID })
		if at < 0 {
			at = len(out)
			out = append(out, mentoring.Line{Source: mentoring.Source{Kind: mentoring.RolePlay, Ref: a.ScenarioID}, Name: a.Title.In(words.Chinese),
				Names: map[words.Language]string{words.Chinese: a.Title.In(words.Chinese), words.English: a.Title.In(words.English)}})
		}
		l := &out[at]
		l.Points = append(l.Points, mentoring.Point{At: a.OverAt, Value: a.Overall, Low: a.Overall, High: a.Overall, N: 1})
		l.Now, l.Known, l.N, l.Level = a.Overall, true, 1, levels[a.Level]
	}
	slices.SortStableFunc(out, func(a, b mentoring.Line) int { return cmp.Compare(len(b.Points), len(a.Points)) })
	return out[:min(len(out), mostPlays)], nil
}
