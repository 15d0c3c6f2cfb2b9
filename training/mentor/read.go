package mentor

import (
	"math"
	"strconv"

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
	"shifu/internal/yamlfile"
)

// Read reads a pool from YAML: mentors with capacity (absent: 1) and prefers,
// mentees with prefers, or scores by mentee and mentor. Who has a score is in the
// pool. name stands in the refusals, which say line and field.
func Read(name string, data []byte) (Pool, error) {
	r := reader{Source: yamlfile.New(name)}
	var p Pool
	root, err := r.Parse(data)
	if err != nil {
		return p, err
	}
	if yamlfile.IsNull(root) {
		return p, r.Broken(1, "", "The file is empty.", nil)
	}
	err = r.Fields(root, "", map[string]yamlfile.Setter{
		"mentors": func(n ast.Node, path string) error { return r.mentors(n, path, &p) },
		"mentees": func(n ast.Node, path string) error { return r.mentees(n, path, &p) },
		"scores":  func(n ast.Node, path string) error { return r.scores(n, path, &p) },
	})
	if err != nil {
		return Pool{}, err
	}
	p.addScored(r.scored)
	if len(p.Mentees) == 0 || len(p.Mentors) == 0 {
		return Pool{}, r.Broken(1, "", "The file names no mentors or no mentees.", nil)
	}
	return p, p.check()
}

type reader struct {
	yamlfile.Source
	scored []Pair // in the order of the file
}

func (r *reader) pairs(n ast.Node, path string) ([]yamlfile.Pair, error) {
	if yamlfile.IsNull(n) {
		return nil, nil
	}
	return r.Pairs(n, path)
}

func (r *reader) mentors(n ast.Node, path string, p *Pool) error {
	all, err := r.pairs(n, path)
	if err != nil {
		return err
	}
	for _, one := range all {
		at := yamlfile.Join(path, one.Key)
		m := Mentor{Name: one.Key, Capacity: 1, Open: true}
		fields := map[string]yamlfile.Setter{"capacity": func(n ast.Node, path string) error { return r.capacity(n, path, &m.Capacity) }, "prefers": r.wishes(&m.Prefers, &m.Open)}
		if err := r.some(one.Node, at, fields); err != nil {
			return err
		}
		p.Mentors = append(p.Mentors, m)
	}
	return nil
}

func (r *reader) mentees(n ast.Node, path string, p *Pool) error {
	all, err := r.pairs(n, path)
	if err != nil {
		return err
	}
	for _, one := range all {
		m := Mentee{Name: one.Key, Open: true}
		if err := r.some(one.Node, yamlfile.Join(path, one.Key), map[string]yamlfile.Setter{"prefers": r.wishes(&m.Prefers, &m.Open)}); err != nil {
			return err
		}
		p.Mentees = append(p.Mentees, m)
	}
	return nil
}

// some reads a mapping that may be left out.
func (r *reader) some(n ast.Node, path string, set map[string]yamlfile.Setter) error {
	if yamlfile.IsNull(n) {
		return nil
	}
	return r.Fields(n, path, set)
}

// wishes sets a list of names; without one its person is open to everybody.
func (r *reader) wishes(to *[]string, open *bool) yamlfile.Setter {
	return func(n ast.Node, path string) error {
		*open = yamlfile.IsNull(n)
		return yamlfile.Each(&r.Source, to, func(n ast.Node, path string, to *string) error { return yamlfile.Into(&r.Source, to)(n, path) })(n, path)
	}
}

func (r *reader) capacity(n ast.Node, path string, to *int) error {
	text, err := r.Text(n, path)
	if err != nil {
		return err
	}
	if *to, err = strconv.Atoi(text); err != nil || *to < 0 || *to > Most {
		return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no whole number from {{.Least}} to {{.Most}}.", fault.Values{"Have": text, "Least": 0, "Most": Most})
	}
	return nil
}

func (r *reader) scores(n ast.Node, path string, p *Pool) error {
	p.Scores = map[string]map[string]float64{}
	rows, err := r.pairs(n, path)
	if err != nil {
		return err
	}
	for _, row := range rows {
		at := yamlfile.Join(path, row.Key)
		p.Scores[row.Key] = map[string]float64{}
		r.scored = append(r.scored, Pair{Mentee: row.Key})
		cells, err := r.pairs(row.Node, at)
		if err != nil {
			return err
		}
		for _, cell := range cells {
			s, err := r.number(cell.Node, yamlfile.Join(at, cell.Key))
			if err != nil {
				return err
			}
			p.Scores[row.Key][cell.Key] = s
			r.scored = append(r.scored, Pair{row.Key, cell.Key})
		}
	}
	return nil
}

func (r *reader) number(n ast.Node, path string) (float64, error) {
	text, err := r.Text(n, path)
	if err != nil {
		return 0, err
	}
	s, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(s) || math.Abs(s) > 1e9 {
		return 0, r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no number between -1e9 and 1e9.", fault.Values{"Have": text})
	}
	return s, nil
}

// addScored adds who has a score and is not in the lists yet.
func (p *Pool) addScored(scored []Pair) {
	mentors, mentees := map[string]bool{"": true}, map[string]bool{"": true}
	for _, m := range p.Mentors {
		mentors[m.Name] = true
	}
	for _, m := range p.Mentees {
		mentees[m.Name] = true
	}
	for _, s := range scored {
		if !mentees[s.Mentee] {
			mentees[s.Mentee] = true
			p.Mentees = append(p.Mentees, Mentee{Name: s.Mentee, Open: true})
		}
		if !mentors[s.Mentor] {
			mentors[s.Mentor] = true
			p.Mentors = append(p.Mentors, Mentor{Name: s.Mentor, Capacity: 1, Open: true})
		}
	}
}
