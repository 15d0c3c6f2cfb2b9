package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/redaction"
	"shifu/recordings/speech"
	"shifu/recordings/track"
	"shifu/recordings/transcribe"
)

// ear answers every piece with one word, and counts them.
type ear struct {
	asked  int
	failAt int
	during func()
	sent   [][]byte
}

func (e *ear) Hear(_ context.Context, _ transcribe.Settings, wav []byte) ([]byte, error) {
	e.asked++
	e.sent = append(e.sent, wav)
	if e.during != nil {
		e.during()
	}
	if e.asked == e.failAt {
		return nil, fault.New(fault.Invalid, "The server for transcription refused ({{.Code}}): {{.Why}}", fault.Values{"Code": 413, "Why": "too large"})
	}
	return []byte(`{"text":"停电了","segments":[{"start":0.3,"end":2,"text":"停电了","words":[{"word":"停电","start":0.4,"end":0.9}]}]}`), nil
}

// answers is how many answers of servers are kept.
func (v *town) answers(t *testing.T) (n string) {
	t.Helper()
	if err := raw(t, v.Dir()).QueryRow(`SELECT count(*) FROM transcribe_answers`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// transcribed is a call in which both speak once, and what it is transcribed with.
func (v *town) transcribed(t *testing.T) (recordings.Call, transcribe.From, transcribe.Orders) {
	t.Helper()
	id := v.spoken(t, v.agent, "speaks")
	packed := fmt.Appendf(nil, `{"version":%d,"settings":{},"duration":10000000,"sample_rate":8000,"lanes":[[[1000000,4000000]],[[5000000,8000000]]],"hold":[]}`, speech.Version)
	if err := v.Calls().SetDerived(ctx, v.rev, id, speech.Kind, packed); err != nil {
		t.Fatal(err)
	}
	set := transcribe.Settings{On: true, Address: "http://127.0.0.1:8000/v1", Model: "whisper-1", Seconds: 60, Words: true, PerMinute: 43}
	if err := v.Transcribing().SetSettings(ctx, v.admin, set); err != nil {
		t.Fatal(err)
	}
	c := must[recordings.Row](t)(v.Calls().Call(ctx, v.rev, id)).Call
	return c, transcribe.From{Track: track.Kept{Calls: v.Calls(), Shelf: v.Shelf()}, Kept: v.Transcribing()},
		transcribe.Orders{Settings: must[transcribe.Settings](t)(v.Transcribing().Settings(ctx, v.rev)), Now: func() time.Time { return v.clock.at }}
}

func TestTranscribing_GoesOnAtTheMissingPieceAndSaysWhenceItComes(t *testing.T) {
	v := newTown(t)
	c, from, o := v.transcribed(t)
	r := must[transcribe.Request](t)(transcribe.Look(ctx, v.rev, from, c, transcribe.Settings{}))
	if r.Pieces != 2 || r.Sound != 7200*time.Millisecond || r.Redacted || o.Settings.Price(r.Sound) != 1 {
		t.Errorf("%+v costs %d", r, o.Settings.Price(r.Sound))
	}
	failing := &ear{failAt: 2}
	o.By = failing
	if _, err := transcribe.Call(ctx, v.rev, from, c, o); !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
	if us := must[[]recordings.Utterance](t)(v.Calls().Transcript(ctx, v.rev, c.ID)); len(us) != 0 {
		t.Error("half a transcript was written", us)
	}
	rest, done := &ear{}, 0
	o.By, o.Progress = rest, func(n, total int) { done = n*10 + total }
	said, err := transcribe.Call(ctx, v.rev, from, c, o)
	if err != nil || len(said) != 2 || rest.asked != 1 || done != 22 || said[0].Words[0].Start != 1100*time.Millisecond || said[1].Lane != 1 {
		t.Errorf("%+v, %v, asked %d times, %d", said, err, rest.asked, done)
	}
	origin := must[recordings.Origin](t)(v.Transcribing().Origin(ctx, v.agent, c.ID))
	if origin.Kind != recordings.FromServer || origin.Name != "whisper-1" || origin.By != v.rev.Name || !origin.At.Equal(v.clock.at) {
		t.Errorf("%+v", origin)
	}
	if _, err := transcribe.Call(ctx, v.rev, from, c, o); err != nil || rest.asked != 1 {
		t.Errorf("the same was asked for again: %v, %d times", err, rest.asked)
	}
	if n := v.traces(t, "send", c.ID); n != 3 {
		t.Errorf("the audit log says %d times that sound was sent", n)
	}
}

func TestTranscribing_WhatAPersonPutRightIsNotReplacedUnasked(t *testing.T) {
	v := newTown(t)
	c, from, o := v.transcribed(t)
	o.By = &ear{}
	said, err := transcribe.Call(ctx, v.rev, from, c, o)
	if err != nil {
		t.Fatal(err)
	}
	said[0] = said[0].Reworded("来电了")
	if err := v.Calls().SetTranscript(ctx, v.rev, c.ID, said); err != nil {
		t.Fatal(err)
	}
	if r := must[transcribe.Request](t)(transcribe.Look(ctx, v.rev, from, c, transcribe.Settings{})); r.Hand != 1 || r.Said != 2 {
		t.Errorf("%+v", r)
	}
	if _, err := transcribe.Call(ctx, v.rev, from, c, o); !errors.Is(err, transcribe.ByHand) {
		t.Error(err)
	}
	if us := must[[]recordings.Utterance](t)(v.Calls().Transcript(ctx, v.rev, c.ID)); us[0].Text != "来电了" {
		t.Error(us)
	}
	if o := must[recordings.Origin](t)(v.Transcribing().Origin(ctx, v.rev, c.ID)); o.Name != "whisper-1" {
		t.Errorf("an edit changed the origin: %+v", o)
	}
	o.Over = true
	if said, err := transcribe.Call(ctx, v.rev, from, c, o); err != nil || said[0].Text != "停电了" {
		t.Error(said, err)
	}
}

func TestTranscribing_OnlyTheRedactedRecordingIsSentAndAnswersAreWiped(t *testing.T) {
	v := newTown(t)
	c, from, o := v.transcribed(t)
	whole := &ear{}
	o.By = whole
	if _, err := transcribe.Call(ctx, v.rev, from, c, o); err != nil {
		t.Fatal(err)
	}
	if v.answers(t) != "2" {
		t.Fatal(v.answers(t))
	}
	mark := redaction.Mark{Span: redaction.Span{From: time.Second, To: 3 * time.Second, Lane: redaction.BothLanes}, Kind: redaction.ByHand, Utterance: -1}
	kept := redaction.Kept{Redactions: v.Redactions(), Shelf: v.Shelf()}
	if err := redaction.Redact(ctx, v.rev, kept, c, []redaction.Mark{mark}, redaction.Silence); err != nil {
		t.Fatal(err)
	}
	if v.answers(t) != "0" {
		t.Error("answers to the unredacted recording are kept", v.answers(t))
	}
	if r := must[transcribe.Request](t)(transcribe.Look(ctx, v.rev, from, c, transcribe.Settings{})); !r.Redacted {
		t.Error("the unredacted recording would be sent")
	}
	cut := &ear{}
	o.By = cut
	said, err := transcribe.Call(ctx, v.rev, from, c, o)
	if err != nil || cut.asked != 2 || !strings.HasPrefix(said[0].Text, "*") {
		t.Fatal(said, err, cut.asked)
	}
	second := 44 + 16000 // a second into the piece lies the redacted stretch
	if string(cut.sent[0][second:second+8000]) != string(make([]byte, 8000)) || string(whole.sent[0][second:second+8000]) == string(make([]byte, 8000)) {
		t.Error("what was redacted was sent")
	}
}

func TestTranscribing_ACallThatIsRedactedMeanwhileKeepsNothing(t *testing.T) {
	v := newTown(t)
	c, from, o := v.transcribed(t)
	mark := redaction.Mark{Span: redaction.Span{From: time.Second, To: 3 * time.Second, Lane: redaction.BothLanes}, Kind: redaction.ByHand, Utterance: -1}
	o.By = &ear{during: func() {
		if err := redaction.Redact(ctx, v.rev, redaction.Kept{Redactions: v.Redactions(), Shelf: v.Shelf()}, c, []redaction.Mark{mark}, redaction.Silence); err != nil {
			t.Error(err)
		}
	}}
	if _, err := transcribe.Call(ctx, v.rev, from, c, o); !errors.Is(err, transcribe.Changed) {
		t.Error(err)
	}
	if n := v.answers(t); n != "0" {
		t.Error(n)
	}
}

func TestTranscribing_DeletingTheCallWipesTheAnswers(t *testing.T) {
	v := newTown(t)
	c, from, o := v.transcribed(t)
	o.By = &ear{}
	if _, err := transcribe.Call(ctx, v.rev, from, c, o); err != nil {
		t.Fatal(err)
	}
	if err := v.Retention().Delete(ctx, v.admin, []string{c.ID}, "30 days"); err != nil {
		t.Fatal(err)
	}
	if n := v.answers(t); n != "0" {
		t.Error(n)
	}
}

func TestTranscribing_IsOffUntilWhoKeepsTheWorkspaceTurnsItOn(t *testing.T) {
	v := newTown(t)
	if s := must[transcribe.Settings](t)(v.Transcribing().Settings(ctx, v.rev)); s.On || s.Address != "" {
		t.Errorf("%+v", s)
	}
	c, from, o := v.transcribed(t)
	o.Settings.On, o.By = false, &ear{}
	if _, err := transcribe.Call(ctx, v.rev, from, c, o); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	for _, by := range []people.Actor{v.rev, v.lead, v.agent} {
		if err := v.Transcribing().SetSettings(ctx, by, o.Settings); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", by.Name, err)
		}
	}
	if _, err := v.Transcribing().Settings(ctx, v.agent); !fault.Is(err, fault.Forbidden) {
		t.Error("the agent reads the settings", err)
	}
	o.Settings.On = true
	if _, err := transcribe.Call(ctx, v.agent, from, c, o); !fault.Is(err, fault.Forbidden) {
		t.Error("the agent sent the call", err)
	}
}
