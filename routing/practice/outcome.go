package practice

import (
	"gonum.org/v1/gonum/stat"

	"shifu/routing/sim"
)

// outcomeOf is what one run came to.
type outcomeOf struct {
	lost, loss, slb, occupancy, spent, converted float64
	rates                                        []float64
}

func (f *floor) outcome() outcomeOf {
	out := outcomeOf{loss: f.loss(), spent: f.cost / 100}
	inTime, ended := 0.0, 0.0
	for p := range Projects {
		t := f.tally(p)
		out.lost += float64(t.Abandoned + t.Unreached + t.Disconnected + t.Blocked)
		out.rates = append(out.rates, rateOf(&t))
		out.converted += float64(t.Answered+t.CalledBack) * Projects[p].Conversion()
		inTime, ended = inTime+float64(t.InTime), ended+float64(t.Answered+t.Abandoned)
	}
	out.slb = 1
	if ended > 0 {
		out.slb = inTime / ended
	}
	var spent sim.Times
	for g := range f.c.seats {
		for s, t := range f.run.Spent(g) {
			spent[s] += t
		}
	}
	if all := spent.Occupied(); all > 0 {
		out.occupancy = float64(spent.Busy()) / float64(all)
	}
	return out
}

func summary(ref Reference, runs, mine []outcomeOf) Summary {
	s := Summary{Reference: ref, Runs: len(runs), Rates: map[string]Figure{},
		Lost: figure(runs, func(o outcomeOf) float64 { return o.lost }), Loss: figure(runs, func(o outcomeOf) float64 { return o.loss }),
		SLb: figure(runs, func(o outcomeOf) float64 { return o.slb }), Occupancy: figure(runs, func(o outcomeOf) float64 { return o.occupancy }),
		Spent: figure(runs, func(o outcomeOf) float64 { return o.spent }), Converted: figure(runs, func(o outcomeOf) float64 { return o.converted }),
		Regret: difference(mine, runs)}
	for p := range Projects {
		s.Rates[Projects[p].Key] = figure(runs, func(o outcomeOf) float64 { return o.rates[p] })
	}
	return s
}

func figure(runs []outcomeOf, of func(o outcomeOf) float64) Figure {
	x := make([]float64, len(runs))
	for i, o := range runs {
		x[i] = of(o)
	}
	return figureOf(x)
}

// figureOf takes the first number as that of the session's calls.
func figureOf(x []float64) Figure {
	return Figure{Actual: x[0], Mean: stat.Mean(x, nil), Half: half(x)}
}

// difference is loss a − loss b, run by run on the same calls.
func difference(a, b []outcomeOf) Figure {
	x := make([]float64, min(len(a), len(b)))
	for i := range x {
		x[i] = a[i].loss - b[i].loss
	}
	return figureOf(x)
}
