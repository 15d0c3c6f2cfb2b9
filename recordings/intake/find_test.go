package intake_test

import (
	"path/filepath"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/recordings/intake"
)

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
