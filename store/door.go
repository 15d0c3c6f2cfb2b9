package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
)

// ShortestPassword is how many characters a password needs at least.
const ShortestPassword = 8

var errDoor = fault.New(fault.Forbidden, "Login or password is wrong.", nil)

// SignIn returns the person as an actor if the password fits. Wrong login and
// wrong password answer alike and take as long. Who keeps guessing is refused
// for a while with Conflict, whatever the password.
func (k *People) SignIn(ctx context.Context, login, password string) (people.Actor, error) {
	if err := k.w.guesses.allow(login, k.w.now()); err != nil {
		return people.Actor{}, err
	}
	a, err := k.signIn(ctx, login, password)
	switch {
	case err == nil:
		k.w.guesses.forget(login)
	case errors.Is(err, errDoor):
		k.w.guesses.wrong(login, k.w.now())
	}
	return a, err
}

func (k *People) signIn(ctx context.Context, login, password string) (people.Actor, error) {
	var r personRow
	err := k.withAccess(k.w.read.NewSelect().Model(&r)).Where("p.login = ?", strings.TrimSpace(login)).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		_, err := argon2id.CreateHash(password, k.w.cost)
		return people.Actor{}, errors.Join(errDoor, err)
	}
	if err != nil {
		return people.Actor{}, k.w.explain(fmt.Errorf("signing in: %w", err))
	}
	if err := k.fits(ctx, r, password); err != nil {
		return people.Actor{}, errors.Join(err, k.note(ctx, r, "refuse"))
	}
	a, err := k.actor(ctx, r)
	return a, errors.Join(k.w.explain(err), k.note(ctx, r, "sign-in"))
}

func (k *People) fits(ctx context.Context, r personRow, password string) error {
	if r.Password == "" {
		n, err := k.withAccess(k.w.read.NewSelect().Model((*personRow)(nil))).Count(ctx)
		if err == nil && n > 1 {
			err = fault.New(fault.Forbidden, "{{.Name}} has no password yet. An administrator can set one.", fault.Values{"Name": r.Name})
		}
		return k.w.explain(err)
	}
	ok, err := argon2id.ComparePasswordAndHash(password, r.Password)
	if err == nil && !ok {
		err = errDoor
	}
	return err
}

// note writes who came, or was refused, into the audit log; a workspace that
// can't be written is read without it.
func (k *People) note(ctx context.Context, r personRow, verb string) error {
	if k.w.mayWrite() != nil {
		return nil
	}
	by := people.Actor{PersonID: r.ID, Name: r.Name, OrganisationID: r.OrganisationID}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		c.record(verb, "person", r.ID, nil)
		return nil
	})
}

func (k *People) withAccess(q *bun.SelectQuery) *bun.SelectQuery {
	return q.Where("p.login <> '' AND (p.left_at = 0 OR p.left_at > ?)", micros(k.w.now()))
}

func (k *People) actor(ctx context.Context, r personRow) (people.Actor, error) {
	kinds, err := organisationKinds(ctx, k.w.read)
	return people.As(r.person(), kinds[r.OrganisationID]), err
}

// SetPassword changes a password: one's own with the old one, another's with
// the right KeepPeople. An empty new one takes it away.
func (k *People) SetPassword(ctx context.Context, by people.Actor, personID, old, new string) error {
	if new != "" && utf8.RuneCountInString(new) < ShortestPassword {
		return fault.New(fault.Invalid, "The password is too short: {{.Least}} characters are the least.", fault.Values{"Least": ShortestPassword})
	}
	hash := ""
	if new != "" {
		var err error
		if hash, err = argon2id.CreateHash(new, k.w.cost); err != nil {
			return fmt.Errorf("hashing the password: %w", err)
		}
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := personBy(ctx, c, by.Scope(), personID)
		if err != nil {
			return err
		}
		if err := mayChangePassword(by, r, old); err != nil {
			return err
		}
		r.Password = hash
		if _, err := c.NewUpdate().Model(&r).Column("password").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("keeping the password: %w", err)
		}
		c.record("set-password", "person", personID, nil)
		return nil
	})
}

func mayChangePassword(by people.Actor, r personRow, old string) error {
	if r.ID != by.PersonID {
		return by.Require(people.KeepPeople)
	}
	if r.Password == "" {
		return nil
	}
	ok, err := argon2id.ComparePasswordAndHash(old, r.Password)
	if err == nil && !ok {
		err = fault.New(fault.Forbidden, "The old password is wrong.", nil)
	}
	return err
}

// Confirm records that the actor confirmed the confidentiality statement and
// returns the actor anew.
func (k *People) Confirm(ctx context.Context, by people.Actor) (people.Actor, error) {
	var r personRow
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var err error
		if r, err = personBy(ctx, c, people.Scope{OrganisationID: by.OrganisationID, PersonID: by.PersonID}, by.PersonID); err != nil {
			return err
		}
		r.ConfidentialAt = micros(c.now)
		if _, err := c.NewUpdate().Model(&r).Column("confidential_at").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("keeping the confirmation: %w", err)
		}
		c.record("confirm-confidentiality", "person", r.ID, nil)
		c.tell(notice.Persons, r.ID)
		return nil
	})
	if err != nil {
		return by, err
	}
	a, err := k.actor(ctx, r)
	return a, k.w.explain(err)
}

// Logins returns the logins that can be offered. open means that no password
// is asked: one person has access, and has none.
func (k *People) Logins(ctx context.Context) (logins []string, open bool, err error) {
	var rows []personRow
	err = k.withAccess(k.w.read.NewSelect().Model(&rows)).OrderExpr("p.login").Scan(ctx)
	for _, r := range rows {
		logins = append(logins, r.Login)
	}
	return logins, len(rows) == 1 && rows[0].Password == "", k.w.explain(err)
}
