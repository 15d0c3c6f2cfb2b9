package spoken

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Call is a recording that was made from a script, with what is true of it.
type Call struct {
	ID           string      `json:"id"`
	File         string      `json:"file"`
	SHA256       string      `json:"sha256"`
	Container    string      `json:"container"`
	Codec        string      `json:"codec"`
	Channels     int         `json:"channels"`
	SampleRate   int         `json:"sample_rate"`
	Frames       int64       `json:"frames"`
	AgentLane    int         `json:"agent_lane"`
	Title        string      `json:"title"`
	BusinessLine string      `json:"business_line"`
	Project      string      `json:"project"`
	Language     string      `json:"language"`
	Direction    string      `json:"direction"`
	Agent        string      `json:"agent"`
	Staff        string      `json:"staff"`
	Caller       string      `json:"caller"`
	Satisfaction int         `json:"satisfaction"`
	Days         int         `json:"days,omitempty"`
	Time         string      `json:"time,omitempty"`
	Date         string      `json:"date,omitempty"`
	Utterances   []Utterance `json:"utterances"`
	Spans        []Span      `json:"spans"`
}

// Utterance is what one of the two says, with its exact times.
type Utterance struct {
	Lane    int    `json:"lane"`
	StartMS int64  `json:"start_ms"`
	EndMS   int64  `json:"end_ms"`
	Text    string `json:"text"`
}

// Kinds of span.
const (
	Hold    = "hold"
	Silence = "silence"
	Over    = "talk-over"
)

// Span is a stretch in which the call is on hold, nobody speaks, or both do.
type Span struct {
	Kind    string `json:"kind"`
	StartMS int64  `json:"start_ms"`
	EndMS   int64  `json:"end_ms"`
}

// Duration is the length of the recording.
func (c Call) Duration() time.Duration {
	if c.SampleRate <= 0 {
		return 0
	}
	return time.Duration(c.Frames) * time.Second / time.Duration(c.SampleRate)
}

// Longest returns the longest span of a kind, zero if there is none.
func (c Call) Longest(kind string) Span {
	var out Span
	for _, s := range c.Spans {
		if s.Kind == kind && s.EndMS-s.StartMS > out.EndMS-out.StartMS {
			out = s
		}
	}
	return out
}

// Find returns the utterance that contains text first, and whether there is one.
func (c Call) Find(text string) (Utterance, bool) {
	for _, u := range c.Utterances {
		if strings.Contains(u.Text, text) {
			return u, true
		}
	}
	return Utterance{}, false
}

// ReadCalls parses what the generator wrote.
func ReadCalls(data []byte) ([]Call, error) {
	var out []Call
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("reading the demo calls: %w", err)
	}
	return out, nil
}
