package indicators

import (
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/interval"
)

// Value is what an indicator comes to, or why it has none.
type Value struct {
	Known     bool
	Value     float64
	Low, High float64 // the 95 % interval; equal where none can be told
	N         int64   // what it rests on: the denominator, or the sum itself
	Few       bool    // a rate on fewer than 10 cases: too few to tell
	Why       words.Text
}

// HasInterval reports whether an interval can be told.
func (v Value) HasInterval() bool { return v.Known && v.High > v.Low }

// Of draws the value of i from sums. Rates of cases carry Wilson's interval,
// events on so many calls Garwood's; sums and shares of time have none.
func (i Indicator) Of(s Sums) Value {
	if why := i.missing(s); !why.IsZero() {
		return Value{Why: why}
	}
	all := s.over(i.needs())
	over, under := all.sum(i.Over), all.sum(i.Under)
	if len(i.Under) == 0 {
		return Value{Known: true, Value: float64(over), Low: float64(over), High: float64(over), N: over}
	}
	if under == 0 {
		return Value{Why: words.T("Nothing to divide by: {{.Fact}} is 0.", fault.Values{"Fact": i.Under[0].Name()})}
	}
	if i.Unit == Rate && over > under { // only facts of two sources can contradict each other so
		return Value{Why: words.T("The sources contradict each other: {{.Part}} {{.N}}, {{.Whole}} {{.M}}.",
			fault.Values{"Part": i.Over[0].Name(), "N": over, "Whole": i.Under[0].Name(), "M": under})}
	}
	return i.quotient(over, under)
}

// Source says from where the facts come that lists may tell as well as the
// daily table; zero for indicators of which no list tells, and without a value.
func (i Indicator) Source(s Sums) words.Text {
	facts := i.needs() & Of(Faulty, Attitude)
	if facts == 0 {
		return words.Text{}
	}
	all := s.over(i.needs()).Days
	listed := 0
	for _, p := range s {
		if p.Known.Holds(i.needs()) && p.Listed&facts != 0 {
			listed += p.Days
		}
	}
	switch {
	case all == 0:
		return words.Text{}
	case listed == 0:
		return words.T("Source: the daily figures.", nil)
	case listed == all:
		return words.T("Source: the imported list.", nil)
	}
	return words.T("Source: the imported list on {{.N}} agent days, the daily figures on {{.M}}.", fault.Values{"N": listed, "M": all - listed})
}

// missing says which fact is not there at all.
func (i Indicator) missing(s Sums) words.Text {
	known := s.over(i.needs()).Known
	switch {
	case known.Holds(i.needs()):
		return words.Text{}
	case len(s) == 0:
		return words.T("No figures in this period.", nil)
	case !i.Waits.IsZero():
		return i.Waits
	}
	for _, f := range append(append([]Fact{}, i.Over...), i.Under...) {
		if !s.tells(f) {
			return words.T("No imported table tells: {{.Fact}}.", fault.Values{"Fact": f.Name()})
		}
	}
	return words.T("The facts it needs were never told for the same day.", nil)
}

func (s Sums) tells(f Fact) bool { return s.over(Of(f)).Known.Has(f) }

func (p Part) sum(fs []Fact) (n int64) {
	for _, f := range fs {
		n += p.N[f]
	}
	return n
}

func (i Indicator) quotient(over, under int64) Value {
	v := Value{Known: true, N: under}
	share := float64(over) / float64(under)
	switch i.Unit {
	case Rate:
		v.Value, v.Few = share, under < interval.Enough
		v.Low, v.High = interval.Wilson(int(over), int(under))
	case Per100, Per1000:
		scale := i.Unit.scale()
		low, high := interval.Poisson(int(over))
		v.Value, v.Few = share*scale, under < interval.Enough
		v.Low, v.High = low/float64(under)*scale, high/float64(under)*scale
	case SecondsEach:
		v.Value, v.Few = share, under < interval.Enough
		v.Low, v.High = share, share
	default:
		v.Value, v.Low, v.High = share, share, share
	}
	return v
}

// scale is on how many calls events are counted.
func (u Unit) scale() float64 {
	if u == Per100 {
		return 100
	}
	return 1000
}

// Standing is how a value stands against its target.
type Standing uint8

// The standings.
const (
	NoStanding Standing = iota // no value, no target, or neither way is better
	Met
	Unsure // not met, but the interval reaches the target
	Missed
	TooFew
)

// Stand judges v against a target.
func (i Indicator) Stand(v Value, t Target) Standing {
	if !v.Known || !t.Set || i.Better == Neither {
		return NoStanding
	}
	best, gap := v.High, v.Value-t.Value
	if i.Better == Lower {
		best, gap = v.Low, -gap
	}
	reach := (best - t.Value) * float64(i.Better)
	switch {
	case v.Few:
		return TooFew
	case gap >= 0:
		return Met
	case reach >= 0:
		return Unsure
	}
	return Missed
}
