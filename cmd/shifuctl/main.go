// Command shifuctl does the work of Shifu without a window: for scripts,
// servers and checks. It exits with 0 when done, 1 when refused (a sentence on
// standard error) and 2 when called wrongly.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"shifu/internal/words"
)

// commands are everything that shifuctl can do.
type commands struct {
	JSON bool   `help:"Print one JSON value."`
	Lang string `help:"Language of sentences: en or zh." default:"en"`

	Info       infoCmd       `cmd:"" help:"What a recording is: container, codec, channels, rate, length."`
	Decode     decodeCmd     `cmd:"" help:"Decode a recording to a PCM16 WAV of the same rate and channels."`
	Peaks      peaksCmd      `cmd:"" help:"Write waveform peaks in audiowaveform's .dat layout."`
	Play       playCmd       `cmd:"" help:"Play a recording."`
	Speech     speechCmd     `cmd:"" help:"Who speaks when in a recording."`
	Stretch    stretchCmd    `cmd:"" help:"Write a recording at another speed and the same pitch."`
	Loudness   loudnessCmd   `cmd:"" help:"How loud a recording is (ITU-R BS.1770)."`
	Redact     redactCmd     `cmd:"" help:"Write a recording with spans made unhearable."`
	Transcribe transcribeCmd `cmd:"" help:"Have a recording written down by a server."`
	Transcript transcriptCmd `cmd:"" help:"Read a transcript in any usual form."`
	Rubric     rubricCmd     `cmd:"" help:"Check, import and export rubrics."`
	Rules      rulesCmd      `cmd:"" help:"Check files of rules."`
	Score      scoreCmd      `cmd:"" help:"Score answers against a rubric, both from files."`
	Sample     sampleCmd     `cmd:"" help:"Draw a sample of calls from a table."`
	Agreement  agreementCmd  `cmd:"" help:"How far raters agree, from a file of ratings."`

	Bank  bankCmd  `cmd:"" help:"Read, check and convert files of exam questions."`
	Exam  examCmd  `cmd:"" help:"Statistics of exams."`
	Cards cardsCmd `cmd:"" help:"Spaced repetition (FSRS-6)."`

	Certificate certificateCmd `cmd:"" help:"Certificates."`

	Knowledge knowledgeCmd `cmd:"" help:"The knowledge base."`

	Mentor mentorCmd `cmd:"" help:"Mentors and mentees."`

	Roleplay roleplayCmd `cmd:"" help:"Scenarios of role-plays."`

	Erlang   erlangCmd   `cmd:"" help:"Exact figures of a queue: Erlang B, C and A."`
	Staff    staffCmd    `cmd:"" help:"How many agents reach a service level."`
	Simulate simulateCmd `cmd:"" help:"Simulate a scenario."`
	Metrics  metricsCmd  `cmd:"" help:"Measure the queue_log of a centre, real or simulated."`
	History  historyCmd  `cmd:"" help:"Make a scenario of a centre's queue_log."`
	Selftest selftestCmd `cmd:"" help:"Compare simulations with exact values."`

	Import  importCmd  `cmd:"" help:"Import recordings and tables of facts into a workspace."`
	People  peopleCmd  `cmd:"" help:"Persons, organisations and teams."`
	Report  reportCmd  `cmd:"" help:"Write reports as PDF, and answers as a table."`
	Figures figuresCmd `cmd:"" help:"Figures of operations."`
	Demo    demoCmd    `cmd:"" help:"Make the demo workspace."`
	Backup  backupCmd  `cmd:"" help:"Back up a workspace."`
	Restore restoreCmd `cmd:"" help:"Restore a back-up into an empty folder."`
	Check   checkCmd   `cmd:"" help:"Check a workspace: database, recordings, audit log."`
	Audit   auditCmd   `cmd:"" help:"The audit log."`
}

// desk is what a command works with.
type desk struct {
	context.Context
	json     bool
	lang     words.Language
	out, err io.Writer
	printed  bool
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run does one command and returns the exit code.
func run(args []string, out, errs io.Writer) int {
	var c commands
	exit := -1
	parser, err := kong.New(&c, kong.Name("shifuctl"), kong.Description("Shifu without a window."),
		kong.Writers(out, errs), kong.Exit(func(code int) { exit = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(errs, err)
		return 2
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(joined(args))
	if exit >= 0 { // help was asked for and given
		return exit
	}
	if err != nil {
		fmt.Fprintf(errs, "shifuctl: %v\n%s\n", err, hint(err))
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	d := &desk{Context: ctx, json: c.JSON, lang: words.Parse(c.Lang), out: out, err: errs}
	err = k.Run(d)
	if err == nil && d.json && !d.printed { // one JSON value, whatever was done
		err = d.print(nil, nil)
	}
	return d.code(err)
}

// hint says where to read on: at the command that was called, if it is one.
func hint(err error) string {
	var wrong *kong.ParseError
	if errors.As(err, &wrong) && wrong.Context != nil && wrong.Context.Selected() != nil {
		return wrong.Context.Selected().FullPath() + " --help shows its flags."
	}
	return "shifuctl --help lists the commands."
}

// negative is a number below zero, and what begins with one.
var negative = regexp.MustCompile(`^-(\d|\.\d)`)

// joined writes "--aht -1" as "--aht=-1": kong would take the number for a flag.
func joined(args []string) []string {
	var out []string
	for _, a := range args {
		if n := len(out) - 1; n >= 0 && negative.MatchString(a) && strings.HasPrefix(out[n], "--") && !strings.Contains(out[n], "=") {
			out[n] += "=" + a
			continue
		}
		out = append(out, a)
	}
	return out
}

// misuse is an error for which the exit code is 2.
type misuse string

func (m misuse) Error() string { return string(m) }

func wrongUse(format string, args ...any) error { return misuse(fmt.Sprintf(format, args...)) }

func (d *desk) code(err error) int {
	var wrong misuse
	switch {
	case err == nil:
		return 0
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(d.err, words.Say(d.lang, "Stopped. What was done so far is kept.", nil))
		return 1
	case errors.As(err, &wrong):
		fmt.Fprintln(d.err, wrong)
		return 2
	}
	fmt.Fprintln(d.err, words.Sentence(d.lang, err))
	return 1
}

// print writes value as JSON if asked for, and otherwise what text prints.
func (d *desk) print(value any, text func(io.Writer)) error {
	d.printed = true
	if !d.json {
		text(d.out)
		return nil
	}
	e := json.NewEncoder(d.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}

// progress writes "done of total" to standard error, rewriting one line.
func (d *desk) progress(what string) func(done, total int) {
	last := -1
	return func(done, total int) {
		if total == 0 || done*100/total == last {
			return
		}
		last = done * 100 / total
		fmt.Fprintf(d.err, "\r%s %d / %d", what, done, total)
		if done == total {
			fmt.Fprintln(d.err)
		}
	}
}
