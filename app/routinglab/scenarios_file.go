package routinglab

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/routing/lab"
	"shifu/routing/scenariofile"
)

// browse asks for a scenario file.
func (p *scenarios) browse() { ask.Pick(p.s.d, p.take) }

// take keeps the scenario of a file, or says at which line and field it is wrong.
func (p *scenarios) take(path string) {
	background.Run(p.s.ctx, p.s.d.Stage, func(context.Context) (lab.Scenario, error) {
		s, err := scenariofile.Load(path)
		if err != nil {
			return lab.Scenario{}, err
		}
		name := s.Name
		if name == "" {
			name = strings.TrimSuffix(filepath.Base(path), ".scenario.yaml")
		}
		return lab.Scenario{Name: name, Text: string(scenariofile.Write(s))}, nil
	}, func(k lab.Scenario, err error) {
		if err != nil {
			p.refuse(err)
			return
		}
		p.keep(k, func(lab.Scenario) { p.s.d.Toast(lang.L("{{.Name}} imported", map[string]any{"Name": k.Name}), nil) })
	})
}

// refuse says above the chosen scenario why a file is not taken.
func (p *scenarios) refuse(err error) {
	old := p.right.Objects
	banner := parts.Banner(parts.TintBad, p.s.say(err), lang.L("Close"), p.show)
	swap(p.right, parts.Dock(parts.Inset(10, 24, 8, 24, banner), nil, nil, nil, parts.Over(old...)))
	p.s.d.Trace("refused", map[string]any{"why": p.s.say(err)})
}

// write asks where the chosen scenario is written to.
func (p *scenarios) write() {
	k := p.chosen()
	if k == nil {
		return
	}
	field := parts.NewEntry(lang.L("Path of the file")).WithIcon("document")
	folder, err := os.UserHomeDir()
	if err != nil {
		folder = "."
	}
	field.SetText(filepath.Join(folder, desk.FileName(k.Name)+".scenario.yaml"))
	wrong := parts.Label("")
	text := k.Text
	parts.Ask(p.s.d.Window.Canvas(), parts.Question{Title: lang.L("Write the scenario to a file?"), Text: lang.L("The command simulate and other workspaces read it."),
		Content: parts.Stack(6, field, wrong), Safe: lang.L("Cancel"), Act: lang.L("Write"), Kind: parts.Main, Width: 560, Check: func() bool {
			if err := writeNew(field.Text(), text); err != nil {
				wrong.Set(p.s.say(err))
				return false
			}
			p.s.d.Toast(lang.L("{{.Name}} written", map[string]any{"Name": filepath.Base(field.Text())}), nil)
			return true
		}})
}

// writeNew writes a file that is not there yet.
func writeNew(path, text string) error {
	f, err := os.OpenFile(strings.TrimSpace(path), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fault.New(fault.Invalid, "{{.File}} can't be written, or is there already. Choose another name.", fault.Values{"File": path})
	}
	if _, err = f.WriteString(text); err == nil {
		err = f.Close()
	}
	if err != nil {
		return fault.New(fault.Unexpected, "{{.File}} can't be written.", fault.Values{"File": path})
	}
	return nil
}
