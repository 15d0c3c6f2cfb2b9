package contests

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/award"
)

func (s *Screen) openAward(id string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (award.View, error) {
		return s.d.Awards.View(ctx, s.d.Actor, id)
	}, func(v award.View, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if s.view == nil || s.view.Award.ID != id || !s.maySay(&v) {
			s.vote = nil
		}
		s.view = &v
		s.d.Trace("award", map[string]any{"award": id, "state": string(v.State)})
		s.show()
	})
}

// maySay reports whether one's ballot is still to be given.
func (s *Screen) maySay(v *award.View) bool {
	return v.State == award.Voting && v.Entitled && !v.Voted
}

// awardPage is the open award.
func (s *Screen) awardPage() (middle, side fyne.CanvasObject) {
	switch {
	case !s.loaded:
		return parts.Room(0, 0), nil
	case len(s.awards) == 0:
		var first *parts.Button
		text := lang.L("The best pair of the year is announced here, and you vote here.")
		if s.keeps() {
			first = parts.NewButton(lang.L("New award"), parts.Main, s.newAward).WithIcon("add").WithKey("N")
			text = lang.L("Set the weights of exam, gain, measures and vote before the year begins; then they are locked.")
		}
		return parts.EmptyState("badge", lang.L("No award yet"), text, first), nil
	case s.view == nil:
		return parts.Room(0, 0), nil
	}
	top := parts.Stack(0, parts.Inset(10, 24, 8, 24, s.awardBar()), parts.NewHairline())
	return parts.Dock(top, nil, nil, nil, s.awardMiddle()), s.awardSide()
}

func (s *Screen) awardBar() fyne.CanvasObject {
	v := s.view
	var names []string
	at := 0
	for i, a := range s.awards {
		names = append(names, a.Rule.Name)
		if a.ID == v.Award.ID {
			at = i
		}
	}
	word, state := awardState(v.State)
	row := parts.Row(10, parts.NewSelect(names, at, func(i int) { s.openAward(s.awards[i].ID) }).Wide(240), parts.NewPill(word, state),
		parts.Second(s.d.Day(v.Award.Rule.From.In(s.d.Zone))+" "+lang.L("to")+" "+s.d.Day((v.Award.Rule.Until-1).In(s.d.Zone))), parts.Gap())
	if v.State == award.Voting {
		row.Add(parts.Second(lang.L("vote until {{.Time}}", map[string]any{"Time": s.d.Moment(v.Award.ClosesAt)})))
	}
	return row
}

func (s *Screen) awardMiddle() fyne.CanvasObject {
	v := s.view
	switch {
	case v.Result != nil:
		return s.awardResult()
	case s.maySay(v):
		return s.ballot()
	case len(v.Pairs) == 0:
		return parts.EmptyState("people", lang.L("No pair yet"), lang.L("Pairs whose contract is in force in the year stand for election."), nil)
	}
	return parts.Dock(s.voted(), nil, nil, nil, s.pairTable())
}

// voted says that one's ballot is in, or why there is none.
func (s *Screen) voted() fyne.CanvasObject {
	v := s.view
	text, tint := "", parts.TintInfo
	switch {
	case v.State == award.Voting && v.Voted:
		text, tint = lang.L("Your ballot is in. Nobody can tell which one is yours, so it can't be changed."), parts.TintGood
	case v.State == award.Voting:
		text = lang.L("You are not on the roll of voters for this award.")
	case v.State == award.Counted:
		text = lang.L("The vote is over. The result is published by whoever keeps the award.")
	default:
		return parts.Room(0, 8)
	}
	return parts.Inset(10, 24, 6, 24, parts.Banner(tint, text, "", nil))
}

// pairTable lists who stands for election, for keepers with what was measured.
func (s *Screen) pairTable() fyne.CanvasObject {
	ps := s.view.Pairs
	columns := []parts.TableColumn{{Title: lang.L("Mentor"), Least: 90}, {Title: lang.L("Mentee"), Width: 120}, {Title: lang.L("Unit"), Width: 180, Yield: 1}}
	if s.view.Keeps {
		columns = append(columns, parts.TableColumn{Title: lang.L("First exam"), Width: 92, Right: true}, parts.TableColumn{Title: lang.L("Last exam"), Width: 92, Right: true}, parts.TableColumn{Title: lang.L("Measures"), Width: 96, Right: true})
	}
	return parts.NewTable(columns, func() int { return len(ps) }, func(row, column int) parts.Cell { return pairCell(&ps[row], column) })
}

func pairCell(p *award.Pair, column int) parts.Cell {
	share := func(x *float64) parts.Cell {
		if x == nil {
			return parts.Cell{Text: lang.L("not sat"), Tone: look.Ink3}
		}
		return parts.Cell{Text: chart.Number(*x, 1), Value: *x}
	}
	switch column {
	case 0:
		return parts.Cell{Text: p.Mentor, Bold: true}
	case 1:
		return parts.Cell{Text: p.Mentee}
	case 2:
		return parts.Cell{Text: p.Unit, Tone: look.Ink2}
	case 3:
		return share(p.First)
	case 4:
		return share(p.Last)
	}
	if p.Planned == 0 {
		return parts.Cell{Text: lang.L("none planned"), Tone: look.Ink3}
	}
	return parts.Cell{Text: chart.Percent(p.Done/p.Planned, 0), Value: p.Done / p.Planned}
}

// awardResult is the published ranking with its breakdown, and the ranking
// without the vote beside it.
func (s *Screen) awardResult() fyne.CanvasObject {
	r := s.view.Result
	var names []string
	for _, w := range r.Winners() {
		names = append(names, lang.L("{{.Mentor}} and {{.Mentee}}", map[string]any{"Mentor": w.Pair.Mentor, "Mentee": w.Pair.Mentee}))
	}
	top := parts.Stack(8)
	if len(names) > 0 {
		win := r.Winners()[0]
		plate := parts.Over(parts.NewFrame(look.Sel, look.Clear, look.RadiusBlock), parts.Inset(14, 20, 14, 20, parts.Row(14, parts.NewIcon("badge", 28, look.Accent),
			parts.Stack(2, parts.NewText(names[0], look.TextPage, look.Ink, true), parts.Second(win.Pair.Unit)), parts.Gap(), parts.Figure(chart.Number(win.Score, 1)), parts.Label(lang.L("Contest points")))))
		top.Add(plate)
		for _, n := range names[1:] {
			top.Add(parts.Strong(lang.L("shares the first place: {{.Pair}}", map[string]any{"Pair": n})))
		}
	}
	if !r.Vote.Quorum {
		top.Add(parts.Banner(parts.TintWarn, lang.L("{{.N}} of {{.All}} voted: the quorum was missed, the vote counts for nobody.", map[string]any{"N": r.Vote.Ballots, "All": r.Vote.Entitled}), "", nil))
	}
	var below fyne.CanvasObject
	if len(r.Missing) > 0 {
		var out []string
		for _, p := range r.Missing {
			out = append(out, p.Mentor+" / "+p.Mentee)
		}
		note := parts.NewParagraph(lang.L("Not ranked, since an exam or planned measures are missing: {{.Pairs}}", map[string]any{"Pairs": strings.Join(out, lang.L(", "))}), look.TextLabel, look.Ink2)
		below = parts.Inset(8, 24, 10, 24, note)
	}
	return parts.Dock(parts.Inset(12, 24, 10, 24, top), below, nil, nil, s.resultTable(r))
}

func (s *Screen) resultTable(r *award.Result) fyne.CanvasObject {
	w := s.view.Award.Rule.Weights
	with := func(word string, weight float64) string { return word + " " + chart.Percent(weight, 0) }
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Place"), Width: 48, Right: true}, {Title: lang.L("Pair"), Least: 150},
		{Title: with(lang.L("Exam"), w.Exam), Width: 84, Right: true}, {Title: with(lang.L("Gain"), w.Gain), Width: 84, Right: true},
		{Title: with(lang.L("Measures"), w.Measures), Width: 104, Right: true}, {Title: with(lang.L("Vote"), w.Vote), Width: 84, Right: true},
		{Title: lang.L("Score"), Width: 104}, {Title: lang.L("Without the vote"), Width: 130}},
		func() int { return len(r.Places) }, func(row, column int) parts.Cell { return placeCell(&r.Places[row], column) })
	return t
}

func placeCell(x *award.Standing, column int) parts.Cell {
	number := func(v float64) parts.Cell { return parts.Cell{Text: chart.Number(v, 1), Value: v, Tone: look.Ink2} }
	switch column {
	case 0:
		return parts.Cell{Text: fmt.Sprint(x.Place), Value: x.Place, Bold: true}
	case 1:
		return parts.Cell{Text: x.Pair.Mentor + " / " + x.Pair.Mentee, Bold: x.Place == 1}
	case 2:
		return number(x.E)
	case 3:
		return number(x.G)
	case 4:
		return number(x.M)
	case 5:
		return number(x.V)
	case 6:
		return parts.Cell{Text: chart.Number(x.Score, 1), Value: x.Score, Bar: x.Score / 100, BarTone: look.Accent}
	}
	c := parts.Cell{Text: lang.L("{{.Score}}, place {{.N}}", map[string]any{"Score": chart.Number(x.Without, 1), "N": x.WithoutP}), Value: x.Without, Tone: look.Ink2}
	switch {
	case x.WithoutP < x.Place:
		c.Icon, c.IconTone = "up", look.Ink2
	case x.WithoutP > x.Place:
		c.Icon, c.IconTone = "down", look.Ink2
	}
	return c
}

// awardSide is the rule, the turnout, and what seals the result.
func (s *Screen) awardSide() fyne.CanvasObject {
	v := s.view
	r := &v.Award.Rule
	all := parts.Stack(0, parts.PanelHead(lang.L("How it is chosen")), parts.Room(0, 4))
	for _, x := range []struct {
		word, what string
		weight     float64
	}{{lang.L("Exam"), lang.L("per cent of the last exam"), r.Weights.Exam}, {lang.L("Gain"), lang.L("last exam against what the first one let expect"), r.Weights.Gain},
		{lang.L("Measures"), lang.L("done ÷ planned"), r.Weights.Measures}, {lang.L("Vote"), methodName(r.Method), r.Weights.Vote}} {
		all.Add(parts.High(24, parts.Row(6, parts.Grow(parts.Body(x.word).Cutting()), parts.NewProgressLine(x.weight, 64), parts.Fix(look.Scaled(44), 0, parts.Strong(chart.Percent(x.weight, 0)).Trailing()))))
		all.Add(wrapped(x.what, look.Ink2))
	}
	lock := lang.L("The weights can be changed until {{.Date}}.", map[string]any{"Date": s.d.Day(r.From.In(s.d.Zone))})
	if v.State != award.Planned {
		lock = lang.L("Locked since the year began.")
	}
	all.Add(parts.Room(0, 4))
	all.Add(parts.Row(6, parts.NewIcon("lock", 13, look.Ink3), parts.Label(lock)))
	if !v.Award.OpenedAt.IsZero() {
		s.turnout(all)
	}
	if v.State == award.Published {
		mark, tone, text := "okcircle", look.Good, lang.L("The result is as it was published")
		if !v.Sound {
			mark, tone, text = "xcircle", look.Bad, lang.L("The result was changed after it was published")
		}
		all.Add(parts.Inset(10, 0, 10, 0, parts.NewHairline()))
		all.Add(parts.Row(6, parts.NewIcon(mark, 14, tone), parts.Body(text)))
		all.Add(parts.Label("SHA-256 " + v.Award.Hash[:16]))
	}
	return parts.FullRow(0, parts.NewUpright(0), parts.Fix(look.Scaled(sideWide), 0, parts.Over(parts.NewPlate(look.Well), container.NewVScroll(parts.Inset(12, 16, 16, 16, all)))))
}

// turnout says how many have voted.
func (s *Screen) turnout(all *fyne.Container) {
	v := s.view
	share := 0.0
	if v.Roll > 0 {
		share = float64(v.Turnout) / float64(v.Roll)
	}
	all.Add(parts.Inset(10, 0, 10, 0, parts.NewHairline()))
	all.Add(parts.PanelHead(lang.L("Turnout")))
	all.Add(parts.High(28, parts.Row(8, parts.Strong(lang.L("{{.N}} of {{.All}}", map[string]any{"N": v.Turnout, "All": v.Roll})), parts.NewProgressLine(share, 120), parts.Second(chart.Percent(share, 0)))))
	all.Add(wrapped(lang.L("Quorum {{.Share}}. One ballot each, secret: the roll knows who has voted, the ballots know nobody.", map[string]any{"Share": chart.Percent(v.Award.Rule.Quorum, 0)}), look.Ink2))
}

func methodName(m award.Method) string {
	if m == award.Borda {
		return lang.L("Borda's points ÷ the most possible")
	}
	return lang.L("approvals ÷ the most possible")
}
