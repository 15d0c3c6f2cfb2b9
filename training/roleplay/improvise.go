package roleplay

import (
	"context"
	"strings"
	"unicode/utf8"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/proposal"
)

// Improviser is the model behind the settings, where it may play callers. It
// words what the caller says; where the caller goes and what is scored follows
// from the scenario alone.
type Improviser interface {
	// Improvise returns what the caller says next, unchecked. The error is a
	// sentence for people.
	Improvise(ctx context.Context, s proposal.Settings, scene Scene) (string, error)
}

// Scene is what a model is told: who calls, in what mood, what the script has
// them say now, and what was said before.
type Scene struct {
	Language string     `json:"language"` // zh-Hans or en
	Name     string     `json:"name"`
	Goal     string     `json:"goal"`
	Mood     int        `json:"mood"` // 0 to 100
	Knows    []string   `json:"knows"`
	Mistaken []string   `json:"mistaken"`
	Script   string     `json:"script"` // the line of the script: its sense is to be kept
	Before   []Exchange `json:"before"`
}

// Exchange is what the caller said and what was answered.
type Exchange struct {
	Caller string `json:"caller"`
	Agent  string `json:"agent"`
}

// Scene is how the call stands for a model; ok is false once it is over.
func (r *Run) Scene(l words.Language) (s Scene, ok bool) {
	state := r.State()
	if state == nil || r.Over() {
		return s, false
	}
	p := &r.S.Persona
	s = Scene{Language: string(l), Name: p.Name.In(l), Goal: p.Goal.In(l), Mood: r.Mood, Script: state.Says.In(l)}
	for _, t := range p.Knows {
		s.Knows = append(s.Knows, t.In(l))
	}
	for _, t := range p.Mistaken {
		s.Mistaken = append(s.Mistaken, t.In(l))
	}
	for _, t := range r.Turns[:len(r.Turns)-1] {
		said := t.Spoken
		if x := r.S.State(t.State); said == "" && x != nil {
			said = x.Says.In(l)
		}
		s.Before = append(s.Before, Exchange{said, t.Reply})
	}
	return s, true
}

// mostSpoken is how many characters a caller says at once.
const mostSpoken = 300

// Improvised is the move in which the caller says what a model gave, if that
// can be a line.
func Improvised(line string) (Move, error) {
	line = strings.Join(strings.Fields(line), " ")
	if n := utf8.RuneCountInString(line); n == 0 || n > mostSpoken {
		return Move{}, fault.New(fault.Invalid, "The model gave no line that a caller could say. The script's words stand.", nil)
	}
	return Move{Kind: Spoken, Text: line}, nil
}
