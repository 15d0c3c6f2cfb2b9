package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"shifu/internal/fault"
	"shifu/training/cards"
)

type cardsCmd struct {
	Replay cardsReplayCmd `cmd:"" help:"Answer the reviews of a log and print the card after each."`
}

type cardsReplayCmd struct {
	File string `arg:"" help:"The log, JSON: reviews with rating and at; retention, weights and steps may be absent."`
}

// Run replays the log.
func (c cardsReplayCmd) Run(d *desk) error {
	raw, err := os.ReadFile(c.File)
	name := filepath.Base(c.File)
	if err != nil {
		return fault.New(fault.Invalid, "{{.File}} can't be read. Check that it exists and that you may open it.", fault.Values{"File": name}).Because(err)
	}
	l, err := cards.ReadLog(name, raw)
	if err != nil {
		return err
	}
	r, err := cards.Replay(l)
	if err != nil {
		return err
	}
	return d.print(r, func(out io.Writer) {
		for _, s := range r.Reviews {
			fmt.Fprintf(out, "%s  %s  stability %.4f  difficulty %.4f\n", s.Due.Format("2006-01-02 15:04"), s.State, s.Stability, s.Difficulty)
		}
	})
}
