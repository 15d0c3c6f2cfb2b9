package routing

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"shifu/internal/words"
)

// Problems go through say, which the test of the house does not know.
func TestProblems_EveryTextIsInTheCatalogues(t *testing.T) {
	var source []byte
	names, _ := filepath.Glob("*.go")
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source = append(source, text...)
	}
	found := regexp.MustCompile(`c\.say\([^"]*(?:"[^"]*"[^"]*?)?, "((?:[^"\\]|\\.)*)", (?:nil|fault)`).FindAllStringSubmatch(string(source), -1)
	if len(found) < 20 {
		t.Fatalf("only %d texts were found", len(found))
	}
	for _, m := range found {
		key := regexp.MustCompile(`\\"`).ReplaceAllString(m[1], `"`)
		if words.Catalogue(words.Chinese)[key] == "" {
			t.Errorf("%q is in no catalogue", key)
		}
	}
}
