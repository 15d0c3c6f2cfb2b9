package contests

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/indicators"
	"shifu/training/contest"
)

// contestPage is the board of the open contest with the side beside it.
func (s *Screen) contestPage() (middle, side fyne.CanvasObject) {
	switch {
	case !s.loaded:
		return parts.Room(0, 0), nil
	case s.edit != nil:
		return s.edit.content, nil
	case len(s.contests) == 0:
		var first *parts.Button
		text := lang.L("Your supervisor announces contests here: by shift cycle, week or month, with quality as a condition.")
		if s.keeps() {
			first = parts.NewButton(lang.L("New contest"), parts.Main, s.newContest).WithIcon("add").WithKey("N")
			text = lang.L("Say what counts, which quality is the condition, and for how long. The rule is locked once the period begins.")
		}
		return parts.EmptyState("trend", lang.L("No contest yet"), text, first), nil
	case s.board == nil:
		return parts.Room(0, 0), nil
	}
	top := parts.Stack(0, parts.Inset(10, 24, 8, 24, s.contestBar()))
	if b := s.banner(); b != nil {
		top.Add(parts.Inset(0, 24, 8, 24, b))
	}
	top.Add(parts.NewHairline())
	return parts.Dock(top, nil, nil, nil, s.standings()), s.contestSide()
}

// contestBar chooses the contest and says what it is.
func (s *Screen) contestBar() fyne.CanvasObject {
	b := s.board
	var names []string
	at := 0
	for i, c := range s.contests {
		names = append(names, c.Rule.Name+"  "+s.period(c.Period))
		if c.ID == b.Contest.ID {
			at = i
		}
	}
	pick := parts.NewSelect(names, at, func(i int) { s.openContest(s.contests[i].ID) }).Wide(270)
	r := &b.Contest.Rule
	facts := parts.Facts(parts.Second(unitName(r.Unit)), parts.Second(spanName(r.Span)), parts.Second(s.organisation(r.OrganisationID)))
	row := parts.Row(10, pick, parts.NewPill(stateName(b.State), stateLooks[b.State]), facts, parts.Gap())
	if b.State == contest.Running {
		row.Add(parts.Second(s.left()))
	}
	if b.State == contest.Open {
		row.Add(parts.Second(lang.L("appeals until {{.Time}}", map[string]any{"Time": s.d.Moment(b.Until)})))
	}
	return row
}

// left is how long a running contest still goes on.
func (s *Screen) left() string {
	days := int(s.board.Contest.Period.Until - indicators.DateOf(s.d.Now().In(s.d.Zone)))
	return lang.L("{{.N}} days left, figures as imported", map[string]any{"N": days})
}

// banner says what has to be known before anything else.
func (s *Screen) banner() fyne.CanvasObject {
	b := s.board
	switch {
	case len(b.Contest.Frozen) > 0 && !b.Same:
		return parts.Banner(parts.TintBad, lang.L("Computed again, the frozen figures come to another result. Compare the hashes before you publish anything."), "", nil)
	case b.Drift > 0 && b.Keeps:
		return parts.Banner(parts.TintWarn, lang.L("The figures of {{.N}} people were changed after the freezing. The result stays as it was frozen; an appeal can freeze it anew.", map[string]any{"N": b.Drift}), "", nil)
	case b.State == contest.Ended && b.Keeps:
		return parts.Banner(parts.TintInfo, lang.L("The contest is over. It freezes by itself {{.Time}}.", map[string]any{"Time": s.d.Moment(b.Contest.FreezesAt(s.d.Zone))}), lang.L("Freeze now"), s.freeze)
	}
	return nil
}

// standings are the ranking and, of equal rank, who improved most.
func (s *Screen) standings() fyne.CanvasObject {
	b := s.board
	if b.State == contest.Announced {
		return parts.EmptyState("calendar", lang.L("It begins on {{.Date}}", map[string]any{"Date": s.d.Day(b.Contest.Period.From.In(s.d.Zone))}),
			lang.L("The rule stands at the right. It is locked once the contest has begun."), nil)
	}
	league := b.Leagues[min(s.league, len(b.Leagues)-1)]
	if league.All == 0 && len(b.Improved) == 0 && len(b.Leagues) == 1 {
		return parts.EmptyState("bars", lang.L("No figures yet"), lang.L("The board fills with the first daily figures of the period."), nil)
	}
	head := parts.Row(8, parts.PanelHead(lang.L("In front")), parts.Label(lang.L("{{.N}} ranked of {{.All}}", map[string]any{"N": league.Ranked, "All": league.All})), parts.Gap())
	left := parts.Stack(8, parts.High(28, head))
	if len(b.Leagues) > 1 {
		var names []string
		for l := range b.Leagues {
			names = append(names, leagueName(&b.Contest.Rule, l))
		}
		left.Add(parts.Row(0, parts.NewSegments(names, s.league, func(i int) { s.league = i; s.show() }), parts.Gap()))
	}
	left.Add(podium(league.Top))
	ranking := parts.Dock(parts.Inset(10, 16, 8, 24, left), nil, nil, nil, s.rankTable(league.Top))
	up := parts.Dock(parts.Inset(10, 24, 8, 16, parts.High(28, parts.Row(8, parts.PanelHead(lang.L("Most improved")), parts.Label(lang.L("against their own last 4"))))), nil, nil, nil, s.improved())
	return parts.Dock(nil, nil, nil, parts.FullRow(0, parts.NewUpright(0), parts.Fix(look.Scaled(252), 0, up)), ranking)
}

// stepTall are the heights of the podium's steps by place, at 100 %.
var stepTall = map[int]float32{0: 92, 1: 62, 2: 40}

// podium are the first three of a league.
func podium(top []contest.Row) fyne.CanvasObject {
	if len(top) == 0 {
		return parts.Second(lang.L("Nobody is ranked yet: see at the right which condition is missing."))
	}
	row := parts.FullRow(8)
	for _, i := range []int{1, 0, 2} {
		if i >= len(top) {
			row.Add(parts.Grow(parts.Room(60, 10)))
			continue
		}
		row.Add(parts.Grow(container.NewBorder(nil, step(&top[i], i), nil, nil)))
	}
	return row
}

// step is one of the three with the step that they stand on.
func step(r *contest.Row, i int) fyne.CanvasObject {
	ground, tone := look.Hover, look.Ink2
	if i == 0 {
		ground, tone = look.Sel, look.Accent
	}
	centre := func(o fyne.CanvasObject) fyne.CanvasObject { return parts.Row(0, parts.Gap(), o, parts.Gap()) }
	name := parts.Strong(who(r))
	block := parts.Over(parts.NewFrame(ground, look.Clear, look.RadiusButton),
		parts.Fix(0, look.Scaled(stepTall[i]), centre(parts.NewText(fmt.Sprint(r.Place), look.TextPanel, tone, true))))
	return parts.Stack(1, centre(parts.NewText(chart.Number(r.Points, 1), look.TextPage, tone, true)), centre(name), centre(parts.Label(whereFrom(r))), parts.Room(0, 3), block)
}

// rankTable is the shown part of the ranking with what was measured.
func (s *Screen) rankTable(top []contest.Row) fyne.CanvasObject {
	rule := &s.board.Contest.Rule
	columns := []parts.TableColumn{{Title: lang.L("Place"), Width: 44, Right: true}, {Title: lang.L("Who"), Width: 88}, {Title: lang.L("Unit"), Least: 60}, {Title: lang.L("Contest points"), Width: 92}}
	for i, m := range rule.Metrics {
		if m.Weight > 0 {
			k, _ := contest.KindOf(m.Source)
			columns = append(columns, parts.TableColumn{Title: s.say(k.Name), Width: 88, Right: true, Yield: i + 1})
		}
	}
	var weighted []int
	for i, m := range rule.Metrics {
		if m.Weight > 0 {
			weighted = append(weighted, i)
		}
	}
	return parts.NewTable(columns, func() int { return len(top) }, func(row, column int) parts.Cell {
		r := &top[row]
		switch column {
		case 0:
			return parts.Cell{Text: fmt.Sprint(r.Place), Value: r.Place, Bold: true}
		case 1:
			return parts.Cell{Text: who(r)}
		case 2:
			return parts.Cell{Text: whereFrom(r), Tone: look.Ink2, Small: true}
		case 3:
			return parts.Cell{Text: chart.Number(r.Points, 1), Value: r.Points, Bar: min(max((r.Points-30)/40, 0), 1), BarTone: look.Accent}
		}
		return valueCell(rule.Metrics[weighted[column-4]], r, weighted[column-4])
	})
}

func valueCell(m contest.Metric, r *contest.Row, i int) parts.Cell {
	if i >= len(r.Values) || !r.Values[i].Known {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	k, _ := contest.KindOf(m.Source)
	return parts.Cell{Text: amount(k, r.Values[i].Raw), Value: r.Values[i].Raw, Tone: look.Ink2}
}

// improved is the list of those who gained most.
func (s *Screen) improved() fyne.CanvasObject {
	up := s.board.Improved
	if len(up) == 0 {
		return parts.EmptyState("trend", lang.L("Nobody yet"), lang.L("It takes two earlier periods of one's own to tell."), nil)
	}
	most := slices.MaxFunc(up, func(a, b contest.Row) int { return int(1e6 * (a.Gain - b.Gain)) }).Gain
	rows := parts.Stack(0)
	for i := range up {
		r := &up[i]
		bar := parts.NewProgressLine(r.Gain/most, 56)
		line := parts.Row(8, parts.NewIcon("trend", 15, look.Good), parts.Grow(parts.Body(who(r)).Cutting()), bar,
			parts.NewText("+"+chart.Number(r.Gain, 1), look.TextBody, look.Good, true))
		rows.Add(parts.High(32, parts.Inset(0, 24, 0, 16, line)))
		rows.Add(parts.Inset(0, 24, 0, 16, parts.NewHairline()))
	}
	return container.NewVScroll(rows)
}
