package roleplay

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// mostExplored bounds how many calls are tried.
const mostExplored = 20000

// Explore plays the offered replies, with the clicks that are asked for and
// without, until every state was reached or there is nothing more to try. It
// returns the moves that lead to each state; nil for those that were not found.
func (s *Scenario) Explore() map[string][]Move {
	reached, seen := map[string][]Move{s.Start: {}}, map[string]bool{}
	queue := []call{{run: Begin(s)}}
	for n := 0; len(queue) > 0 && n < mostExplored && len(reached) < len(s.States); n++ {
		c := queue[0]
		queue = queue[1:]
		for _, more := range s.tries(c.run.State(), c.run.At) {
			after := call{c.run.clone(), slices.Concat(c.moves, more)}
			for _, m := range more {
				_ = after.run.Do(m) // an offered reply can always be said
			}
			if id := after.run.open().State; reached[id] == nil {
				reached[id] = after.moves
			}
			if key := after.run.key(); !after.run.Over() && !seen[key] {
				seen[key] = true
				queue = append(queue, after)
			}
		}
	}
	return reached
}

// call is one that was tried, with how it came there.
type call struct {
	run   *Run
	moves []Move
}

func (r *Run) clone() *Run {
	c := *r
	c.Turns, c.Clicks, c.Slips = slices.Clone(r.Turns), slices.Clone(r.Clicks), slices.Clone(r.Slips)
	c.Passes, c.Helps = slices.Clone(r.Passes), slices.Clone(r.Helps)
	c.Hits, c.Entries, c.Filled = maps.Clone(r.Hits), maps.Clone(r.Entries), maps.Clone(r.Filled)
	return &c
}

// tries are the ways in which a state can be answered.
func (s *Scenario) tries(x *State, at time.Duration) (out [][]Move) {
	at += 2 * time.Second
	for _, withClicks := range []bool{true, false} {
		if !withClicks && len(x.Clicks) == 0 {
			continue
		}
		var clicks []Move
		for _, c := range x.Clicks {
			if withClicks {
				clicks = append(clicks, Move{Kind: Do, Text: string(c), At: at})
			}
		}
		for _, t := range x.Replies {
			text := t.ZH
			if text == "" {
				text = t.EN
			}
			out = append(out, append(slices.Clone(clicks), Move{Kind: Say, Text: text, At: at}))
		}
	}
	return out
}

// key is all that what comes next depends on.
func (r *Run) key() string {
	ids := slices.Sorted(maps.Keys(r.Hits))
	for _, c := range r.Clicks {
		ids = append(ids, string(c.Click))
	}
	return fmt.Sprint(r.open().State, r.Mood, strings.Join(slices.Compact(ids), ","))
}

// passes reports whether a good ending can be reached through states that don't
// ask for a point.
func (s *Scenario) passes(point string) bool {
	seen := map[string]bool{}
	var walk func(id string) bool
	walk = func(id string) bool {
		x := s.State(id)
		if x == nil || seen[id] || slices.Contains(x.Need, point) {
			return false
		}
		seen[id] = true
		return x.Ending.Good() || slices.ContainsFunc(x.Next, func(n Next) bool { return walk(n.To) })
	}
	return walk(s.Start)
}
