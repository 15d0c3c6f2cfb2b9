package routing

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The account of the distributors' rules names tests that exist, one a row at least.
func TestRulesDocument_EveryRowNamesATestThatExists(t *testing.T) {
	text, err := os.ReadFile("../docs/routing-rules.md")
	if err != nil {
		t.Fatal(err)
	}
	known, name, rows := testsBelow(t), regexp.MustCompile("`(Test[A-Za-z0-9_]+)`"), 0
	for line := range strings.Lines(string(text)) {
		for _, m := range name.FindAllStringSubmatch(line, -1) {
			if !slices.Contains(known, m[1]) {
				t.Errorf("there is no test %s", m[1])
			}
		}
		cells := strings.Split(line, "|")
		if len(cells) != 5 || cells[2] == " test " || strings.HasPrefix(cells[1], "---") {
			continue
		}
		if rows++; !name.MatchString(cells[2]) {
			t.Errorf("a row names no test: %s", line)
		}
	}
	if rows < 80 {
		t.Errorf("only %d rows", rows)
	}
}

// testsBelow lists the tests of the routing tree.
func testsBelow(t *testing.T) (all []string) {
	t.Helper()
	declared := regexp.MustCompile(`(?m)^func (Test[A-Za-z0-9_]+)\(`)
	err := filepath.WalkDir(".", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			all = append(all, m[1])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
