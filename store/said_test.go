package store_test

import (
	"slices"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/store"
)

var saidOrder = recordings.Order{By: recordings.ByStart, Descending: true}

// saidTexts are the lines that somebody finds for words.
func (v *town) saidTexts(t *testing.T, by people.Actor, words string) (out []string) {
	t.Helper()
	lines, next, err := v.Calls().Said(ctx, by, recordings.Filter{Said: words}, saidOrder, 0, 100)
	if err != nil || next != 0 {
		t.Fatal(next, err)
	}
	for _, l := range lines {
		out = append(out, l.Row.ID+" "+l.Utterance.Text)
	}
	return out
}

func (v *town) says(t *testing.T, callID string, texts ...string) {
	t.Helper()
	var us []recordings.Utterance
	for i, text := range texts {
		us = append(us, recordings.Utterance{Lane: i % 2, Start: time.Duration(i) * time.Second, End: time.Duration(i+1) * time.Second, Text: text})
	}
	if err := v.Calls().SetTranscript(ctx, people.Program(), callID, us); err != nil {
		t.Fatal(err)
	}
}

func TestSaid_FindsWordsOfOneTwoAndMoreCharactersButNotAcrossMarksOrUtterances(t *testing.T) {
	v := newTown(t)
	v.says(t, v.own, "家里停电了", "报修电话95598", "上网电费，价格")
	for words, want := range map[string][]string{
		"停电": {"家里停电了"}, "电": {"家里停电了", "报修电话95598", "上网电费，价格"}, "了": {"家里停电了"}, "上网电费": {"上网电费，价格"},
		"停电 电费": {"家里停电了", "上网电费，价格"}, "955": {"报修电话95598"}, "９５５９８": {"报修电话95598"},
		"费价": nil, "了报": nil, "停电 没有": nil, "电停": nil,
	} {
		for i := range want {
			want[i] = v.own + " " + want[i]
		}
		if got := v.saidTexts(t, v.lead, words); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
}

func TestSaid_OnlyInCallsThatOneMayOpen(t *testing.T) {
	v := newTown(t)
	v.says(t, v.own, "变压器冒烟")
	if _, _, err := v.Calls().Said(ctx, v.admin, recordings.Filter{Said: "冒烟"}, saidOrder, 0, 9); !fault.Is(err, fault.Forbidden) {
		t.Error("who may not open calls searches what is said in them", err)
	}
	if _, err := v.Calls().Count(ctx, v.admin, recordings.Filter{Said: "冒烟"}); err == nil {
		t.Error("who may not open calls counts them by what is said")
	}
	if got := v.saidTexts(t, v.mate, "冒烟"); got != nil {
		t.Error("a colleague found", got)
	}
	if got := v.saidTexts(t, v.agent, "冒烟"); len(got) != 1 {
		t.Error("the agent does not find their own call", got)
	}
}

func TestSaid_WhatWasTakenOutIsFoundByNobody(t *testing.T) {
	v := newTown(t)
	id, _ := v.redacted(t)
	for _, by := range []people.Actor{v.lead, v.rev, people.Program()} {
		if got := v.saidTexts(t, by, "13812345678"); got != nil {
			t.Errorf("%s finds %q", by.Name, got)
		}
		if got := v.saidTexts(t, by, "电话"); len(got) != 1 {
			t.Errorf("%s finds %q of the rest", by.Name, got)
		}
	}
	if err := v.Redactions().Undo(ctx, v.rev, id); err != nil {
		t.Fatal(err)
	}
	if got := v.saidTexts(t, v.rev, "13812345678"); len(got) != 1 {
		t.Error("what was put back is not found", got)
	}
}

func TestSaid_AChangedTranscriptIsFoundByItsNewWords(t *testing.T) {
	v := newTown(t)
	v.says(t, v.own, "电表坏了")
	if got := v.saidTexts(t, v.lead, "电表"); len(got) != 1 {
		t.Fatal(got)
	}
	v.says(t, v.own, "水表坏了")
	if got := v.saidTexts(t, v.lead, "电表"); got != nil {
		t.Error("found by what was corrected:", got)
	}
	if n, err := v.Calls().Count(ctx, v.lead, recordings.Filter{Text: "水表"}); err != nil || n != 1 {
		t.Error("the list of calls does not find what was said:", n, err)
	}
}

func TestSaid_GoesOnWhereItStopped(t *testing.T) {
	v := newTown(t)
	calls, said := make([]recordings.Call, 90), make([]recordings.Beside, 90)
	for i := range calls {
		calls[i] = recordings.Call{StartedAt: v.clock.at.Add(time.Duration(i) * time.Minute), OrganisationID: v.client}
		said[i].Said = []recordings.Utterance{{Text: "欠费"}, {Text: "别的"}, {Text: "欠费停电"}}
	}
	if _, err := v.Calls().AddWith(ctx, people.Program(), calls, said); err != nil {
		t.Fatal(err)
	}
	var starts []time.Time
	for at := 0; ; {
		lines, next, err := v.Calls().Said(ctx, v.lead, recordings.Filter{Said: "欠费"}, saidOrder, at, 25)
		if err != nil || next == at && at > 0 {
			t.Fatal(next, err)
		}
		for _, l := range lines {
			starts = append(starts, l.Row.StartedAt)
		}
		if at = next; at == 0 {
			break
		}
	}
	if len(starts) != 180 || !slices.IsSortedFunc(starts, func(a, b time.Time) int { return b.Compare(a) }) {
		t.Errorf("%d lines", len(starts))
	}
}

func TestSaid_TranscriptsOfAnOlderProgramAreFoundAfterOpening(t *testing.T) {
	v := newTown(t)
	v.says(t, v.own, "充电桩")
	store.ForgetSaid(t, v.Workspace)
	if got := v.saidTexts(t, v.lead, "充电"); got != nil {
		t.Fatal("the index was not emptied", got)
	}
	store.HearOn(t, v.Workspace)
	if got := v.saidTexts(t, v.lead, "充电"); len(got) != 1 {
		t.Error(got)
	}
}
