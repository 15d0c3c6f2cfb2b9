package store

import (
	"context"
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// Year returns everything of a pair. Its lines begin at from; zero: with the
// contract.
func (k *Mentoring) Year(ctx context.Context, by people.Actor, pairID string, from time.Time) (mentoring.Year, error) {
	p, kept, err := k.one(ctx, by, pairID)
	if err != nil {
		return mentoring.Year{}, k.w.explain(err)
	}
	now := k.w.now()
	y := mentoring.Year{Pair: k.shown(by, &p, kept), From: from, Until: now, Sessions: kept.sessions, Deeds: kept.deeds, Pulses: kept.pulses}
	if p.InForce() == nil {
		return y, nil
	}
	if y.From.IsZero() {
		y.From = y.Plan.Begins
	}
	y.Times = y.Plan.Times(y.Deeds)
	r := &lineReader{w: k.w, p: &p, plan: &y.Plan, from: y.From, now: now, own: y.Side == mentoring.OfMentee}
	if y.Lines, err = r.lines(ctx); err != nil {
		return mentoring.Year{}, k.w.explain(err)
	}
	y.Progress = mentoring.ProgressOf(&y.Plan, y.Sessions, y.Times, y.Lines, now)
	ground := mentoring.Ground{Plan: y.Plan, Lines: y.Lines, Times: y.Times, Last: lastHeld(y.Sessions)}
	y.Agenda = ground.Propose(now)
	return y, nil
}

// one is a pair in the actor's scope with what is kept of it.
func (k *Mentoring) one(ctx context.Context, by people.Actor, id string) (contract.Pair, *keptYear, error) {
	p, err := k.w.pairBy(ctx, k.w.read, by, id)
	if err != nil {
		return p, nil, err
	}
	years, err := keptYears(ctx, k.w.read, []string{id})
	return p, years[id], err
}

func lastHeld(all []mentoring.Session) *mentoring.Session {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Counts() {
			return &all[i]
		}
	}
	return nil
}

// remind is how long before a session a calendar reminds of it.
const remind = 30 * time.Minute

// Calendar writes the sessions of a pair as an iCalendar file: those held, those
// to come, and those called off, so that a calendar takes them out again.
func (k *Mentoring) Calendar(ctx context.Context, by people.Actor, pairID string, l words.Language) ([]byte, error) {
	p, kept, err := k.one(ctx, by, pairID)
	if err != nil {
		return nil, k.w.explain(err)
	}
	events := make([]mentoring.Event, len(kept.sessions))
	for i := range kept.sessions {
		s := &kept.sessions[i]
		e := mentoring.Event{UID: s.ID + "@shifu", Number: s.Number, Begins: s.At, Lasts: time.Duration(s.Minutes) * time.Minute, Off: s.Off != "", Remind: remind,
			Title: words.Say(l, "Mentoring session: {{.Mentor}} and {{.Mentee}}", fault.Values{"Mentor": p.Mentor.Name, "Mentee": p.Mentee.Name})}
		if s.Held {
			e.Remind = 0
		}
		for _, it := range s.Agenda {
			if e.Description != "" {
				e.Description += "\n"
			}
			e.Description += it.In(l)
		}
		events[i] = e
	}
	return mentoring.Calendar(events, k.w.now()), nil
}

// lineReader reads the lines of a mentee. The right to see them is that to see
// the pair.
type lineReader struct {
	w    *Workspace
	p    *contract.Pair
	plan *mentoring.Plan
	from time.Time
	now  time.Time
	own  bool // the mentee looks: evaluations that were released to them only
}

// mostLines is how many lines are shown, unless there are many goals; beside
// those are so many further ones.
const (
	mostLines = 9
	further   = 3
)

// lines are those of the goals, in the contract's order, then by turns exams
// under way, what is learned and played most, and the questions on which most
// points are lost.
func (r *lineReader) lines(ctx context.Context) ([]mentoring.Line, error) {
	var out []mentoring.Line
	for _, read := range []func(context.Context) ([]mentoring.Line, error){r.called, r.examined, r.learned, r.played, r.held, r.measured} {
		some, err := read(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return r.ordered(out), nil
}

// goals are the goals that are measured by one of these kinds.
func (r *lineReader) goals(kinds ...contract.SourceKind) []contract.Goal {
	return slices.DeleteFunc(slices.Clone(r.plan.Terms.Goals), func(g contract.Goal) bool { return !slices.Contains(kinds, g.Source.Kind) })
}

// ordered puts goals in the order of the contract before the other lines, and
// leaves out further ones that find no room.
func (r *lineReader) ordered(all []mentoring.Line) []mentoring.Line {
	type placed struct {
		mentoring.Line
		place int
	}
	turns := []contract.SourceKind{contract.Exam, mentoring.Cards, mentoring.RolePlay, contract.RubricQuestion}
	goals, had := len(r.plan.Terms.Goals), map[contract.SourceKind]int{}
	lines := make([]placed, len(all))
	for i, l := range all {
		if lines[i].Line = l; l.Goal != nil {
			lines[i].place = slices.IndexFunc(r.plan.Terms.Goals, func(g contract.Goal) bool { return g.ID == l.Goal.ID })
			continue
		}
		lines[i].place = goals + len(turns)*had[l.Source.Kind] + slices.Index(turns, l.Source.Kind)
		had[l.Source.Kind]++
	}
	slices.SortStableFunc(lines, func(a, b placed) int { return a.place - b.place })
	out := make([]mentoring.Line, 0, len(lines))
	for _, l := range lines[:min(len(lines), max(mostLines, goals+further))] {
		out = append(out, l.Line)
	}
	return out
}
