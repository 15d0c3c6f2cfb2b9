package analysis

import (
	"context"
	"math"

	"shifu/internal/fault"
	"shifu/training/exam/stats"
)

// Fitted is a model of item response theory on an analysis: an answer with the
// whole mark is right, any other is wrong.
type Fitted struct {
	*stats.Calibration
	Model stats.Model
	N     int
	// Enough is from how many answers on such a model tells something.
	Enough int
}

// The answers to a question from which a model should be trusted (general
// advice: 1PL 100 to 200, 2PL 300 to 500).
var enough = map[stats.Model]int{stats.OneParameter: 100, stats.TwoParameter: 300}

// Fit fits a model. It is refused where people were asked different questions,
// and ends early with ctx's error.
func (a *Analysis) Fit(ctx context.Context, m stats.Model) (*Fitted, error) {
	if !a.Same {
		return nil, fault.New(fault.Invalid, "People were asked different questions. Choose one form: a model needs answers to the same ones.", nil)
	}
	p := stats.Patterns{Items: a.sheet.Questions}
	places := map[string]int{}
	for _, row := range a.sheet.Marks {
		right, key := make([]bool, len(row)), make([]byte, len(row))
		for i, x := range row {
			right[i] = x >= a.sheet.Max[i]-1e-9
			if right[i] {
				key[i] = 1
			}
		}
		at, ok := places[string(key)]
		if !ok {
			at = len(p.Rows)
			places[string(key)] = at
			p.Rows, p.Count = append(p.Rows, right), append(p.Count, 0)
		}
		p.Count[at]++
	}
	c, err := stats.CalibrateContext(ctx, p, m)
	if err != nil {
		return nil, err
	}
	return &Fitted{Calibration: c, Model: m, N: a.N(), Enough: enough[m]}, nil
}

// Sparse reports whether there are too few answers for the model.
func (f *Fitted) Sparse() bool { return f.N < f.Enough }

// Abilities are those at which curves are drawn.
func Abilities() []float64 {
	var out []float64
	for i := -40; i <= 40; i += 2 {
		out = append(out, float64(i)/10)
	}
	return out
}

// Whole is the information of all questions at an ability, and the standard
// error of an ability there: 1 ÷ √(ΣI + 1), the prior N(0, 1) counting for 1.
func (f *Fitted) Whole(theta float64) (information, se float64) {
	for i := range f.Items {
		information += f.Information(i, theta)
	}
	return information, 1 / math.Sqrt(information+1)
}
