package appeal

import (
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/workdays"
)

// Terms are what an agent may still do with a released evaluation, and until when.
type Terms struct {
	ReleasedAt    time.Time // for the first time
	AcknowledgeBy time.Time // zero: no limit
	AppealBy      time.Time // zero: no appeals
	Filed         int       // appeals so far
	Most          int
}

// Clock is what dates are counted with: the calendar, the zone in which people
// work, and the leave of the agent.
type Clock struct {
	Calendar workdays.Calendar
	Zone     *time.Location
	Away     []workdays.Leave
}

// After returns the end of the n-th working day after at, zero for n of 0 or less.
func (c Clock) After(at time.Time, n int) time.Time {
	if n <= 0 || at.IsZero() {
		return time.Time{}
	}
	return c.Calendar.Add(at, n, c.Zone, c.Away).UTC()
}

// Left is the working time that is left until due, negative if it has passed.
func (c Clock) Left(now, due time.Time) time.Duration {
	return c.Calendar.Between(now, due, c.Zone, c.Away)
}

// TermsOf counts from the first release, also after a revision.
func TermsOf(t qa.Timers, c Clock, releasedAt time.Time, filed int) Terms {
	return Terms{ReleasedAt: releasedAt, AcknowledgeBy: c.After(releasedAt, t.AcknowledgeWithin),
		AppealBy: c.After(releasedAt, t.AppealWithin), Filed: filed, Most: t.Appeals}
}

// Closes is when an evaluation in state s ends by itself: when the agent can
// neither appeal nor is asked to acknowledge any more; told is until when the
// agent is to have read a decision. Zero: never.
func (t Terms) Closes(s qa.State, told time.Time) time.Time {
	switch s {
	case qa.Released:
		if t.AcknowledgeBy.IsZero() {
			return time.Time{}
		}
		return latest(t.AcknowledgeBy, t.AppealBy)
	case qa.Acknowledged:
		return latest(t.ReleasedAt, t.AppealBy)
	case qa.Upheld, qa.Revised:
		return latest(latest(t.ReleasedAt, t.AppealBy), told)
	}
	return time.Time{}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// MayAppeal returns nil if an evaluation in state s may be appealed now.
func (t Terms) MayAppeal(s qa.State, now time.Time, zone *time.Location) error {
	switch {
	case s == qa.Appealed || s == qa.InReview:
		return fault.New(fault.Conflict, "An appeal against this evaluation is open already.", nil)
	case s == qa.Acknowledged:
		return fault.New(fault.Conflict, "This evaluation was acknowledged: it can't be appealed any more.", nil)
	case s != qa.Released && s != qa.Upheld && s != qa.Revised:
		return fault.New(fault.Conflict, "This evaluation is closed: it can't be appealed any more.", nil)
	case t.AppealBy.IsZero() || t.Most == 0:
		return fault.New(fault.Conflict, "Evaluations with this rubric can't be appealed.", nil)
	case t.Filed >= t.Most:
		return fault.New(fault.Conflict, "This evaluation was appealed {{.N}} times; {{.Most}} is the most.", fault.Values{"N": t.Filed, "Most": t.Most})
	case now.After(t.AppealBy):
		return fault.New(fault.Conflict, "The time for an appeal ended at {{.Time}}.", fault.Values{"Time": t.AppealBy.In(zone).Format("2006-01-02 15:04")})
	}
	return nil
}

// Check returns nil if ps can be filed against answers to v: each names a
// question once, proposes another answer that the question can have, and gives
// a reason. It fills in what was answered.
func Check(v *qa.Version, answers qa.Answers, ps []Point) error {
	if len(ps) == 0 {
		return fault.New(fault.Invalid, "Choose at least one question, propose an answer and give a reason.", nil)
	}
	seen := map[string]bool{}
	for i := range ps {
		p := &ps[i]
		q, _, ok := v.Find(p.Ref)
		if !ok {
			return fault.New(fault.Invalid, "There is no question \"{{.Ref}}\" in this rubric.", fault.Values{"Ref": p.Ref})
		}
		if seen[p.Ref] {
			return fault.New(fault.Invalid, "Question {{.Ref}} is named twice.", fault.Values{"Ref": p.Ref})
		}
		seen[p.Ref] = true
		p.Was, p.Reason, p.Outcome, p.Why = answers[p.Ref], strings.TrimSpace(p.Reason), Undecided, ""
		if err := p.check(q); err != nil {
			return err
		}
	}
	return nil
}

func (p *Point) check(q *qa.Question) error {
	values := fault.Values{"Ref": p.Ref}
	if !p.Proposed.Given(q) {
		return fault.New(fault.Invalid, "Question {{.Ref}}: propose an answer.", values)
	}
	if err := q.Check(p.Proposed); err != nil {
		return err
	}
	if Same(p.Was, p.Proposed) {
		return fault.New(fault.Invalid, "Question {{.Ref}}: the proposed answer is the one that was given.", values)
	}
	return reasonable(p.Ref, p.Reason, MaxReason)
}

// Same reports whether two answers say the same, whatever stands beside them.
func Same(a, b qa.Answer) bool {
	if a.NA || b.NA {
		return a.NA == b.NA
	}
	return a.Value == b.Value && slices.Equal(a.Options, b.Options)
}

// MayDecide returns nil if by may take and decide a: never who scored first,
// never the agent.
func MayDecide(by people.Actor, a Appeal) error {
	if err := by.Require(people.DecideAppeals); err != nil {
		return err
	}
	switch by.PersonID {
	case a.ReviewerID:
		return fault.New(fault.Forbidden, "You gave this score. Somebody else must decide the appeal.", nil)
	case a.AgentID:
		return fault.New(fault.Forbidden, "This is your own appeal. Somebody else must decide it.", nil)
	}
	return nil
}

// Decide writes the rulings into the points of a, which must rule on each of
// them with a reason, and returns the answers that stand then. a is Revised if
// any point was overturned, else Upheld.
func (a *Appeal) Decide(v *qa.Version, answers qa.Answers, rs []Ruling) (qa.Answers, error) {
	out := make(qa.Answers, len(answers))
	for ref, answer := range answers {
		out[ref] = answer
	}
	a.State = Upheld
	for i := range a.Points {
		p := &a.Points[i]
		at := slices.IndexFunc(rs, func(r Ruling) bool { return r.Ref == p.Ref })
		if at < 0 || rs[at].Outcome == Undecided {
			return nil, fault.New(fault.Invalid, "Question {{.Ref}} is not decided yet.", fault.Values{"Ref": p.Ref})
		}
		if err := p.rule(v, rs[at]); err != nil {
			return nil, err
		}
		if p.Outcome.Overturned() {
			a.State = Revised
			out[p.Ref] = p.Answer
		}
	}
	return out, nil
}

// rule decides one point. What stood beside the answer (comment, moments) stays
// beside the new one.
func (p *Point) rule(v *qa.Version, r Ruling) error {
	values := fault.Values{"Ref": p.Ref}
	chosen := p.Was
	switch r.Outcome {
	case Upholds:
	case Grants:
		chosen = p.Proposed
	case Changes:
		chosen = r.Answer
	default:
		return fault.New(fault.Invalid, "Question {{.Ref}} is not decided yet.", values)
	}
	q, _, ok := v.Find(p.Ref)
	if !ok {
		return fault.New(fault.Invalid, "There is no question \"{{.Ref}}\" in this rubric.", values)
	}
	if r.Outcome.Overturned() && (!chosen.Given(q) || Same(chosen, p.Was)) {
		return fault.New(fault.Invalid, "Question {{.Ref}}: choose an answer other than the first.", values)
	}
	if err := q.Check(chosen); err != nil {
		return err
	}
	why := strings.TrimSpace(r.Why)
	if err := reasonable(p.Ref, why, MaxReason); err != nil {
		return err
	}
	p.Outcome, p.Why, p.Answer = r.Outcome, why, p.Was
	p.Answer.Options, p.Answer.Value, p.Answer.NA = chosen.Options, chosen.Value, chosen.NA
	return nil
}
