package severity

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// crossed sums up observations by agent and reviewer: how many there are and
// what they add up to.
type crossed struct {
	agents, reviewers int
	n, sum            []float64 // [agent·reviewers + reviewer]
	squares, all      float64
}

func newCrossed(agents, reviewers int) *crossed {
	return &crossed{agents: agents, reviewers: reviewers, n: make([]float64, agents*reviewers), sum: make([]float64, agents*reviewers)}
}

func (c *crossed) add(agent, reviewer int, z, times float64) {
	i := agent*c.reviewers + reviewer
	c.n[i] += times
	c.sum[i] += times * z
	c.squares += times * z * z
	c.all += times
}

// variances are those of agents, reviewers and single observations.
type variances struct{ agent, reviewer, rest float64 }

// effects are the solution of z = mean + agent + reviewer + rest.
type effects struct {
	mean            float64
	agent, reviewer []float64
	variances
}

// least keeps a variance from vanishing.
const least = 1e-6

// reml estimates variances and effects by restricted maximum likelihood with
// the EM algorithm, beginning at v or at a guess (Searle, Casella and McCulloch, Variance Components, 1992,
// chapter 8; Dempster, Laird and Rubin, JRSS B 39, 1977, 1-38).
func (c *crossed) reml(v variances) effects {
	mean := 0.0
	for _, s := range c.sum {
		mean += s / c.all
	}
	spread := max((c.squares-c.all*mean*mean)/max(c.all-1, 1), least)
	if v.rest == 0 {
		v = variances{spread / 4, spread / 4, spread / 2}
	}
	var e effects
	for range 400 {
		var trace variances
		e, trace = c.solve(v)
		next := variances{
			max((norm(e.agent)+trace.agent)/float64(c.agents), least),
			max((norm(e.reviewer)+trace.reviewer)/float64(c.reviewers), least),
			max(c.residual(e)/max(c.all-1, 1), least)}
		still := near(next.agent, v.agent) && near(next.reviewer, v.reviewer) && near(next.rest, v.rest)
		v = next
		if still {
			break
		}
	}
	e.variances = v
	return e
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-5*(a+b) }

func norm(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x * x
	}
	return sum
}

// residual is z'(z − fitted), which REML sets against n − 1 degrees of freedom.
func (c *crossed) residual(e effects) float64 {
	sum := c.squares
	for i := range c.agents {
		for j := range c.reviewers {
			sum -= c.sum[i*c.reviewers+j] * (e.mean + e.agent[i] + e.reviewer[j])
		}
	}
	return sum
}

// solve solves the mixed model equations (Henderson, Biometrics 31, 1975,
// 423-447) with the agents absorbed, which leaves one equation a reviewer; and
// the traces of the prediction errors' variances.
func (c *crossed) solve(v variances) (effects, variances) {
	size := c.reviewers + 1
	left, right := mat.NewSymDense(size, nil), mat.NewVecDense(size, nil)
	shrunk := make([]float64, c.agents) // 1 ÷ (n + λ) of each agent
	rows := make([]float64, c.agents*size)
	sums := make([]float64, c.agents)
	for j := range c.reviewers {
		left.SetSym(j+1, j+1, v.rest/v.reviewer)
	}
	for i := range c.agents {
		row := rows[i*size : (i+1)*size]
		for j := range c.reviewers {
			n, s := c.n[i*c.reviewers+j], c.sum[i*c.reviewers+j]
			row[0] += n
			row[j+1] = n
			sums[i] += s
			left.SetSym(j+1, j+1, left.At(j+1, j+1)+n)
			left.SetSym(0, j+1, left.At(0, j+1)+n)
			right.SetVec(j+1, right.AtVec(j+1)+s)
		}
		left.SetSym(0, 0, left.At(0, 0)+row[0])
		right.SetVec(0, right.AtVec(0)+sums[i])
		shrunk[i] = 1 / (row[0] + v.rest/v.agent)
		vector := mat.NewVecDense(size, row)
		left.SymRankOne(left, -shrunk[i], vector)
		right.AddScaledVec(right, -shrunk[i]*sums[i], vector)
	}
	return c.back(v, left, right, rows, shrunk, sums)
}

// back solves the reviewers' equations and puts them back into the agents'.
func (c *crossed) back(v variances, left *mat.SymDense, right *mat.VecDense, rows, shrunk, sums []float64) (effects, variances) {
	size := c.reviewers + 1
	var chol mat.Cholesky
	if !chol.Factorize(left) { // a ridge of nothing makes room for rounding
		for j := range size {
			left.SetSym(j, j, left.At(j, j)*(1+1e-9)+1e-9)
		}
		chol.Factorize(left)
	}
	var x mat.VecDense
	var inverse mat.SymDense
	_ = chol.SolveVecTo(&x, right) // only a condition number is reported
	_ = chol.InverseTo(&inverse)
	e := effects{mean: x.AtVec(0), agent: make([]float64, c.agents), reviewer: make([]float64, c.reviewers), variances: v}
	var trace variances
	for j := range c.reviewers {
		e.reviewer[j] = x.AtVec(j + 1)
		trace.reviewer += v.rest * inverse.At(j+1, j+1)
	}
	for i := range c.agents {
		vector := mat.NewVecDense(size, rows[i*size:(i+1)*size])
		e.agent[i] = shrunk[i] * (sums[i] - mat.Dot(vector, &x))
		trace.agent += v.rest * (shrunk[i] + shrunk[i]*shrunk[i]*mat.Inner(vector, &inverse, vector))
	}
	return e, trace
}
