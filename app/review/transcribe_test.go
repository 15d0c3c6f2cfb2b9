package review

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/recordings"
	"shifu/recordings/transcribe"
)

type ear struct{}

func (ear) Hear(context.Context, transcribe.Settings, []byte) ([]byte, error) {
	return []byte(`{"text":"停电了","segments":[{"start":0.3,"end":1,"text":"停电了","words":[{"word":"停电","start":0.3,"end":0.8}]}]}`), nil
}

func TestRoom_ACallIsTranscribedFromItsEmptyPage(t *testing.T) {
	o := desktest.NewOffice(t)
	set := transcribe.Settings{On: true, Address: "http://127.0.0.1:8000/v1", Model: "whisper-1", Seconds: 60}
	if err := o.Store.Transcribing().SetSettings(t.Context(), o.Town.Admin, set); err != nil {
		t.Fatal(err)
	}
	d := o.As(o.Town.Reviewer)
	d.Assist.Hearing = ear{}
	o.Desk = d
	r := enterBy(t, o, d, desk.Route{Place: desk.Room, ID: o.Town.Mono.ID})
	if r.view.panels.transcript != nil || r.view.panels.all[0].id != panelTranscript {
		t.Fatal("no page says that nothing is written down yet")
	}
	if !desktest.Shortcut(r, fyne.KeyR, ctrl|alt) {
		t.Fatal("Ctrl+Alt+R does nothing")
	}
	buttons := desktest.Found[*parts.Button](d.Window.Canvas().Overlays().Top())
	test.Tap(buttons[len(buttons)-1])
	if len(r.o.said) == 0 || r.view.panels.transcript == nil || r.view.panels.transcript.Line(0).Words == nil || r.o.origin.Name != "whisper-1" {
		t.Errorf("%+v from %+v", r.o.said, r.o.origin)
	}
}

type numberEar struct{}

func (numberEar) Hear(context.Context, transcribe.Settings, []byte) ([]byte, error) {
	return []byte(`{"text":"我的电话是13800138000","segments":[{"start":0.3,"end":1,"text":"我的电话是13800138000"}]}`), nil
}

func TestRoom_WhatATranscriptGivesAwayIsSuggestedOnceItCame(t *testing.T) {
	o := desktest.NewOffice(t)
	set := transcribe.Settings{On: true, Address: "http://127.0.0.1:8000/v1", Model: "whisper-1", Seconds: 60}
	if err := o.Store.Transcribing().SetSettings(t.Context(), o.Town.Admin, set); err != nil {
		t.Fatal(err)
	}
	d := o.As(o.Town.Lead)
	d.Assist.Hearing = numberEar{}
	o.Desk = d
	r := enterBy(t, o, d, desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID})
	spans := r.view.countOf(panelSpans)
	desktest.Shortcut(r, fyne.KeyR, ctrl|alt)
	buttons := desktest.Found[*parts.Button](d.Window.Canvas().Overlays().Top())
	test.Tap(buttons[len(buttons)-1])
	if r.view.countOf(panelPrivacy) == "" || r.view.countOf(panelSpans) != spans {
		t.Errorf("privacy %q, spans %q after %q: %v", r.view.countOf(panelPrivacy), r.view.countOf(panelSpans), spans, r.o.said)
	}
}

func TestRoom_LoadingOverHandMadeWorkAsks(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	r.sound.seek(r.o.said[0].Start)
	r.keepWords(0, "你好", func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	path := filepath.Join(t.TempDir(), "a.vtt")
	if err := os.WriteFile(path, []byte("WEBVTT\n\n00:01.000 --> 00:02.000\n<v 坐席>新的"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.loadFrom(path, false, func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	if r.o.said[0].Text != "你好" || !o.Asked() {
		t.Fatalf("%q, asked: %v", r.o.said[0].Text, o.Asked())
	}
	buttons := desktest.Found[*parts.Button](o.Desk.Window.Canvas().Overlays().Top())
	test.Tap(buttons[len(buttons)-1])
	if len(r.o.said) != 1 || r.o.said[0].Text != "新的" || r.o.origin.Kind != recordings.FromFile || r.o.origin.Name != "a.vtt" {
		t.Errorf("%+v from %+v", r.o.said, r.o.origin)
	}
}
