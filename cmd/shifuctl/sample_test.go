package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func populationFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "n.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const sixCalls = "id,team\na,x\nb,x\nc,x\nd,y\ne,y\nf,z\n"

func TestSample_PrintsTheContractedKeysAndTheSamePicksForTheSameSeed(t *testing.T) {
	n := populationFile(t, sixCalls)
	for method, want := range map[string]string{
		"random":     `[{"name":"x","size":3,"n":N},{"name":"y","size":2,"n":N},{"name":"z","size":1,"n":N}]`,
		"stratified": `[{"name":"x","size":3,"n":2},{"name":"y","size":2,"n":1},{"name":"z","size":1,"n":1}]`,
		"quota":      `[{"name":"x","size":3,"n":3},{"name":"y","size":2,"n":2},{"name":"z","size":1,"n":1}]`,
	} {
		args := []string{"sample", "--population", n, "--method", method, "--by", "team", "--n", "4", "--seed=-7", "--json"}
		code, out, errs := call(args...)
		_, again, _ := call(args...)
		if code != 0 || errs != "" || out != again {
			t.Fatalf("%s: exit %d, %s", method, code, errs)
		}
		var v struct {
			Seed       int64           `json:"seed"`
			Candidates int             `json:"candidates"`
			Strata     json.RawMessage `json:"strata"`
			Picks      []struct{ ID, Stratum, Why string }
		}
		if err := json.Unmarshal([]byte(out), &v); err != nil || v.Seed != -7 || v.Candidates != 6 {
			t.Fatal(method, err, out)
		}
		flat := strings.Join(strings.Fields(string(v.Strata)), "")
		if method != "random" && flat != want {
			t.Errorf("%s: %s", method, flat)
		}
		wantPicks := map[string]int{"random": 4, "stratified": 4, "quota": 6}[method]
		if len(v.Picks) != wantPicks || v.Picks[0].Why == "" || v.Picks[0].Stratum == "" {
			t.Errorf("%s: %+v", method, v.Picks)
		}
	}
}

func TestSample_RefusalsNameFileAndColumn(t *testing.T) {
	for want, c := range map[string]struct {
		text string
		args []string
	}{
		"has no column shift":       {sixCalls, []string{"--method", "quota", "--by", "shift", "--n", "1"}},
		"2 calls are too few for 3": {sixCalls, []string{"--method", "stratified", "--by", "team", "--n", "2"}},
		"there are only 6":          {sixCalls, []string{"--method", "random", "--n", "7"}},
		"no rows below its header":  {"", []string{"--method", "random", "--n", "1"}},
		"stands in lines 2 and 3":   {"id\na\na\n", []string{"--method", "random", "--n", "1"}},
		"neither UTF-8, UTF-16":     {"id\n\xff\xff\xff\n", []string{"--method", "random", "--n", "1"}},
	} {
		code, out, errs := call(append([]string{"sample", "--population", populationFile(t, c.text), "--seed", "1", "--json"}, c.args...)...)
		if code != 1 || out != "" || !strings.Contains(errs, want) {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", want, code, out, errs)
		}
	}
	for _, args := range [][]string{{"--method", "luck", "--n", "1"}, {"--method", "stratified", "--n", "1"}, {"--method", "random", "--n", "0"}, {"--method", "random"}} {
		if code, _, errs := call(append([]string{"sample", "--population", populationFile(t, sixCalls), "--seed", "1"}, args...)...); code != 2 || errs == "" {
			t.Errorf("%v: exit %d, %q", args, code, errs)
		}
	}
}

func TestSample_ReadsGB18030AndSaysWhichColumnItTookForIDs(t *testing.T) {
	text, err := simplifiedchinese.GB18030.NewEncoder().String("通话,班组\n甲,一班\n乙,二班\n")
	if err != nil {
		t.Fatal(err)
	}
	code, out, errs := call("sample", "--population", populationFile(t, text), "--method", "stratified", "--by", "班组", "--n", "2", "--seed", "3", "--lang", "zh")
	if code != 0 || !strings.Contains(out, "甲\t一班\t一班：1 通里抽 1 通") || !strings.Contains(errs, "通话") {
		t.Errorf("exit %d, %q, %q", code, out, errs)
	}
}
