package practice

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
	engine "shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

// read takes the fields over.
func (c *composing) read() error {
	c.sc.Name, c.sc.Brief = strings.TrimSpace(c.name.Text()), strings.TrimSpace(c.brief.Text())
	seed, err := strconv.ParseUint(strings.TrimSpace(c.seed.Text()), 10, 31)
	if err != nil {
		return fault.New(fault.Invalid, "\"{{.Have}}\" is no whole number.", fault.Values{"Have": c.seed.Text()})
	}
	c.sc.Seed = seed
	for e, to := range map[*parts.Entry]*float64{c.message: &c.sc.Message, c.tutor: &c.sc.Tutor} {
		if *to, err = number(e.Text(), 0, 100); err != nil {
			return err
		}
	}
	_, err = (&logbook.Scenario{ID: c.id, Text: string(c.sc.Write())}).Read()
	return err
}

// number reads a number within bounds.
func number(text string, least, most float64) (float64, error) {
	x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return 0, fault.New(fault.Invalid, "\"{{.Have}}\" is no number.", fault.Values{"Have": text})
	}
	if !(x >= least && x <= most) {
		return 0, fault.New(fault.Invalid, "{{.Have}} does not lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": text, "Least": least, "Most": most})
	}
	return x, nil
}

// refuse says what is wrong with the scenario.
func (c *composing) refuse(err error) {
	swap(c.wrong, parts.FieldError(words.Sentence(c.s.d.Settings.Language, err)))
	c.s.d.Trace("refused", map[string]any{"error": err.Error()})
}

// keep keeps the scenario among the own ones.
func (c *composing) keep() {
	if err := c.read(); err != nil {
		c.refuse(err)
		return
	}
	s, k := c.s, logbook.Scenario{ID: c.id, Text: string(c.sc.Write())}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (string, error) { return s.d.ScenarioAuthor.Save(ctx, s.d.Actor, k) }, func(id string, err error) {
		if err != nil {
			c.refuse(err)
			return
		}
		s.wanted = id
		c.close()
		s.d.Toast(lang.L("{{.Name}} is kept", map[string]any{"Name": c.sc.Name}), nil)
		s.readOwn()
	})
}

func (c *composing) close() {
	c.s.writes = nil
	c.s.show()
}

// export asks for a file and writes the scenario into it.
func (c *composing) export() {
	if err := c.read(); err != nil {
		c.refuse(err)
		return
	}
	text := c.sc.Write()
	ask.Asker{Ctx: c.s.ctx, Desk: c.s.d}.File(ask.File{Title: lang.L("Write the scenario to a file?"), Name: c.sc.Name, Ending: ".practice.yaml", Write: func(_ context.Context, w io.Writer) error {
		_, err := w.Write(text)
		return err
	}})
}

// bring asks for a scenario file and opens it in the editor.
func (s *Screen) bring() {
	ask.Line(s.d, parts.Question{Title: lang.L("Which scenario file?"), Act: lang.L("Open"), Kind: parts.Main}, lang.L("Path of the file"), "", func(path string, done func(error)) {
		background.Run(s.ctx, s.d.Stage, func(context.Context) (*engine.Scenario, error) {
			data, err := os.ReadFile(path)
			if err != nil {
				return nil, fault.New(fault.Invalid, "{{.File}} can't be read.", fault.Values{"File": path}).Because(err)
			}
			return engine.Read(filepath.Base(path), data)
		}, func(sc *engine.Scenario, err error) {
			done(err)
			if err == nil {
				s.compose(sc, "")
			}
		})
	})
}

// removeOwn puts an own scenario away.
func (s *Screen) removeOwn() {
	sc := s.chosen()
	if sc == nil || !s.own[sc.Key].Own {
		return
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Put {{.Name}} away?", map[string]any{"Name": sc.Name}), Text: lang.L("Sessions that were played with it stay."), Safe: lang.L("Cancel"), Act: lang.L("Put away"), Kind: parts.Delete, OnAct: func() {
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.d.ScenarioAuthor.Remove(ctx, s.d.Actor, sc.Key)
		}, func(_ struct{}, err error) {
			s.d.Fail(err)
			s.readOwn()
		})
	}})
}
