package desk

import (
	"shifu/qa"
	"shifu/qa/calibration"
)

// TurnRoute is where to go for what waits in a calibration session: the room
// for a call to score, otherwise the session.
func TurnRoute(t calibration.Turn) Route {
	if t.CallID == "" {
		return Route{Place: Calibration, ID: t.SessionID}
	}
	return Route{Place: Room, ID: t.CallID, Start: qa.Start{CallID: t.CallID, VersionID: t.VersionID, Purpose: qa.Session, For: t.SessionID}}
}
