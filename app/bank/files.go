package bank

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/bank"
	"shifu/training/bank/formats"
)

// formatName is what people call a format.
func formatName(f formats.Format) string {
	return map[formats.Format]string{formats.Excel: "Excel", formats.Text: lang.L("Word or text"), formats.GIFT: "GIFT", formats.Aiken: "Aiken",
		formats.MoodleXML: "Moodle XML", formats.QTI: "QTI 2.2", formats.QTI3: "QTI 3.0"}[f]
}

func formatNames() (out []string) {
	for _, f := range formats.Formats {
		out = append(out, formatName(f))
	}
	return out
}

const pathWide = 460

// asking is a dialog that asks for a path and stays open until it worked.
type asking struct {
	field  *parts.Entry
	wrong  *parts.Paragraph
	dialog *parts.Dialog
}

func (s *Screen) askPath(title, text, preset, verb string, above fyne.CanvasObject, do func(path string, done func(error))) *asking {
	a := &asking{field: parts.NewEntry(lang.L("Path of the file")).WithIcon("document").Wide(pathWide), wrong: parts.NewParagraph("", look.TextLabel, look.Bad)}
	a.field.SetText(preset)
	a.wrong.Width = look.Scaled(pathWide)
	try := func() {
		do(strings.TrimSpace(a.field.Text()), func(err error) {
			if err == nil {
				a.dialog.Close()
				return
			}
			a.wrong.Set(s.sentence(err))
		})
	}
	a.field.OnSubmitted = func(string) { try() }
	content := parts.Stack(8)
	if above != nil {
		content.Add(above)
	}
	content.Add(a.field)
	content.Add(a.wrong)
	a.dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: title, Text: text, Content: content, First: a.field.Typing(),
		Safe: lang.L("Cancel"), Act: verb, Kind: parts.Main, Width: look.Scaled(pathWide + 40), Check: func() bool { try(); return false }})
	return a
}

// path is where a file goes unless another place is typed.
func path(name, ending string) string { return ask.File{Name: name, Ending: ending}.Path() }

// write writes a file whole or not at all, and says so.
func (s *Screen) write(path string, content func(context.Context) ([]byte, error), done func(error)) {
	if path == "" {
		done(fault.New(fault.Invalid, "Name a file.", nil))
		return
	}
	ask.Asker{Ctx: s.ctx, Desk: s.d}.Do(lang.L("Written to {{.File}}", map[string]any{"File": path}), func(ctx context.Context) error {
		raw, err := content(ctx)
		if err != nil {
			return err
		}
		return ask.WriteFile(path, func(w io.Writer) error { _, err := w.Write(raw); return err })
	}, done)
}

// askTemplate asks where to write the Excel template.
func (s *Screen) askTemplate() {
	l := s.d.Settings.Language
	s.askPath(lang.L("Where to save the Excel template?"), lang.L("It has an example of each kind of question, and says how to fill it in."), path(lang.L("Question template"), ".xlsx"), lang.L("Save"), nil,
		func(path string, done func(error)) {
			s.write(path, func(context.Context) ([]byte, error) { return formats.Template(l) }, done)
		})
}

// takenOut are the entries that an export takes: the marked ones, otherwise all
// in the list; without the right to export those of one's own organisation.
func (s *Screen) takenOut() (out []bank.Entry) {
	for _, e := range s.rows {
		if (len(s.marked) == 0 || s.marked[e.EntryID]) && (e.Mine || s.d.Actor.May(people.Export)) {
			out = append(out, e)
		}
	}
	return out
}

func (s *Screen) exports() bool { return s.d.Actor.May(people.KeepExams) }

// askExport asks for format and file, and tells what the format can't hold
// before anything is written.
func (s *Screen) askExport() {
	all := s.takenOut()
	if len(all) == 0 {
		s.d.Fail(fault.New(fault.Forbidden, "These questions are kept by another organisation: you may draw from them, not take them out.", nil))
		return
	}
	format := formats.Excel
	name := func() string { return path(lang.L("Exam questions"), formats.Ending(format)) }
	losses := parts.Stack(2)
	tell := func() {
		losses.Objects = s.lossLines(format, all)
		losses.Refresh()
	}
	var a *asking
	pick := parts.NewSelect(formatNames(), 0, nil).Wide(160)
	pick.OnChanged = func(i int) {
		was := name()
		format = formats.Formats[i]
		if typed := a.field.Text(); typed == was {
			a.field.SetText(name())
		} else {
			a.field.SetText(strings.TrimSuffix(typed, filepath.Ext(typed)) + formats.Ending(format))
		}
		tell()
	}
	tell()
	a = s.askPath(lang.L("Write {{.N}} questions to a file?", map[string]any{"N": len(all)}), "", name(), lang.L("Write"), parts.Stack(8, parts.Row(0, pick), losses),
		func(path string, done func(error)) { s.export(format, path, all, done) })
}

func (s *Screen) export(f formats.Format, path string, all []bank.Entry, done func(error)) {
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].EntryID
	}
	s.write(path, func(ctx context.Context) ([]byte, error) {
		qs, err := s.d.BankExport.Export(ctx, s.d.Actor, ids)
		if err != nil {
			return nil, err
		}
		raw, _, err := formats.Write(f, filepath.Base(path), qs)
		return raw, err
	}, done)
}

// loss is something that a format can't hold, and of how many questions.
type loss struct {
	what string
	n    int
}

// losses lists what format f loses of the questions, the most first seen first.
func losses(f formats.Format, all []bank.Entry, l words.Language) (out []loss, whole int) {
	at := map[string]int{}
	for i := range all {
		kept, lost := formats.Reduce(f, all[i].Question)
		if kept == nil {
			whole++
		}
		for _, t := range lost {
			text := t.In(l)
			if _, known := at[text]; !known {
				at[text] = len(out)
				out = append(out, loss{what: text})
			}
			out[at[text]].n++
		}
	}
	return out, whole
}

// lossLines say what the file will not hold.
func (s *Screen) lossLines(f formats.Format, all []bank.Entry) (out []fyne.CanvasObject) {
	line := func(text string, tone look.Token) {
		p := parts.NewParagraph(text, look.TextLabel, tone)
		p.Width = look.Scaled(pathWide)
		out = append(out, p)
	}
	lost, whole := losses(f, all, s.d.Settings.Language)
	switch {
	case len(lost) == 0:
		line(lang.L("The format holds everything."), look.Good)
		return out
	case whole == len(all):
		line(lang.L("The format can hold none of these questions."), look.Bad)
	default:
		line(lang.L("The file will not hold:"), look.Ink2)
	}
	for _, l := range lost {
		line(lang.L("{{.What}} ({{.N}} questions)", map[string]any{"What": l.what, "N": l.n}), look.Warn)
	}
	return out
}
