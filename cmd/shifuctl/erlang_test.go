package main

import (
	"strings"
	"testing"
)

func TestErlang_PrintsTheKeysOfTheContract(t *testing.T) {
	for _, model := range []string{"b", "c", "a"} {
		code, out, errs := call("erlang", model, "--calls-per-hour", "200", "--aht", "180", "--agents", "14", "--patience", "120", "--json")
		if code != 0 {
			t.Fatal(model, code, errs)
		}
		m := object(t, out)
		keys(t, m, "load", "occupancy", "p_wait", "p_block", "p_abandon", "asa_s", "wait_mean_s", "sl_a", "sl_b", "sl_c", "sl_d", "queue_mean")
		if (m["p_block"] != nil) != (model == "b") || (m["p_abandon"] != nil) != (model == "a") || (m["p_wait"] == nil) != (model == "b") {
			t.Errorf("%s has figures of another model, or lacks its own: %v", model, m)
		}
	}
}

func TestStaff_PrintsTheKeysOfTheContract(t *testing.T) {
	code, out, errs := call("staff", "--calls-per-hour", "200", "--aht", "180", "--service-level", "0.8", "--within", "20", "--shrinkage", "0.3", "--json")
	if code != 0 {
		t.Fatal(code, errs)
	}
	m := object(t, out)
	keys(t, m, "agents", "rostered", "sl", "occupancy", "asa_s", "p_abandon")
	if m["agents"] != 14. || m["rostered"] != 20. || m["p_abandon"] != nil {
		t.Errorf("%v", m)
	}
}

func TestErlang_ImpossibleStaffingIsRefusedWithASentence(t *testing.T) {
	for name, args := range map[string][]string{
		"too few agents": {"erlang", "c", "--calls-per-hour=200", "--aht=180", "--agents=10"},
		"NaN":            {"erlang", "a", "--calls-per-hour=NaN", "--aht=180", "--agents=14", "--patience=120"},
		"negative":       {"erlang", "b", "--calls-per-hour=200", "--aht=-180", "--agents=14"},
		"no agents":      {"erlang", "b", "--calls-per-hour=200", "--aht=180", "--agents=0"},
		"patience":       {"erlang", "a", "--calls-per-hour=200", "--aht=180", "--agents=14", "--patience=0"},
		"level":          {"staff", "--calls-per-hour=200", "--aht=180", "--service-level=1.2", "--within=20"},
		"shrinkage":      {"staff", "--calls-per-hour=200", "--aht=180", "--service-level=0.8", "--within=20", "--shrinkage=1"},
	} {
		for _, lang := range []string{"en", "zh"} {
			code, out, errs := call(append(args, "--lang", lang)...)
			if code != 1 || out != "" || strings.Contains(errs, "{{") || strings.Contains(errs, "<no value>") || len(errs) < 10 {
				t.Errorf("%s: exit %d, %q, %q", name, code, out, errs)
			}
		}
	}
	if code, _, _ := call("erlang", "a", "--calls-per-hour=200", "--aht=180", "--agents=14"); code != 2 {
		t.Errorf("Erlang A without patience exits with %d", code)
	}
}
