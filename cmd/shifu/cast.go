package main

import (
	"context"

	"shifu/app/desk"
	"shifu/app/door"
	"shifu/cmd/internal/wiring"
	"shifu/demo"
	"shifu/internal/people"
	"shifu/store"
)

// cast names who can be tried in a demo workspace, one for each job; nobody
// elsewhere.
func cast(ctx context.Context, ws *store.Workspace) []door.Known {
	if wiring.DemoHint(ctx, ws).IsZero() {
		return nil
	}
	ps, err := ws.People().Persons(ctx, people.Program(), people.Find{})
	if err != nil {
		return nil
	}
	byLogin := map[string]people.Person{}
	for _, p := range ps {
		byLogin[p.Login] = p
	}
	var out []door.Known
	for _, login := range demo.Offered {
		if p, ok := byLogin[login]; ok && len(p.Roles) > 0 {
			out = append(out, door.Known{Login: login, Note: p.Name + "  " + desk.RoleName(p.Roles[0])})
		}
	}
	return out
}
