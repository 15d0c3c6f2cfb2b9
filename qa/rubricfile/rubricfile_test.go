package rubricfile_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/rubricfile"
	"shifu/qa/rubrics"
)

func data(name string) string { return filepath.Join("..", "testdata", name) }

func load(t *testing.T, name string) qa.Version {
	t.Helper()
	v, err := rubricfile.Load(data(name))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestRead_KeepsNumbersAsWritten(t *testing.T) {
	v := load(t, "kinds.rubric.yaml")
	if got := v.Sections[0].Weight.String(); got != "1.50" {
		t.Errorf("weight %q", got)
	}
	again, err := rubricfile.Read("again", rubricfile.Write(&v))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(v, again); d != "" {
		t.Errorf("changed by writing and reading:\n%s", d)
	}
}

func TestRead_VersionSurvivesJSON(t *testing.T) {
	v := load(t, "kinds.rubric.yaml")
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var again qa.Version
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(v, again); d != "" {
		t.Errorf("changed by JSON:\n%s", d)
	}
}

func TestRead_YesAndNoAreWords(t *testing.T) {
	v := load(t, "kinds.rubric.yaml")
	q, _, _ := v.Find("1.3")
	if q.Options[0].Label != "Y" || q.Options[1].Label != "N" || q.VisibleWhen.Is[0] != "Yes" {
		t.Errorf("%+v %+v", q.Options, q.VisibleWhen)
	}
}

const good = `title: T
sections:
  - title: S
    questions:
      - {ref: a, text: A, kind: yes_no}
      - {ref: b, text: B, kind: yes_no}
`

func TestRead_RefusalNamesLineFieldAndReason(t *testing.T) {
	options := func(list string) string {
		return "title: T\nsections:\n  - title: S\n    questions:\n      - ref: a\n        text: A\n        scale: x\n        options:\n" + list
	}
	for name, c := range map[string]struct{ text, want string }{
		"empty":            {"", "line 1, file: The file is empty."},
		"only a comment":   {"# nothing\n", "line 1, file: The file is empty."},
		"not YAML":         {"title: [1\n", "can't be read as YAML"},
		"no mapping":       {"- a\n", "line 1, file: Here fields are expected"},
		"unknown key":      {strings.Replace(good, "    questions", "    wieght: 3\n    questions", 1), `line 4, sections[0].wieght: There is no field "wieght" here. Known fields: questions, title, weight.`},
		"key twice":        {good + "title: U\n", "title"},
		"negative weight":  {strings.Replace(good, "ref: b", "ref: b, weight: -1", 1), "line 6, sections[0].questions[1].weight: Question b has the weight -1."},
		"weight in words":  {strings.Replace(good, "ref: b", "ref: b, weight: much", 1), `line 6, sections[0].questions[1].weight: "much" is no plain number`},
		"endless weight":   {strings.Replace(good, "ref: b", "ref: b, weight: .inf", 1), "is no plain number"},
		"all weights zero": {strings.ReplaceAll(good, "ref:", "weight: 0, ref:"), "All weights are 0"},
		"ref twice":        {strings.Replace(good, "ref: b", "ref: a", 1), "line 6, sections[0].questions[1].ref: Two questions have the ref a"},
		"unknown mode":     {good + "mode: best\n", `line 7, mode: mode is "best". It has to be one of: section_percent`},
		"Yes for true":     {strings.Replace(good, "ref: b", "ref: b, na: Yes", 1), `line 6, sections[0].questions[1].na: "Yes" is neither true nor false.`},
		"condition on nothing": {strings.Replace(good, "ref: b", "ref: b, visible_when: {ref: c, is: Yes}", 1),
			"line 6, sections[0].questions[1].visible_when.ref: Question b is shown depending on question c, which does not exist."},
		"impossible condition": {strings.Replace(good, "ref: b", "ref: b, visible_when: {ref: a, is: Maybe}", 1), `is "Maybe", which it can't be. Possible: Yes, No.`},
		"circle": {strings.Replace(strings.Replace(good, "ref: b", "ref: b, visible_when: {ref: a, is: Yes}", 1), "ref: a,", "ref: a, visible_when: {ref: b, is: Yes},", 1),
			"a circle"},
		"scale out of order": {options("          - {label: x, score: 1}\n          - {label: y, score: 0.2}\n          - {label: z, score: 0.5}\n          - {label: w, score: 0}\n"),
			"line 11, sections[0].questions[0].options[2].score: Question a: the scores of the scale x have to fall"},
		"fail above pass":     {options("          - {label: x, score: 1, pass: false}\n          - {label: z, score: 0, pass: true}\n"), "counts as fail stands above"},
		"scale without 0":     {options("          - {label: x, score: 1}\n          - {label: z, score: 0.5}\n"), "begin with the score 1 and end with 0"},
		"score above 1":       {options("          - {label: x, score: 2}\n          - {label: z, score: 0}\n"), `has the score "2"`},
		"timer of half a day": {good + "timers: {appeal_within: 1.5}\n", `line 7, timers.appeal_within: "1.5" is no whole number.`},
		"negative timer":      {good + "timers: {appeals: -1}\n", "line 7, timers.appeals: The timer appeals is -1. It has to be a whole number from 0 to 10."},
		"unknown timer":       {good + "timers: {appeal: 1}\n", `There is no field "appeal" here.`},
		"two documents":       {good + "---\n" + good, "more than one document"},
		"wrong encoding":      {"title: \xb2\xe2\xca\xd4\n", "line 1, file: This is no UTF-8 text."},
		"anchor":              {strings.Replace(good, "title: T", "title: &x T", 1), "single value"},
		"deep brackets":       {strings.Repeat("[", 100000), "Too many brackets"},
		"deep dashes":         {good + strings.Repeat("- ", 100000), "line 7, file: Too many brackets"},
	} {
		_, err := rubricfile.Read("x.rubric.yaml", []byte(c.text))
		if got := fault.Sentence(err); err == nil || !strings.Contains(got, c.want) || !strings.HasPrefix(got, "x.rubric.yaml, line ") || !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestRead_RulesOfDashesAreNoNesting(t *testing.T) {
	if _, err := rubricfile.Read("x", []byte("# "+strings.Repeat("-[ ", 100)+"\n"+good)); err != nil {
		t.Error(err)
	}
}

func TestReadAnswers_TakesEveryForm(t *testing.T) {
	v := load(t, "kinds.rubric.yaml")
	text, err := os.ReadFile(data("kinds.answers.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := rubricfile.ReadAnswers("a", text, &v)
	if err != nil {
		t.Fatal(err)
	}
	first := qa.Answer{Options: []int{1}, Comment: "No staff number", Cause: "Habit", Moments: []qa.Moment{
		{At: 3 * time.Second}, {At: 5500 * time.Millisecond, Until: 8 * time.Second, Lane: qa.LaneAgent, Note: "greeting"}}}
	if d := cmp.Diff(first, a["1.1"]); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]int{0, 2}, a["2.1"].Options); d != "" {
		t.Error(d)
	}
	if !a["2.2"].NA || a["2.5"].Value != "A call back before noon" || a["2.6"].Value != "2026-11-18" {
		t.Errorf("%+v", a)
	}
	if gaps := a.Gaps(&v); len(gaps) > 0 {
		t.Errorf("gaps %v", gaps)
	}
}

func TestReadAnswers_RefusalNamesLineAndReason(t *testing.T) {
	v := load(t, "kinds.rubric.yaml")
	for text, want := range map[string]string{
		"1.2: Yes\n9.9: Met\n":                    `a.yaml, line 2, 9.9: There is no question "9.9" in this rubric.`,
		"\n1.1: Great\n":                          `line 2, 1.1: Question 1.1 has no option "Great". Possible: Met, Partly, Not met.`,
		"1.1: NA\n":                               "line 1, 1.1: Question 1.1 doesn't allow N/A.",
		"1.1: [Met, Partly]\n":                    "takes one option only",
		"2.1: [danger, danger]\n":                 "given twice",
		"2.1: [NA, danger]\n":                     "NA can't stand beside another answer.",
		"2.2: soon\n":                             `takes a number, not "soon"`,
		"2.6: 18.11.2026\n":                       "takes a date such as",
		"1.1: {value: Met, moments: [1:2:3:4]}\n": "is no moment",
		"1.1: {value: Met, moments: [-3]}\n":      "is no moment",
		"1.1: {vlaue: Met}\n":                     `There is no field "vlaue" here`,
		"1.1: Met\n1.1: Met\n":                    "1.1",
		"- Met\n":                                 "Here fields are expected",
	} {
		_, err := rubricfile.ReadAnswers("a.yaml", []byte(text), &v)
		if got := fault.Sentence(err); !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestReadAnswers_EmptyIsNotAnswered(t *testing.T) {
	v := load(t, "kinds.rubric.yaml")
	for _, text := range []string{"", "# none\n", "1.1:\n2.2: ~\n"} {
		a, err := rubricfile.ReadAnswers("a", []byte(text), &v)
		if err != nil || len(a.Gaps(&v)) != 6 {
			t.Errorf("%q: %v, gaps %v", text, err, a.Gaps(&v))
		}
	}
}

func TestScoreFile_ExamplesAsComputedByHand(t *testing.T) {
	english, _, err := rubrics.File("95598", "en")
	if err != nil {
		t.Fatal(err)
	}
	shipped := filepath.Join(t.TempDir(), "95598.rubric.yaml")
	if err := os.WriteFile(shipped, english, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rubric, answers string
		final           float64
		complete        bool
	}{
		// Opening: 1.25 + 1 of 3.5. Handling: 2.2 frees 2 points for 2.1, 2.3 and 2.4. Bonus 5.
		{data("kinds.rubric.yaml"), data("kinds.answers.yaml"),
			100*(1.5*2.25+3*((4+2.0/3)*0.75+(1+2.0/3)+2.0/3))/(1.5*3.5+3*7) + 5, true},
		{data("deduction.rubric.yaml"), data("deduction.answers.yaml"), 100 - 2 - 10 + 3, true},
		{shipped, data("95598.answers.yaml"), 100 * 65.0 / 75, false},
	} {
		report, lines, err := rubricfile.ScoreFile(c.rubric, c.answers)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(report.Final.Value-c.final) > 1e-9 || report.Complete != c.complete || len(lines) < 5 {
			t.Errorf("%s: final %v, want %v; complete %v", c.rubric, report.Final.Value, c.final, report.Complete)
		}
	}
}

func TestCheckFile_SaysWhatIsInAGoodFileAndWhyABadOneIsRefused(t *testing.T) {
	got, err := rubricfile.CheckFile(data("kinds.rubric.yaml"))
	want := rubricfile.Summary{Title: "Every kind of question", Language: "en", Mode: qa.ModeWeightedPoints,
		NAPolicy: qa.NAEqualSplit, Sections: 2, Questions: 9, Scored: 6}
	if err != nil || got != want {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := rubricfile.CheckFile(data("none.yaml")); !fault.Is(err, fault.NotFound) {
		t.Errorf("missing file: %v", err)
	}
	if _, err := rubricfile.CheckFile(t.TempDir()); !fault.Is(err, fault.Invalid) {
		t.Errorf("folder: %v", err)
	}
}

func TestTimers_FilesWithoutThemHaveTheDefaultsAndOthersKeepTheirOwn(t *testing.T) {
	v, err := rubricfile.Read("x", []byte(good))
	if err != nil || v.Timers != nil || v.TimersInForce() != qa.DefaultTimers {
		t.Error(v.Timers, err)
	}
	if strings.Contains(string(rubricfile.Write(&v)), "timers") {
		t.Error("a file without timers was given some")
	}
	v, err = rubricfile.Read("x", []byte(good+"timers:\n  appeal_within: 0\n  appeals: 3\n"))
	want := qa.DefaultTimers
	want.AppealWithin, want.Appeals = 0, 3
	if err != nil || v.TimersInForce() != want {
		t.Error(v.Timers, err)
	}
	again, err := rubricfile.Read("x", rubricfile.Write(&v))
	if err != nil || again.TimersInForce() != want {
		t.Error(again.Timers, err)
	}
}

func TestRead_AScaleIsNamedOnceAndUsedByName(t *testing.T) {
	const head = "title: T\nsections:\n  - title: S\n    questions:\n"
	v, err := rubricfile.Read("x", []byte(head+`      - {ref: a, text: A, scale: own, options: [{label: Good, score: 1}, {label: Bad, score: 0}]}
      - {ref: b, text: B, scale: own}
      - {ref: c, text: C, scale: 三级}
      - {ref: d, text: D, scale: three steps, options: [{label: Good, score: 1}, {label: Bad, score: 0}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]string{"b": "Good", "c": "做到", "d": "Good"} {
		if q, _, _ := v.Find(ref); q.Choices()[0].Label != want {
			t.Errorf("%s: %+v", ref, q.Options)
		}
	}
	again, err := rubricfile.Read("again", rubricfile.Write(&v))
	if d := cmp.Diff(v, again); err != nil || d != "" {
		t.Error(err, d)
	}
	_, err = rubricfile.Read("x", []byte(head+"      - {ref: a, text: A, scale: unheard}\n"))
	if got := fault.Sentence(err); !strings.Contains(got, "line 5, sections[0].questions[0].options: Question a has 0 options") {
		t.Error(got)
	}
}

func TestRead_EveryLimitIsKept(t *testing.T) {
	question := func(more string) string {
		return "title: T\nsections:\n  - title: S\n    questions:\n      - {ref: a, kind: yes_no, text: A" + more + "}\n"
	}
	many := func(n int, one string) string { return strings.Repeat(one, n) }
	options := func(n int) string {
		text := "title: T\nsections:\n  - title: S\n    questions:\n      - ref: a\n        text: A\n        options:\n"
		for i := range n {
			text += fmt.Sprintf("          - {label: o%d, score: %d}\n", i, 1-min(i, 1))
		}
		return text
	}
	questions := func(sections, n int) string {
		text := "title: T\nsections:\n"
		for s := range sections {
			text += "  - title: S\n    questions:\n"
			for q := range n {
				text += fmt.Sprintf("      - {ref: r%d.%d, text: A, kind: yes_no}\n", s, q)
			}
		}
		return text
	}
	for name, c := range map[string]struct{ good, bad, want string }{
		"sections":     {questions(100, 1), questions(101, 1), "sections[100]: The rubric has 101 sections; 100 is the most."},
		"questions":    {questions(1, 100), questions(1, 101), "questions[100]: Section 1 has 101 questions; 100 is the most."},
		"options":      {options(256), options(257), "options[256]: Question a has 257 options; 256 is the most."},
		"title":        {strings.Replace(question(""), "title: T", "title: "+many(128, "题"), 1), strings.Replace(question(""), "title: T", "title: "+many(129, "题"), 1), "line 1, title: The title of the rubric has 129 characters; 128 is the most."},
		"text":         {strings.Replace(question(""), "text: A", "text: "+many(350, "题"), 1), strings.Replace(question(""), "text: A", "text: "+many(351, "题"), 1), "text has 351 characters; 350 is the most."},
		"help":         {question(", help: " + many(1024, "x")), question(", help: " + many(1025, "x")), "help has 1025 characters; 1024 is the most."},
		"applies_when": {question(", applies_when: " + many(350, "x")), question(", applies_when: " + many(351, "x")), "applies_when has 351 characters; 350 is the most."},
	} {
		if _, err := rubricfile.Read("x", []byte(c.good)); err != nil {
			t.Errorf("%s at the limit: %v", name, err)
		}
		if _, err := rubricfile.Read("x", []byte(c.bad)); !strings.Contains(fault.Sentence(err), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}
