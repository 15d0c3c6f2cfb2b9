package contest

import (
	"maps"
	"math"
	"slices"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/indicators"
)

// Sign is what an alarm saw.
type Sign string

// The signs.
const (
	Rushed  Sign = "rushed"  // handle time down while calls come back, or help is asked for more
	Shifted Sign = "shifted" // other business lines than before, all at once
	Avoided Sign = "avoided" // more time not ready, or more calls not taken
)

// Alarm says that somebody's figures should be looked at by a person. It takes
// nobody out of the ranking.
type Alarm struct {
	PersonID       string  `json:"person"`
	Name           string  `json:"name"`
	OrganisationID string  `json:"organisation"`
	Sign           Sign    `json:"sign"`
	Was            float64 `json:"was"`
	Is             float64 `json:"is"`
}

// What sets an alarm off, against the own mean of the periods before.
const (
	rushedBy   = .85 // of the handle time
	resolvedBy = .05 // fewer resolved at the first contact
	helpBy     = 1.3 // times the help requests
	avoidedBy  = .04 // of the time signed in, and half as much again
	missedBy   = .03 // of the calls offered, and twice as many
	shiftedBy  = .40 // total variation of the business lines
	leastCalls = 20
)

// Says puts an alarm into words.
func (a Alarm) Says() words.Text {
	v := fault.Values{"Was": pretty(a.Was), "Is": pretty(a.Is)}
	switch a.Sign {
	case Rushed:
		return words.T("Handle time fell from {{.Was}} s to {{.Is}} s while fewer matters were resolved or more help was asked for.", v)
	case Shifted:
		return words.T("Other business lines than before: {{.Is}} % of the calls would have to change back.", v)
	}
	return words.T("Less reachable than before: {{.Was}} % of the time not ready or of the calls not taken, now {{.Is}} %.", v)
}

func pretty(x float64) float64 { return math.Round(x*10) / 10 }

// alarms looks at everybody's figures against their own before.
func (r *Rule) alarms(in Input) []Alarm {
	var out []Alarm
	now := slices.Clone(in.Now)
	slices.SortFunc(now, func(a, b Line) int { return strings.Compare(a.PersonID, b.PersonID) })
	for i := range now {
		l := &now[i]
		was := Line{}
		for _, ls := range in.Before {
			if k := slices.IndexFunc(ls, func(x Line) bool { return x.PersonID == l.PersonID }); k >= 0 {
				was = was.plus(ls[k])
				was.Business = together(was.Business, ls[k].Business)
			}
		}
		for _, a := range []*Alarm{rushed(l, &was), shifted(l, &was), avoided(l, &was)} {
			if a != nil {
				a.PersonID, a.Name, a.OrganisationID = l.PersonID, l.Name, l.OrganisationID
				a.Was, a.Is = round(a.Was), round(a.Is)
				out = append(out, *a)
			}
		}
	}
	return out
}

func together(a, b map[string]int) map[string]int {
	out := maps.Clone(a)
	if out == nil {
		out = map[string]int{}
	}
	for k, n := range b {
		out[k] += n
	}
	return out
}

// indicator is an indicator of a line; ok is false without a value.
func (l *Line) indicator(k indicators.Key) (x float64, ok bool) {
	i, _ := indicators.ByKey(k)
	v := i.Of(l.sums())
	return v.Value, v.Known && v.N >= leastCalls
}

func rushed(now, was *Line) *Alarm {
	is, ok := now.indicator(indicators.HandleTime)
	before, known := was.indicator(indicators.HandleTime)
	if !ok || !known || is > rushedBy*before {
		return nil
	}
	resolved, a := now.indicator(indicators.FirstContact)
	resolvedWas, b := was.indicator(indicators.FirstContact)
	help, c := now.indicator(indicators.HelpRate)
	helpWas, d := was.indicator(indicators.HelpRate)
	if a && b && resolved < resolvedWas-resolvedBy || c && d && help > helpBy*helpWas && help > 1 {
		return &Alarm{Sign: Rushed, Was: before, Is: is}
	}
	return nil
}

func shifted(now, was *Line) *Alarm {
	n, m := total(now.Business), total(was.Business)
	if n < leastCalls || m < leastCalls {
		return nil
	}
	keys := slices.Sorted(maps.Keys(together(now.Business, was.Business)))
	apart := 0.0
	for _, k := range keys {
		apart += math.Abs(float64(now.Business[k])/float64(n)-float64(was.Business[k])/float64(m)) / 2
	}
	if apart < shiftedBy {
		return nil
	}
	return &Alarm{Sign: Shifted, Is: 100 * apart}
}

func total(m map[string]int) (n int) {
	for _, x := range m {
		n += x
	}
	return n
}

func avoided(now, was *Line) *Alarm {
	is, ok := now.indicator(indicators.BusyShare)
	before, known := was.indicator(indicators.BusyShare)
	if ok && known && is > before+avoidedBy && is > 1.5*before {
		return &Alarm{Sign: Avoided, Was: 100 * before, Is: 100 * is}
	}
	taken, ok := now.indicator(indicators.AnswerRate)
	takenWas, known := was.indicator(indicators.AnswerRate)
	if missed, missedWas := 1-taken, 1-takenWas; ok && known && missed > missedWas+missedBy && missed > 2*missedWas {
		return &Alarm{Sign: Avoided, Was: 100 * missedWas, Is: 100 * missed}
	}
	return nil
}
