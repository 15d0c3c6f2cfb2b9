package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"

	"shifu/demo/spoken"
	"shifu/internal/words"
	"shifu/training/roleplay"
	"shifu/training/roleplay/scenarios"
)

// speakScenarios speaks every line of every shipped role-play in both
// languages, one small GSM file a line, into dir/spoken.
func speakScenarios(ctx context.Context, dir string) error {
	dir = filepath.Join(dir, "spoken")
	if err := empty(dir); err != nil {
		return err
	}
	for _, s := range scenarios.All() {
		for tongue, l := range map[string]words.Language{"zh": words.Chinese, "en": words.English} {
			if err := speakScenario(ctx, s.Scenario, tongue, l, filepath.Join(dir, tongue, s.ID)); err != nil {
				return fmt.Errorf("%s: %w", s.ID, err)
			}
		}
		fmt.Println(s.ID)
	}
	return nil
}

func speakScenario(ctx context.Context, s *roleplay.Scenario, tongue string, l words.Language, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	v := spoken.Voice{Variant: s.Persona.Voice.Variant, Pitch: s.Persona.Voice.Pitch, Speed: s.Persona.Voice.Speed}
	if tongue == "en" {
		v.Speed = v.Speed * 72 / 100
	}
	for _, x := range s.States {
		voice, err := say(ctx, x.Says.In(l), tongue, v, x.Ending != "" && !x.Ending.Good())
		if err != nil {
			return err
		}
		if err := writeLine(ctx, s.ID+x.ID, voice, filepath.Join(dir, x.ID+".wav")); err != nil {
			return err
		}
	}
	return nil
}

// writeLine adds what a telephone line adds and writes whole GSM blocks.
func writeLine(ctx context.Context, seed string, voice []float64, path string) error {
	t := take{chance: chance(seed)}
	w := ways["gsm"]
	lane := append(make([]float64, rate/4), append(voice, make([]float64, rate/3)...)...)
	t.line(lane, 0.0008, 0)
	for len(lane)%w.block != 0 {
		lane = append(lane, 0)
	}
	pcm := make([]byte, 0, 2*len(lane))
	for _, s := range lane {
		pcm = binary.LittleEndian.AppendUint16(pcm, uint16(pcm16(soft(s))))
	}
	args := append([]string{"-nostdin", "-v", "error", "-y", "-f", "s16le", "-ar", fmt.Sprint(rate), "-ac", "1", "-i", "pipe:0", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"}, w.args...)
	return ffmpeg(ctx, pcm, nil, append(args, path)...)
}
