package routinglab

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/routing/lab"
)

// wording is how a measure is said: keys of the catalogues, but for symbols and
// vendor, which are the same in all languages.
type wording struct {
	name   string
	short  string // where there is little room; empty: the name
	column string // over a narrow column; empty: the short one
	sum    string // its formula in symbols of the guide, or else
	by     string // in words
	vendor string // whose definition it is, or else
	usedBy string // in words
}

var wordings = map[lab.Measure]wording{
	lab.Offered:      {name: "Calls that came", column: "came", sum: "O"},
	lab.Answered:     {name: "Answered calls", column: "got through", sum: "A"},
	lab.Abandoned:    {name: "Lost calls", column: "lost", sum: "X"},
	lab.Blocked:      {name: "Found every place taken", sum: "B"},
	lab.AnswerRate:   {name: "Answer rate", sum: "A / O", usedBy: "reports of 95598"},
	lab.AnswerAll:    {name: "Answer rate with those blocked", sum: "A / (O + B)"},
	lab.AbandonRate:  {name: "Abandonment", column: "lost share", sum: "X / O"},
	lab.AbandonShort: {name: "Short abandons of all that came", sum: "X_s / O"},
	lab.FCR:          {name: "Settled by one call", by: "settled / A"},
	lab.TransferRate: {name: "Transferred", by: "transferred / calls taken"},
	lab.HoldRate:     {name: "Put on hold", by: "with a hold / calls taken"},
	lab.HelpRate:     {name: "Asked for help", by: "requests / calls taken"},
	lab.InVain:       {name: "Asked for help in vain", by: "nobody free / requests"},
	lab.Received:     {name: "Received by transfer", by: "offered where they came first"},
	lab.ReceivedRate: {name: "Answer rate of those received", by: "answered / received"},
	lab.ReceivedWait: {name: "Mean wait of those received", by: "wait of the answered / answered"},

	lab.SLa:      {name: "SLa, in time of the answered", sum: "A_T / A", vendor: "Asterisk SL"},
	lab.SLb:      {name: "SLb, in time of all", sum: "A_T / (A + X)", usedBy: "the strictest"},
	lab.SLc:      {name: "SLc, in time or left in time of all", sum: "(A_T + X_T) / (A + X)", vendor: "Asterisk SL2, ICMI"},
	lab.SLd:      {name: "SLd, without those who left in time", sum: "A_T / (A + X − X_T)", vendor: "ContactCenters"},
	lab.SLe:      {name: "SLe, without short abandons", sum: "A_T / (A + X − X_s)", vendor: "Genesys"},
	lab.SLf:      {name: "SLf, short abandons count as good", sum: "(A_T + X_s) / (A + X)", usedBy: "the mildest to short abandons"},
	lab.Timely:   {name: "Answered in time of all that came", sum: "A_T / O"},
	lab.Timely15: {name: "Answered within 15 s", sum: "A_15 / O"},
	lab.Timely20: {name: "Answered within 20 s", sum: "A_20 / O"},
	lab.Timely30: {name: "Answered within 30 s", sum: "A_30 / O"},

	lab.PWait:         {name: "Had to wait", column: "waited", by: "not answered at once / O"},
	lab.ASA:           {name: "Mean speed of answer", short: "Speed of answer", by: "wait of the answered / A"},
	lab.WaitMean:      {name: "Mean wait of all", column: "Mean wait", by: "wait of answered and lost / (A + X)"},
	lab.WaitAbandoned: {name: "Mean wait of the lost", column: "Wait of the lost", by: "wait of the lost / X"},
	lab.WaitP50:       {name: "Half the calls waited at most", by: "nearest rank, answered and lost"},
	lab.WaitP90:       {name: "90 % waited at most", by: "nearest rank, answered and lost"},
	lab.WaitP95:       {name: "95 % waited at most", by: "nearest rank, answered and lost"},
	lab.WaitLongest:   {name: "Longest wait", by: "of answered and lost"},
	lab.QueueMean:     {name: "Mean number waiting", column: "waiting", by: "all waits / time"},

	lab.AHT:         {name: "Handling time", by: "(talk + hold + wrap-up) / calls taken"},
	lab.HoldMean:    {name: "Mean time on hold", by: "time on hold / calls with a hold"},
	lab.TalkMean:    {name: "Mean talk", by: "talk / A; a log tells of no wrap-up"},
	lab.Occupancy:   {name: "Occupancy", by: "busy / (busy + ready + ringing)"},
	lab.WithoutRing: {name: "Occupancy without ringing", by: "busy / (busy + ready)"},
	lab.Utilisation: {name: "Utilisation", by: "busy / time there", usedBy: "South grid"},
	lab.Working:     {name: "Working rate", by: "(busy + ready + ringing) / time there"},
	lab.NotReady:    {name: "Time not ready", by: "not ready / time there"},
	lab.Adherence:   {name: "Adherence", by: "time as scheduled / scheduled time"},
	lab.Conformance: {name: "Conformance", by: "on the phone / scheduled for the phone"},
	lab.Shrinkage:   {name: "Shrinkage", by: "(paid − available) / paid"},
	lab.Internal:    {name: "Shrinkage from within", by: "there, off the phone / paid"},
	lab.External:    {name: "Shrinkage from without", by: "absent, late, on the way / paid"},
}

// reasonWords name the reasons of the simulation; those of a log are its own.
var reasonWords = desk.Words[string]{"missed": "after missed calls", "break": "on a break", "training": "in training", "paper": "at work orders", "travelling": "on the way to another seat",
	"meeting": "in a meeting", "coaching": "helping a colleague", "system": "the system was down", "late": "late for the shift", "absent": "absent"}

// said is the first of some words that there is, plain where there is none.
func said(plain string, words ...string) string {
	for _, w := range words {
		if w != "" {
			return lang.L(w)
		}
	}
	return plain
}

// measureWord names a measure; shares and times carry their unit elsewhere.
func measureWord(m lab.Measure) string {
	if reason := m.By(); reason != "" {
		return "    " + reasonWords.Of(reason)
	}
	return said(string(m), wordings[m].name)
}

// shortWord is a measure's name where there is little room, columnWord where
// there is hardly any.
func shortWord(m lab.Measure) string {
	if slices.Contains(lab.Levels, m) {
		return "SL" + strings.TrimPrefix(string(m), "sl_")
	}
	return said(measureWord(m), wordings[m].short)
}

func columnWord(m lab.Measure) string { return said(shortWord(m), wordings[m].column) }

// formula says how a measure is worked out, with the symbols of the guide.
func formula(m lab.Measure) string {
	switch {
	case strings.HasPrefix(string(m), string(lab.ShrinkageBy)):
		return lang.L("lost / paid")
	case m.By() != "":
		return lang.L("not ready / time there")
	}
	return said(wordings[m].sum, wordings[m].by)
}

// usedBy says whose definition a measure is.
func usedBy(m lab.Measure) string { return said(wordings[m].vendor, wordings[m].usedBy) }
