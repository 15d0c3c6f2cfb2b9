// Package scenariofile reads scenarios (*.scenario.yaml). A file that can't be
// taken is refused with its line, the field and the reason, as a whole.
package scenariofile

import (
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
	"shifu/internal/yamlfile"
	"shifu/routing"
)

// Load reads the scenario file at path.
func Load(path string) (*routing.Scenario, error) {
	data, err := yamlfile.Load(path)
	if err != nil {
		return nil, err
	}
	return Read(filepath.Base(path), data)
}

// Read reads a scenario and checks it; name stands in the refusals. Fields left
// out: closing serve, within 20s, factor 1, and none or 0 for the rest.
func Read(name string, data []byte) (*routing.Scenario, error) {
	r := reader{yamlfile.New(name)}
	s := &routing.Scenario{Horizon: routing.Horizon{Closing: routing.Serve}, Policy: routing.Policy{Preset: routing.Ranks}}
	root, err := r.Parse(data)
	if err != nil {
		return nil, err
	}
	if yamlfile.IsNull(root) {
		return nil, r.Broken(1, "", "The file is empty.", nil)
	}
	err = r.Fields(root, "", map[string]yamlfile.Setter{
		"name":     yamlfile.Into(&r.Source, &s.Name),
		"horizon":  r.horizon(&s.Horizon),
		"places":   r.whole(&s.Places),
		"types":    yamlfile.Each(&r.Source, &s.Types, r.callType),
		"groups":   yamlfile.Each(&r.Source, &s.Groups, r.group),
		"policy":   r.policy(&s.Policy),
		"overload": r.overload(&s.Overload),
	})
	if err != nil {
		return nil, err
	}
	for _, p := range s.Problems() {
		return nil, r.Broken(r.LineOf(p.Path), p.Path, p.Fault.Key, p.Fault.Values)
	}
	return s, nil
}

type reader struct{ yamlfile.Source }

type setter = yamlfile.Setter

// whole sets a whole number.
func (r *reader) whole(to *int) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		if *to, err = strconv.Atoi(text); err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no whole number.", fault.Values{"Have": text})
		}
		return nil
	}
}

// small sets a whole number that is at most a million.
func (r *reader) small(to *int32) setter {
	return func(n ast.Node, path string) error {
		x := 0
		if err := r.whole(&x)(n, path); err != nil {
			return err
		}
		if x < 0 || x > 1e6 {
			return r.Broken(yamlfile.Line(n), path, "{{.Have}} does not lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": x, "Least": 0, "Most": 1_000_000})
		}
		*to = int32(x)
		return nil
	}
}

// number sets a number.
func (r *reader) number(to *float64) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		if *to, err = strconv.ParseFloat(text, 64); err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no number.", fault.Values{"Have": text})
		}
		return nil
	}
}

// beyond is a time in good form that holds more than a time can.
var beyond = regexp.MustCompile(`^-?\d{7,}(\.\d*)?(h|m|s)$`)

// seconds sets a time with its unit.
func (r *reader) seconds(to *float64) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		d, err := time.ParseDuration(text)
		if err != nil && beyond.MatchString(text) {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is longer than a time may be.", fault.Values{"Have": text})
		}
		if err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no time: write it with its unit, as in 20s, 5m or 8h.", fault.Values{"Have": text})
		}
		*to = d.Seconds()
		return nil
	}
}

// positive is seconds that must be more than none, where 0 means that nothing was given.
func (r *reader) positive(to *float64) setter {
	return func(n ast.Node, path string) error {
		if err := r.seconds(to)(n, path); err != nil || *to > 0 {
			return err
		}
		return r.Broken(yamlfile.Line(n), path, "This time must be longer than nothing.", nil)
	}
}

// oneOrMore sets a list that may be given as a single number.
func oneOrMore[T any](r *reader, to *[]T, one func(to *T) setter) setter {
	return func(n ast.Node, path string) error {
		if _, several := n.(*ast.SequenceNode); several {
			return yamlfile.Each(&r.Source, to, func(n ast.Node, path string, to *T) error { return one(to)(n, path) })(n, path)
		}
		var t T
		err := one(&t)(n, path)
		*to = []T{t}
		return err
	}
}

// byName sets a mapping of names to values.
func byName[T any](r *reader, to *map[string]T, one func(to *T) setter) setter {
	return func(n ast.Node, path string) error {
		*to = map[string]T{}
		if yamlfile.IsNull(n) {
			return nil
		}
		all, err := r.Pairs(n, path)
		if err != nil {
			return err
		}
		for _, p := range all {
			var t T
			if err := one(&t)(p.Node, yamlfile.Join(path, p.Key)); err != nil {
				return err
			}
			(*to)[p.Key] = t
		}
		return nil
	}
}
