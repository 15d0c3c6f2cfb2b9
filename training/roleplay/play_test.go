package roleplay_test

import (
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/training/roleplay"
)

// small is a scenario of two questions with every rule in it.
const small = `
id: small
line: fault_repair
title: 小 | Small
skills: [故障报修]
persona: {name: 甲 | A, mood: 50, patience: 10s, triggers: [{say: [老化], mood: -30}]}
points:
  - {id: hello, what: 问候 | Greet, mood: 5, say: [您好, hello]}
  - {id: cause, what: 原因 | Cause, mood: 5, critical: true, say: [雷击, lightning], and: [原因, cause]}
  - {id: soon, what: 时限 | Time, match: '\d+ 分钟内|within \d+ minutes'}
forbidden: [{say: [活该], cost: 0.25}]
order: [hello, outages, cause, soon]
start: one
leaves: gone
states:
  - {id: one, says: 喂 | Hello, need: [hello], replies: [您好 | Hello there, 哦 | Oh], next: [{to: cross, mood_below: 50}, {to: two}]}
  - {id: cross, says: 哼 | Hm, replies: [抱歉 | Sorry], next: [{to: gone, mood_below: 20}, {to: two}]}
  - {id: two, says: 为什么 | Why, within: 20s, need: [cause, soon], clicks: [outages], replies: ["原因是雷击，30 分钟内恢复 | The cause is lightning, back within 30 minutes", 就是老化了，活该 | old], next: [{to: bad, missed: [cause]}, {to: good}]}
  - {id: good, says: 好 | Good, ending: solved}
  - {id: bad, says: 投诉 | Complain, ending: complaint}
  - {id: gone, says: 挂了 | Gone, ending: hung_up}
`

func smallOne(t testing.TB) *roleplay.Scenario {
	t.Helper()
	s, err := roleplay.Parse("small", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func say(at int, text string) roleplay.Move {
	return roleplay.Move{Kind: roleplay.Say, Text: text, At: time.Duration(at) * time.Second}
}

func do(at int, c roleplay.Click) roleplay.Move {
	return roleplay.Move{Kind: roleplay.Do, Text: string(c), At: time.Duration(at) * time.Second}
}

func played(t testing.TB, moves ...roleplay.Move) *roleplay.Run {
	t.Helper()
	r, err := roleplay.Play(smallOne(t), moves)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPlain_ComparesWithoutWidthCaseMarksAndSpaces(t *testing.T) {
	for _, x := range [][2]string{
		{"您好，９５５９８！", "您好 95598"}, {"24 小时内", "24 小时内"}, {"24小时内", "24 小时内"},
		{"I don’t KNOW.", "i dont know"}, {"  小 区 ", "小区"}, {"…！", ""}, {"Ｗｉ－Ｆｉ", "wi fi"},
	} {
		if got := roleplay.Plain(x[0]); got != x[1] {
			t.Errorf("Plain(%q) = %q, want %q", x[0], got, x[1])
		}
	}
}

func TestFind_LatinWordsMatchWholeWordsChineseAnywhere(t *testing.T) {
	p := roleplay.Pattern{Say: []string{"hi", "apolog*", "户号"}, Not: []string{"没有户号"}}
	for text, want := range map[string]bool{"Hi there": true, "this": false, "I apologise": true, "请报户号谢谢": true, "您没有户号也行": false, "apology": true, "my apo": false} {
		if _, ok := p.Find(text); ok != want {
			t.Errorf("%q: %v, want %v", text, ok, want)
		}
	}
	both := roleplay.Pattern{Say: []string{"雷击"}, And: []string{"原因"}}
	if found, ok := both.Find("原因是雷击"); !ok || found != "雷击 + 原因" {
		t.Error(found, ok)
	}
	if _, ok := both.Find("雷击了"); ok {
		t.Error("half of a pair is enough")
	}
}

func TestPlay_TheMoodDecidesTheBranch(t *testing.T) {
	if r := played(t, say(1, "您好")); r.State().ID != "two" || r.Mood != 55 {
		t.Errorf("a greeting leads to %s at mood %d", r.State().ID, r.Mood)
	}
	if r := played(t, say(1, "哦")); r.State().ID != "cross" || r.Mood != 46 {
		t.Errorf("no greeting leads to %s at mood %d", r.State().ID, r.Mood)
	}
}

func TestPlay_ACallerWithoutMoodHangsUp(t *testing.T) {
	r := played(t, say(1, "活该，线路老化")) // 50 −4 −15 −30 = 1
	if r.Mood != 1 || r.Over() {
		t.Fatalf("mood %d", r.Mood)
	}
	if err := r.Do(say(2, "老化")); err != nil || r.Ended != roleplay.HungUp {
		t.Errorf("%v, ended %q", err, r.Ended)
	}
	if err := r.Do(say(3, "喂")); !fault.Is(err, fault.Conflict) {
		t.Error("spoke after the end:", err)
	}
}

func TestPlay_WhatWasSaidEarlierNeedNotBeSaidAgain(t *testing.T) {
	r := played(t, say(1, "您好，原因是雷击，30 分钟内恢复"), say(2, "嗯"))
	if r.Ended != roleplay.Solved || len(r.Turns[1].Missed) != 0 {
		t.Errorf("ended %q, missed %v", r.Ended, r.Turns[1].Missed)
	}
}

func TestPlay_RefusesWhatCantBe(t *testing.T) {
	for name, moves := range map[string][]roleplay.Move{
		"silence":           {say(1, "……")},
		"back in time":      {say(5, "您好"), say(4, "嗯")},
		"unknown click":     {do(1, "fax")},
		"unknown move":      {{Kind: "sing"}},
		"speech on hold":    {{Kind: roleplay.Hold}, say(1, "您好")},
		"hold twice":        {{Kind: roleplay.Hold}, {Kind: roleplay.Mute}},
		"back from nothing": {{Kind: roleplay.Back}},
		"no such entry":     {{Kind: roleplay.Fill, Field: 0}},
		"a long answer":     {say(1, strings.Repeat("好", 2001))},
	} {
		if _, err := roleplay.Play(smallOne(t), moves); !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPlay_SilenceOnMuteCostsMoodAndIsNoSlowAnswer(t *testing.T) {
	r := played(t, roleplay.Move{Kind: roleplay.Mute, At: 2e9}, roleplay.Move{Kind: roleplay.Back, At: 27e9}, say(30, "您好"))
	if r.Muted != 25*time.Second || r.Turns[0].Late != 0 || r.Mood != 50 { // 50 − 25/5 + 5
		t.Errorf("muted %v, late %v, mood %d", r.Muted, r.Turns[0].Late, r.Mood)
	}
	if r := played(t, roleplay.Move{Kind: roleplay.Hold, At: 2e9}, roleplay.Move{Kind: roleplay.Back, At: 32e9}); r.Mood != 50 || r.OnHold != 30*time.Second {
		t.Errorf("half a minute on hold: mood %d, hold %v", r.Mood, r.OnHold)
	}
}

// By hand: points hello, cause, soon: 2 of 3 (no time was named); clicks
// outages and a useless one: 1 of 2; order: of hello, outages, cause all pairs
// right; time: 8 s of 10 in time, 30 s of 20: (1 + 20/30)/2; one forbidden
// phrase of 0.25.
func TestScore_ByHand(t *testing.T) {
	r := played(t, say(8, "您好"), do(9, roleplay.Outages), do(10, roleplay.Bill), say(38, "原因是雷击，活该"))
	s := r.Score()
	want := 100 * (.5*2/3 + .2*.5 + .15*1 + .15*(1+2./3)/2) * .75
	if math.Abs(s.Overall-want) > 1e-9 || s.Failed {
		t.Errorf("%.4f, want %.4f: %+v", s.Overall, want, s)
	}
}

func TestScore_AMissedCriticalPointFailsAndLeavesTheRawScore(t *testing.T) {
	s := played(t, say(1, "您好"), say(2, "30 分钟内恢复")).Score()
	if !s.Failed || s.Overall != 0 || s.Raw <= 0 {
		t.Errorf("%+v", s)
	}
	early := played(t, say(1, "您好"), roleplay.Move{Kind: roleplay.Leave, At: 2e9}).Score()
	if !early.Failed || early.Points.Of != 3 {
		t.Errorf("a call that broke off before the critical point: %+v", early)
	}
}

func TestScore_OrderIsOneLessInversionsOverPairs(t *testing.T) {
	s := played(t, say(1, "原因是雷击"), say(2, "您好，30 分钟内")).Score() // cause before hello
	if s.Order.Of != 3 || s.Order.Got != 2 {
		t.Errorf("%v of %v", s.Order.Got, s.Order.Of)
	}
	if s := roleplay.Begin(smallOne(t)).Score(); s.Order.Weight != 0 {
		t.Error("nothing said, and the order counts")
	}
}

func TestScore_EveryPartHasItsEvidence(t *testing.T) {
	kinds := map[roleplay.EvidenceKind]int{}
	for _, e := range played(t, say(30, "原因是雷击"), do(31, roleplay.Bill), say(32, "您好，活该"), say(33, "老化")).Score().Evidence {
		kinds[e.Kind]++
	}
	for kind, n := range map[roleplay.EvidenceKind]int{roleplay.SaidPoint: 2, roleplay.MissedPoint: 1, roleplay.MissedClick: 1, roleplay.WrongClick: 1,
		roleplay.OutOfOrder: 1, roleplay.SaidBadWords: 1, roleplay.SetOff: 1, roleplay.AnsweredLate: 1} {
		if kinds[kind] != n {
			t.Errorf("%s: %d pieces, want %d", kind, kinds[kind], n)
		}
	}
}

// Property: whatever is done, mood and score keep within bounds, and playing
// the same moves again gives the same call.
func TestPlay_BoundsAndRepeatsExactly(t *testing.T) {
	s := smallOne(t)
	rapid.Check(t, func(t *rapid.T) {
		var kept []roleplay.Move
		r := roleplay.Begin(s)
		at := time.Duration(0)
		for range rapid.IntRange(0, 20).Draw(t, "n") {
			at += time.Duration(rapid.IntRange(0, 60).Draw(t, "s")) * time.Second
			m := roleplay.Move{Kind: rapid.SampledFrom([]roleplay.Kind{roleplay.Say, roleplay.Do, roleplay.Hold, roleplay.Mute, roleplay.Back, roleplay.Help, roleplay.Hand}).Draw(t, "kind"), At: at}
			m.Text = rapid.SampledFrom([]string{"您好", "活该", "老化", "原因是雷击", "30 分钟内", "outages", "bill"}).Draw(t, "text")
			if m.Kind == roleplay.Hand {
				m.To, m.Text, m.Warm = rapid.SampledFrom(roleplay.Targets).Draw(t, "to"), string(roleplay.WhyAsked), rapid.Bool().Draw(t, "warm")
			}
			if r.Do(m) == nil {
				kept = append(kept, m)
			}
		}
		if r.Mood < 0 || r.Mood > 100 {
			t.Fatal("mood", r.Mood)
		}
		score := r.Score()
		if score.Overall < 0 || score.Overall > 100 || score.Raw < score.Overall {
			t.Fatalf("%+v", score)
		}
		again, err := roleplay.Play(s, kept)
		if err != nil || again.Mood != r.Mood || again.Score().Raw != score.Raw || again.Ended != r.Ended {
			t.Fatal("played again, another call", err)
		}
	})
}

func TestParse_RefusesWithLineFieldAndReason(t *testing.T) {
	for name, x := range map[string]struct{ old, new, want string }{
		"unknown field":    {"title: 小 | Small", "titel: x", "titel: There is no field"},
		"no mood":          {"mood: 50", "mood: 0", "persona.mood: The mood at the beginning is 0"},
		"unknown point":    {"need: [hello]", "need: [helo]", `states[0].need: There is no point "helo"`},
		"no way out":       {"[{to: bad, missed: [cause]}, {to: good}]", "[{to: bad, missed: [cause]}]", "must have no condition"},
		"way to nowhere":   {"{to: good}", "{to: heaven}", `There is no state "heaven"`},
		"bad expression":   {`'\d+ 分钟内|within \d+ minutes'`, "'('", "is no regular expression"},
		"bad ending":       {"ending: complaint", "ending: tears", `There is no ending "tears"`},
		"good walkout":     {"leaves: gone", "leaves: good", "must be a bad ending"},
		"model lacks":      {"30 分钟内恢复", "快了", "does not say soon"},
		"model is rude":    {"您好 | Hello there", "您好活该 | Hello", "which is a forbidden phrase"},
		"twice":            {"{id: bad,", "{id: good, says: x, ending: solved}\n  - {id: bad,", "The state good is there twice"},
		"late by no unit":  {"patience: 10s", "patience: 10", "is no time"},
		"impatient":        {"patience: 10s", "patience: 1s", "at least 3 s"},
		"unknown line":     {"line: fault_repair", "line: gas", `There is no business line "gas"`},
		"unknown click":    {"clicks: [outages]", "clicks: [fax]", `There is no click "fax"`},
		"unknown in order": {"order: [hello", "order: [hullo", `There is no point or click "hullo"`},
		"cost over one":    {"cost: 0.25", "cost: 2", "no number from 0 to 1"},
	} {
		_, err := roleplay.Parse("x.yaml", []byte(strings.Replace(small, x.old, x.new, 1)))
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), x.want) || !strings.Contains(fault.Sentence(err), "x.yaml, line ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBlind_FindsWhatNoReplyLeadsToAndWhatCanBePassedBy(t *testing.T) {
	if all := smallOne(t).Blind(); len(all) != 0 {
		t.Errorf("%v", all)
	}
	s, err := roleplay.Parse("x", []byte(strings.Replace(small, "{to: cross, mood_below: 50}", "{to: good, mood_below: 50}", 1)))
	if err != nil {
		t.Fatal(err)
	}
	found := ""
	for _, p := range s.Blind() {
		found += p.Error()
	}
	if !strings.Contains(found, "The point cause is critical") || !strings.Contains(found, "the state cross") {
		t.Error(found)
	}
}

// Reference: results of 0, 30 and 60 days ago weigh 1, 1/2 and 1/4.
func TestProficiency_HalvesEachThirtyDays(t *testing.T) {
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	got, ok := roleplay.Proficiency([]roleplay.Result{{now.Add(-60 * day), 40}, {now.Add(-30 * day), 60}, {now, 90}}, now)
	if want := (90 + 30 + 10) / 1.75; !ok || math.Abs(got-want) > 1e-9 {
		t.Errorf("%.4f, want %.4f", got, want)
	}
	if _, ok := roleplay.Proficiency(nil, now); ok {
		t.Error("without results there is a proficiency")
	}
	for v, want := range map[float64]roleplay.Tier{90: roleplay.Master, 89.9: roleplay.Able, 75: roleplay.Able, 50: roleplay.Beginner, 49: roleplay.ToDo} {
		if roleplay.TierOf(v) != want {
			t.Errorf("%v is %s", v, roleplay.TierOf(v))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	for _, name := range []string{"scenarios/fault-wire-down.roleplay.yaml", "scenarios/bill-tier-jump.roleplay.yaml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := roleplay.Parse("x", data)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			return
		}
		r := roleplay.Begin(s)
		for !r.Over() {
			if err := r.Do(roleplay.Move{Kind: roleplay.Say, Text: "x", At: r.At + time.Second}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
