package headers

import (
	"shifu/app/desk"
	"shifu/recordings/intake"
)

// fieldNames are the words for the facts of a call.
var fieldNames = desk.Words[intake.Field]{
	intake.FileName: "File name", intake.CallID: "Call id", intake.Start: "Start", intake.Length: "Length",
	intake.Agent: "Agent", intake.StaffNumber: "Staff number", intake.Organisation: "Organisation", intake.Team: "Team",
	intake.Project: "Project", intake.BusinessLine: "Business line", intake.Caller: "Caller", intake.Direction: "Direction",
	intake.Queue: "Queue", intake.Satisfaction: "Satisfaction", intake.Title: "Subject", intake.Tags: "Tags", intake.AgentLane: "Agent's channel",
	intake.Holds: "Hold spans", intake.HoldStart: "Hold begins", intake.HoldEnd: "Hold ends",
}
