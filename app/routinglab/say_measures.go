package routinglab

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/routing/lab"
)

// measureWord names a measure; shares and times carry their unit elsewhere.
func measureWord(m lab.Measure) string {
	for _, word := range []func(lab.Measure) string{callsWord, levelWord, waitWord, peopleWord} {
		if w := word(m); w != "" {
			return w
		}
	}
	return string(m)
}

func callsWord(m lab.Measure) string {
	switch m {
	case lab.Offered:
		return lang.L("Calls that came")
	case lab.Answered:
		return lang.L("Answered calls")
	case lab.Abandoned:
		return lang.L("Lost calls")
	case lab.Blocked:
		return lang.L("Found every place taken")
	case lab.AnswerRate:
		return lang.L("Answer rate")
	case lab.AnswerAll:
		return lang.L("Answer rate with those blocked")
	case lab.AbandonRate:
		return lang.L("Abandonment")
	case lab.AbandonShort:
		return lang.L("Short abandons of all that came")
	case lab.FCR:
		return lang.L("Settled by one call")
	case lab.TransferRate:
		return lang.L("Transferred")
	case lab.HoldRate:
		return lang.L("Put on hold")
	case lab.HelpRate:
		return lang.L("Asked for help")
	case lab.InVain:
		return lang.L("Asked for help in vain")
	case lab.Received:
		return lang.L("Received by transfer")
	case lab.ReceivedRate:
		return lang.L("Answer rate of those received")
	}
	return ""
}

func levelWord(m lab.Measure) string {
	switch m {
	case lab.SLa:
		return lang.L("SLa, in time of the answered")
	case lab.SLb:
		return lang.L("SLb, in time of all")
	case lab.SLc:
		return lang.L("SLc, in time or left in time of all")
	case lab.SLd:
		return lang.L("SLd, without those who left in time")
	case lab.SLe:
		return lang.L("SLe, without short abandons")
	case lab.SLf:
		return lang.L("SLf, short abandons count as good")
	case lab.Timely:
		return lang.L("Answered in time of all that came")
	}
	return ""
}

func waitWord(m lab.Measure) string {
	switch m {
	case lab.PWait:
		return lang.L("Had to wait")
	case lab.ASA:
		return lang.L("Mean speed of answer")
	case lab.WaitMean:
		return lang.L("Mean wait of all")
	case lab.WaitAbandoned:
		return lang.L("Mean wait of the lost")
	case lab.WaitP50:
		return lang.L("Half the calls waited at most")
	case lab.WaitP90:
		return lang.L("90 % waited at most")
	case lab.WaitP95:
		return lang.L("95 % waited at most")
	case lab.WaitLongest:
		return lang.L("Longest wait")
	case lab.QueueMean:
		return lang.L("Mean number waiting")
	case lab.ReceivedWait:
		return lang.L("Mean wait of those received")
	}
	return ""
}

func peopleWord(m lab.Measure) string {
	switch m {
	case lab.AHT:
		return lang.L("Handling time")
	case lab.HoldMean:
		return lang.L("Mean time on hold")
	case lab.TalkMean:
		return lang.L("Mean talk")
	case lab.Occupancy:
		return lang.L("Occupancy")
	case lab.WithoutRing:
		return lang.L("Occupancy without ringing")
	case lab.Utilisation:
		return lang.L("Utilisation")
	case lab.Working:
		return lang.L("Working rate")
	case lab.NotReady:
		return lang.L("Time not ready")
	}
	if reason := m.By(); reason != "" {
		return "    " + reasonWord(reason)
	}
	return scheduleWord(m)
}

func scheduleWord(m lab.Measure) string {
	switch m {
	case lab.Adherence:
		return lang.L("Adherence")
	case lab.Conformance:
		return lang.L("Conformance")
	case lab.Shrinkage:
		return lang.L("Shrinkage")
	case lab.Internal:
		return lang.L("Shrinkage from within")
	case lab.External:
		return lang.L("Shrinkage from without")
	}
	return ""
}

// reasonWord names a reason of the simulation; those of a log are its own.
func reasonWord(reason string) string {
	switch reason {
	case "missed":
		return lang.L("after missed calls")
	case "break":
		return lang.L("on a break")
	case "training":
		return lang.L("in training")
	case "paper":
		return lang.L("at work orders")
	case "travelling":
		return lang.L("on the way to another seat")
	case "meeting":
		return lang.L("in a meeting")
	case "coaching":
		return lang.L("helping a colleague")
	case "system":
		return lang.L("the system was down")
	case "late":
		return lang.L("late for the shift")
	case "absent":
		return lang.L("absent")
	}
	return reason
}

// formula says how a measure is worked out, with the symbols of the guide.
func formula(m lab.Measure) string {
	if f, ok := map[lab.Measure]string{
		lab.Offered: "O", lab.Answered: "A", lab.Abandoned: "X", lab.Blocked: "B", lab.AnswerRate: "A / O", lab.AnswerAll: "A / (O + B)", lab.AbandonRate: "X / O", lab.AbandonShort: "X_s / O",
		lab.SLa: "A_T / A", lab.SLb: "A_T / (A + X)", lab.SLc: "(A_T + X_T) / (A + X)", lab.SLd: "A_T / (A + X − X_T)", lab.SLe: "A_T / (A + X − X_s)", lab.SLf: "(A_T + X_s) / (A + X)", lab.Timely: "A_T / O",
	}[m]; ok {
		return f
	}
	switch m {
	case lab.PWait:
		return lang.L("not answered at once / O")
	case lab.ASA:
		return lang.L("wait of the answered / A")
	case lab.WaitMean:
		return lang.L("wait of answered and lost / (A + X)")
	case lab.WaitAbandoned:
		return lang.L("wait of the lost / X")
	case lab.WaitP50, lab.WaitP90, lab.WaitP95:
		return lang.L("nearest rank, answered and lost")
	case lab.WaitLongest:
		return lang.L("of answered and lost")
	case lab.QueueMean:
		return lang.L("all waits / time")
	}
	return peopleFormula(m)
}

func peopleFormula(m lab.Measure) string {
	switch m {
	case lab.AHT:
		return lang.L("(talk + hold + wrap-up) / calls taken")
	case lab.TalkMean:
		return lang.L("talk / A; a log tells of no wrap-up")
	case lab.FCR:
		return lang.L("settled / A")
	case lab.TransferRate:
		return lang.L("transferred / calls taken")
	case lab.HoldRate:
		return lang.L("with a hold / calls taken")
	case lab.HoldMean:
		return lang.L("time on hold / calls with a hold")
	case lab.HelpRate:
		return lang.L("requests / calls taken")
	case lab.InVain:
		return lang.L("nobody free / requests")
	case lab.Received:
		return lang.L("offered where they came first")
	case lab.ReceivedRate:
		return lang.L("answered / received")
	case lab.ReceivedWait:
		return lang.L("wait of the answered / answered")
	case lab.Occupancy:
		return lang.L("busy / (busy + ready + ringing)")
	case lab.WithoutRing:
		return lang.L("busy / (busy + ready)")
	case lab.Utilisation:
		return lang.L("busy / time there")
	case lab.Working:
		return lang.L("(busy + ready + ringing) / time there")
	}
	return scheduleFormula(m)
}

func scheduleFormula(m lab.Measure) string {
	switch m {
	case lab.Adherence:
		return lang.L("time as scheduled / scheduled time")
	case lab.Conformance:
		return lang.L("on the phone / scheduled for the phone")
	case lab.Shrinkage:
		return lang.L("(paid − available) / paid")
	case lab.Internal:
		return lang.L("there, off the phone / paid")
	case lab.External:
		return lang.L("absent, late, on the way / paid")
	}
	if strings.HasPrefix(string(m), string(lab.ShrinkageBy)) {
		return lang.L("lost / paid")
	}
	return lang.L("not ready / time there")
}

// usedBy says whose definition a measure is.
func usedBy(m lab.Measure) string {
	switch m {
	case lab.AnswerRate:
		return lang.L("reports of 95598")
	case lab.SLa:
		return "Asterisk SL"
	case lab.SLb:
		return lang.L("the strictest")
	case lab.SLc:
		return "Asterisk SL2, ICMI"
	case lab.SLd:
		return "ContactCenters"
	case lab.SLe:
		return "Genesys"
	case lab.SLf:
		return lang.L("the mildest to short abandons")
	case lab.Utilisation:
		return lang.L("South grid")
	}
	return ""
}
