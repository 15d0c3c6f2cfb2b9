package queuelog

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/routing"
	"shifu/routing/sim"
)

// morning is written by hand: five calls in two queues, of which one began
// before the log and one does not end in it.
const morning = `1767571200|NONE|NONE|NONE|QUEUESTART|
1767571200|NONE|power|a/1|ADDMEMBER|
1767571201|old|power|a/1|COMPLETECALLER|3|100|1
1767571205|c1|power|NONE|ENTERQUEUE||13900000001|1
1767571205|c1|power|a/1|CONNECT|0|b1|0
1767571210|c2|power|NONE|ENTERQUEUE||13900000002|1
1767571212|c3|bill|NONE|ENTERQUEUE||13900000003|1
1767571213|c3|bill|NONE|ABANDON|1|1|1
1767571220|c4|power|NONE|ENTERQUEUE||13900000004|2
1767571230|c1|power|a/1|COMPLETEAGENT|0|25|1
1767571231|c2|power|a/1|RINGNOANSWER|1000
1767571240|c2|power|a/1|CONNECT|30|b2|5
1767571250|c4|power|NONE|EXITWITHKEY|7|1|2|30
1767571260|c5|power|NONE|ENTERQUEUE||13900000005|1
1767571265|c5|power|NONE|ABANDON|1|1|5
1767571290|c2|power|a/1|BLINDTRANSFER|100|default|30|50|1
1767571300|c6|power|NONE|ENTERQUEUE||13900000006|1
1767571310|NONE|NONE|NONE|MYOWNEVENT|x
`

func read(t *testing.T, text string) *History {
	t.Helper()
	h, err := Read("queue_log", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func is(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > 1e-12 {
		t.Errorf("%s is not %v", what, want)
	}
}

// power: O 5 (one still waits, one left by key), A 2 (waits 0 and 30), X 1 (5 s).
func TestMeasure_IsRightByHand(t *testing.T) {
	r := read(t, morning).Measure(20, 5)
	p := r.Queues["power"]
	if p.Offered != 5 || p.Answered != 2 || p.Abandoned != 1 || p.Blocked != 0 {
		t.Errorf("%+v", p)
	}
	is(t, "answer_rate", p.AnswerRate, 2./5)
	is(t, "abandon_rate", p.AbandonRate, 1./5)
	is(t, "sl_a", p.SLa, 1./2)
	is(t, "sl_b", p.SLb, 1./3)
	is(t, "sl_c", p.SLc, 2./3)
	is(t, "sl_d", p.SLd, 1./2)
	is(t, "sl_e", p.SLe, 1./3) // 5 s is not shorter than 5 s
	is(t, "sl_f", p.SLf, 1./3)
	is(t, "p_wait", p.PWait, 4./5)
	is(t, "asa_s", p.ASA, 15)
	is(t, "wait_mean_s", p.WaitMean, 35./3)
	is(t, "wait_abandoned_s", p.WaitAbandoned, 5)
	is(t, "queue_mean", p.QueueMean, (0+30+30+5+10)/110.)
	b := r.Queues["bill"]
	is(t, "sl_e without its only, short call", b.SLf, 1)
	if b.SLa != nil || b.SLe != nil || b.ASA != nil {
		t.Error("0/0 is a number")
	}
	if r.Total.Offered != 6 || r.Total.Abandoned != 2 {
		t.Errorf("%+v", r.Total)
	}
}

func TestRead_KnowsTalkAgentsMembersAndWhatCameBefore(t *testing.T) {
	h := read(t, morning)
	if h.Earlier != 0 || len(h.Visits) != 6 || h.Visits[0].Talk != 25 || h.Visits[1].Talk != 50 || h.Agents[h.Visits[0].Agent] != "a/1" {
		t.Errorf("%+v", h)
	}
	if len(h.Members) != 1 || h.Members[0].From != 1767571200 || h.Members[0].Until != 1767571310 {
		t.Errorf("%+v", h.Members)
	}
	if h = read(t, "1767571205|c1|power|a/1|CONNECT|7|b1|0\n"); h.Earlier != 1 || len(h.Visits) != 0 {
		t.Errorf("a call that came before the log is counted: %+v", h)
	}
}

func TestRead_BrokenLinesAreRefusedWithTheirNumber(t *testing.T) {
	for name, c := range map[string]struct{ text, line, field string }{
		"few fields":    {morning + "1767571311|c7|power\n", "19", "line"},
		"no time":       {"soon|c1|power|NONE|ENTERQUEUE||1|1\n", "1", "time"},
		"negative time": {"-5|c1|power|NONE|ENTERQUEUE||1|1\n", "1", "time"},
		"no wait":       {"1767571205|c1|power|NONE|ABANDON|1|1|\n", "1", "ABANDON"},
		"negative wait": {"1767571205|c1|power|a/1|CONNECT|-3|b1|0\n", "1", "CONNECT"},
		"NaN":           {"1767571205|c1|power|a/1|COMPLETEAGENT|3|NaN|1\n", "1", "COMPLETEAGENT"},
		"too long":      {strings.Repeat("x", 1<<17), "1", "line"},
	} {
		_, err := Read("queue_log", strings.NewReader(c.text))
		if s := fault.Sentence(err); !fault.Is(err, fault.Invalid) || !strings.Contains(s, "line "+c.line+", "+c.field+":") {
			t.Errorf("%s: %q", name, s)
		}
	}
	if _, err := Read("queue_log", strings.NewReader("")); !fault.Is(err, fault.Invalid) {
		t.Errorf("an empty log is not refused: %v", err)
	}
}

func TestReadTable_AsterisksTableIsTheSameAsItsLog(t *testing.T) {
	var b strings.Builder
	b.WriteString("time,callid,queuename,agent,event,data1,data2,data3,data4,data5\n")
	for _, line := range strings.Split(strings.TrimSpace(morning), "\n") {
		fields := strings.Split(line, "|")
		for len(fields) < 10 {
			fields = append(fields, "")
		}
		b.WriteString(strings.Join(fields[:10], ",") + "\n")
	}
	h, err := ReadTable("log.csv", strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprintf("%+v", *h), fmt.Sprintf("%+v", *read(t, morning)); got != want {
		t.Errorf("%s\nis not\n%s", got, want)
	}
}

func TestReadTable_TakesAListOfCalls(t *testing.T) {
	h, err := ReadTable("calls.csv", strings.NewReader("队列;呼入时间;接通时间;结束时间;坐席\n报修;2026-01-05 08:00:00;2026-01-05 08:00:12;2026-01-05 08:03:12;李\n报修;2026/1/5 8:01:00;;2026/1/5 8:01:40;\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Visits) != 2 || h.Visits[0].Wait != 12 || h.Visits[0].Talk != 180 || h.Visits[1].Outcome != Abandoned || h.Visits[1].Wait != 40 {
		t.Errorf("%+v", h.Visits)
	}
	for name, text := range map[string]string{
		"other columns": "a,b\n1,2\n", "no time": "queue,arrived,ended\nq,soon,later\n", "ends first": "queue,arrived,ended\nq,100,50\n",
		"answered late": "queue,arrived,answered,ended\nq,100,300,200\n", "empty": "",
	} {
		if _, err := ReadTable("x.csv", strings.NewReader(text)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s is not refused: %v", name, err)
		}
	}
}

// crowded is a scenario that makes every kind of line.
func crowded() *routing.Scenario {
	return &routing.Scenario{Horizon: routing.Horizon{Duration: 4 * 3600, Interval: 3600, Closing: routing.Drop},
		Types:  []routing.Type{{Name: "fault|report", Arrivals: routing.Arrivals{PerMinute: []float64{3}}, Service: routing.Exp(120), Patience: routing.Exp(60), Within: 20}},
		Groups: []routing.Group{{Name: "own", Agents: []int{6, 4, 5, 6}, Ring: routing.Exp(4), Miss: 0.05, Limit: 15, Misses: 1, Rest: 60}},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{"fault|report": {"own": 1}}, AgentChooses: routing.Table{"own": {"fault|report": 1}}}}
}

func simulated(t testing.TB, s *routing.Scenario) (string, sim.Tally) {
	t.Helper()
	p, err := sim.NewPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := NewWriter(&b, s)
	r := p.Start(1)
	r.Listen(w)
	r.Reset(1)
	if err := r.Advance(context.Background(), 0); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), r.Units()[0].Types[0]
}

func TestRead_TheOrderOfLinesDoesNotMatter(t *testing.T) {
	want := read(t, morning).Measure(20, 5)
	lines := strings.SplitAfter(morning, "\n")
	lines = lines[:len(lines)-1]
	late := slices.Insert(slices.Delete(slices.Clone(lines), 10, 11), 3, lines[10]) // a line of a later second, early
	slices.Reverse(lines)
	for name, text := range map[string]string{"newest first": strings.Join(lines, ""), "one early": strings.Join(late, ""),
		"with a mark of its encoding": "\uFEFF" + morning} {
		if got := read(t, text).Measure(20, 5); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

func TestReadTable_TheOrderOfRowsDoesNotMatter(t *testing.T) {
	rows := []string{"20,c,q,a/1,COMPLETECALLER,0,10,1\n", "10,c,q,a/1,CONNECT,0,b,0\n", "10,c,q,NONE,ENTERQUEUE,,1,1\n"}
	for _, text := range []string{strings.Join(rows, ""), rows[2] + rows[1] + rows[0]} {
		h, err := ReadTable("x.csv", strings.NewReader("time,callid,queuename,agent,event,data1,data2,data3\n"+text))
		if err != nil || len(h.Visits) != 1 || h.Visits[0].Outcome != Answered || h.Visits[0].Talk != 10 {
			t.Errorf("%+v, %v", h, err)
		}
	}
}

func TestRead_ABrokenLineIsToldByItsPlaceInTheFileInAnyOrder(t *testing.T) {
	_, err := Read("queue_log", strings.NewReader("20|c|q|NONE|ENTERQUEUE||1|1\n10|b|q|NONE|ENTERQUEUE||1|1\nbroken\n"))
	if err == nil || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("%v", err)
	}
}

func TestWriter_WhatItWritesIsReadAsTheSameCalls(t *testing.T) {
	text, tally := simulated(t, crowded())
	for _, event := range []string{"ENTERQUEUE", "CONNECT", "COMPLETECALLER", "ABANDON", "RINGNOANSWER", "ADDMEMBER", "REMOVEMEMBER", "PAUSE", "UNPAUSE", "QUEUESTART"} {
		if !strings.Contains(text, "|"+event+"|") {
			t.Errorf("there is no %s", event)
		}
	}
	f := read(t, text).Measure(20, 5).Queues["fault_report"]
	if f.Offered != tally.Offered || f.Answered != tally.Answered || f.Abandoned != tally.Abandoned {
		t.Errorf("%+v was read as %+v", tally, f)
	}
	if want := float64(tally.WaitAnswered) / 1e6 / float64(tally.Answered); math.Abs(*f.ASA-want) > 0.15 {
		t.Errorf("asa_s is %v, not %v to the second", *f.ASA, want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(morning))
	f.Add([]byte("queue,arrived,answered,ended\nq,1,2,3\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func() (*History, error){
			func() (*History, error) { return Read("x", bytes.NewReader(data)) },
			func() (*History, error) { return ReadTable("x", bytes.NewReader(data)) },
		} {
			h, err := read()
			if err != nil && fault.KindOf(err) != fault.Invalid {
				t.Errorf("refused without a sentence: %v", err)
			}
			if err == nil {
				h.Measure(20, 5)
			}
		}
	})
}

// A log of a million lines is read in less than three seconds.
func BenchmarkRead_MillionLines(b *testing.B) {
	s := crowded()
	s.Horizon = routing.Horizon{Calls: 400_000, Closing: routing.Serve}
	s.Groups[0].Agents = []int{6}
	text, _ := simulated(b, s)
	text = strings.Join(strings.SplitAfterN(text, "\n", 1_000_001)[:1_000_000], "")
	for b.Loop() {
		h, err := Read("queue_log", strings.NewReader(text))
		if err != nil {
			b.Fatal(err)
		}
		h.Measure(20, 5)
	}
	b.ReportMetric(float64(b.Elapsed().Seconds())/float64(b.N), "s/million-lines")
}
