// Package library holds the facts by which calls are filtered, sorted and
// counted, column by column in memory: about 100 bytes a call. A question over
// a million calls takes some ten milliseconds whatever is asked, which no set
// of database indices gives for every mixture of filter and order. It knows no
// SQL: whoever fills it reads the rows of the answers by their numbers.
package library

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"shifu/internal/hanzi"
)

// Call is what the index keeps of one call.
type Call struct {
	N              uint32 // number of the call; a new one is larger than all before
	Start          int64  // microseconds UTC
	Duration       time.Duration
	AgentID        string
	AgentName      string
	StaffNumber    string
	OrganisationID string
	TeamID         string
	Project        string
	BusinessLine   string
	Queue          string
	Kind           string // how it came: inbound, outbound, online
	Caller         string
	ExternalID     string
	Satisfaction   int
	Sound          bool
	State          string   // for those who see every evaluation
	Score          *float64 // nil: none
	ShownState     string   // for the agent
	ShownScore     *float64
	Tags           string // a line each, sorted
}

// Index answers questions about all calls. It may be used by several
// goroutines; Update has it for itself.
type Index struct {
	mu    sync.RWMutex
	cache cache

	n        []uint32
	start    []int64
	duration []int32 // milliseconds
	agent    []uint32
	team     []uint32
	org      []uint32
	project  []uint32
	line     []uint32
	queue    []uint32
	rating   []uint8
	sound    []bool
	kind     []uint8
	tag      []uint32     // of all tags of a call together
	state    [2][]uint8   // everybody's, the agent's
	score    [2][]float32 // NaN: none
	textAt   []uint32     // where number and external id stand in text
	textLen  []uint16
	text     []byte

	agents, teams, orgs, projects, lines, queues dict
	states, kinds, tags                          dict
	about                                        []agent // by code in agents

	order []uint32 // positions by start, then number
	late  int      // positions from here on are not in order yet
	moved bool     // a start changed: order is wrong

	version int64
}

// agent is what a word can be found in, and who it is.
type agent struct{ id, name, staff, folded string }

// New returns an empty index. states are the states of an evaluation in the
// order in which a list sorts them; "" stands for none.
func New(states []string) *Index {
	x := &Index{}
	x.states.code("")
	for _, s := range states {
		x.states.code(s)
	}
	return x
}

// Len returns how many calls there are.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.n)
}

// Version grows with each Update.
func (x *Index) Version() int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.version
}

// Update adds and replaces calls, by number, and then sorts what has to be.
func (x *Index) Update(each func(put func(Call) error) error) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.cache.clear()
	x.version++
	err := each(x.put)
	x.arrange()
	return err
}

// Name tells the names of organisations and teams, which lists sort by.
func (x *Index) Name(organisations, teams map[string]string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.cache.clear()
	x.orgs.called, x.teams.called = organisations, teams
	x.orgs.ranks, x.teams.ranks = nil, nil
	x.rank()
}

func (x *Index) put(c Call) error {
	at, found := x.at(c.N)
	if !found {
		if at != len(x.n) {
			return fmt.Errorf("call %d came after call %d", c.N, x.n[len(x.n)-1])
		}
		x.grow(c.N)
	}
	x.moved = x.moved || found && x.start[at] != c.Start
	x.start[at], x.duration[at] = c.Start, int32(min(c.Duration.Milliseconds(), math.MaxInt32))
	x.agent[at] = x.agentCode(c)
	x.team[at], x.org[at] = x.teams.code(c.TeamID), x.orgs.code(c.OrganisationID)
	x.project[at], x.line[at], x.queue[at] = x.projects.code(c.Project), x.lines.code(c.BusinessLine), x.queues.code(c.Queue)
	x.rating[at], x.sound[at], x.kind[at] = uint8(c.Satisfaction), c.Sound, uint8(x.kinds.code(c.Kind))
	x.tag[at] = x.tags.code(c.Tags)
	x.state[0][at], x.score[0][at] = uint8(x.states.code(c.State)), number(c.Score)
	x.state[1][at], x.score[1][at] = uint8(x.states.code(c.ShownState)), number(c.ShownScore)
	x.write(at, c)
	return nil
}

func number(p *float64) float32 {
	if p == nil {
		return float32(math.NaN())
	}
	return float32(*p)
}

// write keeps the texts in which digits are looked for. A text that changed is
// written anew; the old one stays until the index is read afresh.
func (x *Index) write(at int, c Call) {
	text := hanzi.Fold(c.Caller) + "\x00" + hanzi.Fold(c.ExternalID)
	text = text[:min(len(text), math.MaxUint16)]
	if x.textLen[at] != 0 && string(x.textOf(at)) == text {
		return
	}
	x.textAt[at], x.textLen[at] = uint32(len(x.text)), uint16(len(text))
	x.text = append(x.text, text...)
}

func (x *Index) textOf(at int) []byte {
	from := int(x.textAt[at])
	return x.text[from : from+int(x.textLen[at])]
}

func (x *Index) grow(n uint32) {
	x.n = append(x.n, n)
	x.start, x.duration = append(x.start, 0), append(x.duration, 0)
	x.agent, x.team, x.org = append(x.agent, 0), append(x.team, 0), append(x.org, 0)
	x.project, x.line, x.queue = append(x.project, 0), append(x.line, 0), append(x.queue, 0)
	x.rating, x.sound, x.kind, x.tag = append(x.rating, 0), append(x.sound, false), append(x.kind, 0), append(x.tag, 0)
	for i := range x.state {
		x.state[i], x.score[i] = append(x.state[i], 0), append(x.score[i], 0)
	}
	x.textAt, x.textLen = append(x.textAt, 0), append(x.textLen, 0)
}

// at returns the position of call n, or where it would stand.
func (x *Index) at(n uint32) (int, bool) {
	if i := int(n) - 1; i >= 0 && i < len(x.n) && x.n[i] == n {
		return i, true
	}
	return slices.BinarySearch(x.n, n)
}

func (x *Index) agentCode(c Call) uint32 {
	code := x.agents.code(c.AgentID + "\x00" + c.AgentName + "\x00" + c.StaffNumber)
	if int(code) == len(x.about) {
		x.about = append(x.about, newAgent(c.AgentID, c.AgentName, c.StaffNumber))
	}
	return code
}

func newAgent(id, name, staff string) agent {
	folded := hanzi.Fold(name) + "\x00" + hanzi.Fold(staff) + "\x00" + hanzi.Initials(name)
	return agent{id: id, name: name, staff: staff, folded: folded}
}

// agentOf undoes the code's own text: id, name and staff number.
func agentOf(value string) agent {
	parts := strings.SplitN(value, "\x00", 3)
	for len(parts) < 3 {
		parts = append(parts, "")
	}
	return newAgent(parts[0], parts[1], parts[2])
}
