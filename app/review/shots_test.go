package review

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/demo"
	"shifu/internal/words"
	"shifu/recordings"
)

// TestShots draws the screens as they are, for looking at them: only where
// SHIFU_SHOTS names a folder.
func TestShots(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS names no folder")
	}
	for _, shot := range []struct {
		name          string
		mode          look.Mode
		l             words.Language
		width, height float32
	}{
		{"review-light-zh", look.ModeLight, words.Chinese, 1440, 900},
		{"review-dark-en", look.ModeDark, words.English, 1440, 900},
		{"review-1280-dark-zh", look.ModeDark, words.Chinese, 1280, 800},
		{"review-1920-light-en", look.ModeLight, words.English, 1920, 1080},
		{"review-large-light-zh", look.ModeLight, words.Chinese, 1600, 1000},
	} {
		t.Run(shot.name, func(t *testing.T) {
			o := desktest.NewOffice(t)
			call := demoCall(t, o, shot.l)
			desktest.Wear(t, shot.mode, map[bool]int{true: 130, false: 100}[shot.width == 1600], shot.l)
			d := o.As(o.Town.Reviewer)
			d.Settings.Language = shot.l
			o.Desk.Window = d.Window
			task, _ := o.Queue.Tasks(context.Background(), o.Actor)
			r := NewRoom(d, desk.Route{Place: desk.Room, ID: call, Task: taskOf(task, call)}).(*Room)
			defer r.Close()
			framed(o, r, shot.width, shot.height)
			judge(r, shot.l)
			capture(t, o, filepath.Join(dir, shot.name+".png"))
			r.view.choosePanel(panelPrivacy)
			capture(t, o, filepath.Join(dir, shot.name+"-privacy.png"))
			r.view.panels.privacy.redact()
			capture(t, o, filepath.Join(dir, shot.name+"-redacted.png"))
			if shot.name == "review-dark-en" {
				shootAsked(t, o, r, filepath.Join(dir, shot.name))
			}
			shootOthers(t, o, d, dir, shot.name, shot.width, shot.height)
		})
	}
}

// shootAsked draws the room while a note is typed, and with what is asked in place.
func shootAsked(t *testing.T, o *desktest.Office, r *Room, path string) {
	t.Helper()
	keys(r, fyne.KeyReturn)
	capture(t, o, path+"-typing.png")
	r.submit()
	r.derive()
	r.view.askSkip()
	r.view.turnPanel(2)
	capture(t, o, path+"-asked.png")
}

// shootOthers draws a submitted call without sound, a conflict of interest, and
// the queue.
func shootOthers(t *testing.T, o *desktest.Office, d *desk.Desk, dir, name string, width, height float32) {
	t.Helper()
	other := NewRoom(d, desk.Route{Place: desk.Room, ID: o.Town.Silent.ID}).(*Room)
	fill(other)
	for _, g := range other.sheet.gaps() {
		other.note(g.Ref, "好")
	}
	other.submit()
	other.Close()
	other = NewRoom(d, desk.Route{Place: desk.Room, ID: o.Town.Silent.ID}).(*Room)
	other.device = true
	framed(o, other, width, height)
	other.view.showBanners()
	other.view.askRevise()
	capture(t, o, filepath.Join(dir, "silent-"+name+".png"))
	other.Close()
	other = NewRoom(d, desk.Route{Place: desk.Room, ID: o.Town.Mentees.ID}).(*Room)
	framed(o, other, width, height)
	other.view.turnPanel(1)
	capture(t, o, filepath.Join(dir, "mentee-"+name+".png"))
	other.Close()
	q := New(d, desk.Route{}).(*Queue)
	defer q.Close()
	o.Show(wrapped{q, parts.NewPage(q.Content())}, width-184, height-28)
	capture(t, o, filepath.Join(dir, "queue-"+name+".png"))
}

type wrapped struct {
	desk.Screen
	page fyne.CanvasObject
}

func (w wrapped) Content() fyne.CanvasObject { return w.page }

// framed shows the room with the rail's room left empty.
func framed(o *desktest.Office, s desk.Screen, w, h float32) {
	rail := parts.NewPlate(look.Frame)
	rail.Least = fyne.NewSize(64, 10)
	content := container.NewBorder(nil, nil, rail, nil, parts.NewPage(s.Content()))
	o.Show(wrapped{s, content}, w, h-28)
}

func taskOf(ts []qaTask, call string) string {
	for _, t := range ts {
		if t.CallID == call {
			return t.ID
		}
	}
	return ""
}

// demoCall is the first call of the demo, in place of the test's own.
func demoCall(t *testing.T, o *desktest.Office, l words.Language) string {
	t.Helper()
	calls, err := demo.Recorded()
	if err != nil {
		t.Fatal(err)
	}
	c := calls[0]
	path := filepath.Join("..", "..", "demo", "audio", c.File)
	hash, err := o.Shelf.(interface {
		Put(context.Context, string) (string, error)
	}).Put(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	call := o.Town.Stereo
	call.ID, call.ExternalID, call.Title = "demo", "D1", c.Title
	call.Audio.Hash, call.Audio.Container, call.Audio.Codec = hash, c.Container, c.Codec
	call.Audio.Channels, call.Audio.SampleRate, call.Audio.Frames, call.Audio.AgentLane = c.Channels, c.SampleRate, c.Frames, c.AgentLane
	call.Duration = time.Duration(float64(c.Frames) / float64(c.SampleRate) * float64(time.Second))
	if _, err := o.Calls.Add(ctx, o.Town.Admin, []recordings.Call{call}); err != nil {
		t.Fatal(err)
	}
	var said []recordings.Utterance
	for _, u := range c.Utterances {
		said = append(said, recordings.Utterance{Lane: u.Lane, Start: time.Duration(u.StartMS) * time.Millisecond, End: time.Duration(u.EndMS) * time.Millisecond, Text: u.Text})
	}
	if err := o.Calls.SetTranscript(ctx, o.Town.Admin, call.ID, said); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Queue.Deal(ctx, o.Town.Lead, []qaTask{{CallID: call.ID, VersionID: map[bool]string{true: o.Town.Version, false: o.Town.English}[l == words.Chinese], ReviewerID: o.Actor.PersonID, Risk: true,
		Why: words.T("Complaint words {{.N}}, silence {{.Seconds}} s", map[string]any{"N": 2, "Seconds": 11}), DueAt: o.Now().Add(time.Hour)}}); err != nil {
		t.Fatal(err)
	}
	return call.ID
}

// judge answers most of the form, as on the pictures.
func judge(r *Room, l words.Language) {
	for i := range 12 {
		option := 0
		switch i {
		case 3:
			option = 1
		case 5:
			option = 2
		}
		at := ref(r, i)
		q, _, _ := r.sheet.version.Find(at)
		r.answer(at, min(option, len(q.Choices())-1))
		if i%2 == 1 {
			r.sound.seek(time.Duration(i*14) * time.Second)
			r.bind(at)
		}
	}
	r.sound.seek(93 * time.Second)
	r.wake(ref(r, 13))
	r.bind(ref(r, 13))
}

func capture(t *testing.T, o *desktest.Office, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, o.Desk.Window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
	fmt.Println(path)
}
