package benchmark_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/recordings"
	"shifu/training/benchmark"
)

var now = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)

func account() benchmark.Account {
	return benchmark.Account{Title: "停电安抚", Why: "先道歉，再说明抢修进度", Line: "故障报修", Skill: "情绪安抚", Difficulty: benchmark.Hard,
		From: 10 * time.Second, Until: 50 * time.Second, ReviewAt: now.AddDate(0, 6, 0)}
}

func proposal(t *testing.T) *benchmark.Call {
	t.Helper()
	c := &benchmark.Call{ID: "b", CallID: "c", State: benchmark.Returned, ByID: "reviewer", By: "R"}
	if err := c.Rewrite(account(), time.Minute, now); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAccount_WhatIsMissingIsNamed(t *testing.T) {
	for name, spoil := range map[string]func(*benchmark.Account){
		"no title":       func(a *benchmark.Account) { a.Title = "  " },
		"long title":     func(a *benchmark.Account) { a.Title = strings.Repeat("长", benchmark.MostTitle+1) },
		"no reason":      func(a *benchmark.Account) { a.Why = "" },
		"long reason":    func(a *benchmark.Account) { a.Why = strings.Repeat("长", benchmark.MostWhy+1) },
		"no line":        func(a *benchmark.Account) { a.Line = "" },
		"no skill":       func(a *benchmark.Account) { a.Skill = "" },
		"no difficulty":  func(a *benchmark.Account) { a.Difficulty = 0 },
		"too hard":       func(a *benchmark.Account) { a.Difficulty = 4 },
		"before it":      func(a *benchmark.Account) { a.From = -time.Second },
		"beyond the end": func(a *benchmark.Account) { a.Until = 61 * time.Second },
		"backwards":      func(a *benchmark.Account) { a.Until = a.From },
		"a blink":        func(a *benchmark.Account) { a.Until = a.From + benchmark.LeastClip - 1 },
		"review now":     func(a *benchmark.Account) { a.ReviewAt = now },
	} {
		a := account()
		spoil(&a)
		if err := a.Check(time.Minute, now); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	a := account()
	if err := a.Check(time.Minute, now); err != nil {
		t.Error("the whole one is refused:", err)
	}
	a.Until = benchmark.MostClip + time.Minute
	if err := a.Check(time.Hour, now); !fault.Is(err, fault.Invalid) {
		t.Error("an endless clip:", err)
	}
}

func TestCall_NeedsTheCheckAndTwoOthers(t *testing.T) {
	c := proposal(t)
	if err := c.Approve(benchmark.Approval{ByID: "lead"}); !fault.Is(err, fault.Conflict) {
		t.Error("approved unchecked:", err)
	}
	if err := c.Confirm(benchmark.Redaction{ByID: "lead", Marks: []benchmark.Mark{{From: 30 * time.Second, Until: 33 * time.Second}, {From: 12 * time.Second, Until: 14 * time.Second}}}); err != nil || c.Redaction.Marks[0].From != 12*time.Second {
		t.Fatal(err, c.Redaction)
	}
	if err := c.Approve(benchmark.Approval{ByID: "reviewer"}); !fault.Is(err, fault.Forbidden) {
		t.Error("the proposer approved:", err)
	}
	if err := c.Approve(benchmark.Approval{ByID: "lead"}); err != nil || c.State != benchmark.Checked {
		t.Error("one approval is not enough:", c.State, err)
	}
	if err := c.Approve(benchmark.Approval{ByID: "lead"}); !fault.Is(err, fault.Conflict) {
		t.Error("one person approved twice:", err)
	}
	if err := c.Approve(benchmark.Approval{ByID: "trainer"}); err != nil || c.State != benchmark.Approved {
		t.Error("two approvals:", c.State, err)
	}
	if err := c.Rewrite(account(), time.Minute, now); !fault.Is(err, fault.Conflict) {
		t.Error("an approved call was changed:", err)
	}
}

func TestCall_NewMarksVoidTheApprovals(t *testing.T) {
	c := proposal(t)
	for _, err := range []error{c.Confirm(benchmark.Redaction{ByID: "lead"}), c.Approve(benchmark.Approval{ByID: "lead"}), c.Confirm(benchmark.Redaction{ByID: "trainer"})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(c.Approvals) != 0 || c.State != benchmark.Checked {
		t.Errorf("%+v", c)
	}
}

func TestCall_AMarkLiesWithinTheClip(t *testing.T) {
	for name, m := range map[string]benchmark.Mark{"before": {From: 9 * time.Second, Until: 12 * time.Second}, "behind": {From: 49 * time.Second, Until: 51 * time.Second}, "empty": {From: 20 * time.Second, Until: 20 * time.Second}} {
		if err := proposal(t).Confirm(benchmark.Redaction{Marks: []benchmark.Mark{m}}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCall_ReturnedIsProposedAnewAndWithdrawnIsNot(t *testing.T) {
	c := proposal(t)
	if err := c.Return(" "); !fault.Is(err, fault.Invalid) {
		t.Error("returned without a reason:", err)
	}
	if err := c.Return("剪短一点"); err != nil || c.State != benchmark.Returned {
		t.Fatal(err)
	}
	if err := c.Rewrite(account(), time.Minute, now); err != nil || c.State != benchmark.Proposed || c.Reason != "" {
		t.Error("not proposed anew:", c.State, err)
	}
	if err := c.Withdraw("过时"); err != nil {
		t.Fatal(err)
	}
	if err := c.Rewrite(account(), time.Minute, now); !fault.Is(err, fault.Conflict) {
		t.Error("a withdrawn call came back:", err)
	}
}

func TestStanding_ExpiresWithItsRule(t *testing.T) {
	s := benchmark.Standing{Call: benchmark.Call{Account: account(), State: benchmark.Approved}}
	if !s.Usable(now) || s.EndsSoon(now) {
		t.Error("a fresh one is usable and lasts")
	}
	s.Article = &benchmark.Article{Until: now.AddDate(0, 0, 12)}
	if at, expires := s.Ends(); !expires || !at.Equal(now.AddDate(0, 0, 12)) || !s.EndsSoon(now) {
		t.Error("the rule ends first:", at, expires)
	}
	if s.Usable(now.AddDate(0, 0, 12)) {
		t.Error("usable after the rule expired")
	}
	s.Article = &benchmark.Article{Archived: true}
	if s.Usable(now) {
		t.Error("usable though the rule is archived")
	}
	s.Article, s.ReviewAt = nil, now.Add(-time.Hour)
	if !s.Overdue(now) || !s.Usable(now) {
		t.Error("an overdue review is said, and the call still heard")
	}
	if err := s.Renew("L", now.AddDate(0, 6, 0), now); err != nil || s.Overdue(now) {
		t.Error(err)
	}
}

var said = []recordings.Utterance{
	{Lane: 0, Start: 0, End: 8 * time.Second, Text: "您好，95598，工号六零二一七为您服务"},
	{Lane: 1, Start: 10 * time.Second, End: 20 * time.Second, Text: "我电话是13800138000，停电了"},
	{Lane: 0, Start: 21 * time.Second, End: 25 * time.Second, Text: "好的，马上为您登记报修"},
}

func TestSuggest_MarksTheNumberAndNothingElse(t *testing.T) {
	got := benchmark.Suggest(said, nil, 9*time.Second, 50*time.Second)
	if len(got) != 1 || !strings.Contains(got[0].Words, "13800138000") {
		t.Fatalf("%+v", got)
	}
	// The number is characters 4 to 15 of 19: 12.1 s to 17.9 s, and a margin.
	if got[0].From > 12100*time.Millisecond || got[0].From < 11*time.Second || got[0].Until < 17900*time.Millisecond || got[0].Until > 19*time.Second {
		t.Errorf("%v to %v", got[0].From, got[0].Until)
	}
}

func TestSuggest_MarksLieInTheClipInOrderAndApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var us []recordings.Utterance
		at := time.Duration(0)
		for range rapid.IntRange(0, 6).Draw(t, "lines") {
			end := at + time.Duration(rapid.IntRange(1, 9000).Draw(t, "ms"))*time.Millisecond
			us = append(us, recordings.Utterance{Start: at, End: end, Text: rapid.StringMatching(`[a-z王先生13800号0-9 ]{0,30}`).Draw(t, "text")})
			at = end
		}
		from := time.Duration(rapid.IntRange(0, 20000).Draw(t, "from")) * time.Millisecond
		until := from + time.Duration(rapid.IntRange(1, 20000).Draw(t, "long"))*time.Millisecond
		last := from
		for i, m := range benchmark.Suggest(us, []string{"王先生"}, from, until) {
			if m.From < last || m.Until <= m.From || m.Until > until || i > 0 && m.From == last {
				t.Fatalf("mark %d: %v to %v in %v to %v after %v", i, m.From, m.Until, from, until, last)
			}
			last = m.Until
		}
	})
}

func TestHeard_ShowsNoNumberAndNothingThatIsSilent(t *testing.T) {
	c := proposal(t)
	c.Redaction = &benchmark.Redaction{Marks: []benchmark.Mark{{From: 20500 * time.Millisecond, Until: 26 * time.Second}}}
	lines := benchmark.Heard(said, nil, c)
	if len(lines) != 2 || strings.Contains(lines[0].Text, "138") || lines[1].Text != strings.Repeat("*", len([]rune(said[2].Text))) {
		t.Errorf("%+v", lines)
	}
}
