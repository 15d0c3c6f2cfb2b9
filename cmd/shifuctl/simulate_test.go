package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const twoTypes = `name: two
horizon: {duration: 1h, interval: 30m}
types:
  - {name: a, arrivals: {per_min: [2, 3]}, service: {dist: exponential, mean: 120s}, patience: {dist: exponential, mean: 60s}}
  - {name: b, arrivals: {per_min: 1}, service: {dist: lognormal, mean: 60s, sd: 30s}, priority: 1}
groups:
  - {name: own, agents: [4, 6]}
  - {name: lent, agents: 2, factor: {a: 1.25}}
policy:
  preset: ranks
  call_chooses:  {a: {own: 1, lent: 2}, b: {own: 1}}
  agent_chooses: {own: {a: 1, b: 1}, lent: {a: 1}}
  delays:        {lent: {a: 10s}}
`

func scenario(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.scenario.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestSimulate_PrintsTheKeysOfTheContract(t *testing.T) {
	code, out, errs := call("simulate", scenario(t, twoTypes), "--replications", "5", "--seed", "3", "--json")
	if code != 0 {
		t.Fatal(code, errs)
	}
	r := object(t, out)
	keys(t, r, "replications", "calls", "calls_per_cpu_second", "types", "groups", "total")
	figures := []string{"offered", "answered", "abandoned", "blocked", "answer_rate", "abandon_rate", "sl_a", "sl_b", "sl_c", "sl_d", "sl_e", "sl_f",
		"p_wait", "asa_s", "wait_mean_s", "wait_abandoned_s", "queue_mean"}
	for _, f := range []any{r["types"].(map[string]any)["a"], r["types"].(map[string]any)["b"], r["total"]} {
		keys(t, f, figures...)
		for _, name := range figures {
			keys(t, f.(map[string]any)[name], "mean", "half_width")
		}
	}
	keys(t, r["groups"].(map[string]any)["lent"], "occupancy")
	if r["replications"] != 5. {
		t.Errorf("%v replications", r["replications"])
	}
}

func TestSimulate_TheSameSeedWritesTheSameLog(t *testing.T) {
	file, folder := scenario(t, twoTypes), t.TempDir()
	var logs []string
	for _, name := range []string{"one", "two"} {
		log := filepath.Join(folder, name)
		if code, _, errs := call("simulate", file, "--seed", "3", "--log", log); code != 0 {
			t.Fatal(code, errs)
		}
		text, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		logs = append(logs, string(text))
	}
	if logs[0] != logs[1] || strings.Count(logs[0], "|ENTERQUEUE|") < 150 {
		t.Errorf("%d and %d bytes", len(logs[0]), len(logs[1]))
	}
	if left, _ := os.ReadDir(folder); len(left) != 2 {
		t.Errorf("%v is left behind", left)
	}
}

func TestSimulate_WritesWhyEveryCallWentWhereItWent(t *testing.T) {
	folder := t.TempDir()
	why, log := filepath.Join(folder, "why"), filepath.Join(folder, "queue_log")
	if code, _, errs := call("simulate", scenario(t, twoTypes), "--decisions", why, "--log", log, "--lang", "zh"); code != 0 {
		t.Fatal(code, errs)
	}
	text, err := os.ReadFile(why)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) < 200 || !strings.Contains(string(text), "无人空闲") {
		t.Fatalf("%d lines", len(lines))
	}
	chosen := 0
	for _, line := range lines {
		x := object(t, line)
		n := 0
		for _, c := range x["candidates"].([]any) {
			if c.(map[string]any)["chosen"] == true {
				n++
			}
		}
		if x["chosen"] != (n == 1) {
			t.Fatalf("%d are chosen in %s", n, line)
		}
		chosen += n
	}
	calls, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	if answered := strings.Count(string(calls), "|CONNECT|"); answered != chosen {
		t.Errorf("%d calls were answered, %d decisions chose", answered, chosen)
	}
}

func TestSimulate_BadInputIsRefusedWithASentence(t *testing.T) {
	for name, args := range map[string][]string{
		"no file":         {"simulate", filepath.Join(t.TempDir(), "none.yaml")},
		"no replications": {"simulate", scenario(t, twoTypes), "--replications=0"},
		"nobody":          {"simulate", scenario(t, strings.Replace(twoTypes, "b: {own: 1}", "b: {}", 1))},
		"why nowhere":     {"simulate", scenario(t, twoTypes), "--decisions", filepath.Join(t.TempDir(), "no", "why")},
		"log nowhere":     {"simulate", scenario(t, twoTypes), "--log", filepath.Join(t.TempDir(), "no", "log")},
	} {
		for _, lang := range []string{"en", "zh"} {
			code, out, errs := call(append(args, "--lang", lang)...)
			if code != 1 || out != "" || strings.Contains(errs, "{{") || strings.Contains(errs, "<no value>") || len(errs) < 10 {
				t.Errorf("%s: exit %d, %q, %q", name, code, out, errs)
			}
		}
	}
}
