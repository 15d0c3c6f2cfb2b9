package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/calibration"
)

type rulingRow struct {
	bun.BaseModel `bun:"table:calibration_rulings,alias:r"`

	SessionID string `bun:"session_id,pk"`
	CallID    string `bun:"call_id,pk"`
	Ref       string `bun:"ref,pk"`
	Agreed    string `bun:"agreed"`
	Text      string `bun:"text"`
	Precedent bool   `bun:"precedent"`
	Wording   bool   `bun:"wording"`
	ByName    string `bun:"by_name"`
	At        int64  `bun:"at"`
	TakenAt   int64  `bun:"taken_at"`
}

func (r rulingRow) ruling() (calibration.Ruling, error) {
	out := calibration.Ruling{SessionID: r.SessionID, CallID: r.CallID, Ref: r.Ref, Text: r.Text, Precedent: r.Precedent, Wording: r.Wording,
		ByName: r.ByName, At: instant(r.At)}
	if err := json.Unmarshal([]byte(r.Agreed), &out.Agreed); err != nil {
		return out, fmt.Errorf("reading the ruling on %s: %w", r.Ref, err)
	}
	return out, nil
}

func rulings(ctx context.Context, db bun.IDB, sessionID string) ([]calibration.Ruling, error) {
	var rows []rulingRow
	if err := db.NewSelect().Model(&rows).Where("r.session_id = ?", sessionID).OrderExpr("r.at, r.ref").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading the rulings: %w", err)
	}
	out := make([]calibration.Ruling, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.ruling(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Rule keeps the agreed answer and ruling on a question while the session is
// in review; an empty one takes it back.
func (k *Calibration) Rule(ctx context.Context, by people.Actor, r calibration.Ruling) error {
	if err := by.Require(people.ReleaseScores); err != nil {
		return err
	}
	if r.Text = strings.TrimSpace(r.Text); len([]rune(r.Text)) > calibration.MostRuling {
		return fault.New(fault.Invalid, "The ruling has {{.Have}} characters; {{.Limit}} is the most.", fault.Values{"Have": len([]rune(r.Text)), "Limit": calibration.MostRuling})
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		s, err := c.ledSession(ctx, r.SessionID)
		if err != nil {
			return err
		}
		if err := c.mayRule(ctx, s, r); err != nil {
			return err
		}
		if err := c.keepRuling(ctx, r); err != nil {
			return fmt.Errorf("keeping a ruling: %w", err)
		}
		c.record("rule", "calibration", s.ID, map[string]any{"call": r.CallID, "ref": r.Ref, "agreed": r.Agreed.Options, "na": r.Agreed.NA})
		c.tell(notice.Calibration, s.ID)
		return nil
	})
}

func (c *change) mayRule(ctx context.Context, s sessionRow, r calibration.Ruling) error {
	if s.State != string(calibration.Review) {
		return fault.New(fault.Conflict, "Rulings are made while the session is in review.", nil)
	}
	b, err := board(ctx, c, c.by, s)
	if err != nil {
		return err
	}
	if b.Blind {
		return fault.New(fault.Forbidden, "You take part and did not submit: somebody else has to lead the review.", nil)
	}
	if len(b.On(r.CallID)) == 0 {
		return errNoCall
	}
	return qa.Answers{r.Ref: r.Agreed}.Check(&b.Version)
}

func (c *change) keepRuling(ctx context.Context, r calibration.Ruling) error {
	row := rulingRow{SessionID: r.SessionID, CallID: r.CallID, Ref: r.Ref, Text: r.Text, Precedent: r.Precedent && r.Text != "",
		Wording: r.Wording && r.Text != "", ByName: c.by.Name, At: micros(c.now)}
	if _, err := c.NewDelete().Model(&row).WherePK().Exec(ctx); err != nil || r.Empty() {
		return err
	}
	var err error
	if row.Agreed, err = asJSON(qa.Answer{Options: r.Agreed.Options, NA: r.Agreed.NA, Value: r.Agreed.Value}); err != nil {
		return err
	}
	_, err = c.NewInsert().Model(&row).Exec(ctx)
	return err
}

// decided is a ruling of a session that was resolved, with what it belongs to.
type decided struct {
	rulingRow      `bun:",extend"`
	OrganisationID string `bun:"organisation_id"`
	Title          string `bun:"title"`
	VersionID      string `bun:"version_id"`
	RubricID       string `bun:"rubric_id"`
	Mine           bool   `bun:"mine"`
}

func decidedRulings(db bun.IDB, out *[]decided, by people.Actor) *bun.SelectQuery {
	return db.NewSelect().Model(out).ColumnExpr("r.*, s.organisation_id, s.title, s.version_id, s.rubric_id").
		ColumnExpr("EXISTS (SELECT 1 FROM calibration_members AS m WHERE m.session_id = s.id AND m.person_id = ?) AS mine", by.PersonID).
		Join("JOIN calibration_sessions AS s ON s.id = r.session_id").
		Where("s.state IN ('resolved', 'closed')").OrderExpr("r.at DESC, r.session_id")
}

// Precedents returns the rulings that stand at the questions of a version's
// rubric. Whoever may not see the session learns only the rule.
func (k *Calibration) Precedents(ctx context.Context, by people.Actor, versionID string) ([]calibration.Precedent, error) {
	if err := errors.Join(by.Require(people.ScoreCalls), by.RequireConfidential()); err != nil {
		return nil, err
	}
	v, err := versionBy(ctx, k.w.read, by, versionID)
	if err != nil {
		return nil, k.w.explain(err)
	}
	var rows []decided
	if err := decidedRulings(k.w.read, &rows, by).Where("s.rubric_id = ? AND r.precedent = 1", v.RubricID).Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading the precedents: %w", err))
	}
	out, versions := []calibration.Precedent{}, map[string]qa.Version{versionID: v}
	for _, r := range rows {
		p, err := k.precedent(ctx, by, r, versions)
		if err != nil {
			return nil, k.w.explain(err)
		}
		out = append(out, p)
	}
	return out, nil
}

func (k *Calibration) precedent(ctx context.Context, by people.Actor, r decided, versions map[string]qa.Version) (calibration.Precedent, error) {
	v, known := versions[r.VersionID]
	var err error
	if !known {
		if v, err = versionBy(ctx, k.w.read, people.Program(), r.VersionID); err != nil {
			return calibration.Precedent{}, err
		}
		versions[r.VersionID] = v
	}
	ruling, err := r.ruling()
	p := calibration.Precedent{Ref: r.Ref, Text: r.Text, NA: ruling.Agreed.NA, At: instant(r.At)}
	if q, _, ok := v.Find(r.Ref); ok && len(ruling.Agreed.Options) > 0 && ruling.Agreed.Options[0] < len(q.Choices()) {
		p.Agreed = q.Choices()[ruling.Agreed.Options[0]].Label
	}
	if r.Mine || leadsSession(by, r.OrganisationID) {
		p.SessionID, p.Session = r.SessionID, r.Title
	}
	return p, err
}

// Wordings returns the text changes that rulings propose and that were not taken.
func (k *Calibration) Wordings(ctx context.Context, by people.Actor, rubricID string) ([]calibration.Wording, error) {
	if err := by.Require(people.KeepRubrics); err != nil {
		return nil, err
	}
	var rows []decided
	q := decidedRulings(k.w.read, &rows, by).Where("r.wording = 1 AND r.taken_at = 0")
	if rubricID != "" {
		q = q.Where("s.rubric_id = ?", rubricID)
	}
	if !by.May(people.SeeAllCompanies) {
		q = q.Where("s.organisation_id = ?", by.OrganisationID)
	}
	if err := q.Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading the proposed wordings: %w", err))
	}
	out := []calibration.Wording{}
	for _, r := range rows {
		v, err := versionBy(ctx, k.w.read, people.Program(), r.VersionID)
		if err != nil {
			return nil, k.w.explain(err)
		}
		w := calibration.Wording{SessionID: r.SessionID, CallID: r.CallID, RubricID: r.RubricID, Rubric: v.Title, Ref: r.Ref, Text: r.Text, ByName: r.ByName, At: instant(r.At)}
		if q, _, ok := v.Find(r.Ref); ok {
			w.Question = q.Text
		}
		out = append(out, w)
	}
	return out, nil
}

// Take records that a wording went into a draft of the rubric.
func (k *Calibration) Take(ctx context.Context, by people.Actor, w calibration.Wording) error {
	if err := by.Require(people.KeepRubrics); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		res, err := c.ExecContext(ctx, `UPDATE calibration_rulings SET taken_at = ? WHERE session_id = ? AND call_id = ? AND ref = ? AND wording = 1 AND taken_at = 0
			AND session_id IN (SELECT id FROM calibration_sessions WHERE state IN ('resolved', 'closed') AND (organisation_id = ? OR ?))`,
			micros(c.now), w.SessionID, w.CallID, w.Ref, by.OrganisationID, by.May(people.SeeAllCompanies))
		if err != nil {
			return fmt.Errorf("taking a wording: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fault.New(fault.NotFound, "This wording is not proposed any more.", nil))
		}
		c.record("take", "wording", w.SessionID, map[string]any{"ref": w.Ref})
		c.tell(notice.Calibration, w.SessionID)
		return nil
	})
}
