package store_test

import (
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/redaction"
)

var phoneSaid = []recordings.Utterance{
	{Lane: 1, Start: time.Second, End: 4 * time.Second, Text: "我的电话是13812345678"}, {Lane: 0, Start: 4 * time.Second, End: 6 * time.Second, Text: "好的，记下了"},
}

// redacted is a call with sound of which the telephone number was taken out.
func (v *town) redacted(t *testing.T) (callID, before string) {
	t.Helper()
	callID = v.spoken(t, v.agent, "private")
	if err := v.Calls().SetTranscript(ctx, v.lead, callID, phoneSaid); err != nil {
		t.Fatal(err)
	}
	before = filepath.Base(must[string](t)(v.Calls().Audio(ctx, v.rev, callID)))
	call := must[recordings.Row](t)(v.Calls().Call(ctx, v.rev, callID))
	kept := redaction.Kept{Redactions: v.Redactions(), Shelf: v.Shelf()}
	if err := redaction.Redact(ctx, v.rev, kept, call.Call, redaction.Suggest(phoneSaid), redaction.Tone); err != nil {
		t.Fatal(err)
	}
	return callID, before
}

// spoken is a call with a recording of ten seconds.
func (v *town) spoken(t *testing.T, agent people.Actor, id string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.wav")
	samples := make([]int16, 2*8000*10)
	for i := range samples {
		samples[i] = int16(i*7919%9000 - 4500)
	}
	if err := formats.WriteFile(file, func(w io.Writer) error { return formats.WriteSamples(w, 8000, 2, samples) }); err != nil {
		t.Fatal(err)
	}
	hash := must[string](t)(v.Shelf().Put(ctx, file))
	_, err := v.Calls().Add(ctx, people.Program(), []recordings.Call{{ID: id, ExternalID: id, StartedAt: v.clock.at, Duration: 10 * time.Second, AgentID: agent.PersonID,
		Audio: recordings.Audio{Hash: hash, FileName: "a.wav", Channels: 2, SampleRate: 8000, Frames: 80000}}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestRedactions_EverybodyHearsAndReadsWithoutAndUndoBringsItBack(t *testing.T) {
	v := newTown(t)
	id, before := v.redacted(t)
	for _, by := range []people.Actor{v.rev, v.lead, v.agent} {
		path := must[string](t)(v.Calls().Audio(ctx, by, id))
		said := must[[]recordings.Utterance](t)(v.Calls().Transcript(ctx, by, id))
		if filepath.Base(path) == before || said[0].Text != "我的电话是***********" || !reflect.DeepEqual(said[1], phoneSaid[1]) {
			t.Errorf("%s: %s, %v", by.Name, path, said)
		}
	}
	r := must[redaction.Redaction](t)(v.Redactions().Redaction(ctx, v.rev, id))
	if r.Before != before || r.ByID != v.rev.PersonID || len(r.Marks) != 1 || r.Marks[0].Kind != redaction.Mobile {
		t.Errorf("%+v", r)
	}
	if err := v.Redactions().Undo(ctx, v.rev, id); err != nil {
		t.Fatal(err)
	}
	said := must[[]recordings.Utterance](t)(v.Calls().Transcript(ctx, v.agent, id))
	if path := must[string](t)(v.Calls().Audio(ctx, v.agent, id)); filepath.Base(path) != before || !reflect.DeepEqual(said, phoneSaid) {
		t.Errorf("after Undo %s, %v", path, said)
	}
	if err := v.Redactions().Undo(ctx, v.rev, id); !fault.Is(err, fault.NotFound) {
		t.Error("undone twice:", err)
	}
}

func TestRedactions_TheWholeNeedsTheRightAndLeavesATrace(t *testing.T) {
	v := newTown(t)
	id, before := v.redacted(t)
	for _, by := range []people.Actor{v.rev, v.agent} {
		if _, _, err := v.Redactions().Whole(ctx, by, id); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", by.Name, err)
		}
	}
	path, said, err := v.Redactions().Whole(ctx, v.lead, id)
	if err != nil || filepath.Base(path) != before || !reflect.DeepEqual(said, phoneSaid) {
		t.Error(path, said, err)
	}
	if n := v.traces(t, "open-unredacted", id); n != 1 {
		t.Errorf("%d traces", n)
	}
}

func TestRedactions_WhatIsTakenOutLaterComesOnTop(t *testing.T) {
	v := newTown(t)
	id, before := v.redacted(t)
	call := must[recordings.Row](t)(v.Calls().Call(ctx, v.rev, id))
	more := []redaction.Mark{{Span: redaction.Span{From: 4 * time.Second, To: 5 * time.Second, Lane: redaction.BothLanes}, Kind: redaction.ByHand, Utterance: -1}}
	if err := redaction.Redact(ctx, v.rev, redaction.Kept{Redactions: v.Redactions(), Shelf: v.Shelf()}, call.Call, more, redaction.Silence); err != nil {
		t.Fatal(err)
	}
	r := must[redaction.Redaction](t)(v.Redactions().Redaction(ctx, v.rev, id))
	said := must[[]recordings.Utterance](t)(v.Calls().Transcript(ctx, v.lead, id))
	if len(r.Marks) != 2 || r.Before != before || strings.Contains(said[0].Text, "138") || !strings.Contains(said[1].Text, "*") {
		t.Errorf("%+v, %v", r, said)
	}
}

func TestRedactions_AFileThatNobodyNamesAnyMoreLeavesTheShelf(t *testing.T) {
	v := newTown(t)
	id, before := v.redacted(t)
	first := filepath.Base(must[string](t)(v.Calls().Audio(ctx, v.agent, id)))
	call := must[recordings.Row](t)(v.Calls().Call(ctx, v.rev, id))
	more := []redaction.Mark{{Span: redaction.Span{From: 7 * time.Second, To: 8 * time.Second, Lane: redaction.BothLanes}, Kind: redaction.ByHand, Utterance: -1}}
	if err := redaction.Redact(ctx, v.rev, redaction.Kept{Redactions: v.Redactions(), Shelf: v.Shelf()}, call.Call, more, redaction.Silence); err != nil {
		t.Fatal(err)
	}
	second := filepath.Base(must[string](t)(v.Calls().Audio(ctx, v.agent, id)))
	if _, err := v.Shelf().Path(first); !fault.Is(err, fault.NotFound) || second == first {
		t.Errorf("the first redacted file still lies there: %v", err)
	}
	if err := v.Redactions().Undo(ctx, v.rev, id); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Shelf().Path(second); !fault.Is(err, fault.NotFound) {
		t.Errorf("the redacted file outlives the redaction: %v", err)
	}
	if _, err := v.Shelf().Path(before); err != nil {
		t.Error("the recording itself went too:", err)
	}
}

func TestRedactions_ANewTranscriptBringsNothingBack(t *testing.T) {
	v := newTown(t)
	id, _ := v.redacted(t)
	if err := v.Calls().SetTranscript(ctx, v.lead, id, phoneSaid); err != nil {
		t.Fatal(err)
	}
	said := must[[]recordings.Utterance](t)(v.Calls().Transcript(ctx, v.agent, id))
	if strings.Contains(said[0].Text, "138") {
		t.Error(said)
	}
}

func TestRedactions_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := newTown(t)
	id, _ := v.redacted(t)
	r := must[redaction.Redaction](t)(v.Redactions().Redaction(ctx, v.rev, id))
	for name, err := range map[string]error{
		"an agent redacts": v.Redactions().Keep(ctx, v.agent, r), "an agent undoes": v.Redactions().Undo(ctx, v.agent, id),
		"a reviewer copies out": v.Redactions().Clipped(ctx, v.rev, id, 0, time.Second),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// traces counts what the audit log says of an act.
func (v *town) traces(t *testing.T, act, subject string) (n int) {
	t.Helper()
	entries, err := v.Audit().Entries(ctx, v.admin, 0, 10000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Act == act && e.SubjectID == subject {
			n++
		}
	}
	return n
}
