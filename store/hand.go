package store

import (
	"context"

	"shifu/internal/fault"
	"shifu/internal/people"
)

// showsHand refuses who does not know the actor's password: it is what one
// signs with. Who keeps guessing has to wait, as at the door.
func (w *Workspace) showsHand(ctx context.Context, by people.Actor, password string) error {
	r, err := personBy(ctx, w.read, people.Scope{OrganisationID: by.OrganisationID, PersonID: by.PersonID}, by.PersonID)
	if err != nil {
		return w.explain(err)
	}
	if err := w.guesses.allow(r.Login, w.now()); err != nil {
		return err
	}
	if r.Password == "" {
		return fault.New(fault.Forbidden, "Set a password first: it is what you sign with.", nil)
	}
	if err := w.People().fits(ctx, r, password); err != nil {
		w.guesses.wrong(r.Login, w.now())
		return fault.New(fault.Forbidden, "The password is wrong. Nothing was signed.", nil)
	}
	w.guesses.forget(r.Login)
	return nil
}
