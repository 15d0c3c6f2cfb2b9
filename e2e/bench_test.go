package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/store"
)

// BenchmarkWindow_MillionCalls measures the real window on the library of the
// store's benchmarks (SHIFU_BENCH_DIR, made by them): from the start of the
// program until Today is shown, then until the library's first page is there,
// and the memory in use. Budgets: 1,500 ms, 300 ms, 400 MB.
func BenchmarkWindow_MillionCalls(b *testing.B) {
	dir := filepath.Join(os.Getenv("SHIFU_BENCH_DIR"), "library-1000000")
	if !store.Exists(dir) {
		b.Skip("the store's benchmarks make the library: make bench")
	}
	letIn(b, dir)
	s := newScreen(b, 1440, 900)
	var up, page time.Duration
	var rss float64
	for range b.N {
		at := time.Now()
		p := s.start(nil, "--workspace", dir, "--lang", "zh")
		p.await("shown", map[string]any{"place": "today"})
		up += time.Since(at)
		p.await("loaded", map[string]any{"place": "today"})
		at = time.Now()
		p.visit("library")
		p.await("loaded", nil)
		page += time.Since(at)
		p.await("counted", nil)
		p.key("End", "Home", "Next", "Next", "Next")
		p.rest()
		rss = max(rss, memory(b, p.cmd.Process.Pid))
		p.quit()
	}
	b.ReportMetric(float64(up.Milliseconds())/float64(b.N), "window-ms")
	b.ReportMetric(float64(page.Milliseconds())/float64(b.N), "page-ms")
	b.ReportMetric(rss, "MB")
}

// letIn gives the workspace one person with access, who then needs no password.
func letIn(b *testing.B, dir string) {
	b.Helper()
	ctx := context.Background()
	ws, err := store.Open(ctx, dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer ws.Close()
	if logins, _, err := ws.People().Logins(ctx); err != nil || len(logins) > 0 {
		return
	}
	orgs, err := ws.People().Organisations(ctx, people.Program())
	if err != nil {
		b.Fatal(err)
	}
	for _, o := range orgs {
		if o.Kind == people.InHouse {
			_, err = ws.People().SavePerson(ctx, people.Program(), people.Person{OrganisationID: o.ID, Name: "Bench", Login: "bench",
				Roles: []people.Role{people.Administrator, people.QualityLead, people.Reviewer}})
		}
	}
	if err != nil {
		b.Fatal(err)
	}
}

// memory is the resident memory of a process in MB.
func memory(b *testing.B, pid int) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skip("memory is read on Linux only")
	}
	for _, line := range strings.Split(string(status), "\n") {
		var kb float64
		if _, err := fmt.Sscanf(line, "VmRSS: %f kB", &kb); err == nil {
			return kb / 1024
		}
	}
	return 0
}
