package people

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings/intake"
)

// mostWrong is how many wrong lines are named at once.
const mostWrong = 8

// askImport asks for a table of persons. Every wrong line is named below the
// field; all persons are added or none.
func (s *Screen) askImport() {
	field := parts.NewEntry("people.csv").WithIcon("document").Wide(500)
	wrong := parts.Stack(2)
	var dialog *parts.Dialog
	try := func() {
		s.importFrom(strings.TrimSpace(field.Text()), func(problems []words.Text) {
			if len(problems) == 0 {
				dialog.Close()
				return
			}
			field.SetWrong(true)
			wrong.Objects = s.problems(problems)
			wrong.Refresh()
		})
	}
	field.OnSubmitted = func(string) { try() }
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Import people from a table?"),
		Text:    lang.L("CSV or Excel. The first line names the columns: Name, Staff number, Organisation, Team, Roles, Login, Joined. Organisations and teams have to be here already. All are added or none."),
		Content: parts.Stack(8, field, wrong), Safe: lang.L("Cancel"), Act: lang.L("Import"), Kind: parts.Main, Width: look.Scaled(540), Check: func() bool { try(); return false }})
	field.Focus()
}

// Dropped imports a table that was dragged onto the window.
func (s *Screen) Dropped(paths []string) {
	if !s.keeps() || len(paths) == 0 {
		return
	}
	s.importFrom(paths[0], func(problems []words.Text) {
		if len(problems) > 0 {
			s.d.Fail(errors.New(problems[0].In(s.d.Settings.Language)))
		}
	})
}

func (s *Screen) problems(all []words.Text) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, t := range all {
		if i == mostWrong {
			out = append(out, parts.Second(lang.L("further lines: {{.N}}", map[string]any{"N": len(all) - i})))
			break
		}
		p := parts.NewParagraph(t.In(s.d.Settings.Language), look.TextLabel, look.Bad)
		p.Width = look.Scaled(500)
		out = append(out, p)
	}
	return out
}

func (s *Screen) importFrom(path string, done func([]words.Text)) {
	k, home, zone := s.k, s.d.Actor.OrganisationID, s.d.Zone
	type result struct {
		n     int
		wrong []words.Text
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (result, error) {
		t, err := intake.ReadTable(path)
		if err != nil {
			return result{}, err
		}
		ps, wrong := roster(t, k, home, zone)
		if len(wrong) > 0 {
			return result{wrong: wrong}, nil
		}
		return result{n: len(ps)}, inFile(t, s.d.People.AddPersons(ctx, s.d.Actor, ps))
	}, func(r result, err error) {
		if err != nil {
			r.wrong = []words.Text{asText(err)}
		}
		if len(r.wrong) == 0 {
			s.d.Toast(lang.L("People added: {{.N}}", map[string]any{"N": r.n}), nil)
			s.d.Trace("imported", map[string]any{"persons": r.n})
			s.load()
		} else {
			s.d.Trace("refused", map[string]any{"lines": len(r.wrong)})
		}
		done(r.wrong)
	})
}

// asText is the sentence of an error as a text.
func asText(err error) words.Text {
	var f *fault.Fault
	if errors.As(err, &f) {
		return words.T(f.Key, f.Values)
	}
	return words.T("{{.Why}}", fault.Values{"Why": err.Error()})
}

// inFile names the line of the file where a refusal names the number of the person.
func inFile(t intake.Table, err error) error {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return err
	}
	if n, ok := f.Values["Line"].(int); ok && n >= 1 && n <= len(t.Rows) {
		return fault.New(f.Kind, "Line {{.Line}}: {{.Why}}", fault.Values{"Line": t.Rows[n-1].Number, "Why": f.Values["Why"]}).Because(err)
	}
	return err
}
