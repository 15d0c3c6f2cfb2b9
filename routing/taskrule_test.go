package routing

import (
	"testing"

	"shifu/internal/fault"
)

func attributes(key string) []string {
	return map[string][]string{"value": {"gold"}, "calls": {"12"}, "languages": {"zh", "en"}, "vip": {"true"}, WorkersAvailable: {"0"}}[key]
}

func TestTaskRule_ComparesAsTaskRouterDoes(t *testing.T) {
	for text, want := range map[string]bool{
		"1 == 1": true, "0 != 1": true, `"apple" != "orange"`: true, "calls > 9": true, "calls <= 11.5": false, "value == 'gold'": true, `task.value != "gold"`: false,
		`languages HAS "en"`: true, `languages HAS "fr"`: false, `value IN ["gold", 'silver']`: true, `value NOT IN ["gold"]`: false, `value CONTAINS "ol"`: true, `languages contains "zh"`: true,
		"vip == true": true, "missing == 1": false, "missing != 1": false, "workers.available == 0": true,
		`(value == "tin" OR calls >= 12) AND vip == true`: true, `value == "gold" or value == "tin" and vip == false`: true, `(value == "gold" OR value == "tin") AND vip == false`: false,
	} {
		r, err := NewTaskRule(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if r.Holds(attributes) != want {
			t.Errorf("%s is not %v", text, want)
		}
	}
}

func TestTaskRule_CountsWorkersWithTheTaskFixed(t *testing.T) {
	for text, want := range map[string]bool{
		"workers.available == 0": false, "workers.available == 3": true, "workers.available > workers.unavailable": true, "workers.unavailable >= 3": false, "2 < workers.available": true,
		`workers.available IN [3]`: true, `workers.available IN [4, 3]`: true, `workers.available NOT IN [4, 3]`: false, `value == "gold" AND workers.available < 4`: true, `value == "tin" AND workers.available < 4`: false,
		`value == "tin" OR workers.unavailable != 2`: false, "1 == 1": true, `workers.available == "many"`: false,
	} {
		r, err := NewTaskRule(text)
		if err != nil {
			t.Fatal(err)
		}
		if r.Counting(attributes)(3, 2) != want {
			t.Errorf("%s is not %v of 3 and 2", text, want)
		}
	}
}

func TestTaskRule_WhatTheLanguageDoesNotKnowIsRefusedByName(t *testing.T) {
	for text, name := range map[string]string{
		"value = 1": "=", "value ~ 1": "~", "a && b == 1": "&", "NOT value == 1": "NOT", "value LIKE 'x'": "LIKE", "some-key == 1": "some-key", "a == 1 b == 2": "b", "value IN [a]": "a", "(a == 1": "", "a ==": "", "": "",
	} {
		_, err := NewTaskRule(text)
		f, ok := err.(*fault.Fault)
		if !ok || (name != "" && f.Values["Have"] != name) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzTaskRule(f *testing.F) {
	f.Add(`(value == "gold" OR languages HAS 'en') AND workers.available == 0`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := NewTaskRule(text)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("refused without a sentence: %v", err)
			}
			return
		}
		r.Holds(attributes)
		r.Keys()
	})
}
