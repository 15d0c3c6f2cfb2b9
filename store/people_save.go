package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
)

// SaveOrganisation adds or changes an organisation. Only who sees all
// organisations may: the kind decides what its people may do.
func (k *People) SaveOrganisation(ctx context.Context, by people.Actor, o people.Organisation) (string, error) {
	if err := errors.Join(by.Require(people.KeepPeople), by.Require(people.SeeAllCompanies)); err != nil {
		return "", err
	}
	o.Name = strings.TrimSpace(o.Name)
	if o.Name == "" || o.Kind != people.InHouse && o.Kind != people.Vendor {
		return "", fault.New(fault.Invalid, "An organisation needs a name and a kind.", nil)
	}
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		id, err := c.put(ctx, "organisations", o.ID, map[string]any{"name": o.Name, "kind": string(o.Kind)})
		if err != nil {
			return taken(err, "There is an organisation {{.Name}} already.", o.Name)
		}
		o.ID = id
		return c.saved(ctx, "organisation", id, map[string]any{"name": o.Name, "kind": o.Kind})
	})
	return keptID(o.ID, err)
}

// keptID says no ID of what was not kept.
func keptID(id string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return id, nil
}

// SaveTeam adds or changes a team of an organisation in the actor's scope.
func (k *People) SaveTeam(ctx context.Context, by people.Actor, t people.Team) (string, error) {
	if err := by.Require(people.KeepPeople); err != nil {
		return "", err
	}
	if t.Name = strings.TrimSpace(t.Name); t.Name == "" {
		return "", fault.New(fault.Invalid, "A team needs a name.", nil)
	}
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.teamInScope(ctx, t); err != nil {
			return err
		}
		id, err := c.put(ctx, "teams", t.ID, map[string]any{"organisation_id": t.OrganisationID, "name": t.Name})
		if err != nil {
			return taken(err, "There is a team {{.Name}} already.", t.Name)
		}
		t.ID = id
		return c.saved(ctx, "team", id, map[string]any{"name": t.Name, "organisation": t.OrganisationID})
	})
	return keptID(t.ID, err)
}

// teamInScope refuses an organisation outside the scope, a team outside it,
// and moving a team to another organisation.
func (c *change) teamInScope(ctx context.Context, t people.Team) error {
	if err := c.organisationInScope(ctx, t.OrganisationID); err != nil || t.ID == "" {
		return err
	}
	n, err := c.NewSelect().Table("teams").Where("id = ? AND organisation_id = ?", t.ID, t.OrganisationID).Count(ctx)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "This team is not in the workspace.", nil)
	}
	return err
}

func (c *change) organisationInScope(ctx context.Context, id string) error {
	var n int64
	var err error
	if c.by.Scope().Sees(id, "") || id == c.by.OrganisationID {
		n, err = c.NewSelect().Table("organisations").Where("id = ?", id).Count(ctx)
	}
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "This organisation is not in the workspace.", nil)
	}
	return err
}

// put adds a row (empty id) or changes one, and returns the id.
func (c *change) put(ctx context.Context, table, id string, columns map[string]any) (string, error) {
	if id == "" {
		columns["id"] = newID()
		_, err := c.NewInsert().Model(&columns).TableExpr(table).Exec(ctx)
		return columns["id"].(string), err
	}
	res, err := c.NewUpdate().Model(&columns).TableExpr(table).Where("id = ?", id).Exec(ctx)
	if err != nil {
		return "", err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return "", errors.Join(err, fault.New(fault.NotFound, "It is not in the workspace any more.", nil))
	}
	return id, nil
}

// saved records what was put; the names on lists of calls are read again.
func (c *change) saved(ctx context.Context, subject, id string, detail map[string]any) error {
	c.record("save", subject, id, detail)
	c.tell(notice.Persons, id)
	_, err := c.next(ctx, "people", 1)
	return err
}

func taken(err error, key, name string) error {
	if isUnique(err) {
		return fault.New(fault.Conflict, key, fault.Values{"Name": name}).Because(err)
	}
	return err
}

// SavePerson adds or changes a person in the actor's scope. Password,
// confirmation and leaving have methods of their own.
func (k *People) SavePerson(ctx context.Context, by people.Actor, p people.Person) (string, error) {
	if err := by.Require(people.KeepPeople); err != nil {
		return "", err
	}
	id := p.ID
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var err error
		if id, err = c.savePerson(ctx, p); err != nil {
			return err
		}
		return c.keepAdministrator(ctx)
	})
	return keptID(id, err)
}

// AddPersons adds many at once, all or none; a fault names the line, from 1.
func (k *People) AddPersons(ctx context.Context, by people.Actor, ps []people.Person) error {
	if err := by.Require(people.KeepPeople); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		for i, p := range ps {
			p.ID = ""
			if _, err := c.savePerson(ctx, p); err != nil {
				return inLine(i+1, err)
			}
		}
		return nil
	})
}

func inLine(n int, err error) error {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return fmt.Errorf("line %d: %w", n, err)
	}
	return fault.New(f.Kind, "Line {{.Line}}: {{.Why}}", fault.Values{"Line": n, "Why": words.T(f.Key, f.Values)}).Because(err)
}

func (c *change) savePerson(ctx context.Context, p people.Person) (string, error) {
	if strings.TrimSpace(p.Name) == "" {
		return "", fault.New(fault.Invalid, "A person needs a name.", nil)
	}
	old := personRow{}
	if p.ID != "" {
		var err error
		if old, err = personBy(ctx, c, c.by.Scope(), p.ID); err != nil {
			return "", err
		}
	}
	if err := errors.Join(c.organisationInScope(ctx, p.OrganisationID), c.mayGrant(old, p)); err != nil {
		return "", err
	}
	if err := c.fitsOrganisation(ctx, p); err != nil {
		return "", err
	}
	row := old
	row.fill(p)
	if err := c.writePerson(ctx, &row); err != nil {
		return "", taken(err, "The login or the staff number of {{.Name}} is taken already.", p.Name)
	}
	return row.ID, c.saved(ctx, "person", row.ID, map[string]any{"name": row.Name, "roles": p.Roles, "granted": p.Granted,
		"withdrawn": p.Withdrawn, "organisation": row.OrganisationID, "team": p.TeamID})
}

func (c *change) writePerson(ctx context.Context, row *personRow) error {
	if row.ID == "" {
		row.ID = newID()
		_, err := c.NewInsert().Model(row).Exec(ctx)
		return err
	}
	_, err := c.NewUpdate().Model(row).WherePK().Exec(ctx)
	return err
}

// mayGrant: rights beyond the roles are granted by in-house people only, and
// only by who holds them or keeps the rights of everybody.
func (c *change) mayGrant(old personRow, p people.Person) error {
	had := unpack[people.Right](old.Granted)
	for _, r := range p.Granted {
		if !slices.Contains(had, r) && (c.by.Kind == people.Vendor || !slices.Contains(people.Rights, r)) {
			return fault.New(fault.Forbidden, "Only an administrator of the client can grant the right {{.Right}}.", fault.Values{"Right": string(r)})
		}
	}
	for _, r := range p.Roles {
		if !slices.Contains(people.Roles, r) {
			return fault.New(fault.Invalid, "There is no role {{.Role}}.", fault.Values{"Role": string(r)})
		}
	}
	return nil
}

// fitsOrganisation refuses a team of another organisation, and a manager or
// mentor whom the actor can't see.
func (c *change) fitsOrganisation(ctx context.Context, p people.Person) error {
	if p.TeamID != "" {
		n, err := c.NewSelect().Table("teams").Where("id = ? AND organisation_id = ?", p.TeamID, p.OrganisationID).Count(ctx)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.NotFound, "This team is not in the workspace.", nil)
		}
	}
	for _, id := range []string{p.ManagerID, p.MentorID} {
		if id == "" {
			continue
		}
		if _, err := personBy(ctx, c, c.by.Scope(), id); err != nil {
			return err
		}
	}
	return nil
}

// keepAdministrator refuses to leave a workspace with people in it to nobody
// who can keep them, if there was somebody.
func (c *change) keepAdministrator(ctx context.Context) error {
	var rows []personRow
	err := c.NewSelect().Model(&rows).Where("p.login <> '' AND (p.left_at = 0 OR p.left_at > ?)", micros(c.now)).Scan(ctx)
	if err != nil {
		return err
	}
	kinds, err := organisationKinds(ctx, c)
	if err != nil || c.by.PersonID == "" {
		return err
	}
	for _, r := range rows {
		if people.As(r.person(), kinds[r.OrganisationID]).May(people.KeepPeople) {
			return nil
		}
	}
	return fault.New(fault.Conflict, "Somebody must be able to keep people and rights: this is the last administrator.", nil)
}

func organisationKinds(ctx context.Context, db bun.IDB) (map[string]people.OrganisationKind, error) {
	var os []people.Organisation
	if err := db.NewSelect().Table("organisations").Column("id", "name", "kind").Scan(ctx, &os); err != nil {
		return nil, err
	}
	out := map[string]people.OrganisationKind{}
	for _, o := range os {
		out[o.ID] = o.Kind
	}
	return out, nil
}
