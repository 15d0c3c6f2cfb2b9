package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"shifu/internal/words"
)

// TestWords_EverySentenceIsInBothCatalogues looks for literals that are
// sentences for people: those with a space that end in a mark.
func TestWords_EverySentenceIsInBothCatalogues(t *testing.T) {
	en, zh := words.Catalogue(words.English), words.Catalogue(words.Chinese)
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				text, err := strconv.Unquote(l.Value)
				if err == nil && strings.Contains(text, " ") && strings.HasSuffix(text, ".") {
					found++
					if en[text] == "" || zh[text] == "" {
						t.Errorf("%s: %q is not in both catalogues", name, text)
					}
				}
			}
			return true
		})
	}
	if found < 50 {
		t.Errorf("only %d sentences found: does the test still look in the right place?", found)
	}
}
