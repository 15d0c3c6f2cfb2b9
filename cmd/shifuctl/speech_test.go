package main

import (
	"bytes"
	"context"
	"math"
	"path/filepath"
	"testing"
)

func listened(t *testing.T, file, agent string) map[string]any {
	t.Helper()
	var out, errs bytes.Buffer
	d := &desk{Context: context.Background(), json: true, out: &out, err: &errs}
	if err := (speechCmd{File: filepath.Join("..", "..", "demo", "audio", file), Agent: agent}).Run(d); err != nil {
		t.Fatal(err)
	}
	return object(t, out.String())
}

func TestSpeech_PrintsTheContract(t *testing.T) {
	left, right := listened(t, "c33.wav", "left"), listened(t, "c33.wav", "right")
	for _, k := range []string{"duration_s", "agent", "customer", "silence_s", "longest_silence_s", "dead_air", "overlap_s", "interruptions", "spans"} {
		if left[k] == nil {
			t.Errorf("%s is missing in %v", k, left)
		}
	}
	agent, customer := left["agent"].(map[string]any), right["customer"].(map[string]any)
	for _, k := range []string{"talk_s", "share", "longest_monologue_s"} {
		if v, ok := agent[k].(float64); !ok || v <= 0 || customer[k] != v {
			t.Errorf("%s is %v, and %v with the lanes exchanged", k, agent[k], customer[k])
		}
	}
	sum := 0.0
	for _, s := range left["spans"].(map[string]any)["agent"].([]any) {
		sum += s.([]any)[1].(float64) - s.([]any)[0].(float64)
	}
	if math.Abs(sum-agent["talk_s"].(float64)) > 0.01 {
		t.Errorf("the spans last %.3f s, the talk %v", sum, agent["talk_s"])
	}
}

func TestSpeech_OneChannelHasNoShares(t *testing.T) {
	v := listened(t, "c03.WAV", "left")
	if v["agent"] != nil || v["customer"] != nil || v["overlap_s"] != nil || v["silence_s"] == nil {
		t.Errorf("%v", v)
	}
}
