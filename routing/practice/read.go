package practice

import (
	"embed"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
	"shifu/internal/yamlfile"
)

//go:embed scenarios/*.practice.yaml
var files embed.FS

// Scenarios are the shipped ones, in the order of their files.
func Scenarios() []*Scenario {
	names, err := fs.Glob(files, "scenarios/*.practice.yaml")
	if err != nil {
		panic(err)
	}
	var all []*Scenario
	for _, n := range names {
		data, err := files.ReadFile(n)
		if err != nil {
			panic(err)
		}
		s, err := Read(strings.TrimPrefix(n, "scenarios/"), data)
		if err != nil {
			panic(err) // a test reads them all
		}
		all = append(all, s)
	}
	return all
}

// Find is the shipped scenario of a key, nil if there is none.
func Find(key string) *Scenario {
	for _, s := range Scenarios() {
		if s.Key == key {
			return s
		}
	}
	return nil
}

// Longest is the longest session.
const Longest = 14 * Day

// MostSize bounds factors of surges, volumes and rosters.
const MostSize = 20.0

var weekdayNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Read reads a scenario (*.practice.yaml). A file that can't be taken is refused
// with its line, the field and the reason, as a whole.
func Read(name string, data []byte) (*Scenario, error) {
	r := reader{yamlfile.New(name)}
	key := strings.TrimSuffix(name, ".practice.yaml")
	if i := strings.IndexByte(key, '-'); i > 0 && strings.Trim(key[:i], "0123456789") == "" {
		key = key[i+1:]
	}
	s := &Scenario{Key: key, Month: 5, Weekday: 2, Begins: 8 * time.Hour, Length: 12 * time.Hour, Seed: 1, Holiday: 1, Message: OutOfBounds, Tutor: Tutor}
	root, err := r.Parse(data)
	if err != nil {
		return nil, err
	}
	if yamlfile.IsNull(root) {
		return nil, r.Broken(1, "", "The file is empty.", nil)
	}
	err = r.Fields(root, "", map[string]setter{
		"name": yamlfile.Into(&r.Source, &s.Name), "brief": yamlfile.Into(&r.Source, &s.Brief),
		"month": whole(&r, &s.Month, 1, 12), "weekday": r.weekday(&s.Weekday),
		"begins": r.span(&s.Begins, 0, Day-time.Minute), "length": r.span(&s.Length, time.Hour, Longest),
		"seed": whole(&r, &s.Seed, 0, math.MaxInt32), "holiday": r.number(&s.Holiday, 0.05, MostSize),
		"message_points": r.number(&s.Message, 0, 100), "tutor_points": r.number(&s.Tutor, 0, 100),
		"volume": r.factors(&s.Volume), "staff": r.factors(&s.Staff),
		"events": yamlfile.Each(&r.Source, &s.Events, r.event), "limits": yamlfile.Each(&r.Source, &s.Limits, r.limit), "tasks": yamlfile.Each(&r.Source, &s.Tasks, r.task),
	})
	if err != nil {
		return nil, err
	}
	if s.Name == "" {
		return nil, r.Broken(1, "name", "The name is missing.", nil)
	}
	return s, nil
}

type reader struct{ yamlfile.Source }

type setter = yamlfile.Setter

func (r *reader) outside(n ast.Node, path, text string, least, most any) error {
	return r.Broken(yamlfile.Line(n), path, "{{.Have}} does not lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": text, "Least": least, "Most": most})
}

func whole[T int | uint64](r *reader, to *T, least, most int64) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		x, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no whole number.", fault.Values{"Have": text})
		}
		if x < least || x > most {
			return r.outside(n, path, text, least, most)
		}
		*to = T(x)
		return nil
	}
}

func (r *reader) number(to *float64, least, most float64) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no number.", fault.Values{"Have": text})
		}
		if !(x >= least && x <= most) {
			return r.outside(n, path, text, least, most)
		}
		*to = x
		return nil
	}
}

func (r *reader) span(to *time.Duration, least, most time.Duration) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		d, err := time.ParseDuration(text)
		if err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no time: write it with its unit, as in 20s, 5m or 8h.", fault.Values{"Have": text})
		}
		if d < least || d > most {
			return r.outside(n, path, text, least.String(), most.String())
		}
		*to = d.Truncate(time.Minute)
		return nil
	}
}

func (r *reader) weekday(to *int) setter { return one(r, to, weekdayNames) }

// one sets the place of a word in a list.
func one[T ~int | ~uint8](r *reader, to *T, of []string) setter {
	return func(n ast.Node, path string) error {
		text, err := r.Text(n, path)
		if err != nil {
			return err
		}
		i := slices.Index(of, text)
		if i < 0 {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is none of: {{.Words}}.", fault.Values{"Have": text, "Words": joined(slices.DeleteFunc(slices.Clone(of), func(s string) bool { return s == "" }))})
		}
		*to = T(i)
		return nil
	}
}

// word sets one of some words.
func word[T ~string](r *reader, to *T, of []T) setter {
	return func(n ast.Node, path string) error {
		var all []string
		for _, w := range of {
			all = append(all, string(w))
		}
		i := 0
		err := one(r, &i, all)(n, path)
		*to = of[i]
		return err
	}
}

func (r *reader) project(to *string) setter {
	return func(n ast.Node, path string) error {
		var keys []string
		for _, p := range Projects {
			keys = append(keys, p.Key)
		}
		return word(r, to, keys)(n, path)
	}
}

func (r *reader) factors(to *map[string]float64) setter {
	return func(n ast.Node, path string) error {
		all, err := r.Pairs(n, path)
		if err != nil {
			return err
		}
		*to = map[string]float64{}
		for _, p := range all {
			at := yamlfile.Join(path, p.Key)
			if p.Key != "all" && Index(p.Key) < 0 {
				return r.Broken(yamlfile.Line(p.Node), at, "There is no project \"{{.Name}}\".", fault.Values{"Name": p.Key})
			}
			var x float64
			if err := r.number(&x, 0.05, MostSize)(p.Node, at); err != nil {
				return err
			}
			(*to)[p.Key] = x
		}
		return nil
	}
}
