// Package house keeps the rules of the house: who may import whom, and which
// words must be in the catalogues.
package house

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// floors are the layers from the top down. A package may import packages of
// lower floors, and of its own floor only if the floor is open.
var floors = []struct {
	open    bool
	folders []string
}{
	{true, []string{"cmd", "tools", "e2e", "app/desktest"}},
	{false, []string{"demo"}},
	{false, []string{"app", "store", "internal/report"}},
	{false, []string{"routing/practice"}},
	{false, []string{"internal/assist"}},
	{false, []string{"training"}},
	{false, []string{"qa"}},
	{false, []string{"recordings"}},
	{false, []string{"routing"}},
	{true, []string{"internal/people", "internal/hanzi", "internal/words", "internal/chart", "internal/font", "internal/notice", "internal/tablefile", "internal/yamlfile", "docs"}},
	{true, []string{"internal/fault", "internal/house", "internal/soundtest", "internal/yardstick", "third_party"}},
}

// only lists outside packages that nobody but the named folders may import.
var only = map[string][]string{
	"fyne.io/fyne/v2/app":               {"cmd/shifu"},
	"fyne.io/fyne/v2":                   {"app", "cmd/shifu", "tools/keylist"},
	"database/sql":                      {"store"},
	"github.com/uptrace/bun":            {"store"},
	"github.com/gopxl/beep":             {"recordings/player"},
	"github.com/ebitengine/oto":         {"recordings/player"},
	"github.com/mattn/go-sqlite3":       {"store"},
	"github.com/sashabaranov/go-openai": {"internal/assist"},
	"github.com/zalando/go-keyring":     {"internal/assist"},
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestHouse_ImportsRunDownwardsOnly(t *testing.T) {
	for _, p := range packages(t) {
		from := strings.TrimPrefix(p.ImportPath, "shifu/")
		for _, to := range p.Imports {
			if own, ok := strings.CutPrefix(to, "shifu/"); ok {
				checkFloor(t, from, own)
				continue
			}
			checkOnly(t, from, to)
		}
	}
}

func checkFloor(t *testing.T, from, to string) {
	t.Helper()
	up, upper := floorOf(from)
	down, lower := floorOf(to)
	switch {
	case up < 0 || down < 0:
		t.Errorf("%s imports %s: one of them has no floor in this test", from, to)
	case up > down:
		t.Errorf("%s imports %s, which stands above it", from, to)
	case up == down && upper != lower && !floors[up].open:
		t.Errorf("%s imports its neighbour %s", from, to)
	}
}

func checkOnly(t *testing.T, from, to string) {
	t.Helper()
	for outside, allowed := range only {
		if to != outside && !strings.HasPrefix(to, outside+"/") {
			continue
		}
		if !anyFolder(allowed, from) {
			t.Errorf("%s imports %s, which only %v may", from, to, allowed)
		}
	}
}

func anyFolder(folders []string, p string) bool {
	for _, f := range folders {
		if p == f || strings.HasPrefix(p, f+"/") {
			return true
		}
	}
	return false
}

// floorOf returns the number of p's floor and its folder there, the longest
// folder first ("routing/practice" stands above "routing").
func floorOf(p string) (int, string) {
	floor, best := -1, ""
	for i, f := range floors {
		for _, folder := range f.folders {
			if (p == folder || strings.HasPrefix(p, folder+"/")) && len(folder) > len(best) {
				floor, best = i, folder
			}
		}
	}
	return floor, best
}

func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-tags", "sqlite_fts5", "-json=ImportPath,Imports", "shifu/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
