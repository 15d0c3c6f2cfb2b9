package ability

import (
	"math"
	"strings"
	"time"

	"shifu/internal/fault"
)

// Hardness is why a call was hard.
type Hardness string

// The reasons.
const (
	Abuse      Hardness = "abuse"       // the agent was insulted or threatened
	LongOutage Hardness = "long-outage" // a long call about an outage
)

// LongCall is from which length on a call about an outage is hard.
const LongCall = 8 * time.Minute

// OutageLine is the business line of outage calls.
const OutageLine = "故障报修"

// Break is what is offered after abuse.
const Break = 10 * time.Minute

// Hard is one hard call of somebody.
type Hard struct {
	ReportID string // empty: nothing was said of it yet
	CallID   string
	Title    string
	At       time.Time
	Length   time.Duration
	Why      Hardness
	Heard    bool // found in the transcript, not told
	Told     bool // the agent said so
	Answer   BreakAnswer
	Note     string    // to the supervisor, once the person consented
	SentAt   time.Time // zero: the supervisor knows nothing of it
	Seen     string    // name of who has read the note
	SeenAt   time.Time
	Reply    string
}

// BreakAnswer is what became of the offer of a break.
type BreakAnswer string

// The answers.
const (
	Offered  BreakAnswer = ""
	Taken    BreakAnswer = "taken"
	Declined BreakAnswer = "declined"
)

// weights are what a hard call weighs when it has just been.
var weights = map[Hardness]float64{Abuse: 3, LongOutage: 1}

// ReliefHalf is the time in which the weight of a hard call halves.
const ReliefHalf = 2 * 24 * time.Hour

// Load is how heavy hard calls weigh at a time: the sum of their weights, each
// halved every two days. A single abuse just now is 3.
func Load(hs []Hard, now time.Time) float64 {
	sum := 0.0
	for _, h := range hs {
		if age := now.Sub(h.At); age >= 0 {
			sum += weights[h.Why] * math.Exp2(-float64(age)/float64(ReliefHalf))
		}
	}
	return sum
}

// Level says what a load asks for.
type Level int

// The levels.
const (
	Light  Level = iota
	Raised       // talk to them
	High         // relieve them
)

// LevelOf is the level of a load.
func LevelOf(load float64) Level {
	switch {
	case load >= 6:
		return High
	case load >= 3:
		return Raised
	}
	return Light
}

// insults are what customers say when they insult or threaten.
var insults = []string{"滚", "废物", "混蛋", "王八", "他妈", "妈的", "傻子", "白痴", "脑残", "有病", "不要脸", "骗子", "弄死", "等着瞧", "找你麻烦", "idiot", "stupid", "shut up", "damn you"}

// Insulting reports whether a customer's words hold an insult or a threat. It
// only offers help: nothing is counted against anybody by it.
func Insulting(text string) bool {
	text = strings.ToLower(text)
	for _, w := range insults {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

const mostNote = 500

// CheckNote returns an Invalid fault for a note that can't be sent.
func CheckNote(text string) error {
	if text = strings.TrimSpace(text); text == "" || len([]rune(text)) > mostNote {
		return fault.New(fault.Invalid, "Write what your supervisor may know, in at most {{.N}} characters.", fault.Values{"N": mostNote})
	}
	return nil
}
