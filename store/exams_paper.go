package store

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"shifu/training/bank"
	"shifu/training/exam"
)

// latest is now, or when the person's last attempt ended if a clock set back
// shows less: nobody begins an exam after its close that way. Other people's
// attempts don't count, lest one wrong clock lock everybody out.
func latest(now time.Time, before []exam.Before) time.Time {
	for _, b := range before {
		if b.Ended.After(now) {
			now = b.Ended
		}
	}
	return now
}

// paper is the next form for the person, or a draw of their own, which takes
// what they have not seen first.
func (c *change) paper(ctx context.Context, row examRow, e exam.Exam, before []exam.Before, a exam.Attempt) (p exam.Paper, err error) {
	pool, err := unfrozen(ctx, c, e.ID, c.now)
	if err != nil {
		return p, err
	}
	questions := map[string]bank.Question{}
	for _, q := range pool {
		questions[q.ID] = q
	}
	seed := seedOf(e.Seed, a.ID)
	if e.Forms > 0 {
		forms, err := formsOf(row)
		if err != nil {
			return p, err
		}
		n, err := c.nextForm(ctx, e, before)
		if err != nil {
			return p, err
		}
		newest, err := questionsOf(ctx, c, e.ID)
		return exam.Lay(forms[n-1].Picks, newest, e.Rules, n, seed), err
	}
	all, err := usesOf(ctx, c, pool, c.by.PersonID)
	if err != nil {
		return p, err
	}
	picks, err := e.Blueprint.Draw(all, seed)
	return exam.Lay(picks, questions, e.Rules, 0, seed), err
}

// formsOf are the parallel forms of a published exam, nil if it has none.
func formsOf(row examRow) (forms []exam.Form, err error) {
	if err := json.Unmarshal([]byte(row.Forms), &forms); err != nil {
		return nil, fmt.Errorf("reading the forms of exam %s: %w", row.ID, err)
	}
	return forms, nil
}

// nextForm is the form that the person had least, and of those the one given
// least, so that neighbours get different ones.
func (c *change) nextForm(ctx context.Context, e exam.Exam, before []exam.Before) (int, error) {
	var given []struct{ Form, N int }
	if err := c.NewRaw(`SELECT form, count(*) AS n FROM exam_attempts WHERE exam_id = ? GROUP BY form`, e.ID).Scan(ctx, &given); err != nil {
		return 0, fmt.Errorf("counting forms: %w", err)
	}
	weight := make([]int, e.Forms)
	for _, g := range given {
		weight[g.Form-1] += g.N
	}
	for _, b := range before {
		weight[b.Form-1] += 1 << 30
	}
	return slices.Index(weight, slices.Min(weight)) + 1, nil
}

// seedOf makes a seed of the exam's own and the attempt.
func seedOf(seed uint64, id string) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", seed, id)
	return h.Sum64()
}
