package mentoring

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/mentor"
)

// The columns of the rounds.
const (
	roundName = iota
	roundState
	roundMethod
	roundMentees
	roundPlaces
	roundPairs
	roundMade
)

func (s *Screen) newRounds() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Round"), Least: 160}, {Title: lang.L("State"), Width: 130}, {Title: lang.L("Method"), Width: 150}, {Title: lang.L("Mentees"), Width: 80, Right: true},
		{Title: lang.L("Mentor places"), Width: 100, Right: true}, {Title: lang.L("Proposed pairs"), Width: 110, Right: true}, {Title: lang.L("Made by"), Width: 170},
	}, func() int { return len(s.f.rounds) }, s.roundCell)
	t.OnOpened = func(row int) { s.read(s.f.rounds[row].ID) }
	t.List().Chosen = 0
	return t
}

func (s *Screen) roundCell(row, column int) parts.Cell {
	if row >= len(s.f.rounds) {
		return parts.Cell{}
	}
	r := &s.f.rounds[row]
	count := func(n int) parts.Cell { return parts.Cell{Text: chart.Count(n), Value: n} }
	switch column {
	case roundName:
		return parts.Cell{Text: r.Name, Bold: true}
	case roundState:
		return parts.StateCell(roundWord(r.State), roundShape(r.State))
	case roundMethod:
		return parts.Cell{Text: methodWord(r.Method), Tone: look.Ink2}
	case roundMentees:
		return count(len(r.Mentees))
	case roundPlaces:
		return count(r.Places())
	case roundPairs:
		if len(r.Proposed) == 0 {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return count(len(r.Proposed) - r.Alone())
	}
	return parts.Cell{Text: r.MadeBy + " " + s.d.Moment(r.MadeAt), Tone: look.Ink2}
}

func roundWord(st mentor.RoundState) string {
	switch st {
	case mentor.Reviewing:
		return lang.L("Under review")
	case mentor.Published:
		return lang.L("round.published")
	case mentor.Dropped:
		return lang.L("Given up")
	}
	return lang.L("Being prepared")
}

func roundShape(st mentor.RoundState) parts.State {
	return map[mentor.RoundState]parts.State{mentor.Reviewing: parts.StatePartly, mentor.Published: parts.StateGood, mentor.Dropped: parts.StateNA, mentor.Preparing: parts.StateOpen}[st]
}

var methods = []mentor.Method{mentor.Total, mentor.Participation, mentor.Stable}

func methodWord(m mentor.Method) string {
	switch m {
	case mentor.Stable:
		return lang.L("Both sides rank")
	case mentor.Participation:
		return lang.L("Most pairs")
	}
	return lang.L("Highest total")
}

func (s *Screen) openRound() {
	if i := s.rounds.Chosen(); i >= 0 && i < len(s.f.rounds) {
		s.read(s.f.rounds[i].ID)
	}
}

// read opens a round.
func (s *Screen) read(id string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (*opened, error) {
		r, err := s.d.Mentors.Rounds.Round(ctx, s.d.Actor, id)
		if err != nil {
			return nil, err
		}
		return s.around(ctx, r)
	}, s.opened)
}

// newRound begins a round with everybody who could take part and has no mentor,
// trainees first of all.
func (s *Screen) newRound() {
	if !s.keeps() {
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (*opened, error) {
		name := lang.L("Round of {{.Day}}", map[string]any{"Day": s.today().String()})
		return s.around(ctx, mentor.Round{Name: name, Method: mentor.Participation, Rules: mentor.StandardRules(), State: mentor.Preparing})
	}, s.opened)
}

func (s *Screen) opened(o *opened, err error) {
	if err != nil {
		s.d.Fail(err)
		return
	}
	if s.open != nil && s.open.r.ID == o.r.ID {
		o.page, o.chosen = s.open.page, s.open.chosen
		if o.r.State != s.open.r.State {
			o.page = o.firstPage()
		}
	}
	s.open = o
	o.build()
	s.d.Trace("round", map[string]any{"id": o.r.ID, "state": string(o.r.State), "alone": o.r.Alone()})
}
