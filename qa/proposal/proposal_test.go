package proposal_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/proposal"
	"shifu/qa/rubrics"
	"shifu/recordings"
)

func TestRedact_HidesWhatNamesAPersonAndNothingElse(t *testing.T) {
	for text, want := range map[string]string{
		"户号 0000 0012，电话 138 0013 8000。": "户号 **** ****，电话 *** **** ****。",
		"您好，95598 供电服务热线，60217 号为您服务。":   "您好，95598 供电服务热线，***** 号为您服务。",
		"姓凌，两点水那个凌。谢谢凌先生，请说。":            "姓*，两点水那个凌。谢谢*先生，请说。",
		"请问你姓什么？我叫什么名字你问了两遍，姓名写对了。":      "请问你姓什么？我叫什么名字你问了两遍，姓名写对了。",
		"林小满，你好":       "***，你好",
		"云杉（外包）二班的":    "******二班的",
		"望溪路 12 号 3 栋": "望溪路 ** 号 * 栋",
		"一百八十块，九月十二号，四十五分钟，300 元，请拨打 120": "一百八十块，九月十二号，四十五分钟，300 元，请拨打 120",
		"发到 a.b@example.com":                "发到 ***************",
		"Thank you, Mrs Rivers. 0000 0718.": "Thank you, Mrs ******. **** ****.",
		"一三八零零一三八零零零":                       "***********",
		"这位先生，老师傅":                          "这位先生，老师傅",
	} {
		if got := proposal.Redact(text, []string{"林小满", "云杉（外包）", ""}); got != want {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestRedact_KeepsEveryPlaceAndHidesNoLess(t *testing.T) {
	piece := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"13800138000", "林小满", "户号 1234567890", "，", "一三八零零一三八零零零", "姓王", "12 号"}))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "text"), "，")
		got := proposal.Redact(text, []string{"林小满"})
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(text) {
			t.Fatalf("%d characters became %d", utf8.RuneCountInString(text), utf8.RuneCountInString(got))
		}
		for _, secret := range []string{"林小满", "13800138000", "1234567890", "一三八零零一三八零零零", "姓王"} {
			if strings.Contains(got, secret) {
				t.Fatalf("%q still stands in %q", secret, got)
			}
		}
	})
}

func ask(t *testing.T) (proposal.Ask, *qa.Version) {
	t.Helper()
	v, err := rubrics.Shipped("95598", "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	said := []recordings.Utterance{
		{Lane: 0, Start: 0, End: 4 * time.Second, Text: "您好，95598，60217 号为您服务。"},
		{Lane: 1, Start: 5 * time.Second, End: 9 * time.Second, Text: "户号 0000 0012，什么时候来电？"},
		{Lane: 0, Start: 10 * time.Second, End: 20 * time.Second, Text: "林小满给您保证，二十分钟之内一定修好。"},
		{Lane: 1, Start: 21 * time.Second, End: 22 * time.Second, Text: "好的。"},
		{Lane: 0, Start: 23 * time.Second, End: 24 * time.Second, Text: "好的。"},
	}
	row := recordings.Row{Call: recordings.Call{AgentName: "林小满", StaffNumber: "60217", Caller: "138****0000", Title: "秘密", Project: "秘密", Audio: recordings.Audio{Channels: 2}},
		OrganisationName: "云杉（外包）", TeamName: "二班"}
	return proposal.NewAsk(&v, row, said, nil), &v
}

func TestAsk_TheAgentTheTeamAndTheOrganisationNeverLeave(t *testing.T) {
	a, v := ask(t)
	sent, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"林小满", "60217", "云杉", "二班", "0012", "0000", "秘密"} {
		if strings.Contains(string(sent), secret) {
			t.Errorf("%s would be sent", secret)
		}
	}
	if len(a.Questions) != v.Count() || len(a.Turns) != 5 || a.Turns[2].Speaker != "agent" || a.Turns[1].Speaker != "customer" {
		t.Errorf("%d questions, %+v", len(a.Questions), a.Turns)
	}
	q, _, _ := v.Find("5.1")
	q.AnswerBy = []qa.AnswerBy{qa.ByHand, qa.ByRule}
	if again := proposal.NewAsk(v, recordings.Row{}, nil, nil); len(again.Questions) != v.Count()-1 {
		t.Error("a question that a model may not answer was asked")
	}
}

func TestCheck_AnAnswerCountsOnlyWithWordsThatWereSaid(t *testing.T) {
	quote := func(turn int, text string) []proposal.Quote { return []proposal.Quote{{Turn: turn, Quote: text}} }
	good := proposal.Answer{Ref: "5.1", Applicable: true, Option: "未做到", Confidence: .9, Reason: "保证了修复时间", Evidence: quote(2, "二十分钟之内一定修好")}
	with := func(change func(*proposal.Answer)) proposal.Answer {
		a := good
		change(&a)
		return a
	}
	for name, c := range map[string]struct {
		answer proposal.Answer
		void   string // part of it; empty: counts
	}{
		"word for word":                {good, ""},
		"the turn is wrong, words not": {with(func(a *proposal.Answer) { a.Evidence = quote(0, "二十分钟之内一定修好") }), ""},
		"no such turn, words right":    {with(func(a *proposal.Answer) { a.Evidence = quote(99, "二十分钟之内一定修好") }), ""},
		"invented":                     {with(func(a *proposal.Answer) { a.Evidence = quote(2, "三十分钟之内一定修好") }), "does not stand in the transcript"},
		"one right, one invented":      {with(func(a *proposal.Answer) { a.Evidence = append(quote(2, "一定修好"), quote(2, "我发誓")...) }), "does not stand"},
		"another width":                {with(func(a *proposal.Answer) { a.Evidence = quote(2, "二十分钟之内, 一定修好") }), "does not stand"},
		"said twice, turn unnamed":     {with(func(a *proposal.Answer) { a.Evidence = quote(-1, "好的。") }), "does not stand"},
		"said twice, turn named":       {with(func(a *proposal.Answer) { a.Evidence = quote(4, "好的。") }), ""},
		"empty":                        {with(func(a *proposal.Answer) { a.Evidence = quote(2, " ") }), "does not stand"},
		"no quote":                     {with(func(a *proposal.Answer) { a.Evidence = nil }), "gives no quote"},
		"no such option":               {with(func(a *proposal.Answer) { a.Option = "很好" }), "There is no option"},
		"not sure of being sure":       {with(func(a *proposal.Answer) { a.Confidence = 1.2 }), "confidence"},
		"300 characters":               {with(func(a *proposal.Answer) { a.Reason = strings.Repeat("因", 300) }), ""},
		"301 characters":               {with(func(a *proposal.Answer) { a.Reason = strings.Repeat("因", 301) }), "longer than 300"},
		"does not apply":               {with(func(a *proposal.Answer) { a.Applicable, a.Option, a.Evidence = false, "", nil }), ""},
		"does not apply, but does":     {with(func(a *proposal.Answer) { a.Ref, a.Applicable = "1.1", false }), "always does"},
	} {
		a, _ := ask(t)
		got := a.Check("m", []proposal.Answer{c.answer})
		if len(got.Proposals) != 1 || len(got.Missing) != len(a.Questions)-1 {
			t.Fatalf("%s: %+v", name, got)
		}
		p := got.Proposals[0]
		if p.Counts() != (c.void == "") || !strings.Contains(p.Void.String(), c.void) || utf8.RuneCountInString(p.Reason) > proposal.MaxReason {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestCheck_AQuoteComesBackAsItWasSaidAtItsMoment(t *testing.T) {
	a, _ := ask(t)
	if a.Turns[2].Text != "***给您保证，二十分钟之内一定修好。" {
		t.Fatal(a.Turns[2].Text)
	}
	got := a.Check("m", []proposal.Answer{{Ref: "5.1", Applicable: true, Option: "未做到", Evidence: []proposal.Quote{{Turn: 2, Start: 900, End: 901, Quote: "***给您保证"}}}})
	e := got.Proposals[0].Evidence[0]
	if e.Quote != "林小满给您保证" || e.At != 10*time.Second || e.Until <= e.At || e.Until > 20*time.Second || e.Lane != qa.LaneAgent {
		t.Errorf("%+v", e)
	}
}

func TestCheck_ExtraAndRepeatedQuestionsAreLeftOut(t *testing.T) {
	a, _ := ask(t)
	got := a.Check("m", []proposal.Answer{{Ref: "9.9"}, {Ref: "3.2"}, {Ref: "3.2", Applicable: true}})
	if len(got.Proposals) != 1 || len(got.Extra) != 2 || !got.Proposals[0].Answer.NA {
		t.Errorf("%+v", got)
	}
}

func TestGate_OpensOnlyWithEnoughAndAboveTheTarget(t *testing.T) {
	pairs := func(pattern ...int) []proposal.Pair { // agree, disagree, agree, ... newest first
		var out []proposal.Pair
		for i, n := range pattern {
			for range n {
				out = append(out, proposal.Pair{Ref: "1", Proposed: qa.Choose(0), Given: qa.Choose(i % 2)})
			}
		}
		return out
	}
	for name, c := range map[string]struct {
		pairs []proposal.Pair
		open  bool
	}{
		"nineteen that agree":          {pairs(19), false},
		"twenty that agree":            {pairs(20), true},
		"latest 25: 23 of 25 is 92 %":  {pairs(23, 2, 0, 60), true},
		"latest 25: 22 of 25 is 88 %":  {pairs(22, 3, 60), false},
		"twenty with 18: just at 90 %": {pairs(18, 2), false},
		"bad now, good long ago":       {pairs(0, 25, 200), false},
		"good now, bad long ago":       {pairs(25, 200), true},
		"nothing":                      {nil, false},
	} {
		s := proposal.Standings(c.pairs, func(string) float64 { return .9 })["1"]
		if s.Open() != c.open || s.N != len(c.pairs) || s.Latest > proposal.GateLatest {
			t.Errorf("%s: open %v, %+v", name, s.Open(), s.Latest)
		}
	}
}

func TestSettings_AreOffByDefaultAndTakeNoKeyInTheAddress(t *testing.T) {
	s := proposal.Standard()
	if s.On || s.Check() != nil {
		t.Errorf("%+v", s)
	}
	for address, ok := range map[string]bool{"https://host/v1": true, "http://127.0.0.1:8080/v1": true, "host/v1": false, "ftp://host": false,
		"https://me:secret@host/v1": false, "https://host/v1?key=secret": false, "": false} {
		s := proposal.Settings{On: true, Address: address, Model: "m", Seconds: 60, Target: .9}
		if (s.Check() == nil) != ok {
			t.Errorf("%s: %v", address, s.Check())
		}
	}
	if s := (proposal.Settings{Address: "http://localhost:1/v1"}); !s.Local() || (proposal.Settings{Address: "https://localhost.example.org/v1"}).Local() {
		t.Error("what leaves the machine is told wrongly")
	}
	if err := (proposal.Settings{Seconds: 60, Target: 1.1}).Check(); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}
