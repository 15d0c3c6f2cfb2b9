package queuelog

import (
	"bytes"
	"io"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Outcome is how a visit to a queue ended.
type Outcome uint8

// The outcomes.
const (
	Unfinished Outcome = iota // the log ends before
	Answered
	Abandoned
	Left // the queue was empty of agents, a time ran out, a key was pressed, the call was taken out
)

// Visit is one stay of one call in one queue. Times are whole seconds.
type Visit struct {
	Arrived int64 // epoch
	Wait    int32
	Talk    int32 // −1: unknown, the log ends before
	Queue   int32 // of History.Queues
	Agent   int32 // of History.Agents, −1: none
	Caller  int32 // of the callers whose number is known, −1: unknown
	Outcome Outcome
	Passed  bool  // transferred
	Taken   bool  // came by a transfer
	From    int32 // if so: the queue that passed it on
}

// Pause is a time during which a member of a queue was not ready; epochs.
type Pause struct {
	Agent, Queue, Reason int32 // Reason: of History.Reasons
	From, Until          int64
}

// Span is a time during which an agent was a member of a queue; epochs.
type Span struct {
	Agent, Queue int32
	From, Until  int64
}

// History is what a log tells of calls.
type History struct {
	Queues, Agents []string
	Visits         []Visit // in the order in which they came
	Members        []Span
	Pauses         []Pause
	Reasons        []string
	From, Until    int64 // of the first and the last line
	Earlier        int   // outcomes of calls that came before the log begins; they are left out
}

// reader builds a History line by line.
type reader struct {
	name    string
	line    int
	history History
	queues  map[string]int32
	agents  map[string]int32
	open    map[string]int32 // call and queue → visit
	since   map[[2]int32]int64
	paused  map[[2]int32]Pause
	reasons map[string]int32
	callers map[string]int32
	moved   map[string]int32 // calls that were passed on and have entered no queue since → the queue that did
	key     []byte
	any     bool
}

func newReader(name string) *reader {
	return &reader{name: name, queues: map[string]int32{}, agents: map[string]int32{}, open: map[string]int32{}, since: map[[2]int32]int64{},
		paused: map[[2]int32]Pause{}, reasons: map[string]int32{}, callers: map[string]int32{}, moved: map[string]int32{}}
}

// Read reads a queue_log, name standing in the refusals. Events that are not
// about a call's stay are passed over, a broken line refuses the log.
func Read(name string, in io.Reader) (*History, error) {
	r := newReader(name)
	raw, err := io.ReadAll(in)
	if err != nil {
		return nil, fault.New(fault.Invalid, "The file {{.File}} can't be read.", fault.Values{"File": name}).Because(err)
	}
	for line, row := range inTime(bytes.TrimPrefix(raw, []byte("\uFEFF"))) {
		r.line = line
		if len(row) > longest {
			return nil, r.broken("line", "The line is too long.", nil)
		}
		if err := r.row(row); err != nil {
			return nil, err
		}
	}
	return r.finish()
}

// longest is how long a line may be.
const longest = 1 << 16

func (r *reader) broken(field, key string, values fault.Values) error {
	return fault.New(fault.Invalid, "{{.File}}, line {{.Line}}, {{.Field}}: {{.Reason}}", fault.Values{
		"File": r.name, "Line": r.line, "Field": field, "Reason": words.T(key, values)})
}

// record is one line, cut into its fields.
type record struct {
	at                        int64
	call, queue, agent, event []byte
	parameters                [6][]byte
}

func (r *reader) row(row []byte) error {
	var fields [11][]byte
	n := 0
	for ; n < len(fields)-1; n++ {
		i := bytes.IndexByte(row, '|')
		if i < 0 {
			break
		}
		fields[n], row = row[:i], row[i+1:]
	}
	fields[n] = row
	if n < 4 {
		return r.broken("line", "A line of queue_log has at least five fields between bars: time, call, queue, agent, event.", nil)
	}
	at, ok := number(fields[0])
	if !ok {
		return r.broken("time", "\"{{.Have}}\" is no time in seconds since 1970.", fault.Values{"Have": string(fields[0])})
	}
	e := record{at: at, call: fields[1], queue: fields[2], agent: fields[3], event: fields[4]}
	copy(e.parameters[:], fields[5:])
	return r.take(&e)
}

// number reads digits, and passes over a fraction of a second.
func number(b []byte) (int64, bool) {
	if i := bytes.IndexByte(b, '.'); i > 0 {
		for _, c := range b[i+1:] {
			if c < '0' || c > '9' {
				return 0, false
			}
		}
		b = b[:i]
	}
	n := int64(0)
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, len(b) > 0 && len(b) < 13
}

func (r *reader) take(e *record) error {
	if h := &r.history; !r.any {
		h.From, h.Until, r.any = e.at, e.at, true
	} else {
		h.From, h.Until = min(h.From, e.at), max(h.Until, e.at)
	}
	switch string(e.event) {
	case "ENTERQUEUE":
		r.enters(e)
	case "CONNECT":
		return r.ends(e, 0, Answered)
	case "ABANDON":
		return r.ends(e, 2, Abandoned)
	case "EXITEMPTY", "EXITWITHTIMEOUT", "WITHDRAW":
		return r.ends(e, 2, Left)
	case "EXITWITHKEY":
		return r.ends(e, 3, Left)
	case "COMPLETECALLER", "COMPLETEAGENT":
		return r.talked(e, 1)
	case "BLINDTRANSFER", "TRANSFER":
		r.passes(e)
		return r.talked(e, 3)
	case "ATTENDEDTRANSFER":
		r.passes(e)
		return r.talked(e, 2)
	case "PAUSE":
		r.unpauses(r.member(e), e.at)
		r.pauses(e, e.parameters[0])
	case "UNPAUSE":
		r.unpauses(r.member(e), e.at)
	case "ADDMEMBER":
		if r.since[r.member(e)] = e.at; string(e.parameters[0]) == "PAUSED" {
			r.pauses(e, nil)
		}
	case "REMOVEMEMBER":
		r.unpauses(r.member(e), e.at)
		r.leaves(r.member(e), e.at)
	}
	return nil
}

func (r *reader) intern(known map[string]int32, list *[]string, name []byte) int32 {
	if i, ok := known[string(name)]; ok {
		return i
	}
	i := int32(len(*list))
	known[string(name)] = i
	*list = append(*list, string(name))
	return i
}

func (r *reader) queue(e *record) int32 { return r.intern(r.queues, &r.history.Queues, e.queue) }

func (r *reader) agent(e *record) int32 { return r.intern(r.agents, &r.history.Agents, e.agent) }

func (r *reader) member(e *record) [2]int32 { return [2]int32{r.agent(e), r.queue(e)} }
