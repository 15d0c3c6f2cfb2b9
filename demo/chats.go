package demo

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/goccy/go-yaml"

	"shifu/recordings"
	reading "shifu/recordings/transcript"
)

//go:embed chats.yaml
var chatsFile []byte

// Chats is how many conversations in writing there are.
const Chats = 6

// chat is a conversation in writing, as it stands in chats.yaml.
type chat struct {
	Title, Agent, Line, Time, Text string
	Days                           int // before yesterday
	Satisfaction                   int
}

// planChats lets each conversation in writing be imported after it ended. It
// draws from a source of its own: the rest stays as it would have been.
func (m *maker) planChats(context.Context) error {
	was := m.chance
	defer func() { m.chance = was }()
	m.chance = drawn("chats")
	var all []chat
	if err := yaml.UnmarshalWithOptions(chatsFile, &all, yaml.Strict()); err != nil {
		return fmt.Errorf("reading chats.yaml: %w", err)
	}
	for i, c := range all {
		said, _, err := reading.Read([]byte(c.Text), reading.Call{})
		if err != nil {
			return fmt.Errorf("reading %s of chats.yaml: %w", c.Title, err)
		}
		call, err := m.chatCall(c, said[len(said)-1].End)
		if err != nil {
			return err
		}
		call.ExternalID = fmt.Sprintf("CHAT-%d", i+1)
		m.at(call.ImportedAt, "importing "+c.Title, func(ctx context.Context) error {
			_, err := m.ws.Calls.AddWith(ctx, m.program, []recordings.Call{call}, []recordings.Beside{{Said: said}})
			return err
		})
	}
	return nil
}

func (m *maker) chatCall(c chat, length time.Duration) (recordings.Call, error) {
	clock, err := time.Parse("15:04", c.Time)
	if err != nil {
		return recordings.Call{}, fmt.Errorf("reading the time of %s: %w", c.Title, err)
	}
	start := m.midnight(-1 - c.Days).Add(time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute).UTC()
	who := m.cast.person(c.Agent)
	return recordings.Call{ID: m.callID(start), Source: Source, Title: c.Title, StartedAt: start, Duration: length,
		AgentID: who.ID, AgentName: who.Name, StaffNumber: who.StaffNumber, OrganisationID: who.OrganisationID, TeamID: who.TeamID,
		Project: "95598", BusinessLine: c.Line, Queue: c.Line, Direction: recordings.Online, Satisfaction: c.Satisfaction,
		ImportedAt: start.Add(length + 10*time.Minute)}, nil
}
