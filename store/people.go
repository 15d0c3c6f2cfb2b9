package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
)

// People keeps organisations, teams and persons, and is the door. It fits
// people.Keeper and people.Door.
type People struct{ w *Workspace }

type personRow struct {
	bun.BaseModel `bun:"table:persons,alias:p"`

	ID             string         `bun:"id,pk"`
	OrganisationID string         `bun:"organisation_id"`
	TeamID         sql.NullString `bun:"team_id"`
	Login          string         `bun:"login"`
	Name           string         `bun:"name"`
	StaffNumber    string         `bun:"staff_number"`
	Roles          string         `bun:"roles"`
	Granted        string         `bun:"granted"`
	Withdrawn      string         `bun:"withdrawn"`
	ManagerID      sql.NullString `bun:"manager_id"`
	MentorID       sql.NullString `bun:"mentor_id"`
	JoinedAt       int64          `bun:"joined_at"`
	LeftAt         int64          `bun:"left_at"`
	ConfidentialAt int64          `bun:"confidential_at"`
	Password       string         `bun:"password"`
}

func (r personRow) person() people.Person {
	return people.Person{ID: r.ID, OrganisationID: r.OrganisationID, TeamID: r.TeamID.String, Login: r.Login, Name: r.Name,
		StaffNumber: r.StaffNumber, Roles: unpack[people.Role](r.Roles), Granted: unpack[people.Right](r.Granted),
		Withdrawn: unpack[people.Right](r.Withdrawn), ManagerID: r.ManagerID.String, MentorID: r.MentorID.String,
		JoinedAt: instant(r.JoinedAt), LeftAt: instant(r.LeftAt), ConfidentialAt: instant(r.ConfidentialAt), HasPassword: r.Password != ""}
}

// fill takes over what SavePerson may change: all but password, confirmation and leaving.
func (r *personRow) fill(p people.Person) {
	r.OrganisationID, r.TeamID = p.OrganisationID, orNull(p.TeamID)
	r.Login, r.Name, r.StaffNumber = strings.TrimSpace(p.Login), strings.TrimSpace(p.Name), strings.TrimSpace(p.StaffNumber)
	r.Roles, r.Granted, r.Withdrawn = pack(p.Roles), pack(p.Granted), pack(p.Withdrawn)
	r.ManagerID, r.MentorID = orNull(p.ManagerID), orNull(p.MentorID)
	r.JoinedAt = micros(p.JoinedAt)
}

func orNull(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

// pack writes words between spaces, so that " word " finds one.
func pack[T ~string](words []T) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(" " + string(w))
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	return b.String()
}

func unpack[T ~string](s string) []T {
	var out []T
	for _, w := range strings.Fields(s) {
		out = append(out, T(w))
	}
	return out
}

// scoped narrows a question about persons to the actor's scope.
func scoped(q *bun.SelectQuery, s people.Scope) *bun.SelectQuery {
	if s.All {
		return q
	}
	q = q.Where("p.organisation_id = ?", s.OrganisationID)
	if s.PersonID != "" {
		q = q.Where("p.id = ?", s.PersonID)
	}
	return q
}

// Organisations returns those in the actor's scope, the in-house ones first.
func (k *People) Organisations(ctx context.Context, by people.Actor) ([]people.Organisation, error) {
	out := []people.Organisation{}
	q := k.w.read.NewSelect().Table("organisations").Column("id", "name", "kind").OrderExpr("kind, name")
	if s := by.Scope(); !s.All {
		q = q.Where("id = ?", s.OrganisationID)
	}
	return out, k.w.explain(q.Scan(ctx, &out))
}

// Teams returns those in the actor's scope, by organisation and name.
func (k *People) Teams(ctx context.Context, by people.Actor) ([]people.Team, error) {
	out := []people.Team{}
	q := k.w.read.NewSelect().Table("teams").Column("id", "organisation_id", "name").OrderExpr("organisation_id, name")
	if s := by.Scope(); !s.All {
		q = q.Where("organisation_id = ?", s.OrganisationID)
	}
	return out, k.w.explain(q.Scan(ctx, &out))
}

// Persons returns those in the actor's scope, by organisation, team, name.
func (k *People) Persons(ctx context.Context, by people.Actor, find people.Find) ([]people.Person, error) {
	var rows []personRow
	q := scoped(k.w.read.NewSelect().Model(&rows), by.Scope()).
		Join("LEFT JOIN teams AS t ON t.id = p.team_id").Join("JOIN organisations AS o ON o.id = p.organisation_id").
		OrderExpr("o.kind, o.name, t.name, p.name, p.id")
	if err := k.narrow(q, find).Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading persons: %w", err))
	}
	out := make([]people.Person, len(rows))
	for i, r := range rows {
		out[i] = r.person()
	}
	return out, nil
}

func (k *People) narrow(q *bun.SelectQuery, f people.Find) *bun.SelectQuery {
	if f.Text != "" {
		like := "%" + escapeLike(f.Text) + "%"
		q = q.Where(`(p.name LIKE ?0 ESCAPE '!' OR p.staff_number LIKE ?0 ESCAPE '!' OR p.login LIKE ?0 ESCAPE '!')`, like)
	}
	if f.OrganisationID != "" {
		q = q.Where("p.organisation_id = ?", f.OrganisationID)
	}
	if f.TeamID != "" {
		q = q.Where("p.team_id = ?", f.TeamID)
	}
	if f.Role != "" {
		q = q.Where("p.roles LIKE ?", "% "+string(f.Role)+" %")
	}
	if !f.WithLeft {
		q = q.Where("(p.left_at = 0 OR p.left_at > ?)", micros(k.w.now()))
	}
	return q
}

func escapeLike(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}

// Person returns one person in the actor's scope.
func (k *People) Person(ctx context.Context, by people.Actor, id string) (people.Person, error) {
	r, err := personBy(ctx, k.w.read, by.Scope(), id)
	return r.person(), k.w.explain(err)
}

func personBy(ctx context.Context, db bun.IDB, s people.Scope, id string) (personRow, error) {
	var r personRow
	err := scoped(db.NewSelect().Model(&r), s).Where("p.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return personRow{}, fault.New(fault.NotFound, "This person is not in the workspace.", nil)
	}
	return r, err
}

// Leave records that a person leaves at when. It can't take the last
// administrator away.
func (k *People) Leave(ctx context.Context, by people.Actor, id string, when time.Time) error {
	if err := by.Require(people.KeepPeople); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := personBy(ctx, c, by.Scope(), id)
		if err != nil {
			return err
		}
		r.LeftAt = micros(when)
		if _, err := c.NewUpdate().Model(&r).Column("left_at").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("recording the leaving: %w", err)
		}
		c.record("leave", "person", id, map[string]any{"at": when.UTC()})
		c.tell(notice.Persons, id)
		return c.keepAdministrator(ctx)
	})
}
