package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings/watch"
)

// Watched keeps the folders that are watched. It fits watch.Keeper.
type Watched struct{ w *Workspace }

var _ watch.Keeper = (*Watched)(nil)

// Watched returns the keeper of watched folders.
func (w *Workspace) Watched() *Watched { return &Watched{w} }

type watchedRow struct {
	bun.BaseModel `bun:"table:watched_folders,alias:f"`

	ID             string `bun:"id,pk"`
	OrganisationID string `bun:"organisation_id"`
	ByID           string `bun:"by_id"`
	Path           string `bun:"path"`
	Source         string `bun:"source"`
	AgentLane      int    `bun:"agent_lane"`
	Mapping        string `bun:"mapping"`
	Raw            string `bun:"raw"`
	Done           string `bun:"done"`
	Paused         bool   `bun:"paused"`
	LookedAt       int64  `bun:"looked_at"`
	MissingSince   int64  `bun:"missing_since"`
	Taken          int    `bun:"taken"`
}

type watchedFileRow struct {
	bun.BaseModel `bun:"table:watched_files,alias:w"`

	FolderID string `bun:"folder_id,pk"`
	Path     string `bun:"path,pk"`
	Size     int64  `bun:"size"`
	Changed  int64  `bun:"changed"`
	Seen     int64  `bun:"seen"`
	State    string `bun:"state"`
	Why      string `bun:"why"`
}

func (r watchedRow) folder() (watch.Folder, error) {
	f := watch.Folder{ID: r.ID, Path: r.Path, Source: r.Source, AgentLane: r.AgentLane, Done: watch.Done(r.Done), Paused: r.Paused,
		OrganisationID: r.OrganisationID, LookedAt: instant(r.LookedAt), MissingSince: instant(r.MissingSince), Counts: map[watch.State]int{watch.Taken: r.Taken}}
	err := errors.Join(json.Unmarshal([]byte(r.Mapping), &f.Mapping), json.Unmarshal([]byte(r.Raw), &f.Raw))
	return f, err
}

var errNoFolder = fault.New(fault.NotFound, "This folder is not watched.", nil)

// watching is the scope of who may set folders up.
func watching(by people.Actor) (people.Scope, error) {
	return people.Scope{All: by.May(people.SeeAllCompanies), OrganisationID: by.OrganisationID}, by.Require(people.ImportCalls)
}

func watchedIn[Q interface{ Where(string, ...any) Q }](q Q, s people.Scope) Q {
	if s.All {
		return q
	}
	return q.Where("f.organisation_id = ?", s.OrganisationID)
}

// Folders returns those in scope, by path.
func (k *Watched) Folders(ctx context.Context, by people.Actor) ([]watch.Folder, error) {
	s, err := watching(by)
	if err != nil {
		return nil, err
	}
	var rows []watchedRow
	if err := watchedIn(k.w.read.NewSelect().Model(&rows), s).OrderExpr("f.path, f.id").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading watched folders: %w", err))
	}
	out := make([]watch.Folder, len(rows))
	for i, r := range rows {
		if out[i], err = r.folder(); err != nil {
			return nil, fmt.Errorf("reading a watched folder: %w", err)
		}
		if out[i].By, err = k.importer(ctx, r); err != nil {
			return nil, k.w.explain(err)
		}
	}
	return out, k.w.explain(k.count(ctx, out))
}

// importer is who set a folder up, with the rights of today; whoever has left
// has none.
func (k *Watched) importer(ctx context.Context, r watchedRow) (people.Actor, error) {
	if r.ByID == "" {
		by := people.Program()
		by.OrganisationID = r.OrganisationID
		return by, nil
	}
	var p []personRow
	if err := k.w.People().withAccess(k.w.read.NewSelect().Model(&p)).Where("p.id = ?", r.ByID).Scan(ctx); err != nil || len(p) == 0 {
		return people.Actor{OrganisationID: r.OrganisationID}, err
	}
	return k.w.People().actor(ctx, p[0])
}

func (k *Watched) count(ctx context.Context, fs []watch.Folder) error {
	var counts []struct {
		FolderID, State string
		N               int
	}
	if err := k.w.read.NewSelect().Table("watched_files").Column("folder_id", "state").ColumnExpr("count(*) AS n").Group("folder_id", "state").Scan(ctx, &counts); err != nil {
		return fmt.Errorf("counting watched files: %w", err)
	}
	for _, c := range counts {
		for _, f := range fs {
			if f.ID == c.FolderID && watch.State(c.State) != watch.Taken {
				f.Counts[watch.State(c.State)] = c.N
			}
		}
	}
	return nil
}

// Save keeps a folder.
func (k *Watched) Save(ctx context.Context, by people.Actor, f watch.Folder) (string, error) {
	s, err := watching(by)
	if err == nil {
		err = f.Check()
	}
	if err != nil {
		return "", err
	}
	mapping, err := asJSON(f.Mapping)
	if err != nil {
		return "", err
	}
	raw, err := asJSON(f.Raw)
	if err != nil {
		return "", err
	}
	row := watchedRow{ID: or(f.ID, newID()), OrganisationID: by.OrganisationID, ByID: by.PersonID, Path: f.Path, Source: f.Source,
		AgentLane: f.AgentLane, Mapping: mapping, Raw: raw, Done: string(f.Done), Paused: f.Paused}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if f.ID != "" {
			old, err := c.watched(ctx, s, f.ID)
			if err != nil {
				return err
			}
			row.OrganisationID, row.LookedAt, row.MissingSince, row.Taken = old.OrganisationID, old.LookedAt, old.MissingSince, old.Taken
		}
		if err := c.watchedOnce(ctx, row); err != nil {
			return err
		}
		if _, err := c.NewInsert().Model(&row).On("CONFLICT (id) DO UPDATE").Exec(ctx); err != nil {
			return fmt.Errorf("keeping a watched folder: %w", err)
		}
		c.record("watch", "folder", row.ID, map[string]any{"path": f.Path, "source": f.Source, "lane": f.AgentLane, "done": string(f.Done), "paused": f.Paused})
		c.tell(notice.Watched, row.ID)
		return nil
	})
	return row.ID, err
}

// watchedOnce refuses a folder that is watched already.
func (c *change) watchedOnce(ctx context.Context, row watchedRow) error {
	twice, err := c.NewSelect().Table("watched_folders").Where("path = ? AND id <> ?", row.Path, row.ID).Exists(ctx)
	if err == nil && twice {
		err = fault.New(fault.Conflict, "The folder {{.Path}} is watched already.", fault.Values{"Path": row.Path})
	}
	return err
}

// watched is a folder in scope.
func (c *change) watched(ctx context.Context, s people.Scope, id string) (watchedRow, error) {
	return watchedBy(ctx, c, s, id)
}

func watchedBy(ctx context.Context, db bun.IDB, s people.Scope, id string) (watchedRow, error) {
	var rows []watchedRow
	err := watchedIn(db.NewSelect().Model(&rows), s).Where("f.id = ?", id).Scan(ctx)
	if err == nil && len(rows) == 0 {
		err = errNoFolder
	}
	if err != nil {
		return watchedRow{}, err
	}
	return rows[0], nil
}
