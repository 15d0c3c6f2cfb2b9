package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings/watch"
)

// Drop stops watching a folder.
func (k *Watched) Drop(ctx context.Context, by people.Actor, id string) error {
	return k.change(ctx, by, id, func(ctx context.Context, c *change, row watchedRow) error {
		for _, q := range []*bun.DeleteQuery{c.NewDelete().Table("watched_files").Where("folder_id = ?", id), c.NewDelete().Table("watched_folders").Where("id = ?", id)} {
			if _, err := q.Exec(ctx); err != nil {
				return fmt.Errorf("dropping a watched folder: %w", err)
			}
		}
		c.record("unwatch", "folder", id, map[string]any{"path": row.Path})
		return nil
	})
}

// change does something to a folder in scope.
func (k *Watched) change(ctx context.Context, by people.Actor, id string, do func(context.Context, *change, watchedRow) error) error {
	s, err := watching(by)
	if err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		row, err := c.watched(ctx, s, id)
		if err != nil {
			return err
		}
		c.tell(notice.Watched, id)
		return do(ctx, c, row)
	})
}

// Files returns what is known of a folder's files, by path.
func (k *Watched) Files(ctx context.Context, by people.Actor, id string, states []watch.State) ([]watch.File, error) {
	s, err := watching(by)
	if err != nil {
		return nil, err
	}
	if _, err := watchedBy(ctx, k.w.read, s, id); err != nil {
		return nil, k.w.explain(err)
	}
	var rows []watchedFileRow
	q := k.w.read.NewSelect().Model(&rows).Where("w.folder_id = ?", id).OrderExpr("w.path")
	if len(states) > 0 {
		q = q.Where("w.state IN (?)", bun.List(states))
	}
	if err := q.Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading watched files: %w", err))
	}
	out := make([]watch.File, len(rows))
	for i, r := range rows {
		out[i] = watch.File{Path: r.Path, Size: r.Size, Changed: instant(r.Changed), Seen: instant(r.Seen), State: watch.State(r.State), Why: readProblem(r.Why)}
	}
	return out, nil
}

// Looked keeps what was seen. It is no deed of a person and leaves no row in
// the audit log: what it imports does.
func (k *Watched) Looked(ctx context.Context, by people.Actor, id string, l watch.Look) error {
	return k.change(ctx, by, id, func(ctx context.Context, c *change, row watchedRow) error {
		missing := int64(0)
		if l.Missing {
			if missing = row.MissingSince; missing == 0 {
				missing = micros(l.At)
			}
		}
		if (missing == row.MissingSince) && len(l.Files)+len(l.Gone) == 0 {
			c.after = nil // nothing to be shown anew
		}
		if _, err := c.NewUpdate().Table("watched_folders").Set("looked_at = ?, missing_since = ?, taken = taken + ?", micros(l.At), missing, l.Taken).Where("id = ?", id).Exec(ctx); err != nil {
			return fmt.Errorf("keeping a look: %w", err)
		}
		return c.keepSeen(ctx, id, l)
	})
}

func (c *change) keepSeen(ctx context.Context, id string, l watch.Look) error {
	for _, f := range l.Files {
		why, err := keptProblem(f.Why)
		if err != nil {
			return err
		}
		row := watchedFileRow{FolderID: id, Path: f.Path, Size: f.Size, Changed: micros(f.Changed), Seen: micros(f.Seen), State: string(f.State), Why: why}
		if _, err := c.NewInsert().Model(&row).On("CONFLICT (folder_id, path) DO UPDATE").Exec(ctx); err != nil {
			return fmt.Errorf("keeping a watched file: %w", err)
		}
	}
	for _, path := range l.Gone {
		if _, err := c.NewDelete().Table("watched_files").Where("folder_id = ? AND path = ?", id, path).Exec(ctx); err != nil {
			return fmt.Errorf("dropping a watched file: %w", err)
		}
	}
	return nil
}

// Again lets refused files be tried once more.
func (k *Watched) Again(ctx context.Context, by people.Actor, id string) error {
	return k.change(ctx, by, id, func(ctx context.Context, c *change, row watchedRow) error {
		_, err := c.NewUpdate().Table("watched_files").Set("state = ?, why = ''", string(watch.Waiting)).Where("folder_id = ? AND state = ?", id, string(watch.Refused)).Exec(ctx)
		c.record("watch-again", "folder", id, map[string]any{"path": row.Path})
		return err
	})
}
