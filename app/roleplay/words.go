package roleplay

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/training/roleplay"
)

var lineWords = desk.Words[roleplay.Line]{
	roleplay.NewConnection: "line.new-connection", roleplay.Metering: "line.metering",
	roleplay.TariffBill: "line.tariff-bill", roleplay.FaultRepair: "line.fault-repair",
}

var levelWords = desk.Words[roleplay.Level]{
	roleplay.Script: "level.script", roleplay.Hints: "level.hints", roleplay.Exam: "level.exam", roleplay.Nothing: "level.nothing",
}

var endingWords = desk.Words[roleplay.Ending]{
	roleplay.Solved: "Solved", roleplay.FollowUp: "Will call again",
	roleplay.Transferred: "ending.transferred", roleplay.Misdirected: "Transferred to a wrong desk",
	roleplay.Supervisor: "Asked for the supervisor", roleplay.Complaint: "Will complain",
	roleplay.HungUp: "Hung up",
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

var tierWords = desk.Words[roleplay.Tier]{
	roleplay.Master: "tier.master", roleplay.Able: "tier.able", roleplay.Beginner: "tier.beginner", roleplay.ToDo: "tier.to-do",
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

var clickWords = desk.Words[roleplay.Click]{
	roleplay.LookUp: "Customer file", roleplay.Outages: "Outages", roleplay.Bill: "Bills", roleplay.Meter: "Meter",
	roleplay.Progress: "Progress of orders", roleplay.Knowledge: "Knowledge", roleplay.Order: "New work order", roleplay.Transfer: "Transfer",
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
