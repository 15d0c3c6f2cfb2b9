package rules

import (
	"strings"

	"time"

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
	"shifu/internal/yamlfile"
	"shifu/qa"
)

// Read reads a *.rules.yaml file and checks it; name stands in the refusals,
// which say line, field and reason.
func Read(name string, data []byte) (Set, error) {
	r := reader{Source: yamlfile.New(name)}
	var s Set
	root, err := r.Parse(data)
	if err != nil {
		return s, err
	}
	if yamlfile.IsNull(root) {
		return s, r.Broken(1, "", "The file is empty.", nil)
	}
	err = r.Fields(root, "", map[string]setter{
		"title":    yamlfile.Into(&r.Source, &s.Title),
		"language": yamlfile.Into(&r.Source, &s.Language),
		"rules":    yamlfile.Each(&r.Source, &s.Rules, r.rule),
	})
	if err != nil {
		return Set{}, err
	}
	return s, r.refuse(s.Problems())
}

// ReadRule reads one rule, as it stands in a list of rules without the dash.
func ReadRule(name string, data []byte) (Rule, error) {
	r := reader{Source: yamlfile.New(name)}
	var one Rule
	root, err := r.Parse(data)
	switch {
	case err != nil:
		return one, err
	case yamlfile.IsNull(root):
		return one, r.Broken(1, "", "The rule is empty.", nil)
	}
	if err := r.rule(root, "", &one); err != nil {
		return one, err
	}
	c := &checker{}
	one.check(c, "")
	return one, r.refuse(c.found)
}

func (r *reader) refuse(ps []qa.Problem) error {
	if len(ps) == 0 {
		return nil
	}
	field := strings.TrimPrefix(ps[0].Path, ".")
	return r.Broken(r.LineOf(field), field, ps[0].Fault.Key, ps[0].Fault.Values)
}

type setter = yamlfile.Setter

type reader struct {
	yamlfile.Source
	deep int
}

func (r *reader) rule(n ast.Node, path string, to *Rule) error {
	return r.Fields(n, path, map[string]setter{
		"id":       yamlfile.Into(&r.Source, &to.ID),
		"title":    yamlfile.Into(&r.Source, &to.Title),
		"question": yamlfile.Into(&r.Source, &to.Question),
		"option":   yamlfile.OneOrMore(&r.Source, &to.Option),
		"off":      yamlfile.Truth(&r.Source, &to.Off),
		"when":     func(n ast.Node, path string) error { return r.condition(n, path, &to.When) },
	})
}

// condition reads a mapping with one key, the kind of condition.
func (r *reader) condition(n ast.Node, path string, to *Condition) error {
	if r.deep++; r.deep > maxNesting+1 {
		return r.Broken(yamlfile.Line(n), path, "Conditions lie more than {{.Limit}} deep within each other.", fault.Values{"Limit": maxNesting})
	}
	defer func() { r.deep-- }()
	all, err := r.Pairs(n, path)
	if err != nil {
		return err
	}
	if len(all) != 1 {
		return r.Broken(yamlfile.Line(n), path, "One condition belongs here; join several by and, or, not.", nil)
	}
	return r.Fields(n, path, map[string]setter{
		"and": r.parts(func(ps []Condition) { *to = And(ps) }), "or": r.parts(func(ps []Condition) { *to = Or(ps) }),
		"not": r.not(to), "said": r.said(to), "matches": r.matches(to), "entity": r.entity(to), "order": r.order(to), "speed": r.speed(to),
		"silence": r.measure(to, Silence), "hold": r.measure(to, Hold), "talk_over": r.measure(to, TalkOver), "interruption": r.measure(to, Interruption),
	})
}

func (r *reader) parts(take func([]Condition)) setter {
	return func(n ast.Node, path string) error {
		var ps []Condition
		if err := yamlfile.Each(&r.Source, &ps, r.condition)(n, path); err != nil {
			return err
		}
		take(ps)
		return nil
	}
}

func (r *reader) not(to *Condition) setter {
	return func(n ast.Node, path string) error {
		var part Condition
		err := r.condition(n, path, &part)
		*to = Not{part}
		return err
	}
}

func (r *reader) where(w *Where, more map[string]setter) map[string]setter {
	more["by"], more["first"], more["last"] = yamlfile.Into(&r.Source, &w.By), r.seconds(&w.First), r.seconds(&w.Last)
	return more
}

func (r *reader) said(to *Condition) setter {
	return func(n ast.Node, path string) error {
		s := &Said{}
		given := 0
		phrases := func(q Quantity) setter {
			return func(n ast.Node, path string) error {
				given, s.Of = given+1, q
				return yamlfile.OneOrMore(&r.Source, &s.Phrases)(n, path)
			}
		}
		*to = s
		err := r.Fields(n, path, r.where(&s.Where, map[string]setter{
			"any": phrases(Any), "all": phrases(All), "none": phrases(None), "of": phrases(AtLeast),
			"at_least": r.whole(&s.AtLeast), "within": r.whole(&s.Within)}))
		if err == nil && given != 1 {
			return r.Broken(yamlfile.Line(n), path, "Give one of any, all, none, of with its phrases.", nil)
		}
		return err
	}
}

func (r *reader) matches(to *Condition) setter {
	return func(n ast.Node, path string) error {
		m := &Matches{}
		*to = m
		return r.Fields(n, path, r.where(&m.Where, map[string]setter{"pattern": yamlfile.Into(&r.Source, &m.Pattern)}))
	}
}

func (r *reader) entity(to *Condition) setter {
	return func(n ast.Node, path string) error {
		e := &Entity{}
		*to = e
		return r.Fields(n, path, r.where(&e.Where, map[string]setter{"is": yamlfile.OneOrMore(&r.Source, &e.Is)}))
	}
}

func (r *reader) order(to *Condition) setter {
	return func(n ast.Node, path string) error {
		o := &Order{}
		*to = o
		return r.Fields(n, path, map[string]setter{
			"first":  func(n ast.Node, path string) error { return r.condition(n, path, &o.First) },
			"then":   func(n ast.Node, path string) error { return r.condition(n, path, &o.Then) },
			"within": r.seconds(&o.Within), "each": yamlfile.Truth(&r.Source, &o.Each)})
	}
}

func (r *reader) measure(to *Condition, of Sound) setter {
	return func(n ast.Node, path string) error {
		m := &Measure{Of: of}
		*to = m
		return r.Fields(n, path, r.where(&m.Where, map[string]setter{
			"over": r.seconds(&m.Over), "total": r.seconds(&m.Total), "times": r.whole(&m.Times)}))
	}
}

func (r *reader) speed(to *Condition) setter {
	return func(n ast.Node, path string) error {
		s := &Speed{}
		*to = s
		return r.Fields(n, path, map[string]setter{
			"above": r.number(&s.Above), "below": r.number(&s.Below), "by": yamlfile.Into(&r.Source, &s.By)})
	}
}

// most bounds numbers in files, so that they stay what they were.
const most = 1_000_000

func (r *reader) number(to *float64) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		d, err := qa.ParseDecimal(text)
		if err != nil || d.Float() < 0 || d.Float() > most {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no plain number such as 5 or 2.5.", fault.Values{"Have": text})
		}
		*to = d.Float()
		return nil
	}
}

func (r *reader) whole(to *int) setter {
	return func(n ast.Node, path string) error {
		var f float64
		err := r.number(&f)(n, path)
		if *to = int(f); err == nil && float64(*to) != f {
			return r.Broken(yamlfile.Line(n), path, "Here a whole number is expected.", nil)
		}
		return err
	}
}

func (r *reader) seconds(to *time.Duration) setter {
	return func(n ast.Node, path string) error {
		var f float64
		err := r.number(&f)(n, path)
		*to = time.Duration(f * float64(time.Second)).Round(time.Millisecond)
		return err
	}
}
