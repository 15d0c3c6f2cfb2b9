package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestMentor_MatchPrintsTheKeysOfTheContract(t *testing.T) {
	file := filepath.Join(t.TempDir(), "wishes.yaml")
	if err := os.WriteFile(file, []byte("mentors: {沈: {capacity: 1, prefers: [乙, 甲]}}\nmentees: {甲: {prefers: [沈]}, 乙: {prefers: [沈]}}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := call("mentor", "match", file, "--method", "stable", "--json")
	if code != 0 {
		t.Fatal(code, errs)
	}
	o := object(t, out)
	keys(t, o, "pairs", "total", "blocking_pairs")
	if p := o["pairs"].(map[string]any); p["乙"] != "沈" || p["甲"] != nil || len(p) != 2 || len(o["blocking_pairs"].([]any)) != 0 {
		t.Error(out)
	}
	if code, _, _ := call("mentor", "match", file, "--method", "best"); code != 2 {
		t.Error(code)
	}
	if code, _, errs := call("mentor", "match", file+".not", "--method", "total"); code != 1 || errs == "" {
		t.Error(code, errs)
	}
}
