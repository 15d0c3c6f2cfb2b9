// Package recordings holds the nouns of the library: calls with their audio,
// what a list of them can be narrowed and sorted by, and what must be kept.
package recordings

import (
	"time"

	"shifu/internal/words"
)

// Direction of a call.
type Direction string

// The directions.
const (
	Inbound  Direction = "inbound"
	Outbound Direction = "outbound"
	Online   Direction = "online"
)

// Call is one conversation: its facts and, if it has sound, its audio.
type Call struct {
	ID             string
	ExternalID     string // the telephone system's own id; unique per Source if not empty
	Source         string // where it was imported from, e.g. a recorder's name
	Title          string // a short line of what it is about; may be empty
	StartedAt      time.Time
	Duration       time.Duration
	AgentID        string // empty: not known here
	AgentName      string
	StaffNumber    string
	OrganisationID string
	TeamID         string
	Project        string
	BusinessLine   string // 故障报修, 电费电价, ...
	Queue          string
	Direction      Direction
	Caller         string // the customer's number as given
	Satisfaction   int    // 1 (worst) to 5; 0: not given
	Audio          Audio
	ImportedAt     time.Time
}

// Audio is the recording of a call. The zero value means a call without sound.
type Audio struct {
	Hash       string // SHA-256 of the file, hex; its name in the workspace
	FileName   string // as it was called when it was imported
	Container  string
	Codec      string
	Channels   int
	SampleRate int
	Frames     int64
	AgentLane  int        // 0 or 1: the channel on which the agent speaks
	Problem    words.Text // why it can't be played; zero: it can
}

// HasSound reports whether there is audio that can be played.
func (a Audio) HasSound() bool { return a.Hash != "" && a.Problem.IsZero() && a.Frames > 0 }

// Row is a call as a list shows it: its facts, names resolved, and where its
// scoring stands.
type Row struct {
	Call
	OrganisationName string
	TeamName         string
	State            string   // of the newest evaluation that the asker may see: "" none, draft, submitted, released, ...
	Score            *float64 // final score 0…100 of that evaluation, nil: none
	FailAll          bool
	Tags             []string // sorted; nobody's for who asks about their own calls
}

// Line is one utterance of a call in which searched words stand.
type Line struct {
	Row       Row
	Utterance Utterance
	Number    int // of the utterance in its call, from 0
}

// IsChat reports whether a call is a conversation in writing: it has no sound
// and is read instead.
func (c Call) IsChat() bool { return c.Direction == Online && c.Audio.Hash == "" }
