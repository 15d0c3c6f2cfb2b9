package scenariofile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
	"shifu/internal/yamlfile"
	"shifu/routing"
)

// queueing reads the rules of Asterisk's queues.
func (r *reader) queueing(q *routing.Queueing) setter {
	return func(n ast.Node, path string) error {
		return r.Fields(n, path, map[string]setter{
			"weight": r.whole(&q.Weight), "most_waiting": r.whole(&q.MostWaiting), "max_wait": r.seconds(&q.MaxWait),
			"no_agent_wait": r.positive(&q.NoAgentWait), "no_agent_check": r.positive(&q.NoAgentCheck), "resume_within": r.positive(&q.ResumeWithin),
			"join_empty":       r.excluded(&q.JoinEmpty, routing.JoinEmpty),
			"leave_when_empty": r.excluded(&q.LeaveWhenEmpty, routing.LeaveWhenEmpty),
			"max_penalty":      r.limit(&q.Limits.Max, &q.Limits.SetMax), "min_penalty": r.limit(&q.Limits.Min, &q.Limits.SetMin),
			"raise_penalty":  r.raise(&q.Limits),
			"penalty_change": yamlfile.Each(&r.Source, &q.Changes, r.change),
		})
	}
}

// excluded takes a short word, or a list of reasons.
func (r *reader) excluded(to *[]routing.Excluded, short func(string) ([]routing.Excluded, bool)) setter {
	return func(n ast.Node, path string) error {
		if _, several := n.(*ast.SequenceNode); !several {
			text, err := r.Text(n, path)
			if err != nil {
				return err
			}
			if all, ok := short(text); ok {
				*to = all
				return nil
			}
		}
		if err := yamlfile.OneOrMore(&r.Source, to)(n, path); err != nil {
			return err
		}
		for _, x := range *to {
			if !slices.Contains(routing.Exclusions, x) {
				return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is none of: {{.Words}}.", fault.Values{"Have": string(x), "Words": joined(routing.Exclusions)})
			}
		}
		return nil
	}
}

func joined[T ~string](all []T) string {
	var texts []string
	for _, x := range all {
		texts = append(texts, string(x))
	}
	return strings.Join(texts, ", ")
}

func (r *reader) limit(to *int, set *bool) setter {
	return func(n ast.Node, path string) error {
		*set = true
		if err := r.whole(to)(n, path); err != nil {
			return err
		}
		return r.level(n, path, *to)
	}
}

func (r *reader) level(n ast.Node, path string, x int) error {
	if x < 0 || x > routing.MostLevel {
		return r.Broken(yamlfile.Line(n), path, "{{.Have}} does not lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": x, "Least": 0, "Most": routing.MostLevel})
	}
	return nil
}

// raise takes 5, or r5 where members below min are not raised.
func (r *reader) raise(l *routing.Limits) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		plain := strings.TrimPrefix(text, "r")
		l.SetUp, l.Respect = true, plain != text
		if l.Raise, err = strconv.Atoi(plain); err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no whole number.", fault.Values{"Have": text})
		}
		return r.level(n, path, l.Raise)
	}
}

func (r *reader) change(n ast.Node, path string, c *routing.PenaltyChange) error {
	return r.Fields(n, path, map[string]setter{"after": r.seconds(&c.After), "max": r.step(&c.Max), "min": r.step(&c.Min), "raise": r.step(&c.Raise)})
}

// step takes 5, +5 or -5.
func (r *reader) step(s *routing.Step) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		s.Given, s.Relative = true, strings.HasPrefix(text, "+") || strings.HasPrefix(text, "-")
		if s.By, err = strconv.Atoi(text); err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no whole number.", fault.Values{"Have": text})
		}
		return r.level(n, path, max(s.By, -s.By))
	}
}

func (r *reader) criterion(n ast.Node, path string, c *routing.Criterion) error {
	return r.Fields(n, path, map[string]setter{"need": r.expression(&c.Need, 0), "for": r.positive(&c.For)})
}

// deepest is how deep conditions may be nested.
const deepest = 10

func (r *reader) expression(e *routing.Expression, depth int) setter {
	return func(n ast.Node, path string) error {
		if depth > deepest {
			return r.Broken(yamlfile.Line(n), path, "Conditions are nested too deeply.", nil)
		}
		one := func(n ast.Node, path string, x *routing.Expression) error { return r.expression(x, depth+1)(n, path) }
		return r.Fields(n, path, map[string]setter{
			"skill": yamlfile.Into(&r.Source, &e.Skill), "level": r.whole(&e.Level), "groups": yamlfile.OneOrMore(&r.Source, &e.Groups),
			"all": yamlfile.Each(&r.Source, &e.All, one), "any": yamlfile.Each(&r.Source, &e.Any, one),
			"not": func(n ast.Node, path string) error {
				e.Not = &routing.Expression{}
				return one(n, path, e.Not)
			},
		})
	}
}

func (r *reader) preferred(p *routing.Preferred) setter {
	return func(n ast.Node, path string) error {
		return r.Fields(n, path, map[string]setter{"scores": byName(r, &p.Scores, r.whole),
			"rings": yamlfile.Each(&r.Source, &p.Rings, func(n ast.Node, path string, x *routing.PreferredRing) error {
				return r.Fields(n, path, map[string]setter{"least": r.whole(&x.Least), "for": r.positive(&x.For)})
			})})
	}
}

func (r *reader) blend(to **routing.TaskBlend) setter {
	return func(n ast.Node, path string) error {
		b := &routing.TaskBlend{}
		*to = b
		return r.Fields(n, path, map[string]setter{"s1": r.whole(&b.S1), "s2": r.whole(&b.S2), "kappa": r.number(&b.Kappa), "c": r.number(&b.C),
			"test": yamlfile.OneOrMore(&r.Source, &b.Test), "target": yamlfile.OneOrMore(&r.Source, &b.Target)})
	}
}

func (r *reader) tiers(t *routing.Tiers) setter {
	return func(n ast.Node, path string) error {
		multiply, atOnce := true, true
		err := r.Fields(n, path, map[string]setter{"apply": yamlfile.Truth(&r.Source, &t.Apply), "wait": r.seconds(&t.Wait),
			"multiply": yamlfile.Truth(&r.Source, &multiply), "no_agent_no_wait": yamlfile.Truth(&r.Source, &atOnce)})
		t.Flat, t.Patient = !multiply, !atOnce
		return err
	}
}

func (r *reader) filter(n ast.Node, path string, f *routing.Filter) error {
	return r.Fields(n, path, map[string]setter{"types": yamlfile.OneOrMore(&r.Source, &f.Types), "where": yamlfile.Into(&r.Source, &f.Where), "targets": yamlfile.Each(&r.Source, &f.Targets, r.target)})
}

func (r *reader) target(n ast.Node, path string, t *routing.Target) error {
	return r.Fields(n, path, map[string]setter{"groups": yamlfile.OneOrMore(&r.Source, &t.Groups), "priority": r.whole(&t.Priority), "for": r.positive(&t.For),
		"need": func(n ast.Node, path string) error {
			t.Need = &routing.Expression{}
			return r.expression(t.Need, 0)(n, path)
		},
		"ascending": yamlfile.Truth(&r.Source, &t.Ascending), "skip_if": yamlfile.Into(&r.Source, &t.SkipIf), "skip_if_none": r.always(&t.SkipIf), "order_by": yamlfile.Into(&r.Source, &t.OrderBy)})
}

// always sets the skip_if that holds whenever it is looked at.
func (r *reader) always(to *string) setter {
	return func(n ast.Node, path string) error {
		on := false
		if err := yamlfile.Truth(&r.Source, &on)(n, path); err != nil || !on {
			return err
		}
		*to = "1 == 1"
		return nil
	}
}
