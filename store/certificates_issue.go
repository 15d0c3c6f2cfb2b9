package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/certificate"
)

// Assign asks a certificate of persons.
func (k *Certificates) Assign(ctx context.Context, by people.Actor, programmeID string, personIDs []string, due certificate.Day) (n int, err error) {
	s, err := certificateScope(by)
	if err != nil {
		return 0, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, p, err := programmeBy(ctx, c, s, programmeID)
		if err != nil {
			return err
		}
		for _, id := range personIDs {
			isNew, err := c.assign(ctx, s, row, id, due)
			if err != nil {
				return err
			}
			if isNew {
				n++
			}
			if err := c.earn(ctx, row, p, id); err != nil {
				return err
			}
		}
		c.record("assign", "certificate-programme", programmeID, map[string]any{"persons": len(personIDs), "due": due.String()})
		c.tell(notice.Certificates, "")
		return nil
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// assign asks a certificate of one person, again if they had been released.
func (c *change) assign(ctx context.Context, s people.Scope, row programmeRow, personID string, due certificate.Day) (isNew bool, err error) {
	p, err := personBy(ctx, c, s, personID)
	switch {
	case err != nil:
		return false, err
	case row.RetiredAt > 0:
		return false, fault.New(fault.Conflict, "This certificate is no longer issued.", nil)
	case !row.concerns(p.OrganisationID):
		return false, fault.New(fault.Invalid, "{{.Name}} belongs to another organisation than this certificate.", fault.Values{"Name": p.Name})
	}
	var old []holdingRow
	if err := c.NewSelect().Model(&old).Where("h.programme_id = ? AND h.person_id = ?", row.ID, personID).Scan(ctx); err != nil {
		return false, fmt.Errorf("reading who holds certificates: %w", err)
	}
	if len(old) == 0 {
		h := holdingRow{ID: newID(), ProgrammeID: row.ID, PersonID: personID, AssignedDay: int(c.today()), DueDay: int(due)}
		_, err = c.NewInsert().Model(&h).Exec(ctx)
		return true, err
	}
	h := old[0]
	isNew = h.ReleasedDay > 0
	h.DueDay, h.ReleasedDay = int(due), 0
	_, err = c.NewUpdate().Model(&h).Column("due_day", "released_day").WherePK().Exec(ctx)
	return isNew, err
}

// Release asks it of a person no more.
func (k *Certificates) Release(ctx context.Context, by people.Actor, holdingID, why string) error {
	return k.onHolding(ctx, by, holdingID, why, func(ctx context.Context, c *change, h certificate.Holding, why string) error {
		if h.Released != 0 {
			return fault.New(fault.Conflict, "It is not asked of this person any more.", nil)
		}
		if _, err := c.ExecContext(ctx, `UPDATE certificate_holdings SET released_day = ? WHERE id = ?`, int(c.today()), h.ID); err != nil {
			return fmt.Errorf("releasing a holder: %w", err)
		}
		c.record("release", "certificate-holding", h.ID, map[string]any{"person": h.PersonID, "why": why})
		return nil
	})
}

// onHolding does something with a reason to a holding that the actor may keep.
func (k *Certificates) onHolding(ctx context.Context, by people.Actor, id, why string, do func(context.Context, *change, certificate.Holding, string) error) error {
	s, err := certificateScope(by)
	if err != nil {
		return err
	}
	if why = strings.TrimSpace(why); why == "" {
		return errNoReason
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		hs, err := holdings(ctx, c, c.zone, func(q *bun.SelectQuery) *bun.SelectQuery { return scoped(q, s).Where("h.id = ?", id) })
		if err != nil {
			return err
		}
		if len(hs) == 0 {
			return errNoHolding
		}
		if _, _, err := programmeBy(ctx, c, s, hs[0].ProgrammeID); err != nil {
			return err
		}
		c.tell(notice.Certificates, id)
		return do(ctx, c, hs[0], why)
	})
}

var errNoHolding = fault.New(fault.NotFound, "This holder is not in the workspace.", nil)

// holdingOf returns a person's holding of a programme, nil for none.
func (c *change) holdingOf(ctx context.Context, programmeID, personID string) (*certificate.Holding, error) {
	hs, err := holdings(ctx, c, c.zone, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("h.programme_id = ? AND h.person_id = ?", programmeID, personID)
	})
	if err != nil || len(hs) == 0 {
		return nil, err
	}
	return &hs[0], nil
}

// earn issues a certificate if the exams that were passed make one.
func (c *change) earn(ctx context.Context, row programmeRow, p certificate.Programme, personID string) error {
	h, err := c.holdingOf(ctx, row.ID, personID)
	if err != nil || h == nil || h.Released != 0 {
		return err
	}
	passes, missing := p.Earned(h, c.today())
	if len(passes) == 0 || len(missing) > 0 {
		return nil
	}
	_, err = c.issue(ctx, row, p, h, certificate.Completed(passes), passes, "")
	return err
}

// issue keeps a new certificate and returns its number.
func (c *change) issue(ctx context.Context, row programmeRow, p certificate.Programme, h *certificate.Holding, completed certificate.Day, passes []certificate.Pass, why string) (string, error) {
	n, err := c.next(ctx, "certificates", 1)
	if err != nil {
		return "", err
	}
	past, last := h.Past(completed), h.Latest(completed)
	if past.First == 0 {
		past.First = completed
	}
	r := certificate.Record{Holder: h.Person, StaffNumber: h.StaffNumber, Name: p.Name, English: p.English, Skill: p.Skill, Completed: completed,
		Issued: c.today(), Expires: p.Expires(completed, past), Number: certificate.Number(c.today().UTC().Year(), int(n))}
	for _, x := range passes {
		r.Papers = append(r.Papers, x.Paper)
	}
	if r.Organisation, err = c.organisationName(ctx, h.OrganisationID); err != nil {
		return "", err
	}
	if r.Issuer, err = c.organisationName(ctx, row.OrganisationID); err != nil {
		return "", err
	}
	x := certificateRow{Number: r.Number, HoldingID: h.ID, IssuedDay: int(r.Issued), OpensDay: int(p.Opens(r.Expires)), ExpiresDay: int(r.Expires),
		Renewal: last != nil && completed <= last.Record.Expires, Record: r.Canonical(), Hash: r.Hash(), Why: why, MadeBy: c.by.PersonID, MadeAt: micros(c.now)}
	if _, err := c.NewInsert().Model(&x).Exec(ctx); err != nil {
		return "", fmt.Errorf("issuing a certificate: %w", err)
	}
	for _, pass := range passes {
		if _, err := c.ExecContext(ctx, `INSERT INTO certificate_passes (number, attempt_id) VALUES (?, ?)`, r.Number, pass.AttemptID); err != nil {
			return "", fmt.Errorf("issuing a certificate: %w", err)
		}
	}
	c.record("issue", "certificate", r.Number, map[string]any{"person": h.PersonID, "skill": p.Skill, "expires": r.Expires.String(), "hash": x.Hash, "why": why})
	c.tell(notice.Certificates, h.ID)
	return r.Number, nil
}

func (c *change) organisationName(ctx context.Context, id string) (name string, err error) {
	if err := c.NewSelect().Table("organisations").Column("name").Where("id = ?", id).Scan(ctx, &name); err != nil {
		return "", fmt.Errorf("reading an organisation: %w", err)
	}
	return name, nil
}

// Issue issues a certificate by hand.
func (k *Certificates) Issue(ctx context.Context, by people.Actor, programmeID, personID string, completed certificate.Day, why string) (number string, err error) {
	s, err := certificateScope(by)
	if err != nil {
		return "", err
	}
	if why = strings.TrimSpace(why); why == "" {
		return "", errNoReason
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, p, err := programmeBy(ctx, c, s, programmeID)
		if err != nil {
			return err
		}
		h, err := c.toIssue(ctx, s, row, personID, completed)
		if err != nil {
			return err
		}
		number, err = c.issue(ctx, row, p, h, completed, nil, why)
		return err
	})
	if err != nil {
		return "", err
	}
	return number, nil
}

// toIssue returns the holding for which a certificate can be issued by hand.
func (c *change) toIssue(ctx context.Context, s people.Scope, row programmeRow, personID string, completed certificate.Day) (*certificate.Holding, error) {
	if completed <= 0 || completed > c.today() {
		return nil, fault.New(fault.Invalid, "Give the day on which it was earned, today at the latest.", nil)
	}
	h, err := c.holdingOf(ctx, row.ID, personID)
	if err != nil {
		return nil, err
	}
	due := certificate.Day(0)
	if h != nil {
		due = h.Due
	}
	if _, err := c.assign(ctx, s, row, personID, due); err != nil {
		return nil, err
	}
	if h, err = c.holdingOf(ctx, row.ID, personID); err != nil {
		return nil, err
	}
	if !h.Earnable(completed) || len(h.Issues) > 0 && !h.Earnable(c.today()) {
		return nil, fault.New(fault.Conflict, "{{.Name}} holds this certificate; it can be renewed from {{.Day}} on.",
			fault.Values{"Name": h.Person, "Day": h.Issues[len(h.Issues)-1].Opens.String()})
	}
	return h, nil
}

// Settle takes a doubt away.
func (k *Certificates) Settle(ctx context.Context, by people.Actor, number, why string) error {
	h, err := k.Certificate(ctx, by, number)
	if err != nil {
		return err
	}
	return k.onHolding(ctx, by, h.ID, why, func(ctx context.Context, c *change, h certificate.Holding, why string) error {
		i := slices.IndexFunc(h.Issues, func(i certificate.Issue) bool { return i.Record.Number == number })
		if i < 0 || h.Issues[i].Doubt.IsZero() {
			return fault.New(fault.Conflict, "Nothing is in doubt about this certificate.", nil)
		}
		if _, err := c.ExecContext(ctx, `UPDATE certificates SET doubt = '' WHERE number = ?`, number); err != nil {
			return fmt.Errorf("settling a doubt: %w", err)
		}
		c.record("settle", "certificate", number, map[string]any{"why": why})
		return nil
	})
}
