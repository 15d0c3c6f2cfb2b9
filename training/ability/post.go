package ability

import (
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/interval"
)

// Use is what people are looked for.
type Use string

// The uses (岗位, 支援, 人才储备).
const (
	ForPost Use = "post"
	Lending Use = "lending"
	Reserve Use = "reserve"
)

// Uses lists them in the order in which screens show them.
var Uses = []Use{ForPost, Lending, Reserve}

// Post is what a post, a lending or the reserve asks for. 0 asks for nothing.
type Post struct {
	ID             string   `json:"-"`
	OrganisationID string   `json:"-"` // whose people; empty: all companies'
	Name           string   `json:"name"`
	Use            Use      `json:"use"`
	Months         int      `json:"months"`  // with the hotline
	Quality        float64  `json:"quality"` // the low end of the interval
	Results        float64  `json:"results"`
	Expertise      float64  `json:"expertise"`
	Line           string   `json:"line"` // a business line in which at least Enough calls were evaluated
	Certificates   []string `json:"certificates"`
}

// Check returns an Invalid fault for what can't be asked for.
func (p *Post) Check() error {
	p.Name, p.Line = strings.TrimSpace(p.Name), strings.TrimSpace(p.Line)
	share := func(x float64) bool { return x >= 0 && x <= 100 }
	switch {
	case p.Name == "" || len([]rune(p.Name)) > 40:
		return fault.New(fault.Invalid, "Name the post, in at most {{.N}} characters.", fault.Values{"N": 40})
	case !slices.Contains(Uses, p.Use):
		return fault.New(fault.Invalid, "People are looked for a post, for lending or for the reserve.", nil)
	case p.Months < 0 || p.Months > 600 || !share(p.Quality) || !share(p.Results) || !share(p.Expertise):
		return fault.New(fault.Invalid, "Months are 0 to 600, and quality, results and expertise 0 to 100.", nil)
	case p.Months == 0 && p.Quality+p.Results+p.Expertise == 0 && p.Line == "" && len(p.Certificates) == 0:
		return fault.New(fault.Invalid, "Ask for something: without that everybody fits.", nil)
	}
	return nil
}

// Answer is how a person stands to one wish.
type Answer uint8

// The answers.
const (
	Met Answer = iota
	Unmet
	Unknown // nothing is known, or too little
)

// Need is one wish of a post with how a person stands to it.
type Need struct {
	Wish   words.Text
	Answer Answer
}

// Fit says of every wish of a post how a person stands to it.
func Fit(p *Post, s *Sheet, now time.Time) []Need {
	var out []Need
	need := func(on bool, wish words.Text, known, met bool) {
		switch {
		case !on:
		case !known:
			out = append(out, Need{wish, Unknown})
		case met:
			out = append(out, Need{wish, Met})
		default:
			out = append(out, Need{wish, Unmet})
		}
	}
	months := 0
	if !s.Joined.IsZero() {
		for s.Joined.AddDate(0, months+1, 0).Compare(now) <= 0 {
			months++
		}
	}
	need(p.Months > 0, words.T("{{.N}} months with the hotline", fault.Values{"N": p.Months}), !s.Joined.IsZero(), months >= p.Months)
	need(p.Quality > 0, words.T("quality surely {{.N}} or more", fault.Values{"N": p.Quality}), !s.Quality.Few, s.Quality.Low >= p.Quality)
	need(p.Results > 0, words.T("results {{.N}} or more", fault.Values{"N": p.Results}), s.Basis > 0, s.Results >= p.Results)
	need(p.Expertise > 0, words.T("expertise {{.N}} or more", fault.Values{"N": p.Expertise}), s.Proofs > 0, s.Expertise >= p.Expertise)
	need(p.Line != "", words.T("evaluated in {{.Line}}", fault.Values{"Line": p.Line}), true, slices.ContainsFunc(s.Lines, func(e Evidence) bool { return e.Word == p.Line && e.N >= interval.Enough }))
	for _, id := range p.Certificates {
		i := slices.IndexFunc(s.Certificates, func(c Certificate) bool { return c.ID == id })
		name := id
		if i >= 0 {
			name = s.Certificates[i].Name
		}
		need(true, words.T("certificate {{.Name}}", fault.Values{"Name": name}), true, i >= 0 && s.Certificates[i].Valid)
	}
	return out
}

// Fits reports whether all wishes are met.
func Fits(ns []Need) bool {
	return !slices.ContainsFunc(ns, func(n Need) bool { return n.Answer != Met })
}
