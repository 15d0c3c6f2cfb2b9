package main

import (
	"os"
	"path/filepath"
	"testing"
)

// examJSON runs an exam command on a file and returns what it printed.
func examJSON(t *testing.T, content string, args ...string) map[string]any {
	t.Helper()
	file := filepath.Join(t.TempDir(), "in.csv")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := call(append([]string{"exam", args[0], file, "--json"}, args[1:]...)...)
	if code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	return object(t, out)
}

func keys(t *testing.T, v any, want ...string) {
	t.Helper()
	m, ok := v.(map[string]any)
	if !ok || len(m) != len(want) {
		t.Fatalf("%v has not the keys %v", v, want)
	}
	for _, k := range want {
		if _, ok := m[k]; !ok {
			t.Errorf("the key %s is missing in %v", k, m)
		}
	}
}

func TestExam_PrintsTheKeysOfTheContract(t *testing.T) {
	v := examJSON(t, "who,a,b\n1,1,0\n2,8,1\n3,0,0\n", "stats", "--max", "8,1")
	keys(t, v, "n", "mean", "median", "sd", "skewness", "kurtosis", "cic", "error_ratio", "standard_error", "items")
	keys(t, v["items"].([]any)[0], "facility", "sd", "intended_weight", "effective_weight", "discrimination_index", "discriminative_efficiency")
	if v["kurtosis"] != nil || v["n"].(float64) != 3 {
		t.Errorf("%v", v)
	}
	v = examJSON(t, "who,a,b\nKEY,A,B\n1,A,B\n2,C,B\n3,A,\n", "items")
	keys(t, v, "n", "kr20", "kr21", "alpha", "items")
	keys(t, v["items"].([]any)[0], "key", "difficulty", "point_biserial", "d_index", "functioning_distractors", "options")
	v = examJSON(t, "a,b,c,count\n1,0,1,30\n0,1,0,20\n1,1,1,40\n0,0,0,35\n1,1,0,15\n0,0,1,18\n", "irt", "--model", "1pl")
	keys(t, v, "log_likelihood", "items", "patterns")
	keys(t, v["items"].([]any)[0], "a", "b", "se_a", "se_b")
	keys(t, v["patterns"].([]any)[0], "pattern", "theta", "se", "expected")
	v = examJSON(t, "judge,1,2\nA,.5,.6\nB,.4,.7\n", "cut")
	keys(t, v, "judges", "cut", "se", "low", "high", "icc_a_k")
}
