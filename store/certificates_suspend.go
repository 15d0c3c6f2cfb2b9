package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/certificate"
)

// Suspend lets a valid certificate not count from today on.
func (k *Certificates) Suspend(ctx context.Context, by people.Actor, holdingID, why string) error {
	return k.onHolding(ctx, by, holdingID, why, func(ctx context.Context, c *change, h certificate.Holding, why string) error {
		switch {
		case !h.Valid(c.today()):
			return fault.New(fault.Conflict, "There is no valid certificate to suspend.", nil)
		case h.Suspended(c.today()) != nil:
			return fault.New(fault.Conflict, "This certificate is suspended already.", nil)
		}
		return c.suspend(ctx, h, why, "")
	})
}

func (c *change) suspend(ctx context.Context, h certificate.Holding, why, complaint string) error {
	r := suspensionRow{ID: newID(), HoldingID: h.ID, FromDay: int(c.today()), Why: why, Complaint: complaint, MadeBy: c.by.PersonID, MadeAt: micros(c.now)}
	if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
		return fmt.Errorf("suspending a certificate: %w", err)
	}
	c.record("suspend", "certificate-holding", h.ID, map[string]any{"person": h.PersonID, "why": why, "complaint": complaint})
	c.tell(notice.Certificates, h.ID)
	return nil
}

// Lift ends the suspensions of a certificate.
func (k *Certificates) Lift(ctx context.Context, by people.Actor, holdingID, why string) error {
	return k.onHolding(ctx, by, holdingID, why, func(ctx context.Context, c *change, h certificate.Holding, why string) error {
		open := 0
		for _, s := range h.Suspensions {
			if s.Until != 0 {
				continue
			}
			open++
			if err := c.lift(ctx, h.ID, s.ID, why, false); err != nil {
				return err
			}
		}
		if open == 0 {
			return fault.New(fault.Conflict, "This certificate is not suspended.", nil)
		}
		return nil
	})
}

func (c *change) lift(ctx context.Context, holdingID, suspensionID, why string, byVerdict bool) error {
	_, err := c.NewUpdate().Model((*suspensionRow)(nil)).Set("until_day = ?", int(c.today())).Set("lifted = ?", why).Set("lifted_by = ?", c.by.PersonID).
		Set("lifted_at = ?", micros(c.now)).Set("by_verdict = ?", byVerdict).Where("id = ?", suspensionID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("lifting a suspension: %w", err)
	}
	c.record("lift", "certificate-holding", holdingID, map[string]any{"why": why, "verdict": byVerdict})
	c.tell(notice.Certificates, holdingID)
	return nil
}

// lately is for how many days a complaint that becomes known suspends: older
// ones come with the import of old lists.
const lately = 90

// complained is a complaint about attitude that was found true.
type complained struct {
	PersonID, Number, Reason string
	Day                      int
}

// key names the complaint: an import gives its row a new ID.
func (m complained) key() string {
	if m.Number != "" {
		return m.Number
	}
	return indicators.Date(m.Day).String()
}

// judgeComplaints brings suspensions in line with the complaints about attitude
// as they stand: those found true suspend, what is not found true any more is
// lifted.
func (c *change) judgeComplaints(ctx context.Context) error {
	var ms []complained
	err := c.NewSelect().TableExpr("figure_complaints AS f").Column("person_id", "number", "reason", "day").
		Where("f.attitude AND f.outcome = ?", string(indicators.Upheld)).OrderExpr("f.day, f.person_id, f.number, f.id").Scan(ctx, &ms)
	if err != nil {
		return fmt.Errorf("reading complaints: %w", err)
	}
	if err := c.liftCleared(ctx, ms); err != nil {
		return err
	}
	for _, m := range ms {
		if indicators.Date(m.Day) < c.today()-lately {
			continue
		}
		if err := c.suspendFor(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// liftCleared lifts what complaints suspended that are not among ms any more.
func (c *change) liftCleared(ctx context.Context, ms []complained) error {
	upheld := map[[2]string]bool{}
	for _, m := range ms {
		upheld[[2]string{m.PersonID, m.key()}] = true
	}
	var open []struct{ ID, HoldingID, PersonID, Complaint string }
	err := c.NewSelect().TableExpr("certificate_suspensions AS s").Join("JOIN certificate_holdings AS h ON h.id = s.holding_id").
		ColumnExpr("s.id, s.holding_id, h.person_id, s.complaint").Where("s.complaint <> '' AND s.until_day = 0").Scan(ctx, &open)
	if err != nil {
		return fmt.Errorf("reading suspensions: %w", err)
	}
	for _, s := range open {
		if upheld[[2]string{s.PersonID, s.Complaint}] {
			continue
		}
		if err := c.lift(ctx, s.HoldingID, s.ID, "", true); err != nil {
			return err
		}
	}
	return nil
}

// suspendFor suspends for a complaint what was valid when it happened and is
// now, once: what the trainer has lifted stays lifted.
func (c *change) suspendFor(ctx context.Context, m complained) error {
	hs, err := holdings(ctx, c, c.zone, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("h.person_id = ?", m.PersonID).
			Where("NOT EXISTS (SELECT 1 FROM certificate_suspensions AS s WHERE s.holding_id = h.id AND s.complaint = ? AND NOT s.by_verdict)", m.key())
	})
	if err != nil {
		return err
	}
	of, err := programmesOf(ctx, c)
	if err != nil {
		return err
	}
	for _, h := range hs {
		if of[h.ProgrammeID].Attitude && h.Valid(indicators.Date(m.Day)) && h.Valid(c.today()) {
			if err := c.suspend(ctx, h, m.Reason, m.key()); err != nil {
				return err
			}
		}
	}
	return nil
}
