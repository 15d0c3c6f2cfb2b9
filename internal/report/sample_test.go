package report

import (
	"bytes"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/rubrics"
	"shifu/qa/score"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/peaks"
)

var (
	beijing = time.FixedZone("CST", 8*3600)
	monday  = time.Date(2026, 11, 16, 9, 42, 0, 0, beijing)
)

// wave is the waveform of two voices that take turns for the given seconds.
func wave(t testing.TB, seconds int) *peaks.Pyramid {
	t.Helper()
	const rate = 8000
	r := rand.New(rand.NewPCG(1, 2))
	samples := make([]int16, 2*rate*seconds)
	for i := range rate * seconds {
		at := float64(i) / rate
		turn := int(at/4) % 2
		loud := 9000 * math.Max(0, math.Sin(2*math.Pi*at/1.7)*math.Sin(2*math.Pi*at/0.31))
		samples[2*i+turn] = int16(r.NormFloat64() * loud / 3)
	}
	var b bytes.Buffer
	if err := formats.WriteSamples(&b, rate, 2, samples); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "call.wav")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	audio, err := formats.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = audio.Close() }()
	p, err := peaks.From(audio)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func at(seconds int, note string) qa.Moment {
	return qa.Moment{At: time.Duration(seconds) * time.Second, Note: note}
}

// sample is an evaluation with the shipped rubric of 17 questions and some comments.
func sample(t testing.TB, l words.Language) Evaluation {
	t.Helper()
	v, err := rubrics.Shipped("95598", string(l))
	if err != nil {
		t.Fatal(err)
	}
	v.ID, v.RubricID, v.Number, v.State = "019a8f2c-0000-7000-8000-000000000003", "019a8f2c-0000-7000-8000-000000000001", 3, qa.VersionActive
	e := Evaluation{Version: v, Peaks: wave(t, 252), Stamp: Stamp{By: "周谷雨", Workspace: "栖云市供电服务热线",
		AuditHead: "9f2b6a1cd4e07785b2c3aa10f4d8e69b51c7320e8d4fa6b9012c3d4e5f60718a", At: monday.Add(30 * time.Hour), Zone: beijing}}
	e.Call = sampleCall(l)
	answers := qa.Answers{}
	for _, q := range v.All {
		answers[q.Ref] = qa.Choose(0)
	}
	change(answers, "2.2", 1, "客户说话时抢话一次，随后道歉并让客户把话讲完。", at(80, ""))
	change(answers, "3.1", 2, "报修地址只听不复述，派单后又回拨核对，客户多等了六分钟。下次先复述地址和户号，再提交工单。", at(27, "没有复述地址"))
	change(answers, "5.1", 1, "", at(90, ""))
	change(answers, "4.2", 0, "解释清楚，语气平稳。", at(101, ""))
	answers["4.4"] = qa.NotApplicable()
	if l == words.English {
		english(answers)
	}
	e.Evaluation = qa.Evaluation{ID: "019a8f2c-1111-7000-8000-0000000000aa", Edition: 2, CallID: e.Call.ID, RubricID: v.RubricID,
		VersionID: v.ID, ReviewerID: "p-9", ReviewerName: "霜晨月", AgentID: "p-1", OrganisationID: "o-2", Purpose: qa.Ordinary,
		State: qa.Released, Answers: answers, Comment: "整体耐心，注意先复述再派单。", StartedAt: monday.Add(25 * time.Hour),
		SubmittedAt: monday.Add(26 * time.Hour), Why: "3.1 由部分改为未做到"}
	earlier := e.Evaluation
	earlier.Edition, earlier.Why, earlier.Final = 1, "", score.Known(91.5).Ptr()
	e.Earlier = []qa.Evaluation{earlier}
	return scored(e)
}

func sampleCall(l words.Language) recordings.Row {
	c := recordings.Row{Call: recordings.Call{ID: "019a8f2c-2222-7000-8000-0000000000bb", ExternalID: "REC-20261116-0942",
		Title: "故障报修：催问抢修到场时间", StartedAt: monday, Duration: 252 * time.Second, AgentID: "p-1", AgentName: "林小满",
		StaffNumber: "60217", Caller: "13812340000", Satisfaction: 2}, OrganisationName: "云杉（外包）", TeamName: "云杉二班"}
	c.Audio.Hash = "ab12"
	if l == words.English {
		c.Title = "Fault report: when will the repair crew arrive"
	}
	return c
}

func english(answers qa.Answers) {
	for ref, comment := range map[string]string{
		"2.2": "Talked over the customer once, then apologised and let him finish.",
		"3.1": "The address was heard but not repeated; a call back was needed to check it, and the customer waited six more minutes. Repeat address and customer number first, then send the work order.",
		"4.2": "A clear answer in a calm voice.",
	} {
		a := answers[ref]
		a.Comment = comment
		answers[ref] = a
	}
}

func change(answers qa.Answers, ref string, option int, comment string, moments ...qa.Moment) {
	a := qa.Choose(option)
	a.Comment, a.Moments = comment, moments
	answers[ref] = a
}

// scored fills in the result and the score kept with the evaluation.
func scored(e Evaluation) Evaluation {
	e.Result = score.Score(&e.Version, e.Evaluation.Answers)
	e.Evaluation.Raw, e.Evaluation.Final, e.Evaluation.FailAll = e.Result.Raw.Ptr(), e.Result.Final.Ptr(), e.Result.FailAll
	return e
}

// small is an evaluation with every kind of answer, with a rubric of its own.
func small(t testing.TB) Evaluation {
	t.Helper()
	three := []qa.Option{{Label: "Met", Score: qa.Whole(1)}, {Label: "Partly", Score: decimal("0.5")}, {Label: "Not met", Score: qa.Whole(0)}}
	leak := []qa.Option{{Label: "No leak", Score: qa.Whole(1)}, {Label: "Leak", Score: qa.Whole(0), Effect: qa.EffectFailSection}}
	v := qa.Version{ID: "v-1", RubricID: "r-1", Number: 2, Title: "Small rubric", Mode: qa.ModeSectionPercent, NAPolicy: qa.NAProportional, Sections: []qa.Section{
		{Title: "Opening", Weight: qa.Whole(40), Questions: []qa.Question{
			{Ref: "1", Text: "Greets the customer", Weight: qa.Whole(4), Kind: qa.KindSingle, Options: three},
			{Ref: "2", Text: "Listens to the end", Weight: qa.Whole(6), Kind: qa.KindSingle, Options: three},
			{Ref: "3", Text: "Asks for the address", Weight: qa.Whole(5), Kind: qa.KindYesNo},
		}},
		{Title: "Promises", Weight: qa.Whole(60), Questions: []qa.Question{
			{Ref: "4", Text: "Keeps customer data", Weight: qa.Whole(5), Kind: qa.KindSingle, Options: leak},
			{Ref: "5", Text: "Reason of the outage given", Weight: qa.Whole(5), Kind: qa.KindYesNo, NA: true},
			{Ref: "6", Text: "Which outage was it", Kind: qa.KindText},
			{Ref: "7", Text: "Why not greeted", Weight: qa.Whole(1), Kind: qa.KindYesNo, VisibleWhen: &qa.Condition{Ref: "1", Is: []string{"Not met"}}},
		}},
	}}
	e := Evaluation{Version: v, Call: sampleCall(words.Chinese), Stamp: Stamp{By: "周谷雨", Workspace: "热线", AuditHead: "9f2b", At: monday.Add(30 * time.Hour), Zone: beijing}}
	a := qa.Answers{"1": qa.Choose(0), "2": qa.Choose(1), "3": qa.Choose(1), "4": qa.Choose(1), "5": qa.NotApplicable(), "6": qa.Enter("云溪路")}
	change(a, "2", 1, "抢话一次。", at(80, "抢话"))
	change(a, "4", 1, "念出了别户的户号。", at(90, ""), qa.Moment{At: 95 * time.Second, Until: 99 * time.Second})
	e.Evaluation = qa.Evaluation{ID: "e-1", Edition: 1, CallID: e.Call.ID, RubricID: "r-1", VersionID: "v-1", ReviewerID: "p-9", ReviewerName: "霜晨月",
		AgentID: "p-1", OrganisationID: "o-2", Purpose: qa.Double, State: qa.Submitted, Answers: a, Comment: "留意户号。",
		Moments: []qa.Moment{at(120, "语气很好")}, StartedAt: monday.Add(25 * time.Hour), SubmittedAt: monday.Add(26 * time.Hour)}
	return scored(e)
}

func decimal(text string) qa.Decimal {
	d, err := qa.ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return d
}
