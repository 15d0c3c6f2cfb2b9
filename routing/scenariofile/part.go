package scenariofile

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/yamlfile"
	"shifu/routing"
)

// WriteType is what a scenario file says of one type, for those who edit it as text.
func WriteType(t *routing.Type) []byte {
	return part(4, func(row func(string, ...any)) { writeType(row, t) })
}

// ReadType reads what [WriteType] writes; name stands in the refusals. What
// depends on the rest of the scenario is left to [routing.Scenario.Problems].
func ReadType(name string, data []byte) (routing.Type, error) {
	var t routing.Type
	err := readPart(name, data, func(r *reader, n ast.Node) error { return r.callType(n, "", &t) })
	return t, err
}

// WriteGroup is what a scenario file says of one group, a field a line.
func WriteGroup(g *routing.Group) []byte {
	return []byte(strings.Join(group(g), "\n") + "\n")
}

// ReadGroup reads what [WriteGroup] writes.
func ReadGroup(name string, data []byte) (routing.Group, error) {
	var g routing.Group
	err := readPart(name, data, func(r *reader, n ast.Node) error { return r.group(n, "", &g) })
	return g, err
}

// WritePolicy is what a scenario file says of its policy.
func WritePolicy(p *routing.Policy) []byte {
	return part(2, func(row func(string, ...any)) { writePolicy(row, p) })
}

// ReadPolicy reads what [WritePolicy] writes.
func ReadPolicy(name string, data []byte) (routing.Policy, error) {
	p := routing.Policy{Preset: routing.Ranks}
	err := readPart(name, data, func(r *reader, n ast.Node) error { return r.policy(&p)(n, "") })
	return p, err
}

// WriteNeed is a condition on groups as a scenario file has it.
func WriteNeed(e *routing.Expression) string { return condition(e).brackets() }

// ReadNeed reads what [WriteNeed] writes.
func ReadNeed(text string) (routing.Expression, error) {
	var e routing.Expression
	err := readPart("", []byte(text), func(r *reader, n ast.Node) error { return r.expression(&e, 0)(n, "") })
	return e, err
}

// part writes rows without the indent that they have in the whole file.
func part(indent int, write func(row func(string, ...any))) []byte {
	var b strings.Builder
	write(func(format string, values ...any) {
		line := fmt.Sprintf(format, values...)
		fmt.Fprintln(&b, line[min(indent, len(line)):])
	})
	return []byte(b.String())
}

func readPart(name string, data []byte, read func(r *reader, n ast.Node) error) error {
	r := reader{yamlfile.New(name)}
	root, err := r.Parse(data)
	if err != nil {
		return err
	}
	if yamlfile.IsNull(root) {
		return r.Broken(1, "", "The file is empty.", nil)
	}
	return read(&r, root)
}
