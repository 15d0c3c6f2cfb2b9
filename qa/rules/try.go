package rules

import "shifu/recordings/speech"

// Talk makes the call ready for rules. Sound that can't be unpacked is as if
// it were not known.
func (h Heard) Talk() *Talk {
	if len(h.Speech) > 0 {
		if a, err := speech.Unmarshal(h.Speech); err == nil {
			return NewTalk(h.Call, h.Said, &a)
		}
	}
	return NewTalk(h.Call, h.Said, nil)
}

// Tally counts how a rule fares over some calls.
type Tally struct {
	Fired   int
	Silent  int // the condition does not hold
	Unknown int // it can't be told, or there was no occasion
}

// Told is how many calls could tell.
func (t Tally) Told() int { return t.Fired + t.Silent }

// Try counts for each rule of the set how often it fires.
func (s *Set) Try(talks []*Talk) []Tally {
	out := make([]Tally, len(s.Rules))
	fit := s.Fitting(talks)
	for i := range s.Rules {
		out[i] = s.Rules[i].Try(fit)
	}
	return out
}

// Fitting keeps the calls in the language of the set.
func (s *Set) Fitting(talks []*Talk) []*Talk {
	var out []*Talk
	for _, t := range talks {
		if s.Fits(t) {
			out = append(out, t)
		}
	}
	return out
}

// Try counts how often the rule fires.
func (r *Rule) Try(talks []*Talk) (t Tally) {
	for _, talk := range talks {
		switch r.When.test(talk).Truth {
		case Yes:
			t.Fired++
		case No:
			t.Silent++
		default:
			t.Unknown++
		}
	}
	return t
}
