package practice

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"shifu/internal/fault"
)

// Record is all that is needed to have a session again as it was: to go on with
// it, to play it back, to review it. It is kept as JSON.
type Record struct {
	Scenario string        `json:"scenario"` // its file, as Write gives it
	Key      string        `json:"key"`
	Seed     uint64        `json:"seed"`
	Until    time.Duration `json:"until"`
	Acts     []Act         `json:"acts"`
	Injected []Injected    `json:"injected"`
	Said     []Said        `json:"said"`
	Marks    []Marked      `json:"marks,omitempty"`
	Begun    Begun         `json:"begun,omitzero"`
}

// Marked is a bookmark, made after so many acts.
type Marked struct {
	At   time.Duration `json:"at"`
	Name string        `json:"name"`
	Acts int           `json:"acts"`
}

// Played is the scenario of a record.
func (r *Record) Played() (*Scenario, error) {
	s, err := Read(r.Key+".practice.yaml", []byte(r.Scenario))
	if err == nil {
		s.Key = r.Key
	}
	return s, err
}

// Injected is an event of the instructor, and when it was ordered.
type Injected struct {
	When  time.Duration `json:"when"`
	Event Event         `json:"event"`
}

// Said is a message of the instructor.
type Said struct {
	At    time.Duration `json:"at"`
	Text  string        `json:"text"`
	Tutor bool          `json:"tutor"`
}

// Record is the session so far.
func (x *Session) Record() Record {
	s := x.c.scenario
	r := Record{Scenario: string(s.Write()), Key: s.Key, Seed: x.seed, Until: x.floor.now, Acts: slices.Clone(x.floor.acts), Begun: x.begun}
	for _, i := range x.injected {
		r.Injected = append(r.Injected, Injected{i.when, i.event})
	}
	for _, l := range x.floor.log {
		if l.Text != "" {
			r.Said = append(r.Said, Said{l.At, l.Text, l.Tutor})
		}
	}
	for _, m := range x.marks {
		if m.At <= x.floor.now {
			r.Marks = append(r.Marks, Marked{m.At, m.Name, len(m.floor.acts)})
		}
	}
	return r
}

// Resume plays a record up to where it was kept, with its automatic backtracks.
// A record that does not fit any more is refused.
func Resume(ctx context.Context, r Record) (*Session, error) {
	s, err := r.Played()
	if err != nil {
		return nil, err
	}
	if err := r.Begun.fits(&r); err != nil {
		return nil, err
	}
	x, err := Start(s, r.Seed)
	if err != nil {
		return nil, err
	}
	for _, m := range r.moments() {
		if err := x.Advance(ctx, m.at); err != nil {
			return nil, err
		}
		if err := m.do(x); err != nil {
			return nil, fault.New(fault.Conflict, "This record can't be played any more: {{.Reason}}", fault.Values{"Reason": err}).Because(err)
		}
	}
	return x, x.Advance(ctx, r.Until)
}

// moment is something that was done in a session.
type moment struct {
	at time.Duration
	do func(x *Session) error
}

// moments are what was done in its order, first what made the starting state; at
// one time what the instructor did comes first, as whoever acts has seen it.
func (r *Record) moments() []moment {
	b := &r.Begun
	if b.Name == "" {
		return r.done(r.Injected, r.Said, 0, len(r.Acts))
	}
	all := r.done(r.Injected[:b.Injected], r.Said[:b.Said], 0, b.Acts)
	all = append(all, moment{b.At, func(x *Session) error { return x.begin(b.Name) }})
	return append(all, r.done(r.Injected[b.Injected:], r.Said[b.Said:], b.Acts, len(r.Acts))...)
}

// done is what was let happen and said, and the acts from one to another.
func (r *Record) done(injected []Injected, said []Said, from, to int) []moment {
	var all []moment
	for _, i := range injected {
		all = append(all, moment{i.When, func(x *Session) error { return x.Inject(i.Event) }})
	}
	for _, m := range said {
		all = append(all, moment{m.At, func(x *Session) error { x.Say(m.Text, m.Tutor); return nil }})
	}
	marks := func(acts int) {
		for _, m := range r.Marks {
			if m.Acts == acts {
				all = append(all, moment{m.At, func(x *Session) error { x.Bookmark(m.Name); return nil }})
			}
		}
	}
	for i := from; i < to; i++ {
		marks(i)
		all = append(all, moment{r.Acts[i].At, func(x *Session) error { return x.Do(r.Acts[i].Order) }})
	}
	if to == len(r.Acts) {
		marks(to)
	}
	slices.SortStableFunc(all, func(a, b moment) int { return int(a.at - b.at) })
	return all
}

// MarshalJSON writes the word for the deed, and leaves out what is not given.
func (o Order) MarshalJSON() ([]byte, error) {
	return json.Marshal(orderJSON{o.Deed.String(), o.Project, o.From, o.Kind, o.Preset, o.Count, o.Tier, o.For, o.On})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Order) UnmarshalJSON(data []byte) error {
	var x orderJSON
	if err := json.Unmarshal(data, &x); err != nil {
		return err
	}
	i := slices.Index(deedNames, x.Deed)
	if i < 0 {
		return fault.New(fault.Invalid, "There is no such act.", nil)
	}
	*o = Order{Deed(i), x.Project, x.From, x.Kind, x.Preset, x.Count, x.Tier, x.For, x.On}
	return nil
}

type orderJSON struct {
	Deed    string        `json:"deed"`
	Project string        `json:"project,omitempty"`
	From    string        `json:"from,omitempty"`
	Kind    string        `json:"kind,omitempty"`
	Preset  string        `json:"preset,omitempty"`
	Count   int           `json:"count,omitempty"`
	Tier    int           `json:"tier,omitempty"`
	For     time.Duration `json:"for,omitempty"`
	On      bool          `json:"on,omitempty"`
}
