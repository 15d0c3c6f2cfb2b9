package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"shifu/demo/spoken"
	"shifu/internal/words"
	"shifu/training/roleplay"
	"shifu/training/roleplay/scenarios"
)

// speakScenarios speaks every line of every shipped role-play in both
// languages, one small GSM file a line, into dir/spoken; of its variants the
// lines that no other sound can be played for.
func speakScenarios(ctx context.Context, dir string) error {
	dir = filepath.Join(dir, "spoken")
	if err := empty(dir); err != nil {
		return err
	}
	for _, s := range scenarios.All() {
		for tongue, l := range map[string]words.Language{"zh": words.Chinese, "en": words.English} {
			for variant := range len(s.Variants) + 1 {
				if err := speakScenario(ctx, s.Scenario, variant, tongue, l, filepath.Join(dir, tongue, s.ID)); err != nil {
					return fmt.Errorf("%s: %w", s.ID, err)
				}
			}
		}
		fmt.Println(s.ID)
	}
	return nil
}

func speakScenario(ctx context.Context, s *roleplay.Scenario, variant int, tongue string, l words.Language, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	as := s.As(variant, 0)
	v := spoken.Voice{Variant: as.Persona.Voice.Variant, Pitch: as.Persona.Voice.Pitch, Speed: as.Persona.Voice.Speed}
	if tongue == "en" {
		v.Speed = v.Speed * 72 / 100
	}
	for _, x := range as.States {
		file := scenarios.File(s, variant, x.ID, l)
		if variant > 0 && file == x.ID+".wav" {
			continue
		}
		voice, err := say(ctx, x.Says.In(l), tongue, v, x.Ending != "" && !x.Ending.Good())
		if err != nil {
			return err
		}
		if err := writeLine(ctx, s.ID+strings.TrimSuffix(file, ".wav"), voice, filepath.Join(dir, file)); err != nil {
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
