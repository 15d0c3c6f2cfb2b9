package review

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
)

// learnActions make of the evaluation what others learn from: a coaching plan
// for its agent, a benchmark call of the stretch from A to B.
func (r *Room) learnActions() (all []desk.Action) {
	id := ""
	if r.sheet != nil && r.sheet.e.State != qa.Draft {
		id = r.sheet.e.ID
	}
	by := r.d.Actor
	if by.May(people.KeepCoaching) {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Plan coaching"), Key: fyne.KeyK, Mod: alt, Bare: fyne.KeyK, Off: id == "", GapBefore: true,
			Do: func() { r.d.Go(desk.Route{Place: desk.Coaching, ID: desk.New, Evaluation: id}) }})
	}
	if by.May(people.ScoreCalls) || by.May(people.KeepBenchmarks) {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Propose as a benchmark call"), Key: fyne.KeyG, Mod: alt, Bare: fyne.KeyG, Off: r.sound.silent(), Do: func() { r.exemplify(id) }})
	}
	if by.May(people.KeepCoaching) || by.May(people.KeepBenchmarks) {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Listen to it together"), Key: fyne.KeyO, Mod: alt, Bare: fyne.KeyO,
			Do: func() { r.d.Go(desk.Route{Place: desk.Coaching, ID: desk.New, Start: qa.Start{CallID: r.o.call.ID}}) }})
	}
	return all
}

// learnButtons show what can be made of the call, each with its key.
func (r *Room) learnButtons() (out []fyne.CanvasObject) {
	words := map[fyne.KeyName]string{fyne.KeyK: lang.L("Coaching"), fyne.KeyG: lang.L("Benchmark"), fyne.KeyO: lang.L("Listen together")}
	for _, a := range r.learnActions() {
		if !a.Off {
			out = append(out, parts.NewButton(words[a.Bare], parts.Plain, a.Do).AsSmall().WithKey(a.Badge(false)))
		}
	}
	return out
}

// exemplify proposes the stretch from A to B, or the whole call.
func (r *Room) exemplify(evaluationID string) {
	from, until := r.sound.wave.Selection()
	r.d.Go(desk.Route{Place: desk.Benchmarks, ID: desk.New, Evaluation: evaluationID, Start: qa.Start{CallID: r.o.call.ID}, From: from, Until: until})
}
