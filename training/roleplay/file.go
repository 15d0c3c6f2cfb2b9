package roleplay

import (
	"strconv"
	"strings"
	"time"

	_ "embed" // of the book

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
	"shifu/internal/yamlfile"
)

// Suffix is how the file of a scenario is named.
const Suffix = ".roleplay.yaml"

//go:embed book.yaml
var book []byte

// Parse reads a scenario and checks it; name stands in the refusals, which say
// line and field. Points that a state needs and the file does not define are
// those of the book, and so are the forbidden phrases.
func Parse(name string, data []byte) (*Scenario, error) {
	r := reader{yamlfile.New(name)}
	s := &Scenario{Weights: StandardWeights()}
	root, err := r.Parse(data)
	if err != nil {
		return nil, err
	}
	if yamlfile.IsNull(root) {
		return nil, r.Broken(1, "", "The file is empty.", nil)
	}
	if err := r.scenario(root, s); err != nil {
		return nil, err
	}
	if err := s.useBook(); err != nil {
		return nil, err
	}
	for _, p := range s.Problems() {
		return nil, r.Broken(r.LineOf(p.Path), p.Path, p.Fault.Key, p.Fault.Values)
	}
	return s, nil
}

type reader struct{ yamlfile.Source }

func (r *reader) scenario(root ast.Node, s *Scenario) error {
	return r.Fields(root, "", map[string]yamlfile.Setter{
		"id": yamlfile.Into(&r.Source, &s.ID), "line": yamlfile.Into(&r.Source, &s.Line),
		"title": r.text(&s.Title), "brief": r.text(&s.Brief),
		"skills": yamlfile.OneOrMore(&r.Source, &s.Skills),
		"talk": func(n ast.Node, path string) error {
			return r.Fields(n, path, map[string]yamlfile.Setter{"from": r.seconds(&s.Least), "to": r.seconds(&s.Most)})
		},
		"persona": r.persona(&s.Persona),
		"points":  yamlfile.Each(&r.Source, &s.Points, r.point), "forbidden": yamlfile.Each(&r.Source, &s.Forbidden, r.phrase),
		"order": yamlfile.OneOrMore(&r.Source, &s.Order), "transfer": yamlfile.Each(&r.Source, &s.Handovers, r.handover), "form": yamlfile.Each(&r.Source, &s.Form, r.entry),
		"reads": yamlfile.OneOrMore(&r.Source, &s.Reads),
		"start": yamlfile.Into(&r.Source, &s.Start), "leaves": yamlfile.Into(&r.Source, &s.Leaves),
		"states": yamlfile.Each(&r.Source, &s.States, r.state), "variants": yamlfile.Each(&r.Source, &s.Variants, r.variant),
		"weights": func(n ast.Node, path string) error {
			w := &s.Weights
			return r.Fields(n, path, map[string]yamlfile.Setter{"points": r.number(&w.Points), "clicks": r.number(&w.Clicks), "order": r.number(&w.Order), "time": r.number(&w.Time)})
		},
	})
}

func (r *reader) persona(p *Persona) yamlfile.Setter {
	return func(n ast.Node, path string) error {
		return r.Fields(n, path, map[string]yamlfile.Setter{
			"name": r.text(&p.Name), "number": yamlfile.Into(&r.Source, &p.Number), "region": r.text(&p.Region),
			"history": yamlfile.Each(&r.Source, &p.History, r.texts), "goal": r.text(&p.Goal),
			"mood": r.whole(&p.Mood), "patience": r.seconds(&p.Patience),
			"knows": yamlfile.Each(&r.Source, &p.Knows, r.texts), "mistaken": yamlfile.Each(&r.Source, &p.Mistaken, r.texts),
			"triggers": yamlfile.Each(&r.Source, &p.Triggers, func(n ast.Node, path string, t *Trigger) error {
				return r.pattern(n, path, &t.Pattern, map[string]yamlfile.Setter{"mood": r.whole(&t.Mood)})
			}),
			"voice": r.voice(&p.Voice),
		})
	}
}

func (r *reader) handover(n ast.Node, path string, h *Handover) error {
	return r.Fields(n, path, map[string]yamlfile.Setter{"to": yamlfile.Into(&r.Source, &h.To), "had": yamlfile.OneOrMore(&r.Source, &h.Had), "says": r.text(&h.Says)})
}

func (r *reader) voice(v *Voice) yamlfile.Setter {
	return func(n ast.Node, path string) error {
		return r.Fields(n, path, map[string]yamlfile.Setter{"variant": yamlfile.Into(&r.Source, &v.Variant), "pitch": r.whole(&v.Pitch), "speed": r.whole(&v.Speed)})
	}
}

// pattern reads the fields of a pattern and those given.
func (r *reader) pattern(n ast.Node, path string, p *Pattern, fields map[string]yamlfile.Setter) error {
	fields["say"], fields["and"], fields["not"] = yamlfile.OneOrMore(&r.Source, &p.Say), yamlfile.OneOrMore(&r.Source, &p.And), yamlfile.OneOrMore(&r.Source, &p.Not)
	fields["match"] = func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		if p.Match, err = compiled(text); err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no regular expression.", fault.Values{"Have": text})
		}
		return nil
	}
	err := r.Fields(n, path, fields)
	*p = p.ready()
	return err
}

func (r *reader) point(n ast.Node, path string, p *Point) error {
	return r.pattern(n, path, &p.Pattern, map[string]yamlfile.Setter{
		"id": yamlfile.Into(&r.Source, &p.ID), "what": r.text(&p.What), "mood": r.whole(&p.Mood), "critical": yamlfile.Truth(&r.Source, &p.Critical)})
}

func (r *reader) phrase(n ast.Node, path string, p *Phrase) error {
	p.Cost = standardCost
	return r.pattern(n, path, &p.Pattern, map[string]yamlfile.Setter{"instead": r.text(&p.Instead), "cost": r.number(&p.Cost)})
}

// standardCost is what a forbidden phrase takes of the score.
const standardCost = .1

func (r *reader) entry(n ast.Node, path string, f *Field) error {
	return r.pattern(n, path, &f.Right, map[string]yamlfile.Setter{"name": r.text(&f.Name), "value": r.text(&f.Value)})
}

func (r *reader) variant(n ast.Node, path string, v *Variant) error {
	return r.Fields(n, path, map[string]yamlfile.Setter{"name": r.text(&v.Name), "number": yamlfile.Into(&r.Source, &v.Number), "region": r.text(&v.Region),
		"mood": r.whole(&v.Mood), "mistaken": yamlfile.Each(&r.Source, &v.Mistaken, r.texts), "voice": r.voice(&v.Voice), "rate": r.whole(&v.Rate), "swap": yamlfile.OneOrMore(&r.Source, &v.Swap)})
}

func (r *reader) state(n ast.Node, path string, x *State) error {
	return r.Fields(n, path, map[string]yamlfile.Setter{
		"id": yamlfile.Into(&r.Source, &x.ID), "says": r.text(&x.Says), "within": r.seconds(&x.Within),
		"need": yamlfile.OneOrMore(&r.Source, &x.Need), "clicks": yamlfile.OneOrMore(&r.Source, &x.Clicks),
		"replies": yamlfile.Each(&r.Source, &x.Replies, r.texts), "ending": yamlfile.Into(&r.Source, &x.Ending),
		"next": yamlfile.Each(&r.Source, &x.Next, func(n ast.Node, path string, t *Next) error {
			return r.Fields(n, path, map[string]yamlfile.Setter{"to": yamlfile.Into(&r.Source, &t.To), "mood_below": r.whole(&t.MoodBelow), "mood_from": r.whole(&t.MoodFrom),
				"missed": yamlfile.OneOrMore(&r.Source, &t.Missed), "had": yamlfile.OneOrMore(&r.Source, &t.Had)})
		}),
	})
}

// text sets a text in both languages: {zh, en}, "Chinese | English", or one
// text for both.
func (r *reader) text(to *Text) yamlfile.Setter {
	return func(n ast.Node, path string) error { return r.texts(n, path, to) }
}

func (r *reader) texts(n ast.Node, path string, to *Text) error {
	if _, several := n.(*ast.MappingNode); several {
		return r.Fields(n, path, map[string]yamlfile.Setter{"zh": yamlfile.Into(&r.Source, &to.ZH), "en": yamlfile.Into(&r.Source, &to.EN)})
	}
	both, err := r.Text(n, path)
	zh, en, two := strings.Cut(both, " | ")
	if to.ZH, to.EN = strings.TrimSpace(zh), strings.TrimSpace(en); !two {
		to.EN = to.ZH
	}
	return err
}

func (r *reader) whole(to *int) yamlfile.Setter {
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

func (r *reader) number(to *float64) yamlfile.Setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		if *to, err = strconv.ParseFloat(text, 64); err != nil || !(*to >= 0 && *to <= 1) {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no number from 0 to 1.", fault.Values{"Have": text})
		}
		return nil
	}
}

func (r *reader) seconds(to *time.Duration) yamlfile.Setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		if *to, err = time.ParseDuration(text); err != nil || *to < 0 || *to > time.Hour {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no time: write it with its unit, as in 20s or 5m, an hour at the most.", fault.Values{"Have": text})
		}
		return nil
	}
}
