package exam

import (
	"time"

	"shifu/internal/fault"
	"shifu/training/bank"
)

// Deed is what happened in an attempt.
type Deed string

// The deeds. Read is a reading of the clocks and nothing else.
const (
	Answered Deed = "answer"
	Moved    Deed = "move"
	Flagged  Deed = "flag"
	Cleared  Deed = "unflag"
	Played   Deed = "play"
	Left     Deed = "left"
	Returned Deed = "returned"
	Read     Deed = "read"
)

// Event is one deed at one place of the paper (0 is the first question).
type Event struct {
	Deed   Deed        `json:"deed"`
	Place  int         `json:"place"`
	Answer bank.Answer `json:"answer,omitzero"`
}

// MostAnswer is how many bytes the texts of an answer have at the most.
const MostAnswer = 200_000

// Apply does what an event says at a reading of the clocks. A Conflict fault
// says why it can't be done; if the time ran out meanwhile the attempt has
// changed its state all the same. clip is that of the question at the place.
func (a *Attempt) Apply(r Rules, e Event, clip *bank.Clip, now Reading) error {
	a.Tick(r, now)
	if a.State.Ended() {
		return errEnded(a)
	}
	if err := a.may(r, e, clip); err != nil {
		return err
	}
	a.do(e)
	return nil
}

// may says what stands against an event.
func (a *Attempt) may(r Rules, e Event, clip *bank.Clip) error {
	if e.Place < 0 || e.Place >= len(a.Paper.Items) {
		return fault.New(fault.NotFound, "The paper has no question {{.N}}.", fault.Values{"N": e.Place + 1})
	}
	switch e.Deed {
	case Left, Returned, Read:
		return nil
	case Answered, Moved, Flagged, Cleared, Played:
	default:
		return fault.New(fault.Invalid, "Nothing of the kind {{.Have}} can happen in an exam.", fault.Values{"Have": string(e.Deed)})
	}
	if a.State == Overdue && e.Deed != Moved {
		return fault.New(fault.Conflict, "The time is up. You can hand in, but answer no more.", nil)
	}
	if r.Sequential && (e.Place < a.Here || e.Place > a.Here+1 || e.Place != a.Here && e.Deed != Moved) {
		return fault.New(fault.Conflict, "In this exam the questions come one after another. You are at question {{.N}}.", fault.Values{"N": a.Here + 1})
	}
	switch e.Deed {
	case Answered:
		return checkAnswer(e.Answer)
	case Played:
		return a.mayPlay(e.Place, clip)
	}
	return nil
}

func (a *Attempt) mayPlay(place int, clip *bank.Clip) error {
	if clip == nil {
		return fault.New(fault.Invalid, "Question {{.N}} has no recording.", fault.Values{"N": place + 1})
	}
	if clip.Plays > 0 && a.Plays[place] >= clip.Plays {
		return fault.New(fault.Conflict, "This recording was played {{.N}} times: no more is allowed.", fault.Values{"N": clip.Plays})
	}
	return nil
}

func checkAnswer(a bank.Answer) error {
	n := len(a.Text) + len(a.Evaluation) + 8*len(a.Options)
	for _, t := range a.Texts {
		n += len(t)
	}
	if n > MostAnswer {
		return fault.New(fault.Invalid, "The answer is too long. Shorten it; what was saved before is kept.", nil)
	}
	return nil
}

// Again does an event that was kept, at the reading at which it happened: it
// was allowed then. It is how an attempt comes back.
func (a *Attempt) Again(e Event, m Meter) {
	if j, jumped := a.Meter.Tick(m.Seen); jumped {
		a.Jumps = append(a.Jumps, j)
	}
	a.Meter = m
	a.do(e)
}

func (a *Attempt) do(e Event) {
	a.Events++
	switch e.Deed {
	case Answered:
		if a.Answers == nil {
			a.Answers = map[int]bank.Answer{}
		}
		a.Answers[e.Place], a.Here = e.Answer, e.Place
	case Moved:
		a.Here = e.Place
	case Flagged, Cleared:
		if a.Flags == nil {
			a.Flags = map[int]bool{}
		}
		a.Flags[e.Place] = e.Deed == Flagged
	case Played:
		if a.Plays == nil {
			a.Plays = map[int]int{}
		}
		a.Plays[e.Place]++
	case Left:
		a.Away = append(a.Away, Away{From: a.Meter.Seen.Wall, After: a.Meter.Used})
	case Returned:
		if n := len(a.Away); n > 0 && a.Away[n-1].For == 0 {
			a.Away[n-1].For = max(a.Meter.Used-a.Away[n-1].After, time.Nanosecond)
		}
	}
}
