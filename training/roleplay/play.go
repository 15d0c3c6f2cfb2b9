package roleplay

import (
	"slices"
	"time"

	"shifu/internal/fault"
)

// Begin is the call before the first move.
func Begin(s *Scenario) *Run {
	return &Run{S: s, Turns: []Turn{{State: s.Start, Mood: s.Persona.Mood}}, Mood: s.Persona.Mood, Hits: map[string]Hit{}, Entries: map[int]string{}, Filled: map[int]time.Duration{}}
}

// Play is the call after moves.
func Play(s *Scenario, moves []Move) (*Run, error) {
	r := Begin(s)
	for _, m := range moves {
		if err := r.Do(m); err != nil {
			return r, err
		}
	}
	return r, nil
}

// Do makes one move. It refuses what can't be done now, and then changes nothing.
func (r *Run) Do(m Move) error {
	switch {
	case r.Wrapped, r.Over() && !slices.Contains([]Kind{Fill, Read, Wrap}, m.Kind):
		return fault.New(fault.Conflict, "The call is over.", nil)
	case m.At < r.At:
		return fault.New(fault.Invalid, "This comes before what was done last.", nil)
	case r.moves >= mostMoves:
		return fault.New(fault.Invalid, "There were too many moves in one call; {{.Limit}} is the most.", fault.Values{"Limit": mostMoves})
	}
	if err := r.can(m); err != nil {
		return err
	}
	r.At = m.At
	r.moves++
	r.do(m)
	return nil
}

func (r *Run) can(m Move) error {
	if err := r.aside(m); err != nil {
		return err
	}
	wrong := func(key string, v fault.Values) error { return fault.New(fault.Invalid, key, v) }
	switch m.Kind {
	case Say:
		return r.canSay(m.Text)
	case Do:
		if !slices.Contains(Clicks, Click(m.Text)) {
			return wrong("There is no click \"{{.Have}}\".", fault.Values{"Have": m.Text})
		}
	case Fill:
		if m.Field < 0 || m.Field >= len(r.S.Form) {
			return wrong("The work order has no entry {{.N}}.", fault.Values{"N": m.Field + 1})
		}
	case Hold, Mute, Help:
		if r.Waiting != "" {
			return fault.New(fault.Conflict, "The caller is waiting already.", nil)
		}
	case Back:
		if r.Waiting == "" {
			return fault.New(fault.Conflict, "The caller is not waiting.", nil)
		}
	case Wrap:
		if !r.Over() {
			return fault.New(fault.Conflict, "The call goes on: there is nothing to wrap up yet.", nil)
		}
	case Hand:
		return r.canPass(m)
	case Hint, Read, Spoken, Leave, Mark:
	default:
		return wrong("There is no move \"{{.Have}}\".", fault.Values{"Have": string(m.Kind)})
	}
	return nil
}

func (r *Run) canSay(text string) error {
	switch n := len([]rune(text)); {
	case Plain(text) == "":
		return fault.New(fault.Invalid, "Say something first: type an answer or choose one.", nil)
	case n > mostText:
		return fault.New(fault.Invalid, "The answer has {{.Have}} characters; {{.Limit}} is the most.", fault.Values{"Have": n, "Limit": mostText})
	case r.Waiting != "":
		return fault.New(fault.Conflict, "The caller can't hear this: take the call back first.", nil)
	}
	return nil
}

func (r *Run) do(m Move) {
	switch m.Kind {
	case Say:
		r.say(m)
	case Do:
		r.Clicks = append(r.Clicks, Clicked{Click(m.Text), len(r.Turns) - 1, m.At, r.S.Asks(Click(m.Text))})
	case Fill:
		r.Entries[m.Field], r.Filled[m.Field] = m.Text, m.At
	case Hold, Mute:
		r.Waiting, r.since = m.Kind, m.At
	case Back:
		r.back(m.At)
	case Help:
		r.Helps = append(r.Helps, Asked{len(r.Turns) - 1, m.At})
		r.consult(m.At, HelpTakes)
	case Hint:
		r.Helps = append(r.Helps, Asked{len(r.Turns) - 1, m.At})
	case Hand:
		r.pass(m)
	case Read:
		r.Read, r.ReadAt = append(r.Read, m.Text), append(r.ReadAt, m.At)
	case Mark:
		if turn := len(r.Turns) - 1; !slices.Contains(r.Marks, turn) {
			r.Marks = append(r.Marks, turn)
		}
	case Spoken:
		r.open().Spoken = m.Text
	case Leave:
		r.Ended, r.EndedAt = HungUp, m.At
	case Wrap:
		r.Wrapped = true
	}
}

// back ends hold or mute: what the caller waited in silence costs mood.
func (r *Run) back(at time.Duration) {
	waited := at - r.since
	if r.Waiting == Hold {
		r.OnHold += waited
		waited -= holdFree
	} else {
		r.Muted += waited
	}
	r.feel(moodSilence * int(min(max(waited, 0)/lateStep, 2*mostLate)))
	r.open().From += at - r.since // waiting is no slow answer
	r.Waiting = ""
	if r.Mood == 0 {
		r.enter(r.S.Leaves, at)
	}
}

func (r *Run) feel(by int) { r.Mood = min(max(r.Mood+by, 0), 100) }

// say takes an answer: what it holds, what it lacks, what it does to the mood,
// and where the customer goes from here.
func (r *Run) say(m Move) {
	t, state, plain := r.open(), r.State(), Plain(m.Text)
	t.Reply, t.At = m.Text, m.At
	r.hear(t, plain)
	for _, id := range state.Need {
		if _, had := r.Hits[id]; !had {
			t.Missed = append(t.Missed, id)
			r.feel(moodMissed)
		}
	}
	r.slip(plain, m.At)
	if t.Late = m.At - t.From - r.S.Limit(state); t.Late > 0 {
		r.feel(moodLate * int(min(t.Late/lateStep, mostLate)))
	}
	t.Late = max(t.Late, 0)
	t.Mood = r.Mood
	to := r.S.Leaves
	if r.Mood > 0 && len(r.Turns) < mostTurns {
		to = r.next(state)
	}
	r.enter(to, m.At)
}

// hear notes the points that are said for the first time.
func (r *Run) hear(t *Turn, plain string) {
	for i := range r.S.Points {
		p := &r.S.Points[i]
		if _, had := r.Hits[p.ID]; had {
			continue
		}
		if found, ok := p.find(plain); ok {
			r.Hits[p.ID] = Hit{len(r.Turns) - 1, t.At, found}
			t.Hits = append(t.Hits, p.ID)
			r.feel(p.Mood)
		}
	}
}

func (r *Run) slip(plain string, at time.Duration) {
	for i := range r.S.Forbidden {
		if found, ok := r.S.Forbidden[i].find(plain); ok {
			r.Slips = append(r.Slips, Slip{len(r.Turns) - 1, at, found, i, -1})
			r.feel(moodForbidden)
		}
	}
	for i := range r.S.Persona.Triggers {
		if found, ok := r.S.Persona.Triggers[i].find(plain); ok {
			r.Slips = append(r.Slips, Slip{len(r.Turns) - 1, at, found, -1, i})
			r.feel(r.S.Persona.Triggers[i].Mood)
		}
	}
}

// next is the first way whose conditions hold; the last one has none. What is to
// be practised again comes before it.
func (r *Run) next(state *State) string {
	to := r.S.Leaves
	if i := slices.IndexFunc(state.Next, r.holds); i >= 0 {
		to = state.Next[i].To
	}
	if n, ok := r.forced(state, to); ok {
		r.sways(n)
		return n.To
	}
	return to
}

func (r *Run) enter(id string, at time.Duration) {
	r.Turns = append(r.Turns, Turn{State: id, From: at, Mood: r.Mood})
	if s := r.S.State(id); s != nil {
		if r.Ended = s.Ending; r.Over() {
			r.EndedAt = at
		}
	}
}
