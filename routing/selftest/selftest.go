// Package selftest compares simulations with exact values, so that who uses the
// simulation can see for themselves that it may be trusted.
package selftest

import (
	"context"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"shifu/internal/words"
	"shifu/routing"
	"shifu/routing/queueing"
	"shifu/routing/sim"
)

// Check is one figure: its exact value, its estimate and whether they agree.
type Check struct {
	Case      words.Text `json:"-"`
	Name      string     `json:"case"`
	Measure   string     `json:"measure"`
	Exact     float64    `json:"exact"`
	Mean      float64    `json:"mean"`
	HalfWidth *float64   `json:"half_width"` // of the 95 % interval; null for a formula
	Pass      bool       `json:"pass"`
}

// Result is the whole test.
type Result struct {
	Checks []Check `json:"checks"`
	Passed int     `json:"passed"`
	Failed int     `json:"failed"`
	Pass   bool    `json:"pass"`
}

const (
	replications = 2
	calls        = 150_000 // in each
	doubt        = 0.001   // chance that a right program fails, over all checks together
	widest       = 0.25    // half width over exact value above which a check would prove nothing
	tolerance    = 1e-9    // relative, of formulas
)

// wanted is a figure with its exact value.
type wanted struct {
	measure string
	exact   float64
	of      func(r sim.Report) sim.Estimate
}

// trial is a scenario with its wanted figures.
type trial struct {
	name     words.Text
	scenario *routing.Scenario
	wanted   []wanted
}

// Run does the whole test. The same seed gives the same result; move hears of
// cases done.
func Run(ctx context.Context, seed uint64, move func(done, total int)) (Result, error) {
	out := Result{Checks: formulas()}
	trials := trials()
	for i, t := range trials {
		plan, err := sim.NewPlan(t.scenario)
		if err != nil {
			return Result{}, err
		}
		r, err := sim.Replicate(ctx, plan, sim.Options{Replications: replications, Seed: seed + uint64(i)})
		if err != nil {
			return Result{}, err
		}
		for _, w := range t.wanted {
			e := w.of(r)
			out.Checks = append(out.Checks, Check{Case: t.name, Name: t.name.Key, Measure: w.measure, Exact: w.exact, Mean: e.Mean, HalfWidth: e.HalfWidth})
		}
		if move != nil {
			move(i+1, len(trials))
		}
	}
	out.judge()
	return out, nil
}

// judge passes a figure whose exact value lies in the interval that all checks
// of a right program keep together with a chance of 1 − doubt (Bonferroni).
func (r *Result) judge() {
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: replications*sim.Batches - 1}
	stretch := t.Quantile(1-doubt/2/float64(len(r.Checks))) / t.Quantile(0.975)
	for i := range r.Checks {
		c := &r.Checks[i]
		off := math.Abs(c.Mean - c.Exact)
		if c.HalfWidth == nil {
			c.Pass = off <= tolerance*math.Abs(c.Exact)
		} else {
			c.Pass = off <= stretch**c.HalfWidth && *c.HalfWidth <= widest*math.Abs(c.Exact)
		}
		if c.Pass {
			r.Passed++
		} else {
			r.Failed++
		}
	}
	r.Pass = r.Failed == 0
}

// formulas compares the formulas with values from elsewhere: 40-digit
// arithmetic, and what the Python package pyworkforce and the R package ErlangC print.
func formulas() []Check {
	name := words.T("Formulas", nil)
	c, _ := queueing.Queue{Rate: 200. / 3600, Service: 180, Agents: 14, Within: 20}.Measure()
	a, _ := queueing.Queue{Rate: 3600. / 3600, Service: 300, Agents: 280, Patience: routing.Exp(60), Within: 20}.Measure()
	check := func(measure string, exact, mean float64) Check {
		return Check{Case: name, Name: name.Key, Measure: measure, Exact: exact, Mean: mean}
	}
	return []Check{
		check("B(30, 25)", 0.052603172228140617, queueing.B(30, 25)),
		check("B(5000, 4950)", 0.0057421518444911041, queueing.B(5000, 4950)),
		check("C(14, 10)", 0.1741319335950498, *c.PWait),
		check("C sl_b", 0.8883500191794669, *c.SLb),
		check("C asa_s", 7.83593701177724, *c.ASA),
		check("A p_abandon", 0.077944766750761839, *a.PAbandon),
		check("A sl_b", 0.90336861255603234, *a.SLb),
	}
}
