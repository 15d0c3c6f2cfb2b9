package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"shifu/app/keys"
)

// reader reads one package.
type reader struct {
	folder string
	words  map[string]string // function → the first text that it says
	found  []keys.Act
}

func read(folder string, files []string) ([]keys.Act, error) {
	r := reader{folder: folder, words: map[string]string{}}
	set := token.NewFileSet()
	parsed := map[string]*ast.File{}
	for _, path := range files {
		f, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return nil, err
		}
		parsed[filepath.Base(path)] = f
		r.learn(f)
	}
	for name, f := range parsed {
		ast.Inspect(f, func(n ast.Node) bool { r.visit(name, n); return true })
	}
	return r.found, nil
}

// learn notes what functions say, for acts whose label is one's result.
func (r *reader) learn(f *ast.File) {
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if text, ok := said(n); ok && r.words[fn.Name.Name] == "" {
					r.words[fn.Name.Name] = text
				}
				return true
			})
		}
	}
}

// said is the text of lang.L("...").
func said(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 || name(call.Fun) != "L" {
		return "", false
	}
	lit, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// name is the last name of a.b.c or c.
func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// label is what an expression says, directly or by a function of the package.
func (r *reader) label(e ast.Expr) string {
	if text, ok := said(e); ok {
		return text
	}
	if call, ok := e.(*ast.CallExpr); ok {
		return r.words[name(call.Fun)]
	}
	return ""
}

func (r *reader) visit(file string, n ast.Node) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		r.literal(file, n)
	case *ast.CallExpr:
		r.call(file, n)
	}
}

// literal is desk.Action{Label: ..., Key: ..., Mod: ..., Bare: ...}.
func (r *reader) literal(file string, lit *ast.CompositeLit) {
	var label string
	var p keys.Pair
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return
		}
		switch name(kv.Key) {
		case "Label":
			label = r.label(kv.Value)
		case "Key":
			p.Held.Name = key(kv.Value)
		case "Mod":
			p.Held.Mod = modifiers(kv.Value)
		case "Bare":
			p.Bare.Name = key(kv.Value)
		}
	}
	if p.Held.Name == "" || p.Held.Mod == 0 {
		p.Held = keys.Chord{}
	}
	r.add(file, label, p)
}

// call is a function of the screen that makes an act: do(lang.L("Edit"), fyne.KeyE, ...),
// or export.Action(lang.L("..."), ...), which always has the same key.
func (r *reader) call(file string, call *ast.CallExpr) {
	var label string
	var p keys.Pair
	for _, a := range call.Args {
		if k := key(a); k != "" {
			p.Bare.Name = k
		} else if text := r.label(a); text != "" && label == "" {
			label = text
		}
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && name(sel.X) == "export" && sel.Sel.Name == "Action" {
		p.Held = keys.Chord{Mod: fyne.KeyModifierControl, Name: fyne.KeyE}
	}
	r.add(file, label, p)
}

func (r *reader) add(file, label string, p keys.Pair) {
	if label != "" && p.On() {
		r.found = append(r.found, keys.Act{Place: placeOf(r.folder, file), Label: label, Keys: p.String()})
	}
}

// key is the value of fyne.KeyX.
func key(e ast.Expr) fyne.KeyName {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok || name(sel.X) != "fyne" {
		return ""
	}
	word, ok := strings.CutPrefix(sel.Sel.Name, "Key")
	switch {
	case !ok || strings.HasPrefix(word, "Modifier"):
		return ""
	case len(word) == 1:
		return fyne.KeyName(word)
	}
	if own, ok := signs[word]; ok {
		return own
	}
	return fyne.KeyName(word)
}

// signs are keys that Fyne calls otherwise than by their word.
var signs = map[string]fyne.KeyName{
	"PageUp": fyne.KeyPageUp, "PageDown": fyne.KeyPageDown, "Backspace": fyne.KeyBackspace, "Enter": fyne.KeyEnter,
	"Equal": fyne.KeyEqual, "Minus": fyne.KeyMinus, "Plus": fyne.KeyPlus, "Comma": fyne.KeyComma, "Period": fyne.KeyPeriod, "Slash": fyne.KeySlash,
	"Backslash": fyne.KeyBackslash, "LeftBracket": fyne.KeyLeftBracket, "RightBracket": fyne.KeyRightBracket, "Semicolon": fyne.KeySemicolon,
	"Apostrophe": fyne.KeyApostrophe, "BackTick": fyne.KeyBackTick, "Asterisk": fyne.KeyAsterisk,
}

// modifiers are those that an expression such as ctrl | shift names.
func modifiers(e ast.Expr) (m fyne.KeyModifier) {
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			switch strings.TrimPrefix(strings.ToLower(id.Name), "keymodifier") {
			case "ctrl", "control", "shortcutdefault":
				m |= fyne.KeyModifierControl
			case "alt":
				m |= fyne.KeyModifierAlt
			case "shift":
				m |= fyne.KeyModifierShift
			}
		}
		return true
	})
	return m
}
