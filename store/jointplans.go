package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/jointplan"
)

// JointPlans keeps the training plans of both parties. It fits
// jointplan.Keeper.
type JointPlans struct{ w *Workspace }

var _ jointplan.Keeper = (*JointPlans)(nil)

// JointPlans returns the keeper of joint plans.
func (w *Workspace) JointPlans() *JointPlans { return &JointPlans{w} }

type planVersionRow struct {
	PlanID, OrganisationID, Organisation, Month string
	Number                                      int
	Content, Note, MadeBy                       string
	MadeAt                                      int64
}

func (r planVersionRow) plan() (jointplan.Plan, error) {
	p := jointplan.Plan{ID: r.PlanID, OrganisationID: r.OrganisationID, Organisation: r.Organisation, Month: r.Month, Number: r.Number, Note: r.Note, MadeBy: r.MadeBy, MadeAt: instant(r.MadeAt)}
	if err := json.Unmarshal([]byte(r.Content), &p.Items); err != nil {
		return p, fmt.Errorf("reading version %d of plan %s: %w", r.Number, r.PlanID, err)
	}
	return p, nil
}

// plansScope is whose plans an actor sees.
func plansScope(by people.Actor) (people.Scope, error) {
	if !by.May(people.KeepExams) && !by.Has(people.Supervisor) && !by.Has(people.Client) {
		return people.Scope{}, by.Require(people.KeepExams)
	}
	return by.Scope(), nil
}

// jointPlans reads versions of plans in the actor's scope, with signatures and what
// was done.
func jointPlans(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]jointplan.Plan, error) {
	s, err := plansScope(by)
	if err != nil {
		return nil, err
	}
	var rows []planVersionRow
	q := db.NewSelect().TableExpr("joint_plan_versions AS v").ColumnExpr("v.plan_id, j.organisation_id, o.name AS organisation, j.month, v.number, v.content, v.note, coalesce(p.name, '') AS made_by, v.made_at").
		Join("JOIN joint_plans AS j ON j.id = v.plan_id").Join("JOIN organisations AS o ON o.id = j.organisation_id").Join("LEFT JOIN persons AS p ON p.id = v.made_by")
	if !s.All {
		q = q.Where("j.organisation_id = ?", s.OrganisationID)
	}
	if err := which(q).OrderExpr("j.month DESC, o.name, v.number DESC").Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading joint plans: %w", err)
	}
	out := make([]jointplan.Plan, len(rows))
	for i, r := range rows {
		if out[i], err = r.plan(); err != nil {
			return nil, err
		}
	}
	return out, signedAndDone(ctx, db, out)
}

func signedAndDone(ctx context.Context, db bun.IDB, all []jointplan.Plan) error {
	var signed []struct {
		PlanID, Party, PersonID, Name, Hash string
		Number                              int
		At                                  int64
	}
	if err := db.NewRaw(`SELECT * FROM joint_plan_signatures ORDER BY at`).Scan(ctx, &signed); err != nil {
		return fmt.Errorf("reading signatures: %w", err)
	}
	var done []struct {
		PlanID, ItemID, Note, Name string
		Days                       float64
		People                     int
		At                         int64
	}
	if err := db.NewRaw(`SELECT d.plan_id, d.item_id, d.days, d.people, d.note, d.at, coalesce(p.name, '') AS name FROM joint_plan_done AS d LEFT JOIN persons AS p ON p.id = d.by_id ORDER BY d.item_id`).Scan(ctx, &done); err != nil {
		return fmt.Errorf("reading what was done: %w", err)
	}
	for i := range all {
		p := &all[i]
		for _, s := range signed {
			if s.PlanID == p.ID && s.Number == p.Number {
				p.Signatures = append(p.Signatures, jointplan.Signature{Party: jointplan.Party(s.Party), PersonID: s.PersonID, Name: s.Name, At: instant(s.At), Hash: s.Hash})
			}
		}
		for _, d := range done {
			if d.PlanID == p.ID {
				p.Done = append(p.Done, jointplan.Done{ItemID: d.ItemID, Days: d.Days, People: d.People, Note: d.Note, By: d.Name, At: instant(d.At)})
			}
		}
	}
	return nil
}

// Plans returns the newest version of every plan.
func (k *JointPlans) Plans(ctx context.Context, by people.Actor) ([]jointplan.Plan, error) {
	out, err := jointPlans(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("v.number = j.number") })
	return out, k.w.explain(err)
}

var errNoJointPlan = fault.New(fault.NotFound, "This joint plan is not in the workspace.", nil)

// Versions returns all versions of one, the newest first.
func (k *JointPlans) Versions(ctx context.Context, by people.Actor, id string) ([]jointplan.Plan, error) {
	out, err := jointPlans(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("v.plan_id = ?", id) })
	if err == nil && len(out) == 0 {
		err = errNoJointPlan
	}
	return out, k.w.explain(err)
}

// jointPlanBy returns the newest version of a plan in the actor's scope.
func jointPlanBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (jointplan.Plan, error) {
	out, err := jointPlans(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("v.plan_id = ? AND v.number = j.number", id) })
	if err != nil {
		return jointplan.Plan{}, err
	}
	if len(out) == 0 {
		return jointplan.Plan{}, errNoJointPlan
	}
	return out[0], nil
}

// SavePlan adds a plan or its next version.
func (k *JointPlans) SavePlan(ctx context.Context, by people.Actor, p jointplan.Plan) (jointplan.Plan, error) {
	if err := by.Require(people.KeepExams); err != nil {
		return jointplan.Plan{}, err
	}
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		next, err := c.nextPlan(ctx, p)
		if err != nil {
			return err
		}
		p = next
		content, err := asJSON(p.Items)
		if err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `INSERT INTO joint_plan_versions (plan_id, number, content, note, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)`, p.ID, p.Number, content, p.Note, by.PersonID, micros(c.now)); err != nil {
			return fmt.Errorf("keeping a joint plan: %w", err)
		}
		c.record("save", "joint-plan", p.ID, map[string]any{"organisation": p.OrganisationID, "month": p.Month, "number": p.Number, "lines": len(p.Items)})
		c.tellCase("")
		p, err = jointPlanBy(ctx, c, by, p.ID)
		return err
	})
	if err != nil {
		return jointplan.Plan{}, err // what was given is not handed back
	}
	return p, nil
}

// nextPlan is the plan as its next version, checked, with its row in place.
func (c *change) nextPlan(ctx context.Context, p jointplan.Plan) (jointplan.Plan, error) {
	p.Note = strings.TrimSpace(p.Note)
	isNew := p.ID == ""
	if isNew {
		p.ID, p.Number = newID(), 0
	} else {
		now, err := jointPlanBy(ctx, c, c.by, p.ID)
		if err != nil {
			return p, err
		}
		if now.Number != p.Number {
			return p, fault.New(fault.Conflict, "The plan was changed meanwhile. Read it again, then change it.", nil)
		}
		p.OrganisationID, p.Month = now.OrganisationID, now.Month
	}
	p.Number++
	for i := range p.Items {
		it := &p.Items[i]
		it.Title, it.Trainer = strings.TrimSpace(it.Title), strings.TrimSpace(it.Trainer)
		if it.ID == "" {
			it.ID = newID()
		}
	}
	if err := p.Check(); err != nil {
		return p, err
	}
	if !isNew {
		_, err := c.ExecContext(ctx, `UPDATE joint_plans SET number = ? WHERE id = ?`, p.Number, p.ID)
		return p, err
	}
	if err := c.vendorOfPlan(ctx, p.OrganisationID); err != nil {
		return p, err
	}
	_, err := c.ExecContext(ctx, `INSERT INTO joint_plans (id, organisation_id, month, number) VALUES (?, ?, ?, ?)`, p.ID, p.OrganisationID, p.Month, p.Number)
	if isUnique(err) {
		err = fault.New(fault.Conflict, "This vendor has a plan for the month already. Change that one.", nil)
	}
	return p, err
}

// vendorOfPlan refuses what is no vendor in the actor's scope.
func (c *change) vendorOfPlan(ctx context.Context, id string) error {
	kinds, err := organisationKinds(ctx, c)
	if err != nil {
		return err
	}
	if s := c.by.Scope(); !s.All && id != s.OrganisationID || kinds[id] != people.Vendor {
		return fault.New(fault.NotFound, "This vendor is not in the workspace.", nil)
	}
	return nil
}

// Sign puts the actor's name under a version.
func (k *JointPlans) Sign(ctx context.Context, by people.Actor, id string, number int, name, password string) error {
	if _, err := plansScope(by); err != nil {
		return err
	}
	if err := k.w.showsHand(ctx, by, password); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		p, err := jointPlanBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		if p.Number != number {
			return fault.New(fault.Conflict, "The plan was changed meanwhile. Read it again, then sign it.", nil)
		}
		party, err := jointplan.PartyOf(by, p.OrganisationID)
		if err != nil {
			return err
		}
		if err := by.SignsAs(name); err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, `INSERT INTO joint_plan_signatures (plan_id, number, party, person_id, name, at, hash) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			id, number, string(party), by.PersonID, by.Name, micros(c.now), p.Hash())
		if isUnique(err) {
			return fault.New(fault.Conflict, "Your side has signed this version already.", nil)
		}
		if err != nil {
			return fmt.Errorf("keeping a signature: %w", err)
		}
		c.record("sign", "joint-plan", id, map[string]any{"number": number, "party": string(party), "hash": p.Hash()})
		c.tellCase("")
		return nil
	})
}

// Note keeps what was done of an item.
func (k *JointPlans) Note(ctx context.Context, by people.Actor, id string, d jointplan.Done) error {
	if err := by.Require(people.KeepExams); err != nil {
		return err
	}
	if d.Note = strings.TrimSpace(d.Note); d.Check() != nil {
		return d.Check()
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		p, err := jointPlanBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		if !p.Has(d.ItemID) {
			return fault.New(fault.NotFound, "This line is no longer in the plan.", nil)
		}
		_, err = c.ExecContext(ctx, `INSERT INTO joint_plan_done (plan_id, item_id, days, people, note, by_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (plan_id, item_id) DO UPDATE SET days = excluded.days, people = excluded.people, note = excluded.note, by_id = excluded.by_id, at = excluded.at`,
			id, d.ItemID, d.Days, d.People, d.Note, by.PersonID, micros(c.now))
		if err != nil {
			return fmt.Errorf("keeping what was done: %w", err)
		}
		c.record("note", "joint-plan", id, map[string]any{"item": d.ItemID, "days": d.Days, "people": d.People})
		c.tellCase("")
		return nil
	})
}
