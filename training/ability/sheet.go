// Package ability holds the ability sheet of a person (能力档案): results and
// expertise, each drawn from what is known of them, used for posts, lending and
// the reserve of talent; and care: how heavy hard calls weigh, and what is
// offered after one.
package ability

import (
	"cmp"
	"math"
	"slices"
	"time"

	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/qa/interval"
)

// Window is how far back scores and figures count.
const Window = 90 * 24 * time.Hour

// HalfLife is the age at which an exam or a practice counts half.
const HalfLife = 30 * 24 * time.Hour

// Score is one evaluation.
type Score struct {
	At    time.Time
	Value float64 // 0…100
	Line  string  // the business line of its call
}

// Mark is one exam, or one practice: what it came to in per cent.
type Mark struct {
	Name  string
	At    time.Time
	Value float64
}

// Certificate is one that was asked of the person, or that they hold.
type Certificate struct {
	Name  string
	ID    string // of the programme
	Valid bool
	Until indicators.Date // zero: never held
}

// Facts is everything that a sheet is drawn from.
type Facts struct {
	PersonID, Name, OrganisationID, Organisation, TeamID, Team string
	Joined                                                     time.Time
	Project                                                    string
	Scores                                                     []Score
	Exams                                                      []Mark
	Practice                                                   []Mark
	Certificates                                               []Certificate
	Figures                                                    indicators.Sums
}

// Evidence is one line of a sheet: a figure with what it rests on.
type Evidence struct {
	Name      words.Text
	Word      string // a name that is no text of the catalogue: of an exam, a business line
	Value     float64
	Low, High float64 // the 95 % interval; equal where none can be told
	N         int
	Few       bool
	At        time.Time // of the last one; zero for figures
	Indicator indicators.Key
	Z         float64 // against those of the same project, more is better; indicators and quality alone
	HasZ      bool
}

// Sheet is what is known of a person.
type Sheet struct {
	PersonID, Name, OrganisationID, Organisation, TeamID, Team, Project string
	Joined                                                              time.Time
	Quality                                                             Evidence
	Lines                                                               []Evidence // quality by business line, most calls first
	Indicators                                                          []Evidence
	Exams                                                               []Evidence // the latest of each
	Practice                                                            []Evidence
	Certificates                                                        []Certificate

	// Results are how the work stands against that of the same project: 50 +
	// 10·z̄ of quality and indicators, 0…100. Basis is how many figures it rests on.
	Results float64
	Basis   int
	// Expertise is what exams and practice prove, recent ones more: per cent.
	// Proofs is how many there are.
	Expertise float64
	Proofs    int
}

// Steered are the indicators that count as results.
var Steered = []indicators.Key{indicators.Satisfaction, indicators.FirstContact, indicators.OrderErrors, indicators.HandleTime, indicators.HelpRate}

// Compute draws the sheets of people, each set against the others of their
// project.
func Compute(all []Facts, now time.Time) []Sheet {
	out := make([]Sheet, len(all))
	for i := range all {
		out[i] = sheet(&all[i], now)
	}
	for _, key := range append([]indicators.Key{""}, Steered...) {
		compare(out, key)
	}
	for i := range out {
		out[i].results()
	}
	return out
}

func sheet(f *Facts, now time.Time) Sheet {
	s := Sheet{PersonID: f.PersonID, Name: f.Name, OrganisationID: f.OrganisationID, Organisation: f.Organisation, TeamID: f.TeamID, Team: f.Team, Project: f.Project, Joined: f.Joined, Certificates: f.Certificates}
	recent := slices.DeleteFunc(slices.Clone(f.Scores), func(x Score) bool { return now.Sub(x.At) > Window })
	s.Quality = meanOf(recent)
	s.Quality.Name = words.T("Quality score", nil)
	lines := map[string][]Score{}
	for _, x := range recent {
		lines[x.Line] = append(lines[x.Line], x)
	}
	for line, xs := range lines {
		if line != "" {
			e := meanOf(xs)
			e.Word = line
			s.Lines = append(s.Lines, e)
		}
	}
	slices.SortFunc(s.Lines, func(a, b Evidence) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Word, b.Word)) })
	for _, key := range Steered {
		i, _ := indicators.ByKey(key)
		if v := i.Of(f.Figures); v.Known {
			s.Indicators = append(s.Indicators, Evidence{Name: i.Name, Indicator: key, Value: v.Value, Low: v.Low, High: v.High, N: int(v.N), Few: v.Few})
		}
	}
	s.Exams, s.Practice = latest(f.Exams), latest(f.Practice)
	s.Expertise, s.Proofs = Proven(append(slices.Clone(f.Exams), f.Practice...), now)
	return s
}

// meanOf is the mean of scores with its 95 % interval.
func meanOf(xs []Score) Evidence {
	e := Evidence{N: len(xs), Few: len(xs) < interval.Enough}
	if len(xs) == 0 {
		return e
	}
	for _, x := range xs {
		e.Value += x.Value / float64(len(xs))
		if x.At.After(e.At) {
			e.At = x.At
		}
	}
	sum := 0.0
	for _, x := range xs {
		sum += (x.Value - e.Value) * (x.Value - e.Value)
	}
	half := interval.Half(len(xs), math.Sqrt(sum/float64(max(len(xs)-1, 1))))
	e.Low, e.High = max(e.Value-half, 0), min(e.Value+half, 100)
	return e
}

// latest is the last mark of each name, the newest first.
func latest(ms []Mark) []Evidence {
	by := map[string]Evidence{}
	for _, m := range ms {
		e := by[m.Name]
		e.N++
		if !m.At.Before(e.At) {
			e.Word, e.Value, e.Low, e.High, e.At = m.Name, m.Value, m.Value, m.Value, m.At
		}
		by[m.Name] = e
	}
	var out []Evidence
	for _, e := range by {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b Evidence) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Word, b.Word)) })
	return out
}

// Proven is what marks prove at a time: Σ s·2^(−age/30 d) ÷ Σ 2^(−age/30 d).
func Proven(ms []Mark, now time.Time) (share float64, n int) {
	sum, weight := 0.0, 0.0
	for _, m := range ms {
		w := math.Exp2(-float64(max(now.Sub(m.At), 0)) / float64(HalfLife))
		sum, weight, n = sum+w*m.Value, weight+w, n+1
	}
	if weight == 0 {
		return 0, n
	}
	return sum / weight, n
}

// Tier names how far an expertise reaches.
type Tier int

// The tiers: from 90, from 75, from 50, below.
const (
	Expert Tier = iota
	Able
	Basic
	Beginner
)

// TierOf is the tier of a share in per cent.
func TierOf(x float64) Tier {
	switch {
	case x >= 90:
		return Expert
	case x >= 75:
		return Able
	case x >= 50:
		return Basic
	}
	return Beginner
}

// of is the evidence of an indicator, that of quality for an empty key.
func (s *Sheet) of(key indicators.Key) *Evidence {
	if key == "" {
		return &s.Quality
	}
	if i := slices.IndexFunc(s.Indicators, func(e Evidence) bool { return e.Indicator == key }); i >= 0 {
		return &s.Indicators[i]
	}
	return nil
}

// compare sets a figure of everybody against those of the same project.
func compare(all []Sheet, key indicators.Key) {
	better := indicators.Higher
	if i, ok := indicators.ByKey(key); ok {
		better = i.Better
	}
	groups := map[string][]*Evidence{}
	for i := range all {
		if e := all[i].of(key); e != nil && e.N > 0 && !e.Few {
			groups[all[i].Project] = append(groups[all[i].Project], e)
		}
	}
	for _, es := range groups {
		mu, sd := 0.0, 0.0
		for _, e := range es {
			mu += e.Value / float64(len(es))
		}
		for _, e := range es {
			sd += (e.Value - mu) * (e.Value - mu) / float64(len(es))
		}
		if sd = math.Sqrt(sd); len(es) < 3 || sd < 1e-12 {
			continue // too few to compare with
		}
		for _, e := range es {
			e.Z, e.HasZ = max(-3, min(3, (e.Value-mu)/sd))*float64(better), true
		}
	}
}

func (s *Sheet) results() {
	sum := 0.0
	for _, e := range append([]Evidence{s.Quality}, s.Indicators...) {
		if e.HasZ {
			sum, s.Basis = sum+e.Z, s.Basis+1
		}
	}
	if s.Basis > 0 {
		s.Results = max(0, min(100, 50+10*sum/float64(s.Basis)))
	}
}
