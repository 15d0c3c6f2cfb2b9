package routing

// Closing says what becomes of waiting calls when the doors close.
type Closing string

// The ways to close.
const (
	Serve Closing = "serve" // they are served
	Drop  Closing = "drop"  // they are disconnected
)

// Horizon is how long a scenario runs: for a Duration, or until Calls calls
// have come after the warm-up. Times are in seconds.
type Horizon struct {
	Duration float64 // 0: Calls counts
	Interval float64 // at whose ends rates and numbers of agents change; 0: the whole duration
	WarmUp   float64 // whose calls and times are not counted
	Closing  Closing
	Calls    int
}

// Limits of a scenario.
const (
	MostDuration  = 366 * 86400.0 // seconds
	MostCalls     = 100_000_000   // in one run, expected
	MostAgents    = 100_000       // of a group at a time
	MostTypes     = 1000
	MostGroups    = 1000
	MostTier      = 3
	MostIntervals = 100_000
	MostRate      = 60_000 // calls a minute of a type
)

// Intervals is the number of intervals in the duration, at least 1.
func (h Horizon) Intervals() int {
	if h.Duration == 0 || h.Interval == 0 {
		return 1
	}
	n := int(h.Duration / h.Interval)
	if float64(n)*h.Interval < h.Duration {
		n++
	}
	return n
}

// Row is which of a list of n numbers holds in interval i: each stands for as
// many intervals as the others.
func (h Horizon) Row(i, n int) int { return min(i*n/h.Intervals(), n-1) }

// Scenario is a day to be simulated: what comes in, who is there, and the
// policy that joins them.
type Scenario struct {
	Name     string
	Horizon  Horizon
	Places   int // waiting and in service at once; 0: no limit
	Types    []Type
	Groups   []Group
	Policy   Policy
	Overload *Overload // nil: nothing of the kind
}

// Arrivals are calls that come at random at a rate that is constant within
// intervals.
type Arrivals struct {
	PerMinute []float64 // one, or one for each equal part of the intervals
	Busyness  float64   // alpha of a daily factor Gamma(alpha, alpha) of mean 1; 0: none
}

// Redial is the share of those who abandoned that calls again after a time.
type Redial struct {
	Share float64
	After Dist
}

// Type is a kind of call with one way of coming and being handled.
type Type struct {
	Name          string
	Project       string   // for presets of the hotline
	Business      Business // for presets of the hotline
	Arrivals      Arrivals
	Service       Dist // talk
	WrapUp        Dist
	Patience      Dist    // None: endless
	Balk          float64 // share that leaves at once when nobody is free
	Redial        Redial
	Hasty         Hasty
	Announcements []Announcement
	Repeat        Redial // of those whose matter one call did not settle; without a law they don't call again
	CallBack      *CallBackOffer
	Hold          Hold
	Help          Help
	Transfers     []Transfer
	Within        float64             // seconds of the service level
	Priority      int                 // higher first
	AgeShift      float64             // seconds by which its calls count as older
	Attributes    map[string][]string // Twilio: of its tasks
	Requires      map[string]int      // skill → least proficiency, 1 to 5
	Queueing      Queueing            // Asterisk's rules of the queue
	Criteria      []Criterion         // Amazon Connect's routing criteria
	Sheds         [][]string          // skills that a bullseye removes when a ring is left
	Preferred     Preferred
	Personal      bool        // Amazon Connect: an agent queue; each call is for one agent of its groups
	Conditions    []Condition // under which groups help, in ranks and a bullseye
	Dissuade      *Dissuade   // in ranks
	Blend         *TaskBlend  // its calls are tasks of ours that go out while callers are safe
	Postponed     bool        // nobody takes its calls for now
}

// Preferred are groups that are asked before others: those with the score of
// the first ring at once, then those of the next, and at last everybody.
type Preferred struct {
	Scores map[string]int // group → 0 to 100
	Rings  []PreferredRing
}

// PreferredRing asks groups with a score of at least Least for a time.
type PreferredRing struct {
	Least int
	For   float64 // seconds
}

// TaskBlend is when tasks may go out, by groups whose free agents count.
type TaskBlend struct {
	Blend
	Test, Target []string
}

// Group is a set of agents of equal skills.
type Group struct {
	Name                              string
	Project                           string // for presets of the hotline
	Agents                            []int  // one number, or one for each equal part of the intervals
	Seats                             int    // for people who come while it runs; 0: as many as Agents asks for
	Tier                              int    // 1 to 3: of the people kept for the project it Helps; 0: none
	Helps                             string // project, for the preset of emergency tiers
	Novices                           Novices
	Fatigue                           Fatigue
	Absent                            float64 // share of the scheduled people who don't come, rounded to people
	Late                              Late
	Breaks                            []Break
	Learns                            int                // calls after which a Factor above 1 has fallen to 1; 0: never
	Factor                            map[string]float64 // type → multiplier of talk and wrap-up; absent: 1
	Skills                            map[string]int     // skill → proficiency, 1 to 5
	Ring                              Dist               // time until the agent answers
	Miss                              float64            // share of offers that nobody answers: they ring for Limit
	Reject                            float64            // share of offers that the agent refuses
	Busy                              float64            // share of offers that reach a phone in use for something else
	Limit                             float64            // seconds of ringing after which an offer is missed
	Misses                            int                // in a row after which the agent is set not ready; 0: never
	Rest                              float64            // seconds for which
	AfterMiss, AfterReject, AfterBusy float64            // seconds of no offer after each that failed
	Manned                            bool               // somebody outside the run answers and ends the calls: sim.Take, sim.Pass, sim.Free
}

// Rings reports whether offers take time, or may fail.
func (g *Group) Rings() bool {
	return g.Manned || g.Ring.Law != None || g.Miss > 0 || g.Reject > 0 || g.Busy > 0
}

// Most is the largest number of agents at a time.
func (g Group) Most() int {
	most := 0
	for _, n := range g.Agents {
		most = max(most, n)
	}
	return most
}

// Room is the largest number of agents that the group can hold.
func (g Group) Room() int { return max(g.Most(), g.Seats) }

// FactorOf is the multiplier of a type's handling times.
func (g Group) FactorOf(t string) float64 {
	if f, ok := g.Factor[t]; ok {
		return f
	}
	return 1
}

// Masters reports whether the group has every skill that t requires.
func (g Group) Masters(t Type) bool {
	for skill, least := range t.Requires {
		if g.Skills[skill] < least {
			return false
		}
	}
	return true
}

// Proficiency is the sum of the group's levels in the skills that t requires.
func (g Group) Proficiency(t Type) int {
	sum := 0
	for skill := range t.Requires {
		sum += g.Skills[skill]
	}
	return sum
}

// Order is how an agent is picked among the free ones of the lowest rank.
type Order string

// The orders.
const (
	LongestIdle   Order = "longest_idle"
	FewestCalls   Order = "fewest_calls"
	LeastTalk     Order = "least_talk"
	LeastOccupied Order = "least_occupied"
	RoundRobin    Order = "round_robin"
	AtRandom      Order = "random"
	BestSkilled   Order = "best_proficiency"
)

// Orders lists them.
var Orders = []Order{LongestIdle, FewestCalls, LeastTalk, LeastOccupied, RoundRobin, AtRandom, BestSkilled}

// Table holds a number for pairs of names: row → column → number.
type Table map[string]map[string]float64

// At is the number of a pair; absent tells what holds for pairs that are not named.
func (t Table) At(row, column string, absent float64) float64 {
	if x, ok := t[row][column]; ok {
		return x
	}
	return absent
}

// Policy decides which agent takes which call. Ranks: lower first, absent = not
// allowed. The tables that begin with a call have types as rows, the others groups.
type Policy struct {
	Preset         string // "ranks", or the name of a preset that fills the tables
	CallChooses    Table  // type → group → rank
	AgentChooses   Table  // group → type → rank
	Delays         Table  // group → type → seconds that a call waits before it may go there
	Reserve        Table  // group → type → taken only with more than so many free agents
	CallWeights    Table  // type → group → weight of idle time
	AgentWeights   Table  // group → type → weight of waiting time
	Order          Order
	Overflow       bool       // at each delay a call loses the groups that it had before
	Autofill       bool       // Asterisk: several calls of a queue are offered at once
	Retry          float64    // Asterisk: seconds between tries; 0: 5
	ForceLongest   bool       // Asterisk: force_longest_waiting_caller
	MembersLimit   int        // Asterisk: penaltymemberslimit
	RingInUse      bool       // Asterisk: who talks is rung too
	Tiers          Tiers      // mod_callcenter
	Progress       float64    // mod_callcenter: seconds until one more agent rings; 0: 10
	Scan           float64    // mod_callcenter: seconds between its looks at the calls; 0: at once
	Workflow       []Filter   // Twilio
	PriorityOnly   bool       // bullseye: the score is the priority, waiting counts only among equals
	OutboundExempt bool       // Amazon Connect: outbound calls send nobody to the end
	Evaluation     Evaluation // bullseye
}

// Ranks is the preset whose tables stand in the scenario.
const Ranks = "ranks"
