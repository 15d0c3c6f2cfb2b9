package rules_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"shifu/qa"
	"shifu/qa/rubrics"
	"shifu/qa/rules"
	"shifu/recordings"
	"shifu/recordings/speech"
)

const (
	agent    = 0
	customer = 1
)

func sec(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// call is a call of a minute in which the lines are said one after another,
// five seconds each: "A:" the agent, "C:" the customer, "?:" nobody knows.
func call(a *speech.Activity, lines ...string) *rules.Talk {
	c := recordings.Call{Duration: time.Minute, Audio: recordings.Audio{Channels: 2}}
	var said []recordings.Utterance
	for i, l := range lines {
		lane := map[byte]int{'A': agent, 'C': customer, '?': -1}[l[0]]
		said = append(said, recordings.Utterance{Lane: lane, Start: sec(float64(i * 5)), End: sec(float64(i*5 + 4)), Text: strings.TrimSpace(l[2:])})
	}
	return rules.NewTalk(c, said, a)
}

func rule(t *testing.T, when string) rules.Rule {
	t.Helper()
	r, err := rules.ReadRule("test", []byte("id: r\ntitle: t\nquestion: \"1\"\noption: Met\nwhen:\n"+indent(when)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") + "\n" }

func activity(t *testing.T, left, right, hold []speech.Span) *speech.Activity {
	t.Helper()
	pairs := func(spans []speech.Span) [][2]int64 {
		out := [][2]int64{}
		for _, s := range spans {
			out = append(out, [2]int64{s.From.Microseconds(), s.To.Microseconds()})
		}
		return out
	}
	packed, err := json.Marshal(map[string]any{"version": speech.Version, "duration": time.Minute.Microseconds(), "sample_rate": 8000,
		"lanes": [][][2]int64{pairs(left), pairs(right)}, "hold": pairs(hold)})
	if err != nil {
		t.Fatal(err)
	}
	a, err := speech.Unmarshal(packed)
	if err != nil {
		t.Fatal(err)
	}
	return &a
}

func TestRules_EachConditionFiresAndShowsItsWords(t *testing.T) {
	talk := []string{"A: 您好，９５５９８ 供电 服务热线，60217 号为您服务。", "C: 我家停电了！", "A: 让您久等了。我给您保证，二十分钟之内一定修好。",
		"C: 号码 138 0000 0000，三百块。", "A: Thank you. Is there anything else?"}
	for name, c := range map[string]struct {
		when  string
		truth rules.Truth
		words string // of the first hit
	}{
		"a phrase whatever width and spaces":     {`said: {any: [95598供电服务热线]}`, rules.Yes, "９５５９８ 供电 服务热线"},
		"a phrase by the other speaker":          {`said: {any: [久等], by: customer}`, rules.No, ""},
		"a phrase in the first seconds":          {`said: {any: [久等], first: 8}`, rules.No, ""},
		"a phrase in the last seconds":           {`said: {any: [久等], last: 55}`, rules.Yes, "久等"},
		"a word is not found within another":     {`said: {any: [any]}`, rules.No, ""},
		"capitals don't matter":                  {`said: {any: [THANK YOU]}`, rules.Yes, "Thank you"},
		"all within one sentence":                {`said: {all: [保证, 修好], within: 1}`, rules.Yes, "保证"},
		"all, but two sentences apart":           {`said: {all: [久等, 修好], within: 1}`, rules.No, ""},
		"all within two sentences":               {`said: {all: [久等, 修好], within: 2}`, rules.Yes, "久等"},
		"two of three":                           {`said: {of: [久等, 修好, 再见], at_least: 2}`, rules.Yes, "久等"},
		"three of three":                         {`said: {of: [久等, 修好, 再见], at_least: 3}`, rules.No, ""},
		"none":                                   {`said: {none: [再见]}`, rules.Yes, ""},
		"none, but one is there":                 {`said: {none: [久等]}`, rules.No, ""},
		"a regular expression":                   {`matches: {pattern: "保证.{0,12}修好", by: agent}`, rules.Yes, "保证，二十分钟之内一定修好"},
		"a regular expression sees narrow small": {`matches: {pattern: "95598.*thank|95598"}`, rules.Yes, "９５５９８"},
		"an entity":                              {`entity: {is: mobile}`, rules.Yes, "138 0000 0000"},
		"one of several entities":                {`entity: {is: [email, amount], by: customer}`, rules.Yes, "三百块"},
		"a staff number":                         {`entity: {is: staff_number, first: 10}`, rules.Yes, "60217"},
		"A before B":                             {"order:\n  first:\n    said: {any: [停电]}\n  then:\n    said: {any: [久等]}", rules.Yes, "停电"},
		"B before A":                             {"order:\n  first:\n    said: {any: [久等]}\n  then:\n    said: {any: [停电]}", rules.No, ""},
		"A before B, but too late":               {"order:\n  first:\n    said: {any: [您好]}\n  then:\n    said: {any: [anything else]}\n  within: 5", rules.No, ""},
		"and":                                    {"and:\n  - said: {any: [停电]}\n  - said: {any: [久等]}", rules.Yes, "停电"},
		"and with one missing":                   {"and:\n  - said: {any: [停电]}\n  - said: {any: [再见]}", rules.No, ""},
		"or":                                     {"or:\n  - said: {any: [再见]}\n  - said: {any: [久等]}", rules.Yes, "久等"},
		"not":                                    {"not:\n  said: {any: [再见]}", rules.Yes, ""},
		"silence without sound can't be told":    {`silence: {over: 10}`, rules.Unknown, ""},
		"not of what can't be told":              {"not:\n  silence: {over: 10}", rules.Unknown, ""},
		"or with what can't be told":             {"or:\n  - silence: {over: 10}\n  - said: {any: [久等]}", rules.Yes, "久等"},
		"and with what can't be told":            {"and:\n  - silence: {over: 10}\n  - said: {any: [再见]}", rules.No, ""},
	} {
		r := rule(t, c.when)
		got := r.Fires(call(nil, talk...))
		if got.Truth != c.truth {
			t.Errorf("%s: %v, want %v", name, got.Truth, c.truth)
			continue
		}
		if c.words != "" && (len(got.For) == 0 || got.For[0].Quote != c.words) {
			t.Errorf("%s: %+v, want %q", name, got.For, c.words)
		}
		if got.Truth == rules.Yes && len(got.For) == 0 {
			t.Errorf("%s fires without a hit", name)
		}
	}
}

func TestRules_TheSoundAloneDecidesSilenceHoldTalkOverAndSpeed(t *testing.T) {
	a := activity(t, []speech.Span{{From: 0, To: sec(10)}, {From: sec(24), To: sec(30)}, {From: sec(41), To: sec(56)}},
		[]speech.Span{{From: sec(9), To: sec(12)}, {From: sec(29), To: sec(29.2)}}, []speech.Span{{From: sec(30), To: sec(40)}})
	talk := call(a, "A: "+strings.Repeat("好", 62), "C: 在吗")
	for when, want := range map[string]rules.Truth{
		`silence: {over: 10}`:                  rules.Yes,
		`silence: {over: 13}`:                  rules.No,
		`silence: {over: 3, total: 20}`:        rules.No,
		`silence: {over: 10, first: 5}`:        rules.No,
		`hold: {over: 10}`:                     rules.Yes,
		`hold: {over: 11}`:                     rules.No,
		`talk_over: {over: 0.9, by: customer}`: rules.Yes,
		`talk_over: {over: 0.9, by: agent}`:    rules.No,
		`talk_over: {times: 3}`:                rules.No,
		`interruption: {by: customer}`:         rules.Yes,
		`speed: {above: 1.9, by: agent}`:       rules.Yes,
		`speed: {below: 1.9, by: agent}`:       rules.No,
		`speed: {above: 2.1, by: agent}`:       rules.No,
		`speed: {above: 1, by: customer}`:      rules.Unknown,
	} {
		r := rule(t, when)
		got := r.Fires(talk)
		if got.Truth != want {
			t.Errorf("%s: %v, want %v", when, got.Truth, want)
		}
		if got.Truth == rules.Yes && (len(got.For) == 0 || got.For[0].Note.IsZero()) {
			t.Errorf("%s: no words to show: %+v", when, got.For)
		}
	}
}

func TestRules_EachHoldWantsItsOwnApology(t *testing.T) {
	hold := []speech.Span{{From: sec(5), To: sec(15)}, {From: sec(30), To: sec(42)}}
	a := activity(t, []speech.Span{{From: 0, To: sec(4)}}, []speech.Span{{From: sec(20), To: sec(21)}}, hold)
	each := "order:\n  first:\n    hold: {over: 8}\n  then:\n    said: {any: [久等]}\n  within: 12\n  each: true"
	r, not := rule(t, each), rule(t, "not:\n"+indent(each))
	once := call(a, "A: 您好", "A: 请稍等", "A: 嗯", "A: 让您久等了")
	if r.Fires(once).Truth != rules.No || fires(rule(t, strings.TrimSuffix(each, "\n  each: true")), once) != rules.Yes {
		t.Error("one apology is not two")
	}
	if got := not.Fires(once); got.Truth != rules.Yes || len(got.For) != 1 || got.For[0].At != sec(30) {
		t.Errorf("the hold without an apology is not shown: %+v", got)
	}
	if got := not.Fires(call(activity(t, nil, nil, nil), "A: 您好")); got.Truth != rules.Unknown {
		t.Errorf("without a hold there was no occasion: %+v", got)
	}
}

func TestRules_WhoSpeaksIsNotGuessed(t *testing.T) {
	r := rule(t, `said: {none: [您好], by: agent}`)
	if got := r.Fires(call(nil, "?: 您好")); got.Truth != rules.Unknown {
		t.Error(got)
	}
	if got := r.Fires(call(nil)); got.Truth != rules.Unknown {
		t.Error("a call without a transcript was judged", got)
	}
}

func TestRun_ProposesTheOptionInTheRubricsOwnLanguage(t *testing.T) {
	set, err := rules.Shipped("zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	talk := call(nil, "A: 您好，95598 供电服务热线，60217 号为您服务。", "C: 几点来电？", "A: 我给您保证，二十分钟之内一定修好。")
	for language, label := range map[string]string{"zh-Hans": "未做到", "en": "Not met"} {
		v, err := rubrics.Shipped("95598", language)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, p := range set.Run(&v, talk) {
			q, _, _ := v.Find(p.Rule.Question)
			if p.Rule.ID == "over-promise" {
				found = true
				if got := q.Choices()[p.Answer.Options[0]].Label; got != label || p.Hits[0].Quote != "保证，二十分钟之内一定修好" {
					t.Errorf("%s %+v", got, p.Hits)
				}
			}
		}
		if !found {
			t.Error("the promise was not found")
		}
	}
}

func TestRun_AQuestionThatIsAnsweredByHandTakesNoProposal(t *testing.T) {
	v, err := rubrics.Shipped("95598", "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	q, _, _ := v.Find("5.1")
	set := rules.Set{Title: "t", Rules: []rules.Rule{rule(t, `said: {any: [保证]}`)}}
	set.Rules[0].Question, set.Rules[0].Option = "5.1", []string{"未做到"}
	talk := call(nil, "A: 我保证。")
	if len(set.Run(&v, talk)) != 1 {
		t.Fatal("the rule should fire")
	}
	q.AnswerBy = []qa.AnswerBy{qa.ByHand}
	if got := set.Run(&v, talk); len(got) != 0 {
		t.Error(got)
	}
	q.AnswerBy, set.Rules[0].Off = nil, true
	if got := set.Run(&v, talk); len(got) != 0 {
		t.Error("a rule that is off fired", got)
	}
}

func fires(r rules.Rule, t *rules.Talk) rules.Truth { return r.Fires(t).Truth }
