package yamlfile

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
)

// Into sets a text.
func Into[T ~string](s *Source, to *T) Setter {
	return func(n ast.Node, path string) error {
		text, err := s.Text(n, path)
		*to = T(text)
		return err
	}
}

// Truth sets a bool: true or false only, since Yes and No are words.
func Truth(s *Source, to *bool) Setter {
	return func(n ast.Node, path string) error {
		b, ok := n.(*ast.BoolNode)
		if !ok {
			text, _ := s.Text(n, path)
			return s.Broken(Line(n), path, "\"{{.Have}}\" is neither true nor false.", fault.Values{"Have": text})
		}
		*to = b.Value
		return nil
	}
}

// Each sets a list whose entries are read by one.
func Each[T any](s *Source, to *[]T, one func(n ast.Node, path string, to *T) error) Setter {
	return func(n ast.Node, path string) error {
		entries, err := s.List(n, path)
		if err != nil {
			return err
		}
		for i, entry := range entries {
			var t T
			if err := one(entry, fmt.Sprintf("%s[%d]", path, i), &t); err != nil {
				return err
			}
			*to = append(*to, t)
		}
		return nil
	}
}

// OneOrMore sets a list of texts that may be given as a single one.
func OneOrMore[T ~string](s *Source, to *[]T) Setter {
	return func(n ast.Node, path string) error {
		if _, several := n.(*ast.SequenceNode); several {
			return Each(s, to, func(n ast.Node, path string, to *T) error { return Into(s, to)(n, path) })(n, path)
		}
		var t T
		err := Into(s, &t)(n, path)
		*to = []T{t}
		return err
	}
}
