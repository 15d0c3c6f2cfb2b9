package demo_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"shifu/demo"
	"shifu/recordings"
	"shifu/recordings/intake"
)

// digest tells what a workspace holds, without the IDs that the store gives.
func digest(t *testing.T, m *made) string {
	t.Helper()
	h := sha256.New()
	for _, r := range m.calls(t, recordings.Filter{}) {
		if r.Source != demo.Source {
			continue // imported by another test
		}
		fmt.Fprintln(h, r.ID, r.ExternalID, r.StartedAt.UnixMicro(), r.AgentName, r.Title, r.Duration, r.Caller, r.State, r.Satisfaction, r.Audio.Hash)
	}
	var lines []string
	for _, e := range m.evaluations(t) {
		answers, err := json.Marshal(e.Answers)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintln(e.CallID, e.ReviewerName, e.Edition, e.State, e.SubmittedAt.UnixMicro(), e.Comment, string(answers)))
	}
	slices.Sort(lines)
	fmt.Fprintln(h, lines)
	return fmt.Sprintf("%x", h.Sum(nil))
}

// again is a second workspace of the same hour.
var again = sync.OnceValues(func() (*made, error) { return build(filepath.Join(room, "again"), evening) })

func TestMake_TheSameHourMakesTheSameWorkspace(t *testing.T) {
	m, err := again()
	if err != nil {
		t.Fatal(err)
	}
	if digest(t, m) != digest(t, shared) {
		t.Error("two workspaces of one hour differ")
	}
}

func TestMake_NothingLiesInTheFutureFiveMinutesPastMidnight(t *testing.T) {
	now := time.Date(2028, 2, 29, 0, 5, 0, 0, shanghai)
	m, err := build(t.TempDir(), now)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	for _, r := range m.calls(t, recordings.Filter{}) {
		if r.StartedAt.Add(r.Duration).After(now) {
			t.Errorf("a call ends at %v", r.StartedAt.Add(r.Duration))
		}
	}
	if n := len(m.evaluations(t)); n < demo.Evaluations+demo.Followed+6 || n > demo.Evaluations+demo.Followed+6+m.sampled(t) {
		t.Errorf("%d evaluations", n)
	}
	for _, e := range m.evaluations(t) {
		if e.SubmittedAt.After(now) || e.StartedAt.After(now) {
			t.Errorf("an evaluation of %v", e.SubmittedAt)
		}
	}
}

func TestWriteSample_ImportsIntoTheDemoWithoutAComplaint(t *testing.T) {
	m, err := again()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "sample")
	if err := demo.WriteSample(dir); err != nil {
		t.Fatal(err)
	}
	sum, err := intake.Import(ctx, m.actors["吴清和"], intake.Kept{Calls: m.Calls(), Shelf: m.Shelf(), People: m.People()},
		intake.Job{Paths: []string{dir}, Source: "样例", Zone: shanghai})
	if err != nil || sum.Imported != 6 || len(sum.Refused)+len(sum.Notes) > 0 {
		t.Fatalf("%+v, %v", sum, err)
	}
	for _, c := range sum.Calls {
		if c.AgentID == "" || c.BusinessLine == "" || c.Audio.Frames == 0 {
			t.Errorf("%+v", c)
		}
	}
}
