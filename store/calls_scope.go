package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
)

// callScope is whose calls an actor may know of: those of the organisations in
// scope, or only their own. Nobody else knows of any.
func callScope(by people.Actor) (people.Scope, error) {
	s := people.Scope{All: by.May(people.SeeAllCompanies), OrganisationID: by.OrganisationID}
	if by.May(people.SeeCalls) {
		return s, nil
	}
	if err := by.Require(people.SeeOwnCalls); err != nil || by.PersonID == "" {
		return s, errors.Join(err, by.Require(people.SeeCalls))
	}
	return people.Scope{OrganisationID: by.OrganisationID, PersonID: by.PersonID}, nil
}

// hearing is the scope of who may open calls: hear them, read their transcripts.
func hearing(by people.Actor) (people.Scope, error) {
	s, err := callScope(by)
	if err == nil {
		err = by.Require(people.ListenCalls)
	}
	if err == nil {
		err = by.RequireConfidential()
	}
	return s, err
}

// narrowed keeps the rows of a scope, by the columns that name their
// organisation and their person.
func narrowed(q *bun.SelectQuery, s people.Scope, organisation, person bun.Ident) *bun.SelectQuery {
	if s.All {
		return q
	}
	q = q.Where("? = ?", organisation, s.OrganisationID)
	if s.PersonID != "" {
		q = q.Where("? = ?", person, s.PersonID)
	}
	return q
}

// within narrows a question about calls, named c there, to a scope.
func within(q *bun.SelectQuery, s people.Scope) *bun.SelectQuery {
	return narrowed(q, s, "c.organisation_id", "c.agent_id")
}

var errNoCall = fault.New(fault.NotFound, "This call is not in the library.", nil)

// callBy returns a call in scope.
func callBy(ctx context.Context, db bun.IDB, s people.Scope, id string) (listed, error) {
	var r listed
	err := within(withNames(db.NewSelect().Model(&r)), s).Where("c.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return r, errNoCall
	}
	return r, err
}

func withNames(q *bun.SelectQuery) *bun.SelectQuery {
	return q.ColumnExpr("c.*").ColumnExpr("coalesce(o.name, '') AS organisation_name").ColumnExpr("coalesce(t.name, '') AS team_name").
		Join("LEFT JOIN organisations AS o ON o.id = c.organisation_id").Join("LEFT JOIN teams AS t ON t.id = c.team_id")
}
