package certificate_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/qa/indicators"
	"shifu/training/certificate"
)

func day(text string) certificate.Day {
	if text == "" {
		return 0
	}
	d, err := indicators.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func months(n int) certificate.Period { return certificate.Period{N: n, Unit: certificate.Months} }
func days(n int) certificate.Period   { return certificate.Period{N: n, Unit: certificate.Days} }

// The cases follow the rules of Totara Learn's three recertification methods.
func TestExpires_TheThreeMethods(t *testing.T) {
	year := certificate.Programme{Active: months(12)}
	fixed := certificate.Programme{Method: certificate.FixedDates, Active: months(12), Window: months(2), Minimum: months(6)}
	from := func(m certificate.Method) certificate.Programme { p := year; p.Method = m; return p }
	for name, c := range map[string]struct {
		p                             certificate.Programme
		completed, due, first, before string
		want                          string
	}{
		"completion: a year later":                         {from(certificate.FromCompletion), "2026-03-10", "", "", "", "2027-03-10"},
		"completion: renewed early, the rest is lost":      {from(certificate.FromCompletion), "2027-02-01", "", "2026-03-10", "2027-03-10", "2028-02-01"},
		"completion: the due day plays no part":            {from(certificate.FromCompletion), "2026-03-10", "2026-06-01", "", "", "2027-03-10"},
		"completion: on 29 February":                       {from(certificate.FromCompletion), "2028-02-29", "", "", "", "2029-02-28"},
		"expiry: first time, no due day":                   {from(certificate.FromExpiry), "2026-03-10", "", "", "", "2027-03-10"},
		"expiry: first time, before the due day":           {from(certificate.FromExpiry), "2026-03-10", "2026-06-01", "", "", "2027-06-01"},
		"expiry: first time, on the due day":               {from(certificate.FromExpiry), "2026-06-01", "2026-06-01", "", "", "2027-06-01"},
		"expiry: first time, overdue":                      {from(certificate.FromExpiry), "2026-06-02", "2026-06-01", "", "", "2027-06-02"},
		"expiry: renewed in the window, nothing is lost":   {from(certificate.FromExpiry), "2027-02-01", "2026-06-01", "2026-03-10", "2027-06-01", "2028-06-01"},
		"expiry: renewed on the last day":                  {from(certificate.FromExpiry), "2027-06-01", "", "2026-03-10", "2027-06-01", "2028-06-01"},
		"expiry: renewed when it had expired":              {from(certificate.FromExpiry), "2027-06-02", "", "2026-03-10", "2027-06-01", "2028-06-02"},
		"fixed: the due day itself is to come":             {fixed, "2026-01-15", "2026-12-31", "", "", "2026-12-31"},
		"fixed: the due day is the day":                    {fixed, "2026-12-31", "2026-12-31", "", "", "2027-12-31"},
		"fixed: the due day was years ago":                 {fixed, "2026-03-10", "2023-12-31", "", "", "2026-12-31"},
		"fixed: closer than the minimum":                   {fixed, "2026-09-01", "2023-12-31", "", "", "2027-12-31"},
		"fixed: exactly the minimum is enough":             {fixed, "2026-06-30", "2023-12-30", "", "", "2026-12-30"},
		"fixed: a day less than the minimum":               {fixed, "2026-07-01", "2023-12-30", "", "", "2027-12-30"},
		"fixed: no due day, first completion":              {fixed, "2026-03-10", "", "", "", "2027-03-10"},
		"fixed: no due day, renewed: from the first again": {fixed, "2027-01-20", "", "2026-03-10", "2027-03-10", "2028-03-10"},
	} {
		if got := c.p.Expires(day(c.completed), certificate.Past{Due: day(c.due), First: day(c.first), Previous: day(c.before)}); got != day(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestPeriod_MonthsAreClampedToTheirEnd(t *testing.T) {
	for _, c := range []struct {
		from string
		p    certificate.Period
		want string
	}{{"2027-01-31", months(1), "2027-02-28"}, {"2028-01-31", months(1), "2028-02-29"}, {"2026-08-31", months(6), "2027-02-28"},
		{"2026-12-31", months(2), "2027-02-28"}, {"2026-11-30", months(3), "2027-02-28"}, {"2026-05-15", months(12), "2027-05-15"}, {"2026-12-30", days(3), "2027-01-02"}} {
		if got := c.p.After(day(c.from)); got != day(c.want) {
			t.Errorf("%s + %v: %s, want %s", c.from, c.p, got, c.want)
		}
	}
	if got := months(1).Before(day("2027-03-31")); got != day("2027-02-28") {
		t.Error(got)
	}
	p := certificate.Programme{Method: certificate.FixedDates, Active: months(1)}
	if got := p.Expires(day("2027-03-01"), certificate.Past{Due: day("2027-01-31")}); got != day("2027-03-31") {
		t.Error("fixed dates shift towards the shortest month:", got)
	}
}

func TestExpires_IsAfterTheCompletionAndFixedDatesStayWithinTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := func(name string) certificate.Day {
			return certificate.Day(rapid.IntRange(15_000, 25_000).Draw(t, name))
		}
		active := rapid.IntRange(1, 36).Draw(t, "active")
		p := certificate.Programme{Name: "n", Skill: "s", Method: rapid.SampledFrom(certificate.Methods).Draw(t, "method"), Active: months(active),
			Window: months(rapid.IntRange(0, active).Draw(t, "window"))}
		if p.Method == certificate.FixedDates {
			p.Minimum = months(rapid.IntRange(p.Window.N, active).Draw(t, "minimum"))
		}
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
		done, past := at("completed"), certificate.Past{Due: at("due")}
		got := p.Expires(done, past)
		if got <= done {
			t.Fatalf("expires %s, earned %s", got, done)
		}
		if p.Method == certificate.FixedDates && got < p.Minimum.After(done) {
			t.Fatalf("%s is less than %v after %s", got, p.Minimum, done)
		}
		if p.Method == certificate.FromCompletion && got != p.Active.After(done) {
			t.Fatal(got)
		}
		if o := p.Opens(got); o > got+1 || p.Window.IsZero() && o != got+1 {
			t.Fatal("window", o, got)
		}
	})
}

func TestCheck_WhatCannotBeKeptIsRefusedWithItsReason(t *testing.T) {
	good := certificate.Programme{Name: "95598 普通话务", Skill: "普通话务", Method: certificate.FromCompletion, Active: months(12), Window: days(60)}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*certificate.Programme){
		"a name":                   func(p *certificate.Programme) { p.Name = " " },
		"one line":                 func(p *certificate.Programme) { p.Skill = "a\nb" },
		"which skill":              func(p *certificate.Programme) { p.Skill = "" },
		"how the expiry is found":  func(p *certificate.Programme) { p.Method = "" },
		"how long":                 func(p *certificate.Programme) { p.Active = certificate.Period{} },
		"longer than the cert":     func(p *certificate.Programme) { p.Window = months(13) },
		"window for renewal is lo": func(p *certificate.Programme) { p.Active, p.Window = months(1), days(31) },
		"fixed dates only":         func(p *certificate.Programme) { p.Minimum = months(1) },
		"at least as long as the":  func(p *certificate.Programme) { p.Method, p.Minimum = certificate.FixedDates, days(59) },
		"minimum validity is long": func(p *certificate.Programme) { p.Method, p.Minimum = certificate.FixedDates, months(13) },
		"number of days or months": func(p *certificate.Programme) { p.Active = certificate.Period{N: 3, Unit: "weeks"} },
		"a hundred years":          func(p *certificate.Programme) { p.Active = days(1 << 40) },
	} {
		p := good
		change(&p)
		if err := p.Check(); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func held() certificate.Holding {
	one := certificate.Issue{Record: certificate.Record{Issued: day("2026-03-10"), Completed: day("2026-03-10"), Expires: day("2027-03-10")}, Opens: day("2027-01-10")}
	return certificate.Holding{PersonID: "p", ProgrammeID: "g", Assigned: day("2026-01-01"), Begun: day("2026-02-01"), Issues: []certificate.Issue{one}}
}

func TestOn_EveryStateOnItsDays(t *testing.T) {
	h := held()
	for at, want := range map[string]certificate.State{"2025-12-31": certificate.NotAsked, "2026-01-01": certificate.Assigned, "2026-01-31": certificate.Assigned,
		"2026-02-01": certificate.InProgress, "2026-03-09": certificate.InProgress, "2026-03-10": certificate.Certified, "2027-01-09": certificate.Certified,
		"2027-01-10": certificate.WindowOpen, "2027-03-10": certificate.WindowOpen, "2027-03-11": certificate.Expired} {
		if got := h.On(day(at)); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
	two := h.Issues[0]
	two.Record.Issued, two.Record.Expires, two.Opens, two.Renewal = day("2027-02-01"), day("2028-03-10"), day("2028-01-10"), true
	h.Issues = append(h.Issues, two)
	for at, want := range map[string]certificate.State{"2027-01-31": certificate.WindowOpen, "2027-02-01": certificate.Recertified, "2028-01-10": certificate.WindowOpen} {
		if got := h.On(day(at)); got != want {
			t.Errorf("renewed, %s: %q, want %q", at, got, want)
		}
	}
}

func TestInForce_ASuspensionCountsFromItsDayUntilItIsLifted(t *testing.T) {
	h := held()
	h.Suspensions = []certificate.Suspension{{From: day("2026-05-01"), Until: day("2026-05-10")}, {From: day("2026-06-01")}}
	for at, want := range map[string]bool{"2026-03-09": false, "2026-04-30": true, "2026-05-01": false, "2026-05-09": false, "2026-05-10": true, "2026-06-01": false, "2027-03-10": false} {
		if got := h.InForce(day(at)); got != want {
			t.Errorf("%s: %v", at, got)
		}
	}
}

func TestEarnable_OnlyTheWindowAndAfterCountTowardsTheNext(t *testing.T) {
	h := held()
	for at, want := range map[string]bool{"2026-02-01": true, "2026-04-01": false, "2027-01-10": true, "2027-06-01": true} {
		if h.Earnable(day(at)) != want {
			t.Error(at)
		}
	}
	if h.CountsFrom(day("2026-02-01")) != 0 || h.CountsFrom(day("2027-06-01")) != day("2027-01-10") {
		t.Error("completion is not reset when the window opens")
	}
	p := certificate.Programme{Exams: []string{"a", "b"}, Renewal: []string{"r"}}
	if p.Paths(certificate.WindowOpen)[0] != "r" || len(p.Paths(certificate.Expired)) != 2 {
		t.Error("an expired certificate goes the first way again")
	}
}

func TestRate_CountsWhoIsOnDutyAndOfThemTheCertified(t *testing.T) {
	programmes := []certificate.Programme{{ID: "g", Skill: "calls", Duty: true, Since: day("2026-02-01")}, {ID: "x", Skill: "complaints"}}
	var holdings []certificate.Holding
	for i, id := range []string{"a", "b", "c"} {
		h := held()
		h.PersonID = id
		if i == 1 {
			h.Suspensions = []certificate.Suspension{{From: day("2026-05-01")}}
		}
		holdings = append(holdings, h, certificate.Holding{PersonID: id, ProgrammeID: "x", Assigned: day("2026-04-01")})
	}
	duty := []certificate.Worker{{PersonID: "a"}, {PersonID: "b"}, {PersonID: "stranger"}}
	for name, c := range map[string]struct {
		at, skill       string
		certified, duty int
	}{"before it is asked": {"2026-01-31", "", 0, 0}, "before they have it": {"2026-03-01", "", 0, 3}, "two have it": {"2026-04-01", "", 2, 3},
		"one is suspended": {"2026-05-01", "", 1, 3}, "expired": {"2027-03-11", "", 0, 3}, "by skill, who is not asked does not count": {"2026-04-01", "calls", 2, 2},
		"assigned and not earned": {"2026-04-01", "complaints", 0, 2}, "by skill, before": {"2026-03-31", "complaints", 0, 0}} {
		s := certificate.Rate(day(c.at), c.skill, duty, programmes, holdings)
		if s.Certified != c.certified || s.OnDuty != c.duty {
			t.Errorf("%s: %d of %d", name, s.Certified, s.OnDuty)
		}
	}
}

func TestRate_NobodyCountsOnceNothingIsAskedAnyMore(t *testing.T) {
	h := held()
	h.Released = day("2026-06-01")
	p := certificate.Programme{ID: h.ProgrammeID, Skill: "calls", Duty: true, Since: day("2026-02-01"), RetiredAt: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)}
	duty := []certificate.Worker{{PersonID: h.PersonID}}
	for at, want := range map[string][2]int{"2026-05-31": {1, 1}, "2026-06-01": {0, 0}, "2026-07-01": {0, 0}} {
		if s := certificate.Rate(day(at), "", duty, []certificate.Programme{p}, []certificate.Holding{h}); s.Certified != want[0] || s.OnDuty != want[1] {
			t.Errorf("%s: %d of %d", at, s.Certified, s.OnDuty)
		}
	}
}

// Reference: Newcombe 1998, 81 of 263 is 0.2553 to 0.3662.
func TestShare_CarriesWilsonsInterval(t *testing.T) {
	low, high := certificate.Share{Certified: 81, OnDuty: 263}.Interval()
	if math.Abs(low-.2553) > 5e-5 || math.Abs(high-.3662) > 5e-5 || !(certificate.Share{OnDuty: 9}).Few() {
		t.Error(low, high)
	}
}

func record() certificate.Record {
	return certificate.Record{Number: certificate.Number(2026, 42), Holder: "徐芒种", StaffNumber: "70311", Organisation: "海棠（外包）", Name: "95598 普通话务",
		English: "95598 general calls", Skill: "普通话务", Papers: []certificate.Paper{{Exam: "普通话务 | 上机", Form: 2, Points: 86.5, Most: 100, Cut: 80}},
		Completed: day("2026-03-10"), Issued: day("2026-03-11"), Expires: day("2027-03-10"), Issuer: "本热线"}
}

// The hash was computed apart from this program, with sha256sum over the text
// in this test.
func TestRecord_CanonicalTextIsOneForEver(t *testing.T) {
	want := "shifu-certificate 1\nnumber: SF-2026-000042-9\nholder: 徐芒种\nstaff: 70311\norganisation: 海棠（外包）\nname: 95598 普通话务\n" +
		"english: 95598 general calls\nskill: 普通话务\nissuer: 本热线\npaper: 普通话务 \\p 上机 | 2 | 86.5 | 100 | 80\n" +
		"completed: 2026-03-10\nissued: 2026-03-11\nexpires: 2027-03-10\n"
	if got := record().Canonical(); got != want {
		t.Fatalf("%q", got)
	}
	if got := record().Hash(); got != "703c2d8779b60d61bb942e688e5471768c41481290e354cd931c6454145154c4" {
		t.Fatal(got)
	}
}

func TestReadQR_EveryChangedCharacterIsRefused(t *testing.T) {
	text := record().QR()
	if r, err := certificate.ReadQR(text); err != nil || r.Canonical() != record().Canonical() {
		t.Fatal(err)
	}
	for i := range len(text) - 1 {
		changed := text[:i] + string(text[i]^1) + text[i+1:]
		if _, err := certificate.ReadQR(changed); !fault.Is(err, fault.Invalid) {
			t.Fatalf("byte %d: %q was taken", i, changed)
		}
	}
	for _, bad := range []string{"", "x", strings.Repeat("x", 1<<20), text + text, strings.Replace(text, "expires: 2027-03-10\n", "", 1)} {
		if _, err := certificate.ReadQR(bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("%.40q was taken", bad)
		}
	}
}

func TestRecord_GoesToTextAndBackWhateverItHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := record()
		r.Holder, r.Skill = rapid.String().Draw(t, "holder"), rapid.String().Draw(t, "skill")
		r.Papers = nil
		for range rapid.IntRange(0, 3).Draw(t, "papers") {
			r.Papers = append(r.Papers, certificate.Paper{Exam: rapid.String().Draw(t, "exam"), Points: rapid.Float64Range(0, 100).Draw(t, "points")})
		}
		back, err := certificate.ReadQR(r.QR())
		if err != nil || back.Hash() != r.Hash() || back.Holder != r.Holder || len(back.Papers) != len(r.Papers) {
			t.Fatalf("%v\n%q\n%q", err, r.Canonical(), back.Canonical())
		}
	})
}

// Reference for the check digit: ISO 7064 MOD 11-10 of 0794 is 5.
func TestNumber_ADigitThatWasMistypedIsTold(t *testing.T) {
	n := certificate.Number(2026, 42)
	if !certificate.IsNumber(n) || certificate.CheckDigit("0794") != 5 {
		t.Fatal(n)
	}
	for i := 3; i < len(n); i++ {
		for c := '0'; c <= '9'; c++ {
			if byte(c) != n[i] && certificate.IsNumber(n[:i]+string(c)+n[i+1:]) {
				t.Errorf("%s%c%s passes", n[:i], c, n[i+1:])
			}
		}
	}
	for _, bad := range []string{"", "SF-", "SF-2026-42-1", "SF-2026-000042-", "XX-2026-000042-4", "SF-20260000042-4"} {
		if certificate.IsNumber(bad) {
			t.Error(bad)
		}
	}
	if got := certificate.Number(time.Now().Year(), 1_234_567); !certificate.IsNumber(got) {
		t.Error("a number beyond six digits:", got)
	}
}

func FuzzReadQR(f *testing.F) {
	f.Add(record().QR())
	f.Add("shifu-certificate 1\nnumber: \nsha256: ")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := certificate.ReadQR(text)
		if err == nil && r.Canonical() != text[:len(r.Canonical())] {
			t.Fatalf("%q is not what was read", text)
		}
	})
}
