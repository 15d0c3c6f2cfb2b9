package intake_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"shifu/recordings"
	"shifu/recordings/intake"
)

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

func TestImport_ARowWithoutIDOrRecordingIsFoundASecondTime(t *testing.T) {
	h := build(t)
	table := intake.Table{Name: "calls.csv", Header: []string{"file", "start", "caller number"}, Rows: []intake.Line{
		{Number: 2, Cells: []string{"gone.wav", "2026-03-01 09:12:00", "13900000001"}},
		{Number: 3, Cells: []string{"gone2.wav", "2026-03-01 09:12:00", "13900000002"}}}}
	if sum := h.bring(intake.Job{Table: &table}); sum.Imported != 2 {
		t.Fatalf("%+v", sum)
	}
	if again := h.bring(intake.Job{Table: &table}); again.Imported != 0 || again.Duplicates != 2 || len(h.list()) != 2 {
		t.Errorf("%+v, %d calls", again, len(h.list()))
	}
}
