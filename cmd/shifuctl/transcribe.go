package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"shifu/internal/assist"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/speech"
	"shifu/recordings/transcribe"
	"shifu/recordings/transcript"
)

type transcribeCmd struct {
	File     string        `arg:"" help:"The recording."`
	Server   string        `required:"" help:"Address of a server that speaks OpenAI's protocol, up to /v1."`
	Model    string        `help:"The model." default:"whisper-1"`
	Language string        `help:"The language spoken, e.g. zh; without it the server finds out."`
	Prompt   string        `help:"Words that the server should know."`
	Agent    string        `help:"The channel on which the agent speaks." enum:"left,right" default:"left"`
	Words    bool          `help:"Ask when each word is said." default:"true" negatable:""`
	Timeout  time.Duration `help:"How long one piece may take." default:"5m"`
	Out      string        `required:"" help:"The JSON to write; answers are kept beside it until all is done."`
}

// line is a transcript as `shifuctl transcribe` and `transcript` print it.
type line struct {
	Start float64 `json:"start"`
	End   float64 `json:"end"`
	Voice string  `json:"speaker"` // agent, customer, or empty: not known
	Text  string  `json:"text"`
	Words []timed `json:"words,omitempty"`
}

// timed is when a word is said.
type timed struct {
	Word  string  `json:"word"`
	Start float64 `json:"start"`
	End   float64 `json:"end"`
}

// Run has the recording written down. The key is taken from SHIFU_TRANSCRIBE_KEY.
func (c transcribeCmd) Run(d *desk) error {
	a, err := formats.OpenContext(d, c.File)
	if err != nil {
		return err
	}
	defer a.Close()
	hash, err := hashOf(c.File)
	if err != nil {
		return err
	}
	sound := speech.SourceOf(a)
	found, err := speech.Detect(sound)
	if err != nil {
		return err
	}
	set := transcribe.Settings{On: true, Address: c.Server, Model: c.Model, Language: c.Language, Prompt: c.Prompt, Seconds: int(c.Timeout.Seconds()), Words: c.Words}
	plan := transcribe.Plan(found, set)
	fmt.Fprintln(d.err, words.Say(d.lang, "{{.Minutes}} minutes of speech go to {{.Server}} in {{.Pieces}} pieces.",
		map[string]any{"Minutes": fmt.Sprintf("%.1f", transcribe.Cost(plan).Minutes()), "Server": c.Server, "Pieces": len(plan)}))
	kept := transcribe.Folder(c.Out + ".parts")
	if err := set.Check(); err != nil {
		return err
	}
	said, err := transcribe.Run(d, &assist.Hearing{Key: os.Getenv("SHIFU_TRANSCRIBE_KEY")}, kept,
		transcribe.Job{Hash: hash, Sound: sound, Activity: found, Settings: set, Progress: d.progress("transcribe")})
	if err != nil {
		return err
	}
	agent := map[string]int{"left": 0, "right": 1}[c.Agent]
	err = formats.WriteFile(c.Out, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		return e.Encode(map[string]any{"segments": writtenOf(said, agent)})
	})
	if err != nil {
		return err
	}
	return os.RemoveAll(string(kept))
}

func hashOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func writtenOf(said []recordings.Utterance, agent int) []line {
	out := make([]line, len(said))
	for i, u := range said {
		out[i] = line{Start: u.Start.Seconds(), End: u.End.Seconds(), Text: u.Text}
		chars := []rune(u.Text)
		for _, w := range u.Words {
			out[i].Words = append(out[i].Words, timed{string(chars[w.From:w.To]), w.Start.Seconds(), w.End.Seconds()})
		}
		switch u.Lane {
		case agent:
			out[i].Voice = "agent"
		case 1 - agent:
			out[i].Voice = "customer"
		}
	}
	return out
}

type transcriptCmd struct {
	File string `arg:"" help:"WebVTT, SRT, text with times, or JSON of Whisper, Amazon Transcribe or Contact Lens."`
}

// Run prints what is said, whatever the form.
func (c transcriptCmd) Run(d *desk) error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	said, notes, err := transcript.Read(data, transcript.Call{})
	if err != nil {
		return err
	}
	for _, n := range notes {
		fmt.Fprintln(d.err, n.In(d.lang))
	}
	all := writtenOf(said, 0)
	return d.print(map[string]any{"segments": all}, func(out io.Writer) {
		for _, u := range all {
			fmt.Fprintf(out, "%s %-8s %s\n", transcript.Clock(time.Duration(u.Start*float64(time.Second))), u.Voice, u.Text)
		}
	})
}
