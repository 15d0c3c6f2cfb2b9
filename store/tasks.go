package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
)

type taskRow struct {
	bun.BaseModel `bun:"table:tasks,alias:k"`

	ID         string `bun:"id,pk"`
	CallID     string `bun:"call_id"`
	VersionID  string `bun:"version_id"`
	ReviewerID string `bun:"reviewer_id"`
	Purpose    string `bun:"purpose"`
	Why        string `bun:"why"`
	Risk       bool   `bun:"risk"`
	DealtAt    int64  `bun:"dealt_at"`
	DueAt      int64  `bun:"due_at"`
	DoneAt     int64  `bun:"done_at"`
	Skipped    string `bun:"skipped"`
}

func (r taskRow) task() (qa.Task, error) {
	why, err := readText([]byte(r.Why))
	return qa.Task{ID: r.ID, CallID: r.CallID, VersionID: r.VersionID, ReviewerID: r.ReviewerID, Purpose: qa.Purpose(r.Purpose), Why: why, Risk: r.Risk,
		DueAt: instant(r.DueAt), DoneAt: instant(r.DoneAt), Skipped: r.Skipped}, err
}

// readText undoes the JSON of a words.Text: numbers stay as they were written,
// texts within texts become texts again.
func readText(b []byte) (words.Text, error) {
	var t words.Text
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(&t); err != nil {
		return t, fmt.Errorf("reading a text: %w", err)
	}
	for name, v := range t.Values {
		inner, ok := v.(map[string]any)
		if !ok {
			continue
		}
		b, err := json.Marshal(inner)
		if err != nil {
			return t, err
		}
		if t.Values[name], err = readText(b); err != nil {
			return t, err
		}
	}
	return t, nil
}

// open keeps of tasks the actor's own whose calls they may still know of.
func (k *Quality) own(q *bun.SelectQuery, by people.Actor) (*bun.SelectQuery, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	return within(q.Join("JOIN calls AS c ON c.id = k.call_id"), s).Where("k.reviewer_id = ?", by.PersonID), nil
}

// Tasks returns the actor's own open tasks, those due first.
func (k *Quality) Tasks(ctx context.Context, by people.Actor) ([]qa.Task, error) {
	var rows []taskRow
	q, err := k.own(k.w.read.NewSelect().Model(&rows), by)
	if err != nil {
		return nil, err
	}
	if err := q.Where("k.done_at = 0 AND k.skipped = ''").OrderExpr("k.due_at = 0, k.due_at, k.id").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading the queue: %w", err))
	}
	ts := make([]qa.Task, len(rows))
	for i, r := range rows {
		if ts[i], err = r.task(); err != nil {
			return nil, err
		}
	}
	return ts, nil
}

// DoneToday counts the actor's tasks done since the given midnight.
func (k *Quality) DoneToday(ctx context.Context, by people.Actor, midnight time.Time) (int, error) {
	q, err := k.own(k.w.read.NewSelect().Model((*taskRow)(nil)), by)
	if err != nil {
		return 0, err
	}
	n, err := q.Where("k.done_at > 0 AND k.done_at >= ?", micros(midnight)).Count(ctx)
	return int(n), k.w.explain(err)
}

// Deal adds tasks, all or none. The call must be in the actor's scope and in
// that of its reviewer, who must be able to score.
func (k *Quality) Deal(ctx context.Context, by people.Actor, ts []qa.Task) ([]string, error) {
	s, err := handing(by)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(ts))
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		kinds, err := organisationKinds(ctx, c)
		if err != nil {
			return err
		}
		for i, t := range ts {
			if ids[i], err = c.deal(ctx, s, kinds, t); err != nil {
				return fmt.Errorf("dealing task %d of %d: %w", i+1, len(ts), err)
			}
		}
		c.record("deal", "tasks", "", map[string]any{"count": len(ts)})
		c.tell(notice.Evaluations, "")
		return nil
	})
	if err != nil {
		return nil, err
	}
	return ids, nil
}

// handing is the scope of who may deal calls to reviewers.
func handing(by people.Actor) (people.Scope, error) {
	s, err := callScope(by)
	if err == nil {
		err = by.Require(people.ReleaseScores)
	}
	return s, err
}

// deal adds one task and returns its ID.
func (c *change) deal(ctx context.Context, s people.Scope, kinds map[string]people.OrganisationKind, t qa.Task) (id string, err error) {
	call, err := callBy(ctx, c, s, t.CallID)
	if err != nil {
		return "", err
	}
	p, err := personBy(ctx, c, people.Scope{All: s.All, OrganisationID: s.OrganisationID}, t.ReviewerID)
	if err != nil {
		return "", err
	}
	reviewer := people.As(p.person(), kinds[p.OrganisationID])
	if sees, err := callScope(reviewer); err != nil || !sees.Sees(call.OrganisationID, call.AgentID) || !reviewer.May(people.ScoreCalls) {
		return "", fault.New(fault.Invalid, "{{.Name}} may not score this call.", fault.Values{"Name": p.Name})
	}
	if _, err := versionBy(ctx, c, reviewer, t.VersionID); err != nil {
		return "", err
	}
	why, err := asJSON(t.Why)
	if err != nil {
		return "", err
	}
	row := taskRow{ID: newID(), CallID: t.CallID, VersionID: t.VersionID, ReviewerID: t.ReviewerID, Purpose: string(cmp.Or(t.Purpose, qa.Ordinary)), Why: why, Risk: t.Risk,
		DealtAt: micros(c.now), DueAt: micros(t.DueAt), DoneAt: micros(t.DoneAt)}
	_, err = c.NewInsert().Model(&row).Exec(ctx)
	return row.ID, err
}

// Skip takes a task out of the actor's queue with a reason.
func (k *Quality) Skip(ctx context.Context, by people.Actor, taskID, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, "Give a reason.", nil)
	}
	return k.setSkipped(ctx, by, taskID, reason, "skip")
}

// Unskip puts a skipped task back.
func (k *Quality) Unskip(ctx context.Context, by people.Actor, taskID string) error {
	return k.setSkipped(ctx, by, taskID, "", "unskip")
}

func (k *Quality) setSkipped(ctx context.Context, by people.Actor, taskID, reason, verb string) error {
	if err := by.Require(people.ScoreCalls); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		q, err := k.own(c.NewSelect().Model((*taskRow)(nil)), by)
		if err != nil {
			return err
		}
		n, err := q.Where("k.id = ? AND k.done_at = 0", taskID).Count(ctx)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.NotFound, "This task is not in your queue.", nil)
		}
		if _, err := c.ExecContext(ctx, `UPDATE tasks SET skipped = ? WHERE id = ?`, reason, taskID); err != nil {
			return err
		}
		c.record(verb, "task", taskID, map[string]any{"why": reason})
		c.tell(notice.Evaluations, "")
		return nil
	})
}
