package exam_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/training/bank"
	"shifu/training/exam"
)

func at(hour, minute int) time.Time { return time.Date(2026, 3, 2, hour, minute, 0, 0, time.UTC) }

// clocks are two clocks that a test moves.
type clocks struct{ exam.Reading }

func (c *clocks) pass(d time.Duration)  { c.Wall, c.Mono = c.Wall.Add(d), c.Mono+d }
func (c *clocks) set(d time.Duration)   { c.Wall = c.Wall.Add(d) } // somebody sets the clock
func (c *clocks) sleep(d time.Duration) { c.Wall = c.Wall.Add(d) } // the computer sleeps: only the wall clock goes on
func (c *clocks) restart(run string)    { c.Run, c.Mono = run, 0 }

func sitting(limit time.Duration) (*exam.Attempt, *clocks) {
	c := &clocks{exam.Reading{Wall: at(9, 0), Mono: time.Hour, Run: "1"}}
	a := &exam.Attempt{State: exam.Running, Began: c.Wall, Limit: limit, Meter: exam.Meter{Seen: c.Reading}}
	for range 5 {
		a.Paper.Items = append(a.Paper.Items, exam.Item{QuestionID: "q", Mark: 2})
	}
	return a, c
}

func answer(place int, option int) exam.Event {
	return exam.Event{Deed: exam.Answered, Place: place, Answer: bank.Answer{Options: []int{option}}}
}

func TestMeter_NoTrickWithTheClockGainsTime(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(c *clocks, read func())
		want time.Duration
	}{
		"nothing odd":               {func(c *clocks, read func()) { c.pass(10 * time.Minute) }, 10 * time.Minute},
		"set back an hour":          {func(c *clocks, read func()) { c.pass(10 * time.Minute); c.set(-time.Hour); read() }, 10 * time.Minute},
		"set back, then going on":   {func(c *clocks, read func()) { c.set(-time.Hour); read(); c.pass(5 * time.Minute) }, 5 * time.Minute},
		"set back unseen, going on": {func(c *clocks, read func()) { c.set(-time.Hour); c.pass(5 * time.Minute) }, 5 * time.Minute},
		"asleep for half an hour":   {func(c *clocks, read func()) { c.pass(time.Minute); c.sleep(30 * time.Minute) }, 31 * time.Minute},
		"set back, then asleep":     {func(c *clocks, read func()) { c.set(-time.Hour); read(); c.sleep(30 * time.Minute) }, 30 * time.Minute},
		"set forward":               {func(c *clocks, read func()) { c.set(20 * time.Minute); read(); c.pass(time.Minute) }, 21 * time.Minute},
		"killed and opened again":   {func(c *clocks, read func()) { c.pass(time.Minute); read(); c.pass(3 * time.Minute); c.restart("2") }, 4 * time.Minute},
		"killed, set back": {func(c *clocks, read func()) {
			c.pass(time.Minute)
			read()
			c.set(-time.Hour)
			c.restart("2")
			read()
			c.pass(time.Minute)
		}, 2 * time.Minute},
	} {
		_, k := sitting(0)
		m := exam.Meter{Seen: k.Reading}
		read := func() { m.Tick(k.Reading) }
		c.do(k, read)
		if read(); m.Used != c.want {
			t.Errorf("%s: %v used, want %v", name, m.Used, c.want)
		}
	}
}

func TestMeter_NeverRunsBackwardsAndNeverBelowEitherClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, k := sitting(0)
		m := exam.Meter{Seen: k.Reading}
		mono := k.Mono
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			before := m.Used
			d := time.Duration(rapid.Int64Range(-int64(time.Hour), int64(time.Hour)).Draw(t, "set"))
			k.pass(time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "pass")))
			k.set(d)
			if m.Tick(k.Reading); m.Used < before {
				t.Fatal("time came back")
			}
		}
		if m.Used < k.Mono-mono {
			t.Fatalf("%v used in %v", m.Used, k.Mono-mono)
		}
	})
}

func TestTick_AClockThatWasSetIsRecorded(t *testing.T) {
	a, c := sitting(time.Hour)
	c.pass(time.Minute)
	a.Tick(exam.Rules{}, c.Reading)
	if len(a.Jumps) != 0 {
		t.Fatal(a.Jumps)
	}
	c.set(-10 * time.Minute)
	a.Tick(exam.Rules{}, c.Reading)
	c.sleep(7 * time.Minute)
	a.Tick(exam.Rules{}, c.Reading)
	if want := []exam.Jump{{-10 * time.Minute}, {7 * time.Minute}}; !reflect.DeepEqual(a.Jumps, want) {
		t.Fatal(a.Jumps)
	}
}

func TestTick_WhenTheTimeIsUp(t *testing.T) {
	grace := exam.Rules{Limit: time.Hour, Expiry: exam.Grace, Grace: 5 * time.Minute}
	for name, c := range map[string]struct {
		r     exam.Rules
		after time.Duration
		want  exam.AttemptState
		late  bool
	}{
		"a second before":           {exam.Rules{}, time.Hour - time.Second, exam.Running, false},
		"handed in by itself":       {exam.Rules{}, time.Hour, exam.Submitted, true},
		"in the grace period":       {grace, time.Hour + 4*time.Minute, exam.Overdue, false},
		"after the grace period":    {grace, time.Hour + 5*time.Minute, exam.Discarded, true},
		"counts for nothing":        {exam.Rules{Expiry: exam.Discard}, time.Hour, exam.Discarded, true},
		"the exam closes before":    {exam.Rules{Limit: time.Hour, Closes: at(9, 30)}, 30 * time.Minute, exam.Submitted, true},
		"extra time beyond closing": {exam.Rules{Limit: 50 * time.Minute, Closes: at(9, 30)}, 35 * time.Minute, exam.Running, false},
	} {
		a, k := sitting(time.Hour)
		k.pass(c.after)
		if a.Tick(c.r, k.Reading); a.State != c.want || a.Late != c.late {
			t.Errorf("%s: %s, late %v", name, a.State, a.Late)
		}
	}
}

func TestTick_ClosingIsNotPutOffByAClockSetBack(t *testing.T) {
	a, c := sitting(0)
	r := exam.Rules{Closes: at(9, 30)}
	c.set(-time.Hour)
	c.pass(30 * time.Minute)
	if a.Tick(r, c.Reading); a.State != exam.Submitted {
		t.Fatal(a.State, a.Now())
	}
}

func TestApply_InTheGracePeriodOneMayHandInButNotAnswer(t *testing.T) {
	a, c := sitting(time.Hour)
	r := exam.Rules{Limit: time.Hour, Expiry: exam.Grace, Grace: 5 * time.Minute}
	c.pass(time.Hour)
	if err := a.Apply(r, answer(0, 1), nil, c.Reading); !fault.Is(err, fault.Conflict) || len(a.Answers) != 0 {
		t.Fatal(err)
	}
	if err := a.Submit(); err != nil || a.State != exam.Submitted || !a.Late {
		t.Fatal(err, a.State)
	}
	if err := a.Submit(); !fault.Is(err, fault.Conflict) {
		t.Fatal("handed in twice", err)
	}
}

func TestApply_AnAnswerAfterTheTimeIsRefusedAndTheRestHandedIn(t *testing.T) {
	a, c := sitting(time.Hour)
	if err := a.Apply(exam.Rules{}, answer(0, 1), nil, c.Reading); err != nil {
		t.Fatal(err)
	}
	c.pass(time.Hour)
	err := a.Apply(exam.Rules{}, answer(0, 0), nil, c.Reading)
	if !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Sentence(err), "handed in") || a.State != exam.Submitted || a.Answers[0].Options[0] != 1 {
		t.Fatal(err, a.State, a.Answers)
	}
}

func TestApply_SequentialGoesForwardsOneByOne(t *testing.T) {
	a, c := sitting(0)
	r := exam.Rules{Sequential: true}
	for _, s := range []struct {
		e  exam.Event
		ok bool
	}{{answer(0, 0), true}, {answer(1, 0), false}, {exam.Event{Deed: exam.Moved, Place: 2}, false}, {exam.Event{Deed: exam.Moved, Place: 1}, true},
		{answer(0, 1), false}, {exam.Event{Deed: exam.Moved, Place: 0}, false}, {exam.Event{Deed: exam.Flagged, Place: 0}, false}, {answer(1, 0), true},
		{exam.Event{Deed: exam.Moved, Place: 5}, false}, {exam.Event{Deed: exam.Moved, Place: -1}, false}} {
		if err := a.Apply(r, s.e, nil, c.Reading); (err == nil) != s.ok {
			t.Errorf("%+v: %v", s.e, err)
		}
	}
	if a.Here != 1 || len(a.Answers) != 2 || a.Answers[0].Options[0] != 0 {
		t.Error(a.Here, a.Answers)
	}
}

func TestApply_AClipPlaysAsOftenAsAllowed(t *testing.T) {
	a, c := sitting(0)
	play := exam.Event{Deed: exam.Played, Place: 2}
	clip := &bank.Clip{Plays: 2}
	for i := range 3 {
		if err := a.Apply(exam.Rules{}, play, clip, c.Reading); (err == nil) != (i < 2) {
			t.Error(i, err)
		}
	}
	if a.Plays[2] != 2 {
		t.Error(a.Plays)
	}
	if err := a.Apply(exam.Rules{}, play, nil, c.Reading); !fault.Is(err, fault.Invalid) {
		t.Error("a question without a recording played", err)
	}
}

func TestApply_LossesOfFocusAreRecordedWithTheirLength(t *testing.T) {
	a, c := sitting(0)
	for _, s := range []struct {
		d     exam.Deed
		after time.Duration
	}{{exam.Left, time.Minute}, {exam.Returned, 20 * time.Second}, {exam.Returned, time.Minute}, {exam.Left, time.Minute}} {
		c.pass(s.after)
		if err := a.Apply(exam.Rules{}, exam.Event{Deed: s.d}, nil, c.Reading); err != nil {
			t.Fatal(err)
		}
	}
	if len(a.Away) != 2 || a.Away[0].For != 20*time.Second || !a.Away[0].From.Equal(at(9, 1)) || a.Away[1].For != 0 {
		t.Errorf("%+v", a.Away)
	}
}

func TestApply_AnAnswerOfAMegabyteIsRefused(t *testing.T) {
	a, c := sitting(0)
	err := a.Apply(exam.Rules{}, exam.Event{Deed: exam.Answered, Answer: bank.Answer{Text: strings.Repeat("长", 400_000)}}, nil, c.Reading)
	if !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
}

func TestAgain_BringsTheAttemptBackExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, c := sitting(3 * time.Hour)
		back, _ := sitting(3 * time.Hour)
		clip := &bank.Clip{Plays: 2}
		for range rapid.IntRange(0, 40).Draw(t, "events") {
			c.pass(time.Duration(rapid.Int64Range(0, int64(time.Minute)).Draw(t, "pass")))
			c.set(time.Duration(rapid.Int64Range(-int64(time.Minute), int64(time.Minute)).Draw(t, "set")))
			e := answer(rapid.IntRange(0, 4).Draw(t, "place"), rapid.IntRange(0, 3).Draw(t, "option"))
			if e.Deed = rapid.SampledFrom([]exam.Deed{exam.Answered, exam.Moved, exam.Flagged, exam.Cleared, exam.Played, exam.Left, exam.Returned, exam.Read}).Draw(t, "deed"); e.Deed != exam.Answered {
				e.Answer = bank.Answer{}
			}
			if err := a.Apply(exam.Rules{}, e, clip, c.Reading); err == nil {
				back.Again(e, a.Meter)
			} else if e.Deed == exam.Played { // time went on: the next event that is kept carries it
				back.Again(exam.Event{Deed: exam.Read}, a.Meter)
				back.Events--
			}
		}
		is, _ := json.Marshal(a)
		was, _ := json.Marshal(back)
		if string(is) != string(was) {
			t.Fatalf("%s\n%s", is, was)
		}
	})
}

func TestMayBegin_SaysWhatStandsAgainstItAndUntilWhen(t *testing.T) {
	r := exam.Rules{Opens: at(8, 0), Closes: at(20, 0), Attempts: 3, FirstDelay: time.Hour, LaterDelay: 3 * time.Hour}
	ended := func(ts ...time.Time) (out []exam.Before) {
		for _, t := range ts {
			out = append(out, exam.Before{State: exam.Marked, Ended: t})
		}
		return out
	}
	for name, c := range map[string]struct {
		now     time.Time
		earlier []exam.Before
		c       exam.Concession
		ok      bool
	}{
		"not open yet":               {at(7, 59), nil, exam.Concession{}, false},
		"opens now":                  {at(8, 0), nil, exam.Concession{}, true},
		"closed":                     {at(20, 0), nil, exam.Concession{}, false},
		"too soon after the first":   {at(9, 59), ended(at(9, 0)), exam.Concession{}, false},
		"an hour after the first":    {at(10, 0), ended(at(9, 0)), exam.Concession{}, true},
		"too soon after the second":  {at(12, 59), ended(at(9, 0), at(10, 0)), exam.Concession{}, false},
		"3 hours after the second":   {at(13, 0), ended(at(9, 0), at(10, 0)), exam.Concession{}, true},
		"all used":                   {at(19, 0), ended(at(9, 0), at(10, 0), at(11, 0)), exam.Concession{}, false},
		"one more for this person":   {at(19, 0), ended(at(9, 0), at(10, 0), at(11, 0)), exam.Concession{Attempts: 1}, true},
		"and not two more for them":  {at(19, 0), ended(at(9, 0), at(10, 0), at(11, 0), at(12, 0)), exam.Concession{Attempts: 1}, false},
		"attempts without any limit": {at(9, 0), nil, exam.Concession{}, true},
	} {
		if err := r.MayBegin(c.now, c.earlier, c.c); (err == nil) != c.ok || err != nil && !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestGrade_ByMethod(t *testing.T) {
	for g, want := range map[exam.Grading]float64{"": .9, exam.Highest: .9, exam.Average: .7, exam.First: .5, exam.Last: .7} {
		r := exam.Rules{Grading: g}
		if got, ok := r.Grade([]float64{.5, .9, .7}); !ok || got < want-1e-12 || got > want+1e-12 {
			t.Errorf("%s: %v", g, got)
		}
		if _, ok := r.Grade(nil); ok {
			t.Error("a grade of nothing")
		}
	}
}

func TestView_InEachOfTheFourMoments(t *testing.T) {
	all := exam.View{Response: true, Mark: true, Right: true, Feedback: true}
	r := exam.Rules{Closes: at(20, 0), Review: map[exam.Moment]exam.View{exam.During: all, exam.JustAfter: {Mark: true}, exam.AfterClose: all}}
	for name, c := range map[string]struct {
		ended, now time.Time
		want       exam.View
	}{
		"during, right answers stay hidden": {time.Time{}, at(9, 0), exam.View{Response: true}},
		"just after":                        {at(9, 0), at(9, 1), exam.View{Mark: true}},
		"two minutes later":                 {at(9, 0), at(9, 2), exam.View{}},
		"after the close":                   {at(9, 0), at(20, 0), all},
		"just after, but closed":            {at(19, 59), at(20, 0), all},
	} {
		if got := r.View(c.ended, c.now); got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
