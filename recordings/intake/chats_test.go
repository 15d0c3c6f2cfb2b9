package intake_test

import (
	"context"
	"io/fs"
	"os"
	"testing"
	"time"

	"shifu/recordings"
	"shifu/recordings/intake"
)

const chatText = "00:00 客户：停电了\n00:20 坐席：请告诉我地址\n"

func TestImport_ATranscriptAloneIsAChatAndComesInOnce(t *testing.T) {
	h := build(t)
	path := h.write("20260301-101500.txt", chatText)
	for turn, want := range []intake.Summary{{Imported: 1}, {Duplicates: 1}} {
		sum := h.bring(intake.Job{Paths: []string{path}, Zone: time.UTC})
		if sum.Imported != want.Imported || sum.Duplicates != want.Duplicates || len(sum.Refused) != 0 {
			t.Fatalf("turn %d: %+v", turn, sum)
		}
	}
	rows := h.list()
	if len(rows) != 1 || !rows[0].IsChat() || rows[0].Duration < 20*time.Second || rows[0].StartedAt != time.Date(2026, 3, 1, 10, 15, 0, 0, time.UTC) {
		t.Fatalf("%+v", rows)
	}
	said, err := h.w.Calls().Transcript(ctx, h.lead, rows[0].ID)
	if err != nil || len(said) != 2 || said[0].Lane != 1 || said[1].Lane != 0 {
		t.Error(said, err)
	}
	n, err := h.w.Calls().Count(ctx, h.lead, recordings.Filter{Kinds: []recordings.Direction{recordings.Online}, Said: "停电"})
	if err != nil || n != 1 {
		t.Error("not found as a chat in which this was said:", n, err)
	}
}

func TestImport_ATableTellsOfChatsAndOtherTextsInItsFolderAreLeftAlone(t *testing.T) {
	h := build(t)
	h.write("c1.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 客户>你好\n")
	h.write("c2.json", `{"segments":[{"start":0,"end":2,"text":"你好"}]}`)
	h.write("readme.txt", "00:00 this belongs to nobody")
	h.write("calls.csv", "call id,file,start,staff number,direction,title\nA1,c1.vtt,2026-03-01 10:00:00,60217,chat,第一\nA2,c2.json,2026-03-01 11:00:00,60217,,第二\n")
	sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
	rows := h.list()
	if sum.Imported != 2 || len(sum.Refused) != 0 || len(rows) != 2 {
		t.Fatalf("%+v, %d calls", sum, len(rows))
	}
	for i, r := range rows {
		if !r.IsChat() || r.Title != []string{"第一", "第二"}[i] || r.AgentName != "林小满" {
			t.Errorf("%+v", r.Call)
		}
	}
}

func TestImport_ATranscriptBesideARecordingIsItsOwn(t *testing.T) {
	h := build(t)
	h.sound("a.wav", 1)
	h.write("a.srt", "1\n00:00:00,000 --> 00:00:00,500\n客户：停电\n")
	sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
	rows := h.list()
	if sum.Imported != 1 || len(rows) != 1 || rows[0].IsChat() {
		t.Fatalf("%+v", sum)
	}
	if said, err := h.w.Calls().Transcript(ctx, h.lead, rows[0].ID); err != nil || len(said) != 1 {
		t.Error(said, err)
	}
}

func TestImport_ABrokenChatIsRefusedByNameAndTheOthersComeIn(t *testing.T) {
	h := build(t)
	bad := h.write("bad.vtt", "WEBVTT\n\nnothing")
	h.write("good.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n你好\n")
	sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
	if sum.Imported != 1 || len(sum.Refused) != 1 || sum.Refused[0].File != bad || sum.Refused[0].Taken {
		t.Fatalf("%+v", sum)
	}
}

// meddling changes a file while it is put on the shelf.
type meddling struct {
	recordings.Shelf
	meddle func()
}

func (m meddling) PutSeen(ctx context.Context, path string, seen fs.FileInfo) (string, error) {
	m.meddle()
	return m.Shelf.PutSeen(ctx, path, seen)
}

func TestImport_AFileThatChangesOrVanishesMeanwhileIsRefusedAndLeavesNothing(t *testing.T) {
	for name, meddle := range map[string]func(path string) error{
		"grows":    func(path string) error { return appendTo(path, make([]byte, 1600)) },
		"vanishes": os.Remove,
		"replaced": func(path string) error { return os.WriteFile(path, []byte("RIFF"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			h := build(t)
			path := h.sound("a.wav", 1)
			shelf := meddling{h.w.Shelf(), func() { h.must(meddle(path)) }}
			sum, err := intake.Import(ctx, h.lead, intake.Kept{Calls: h.w.Calls(), Shelf: shelf, People: h.w.People()}, intake.Job{Paths: []string{path}})
			if err != nil || sum.Imported != 0 || len(sum.Refused) != 1 || len(h.list()) != 0 {
				t.Fatalf("%+v, %v, %d calls", sum, err, len(h.list()))
			}
			if left := h.shelved(); len(left) != 0 {
				t.Error("left on the shelf without a name:", left)
			}
		})
	}
}

func appendTo(path string, more []byte) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(more)
	return err
}
