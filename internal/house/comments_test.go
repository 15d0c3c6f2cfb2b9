package house

import (
	"go/ast"
	"path/filepath"
	"strings"
	"testing"
)

// A comment that begins with a name of the package explains it, and so stands
// right above it: when code moves, its comments move along.
func TestHouse_CommentsStandAtWhatTheyExplain(t *testing.T) {
	packages := map[string][]*ast.File{}
	eachFile(t, func(path string, f *ast.File) { packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], f) })
	for _, files := range packages {
		names := map[string]bool{}
		for _, f := range files {
			for _, d := range f.Decls {
				for _, n := range declared(d) {
					names[n] = true
				}
			}
		}
		for _, f := range files {
			for _, c := range loose(f) {
				if first, _, _ := strings.Cut(strings.TrimPrefix(c.List[0].Text, "// "), " "); names[first] {
					t.Errorf("%s: the comment of %s stands alone", fset.Position(c.Pos()), first)
				}
			}
		}
	}
}

func declared(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return []string{d.Name.Name}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names = append(names, n.Name)
				}
			}
		}
	}
	return names
}

// loose are the comments that stand between declarations, at none of them.
func loose(f *ast.File) (all []*ast.CommentGroup) {
	for _, c := range f.Comments {
		held := c == f.Doc || c.Pos() < f.Name.Pos()
		for _, d := range f.Decls {
			held = held || docOf(d) == c || d.Pos() <= c.Pos() && c.End() <= d.End() || fset.Position(c.Pos()).Line == fset.Position(d.End()).Line
		}
		if !held {
			all = append(all, c)
		}
	}
	return all
}

func docOf(d ast.Decl) *ast.CommentGroup {
	if f, ok := d.(*ast.FuncDecl); ok {
		return f.Doc
	}
	return d.(*ast.GenDecl).Doc
}
