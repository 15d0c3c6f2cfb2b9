package mentoring_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/qa/insight"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

var begin = time.Date(2026, 8, 31, 0, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

func at(days int) time.Time { return begin.Add(time.Duration(days) * day) }

func ninety(m ...contract.Measure) mentoring.Plan {
	first := indicators.DateOf(begin)
	return mentoring.PlanOf(contract.Terms{Begins: first, Ends: contract.Last(first, 90), SessionEvery: 11, Measures: m}, time.UTC)
}

// goal is one from 50 to 90, or from a to b.
func goal(ab ...float64) *contract.Goal {
	ab = append(ab, 50, 90)
	return &contract.Goal{Baseline: &ab[0], Target: ab[1]}
}

func TestPlan_CountsItsDaysFromOne(t *testing.T) {
	p := ninety()
	for now, want := range map[int]int{-1: 0, 0: 1, 83: 84, 89: 90, 120: 90} {
		if n, of := p.Day(at(now)); n != want || of != 90 {
			t.Errorf("day %d: %d of %d", now, n, of)
		}
	}
	if p.Left(at(84)) != 6 || p.Left(at(91)) != 0 || p.Sessions() != 8 {
		t.Error(p.Left(at(84)), p.Left(at(91)), p.Sessions())
	}
}

func held(d int) mentoring.Session {
	return mentoring.Session{At: at(d), Minutes: 30, Held: true, Said: "x", Next: "y"}
}

func TestSession_OneThatTheOtherSideDeniesDoesNotCount(t *testing.T) {
	denied, off, ahead := held(30), held(31), mentoring.Session{At: at(40)}
	denied.Objected, off.Off = "I was on leave", "ill"
	all := []mentoring.Session{held(3), held(20), denied, off, ahead}
	if got := mentoring.Last(all, at(35)); !got.Equal(at(20)) || mentoring.Held(all) != 2 || mentoring.NextOf(all) != &all[4] {
		t.Error(got, mentoring.Held(all))
	}
	if got := mentoring.Last(all, at(2)); !got.IsZero() {
		t.Error("a session to come counts", got)
	}
	s := held(3)
	if !s.Waits() || denied.Waits() {
		t.Error("only what is neither confirmed nor denied waits")
	}
}

func TestSession_EachBadOneHasItsSentence(t *testing.T) {
	now := at(50)
	for name, c := range map[string]struct {
		change func(*mentoring.Session)
		says   string
	}{
		"no time":           {func(s *mentoring.Session) { s.At = time.Time{} }, "什么时候"},
		"too long":          {func(s *mentoring.Session) { s.Minutes = 481 }, "8 小时"},
		"too short":         {func(s *mentoring.Session) { s.Minutes = 4 }, "8 小时"},
		"planned past":      {func(s *mentoring.Session) { s.Held = false }, "已经过去"},
		"held to come":      {func(s *mentoring.Session) { s.At = at(51) }, "还没到"},
		"nothing said":      {func(s *mentoring.Session) { s.Said = " \n" }, "谈了什么"},
		"no next step":      {func(s *mentoring.Session) { s.Next = "" }, "下一步"},
		"empty point":       {func(s *mentoring.Session) { s.Agenda = []mentoring.Item{{Typed: " "}} }, "第 1 条"},
		"clip backwards":    {func(s *mentoring.Session) { s.Listened = []mentoring.Clip{{CallID: "c", From: 2, Until: 1}} }, "片段"},
		"too many points":   {func(s *mentoring.Session) { s.Agenda = make([]mentoring.Item, 13) }, "12"},
		"too many clips":    {func(s *mentoring.Session) { s.Listened = make([]mentoring.Clip, 21) }, "20"},
		"notes without end": {func(s *mentoring.Session) { s.Said = strings.Repeat("字", 2001) }, "2000"},
	} {
		s := held(40)
		c.change(&s)
		err := s.Check(now)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(words.Sentence(words.Chinese, err), c.says) {
			t.Errorf("%s: %q", name, words.Sentence(words.Chinese, err))
		}
	}
	s := held(40)
	if err := s.Check(now); err != nil {
		t.Error(err)
	}
}

func TestTimes_AMeasureIsPlannedSoOftenInEachStretch(t *testing.T) {
	p := ninety(contract.Measure{ID: "w", Rhythm: contract.Weekly, Times: 2}, contract.Measure{ID: "o", Rhythm: contract.Once})
	all := p.Times(nil)
	w := slices.DeleteFunc(slices.Clone(all), func(x mentoring.Time) bool { return x.Measure.ID != "w" })
	last := all[len(all)-1]
	if len(w) != p.Terms.Planned(p.Terms.Measures[0]) || w[3].N != 4 || !w[3].From.Equal(at(7)) || !w[3].Due.Equal(at(14)) || !last.Due.Equal(at(90)) {
		t.Errorf("%d %+v %+v", len(w), w[3], last)
	}
}

func TestTimes_EvidenceFillsItsOwnTime(t *testing.T) {
	p := ninety(contract.Measure{ID: "w", Rhythm: contract.Weekly})
	all := p.Times([]mentoring.Deed{{MeasureID: "w", N: 2}, {MeasureID: "x", N: 1}})
	if all[0].Deed != nil || all[1].Deed == nil || mentoring.Overdue(all, at(21)) != 2 || !all[3].Running(at(21)) {
		t.Error(all[:4], mentoring.Overdue(all, at(21)))
	}
}

func TestDeed_NeedsEvidence(t *testing.T) {
	good := mentoring.Deed{MeasureID: "m", N: 1, At: at(1), Note: "2 calls", Proof: mentoring.ProofWord}
	for name, change := range map[string]func(*mentoring.Deed){
		"no word": func(d *mentoring.Deed) { d.Note = " " }, "no time": func(d *mentoring.Deed) { d.N = 0 },
		"to come": func(d *mentoring.Deed) { d.At = at(3) }, "a call without one": func(d *mentoring.Deed) { d.Proof = mentoring.ProofCall },
	} {
		d := good
		if change(&d); d.Check(at(2)) == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if err := good.Check(at(2)); err != nil {
		t.Error(err)
	}
}

func TestHealth_EachReasonAndItsLevel(t *testing.T) {
	now := at(60)
	for name, c := range map[string]struct {
		f     mentoring.Facts
		level mentoring.Level
		says  string
	}{
		"on plan":             {mentoring.Facts{Last: at(50)}, mentoring.Green, "按计划"},
		"a day over the plan": {mentoring.Facts{Last: at(48)}, mentoring.Amber, "12 天没面谈"},
		"21 days":             {mentoring.Facts{Last: at(39)}, mentoring.Amber, "21 天没面谈"},
		"more than 21 days":   {mentoring.Facts{Last: at(37)}, mentoring.Red, "23 天没面谈"},
		"never":               {mentoring.Facts{}, mentoring.Red, "60 天没面谈"},
		"one overdue":         {mentoring.Facts{Last: at(50), Overdue: 1}, mentoring.Amber, "1 项措施过期"},
		"two overdue":         {mentoring.Facts{Last: at(50), Overdue: 2}, mentoring.Amber, "2 项措施过期"},
		"three overdue":       {mentoring.Facts{Last: at(50), Overdue: 3}, mentoring.Red, "3 项措施过期"},
		"worst first":         {mentoring.Facts{Last: at(48), Overdue: 3}, mentoring.Red, "3 项措施过期"},
		"an unhappy mentee":   {mentoring.Facts{Last: at(50), Pulses: []mentoring.Pulse{{Side: mentoring.OfMentee, Value: 2, At: at(50)}}}, mentoring.Amber, "徒弟"},
		"a desperate mentor":  {mentoring.Facts{Last: at(50), Pulses: []mentoring.Pulse{{Side: mentoring.OfMentor, Value: 1, At: at(50)}}}, mentoring.Red, "师傅"},
		"long ago":            {mentoring.Facts{Last: at(50), Pulses: []mentoring.Pulse{{Side: mentoring.OfMentee, Value: 1, At: at(29)}}}, mentoring.Green, "按计划"},
		"better since":        {mentoring.Facts{Last: at(50), Pulses: []mentoring.Pulse{{Side: mentoring.OfMentee, Value: 1, At: at(50)}, {Side: mentoring.OfMentee, Value: 4, At: at(55)}}}, mentoring.Green, "按计划"},
	} {
		c.f.Plan = ninety()
		h := c.f.Health(now)
		if h.Level != c.level || !strings.Contains(h.In(words.Chinese), c.says) || h.Stalled != strings.Contains(c.says, "23 天") && c.says != "60 天没面谈" {
			t.Errorf("%s: %+v %s", name, h, h.In(words.Chinese))
		}
	}
	over := mentoring.Facts{Plan: ninety()}
	if h := over.Health(at(91)); h.Level != mentoring.Green {
		t.Error("an ended contract is still reminded of", h)
	}
}

func scores(n int, value func(i int) float64) []mentoring.Score {
	out := make([]mentoring.Score, n)
	for i := range out {
		out[i] = mentoring.Score{At: begin.Add(time.Duration(i) * 90 * day / time.Duration(n)), Value: value(i)}
	}
	return out
}

func TestGather_AsManyPointsAsHoldTenScores(t *testing.T) {
	for n, want := range map[int]int{0: 0, 5: 3, 45: 4, 400: 8} {
		ps := mentoring.Gather(scores(n, func(int) float64 { return 80 }), begin, at(90))
		sum := 0
		for _, p := range ps {
			sum += p.N
			if n >= 45 && p.Few() {
				t.Error("a point with", p.N)
			}
		}
		if len(ps) != want || sum != n {
			t.Errorf("%d scores: %d points with %d", n, len(ps), sum)
		}
	}
	if ps := mentoring.Gather(scores(40, func(i int) float64 { return float64(100 * (i % 2)) }), begin, at(90)); ps[0].Low < 0 || ps[0].High > 100 || ps[0].Value != 50 {
		t.Error(ps[0])
	}
	if mentoring.Gather(scores(3, func(int) float64 { return 1 }), begin, begin) != nil {
		t.Error("no time, no point")
	}
}

func sum(values ...float64) (s insight.Sum) {
	for _, v := range values {
		s.Add(v)
	}
	return s
}

func many(n int, mean, sd float64) (s insight.Sum) {
	for i := range n {
		s.Add(mean + sd*float64(2*(i%2)-1))
	}
	return s
}

func TestEffect_UnderTenCallsNoTrendIsTold(t *testing.T) {
	e := mentoring.EffectOf(mentoring.Change{Before: many(9, 50, 1), After: many(40, 95, 1)}, nil)
	if e.Verdict != mentoring.FewCalls || e.Diff.Known || e.After.N != 40 {
		t.Errorf("%+v", e)
	}
}

func TestEffect_ARiseThatTheOthersHaveTooIsNoEffect(t *testing.T) {
	own := mentoring.Change{PersonID: "me", Before: many(20, 60, 8), After: many(20, 70, 8)}
	var risen, still []mentoring.Change
	for i := range 6 {
		d := float64(i%3 - 1)
		risen = append(risen, mentoring.Change{PersonID: string(rune('a' + i)), Before: many(10, 60+d, 8), After: many(10, 70+2*d, 8)})
		still = append(still, mentoring.Change{PersonID: string(rune('a' + i)), Before: many(10, 60+d, 8), After: many(10, 60+2*d, 8)})
	}
	if e := mentoring.EffectOf(own, risen); e.Verdict != mentoring.Rose || e.Told() || e.Similar != 6 || math.Abs(e.Theirs-10) > 1e-9 {
		t.Errorf("%+v", e)
	}
	if e := mentoring.EffectOf(own, still); e.Verdict != mentoring.Rose || !e.Told() || e.Net.Low <= 0 {
		t.Errorf("%+v", e)
	}
	if e := mentoring.EffectOf(own, still[:2]); e.Net.Known || !e.Told() {
		t.Errorf("compared with two: %+v", e)
	}
}

// The interval of Net without spread among the others is Welch's own: the
// worked example is that of insight.Difference (NIST, e-Handbook 1.3.5.3).
func TestEffect_WithoutSpreadAmongOthersTheIntervalIsWelchs(t *testing.T) {
	own := mentoring.Change{Before: many(12, 60, 4), After: many(15, 71, 7)}
	var flat []mentoring.Change
	for i := range 4 {
		flat = append(flat, mentoring.Change{PersonID: string(rune('a' + i)), Before: many(6, 60, 3), After: many(6, 60, 3)})
	}
	e := mentoring.EffectOf(own, flat)
	if math.Abs(e.Net.Low-e.Diff.Low) > 1e-9 || math.Abs(e.Net.High-e.Diff.High) > 1e-9 || e.Theirs != 0 {
		t.Errorf("%+v", e)
	}
}

func TestSimilar_BeganAlikeAndWereSeenInBothWindows(t *testing.T) {
	own := mentoring.Change{PersonID: "me", Before: many(20, 60, 5), After: many(20, 70, 5)}
	others := []mentoring.Change{
		{PersonID: "me", Before: many(20, 60, 5), After: many(20, 60, 5)},
		{PersonID: "far", Before: many(20, 76, 5), After: many(20, 60, 5)},
		{PersonID: "few", Before: many(20, 60, 5), After: many(4, 60, 5)},
		{PersonID: "b", Before: many(20, 66, 5), After: many(5, 60, 5)},
		{PersonID: "a", Before: many(20, 58, 5), After: many(5, 60, 5)},
	}
	got := mentoring.Similar(own, others)
	if len(got) != 2 || got[0].PersonID != "a" || got[1].PersonID != "b" {
		t.Error(got)
	}
	if mentoring.Similar(mentoring.Change{After: sum(1)}, others) != nil {
		t.Error("nobody is like somebody without a beginning")
	}
}

func line(now float64, n int, g *contract.Goal) mentoring.Line {
	return mentoring.Line{Source: mentoring.Source{Kind: contract.RubricQuestion}, Now: now, Known: n > 0, N: n, Goal: g}
}

func TestStanding_HalfTheWayIsNear(t *testing.T) {
	up, down, unknown := goal(), goal(300, 200), &contract.Goal{Target: 90}
	for _, c := range []struct {
		l    mentoring.Line
		want mentoring.Standing
	}{{line(90, 10, up), mentoring.Reached}, {line(70, 10, up), mentoring.Near}, {line(69, 10, up), mentoring.Far}, {line(95, 9, up), mentoring.TooFew},
		{line(200, 10, down), mentoring.Reached}, {line(250, 10, down), mentoring.Near}, {line(260, 10, down), mentoring.Far}, {line(95, 20, nil), mentoring.TooFew},
		{line(85, 10, unknown), mentoring.Near}, {line(84, 10, unknown), mentoring.Far}} {
		if got := c.l.Standing(); got != c.want {
			t.Errorf("%v: %d", c.l.Now, got)
		}
	}
}

func TestProgress_BothModes(t *testing.T) {
	p := ninety(contract.Measure{ID: "m", Rhythm: contract.Monthly})
	times := p.Times([]mentoring.Deed{{MeasureID: "m", N: 1}})
	g := goal()
	lines := []mentoring.Line{line(91, 10, g), line(75, 10, g), line(50, 10, g), line(60, 3, g), line(60, 30, nil)}
	got := mentoring.ProgressOf(&p, []mentoring.Session{held(3), held(20)}, times, lines, at(60))
	if got.Day != 61 || got.Sessions != (mentoring.Count{Done: 2, Due: 5, All: 8}) || got.Measures.Done != 1 || got.Measures.All != len(times) || got.Goals[mentoring.TooFew] != 1 {
		t.Errorf("%+v", got)
	}
	if s := got.Share(mentoring.ByGoals); math.Abs(s-3.0/8) > 1e-12 {
		t.Error(s)
	}
	if s := got.Share(mentoring.ByMeasures); math.Abs(s-3.0/float64(8+len(times))) > 1e-12 {
		t.Error(s)
	}
}

func TestNext_SaysWhatToDo(t *testing.T) {
	g := goal()
	loss := &mentoring.Loss{CallID: "c", At: at(80), From: time.Minute}
	with := func(l mentoring.Line, change func(*mentoring.Line)) mentoring.Line { change(&l); return l }
	exam := mentoring.Line{Source: mentoring.Source{Kind: contract.Exam}, Points: make([]mentoring.Point, 1), CaseID: "k", Missed: 2}
	cards := mentoring.Line{Source: mentoring.Source{Kind: mentoring.Cards}, Known: true, Now: 85, N: 4, Goal: g}
	for name, c := range map[string]struct {
		l    mentoring.Line
		act  mentoring.Act
		says string
	}{
		"too few":          {line(60, 3, g), mentoring.ActMore, "再评 7 通"},
		"met, to prove":    {line(95, 6, g), mentoring.ActCalls, "再有 4 通"},
		"met":              {line(95, 12, g), mentoring.ActNone, "保持"},
		"flat":             {with(line(60, 12, g), func(l *mentoring.Line) { l.Loss, l.Effect.Verdict = loss, mentoring.Alike }), mentoring.ActListen, "11-19"},
		"rising":           {with(line(81, 12, g), func(l *mentoring.Line) { l.Loss, l.Effect.Verdict = loss, mentoring.Rose }), mentoring.ActCalls, "差 9"},
		"no goal":          {line(81, 12, nil), mentoring.ActContract, "目标"},
		"resit":            {with(exam, func(l *mentoring.Line) { l.Resit = at(85) }), mentoring.ActCase, "补考"},
		"resit, all known": {with(exam, func(l *mentoring.Line) { l.Resit, l.Missed = at(85), 0 }), mentoring.ActCase, "都学完"},
		"no resit":         {exam, mentoring.ActCase, "还没安排"},
		"failed, no case":  {with(exam, func(l *mentoring.Line) { l.CaseID = "" }), mentoring.ActExams, "错题"},
		"passed":           {with(exam, func(l *mentoring.Line) { l.Passed = true }), mentoring.ActNone, "保持"},
		"cards":            {with(cards, func(l *mentoring.Line) { l.Daily = 20 }), mentoring.ActNone, "差 5"},
		"cards forgotten":  {cards, mentoring.ActCards, "一周"},
		"no cards":         {with(cards, func(l *mentoring.Line) { l.Known = false }), mentoring.ActCards, "十张"},
		"play again":       {mentoring.Line{Source: mentoring.Source{Kind: mentoring.RolePlay, Ref: "s"}, Known: true, Now: 78, Level: 2}, mentoring.ActRolePlay, "提示"},
		"never played":     {mentoring.Line{Source: mentoring.Source{Kind: mentoring.RolePlay, Ref: "s"}}, mentoring.ActRolePlay, "还没练"},
		"indicator":        {mentoring.Line{Source: mentoring.Source{Kind: contract.Indicator, Ref: "calls"}, Known: true, Now: 82, Goal: g}, mentoring.ActFigures, "指标"},
		"no certificate":   {mentoring.Line{Source: mentoring.Source{Kind: contract.Certificate}}, mentoring.ActExams, "考试"},
	} {
		s := c.l.Next()
		if s.Act != c.act || !strings.Contains(s.Text.In(words.Chinese), c.says) {
			t.Errorf("%s: %s %q", name, s.Act, s.Text.In(words.Chinese))
		}
	}
}

func TestPropose_FromOpenWeakPointsToTheEndOfTheContract(t *testing.T) {
	g := goal()
	weak := func(now float64, name string) mentoring.Line {
		l := line(now, 12, g)
		l.Name, l.Loss = name, &mentoring.Loss{CallID: name, Call: "报修", At: at(80), From: 78 * time.Second}
		return l
	}
	exam := mentoring.Line{Source: mentoring.Source{Kind: contract.Exam}, Name: "抄表", Missed: 2, Resit: at(88), Points: make([]mentoring.Point, 1)}
	p := ninety(contract.Measure{ID: "m", What: "复盘", Rhythm: contract.Weekly})
	last := held(75)
	ground := mentoring.Ground{Plan: p, Lines: []mentoring.Line{weak(85, "a"), weak(60, "b"), weak(95, "met"), weak(70, "c"), exam}, Times: p.Times(nil)[:2], Last: &last}
	items := ground.Propose(at(84))
	if end := items[len(items)-1]; end.Act != mentoring.ActContract {
		t.Error(end)
	}
	items = items[:len(items)-1]
	var acts, ids []string
	for _, it := range items {
		acts, ids = append(acts, string(it.Act)), append(ids, it.ID)
	}
	if !slices.Equal(acts, []string{"", "listen", "listen", "case", "measure"}) || ids[1] != "b" || ids[2] != "c" || items[1].From != 78000 {
		t.Error(acts, ids)
	}
	if got := items[1].In(words.Chinese); got != "一起听 11-19 报修：b" {
		t.Error(got)
	}
	ground.Last = nil
	if first := ground.Propose(at(1)); first[0].Act != mentoring.ActContract {
		t.Error("a first session begins with the goals", first)
	}
}

// The folded line and the escaped text are the examples of RFC 5545, 3.1 and 3.3.11.
func TestCalendar_FoldsAndEscapesAsTheStandardSays(t *testing.T) {
	got := string(mentoring.Calendar([]mentoring.Event{{UID: "s1@shifu", Number: 2, Begins: time.Date(2026, 11, 25, 16, 30, 0, 0, time.FixedZone("CST", 8*3600)), Lasts: 30 * time.Minute,
		Title: "Project XYZ Final Review\nConference Room - 3B\nCome Prepared.", Description: `a;b,c\d` + "\x07", Remind: 15 * time.Minute}}, at(0)))
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "UID:s1@shifu\r\n", "SEQUENCE:2\r\n", "DTSTAMP:20260831T000000Z\r\n", "DTSTART:20261125T083000Z\r\nDTEND:20261125T090000Z\r\n",
		"SUMMARY:Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.\r\n", `DESCRIPTION:a\;b\,c\\d` + "\r\n", "TRIGGER:-PT15M\r\n", "STATUS:CONFIRMED\r\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	off := string(mentoring.Calendar([]mentoring.Event{{UID: "x", Off: true, Remind: time.Minute}}, at(0)))
	if !strings.Contains(off, "STATUS:CANCELLED\r\n") || strings.Contains(off, "VALARM") {
		t.Error(off)
	}
}

func FuzzCalendar(f *testing.F) {
	f.Add("一起听 11-20 故障报修 1:18 至 1:33，找复述地址的时机；再过一遍“峰谷计量”错卡", "x\r\ny")
	f.Add(strings.Repeat("a", 80), "\xff\xfe")
	f.Fuzz(func(t *testing.T, title, text string) {
		out := mentoring.Calendar([]mentoring.Event{{UID: "u", Begins: begin, Lasts: time.Hour, Title: title, Description: text}}, begin)
		if !utf8.Valid(out) || bytes.Contains(bytes.ReplaceAll(out, []byte("\r\n"), nil), []byte("\n")) {
			t.Fatal("no text of the standard")
		}
		for _, l := range strings.Split(string(out), "\r\n") {
			if len(l) > 75 {
				t.Fatalf("%d octets: %q", len(l), l)
			}
		}
		whole := strings.ReplaceAll(string(out), "\r\n ", "")
		if n := strings.Count(whole, "\r\nBEGIN:"); n != 1 {
			t.Fatalf("a text opened %d components", n)
		}
	})
}
