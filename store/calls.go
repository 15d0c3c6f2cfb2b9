package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/store/library"
)

// Calls keeps the library. It fits recordings.Keeper.
type Calls struct{ w *Workspace }

type callRow struct {
	bun.BaseModel `bun:"table:calls,alias:c"`

	N              int64    `bun:"n,pk"`
	ID             string   `bun:"id"`
	Changed        int64    `bun:"changed"`
	ExternalID     string   `bun:"external_id"`
	Source         string   `bun:"source"`
	Title          string   `bun:"title"`
	StartedAt      int64    `bun:"started_at"`
	Duration       int64    `bun:"duration"`
	AgentID        string   `bun:"agent_id"`
	AgentName      string   `bun:"agent_name"`
	StaffNumber    string   `bun:"staff_number"`
	OrganisationID string   `bun:"organisation_id"`
	TeamID         string   `bun:"team_id"`
	Project        string   `bun:"project"`
	BusinessLine   string   `bun:"business_line"`
	Queue          string   `bun:"queue"`
	Direction      string   `bun:"direction"`
	Caller         string   `bun:"caller"`
	Satisfaction   int      `bun:"satisfaction"`
	AudioHash      string   `bun:"audio_hash"`
	FileName       string   `bun:"file_name"`
	Container      string   `bun:"container"`
	Codec          string   `bun:"codec"`
	Channels       int      `bun:"channels"`
	SampleRate     int      `bun:"sample_rate"`
	Frames         int64    `bun:"frames"`
	AgentLane      int      `bun:"agent_lane"`
	Problem        string   `bun:"problem"`
	ImportedAt     int64    `bun:"imported_at"`
	State          string   `bun:"state"`
	Score          *float64 `bun:"score"`
	FailAll        bool     `bun:"fail_all"`
	ShownState     string   `bun:"shown_state"`
	ShownScore     *float64 `bun:"shown_score"`
	ShownFailAll   bool     `bun:"shown_fail_all"`
	Tags           string   `bun:"tags"`
}

// listed is a call with the names of its organisation and team.
type listed struct {
	callRow          `bun:",extend"`
	OrganisationName string `bun:"organisation_name"`
	TeamName         string `bun:"team_name"`
}

func (r *callRow) call() recordings.Call {
	return recordings.Call{ID: r.ID, ExternalID: r.ExternalID, Source: r.Source, Title: r.Title, StartedAt: instant(r.StartedAt),
		Duration: time.Duration(r.Duration) * time.Microsecond, AgentID: r.AgentID, AgentName: r.AgentName, StaffNumber: r.StaffNumber,
		OrganisationID: r.OrganisationID, TeamID: r.TeamID, Project: r.Project, BusinessLine: r.BusinessLine, Queue: r.Queue,
		Direction: recordings.Direction(r.Direction), Caller: r.Caller, Satisfaction: r.Satisfaction, ImportedAt: instant(r.ImportedAt),
		Audio: recordings.Audio{Hash: r.AudioHash, FileName: r.FileName, Container: r.Container, Codec: r.Codec, Channels: r.Channels,
			SampleRate: r.SampleRate, Frames: r.Frames, AgentLane: r.AgentLane, Problem: readProblem(r.Problem)}}
}

// readProblem undoes keptProblem. What can't be read is shown as it stands.
func readProblem(kept string) words.Text {
	if kept == "" {
		return words.Text{}
	}
	t, err := readText([]byte(kept))
	if err != nil {
		return words.T(kept, nil)
	}
	return t
}

// keptProblem is why audio can't be played, as it is kept: nothing or JSON.
func keptProblem(t words.Text) (string, error) {
	if t.IsZero() {
		return "", nil
	}
	return asJSON(t)
}

func (r *listed) row(s people.Scope) recordings.Row {
	out := recordings.Row{Call: r.call(), OrganisationName: r.OrganisationName, TeamName: r.TeamName, State: r.State, Score: r.Score, FailAll: r.FailAll, Tags: readTags(r.Tags)}
	if s.PersonID != "" {
		out.State, out.Score, out.FailAll, out.Tags = r.ShownState, r.ShownScore, r.ShownFailAll, nil
	}
	return out
}

// Call returns one call of the actor's scope.
func (k *Calls) Call(ctx context.Context, by people.Actor, id string) (recordings.Row, error) {
	s, err := callScope(by)
	if err != nil {
		return recordings.Row{}, err
	}
	r, err := callBy(ctx, k.w.read, s, id)
	if err != nil {
		return recordings.Row{}, k.w.explain(err)
	}
	return r.row(s), nil
}

// List returns at most limit calls from offset on.
func (k *Calls) List(ctx context.Context, by people.Actor, f recordings.Filter, o recordings.Order, offset, limit int) ([]recordings.Row, error) {
	x, q, err := k.ask(ctx, by, f)
	if err != nil {
		return nil, err
	}
	numbers := x.Page(q, o, offset, limit)
	if len(numbers) == 0 {
		return []recordings.Row{}, nil
	}
	var rows []listed
	err = within(withNames(k.w.read.NewSelect().Model(&rows)), q.Scope).Where("c.n IN (?)", bun.List(numbers)).Scan(ctx)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading calls: %w", err))
	}
	return inOrder(rows, numbers, q.Scope), nil
}

func inOrder(rows []listed, numbers []uint32, s people.Scope) []recordings.Row {
	place := make(map[int64]*listed, len(rows))
	for i := range rows {
		place[rows[i].N] = &rows[i]
	}
	out := make([]recordings.Row, 0, len(numbers))
	for _, n := range numbers {
		if r := place[int64(n)]; r != nil {
			out = append(out, r.row(s))
		}
	}
	return out
}

// Count returns how many calls of the actor's scope pass the filter.
func (k *Calls) Count(ctx context.Context, by people.Actor, f recordings.Filter) (int, error) {
	x, q, err := k.ask(ctx, by, f)
	if err != nil {
		return 0, err
	}
	return x.Count(q), nil
}

// Days counts the calls of each day between from and until in zone, by local midnights.
func (k *Calls) Days(ctx context.Context, by people.Actor, f recordings.Filter, from, until time.Time, zone *time.Location) ([]recordings.Day, error) {
	x, q, err := k.ask(ctx, by, f)
	if err != nil {
		return nil, err
	}
	y, m, d := from.In(zone).Date()
	var bounds []time.Time
	for at := time.Date(y, m, d, 0, 0, 0, 0, zone); at.Before(until); at = time.Date(y, m, d, 0, 0, 0, 0, zone) {
		bounds, d = append(bounds, at), d+1
	}
	if len(bounds) == 0 {
		return nil, nil
	}
	return x.Days(q, append(bounds, time.Date(y, m, d, 0, 0, 0, 0, zone))), nil
}

// Choices returns the distinct projects and business lines of the actor's scope.
func (k *Calls) Choices(ctx context.Context, by people.Actor) (projects, businessLines []string, err error) {
	x, q, err := k.ask(ctx, by, recordings.Filter{})
	if err != nil {
		return nil, nil, err
	}
	projects, businessLines = x.Choices(q)
	return projects, businessLines, nil
}

// ask returns the index as of now, and the question with the actor's scope in it.
func (k *Calls) ask(ctx context.Context, by people.Actor, f recordings.Filter) (*library.Index, library.Question, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, library.Question{}, err
	}
	x, err := k.w.library(ctx)
	if err != nil {
		return nil, library.Question{}, k.w.explain(err)
	}
	q := library.Question{Scope: s, Filter: f}
	if err := k.look(ctx, by, &q, x.Version()); err != nil {
		return nil, q, k.w.explain(fmt.Errorf("searching words: %w", err))
	}
	return x, q, nil
}

// numbers are the numbers of calls, asked for a few hundred at a time.
func (k *Calls) numbers(ctx context.Context, ids []string) (library.Hits, error) {
	hits := library.Hits{}
	for some := range slices.Chunk(ids, 500) {
		var ns []uint32
		if err := k.w.read.NewSelect().Table("calls").Column("n").Where("id IN (?)", bun.List(some)).Scan(ctx, &ns); err != nil {
			return nil, err
		}
		hits = append(hits, ns...)
	}
	return hits, nil
}

// look finds the calls of each word: in titles and, for who may open calls, in
// what was said.
func (k *Calls) look(ctx context.Context, by people.Actor, q *library.Question, version int64) error {
	i, db := &k.w.index, k.w.read.DB
	_, deaf := hearing(by)
	if deaf != nil && q.Filter.Said != "" {
		return deaf
	}
	for _, word := range library.Words(q.Filter.Text) {
		hits, err := i.titles.with(ctx, db, word, version)
		if err == nil && deaf == nil {
			var said library.Hits
			said, err = i.said.with(ctx, db, word, version)
			hits = either(hits, said)
		}
		if err != nil {
			return err
		}
		q.Texts = append(q.Texts, hits)
	}
	if len(q.Filter.IDs) > 0 {
		hits, err := k.numbers(ctx, q.Filter.IDs)
		if err != nil {
			return err
		}
		q.Each = append(q.Each, hits)
	}
	for _, word := range library.Words(q.Filter.Said) {
		hits, err := i.said.with(ctx, db, word, version)
		if err != nil {
			return err
		}
		q.Each = append(q.Each, hits)
	}
	return nil
}
