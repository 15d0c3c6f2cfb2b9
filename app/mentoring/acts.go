package mentoring

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
)

const ctrl = fyne.KeyModifierShortcutDefault

var errNobody = fault.New(fault.NotFound, "Nobody is free to be paired. Give somebody the role of mentor under People, or end a pair.", nil)

func (s *Screen) sentence(err error) string { return words.Sentence(s.d.Settings.Language, err) }

// Actions are what can be done with the lists or the open round.
func (s *Screen) Actions() []desk.Action {
	if s.open != nil {
		return s.open.actions()
	}
	out := []desk.Action{}
	for i, t := range s.all {
		out = append(out, desk.Action{Menu: desk.ViewMenu, Label: tabWord(t), Bare: digits[i], Do: func() { s.tab = t; s.show() }})
	}
	if s.tab == tabRounds {
		return append(out, s.tableActs(s.rounds, len(s.f.rounds), lang.L("Open the round"), s.openRound,
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("New round"), Bare: fyne.KeyN, Do: s.newRound})...)
	}
	out = append(out, s.tableActs(s.pairs, len(s.rows()), lang.L("Open the contract"), s.openChosen,
		desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Pair by hand"), Bare: fyne.KeyN, Do: s.askPair, Off: !s.keeps()})...)
	return append(out, export.Action(lang.L("Export the pairs"), s.askExport, len(s.rows()) == 0 || !export.May(s.d)))
}

var digits = []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5}

func (s *Screen) tableActs(t *parts.Table, n int, open string, do func(), also desk.Action) []desk.Action {
	return []desk.Action{{Menu: desk.ReviewMenu, Label: open, Bare: fyne.KeyReturn, Do: do, Off: n == 0, GapBefore: true}, also,
		{Menu: desk.ReviewMenu, Label: lang.L("Next row"), Bare: fyne.KeyDown, Do: func() { t.Choose(t.Chosen() + 1) }, Off: n == 0},
		{Menu: desk.ReviewMenu, Label: lang.L("Row before"), Bare: fyne.KeyUp, Do: func() { t.Choose(t.Chosen() - 1) }, Off: n == 0}}
}

// do does something that is kept and reads everything again; done hears how it went.
func (s *Screen) do(said string, work func(ctx context.Context) error, done func(error)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err == nil {
			s.d.Toast(said, nil)
			s.d.Trace("done", map[string]any{"what": said})
			s.load()
		}
		done(err)
	})
}
