package sim

import (
	"cmp"
	"slices"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Waiter is a call that waited while a decision was taken about an agent, and
// why that agent did not take it.
type Waiter struct {
	Call     uint64
	Type     int32
	Place    int     // in the order in which the calls came: 1 waited longest
	Waited   float64 // seconds
	Rank     float64 // of its type for the agent's group
	Priority int32
	Score    float64
	Chosen   bool
	Why      words.Text // zero for the chosen one
}

// inPlay is the decision that is being explained.
type inPlay struct {
	by     *call // looks for an agent; nil: an agent looks for a call
	chosen *call
	group  int32 // of the agent
	free   int32 // of it
}

// Waiters are all calls that wait while a decision is told, the oldest first;
// nothing where no agent was in play. Only an [Explainer] may ask, while it hears
// of the decision: who does not ask pays nothing.
func (r *Run) Waiters() []Waiter {
	if r.told == nil {
		return nil
	}
	var waits []*call
	for k := range r.queues {
		for i := r.queues[k].head; i != none; i = r.line[i].next {
			waits = append(waits, &r.calls[i])
		}
	}
	if c := r.told.chosen; c != nil && !slices.Contains(waits, c) {
		waits = append(waits, c) // it came just now
	}
	slices.SortStableFunc(waits, func(a, b *call) int { return cmp.Compare(a.joined, b.joined) })
	out := make([]Waiter, len(waits))
	for i, c := range waits {
		out[i] = r.waiter(c, i+1)
	}
	return out
}

func (r *Run) waiter(c *call, place int) Waiter {
	w := Waiter{Call: c.number, Type: c.callType, Place: place, Waited: float64(r.now-c.joined) / micro, Priority: c.priority, Chosen: c == r.told.chosen}
	o := r.taken(r.told.group, c.callType)
	if o == nil {
		w.Why = words.T("The group takes no such calls.", nil)
		return w
	}
	w.Rank, w.Score = o.rank, o.weight*float64(r.standing(c))/micro
	if !w.Chosen {
		w.Why = r.passed(c, o)
	}
	return w
}

// taken is how a group sees a type, nil where it takes none of its calls.
func (r *Run) taken(group, kind int32) *option {
	for j := range r.plan.groups[group].types {
		if o := &r.plan.groups[group].types[j]; o.to == kind {
			return o
		}
	}
	return nil
}

// passed is why a call that the group may take was passed over.
func (r *Run) passed(c *call, o *option) words.Text {
	why := r.refusal(c, o, r.optionOf(c.callType, r.told.group), r.told.free)
	switch head := r.headFor(o); {
	case !why.IsZero():
		return why
	case r.plan.types[c.callType].personal && r.told.by != c:
		return words.T("The call is for one agent.", nil)
	case r.plan.scan > 0 && r.told.by == nil:
		return words.T("Calls are looked at at fixed times, the next look has not come.", nil)
	case r.plan.scan == 0 && head != none && c != &r.calls[head]:
		return words.T("Call {{.N}} stands before it in its queue.", fault.Values{"N": First(r.calls[head].number)})
	case r.told.chosen == nil:
		return words.T("It is not its turn.", nil)
	}
	return r.behind(c, o)
}

// behind compares a call with the chosen one.
func (r *Run) behind(c *call, o *option) words.Text {
	best := r.told.chosen
	b := r.taken(r.told.group, best.callType)
	mine, its := o.weight*float64(r.standing(c))/micro, 0.0
	if b != nil {
		its = b.weight * float64(r.standing(best)) / micro
	}
	switch {
	case b != nil && o.rank > b.rank:
		return words.T("Rank {{.Rank}} comes after {{.Best}}.", fault.Values{"Rank": o.rank, "Best": b.rank})
	case best.priority > c.priority:
		return words.T("Priority {{.Mine}} is lower than {{.Best}}.", fault.Values{"Mine": c.priority, "Best": best.priority})
	case mine < its:
		return words.T("Its score is lower: {{.Mine}} against {{.Best}}.", fault.Values{"Mine": rounded(mine), "Best": rounded(its)})
	case r.told.by != nil:
		return words.T("Another call looked for an agent just then.", nil)
	}
	return words.T("Of equals the type that stands first goes first.", nil)
}

func rounded(x float64) float64 { return float64(int64(x*10+0.5)) / 10 }

// First is the number that a call had in its first attempt, whatever its attempt.
func First(number uint64) uint64 { return number & (attempt - 1) }

// Queued reports whether a call of a type waits, by the number of its first attempt.
func (r *Run) Queued(kind int32, number uint64) bool {
	for i := r.queues[kind].head; i != none; i = r.line[i].next {
		if First(r.calls[i].number) == number {
			return true
		}
	}
	return false
}
