package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/calibration"
)

// Save adds a draft or changes a session, and returns its ID.
func (k *Calibration) Save(ctx context.Context, by people.Actor, s calibration.Session) (string, error) {
	scope, err := hearing(by)
	if err = errors.Join(err, by.Require(people.ReleaseScores)); err != nil {
		return "", err
	}
	s.Title = strings.TrimSpace(s.Title)
	if err := s.Check(); err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		var err error
		s.ID, err = c.saveSession(ctx, scope, s)
		return err
	})
	if err != nil {
		return "", err
	}
	return s.ID, nil
}

func (c *change) saveSession(ctx context.Context, scope people.Scope, s calibration.Session) (string, error) {
	v, err := versionBy(ctx, c, c.by, s.VersionID)
	if err != nil {
		return "", err
	}
	if err := c.mayAttend(ctx, scope, s); err != nil {
		return "", err
	}
	if s.ID != "" {
		return s.ID, c.changeSession(ctx, s, v)
	}
	if v.State != qa.VersionActive {
		return "", errRetired
	}
	r := sessionRow{ID: newID(), OrganisationID: c.by.OrganisationID, State: string(calibration.Draft), MadeBy: c.by.PersonID, MadeByName: c.by.Name, MadeAt: micros(c.now)}
	r.fill(s, v)
	if _, err := c.NewInsert().Model(&r).Exec(ctx); err != nil {
		return "", fmt.Errorf("adding a calibration session: %w", err)
	}
	return r.ID, c.keepParts(ctx, r.ID, s, "add")
}

var errRetired = fault.New(fault.Conflict, "This version of the rubric is not active. Choose the active one.", nil)

func (r *sessionRow) fill(s calibration.Session, v qa.Version) {
	r.Title, r.RubricID, r.VersionID, r.Threshold, r.DueAt = s.Title, v.RubricID, v.ID, s.Threshold, micros(s.DueAt)
}

// changeSession changes what may still change: everything of a draft; of a
// session that is being scored name, deadline and threshold, and people come in.
func (c *change) changeSession(ctx context.Context, s calibration.Session, v qa.Version) error {
	r, err := c.ledSession(ctx, s.ID)
	if err != nil {
		return err
	}
	was, err := filled(ctx, c, r)
	if err != nil {
		return err
	}
	switch was.State {
	case calibration.Draft:
		if v.State != qa.VersionActive {
			return errRetired
		}
	case calibration.Scoring:
		if err := onlyMore(was, s); err != nil {
			return err
		}
	default:
		return fault.New(fault.Conflict, "Scoring has ended: the session can't be changed any more.", nil)
	}
	r.fill(s, v)
	if _, err := c.NewUpdate().Model(&r).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("changing a calibration session: %w", err)
	}
	return c.keepParts(ctx, r.ID, s, "change")
}

// onlyMore refuses what would make the scores already given worthless.
func onlyMore(was, now calibration.Session) error {
	same := slices.EqualFunc(was.Calls, now.Calls, func(a, b calibration.Call) bool { return a.ID == b.ID })
	if was.VersionID != now.VersionID || !same {
		return fault.New(fault.Conflict, "Scoring has begun: calls and rubric can't be changed any more.", nil)
	}
	for _, m := range was.Members {
		if !slices.ContainsFunc(now.Members, func(n calibration.Member) bool { return n.PersonID == m.PersonID && n.Expert == m.Expert }) {
			return fault.New(fault.Conflict, "Scoring has begun: {{.Name}} can't be taken out any more.", fault.Values{"Name": m.Name})
		}
	}
	return now.Ready()
}

// keepParts writes calls and members anew.
func (c *change) keepParts(ctx context.Context, id string, s calibration.Session, verb string) error {
	for _, table := range []string{"calibration_calls", "calibration_members"} {
		if _, err := c.ExecContext(ctx, `DELETE FROM `+table+` WHERE session_id = ?`, id); err != nil {
			return err
		}
	}
	for i, call := range s.Calls {
		if _, err := c.ExecContext(ctx, `INSERT INTO calibration_calls (session_id, call_id, place) VALUES (?, ?, ?)`, id, call.ID, i); err != nil {
			return fmt.Errorf("keeping the calls of a session: %w", err)
		}
	}
	var who []string
	for i, m := range s.Members {
		if _, err := c.ExecContext(ctx, `INSERT INTO calibration_members (session_id, person_id, expert, place) VALUES (?, ?, ?, ?)`, id, m.PersonID, m.Expert, i); err != nil {
			return fmt.Errorf("keeping who takes part: %w", err)
		}
		who = append(who, m.PersonID)
	}
	c.record(verb, "calibration", id, map[string]any{"title": s.Title, "version": s.VersionID, "members": who})
	c.tell(notice.Calibration, id)
	return nil
}

// ledSession is a session that the actor leads.
func (c *change) ledSession(ctx context.Context, id string) (sessionRow, error) {
	r, err := sessionBy(ctx, c, c.by, id)
	if err == nil && !leadsSession(c.by, r.OrganisationID) {
		err = fault.New(fault.Forbidden, "Only who leads the calibration can do this.", nil)
	}
	return r, err
}

// mayAttend refuses members who can't score every call, each with the reason.
func (c *change) mayAttend(ctx context.Context, scope people.Scope, s calibration.Session) error {
	var ids []string
	for _, call := range s.Calls {
		ids = append(ids, call.ID)
	}
	all, err := candidates(ctx, c, scope, ids, c.now.UnixMicro())
	if err != nil {
		return err
	}
	for _, m := range s.Members {
		i := slices.IndexFunc(all, func(x calibration.Candidate) bool { return x.PersonID == m.PersonID })
		if i < 0 {
			return fault.New(fault.NotFound, "This person is not in the workspace.", nil)
		}
		if why := all[i].Conflict; !why.IsZero() {
			return fault.New(fault.Invalid, "{{.Name}} can't take part: {{.Why}}", fault.Values{"Name": all[i].Name, "Why": why})
		}
	}
	return nil
}

// Candidates returns who could score these calls, by name, with what speaks
// against it.
func (k *Calibration) Candidates(ctx context.Context, by people.Actor, callIDs []string) ([]calibration.Candidate, error) {
	scope, err := callScope(by)
	if err = errors.Join(err, by.Require(people.ReleaseScores)); err != nil {
		return nil, err
	}
	out, err := candidates(ctx, k.w.read, scope, callIDs, k.w.now().UnixMicro())
	return out, k.w.explain(err)
}

func candidates(ctx context.Context, db bun.IDB, scope people.Scope, callIDs []string, now int64) ([]calibration.Candidate, error) {
	kinds, err := organisationKinds(ctx, db)
	if err != nil {
		return nil, err
	}
	calls, err := answeredBy(ctx, db, scope, callIDs)
	if err != nil {
		return nil, err
	}
	var rows []personRow
	q := scoped(db.NewSelect().Model(&rows), people.Scope{All: scope.All, OrganisationID: scope.OrganisationID})
	if err := q.Where("p.login <> '' AND (p.left_at = 0 OR p.left_at > ?)", now).OrderExpr("p.name, p.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading who could take part: %w", err)
	}
	out := []calibration.Candidate{}
	for _, r := range rows {
		actor := people.As(r.person(), kinds[r.OrganisationID])
		if !actor.May(people.ScoreCalls) {
			continue
		}
		out = append(out, calibration.Candidate{PersonID: r.ID, Name: r.Name, OrganisationID: r.OrganisationID, Conflict: conflict(actor, calls)})
	}
	return out, nil
}

// answered is a call with who took it.
type answered struct {
	call  callRow
	agent people.Person
}

func answeredBy(ctx context.Context, db bun.IDB, scope people.Scope, ids []string) ([]answered, error) {
	var out []answered
	for _, id := range ids {
		call, err := callBy(ctx, db, scope, id)
		if err != nil {
			return nil, err
		}
		agent, err := personBy(ctx, db, people.Scope{All: true}, call.AgentID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		out = append(out, answered{call.callRow, agent.person()})
	}
	return out, nil
}

// conflict is why an actor can't score one of the calls; zero for nothing.
func conflict(actor people.Actor, calls []answered) words.Text {
	scope, err := hearing(actor)
	if err != nil {
		return said(err)
	}
	for _, a := range calls {
		if !scope.Sees(a.call.OrganisationID, a.call.AgentID) {
			return words.T("Sees only the calls of the own organisation.", nil)
		}
		switch actor.PersonID {
		case "":
		case a.agent.ID:
			return words.T("Took this call.", nil)
		case a.agent.MentorID:
			return words.T("Is the mentor of {{.Agent}}.", fault.Values{"Agent": a.agent.Name})
		case a.agent.ManagerID:
			return words.T("{{.Agent}} reports to this person.", fault.Values{"Agent": a.agent.Name})
		}
	}
	return words.Text{}
}

// said is a refusal as a text among others.
func said(err error) words.Text {
	var f *fault.Fault
	if errors.As(err, &f) {
		return words.T(f.Key, f.Values)
	}
	return words.T(err.Error(), nil)
}
