package transcribing

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/recordings/transcribe"
)

// server answers each piece with a word, until it fails.
type server struct {
	asked, failAt int
}

func (s *server) Hear(context.Context, transcribe.Settings, []byte) ([]byte, error) {
	if s.asked++; s.asked == s.failAt {
		return nil, fault.New(fault.Invalid, "The server for transcription refused: {{.Why}}", fault.Values{"Why": "busy"})
	}
	return []byte(`{"text":"停电了","segments":[{"start":0.3,"end":1,"text":"停电了"}]}`), nil
}

func office(t *testing.T, on bool) (*desktest.Office, *server) {
	t.Helper()
	o := desktest.NewOffice(t)
	desktest.Wear(t, "light", 100, words.English)
	o.Desk.Settings.Language = words.English
	set := transcribe.Settings{On: on, Address: "https://hear.example.com/v1", Model: "whisper-1", Seconds: 60, PerMinute: 43}
	if err := o.Store.Transcribing().SetSettings(t.Context(), o.Town.Admin, set); err != nil {
		t.Fatal(err)
	}
	s := &server{}
	o.Assist.Hearing = s
	o.Desk.Assist.Hearing = s
	o.Desk.Window.Resize(fyne.NewSize(1200, 800))
	return o, s
}

// said are all texts of the dialog that is open.
func said(t *testing.T, o *desktest.Office) string {
	t.Helper()
	top := o.Desk.Window.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("nothing is asked")
	}
	var out []string
	for _, x := range desktest.Found[*parts.Text](top) {
		out = append(out, x.Value)
	}
	for _, x := range desktest.Found[*parts.Paragraph](top) {
		out = append(out, x.Value)
	}
	return strings.Join(out, "\n")
}

func press(t *testing.T, o *desktest.Office, button int) {
	t.Helper()
	top := o.Desk.Window.Canvas().Overlays().Top()
	test.Tap(desktest.Found[*parts.Button](top)[button])
}

func TestAsk_SaysWhatGoesWhereAndSendsNothingBefore(t *testing.T) {
	o, s := office(t, true)
	Ask(o.Desk, []recordings.Call{o.Town.Stereo, o.Town.Mono, o.Town.Silent}, nil)
	for _, want := range []string{"https://hear.example.com/v1", "whisper-1", "minutes of speech in", "¥0.0", "at ¥0.043 a minute", "nothing was redacted", "goes to hear.example.com", "1 of 2 have one", "came without a recording"} {
		if got := said(t, o); !strings.Contains(got, want) {
			t.Errorf("%q is not said in\n%s", want, got)
		}
	}
	press(t, o, 0)
	if s.asked != 0 || o.Asked() {
		t.Errorf("it was cancelled, and %d pieces were sent", s.asked)
	}
}

func TestAsk_WritesTheTranscriptsAndTellsWhoAsked(t *testing.T) {
	o, s := office(t, true)
	got := map[string]int{}
	Ask(o.Desk, []recordings.Call{o.Town.Stereo, o.Town.Mono}, func(id string, said []recordings.Utterance) { got[id] = len(said) })
	press(t, o, 1)
	if got[o.Town.Stereo.ID] < 2 || got[o.Town.Mono.ID] < 1 || s.asked != got[o.Town.Stereo.ID]+got[o.Town.Mono.ID] || len(o.Failed) > 0 {
		t.Errorf("%v, asked %d times, %v", got, s.asked, o.Failed)
	}
	if last := o.Toasts[len(o.Toasts)-1].Text; !strings.Contains(last, "2 transcripts") {
		t.Error(last)
	}
}

func TestAsk_OffSendsNothingAndLeadsToTheSettings(t *testing.T) {
	o, s := office(t, false)
	Ask(o.Desk, []recordings.Call{o.Town.Stereo}, nil)
	if !strings.Contains(said(t, o), "off") {
		t.Error(said(t, o))
	}
	press(t, o, 1)
	if place, id := o.Last(); place != desk.Settings || id != Page || s.asked != 0 {
		t.Error(place, id, s.asked)
	}
}

func TestAsk_HandMadeWorkStaysUnlessTicked(t *testing.T) {
	o, s := office(t, true)
	us, err := o.Store.Calls().Transcript(t.Context(), o.Town.Reviewer, o.Town.Stereo.ID)
	if err != nil {
		t.Fatal(err)
	}
	us[0] = us[0].Reworded("你好")
	if err := o.Store.Calls().SetTranscript(t.Context(), o.Town.Reviewer, o.Town.Stereo.ID, us); err != nil {
		t.Fatal(err)
	}
	Ask(o.Desk, []recordings.Call{o.Town.Stereo}, nil)
	press(t, o, 1)
	if s.asked != 0 || !strings.Contains(o.Toasts[len(o.Toasts)-1].Text, "1 were left") {
		t.Errorf("%d pieces were sent, %v", s.asked, o.Toasts)
	}
	Ask(o.Desk, []recordings.Call{o.Town.Stereo}, nil)
	test.Tap(desktest.Found[*parts.Check](o.Desk.Window.Canvas().Overlays().Top())[0])
	press(t, o, 1)
	if us, err := o.Store.Calls().Transcript(t.Context(), o.Town.Reviewer, o.Town.Stereo.ID); err != nil || us[0].Text != "停电了" {
		t.Error(us, err)
	}
}

func TestAsk_AFailureIsToldAndTheNextTimeGoesOn(t *testing.T) {
	o, s := office(t, true)
	s.failAt = 2
	Ask(o.Desk, []recordings.Call{o.Town.Stereo}, nil)
	press(t, o, 1)
	if len(o.Failed) != 1 || len(o.Toasts) != 0 {
		t.Errorf("%v, %v", o.Failed, o.Toasts)
	}
	before := s.asked
	Ask(o.Desk, []recordings.Call{o.Town.Stereo}, nil)
	if !strings.Contains(said(t, o), "1 of 2 pieces, which were answered before") {
		t.Error("what was answered would be paid for again:", said(t, o))
	}
	press(t, o, 1)
	us, err := o.Store.Calls().Transcript(t.Context(), o.Town.Reviewer, o.Town.Stereo.ID)
	if err != nil || s.asked-before != len(us)-1 {
		t.Errorf("%d pieces were sent again for %d, %v", s.asked-before, len(us), err)
	}
}

func TestAsk_StoppingKeepsWhatWasAnswered(t *testing.T) {
	o, s := office(t, true)
	var stop func()
	o.Desk.Progress = func(_ string, cancel func()) (func(int, int), func()) {
		stop = cancel
		return func(int, int) { stop() }, func() {}
	}
	w := &work{d: o.Desk}
	if err := w.look(t.Context(), []recordings.Call{o.Town.Stereo}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	w.send()
	if last := o.Toasts[len(o.Toasts)-1].Text; s.asked != 1 || !strings.Contains(last, "Stopped after 0") {
		t.Errorf("asked %d times: %s", s.asked, last)
	}
}

func TestPrice_IsWordedInThousandths(t *testing.T) {
	if Yuan(43) != "0.043" || Yuan(1500) != "1.500" {
		t.Error(Yuan(43), Yuan(1500))
	}
	w := &work{set: transcribe.Settings{PerMinute: 43}}
	desktest.Wear(t, "light", 100, words.English)
	if got := w.cost(100 * time.Minute); !strings.HasPrefix(got, "¥4.30 at") {
		t.Error(got)
	}
}
