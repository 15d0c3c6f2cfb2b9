package roleplay

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/roleplay"
)

func n(count int) string { return strconv.Itoa(count) }

func (s *Screen) makeTables() {
	s.list = parts.NewTable([]parts.TableColumn{{Title: lang.L("role.scenario"), Least: 220}, {Title: lang.L("Business line"), Width: 110, Yield: 2}, {Title: lang.L("Practises"), Width: 190, Yield: 3},
		{Title: lang.L("Attempts"), Width: 72, Right: true}, {Title: lang.L("Best"), Width: 96, Right: true}, {Title: lang.L("Last"), Width: 84, Right: true, Yield: 1}},
		func() int { return len(s.offers()) }, s.offerCell)
	s.list.OnOpened = func(int) { s.take() }
	s.list.List().OnChosen = func(int) { s.showOffer(); s.d.Changed() }
	s.past = parts.NewTable([]parts.TableColumn{{Title: lang.L("When"), Width: 110}, {Title: lang.L("Who"), Width: 90}, {Title: lang.L("role.scenario"), Least: 200}, {Title: lang.L("Level"), Width: 90, Yield: 2},
		{Title: lang.L("Ending"), Width: 130, Yield: 1}, {Title: lang.L("Score"), Width: 96, Right: true}, {Title: lang.L("role.reviews"), Width: 64, Right: true, Yield: 3}},
		func() int { return len(s.k.attempts) }, s.attemptCell)
	s.past.OnOpened = func(int) { s.openChosen() }
	s.past.List().OnChosen = func(int) { s.showAttempt(); s.d.Changed() }
	s.skills = parts.NewTable([]parts.TableColumn{{Title: lang.L("Skill"), Least: 160}, {Title: lang.L("Proficiency"), Width: 130, Right: true}, {Title: lang.L("Tier"), Width: 110}, {Title: lang.L("Attempts"), Width: 80, Right: true}, {Title: lang.L("Last"), Width: 90, Right: true}},
		func() int { return len(s.k.skills) }, s.skillCell)
	s.skills.OnOpened = func(int) { s.practise() }
	s.skills.List().OnChosen = func(int) { s.showSkill(); s.d.Changed() }
}

func (s *Screen) offerCell(row, column int) parts.Cell {
	o := &s.offers()[row]
	l := s.d.Settings.Language
	switch column {
	case 0:
		return parts.Cell{Text: o.Title.In(l)}
	case 1:
		return parts.Cell{Text: lineWords.Of(o.Line), Tone: look.Ink2}
	case 2:
		return parts.Cell{Text: strings.Join(o.Skills, lang.L(", ")), Tone: look.Ink2}
	case 3:
		return parts.Cell{Text: n(o.Attempts), Value: o.Attempts}
	case 4:
		if o.Attempts == 0 {
			return parts.Cell{Text: chart.None}
		}
		return scoreCell(o.Best, false)
	}
	return parts.Cell{Text: s.d.Day(o.Last), Value: o.Last}
}

// scoreCell is a score with its bar.
func scoreCell(score float64, failed bool) parts.Cell {
	c := parts.Cell{Text: chart.Number(score, 0), Bar: score / 100, BarTone: bandTone(score), Value: score}
	if failed {
		c = parts.StateCell(lang.L("failed"), parts.StateCritical)
	}
	return c
}

func bandTone(score float64) look.Token {
	switch {
	case score >= 75:
		return look.GoodM
	case score >= 50:
		return look.WarnM
	}
	return look.BadM
}

func (s *Screen) attemptCell(row, column int) parts.Cell {
	a := &s.k.attempts[row]
	switch column {
	case 0:
		return parts.Cell{Text: s.d.Moment(a.BegunAt), Value: a.BegunAt}
	case 1:
		return parts.Cell{Text: a.Person}
	case 2:
		text := a.Title.In(s.d.Settings.Language)
		if a.OfID != "" {
			text = lang.L("{{.Title}}, from answer {{.N}}", map[string]any{"Title": text, "N": a.FromTurn + 1})
		}
		return parts.Cell{Text: text}
	case 3:
		return parts.Cell{Text: levelWords.Of(a.Level), Tone: look.Ink2}
	case 4:
		return parts.StateCell(endingWords.Of(a.Ending), endingState(a.Ending))
	case 5:
		return scoreCell(a.Overall, a.Failed)
	}
	return parts.Cell{Text: n(a.Judged), Value: a.Judged}
}

func (s *Screen) skillCell(row, column int) parts.Cell {
	k := &s.k.skills[row]
	switch column {
	case 0:
		return parts.Cell{Text: k.Name}
	case 1:
		return scoreCell(k.Value, false)
	case 2:
		return parts.StateCell(tierWords.Of(k.Tier), tierState(k.Tier))
	case 3:
		return parts.Cell{Text: n(len(k.Results)), Value: len(k.Results)}
	}
	return parts.Cell{Text: s.d.Day(k.Results[len(k.Results)-1].At)}
}

// showSkill lays the series of the chosen skill out.
func (s *Screen) showSkill() {
	s.sheet.Objects = nil
	if i := s.skills.Chosen(); i >= 0 && i < len(s.k.skills) {
		s.sheet.Objects = []fyne.CanvasObject{s.skillSheet(&s.k.skills[i])}
	} else if len(s.k.skills) > 0 {
		s.skills.Choose(0)
		return
	}
	s.sheet.Refresh()
}

func (s *Screen) skillSheet(k *roleplay.Skill) fyne.CanvasObject {
	column := parts.Stack(6, parts.PanelHead(k.Name), parts.Row(8, parts.Figure(chart.Number(k.Value, 0)), parts.NewPill(tierWords.Of(k.Tier), tierState(k.Tier))),
		parts.Second(lang.L("{{.N}} attempts that count; each counts half after 30 days", map[string]any{"N": len(k.Results)})), parts.Room(0, 8), parts.NewHairline())
	for i := len(k.Results) - 1; i >= 0 && i >= len(k.Results)-12; i-- {
		r := k.Results[i]
		column.Add(parts.High(26, parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Second(s.d.Moment(r.At))), parts.Gap(), parts.Body(chart.Number(r.Score, 0)))))
	}
	column.Add(parts.Room(0, 8))
	column.Add(parts.Row(0, parts.NewButton(lang.L("Practise it"), parts.Main, s.practise).WithKey("Enter")))
	return column
}

// practise shows the scenarios of the chosen skill.
func (s *Screen) practise() {
	if i := s.skills.Chosen(); i >= 0 && i < len(s.k.skills) {
		s.skill, s.page = s.k.skills[i].Name, pageScenarios
		s.show()
	}
}

func clock(d time.Duration) string { return parts.Clock(d) }
