package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"shifu/internal/hanzi"
	"shifu/qa"
	"shifu/store/library"
)

// index is the library in memory, and how far it has read.
type index struct {
	turn    chan struct{} // holds one: whoever takes it may read on
	x       *library.Index
	changes int64 // of calls
	people  int64 // of names
	head    string
	titles  textHits // words in titles
	said    textHits // words in transcripts
	kept    int64    // changes when it was written to the cache; -1: never
	stop    context.CancelFunc
	ended   chan struct{}
}

const indexFile = "library.idx"

// snapshotFrom is the number of calls from which reading the index from the
// cache is worth a file.
const snapshotFrom = 20_000

var states = []string{string(qa.Draft), string(qa.Submitted), string(qa.Released), string(qa.Acknowledged), string(qa.Appealed),
	string(qa.InReview), string(qa.Upheld), string(qa.Revised), string(qa.Closed), string(qa.Voided)}

// warm reads the index ahead, so that the first list does not wait for it.
func (w *Workspace) warm() {
	ctx, stop := context.WithCancel(context.Background())
	w.index = index{turn: make(chan struct{}, 1), kept: -1, stop: stop, ended: make(chan struct{})}
	w.index.titles.table, w.index.titles.phrase = "call_text", hanzi.Phrase
	w.index.said.table, w.index.said.phrase = "call_said", hanzi.ChainPhrases
	w.index.turn <- struct{}{}
	go func() {
		defer close(w.index.ended)
		_, _ = w.library(ctx) // who asks next gets the error
		_ = w.hearOn(ctx)     // what was left stays for the next opening
	}()
}

// library returns the index as of the last commit of any process.
func (w *Workspace) library(ctx context.Context) (*library.Index, error) {
	i := &w.index
	select {
	case <-i.turn:
		defer func() { i.turn <- struct{}{} }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	changes, people, err := w.progress(ctx)
	if err != nil {
		return nil, fmt.Errorf("looking for changed calls: %w", err)
	}
	if i.x == nil {
		w.fromCache(ctx)
	}
	if changes != i.changes {
		if err := w.readOn(ctx, changes); err != nil {
			return nil, fmt.Errorf("reading changed calls: %w", err)
		}
	}
	if people != i.people {
		if err := w.readNames(ctx); err != nil {
			return nil, fmt.Errorf("reading names: %w", err)
		}
		i.people = people
	}
	return i.x, nil
}

func (w *Workspace) progress(ctx context.Context) (changes, people int64, err error) {
	err = w.read.DB.QueryRowContext(ctx, `SELECT (SELECT n FROM counters WHERE name = 'changes'), (SELECT n FROM counters WHERE name = 'people')`).Scan(&changes, &people)
	return changes, people, err
}

// readOn takes over what changed since it last read, up to changes. A failure
// leaves what was read; the next question reads it again.
func (w *Workspace) readOn(ctx context.Context, changes int64) error {
	head, err := auditHead(ctx, w.read)
	if err != nil {
		return err
	}
	rows, err := w.read.DB.QueryContext(ctx, indexQuery(w.index.changes), w.index.changes)
	if err != nil {
		return err
	}
	defer rows.Close()
	err = w.index.x.Update(func(put func(library.Call) error) error {
		r := indexReader{}
		for rows.Next() {
			c, err := r.read(rows)
			if err != nil {
				return err
			}
			if err := put(c); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	if err == nil {
		w.index.changes, w.index.head = changes, head
	}
	return err
}

// indexQuery reads by number: the index wants new calls in that order.
func indexQuery(since int64) string {
	hint, order := "", "+n" // a few: by the index of changes, then sorted
	if since == 0 {
		hint, order = "+", "n" // all of them: the table as it stands
	}
	return `SELECT n, started_at, duration, agent_id, agent_name, staff_number, organisation_id, team_id, project, business_line,
		queue, caller, external_id, direction, satisfaction, audio_hash <> '' AND problem = '' AND frames > 0, state, score, shown_state, shown_score, tags
		FROM calls WHERE ` + hint + `changed > ? ORDER BY ` + order
}

// indexReader scans rows without making the same short texts again and again.
type indexReader struct {
	raw  [13]sql.RawBytes
	seen map[string]string
}

func (r *indexReader) read(rows *sql.Rows) (library.Call, error) {
	var c library.Call
	var duration int64
	var score, shown sql.NullFloat64
	v := &r.raw
	err := rows.Scan(&c.N, &c.Start, &duration, &v[0], &v[1], &v[2], &v[3], &v[4], &v[5], &v[6], &v[7], &v[8], &v[9], &v[11],
		&c.Satisfaction, &c.Sound, &v[10], &score, &c.ShownState, &shown, &v[12])
	if err != nil {
		return c, err
	}
	c.Duration = time.Duration(duration) * time.Microsecond
	c.AgentID, c.AgentName, c.StaffNumber = r.text(v[0]), r.text(v[1]), r.text(v[2])
	c.OrganisationID, c.TeamID, c.Project, c.BusinessLine, c.Queue = r.text(v[3]), r.text(v[4]), r.text(v[5]), r.text(v[6]), r.text(v[7])
	c.Caller, c.ExternalID, c.State = string(v[8]), string(v[9]), r.text(v[10])
	c.Kind, c.Tags = r.text(v[11]), r.text(v[12])
	if score.Valid {
		c.Score = &score.Float64
	}
	if shown.Valid {
		c.ShownScore = &shown.Float64
	}
	return c, nil
}

func (r *indexReader) text(b sql.RawBytes) string {
	if s, ok := r.seen[string(b)]; ok {
		return s
	}
	if r.seen == nil {
		r.seen = map[string]string{}
	}
	s := string(b)
	r.seen[s] = s
	return s
}

func (w *Workspace) readNames(ctx context.Context) error {
	names := [2]map[string]string{}
	for i, table := range []string{"organisations", "teams"} {
		names[i] = map[string]string{}
		var rows []struct{ ID, Name string }
		if err := w.read.NewSelect().Table(table).Column("id", "name").Scan(ctx, &rows); err != nil {
			return err
		}
		for _, r := range rows {
			names[i][r.ID] = r.Name
		}
	}
	w.index.x.Name(names[0], names[1])
	return nil
}

// fromCache starts with what was kept, if that is of this database: the audit
// log must still hold the entry that was its head then.
func (w *Workspace) fromCache(ctx context.Context) {
	i := &w.index
	i.x, i.changes, i.people = library.New(states), 0, -1
	x, mark, err := library.Load(filepath.Join(w.dir, cacheDir, indexFile), states)
	if err != nil {
		return // it is made anew from the database
	}
	n := 0
	err = w.read.DB.QueryRowContext(ctx, `SELECT count(*) FROM audit WHERE hash = ?`, mark.Head).Scan(&n)
	if err == nil && n == 1 {
		i.x, i.changes, i.kept, i.head = x, mark.Changes, mark.Changes, mark.Head
	}
}

// keepIndex writes the index to the cache, if it is large and has changed.
func (w *Workspace) keepIndex() error {
	i := &w.index
	if i.stop == nil {
		return nil
	}
	i.stop()
	<-i.ended
	if i.x == nil || i.x.Len() < snapshotFrom || i.kept == i.changes || w.mayWrite() != nil {
		return nil
	}
	err := i.x.Save(filepath.Join(w.dir, cacheDir, indexFile), library.Mark{Changes: i.changes, Head: i.head})
	if err != nil {
		return errors.Join(w.explain(fmt.Errorf("keeping the index of the library: %w", err)))
	}
	return nil
}
