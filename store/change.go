package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
)

// change is one transaction of one actor: what it does, what the audit log
// says of it, and whom it concerns afterwards.
type change struct {
	bun.Tx
	by    people.Actor
	now   time.Time
	zone  *time.Location // in which days begin and end
	acts  []act
	after []notice.Notice
}

// act is what the audit log keeps of one deed.
type act struct {
	verb, subject, id string
	detail            map[string]any
}

// record notes a deed for the audit log and tells listeners after the commit.
func (c *change) record(verb, subject, id string, detail map[string]any) {
	c.acts = append(c.acts, act{verb, subject, id, detail})
}

func (c *change) tell(s notice.Subject, id string) {
	c.after = append(c.after, notice.Notice{Subject: s, ID: id})
}

// change runs do in one transaction, with the audit rows of what it recorded,
// and sends the notices when all is safe on the disk.
func (w *Workspace) change(ctx context.Context, by people.Actor, do func(ctx context.Context, c *change) error) error {
	if err := w.mayWrite(); err != nil {
		return err
	}
	tx, err := w.write.BeginTx(ctx, nil)
	if err != nil {
		return w.explain(fmt.Errorf("beginning a change: %w", err))
	}
	c := &change{Tx: tx, by: by, now: w.now().UTC().Truncate(time.Microsecond), zone: w.zone}
	err = do(ctx, c)
	if err == nil {
		err = c.writeAudit(ctx)
	}
	if err != nil {
		_ = tx.Rollback() // err says why; SQLite may have rolled back itself
		return w.explain(err)
	}
	if err := tx.Commit(); err != nil {
		_ = tx.Rollback()
		return w.explain(fmt.Errorf("keeping a change: %w", err))
	}
	for _, n := range c.after {
		w.hub.Send(n)
	}
	return nil
}

func (w *Workspace) mayWrite() error {
	if !w.why.IsZero() {
		return fault.New(fault.Forbidden, w.why.Key, w.why.Values)
	}
	return w.lock.held()
}

// newID returns a UUIDv7: later ids sort after earlier ones.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// micros is t as the database keeps it; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

func asJSON(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// next adds by to a counter and returns its new value.
func (c *change) next(ctx context.Context, name string, by int64) (n int64, err error) {
	err = c.QueryRowContext(ctx, `UPDATE counters SET n = n + ? WHERE name = ? RETURNING n`, by, name).Scan(&n)
	return n, err
}
