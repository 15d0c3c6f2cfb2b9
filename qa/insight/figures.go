package insight

import (
	"cmp"
	"math"
	"slices"

	"shifu/qa"
	"shifu/qa/interval"
	"shifu/qa/score"
)

// Accuracy is the rate without errors of class c: for a critical class the
// evaluations without one, for non-critical the opportunities (N/A removed).
func Accuracy(a *score.Accuracy, c qa.Class) Rate {
	hits, n := a.Rate(c)
	return Rate{hits, n}
}

// Loss is a question with what is lost on it.
type Loss struct {
	Place int // of the question in its rubric
	Ref   string
	Cell
	Share      float64 // of all points lost
	Cumulative float64 // with all that lose more
}

// Pareto lists the questions on which u lost points, most first (the few that
// matter before the many: Juran, Quality Control Handbook, 1951).
func (u *Unit) Pareto(r *Rubric) []Loss {
	var out []Loss
	all := 0.0
	for i, ref := range r.Refs {
		if c := u.Question(r, i); c.Points > 0 {
			out = append(out, Loss{Place: i, Ref: ref, Cell: c})
			all += c.Points
		}
	}
	slices.SortStableFunc(out, func(a, b Loss) int { return cmp.Compare(b.Points, a.Points) })
	sum := 0.0
	for i := range out {
		sum += out[i].Points
		out[i].Share, out[i].Cumulative = out[i].Points/all, sum/all
	}
	return out
}

// Control is a p-chart (Shewhart, Economic Control of Quality of Manufactured
// Product, 1931): the share of evaluations with a critical error step by step,
// and between which limits it moves by chance alone.
type Control struct {
	Centre float64 // p̄, over all steps
	N      int
	Points []ControlPoint
}

// ControlPoint is one step of a p-chart. Steps without an evaluation have N 0
// and no limits.
type ControlPoint struct {
	Rate
	Low, High float64 // p̄ ± 3√(p̄(1−p̄)/n), within 0…1
	Out       bool    // beyond a limit
}

// NewControl makes the p-chart of rates.
func NewControl(rates []Rate) Control {
	var all Rate
	for _, r := range rates {
		all.Join(r)
	}
	c := Control{Centre: all.Share(), N: all.N, Points: make([]ControlPoint, len(rates))}
	for i, r := range rates {
		p := &c.Points[i]
		p.Rate = r
		if r.N == 0 {
			continue
		}
		spread := 3 * math.Sqrt(c.Centre*(1-c.Centre)/float64(r.N))
		p.Low, p.High = max(c.Centre-spread, 0), min(c.Centre+spread, 1)
		p.Out = r.Share() < p.Low || r.Share() > p.High
	}
	return c
}

// Control is the p-chart of u's critical errors.
func (u *Unit) Control() Control {
	rates := make([]Rate, len(u.Steps))
	for i, s := range u.Steps {
		rates[i] = s.Critical
	}
	return NewControl(rates)
}

// Severity is how much a reviewer's scores differ from what other reviewers
// gave the same agents: below zero is stricter.
type Severity struct {
	ID, Name string
	Scores   Mean // of all that the reviewer gave
	Mean          // the deviation; its N are the evaluations that can be compared
}

// Severities compares the reviewers, the strictest first. Each score is held
// against the mean that the other reviewers gave the same agent; the interval
// is Student's over these deviations, and takes the others' means for certain.
func (b *Board) Severities() []Severity {
	all, gave := map[string]Sum{}, map[string]*reviewer{}
	for _, u := range b.agents {
		for id, s := range u.given {
			if gave[id] == nil {
				gave[id] = &reviewer{agents: map[string]Sum{}}
			}
			r := gave[id]
			r.scores.Join(*s)
			r.agents[u.ID] = joined(r.agents[u.ID], *s)
			all[u.ID] = joined(all[u.ID], *s)
		}
	}
	var out []Severity
	for id, r := range gave {
		out = append(out, r.severity(id, b.reviewers[id], all))
	}
	slices.SortFunc(out, func(a, c Severity) int {
		return cmp.Or(-cmpBool(a.Known, c.Known), cmp.Compare(a.Value, c.Value), cmp.Compare(a.ID, c.ID))
	})
	return out
}

func cmpBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// reviewer is what one reviewer gave, agent by agent.
type reviewer struct {
	scores Sum
	agents map[string]Sum
}

func joined(a, b Sum) Sum {
	a.Join(b)
	return a
}

func (r *reviewer) severity(id, name string, all map[string]Sum) Severity {
	out := Severity{ID: id, Name: name, Scores: r.scores.Mean()}
	n, sum, squares := 0, 0.0, 0.0
	for agent, own := range r.agents {
		others := all[agent].without(own)
		if others.N == 0 {
			continue
		}
		d := own.mean() - others.mean()
		within := own.SD() * own.SD() * float64(own.N-1)
		n += own.N
		sum += float64(own.N) * d
		squares += within + float64(own.N)*d*d
	}
	if n == 0 {
		return out
	}
	mean := sum / float64(n)
	sd := 0.0
	if n > 1 {
		sd = math.Sqrt(max(squares-float64(n)*mean*mean, 0) / float64(n-1))
	}
	half := interval.Half(n, sd)
	out.Mean = Mean{N: n, Value: mean, Low: mean - half, High: mean + half, Known: true}
	return out
}

// Funnel counts how far evaluations came on their way to the agent and back.
type Funnel struct {
	Submitted, Released, Acknowledged, Appealed, Decided, Revised int
}

func (f *Funnel) add(s Steps) {
	count := func(n *int, passed Steps) {
		if s&passed != 0 {
			*n++
		}
	}
	f.Submitted++
	count(&f.Released, WasReleased)
	count(&f.Acknowledged, WasAcknowledged)
	count(&f.Appealed, WasAppealed)
	count(&f.Decided, WasUpheld|WasRevised)
	count(&f.Revised, WasRevised)
}

// Funnel is how appeals went.
func (b *Board) Funnel() Funnel { return b.funnel }
