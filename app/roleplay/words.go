package roleplay

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/training/roleplay"
)

func lineWord(x roleplay.Line) string {
	switch x {
	case roleplay.NewConnection:
		return lang.L("line.new-connection")
	case roleplay.Metering:
		return lang.L("line.metering")
	case roleplay.TariffBill:
		return lang.L("line.tariff-bill")
	}
	return lang.L("line.fault-repair")
}

func levelWord(x roleplay.Level) string {
	switch x {
	case roleplay.Script:
		return lang.L("level.script")
	case roleplay.Hints:
		return lang.L("level.hints")
	case roleplay.Exam:
		return lang.L("level.exam")
	}
	return lang.L("level.nothing")
}

func endingWord(x roleplay.Ending) string {
	switch x {
	case roleplay.Solved:
		return lang.L("Solved")
	case roleplay.FollowUp:
		return lang.L("Will call again")
	case roleplay.Transferred:
		return lang.L("ending.transferred")
	case roleplay.Misdirected:
		return lang.L("Transferred to a wrong desk")
	case roleplay.Supervisor:
		return lang.L("Asked for the supervisor")
	case roleplay.Complaint:
		return lang.L("Will complain")
	case roleplay.HungUp:
		return lang.L("Hung up")
	}
	return ""
}

func endingState(x roleplay.Ending) parts.State {
	switch x {
	case roleplay.Solved, roleplay.Transferred:
		return parts.StateGood
	case roleplay.FollowUp:
		return parts.StatePartly
	}
	return parts.StateBad
}

func tierWord(x roleplay.Tier) string {
	switch x {
	case roleplay.Master:
		return lang.L("tier.master")
	case roleplay.Able:
		return lang.L("tier.able")
	case roleplay.Beginner:
		return lang.L("tier.beginner")
	}
	return lang.L("tier.to-do")
}

func tierState(x roleplay.Tier) parts.State {
	switch x {
	case roleplay.Master, roleplay.Able:
		return parts.StateGood
	case roleplay.Beginner:
		return parts.StatePartly
	}
	return parts.StateWarn
}

func clickWord(x roleplay.Click) string {
	switch x {
	case roleplay.LookUp:
		return lang.L("Customer file")
	case roleplay.Outages:
		return lang.L("Outages")
	case roleplay.Bill:
		return lang.L("Bills")
	case roleplay.Meter:
		return lang.L("Meter")
	case roleplay.Progress:
		return lang.L("Progress of orders")
	case roleplay.Knowledge:
		return lang.L("Knowledge")
	case roleplay.Order:
		return lang.L("New work order")
	}
	return lang.L("Transfer")
}

// moodWord says a mood in a word.
func moodWord(mood int) (string, parts.State) {
	switch {
	case mood >= 60:
		return lang.L("mood.calm"), parts.StateGood
	case mood >= 40:
		return lang.L("mood.tense"), parts.StatePartly
	case mood >= 20:
		return lang.L("mood.angry"), parts.StateWarn
	}
	return lang.L("mood.furious"), parts.StateBad
}
