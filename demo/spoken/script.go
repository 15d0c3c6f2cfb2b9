// Package spoken holds the texts of the demo calls and what is known for
// certain about their recordings: who says what, and when.
package spoken

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/goccy/go-yaml"
)

// Script is one call as it is written down, before anybody speaks it.
type Script struct {
	ID           string  `yaml:"id"`
	Title        string  `yaml:"title"`
	BusinessLine string  `yaml:"business_line"`
	Project      string  `yaml:"project"`  // empty: 95598
	Language     string  `yaml:"language"` // zh or en; empty: zh
	Direction    string  `yaml:"direction"`
	Agent        string  `yaml:"agent"`
	Staff        string  `yaml:"staff"`
	Caller       string  `yaml:"caller"`
	Satisfaction int     `yaml:"satisfaction"`
	Codec        string  `yaml:"codec"`
	Days         int     `yaml:"days"` // before the day on which the demo is made
	Time         string  `yaml:"time"` // of that day, 15:04
	Date         string  `yaml:"date"` // instead of Days and Time: 2006-01-02 15:04:05
	Seconds      float64 `yaml:"seconds"`
	Swap         bool    `yaml:"swap"` // the agent is on the second channel
	Customer     Voice   `yaml:"customer"`
	Lines        []Line  `yaml:"lines"`
}

// Voice is how somebody speaks.
type Voice struct {
	Variant string  `yaml:"voice"`
	Pitch   int     `yaml:"pitch"` // 0…99
	Speed   int     `yaml:"speed"` // words a minute as the synthesiser counts them
	Level   float64 `yaml:"level"` // dB against the agent
}

// Line is one thing that happens: the agent speaks, the customer speaks, the
// call is on hold, or nobody speaks. All times are seconds.
type Line struct {
	Agent    string  `yaml:"a"`
	Customer string  `yaml:"c"`
	Hold     float64 `yaml:"hold"`
	Silence  float64 `yaml:"silence"`
	Tone     bool    `yaml:"tone"` // music on hold
	At       float64 `yaml:"at"`   // begin here
	Gap      float64 `yaml:"gap"`  // begin so long after the last word
	Over     float64 `yaml:"over"` // begin so long before the other one has finished
	Loud     bool    `yaml:"loud"`
}

// Text is what is said, empty for hold and silence.
func (l Line) Text() string { return l.Agent + l.Customer }

// Read parses a file of scripts. An unknown key and a line that is not exactly
// one thing are errors that name the place.
func Read(data []byte) (out []Script, err error) {
	defer func() {
		// The YAML reader panics on a tag before a plain word.
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("reading scripts: %v", r)
		}
	}()
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&out); err != nil {
		return nil, fmt.Errorf("reading scripts: %w", err)
	}
	for _, s := range out {
		if err := s.check(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ReadAll parses every file in dir of fsys whose name begins with a digit.
func ReadAll(fsys fs.FS, dir string) ([]Script, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "[0-9]*.yaml"))
	if err != nil {
		return nil, fmt.Errorf("listing scripts: %w", err)
	}
	var out []Script
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("reading scripts: %w", err)
		}
		some, err := Read(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, some...)
	}
	return out, nil
}

func (s Script) check() error {
	if s.ID == "" || s.Agent == "" || len(s.Lines) == 0 {
		return fmt.Errorf("script %q: id, agent or lines are missing", s.ID)
	}
	for i, l := range s.Lines {
		kinds := 0
		for _, is := range []bool{l.Agent != "", l.Customer != "", l.Hold > 0, l.Silence > 0} {
			if is {
				kinds++
			}
		}
		if kinds != 1 {
			return fmt.Errorf("script %s, line %d: must be exactly one of a, c, hold, silence", s.ID, i+1)
		}
	}
	return nil
}

// Spaced parts runs of four and more digits, so that a synthesiser reads an
// account number digit by digit.
func Spaced(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		n := 0
		for i+n < len(text) && text[i+n] >= '0' && text[i+n] <= '9' {
			n++
		}
		switch {
		case n >= 4:
			b.WriteString(strings.Join(strings.Split(text[i:i+n], ""), " ") + " ")
			i += n
		case n > 0:
			b.WriteString(text[i : i+n])
			i += n
		default:
			b.WriteByte(text[i])
			i++
		}
	}
	return b.String()
}
