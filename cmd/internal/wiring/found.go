package wiring

import (
	"context"
	"errors"

	"shifu/demo"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/rubrics"
	"shifu/store"
)

// demoKey is the workspace's setting that marks a demo.
const demoKey = "demo"

// Found makes the first person of an empty workspace, who may do everything
// and needs no password while alone, and publishes the shipped rubrics.
func Found(ctx context.Context, ws *store.Workspace, organisation, name string) error {
	if name == "" {
		return fault.New(fault.Invalid, "Type your name first.", nil)
	}
	by := people.Program()
	org, err := ws.People().SaveOrganisation(ctx, by, people.Organisation{Name: organisation, Kind: people.InHouse})
	if err != nil {
		return err
	}
	_, err = ws.People().SavePerson(ctx, by, people.Person{OrganisationID: org, Name: name, Login: "me",
		Roles: []people.Role{people.Administrator, people.QualityLead, people.Reviewer, people.Trainer, people.Supervisor}})
	return errors.Join(err, PublishShipped(ctx, ws))
}

// PublishShipped publishes the rubrics that come with Shifu, in both languages.
func PublishShipped(ctx context.Context, ws *store.Workspace) error {
	for _, name := range rubrics.Names {
		for _, l := range rubrics.Languages {
			v, err := rubrics.Shipped(name, l)
			if err != nil {
				return err
			}
			if _, err := ws.Quality().Publish(ctx, people.Program(), v); err != nil {
				return err
			}
		}
	}
	return nil
}

// DemoHint is what to type at the door of a demo workspace, zero elsewhere.
func DemoHint(ctx context.Context, ws *store.Workspace) words.Text {
	if mark, err := ws.Setting(ctx, demoKey); err != nil || len(mark) == 0 {
		return words.Text{}
	}
	return words.T("This is the demo. Everybody's password is {{.Password}}.", fault.Values{"Password": demo.Password})
}

// Empty reports whether nobody is in the workspace yet.
func Empty(ctx context.Context, ws *store.Workspace) (bool, error) {
	os, err := ws.People().Organisations(ctx, people.Program())
	return len(os) == 0, err
}
