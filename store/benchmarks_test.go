package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/training/benchmark"
	"shifu/training/knowledge"
)

// voiced adds a call of an agent's with sound and words.
func (v *town) voiced(t testing.TB, agent people.Actor, id string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.wav")
	if err := os.WriteFile(file, []byte(id), 0o600); err != nil {
		t.Fatal(err)
	}
	hash := must[string](t)(v.Shelf().Put(ctx, file))
	_, err := v.Calls().Add(ctx, people.Program(), []recordings.Call{{ID: id, ExternalID: id, Title: id, StartedAt: v.clock.at, Duration: 3 * time.Minute, AgentID: agent.PersonID,
		Caller: "13800138000", BusinessLine: "故障报修", Audio: recordings.Audio{Hash: hash, Channels: 2, SampleRate: 8000, Frames: 3 * 60 * 8000}}})
	if err != nil {
		t.Fatal(err)
	}
	err = v.Calls().SetTranscript(ctx, people.Program(), id, []recordings.Utterance{{Start: 0, End: 10 * time.Second, Text: "您好，" + agent.Name + "为您服务"},
		{Lane: 1, Start: 12 * time.Second, End: 20 * time.Second, Text: "我的电话是13800138000"}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (v *town) exemplary() benchmark.Account {
	return benchmark.Account{Title: "停电安抚", Why: "先道歉，再说进度", Line: "故障报修", Skill: "安抚", Difficulty: benchmark.Medium, From: 5 * time.Second, Until: time.Minute, ReviewAt: v.clock.at.AddDate(0, 6, 0)}
}

// inUse proposes a call of the agent's, checks and approves it.
func (v *town) inUse(t testing.TB) string {
	t.Helper()
	k := v.Benchmarks()
	id := must[string](t)(k.Propose(ctx, v.rev, "", v.voiced(t, v.agent, "bench-own"), "", v.exemplary()))
	trainer := v.person(t, v.client, "", "benchtrainer", people.Trainer)
	for _, err := range []error{k.Confirm(ctx, v.lead, id, []benchmark.Mark{{From: 15 * time.Second, Until: 20 * time.Second}}), k.Approve(ctx, v.lead, id, "好"), k.Approve(ctx, trainer, id, "")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return id
}

func TestBenchmarks_FromTheProposalToEverybodyWithWhomItIsShared(t *testing.T) {
	v := newTown(t)
	k, id := v.Benchmarks(), v.inUse(t)
	if _, err := k.Benchmark(ctx, v.foreign, id); !fault.Is(err, fault.NotFound) {
		t.Error("another vendor knows of it:", err)
	}
	if s, err := k.Benchmark(ctx, v.mate, id); err != nil || s.Agent != "" || s.CallID != "" {
		t.Errorf("the mate sees whose it is: %+v, %v", s, err)
	}
	if s, err := k.Benchmark(ctx, v.agent, id); err != nil || s.Agent == "" {
		t.Error("the agent's own has a name:", err)
	}
	if err := k.Share(ctx, v.lead, id, []string{v.other, v.other}); err != nil {
		t.Fatal(err)
	}
	s, err := k.Hear(ctx, v.foreign, id)
	if err != nil || s.Call.Caller != "" || s.Call.AgentName != "" || len(s.Marks) != 1 || s.Path == "" {
		t.Fatalf("%+v, %v", s, err)
	}
	for _, u := range s.Said {
		if strings.Contains(u.Text, "138") || strings.Contains(u.Text, v.agent.Name) {
			t.Error("names somebody:", u.Text)
		}
	}
	if got, err := k.Benchmark(ctx, v.lead, id); err != nil || got.Plays != 1 || got.Hearers != 1 || got.Copies != 0 || len(got.SharedNames) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if err := k.Share(ctx, v.lead, id, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Hear(ctx, v.foreign, id); !fault.Is(err, fault.NotFound) {
		t.Error("heard after it was taken back:", err)
	}
}

func TestBenchmarks_CopyingOutIsARightOfItsOwn(t *testing.T) {
	v := newTown(t)
	k, id := v.Benchmarks(), v.inUse(t)
	if _, err := k.CopyOut(ctx, v.rev, id); !fault.Is(err, fault.Forbidden) {
		t.Error("a reviewer copied it out:", err)
	}
	if _, err := k.CopyOut(ctx, v.lead, id); err != nil {
		t.Fatal(err)
	}
	if s, err := k.Benchmark(ctx, v.lead, id); err != nil || s.Copies != 1 || s.Plays != 0 {
		t.Errorf("%d copies, %d plays, %v", s.Copies, s.Plays, err)
	}
}

func TestBenchmarks_WhatIsNotInUseIsHeardByItsKeepersOnlyAndNotCounted(t *testing.T) {
	v := newTown(t)
	k := v.Benchmarks()
	id := must[string](t)(k.Propose(ctx, v.rev, "", v.voiced(t, v.agent, "bench-own"), "", v.exemplary()))
	for name, by := range map[string]people.Actor{"the mate": v.mate, "its agent": v.agent, "another reviewer": v.second} {
		if _, err := k.Hear(ctx, by, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := k.Hear(ctx, v.rev, id); err != nil {
		t.Error("the proposer:", err)
	}
	if _, err := k.CopyOut(ctx, v.lead, id); !fault.Is(err, fault.Conflict) {
		t.Error("a proposal was copied out:", err)
	}
	if s, err := k.Benchmark(ctx, v.lead, id); err != nil || s.Plays != 0 || s.CallID == "" {
		t.Errorf("%+v, %v", s, err)
	}
	marks, err := k.Suggested(ctx, v.lead, id)
	if err != nil || len(marks) != 2 { // the agent's name and the number
		t.Errorf("%+v, %v", marks, err)
	}
	if _, err := k.Suggested(ctx, v.rev, id); !fault.Is(err, fault.Forbidden) {
		t.Error("who may not keep them is told the words:", err)
	}
}

func TestBenchmarks_GoesWithTheArticleThatItExplains(t *testing.T) {
	v := newTown(t)
	k := v.Benchmarks()
	a, err := v.Knowledge().Save(ctx, v.lead, knowledge.Article{Kind: knowledge.Kinds[0], Title: "停电", Body: "x", Category: "故障报修", OwnerID: v.lead.PersonID, Vendors: true, Until: v.clock.at.AddDate(0, 0, 10)}, false)
	if err != nil {
		t.Fatal(err)
	}
	id := v.inUse(t)
	about := v.exemplary()
	about.ArticleID = a.ID
	if _, err := k.Propose(ctx, v.rev, id, "", "", about); !fault.Is(err, fault.Conflict) {
		t.Error("an approved call was rewritten:", err)
	}
	other := must[string](t)(k.Propose(ctx, v.rev, "", v.voiced(t, v.mate, "bench-mate"), "", about))
	second := v.person(t, v.client, "", "benchsecond", people.Trainer)
	for _, err := range []error{k.Confirm(ctx, v.lead, other, nil), k.Approve(ctx, v.lead, other, ""), k.Approve(ctx, second, other, "")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	usable := func() int {
		all, err := k.Benchmarks(ctx, v.agent, benchmark.Find{Usable: true})
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	if n := usable(); n != 2 {
		t.Fatalf("%d usable", n)
	}
	v.clock.at = v.clock.at.AddDate(0, 0, 10)
	if n := usable(); n != 1 {
		t.Errorf("%d usable after the article expired", n)
	}
	if _, err := k.Hear(ctx, v.mate, other); !fault.Is(err, fault.NotFound) {
		t.Error("an expired one was heard:", err)
	}
	if s, err := k.Benchmark(ctx, v.lead, other); err != nil || !s.Expired(v.clock.at) || s.Article.Title != "停电" {
		t.Errorf("the lead sees that it expired: %+v, %v", s, err)
	}
}

func TestBenchmarks_AVendorKeepsItsOwnAndSharesWithNobodyElse(t *testing.T) {
	v := newTown(t)
	k := v.Benchmarks()
	id := must[string](t)(k.Propose(ctx, v.vendorRev, "", v.voiced(t, v.agent, "bench-own"), "", v.exemplary()))
	if _, err := k.Propose(ctx, v.vendorRev, "", v.voiced(t, v.foreign, "bench-other"), "", v.exemplary()); !fault.Is(err, fault.NotFound) {
		t.Error("proposed another vendor's call:", err)
	}
	if err := k.Confirm(ctx, v.vendorAdmin, id, nil); err != nil {
		t.Error("the vendor's lead checks:", err)
	}
	if err := k.Share(ctx, v.vendorAdmin, id, []string{v.other}); !fault.Is(err, fault.NotFound) {
		t.Error("the vendor shared with another one:", err)
	}
	foreignID := v.inUseOf(t, v.ours)
	if err := k.Withdraw(ctx, v.vendorAdmin, foreignID, "x"); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
		t.Error("the vendor withdrew the client's:", err)
	}
}

// inUseOf shares a call of the client's with everybody.
func (v *town) inUseOf(t testing.TB, _ string) string {
	t.Helper()
	k := v.Benchmarks()
	id := must[string](t)(k.Propose(ctx, v.rev, "", v.voiced(t, v.rev, "bench-ours"), "", v.exemplary()))
	third := v.person(t, v.client, "", "benchthird", people.Trainer)
	for _, err := range []error{k.Confirm(ctx, v.lead, id, nil), k.Approve(ctx, v.lead, id, ""), k.Approve(ctx, third, id, ""), k.Share(ctx, v.lead, id, []string{v.acme, v.other})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return id
}

func TestBenchmarks_ACallWithoutSoundIsNone(t *testing.T) {
	v := newTown(t)
	if _, err := v.Benchmarks().Propose(ctx, v.rev, "", v.own, "", v.exemplary()); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if _, err := v.Benchmarks().Propose(ctx, v.agent, "", v.own, "", v.exemplary()); !fault.Is(err, fault.Forbidden) {
		t.Error("an agent proposed:", err)
	}
}
