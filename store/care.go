package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/training/ability"
)

// careBack is how far back hard calls are looked at.
const careBack = 14 * 24 * time.Hour

type careRow struct {
	ID, PersonID, CallID, Title, Answer, Note, Reply, Replier string
	At, Duration, SentAt, RepliedAt                           int64
}

func (r careRow) hard() ability.Hard {
	return ability.Hard{ReportID: r.ID, CallID: r.CallID, Title: r.Title, At: instant(r.At), Length: time.Duration(r.Duration) * time.Microsecond, Why: ability.Abuse, Told: true,
		Answer: ability.BreakAnswer(r.Answer), Note: r.Note, SentAt: instant(r.SentAt), Seen: r.Replier, SeenAt: instant(r.RepliedAt), Reply: r.Reply}
}

// reports reads care reports with the calls they are about.
func reports(db bun.IDB) *bun.SelectQuery {
	return db.NewSelect().TableExpr("care_reports AS r").ColumnExpr("r.id, r.person_id, r.call_id, c.title, r.answer, r.note, r.reply, coalesce(d.name, '') AS replier, c.started_at AS at, c.duration, r.sent_at, r.replied_at").
		Join("JOIN calls AS c ON c.id = r.call_id").Join("LEFT JOIN persons AS d ON d.id = r.replied_by")
}

// HardCalls returns the actor's own.
func (k *Ability) HardCalls(ctx context.Context, by people.Actor) ([]ability.Hard, error) {
	if err := by.Require(people.SeeOwnCalls); err != nil || by.PersonID == "" {
		return nil, err
	}
	since := micros(k.w.now().Add(-careBack))
	var rows []careRow
	if err := reports(k.w.read).Where("r.person_id = ? AND c.started_at >= ?", by.PersonID, since).Scan(ctx, &rows); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading hard calls: %w", err))
	}
	var out []ability.Hard
	said := map[string]bool{}
	for _, r := range rows {
		out, said[r.CallID] = append(out, r.hard()), true
	}
	more, err := k.found(ctx, by.PersonID, since)
	for _, h := range more {
		if !said[h.CallID] {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b ability.Hard) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.CallID, b.CallID)) })
	return out, k.w.explain(err)
}

// found are calls of somebody that were hard by their transcript or length.
func (k *Ability) found(ctx context.Context, personID string, since int64) ([]ability.Hard, error) {
	var rows []struct {
		ID, Title, BusinessLine, Utterances string
		StartedAt, Duration                 int64
		AgentLane, Channels                 int
	}
	err := k.w.read.NewSelect().TableExpr("calls AS c").ColumnExpr("c.id, c.title, c.business_line, c.started_at, c.duration, c.agent_lane, c.channels, coalesce(t.utterances, '') AS utterances").
		Join("LEFT JOIN transcripts AS t ON t.call_id = c.id").Where("c.agent_id = ? AND c.started_at >= ?", personID, since).Scan(ctx, &rows)
	var out []ability.Hard
	for _, r := range rows {
		h := ability.Hard{CallID: r.ID, Title: r.Title, At: instant(r.StartedAt), Length: time.Duration(r.Duration) * time.Microsecond}
		switch {
		case insulted(r.Utterances, r.AgentLane):
			h.Why, h.Heard = ability.Abuse, true
		case r.BusinessLine == ability.OutageLine && h.Length >= ability.LongCall:
			h.Why = ability.LongOutage
		default:
			continue
		}
		out = append(out, h)
	}
	return out, err
}

// insulted reports whether the customer's words in a transcript hold an insult.
func insulted(utterances string, agentLane int) bool {
	var us []recordings.Utterance
	if utterances == "" || json.Unmarshal([]byte(utterances), &us) != nil {
		return false
	}
	return slices.ContainsFunc(us, func(u recordings.Utterance) bool {
		return u.Lane >= 0 && u.Lane != agentLane && ability.Insulting(u.Text)
	})
}

// Report says that a call was abuse.
func (k *Ability) Report(ctx context.Context, by people.Actor, callID string) (id string, err error) {
	if err := by.Require(people.SeeOwnCalls); err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		n, err := c.NewSelect().TableExpr("calls").Where("id = ? AND agent_id = ? AND agent_id <> ''", callID, by.PersonID).Count(ctx)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.NotFound, "This call is not one of yours.", nil)
		}
		id = newID()
		_, err = c.ExecContext(ctx, `INSERT INTO care_reports (id, person_id, call_id, at, answer, answered_at, note, sent_at, reply, replied_by, replied_at) VALUES (?, ?, ?, ?, '', 0, '', 0, '', '', 0)`, id, by.PersonID, callID, micros(c.now))
		if isUnique(err) {
			return fault.New(fault.Conflict, "You have reported this call already.", nil)
		}
		c.cared("report", id)
		return err
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

// cared notes that something happened, and nothing of what.
func (c *change) cared(verb, id string) {
	c.record(verb, "care", id, nil)
	c.tell(notice.Ability, id)
}

var errNoReport = fault.New(fault.NotFound, "This report is not one of yours.", nil)

// ownReport changes a report of the actor's own.
func (k *Ability) ownReport(ctx context.Context, by people.Actor, verb, id, set string, args ...any) error {
	if err := by.Require(people.SeeOwnCalls); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		res, err := c.ExecContext(ctx, `UPDATE care_reports SET `+set+` WHERE id = ? AND person_id = ?`, append(args, id, by.PersonID)...)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errNoReport.Because(err)
		}
		c.cared(verb, id)
		return nil
	})
}

// AnswerBreak takes the break that is offered, or declines it.
func (k *Ability) AnswerBreak(ctx context.Context, by people.Actor, reportID string, takes bool) error {
	answer := ability.Declined
	if takes {
		answer = ability.Taken
	}
	return k.ownReport(ctx, by, "break", reportID, "answer = ?, answered_at = ?", string(answer), micros(k.w.now()))
}

// Tell sends a quiet note to the supervisor.
func (k *Ability) Tell(ctx context.Context, by people.Actor, reportID, note string) error {
	if err := ability.CheckNote(note); err != nil {
		return err
	}
	return k.ownReport(ctx, by, "tell", reportID, "note = ?, sent_at = ?", strings.TrimSpace(note), micros(k.w.now()))
}

// caresFor narrows reports or persons p to those whom a supervisor looks after:
// their team, or without one their organisation. Everybody else looks after nobody.
func caresFor(q *bun.SelectQuery, by people.Actor) (*bun.SelectQuery, error) {
	if !by.Has(people.Supervisor) {
		return nil, fault.New(fault.Forbidden, "Only a supervisor reads the notes of a team.", nil)
	}
	q = q.Where("p.organisation_id = ? AND p.id <> ?", by.OrganisationID, by.PersonID)
	if by.TeamID != "" {
		q = q.Where("p.team_id = ?", by.TeamID)
	}
	return q, nil
}

// Notes returns the notes that were sent to the actor.
func (k *Ability) Notes(ctx context.Context, by people.Actor) ([]ability.Note, error) {
	var rows []struct {
		careRow
		Person, Team string
	}
	q, err := caresFor(reports(k.w.read).ColumnExpr("p.name AS person, coalesce(t.name, '') AS team").Join("JOIN persons AS p ON p.id = r.person_id").Join("LEFT JOIN teams AS t ON t.id = p.team_id").Where("r.sent_at > 0"), by)
	if err != nil {
		return nil, err
	}
	if err := q.OrderExpr("r.replied_at > 0, r.sent_at DESC").Scan(ctx, &rows); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading notes: %w", err))
	}
	out := make([]ability.Note, len(rows))
	for i, r := range rows {
		out[i] = ability.Note{ReportID: r.ID, PersonID: r.PersonID, Person: r.Person, Team: r.Team, CallAt: instant(r.At), Text: r.Note, SentAt: instant(r.SentAt),
			Reply: r.Reply, RepliedAt: instant(r.RepliedAt), RepliedBy: r.Replier, TookBreak: r.Answer == string(ability.Taken)}
	}
	return out, nil
}

// Reply says that a note was read, and what is done.
func (k *Ability) Reply(ctx context.Context, by people.Actor, reportID, reply string) error {
	if err := ability.CheckNote(reply); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		q, err := caresFor(c.NewSelect().TableExpr("care_reports AS r").Join("JOIN persons AS p ON p.id = r.person_id").Where("r.id = ? AND r.sent_at > 0", reportID), by)
		if err != nil {
			return err
		}
		n, err := q.Count(ctx)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.NotFound, "This note was not sent to you.", nil)
		}
		_, err = c.ExecContext(ctx, `UPDATE care_reports SET reply = ?, replied_by = ?, replied_at = ? WHERE id = ?`, strings.TrimSpace(reply), by.PersonID, micros(c.now), reportID)
		c.cared("reply", reportID)
		return err
	})
}

// Loads returns how heavy hard calls weigh on people of the actor's.
func (k *Ability) Loads(ctx context.Context, by people.Actor) ([]ability.Loaded, error) {
	since := micros(k.w.now().Add(-careBack))
	var rows []struct {
		PersonID, Person, Team string
		At                     int64
		Abuse                  bool
	}
	abuse := "EXISTS (SELECT 1 FROM care_reports AS r WHERE r.call_id = c.id AND r.person_id = p.id AND r.sent_at > 0)"
	q, err := caresFor(k.w.read.NewSelect().TableExpr("calls AS c").ColumnExpr("p.id AS person_id, p.name AS person, coalesce(t.name, '') AS team, c.started_at AS at, "+abuse+" AS abuse").
		Join("JOIN persons AS p ON p.id = c.agent_id").Join("LEFT JOIN teams AS t ON t.id = p.team_id").
		Where("c.started_at >= ? AND (c.business_line = ? AND c.duration >= ? OR "+abuse+")", since, ability.OutageLine, ability.LongCall.Microseconds()), by)
	if err != nil {
		return nil, err
	}
	if err := q.OrderExpr("p.name, p.id, c.started_at").Scan(ctx, &rows); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading hard calls: %w", err))
	}
	var out []ability.Loaded
	for _, r := range rows {
		if len(out) == 0 || out[len(out)-1].PersonID != r.PersonID {
			out = append(out, ability.Loaded{PersonID: r.PersonID, Person: r.Person, Team: r.Team})
		}
		l, h := &out[len(out)-1], ability.Hard{Why: ability.LongOutage, At: instant(r.At)}
		if r.Abuse {
			h.Why = ability.Abuse
		}
		l.Load, l.Calls, l.Last = l.Load+ability.Load([]ability.Hard{h}, k.w.now()), l.Calls+1, h.At
	}
	return out, nil
}
