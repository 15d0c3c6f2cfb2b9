package sim

// none is the number of no call and no agent.
const none int32 = -1

// condition is what a call is doing.
type condition uint8

const (
	unused  condition = iota
	waiting           // in the queue of its type
	ringing           // offered to an agent, out of the queue
	talking
	onHold  // the agent has put the caller on hold
	away    // abandoned, and going to call again
	dialing // an agent calls back and nobody has answered yet
	later   // was not reached, and is called again
)

type call struct {
	arrived    int64
	left       int64  // of a talk that may be parted
	spent      int64  // with the agent, before the state that the agent is in
	joined     int64  // since when it counts as waiting: earlier for those who resumed their place
	rested     int64  // not offered, or to nobody more, before
	shift      int64  // by how much its steps run ahead, for those that were skipped
	number     uint64 // of the draws: the fresh call's number of its type, and the attempt above bit 48
	callType   int32
	slot       int32 // of tallies
	agent      int32 // who has it, or the first of those who ring for it
	priority   int32
	person     int32  // whom it is for, where it is for one agent
	generation uint32 // of this place in the slab: events of an earlier call are void
	turn       int32  // presets: position from which it is offered next
	level      int32  // presets: level at which it was offered last
	step       int16  // delays of the type that have run out
	condition  condition
	back       bool  // waits to be called back
	dials      uint8 // so far
	passed     uint8 // how often it was passed on
	ahead      uint8 // of its talk
	passTo     int8  // of its type's transfers; −1: none
	held       bool  // was on hold
	home       int32 // the type that it came as
}

// State is what an agent is doing.
type State uint8

// The states of an agent.
const (
	Offline State = iota
	Ready
	Ringing
	Talking
	WrapUp
	NotReady
	Holding // the caller is on hold
	states
)

type agent struct {
	since      int64 // of the state, or when its time was added last
	began      int64 // of the state
	before     int64 // began of Ready the last time, for those whom outbound calls don't send to the end
	outbound   bool  // the last call was
	joined     int64 // when the agent came
	talked     int64 // in all, microseconds
	worked     int64 // talk and wrap-up since the agent came
	answered   int64 // calls
	fresh      int64 // since when the agent has had no rest
	hungUp     int64 // when the last call ended, −1: never
	call       int32
	second     int32 // call that rings while the agent talks
	group      int32
	generation uint32 // of the offer
	misses     int32
	state      State
	reason     Reason // of NotReady
}

// phones reports whether the agent has a caller on the line, or on hold.
func (a *agent) phones() bool { return a.state == Talking || a.state == Holding }

// team is a group at work: its free agents, the longest idle first.
type team struct {
	free            chain
	present         int32   // agents who are not offline
	leaving         int32   // of them, how many go when they get free
	moving, pausing int32   // and how many go to another group, or are not ready, then
	load            float64 // share occupied, lately
	loadAt          int64
	extra           int32 // more people than the schedule says, or fewer
	roll            roll
}

// flow is where the arrivals of a type stand.
type flow struct {
	number                           uint64 // fresh calls so far
	at                               int64  // of the next one
	rest                             int    // interval of the next one
	factor                           float64
	day                              int64
	service, wrapUp, patience, after sampler
	gap, busyness, balk, redial      stream
	gaps                             *gapTrack // nil: every draw of a gap is made anew
	notice, accept, reached          stream
	surge                            float64 // multiplies the rate
	deflect                          float64 // share that a notice spares the call
	until                            int64   // the rate at the next arrival stays
	mean                             float64 // gap there
	left                             float64 // of the gap, where the next call lies beyond the horizon
	callBack                         CallBack
	slot                             int64 // of call-backs, that is booked now
	booked                           int32 // calls in it
	hurry, stays, returns            stream
	persons, dissuaded               stream
	partings                         partings
	hasty, back                      sampler
}

// turn is where the next round of a queue begins.
type turn struct{ position, level int32 }

// Counts are calls by what became of them; Created is the sum of all others.
type Counts struct {
	Created, Served, Abandoned, AbandonedRinging, Blocked, Disconnected int64
	CalledBack, Unreached                                               int64 // of those who asked to be called back
	Refused, LeftEmpty, TimedOut                                        int64
	Transferred                                                         int64 // the call is one of its next queue then, created anew
	Waiting, InService, Later                                           int64 // at this moment
}

// Balanced reports whether every call is accounted for.
func (c Counts) Balanced() bool {
	return c.Created == c.Served+c.Abandoned+c.AbandonedRinging+c.Blocked+c.Disconnected+c.CalledBack+c.Unreached+c.Refused+c.LeftEmpty+c.TimedOut+c.Transferred+c.Later+c.Waiting+c.InService
}

// Run is one run of a plan, from seed to closing. It is not safe for several
// goroutines.
type Run struct {
	plan     *Plan
	seed     uint64
	now      int64
	calendar calendar
	arrivals calendar
	calls    []call
	unused   []int32 // places of the slab
	agents   []agent
	queues   []chain
	line     []link // of calls in their queue
	lines    set    // types of which a call waits
	bench    []link // of agents who are free; of those who ring for the same call
	spare    set    // groups of which somebody is free
	teams    []team
	flows    []flow
	bells    []sampler // a group: how long it rings
	miss     []stream  // a group
	late     []stream  // a group: who comes late
	delay    []sampler // a group: by how much
	pick     stream
	picks    uint64
	turn     int32     // agent picked last, for round robin
	turns    []turn    // a type, for presets
	why      Explainer // nil: nobody asks
	told     *inPlay   // while it hears
	counts   Counts
	counted  int64 // arrivals after the warm-up
	batchEnd int64 // number of the last call of the batch
	slot     int32 // of time
	slotFrom int64
	closed   bool
	closedAt int64
	done     bool
	tallies  []Tally      // slot × type; slot 0 is not counted
	received []Tally      // the same of calls that were passed on to the type; nil where none is
	times    []Times      // slot × group
	rolls    []Roll       // slot × group
	away     []Away       // slot × group
	waited   []Waits      // a type
	spans    []int64      // slot: counted time
	journal  Journal      // nil: nobody listens
	interval int          // that holds now
	pending  []int32      // a type: calls that ring, for rules that ask
	cursor   []int32      // a type: for a scan
	notes    []Statistics // a type, for Asterisk
	lonely   []lonely     // a type
	open     []bool       // a type: whether one of its rules held
	scanAt   int64        // of the next scan, 0: none
	scanning bool
	gathered int64   // when agents' times were gathered last
	freed    int32   // group of an agent who is about to get free
	moves    []move  // of people who are not free yet
	pauses   []pause // of people who are not free yet
}

// to changes the state of an agent and adds the time of the one before.
func (r *Run) to(a *agent, s State) {
	r.spends(a)
	if presence[a.state] != presence[s] {
		r.appears(a, s)
	}
	a.began, a.state = r.now, s
}

// spends adds the time of the state since it was added last to the slot of time.
func (r *Run) spends(a *agent) {
	group := int(r.slot)*len(r.teams) + int(a.group)
	if r.times[group][a.state] += r.now - a.since; a.state == NotReady {
		r.away[group][a.reason] += r.now - a.since
	}
	a.since = r.now
}

// idle puts agent i among the free ones of its group, by how long they are
// free; those free since the same moment stand by number.
func (r *Run) idle(i int32) {
	a := &r.agents[i]
	t := &r.teams[a.group]
	after := t.free.tail
	for after != none && (r.agents[after].began > a.began || (r.agents[after].began == a.began && after > i)) {
		after = r.bench[after].prev
	}
	t.free.insert(r.bench, i, after)
	r.spare.put(a.group)
}

// engage takes agent i from the free ones.
func (r *Run) engage(i int32) {
	g := r.agents[i].group
	free := &r.teams[g].free
	if free.remove(r.bench, i); free.count == 0 {
		r.spare.drop(g)
	}
}
