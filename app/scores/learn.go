package scores

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/people"
	"shifu/qa"
)

// learnActs make of the chosen evaluation what others learn from: a coaching
// plan for its agent, or a benchmark call.
func (s *Screen) learnActs() (acts []desk.Action) {
	by, off := s.d.Actor, s.open == nil || s.open.e.State == qa.Draft
	if by.May(people.KeepCoaching) {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Plan coaching"), Bare: fyne.KeyK, Off: off, GapBefore: true,
			Do: func() { s.d.Go(desk.Route{Place: desk.Coaching, ID: desk.New, Evaluation: s.open.e.ID}) }})
	}
	if by.May(people.ScoreCalls) || by.May(people.KeepBenchmarks) {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Propose as a benchmark call"), Bare: fyne.KeyG, Off: off,
			Do: func() {
				s.d.Go(desk.Route{Place: desk.Benchmarks, ID: desk.New, Evaluation: s.open.e.ID, Start: qa.Start{CallID: s.open.e.CallID}})
			}})
	}
	return acts
}
