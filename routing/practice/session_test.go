package practice

import (
	"context"
	"math"
	"reflect"
	"testing"
	"time"

	"shifu/internal/words"
	"shifu/routing/sim"
)

func session(t *testing.T, key string, until time.Duration) *Session {
	t.Helper()
	x, err := Start(Find(key), 0)
	if err != nil {
		t.Fatal(err)
	}
	advance(t, x, until)
	return x
}

func advance(t *testing.T, x *Session, until time.Duration) {
	t.Helper()
	if err := x.Advance(context.Background(), until); err != nil {
		t.Fatal(err)
	}
}

func do(t *testing.T, x *Session, o Order) {
	t.Helper()
	if err := x.Do(o); err != nil {
		t.Fatal(err)
	}
}

func TestSession_TheLengthOfStepsChangesNothing(t *testing.T) {
	whole, cut := session(t, "storm-2", 0), session(t, "storm-2", 0)
	order := Order{Deed: OpenTier, Project: Emergency, Tier: 1}
	advance(t, whole, 5*time.Hour+20*time.Minute+7*time.Second)
	do(t, whole, order)
	advance(t, whole, 8*time.Hour)
	for at := time.Duration(0); at < 5*time.Hour+20*time.Minute+7*time.Second; at += 37 * time.Second {
		advance(t, cut, at)
		cut.Frame()
	}
	advance(t, cut, 5*time.Hour+20*time.Minute+7*time.Second)
	do(t, cut, order)
	for at := cut.Now(); at <= 8*time.Hour; at += 11 * time.Minute {
		advance(t, cut, at)
	}
	advance(t, cut, 8*time.Hour)
	if a, b := whole.Frame(), cut.Frame(); !reflect.DeepEqual(a, b) {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func TestSession_GoesOnFromABookmarkAsItDidThen(t *testing.T) {
	x := session(t, "storm-2", 5*time.Hour)
	m := x.Bookmark("before the storm")
	on := func() *Frame {
		advance(t, x, 5*time.Hour+30*time.Minute)
		do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 1})
		advance(t, x, 9*time.Hour)
		return x.Frame()
	}
	first := on()
	for range 2 {
		if err := x.Return(context.Background(), m); err != nil {
			t.Fatal(err)
		}
		if x.Now() != 5*time.Hour {
			t.Fatalf("it is %v", x.Now())
		}
		if again := on(); !reflect.DeepEqual(first, again) {
			t.Fatalf("%+v\n%+v", first, again)
		}
	}
	if err := x.Return(context.Background(), m); err != nil {
		t.Fatal(err)
	}
	advance(t, x, 9*time.Hour)
	if other := x.Frame(); other.Lost <= first.Lost {
		t.Errorf("without the tier %d are lost, with it %d", other.Lost, first.Lost)
	}
}

func TestSession_KeepsTheLastTwentyBacktracks(t *testing.T) {
	x := session(t, "storm-2", 12*time.Hour)
	all := x.Backtracks()
	if len(all) != MostTraces || all[len(all)-1].At != 12*time.Hour || all[0].At != 12*time.Hour-(MostTraces-1)*TraceEvery {
		t.Errorf("%d from %v", len(all), all[0].At)
	}
	if !x.Over() || !x.Frame().Over {
		t.Error("it goes on")
	}
	if err := x.Return(context.Background(), all[3]); err != nil {
		t.Fatal(err)
	}
	if n := len(x.Backtracks()); n != 4 {
		t.Errorf("%d backtracks are left", n)
	}
	if err := x.Return(context.Background(), all[9]); err == nil && x.Now() != all[9].At {
		t.Error("it went elsewhere")
	}
}

func TestSession_ABacktrackIsAsItWas(t *testing.T) {
	x := session(t, "storm-2", 2*time.Hour+10*time.Minute)
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 0})
	x.Say("Look at the queue.", true)
	advance(t, x, 5*time.Hour+20*time.Minute)
	if err := x.Inject(Event{What: Press, Project: Emergency, Kind: "complaint", Factor: 3, Hold: time.Hour}); err != nil {
		t.Fatal(err)
	}
	advance(t, x, 5*time.Hour+30*time.Minute)
	then := x.Frame()
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 1})
	advance(t, x, 9*time.Hour)
	all := x.Backtracks()
	if len(x.anchors) > 4 {
		t.Errorf("%d states are held", len(x.anchors))
	}
	if err := x.Return(context.Background(), all[len(all)-8]); err != nil {
		t.Fatal(err)
	}
	if now := x.Frame(); !reflect.DeepEqual(then, now) {
		t.Errorf("%+v\n%+v", then, now)
	}
}

func TestSession_ABookmarkBringsBackTheBacktracksThatLedToIt(t *testing.T) {
	x := session(t, "storm-2", 4*time.Hour+10*time.Minute)
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 0})
	advance(t, x, 5*time.Hour)
	then := x.Frame()
	m := x.Bookmark("opened")
	if err := x.Rewind(context.Background(), 4*time.Hour); err != nil {
		t.Fatal(err)
	}
	advance(t, x, 8*time.Hour) // nothing was opened
	for _, to := range []Mark{m, m.traces[len(m.traces)-1]} {
		if err := x.Return(context.Background(), to); err != nil {
			t.Fatal(err)
		}
		if now := x.Frame(); !reflect.DeepEqual(then, now) {
			t.Errorf("%+v\n%+v", then, now)
		}
	}
	if n := len(x.Backtracks()); n != 11 {
		t.Errorf("%d backtracks", n)
	}
}

func TestFrame_HoldsWhatTheScreenShows(t *testing.T) {
	x := session(t, "storm-2", 6*time.Hour+35*time.Minute)
	f := x.Frame()
	if len(f.Rows) != len(Projects) || f.Weekday != time.Tuesday || f.Clock != 14*time.Hour+35*time.Minute || f.Day != 1 {
		t.Fatalf("%+v", f)
	}
	r := f.Rows[0]
	if r.Tone != Bad || r.Actual <= r.Forecast || r.Staffed == 0 || r.Occupancy < 0.8 || f.Ratio < 1.2 || !f.Tiers[1].Due || f.Tiers[1].People == 0 {
		t.Errorf("%+v, ratio %v, %+v", r, f.Ratio, f.Tiers[1])
	}
	if f.Their > f.Lost || len(f.Log) == 0 || len(f.Tasks) != 5 {
		t.Errorf("lost %d, the reference %d, %d lines", f.Lost, f.Their, len(f.Log))
	}
	for _, row := range f.Rows {
		if row.Landing < 0 || row.Landing > 1 || row.AnswerRate < 0 || row.AnswerRate > 1 || row.Verdict.IsZero() {
			t.Errorf("%+v", row)
		}
	}
	people := 0
	for _, s := range x.Wall(Emergency) {
		if s.State != sim.Offline {
			people++
		}
	}
	if people != r.Staffed+r.Travelling {
		t.Errorf("the wall shows %d of %d", people, r.Staffed)
	}
}

func TestChart_ShowsThePastAsItWasAndTheFutureAsItLooks(t *testing.T) {
	x := session(t, "storm-2", 5*time.Hour)
	all := x.Chart(Emergency, 0, 12*time.Hour)
	if len(all) != 48 {
		t.Fatalf("%d quarters", len(all))
	}
	for i, p := range all {
		if math.IsNaN(p.Actual) == (i <= 20) || math.IsNaN(p.New) == (i >= 20) || p.Planned <= 0 || p.Carried <= 0 {
			t.Errorf("quarter %d: %+v", i, p)
		}
	}
	if p := all[26]; p.New < 1.5*p.Planned || p.Low >= p.New || p.High <= p.New {
		t.Errorf("the storm that was announced: %+v", p)
	}
	days := session(t, "storm-week", 26*time.Hour).Days("property")
	if len(days) != 8 || days[0].Weekday != time.Tuesday || days[4].Callers < 1.2*days[4].Planned {
		t.Errorf("%+v", days)
	}
}

func TestForecast_ATierHelpsInAStormAndIsNotGivenYet(t *testing.T) {
	x := session(t, "storm-2", 6*time.Hour)
	before := x.Frame()
	out, err := x.Fork().Forecast(context.Background(), Order{Deed: OpenTier, Project: Emergency, Tier: 1})
	if err != nil {
		t.Fatal(err)
	}
	h := out.Helped
	if h.After <= h.Before || h.Half <= 0 || h.Low > h.After || h.High < h.After || out.People == 0 || out.Terms.Cost == 0 || out.Lost.After >= out.Lost.Before {
		t.Errorf("%+v", out)
	}
	if !out.Lends || out.Lenders.After > out.Lenders.Before || out.Lenders.Before < 0.5 {
		t.Errorf("those who give people: %+v", out.Lenders)
	}
	if !reflect.DeepEqual(before, x.Frame()) {
		t.Error("the session has changed")
	}
	own, err := x.Fork().Forecast(context.Background(), Order{Deed: OpenTier, Project: Emergency, Tier: 0})
	if err != nil || own.Lends {
		t.Errorf("who is asked to stay is lent by nobody: %+v, %v", own, err)
	}
	again, err := x.Fork().Forecast(context.Background(), Order{Deed: OpenTier, Project: Emergency, Tier: 1})
	if err != nil || !reflect.DeepEqual(out, again) {
		t.Errorf("the second forecast is %+v, %v", again, err)
	}
}

func TestForecast_StopsWhenItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := session(t, "storm-2", time.Hour).Fork().Forecast(ctx, Order{Deed: Announce, Project: Emergency}); err == nil {
		t.Error("it went on")
	}
}

func TestInject_HappensToTheReferenceTooAndIsRecorded(t *testing.T) {
	x := session(t, "calm", 2*time.Hour)
	e := Event{What: Storm, Project: Emergency, Kind: "fault_report", Factor: 8, Rise: 10 * time.Minute, Hold: 2 * time.Hour}
	if err := x.Inject(e); err != nil {
		t.Fatal(err)
	}
	advance(t, x, 5*time.Hour)
	calm := session(t, "calm", 5*time.Hour).Frame()
	if f := x.Frame(); f.Lost < calm.Lost+100 || f.Their < calm.Their+10 {
		t.Errorf("%d and %d are lost, %d and %d without", f.Lost, f.Their, calm.Lost, calm.Their)
	}
	s := x.Recorded()
	if n := len(s.Events); n != len(x.Scenario().Events)+1 || s.Events[n-1].At != 2*time.Hour+time.Minute {
		t.Errorf("%+v", s.Events)
	}
	c, err := newCentre(s)
	if err != nil {
		t.Fatal(err)
	}
	f, err := newFloor(c, x.Seed())
	if err != nil {
		t.Fatal(err)
	}
	if err := f.play(context.Background(), nil, nothing{}, 5*time.Hour); err != nil {
		t.Fatal(err)
	}
	if f.allLost() != x.Frame().Lost {
		t.Errorf("played again %d are lost, not %d", f.allLost(), x.Frame().Lost)
	}
	if err := x.Inject(Event{What: Sick, People: 3}); err == nil {
		t.Error("nobody in particular is ill")
	}
}

func TestSay_TutorHelpCostsAPoint(t *testing.T) {
	x := session(t, "calm", time.Hour)
	before := x.Points()
	x.Say("Look at the brokers.", false)
	x.Say("Lend them three.", true)
	if x.Points() != before-Tutor {
		t.Errorf("%v became %v", before, x.Points())
	}
	if f := x.Frame(); f.Log[0].Text != "Lend them three." || !f.Log[0].Tutor {
		t.Errorf("%+v", f.Log[0])
	}
}

func TestDo_RefusesWhatCannotBeDoneWithTheReason(t *testing.T) {
	x := session(t, "calm", time.Hour)
	for want, o := range map[string]Order{
		"There is no such act.":                                    {Project: Emergency},
		"There is no such tier.":                                   {Deed: OpenTier, Project: Emergency, Tier: 4},
		"The tier is so already.":                                  {Deed: CloseTier, Project: Emergency, Tier: 1},
		"E-commerce has nobody who is trained for Life insurance.": {Deed: Lend, Project: "life", From: "shop", Count: 1},
		"Property insurance has lent nobody to 95598.":             {Deed: GiveBack, Project: Emergency, From: "property", Count: 1},
		"Life insurance has no call-backs that could wait.":        {Deed: PutOff, Project: "life", On: true},
		"It is so already.":                                        {Deed: CallBacks, Project: Emergency},
		"The time must lie between 15 and 240 min.":                {Deed: KeepLonger, Project: Emergency, Count: 1, For: time.Minute},
		"There is no preset \"x\". Known: own-project, insurance-shared, callback-all, emergency-tiers.": {Deed: Preset, Project: Emergency, Preset: "x"},
	} {
		if err := x.Do(o); err == nil || words.Sentence(words.English, err) != want {
			t.Errorf("%+v: %v, not %q", o, words.Sentence(words.English, err), want)
		}
	}
	if len(x.Acts()) != 0 {
		t.Errorf("%v was done", x.Acts())
	}
	do(t, x, Order{Deed: Announce, Project: Emergency})
	if err := x.Do(Order{Deed: Announce, Project: Emergency}); err == nil {
		t.Error("a second notice was published")
	}
}

func TestChoices_EachCanBeOrderedOrSaysWhyNot(t *testing.T) {
	for _, key := range []string{Emergency, "property", "followup"} {
		x := session(t, "storm-2", 90*time.Minute)
		m := x.Bookmark("")
		for _, c := range x.Choices(key) {
			if err := x.Return(context.Background(), m); err != nil {
				t.Fatal(err)
			}
			if err := x.Do(c.Order); (err == nil) != (c.Refused == nil) {
				t.Errorf("%v of %s: offered with %v, ordered with %v", c.Order.Deed, key, c.Refused, err)
			}
		}
	}
}
