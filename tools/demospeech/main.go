// Demospeech speaks the scripts of the demo calls and writes them as
// telephone recorders would: two lanes, telephone band, noise, many codecs.
// It needs espeak-ng and ffmpeg. The result is shipped; run it only after a
// change of the scripts:
//
//	go run ./tools/demospeech -demo demo
//	go run ./tools/demospeech -roleplay training/roleplay/scenarios
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"sync"

	"github.com/goccy/go-yaml"

	"shifu/demo/spoken"
)

func main() {
	dir := flag.String("demo", "demo", "folder with scripts/, to which audio/, calls.json and import-sample/ are written")
	only := flag.String("only", "", "make just the call with this id, and leave calls.json alone")
	roles := flag.String("roleplay", "", "speak the lines of the shipped role-plays instead: the folder of the scenarios, into whose spoken/ they are written")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := error(nil)
	if *roles != "" {
		err = speakScenarios(ctx, *roles)
	} else {
		err = run(ctx, *dir, *only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "demospeech:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir, only string) error {
	voices, err := readVoices(filepath.Join(dir, "scripts", "voices.yaml"))
	if err != nil {
		return err
	}
	scripts, err := spoken.ReadAll(os.DirFS(dir), "scripts")
	if err != nil {
		return err
	}
	studio := studio{voices: voices, out: filepath.Join(dir, "audio")}
	if only != "" {
		return studio.one(ctx, scripts, only)
	}
	if err := empty(studio.out); err != nil {
		return err
	}
	calls, err := studio.all(ctx, scripts)
	if err != nil {
		return err
	}
	if err := writeCalls(filepath.Join(dir, "calls.json"), calls); err != nil {
		return err
	}
	return writeSample(ctx, dir, voices)
}

// empty makes the folder anew: what is in it was generated.
func empty(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("clearing %s: %w", dir, err)
	}
	return os.MkdirAll(dir, 0o755)
}

func readVoices(path string) (map[string]spoken.Voice, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading voices: %w", err)
	}
	voices := map[string]spoken.Voice{}
	if err := yaml.Unmarshal(data, &voices); err != nil {
		return nil, fmt.Errorf("reading voices: %w", err)
	}
	return voices, nil
}

func writeCalls(path string, calls []spoken.Call) error {
	data, err := json.MarshalIndent(calls, "", " ")
	if err != nil {
		return fmt.Errorf("writing calls: %w", err)
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}

// studio makes recordings from scripts.
type studio struct {
	voices map[string]spoken.Voice
	out    string
}

func (s studio) one(ctx context.Context, scripts []spoken.Script, id string) error {
	for _, script := range scripts {
		if script.ID == id {
			_, err := s.record(ctx, script)
			return err
		}
	}
	return fmt.Errorf("there is no script %q", id)
}

// all records every script, two at a time, in the order of the scripts.
func (s studio) all(ctx context.Context, scripts []spoken.Script) ([]spoken.Call, error) {
	calls := make([]spoken.Call, len(scripts))
	errs := make([]error, len(scripts))
	var wg sync.WaitGroup
	seats := make(chan struct{}, 2)
	for i, script := range scripts {
		wg.Add(1)
		seats <- struct{}{}
		go func() {
			defer func() { <-seats; wg.Done() }()
			calls[i], errs[i] = s.record(ctx, script)
		}()
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("script %s: %w", scripts[i].ID, err)
		}
	}
	return calls, nil
}

func (s studio) record(ctx context.Context, script spoken.Script) (spoken.Call, error) {
	voice, known := s.voices[script.Agent]
	if !known {
		return spoken.Call{}, fmt.Errorf("%s has no voice", script.Agent)
	}
	take, err := perform(ctx, script, voice)
	if err != nil {
		return spoken.Call{}, err
	}
	lanes := take.finish()
	call, err := encode(ctx, script, lanes, s.out)
	if err != nil {
		return spoken.Call{}, err
	}
	call.Utterances, call.Spans = take.utterances, take.spans()
	fmt.Printf("%-24s %-9s %6.1f s\n", call.File, call.Codec, call.Duration().Seconds())
	return call, nil
}
