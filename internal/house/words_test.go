package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shifu/internal/words"
)

func TestWords_BothCataloguesHoldTheSameKeys(t *testing.T) {
	en, zh := words.Catalogue(words.English), words.Catalogue(words.Chinese)
	for k := range en {
		if _, ok := zh[k]; !ok {
			t.Errorf("zh-Hans lacks %q", k)
		}
	}
	for k := range zh {
		if _, ok := en[k]; !ok {
			t.Errorf("en lacks %q", k)
		}
	}
}

var slots = regexp.MustCompile(`\{\{\.\w+\}\}`)

func TestWords_TranslationsFillTheSamePlaces(t *testing.T) {
	for k, own := range words.Catalogue(words.Chinese) {
		want, got := unique(slots.FindAllString(k, -1)), unique(slots.FindAllString(own, -1))
		for _, slot := range got {
			if !slices.Contains(want, slot) {
				t.Errorf("%q: the Chinese text has %s, the key has not", k, slot)
			}
		}
		if len(strings.TrimSpace(own)) == 0 {
			t.Errorf("%q has no Chinese text", k)
		}
	}
}

func unique(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

// sayers are the functions whose argument of that number is a key of the catalogues.
var sayers = map[string]int{"L": 0, "T": 0, "Say": 1, "New": 1}

func TestWords_EveryTextOnScreenIsInTheCatalogues(t *testing.T) {
	en := words.Catalogue(words.English)
	eachCall(t, func(file string, pkg, name string, args []ast.Expr) {
		at, ok := sayers[name]
		if !ok || at >= len(args) || !says(pkg, name) {
			return
		}
		if key, ok := literal(args[at]); ok && en[key] == "" {
			t.Errorf("%s: %s.%s(%q) is in no catalogue", file, pkg, name, key)
		}
	})
}

func TestWords_EveryWordOfATableIsInTheCatalogues(t *testing.T) {
	en, tables := words.Catalogue(words.English), 0
	eachFile(t, func(file string, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.CompositeLit)
			if !ok || !isWords(c.Type) {
				return true
			}
			tables++
			for _, e := range c.Elts {
				if key, ok := literal(e.(*ast.KeyValueExpr).Value); !ok || en[key] == "" {
					t.Errorf("%s: %q of a table of words is in no catalogue", file, key)
				}
			}
			return true
		})
	})
	if tables < 10 {
		t.Errorf("only %d tables of words were found", tables)
	}
}

// isWords tells whether a type is desk.Words of something.
func isWords(e ast.Expr) bool {
	i, ok := e.(*ast.IndexExpr)
	if !ok {
		return false
	}
	switch of := i.X.(type) {
	case *ast.Ident:
		return of.Name == "Words"
	case *ast.SelectorExpr:
		return of.Sel.Name == "Words"
	}
	return false
}

func says(pkg, name string) bool {
	switch name {
	case "L":
		return pkg == "lang"
	case "T", "Say":
		return pkg == "words"
	}
	return pkg == "fault"
}

func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, okA := literal(e.X)
		b, okB := literal(e.Y)
		return a + b, okA && okB && e.Op == token.ADD
	}
	return "", false
}

// eachCall visits every call of a package's function in the project's own files.
func eachCall(t *testing.T, visit func(file, pkg, name string, args []ast.Expr)) {
	t.Helper()
	eachFile(t, func(file string, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				if s, ok := c.Fun.(*ast.SelectorExpr); ok {
					if x, ok := s.X.(*ast.Ident); ok {
						visit(file, x.Name, s.Sel.Name, c.Args)
					}
				}
			}
			return true
		})
	})
}

var fset = token.NewFileSet()

// eachFile visits the project's own files but tests.
func eachFile(t *testing.T, visit func(file string, f *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join("..", ".."), func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "build" || d.Name() == ".git" || d.Name() == "third_party") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		if f, err := parser.ParseFile(fset, p, nil, parser.ParseComments); err == nil { // else the compiler says it better
			visit(p, f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestHouse_GoroutinesStartInBackgroundOnly(t *testing.T) {
	root := filepath.Join("..", "..", "app")
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") ||
			strings.Contains(p, filepath.Join("app", "background")) {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s starts a goroutine; app/background does that", p)
			}
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "fyne" && (s.Sel.Name == "Do" || s.Sel.Name == "DoAndWait") {
					t.Errorf("%s calls fyne.%s; app/background does that", p, s.Sel.Name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
