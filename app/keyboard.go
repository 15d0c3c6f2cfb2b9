package app

import (
	"slices"

	"shifu/app/desk"
	"shifu/app/keys"
)

// seenActs are acts that were on a screen, by place and ID. Some keys are only
// known there: those of the pages of a place, and of as many answers as there are.
type seenActs map[string]map[string]keys.Act

func (s seenActs) add(a keys.Act) {
	if s[a.Place] == nil {
		s[a.Place] = map[string]keys.Act{}
	}
	s[a.Place][a.ID()] = a
}

// place is the present one, as keys are chosen for it.
func (s *Shell) place() string {
	if s.here == nil {
		return keys.Everywhere
	}
	return string(s.here.Place)
}

// keyed gives acts of a place the keys that the person chose.
func (s *Shell) keyed(place string, acts []desk.Action) []desk.Action {
	if s.desk == nil {
		return acts
	}
	if s.seen == nil {
		s.seen = seenActs{}
	}
	out := make([]desk.Action, len(acts))
	for i, a := range acts {
		was := a.Keys()
		id := keys.ID(place, was, a.Label)
		if a.Label != "" {
			s.seen.add(keys.Act{Place: place, Label: a.Label, Keys: was.String()})
		}
		out[i] = a.By(s.desk.Settings.Keys.Of(place, id, was))
	}
	return out
}

// shownKey is what a badge shows for a key of the house.
func (s *Shell) shownKey(text string) string {
	if s.desk == nil {
		return text
	}
	return s.desk.Settings.Keys.Badge(s.place(), text, s.houseKeys)
}

// houseKeys are the keys that the house gives to an act that is listed or was seen.
func (s *Shell) houseKeys(place, id string) (keys.Pair, bool) {
	if a, ok := s.seen[place][id]; ok {
		return keys.ParsePair(a.Keys), true
	}
	return keys.HouseKeys(place, id)
}

// acts are those of the places that the person can go to: what the sources
// name, and what was seen besides.
func (s *Shell) acts() []keys.Act {
	all := slices.DeleteFunc(slices.Clone(keys.Listed()), func(a keys.Act) bool { return !s.within(a.Place) })
	known := seenActs{}
	for _, a := range all {
		known.add(a)
	}
	for _, place := range s.seen {
		for id, a := range place {
			if _, ok := known[a.Place][id]; !ok {
				all = append(all, a)
			}
		}
	}
	return all
}

// within reports whether the person can go to a place, or to the one behind
// which it lies.
func (s *Shell) within(at string) bool {
	if at == keys.Everywhere {
		return true
	}
	home := s.homeOf(desk.Place(at))
	return slices.ContainsFunc(s.places(), func(p place) bool { return string(p.place) == home })
}

// holdKeys lets shortcuts rest, or work again.
func (s *Shell) holdKeys(on bool) {
	if s.held != on {
		s.held = on
		s.menus()
	}
}
