package analysis_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/training/analysis"
)

var now = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)

func session() *analysis.Session {
	return &analysis.Session{Title: "停电安抚", At: now, State: analysis.Planned, LeadID: "lead", Members: []analysis.Member{{PersonID: "a"}, {PersonID: "b"}}}
}

func TestSession_WhatIsMissingIsNamed(t *testing.T) {
	for name, spoil := range map[string]func(*analysis.Session){
		"no title": func(s *analysis.Session) { s.Title = " " }, "a novel": func(s *analysis.Session) { s.Title = strings.Repeat("长", analysis.MostTitle+1) },
		"no time": func(s *analysis.Session) { s.At = time.Time{} }, "alone": func(s *analysis.Session) { s.Members = nil },
		"a crowd": func(s *analysis.Session) { s.Members = make([]analysis.Member, analysis.MostMembers+1) },
	} {
		s := session()
		spoil(s)
		if err := s.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := session().Check(); err != nil {
		t.Error(err)
	}
}

func TestNote_AFindingLiesInTheCall(t *testing.T) {
	for name, f := range map[string]analysis.Finding{
		"no text": {Sort: analysis.Good}, "no sort": {Text: "x"}, "before": {Sort: analysis.Good, Text: "x", At: -1}, "behind": {Sort: analysis.Good, Text: "x", At: time.Minute + 1},
		"ends behind": {Sort: analysis.Good, Text: "x", At: 1, Until: 2 * time.Minute}, "backwards": {Sort: analysis.Good, Text: "x", At: 5, Until: 5},
	} {
		if err := session().Note(f, time.Minute); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNote_FindingsStandInTheOrderOfTheCall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := session()
		for range rapid.IntRange(0, 20).Draw(t, "n") {
			f := analysis.Finding{Sort: analysis.Better, Text: "x", At: time.Duration(rapid.IntRange(0, 60).Draw(t, "at")) * time.Second}
			if err := s.Note(f, time.Minute); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.IsSortedFunc(s.Findings, func(a, b analysis.Finding) int { return int(a.At - b.At) }) {
			t.Fatal(s.Findings)
		}
	})
}

func TestStrike_IsForItsAuthorAndTheLeadUntilTheMinutesAreClosed(t *testing.T) {
	s := session()
	for _, id := range []string{"1", "2", "3"} {
		if err := s.Note(analysis.Finding{ID: id, Sort: analysis.Good, Text: "x", ByID: "a"}, 0); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Strike("1", "b", false); !fault.Is(err, fault.Forbidden) {
		t.Error("another member struck it:", err)
	}
	for name, err := range map[string]error{"author": s.Strike("1", "a", false), "lead": s.Strike("2", "lead", true)} {
		if err != nil {
			t.Error(name, err)
		}
	}
	if err := s.Strike("1", "a", false); !fault.Is(err, fault.NotFound) {
		t.Error("struck twice:", err)
	}
	if err := s.Hold([]string{"a", "stranger"}, "先道歉", now); err != nil || s.Came() != 2 || !s.Members[0].Came || s.Members[1].Came {
		t.Errorf("%+v, %v", s, err)
	}
	if err := s.Strike("3", "lead", true); !fault.Is(err, fault.Conflict) {
		t.Error("struck from closed minutes:", err)
	}
	if err := s.Hold(nil, "x", now); !fault.Is(err, fault.Conflict) {
		t.Error("closed twice:", err)
	}
}

func TestHold_NeedsAFindingAndASummary(t *testing.T) {
	s := session()
	if err := s.Hold(nil, "x", now); !fault.Is(err, fault.Conflict) {
		t.Error("held without a finding:", err)
	}
	if err := s.Note(analysis.Finding{Sort: analysis.Unclear, Text: "x"}, 0); err != nil {
		t.Fatal(err)
	}
	if err := s.Hold(nil, " ", now); !fault.Is(err, fault.Invalid) {
		t.Error("held without a summary:", err)
	}
}

func TestDecide_HasAnOwnerAndADayAndIsDoneOnce(t *testing.T) {
	s := session()
	for name, d := range map[string]analysis.Decision{"no text": {OwnerID: "a", Due: now.Add(1)}, "nobody": {Text: "x", Due: now.Add(1)}, "today": {Text: "x", OwnerID: "a", Due: now}} {
		if err := s.Decide(d, now); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Decide(analysis.Decision{ID: "d", Text: "改话术", OwnerID: "a", Due: now.AddDate(0, 0, 7)}, now); err != nil || s.Open() != 1 {
		t.Fatal(err)
	}
	if err := s.Finish("d", "done", "b", false, now); !fault.Is(err, fault.Forbidden) {
		t.Error("somebody else finished it:", err)
	}
	if err := s.Finish("d", "", "a", false, now); !fault.Is(err, fault.Invalid) {
		t.Error("done without a word:", err)
	}
	if err := s.Finish("d", "已改", "a", false, now); err != nil || s.Open() != 0 {
		t.Error(err)
	}
	if err := s.Finish("d", "x", "a", false, now); !fault.Is(err, fault.Conflict) {
		t.Error("done twice:", err)
	}
}
