package routinglab

import (
	"encoding/json"

	"shifu/app/parts"
	"shifu/routing"
)

// snap is the scenario as it was, and where one stood.
type snap struct {
	state     string // the scenario with its note, as JSON: also what can't run is kept
	at, table int
	both      bool
}

// past are the states of a scenario that is edited. What is typed into one field
// is one step.
type past struct {
	before, after []snap
	now           snap
	field         *parts.Entry // of the last step
	typed         *parts.Entry // into which something is being typed; nil: none
}

// mostSteps is how many steps can be undone.
const mostSteps = 200

// held is what a snap keeps.
type held struct {
	S    *routing.Scenario
	Note string
}

func (e *editing) snap() (snap, error) {
	state, err := json.Marshal(held{e.s, e.kept.Note})
	return snap{string(state), e.at, e.table, e.both}, err
}

// note keeps a step, if anything has changed.
func (e *editing) note() {
	p, field := &e.past, e.past.typed
	p.typed = nil
	m, err := e.snap()
	if err != nil {
		e.p.s.d.Fail(err)
		return
	}
	if m.state == p.now.state {
		return
	}
	if field == nil || field != p.field {
		if p.before = append(p.before, p.now); len(p.before) > mostSteps {
			p.before = p.before[1:]
		}
	}
	p.now, p.after, p.field = m, nil, field
	e.p.s.d.Changed()
}

func (e *editing) undo() { e.turn(&e.past.before, &e.past.after, false) }
func (e *editing) redo() { e.turn(&e.past.after, &e.past.before, true) }

// turn goes one step back or forth, to where it was made.
func (e *editing) turn(from, to *[]snap, forth bool) {
	last := len(*from) - 1
	if last < 0 {
		return
	}
	m := (*from)[last]
	var h held
	if err := json.Unmarshal([]byte(m.state), &h); err != nil {
		e.p.s.d.Fail(err)
		return
	}
	where := e.past.now
	if forth || len(h.S.Types)+len(h.S.Groups) != len(e.s.Types)+len(e.s.Groups) {
		where = m
	}
	*to, *from = append(*to, e.past.now), (*from)[:last]
	e.past.now, e.past.field = m, nil
	e.s, e.kept.Note, e.both, e.table = h.S, h.Note, m.both, where.table
	e.nav.Chosen = min(where.at, e.sections()-1)
	e.open(e.nav.Chosen)
	e.changed()
	e.p.s.d.Changed()
	e.p.s.d.Trace("turned", map[string]any{"forth": forth, "left": len(*from)})
}
