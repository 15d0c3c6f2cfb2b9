package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
)

// Audit is the log of who did what. It only grows: each entry carries the
// SHA-256 of itself and of the one before it.
type Audit struct{ w *Workspace }

// Entry is one line of the audit log.
type Entry struct {
	N              int64
	At             time.Time
	PersonID       string
	PersonName     string
	OrganisationID string
	Act            string // e.g. "submit"
	Subject        string // e.g. "evaluation"
	SubjectID      string
	Detail         string // JSON
	Before         string // hash of the entry before, empty for the first
	Hash           string
}

// auditRow is an entry as it is kept; its JSON, without the hash, is what is hashed.
type auditRow struct {
	bun.BaseModel `bun:"table:audit" json:"-"`

	N              int64  `bun:"n,pk" json:"n"`
	At             int64  `bun:"at" json:"at"`
	PersonID       string `bun:"person_id" json:"person_id"`
	PersonName     string `bun:"person_name" json:"person_name"`
	OrganisationID string `bun:"organisation_id" json:"organisation_id"`
	Act            string `bun:"act" json:"act"`
	Subject        string `bun:"subject" json:"subject"`
	SubjectID      string `bun:"subject_id" json:"subject_id"`
	Detail         string `bun:"detail" json:"detail"`
	Before         string `bun:"before" json:"before"`
	Hash           string `bun:"hash" json:"-"`
}

func (r *auditRow) sum() (string, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return "", err
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:]), nil
}

func (c *change) writeAudit(ctx context.Context) error {
	if len(c.acts) == 0 {
		return nil
	}
	before, err := auditHead(ctx, c.Tx)
	if err != nil {
		return fmt.Errorf("reading the audit log: %w", err)
	}
	rows := make([]*auditRow, len(c.acts))
	last, err := c.next(ctx, "audit", int64(len(c.acts)))
	if err != nil {
		return fmt.Errorf("numbering the audit log: %w", err)
	}
	for i, a := range c.acts {
		r, err := c.auditRow(a, last-int64(len(c.acts))+int64(i)+1, before)
		if err != nil {
			return err
		}
		rows[i], before = r, r.Hash
	}
	if _, err := c.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("writing the audit log: %w", err)
	}
	return nil
}

func (c *change) auditRow(a act, n int64, before string) (*auditRow, error) {
	detail, err := asJSON(a.detail)
	if err != nil {
		return nil, fmt.Errorf("writing the audit log: %w", err)
	}
	r := &auditRow{N: n, At: micros(c.now), PersonID: c.by.PersonID, PersonName: c.by.Name,
		OrganisationID: c.by.OrganisationID, Act: a.verb, Subject: a.subject, SubjectID: a.id, Detail: detail, Before: before}
	r.Hash, err = r.sum()
	return r, err
}

func auditHead(ctx context.Context, db bun.IDB) (string, error) {
	var head string
	err := db.QueryRowContext(ctx, `SELECT hash FROM audit ORDER BY n DESC LIMIT 1`).Scan(&head)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return head, err
}

// Head returns the hash of the newest entry: whoever writes it down can later
// prove that the log up to here was not rewritten. Empty: no entry yet.
func (a *Audit) Head(ctx context.Context) (string, error) {
	head, err := auditHead(ctx, a.w.read)
	return head, a.w.explain(err)
}

// Entries returns at most limit entries, newest first, from before entry n
// (0: from the newest) on; of the actor's own organisation unless the actor
// sees all. The right ReadAudit is needed.
func (a *Audit) Entries(ctx context.Context, by people.Actor, n int64, limit int) ([]Entry, error) {
	if err := by.Require(people.ReadAudit); err != nil {
		return nil, err
	}
	var rows []auditRow
	q := a.w.read.NewSelect().Model(&rows).Order("n DESC").Limit(int64(limit))
	if n > 0 {
		q = q.Where("n < ?", n)
	}
	if s := by.Scope(); !s.All {
		q = q.Where("organisation_id = ?", s.OrganisationID)
	}
	if err := q.Scan(ctx); err != nil {
		return nil, a.w.explain(fmt.Errorf("reading the audit log: %w", err))
	}
	out := make([]Entry, len(rows))
	for i, r := range rows {
		out[i] = Entry{N: r.N, At: instant(r.At), PersonID: r.PersonID, PersonName: r.PersonName, OrganisationID: r.OrganisationID,
			Act: r.Act, Subject: r.Subject, SubjectID: r.SubjectID, Detail: r.Detail, Before: r.Before, Hash: r.Hash}
	}
	return out, nil
}
