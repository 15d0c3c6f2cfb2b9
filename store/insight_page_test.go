package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shifu/qa"
	"shifu/qa/insight"
	"shifu/qa/score"
)

func samplePage() ([]insight.Fact, []byte) {
	form := &insight.Form{VersionID: "v1", RubricID: "r", Refs: []string{"1.1", "2.2"}}
	other := &insight.Form{VersionID: "v2", RubricID: "r", Refs: []string{"1.1"}}
	facts := []insight.Fact{
		{Key: [16]byte{1, 2, 3}, At: time.UnixMicro(1_700_000_000_123_456), AgentID: "a", AgentName: "林小满", TeamID: "t", OrganisationID: "o", ReviewerID: "r1",
			ReviewerName: "贺", Project: "95598", BusinessLine: "投诉", Form: form, State: qa.Closed, Steps: insight.WasReleased | insight.WasRevised, Risk: true,
			Scored: true, Final: 100. / 3, Classes: [4]score.Tally{{Opportunities: 3, Errors: 1}, {}, {}, {Opportunities: 300}},
			Answers: []insight.Answer{{Question: 0, Credit: 1. / 3, Lost: 14.4}, {Question: 1, Credit: 1}}},
		{Key: [16]byte{9}, At: time.UnixMicro(5), AgentID: "a", Form: other, State: qa.Submitted, FailAll: true},
	}
	w := newPageWriter()
	for i := range facts {
		w.add(&facts[i])
	}
	return facts, w.bytes()
}

func pageFacts(b []byte) (out []insight.Fact, err error) {
	err = readPage(b, map[string]*insight.Form{}, func(f *insight.Fact) bool {
		own := *f
		own.Answers = append([]insight.Answer(nil), f.Answers...)
		out = append(out, own)
		return true
	})
	return out, err
}

func TestPage_ReadsWhatWasWritten(t *testing.T) {
	want, b := samplePage()
	got, err := pageFacts(b)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestPage_EveryCutIsRefused(t *testing.T) {
	_, b := samplePage()
	for n := range b {
		if _, err := pageFacts(b[:n]); err == nil {
			t.Errorf("%d of %d bytes pass for a page", n, len(b))
		}
	}
	if _, err := pageFacts(append(b, 0)); err == nil {
		t.Error("a byte too many passes")
	}
}

func FuzzPage(f *testing.F) {
	_, b := samplePage()
	f.Add(b)
	f.Add(newPageWriter().bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		facts, err := pageFacts(b)
		if err != nil {
			return
		}
		w := newPageWriter()
		for i := range facts {
			w.add(&facts[i])
			for _, a := range facts[i].Answers {
				_ = facts[i].Lost(facts[i].Form.Refs[a.Question])
			}
		}
		if again, err := pageFacts(w.bytes()); err != nil || len(again) != len(facts) {
			t.Errorf("%d facts became %d, %v", len(facts), len(again), err)
		}
	})
}
