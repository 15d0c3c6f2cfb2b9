package library

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
)

// askReviewer asks who scores the marked calls.
func (s *Screen) askReviewer() {
	ids := s.markedIDs()
	if len(ids) == 0 || !s.mayDeal() {
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]people.Person, error) {
		return s.d.People.Persons(ctx, s.d.Actor, people.Find{Role: people.Reviewer})
	}, func(ps []people.Person, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		names := make([]string, len(ps))
		for i, p := range ps {
			names[i] = p.Name
		}
		who := parts.NewSelect(names, 0, nil).Wide(280)
		parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Who scores the {{.N}} marked calls?", map[string]any{"N": chart.Count(len(ids))}),
			Content: parts.Row(0, who), Safe: lang.L("Cancel"), Act: lang.L("Give to a reviewer"), Kind: parts.Main, Check: func() bool { return len(ps) > 0 },
			OnAct: func() {
				p := ps[max(who.Chosen, 0)]
				s.deal(ids, p.ID, givenTo(p.Name))
			}})
	})
}
