package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
	"shifu/training/bank/formats"
)

type bankCmd struct {
	Check    bankCheckCmd    `cmd:"" help:"Read a file of questions and list what is in it, and every error by line."`
	Convert  bankConvertCmd  `cmd:"" help:"Write the questions of a file in another format."`
	Template bankTemplateCmd `cmd:"" help:"Write the Excel template for questions."`
}

type bankCheckCmd struct {
	File string         `arg:"" help:"The file of questions."`
	From formats.Format `required:"" enum:"gift,aiken,moodle-xml,qti,qti3,xlsx,text" help:"Its format: gift, aiken, moodle-xml, qti, xlsx or text (.txt or .docx)."`
}

type (
	bankFound struct {
		Questions []bankQuestion `json:"questions"`
		Errors    []bankError    `json:"errors"`
	}
	bankQuestion struct {
		Name     string       `json:"name"`
		Kind     bank.Kind    `json:"kind"`
		Text     string       `json:"text"`
		Options  []bankOption `json:"options"`
		Category string       `json:"category"`
		Mark     float64      `json:"mark"`
		Feedback string       `json:"feedback"`
		Line     int          `json:"line"`
	}
	bankOption struct {
		Text      string   `json:"text"`
		Fraction  float64  `json:"fraction"`
		Feedback  string   `json:"feedback"`
		Match     string   `json:"match,omitempty"`
		Value     *float64 `json:"value,omitempty"`
		Tolerance *float64 `json:"tolerance,omitempty"`
		Relative  bool     `json:"relative,omitempty"`
	}
	bankError struct {
		File   string `json:"file,omitempty"`
		Line   int    `json:"line"`
		Reason string `json:"reason"`
	}
)

// Run lists what the file holds.
func (c bankCheckCmd) Run(d *desk) error {
	found, err := readBank(c.File, c.From)
	if err != nil {
		return err
	}
	out := bankFound{Questions: []bankQuestion{}, Errors: []bankError{}}
	for i, q := range found.Questions {
		out.Questions = append(out.Questions, shownQuestion(q, found.Lines[i]))
	}
	for _, e := range found.Errors {
		out.Errors = append(out.Errors, bankError{e.File, e.Line, e.Reason.In(d.lang)})
	}
	return d.print(out, out.print)
}

func readBank(path string, from formats.Format) (formats.Found, error) {
	raw, err := os.ReadFile(path)
	name := filepath.Base(path)
	if err != nil {
		return formats.Found{}, fault.New(fault.Invalid, "{{.File}} can't be read. Check that it exists and that you may open it.", fault.Values{"File": name}).Because(err)
	}
	return formats.Read(from, name, raw)
}

func shownQuestion(q bank.Question, line int) bankQuestion {
	out := bankQuestion{q.Name, q.Kind, q.Text, []bankOption{}, q.Category, q.Mark, q.Feedback, line}
	for _, o := range q.Options {
		shown := bankOption{Text: o.Text, Fraction: o.Fraction, Feedback: o.Feedback, Match: o.Match, Relative: o.Relative}
		if q.Kind == bank.Numerical && o.Text != "*" {
			shown.Value, shown.Tolerance = &o.Value, &o.Tolerance
		}
		out.Options = append(out.Options, shown)
	}
	return out
}

func (f bankFound) print(w io.Writer) {
	for i, q := range f.Questions {
		fmt.Fprintf(w, "%4d  %-11s %g  %s\n", i+1, q.Kind, q.Mark, q.Text)
		for _, o := range q.Options {
			fmt.Fprintf(w, "      %6.4g  %s", o.Fraction, o.Text)
			if o.Match != "" {
				fmt.Fprintf(w, " -> %s", o.Match)
			}
			fmt.Fprintln(w)
		}
	}
	for _, e := range f.Errors {
		if e.File != "" {
			fmt.Fprintf(w, "%s:", e.File)
		}
		fmt.Fprintf(w, "%d: %s\n", e.Line, e.Reason)
	}
}

type bankConvertCmd struct {
	File string         `arg:"" help:"The file of questions."`
	From formats.Format `required:"" enum:"gift,aiken,moodle-xml,qti,qti3,xlsx,text" help:"Its format."`
	To   formats.Format `required:"" enum:"gift,aiken,moodle-xml,qti,qti3,xlsx,text" help:"The format to write: the same words; qti is 2.2, qti3 is 3.0."`
	Out  string         `required:"" help:"The file to write; text becomes Word if it ends in .docx."`
}

type bankConverted struct {
	Written int         `json:"written"`
	Errors  []bankError `json:"errors"`
	Lost    []bankLoss  `json:"lost"`
}

type bankLoss struct {
	Question int    `json:"question"`
	Name     string `json:"name"`
	What     string `json:"what"`
}

// Run converts the file and lists what could not be read and not be held.
func (c bankConvertCmd) Run(d *desk) error {
	found, err := readBank(c.File, c.From)
	if err != nil {
		return err
	}
	file, left, err := formats.Write(c.To, filepath.Base(c.Out), found.Questions)
	if err != nil {
		return err
	}
	if err := save(c.Out, file); err != nil {
		return err
	}
	out := bankConverted{Errors: []bankError{}, Lost: []bankLoss{}}
	for _, q := range found.Questions {
		if kept, _ := formats.Reduce(c.To, q); kept != nil {
			out.Written++
		}
	}
	for _, e := range found.Errors {
		out.Errors = append(out.Errors, bankError{e.File, e.Line, e.Reason.In(d.lang)})
	}
	for _, l := range left {
		out.Lost = append(out.Lost, bankLoss{l.Question, l.Name, l.What.In(d.lang)})
	}
	return d.print(out, func(w io.Writer) {
		fmt.Fprintln(w, words.Say(d.lang, "{{.N}} questions written.", fault.Values{"N": out.Written}))
		bankFound{Errors: out.Errors}.print(w)
		for _, l := range out.Lost {
			fmt.Fprintln(w, words.Say(d.lang, "Question {{.N}}: not kept: {{.What}}.", fault.Values{"N": l.Question, "What": l.What}))
		}
	})
}

// save writes a file whole, or says why it can't.
func save(path string, content []byte) error {
	if err := os.WriteFile(path, content, 0o644); err != nil {
		return fault.New(fault.Invalid, "{{.File}} can't be written. Check the folder and the space left.", fault.Values{"File": filepath.Base(path)}).Because(err)
	}
	return nil
}

type bankTemplateCmd struct {
	Out string `required:"" help:"The file to write."`
}

// Run writes the template in the language of the command.
func (c bankTemplateCmd) Run(d *desk) error {
	file, err := formats.Template(d.lang)
	if err != nil {
		return err
	}
	return save(c.Out, file)
}
