package mentoring

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// The columns of the pairs.
const (
	colMentor = iota
	colMentee
	colUnit
	colState
	colHealth
	colWhy
	colContract
	colEnds
)

func (s *Screen) newPairs() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Mentor"), Width: 84}, {Title: lang.L("Mentee"), Width: 84}, {Title: lang.L("Unit"), Width: 150, Yield: 2}, {Title: lang.L("State"), Width: 156},
		{Title: lang.L("Health"), Width: 96}, {Title: lang.L("Why"), Least: 150}, {Title: lang.L("Contract"), Width: 132, Yield: 1}, {Title: lang.L("Ends"), Width: 92, Right: true},
	}, func() int { return len(s.rows()) }, s.cell)
	t.OnOpened = func(row int) { s.openContract(s.rows()[row].ID) }
	t.List().Chosen = 0
	return t
}

func (s *Screen) cell(row, column int) parts.Cell {
	rows := s.rows()
	if row >= len(rows) {
		return parts.Cell{}
	}
	p := &rows[row]
	switch column {
	case colMentor:
		return parts.Cell{Text: p.Mentor.Name, Bold: row == 0 || rows[row-1].Mentor.PersonID != p.Mentor.PersonID}
	case colMentee:
		return parts.Cell{Text: p.Mentee.Name}
	case colUnit:
		return parts.Cell{Text: unit(p), Tone: look.Ink2}
	case colState:
		return s.stateCell(p)
	case colHealth:
		return s.healthCell(p)
	case colWhy:
		return parts.Cell{Text: s.reasons(p), Tone: look.Ink2}
	case colContract:
		return s.contractCell(p)
	}
	if c := p.InForce(); c != nil {
		return parts.Cell{Text: s.d.Day(c.Terms.Ends.In(s.d.Zone)), Value: c.Terms.Ends.String()}
	}
	return parts.Cell{Text: chart.None, Tone: look.Ink3}
}

// unit is the mentee's team or organisation, and the mentor's if it is another.
func unit(p *contract.Pair) string {
	own := p.Mentee.Team
	if own == "" {
		own = p.Mentee.Organisation
	}
	if p.Mentor.OrganisationID != p.Mentee.OrganisationID {
		return p.Mentor.Organisation + " – " + own
	}
	return own
}

func (s *Screen) stateCell(p *contract.Pair) parts.Cell {
	st := p.State(s.today())
	if p.Objection() != nil && st != contract.Ended {
		return parts.StateCell(lang.L("Objection open"), parts.StateWarn)
	}
	shape := map[contract.State]parts.State{contract.Running: parts.StateGood, contract.Signing: parts.StatePartly, contract.Unwritten: parts.StateOpen, contract.Ahead: parts.StateDue, contract.Ended: parts.StateNA}[st]
	return parts.StateCell(s.say(st.Name()), shape)
}

func (s *Screen) healthCell(p *contract.Pair) parts.Cell {
	y, ok := s.f.health[p.ID]
	if !ok || p.State(s.today()) != contract.Running {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	switch {
	case y.Health.Stalled:
		return parts.StateCell(lang.L("Stalled"), parts.StateBad)
	case y.Health.Level == mentoring.Red:
		return parts.StateCell(lang.L("Needs help"), parts.StateBad)
	case y.Health.Level == mentoring.Amber:
		return parts.StateCell(lang.L("Watch"), parts.StateWarn)
	}
	return parts.StateCell(lang.L("On course"), parts.StateGood)
}

// reasons say why a pair stands as it does: its health, or why it ended.
func (s *Screen) reasons(p *contract.Pair) string {
	if o := p.Objection(); o != nil {
		return o.Why
	}
	if p.EndedWhy != "" {
		return p.EndedWhy
	}
	var out []string
	for _, r := range s.f.health[p.ID].Health.Reasons {
		out = append(out, s.say(r.Text))
	}
	return strings.Join(out, lang.L(", "))
}

func (s *Screen) contractCell(p *contract.Pair) parts.Cell {
	c := p.Newest()
	if c == nil {
		return parts.Cell{Text: lang.L("not written yet"), Tone: look.Ink3}
	}
	missing := c.Missing()
	if len(missing) == 0 {
		return parts.Cell{Text: lang.L("Version {{.N}}, signed", map[string]any{"N": c.Number}), Tone: look.Ink2}
	}
	names := make([]string, len(missing))
	for i, m := range missing {
		names[i] = s.say(m.Name())
	}
	return parts.Cell{Text: lang.L("waits: {{.Who}}", map[string]any{"Who": strings.Join(names, lang.L(", "))}), Tone: look.Warn}
}

func (s *Screen) openContract(id string) {
	s.d.Go(desk.Route{Place: desk.MentorContract, ID: id})
}

func (s *Screen) openChosen() {
	if rows := s.rows(); s.pairs.Chosen() >= 0 && s.pairs.Chosen() < len(rows) {
		s.openContract(rows[s.pairs.Chosen()].ID)
	}
}

func (s *Screen) askExport() { export.Table(s.d, lang.L("Mentoring"), s.pairs) }

// askPair asks for the two people of a pair made by hand.
func (s *Screen) askPair() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([2][]people.Person, error) {
		mentors, err := s.d.People.Persons(ctx, s.d.Actor, people.Find{Role: people.Mentor})
		if err != nil {
			return [2][]people.Person{}, err
		}
		all, err := s.d.People.Persons(ctx, s.d.Actor, people.Find{})
		return [2][]people.Person{mentors, all}, err
	}, func(all [2][]people.Person, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.pickPair(all[0], slices.DeleteFunc(all[1], func(p people.Person) bool {
			return p.Has(people.Mentor) || !p.Has(people.Agent) && !p.Has(people.Trainee) || s.paired(p.ID)
		}))
	})
}

// paired reports whether somebody is a mentee now.
func (s *Screen) paired(id string) bool {
	return slices.ContainsFunc(s.f.pairs, func(p contract.Pair) bool { return p.Mentee.PersonID == id && p.Open(s.today()) })
}

func (s *Screen) pickPair(mentors, mentees []people.Person) {
	if len(mentors) == 0 || len(mentees) == 0 {
		s.d.Fail(errNobody)
		return
	}
	names := func(all []people.Person) (out []string) {
		for _, p := range all {
			out = append(out, p.Name+" "+p.StaffNumber)
		}
		return out
	}
	m, t := 0, 0
	wrong := parts.NewParagraph("", look.TextLabel, look.Bad)
	wrong.Width = look.Scaled(420)
	row := func(word string, o fyne.CanvasObject) fyne.CanvasObject {
		return parts.High(36, parts.Row(8, parts.Fix(look.Scaled(80), 0, parts.Label(word)), o))
	}
	fields := parts.Stack(2, row(lang.L("Mentor"), parts.NewSelect(names(mentors), 0, func(i int) { m = i }).Wide(280)), row(lang.L("Mentee"), parts.NewSelect(names(mentees), 0, func(i int) { t = i }).Wide(280)), wrong)
	var dialog *parts.Dialog
	make := func() bool {
		s.do(lang.L("The pair is made: write its contract next"), func(ctx context.Context) error {
			_, err := s.d.Mentors.Pairs.MakePair(ctx, s.d.Actor, mentors[m].ID, mentees[t].ID)
			return err
		}, func(err error) {
			if err == nil {
				dialog.Close()
				return
			}
			wrong.Set(s.sentence(err))
		})
		return false
	}
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Who is to be a pair?"), Text: lang.L("The mentor is somebody other than the mentee's manager. The contract is written and signed after that."),
		Content: fields, Safe: lang.L("Cancel"), Act: lang.L("Make the pair"), Kind: parts.Main, Width: look.Scaled(460), Check: make})
}
