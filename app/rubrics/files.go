package rubrics

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
)

// askImport asks for a file and publishes it. What is wrong with the file
// stands below the field, by line.
func (s *Screen) askImport() {
	s.askPath(lang.L("Publish a rubric from a file?"), lang.L("The file becomes the active version. Evaluations keep the version they were made with."),
		"", lang.L("Publish"), s.publish)
}

// askExport asks where to write the chosen rubric.
func (s *Screen) askExport() {
	v := s.chosen()
	if v == nil {
		return
	}
	home, _ := os.UserHomeDir() // without one the field starts with the bare name
	name := strings.Map(plainRune, v.Title) + ".rubric.yaml"
	s.askPath(lang.L("Where to write the rubric?"), "", filepath.Join(home, name), lang.L("Write"), s.export)
}

// plainRune replaces what file systems refuse in names.
func plainRune(r rune) rune {
	if strings.ContainsRune(`/\:*?"<>|`, r) {
		return '-'
	}
	return r
}

func (s *Screen) askPath(title, text, preset, verb string, do func(path string, done func(error))) {
	field := parts.NewEntry("*.rubric.yaml").WithIcon("document").Wide(460)
	field.SetText(preset)
	wrong := parts.Stack(0)
	var dialog *parts.Dialog
	try := func() {
		do(strings.TrimSpace(field.Text()), func(err error) {
			wrong.Objects = nil
			if err == nil {
				dialog.Close()
				return
			}
			say := parts.NewParagraph(words.Sentence(s.d.Settings.Language, err), look.TextLabel, look.Bad)
			say.Width = 460
			wrong.Add(say)
			wrong.Refresh()
		})
	}
	field.OnSubmitted = func(string) { try() }
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: title, Text: text, Content: parts.Stack(6, field, wrong), First: field.Typing(),
		Safe: lang.L("Cancel"), Act: verb, Kind: parts.Main, Width: 500, Check: func() bool { try(); return false }})
}
