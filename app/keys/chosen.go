package keys

import "maps"

// Everywhere is the place of acts that can be done on every screen.
const Everywhere = ""

// Chosen are the keys that a person gave to acts, by place and by the act's ID,
// as Pair writes them. It is never changed in place.
type Chosen map[string]map[string]string

// Of are the keys of an act of a place; was are those of the house.
func (c Chosen) Of(place, id string, was Pair) Pair {
	if own, ok := c[place][id]; ok {
		return ParsePair(own)
	}
	return was
}

// With gives an act keys; those of the house take the choice back.
func (c Chosen) With(place, id string, was, now Pair) Chosen {
	out := maps.Clone(c)
	if out == nil {
		out = Chosen{}
	}
	acts := maps.Clone(out[place])
	if acts == nil {
		acts = map[string]string{}
	}
	acts[id] = now.String()
	if now == was {
		delete(acts, id)
	}
	out[place] = acts
	if len(acts) == 0 {
		delete(out, place)
	}
	return out
}

// Badge is what a badge shows now that is made for a key of the house: screens
// write "Ctrl S" and needn't know what a person chose. house tells the keys that
// the house gives to an act.
func (c Chosen) Badge(place, text string, house func(place, id string) (Pair, bool)) string {
	if len(c) == 0 || text == "" {
		return text
	}
	for _, at := range []string{place, Everywhere} {
		for id, own := range c[at] {
			if was, ok := house(at, id); ok && was.Has(Parse(text)) {
				return ParsePair(own).instead(was, text)
			}
		}
	}
	return text
}

// instead is the key that now does what text did.
func (p Pair) instead(was Pair, text string) string {
	first, second := p.Bare, p.Held
	if was.Held.String() == text {
		first, second = second, first
	}
	if first.On() {
		return first.String()
	}
	return second.String()
}
