package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRoleplay_CheckPlaysAScenarioAndRefusesABrokenOneWithItsLine(t *testing.T) {
	file := filepath.Join("..", "..", "training", "roleplay", "scenarios", "fault-wire-down.roleplay.yaml")
	var out, errs bytes.Buffer
	if code := run([]string{"roleplay", "check", file, "--json"}, &out, &errs); code != 0 {
		t.Fatal(code, errs.String())
	}
	var got struct {
		States   int
		Endings  map[string]int
		Problems []string
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil || got.States < 8 || len(got.Endings) < 3 || len(got.Problems) != 0 {
		t.Errorf("%v %s", err, out.String())
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(t.TempDir(), "x.roleplay.yaml")
	if err := os.WriteFile(broken, bytes.Replace(data, []byte("mood: 50"), []byte("mood: 500"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	if code := run([]string{"roleplay", "check", broken}, &out, &errs); code != 1 || !strings.Contains(errs.String(), "x.roleplay.yaml, line ") || !strings.Contains(errs.String(), "persona.mood") {
		t.Errorf("code %d: %s", code, errs.String())
	}
}

func TestRoleplay_ListsTheTwelve(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run([]string{"roleplay", "list"}, &out, &errs); code != 0 || strings.Count(out.String(), "\n") < 12 {
		t.Error(code, out.String(), errs.String())
	}
}
