package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings/intake"
)

func TestImport_BadRowsAreToldByLineAndTheRestIsTaken(t *testing.T) {
	h := build(t)
	path := h.write("calls.csv", "id,start,agent,satisfaction\nA-1,tomorrow,林小满,1\nA-2,2026-11-21 10:00:00,不认识,\nA-3,2026-11-21 10:00:00,林小满,9\n"+
		"A-4,2026-11-21 10:00:00,林小满,4\nA-4,2026-11-21 11:00:00,林小满,4\nA-5,,林小满,\n")
	sum := h.bring(intake.Job{Paths: []string{path}})
	if sum.Imported != 2 {
		t.Errorf("imported %d", sum.Imported)
	}
	says(t, sum.Refused, "Line 2 of calls.csv", "Line 4 of calls.csv", "stands in line 5 already", "Line 7 of calls.csv has neither")
	says(t, sum.Notes, "agent 不认识 is not known")
	if again := h.bring(intake.Job{Paths: []string{path}}); again.Imported != 0 || again.Duplicates != 2 {
		t.Errorf("the second time: %+v", again)
	}
}

func TestImport_ATableOfNothingKnownMakesNoCalls(t *testing.T) {
	h := build(t)
	sum := h.bring(intake.Job{Paths: []string{h.write("menu.csv", "dish,price\nnoodles,12\n")}})
	says(t, sum.Refused, "No column of menu.csv")
	if len(h.list()) != 0 {
		t.Error("calls were made of a menu")
	}
}

func TestImport_ABrokenTableInAFolderKeepsNoRecordingOut(t *testing.T) {
	h := build(t)
	h.sound("a.wav", 3)
	bad := h.write("x.csv", "only a header\n")
	sum := h.bring(intake.Job{Paths: []string{h.dir}})
	if sum.Imported != 1 {
		t.Errorf("%+v", sum)
	}
	says(t, sum.Refused, "x.csv has no rows")
	if _, err := intake.Import(ctx, h.lead, h.kept(), intake.Job{Paths: []string{bad}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("asked for by name it is refused: %v", err)
	}
}

func TestImport_UndecodableAudioIsListedWithItsReason(t *testing.T) {
	h := build(t)
	h.write("empty.wav", "")
	h.write("noise.mp3", strings.Repeat("no sound at all ", 400))
	text := h.write("notes.txt", "hello")
	sum := h.bring(intake.Job{Paths: []string{h.dir, text}})
	if sum.Imported != 2 || len(sum.Refused) != 3 {
		t.Fatalf("%+v", sum)
	}
	for _, c := range h.list() {
		if c.Audio.Problem.IsZero() || c.Audio.HasSound() {
			t.Errorf("%s is listed without a reason", c.Audio.FileName)
		}
	}
	for _, p := range sum.Refused {
		if p.Taken != (p.File != text) {
			t.Errorf("%s taken: %v", p.File, p.Taken)
		}
	}
	if again := h.bring(intake.Job{Paths: []string{h.dir}}); again.Imported != 0 || again.Duplicates != 2 || again.MuteAgain != 2 || sum.Mute != 2 {
		t.Errorf("the second time: %+v", again)
	}
}

func TestImport_AFolderWithoutRightsIsToldAndTheRestTaken(t *testing.T) {
	h := build(t)
	h.sound("a.wav", 3)
	shut := filepath.Join(h.dir, "shut")
	h.must(os.Mkdir(shut, 0o700))
	h.must(os.WriteFile(filepath.Join(shut, "b.wav"), []byte("x"), 0o600))
	file := h.sound("c.wav", 7)
	h.must(os.Chmod(file, 0o000))
	h.must(os.Chmod(shut, 0o000))
	t.Cleanup(func() { _ = os.Chmod(shut, 0o700) })
	unprivileged(t, h)
	sum := h.bring(intake.Job{Paths: []string{h.dir}})
	if sum.Imported != 1 || len(sum.Refused) != 2 {
		t.Fatalf("%+v", sum)
	}
	says(t, sum.Refused, "The folder shut can't be opened", "c.wav may not be read")
	h.must(os.Chmod(file, 0o644))
	if again := h.bring(intake.Job{Paths: []string{file}}); again.Imported != 1 || !again.Calls[0].Audio.HasSound() {
		t.Errorf("with the right: %+v", again)
	}
}

// unprivileged has the test go on as nobody when it runs as root: rights of
// files don't bind root. The house is handed over first.
func unprivileged(t *testing.T, h house) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	own := func(root string) {
		h.must(filepath.WalkDir(root, func(p string, _ os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return os.Chown(p, nobody, nobody)
		}))
		for dir := filepath.Dir(root); strings.HasPrefix(dir, os.TempDir()+"/"); dir = filepath.Dir(dir) {
			h.must(os.Chmod(dir, 0o755))
		}
	}
	own(h.dir)
	own(h.w.Dir())
	h.must(syscall.Setreuid(-1, nobody))
	t.Cleanup(func() {
		if err := syscall.Setreuid(-1, 0); err != nil {
			t.Error(err)
		}
	})
}

func TestImport_NeedsTheRight(t *testing.T) {
	h := build(t)
	_, err := intake.Import(ctx, people.As(people.Person{ID: "x", Roles: []people.Role{people.Agent}}, people.InHouse), h.kept(), intake.Job{})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("said %v", err)
	}
}
