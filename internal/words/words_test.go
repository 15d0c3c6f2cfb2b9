package words_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/words"
)

func TestSay_FillsPlacesInTheLanguage(t *testing.T) {
	v := fault.Values{"N": 3}
	if got := words.Say(words.Chinese, "{{.N}} recordings are missing.", v); got != "缺 3 份录音。" {
		t.Error(got)
	}
	if got := words.Say(words.English, "{{.N}} recordings are missing.", v); got != "3 recordings are missing." {
		t.Error(got)
	}
}

func TestSay_AnUnknownKeyStaysEnglish(t *testing.T) {
	if got := words.Say(words.Chinese, "no such key {{.A}}", fault.Values{"A": "x"}); got != "no such key x" {
		t.Error(got)
	}
}

func TestSay_ATextAmongTheValuesIsPutIntoWordsToo(t *testing.T) {
	got := words.Say(words.Chinese, "Section {{.S}}", fault.Values{"S": words.T("Cancel", nil)})
	if got != "Section 取消" {
		t.Error(got)
	}
}

func TestSentence_SpeaksTheOutermostFault(t *testing.T) {
	f := fault.New(fault.Invalid, "This call came without a recording.", nil)
	err := fmt.Errorf("opening: %w", f.Because(errors.New("disk")))
	if got := words.Sentence(words.Chinese, err); got != "这通电话没有录音。" {
		t.Error(got)
	}
}

func TestParse_KnowsTheTagsOfBothLanguages(t *testing.T) {
	for tag, want := range map[string]words.Language{"zh": words.Chinese, "zh_CN.UTF-8": words.Chinese, "zh-Hans": words.Chinese,
		"en": words.English, "": words.English, "C": words.English, "de": words.English} {
		if got := words.Parse(tag); got != want {
			t.Errorf("%q is %s", tag, got)
		}
	}
}

func TestMessages_HoldEveryKeyAsAList(t *testing.T) {
	var list []map[string]string
	if err := json.Unmarshal(words.Messages(words.Chinese), &list); err != nil {
		t.Fatal(err)
	}
	texts := words.Catalogue(words.Chinese)
	if len(list) != len(texts) || len(list) == 0 {
		t.Errorf("%d of %d", len(list), len(texts))
	}
}

func TestSubjects_NoTextStandsInTwoFiles(t *testing.T) {
	for _, l := range []words.Language{words.English, words.Chinese} {
		seen := map[string]string{}
		for name, content := range words.Subjects(l) {
			var texts map[string]string
			if err := json.Unmarshal(content, &texts); err != nil {
				t.Fatal(l, name, err)
			}
			for k := range texts {
				if other, ok := seen[k]; ok {
					t.Errorf("%s: %q stands in %s and in %s: keep one", l, k, other, name)
				}
				seen[k] = name
			}
		}
	}
}
