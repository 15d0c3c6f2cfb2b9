package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCards_ReplayPrintsTheKeysOfTheContract(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log.json")
	if err := os.WriteFile(file, []byte(`{"reviews":[{"rating":3,"at":"2026-01-01T08:00:00Z"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := call("cards", "replay", file, "--json")
	if code != 0 {
		t.Fatal(code, errs)
	}
	rows := object(t, out)["reviews"].([]any)
	keys(t, rows[0], "stability", "difficulty", "due", "interval_days", "state")
}
