package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func bankFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBankCheck_PrintsTheContractedKeysAndExits0WithErrors(t *testing.T) {
	path := bankFile(t, "q.gift", "$CATEGORY: 电费\n\n::n::Half? {~%50%a#x ~%50%b ~%-100%c}\n\nWhy? {}\n\nBad {=a\n")
	code, out, errs := call("bank", "check", path, "--from", "gift", "--json")
	if code != 0 || errs != "" {
		t.Fatal(code, errs)
	}
	var v struct {
		Questions []map[string]any
		Errors    []map[string]any
	}
	if err := json.Unmarshal([]byte(out), &v); err != nil || len(v.Questions) != 2 || len(v.Errors) != 1 {
		t.Fatal(err, out)
	}
	q := v.Questions[0]
	if q["name"] != "n" || q["kind"] != "multiple" || q["text"] != "Half?" || q["category"] != "电费" || q["mark"] != 1. {
		t.Error(q)
	}
	o := q["options"].([]any)[0].(map[string]any)
	if o["text"] != "a" || o["fraction"] != .5 || o["feedback"] != "x" {
		t.Error(o)
	}
	if list, ok := v.Questions[1]["options"].([]any); !ok || len(list) != 0 {
		t.Error("an essay's options are no empty list:", v.Questions[1])
	}
	if v.Errors[0]["line"] != 7. || v.Errors[0]["reason"] == "" {
		t.Error(v.Errors)
	}
}

func TestBankCheck_AFileThatCantBeReadExits1(t *testing.T) {
	for from, path := range map[string]string{
		"moodle-xml": bankFile(t, "x.xml", "<html/>"), "xlsx": bankFile(t, "x.xlsx", "no"), "qti": bankFile(t, "x.xml", "<a>"),
		"gift": filepath.Join(t.TempDir(), "none"), "text": bankFile(t, "x.docx", "PK\x03\x04"),
	} {
		code, out, errs := call("bank", "check", path, "--from", from, "--json")
		if code != 1 || out != "" || !strings.Contains(errs, filepath.Base(path)) {
			t.Errorf("%s: exit %d, %q, %q", from, code, out, errs)
		}
	}
	if code, _, _ := call("bank", "check", "x", "--from", "paper"); code != 2 {
		t.Error("an unknown format is wrong use")
	}
}

func TestBankConvert_WritesTheFileAndListsWhatIsLost(t *testing.T) {
	path := bankFile(t, "q.gift", "::n::Which? {~a#no =b}\n\nWhy? {}\n")
	out := filepath.Join(t.TempDir(), "q.txt")
	code, said, errs := call("bank", "convert", path, "--from", "gift", "--to", "aiken", "--out", out)
	if code != 0 || errs != "" || !strings.Contains(said, "1 questions written.") || !strings.Contains(said, "Question 1: not kept: the name.") || !strings.Contains(said, "Question 2: not kept: the whole question: the format has no essay.") {
		t.Fatal(code, said, errs)
	}
	if raw, err := os.ReadFile(out); err != nil || string(raw) != "Which?\nA) a\nB) b\nANSWER: B\n\n" {
		t.Errorf("%q, %v", raw, err)
	}
}

func TestBankTemplate_ReadsBackInBothLanguages(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		out := filepath.Join(t.TempDir(), "t.xlsx")
		if code, _, errs := call("bank", "template", "--out", out, "--lang", lang); code != 0 {
			t.Fatal(errs)
		}
		_, said, _ := call("bank", "check", out, "--from", "xlsx", "--json")
		var v bankFound
		if err := json.Unmarshal([]byte(said), &v); err != nil || len(v.Questions) != 8 || len(v.Errors) != 0 {
			t.Errorf("%s: %v %s", lang, err, said)
		}
	}
}
