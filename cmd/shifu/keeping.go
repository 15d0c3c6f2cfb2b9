package main

import (
	"context"

	"shifu/app/desk"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/store"
)

// keeping fits the workspace to the settings' wish to back up, check and read the audit log.
type keeping struct{ ws *store.Workspace }

// Folder is where the workspace lies.
func (k keeping) Folder() string { return k.ws.Dir() }

// Backup writes a back-up with the recordings into the workspace's own folder.
func (k keeping) Backup(ctx context.Context, by people.Actor) (path, head string, err error) {
	path, m, err := k.ws.Backup(ctx, by, "", store.BackupOptions{Audio: true})
	return path, m.Head, err
}

// Backups lists the back-ups that lie in the workspace, newest first.
func (k keeping) Backups(_ context.Context, by people.Actor) ([]desk.Backup, error) {
	if err := by.Require(people.KeepWorkspace); err != nil {
		return nil, err
	}
	copies, err := store.Backups(k.ws.Dir())
	out := make([]desk.Backup, len(copies))
	for i, c := range copies {
		out[i] = desk.Backup{Path: c.Path, At: c.At, Size: c.Size}
	}
	return out, err
}

// Check reads everything and says what is wrong.
func (k keeping) Check(ctx context.Context, by people.Actor) ([]words.Text, error) {
	r, err := k.ws.Check(ctx, by, "", nil)
	if err != nil {
		return nil, err
	}
	var out []words.Text
	for _, found := range []struct {
		key string
		n   int
	}{
		{"The database has {{.N}} faults.", len(r.Integrity) + len(r.ForeignKeys)},
		{"{{.N}} recordings are missing.", len(r.Missing)},
		{"{{.N}} recordings were changed.", len(r.Changed)},
	} {
		if found.n > 0 {
			out = append(out, words.T(found.key, fault.Values{"N": found.n}))
		}
	}
	if !r.Audit.Sound() {
		out = append(out, r.Audit.Problem)
	}
	return out, nil
}

// Audit returns the newest rows of the audit log.
func (k keeping) Audit(ctx context.Context, by people.Actor, n int) ([]desk.Entry, string, error) {
	rows, err := k.ws.Audit().Entries(ctx, by, 0, n)
	if err != nil {
		return nil, "", err
	}
	out := make([]desk.Entry, len(rows))
	for i, e := range rows {
		out[i] = desk.Entry{At: e.At, Who: e.PersonName, What: e.Act + " " + e.Subject}
	}
	head, err := k.ws.Audit().Head(ctx)
	return out, head, err
}
