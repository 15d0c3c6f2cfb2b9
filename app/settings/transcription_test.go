package settings

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/recordings/transcribe"
)

type answering struct{ err error }

func (a answering) Hear(context.Context, transcribe.Settings, []byte) ([]byte, error) {
	return []byte(`{"text":"谢谢观看","segments":[{"start":0,"end":1,"text":"谢谢观看"}]}`), a.err
}

func TestTranscription_IsOffSaysSoAndIsTurnedOnAfterAQuestion(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, pageTranscription, nil)
	h := &s.hearing
	if h.on.Checked || !strings.Contains(h.where.Value, "不会离开本机") {
		t.Fatal("on, or nothing said of where sound goes:", h.where.Value)
	}
	h.on.Set(true)
	h.on.OnChanged(true)
	s.saveTranscription()
	if o.Asked() || len(h.said.Objects) == 0 {
		t.Error("asked whether sound may go to no address at all")
	}
	h.address.SetText("https://hear.example.com/v1")
	h.name.SetText("whisper-1")
	h.price.SetText("0.043")
	if !strings.Contains(h.where.Value, "hear.example.com") {
		t.Error(h.where.Value)
	}
	if !desktest.Shortcut(s, fyne.KeyS, fyne.KeyModifierShortcutDefault) || !o.Asked() {
		t.Fatal("sound may leave the machine and nobody was asked")
	}
	kept := func() transcribe.Settings {
		got, err := o.Store.Transcribing().Settings(t.Context(), o.Town.Reviewer)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if kept().On {
		t.Error("kept before the answer")
	}
	buttons := desktest.Found[*parts.Button](o.Desk.Window.Canvas().Overlays().Top())
	test.Tap(buttons[len(buttons)-1])
	if k := kept(); !k.On || k.PerMinute != 43 || k.Model != "whisper-1" || !k.Words || k.Seconds != 300 {
		t.Errorf("%+v", k)
	}
	h.price.SetText("cheap")
	s.saveTranscription()
	if kept().PerMinute != 43 || len(h.said.Objects) == 0 {
		t.Error("a price that is none was taken")
	}
}

func TestTranscription_TryingSaysWhatTheServerAnswered(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, pageTranscription, nil)
	s.hearing.address.SetText("http://127.0.0.1:1/v1")
	s.hearing.name.SetText("m")
	said := func() string {
		var out []string
		for _, p := range desktest.Found[*parts.Paragraph](s.hearing.said) {
			out = append(out, p.Value)
		}
		for _, p := range desktest.Found[*parts.Text](s.hearing.said) {
			out = append(out, p.Value)
		}
		return strings.Join(out, " ")
	}
	s.d.Assist.Hearing = answering{}
	if !desktest.Shortcut(s, fyne.KeyT, fyne.KeyModifierShortcutDefault) || !strings.Contains(said(), "谢谢观看") {
		t.Error(said())
	}
	s.d.Assist.Hearing = answering{fault.New(fault.Invalid, "The server for transcription refused ({{.Code}}): {{.Why}}", fault.Values{"Code": 401, "Why": "wrong key"})}
	s.tryTranscription()
	if !strings.Contains(said(), "401") || !strings.Contains(said(), "wrong key") || s.hearing.busy {
		t.Error(said())
	}
}

func TestTranscription_IsNotShownToReviewersWithoutAServerToAsk(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer, "", nil)
	for _, p := range s.pages {
		if p.id == pageTranscription {
			t.Error("shown without a server to ask")
		}
	}
}

func TestTranscription_WhoKeepsNoWorkspaceChangesOnlyTheKey(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer, "", nil)
	s.transcription()
	h := &s.hearing
	shut := func(e *parts.Entry) bool { return e.Typing().(fyne.Disableable).Disabled() }
	if !h.on.Disabled() || !h.words.Disabled() || !shut(h.address) || shut(h.key) {
		t.Error("what is kept for all can be changed, or one's own key can't")
	}
	if texts := desktest.Texts(h.box); !strings.Contains(texts, "保存密钥") || !strings.Contains(texts, "系统管理员") {
		t.Error("it isn't said:", texts)
	}
}
