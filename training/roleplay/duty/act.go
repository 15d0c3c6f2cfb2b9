package duty

import "time"

// Kind is what an act at the trainee's seat is.
type Kind string

// The acts.
const (
	Ready  Kind = "ready"  // 示闲
	Busy   Kind = "busy"   // 示忙, from now or from the end of the call on; Text is the reason
	Answer Kind = "answer" // the call that rings is taken; Text is the attempt
	Pass   Kind = "pass"   // the call goes on to somebody else; Text is the roleplay.Target
	Help   Kind = "help"   // the lead is asked, for roleplay.HelpTakes
	Done   Kind = "done"   // the wrap-up of the call is over
	End    Kind = "end"    // the shift is over
)

// Act is something done at the trainee's seat.
type Act struct {
	Kind Kind          `json:"kind"`
	Text string        `json:"text,omitempty"`
	At   time.Duration `json:"at"` // since the shift began
}

// State is what the trainee's seat does.
type State string

// The states. A call is talk, hold and wrap-up together.
const (
	IsReady State = "ready"
	IsRung  State = "rung"
	OnCall  State = "call"
	IsBusy  State = "busy"
	IsOver  State = "over"
)

// Reasons for being busy, as seats know them (示忙原因).
const (
	Break    = "break"
	Training = "training"
	Meeting  = "meeting"
	Coaching = "coaching"
	System   = "system"
	Missed   = "missed" // Misses calls in a row were not answered: set by the centre
)

// Reasons lists those that can be chosen.
var Reasons = []string{Break, Training, Meeting, Coaching, System}

// How a call is missed: it rings for RingLimit and then goes back to its place in
// the queue; after Misses in a row the seat is busy.
const (
	RingLimit = 15 * time.Second
	Misses    = 2
)
