package main

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"testing"

	"shifu/internal/fault"
	"shifu/recordings/formats"
)

func TestLoudness_PrintsTheContract(t *testing.T) {
	var out, errs bytes.Buffer
	d := &desk{Context: context.Background(), json: true, out: &out, err: &errs}
	if err := (loudnessCmd{File: filepath.Join("..", "..", "demo", "audio", "c33.wav")}).Run(d); err != nil {
		t.Fatal(err)
	}
	v := object(t, out.String())
	if l, ok := v["lufs"].(float64); !ok || l < -60 || l > -5 || len(v["per_channel"].([]any)) != 2 {
		t.Errorf("%v", v)
	}
}

func TestRedact_KeepsLengthAndEverythingOutside(t *testing.T) {
	in, to := filepath.Join("..", "..", "demo", "audio", "c33.wav"), filepath.Join(t.TempDir(), "x.wav")
	d := &desk{Context: context.Background(), out: &bytes.Buffer{}, err: &bytes.Buffer{}}
	if err := (redactCmd{File: in, Spans: "2-3.5", With: "silence", Lane: "both", Out: to}).Run(d); err != nil {
		t.Fatal(err)
	}
	before, after := samples(t, in), samples(t, to)
	from, until := 2*8000*185/100, 2*8000*365/100
	if len(before) != len(after) || !slices.Equal(before[:from], after[:from]) || !slices.Equal(before[until:], after[until:]) {
		t.Error("something changed outside of the span")
	}
	if slices.ContainsFunc(after[from:until], func(x int16) bool { return x != 0 }) {
		t.Error("something is left of the span")
	}
}

func TestRedact_ASpanOutsideOfTheCallWritesNothing(t *testing.T) {
	to := filepath.Join(t.TempDir(), "x.wav")
	d := &desk{Context: context.Background(), out: &bytes.Buffer{}, err: &bytes.Buffer{}}
	err := (redactCmd{File: filepath.Join("..", "..", "demo", "audio", "c33.wav"), Spans: "5000-5001", With: "tone", Lane: "both", Out: to}).Run(d)
	if !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if _, err := formats.Open(to); !fault.Is(err, fault.NotFound) {
		t.Error("a file was written")
	}
}

func samples(t *testing.T, path string) []int16 {
	t.Helper()
	a, err := formats.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	all := make([]int16, a.Info().Frames*int64(a.Info().Channels))
	if _, err := a.ReadFrames(all, 0); err != nil {
		t.Fatal(err)
	}
	return all
}
