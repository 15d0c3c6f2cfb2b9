package retraining

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/jointplan"
)

func (s *Screen) planActions() []desk.Action {
	out := []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the list"), Bare: fyne.KeyEscape, Do: s.back}}
	for _, a := range s.planActs() {
		out = append(out, a.Action)
	}
	return out
}

// planActs are the buttons of the open plan, the main one first.
func (s *Screen) planActs() []desk.Act {
	p := &s.paper.plan
	var out []desk.Act
	if party, err := jointplan.PartyOf(s.d.Actor, p.OrganisationID); err == nil && slices.Contains(p.Missing(), party) {
		out = append(out, desk.ReviewAct(lang.L("Sign"), fyne.KeyS, "edit", s.askSign))
	}
	if s.d.Actor.May(people.KeepExams) {
		out = append(out, desk.ReviewAct(lang.L("Change the plan"), fyne.KeyE, "edit", func() { s.write(*p) }))
	}
	if s.d.Reports != nil && s.d.Actor.May(people.Print) {
		out = append(out, desk.Act{Action: desk.Action{Menu: desk.FileMenu, Label: lang.L("Plan as PDF"), Key: fyne.KeyP, Mod: ctrl, Do: s.askPlanFile}, Icon: "document"})
	}
	return out
}

// askSign asks for the name and the password.
func (s *Screen) askSign() {
	p := s.paper.plan
	name, password := parts.NewEntry(s.d.Actor.Name).Wide(220), parts.NewPassword(lang.L("Password")).Wide(220)
	row := func(word string, e *parts.Entry) fyne.CanvasObject {
		return parts.High(36, parts.Row(8, parts.Fix(look.Scaled(110), 0, parts.Label(word)), e))
	}
	fields := parts.Stack(2, row(lang.L("Your name"), name), row(lang.L("Password"), password))
	text := lang.L("You sign version {{.N}} of the plan for {{.Plan}}. Type your name as it is kept: {{.Name}}.", map[string]any{"N": p.Number, "Plan": planName(&p), "Name": s.d.Actor.Name})
	sign := func() (func(context.Context) error, error) {
		return func(ctx context.Context) error {
			return s.d.JointPlans.Sign(ctx, s.d.Actor, p.ID, p.Number, name.Text(), password.Text())
		}, nil
	}
	s.ask(parts.Question{Title: lang.L("Sign the joint plan?"), Text: text, Act: lang.L("Sign"), Kind: parts.Main}, fields, password, lang.L("Signed"), sign)
	name.Focus()
}

// askDone asks what was done of a line.
func (s *Screen) askDone(it jointplan.Item) {
	p := s.paper.plan
	d, _ := p.Of(it.ID)
	if d.ItemID == "" {
		d.Days, d.People = it.Days, it.People
	}
	days, n, note := parts.NewEntry("").Wide(64), parts.NewEntry("").Wide(64), parts.NewEntry(lang.L("Note")).Wide(428)
	days.SetText(strconv.FormatFloat(d.Days, 'f', -1, 64))
	n.SetText(strconv.Itoa(d.People))
	note.SetText(d.Note)
	fields := parts.Stack(8, parts.Row(8, days, parts.Second(lang.L("days")), parts.Room(12, 0), n, parts.Second(lang.L("people"))), note)
	s.ask(parts.Question{Title: lang.L("What was done of {{.Title}}?", map[string]any{"Title": it.Title}), Text: lang.L("Planned: {{.Load}}. Noting it needs no new signature.", map[string]any{"Load": load(it.Days, it.People)}), Act: lang.L("Save"), Kind: parts.Main},
		fields, days, lang.L("Noted"), func() (func(context.Context) error, error) {
			v, errDays := strconv.ParseFloat(strings.TrimSpace(days.Text()), 64)
			k, errPeople := strconv.Atoi(strings.TrimSpace(n.Text()))
			if errDays != nil || errPeople != nil {
				return nil, fault.New(fault.Invalid, "Done are 0 to 31 days, in half days, with 0 to 1000 people.", nil)
			}
			done := jointplan.Done{ItemID: it.ID, Days: v, People: k, Note: note.Text()}
			return func(ctx context.Context) error { return s.d.JointPlans.Note(ctx, s.d.Actor, p.ID, done) }, nil
		})
}

func (s *Screen) askPlanFile() {
	p := s.paper.plan
	s.askFile(lang.L("Write the plan as PDF?"), fmt.Sprintf("%s-%s", p.Organisation, p.Month), func(ctx context.Context, w io.Writer) error {
		return s.d.Reports.JointPlan(ctx, s.d.Actor, p.ID, s.d.Settings.Language, w)
	})
}

// askFile asks where a PDF goes, and writes it whole or not at all.
func (s *Screen) askFile(title, name string, write func(ctx context.Context, w io.Writer) error) {
	ask.Asker{Ctx: s.ctx, Desk: s.d}.File(ask.File{Title: title, Name: name, Ending: ".pdf", Write: write})
}
