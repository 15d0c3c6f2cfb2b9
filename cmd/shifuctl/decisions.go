package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"shifu/internal/words"
	"shifu/routing"
	"shifu/routing/sim"
)

// decisions writes every decision of a run as one line of JSON.
type decisions struct {
	out    *bufio.Writer
	lines  *json.Encoder
	lang   words.Language
	types  []string
	groups []string
	first  []int32 // number of the first agent of a group
	err    error
}

// decided is one line. Either an agent was chosen for a call of a type, or a
// call for an agent of a group.
type decided struct {
	At         float64     `json:"at_s"`
	Call       string      `json:"call,omitempty"`
	Group      string      `json:"group,omitempty"`
	Chosen     bool        `json:"chosen"`
	Candidates []candidate `json:"candidates"`
}

type candidate struct {
	Group   string  `json:"group,omitempty"`
	Agent   string  `json:"agent,omitempty"`
	Type    string  `json:"type,omitempty"`
	Call    string  `json:"call,omitempty"`
	Rank    float64 `json:"rank"`
	Score   float64 `json:"score"`
	Chosen  bool    `json:"chosen"`
	Refused string  `json:"refused,omitempty"`
}

func newDecisions(out io.Writer, s *routing.Scenario, lang words.Language) *decisions {
	d := &decisions{out: bufio.NewWriterSize(out, 1<<16), lang: lang}
	d.lines = json.NewEncoder(d.out)
	d.lines.SetEscapeHTML(false)
	for _, t := range s.Types {
		d.types = append(d.types, t.Name)
	}
	agents := 0
	for _, g := range s.Groups {
		d.groups, d.first = append(d.groups, g.Name), append(d.first, int32(agents))
		agents += g.Most()
	}
	return d
}

// Decided writes one decision.
func (d *decisions) Decided(x sim.Decision) {
	line := decided{At: float64(x.At) / 1e6, Chosen: x.Chosen, Candidates: []candidate{}}
	if x.Type >= 0 {
		line.Call = d.call(x.Type, x.Call)
	} else {
		line.Group = d.groups[x.Group]
	}
	for _, c := range x.Candidates {
		line.Candidates = append(line.Candidates, d.candidate(c))
	}
	if err := d.lines.Encode(line); d.err == nil {
		d.err = err
	}
}

func (d *decisions) candidate(c sim.Candidate) candidate {
	out := candidate{Rank: c.Rank, Score: c.Score, Chosen: c.Chosen, Refused: c.Refused.In(d.lang)}
	if c.Group >= 0 {
		out.Group = d.groups[c.Group]
		if c.Agent >= 0 {
			out.Agent = fmt.Sprintf("%s/%d", out.Group, c.Agent-d.first[c.Group]+1)
		}
		return out
	}
	if out.Type = d.types[c.Type]; c.Call > 0 {
		out.Call = d.call(c.Type, c.Call)
	}
	return out
}

// call names a call by its type and number; a call dialled again has the number
// of attempts behind a plus.
func (d *decisions) call(callType int32, number uint64) string {
	name := fmt.Sprintf("%s %d", d.types[callType], number&(1<<48-1))
	if again := number >> 48; again > 0 {
		name += fmt.Sprintf("+%d", again)
	}
	return name
}

func (d *decisions) close() error {
	if err := d.out.Flush(); d.err == nil {
		d.err = err
	}
	return d.err
}
