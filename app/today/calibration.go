package today

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/qa/calibration"
)

// calibrated is what waits in calibration sessions: calls to score blind, and
// for who leads, sessions to go on with.
func (s *Screen) calibrated() []item {
	var out []item
	for _, t := range s.f.turns {
		it := item{icon: "scales", title: t.Title, rank: rankOthers, due: t.DueAt, verb: lang.L("Open"), to: desk.TurnRoute(t)}
		switch {
		case t.CallID != "" && t.Begun:
			it.note, it.verb = lang.L("Calibration: begun, {{.Call}}", map[string]any{"Call": t.Call}), lang.L("Go on")
		case t.CallID != "":
			it.note, it.verb = lang.L("Calibration: score blind, {{.Call}}", map[string]any{"Call": t.Call}), lang.L("Score it")
		case t.State == calibration.Review:
			it.note = lang.L("Calibration: to agree on and resolve")
		default:
			it.note = lang.L("Calibration: everybody has submitted, the review can begin")
		}
		if !t.DueAt.IsZero() && t.DueAt.Before(s.d.Midnight().AddDate(0, 0, 1)) {
			it.rank = rankDue
		}
		out = append(out, it)
	}
	return out
}
