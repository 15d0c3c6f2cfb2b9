package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Verdict is what a look at the whole audit log found.
type Verdict struct {
	Entries int64
	Head    string     // hash of the newest entry
	Problem words.Text // zero: the log is whole
	At      int64      // number of the first entry that is wrong; 0: none
}

// Sound reports whether nothing is wrong.
func (v Verdict) Sound() bool { return v.Problem.IsZero() }

// Verify reads the whole log and finds an entry that was edited, taken out or
// put in. With a head that was written down earlier (empty: none) it also finds
// a log that was rewritten as a whole: the head is not in it then.
func (a *Audit) Verify(ctx context.Context, head string) (Verdict, error) {
	v, err := verifyAudit(ctx, a.w.read, head)
	return v, a.w.explain(err)
}

func verifyAudit(ctx context.Context, db *bun.DB, head string) (Verdict, error) {
	rows, err := db.QueryContext(ctx, `SELECT n, at, person_id, person_name, organisation_id, act, subject, subject_id, detail, before, hash FROM audit ORDER BY n`)
	if err != nil {
		return Verdict{}, fmt.Errorf("reading the audit log: %w", err)
	}
	defer rows.Close()
	c := chain{head: head, met: head == ""}
	for rows.Next() {
		var r auditRow
		if err := rows.Scan(&r.N, &r.At, &r.PersonID, &r.PersonName, &r.OrganisationID, &r.Act, &r.Subject, &r.SubjectID, &r.Detail, &r.Before, &r.Hash); err != nil {
			return Verdict{}, fmt.Errorf("reading the audit log: %w", err)
		}
		if err := c.link(&r); err != nil {
			return Verdict{}, err
		}
	}
	if err := rows.Err(); err != nil {
		return Verdict{}, fmt.Errorf("reading the audit log: %w", err)
	}
	var last int64
	if err := db.QueryRowContext(ctx, `SELECT n FROM counters WHERE name = 'audit'`).Scan(&last); err != nil {
		return Verdict{}, fmt.Errorf("reading the audit log: %w", err)
	}
	return c.end(last), nil
}

// chain walks the log link by link and remembers the first that is wrong.
type chain struct {
	v    Verdict
	head string
	met  bool // the head was seen
}

func (c *chain) link(r *auditRow) error {
	sum, err := r.sum()
	if err != nil {
		return err
	}
	switch {
	case r.N != c.v.Entries+1:
		c.wrong(c.v.Entries+1, "Entry {{.N}} of the audit log is missing.")
	case r.Before != c.v.Head:
		c.wrong(r.N, "Entry {{.N}} of the audit log does not follow the one before it.")
	case r.Hash != sum:
		c.wrong(r.N, "Entry {{.N}} of the audit log was changed after it was written.")
	}
	c.v.Entries, c.v.Head = r.N, r.Hash
	c.met = c.met || r.Hash == c.head
	return nil
}

func (c *chain) wrong(n int64, key string) {
	if c.v.Sound() {
		c.v.At, c.v.Problem = n, words.T(key, fault.Values{"N": n})
	}
}

func (c *chain) end(last int64) Verdict {
	if c.v.Entries != last {
		c.wrong(c.v.Entries+1, "Entry {{.N}} of the audit log is missing.")
	}
	if !c.met && c.v.Sound() {
		c.v.Problem = words.T("The audit log was rewritten: the hash {{.Head}} is not in it.", fault.Values{"Head": c.head})
	}
	return c.v
}
