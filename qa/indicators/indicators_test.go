package indicators

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/words"
)

func part(days int, pairs ...any) Sums {
	var g Figures
	for i := 0; i < len(pairs); i += 2 {
		g = g.With(pairs[i].(Fact), int64(pairs[i+1].(int)))
	}
	return Sums{{Figures: g, Days: days}}
}

func value(t *testing.T, k Key, s Sums) Value {
	t.Helper()
	i, ok := ByKey(k)
	if !ok {
		t.Fatal("no indicator", k)
	}
	return i.Of(s)
}

// Every indicator by hand on one set of figures.
func TestOf_EveryIndicatorByHand(t *testing.T) {
	s := part(3, Offered, 1000, Answered, 970, InTarget, 900, Talk, 150_000, Hold, 5_000, WrapUp, 39_000, Ready, 60_000, NotReady, 16_000,
		Help, 29, BackDue, 40, BackMade, 38, Orders, 200, Faulty, 3, Attitude, 2, Asked, 600, Rated, 400, Satisfied, 398, FirstAsked, 300, FirstDone, 255)
	for k, want := range map[Key]float64{Calls: 970, TalkTime: 150_000, HandleTime: 200, BusyTime: 16_000, BusyShare: 16. / 270, Occupancy: 194. / 254,
		Utilisation: 194. / 270, HelpRate: 2900. / 970, AnswerRate: .97, TimelyRate: .9, CallBackRate: .95, Satisfaction: .995, FirstContact: .85,
		OrderErrors: .015, AttitudeRate: 2000. / 970} {
		if v := value(t, k, s); !v.Known || math.Abs(v.Value-want) > 1e-12 {
			t.Errorf("%s: %+v, want %v", k, v, want)
		}
	}
	if v := value(t, CertifiedRate, s); v.Known || v.Why.IsZero() {
		t.Errorf("certified rate before training: %+v", v)
	}
}

func TestCatalogue_EveryIndicatorIsWholeAndUnique(t *testing.T) {
	seen := map[Key]bool{}
	for _, i := range Catalogue {
		if i.Key == "" || seen[i.Key] || i.Name.IsZero() || i.Formula.IsZero() || len(i.Over) == 0 {
			t.Errorf("%+v", i)
		}
		seen[i.Key] = true
		if (len(i.Under) == 0) != (i.Unit == Count || i.Unit == Seconds) {
			t.Errorf("%s: its unit does not fit its formula", i.Key)
		}
	}
}

// Reference for Wilson's interval: Newcombe 1998, 81 of 263; for Garwood's:
// 5 events are 1.623486 to 11.668332.
func TestOf_RatesCarryTheirInterval(t *testing.T) {
	v := value(t, AnswerRate, part(1, Offered, 263, Answered, 81))
	if math.Abs(v.Low-.2553) > 5e-5 || math.Abs(v.High-.3662) > 5e-5 || v.N != 263 {
		t.Errorf("%+v", v)
	}
	v = value(t, AttitudeRate, part(1, Answered, 2000, Attitude, 5))
	if math.Abs(v.Low-.811743) > 1e-6 || math.Abs(v.High-5.834166) > 1e-6 {
		t.Errorf("%+v", v)
	}
	if v := value(t, BusyShare, part(1, Talk, 1, Hold, 1, WrapUp, 1, Ready, 1, NotReady, 1)); v.HasInterval() {
		t.Error("seconds are no trials: a share of time has no interval")
	}
	if !value(t, AnswerRate, part(1, Offered, 9, Answered, 9)).Few || value(t, AnswerRate, part(1, Offered, 10, Answered, 9)).Few {
		t.Error("fewer than ten are too few, ten are not")
	}
}

func TestOf_NoValueSaysWhy(t *testing.T) {
	for name, s := range map[string]Sums{"nothing": nil, "a fact not told": part(1, Offered, 10), "nothing offered": part(1, Offered, 0, Answered, 0),
		"told on different days": part(1, Offered, 10).Plus(part(1, Answered, 9))} {
		if v := value(t, AnswerRate, s); v.Known || v.Why.IsZero() {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

// 90 of 100 and 1 of 2 are 91 of 102, and not the mean of 90 % and 50 %.
func TestOf_RatesAreDrawnFromSumsAndNeverAveraged(t *testing.T) {
	s := part(1, Offered, 100, Answered, 90).Plus(part(1, Offered, 2, Answered, 1))
	if v := value(t, AnswerRate, s); v.Value != 91./102 || s.Days() != 2 {
		t.Errorf("%+v over %d days", v, s.Days())
	}
}

func TestOf_DaysThatLackAFactStayOutOfBothSides(t *testing.T) {
	s := part(1, Answered, 100, Help, 5).Plus(part(1, Answered, 900))
	if v := value(t, HelpRate, s); v.Value != 5 || v.N != 100 {
		t.Errorf("%+v", v)
	}
	if v := value(t, Calls, s); v.Value != 1000 {
		t.Errorf("calls take all days: %+v", v)
	}
}

func TestSums_TheOrderOfAddingDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Sums
		for range rapid.IntRange(1, 8).Draw(t, "n") {
			g := Figures{}
			for _, f := range []Fact{Offered, Answered, Help} {
				if rapid.Bool().Draw(t, "told") {
					g = g.With(f, int64(rapid.IntRange(0, 1000).Draw(t, "count")))
				}
			}
			all = append(all, Sums{{Figures: g, Days: 1}})
		}
		var there, back Sums
		for i := range all {
			there, back = there.Plus(all[i]), back.Plus(all[len(all)-1-i])
		}
		for _, i := range Catalogue {
			if a, b := i.Of(there), i.Of(back); a.Known != b.Known || a.Value != b.Value || a.N != b.N {
				t.Fatalf("%s: %+v and %+v", i.Key, a, b)
			}
		}
	})
}

func TestStand_AgainstATarget(t *testing.T) {
	up, _ := ByKey(AnswerRate)
	down, _ := ByKey(OrderErrors)
	aim := Target{Value: .97, Set: true}
	for name, c := range map[string]struct {
		i    Indicator
		s    Sums
		t    Target
		want Standing
	}{
		"reached":                {up, part(1, Offered, 100, Answered, 97), aim, Met},
		"missed within interval": {up, part(1, Offered, 100, Answered, 95), aim, Unsure},
		"missed":                 {up, part(1, Offered, 1000, Answered, 900), aim, Missed},
		"too few":                {up, part(1, Offered, 3, Answered, 3), aim, TooFew},
		"no target":              {up, part(1, Offered, 100, Answered, 97), Target{}, NoStanding},
		"less is better":         {down, part(1, Orders, 1000, Faulty, 5), Target{Value: .01, Set: true}, Met},
		"too many faults":        {down, part(1, Orders, 1000, Faulty, 50), Target{Value: .01, Set: true}, Missed},
	} {
		if got := c.i.Stand(c.i.Of(c.s), c.t); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestTargets_TheNewestThatHasBegunHolds(t *testing.T) {
	march := On(2026, time.March, 1)
	ts := append(Targets{{AnswerRate, march, .98, true}, {AnswerRate, march.Add(0, 3, 0), 0, false}}, Defaults...)
	for d, want := range map[Date]Target{march - 1: {AnswerRate, Always, .97, true}, march: {AnswerRate, march, .98, true},
		march.Add(1, 0, 0): {AnswerRate, march.Add(0, 3, 0), 0, false}} {
		if got := ts.On(AnswerRate, d); got != want {
			t.Errorf("%s: %+v", d, got)
		}
	}
	if ts.On(HelpRate, march).Set {
		t.Error("a target out of nothing")
	}
}

func TestTarget_WhatNothingCanReachIsRefused(t *testing.T) {
	for _, bad := range []Target{{AnswerRate, 0, 97, true}, {AnswerRate, 0, -1, true}, {HelpRate, 0, math.NaN(), true}, {"nothing", 0, 1, true}} {
		if bad.Check() == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
	for _, good := range []Target{{HelpRate, 0, 3, true}, {HandleTime, 0, 240, true}, {AnswerRate, 0, 97, false}} {
		if err := good.Check(); err != nil {
			t.Error(err)
		}
	}
}

func TestPeriodOf_EverySpan(t *testing.T) {
	d := On(2026, time.November, 21) // a Saturday
	c := Cycle{First: On(2026, time.November, 2), Days: 8}
	for s, want := range map[Span]string{DaySpan: "2026-11-21 2026-11-22", WeekSpan: "2026-11-16 2026-11-23", MonthSpan: "2026-11-01 2026-12-01",
		QuarterSpan: "2026-10-01 2027-01-01", YearSpan: "2026-01-01 2027-01-01", CycleSpan: "2026-11-18 2026-11-26"} {
		p := PeriodOf(s, d, c)
		if got := p.From.String() + " " + p.Until.String(); got != want || !p.Holds(d) {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
}

func TestPeriods_FollowEachOtherWithoutGaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(Spans).Draw(t, "span")
		d := Date(rapid.IntRange(-1000, 40_000).Draw(t, "day"))
		c := Cycle{First: Date(rapid.IntRange(0, 30_000).Draw(t, "first")), Days: rapid.IntRange(2, 60).Draw(t, "days")}
		p := PeriodOf(s, d, c)
		if !p.Holds(d) || p.Before(s, c).Until != p.From || p.After(s, c).From != p.Until || PeriodOf(s, p.Until-1, c) != p {
			t.Fatalf("%s of %s: %v", s, d, p)
		}
		run := Run(s, d, c, 5)
		for i := 1; i < len(run); i++ {
			if run[i-1].Until != run[i].From {
				t.Fatal("a gap in", run)
			}
		}
	})
}

func TestDate_GoesToTextAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.IntRange(-10_000, 80_000).Draw(t, "day"))
		back, err := ParseDate(d.String())
		if err != nil || back != d || DateOf(d.In(time.FixedZone("east", 8*3600))) != d {
			t.Fatal(d, back, err)
		}
	})
	if _, err := ParseDate("2026-02-30"); err == nil {
		t.Error("30 February was taken")
	}
}

func TestReasons_AreDividedByTheMarksOfBothScripts(t *testing.T) {
	got := Reasons("小休 10:00；培训 14:00-14:30, 小休 10:00;会议")
	if len(got) != 3 || got[0] != "小休 10:00" || got[2] != "会议" {
		t.Errorf("%q", got)
	}
}

func TestOf_SourcesThatContradictEachOtherGiveNoRate(t *testing.T) {
	if v := value(t, OrderErrors, part(1, Orders, 2, Faulty, 3)); v.Known || v.Why.IsZero() {
		t.Errorf("3 faulty of 2: %+v", v)
	}
}

func TestSource_OnlyOfWhatListsTell(t *testing.T) {
	table := part(2, Orders, 9, Faulty, 1, Answered, 9, Attitude, 0)
	listed := part(1, Orders, 9, Faulty, 1)
	listed[0].Listed = Of(Orders, Faulty)
	i, _ := ByKey(OrderErrors)
	for want, s := range map[string]Sums{"": nil, "Source: the daily figures.": table, "Source: the imported list.": listed,
		"Source: the imported list on 1 agent days, the daily figures on 2.": table.Plus(listed)} {
		if got := i.Source(s).In(words.English); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if calls, _ := ByKey(Calls); !calls.Source(table).IsZero() {
		t.Error("no list tells of calls")
	}
}
