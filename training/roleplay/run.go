package roleplay

import (
	"slices"
	"time"
)

// Hit is where a point was said.
type Hit struct {
	Turn  int
	At    time.Duration
	Found string // the words by which it was recognised
}

// Clicked is a click with its time and the turn before which it came.
type Clicked struct {
	Click Click
	Turn  int
	At    time.Duration
	Asked bool // the scenario wants it
}

// Slip is a forbidden phrase that was said, or words that set the caller off.
type Slip struct {
	Turn    int
	At      time.Duration
	Found   string
	Phrase  int // of Scenario.Forbidden; -1: a trigger
	Trigger int // of Persona.Triggers; -1: a phrase
}

// Turn is one exchange: what the customer said, and what was answered.
type Turn struct {
	State  string
	Spoken string // by a model; empty: the script's words
	Reply  string // empty: not answered yet
	From   time.Duration
	At     time.Duration // of the reply
	Hits   []string
	Missed []string // required here, not said until now
	Late   time.Duration
	Mood   int // after the reply
}

// Run is how a call stands after some moves.
type Run struct {
	S       *Scenario
	Turns   []Turn // the last one is open until the call is over
	Mood    int
	Hits    map[string]Hit
	Clicks  []Clicked
	Slips   []Slip
	Entries map[int]string        // of the work order
	Filled  map[int]time.Duration // when, the last time
	Read    []string              // titles
	ReadAt  []time.Duration
	Marks   []int // turns with a bookmark
	Helps   []Asked
	Passes  []Pass
	AsideTo time.Duration // until when a colleague is on the line
	OnHold  time.Duration // all told
	Muted   time.Duration // all told
	Waiting Kind          // Hold, Mute or empty
	Ended   Ending        // empty: the call goes on
	EndedAt time.Duration // when it ended
	Wrapped bool          // wrap-up is over
	At      time.Duration // of the last move
	since   time.Duration // of hold or mute
	moves   int
}

// State is where the customer stands.
func (r *Run) State() *State { return r.S.State(r.open().State) }

func (r *Run) open() *Turn { return &r.Turns[len(r.Turns)-1] }

// Over reports whether the call has ended.
func (r *Run) Over() bool { return r.Ended != "" }

func (r *Run) holds(n Next) bool {
	missing := func(id string) bool { return !r.had(id) }
	return (n.MoodBelow == 0 || r.Mood < n.MoodBelow) && (n.MoodFrom == 0 || r.Mood >= n.MoodFrom) &&
		(len(n.Missed) == 0 || slices.ContainsFunc(n.Missed, missing)) && !slices.ContainsFunc(n.Had, missing)
}

// had tells whether a point was said or a click made.
func (r *Run) had(id string) bool {
	_, said := r.Hits[id]
	return said || slices.ContainsFunc(r.Clicks, func(c Clicked) bool { return string(c.Click) == id })
}

// Held is how long the caller was on hold or mute, up to now.
func (r *Run) Held(now time.Duration) time.Duration {
	held := r.OnHold + r.Muted
	if r.Waiting != "" && !r.Over() {
		held += now - r.since
	}
	if left := r.AsideTo - now; left > 0 {
		held -= left // of the time with a colleague, which is counted when it begins
	}
	return held
}
