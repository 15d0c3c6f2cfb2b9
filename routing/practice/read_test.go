package practice

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"shifu/internal/words"
)

const small = `name: Small
length: 2h
events:
  - {at: 30m, what: storm, project: "95598", kind: fault_report, factor: 2, rise: 10m}
tasks:
  - {name: a, significance: b, cue: c, standard: d, feedback: e, act: open_tier, tier: 1, ratio: 1.2}
`

func TestRead_RefusesWithLineFieldAndReason(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "x.practice.yaml, line 1, file: The file is empty.",
		"length: 2h\n":                  "x.practice.yaml, line 1, name: The name is missing.",
		"name: a\nlength: 5m\n":         "x.practice.yaml, line 2, length: 5m does not lie between 1h0m0s and 336h0m0s.",
		"name: a\nlength: soon\n":       "x.practice.yaml, line 2, length: \"soon\" is no time: write it with its unit, as in 20s, 5m or 8h.",
		"name: a\nmonth: 13\n":          "x.practice.yaml, line 2, month: 13 does not lie between 1 and 12.",
		"name: a\nmonth: May\n":         "x.practice.yaml, line 2, month: \"May\" is no whole number.",
		"name: a\nweekday: monday\n":    "x.practice.yaml, line 2, weekday: \"monday\" is none of: sun, mon, tue, wed, thu, fri, sat.",
		"name: a\nstaff: {all: NaN}\n":  "x.practice.yaml, line 2, staff.all: NaN does not lie between 0.05 and 20.",
		"name: a\nstaff: {nobody: 1}\n": "x.practice.yaml, line 2, staff.nobody: There is no project \"nobody\".",
		"name: a\nevents:\n  - {what: sick, project: shop}\n":                                 "x.practice.yaml, line 3, events[0]: An event of this sort needs people.",
		"name: a\nevents:\n  - {what: storm, kind: x, factor: 2}\n":                           "x.practice.yaml, line 3, events[0]: There is no call type \"x\".",
		"name: a\nevents:\n  - {what: storm, project: shop}\n":                                "x.practice.yaml, line 3, events[0]: An event of this sort needs factor.",
		"name: a\nlimits:\n  - {gauge: mood}\n":                                               "x.practice.yaml, line 3, limits[0].gauge: \"mood\" is none of: answer_rate, waiting, longest_wait, load_ratio.",
		"name: a\ntasks:\n  - {name: a}\n":                                                    "x.practice.yaml, line 3, tasks[0]: A critical task needs a name, its significance, its cue, its standard and its feedback.",
		"name: a\ntasks:\n  - {name: a, significance: b, cue: c, standard: d, feedback: e}\n": "x.practice.yaml, line 3, tasks[0]: A critical task is measured by an act, a figure at the end, or people who are back in time.",
		"name: a\nsurprise: 1\n":                                                              "surprise",
	} {
		_, err := Read("x.practice.yaml", []byte(text))
		if got := words.Sentence(words.English, err); err == nil || !strings.Contains(got, want) {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func TestWrite_IsReadBackAsItWas(t *testing.T) {
	for _, s := range append(Scenarios(), read(t, small)) {
		again, err := Read(s.Key+".practice.yaml", s.Write())
		if err != nil {
			t.Fatalf("%v\n%s", err, s.Write())
		}
		if !reflect.DeepEqual(s, again) {
			t.Errorf("%+v\n%+v", s, again)
		}
	}
}

func read(t *testing.T, text string) *Scenario {
	t.Helper()
	s, err := Read("small.practice.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	for _, s := range Scenarios() {
		f.Add(s.Write())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read("f.practice.yaml", data)
		if err != nil {
			return
		}
		again, err := Read("f.practice.yaml", s.Write())
		if err != nil {
			t.Fatalf("%v\n%s", err, s.Write())
		}
		if !reflect.DeepEqual(s, again) {
			t.Fatalf("%+v\n%+v", s, again)
		}
	})
}

func TestStart_RefusesAScenarioThatCannotBePlayed(t *testing.T) {
	for name, spoil := range map[string]func(s *Scenario){
		"month":   func(s *Scenario) { s.Month = 0 },
		"weekday": func(s *Scenario) { s.Weekday = 7 },
		"length":  func(s *Scenario) { s.Length = 0 },
		"holiday": func(s *Scenario) { s.Holiday = math.NaN() },
		"event":   func(s *Scenario) { s.Events = []Event{{What: Storm, Project: "nobody", Factor: 2}} },
	} {
		s := read(t, small)
		spoil(s)
		if _, err := Start(s, 1); err == nil {
			t.Errorf("a wrong %s is played", name)
		}
	}
}
