package keys

import (
	"maps"
	"strings"
	"sync"

	"shifu/internal/words"
)

// ID names an act within its place by what it is called, so that a choice
// outlives other keys of the house. label is as the window shows it; the
// Chinese name is the same in both languages. By its keys goes only what has no
// name of its own: an answer of a number ("Answer 3"), and one of several acts
// of one name that doesn't work while typing (F6 beside Space for playing).
func ID(place string, p Pair, label string) string {
	name, known := chinese(label)
	same := namesakes()[place][name]
	switch {
	case !p.On():
		return "=" + name
	case !known, len(same) == 0 && place != Everywhere:
		return p.String()
	case len(same) > 1 && !(p.Held.On() && heldIn(same) == 1):
		return p.String()
	}
	return "=" + name
}

// chinese is the Chinese name of a label in either language; known is false for
// one that the catalogue doesn't hold.
func chinese(label string) (name string, known bool) {
	if own, ok := words.Catalogue(words.Chinese)[label]; ok {
		return own, true
	}
	return label, chineseNames()[label]
}

var chineseNames = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for name := range maps.Values(words.Catalogue(words.Chinese)) {
		all[name] = true
	}
	return all
})

// namesakes are the keys of the listed acts by place and Chinese name.
var namesakes = sync.OnceValue(func() map[string]map[string][]Pair {
	all := map[string]map[string][]Pair{}
	for _, a := range Listed() {
		if all[a.Place] == nil {
			all[a.Place] = map[string][]Pair{}
		}
		name, _ := chinese(a.Label)
		all[a.Place][name] = append(all[a.Place][name], ParsePair(a.Keys))
	}
	return all
})

func heldIn(all []Pair) (n int) {
	for _, p := range all {
		if p.Held.On() {
			n++
		}
	}
	return n
}

// listedIDs are the keys of the listed acts by place and ID.
var listedIDs = sync.OnceValue(func() map[string]map[string]Pair {
	all := map[string]map[string]Pair{}
	for _, a := range Listed() {
		if all[a.Place] == nil {
			all[a.Place] = map[string]Pair{}
		}
		all[a.Place][a.ID()] = ParsePair(a.Keys)
	}
	return all
})

// HouseKeys are the keys that the house gives to a listed act.
func HouseKeys(place, id string) (Pair, bool) {
	p, ok := listedIDs()[place][id]
	return p, ok
}

// Renamed is what somebody chose when acts still went by the keys of the house:
// by their names, where an act has those keys today.
func (c Chosen) Renamed() Chosen {
	for place, acts := range c {
		for id := range acts {
			if strings.HasPrefix(id, "=") {
				continue
			}
			if now, ok := nameOf(place, ParsePair(id)); ok && now != id {
				c = c.moved(place, id, now)
			}
		}
	}
	return c
}

func nameOf(place string, was Pair) (id string, ok bool) {
	for id, p := range listedIDs()[place] {
		if p == was {
			return id, true
		}
	}
	return "", false
}

func (c Chosen) moved(place, from, to string) Chosen {
	out := maps.Clone(c)
	out[place] = maps.Clone(out[place])
	out[place][to] = out[place][from]
	delete(out[place], from)
	return out
}
