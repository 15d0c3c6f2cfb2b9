package certificates

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/certificate"
)

func (s *Screen) programmeTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Certificate"), Least: 150}, {Title: lang.L("Skill"), Width: 120, Yield: 2}, {Title: lang.L("Asked for duty"), Width: 100},
		{Title: lang.L("Exams"), Width: 64, Right: true}, {Title: lang.L("Valid for"), Width: 84}, {Title: lang.L("Expiry"), Width: 132, Yield: 1}, {Title: lang.L("Renewal window"), Width: 76},
		{Title: lang.L("Valid"), Width: 64, Right: true}, {Title: lang.L("Asked of"), Width: 76, Right: true},
	}, func() int { return len(s.programmes) }, func(row, column int) parts.Cell { return s.programmeCell(&s.programmes[row], column) })
	t.OnOpened = func(int) { s.editChosen() }
	t.List().Chosen = 0
	return t
}

func (s *Screen) programmeCell(p *certificate.Programme, column int) parts.Cell {
	valid, asked := s.holdersOf(p.ID)
	switch column {
	case 0:
		if !p.RetiredAt.IsZero() {
			return parts.Cell{Text: lang.L("{{.Name}} (issued no more)", map[string]any{"Name": s.title(p)}), Tone: look.Ink3}
		}
		return parts.Cell{Text: s.title(p), Bold: true}
	case 1:
		return parts.Cell{Text: p.Skill, Tone: look.Ink2}
	case 2:
		if p.Duty {
			return parts.Cell{Text: lang.L("yes"), Icon: "check", IconTone: look.Good}
		}
		return parts.Cell{Text: lang.L("no"), Tone: look.Ink3}
	case 3:
		return parts.Cell{Text: chart.Count(len(p.Exams))}
	case 4:
		return parts.Cell{Text: span(p.Active)}
	case 5:
		return parts.Cell{Text: methodName(p.Method), Tone: look.Ink2}
	case 6:
		return parts.Cell{Text: span(p.Window), Tone: look.Ink2}
	case 7:
		return parts.Cell{Text: chart.Count(valid), Value: valid}
	}
	return parts.Cell{Text: chart.Count(asked), Value: asked}
}

func (s *Screen) holdersOf(id string) (valid, asked int) {
	d := s.today()
	for i := range s.holdings {
		h := &s.holdings[i]
		if h.ProgrammeID != id {
			continue
		}
		if h.InForce(d) {
			valid++
		}
		if h.Asked(d) {
			asked++
		}
	}
	return valid, asked
}

func (s *Screen) programmeView() fyne.CanvasObject {
	switch {
	case s.edit != nil:
		return s.edit.content
	case len(s.programmes) == 0:
		return parts.EmptyState("badge", lang.L("No certificate is issued here yet"), lang.L("Say which exams earn it, how long it is valid and when it can be renewed; then ask it of people."),
			parts.NewButton(lang.L("New certificate"), parts.Main, s.newProgramme).WithIcon("add").WithKey("N"))
	}
	s.courses.Refresh()
	foot := parts.StatusBar([]fyne.CanvasObject{parts.Label(lang.L("Changes hold for what is issued from now on."))}, []fyne.CanvasObject{
		parts.NewButton(lang.L("Issue no more"), parts.Plain, s.askRetire).WithIcon("remove").WithKey("X").AsSmall(),
		parts.NewButton(lang.L("Edit"), parts.Plain, s.editChosen).WithIcon("edit").WithKey("Enter").AsSmall()})
	return parts.Dock(nil, foot, nil, nil, s.courses)
}

func (s *Screen) chosenProgramme() *certificate.Programme {
	if at := s.courses.Chosen(); at >= 0 && at < len(s.programmes) {
		return &s.programmes[at]
	}
	return nil
}

// askRetire asks why a certificate is issued no more.
func (s *Screen) askRetire() {
	p := s.chosenProgramme()
	if p == nil || !p.RetiredAt.IsZero() {
		return
	}
	_, asked := s.holdersOf(p.ID)
	why := parts.NewEntry(lang.L("Reason")).Wide(440)
	s.ask(parts.Question{Title: lang.L("Issue {{.Certificate}} no more?", map[string]any{"Certificate": s.title(p)}),
		Text: lang.L("It is asked of {{.N}} people; from today on of nobody. What was issued stays. This can't be undone.", map[string]any{"N": asked}), Act: lang.L("Issue no more"), Kind: parts.Delete},
		why, why, func(ctx context.Context) (string, error) {
			return lang.L("Issued no more"), s.d.CertificateKeeper.Retire(ctx, s.d.Actor, p.ID, strings.TrimSpace(why.Text()))
		})
}
