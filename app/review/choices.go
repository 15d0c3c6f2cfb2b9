package review

import (
	"context"
	"encoding/json"

	"shifu/app/desk"
	"shifu/app/parts"
)

// choicesKey is the preference under which they are kept.
const choicesKey = "review-room"

// choices are what one person likes in the room, remembered from call to call.
type choices struct {
	Speed        float64           `json:"speed,omitempty"` // 0: 1x
	AgentGain    float64           `json:"agent_gain,omitempty"`
	CustomerGain float64           `json:"customer_gain,omitempty"`
	Layers       *parts.WaveLayers `json:"layers,omitempty"` // nil: all
	Tab          string            `json:"tab,omitempty"`
	Level        bool              `json:"level,omitempty"`  // both voices equally loud
	Delay        bool              `json:"delay,omitempty"`  // marks lie a reaction time earlier
	Places       []place           `json:"places,omitempty"` // where calls were left
	Follow       *bool             `json:"follow,omitempty"` // nil: yes
}

// readChoices are the person's choices; what can't be read is as if nothing
// had been chosen.
func readChoices(ctx context.Context, d *desk.Desk) choices {
	var c choices
	if kept, err := d.Preferences.Preference(ctx, d.Actor, choicesKey); err == nil && len(kept) > 0 {
		if json.Unmarshal(kept, &c) != nil {
			return choices{}
		}
	}
	return c
}

// keep remembers the choices.
func (c choices) keep(ctx context.Context, d *desk.Desk) error {
	kept, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return d.Preferences.SetPreference(ctx, d.Actor, choicesKey, kept)
}
