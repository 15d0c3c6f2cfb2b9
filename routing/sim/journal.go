package sim

// Event is something that a run reports to its journal.
type Event uint8

// The events.
const (
	Entered Event = iota + 1
	Blocked
	Offered // to an agent, who is rung
	Connected
	Completed
	Abandoned
	AbandonedRinging
	Balked
	NotAnswered
	Disconnected
	LoggedOn
	LoggedOff
	Paused
	Unpaused
	Moved        // an agent takes a seat in another group
	Asked        // to be called back
	NoReply      // to a call back
	Changed      // by Apply or Adopt
	Refused      // to join an empty queue
	LeftEmpty    // a queue that became empty
	TimedOut     // after the longest wait
	Declined     // an offer, by the agent
	PhoneBusy    // an offer reached a phone in use for something else
	RingCanceled // another agent answered, or the caller left
	Held         // the caller is on hold
	Resumed
	Helped           // the agent asks for help, whether or not somebody can
	BlindTransfer    // the talk ends, and the call enters another queue
	AttendedTransfer // the same after it was announced
	Passed           // an agent passed the call on to another queue
)

// Entry is one line of a run's log.
type Entry struct {
	At       int64 // microseconds
	Event    Event
	Call     uint64 // number of the draws: fresh number of the type, attempts above bit 48
	Type     int32  // −1: the entry is about no call
	Agent    int32  // −1: about no agent
	Arrived  int64  // of the call, microseconds
	Position int32  // of the call in its queue, from 1; 0: the entry is about no call
	Change   Change // of Changed
	Home     int32  // the type that the call came as
	To       int32  // of a transfer: the type that it goes to
	Reason   Reason // of Paused
}

// Caller tells calls apart however often they were passed on: the type that the
// call came as, and its number there.
func (e Entry) Caller() [2]uint64 { return [2]uint64{uint64(e.Home), e.Call &^ passedBits} }

// Journal hears of every entry in its order. It must not keep the run waiting.
type Journal interface{ Note(e Entry) }

// Listen sets who hears of the run; nil for nobody.
func (r *Run) Listen(j Journal) { r.journal = j }

func (r *Run) note(e Event, c, a int32) {
	if r.journal != nil {
		r.report(e, c, a)
	}
}

func (r *Run) report(e Event, c, a int32) {
	out := Entry{At: r.now, Event: e, Type: -1, Agent: a}
	if e == Paused {
		out.Reason = r.agents[a].reason
	}
	if c != none {
		x := &r.calls[c]
		out.Call, out.Type, out.Arrived = x.number, x.callType, x.arrived
		out.Position, out.Home = r.position(x), x.home
		if e == BlindTransfer || e == AttendedTransfer {
			out.To = r.plan.types[x.callType].passes[x.passTo].to
		}
	}
	r.journal.Note(out)
}

// position counts the calls of the type that are served before c, and c itself.
func (r *Run) position(c *call) int32 {
	n := int32(1)
	for i := r.queues[c.callType].head; i != none && &r.calls[i] != c && !r.earlier(c, &r.calls[i]); i = r.line[i].next {
		n++
	}
	return n
}
