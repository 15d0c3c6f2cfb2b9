package learn

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/training/cards"
)

func (g *drill) bury() { g.aside(cards.Buried, lang.L("Comes back tomorrow")) }

func (g *drill) leech() { g.aside(cards.LeechOut, lang.L("Set aside as a leech")) }

func (g *drill) edit() {
	if g.written() {
		g.s.askCard(g.card, g.next)
	}
}

// actions of the run.
func (g *drill) actions() []desk.Action {
	acts := []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("End the run"), Bare: fyne.KeyEscape, Do: g.end},
		{Menu: desk.EditMenu, Label: lang.L("Undo the last review"), Key: fyne.KeyZ, Mod: fyne.KeyModifierShortcutDefault, Do: g.undo, Off: g.s.k.queue.Done.All == 0},
	}
	if g.card == nil {
		return append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Back to learning"), Bare: fyne.KeyReturn, Do: g.end})
	}
	e, graded := g.card, g.shown && g.card.Question == nil
	acts = append(acts,
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Show the answer, go on"), Bare: fyne.KeySpace, Do: g.show, Off: graded},
		desk.Action{Menu: desk.Unlisted, Bare: fyne.KeyReturn, Do: g.show, Off: graded})
	for i, x := range grades {
		off := !graded && !(x == cards.Easy && g.shown && g.right)
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Grade: {{.Grade}}", map[string]any{"Grade": gradeWord(x)}), Bare: []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4}[i], Do: func() { g.grade(x) }, Off: off, GapBefore: i == 0})
	}
	for i := range g.order {
		acts = append(acts, desk.Action{Menu: desk.Unlisted, Bare: fyne.KeyName(letter(i)), Do: func() { g.choose(i) }, Off: g.shown})
	}
	return append(acts,
		desk.Action{Menu: desk.PlayMenu, Label: lang.L("Hear the moment"), Bare: fyne.KeyH, Do: g.hear, Off: e.Clip == nil},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Open the article or the evaluation"), Bare: fyne.KeyO, Do: g.source, Off: g.sourceLink() == nil, GapBefore: true},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Skip the card"), Bare: fyne.KeyS, Do: g.skip},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Not today"), Bare: fyne.KeyT, Do: g.bury},
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Set aside as a leech"), Bare: fyne.KeyX, Do: g.leech},
		desk.Action{Menu: desk.EditMenu, Label: lang.L("Edit the card"), Bare: fyne.KeyW, Do: g.edit, Off: !g.written()})
}
