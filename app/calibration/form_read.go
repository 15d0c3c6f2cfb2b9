package calibration

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/calibration"
)

// asked is what the form reads before it is shown.
type asked struct {
	session  calibration.Session
	rubrics  []qa.Version
	orgs     []people.Organisation
	proposal calibration.Proposal
}

func (f *form) load() {
	background.Run(f.ctx, f.d.Stage, f.readAll, func(a asked, err error) {
		if err != nil {
			f.whole.Objects = []fyne.CanvasObject{parts.EmptyState("info", lang.L("This session can't be opened"), sentence(f.d, err))}
			f.whole.Refresh()
			return
		}
		f.s, f.rubrics, f.proposal = a.session, a.rubrics, a.proposal
		for _, o := range a.orgs {
			f.orgs[o.ID] = o.Name
		}
		f.build()
		f.readPeople()
		f.d.Changed()
		f.d.Trace("loaded", map[string]any{"place": "calibration-form"})
	})
}

func (f *form) readAll(ctx context.Context) (a asked, err error) {
	a.session = f.s
	if a.rubrics, err = f.d.Quality.Rubrics(ctx, f.d.Actor); err != nil {
		return a, err
	}
	if a.orgs, err = f.d.People.Organisations(ctx, f.d.Actor); err != nil {
		return a, err
	}
	if f.s.ID != "" {
		b, err := f.d.Calibration.Session(ctx, f.d.Actor, f.s.ID)
		a.session = b.Session
		return a, err
	}
	if err := f.readProposal(ctx, &a); err != nil {
		return a, err
	}
	if id := f.route.Start.CallID; id != "" {
		a.session.Calls = []calibration.Call{{ID: id}}
	}
	if a.session.VersionID == "" {
		a.session.VersionID = f.firstRubric(a.rubrics)
	}
	for i, c := range a.session.Calls {
		row, err := f.d.Calls.Call(ctx, f.d.Actor, c.ID)
		if err != nil {
			return a, err
		}
		a.session.Calls[i].Title = desk.CallName(row.Call)
	}
	return a, nil
}

// firstRubric is that of the route, else the first in the window's language.
func (f *form) firstRubric(all []qa.Version) string {
	if id := f.route.Start.VersionID; id != "" {
		return id
	}
	for _, v := range all {
		if v.Language == string(f.d.Settings.Language) {
			return v.ID
		}
	}
	if len(all) > 0 {
		return all[0].ID
	}
	return ""
}

// readProposal takes rubric and call of the proposal that the route names.
func (f *form) readProposal(ctx context.Context, a *asked) error {
	if f.route.Task == "" {
		return nil
	}
	all, err := f.d.Rulebook.Proposals(ctx, f.d.Actor)
	i := slices.IndexFunc(all, func(p calibration.Proposal) bool { return p.ID == f.route.Task })
	if err != nil || i < 0 {
		return err
	}
	a.proposal = all[i]
	a.session.Title = all[i].Question
	for _, v := range a.rubrics {
		if v.RubricID == all[i].RubricID {
			a.session.VersionID = v.ID
		}
	}
	if id := all[i].CallID; id != "" {
		a.session.Calls = []calibration.Call{{ID: id}}
	}
	return nil
}
