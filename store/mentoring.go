package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// Mentoring keeps the year of pairs. It fits mentoring.Keeper.
type Mentoring struct{ w *Workspace }

var _ mentoring.Keeper = (*Mentoring)(nil)

// Mentoring returns the keeper of the year of pairs.
func (w *Workspace) Mentoring() *Mentoring { return &Mentoring{w} }

// keptYear is what is kept of a pair's year.
type keptYear struct {
	sessions []mentoring.Session
	deeds    []mentoring.Deed
	pulses   []mentoring.Pulse
}

type mentorSessionRow struct {
	ID, PairID, Agenda, Said, Listened, Next, Side, Objected, Off string
	At, OkAt                                                      int64
	Minutes, Number                                               int
	Held                                                          bool
}

func (r *mentorSessionRow) session() (mentoring.Session, error) {
	s := mentoring.Session{ID: r.ID, PairID: r.PairID, At: instant(r.At), Minutes: r.Minutes, Number: r.Number, Held: r.Held, Said: r.Said, Next: r.Next,
		By: mentoring.Side(r.Side), Ok: r.OkAt > 0, OkAt: instant(r.OkAt), Objected: r.Objected, Off: r.Off}
	if err := json.Unmarshal([]byte(r.Listened), &s.Listened); err != nil {
		return s, fmt.Errorf("reading session %s: %w", r.ID, err)
	}
	var items []struct {
		mentoring.Item
		Text json.RawMessage `json:"text"`
	}
	if err := json.Unmarshal([]byte(r.Agenda), &items); err != nil {
		return s, fmt.Errorf("reading session %s: %w", r.ID, err)
	}
	for _, it := range items {
		if len(it.Text) > 0 {
			var err error
			if it.Item.Text, err = readText(it.Text); err != nil {
				return s, err
			}
		}
		s.Agenda = append(s.Agenda, it.Item)
	}
	return s, nil
}

// keptYears reads what is kept of pairs, by pair.
func keptYears(ctx context.Context, db bun.IDB, ids []string) (map[string]*keptYear, error) {
	out := map[string]*keptYear{}
	for _, id := range ids {
		out[id] = &keptYear{}
	}
	if len(ids) == 0 {
		return out, nil
	}
	var sessions []mentorSessionRow
	if err := db.NewRaw(`SELECT * FROM mentor_sessions WHERE pair_id IN (?) ORDER BY at, id`, bun.List(ids)).Scan(ctx, &sessions); err != nil {
		return nil, fmt.Errorf("reading sessions: %w", err)
	}
	for i := range sessions {
		s, err := sessions[i].session()
		if err != nil {
			return nil, err
		}
		out[s.PairID].sessions = append(out[s.PairID].sessions, s)
	}
	return out, deedsAndPulses(ctx, db, ids, out)
}

func deedsAndPulses(ctx context.Context, db bun.IDB, ids []string, out map[string]*keptYear) error {
	var deeds []struct {
		ID, PairID, MeasureID, Note, Proof, ProofID, Side string
		N                                                 int
		At, OkAt                                          int64
	}
	if err := db.NewRaw(`SELECT * FROM mentor_deeds WHERE pair_id IN (?) ORDER BY at, id`, bun.List(ids)).Scan(ctx, &deeds); err != nil {
		return fmt.Errorf("reading evidence: %w", err)
	}
	for _, r := range deeds {
		out[r.PairID].deeds = append(out[r.PairID].deeds, mentoring.Deed{ID: r.ID, PairID: r.PairID, MeasureID: r.MeasureID, N: r.N, At: instant(r.At), Note: r.Note,
			Proof: mentoring.Proof(r.Proof), ProofID: r.ProofID, By: mentoring.Side(r.Side), Ok: r.OkAt > 0, OkAt: instant(r.OkAt)})
	}
	var pulses []struct {
		ID, PairID, Side, Note string
		At                     int64
		Value                  int
	}
	if err := db.NewRaw(`SELECT * FROM mentor_pulses WHERE pair_id IN (?) ORDER BY at, id`, bun.List(ids)).Scan(ctx, &pulses); err != nil {
		return fmt.Errorf("reading pulses: %w", err)
	}
	for _, r := range pulses {
		out[r.PairID].pulses = append(out[r.PairID].pulses, mentoring.Pulse{PairID: r.PairID, Side: mentoring.Side(r.Side), At: instant(r.At), Value: r.Value, Note: r.Note})
	}
	return nil
}

// Pairs returns the pairs of the actor, the worst first.
func (k *Mentoring) Pairs(ctx context.Context, by people.Actor, f mentoring.Find) ([]mentoring.Pair, error) {
	find := contract.Find{Open: !f.Ended}
	if f.Own {
		find.PersonID = cmp.Or(by.PersonID, "nobody")
	}
	all, err := k.w.Pairs().Pairs(ctx, by, find)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	years, err := keptYears(ctx, k.w.read, ids)
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := []mentoring.Pair{}
	for i := range all {
		p := k.shown(by, &all[i], years[all[i].ID])
		if !f.Stalled || p.Health.Stalled {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b mentoring.Pair) int {
		return cmp.Or(cmp.Compare(b.Health.Level, a.Health.Level), cmp.Compare(b.Health.Days, a.Health.Days))
	})
	return out, nil
}

// sideOf is which of the two the actor is; empty: neither.
func sideOf(by people.Actor, p *contract.Pair) mentoring.Side {
	switch by.PersonID {
	case "":
		return ""
	case p.Mentor.PersonID:
		return mentoring.OfMentor
	case p.Mentee.PersonID:
		return mentoring.OfMentee
	}
	return ""
}

// shown is a pair as lists show it. Of pulses one of the two sees own ones only.
func (k *Mentoring) shown(by people.Actor, p *contract.Pair, y *keptYear) mentoring.Pair {
	now := k.w.now()
	out := mentoring.Pair{ID: p.ID, MentorID: p.Mentor.PersonID, MenteeID: p.Mentee.PersonID, Mentor: p.Mentor.Name, Mentee: p.Mentee.Name, Team: p.Mentee.Team,
		OrganisationID: p.Mentee.OrganisationID, Organisation: p.Mentee.Organisation, State: p.State(k.w.today()), Side: sideOf(by, p)}
	if out.Side != "" {
		y.pulses = slices.DeleteFunc(y.pulses, func(x mentoring.Pulse) bool { return x.Side != out.Side })
	}
	out.Next = mentoring.NextOf(y.sessions)
	for i := range y.sessions {
		if s := &y.sessions[i]; s.Waits() && s.By == out.Side.Other() && out.Side != "" {
			out.Waits++
		}
	}
	for _, d := range y.deeds {
		if !d.Ok && out.Side != "" && d.By == out.Side.Other() {
			out.Waits++
		}
	}
	c := p.InForce()
	if c == nil {
		return out
	}
	out.Plan = mentoring.PlanOf(c.Terms, k.w.zone)
	out.Overdue = mentoring.Overdue(out.Plan.Times(y.deeds), now)
	facts := mentoring.Facts{Plan: out.Plan, Last: mentoring.Last(y.sessions, now), Overdue: out.Overdue, Pulses: y.pulses}
	if out.Side != "" {
		facts.Pulses = nil
	}
	if out.State == contract.Running {
		out.Health = facts.Health(now)
		out.Feels = out.Side != "" && !feltLately(y.pulses, now)
	}
	return out
}

func feltLately(pulses []mentoring.Pulse, now time.Time) bool {
	return slices.ContainsFunc(pulses, func(p mentoring.Pulse) bool { return now.Sub(p.At) <= mentoring.PulseAge })
}

var errNotOfPair = fault.New(fault.Forbidden, "Only mentor and mentee write down what their pair does.", nil)

// bound is a pair of the actor's own with the contract that binds it.
func (c *change) bound(ctx context.Context, w *Workspace, pairID string) (contract.Pair, mentoring.Plan, mentoring.Side, error) {
	p, err := w.pairBy(ctx, c, c.by, pairID)
	if err != nil {
		return p, mentoring.Plan{}, "", err
	}
	side := sideOf(c.by, &p)
	in := p.InForce()
	switch {
	case side == "":
		return p, mentoring.Plan{}, side, errNotOfPair
	case in == nil:
		return p, mentoring.Plan{}, side, fault.New(fault.Conflict, "The contract is not signed by all yet. Sessions and measures begin with it.", nil)
	case p.State(w.today()) == contract.Ended:
		return p, mentoring.Plan{}, side, fault.New(fault.Conflict, "This pair has ended.", nil)
	}
	return p, mentoring.PlanOf(in.Terms, w.zone), side, nil
}
