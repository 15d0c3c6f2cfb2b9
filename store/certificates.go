package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/certificate"
	"shifu/training/exam"
)

// Certificates keeps certificates. It fits certificate.Reader and
// certificate.Keeper.
type Certificates struct{ w *Workspace }

var (
	_ certificate.Reader = (*Certificates)(nil)
	_ certificate.Keeper = (*Certificates)(nil)
)

type programmeRow struct {
	bun.BaseModel `bun:"table:certificate_programmes,alias:g"`

	ID             string `bun:"id,pk"`
	OrganisationID string `bun:"organisation_id"`
	Wide           bool   `bun:"wide"` // for people of all organisations
	Duty           bool   `bun:"duty"`
	SinceDay       int    `bun:"since_day"`
	Content        string `bun:"content"`
	MadeBy         string `bun:"made_by"`
	MadeAt         int64  `bun:"made_at"`
	RetiredAt      int64  `bun:"retired_at"`
}

func (r programmeRow) programme() (p certificate.Programme, err error) {
	if err := json.Unmarshal([]byte(r.Content), &p); err != nil {
		return p, fmt.Errorf("reading the certificate programme %s: %w", r.ID, err)
	}
	p.ID, p.MadeBy, p.RetiredAt = r.ID, r.MadeBy, instant(r.RetiredAt)
	if !r.Wide {
		p.OrganisationID = r.OrganisationID
	}
	return p, nil
}

// concerns reports whether people of an organisation can be asked for it.
func (r programmeRow) concerns(organisationID string) bool {
	return r.Wide || r.OrganisationID == organisationID
}

// today is the day of the change, where people work.
func (c *change) today() indicators.Date { return indicators.DateOf(c.now.In(c.zone)) }

// certificateScope is whose certificates an actor may keep.
func certificateScope(by people.Actor) (people.Scope, error) {
	if err := by.Require(people.KeepCertificates); err != nil {
		return people.Scope{}, err
	}
	return people.Scope{All: by.May(people.SeeAllCompanies), OrganisationID: by.OrganisationID}, nil
}

func programmesWithin(q *bun.SelectQuery, s people.Scope) *bun.SelectQuery {
	if s.All {
		return q
	}
	return q.Where("(g.wide OR g.organisation_id = ?)", s.OrganisationID)
}

var errNoProgramme = fault.New(fault.NotFound, "This certificate programme is not in the workspace.", nil)

// programmeBy returns a programme that the actor may keep.
func programmeBy(ctx context.Context, db bun.IDB, s people.Scope, id string) (r programmeRow, p certificate.Programme, err error) {
	q := db.NewSelect().Model(&r).Where("g.id = ?", id)
	if !s.All {
		q = q.Where("NOT g.wide AND g.organisation_id = ?", s.OrganisationID)
	}
	if err = q.Scan(ctx); errors.Is(err, sql.ErrNoRows) {
		return r, p, errNoProgramme
	}
	if err != nil {
		return r, p, err
	}
	p, err = r.programme()
	return r, p, err
}

// Programmes returns those that may concern people in scope.
func (k *Certificates) Programmes(ctx context.Context, by people.Actor) ([]certificate.Programme, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	rows, err := programmeRows(ctx, k.w.read, s)
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := make([]certificate.Programme, len(rows))
	for i, r := range rows {
		if out[i], err = r.programme(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func programmeRows(ctx context.Context, db bun.IDB, s people.Scope) (rows []programmeRow, err error) {
	if err := programmesWithin(db.NewSelect().Model(&rows), s).OrderExpr("g.retired_at > 0, g.made_at, g.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading certificate programmes: %w", err)
	}
	return rows, nil
}

// SaveProgramme adds or changes a programme.
func (k *Certificates) SaveProgramme(ctx context.Context, by people.Actor, p certificate.Programme) (string, error) {
	s, err := certificateScope(by)
	p.Name, p.English, p.Skill = strings.TrimSpace(p.Name), strings.TrimSpace(p.English), strings.TrimSpace(p.Skill)
	if err == nil {
		err = p.Check()
	}
	if err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row := programmeRow{ID: newID(), OrganisationID: by.OrganisationID, Wide: s.All && p.OrganisationID == "", MadeBy: by.PersonID, MadeAt: micros(c.now)}
		if p.OrganisationID != "" {
			row.OrganisationID = p.OrganisationID
		}
		if p.ID != "" {
			if row, _, err = programmeBy(ctx, c, s, p.ID); err != nil {
				return err
			}
			if row.RetiredAt > 0 {
				return fault.New(fault.Conflict, "This certificate is no longer issued. Make a new one.", nil)
			}
		}
		if err := c.checkIssuer(ctx, s, &row); err != nil {
			return err
		}
		if err := c.checkExams(ctx, s, slices.Concat(p.Exams, p.Renewal)); err != nil {
			return err
		}
		isNew := p.ID == ""
		p.ID = row.ID
		return c.keepProgramme(ctx, row, p, isNew)
	})
	return keptID(p.ID, err)
}

// checkIssuer sees that a programme belongs to an organisation in scope; one
// that nobody of an organisation makes belongs to the first in-house one.
func (c *change) checkIssuer(ctx context.Context, s people.Scope, row *programmeRow) error {
	if !s.All && row.OrganisationID != s.OrganisationID {
		return errNoOrganisation
	}
	q := c.NewSelect().Table("organisations").Column("id").OrderExpr("name").Limit(1)
	if row.OrganisationID != "" {
		q = q.Where("id = ?", row.OrganisationID)
	} else {
		q = q.Where("kind = ?", string(people.InHouse))
	}
	err := q.Scan(ctx, &row.OrganisationID)
	if errors.Is(err, sql.ErrNoRows) {
		return errNoOrganisation
	}
	return err
}

var errNoOrganisation = fault.New(fault.NotFound, "This organisation is not in the workspace.", nil)

// checkExams sees that exams are in scope and that somebody could have sat them.
func (c *change) checkExams(ctx context.Context, s people.Scope, ids []string) error {
	for _, id := range ids {
		var r examRow
		_, e, err := oneExam(ctx, examsWithin(c.NewSelect().Model(&r), s), &r, id)
		if err != nil {
			return err
		}
		if e.State == exam.Draft {
			return fault.New(fault.Invalid, "Publish the exam {{.Name}} first: a draft can't earn a certificate.", fault.Values{"Name": e.Name})
		}
	}
	return nil
}

func (c *change) keepProgramme(ctx context.Context, row programmeRow, p certificate.Programme, isNew bool) (err error) {
	if p.Since == 0 {
		p.Since = c.today()
	}
	row.Duty, row.SinceDay = p.Duty, int(p.Since)
	if row.Content, err = asJSON(p); err != nil {
		return err
	}
	if isNew {
		_, err = c.NewInsert().Model(&row).Exec(ctx)
	} else {
		_, err = c.NewUpdate().Model(&row).WherePK().Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("keeping a certificate programme: %w", err)
	}
	c.record("save", "certificate-programme", row.ID, map[string]any{"name": p.Name, "skill": p.Skill, "method": string(p.Method), "active": p.Active, "window": p.Window, "minimum": p.Minimum, "duty": p.Duty})
	c.tell(notice.Certificates, "")
	return nil
}

// Retire ends a programme: it is asked of nobody any more.
func (k *Certificates) Retire(ctx context.Context, by people.Actor, id, why string) error {
	s, err := certificateScope(by)
	if err != nil {
		return err
	}
	if why = strings.TrimSpace(why); why == "" {
		return errNoReason
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, _, err := programmeBy(ctx, c, s, id)
		if err != nil {
			return err
		}
		if row.RetiredAt > 0 {
			return fault.New(fault.Conflict, "This certificate is no longer issued.", nil)
		}
		row.RetiredAt = micros(c.now)
		if _, err := c.NewUpdate().Model(&row).Column("retired_at").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("retiring a certificate programme: %w", err)
		}
		if _, err := c.ExecContext(ctx, `UPDATE certificate_holdings SET released_day = ? WHERE programme_id = ? AND released_day = 0`, int(c.today()), id); err != nil {
			return fmt.Errorf("releasing holders: %w", err)
		}
		c.record("retire", "certificate-programme", id, map[string]any{"why": why})
		c.tell(notice.Certificates, "")
		return nil
	})
}

var errNoReason = fault.New(fault.Invalid, "Give a reason.", nil)

// Exams returns the exams that can earn a certificate.
func (k *Certificates) Exams(ctx context.Context, by people.Actor) ([]certificate.Exam, error) {
	s, err := certificateScope(by)
	if err != nil {
		return nil, err
	}
	var rows []examRow
	q := examsWithin(k.w.read.NewSelect().Model(&rows), s).Where("e.state <> ?", string(exam.Draft))
	if err := q.OrderExpr("e.published_at DESC, e.id DESC").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading exams: %w", err))
	}
	out := make([]certificate.Exam, len(rows))
	for i, r := range rows {
		e, err := r.exam()
		if err != nil {
			return nil, err
		}
		out[i] = certificate.Exam{ID: e.ID, Name: e.Name}
	}
	return out, nil
}
