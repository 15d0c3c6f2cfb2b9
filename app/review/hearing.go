package review

import "time"

// hearing is how a call was heard by somebody: lanes as shown, the agent's
// first. It is heard so again.
type hearing struct {
	Speed   float64    `json:"speed,omitempty"` // 0: 1x
	Gain    [2]float64 `json:"gain,omitzero"`   // dB
	Mute    [2]bool    `json:"mute,omitzero"`
	Solo    [2]bool    `json:"solo,omitzero"`
	Balance float64    `json:"balance,omitempty"` // -1 the left ear, 1 the right
	Level   bool       `json:"level,omitempty"`   // both voices equally loud
	Skip    bool       `json:"skip,omitempty"`    // silences are shortened
}

// place is where somebody left a call, and how it was heard.
type place struct {
	Call  string  `json:"call"`
	At    float64 `json:"at"` // seconds
	Heard hearing `json:"heard,omitzero"`
}

const (
	mostPlaces = 200
	placeEdge  = 3 * time.Second // so near to an end there is nothing to go on from
)

// leave remembers where a call was left and how it was heard, the newest last.
func (c *choices) leave(call string, at, length time.Duration, heard hearing) {
	kept := make([]place, 0, len(c.Places)+1)
	for _, p := range c.Places {
		if p.Call != call {
			kept = append(kept, p)
		}
	}
	if at <= placeEdge || at >= length-placeEdge {
		at = 0
	}
	if at > 0 || heard != (hearing{}) {
		kept = append(kept, place{call, at.Seconds(), heard})
	}
	c.Places = kept[max(0, len(kept)-mostPlaces):]
}

// left is where a call was left, 0 for its beginning.
func (c *choices) left(call string) time.Duration {
	for _, p := range c.Places {
		if p.Call == call {
			return time.Duration(p.At * float64(time.Second))
		}
	}
	return 0
}

// heard is how a call was heard. One that is new is heard as the last one, but
// whole, and both lanes of it.
func (c *choices) heard(call string) hearing {
	for _, p := range c.Places {
		if p.Call == call {
			return p.Heard
		}
	}
	return hearing{Speed: c.Speed, Gain: [2]float64{c.AgentGain, c.CustomerGain}, Level: c.Level}
}

// take makes the way in which a call is heard that of the next new one.
func (c *choices) take(h hearing) {
	c.Speed, c.AgentGain, c.CustomerGain, c.Level = h.Speed, h.Gain[0], h.Gain[1], h.Level
}

// hearing is how the call is heard now.
func (l *listening) hearing() hearing {
	h := hearing{Speed: l.choices.Speed, Balance: l.balance, Level: l.choices.Level, Skip: l.gapless}
	if h.Speed == 1 {
		h.Speed = 0
	}
	for i, lane := range l.wave.Model().Lanes {
		h.Gain[i], h.Mute[i], h.Solo[i] = lane.Gain, lane.Mute, lane.Solo
	}
	return h
}
