package rules

import (
	"slices"
	"strings"

	"shifu/qa"
)

// Said asks for phrases, whatever their width, spaces, marks and case.
type Said struct {
	Phrases []string
	Of      Quantity
	AtLeast int // of AtLeast: so many different ones
	Within  int // All and AtLeast: within so many sentences in a row; 0: anywhere
	Where
}

// Quantity says how many of the phrases have to be said.
type Quantity string

// The quantities.
const (
	Any     Quantity = "any"
	All     Quantity = "all"
	None    Quantity = "none"
	AtLeast Quantity = "of"
)

func (s *Said) test(t *Talk) Result {
	if len(t.turns) == 0 {
		return Result{}
	}
	within, unsure := s.sentences(t)
	found := s.find(t, within)
	against := s.absent(t, strings.Join(s.Phrases, ", "))
	switch s.Of {
	case None:
		return decide(flat(found), against, unsure).not()
	case Any:
		return decide(flat(found), against, unsure)
	}
	return decide(s.together(found, len(within)), against, unsure)
}

// place is a phrase in a sentence.
type place struct {
	phrase, sentence int
	hit              Hit
}

func (s *Said) find(t *Talk, within []sentence) (all []place) {
	for p, phrase := range s.Phrases {
		f := fold(phrase)
		for i, w := range within {
			for _, span := range w.folded.find(f) {
				from, to := w.folded.from[span[0]], w.folded.to[span[1]-1]
				all = append(all, place{p, i, t.hit(w.turn, w.from+from, w.from+to)})
			}
		}
	}
	return all
}

func flat(ps []place) (hits []Hit) {
	for _, p := range ps {
		hits = append(hits, p.hit)
	}
	slices.SortStableFunc(hits, byTime)
	return hits
}

func byTime(a, b Hit) int { return int(a.At - b.At) }

// together returns the hits of the first sentences in a row in which enough
// different phrases are said.
func (s *Said) together(found []place, sentences int) []Hit {
	need, wide := s.needs(), s.Within
	if wide <= 0 {
		wide = max(sentences, 1)
	}
	for first := 0; first == 0 || first+wide <= sentences; first++ {
		firsts := map[int]place{}
		for _, p := range found {
			if p.sentence < first || p.sentence >= first+wide {
				continue
			}
			if _, have := firsts[p.phrase]; !have {
				firsts[p.phrase] = p
			}
		}
		if len(firsts) >= need {
			var ps []place
			for _, p := range firsts {
				ps = append(ps, p)
			}
			return flat(ps)
		}
	}
	return nil
}

func (s *Said) needs() int {
	if s.Of == All {
		return len(s.Phrases)
	}
	return s.AtLeast
}

func (s *Said) check(c *checker, path string) {
	s.Where.check(c, path)
	switch n := len(s.Phrases); {
	case n == 0:
		c.say(path, "Give at least one phrase.", nil)
	case n > maxPhrases:
		c.say(path, "There are {{.Have}} phrases; {{.Limit}} is the most.", map[string]any{"Have": n, "Limit": maxPhrases})
	}
	if s.Of == AtLeast && (s.AtLeast < 1 || s.AtLeast > len(s.Phrases)) {
		c.say(path+".at_least", "at_least lies between 1 and the number of phrases, {{.Limit}}.", map[string]any{"Limit": len(s.Phrases)})
	}
	if s.Within < 0 || s.Within > maxPhrases {
		c.say(path+".within", "Sentences lie between 0 and {{.Limit}}.", map[string]any{"Limit": maxPhrases})
	}
	seen := map[string]bool{}
	for _, p := range s.Phrases {
		key := string(fold(p).runes)
		switch {
		case key == "":
			c.say(path, "\"{{.Have}}\" has no letter and no digit, so it is found nowhere.", map[string]any{"Have": p})
		case seen[key]:
			c.say(path, "The phrase \"{{.Have}}\" is given twice.", map[string]any{"Have": p})
		}
		seen[key] = true
		c.length(path, p, qa.MaxTitle)
	}
}
