package intake_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
	"shifu/recordings/peaks"
	"shifu/recordings/track"
)

// headerless writes n bytes without a header.
func (h house) headerless(name string, n int) string {
	h.Helper()
	data := make([]byte, n)
	for i := range data {
		if data[i] = 0xFF; i%2 == 0 { // as two channels of mu-law: a voice and silence
			data[i] = byte(i * 7 / 5)
		}
	}
	path := filepath.Join(h.dir, name)
	h.must(os.WriteFile(path, data, 0o600))
	return path
}

func TestImport_AFileWithoutAHeaderIsReadAsTheJobSays(t *testing.T) {
	h := build(t)
	h.headerless("a.raw", 64000)
	if f := intake.Find(ctx, []string{h.dir}); f.Raw[".raw"] != 1 {
		t.Errorf("%+v", f)
	}
	h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC, Raw: map[string]formats.Raw{".raw": {Codec: formats.PCMS16, SampleRate: 16000, Channels: 2}}})
	c := h.list()[0]
	if c.Audio.SampleRate != 16000 || c.Audio.Channels != 2 || c.Duration != time.Second {
		t.Errorf("%+v %v", c.Audio, c.Duration)
	}
}

func TestReread_LengthPeaksAndSpeechFollow(t *testing.T) {
	h := build(t)
	h.headerless("a.raw", 64000)
	sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
	intake.Prepare(ctx, h.lead, h.kept(), sum.Calls, nil)
	if c := h.list()[0]; c.Duration != 4*time.Second || c.Audio.SampleRate != 8000 {
		t.Fatalf("%+v", c)
	}
	id := sum.Calls[0].ID
	if _, err := intake.Reread(ctx, h.lead, h.kept(), id, formats.Raw{Codec: formats.Mulaw, SampleRate: 16000, Channels: 2}); err != nil {
		t.Fatal(err)
	}
	c := h.list()[0]
	if c.Duration != 2*time.Second || c.Audio.Codec != "mulaw" || c.Audio.Channels != 2 {
		t.Errorf("%+v", c)
	}
	blob, err := h.w.Calls().Derived(ctx, h.lead, id, track.PeaksKind)
	h.must(err)
	p, err := peaks.Unmarshal(blob)
	h.must(err)
	if p.SampleRate != 16000 || p.Lanes != 2 {
		t.Errorf("peaks of %d Hz and %d lanes", p.SampleRate, p.Lanes)
	}
	open, err := track.Open(ctx, h.lead, track.Kept{Calls: h.w.Calls(), Shelf: h.w.Shelf()}, c.Call)
	h.must(err)
	defer open.Close()
	if open.Audio.Info().Frames != 32000 || open.Speech == nil || len(open.Speech.Lanes) != 2 {
		t.Errorf("%+v, %+v", open.Audio.Info(), open.Speech)
	}
}

func TestReread_RefusesWhatSaysItselfHowItIsReadAndWhatNobodyWrites(t *testing.T) {
	h := build(t)
	h.sound("a.wav", 1)
	h.headerless("b.sln", 3200)
	h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
	for _, c := range h.list() {
		as := formats.Raw{Codec: formats.Mulaw, SampleRate: 8000, Channels: 1}
		if c.Audio.Container == "raw" {
			as.SampleRate = 7
		}
		if _, err := intake.Reread(ctx, h.lead, h.kept(), c.ID, as); !fault.Is(err, fault.Invalid) {
			t.Error(c.Audio.FileName, err)
		}
	}
}

func TestImport_AnotherRecordingOfACallThatIsHereLeavesNothingOnTheShelf(t *testing.T) {
	h := build(t)
	h.sound("a.wav", 1)
	h.write("t.csv", "file,callid\na.wav,7\n")
	h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
	h.sound("a.wav", 3)
	if sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC}); sum.Duplicates != 1 || len(h.shelved()) != 1 {
		t.Errorf("%+v, %d files", sum, len(h.shelved()))
	}
}

func TestReread_ACallInTwoFilesWithoutHeadersTakesAnotherRate(t *testing.T) {
	h := build(t)
	h.headerless("c-in.raw", 32000)
	h.headerless("c-out.raw", 16000)
	sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
	c := h.list()[0]
	if c.Audio.FileName != "c.raw" || c.Audio.Channels != 2 || c.Duration != 2*time.Second || len(sum.Notes) != 1 {
		t.Fatalf("%+v, %v, %v", c.Audio, c.Duration, sum.Notes)
	}
	if _, err := intake.Reread(ctx, h.lead, h.kept(), c.ID, formats.Raw{Codec: formats.Alaw, SampleRate: 16000, Channels: 1}); err != nil {
		t.Fatal(err)
	}
	c = h.list()[0]
	if c.Duration != 2*time.Second || c.Audio.Codec != "alaw" || c.Audio.Channels != 2 || c.Audio.SampleRate != 16000 {
		t.Errorf("%+v", c.Audio)
	}
	open, err := track.Open(ctx, h.lead, track.Kept{Calls: h.w.Calls(), Shelf: h.w.Shelf()}, c.Call)
	h.must(err)
	defer open.Close()
	if open.Audio.Info().Frames != 32000 || open.Speech == nil || len(open.Speech.Lanes) != 2 {
		t.Errorf("%+v", open.Audio.Info())
	}
	if again := h.bring(intake.Job{Paths: []string{h.dir}}); again.Imported != 0 || again.Duplicates != 1 {
		t.Errorf("the second time: %+v", again)
	}
	if _, err := intake.Reread(ctx, h.lead, h.kept(), c.ID, formats.Raw{Codec: formats.Alaw, SampleRate: 8000, Channels: 2}); !fault.Is(err, fault.Invalid) {
		t.Error("two channels in each file:", err)
	}
}
