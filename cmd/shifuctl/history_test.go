package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestHistory_MakesAScenarioThatRuns(t *testing.T) {
	folder := t.TempDir()
	log, made := filepath.Join(folder, "queue_log"), filepath.Join(folder, "x.scenario.yaml")
	if code, _, errs := call("simulate", scenario(t, twoTypes), "--log", log); code != 0 {
		t.Fatal(code, errs)
	}
	code, out, errs := call("history", log, "--out", made, "--zone", "UTC", "--json")
	if code != 0 {
		t.Fatal(code, errs)
	}
	keys(t, object(t, out), "out", "calls", "types", "groups", "intervals")
	if code, _, errs := call("simulate", made, "--json"); code != 0 {
		t.Fatal(code, errs)
	}
	if left, _ := os.ReadDir(folder); len(left) != 2 {
		t.Errorf("%v is left behind", left)
	}
}

func TestHistory_BadInputIsRefusedWithASentence(t *testing.T) {
	log := filepath.Join(t.TempDir(), "queue_log")
	if err := os.WriteFile(log, []byte("100|c|q|NONE|ENTERQUEUE||1|1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"zone": {"--zone", "Nowhere/There"}, "interval": {"--interval", "7m"}, "nothing handled": {"--zone", "UTC"},
	} {
		if code, out, errs := call(append([]string{"history", log, "--out", log + ".yaml"}, args...)...); code != 1 || out != "" || len(errs) < 10 {
			t.Errorf("%s: exit %d, %q, %q", name, code, out, errs)
		}
	}
}
