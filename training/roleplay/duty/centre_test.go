package duty_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/training/roleplay"
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

func do(t *testing.T, c *duty.Centre, k duty.Kind, text string) {
	t.Helper()
	if err := c.Do(duty.Act{Kind: k, Text: text, At: c.Now()}); err != nil {
		t.Fatal(k, err)
	}
}

// talking works a shift until the trainee talks to somebody.
func talking(t *testing.T, plan string) *duty.Centre {
	t.Helper()
	c, _ := open(t, plan)
	do(t, c, duty.Ready, "")
	until(t, c, duty.IsRung)
	do(t, c, duty.Answer, "")
	return c
}

func TestCentre_AMissedCallKeepsItsAgeInTheQueueAndAfterTwoTheSeatIsBusy(t *testing.T) {
	c, p := open(t, "outage")
	if err := c.Until(p.Length * 3 / 4); err != nil { // everybody else is busy, callers wait
		t.Fatal(err)
	}
	do(t, c, duty.Ready, "")
	until(t, c, duty.IsRung)
	first := c.Seat().Ring
	answered, _, _ := c.Figures()
	waited := 0
	for len(c.Missed()) == 0 {
		waited, _ = c.Waiting()
		if err := c.Until(c.Now() + time.Second); err != nil {
			t.Fatal(err)
		}
	}
	s := c.Seat()
	if s.State != duty.IsRung || s.Ring.Line != first.Line || s.Ring.Waited != first.Waited+duty.RingLimit {
		t.Fatalf("after %+v rings %+v; %d waited", first, s, waited)
	}
	until(t, c, duty.IsBusy)
	if s := c.Seat(); s.Reason != duty.Missed || len(c.Missed()) != duty.Misses || s.Since != first.At+2*duty.RingLimit {
		t.Errorf("%+v, missed %v", s, c.Missed())
	}
	if now, _, _ := c.Figures(); now-answered > 40 { // only what the others took
		t.Errorf("%d answered, %d before", now, answered)
	}
	if err := c.Until(c.Now() + 2*time.Minute); err != nil || c.Seat().State != duty.IsBusy {
		t.Error("rung while busy:", err, c.Seat())
	}
	do(t, c, duty.Ready, "")
	until(t, c, duty.IsRung)
}

func TestCentre_ATransferredCallWaitsAtTheDeskAndIsTakenThere(t *testing.T) {
	c := talking(t, "day")
	do(t, c, duty.Pass, string(roleplay.ToMetering))
	if err := c.Do(duty.Act{Kind: duty.Pass, Text: string(roleplay.ToLead), At: c.Now()}); !fault.Is(err, fault.Conflict) {
		t.Error("passed on twice:", err)
	}
	if s := c.Seat(); s.State != duty.OnCall {
		t.Errorf("%+v: the wrap-up is left out", s)
	}
	if err := c.Until(c.Now() + 6*time.Minute); err != nil {
		t.Fatal(err)
	}
	all := c.Passed()
	if len(all) != 1 || all[0].To != roleplay.ToMetering || all[0].Taken == all[0].Lost {
		t.Fatalf("%+v", all)
	}
	do(t, c, duty.Done, "")
	if s := c.Seat().State; s != duty.IsReady && s != duty.IsRung {
		t.Error(s)
	}
	if err := c.Do(duty.Act{Kind: duty.Pass, Text: string(roleplay.ToLead), At: c.Now()}); !fault.Is(err, fault.Conflict) {
		t.Error("passed on without a call:", err)
	}
}

func TestCentre_TheLeadWhoHelpsTakesNoTransferMeanwhile(t *testing.T) {
	wait := func(minutes int, help bool) duty.Passed {
		c := talking(t, "day")
		if err := c.Until(c.Now() + time.Duration(minutes)*time.Minute); err != nil {
			t.Fatal(err)
		}
		if help {
			do(t, c, duty.Help, "")
			if err := c.Do(duty.Act{Kind: duty.Help, At: c.Now()}); !fault.Is(err, fault.Conflict) {
				t.Error("helped twice at a time:", err)
			}
		}
		do(t, c, duty.Pass, string(roleplay.ToLead))
		if err := c.Until(c.Now() + 10*time.Minute); err != nil {
			t.Fatal(err)
		}
		return c.Passed()[0]
	}
	for minutes := range 10 {
		if free := wait(minutes, false); free.Taken && free.Waited == 0 {
			if bound := wait(minutes, true); !bound.Taken || bound.Waited != roleplay.HelpTakes {
				t.Errorf("%+v while the lead helps", bound)
			}
			return
		}
	}
	t.Error("the lead is never free")
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
	kinds := []duty.Kind{duty.Ready, duty.Busy, duty.Answer, duty.Done, duty.Answer, duty.Pass, duty.Help}
	for range rapid.IntRange(1, 25).Draw(t, "acts") {
		at := c.Now() + time.Duration(rapid.IntRange(0, 90_000).Draw(t, "ms"))*time.Millisecond
		a := duty.Act{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), At: at, Text: duty.Break}
		if a.Kind == duty.Pass {
			a.Text = string(rapid.SampledFrom(roleplay.Targets).Draw(t, "to"))
		}
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
		if again.Seat() != c.Seat() || !slices.Equal(again.Curve(), c.Curve()) || !slices.Equal(again.Missed(), c.Missed()) || !slices.Equal(again.Passed(), c.Passed()) {
			t.Fatalf("%+v and %+v", again.Seat(), c.Seat())
		}
	})
}
