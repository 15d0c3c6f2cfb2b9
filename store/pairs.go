package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/contract"
)

// Pairs keeps mentors, mentees and their contracts. It fits contract.Keeper.
type Pairs struct{ w *Workspace }

var _ contract.Keeper = (*Pairs)(nil)

// Pairs returns the keeper of pairs.
func (w *Workspace) Pairs() *Pairs { return &Pairs{w} }

// today is the day where people work.
func (w *Workspace) today() contract.Day { return indicators.DateOf(w.now().In(w.zone)) }

type sideRow struct {
	ID, Name, StaffNumber, OrganisationID, Organisation, Kind, Team string
	LeftAt                                                          int64
}

func (r sideRow) side(now int64) contract.Side {
	return contract.Side{PersonID: r.ID, Name: r.Name, StaffNumber: r.StaffNumber, OrganisationID: r.OrganisationID, Organisation: r.Organisation,
		Kind: people.OrganisationKind(r.Kind), Team: r.Team, Left: r.LeftAt > 0 && r.LeftAt <= now}
}

type mentorPairRow struct {
	ID, RoundID, MadeBy, EndedBy, EndedWhy string
	MadeAt, EndedAt                        int64
	Mentor                                 sideRow `bun:"embed:mentor_"`
	Mentee                                 sideRow `bun:"embed:mentee_"`
}

func (r mentorPairRow) pair(now int64) contract.Pair {
	return contract.Pair{ID: r.ID, RoundID: r.RoundID, MadeBy: r.MadeBy, MadeAt: instant(r.MadeAt), EndedBy: r.EndedBy, EndedAt: instant(r.EndedAt), EndedWhy: r.EndedWhy,
		Mentor: r.Mentor.side(now), Mentee: r.Mentee.side(now)}
}

// pairsWithin narrows pairs to those that the actor may know of.
func pairsWithin(q *bun.SelectQuery, by people.Actor) (*bun.SelectQuery, error) {
	if by.May(people.KeepMentoring) || by.Has(people.Supervisor) || by.Has(people.Client) {
		if s := by.Scope(); !s.All {
			return q.Where("(m.organisation_id = ?0 OR t.organisation_id = ?0)", s.OrganisationID), nil
		}
		return q, nil
	}
	if by.PersonID == "" {
		return nil, by.Require(people.KeepMentoring)
	}
	return q.Where("(k.mentor_id = ?0 OR k.mentee_id = ?0)", by.PersonID), nil
}

// pairs reads the pairs that which narrows to, with their contracts.
func (w *Workspace) pairs(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]contract.Pair, error) {
	var rows []mentorPairRow
	q := db.NewSelect().TableExpr("mentor_pairs AS k").
		ColumnExpr("k.id, k.round_id, coalesce(a.name, k.made_by) AS made_by, k.made_at, coalesce(e.name, '') AS ended_by, k.ended_at, k.ended_why").
		ColumnExpr("m.id AS mentor_id, m.name AS mentor_name, m.staff_number AS mentor_staff_number, m.organisation_id AS mentor_organisation_id, mo.name AS mentor_organisation, mo.kind AS mentor_kind, coalesce(mt.name, '') AS mentor_team, m.left_at AS mentor_left_at").
		ColumnExpr("t.id AS mentee_id, t.name AS mentee_name, t.staff_number AS mentee_staff_number, t.organisation_id AS mentee_organisation_id, o.name AS mentee_organisation, o.kind AS mentee_kind, coalesce(tt.name, '') AS mentee_team, t.left_at AS mentee_left_at").
		Join("JOIN persons AS m ON m.id = k.mentor_id").Join("JOIN organisations AS mo ON mo.id = m.organisation_id").Join("LEFT JOIN teams AS mt ON mt.id = m.team_id").
		Join("JOIN persons AS t ON t.id = k.mentee_id").Join("JOIN organisations AS o ON o.id = t.organisation_id").Join("LEFT JOIN teams AS tt ON tt.id = t.team_id").
		Join("LEFT JOIN persons AS a ON a.id = k.made_by").Join("LEFT JOIN persons AS e ON e.id = k.ended_by")
	q, err := pairsWithin(q, by)
	if err != nil {
		return nil, err
	}
	if err := which(q).OrderExpr("mo.name, m.name, m.id, t.name, k.id").Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading pairs: %w", err)
	}
	out, at := make([]contract.Pair, len(rows)), map[string]*contract.Pair{}
	for i, r := range rows {
		out[i] = r.pair(micros(w.now()))
		at[r.ID] = &out[i]
	}
	return out, contractsInto(ctx, db, at)
}

// contractsInto fills pairs, by ID, with the versions of their contracts,
// signatures and objections.
func contractsInto(ctx context.Context, db bun.IDB, at map[string]*contract.Pair) error {
	if len(at) == 0 {
		return nil
	}
	ids := make([]string, 0, len(at))
	for id := range at {
		ids = append(ids, id)
	}
	var versions []struct {
		PairID, Content, MadeBy string
		Number                  int
		MadeAt                  int64
	}
	if err := db.NewRaw(`SELECT c.pair_id, c.number, c.content, coalesce(p.name, '') AS made_by, c.made_at FROM mentor_contracts AS c
		LEFT JOIN persons AS p ON p.id = c.made_by WHERE c.pair_id IN (?) ORDER BY c.number DESC`, bun.List(ids)).Scan(ctx, &versions); err != nil {
		return fmt.Errorf("reading contracts: %w", err)
	}
	for _, v := range versions {
		c := contract.Contract{PairID: v.PairID, Number: v.Number, MadeBy: v.MadeBy, MadeAt: instant(v.MadeAt)}
		if err := json.Unmarshal([]byte(v.Content), &contractContent{&c.Mentor, &c.Mentee, &c.Terms}); err != nil {
			return fmt.Errorf("reading version %d of contract %s: %w", v.Number, v.PairID, err)
		}
		at[v.PairID].Versions = append(at[v.PairID].Versions, c)
	}
	if err := signaturesInto(ctx, db, ids, at); err != nil {
		return err
	}
	return objectionsInto(ctx, db, ids, at)
}

// contractContent is what a version keeps.
type contractContent struct {
	Mentor *contract.Side  `json:"mentor"`
	Mentee *contract.Side  `json:"mentee"`
	Terms  *contract.Terms `json:"terms"`
}

func signaturesInto(ctx context.Context, db bun.IDB, ids []string, at map[string]*contract.Pair) error {
	var rows []struct {
		PairID, Party, PersonID, Name, Hash string
		Number                              int
		At                                  int64
	}
	if err := db.NewRaw(`SELECT * FROM mentor_signatures WHERE pair_id IN (?) ORDER BY at, party`, bun.List(ids)).Scan(ctx, &rows); err != nil {
		return fmt.Errorf("reading signatures: %w", err)
	}
	for _, r := range rows {
		for i := range at[r.PairID].Versions {
			if c := &at[r.PairID].Versions[i]; c.Number == r.Number {
				c.Signatures = append(c.Signatures, contract.Signature{Party: contract.Party(r.Party), PersonID: r.PersonID, Name: r.Name, At: instant(r.At), Hash: r.Hash})
			}
		}
	}
	return nil
}

func objectionsInto(ctx context.Context, db bun.IDB, ids []string, at map[string]*contract.Pair) error {
	var rows []struct {
		ID, PairID, Party, Name, Why, Settler, Answer string
		Number                                        int
		At, SettledAt                                 int64
		Ends                                          bool
	}
	if err := db.NewRaw(`SELECT j.id, j.pair_id, j.number, j.party, coalesce(p.name, '') AS name, j.why, j.at, coalesce(s.name, '') AS settler, j.settled_at, j.answer, j.ends
		FROM mentor_objections AS j LEFT JOIN persons AS p ON p.id = j.by_id LEFT JOIN persons AS s ON s.id = j.settled_by WHERE j.pair_id IN (?) ORDER BY j.at DESC, j.id DESC`, bun.List(ids)).Scan(ctx, &rows); err != nil {
		return fmt.Errorf("reading objections: %w", err)
	}
	for _, r := range rows {
		at[r.PairID].Objections = append(at[r.PairID].Objections, contract.Objection{ID: r.ID, Number: r.Number, Party: contract.Party(r.Party), By: r.Name, Why: r.Why, At: instant(r.At),
			SettledAt: instant(r.SettledAt), SettledBy: r.Settler, Answer: r.Answer, Ends: r.Ends})
	}
	return nil
}

// Pairs returns those that match.
func (k *Pairs) Pairs(ctx context.Context, by people.Actor, f contract.Find) ([]contract.Pair, error) {
	all, err := k.w.pairs(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		if f.PersonID != "" {
			q = q.Where("(k.mentor_id = ?0 OR k.mentee_id = ?0)", f.PersonID)
		}
		if f.Open {
			q = q.Where("k.ended_at = 0")
		}
		return q
	})
	if err != nil || !f.Open {
		return all, k.w.explain(err)
	}
	out, today := []contract.Pair{}, k.w.today()
	for _, p := range all {
		if p.Open(today) {
			out = append(out, p)
		}
	}
	return out, nil
}

var errNoPair = fault.New(fault.NotFound, "This pair is not in the workspace.", nil)

// Pair returns one.
func (k *Pairs) Pair(ctx context.Context, by people.Actor, id string) (contract.Pair, error) {
	p, err := k.w.pairBy(ctx, k.w.read, by, id)
	return p, k.w.explain(err)
}

func (w *Workspace) pairBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (contract.Pair, error) {
	all, err := w.pairs(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("k.id = ?", id) })
	if err == nil && len(all) == 0 {
		err = errNoPair
	}
	if err != nil {
		return contract.Pair{}, err
	}
	return all[0], nil
}
