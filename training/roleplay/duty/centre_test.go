package duty_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/training/roleplay/duty"
)

func open(t *testing.T, plan string) (*duty.Centre, duty.Plan) {
	t.Helper()
	p, ok := duty.Find(plan)
	if !ok {
		t.Fatal("no plan", plan)
	}
	c, err := duty.Open(p, 7)
	if err != nil {
		t.Fatal(err)
	}
	return c, p
}

// until lets time pass second by second until the seat is in a state.
func until(t *testing.T, c *duty.Centre, s duty.State) {
	t.Helper()
	for range 3600 {
		if c.Seat().State == s {
			return
		}
		if err := c.Until(c.Now() + time.Second); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatalf("the seat never is %s", s)
}

func TestPlans_EachCanBeWorked(t *testing.T) {
	for _, p := range duty.Plans {
		c, _ := open(t, p.ID)
		if err := c.Do(duty.Act{Kind: duty.Ready}); err != nil {
			t.Fatal(p.ID, err)
		}
		until(t, c, duty.IsRung)
	}
}

func TestCentre_WhoIsReadyIsRungAndTakesOneCallAtATime(t *testing.T) {
	c, _ := open(t, "outage")
	if err := c.Do(duty.Act{Kind: duty.Answer}); !fault.Is(err, fault.Conflict) {
		t.Fatal("nothing rings:", err)
	}
	for n := range 3 {
		if err := c.Do(duty.Act{Kind: duty.Ready, At: c.Now()}); err != nil {
			t.Fatal(err)
		}
		until(t, c, duty.IsRung)
		if err := c.Do(duty.Act{Kind: duty.Answer, At: c.Now()}); err != nil {
			t.Fatal(err)
		}
		if err := c.Until(c.Now() + 3*time.Minute); err != nil {
			t.Fatal(err)
		}
		if c.Seat().State != duty.OnCall {
			t.Fatalf("call %d: %+v", n, c.Seat())
		}
		if err := c.Do(duty.Act{Kind: duty.Done, At: c.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.Spent()[duty.OnCall]; got != 9*time.Minute {
		t.Errorf("%v on calls", got)
	}
}

func TestCentre_TheQueueGrowsWhileTheTraineeTalksInAnOutage(t *testing.T) {
	c, p := open(t, "outage")
	before, _ := c.Waiting()
	if err := c.Until(p.Length * 3 / 4); err != nil {
		t.Fatal(err)
	}
	if n, longest := c.Waiting(); n < before+10 || longest < 20*time.Second {
		t.Errorf("%d wait, %d at first, the first for %v", n, before, longest)
	}
}

func TestCentre_ACallThatNobodyTakesIsMissedAndTheSeatIsBusy(t *testing.T) {
	c, _ := open(t, "day")
	if err := c.Do(duty.Act{Kind: duty.Ready}); err != nil {
		t.Fatal(err)
	}
	until(t, c, duty.IsRung)
	until(t, c, duty.IsBusy)
	if s := c.Seat(); s.Reason != duty.Missed || len(c.Missed()) != 1 || c.Spent()[duty.IsRung] != duty.RingLimit {
		t.Errorf("%+v, missed %v, rung %v", s, c.Missed(), c.Spent()[duty.IsRung])
	}
	if err := c.Until(c.Now() + 2*time.Minute); err != nil || c.Seat().State != duty.IsBusy {
		t.Error("rung while busy:", err, c.Seat())
	}
}

func TestCentre_BusyAskedForInACallHoldsAfterIt(t *testing.T) {
	c, _ := open(t, "outage")
	for _, k := range []duty.Kind{duty.Ready, duty.Answer} {
		if err := c.Do(duty.Act{Kind: k, At: c.Now()}); err != nil {
			t.Fatal(err)
		}
		if k == duty.Ready {
			until(t, c, duty.IsRung)
		}
	}
	for _, a := range []duty.Act{{Kind: duty.Busy, Text: duty.Break, At: c.Now()}, {Kind: duty.Done, At: c.Now()}} {
		if err := c.Do(a); err != nil {
			t.Fatal(err)
		}
	}
	if s := c.Seat(); s.State != duty.IsBusy || s.Reason != duty.Break {
		t.Errorf("%+v", s)
	}
}

func TestCentre_TheShiftEndsByItselfButNeverInACall(t *testing.T) {
	c, p := open(t, "day")
	if err := c.Until(p.Length + time.Minute); err != nil || !c.Over() {
		t.Error("goes on:", err)
	}
	if err := c.Do(duty.Act{Kind: duty.Ready, At: c.Now()}); !fault.Is(err, fault.Conflict) {
		t.Error("ready after the end:", err)
	}
	c, _ = open(t, "outage")
	if err := c.Do(duty.Act{Kind: duty.Ready}); err != nil {
		t.Fatal(err)
	}
	until(t, c, duty.IsRung)
	if err := c.Do(duty.Act{Kind: duty.Answer, At: c.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := c.Until(p.Length + time.Minute); err != nil || c.Over() {
		t.Error("over in a call:", err)
	}
	if err := c.Do(duty.Act{Kind: duty.Done, At: c.Now()}); err != nil || !c.Over() {
		t.Error("not over after it:", err)
	}
}

// acts are drawn ones at growing times; those that can't be done are left out.
func acts(t *rapid.T, c *duty.Centre, p duty.Plan) (done []duty.Act) {
	kinds := []duty.Kind{duty.Ready, duty.Busy, duty.Answer, duty.Done, duty.Answer}
	for range rapid.IntRange(1, 25).Draw(t, "acts") {
		at := c.Now() + time.Duration(rapid.IntRange(0, 90_000).Draw(t, "ms"))*time.Millisecond
		a := duty.Act{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), At: at, Text: duty.Break}
		if err := c.Do(a); err == nil {
			done = append(done, a)
		}
	}
	return done
}

func TestCentre_TimesOfTheSeatAddUpAndTheSameActsTellTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(duty.Plans).Draw(t, "plan")
		c, err := duty.Open(p, 3)
		if err != nil {
			t.Fatal(err)
		}
		done := acts(t, c, p)
		sum := time.Duration(0)
		for _, d := range c.Spent() {
			sum += d
		}
		if want := c.Now(); sum != want && (!c.Over() || sum > want) {
			t.Fatalf("%v of %v: %v", sum, want, c.Spent())
		}
		again, err := duty.Work(p, 3, done, c.Now())
		if err != nil {
			t.Fatal(err)
		}
		if again.Seat() != c.Seat() || !slices.Equal(again.Curve(), c.Curve()) || !slices.Equal(again.Missed(), c.Missed()) {
			t.Fatalf("%+v and %+v", again.Seat(), c.Seat())
		}
	})
}
