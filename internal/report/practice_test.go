package report

import (
	"bytes"
	"context"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

func rehearsed(t *testing.T) logbook.Session {
	t.Helper()
	x, err := practice.Start(practice.Find("night"), 0)
	if err == nil {
		err = x.Advance(context.Background(), 2*time.Hour)
	}
	if err != nil {
		t.Fatal(err)
	}
	return logbook.Session{ID: "s1", Person: "邵孟春", Name: x.Scenario().Name, KeptAt: time.Unix(1, 0), Record: x.Record(), Outcome: logbook.OutcomeOf(x.Seed(), x.Frame()),
		Answers: logbook.Answers{Why: "红色预警后才开梯队"}, Comment: "先看负荷比", Coach: "温秋分",
		Review: &practice.Review{Reruns: 200, Tasks: x.Results(), Results: []practice.Summary{{Reference: practice.Mine}, {Reference: practice.Bound, Regret: practice.Figure{Mean: 31, Half: 4}}},
			Ledger: []practice.Entry{{At: time.Hour, Missed: true, Order: practice.Order{Deed: practice.OpenTier, Project: practice.Emergency, Tier: 3}, Regret: 12}}}}
}

func TestWritePractice_BothLanguages(t *testing.T) {
	for _, l := range []words.Language{words.Chinese, words.English} {
		var b bytes.Buffer
		if err := WritePractice(&b, l, rehearsed(t), Stamp{By: "温秋分", At: time.Unix(2, 0)}); err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) || b.Len() < 5000 {
			t.Errorf("%s: %d bytes", l, b.Len())
		}
	}
}

func TestWritePractice_RefusesASessionWithoutARecord(t *testing.T) {
	s := rehearsed(t)
	s.Record = practice.Record{}
	if err := WritePractice(&bytes.Buffer{}, words.English, s, Stamp{}); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}
