// Package roleplay is practice against a scripted customer (对练): a scenario is
// a persona, a graph of what the customer says, and what a good answer holds;
// an attempt is a list of moves, from which run and score follow every time in
// the same way. It needs no model: what is typed or chosen is matched by
// keywords, synonyms and regular expressions in Chinese and in English.
package roleplay

import (
	"slices"
	"time"

	"shifu/internal/words"
)

// Text is a text in both languages; one of them may be empty.
type Text struct{ ZH, EN string }

// In is the text in l, or in the other language if there is none.
func (t Text) In(l words.Language) string {
	if l == words.Chinese && t.ZH != "" || t.EN == "" {
		return t.ZH
	}
	return t.EN
}

// Line is one of the main business lines.
type Line string

// The business lines (业扩报装, 抄表计量, 电费电价, 故障报修).
const (
	NewConnection Line = "new_connection"
	Metering      Line = "metering"
	TariffBill    Line = "tariff_bill"
	FaultRepair   Line = "fault_repair"
)

// Lines lists the business lines in the order in which screens show them.
var Lines = []Line{NewConnection, Metering, TariffBill, FaultRepair}

// Level is how much help is shown.
type Level string

// The levels: the words to say, what has to be said, nothing.
const (
	Script  Level = "script"
	Hints   Level = "hints"
	Nothing Level = "nothing"
	// Exam shows nothing, offers the replies in one order to all, is never begun
	// in the middle, and waits for two assessors.
	Exam Level = "exam"
)

// Levels lists the levels from much help to none.
var Levels = []Level{Script, Hints, Nothing, Exam}

// Assessors is how many reviews settle an exam.
const Assessors = 2

// Ending is how a call ends.
type Ending string

// The endings. The first three are good ones.
const (
	Solved      Ending = "solved"
	FollowUp    Ending = "follow_up"
	Transferred Ending = "transferred" // to the desk to which it belongs: never in a script
	Supervisor  Ending = "supervisor"  // the caller asks for the supervisor
	Complaint   Ending = "complaint"   // the caller threatens one
	Misdirected Ending = "misdirected" // transferred to a wrong desk: never in a script
	HungUp      Ending = "hung_up"     // the caller puts the phone down
)

// Endings lists the endings from good to bad.
var Endings = []Ending{Solved, FollowUp, Transferred, Supervisor, Complaint, Misdirected, HungUp}

// Good reports whether an ending is what was hoped for.
func (e Ending) Good() bool { return e == Solved || e == FollowUp || e == Transferred }

// scripted reports whether a script may end so.
func (e Ending) scripted() bool {
	return slices.Contains(Endings, e) && e != Transferred && e != Misdirected
}

// Click is something to be done in the systems during a call.
type Click string

// The clicks.
const (
	LookUp    Click = "look_up"   // the customer's file
	Outages   Click = "outages"   // planned and running outages
	Bill      Click = "bill"      // bills and payments
	Meter     Click = "meter"     // readings
	Progress  Click = "progress"  // orders under way
	Knowledge Click = "knowledge" // the knowledge base
	Order     Click = "order"     // a new work order
	Transfer  Click = "transfer"  // to somebody else
)

// Clicks lists the clicks in the order of their keys.
var Clicks = []Click{LookUp, Outages, Bill, Meter, Progress, Knowledge, Order, Transfer}

// Scenario is one caller with one concern. It is read-only while it is played.
type Scenario struct {
	ID        string
	Line      Line
	Title     Text
	Brief     Text     // what a trainee reads before the call
	Skills    []string // knowledge points that it practises
	Least     time.Duration
	Most      time.Duration // the talk time aimed at lies between
	Persona   Persona
	Points    []Point // of the scenario and those of the book that it uses
	Forbidden []Phrase
	Order     []string // points and clicks in the order in which they should come
	Form      []Field  // of the work order; may be empty
	Reads     []string // words of which one stands in the title of the right article
	Start     string
	Leaves    string // the ending to which it comes when the mood is gone
	States    []State
	Handovers []Handover // transfers that are right; every other one goes astray
	Weights   Weights
	Variants  []Variant // other callers with the same concern; may be empty

	toward []string // states that the caller comes to although the mood would not; see Toward
}

// Persona is who calls.
type Persona struct {
	Name     Text
	Number   string // masked
	Region   Text
	History  []Text
	Goal     Text
	Mood     int           // at the beginning, 1…100
	Patience time.Duration // for an answer before the mood falls, where a state says none
	Knows    []Text
	Mistaken []Text // what the caller believes wrongly
	Triggers []Trigger
	Voice    Voice
	Rate     int // per cent of speed and pitch at which the sound of the voice is played; 0: 100
}

// Voice is how the synthesiser speaks the caller.
type Voice struct {
	Variant      string
	Pitch, Speed int
}

// Trigger are words at which the mood jumps.
type Trigger struct {
	Pattern
	Mood int
}

// Point is something that has to be said.
type Point struct {
	Pattern
	ID       string
	What     Text
	Mood     int  // what it does to the mood
	Critical bool // missed: the attempt fails
}

// Phrase is something that must not be said (服务忌语).
type Phrase struct {
	Pattern
	Instead Text
	Cost    float64 // of the whole score, 0…1
}

// Field is an entry of the work order with what is right there.
type Field struct {
	Name  Text
	Right Pattern
	Value Text // a right entry, as a hint
}

// State is where the customer stands: what they say, and what is asked of the
// answer. An ending asks nothing.
type State struct {
	ID      string
	Says    Text
	Within  time.Duration // 0: the patience of the persona
	Need    []string      // points
	Clicks  []Click
	Replies []Text // the first is the model answer
	Next    []Next
	Ending  Ending
}

// Next is a way to another state; the first whose conditions hold is taken.
type Next struct {
	To        string
	MoodBelow int      // 0: whatever the mood
	MoodFrom  int      // 0: whatever the mood
	Missed    []string // any of these points or clicks not yet there
	Had       []string // all of these points or clicks there
}

// ByMood reports whether the mood decides.
func (n Next) ByMood() bool { return n.MoodBelow > 0 || n.MoodFrom > 0 }

// Weights are the shares of the parts of the score. A part with nothing to
// count leaves its share to the others.
type Weights struct{ Points, Clicks, Order, Time float64 }

// StandardWeights hold where a scenario gives none.
func StandardWeights() Weights { return Weights{.5, .2, .15, .15} }

// State returns the state of that ID, nil if there is none.
func (s *Scenario) State(id string) *State {
	if i := slices.IndexFunc(s.States, func(x State) bool { return x.ID == id }); i >= 0 {
		return &s.States[i]
	}
	return nil
}

// Point returns the point of that ID, nil if there is none.
func (s *Scenario) Point(id string) *Point {
	if i := slices.IndexFunc(s.Points, func(x Point) bool { return x.ID == id }); i >= 0 {
		return &s.Points[i]
	}
	return nil
}

// Limit is the time for an answer in a state.
func (s *Scenario) Limit(x *State) time.Duration {
	if x.Within > 0 {
		return x.Within
	}
	return s.Persona.Patience
}

// Asks reports whether any state asks for a click.
func (s *Scenario) Asks(c Click) bool {
	return slices.ContainsFunc(s.States, func(x State) bool { return slices.Contains(x.Clicks, c) })
}
