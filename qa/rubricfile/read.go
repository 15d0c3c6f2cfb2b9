// Package rubricfile reads and writes rubrics (*.rubric.yaml) and reads answers,
// both YAML 1.2. Numbers are kept as they are written. A file that can't be
// taken is refused with its line, the field and the reason, as a whole.
package rubricfile

import (
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
	"shifu/internal/yamlfile"
	"shifu/qa"
	"shifu/qa/revision"
)

// Read reads a rubric and checks it (qa.Version.Check); name stands in the
// refusals. Fields left out: mode section_percent, na_policy proportional,
// weight 1, kind single.
func Read(name string, data []byte) (qa.Version, error) {
	v, src, err := parse(name, data)
	if err != nil {
		return qa.Version{}, err
	}
	takeScales(&v)
	for _, p := range v.Problems() {
		return qa.Version{}, src.Broken(src.LineOf(p.Path), p.Path, p.Fault.Key, p.Fault.Values)
	}
	return v, nil
}

func parse(name string, data []byte) (qa.Version, *yamlfile.Source, error) {
	r := rubric{yamlfile.New(name)}
	v := qa.Version{Mode: qa.ModeSectionPercent, NAPolicy: qa.NAProportional, State: qa.VersionDraft}
	root, err := r.Parse(data)
	if err != nil {
		return v, nil, err
	}
	if yamlfile.IsNull(root) {
		return v, nil, r.Broken(1, "", "The file is empty.", nil)
	}
	err = r.Fields(root, "", map[string]setter{
		"title":            into(&r, &v.Title),
		"language":         into(&r, &v.Language),
		"mode":             into(&r, &v.Mode),
		"na_policy":        into(&r, &v.NAPolicy),
		"bonus_may_exceed": r.truth(&v.BonusMayExceed),
		"timers":           r.timers(&v),
		"sections":         each(&r, &v.Sections, r.section),
	})
	return v, &r.Source, err
}

type setter = yamlfile.Setter

type rubric struct{ yamlfile.Source }

// into sets a text.
func into[T ~string](r *rubric, to *T) setter { return yamlfile.Into(&r.Source, to) }

// truth sets a bool: true or false only, since Yes and No are words.
func (r *rubric) truth(to *bool) setter { return yamlfile.Truth(&r.Source, to) }

// number sets a decimal, kept as written.
func (r *rubric) number(to *qa.Decimal) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		if *to, err = qa.ParseDecimal(text); err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no plain number such as 5 or 2.5.", fault.Values{"Have": text})
		}
		return nil
	}
}

// each sets a list whose entries are read by one.
func each[T any](r *rubric, to *[]T, one func(n ast.Node, path string, to *T) error) setter {
	return yamlfile.Each(&r.Source, to, one)
}

// oneOrMore sets a list of texts that may be given as a single one.
func oneOrMore[T ~string](r *rubric, to *[]T) setter { return yamlfile.OneOrMore(&r.Source, to) }

// timers takes those that are named; the others are the default ones.
func (r *rubric) timers(v *qa.Version) setter {
	return func(n ast.Node, path string) error {
		t := qa.DefaultTimers
		v.Timers = &t
		fields := map[string]setter{}
		for _, f := range t.Fields() {
			fields[f.Key] = r.whole(f.Value)
		}
		return r.Fields(n, path, fields)
	}
}

// whole sets a whole number.
func (r *rubric) whole(to *int) setter {
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

func (r *rubric) section(n ast.Node, path string, to *qa.Section) error {
	to.Weight = qa.Whole(1)
	return r.Fields(n, path, map[string]setter{
		"title":     into(r, &to.Title),
		"weight":    r.number(&to.Weight),
		"questions": each(r, &to.Questions, r.question),
	})
}

func (r *rubric) question(n ast.Node, path string, to *qa.Question) error {
	to.Weight, to.Kind = qa.Whole(1), qa.KindSingle
	return r.Fields(n, path, map[string]setter{
		"ref":          into(r, &to.Ref),
		"text":         into(r, &to.Text),
		"help":         into(r, &to.Help),
		"applies_when": into(r, &to.AppliesWhen),
		"weight":       r.number(&to.Weight),
		"kind":         into(r, &to.Kind),
		"options":      each(r, &to.Options, r.option),
		"na":           r.truth(&to.NA),
		"comment":      into(r, &to.Comment),
		"excluded":     r.truth(&to.Excluded),
		"class":        into(r, &to.Class),
		"visible_when": r.condition(to),
		"evidence":     r.truth(&to.Evidence),
		"root_causes":  oneOrMore(r, &to.RootCauses),
		"ranges":       each(r, &to.Ranges, r.span),
		"scale":        r.scale(to),
		"bonus":        r.bonus(to),
		"answer_by":    oneOrMore(r, &to.AnswerBy),
	})
}

func (r *rubric) option(n ast.Node, path string, to *qa.Option) error {
	var pass bool
	return r.Fields(n, path, map[string]setter{
		"label":  into(r, &to.Label),
		"score":  r.number(&to.Score),
		"effect": into(r, &to.Effect),
		"colour": into(r, &to.Colour),
		"pass": func(n ast.Node, path string) error {
			to.Pass = &pass
			return r.truth(&pass)(n, path)
		},
	})
}

func (r *rubric) span(n ast.Node, path string, to *qa.Range) error {
	return r.Fields(n, path, map[string]setter{
		"from": r.number(&to.From), "to": r.number(&to.To), "score": r.number(&to.Score),
	})
}

func (r *rubric) condition(q *qa.Question) setter {
	return func(n ast.Node, path string) error {
		q.VisibleWhen = &qa.Condition{}
		return r.Fields(n, path, map[string]setter{
			"ref": into(r, &q.VisibleWhen.Ref), "is": oneOrMore(r, &q.VisibleWhen.Is),
		})
	}
}

// scale takes the name of a scale, or its options in place.
func (r *rubric) scale(q *qa.Question) setter {
	return func(n ast.Node, path string) error {
		if _, inPlace := n.(*ast.SequenceNode); !inPlace {
			return into(r, &q.Scale)(n, path)
		}
		if len(q.Options) > 0 {
			return r.Broken(yamlfile.Line(n), path, "Give either options or a scale in place, not both.", nil)
		}
		q.Scale = strings.TrimSuffix("own "+q.Ref, " ")
		return each(r, &q.Options, r.option)(n, path)
	}
}

// bonus takes true (the weight is the bonus) or a number of points.
func (r *rubric) bonus(q *qa.Question) setter {
	return func(n ast.Node, path string) error {
		if _, truth := n.(*ast.BoolNode); truth {
			return r.truth(&q.Bonus)(n, path)
		}
		q.Bonus = true
		return r.number(&q.BonusPoints)(n, path)
	}
}

// takeScales gives questions that name a scale and list no options those of
// the scale: of the question above that has them, or else of the one that
// comes with Shifu under that name.
func takeScales(v *qa.Version) {
	known := map[string]revision.Scale{}
	for _, s := range revision.Shipped() {
		known[s.Name] = s
	}
	for _, q := range v.All {
		scale, named := known[q.Scale]
		chosen := q.Kind == qa.KindSingle || q.Kind == qa.KindMultiple
		switch {
		case q.Scale == "":
		case len(q.Options) > 0:
			known[q.Scale] = revision.Scale{Name: q.Scale, Options: q.Options}
		case named && chosen:
			scale.Apply(q)
		}
	}
}
