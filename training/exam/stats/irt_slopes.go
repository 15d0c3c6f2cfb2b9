package stats

import "gonum.org/v1/gonum/mat"

// expected are sums over persons that gradient and Hessian need: for each power
// m of ability 0, 1, 2 the posterior mean of θ^m by row, weighted by how many
// persons the row stands for.
func (f *fit) expected() [3][]float64 {
	var e [3][]float64
	for m := range e {
		e[m] = make([]float64, f.rows())
	}
	for r := range f.rows() {
		for q, w := range f.post.RawRowView(r) {
			theta, w := f.grid.at[q], w*f.count[r]
			e[0][r] += w
			e[1][r] += w * theta
			e[2][r] += w * theta * theta
		}
	}
	return e
}

// atPoints is how many persons are expected at each point.
func (f *fit) atPoints() []float64 {
	n := make([]float64, len(f.grid.at))
	for r := range f.rows() {
		for q, w := range f.post.RawRowView(r) {
			n[q] += w * f.count[r]
		}
	}
	return n
}

// gradient is that of the log-likelihood: Σ persons E[(x − P)·(θ, 1)].
func (f *fit) gradient() []float64 {
	e, n := f.expected(), f.atPoints()
	var right [2]mat.VecDense
	for m := range right {
		right[m].MulVec(f.x.T(), mat.NewVecDense(f.rows(), e[m]))
	}
	out := make([]float64, len(f.params))
	for i := range f.used {
		means := [2]float64{}
		for q, w := range n {
			p := w * f.prob[i][q]
			means[0] += p
			means[1] += p * f.grid.at[q]
		}
		out[f.slopeAt(i)] += right[1].AtVec(i) - means[1]
		out[f.interceptAt(i)] += right[0].AtVec(i) - means[0]
	}
	return out
}

// hessian is that of the log-likelihood. With s the derivatives for one person
// at one ability, it is Σ persons (E[∂s] + E[s·sᵀ] − E[s]·E[s]ᵀ) (Louis, J. R.
// Stat. Soc. B 44, 1982, 226-233).
func (f *fit) hessian() *mat.SymDense {
	k := len(f.used)
	second := f.products()
	first := f.means()
	var outer mat.Dense
	outer.Mul(f.scaled(first).T(), first) // 2k × 2k: slopes, then intercepts
	h := mat.NewSymDense(len(f.params), nil)
	for i := range k {
		for j := range k {
			f.add(h, f.slopeAt(i), f.slopeAt(j), second[2].At(i, j)-outer.At(i, j))
			f.add(h, f.interceptAt(i), f.interceptAt(j), second[0].At(i, j)-outer.At(k+i, k+j))
			f.add(h, f.slopeAt(i), f.interceptAt(j), second[1].At(i, j)-outer.At(i, k+j))
		}
	}
	f.bend(h)
	return h
}

// add adds to the upper half: each pair of slopes or intercepts comes in both orders.
func (f *fit) add(h *mat.SymDense, i, j int, x float64) {
	if i <= j {
		h.SetSym(i, j, h.At(i, j)+x)
	}
}

// bend adds E[∂s] = −P(1 − P)·(θ², θ, 1).
func (f *fit) bend(h *mat.SymDense) {
	n := f.atPoints()
	for i := range f.used {
		a, c := f.slopeAt(i), f.interceptAt(i)
		for q, w := range n {
			p, theta := f.prob[i][q], f.grid.at[q]
			info := w * p * (1 - p)
			h.SetSym(a, a, h.At(a, a)-info*theta*theta)
			h.SetSym(a, c, h.At(a, c)-info*theta)
			h.SetSym(c, c, h.At(c, c)-info)
		}
	}
}

// means are E[s] by row: (x − P)·θ for each item, then x − P.
func (f *fit) means() *mat.Dense {
	k := len(f.used)
	out := mat.NewDense(f.rows(), 2*k, nil)
	by := f.byPower()
	var p [2]mat.Dense
	for m := range p {
		p[m].Mul(f.post, by[m]) // rows × items: E[P·θ^m]
	}
	for r := range f.rows() {
		theta := 0.0
		for q, w := range f.post.RawRowView(r) {
			theta += w * f.grid.at[q]
		}
		row := out.RawRowView(r)
		for i, x := range f.x.RawRowView(r) {
			row[i] = x*theta - p[1].At(r, i)
			row[k+i] = x - p[0].At(r, i)
		}
	}
	return out
}

// scaled multiplies each row by how many persons it stands for.
func (f *fit) scaled(m *mat.Dense) *mat.Dense {
	out := mat.DenseCopyOf(m)
	for r := range f.rows() {
		row := out.RawRowView(r)
		for i := range row {
			row[i] *= f.count[r]
		}
	}
	return out
}

// byPower is points × items: P·θ^m.
func (f *fit) byPower() [3]*mat.Dense {
	var out [3]*mat.Dense
	for m := range out {
		out[m] = mat.NewDense(len(f.grid.at), len(f.used), nil)
	}
	for i := range f.used {
		for q, theta := range f.grid.at {
			p := f.prob[i][q]
			out[0].Set(q, i, p)
			out[1].Set(q, i, p*theta)
			out[2].Set(q, i, p*theta*theta)
		}
	}
	return out
}

// products are Σ persons E[(x_i − P_i)(x_j − P_j)θ^m] for m = 0, 1, 2, expanded
// so that the answers meet the points only once.
func (f *fit) products() [3]*mat.Dense {
	e, by, n := f.expected(), f.byPower(), f.atPoints()
	var out [3]*mat.Dense
	weighted := f.scaled(f.post)
	var answers mat.Dense // items × points: expected right answers at each point
	answers.Mul(f.x.T(), weighted)
	for m := range out {
		both := mat.NewDense(len(f.used), len(f.used), nil)
		both.Mul(f.x.T(), rowsTimes(f.x, e[m]))
		var mixed mat.Dense
		mixed.Mul(&answers, by[m])
		var fitted mat.Dense
		fitted.Mul(by[0].T(), rowsTimes(by[m], n))
		both.Sub(both, &mixed)
		both.Sub(both, mixed.T())
		both.Add(both, &fitted)
		out[m] = both
	}
	return out
}

func rowsTimes(m *mat.Dense, by []float64) *mat.Dense {
	out := mat.DenseCopyOf(m)
	for r, w := range by {
		row := out.RawRowView(r)
		for i := range row {
			row[i] *= w
		}
	}
	return out
}
