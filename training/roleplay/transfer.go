package roleplay

import (
	"slices"
	"time"

	"shifu/internal/fault"
)

// Target is to whom a call can be transferred.
type Target string

// The targets: the lead at the desk (班长席), and the specialists of the lines.
const (
	ToLead       Target = "lead"
	ToConnection Target = "new_connection"
	ToMetering   Target = "metering"
	ToBilling    Target = "tariff_bill"
	ToRepair     Target = "fault_repair"
)

// Targets lists the targets in the order of their keys.
var Targets = []Target{ToLead, ToConnection, ToMetering, ToBilling, ToRepair}

// Why is the reason for a transfer.
type Why string

// The reasons.
const (
	WhyAsked  Why = "asked"  // the caller wants it
	WhyRemit  Why = "remit"  // beyond what the agent may decide
	WhyExpert Why = "expert" // a specialist has to answer
	WhyOther  Why = "other_line"
)

// Whys lists the reasons.
var Whys = []Why{WhyAsked, WhyRemit, WhyExpert, WhyOther}

// Handover is a transfer that is right in a scenario: the points that must have
// been said before, and what the caller says to it.
type Handover struct {
	To   Target
	Had  []string
	Says Text
}

// Pass is a transfer that was made. A warm one (先问后转) asks the colleague first,
// while the caller is on hold: a wrong desk then hands the call back. A blind one
// (直接转) is gone, right or wrong.
type Pass struct {
	Turn  int
	At    time.Duration
	To    Target
	Why   Why
	Warm  bool
	Right bool
	Said  Text // the caller's answer to it
}

// Back reports whether the call came back to the agent.
func (p Pass) Back() bool { return p.Warm && !p.Right }

// Asked is help that was asked of the lead.
type Asked struct {
	Turn int
	At   time.Duration
}

// How long colleagues need, and what transfers do to the mood and to the score.
const (
	HelpTakes  = 15 * time.Second // of the lead's time; the caller is on hold
	WarmTakes  = 10 * time.Second // of the colleague's
	moodWarm   = 4
	moodBlind  = -6
	moodBack   = -8
	moodAstray = -20
	costAstray = .1 // of the score, 0…1, for each wrong desk
)

// ErrLeadBusy refuses help while the lead still gives some.
func ErrLeadBusy(left time.Duration) error {
	return fault.New(fault.Conflict, "The lead is still with you: {{.N}} s more.", fault.Values{"N": seconds(left)})
}

func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

// right is the handover that a transfer to somebody is now, nil for a wrong desk.
func (r *Run) right(to Target) *Handover {
	for i := range r.S.Handovers {
		h := &r.S.Handovers[i]
		if h.To == to && !slices.ContainsFunc(h.Had, func(id string) bool { return !r.had(id) }) {
			return h
		}
	}
	return nil
}

// aside refuses what can't be done while a colleague is on the line.
func (r *Run) aside(m Move) error {
	if m.At >= r.AsideTo || slices.Contains([]Kind{Do, Fill, Read, Mark}, m.Kind) {
		return nil
	}
	if m.Kind == Help {
		return ErrLeadBusy(r.AsideTo - m.At)
	}
	return fault.New(fault.Conflict, "A colleague is on the line: {{.N}} s more.", fault.Values{"N": seconds(r.AsideTo - m.At)})
}

func (r *Run) canPass(m Move) error {
	switch {
	case !slices.Contains(Targets, m.To):
		return fault.New(fault.Invalid, "Nobody is called \"{{.Have}}\": a call can't be transferred there.", fault.Values{"Have": string(m.To)})
	case !slices.Contains(Whys, Why(m.Text)):
		return fault.New(fault.Invalid, "Say why the call is transferred.", nil)
	case r.Waiting != "":
		return fault.New(fault.Conflict, "Take the call back, tell the caller, then transfer.", nil)
	}
	return nil
}

// pass transfers the call.
func (r *Run) pass(m Move) {
	h := r.right(m.To)
	p := Pass{Turn: len(r.Turns) - 1, At: m.At, To: m.To, Why: Why(m.Text), Warm: m.Warm, Right: h != nil}
	mood := map[[2]bool]int{{true, true}: moodWarm, {true, false}: moodBlind, {false, true}: moodBack, {false, false}: moodAstray}
	r.feel(mood[[2]bool{p.Right, p.Warm}])
	if p.Said = reaction(p); h != nil && h.Says != (Text{}) && p.Warm {
		p.Said = h.Says
	}
	r.Passes = append(r.Passes, p)
	r.Clicks = append(r.Clicks, Clicked{Transfer, p.Turn, m.At, true})
	until := m.At
	if p.Warm {
		until = r.consult(m.At, WarmTakes)
	}
	switch {
	case p.Back() && r.Mood == 0:
		r.enter(r.S.Leaves, until)
	case p.Back():
	case p.Right:
		r.Ended, r.EndedAt = Transferred, until
	default:
		r.Ended, r.EndedAt = Misdirected, until
	}
}

// consult puts the caller on hold while a colleague is asked.
func (r *Run) consult(at, takes time.Duration) (until time.Duration) {
	r.AsideTo = at + takes
	r.OnHold += takes
	r.open().From += takes
	return r.AsideTo
}

// reaction is what a caller says to a transfer, where the scenario says nothing.
func reaction(p Pass) Text {
	switch {
	case p.Right && p.Warm:
		return Text{"行，说清楚了就好，那我跟他讲。", "Good, if they know what it is about I will talk to them."}
	case p.Right:
		return Text{"又转？别让我再从头说一遍就行。", "Passed on again? Just don't make me tell it all over."}
	case p.Warm:
		return Text{"等了半天，又转回你这儿了？", "All that waiting, and I am back with you?"}
	}
	return Text{"喂？这是哪儿？我问的不是这个事啊！", "Hello? Where is this? That is not what I asked about!"}
}

// Gone reports whether a transfer has taken the call away.
func (r *Run) Gone() bool { return r.Ended == Transferred || r.Ended == Misdirected }

// HelpedHere reports whether the lead's answer to what was asked at this turn is there.
func (r *Run) HelpedHere(now time.Duration) bool {
	n := len(r.Helps)
	return n > 0 && r.Helps[n-1].Turn == len(r.Turns)-1 && now >= r.Helps[n-1].At+HelpTakes
}

// Advice is what the lead says, from the script.
type Advice struct {
	Say   []string // points that are missing here
	Do    []Click  // clicks that are missing here
	Read  Text     // a word of the right article, where none was opened
	Pass  Target   // to whom the call may go now; empty: nobody
	Words Text     // the model answer
}

// reads is the first word of the right article in each language.
func (s *Scenario) reads() (t Text) {
	for _, w := range s.Reads {
		switch latin := w < "\x80"; {
		case latin && t.EN == "":
			t.EN = w
		case !latin && t.ZH == "":
			t.ZH = w
		}
	}
	return t
}

// Advise is the lead's answer where the call stands.
func (r *Run) Advise() (a Advice) {
	x := r.State()
	if x == nil {
		return a
	}
	for _, id := range x.Need {
		if !r.had(id) {
			a.Say = append(a.Say, id)
		}
	}
	for _, c := range x.Clicks {
		if !r.had(string(c)) {
			a.Do = append(a.Do, c)
		}
	}
	if len(r.S.Reads) > 0 && len(r.Read) == 0 {
		a.Read = r.S.reads()
	}
	for _, t := range Targets {
		if r.right(t) != nil {
			a.Pass = t
			break
		}
	}
	if len(x.Replies) > 0 {
		a.Words = x.Replies[0]
	}
	return a
}
