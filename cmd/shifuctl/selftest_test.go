package main

import "testing"

func TestSelftest_PassesAndShowsEveryCheckWithItsInterval(t *testing.T) {
	code, out, errs := call("selftest", "--json")
	if code != 0 {
		t.Fatal(code, errs)
	}
	r := object(t, out)
	keys(t, r, "checks", "passed", "failed", "pass")
	checks := r["checks"].([]any)
	keys(t, checks[0], "case", "measure", "exact", "mean", "half_width", "pass")
	if r["pass"] != true || len(checks) < 40 {
		t.Errorf("%v of %d", r["passed"], len(checks))
	}
}
