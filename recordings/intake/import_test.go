package intake_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
	"shifu/store"
)

// house is a store with one organisation, a lead who imports and an agent.
type house struct {
	*testing.T
	w    *store.Workspace
	lead people.Actor
	dir  string
}

var ctx = context.Background()

func build(t *testing.T) house {
	t.Helper()
	w, err := store.Open(ctx, t.TempDir(), store.Options{PasswordCost: &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	h := house{t, w, people.Actor{}, t.TempDir()}
	org, err := w.People().SaveOrganisation(ctx, people.Program(), people.Organisation{Name: "本热线", Kind: people.InHouse})
	h.must(err)
	for _, p := range []people.Person{{Name: "秦霜", Login: "lead", StaffNumber: "1", Roles: []people.Role{people.QualityLead, people.Administrator}},
		{Name: "林小满", StaffNumber: "60217", Roles: []people.Role{people.Agent}}} {
		p.OrganisationID = org
		p.ID, err = w.People().SavePerson(ctx, people.Program(), p)
		h.must(err)
		if p.Login != "" {
			h.lead = people.As(p, people.InHouse)
		}
	}
	return h
}

func (h house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h house) write(name, text string) string {
	h.Helper()
	path := filepath.Join(h.dir, name)
	h.must(os.MkdirAll(filepath.Dir(path), 0o755))
	h.must(os.WriteFile(path, []byte(text), 0o644))
	return path
}

// sound writes a second of tone that differs with pitch.
func (h house) sound(name string, pitch int) string {
	h.Helper()
	samples := make([]int16, 8000)
	for i := range samples {
		samples[i] = int16(i * pitch % 4000)
	}
	path := filepath.Join(h.dir, name)
	f, err := os.Create(path)
	h.must(err)
	h.must(formats.WriteSamples(f, 8000, 1, samples))
	h.must(f.Close())
	return path
}

// shelved are the files that lie on the shelf.
func (h house) shelved() (out []string) {
	_ = filepath.WalkDir(filepath.Join(h.w.Dir(), "recordings"), func(p string, d os.DirEntry, _ error) error {
		if d != nil && d.Type().IsRegular() {
			out = append(out, p)
		}
		return nil
	})
	return out
}

func (h house) kept() intake.Kept {
	return intake.Kept{Calls: h.w.Calls(), Shelf: h.w.Shelf(), People: h.w.People()}
}

func (h house) bring(job intake.Job) intake.Summary {
	h.Helper()
	if job.Zone == nil {
		job.Zone = time.UTC
	}
	sum, err := intake.Import(ctx, h.lead, h.kept(), job)
	h.must(err)
	return sum
}

func (h house) list() []recordings.Row {
	h.Helper()
	rows, err := h.w.Calls().List(ctx, h.lead, recordings.Filter{}, recordings.Order{By: recordings.ByStart}, 0, 100)
	h.must(err)
	return rows
}

func says(t *testing.T, ps []intake.Problem, want ...string) {
	t.Helper()
	if len(ps) != len(want) {
		t.Fatalf("%d problems: %v", len(ps), ps)
	}
	for i, part := range want {
		if got := fault.Sentence(ps[i].Reason); !strings.Contains(got, part) {
			t.Errorf("said %q, want %q", got, part)
		}
	}
}

func TestImport_TableAndFilesMeet(t *testing.T) {
	h := build(t)
	h.sound("A-1.wav", 3)
	h.sound("loose_2026-11-20_10-00-00.wav", 5)
	h.write("calls.csv", "通话编号,开始时间,工号,业务,录音文件,满意度\nA-1,2026-11-21 17:05:00,60217,故障报修,rec/A-1.wav,2\nA-2,2026-11-21 18:00:00,60217,电费电价,,\n")
	steps, total := 0, 0
	sum := h.bring(intake.Job{Paths: []string{h.dir}, Progress: func(done, all int) { steps, total = done, all }})
	if sum.Imported != 3 || len(sum.Refused) != 0 || sum.Sound != 2*time.Second || len(sum.Calls) != 2 {
		t.Errorf("%+v", sum)
	}
	if steps != 3 || total != 3 {
		t.Errorf("progress ends at %d of %d", steps, total)
	}
	rows := h.list()
	if len(rows) != 3 || rows[0].StartedAt.Format(time.DateTime) != "2026-11-20 10:00:00" {
		t.Fatalf("%+v", rows)
	}
	if c := rows[1]; c.AgentName != "林小满" || c.BusinessLine != "故障报修" || c.Satisfaction != 2 || !c.Audio.HasSound() {
		t.Errorf("%+v", c)
	}
	if rows[2].Audio.HasSound() {
		t.Error("a row without a file has sound")
	}
}

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

func TestImport_TheSameAudioIsADuplicateUnderAnyName(t *testing.T) {
	h := build(t)
	h.sound("a.wav", 3)
	h.sound("b.wav", 3)
	sum := h.bring(intake.Job{Paths: []string{h.dir}})
	if sum.Imported != 1 || sum.Duplicates != 1 {
		t.Errorf("%+v", sum)
	}
}

func TestImport_TwoFilesOfACallBecomeTwoLanes(t *testing.T) {
	h := build(t)
	h.sound("B-7-in.wav", 3)
	h.sound("B-7-OUT.wav", 5)
	h.sound("B-8-in.wav", 7) // its other half is missing
	h.write("calls.csv", "通话编号,开始时间,工号\nB-7,2026-11-21 17:05:00,60217\n")
	sum := h.bring(intake.Job{Paths: []string{h.dir}, AgentLane: 1})
	if sum.Imported != 2 || len(sum.Refused) != 0 || len(sum.Notes) != 0 {
		t.Fatalf("%+v", sum)
	}
	found := 0
	for _, c := range h.list() {
		if c.ExternalID == "B-7" {
			found++
			if c.Audio.Channels != 2 || c.Audio.AgentLane != 0 || c.Audio.FileName != "B-7.wav" || c.AgentName != "林小满" {
				t.Errorf("%+v", c.Audio)
			}
		}
	}
	if found != 1 {
		t.Errorf("the call is there %d times", found)
	}
	if again := h.bring(intake.Job{Paths: []string{h.dir}}); again.Imported != 0 {
		t.Errorf("the second time: %+v", again)
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
	if again := h.bring(intake.Job{Paths: []string{h.dir}}); again.Imported != 0 || again.Duplicates != 2 {
		t.Errorf("the second time: %+v", again)
	}
}

func TestImport_CancelKeepsWhatWasTakenWhole(t *testing.T) {
	h := build(t)
	var b strings.Builder
	b.WriteString("id,start\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "A-%d,2026-11-21 10:00:00\n", i)
	}
	ctx, stop := context.WithCancel(ctx)
	sum, err := intake.Import(ctx, h.lead, h.kept(), intake.Job{Paths: []string{h.write("c.csv", b.String())}, Zone: time.UTC,
		Progress: func(done, _ int) {
			if done == 1200 {
				stop()
			}
		}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	n, err := h.w.Calls().Count(context.Background(), h.lead, recordings.Filter{})
	h.must(err)
	if n != sum.Imported || n == 0 || n == 3000 {
		t.Errorf("%d kept, %d said", n, sum.Imported)
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

func TestTry_ShowsRowsAndProblemsAndKeepsNothing(t *testing.T) {
	h := build(t)
	table, err := intake.ParseCSV("c.csv", []byte("when,who,id\n2026-11-21 10:00:00,林小满,1\nlater,林小满,2\n"))
	h.must(err)
	m := intake.Mapping{intake.Start: "when", intake.Agent: "who", intake.CallID: "id"}
	rows, err := intake.Try(ctx, h.lead, h.w.People(), table, m, time.UTC, 10)
	h.must(err)
	if len(rows) != 2 || rows[0].Problem != nil || rows[1].Problem == nil || rows[1].Line != 3 || rows[0].Call.AgentID == "" {
		t.Errorf("%+v", rows)
	}
	if _, err := intake.Try(ctx, h.lead, h.w.People(), table, intake.Mapping{}, time.UTC, 10); !fault.Is(err, fault.Invalid) {
		t.Errorf("an empty mapping: %v", err)
	}
	if len(h.list()) != 0 {
		t.Error("something was kept")
	}
}

func TestFind_CountsWithoutReading(t *testing.T) {
	h := build(t)
	h.write("a.wav", "")
	h.write("sub/b.MP3", "")
	h.write(".hidden/c.wav", "")
	h.write("readme.txt", "")
	table := h.write("t.csv", "")
	f := intake.Find(ctx, []string{h.dir, filepath.Join(h.dir, "missing")})
	if f.Sounds != 2 || len(f.Tables) != 1 || f.Tables[0] != table || len(f.Problems) != 1 {
		t.Errorf("%+v", f)
	}
}

func TestPrepare_MakesPeaksAndCountsEveryCall(t *testing.T) {
	h := build(t)
	h.sound("a.wav", 3)
	h.sound("b.wav", 5)
	sum := h.bring(intake.Job{Paths: []string{h.dir}})
	last := 0
	intake.Prepare(ctx, h.lead, h.kept(), sum.Calls, func(done, total int) {
		if done != last+1 || total != 2 {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
	})
	for _, c := range sum.Calls {
		if _, err := h.w.Calls().Derived(ctx, h.lead, c.ID, "peaks/1"); err != nil || last != 2 {
			t.Errorf("no peaks: %v", err)
		}
	}
}
