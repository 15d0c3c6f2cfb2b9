package watch_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
	"shifu/recordings/watch"
	"shifu/store"
)

var ctx = context.Background()

// post is a store with a lead who imports, a recorder's folder, and a clock.
type post struct {
	*testing.T
	w    *store.Workspace
	lead people.Actor
	home string
	dir  string
	id   string
	now  time.Time
}

var cheap = store.Options{PasswordCost: &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}}

func set(t *testing.T, done watch.Done) *post {
	t.Helper()
	p := &post{T: t, home: t.TempDir(), dir: t.TempDir(), now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	p.open()
	org, err := p.w.People().SaveOrganisation(ctx, people.Program(), people.Organisation{Name: "本热线", Kind: people.InHouse})
	p.must(err)
	lead := people.Person{OrganisationID: org, Name: "秦霜", Login: "lead", Roles: []people.Role{people.QualityLead, people.Administrator}}
	lead.ID, err = p.w.People().SavePerson(ctx, people.Program(), lead)
	p.must(err)
	p.lead = people.As(lead, people.InHouse)
	p.id, err = p.w.Watched().Save(ctx, p.lead, watch.Folder{Path: p.dir, Source: "pbx", Done: done})
	p.must(err)
	return p
}

func (p *post) open() {
	p.Helper()
	w, err := store.Open(ctx, p.home, cheap)
	p.must(err)
	p.w = w
	p.Cleanup(func() { _ = w.Close() }) // closed before by who opens it anew
}

func (p *post) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// look is the next look, half a minute later, and how many calls came in.
func (p *post) look() int {
	p.Helper()
	p.now = p.now.Add(30 * time.Second)
	k := watch.Kept{Folders: p.w.Watched(), Intake: intake.Kept{Calls: p.w.Calls(), Shelf: p.w.Shelf(), People: p.w.People()}}
	sums, err := watch.Round(ctx, people.Program(), k, p.now, time.UTC)
	p.must(err)
	n := 0
	for _, s := range sums {
		n += s.Imported
	}
	return n
}

func (p *post) folder() watch.Folder {
	p.Helper()
	fs, err := p.w.Watched().Folders(ctx, p.lead)
	p.must(err)
	if len(fs) != 1 {
		p.Fatal(fs)
	}
	return fs[0]
}

func (p *post) count() int {
	p.Helper()
	n, err := p.w.Calls().Count(ctx, p.lead, recordings.Filter{})
	p.must(err)
	return n
}

// sound writes some of a recording; pitch makes its content another one.
func (p *post) sound(name string, pitch, samples int) {
	p.Helper()
	s := make([]int16, samples)
	for i := range s {
		s[i] = int16(i * pitch % 4000)
	}
	p.must(formats.WriteFile(filepath.Join(p.dir, name), func(w io.Writer) error { return formats.WriteSamples(w, 8000, 1, s) }))
}

func TestRound_AFileIsTakenOnceItLooksTheSameAtTwoLooks(t *testing.T) {
	p := set(t, watch.Leave)
	p.sound("a.wav", 1, 800)
	if n := p.look(); n != 0 {
		t.Fatal("taken at first sight")
	}
	p.sound("a.wav", 1, 1600) // it grows
	if n := p.look(); n != 0 {
		t.Fatal("taken while it grows")
	}
	if n := p.look(); n != 1 {
		t.Fatal("not taken when it had stopped growing")
	}
	for range 3 {
		if n := p.look(); n != 0 || p.count() != 1 {
			t.Fatal("taken twice", n, p.count())
		}
	}
	if f := p.folder(); f.Counts[watch.Taken] != 1 || f.Counts[watch.Waiting] != 0 {
		t.Error(f.Counts)
	}
}

func TestRound_ARestartGoesOnWhereItStopped(t *testing.T) {
	p := set(t, watch.Leave)
	p.sound("a.wav", 1, 800)
	p.look()
	p.must(p.w.Close())
	p.open()
	if n := p.look(); n != 1 {
		t.Fatal("what was seen before the restart is forgotten")
	}
	p.must(p.w.Close())
	p.open()
	if n := p.look(); n != 0 || p.count() != 1 {
		t.Error("taken again after a restart", n, p.count())
	}
}

func TestRound_AFolderThatDisappearsIsToldAndTakenUpAgain(t *testing.T) {
	p := set(t, watch.Leave)
	away := p.dir + "-away"
	p.must(os.Rename(p.dir, away))
	p.look()
	since := p.folder().MissingSince
	p.look()
	if f := p.folder(); since.IsZero() || !f.MissingSince.Equal(since) {
		t.Fatal("not told, or not since when", since, f.MissingSince)
	}
	p.must(os.Rename(away, p.dir))
	p.sound("a.wav", 1, 800)
	p.look()
	if f := p.folder(); !f.MissingSince.IsZero() {
		t.Error("still said to be gone")
	}
	if n := p.look(); n != 1 {
		t.Error("not taken up again")
	}
}

func TestRound_TheSameContentUnderAnotherNameIsNoSecondCall(t *testing.T) {
	p := set(t, watch.Leave)
	p.sound("a.wav", 1, 800)
	p.look()
	p.look()
	p.sound("b.wav", 1, 800)
	p.look()
	p.look()
	if p.count() != 1 {
		t.Error(p.count())
	}
}

func TestRound_ErrorsAreToldFileByFileAndTheOthersComeIn(t *testing.T) {
	p := set(t, watch.Leave)
	p.must(os.WriteFile(filepath.Join(p.dir, "bad.vtt"), []byte("WEBVTT\n\nnothing"), 0o600))
	p.sound("a.wav", 1, 800)
	p.look()
	if n := p.look(); n != 1 {
		t.Fatal(n)
	}
	wrong, err := p.w.Watched().Files(ctx, p.lead, p.id, []watch.State{watch.Refused})
	if err != nil || len(wrong) != 1 || wrong[0].Path != "bad.vtt" || wrong[0].Why.IsZero() {
		t.Fatal(wrong, err)
	}
	p.look()
	if wrong, _ = p.w.Watched().Files(ctx, p.lead, p.id, []watch.State{watch.Refused}); len(wrong) != 1 {
		t.Error("tried again unasked, or forgotten", wrong)
	}
	p.must(os.WriteFile(filepath.Join(p.dir, "bad.vtt"), []byte("WEBVTT\n\n00:01.000 --> 00:02.000\n你好\n"), 0o600))
	p.look()
	if n := p.look(); n != 1 {
		t.Error("not tried again once it changed", n)
	}
}

func TestRound_WhatIsInCanBeMovedOrRemovedAndNothingElse(t *testing.T) {
	for done, left := range map[watch.Done][]string{watch.Leave: {"a.wav"}, watch.Move: {"imported/a.wav"}, watch.Remove: nil} {
		p := set(t, done)
		p.sound("a.wav", 1, 800)
		p.must(os.WriteFile(filepath.Join(p.dir, "bad.vtt"), []byte("x"), 0o600))
		for range 4 {
			p.look()
		}
		for _, name := range append(left, "bad.vtt") {
			if _, err := os.Stat(filepath.Join(p.dir, name)); err != nil {
				t.Errorf("%s: %v", done, err)
			}
		}
		if _, err := os.Stat(filepath.Join(p.dir, "a.wav")); done != watch.Leave && err == nil {
			t.Errorf("%s: the file stayed", done)
		}
		if p.count() != 1 || p.folder().Counts[watch.Taken] != 1 {
			t.Errorf("%s: %d calls, %v", done, p.count(), p.folder().Counts)
		}
	}
}

func TestRound_ATableGivesItsFactsToRecordingsThatComeLater(t *testing.T) {
	p := set(t, watch.Leave)
	p.must(os.WriteFile(filepath.Join(p.dir, "calls.csv"), []byte("call id,file,start,title\nA1,a.wav,2026-03-01 10:00:00,停电\nA2,never.wav,2026-03-01 11:00:00,没有录音\n"), 0o600))
	p.look()
	p.look()
	if p.count() != 0 {
		t.Fatal("a row became a call before its recording came")
	}
	p.sound("a.wav", 1, 800)
	p.look()
	p.look()
	rows, err := p.w.Calls().List(ctx, p.lead, recordings.Filter{}, recordings.Order{By: recordings.ByStart}, 0, 9)
	if err != nil || len(rows) != 1 || rows[0].Title != "停电" || rows[0].ExternalID != "A1" {
		t.Error(rows, err)
	}
}

func TestRound_APausedFolderIsLeftAlone(t *testing.T) {
	p := set(t, watch.Leave)
	f := p.folder()
	f.Paused = true
	_, err := p.w.Watched().Save(ctx, p.lead, f)
	p.must(err)
	p.sound("a.wav", 1, 800)
	p.look()
	if n := p.look(); n != 0 || !p.folder().LookedAt.IsZero() {
		t.Error(n)
	}
}

func TestSave_RefusesWhatCanNotBeWatched(t *testing.T) {
	p := set(t, watch.Leave)
	for name, f := range map[string]watch.Folder{"relative": {Path: "calls", Source: "x", Done: watch.Leave}, "nameless": {Path: "/calls", Done: watch.Leave},
		"undecided": {Path: "/calls", Source: "x"}, "third channel": {Path: "/calls", Source: "x", Done: watch.Leave, AgentLane: 2}} {
		if _, err := p.w.Watched().Save(ctx, p.lead, f); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := p.w.Watched().Save(ctx, p.lead, watch.Folder{Path: p.dir, Source: "y", Done: watch.Leave}); !fault.Is(err, fault.Conflict) {
		t.Error("watched twice:", err)
	}
}

// copied is a file half-way through a copy over the network.
func (p *post) copied(name string, whole []byte, written int) {
	p.Helper()
	data := make([]byte, len(whole)) // its size is given before it is written
	copy(data, whole[:written])
	at := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC) // and its date stays until it is closed
	p.must(os.WriteFile(filepath.Join(p.dir, name), data, 0o600))
	p.must(os.Chtimes(filepath.Join(p.dir, name), at, at))
}

func TestRound_ACopyThatHasItsSizeBeforeItsContentIsNotTakenHalf(t *testing.T) {
	p := set(t, watch.Leave)
	p.sound("b.wav", 3, 40_000)
	whole, err := os.ReadFile(filepath.Join(p.dir, "b.wav"))
	p.must(err)
	p.must(os.Remove(filepath.Join(p.dir, "b.wav")))
	for _, written := range []int{0, 20_000, 60_000} {
		p.copied("a.wav", whole, written)
		if n := p.look(); n != 0 {
			t.Fatalf("taken with %d of %d bytes", written, len(whole))
		}
	}
	p.copied("a.wav", whole, len(whole))
	p.look()
	rows, err := p.w.Calls().List(ctx, p.lead, recordings.Filter{}, recordings.Order{By: recordings.ByStart}, 0, 9)
	if err != nil || len(rows) != 1 || rows[0].Duration != 5*time.Second {
		t.Fatal(rows, err)
	}
}

func TestRound_ARecordingThatEndsInSilenceIsTakenAfterFiveMinutes(t *testing.T) {
	p := set(t, watch.Leave)
	p.sound("a.wav", 0, 8000) // silence
	n := 0
	for range 12 {
		n += p.look()
	}
	if n != 1 {
		t.Error("taken", n, "times")
	}
}

func TestRound_AFileThatIsRenamedAtTheEndIsTakenUnderItsLastNameOnly(t *testing.T) {
	p := set(t, watch.Leave)
	for _, name := range []string{"a.wav.part", "a.wav.tmp", "~$a.wav", ".a.wav.swp"} {
		p.sound(name, 1, 800)
	}
	for range 3 {
		if n := p.look(); n != 0 {
			t.Fatal("taken under the name of a copy")
		}
	}
	p.must(os.Rename(filepath.Join(p.dir, "a.wav.part"), filepath.Join(p.dir, "a.wav")))
	p.look()
	if n := p.look(); n != 1 || p.count() != 1 {
		t.Error(n, p.count())
	}
}

func TestRound_HoldsComeInWithARecordingThatComesLater(t *testing.T) {
	p := set(t, watch.Leave)
	p.must(os.WriteFile(filepath.Join(p.dir, "a.holds.csv"), []byte("start,end\n0.1,0.3\n"), 0o600))
	p.look()
	p.look()
	if f := p.folder(); f.Counts[watch.Waiting] != 1 {
		t.Error("not waiting for its recording:", f.Counts)
	}
	p.sound("a.wav", 1, 8000)
	p.look()
	p.look()
	rows, err := p.w.Calls().List(ctx, p.lead, recordings.Filter{}, recordings.Order{By: recordings.ByStart}, 0, 9)
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	holds, err := p.w.Calls().Holds(ctx, p.lead, rows[0].ID)
	if err != nil || len(holds) != 1 || holds[0].To != 300*time.Millisecond {
		t.Error(holds, err)
	}
}

func TestRound_FilesWithoutAHeaderAreReadAsTheFolderSays(t *testing.T) {
	p := set(t, watch.Leave)
	f := p.folder()
	f.Raw = map[string]formats.Raw{".raw": {Codec: formats.PCMS16, SampleRate: 16000, Channels: 2}}
	_, err := p.w.Watched().Save(ctx, p.lead, f)
	p.must(err)
	data := make([]byte, 64000)
	for i := range data {
		data[i] = byte(i%250 + 1)
	}
	p.must(os.WriteFile(filepath.Join(p.dir, "a.raw"), data, 0o600))
	p.look()
	p.look()
	rows, err := p.w.Calls().List(ctx, p.lead, recordings.Filter{}, recordings.Order{By: recordings.ByStart}, 0, 9)
	if err != nil || len(rows) != 1 || rows[0].Audio.Channels != 2 || rows[0].Duration != time.Second {
		t.Error(rows, err)
	}
}

func TestRound_HoldsThatComeAfterTheirRecordingWasPutAwayFindItInTheLibrary(t *testing.T) {
	p := set(t, watch.Move)
	p.sound("a.wav", 1, 8000)
	p.look()
	p.look()
	p.must(os.WriteFile(filepath.Join(p.dir, "a.holds.csv"), []byte("start,end\n0.1,0.3\n"), 0o600))
	p.look()
	p.look()
	rows, err := p.w.Calls().List(ctx, p.lead, recordings.Filter{}, recordings.Order{By: recordings.ByStart}, 0, 9)
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	if holds, err := p.w.Calls().Holds(ctx, p.lead, rows[0].ID); err != nil || len(holds) != 1 || holds[0].To != 300*time.Millisecond {
		t.Error(holds, err)
	}
	if _, err := os.Stat(filepath.Join(p.dir, watch.Imported, "a.holds.csv")); err != nil {
		t.Error("not put away:", err)
	}
}
