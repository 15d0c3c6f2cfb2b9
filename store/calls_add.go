package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings"
)

const insertCall = `INSERT INTO calls (n, id, changed, external_id, source, title, started_at, duration, agent_id, agent_name, staff_number,
	organisation_id, team_id, project, business_line, queue, direction, caller, satisfaction, audio_hash, file_name, container, codec,
	channels, sample_rate, frames, agent_lane, problem, imported_at, state, fail_all, shown_state, shown_fail_all, tags)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, '', 0, ?)
	ON CONFLICT DO NOTHING`

// Add keeps new calls, all in one transaction; a thousand at once is a good
// measure. What an agent's record tells (name, staff number, organisation,
// team) is filled in where a call leaves it empty.
func (k *Calls) Add(ctx context.Context, by people.Actor, calls []recordings.Call) ([]bool, error) {
	return k.AddWith(ctx, by, calls, nil)
}

// AddWith is Add for calls with what is known beside each; beside may be shorter
// than calls.
func (k *Calls) AddWith(ctx context.Context, by people.Actor, calls []recordings.Call, beside []recordings.Beside) ([]bool, error) {
	if err := by.Require(people.ImportCalls); err != nil {
		return nil, err
	}
	added := make([]bool, len(calls))
	err := k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		a, err := c.importer(ctx, calls)
		if err != nil {
			return err
		}
		defer a.insert.Close()
		for i, call := range calls {
			var known recordings.Beside
			if i < len(beside) {
				known = beside[i]
			}
			if added[i], err = a.add(ctx, call, known); err != nil {
				return fmt.Errorf("adding call %d of %d: %w", i+1, len(calls), err)
			}
		}
		return a.finish(ctx)
	})
	if err != nil {
		return nil, err
	}
	return added, nil
}

// importer adds calls one by one within one change.
type importer struct {
	*change
	scope   people.Scope
	agents  map[string]people.Person // by ID
	numbers map[string]people.Person // by staff number, where it is the only one
	teams   map[string]string        // organisation of each
	insert  *sql.Stmt
	n       int64
	changed int64
	count   int
	ids     strings.Builder
}

func (c *change) importer(ctx context.Context, calls []recordings.Call) (*importer, error) {
	a := &importer{change: c, scope: people.Scope{All: c.by.May(people.SeeAllCompanies), OrganisationID: c.by.OrganisationID},
		teams: map[string]string{}}
	var teams []people.Team
	if err := c.NewSelect().Table("teams").Column("id", "organisation_id", "name").Scan(ctx, &teams); err != nil {
		return nil, err
	}
	for _, t := range teams {
		a.teams[t.ID] = t.OrganisationID
	}
	if err := a.readAgents(ctx, calls); err != nil {
		return nil, fmt.Errorf("reading agents: %w", err)
	}
	var err error
	if a.n, err = c.next(ctx, "calls", 0); err != nil {
		return nil, err
	}
	if a.changed, err = c.next(ctx, "changes", 1); err != nil {
		return nil, err
	}
	a.insert, err = c.PrepareContext(ctx, insertCall)
	return a, err
}

func (a *importer) readAgents(ctx context.Context, calls []recordings.Call) error {
	ids, numbers := map[string]bool{}, map[string]bool{}
	for _, c := range calls {
		if c.AgentID != "" {
			ids[c.AgentID] = true
		} else if c.StaffNumber != "" {
			numbers[c.StaffNumber] = true
		}
	}
	a.agents, a.numbers = map[string]people.Person{}, map[string]people.Person{}
	if err := a.persons(ctx, "id", ids, func(p people.Person) { a.agents[p.ID] = p }); err != nil {
		return err
	}
	met := map[string]int{}
	err := a.persons(ctx, "staff_number", numbers, func(p people.Person) {
		a.numbers[p.StaffNumber] = p
		met[p.StaffNumber]++
	})
	for number, n := range met {
		if n > 1 {
			delete(a.numbers, number)
		}
	}
	return err
}

// persons asks for a few hundred at a time: a question has its limits.
func (a *importer) persons(ctx context.Context, column string, wanted map[string]bool, found func(people.Person)) error {
	some := make([]string, 0, 500)
	ask := func() error {
		var rows []personRow
		err := scoped(a.NewSelect().Model(&rows), a.scope).Where("p.? IN (?)", bun.Ident(column), bun.List(some)).Scan(ctx)
		for _, r := range rows {
			found(r.person())
		}
		some = some[:0]
		return err
	}
	for w := range wanted {
		if some = append(some, w); len(some) == cap(some) {
			if err := ask(); err != nil {
				return err
			}
		}
	}
	if len(some) == 0 {
		return nil
	}
	return ask()
}

func (a *importer) add(ctx context.Context, c recordings.Call, known recordings.Beside) (bool, error) {
	if err := a.complete(&c); err != nil {
		return false, err
	}
	if err := recordings.CheckTags(known.Tags); err != nil {
		return false, err
	}
	slices.Sort(known.Tags)
	f := c.Audio
	problem, err := keptProblem(f.Problem)
	if err != nil {
		return false, err
	}
	res, err := a.insert.ExecContext(ctx, a.n+1, c.ID, a.changed, c.ExternalID, c.Source, c.Title, micros(c.StartedAt), c.Duration.Microseconds(),
		c.AgentID, c.AgentName, c.StaffNumber, c.OrganisationID, c.TeamID, c.Project, c.BusinessLine, c.Queue, string(c.Direction), c.Caller,
		c.Satisfaction, f.Hash, f.FileName, f.Container, f.Codec, f.Channels, f.SampleRate, f.Frames, f.AgentLane, problem, micros(c.ImportedAt), keptTags(known.Tags))
	if err != nil {
		return false, err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	a.n++
	a.count++
	a.ids.WriteString(c.ID)
	if len(known.Said) > 0 {
		if err := a.addSaid(ctx, c.ID, known.Said); err != nil {
			return false, err
		}
	}
	if len(known.Holds) > 0 {
		if err := a.keepHolds(ctx, c.ID, recordings.JoinHolds(known.Holds, nil)); err != nil {
			return false, err
		}
	}
	if c.Title == "" {
		return true, nil
	}
	return true, keepTitle(ctx, a.Tx.Tx, a.n, c.Title)
}

// addSaid keeps what was said in the call that was added last.
func (a *importer) addSaid(ctx context.Context, callID string, said []recordings.Utterance) error {
	text, err := asJSON(said)
	if err != nil {
		return err
	}
	if _, err := a.ExecContext(ctx, `INSERT INTO transcripts (call_id, utterances) VALUES (?, ?)`, callID, text); err != nil {
		return fmt.Errorf("keeping a transcript: %w", err)
	}
	return keepWords(ctx, a.Tx.Tx, a.n, said)
}

// complete fills in what the workspace knows and refuses what isn't the
// importer's to add.
func (a *importer) complete(c *recordings.Call) error {
	p, known := a.agents[c.AgentID]
	if c.AgentID == "" {
		p, known = a.numbers[c.StaffNumber]
		c.AgentID = p.ID
	} else if !known {
		return fault.New(fault.NotFound, "The agent of this call is not in the workspace.", nil)
	}
	if known {
		c.AgentName, c.StaffNumber = or(c.AgentName, p.Name), or(c.StaffNumber, p.StaffNumber)
		if c.OrganisationID == "" {
			c.OrganisationID, c.TeamID = p.OrganisationID, or(c.TeamID, p.TeamID)
		}
	}
	c.OrganisationID = or(c.OrganisationID, a.by.OrganisationID)
	if !a.scope.Sees(c.OrganisationID, "") {
		return fault.New(fault.NotFound, "This organisation is not in the workspace.", nil)
	}
	if c.TeamID != "" && a.teams[c.TeamID] != c.OrganisationID {
		return fault.New(fault.NotFound, "This team is not in the workspace.", nil)
	}
	c.ID = or(c.ID, newID())
	if c.ImportedAt.IsZero() {
		c.ImportedAt = a.now
	}
	return checkFacts(c)
}

func checkFacts(c *recordings.Call) error {
	switch {
	case c.Satisfaction < 0 || c.Satisfaction > 5:
		return fault.New(fault.Invalid, "The satisfaction is {{.Have}}; it has to be 1 to 5, or empty.", fault.Values{"Have": c.Satisfaction})
	case c.Duration < 0 || c.Duration > 7*24*time.Hour:
		return fault.New(fault.Invalid, "A call can't last {{.Have}}.", fault.Values{"Have": c.Duration.String()})
	case c.Audio.AgentLane < 0 || c.Audio.AgentLane > 1:
		return fault.New(fault.Invalid, "The agent's channel has to be 1 or 2.", nil)
	}
	for _, s := range []*string{&c.ExternalID, &c.Source, &c.Title, &c.AgentName, &c.StaffNumber, &c.Project, &c.BusinessLine, &c.Queue, &c.Caller} {
		*s = strings.TrimSpace(strings.ToValidUTF8(*s, "�"))
	}
	return nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// finish moves the counters on and leaves one line in the audit log.
func (a *importer) finish(ctx context.Context) error {
	if a.count == 0 {
		return nil
	}
	if _, err := a.next(ctx, "calls", int64(a.count)); err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(a.ids.String()))
	a.record("import", "calls", "", map[string]any{"count": a.count, "last": a.n, "ids": hex.EncodeToString(sum[:])})
	a.tell(notice.Calls, "")
	return nil
}
