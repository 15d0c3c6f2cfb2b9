package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMetrics_PrintsTheKeysOfTheContractForASimulatedLog(t *testing.T) {
	log := filepath.Join(t.TempDir(), "queue_log")
	if code, _, errs := call("simulate", scenario(t, twoTypes), "--log", log); code != 0 {
		t.Fatal(code, errs)
	}
	code, out, errs := call("metrics", log, "--within", "30", "--short", "3", "--json")
	if code != 0 {
		t.Fatal(code, errs)
	}
	r := object(t, out)
	keys(t, r, "queues", "total")
	figures := []string{"offered", "answered", "abandoned", "blocked", "answer_rate", "abandon_rate", "sl_a", "sl_b", "sl_c", "sl_d", "sl_e", "sl_f",
		"p_wait", "asa_s", "wait_mean_s", "wait_abandoned_s", "queue_mean"}
	for _, f := range []any{r["queues"].(map[string]any)["a"], r["queues"].(map[string]any)["b"], r["total"]} {
		keys(t, f, figures...)
	}
}

func TestMetricsAndSimulate_TellDetailsWhenAsked(t *testing.T) {
	log := filepath.Join(t.TempDir(), "queue_log")
	file := scenario(t, twoTypes)
	code, out, errs := call("simulate", file, "--log", log, "--details", "--json")
	if code != 0 {
		t.Fatal(code, errs)
	}
	keys(t, object(t, out)["total"].(map[string]any)["details"], "answer_rate_with_blocked", "timely_rate", "timely_rate_15s", "timely_rate_20s", "timely_rate_30s", "abandon_rate_short", "aht_s", "fcr", "wait_longest_s", "wait_p50_s", "wait_p90_s", "wait_p95_s",
		"hold_rate", "hold_mean_s", "help_rate", "help_in_vain_rate", "transfer_rate", "received", "received_answer_rate", "received_asa_s")
	keys(t, object(t, out)["groups"].(map[string]any)["lent"].(map[string]any)["details"], "occupancy_without_ring", "utilisation", "working_rate", "not_ready_rate", "not_ready_by",
		"adherence", "conformance", "shrinkage", "shrinkage_internal", "shrinkage_external", "shrinkage_by")
	if _, out, _ = call("simulate", file, "--details"); !strings.Contains(out, "wait of 90 %") || !strings.Contains(out, "Answered within 15 s") {
		t.Errorf("%q", out)
	}
	_, out, _ = call("metrics", log, "--details", "--json")
	keys(t, object(t, out)["total"].(map[string]any)["details"], "answer_rate_with_blocked", "timely_rate", "timely_rate_15s", "timely_rate_20s", "timely_rate_30s", "abandon_rate_short", "talk_mean_s", "wait_longest_s", "wait_p50_s", "wait_p90_s", "wait_p95_s",
		"transfer_rate", "received", "received_answer_rate", "received_asa_s", "fcr", "not_ready_rate", "not_ready_by", "adherence", "conformance", "shrinkage")
	if _, out, _ = call("metrics", log, "--details"); !strings.Contains(out, "Longest wait (s)") || !strings.Contains(out, "Answered within 30 s") || !strings.Contains(out, "Adherence: – (the log holds no schedule)") {
		t.Errorf("%q", out)
	}
}

func TestMetrics_NothingByNothingIsNullAndSaysWhy(t *testing.T) {
	log := filepath.Join(t.TempDir(), "queue_log")
	if err := os.WriteFile(log, []byte("100|c|q|NONE|ENTERQUEUE||1|1\n109|c|q|NONE|ABANDON|1|1|9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, out, _ := call("metrics", log, "--json")
	total := object(t, out)["total"].(map[string]any)
	if total["sl_a"] != nil || total["asa_s"] != nil || total["sl_b"] != 0. || total["wait_abandoned_s"] != 9. {
		t.Errorf("%v", total)
	}
	if _, out, _ = call("metrics", log); !strings.Contains(out, "no call was answered") {
		t.Errorf("no reason in %q", out)
	}
}

func TestMetrics_BadInputIsRefusedWithASentence(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "queue_log")
	if err := os.WriteFile(broken, []byte("100|c|q|NONE|ENTERQUEUE||1|1\n101|c|q|NONE|ABANDON|1|1|x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"no file": {"metrics", filepath.Join(t.TempDir(), "none")}, "broken": {"metrics", broken},
		"within": {"metrics", broken, "--within=-1"}, "short": {"metrics", broken, "--short=NaN"},
	} {
		for _, lang := range []string{"en", "zh"} {
			code, out, errs := call(append(args, "--lang", lang)...)
			if code != 1 || out != "" || strings.Contains(errs, "{{") || strings.Contains(errs, "<no value>") || len(errs) < 10 {
				t.Errorf("%s: exit %d, %q, %q", name, code, out, errs)
			}
		}
	}
}
