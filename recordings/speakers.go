package recordings

import "strings"

// Voice is one of those that a server told apart in a single lane.
type Voice struct {
	Name  string // what the server calls it
	Said  int    // utterances
	First string // what it said first
	Lane  int    // 0 or 1, -1: not known
}

// Voices are those of a transcript in the order in which they first speak, none
// where no server told them apart.
func Voices(said []Utterance) (out []Voice) {
	at := map[string]int{}
	for _, u := range said {
		if u.Speaker == "" {
			continue
		}
		i, met := at[u.Speaker]
		if !met {
			i = len(out)
			at[u.Speaker] = i
			out = append(out, Voice{Name: u.Speaker, First: u.Text, Lane: u.Lane})
		}
		out[i].Said++
	}
	return out
}

// Cast is a transcript in which voices speak on the lanes that are named; the
// others stay.
func Cast(said []Utterance, lanes map[string]int) []Utterance {
	out := make([]Utterance, len(said))
	for i, u := range said {
		if lane, named := lanes[u.Speaker]; named && u.Speaker != "" {
			u.Lane = lane
		}
		out[i] = u
	}
	return out
}

// Guessed is a transcript whose first voice is taken for the agent's, who
// greets, and the others for the customer's, where a server told two or more
// apart in its first answer; agentLane is the lane on which the call has its
// agent. Whom a later answer means is left open.
func Guessed(said []Utterance, agentLane int) []Utterance {
	lanes := map[string]int{}
	for _, v := range Voices(said) {
		switch {
		case strings.Contains(v.Name, Later):
		case len(lanes) == 0:
			lanes[v.Name] = agentLane
		default:
			lanes[v.Name] = 1 - agentLane
		}
	}
	if len(lanes) < 2 {
		return said
	}
	return Cast(said, lanes)
}

// Later stands before the number of a later answer in the name of a voice: the
// same letter may be another voice there.
const Later = "/"
