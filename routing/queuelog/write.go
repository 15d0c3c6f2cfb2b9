// Package queuelog writes and reads the log of Asterisk's queues, and turns it
// into the same figures for a simulated and for a real centre. A line is
// epoch|call|queue|agent|EVENT|parameters; times are whole seconds, as Asterisk
// writes them.
package queuelog

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"shifu/routing"
	"shifu/routing/sim"
)

// Start is the moment at which a simulated log begins: Monday, 5 January 2026, 00:00 UTC.
const Start = 1767571200

const second = 1_000_000 // microseconds

// Writer writes what it hears of a run. Names lose the characters that divide
// fields and lines.
type Writer struct {
	out    *bufio.Writer
	err    error
	types  []string
	agents []string            // by number
	groups []string            // of the agents
	takes  map[string][]string // group → queues that its agents are members of
	live   map[[2]uint64]*visit
	number int
}

// visit is a call while it is there.
type visit struct {
	id                 string
	arrived, connected int64
	offered            map[int32]int64 // agent → since when it rings
	position           int32
}

// NewWriter begins a log of runs of s.
func NewWriter(out io.Writer, s *routing.Scenario) *Writer {
	w := &Writer{out: bufio.NewWriterSize(out, 1<<16), live: map[[2]uint64]*visit{}, takes: map[string][]string{}}
	policy := s.Filled()
	for _, t := range s.Types {
		w.types = append(w.types, clean(t.Name))
	}
	for _, g := range s.Groups {
		for i := range g.Room() {
			w.agents = append(w.agents, fmt.Sprintf("%s/%d", clean(g.Name), i+1))
			w.groups = append(w.groups, g.Name)
		}
		for _, t := range s.Types {
			if _, ok := policy.CallChooses[t.Name][g.Name]; ok {
				w.takes[g.Name] = append(w.takes[g.Name], clean(t.Name))
			}
		}
	}
	w.line(0, "NONE", "NONE", "NONE", "QUEUESTART", "")
	return w
}

func clean(name string) string {
	return strings.Map(func(c rune) rune {
		if c == '|' || c < ' ' {
			return '_'
		}
		return c
	}, name)
}

// Close writes what is left and returns the first error of all.
func (w *Writer) Close() error {
	if err := w.out.Flush(); w.err == nil {
		w.err = err
	}
	return w.err
}

func (w *Writer) line(at int64, fields ...string) {
	if _, err := fmt.Fprintf(w.out, "%d|%s\n", Start+at/second, strings.Join(fields, "|")); w.err == nil {
		w.err = err
	}
}

// Note writes one entry.
func (w *Writer) Note(e sim.Entry) {
	switch {
	case e.Event == sim.Changed:
		w.line(e.At, "NONE", "NONE", "NONE", "CONFIGRELOAD")
		return
	case e.Type < 0:
		w.member(e)
		return
	}
	key := e.Caller()
	v := w.live[key]
	queue := w.types[e.Type]
	switch e.Event {
	case sim.Entered:
		if v == nil { // not passed on
			w.number++
			v = &visit{id: fmt.Sprintf("%d.%d", Start+e.At/second, w.number)}
			w.live[key] = v
		}
		v.arrived, v.position = e.At, e.Position
		w.line(e.At, v.id, queue, "NONE", "ENTERQUEUE", "", fmt.Sprintf("%d%08d", key[0]+1, key[1]&(1<<48-1)), fmt.Sprint(v.position))
	case sim.Offered:
		if v.offered == nil {
			v.offered = map[int32]int64{}
		}
		v.offered[e.Agent] = e.At
	case sim.NotAnswered, sim.Declined, sim.PhoneBusy:
		w.line(e.At, v.id, queue, w.agents[e.Agent], "RINGNOANSWER", fmt.Sprint((e.At-v.offered[e.Agent])/1000))
	case sim.RingCanceled:
		w.line(e.At, v.id, queue, w.agents[e.Agent], "RINGCANCELED", fmt.Sprint((e.At-v.offered[e.Agent])/1000))
	case sim.Connected:
		w.connect(e, v)
	default:
		w.ends(e, v)
	}
}

// ends writes that a talk, or a call, is over.
func (w *Writer) ends(e sim.Entry, v *visit) {
	key, queue := e.Caller(), w.types[e.Type]
	switch e.Event {
	case sim.Completed:
		w.line(e.At, v.id, queue, w.agents[e.Agent], "COMPLETECALLER", seconds(v.arrived, v.connected), seconds(v.connected, e.At), fmt.Sprint(v.position))
		delete(w.live, key)
	case sim.BlindTransfer:
		w.line(e.At, v.id, queue, w.agents[e.Agent], "BLINDTRANSFER", w.types[e.To], "queues", seconds(v.arrived, v.connected), seconds(v.connected, e.At), fmt.Sprint(v.position))
	case sim.AttendedTransfer:
		w.line(e.At, v.id, queue, w.agents[e.Agent], "ATTENDEDTRANSFER", w.types[e.To], seconds(v.arrived, v.connected), seconds(v.connected, e.At), fmt.Sprint(v.position))
	case sim.Blocked, sim.Refused:
		delete(w.live, key)
	case sim.Abandoned, sim.AbandonedRinging, sim.Balked:
		w.gone(e, v, "ABANDON")
	case sim.Disconnected, sim.LeftEmpty:
		w.gone(e, v, "EXITEMPTY")
	case sim.TimedOut:
		w.gone(e, v, "EXITWITHTIMEOUT")
	}
}

func (w *Writer) connect(e sim.Entry, v *visit) {
	v.connected = e.At
	rings, ok := v.offered[e.Agent]
	if !ok {
		rings = e.At
	}
	w.line(e.At, v.id, w.types[e.Type], w.agents[e.Agent], "CONNECT", seconds(v.arrived, e.At), v.id, seconds(rings, e.At))
}

func (w *Writer) gone(e sim.Entry, v *visit, event string) {
	w.line(e.At, v.id, w.types[e.Type], "NONE", event, fmt.Sprint(e.Position), fmt.Sprint(v.position), seconds(v.arrived, e.At))
	delete(w.live, e.Caller())
}

// seconds is the difference of two clocks of whole seconds.
func seconds(from, until int64) string { return fmt.Sprint(until/second - from/second) }

func (w *Writer) member(e sim.Entry) {
	if e.Agent < 0 {
		return
	}
	agent := w.agents[e.Agent]
	for _, queue := range w.takes[w.groups[e.Agent]] {
		switch e.Event {
		case sim.LoggedOn:
			w.line(e.At, "NONE", queue, agent, "ADDMEMBER", "")
		case sim.LoggedOff, sim.Moved:
			w.line(e.At, "NONE", queue, agent, "REMOVEMEMBER", "")
		case sim.Paused:
			w.line(e.At, "NONE", queue, agent, "PAUSE", e.Reason.Name())
		case sim.Unpaused:
			w.line(e.At, "NONE", queue, agent, "UNPAUSE", "")
		}
	}
}
