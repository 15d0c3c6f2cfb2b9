package ability

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/ability"
)

// narrow keeps the rows that fit the search, and the post if only those are
// wished. They stand by team and name: no ranking of people.
func (s *Screen) narrow() {
	s.rows = nil
	for i := range s.sheets {
		x := &s.sheets[i]
		if s.text != "" && !strings.Contains(x.Name+x.Team+x.Organisation, s.text) {
			continue
		}
		if s.fits && s.post >= 0 && !ability.Fits(s.needs(x)) {
			continue
		}
		s.rows = append(s.rows, x)
	}
	if c := s.table.List(); c.Chosen >= len(s.rows) {
		c.Chosen = -1
	}
}

func (s *Screen) needs(x *ability.Sheet) []ability.Need {
	return ability.Fit(&s.posts[s.post], x, s.d.Now())
}

func (s *Screen) peoplePage() (middle, side fyne.CanvasObject) {
	names := []string{lang.L("nobody in particular")}
	for _, p := range s.posts {
		names = append(names, useName(p.Use)+"  "+p.Name)
	}
	pick := parts.NewSelect(names, s.post+1, func(i int) { s.post = i - 1; s.fits = s.post >= 0; s.narrow(); s.show() }).Wide(230)
	bar := parts.Row(8, parts.Second(lang.L("Looked for")), pick)
	if s.post >= 0 {
		bar.Add(parts.NewCheck(lang.L("Only who fits"), s.fits, func(on bool) { s.fits = on; s.narrow(); s.show() }))
	}
	bar.Add(parts.Gap())
	bar.Add(s.search)
	var list fyne.CanvasObject = s.table
	if len(s.rows) == 0 {
		list = parts.EmptyState("people", lang.L("Nobody fits"), lang.L("Ask for less, or show everybody: each wish that is missed stands beside the sheet."), nil)
	}
	s.table.Columns = s.columns()
	s.table.Refresh()
	middle = parts.Dock(parts.Stack(0, parts.Inset(10, 24, 8, 24, bar), parts.NewHairline()), nil, nil, nil, list)
	if at := s.table.Chosen(); at >= 0 && at < len(s.rows) {
		return middle, container.NewVScroll(parts.Inset(12, 16, 16, 16, s.sheet(s.rows[at], look.Scaled(sideWide-36))))
	}
	note := parts.NewParagraph(lang.L("Choose somebody: the sheet opens here, with what every figure rests on."), look.TextLabel, look.Ink2)
	note.Width = look.Scaled(sideWide - 36)
	return middle, parts.Inset(16, 16, 16, 16, parts.Stack(0, note))
}

func useName(u ability.Use) string {
	return map[ability.Use]string{ability.ForPost: lang.L("Post"), ability.Lending: lang.L("Lending"), ability.Reserve: lang.L("Reserve")}[u]
}

func tierName(t ability.Tier) string {
	return map[ability.Tier]string{ability.Expert: lang.L("expert"), ability.Able: lang.L("able"), ability.Basic: lang.L("basic"), ability.Beginner: lang.L("beginner")}[t]
}

func (s *Screen) columns() []parts.TableColumn {
	return []parts.TableColumn{{Title: lang.L("Name"), Width: 92}, {Title: lang.L("Team"), Least: 80, Yield: 1}, {Title: lang.L("Quality score"), Width: 112},
		{Title: lang.L("Results"), Width: 104}, {Title: lang.L("Expertise"), Width: 108}, {Title: lang.L("Certificates"), Width: 84, Right: true, Yield: 2},
		{Title: lang.L("Fits"), Width: 92, Hide: s.post < 0}}
}

func (s *Screen) peopleTable() *parts.Table {
	t := parts.NewTable(s.columns(), func() int { return len(s.rows) }, func(row, column int) parts.Cell { return s.cell(s.rows[row], column) })
	t.OnChosen = func(int) { s.show() }
	return t
}

func (s *Screen) cell(x *ability.Sheet, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: x.Name, Bold: true}
	case 1:
		return parts.Cell{Text: strings.TrimSpace(x.Team), Tone: look.Ink2}
	case 2:
		return scoreCell(x.Quality.Value, x.Quality.N, x.Quality.Few)
	case 3:
		if x.Basis == 0 {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: chart.Number(x.Results, 0), Value: x.Results, Bar: min(max((x.Results-20)/60, 0), 1), BarTone: look.Accent}
	case 4:
		if x.Proofs == 0 {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: chart.Number(x.Expertise, 0) + "  " + tierName(ability.TierOf(x.Expertise)), Value: x.Expertise}
	case 5:
		valid := 0
		for _, c := range x.Certificates {
			if c.Valid {
				valid++
			}
		}
		return parts.Cell{Text: lang.L("{{.N}} of {{.All}}", map[string]any{"N": valid, "All": len(x.Certificates)}), Value: valid, Tone: look.Ink2}
	}
	if s.post < 0 {
		return parts.Cell{}
	}
	return fitCell(s.needs(x))
}

func scoreCell(v float64, n int, few bool) parts.Cell {
	switch {
	case n == 0:
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	case few:
		return parts.Cell{Text: lang.L("n {{.N}}, too few", map[string]any{"N": n}), Tone: look.Ink3, Value: v}
	}
	return parts.Cell{Text: chart.Number(v, 1) + "  n " + chart.Count(n), Value: v}
}

// fitCell says how many wishes are met.
func fitCell(ns []ability.Need) parts.Cell {
	met := 0
	for _, n := range ns {
		if n.Answer == ability.Met {
			met++
		}
	}
	if met == len(ns) {
		return parts.StateCell(lang.L("fits"), parts.StateGood)
	}
	c := parts.StateCell(lang.L("{{.N}} of {{.All}}", map[string]any{"N": met, "All": len(ns)}), parts.StatePartly)
	if slices.ContainsFunc(ns, func(n ability.Need) bool { return n.Answer == ability.Unknown }) {
		c.Icon, c.IconTone = "ring", look.Ink3
	}
	return c
}
