package headers

import (
	"fyne.io/fyne/v2/lang"

	"shifu/recordings/intake"
)

// fieldName is the word for a fact of a call.
func fieldName(f intake.Field) string {
	switch f {
	case intake.FileName:
		return lang.L("File name")
	case intake.CallID:
		return lang.L("Call id")
	case intake.Start:
		return lang.L("Start")
	case intake.Length:
		return lang.L("Length")
	case intake.Agent:
		return lang.L("Agent")
	case intake.StaffNumber:
		return lang.L("Staff number")
	case intake.Organisation:
		return lang.L("Organisation")
	case intake.Team:
		return lang.L("Team")
	case intake.Project:
		return lang.L("Project")
	}
	return fieldNameOn(f)
}

func fieldNameOn(f intake.Field) string {
	switch f {
	case intake.BusinessLine:
		return lang.L("Business line")
	case intake.Caller:
		return lang.L("Caller")
	case intake.Direction:
		return lang.L("Direction")
	case intake.Queue:
		return lang.L("Queue")
	case intake.Satisfaction:
		return lang.L("Satisfaction")
	case intake.Title:
		return lang.L("Subject")
	case intake.AgentLane:
		return lang.L("Agent's channel")
	case intake.Holds:
		return lang.L("Hold spans")
	case intake.HoldStart:
		return lang.L("Hold begins")
	case intake.HoldEnd:
		return lang.L("Hold ends")
	}
	return string(f)
}
