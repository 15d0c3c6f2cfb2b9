package stats

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"

	"shifu/internal/fault"
)

// Model is a logistic model of item response theory.
type Model string

// The models. The one-parameter model has one slope for all questions, which is
// estimated too.
const (
	OneParameter Model = "1pl"
	TwoParameter Model = "2pl"
)

// Patterns are answers by pattern: a row of rights and wrongs, and how many
// persons gave it.
type Patterns struct {
	Items []string
	Rows  [][]bool
	Count []float64
}

// Calibration is a fitted model in the logistic metric (D = 1), ability θ being
// N(0, 1) in the population.
type Calibration struct {
	LogLikelihood float64      `json:"log_likelihood"`
	Items         []Curve      `json:"items"`
	Patterns      []Ability    `json:"patterns"`
	slopes        []float64    // of all items, 0 where there is none
	intercepts    []float64    // c of a·θ + c
	grid          *integration // over ability
}

// Curve is a question's: P(θ) = 1 ÷ (1 + e^(−a(θ − b))). A question that
// everybody answers alike has none.
type Curve struct {
	A   *float64 `json:"a"`
	B   *float64 `json:"b"`
	SEA *float64 `json:"se_a"`
	SEB *float64 `json:"se_b"`
}

// Ability is what a pattern tells of a person: the mode of the posterior, its
// standard error 1 ÷ √(ΣI(θ) + 1), and how many of the persons are expected to
// give the pattern.
type Ability struct {
	Pattern  string  `json:"pattern"`
	Theta    float64 `json:"theta"`
	SE       float64 `json:"se"`
	Expected float64 `json:"expected"`
}

// The limits of a fit.
const (
	mostSteps  = 200
	settled    = 1e-9 // of the gradient, per person
	mostHalved = 40
)

// Calibrate fits a model by marginal maximum likelihood (Bock & Aitkin,
// Psychometrika 46, 1981, 443-459), with Newton's method on the exact gradient
// and Hessian; the integral over ability is a trapezoid sum on [-6, 6], whose
// error for such integrands is far below 1e-6. Standard errors are from the
// observed information, those of b by the delta method. It fails where nothing
// can be fitted: no persons, or fewer than two questions that people answer
// differently.
func Calibrate(p Patterns, m Model) (*Calibration, error) {
	return CalibrateContext(context.Background(), p, m)
}

// CalibrateContext is Calibrate that ends early with ctx's error.
func CalibrateContext(ctx context.Context, p Patterns, m Model) (*Calibration, error) {
	c := &Calibration{grid: newIntegration(), slopes: make([]float64, len(p.Items)), intercepts: make([]float64, len(p.Items)),
		Items: make([]Curve, len(p.Items))}
	fit := newFit(p, m, c.grid)
	if len(fit.used) < 2 || m == TwoParameter && len(fit.used) < 3 {
		return nil, fault.New(fault.Invalid, "Too few questions are answered rightly by some and wrongly by others: {{.Model}} needs {{.N}}.",
			fault.Values{"Model": string(m), "N": map[Model]int{OneParameter: 2, TwoParameter: 3}[m]})
	}
	if err := fit.run(ctx); err != nil {
		return nil, err
	}
	c.LogLikelihood = fit.value
	covariance := fit.covariance()
	for i, item := range fit.used {
		c.slopes[item], c.intercepts[item] = fit.slope(i), fit.intercept(i)
		c.Items[item] = fit.curve(i, covariance)
	}
	c.abilities(p)
	return c, nil
}

// curve turns slope and intercept into a and b = −c ÷ a with their errors.
func (f *fit) curve(i int, v *mat.SymDense) Curve {
	a, c := f.slope(i), f.intercept(i)
	out := Curve{A: known(a), B: known(-c / a)}
	if v == nil {
		return out
	}
	ai, ci := f.slopeAt(i), f.interceptAt(i)
	da, dc := c/(a*a), -1/a
	out.SEA = known(math.Sqrt(v.At(ai, ai)))
	out.SEB = known(math.Sqrt(da*da*v.At(ai, ai) + 2*da*dc*v.At(ai, ci) + dc*dc*v.At(ci, ci)))
	return out
}

// Probability is that of a right answer to question i at ability theta.
func (c *Calibration) Probability(i int, theta float64) float64 {
	return logistic(c.slopes[i]*theta + c.intercepts[i])
}

// Information is Fisher's of question i at ability theta: a²PQ.
func (c *Calibration) Information(i int, theta float64) float64 {
	p := c.Probability(i, theta)
	return c.slopes[i] * c.slopes[i] * p * (1 - p)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// abilities finds the posterior mode of each pattern, in the order in which the
// patterns came.
func (c *Calibration) abilities(p Patterns) {
	persons := sum(p.Count)
	for _, row := range p.Rows {
		theta := c.mode(row)
		info := 1.0
		for i := range row {
			info += c.Information(i, theta)
		}
		c.Patterns = append(c.Patterns, Ability{Pattern: spell(row), Theta: theta, SE: 1 / math.Sqrt(info), Expected: persons * c.share(row)})
	}
}

func spell(row []bool) string {
	text := make([]byte, len(row))
	for i, right := range row {
		text[i] = '0'
		if right {
			text[i] = '1'
		}
	}
	return string(text)
}

// mode maximises log L(θ) − θ²/2, which has one maximum where all slopes are of
// one sign; from 0, by Newton's method with the step held to 1.
func (c *Calibration) mode(row []bool) float64 {
	theta := 0.0
	for range mostSteps {
		slope, curvature := -theta, 1.0
		for i, right := range row {
			x := 0.0
			if right {
				x = 1
			}
			slope += c.slopes[i] * (x - c.Probability(i, theta))
			curvature += c.Information(i, theta)
		}
		if c.slopes == nil || math.Abs(slope) < 1e-12 {
			break
		}
		theta += max(min(slope/curvature, 1), -1)
	}
	return theta
}

// share is the probability of a pattern; questions without a curve are left out.
func (c *Calibration) share(row []bool) float64 {
	total := 0.0
	for q, theta := range c.grid.at {
		p := 1.0
		for i, right := range row {
			switch prob := c.Probability(i, theta); {
			case c.Items[i].A == nil:
			case right:
				p *= prob
			default:
				p *= 1 - prob
			}
		}
		total += p * c.grid.weight[q]
	}
	return total
}
