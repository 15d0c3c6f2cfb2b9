package draft

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/training/exam"
)

// showPanel tells what would be published now.
func (s *Screen) showPanel() {
	box := parts.Stack(0, parts.NewText(lang.L("What will be published"), look.TextPanel, look.Ink, true), parts.Room(0, 8))
	for _, f := range s.facts() {
		box.Add(parts.FactLine(f))
	}
	box.Add(parts.Room(0, 10))
	for _, sentence := range s.problems() {
		box.Add(parts.Inset(0, 0, 8, 0, s.problem(sentence)))
	}
	if s.ahead != nil && s.ahead.Problem == nil {
		box.Add(parts.Row(6, parts.NewIcon("okcircle", 16, look.Good), parts.Body(lang.L("Can be published"))))
		box.Add(parts.Room(0, 10))
	}
	s.addForms(box)
	s.panel.Objects = []fyne.CanvasObject{parts.Inset(14, 16, 16, 16, box)}
	s.panel.Refresh()
}

func (s *Screen) facts() []parts.Fact {
	b := s.exam.Blueprint
	facts := []parts.Fact{{Label: lang.L("Questions"), Value: chart.Count(b.Count())}, {Label: lang.L("Marks"), Value: say.Points(b.Marks())},
		{Label: lang.L("Passed from"), Value: lang.L("{{.N}} points", map[string]any{"N": say.Points(s.exam.PassShare * b.Marks())})}}
	if s.exam.Rules.Limit > 0 {
		facts = append(facts, parts.Fact{Label: lang.L("Time limit"), Value: say.Length(s.exam.Rules.Limit)})
	}
	if s.ahead != nil && s.ahead.Aim > 0 {
		facts = append(facts, parts.Fact{Label: lang.L("Expected"), Value: chart.Percent(s.ahead.Aim, 1), Note: lang.L("of all marks")})
	}
	return facts
}

// problems are the sentences that keep the exam from being published: one for
// each row that can't be filled, then what else there is.
func (s *Screen) problems() []string {
	var out []string
	seen := map[string]bool{}
	add := func(err error) {
		if err != nil && !seen[s.sentence(err)] {
			seen[s.sentence(err)] = true
			out = append(out, s.sentence(err))
		}
	}
	add(s.wrong)
	if s.ahead == nil {
		return out
	}
	for _, c := range s.ahead.Cells {
		add(c.Problem)
	}
	add(s.ahead.Problem)
	return out
}

func (s *Screen) problem(sentence string) fyne.CanvasObject {
	p := parts.NewParagraph(sentence, look.TextLabel, look.Ink)
	p.Width = look.Scaled(panelWidth - 32 - 22)
	return parts.FullRow(6, parts.NewIcon("tri", 16, look.Warn), parts.Grow(p))
}

// addForms shows how hard each form is expected to be.
func (s *Screen) addForms(box *fyne.Container) {
	if s.ahead == nil || len(s.ahead.Forms) == 0 {
		return
	}
	box.Add(parts.Strong(lang.L("Forms")))
	box.Add(parts.Room(0, 4))
	for i, f := range s.ahead.Forms {
		tone, ink := look.Accent, look.Ink2
		if off := f.Expected - s.ahead.Aim; off > exam.Close || off < -exam.Close {
			tone, ink = look.WarnM, look.Warn
		}
		line := parts.NewProgressLine(f.Expected, 80)
		line.Tone = tone
		box.Add(parts.High(24, parts.Row(8, parts.Fix(look.Scaled(52), 0, parts.Body(lang.L("Form {{.Name}}", map[string]any{"Name": say.Letter(i)}))), parts.Grow(line),
			parts.NewText(chart.Percent(f.Expected, 1)+"  "+chart.Signed(100*(f.Expected-s.ahead.Aim), 1), look.TextLabel, ink, false))))
	}
	word := parts.NewParagraph(lang.L("Expected share of all marks, from earlier answers and the authors' difficulty; beside it the distance from the blueprint's {{.Aim}}. Between forms lie {{.Apart}}.",
		map[string]any{"Aim": chart.Percent(s.ahead.Aim, 1), "Apart": chart.Percent(s.ahead.Apart(), 1)}), look.TextLabel, look.Ink3)
	word.Width = look.Scaled(panelWidth - 32)
	box.Add(parts.Room(0, 4))
	box.Add(word)
	if !s.ahead.Even() {
		box.Add(parts.Room(0, 8))
		box.Add(s.problem(lang.L("A form lies more than 1 % from what the blueprint asks: some get an easier exam. More questions in the bank help.")))
	}
}

// askPublish shows once more what will be, and publishes it.
func (s *Screen) askPublish() {
	s.keep()
	if s.bad() {
		s.d.Fail(fault.New(fault.Invalid, "A field marked red holds no number.", nil))
		return
	}
	e := copied(s.exam)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (exam.Prospect, error) {
		return s.d.ExamKeeper.Prospect(ctx, s.d.Actor, e)
	}, func(p exam.Prospect, err error) {
		s.d.Fail(err)
		if err != nil {
			return
		}
		s.ahead = &p
		s.showCells()
		s.showPanel()
		if p.Problem != nil {
			s.d.Fail(p.Problem)
			return
		}
		s.confirm(&p)
	})
}

// confirm asks before an exam is opened; uneven forms need a word of their own.
func (s *Screen) confirm(p *exam.Prospect) {
	e := s.exam
	text := lang.L("{{.N}} questions, {{.Marks}} marks. The questions are kept as they are now; the draft can't be changed afterwards.", map[string]any{"N": e.Blueprint.Count(), "Marks": say.Points(e.Blueprint.Marks())})
	content := parts.Stack(4)
	for i, f := range p.Forms {
		content.Add(parts.Body(fmt.Sprintf("%s: %s", lang.L("Form {{.Name}}", map[string]any{"Name": say.Letter(i)}), lang.L("expected {{.Share}} of all marks", map[string]any{"Share": chart.Percent(f.Expected, 1)}))))
	}
	act, kind := lang.L("Publish the exam"), parts.Main
	if !p.Even() {
		content.Add(parts.Banner(parts.TintWarn, lang.L("The forms are not equally hard: {{.Apart}} apart.", map[string]any{"Apart": chart.Percent(p.Apart(), 1)}), "", nil))
		act, kind = lang.L("Publish although uneven"), parts.Delete
	}
	uneven := !p.Even()
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Publish \"{{.Name}}\"?", map[string]any{"Name": e.Name}), Text: text, Content: content,
		Safe: lang.L("Cancel"), Act: act, Kind: kind, Width: look.Scaled(480), OnAct: func() { s.publish(uneven) }})
}

// publish stands in line behind what is being kept.
func (s *Screen) publish(uneven bool) {
	id, name := s.id, s.exam.Name
	s.line.Do(func() error {
		return s.d.ExamKeeper.Publish(context.Background(), s.d.Actor, id, uneven)
	}, func(err error) {
		s.d.Fail(err)
		if err == nil {
			s.d.Toast(lang.L("{{.Name}} published", map[string]any{"Name": name}), nil)
			s.d.Go(desk.Route{Place: desk.ExamDesk, ID: id})
		}
	})
}

// Actions are the tabs, the rows and publishing.
func (s *Screen) Actions() []desk.Action {
	acts := []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Publish the exam"), Key: fyne.KeyReturn, Mod: fyne.KeyModifierShortcutDefault, Do: s.askPublish, Off: s.exam.ID == ""},
		{Menu: desk.EditMenu, Label: lang.L("Add a row"), Key: fyne.KeyN, Mod: fyne.KeyModifierShortcutDefault, Do: s.addRow, Off: s.exam.ID == ""},
		{Menu: desk.WindowMenu, Label: lang.L("Back to the exams"), Bare: fyne.KeyEscape, Do: s.back},
	}
	for i, word := range []string{lang.L("Questions"), lang.L("Rules"), lang.L("What is shown afterwards"), lang.L("Persons")} {
		acts = append(acts, desk.Action{Menu: desk.ViewMenu, Label: word, Bare: fyne.KeyName(rune('1' + i)), Do: func() { s.open(i) }, GapBefore: i == 0})
	}
	return acts
}
