package contests

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/award"
)

// voting is a ballot while it is written: the pairs chosen, in the order chosen.
type voting struct{ pairs []string }

// ballot is the list of pairs from which one chooses.
func (s *Screen) ballot() fyne.CanvasObject {
	if s.vote == nil {
		s.vote = &voting{}
	}
	borda := s.view.Award.Rule.Method == award.Borda
	text := lang.L("Choose every pair that you find worthy. Your own pair is not on the ballot.")
	if borda {
		text = lang.L("Press the pairs in your order, the best first. Your own pair is not on the ballot.")
	}
	rows := parts.Stack(0)
	for _, p := range s.view.Pairs {
		if !p.Has(s.d.Actor.PersonID) {
			rows.Add(s.ballotRow(p, borda))
			rows.Add(parts.NewHairline())
		}
	}
	head := parts.Stack(2, parts.PanelHead(lang.L("Your ballot")), parts.Second(text), parts.Label(lang.L("Secret: what is kept of it can't be led back to you, and can't be changed.")))
	foot := parts.Row(8, parts.Second(lang.L("{{.N}} chosen", map[string]any{"N": len(s.vote.pairs)})), parts.Gap(), parts.NewButton(lang.L("Put it into the box"), parts.Main, s.askCast).WithIcon("check").WithKey("V"))
	return parts.Dock(parts.Inset(12, 24, 8, 24, head), parts.Stack(0, parts.NewHairline(), parts.Inset(10, 24, 10, 24, foot)), nil, nil, container.NewVScroll(parts.Inset(0, 24, 0, 24, rows)))
}

func (s *Screen) ballotRow(p award.Pair, borda bool) fyne.CanvasObject {
	at := slices.Index(s.vote.pairs, p.ID)
	mark, tone := fyne.CanvasObject(parts.NewIcon("box", 18, look.Ink3)), look.Clear
	if at >= 0 {
		mark, tone = parts.NewIcon("boxon", 18, look.Accent), look.Sel
		if borda {
			mark = parts.Fix(18, 18, parts.NewText(fmt.Sprint(at+1), look.TextPanel, look.Accent, true))
		}
	}
	inside := parts.Inset(0, 10, 0, 10, parts.High(44, parts.Row(12, mark, parts.Stack(0, parts.Strong(lang.L("{{.Mentor}} and {{.Mentee}}", map[string]any{"Mentor": p.Mentor, "Mentee": p.Mentee})), parts.Label(p.Unit)), parts.Gap())))
	return parts.NewTile(tone, look.Clear, inside, func() { s.toggle(p.ID) })
}

// toggle puts a pair on the ballot, or takes it off.
func (s *Screen) toggle(id string) {
	if i := slices.Index(s.vote.pairs, id); i >= 0 {
		s.vote.pairs = slices.Delete(s.vote.pairs, i, i+1)
	} else {
		s.vote.pairs = append(s.vote.pairs, id)
	}
	s.show()
}

// askCast asks before the ballot goes into the box: it can't be changed.
func (s *Screen) askCast() {
	id, b := s.view.Award.ID, award.Ballot{Pairs: slices.Clone(s.vote.pairs)}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Put a ballot with {{.N}} pairs into the box?", map[string]any{"N": len(b.Pairs)}),
		Text: lang.L("It can't be changed or taken back, since nobody can tell which one is yours."), Safe: lang.L("Back"), Act: lang.L("Vote"), Kind: parts.Main, OnAct: func() {
			s.run(lang.L("Your vote is in"), func(ctx context.Context) error { return s.d.Awards.Cast(ctx, s.d.Actor, id, b) }, nil)
		}})
}
