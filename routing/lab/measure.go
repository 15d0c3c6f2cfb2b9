package lab

import (
	"strings"

	"shifu/internal/words"
	"shifu/routing/sim"
)

// Measure is a figure by which runs are judged; its keys are those of a
// simulation's report.
type Measure string

// The measures.
const (
	Offered       Measure = "offered"
	Answered      Measure = "answered"
	Abandoned     Measure = "abandoned"
	AnswerRate    Measure = "answer_rate"
	AbandonRate   Measure = "abandon_rate"
	SLa           Measure = "sl_a"
	SLb           Measure = "sl_b"
	SLc           Measure = "sl_c"
	SLd           Measure = "sl_d"
	SLe           Measure = "sl_e"
	SLf           Measure = "sl_f"
	PWait         Measure = "p_wait"
	ASA           Measure = "asa_s"
	WaitMean      Measure = "wait_mean_s"
	WaitAbandoned Measure = "wait_abandoned_s"
	QueueMean     Measure = "queue_mean"
	Occupancy     Measure = "occupancy"
	Timely        Measure = "timely_rate"
	Timely15      Measure = "timely_rate_15s"
	Timely20      Measure = "timely_rate_20s"
	Timely30      Measure = "timely_rate_30s"
	AHT           Measure = "aht_s"
	FCR           Measure = "fcr"
	WaitLongest   Measure = "wait_longest_s"
	Blocked       Measure = "blocked"
	AnswerAll     Measure = "answer_rate_with_blocked"
	AbandonShort  Measure = "abandon_rate_short"
	WaitP50       Measure = "wait_p50_s" // percentiles by nearest rank
	WaitP90       Measure = "wait_p90_s"
	WaitP95       Measure = "wait_p95_s"
	HoldRate      Measure = "hold_rate" // of the calls that agents took, as the two below
	HoldMean      Measure = "hold_mean_s"
	HelpRate      Measure = "help_rate"
	InVain        Measure = "help_in_vain_rate" // of the requests
	TransferRate  Measure = "transfer_rate"
	Received      Measure = "received" // passed on from other types
	ReceivedRate  Measure = "received_answer_rate"
	ReceivedWait  Measure = "received_asa_s"
)

// The measures of a group's people beside Occupancy, and what stands before the
// reason in those of the time not ready by reason.
const (
	WithoutRing Measure = "occupancy_without_ring"
	Utilisation Measure = "utilisation"
	Working     Measure = "working_rate"
	NotReady    Measure = "not_ready_rate"
	NotReadyBy  Measure = "not_ready_by."
	Adherence   Measure = "adherence"
	Conformance Measure = "conformance"
	Shrinkage   Measure = "shrinkage"
	Internal    Measure = "shrinkage_internal"
	External    Measure = "shrinkage_external"
	ShrinkageBy Measure = "shrinkage_by."
)

// TalkMean is a measure that only a real log has.
const TalkMean Measure = "talk_mean_s"

// Measures lists those of calls in the order of reports.
var Measures = []Measure{Offered, Answered, Abandoned, Blocked, AnswerRate, AnswerAll, AbandonRate, AbandonShort, SLa, SLb, SLc, SLd, SLe, SLf, Timely, Timely15, Timely20, Timely30, PWait, ASA, WaitMean, WaitAbandoned,
	WaitP50, WaitP90, WaitP95, WaitLongest, QueueMean, AHT, FCR, HoldRate, HoldMean, HelpRate, InVain, TransferRate, Received, ReceivedRate, ReceivedWait, Occupancy}

// Levels are the six service levels.
var Levels = []Measure{SLa, SLb, SLc, SLd, SLe, SLf}

var ratios = map[Measure]sim.Ratio{AnswerRate: sim.AnswerRate, AnswerAll: sim.AnswerAll, AbandonRate: sim.AbandonRate, AbandonShort: sim.AbandonShort, SLa: sim.SLa, SLb: sim.SLb, SLc: sim.SLc,
	SLd: sim.SLd, SLe: sim.SLe, SLf: sim.SLf, Timely: sim.Timely, Timely15: sim.Timely15, Timely20: sim.Timely20, Timely30: sim.Timely30, AHT: sim.AHT, FCR: sim.FCR, PWait: sim.PWait, ASA: sim.ASA, WaitMean: sim.WaitMean, WaitAbandoned: sim.WaitAbandoned,
	HoldRate: sim.HoldRate, HoldMean: sim.HoldMean, HelpRate: sim.HelpRate, InVain: sim.InVain, TransferRate: sim.TransferRate}

var percentiles = map[Measure]float64{WaitP50: 0.5, WaitP90: 0.9, WaitP95: 0.95}

// Share reports whether m lies between 0 and 1.
func (m Measure) Share() bool {
	switch m {
	case AnswerRate, AnswerAll, AbandonRate, AbandonShort, SLa, SLb, SLc, SLd, SLe, SLf, PWait, Occupancy, Timely, Timely15, Timely20, Timely30, FCR, WithoutRing, Utilisation, Working, NotReady, HoldRate, HelpRate, InVain, TransferRate, ReceivedRate, Adherence, Shrinkage, Internal, External:
		return true
	}
	return m.By() != "" || m == Conformance // which may lie above 1
}

// Seconds reports whether m is a time.
func (m Measure) Seconds() bool {
	switch m {
	case ASA, WaitMean, WaitAbandoned, AHT, TalkMean, WaitLongest, WaitP50, WaitP90, WaitP95, HoldMean, ReceivedWait:
		return true
	}
	return false
}

// Better is +1 where more is better, −1 where less is, 0 where it depends.
func (m Measure) Better() int {
	switch m {
	case AnswerRate, AnswerAll, Answered, SLa, SLb, SLc, SLd, SLe, SLf, Timely, Timely15, Timely20, Timely30, FCR, ReceivedRate, Adherence:
		return +1
	case Abandoned, AbandonRate, Blocked, PWait, ASA, WaitMean, WaitAbandoned, QueueMean, WaitLongest, WaitP50, WaitP90, WaitP95, InVain, ReceivedWait, Shrinkage:
		return -1
	}
	return 0
}

// Nothing is why m has no value where what it is divided by is nothing.
func (m Measure) Nothing() words.Text {
	switch m {
	case AnswerRate, AnswerAll, AbandonRate, AbandonShort, Timely, Timely15, Timely20, Timely30, PWait:
		return words.T("no call came", nil)
	case SLa, ASA, AHT, TalkMean, HoldRate, HelpRate, TransferRate:
		return words.T("no call was answered", nil)
	case SLd:
		return words.T("every call was abandoned in time", nil)
	case SLe:
		return words.T("every call was a short one", nil)
	case WaitAbandoned:
		return words.T("no call was abandoned", nil)
	case HoldMean:
		return words.T("no caller was put on hold", nil)
	case InVain:
		return words.T("nobody asked for help", nil)
	case ReceivedRate, ReceivedWait:
		return words.T("no call was passed on to here", nil)
	case Occupancy, WithoutRing, Utilisation, Working:
		return words.T("nobody was there", nil)
	case Adherence, Conformance, Shrinkage, Internal, External:
		return words.T("nobody was scheduled", nil)
	case QueueMean:
		return words.T("the log covers no time", nil)
	}
	return words.T("no call was answered or abandoned", nil)
}

// By is the reason that a measure of time not ready, or of shrinkage, is about,
// empty for others.
func (m Measure) By() string {
	for _, of := range []Measure{NotReadyBy, ShrinkageBy} {
		if reason, is := strings.CutPrefix(string(m), string(of)); is {
			return reason
		}
	}
	return ""
}

// MissingFromLog is why a real log gives no value for m.
func (m Measure) MissingFromLog() words.Text {
	switch m {
	case FCR:
		return words.T("the log names no caller", nil)
	case NotReady:
		return words.T("the log tells of no members", nil)
	case Adherence, Conformance, Shrinkage:
		return words.T("the log holds no schedule", nil)
	}
	return m.Nothing()
}
