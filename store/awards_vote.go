package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/award"
)

// OpenVote puts the pairs of the year up for election.
func (k *Awards) OpenVote(ctx context.Context, by people.Actor, id string, until time.Time) error {
	if err := by.Require(people.KeepContests); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		a, err := c.keptAwardBy(ctx, id)
		if err != nil {
			return err
		}
		switch {
		case a.On(c.now, c.zone) == award.Planned:
			return fault.New(fault.Conflict, "The year has not begun. The vote opens in it or after it.", nil)
		case !a.OpenedAt.IsZero():
			return fault.New(fault.Conflict, "The vote was opened already.", nil)
		case until.Before(c.now.Add(time.Hour)):
			return fault.New(fault.Invalid, "The vote stays open for an hour at least.", nil)
		}
		pairs, err := k.candidates(ctx, c, &a.Award)
		if err != nil {
			return err
		}
		if len(pairs) < 2 {
			return fault.New(fault.Conflict, "A vote needs two pairs with a contract in force in the year. There are {{.N}}.", fault.Values{"N": len(pairs)})
		}
		voters, err := c.enlist(ctx, &a.Award, pairs)
		if err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, `UPDATE awards SET opened_at = ?, closes_at = ? WHERE id = ?`, micros(c.now), micros(until), id)
		c.awarded("open", id, map[string]any{"pairs": len(pairs), "voters": voters})
		return err
	})
}

// enlist writes down who stands for election and who may vote.
func (c *change) enlist(ctx context.Context, a *award.Award, pairs []award.Pair) (voters int, err error) {
	for _, p := range pairs {
		if _, err := c.ExecContext(ctx, `INSERT INTO award_pairs (award_id, pair_id) VALUES (?, ?)`, a.ID, p.ID); err != nil {
			return 0, err
		}
	}
	var rows []personRow
	q := c.NewSelect().Model(&rows).Where("p.login <> '' AND (p.left_at = 0 OR p.left_at > ?)", micros(c.now)).OrderExpr("p.id")
	if a.Rule.OrganisationID != "" {
		q = q.Where("p.organisation_id = ?", a.Rule.OrganisationID)
	}
	if err := q.Scan(ctx); err != nil {
		return 0, fmt.Errorf("reading who is entitled: %w", err)
	}
	for _, r := range rows {
		p := r.person()
		if !entitled(a.Rule.Voters, p) {
			continue
		}
		voters++
		if _, err := c.ExecContext(ctx, `INSERT INTO award_roll (award_id, person_id, voted) VALUES (?, ?, 0)`, a.ID, p.ID); err != nil {
			return 0, err
		}
	}
	return voters, nil
}

func entitled(roles []people.Role, p people.Person) bool {
	for _, r := range roles {
		if p.Has(r) {
			return true
		}
	}
	return false
}

func has(roll map[string]bool, id string) bool { _, ok := roll[id]; return ok }

// rollOf says of each who is entitled whether they have voted.
func rollOf(ctx context.Context, db bun.IDB, id string) (map[string]bool, error) {
	var rows []struct {
		PersonID string
		Voted    bool
	}
	if err := db.NewSelect().TableExpr("award_roll").ColumnExpr("person_id, voted").Where("award_id = ?", id).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading the roll of voters: %w", err)
	}
	out := make(map[string]bool, len(rows))
	for _, r := range rows {
		out[r.PersonID] = r.Voted
	}
	return out, nil
}

// Cast puts a ballot in.
func (k *Awards) Cast(ctx context.Context, by people.Actor, id string, b award.Ballot) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		a, err := awardBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		if a.On(c.now, c.zone) != award.Voting {
			return fault.New(fault.Conflict, "The vote is not open.", nil)
		}
		roll, err := rollOf(ctx, c, id)
		switch {
		case err != nil:
			return err
		case !has(roll, by.PersonID):
			return fault.New(fault.Forbidden, "You are not on the roll of voters for this award.", nil)
		case roll[by.PersonID]:
			return fault.New(fault.Conflict, "You have voted already. A ballot can't be changed, since nobody knows which one is yours.", nil)
		}
		pairs, err := k.candidates(ctx, c, &a.Award)
		if err == nil {
			err = award.CheckBallot(b, pairs, by.PersonID)
		}
		if err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `UPDATE award_roll SET voted = 1 WHERE award_id = ? AND person_id = ?`, id, by.PersonID); err != nil {
			return err
		}
		c.awarded("vote", id, nil)
		return c.putBallot(ctx, id, b)
	})
}

// putBallot writes all ballots anew in the order of new random IDs, so that the
// place of a row tells nothing.
func (c *change) putBallot(ctx context.Context, id string, b award.Ballot) error {
	all, err := ballotsOf(ctx, c, id)
	if err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, `DELETE FROM award_ballots WHERE award_id = ?`, id); err != nil {
		return err
	}
	type row struct {
		bun.BaseModel `bun:"table:award_ballots"`

		ID, AwardID, Content string
	}
	var rows []row
	for _, b := range append(all, b) {
		content, err := asJSON(b)
		if err != nil {
			return err
		}
		rows = append(rows, row{ID: uuid.NewString(), AwardID: id, Content: content})
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.ID, b.ID) })
	_, err = c.NewInsert().Model(&rows).Exec(ctx)
	return err
}

func ballotsOf(ctx context.Context, db bun.IDB, id string) ([]award.Ballot, error) {
	var contents []string
	if err := db.NewSelect().TableExpr("award_ballots").Column("content").Where("award_id = ?", id).OrderExpr("id").Scan(ctx, &contents); err != nil {
		return nil, fmt.Errorf("reading ballots: %w", err)
	}
	out := make([]award.Ballot, len(contents))
	for i, text := range contents {
		if err := json.Unmarshal([]byte(text), &out[i]); err != nil {
			return nil, fmt.Errorf("reading a ballot: %w", err)
		}
	}
	return out, nil
}
