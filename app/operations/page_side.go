package operations

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/indicators"
)

// side compares: the sides, then teams, organisations or projects, and people,
// each with its interval on one scale.
func (p *page) side() fyne.CanvasObject {
	box := parts.Stack(0)
	words := []string{lang.L("Teams"), lang.L("Organisations"), lang.L("Projects"), lang.L("People")}
	groups := []indicators.Group{indicators.ByTeam, indicators.ByOrganisation, indicators.ByProject, indicators.ByPerson}
	at := 0
	for k, g := range groups {
		if g == p.compare {
			at = k
		}
	}
	rows := parts.Stack(0)
	fill := func() {
		rows.Objects = nil
		if p.compare != indicators.ByPerson {
			p.compareRows(rows, indicators.ByHouse)
			rows.Add(parts.Inset(6, 0, 6, 0, parts.NewHairline()))
		}
		p.compareRows(rows, p.compare)
		if p.compare != indicators.ByPerson && len(p.persons) > 0 {
			rows.Add(parts.Inset(6, 0, 6, 0, parts.NewHairline()))
			p.compareRows(rows, indicators.ByPerson)
		}
		if len(p.known(p.compare)) == 0 {
			rows.Add(parts.NewParagraph(p.s.say(p.value().Why), look.TextLabel, look.Ink2))
		}
		rows.Refresh()
	}
	box.Add(parts.Row(8, parts.Strong(lang.L("Compared")), parts.Gap(), parts.NewSegments(words, at, func(k int) { p.compare = groups[k]; fill() })))
	box.Add(parts.Room(0, 8))
	fill()
	if p.target().Set {
		box.Add(parts.Inset(0, 0, 6, 0, parts.Label(lang.L("The upright mark is the target. Overlapping intervals have no ranking."))))
	}
	box.Add(rows)
	return box
}

func (p *page) compareRows(rows *fyne.Container, by indicators.Group) {
	names := p.known(by)
	scale := p.scale(by, names)
	for _, g := range names {
		rows.Add(p.compareRow(by, g, scale))
	}
}

// scale holds every interval and the target.
func (p *page) scale(by indicators.Group, names []string) chart.Scale {
	var all []float64
	for _, g := range names {
		v := p.i.Of(p.groups[by].at(g, 0))
		if v.Few {
			all = append(all, v.Value)
			continue
		}
		all = append(all, v.Low, v.High)
	}
	if t := p.target(); t.Set {
		all = append(all, t.Value)
	}
	s := chart.Around(all, 4)
	if s.Low == s.High {
		s.High = s.Low + 1
	}
	return s
}

func (p *page) compareRow(by indicators.Group, g string, scale chart.Scale) fyne.CanvasObject {
	v := p.i.Of(p.groups[by].at(g, 0))
	target := p.target()
	name := p.s.staff.name(by, g)
	var label fyne.CanvasObject = parts.Body(name).Cutting()
	if by == indicators.ByPerson {
		label = parts.NewLink(name, func() { p.s.openPeople([]string{g}) })
	}
	row := parts.Row(8, parts.Grow(label))
	if v.Few {
		row.Add(parts.Fix(look.Scaled(96), 0, parts.NewPill(lang.L("too few"), parts.StateFew)))
	} else {
		track := parts.NewInterval(scale, v.Value, v.Low, v.High)
		track.Width = look.Scaled(96)
		track.Mark, track.Marked = target.Value, target.Set
		row.Add(track)
	}
	icon, tone := mark(p.i.Stand(v, target))
	row.Add(parts.Fix(look.Scaled(14), 0, parts.NewIcon(icon, 14, tone)))
	row.Add(parts.Fix(look.Scaled(58), 0, parts.Strong(number(p.i, v.Value)).Trailing()))
	n := ""
	if p.i.Unit != indicators.Count && p.i.Unit != indicators.Seconds && p.i.Unit != indicators.Share {
		n = chart.Count(int(v.N))
	}
	row.Add(parts.Fix(look.Scaled(46), 0, parts.Label(n).Trailing()))
	return parts.High(27, row)
}
