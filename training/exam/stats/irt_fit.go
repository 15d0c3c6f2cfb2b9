package stats

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"

	"shifu/internal/fault"
)

// integration is a trapezoid sum over a standard normal ability.
type integration struct{ at, weight []float64 }

const (
	farthest = 6.0
	apart    = 0.3
)

func newIntegration() *integration {
	g := &integration{}
	total := 0.0
	for i := range int(2*farthest/apart) + 1 {
		theta := -farthest + float64(i)*apart
		w := math.Exp(-theta * theta / 2)
		g.at, g.weight, total = append(g.at, theta), append(g.weight, w), total+w
	}
	for i := range g.weight {
		g.weight[i] /= total
	}
	return g
}

// fit is a model on its way to the maximum. The answers x of a person enter the
// likelihood by Σ(a·x) and Σ(c·x) alone, so that a step costs persons × items
// and persons × points, never their product.
type fit struct {
	model  Model
	grid   *integration
	used   []int       // columns of questions that people answer differently
	x      *mat.Dense  // persons × used, 0 or 1
	count  []float64   // persons of each row
	params []float64   // slopes, then intercepts
	post   *mat.Dense  // rows × points: posterior of ability
	prob   [][]float64 // item × point: P
	value  float64     // log-likelihood
	people float64
}

func newFit(p Patterns, m Model, g *integration) *fit {
	f := &fit{model: m, grid: g, count: p.Count, people: sum(p.Count)}
	rights := make([]float64, len(p.Items))
	for r, row := range p.Rows {
		for i, right := range row {
			if right {
				rights[i] += p.Count[r]
			}
		}
	}
	for i, n := range rights {
		if n > 0 && n < f.people {
			f.used = append(f.used, i)
		}
	}
	if len(f.used) == 0 {
		return f
	}
	f.x = mat.NewDense(len(p.Rows), len(f.used), nil)
	for r, row := range p.Rows {
		for i, item := range f.used {
			if row[item] {
				f.x.Set(r, i, 1)
			}
		}
	}
	slopes := len(f.used)
	if m == OneParameter {
		slopes = 1
	}
	for range slopes {
		f.params = append(f.params, 1)
	}
	for _, item := range f.used {
		share := rights[item] / f.people
		f.params = append(f.params, 1.2*math.Log(share/(1-share))) // ability spreads it by about that much
	}
	return f
}

func (f *fit) slopeAt(i int) int {
	if f.model == OneParameter {
		return 0
	}
	return i
}

func (f *fit) interceptAt(i int) int     { return len(f.params) - len(f.used) + i }
func (f *fit) slope(i int) float64       { return f.params[f.slopeAt(i)] }
func (f *fit) intercept(i int) float64   { return f.params[f.interceptAt(i)] }
func (f *fit) rows() int                 { r, _ := f.x.Dims(); return r }
func (f *fit) item(i int) (a, c float64) { return f.slope(i), f.intercept(i) }

// run climbs to the maximum.
func (f *fit) run(ctx context.Context) error {
	f.value = f.look()
	for range mostSteps {
		if err := ctx.Err(); err != nil {
			return err
		}
		gradient, hessian := f.gradient(), f.hessian()
		if norm(gradient) < settled*f.people {
			return nil
		}
		if !f.step(gradient, hessian) {
			if norm(gradient) < 1e-5*f.people { // no step helps: rounding
				return nil
			}
			break
		}
	}
	return fault.New(fault.Invalid, "The model does not settle on these answers: there are too few persons for so many questions.", nil)
}

func norm(xs []float64) float64 {
	most := 0.0
	for _, x := range xs {
		most = max(most, math.Abs(x))
	}
	return most
}

// step goes one step uphill by Newton's direction, halved until it helps; it
// says whether one did.
func (f *fit) step(gradient []float64, hessian *mat.SymDense) bool {
	way := ascent(gradient, hessian)
	if longest := norm(way); longest > 2 {
		for i := range way {
			way[i] *= 2 / longest
		}
	}
	from, before := append([]float64(nil), f.params...), f.value
	for share, n := 1.0, 0; n < mostHalved; share, n = share/2, n+1 {
		for i := range f.params {
			f.params[i] = from[i] + share*way[i]
		}
		if now := f.look(); now > before || now == before && share < 1 {
			f.value = now
			return now > before
		}
	}
	copy(f.params, from)
	f.value = f.look()
	return false
}

// ascent solves −H·way = gradient; where −H is not positive definite it is
// made so by adding to its diagonal.
func ascent(gradient []float64, hessian *mat.SymDense) []float64 {
	n := len(gradient)
	for ridge := 0.0; ; ridge = max(10*ridge, 1e-3*norm(gradient)+1e-3) {
		a := mat.NewSymDense(n, nil)
		for i := range n {
			for j := i; j < n; j++ {
				a.SetSym(i, j, -hessian.At(i, j))
			}
			a.SetSym(i, i, a.At(i, i)+ridge)
		}
		var ch mat.Cholesky
		if ch.Factorize(a) {
			var way mat.VecDense
			if ch.SolveVecTo(&way, mat.NewVecDense(n, gradient)) == nil {
				return way.RawVector().Data
			}
		}
	}
}

// covariance is the inverse of the observed information; nil if there is none.
func (f *fit) covariance() *mat.SymDense {
	h := f.hessian()
	h.ScaleSym(-1, h)
	var ch mat.Cholesky
	if !ch.Factorize(h) {
		return nil
	}
	var v mat.SymDense
	if ch.InverseTo(&v) != nil {
		return nil
	}
	return &v
}

// look computes the log-likelihood and the posteriors at the present parameters.
func (f *fit) look() float64 {
	points := len(f.grid.at)
	f.prob = make([][]float64, len(f.used))
	base := make([]float64, points) // Σ log(1 − P), with the prior
	for q := range base {
		base[q] = math.Log(f.grid.weight[q])
	}
	slopes, intercepts := mat.NewVecDense(len(f.used), nil), mat.NewVecDense(len(f.used), nil)
	for i := range f.used {
		a, c := f.item(i)
		slopes.SetVec(i, a)
		intercepts.SetVec(i, c)
		f.prob[i] = make([]float64, points)
		for q, theta := range f.grid.at {
			f.prob[i][q] = logistic(a*theta + c)
			base[q] -= softplus(a*theta + c)
		}
	}
	var sa, sc mat.VecDense
	sa.MulVec(f.x, slopes)
	sc.MulVec(f.x, intercepts)
	if f.post == nil {
		f.post = mat.NewDense(f.rows(), points, nil)
	}
	total := 0.0
	for r := range f.rows() {
		total += f.count[r] * f.posterior(f.post.RawRowView(r), base, sa.AtVec(r), sc.AtVec(r))
	}
	return total
}

// softplus is log(1 + e^x) without overflow.
func softplus(x float64) float64 { return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }

// posterior fills one row and returns its log-likelihood.
func (f *fit) posterior(row, base []float64, sa, sc float64) float64 {
	most := math.Inf(-1)
	for q, theta := range f.grid.at {
		row[q] = base[q] + sa*theta + sc
		most = max(most, row[q])
	}
	total := 0.0
	for q := range row {
		row[q] = math.Exp(row[q] - most)
		total += row[q]
	}
	for q := range row {
		row[q] /= total
	}
	return most + math.Log(total)
}
