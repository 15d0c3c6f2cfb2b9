// Package yamlfile reads the YAML 1.2 files that people write so that every refusal
// names line, field and reason.
package yamlfile

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"shifu/internal/fault"
	"shifu/internal/words"
)

const (
	// MaxSize is how many bytes a file may have.
	MaxSize  = 16 << 20
	maxDepth = 64 // brackets or dashes within each other
)

// Source is a YAML file being read; it knows where each field stands.
type Source struct {
	name  string
	lines map[string]int // path → line
}

// New begins to read a file of that name.
func New(name string) Source { return Source{name, map[string]int{}} }

// Setter takes one field over.
type Setter = func(n ast.Node, path string) error

// Broken is the refusal of a file: name, line, field, reason.
func (s *Source) Broken(line int, field, key string, values fault.Values) error {
	if field == "" {
		field = "file"
	}
	return fault.New(fault.Invalid, "{{.File}}, line {{.Line}}, {{.Field}}: {{.Reason}}", fault.Values{
		"File": s.name, "Line": line, "Field": field, "Reason": words.T(key, values)})
}

// Parse returns the one document of data, nil if it is empty. YAML 1.2: Y, N,
// Yes and No are words. Anchors, aliases and tags are refused by value.
func (s *Source) Parse(data []byte) (node ast.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = s.Broken(1, "", "This can't be read as YAML.", nil).(*fault.Fault).Because(fmt.Errorf("%v", p))
		}
	}()
	if err := s.readable(data); err != nil {
		return nil, err
	}
	file, err := parser.ParseBytes(bytes.TrimPrefix(data, []byte("\ufeff")), 0)
	if err != nil {
		return nil, s.syntax(err)
	}
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if node != nil {
			return nil, s.Broken(Line(doc.Body), "", "The file holds more than one document.", nil)
		}
		node = doc.Body
	}
	return node, nil
}

// readable refuses what a YAML parser should not be given.
func (s *Source) readable(data []byte) error {
	if len(data) > MaxSize {
		return s.Broken(1, "", "The file is larger than {{.Limit}} MB.", fault.Values{"Limit": MaxSize >> 20})
	}
	for i, row := range bytes.Split(data, []byte("\n")) {
		if !utf8.Valid(row) || bytes.IndexByte(row, 0) >= 0 {
			return s.Broken(i+1, "", "This is no UTF-8 text. Save the file as UTF-8.", nil)
		}
	}
	if n := deep(data); n > 0 {
		return s.Broken(n, "", "Too many brackets or dashes within each other.", nil)
	}
	return nil
}

// deep returns the line on which data nests deeper than maxDepth, 0 if none
// does: the parser calls itself once for each step. Comment lines don't count.
func deep(data []byte) int {
	open := 0
	for at, row := range bytes.Split(data, []byte("\n")) {
		row = bytes.TrimSpace(row)
		if bytes.HasPrefix(row, []byte("#")) {
			continue
		}
		for _, c := range row {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open = max(0, open-1)
			}
		}
		if open > maxDepth || leadingMarks(row) > maxDepth {
			return at + 1
		}
	}
	return 0
}

// leadingMarks counts the dashes and question marks at the start of a row, each
// of which opens a list or a mapping.
func leadingMarks(row []byte) int {
	n := 0
	for len(row) > 1 && (row[0] == '-' || row[0] == '?') && (row[1] == ' ' || row[1] == '\t') {
		row = bytes.TrimLeft(row[1:], " \t")
		n++
	}
	return n
}

func (s *Source) syntax(err error) error {
	at, reason := 1, err.Error()
	var e yaml.Error
	if errors.As(err, &e) {
		reason = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			at = t.Position.Line
		}
	}
	return s.Broken(at, "", "This can't be read as YAML: {{.Why}}.", fault.Values{"Why": reason})
}

// Line is where a node stands, from 1.
func Line(n ast.Node) int {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return 1
	}
	return n.GetToken().Position.Line
}

// Pair is one field of a mapping.
type Pair struct {
	Key  string
	Node ast.Node
	Line int
}

// Pairs returns the fields of a mapping; repeated keys are refused.
func (s *Source) Pairs(n ast.Node, path string) ([]Pair, error) {
	var values []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	default:
		return nil, s.Broken(Line(n), path, "Here fields are expected, as in \"name: value\".", nil)
	}
	var out []Pair
	seen := map[string]bool{}
	for _, v := range values {
		key, err := s.Text(v.Key, path)
		if err != nil {
			return nil, err
		}
		if seen[key] {
			return nil, s.Broken(Line(v.Key), Join(path, key), "This field is given twice.", nil)
		}
		seen[key] = true
		out = append(out, Pair{key, v.Value, Line(v.Key)})
		s.lines[Join(path, key)] = Line(v.Key)
	}
	return out, nil
}

// Join puts a path and a key below it together.
func Join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// Text returns a scalar as it was written; null is "".
func (s *Source) Text(n ast.Node, path string) (string, error) {
	switch t := n.(type) {
	case nil, *ast.NullNode:
		return "", nil
	case *ast.StringNode:
		return t.Value, nil
	case *ast.LiteralNode:
		return t.Value.Value, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, nil
	}
	return "", s.Broken(Line(n), path, "Here a single value is expected.", nil)
}

// List returns the entries of a sequence.
func (s *Source) List(n ast.Node, path string) ([]ast.Node, error) {
	if IsNull(n) {
		return nil, nil
	}
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil, s.Broken(Line(n), path, "Here a list is expected.", nil)
	}
	for i, entry := range seq.Values {
		s.lines[fmt.Sprintf("%s[%d]", path, i)] = Line(entry)
	}
	return seq.Values, nil
}

// IsNull reports whether nothing was given.
func IsNull(n ast.Node) bool {
	_, null := n.(*ast.NullNode)
	return n == nil || null
}

// Fields reads a mapping with one setter for each known key; another key is refused.
func (s *Source) Fields(n ast.Node, path string, set map[string]Setter) error {
	all, err := s.Pairs(n, path)
	if err != nil {
		return err
	}
	for _, p := range all {
		known, ok := set[p.Key]
		if !ok {
			return s.Broken(p.Line, Join(path, p.Key), "There is no field \"{{.Key}}\" here. Known fields: {{.Words}}.",
				fault.Values{"Key": p.Key, "Words": strings.Join(sortedKeys(set), ", ")})
		}
		if err := known(p.Node, Join(path, p.Key)); err != nil {
			return err
		}
	}
	return nil
}

func sortedKeys[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// LineOf returns the line of the field at path, or of the nearest field around it.
func (s *Source) LineOf(path string) int {
	for path != "" {
		if n, ok := s.lines[path]; ok {
			return n
		}
		path = path[:max(strings.LastIndexByte(path, '.'), strings.LastIndexByte(path, '['), 0)]
	}
	return 1
}
