package retraining

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/training/jointplan"
)

// plansTab is the list of joint plans.
type plansTab struct {
	s     *Screen
	table *parts.Table
}

// The columns of the list.
const (
	planMonth = iota
	planVendor
	planVersion
	planLines
	planDays
	planDone
	planState
)

func (s *Screen) newPlans() *plansTab {
	p := &plansTab{s: s}
	p.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Month"), Width: 96}, {Title: lang.L("Vendor"), Least: 120}, {Title: lang.L("Version"), Width: 64, Right: true}, {Title: lang.L("Lines"), Width: 64, Right: true},
		{Title: lang.L("Person-days"), Width: 96, Right: true}, {Title: lang.L("Carried out"), Width: 110}, {Title: lang.L("Signatures"), Width: 210},
	}, func() int { return len(s.f.plans) }, p.cell)
	p.table.OnOpened = func(row int) { s.readPlan(s.f.plans[row].ID) }
	p.table.List().Chosen = 0
	return p
}

func (p *plansTab) cell(row, column int) parts.Cell {
	if row >= len(p.s.f.plans) {
		return parts.Cell{}
	}
	plan := &p.s.f.plans[row]
	t := plan.Tally("")
	switch column {
	case planMonth:
		return parts.Cell{Text: monthText(plan.Month), Bold: true}
	case planVendor:
		return parts.Cell{Text: plan.Organisation}
	case planVersion:
		return parts.Cell{Text: chart.Count(plan.Number), Value: plan.Number}
	case planLines:
		return parts.Cell{Text: chart.Count(t.Items), Value: t.Items}
	case planDays:
		return parts.Cell{Text: chart.Number(t.PersonDays, 1), Value: t.PersonDays}
	case planDone:
		return parts.Cell{Text: chart.Percent(t.Share(), 0), Bar: t.Share(), BarTone: look.Accent, Value: t.Share()}
	}
	word, state := signState(plan)
	return parts.StateCell(word, state)
}

// monthText writes a month: "2026-11" as "2026 年 11 月".
func monthText(month string) string {
	at, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return lang.L("{{.Month}}/{{.Year}}", map[string]any{"Month": int(at.Month()), "Year": at.Year()})
}

// signState says who has still to sign.
func signState(p *jointplan.Plan) (string, parts.State) {
	missing := p.Missing()
	switch {
	case len(missing) == 0:
		return lang.L("Signed by both"), parts.StateGood
	case len(missing) == 2:
		return lang.L("Waits for both signatures"), parts.StateOpen
	case missing[0] == jointplan.ClientSide:
		return lang.L("Waits for the client"), parts.StatePartly
	}
	return lang.L("Waits for the vendor"), parts.StatePartly
}

func (p *plansTab) page() fyne.CanvasObject {
	if len(p.s.f.plans) == 0 {
		return parts.EmptyState("calendar", lang.L("No joint plan yet"), lang.L("Both parties plan a month of training for a vendor here, and sign it."), p.s.newPlanButton()...)
	}
	p.table.List().Chosen = max(min(p.table.List().Chosen, len(p.s.f.plans)-1), 0)
	p.table.Refresh()
	return p.table
}

func (s *Screen) newPlanButton() []*parts.Button {
	if !s.d.Actor.May(people.KeepExams) {
		return nil
	}
	return []*parts.Button{parts.NewButton(lang.L("New joint plan"), parts.Main, s.newPlan).WithIcon("add").WithKey("N")}
}

func (p *plansTab) actions() []desk.Action {
	s, none := p.s, len(p.s.f.plans) == 0
	move := func(by int) func() {
		return func() {
			if to := p.table.Chosen() + by; to >= 0 && to < len(s.f.plans) {
				p.table.Choose(to)
			}
		}
	}
	return []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Open the plan"), Bare: fyne.KeyReturn, Do: func() {
			if i := p.table.Chosen(); i >= 0 && i < len(s.f.plans) {
				s.readPlan(s.f.plans[i].ID)
			}
		}, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Next plan"), Bare: fyne.KeyDown, Do: move(1), Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Plan before"), Bare: fyne.KeyUp, Do: move(-1), Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("New joint plan"), Bare: fyne.KeyN, Do: s.newPlan, Off: !s.d.Actor.May(people.KeepExams)},
	}
}
