package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func ratings(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ratings.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAgreement_JSONHasTheKeysOfTheContract(t *testing.T) {
	code, out, errs := call("agreement", ratings(t, "unit,a,b,c\n1,1,1,2\n2,2,2,2\n3,1,,1\n4,,,\n"), "--json")
	if code != 0 {
		t.Fatal(code, errs)
	}
	v := object(t, out)
	if v["units"] != 4.0 || v["raters"] != 3.0 || v["pairable"] != 8.0 {
		t.Error(v["units"], v["raters"], v["pairable"])
	}
	keys := map[string][]string{"": {"percent", "fleiss", "krippendorff", "gwet_ac1", "brennan_prediger"},
		"cohen": {"kappa", "linear", "quadratic"}, "icc": {"1_1", "a_1", "c_1", "1_k", "a_k", "c_k"}}
	for group, names := range keys {
		in := v
		if group != "" {
			in = v[group].(map[string]any)
		}
		for _, name := range names {
			c, ok := in[name].(map[string]any)
			if !ok {
				t.Errorf("%s %s is missing", group, name)
			}
			for _, key := range []string{"value", "low", "high", "n"} {
				if _, ok := c[key]; !ok {
					t.Errorf("%s %s lacks %s", group, name, key)
				}
			}
		}
	}
}

func TestAgreement_UndefinedIsNullWithAReason(t *testing.T) {
	for content, reason := range map[string]string{"unit,a\n1,x\n2,y\n": "one rater", "unit,a,b\n1,x,y\n": "one unit", "unit,a,b\n1,x,x\n2,x,x\n": "the same"} {
		code, out, errs := call("agreement", ratings(t, content), "--json")
		if code != 0 {
			t.Fatal(code, errs)
		}
		c := object(t, out)["krippendorff"].(map[string]any)
		why, _ := c["why"].(string)
		if c["value"] != nil || c["low"] != nil || c["high"] != nil || !strings.Contains(why, reason) {
			t.Errorf("%q: %v", content, c)
		}
	}
}

func TestAgreement_RefusesBrokenFilesWithASentence(t *testing.T) {
	for content, part := range map[string]string{"": "no rows", "unit,a,b\n": "no rows", "unit\n1\n": "no column of ratings", "unit,a,b\n1,x\n": "Line 2"} {
		code, out, errs := call("agreement", ratings(t, content))
		if code != 1 || out != "" || !strings.Contains(errs, part) {
			t.Errorf("%q: exit %d, %q %q", content, code, out, errs)
		}
	}
	if code, _, _ := call("agreement", ratings(t, "u,a,b\n1,1,1\n"), "--level", "cardinal"); code != 2 {
		t.Error("a level that does not exist", code)
	}
}

func TestAgreement_ReadsEveryEncoding(t *testing.T) {
	content := "通话,何双江,吴清河\n一,做到,做到\n二,未做到,做到\n三,未做到,未做到\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(content)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, text := range []string{content, "\ufeff" + content, gb, strings.ReplaceAll(content, ",", ";")} {
		code, out, errs := call("agreement", ratings(t, text), "--json")
		if code != 0 {
			t.Fatal(errs)
		}
		all = append(all, out)
	}
	if len(slices.Compact(all)) != 1 {
		t.Error("one table in four encodings gives different figures")
	}
}
