package agreement

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"shifu/internal/words"
)

// squares are the mean squares of n units rated by the same k raters: between
// units (rows), raters (columns), within units, and of the rest (error).
type squares struct {
	n, k                       float64
	rows, columns, inside, err float64
}

// icc computes the intraclass correlations with the F-based intervals of
// McGraw and Wong (Psychological Methods 1, 1996, 30-46, tables 4 and 7; 390),
// the six of Shrout and Fleiss (Psychological Bulletin 86, 1979, 420-428).
func (t *table) icc() ICC {
	s, why := t.squares()
	if !why.IsZero() {
		no := Coefficient{N: int(s.n), Why: why}
		return ICC{no, no, no, no, no, no}
	}
	one := s.ratio(s.rows, s.inside, s.n*(s.k-1))
	rest := s.ratio(s.rows, s.err, (s.n-1)*(s.k-1))
	low, high := s.agreementBounds()
	agreement := (s.rows - s.err) / (s.rows + (s.k-1)*s.err + s.k*(s.columns-s.err)/s.n)
	return ICC{
		OneSingle: s.single(one), ConsistencySingle: s.single(rest), AgreementSingle: s.known(agreement, low, high),
		OneMean: s.mean(one), ConsistencyMean: s.mean(rest), AgreementMean: s.known(s.stepUp(agreement), s.stepUp(low), s.stepUp(high)),
	}
}

// squares sums up the units that every rater rated.
func (t *table) squares() (squares, words.Text) {
	if t.raters < 2 {
		return squares{}, oneRater
	}
	if t.word != "" {
		return squares{}, t.wordy()
	}
	var whole [][]int
	for _, row := range t.codes {
		if count(row, missing) == 0 {
			whole = append(whole, row)
		}
	}
	s := squares{n: float64(len(whole)), k: float64(t.raters)}
	if len(whole) < 2 {
		return s, noWhole
	}
	s.sum(whole, t.numbers)
	if s.rows == 0 && s.inside == 0 {
		return s, allSame
	}
	return s, words.Text{}
}

func (s *squares) sum(whole [][]int, x []float64) {
	grand, columns := 0.0, make([]float64, int(s.k))
	for _, row := range whole {
		for j, c := range row {
			columns[j] += x[c] / s.n
			grand += x[c] / (s.n * s.k)
		}
	}
	for _, row := range whole {
		own := mean(row, func(c int) float64 { return x[c] })
		s.rows += s.k * (own - grand) * (own - grand) / (s.n - 1)
		for j, c := range row {
			s.inside += (x[c] - own) * (x[c] - own) / (s.n * (s.k - 1))
			rest := x[c] - own - columns[j] + grand
			s.err += rest * rest / ((s.n - 1) * (s.k - 1))
		}
	}
	for _, own := range columns {
		s.columns += s.n * (own - grand) * (own - grand) / (s.k - 1)
	}
	s.settle(x)
}

// settle takes for 0 what is only the dust of rounding.
func (s *squares) settle(x []float64) {
	dust := 1e-13 * max(x[0]*x[0], x[len(x)-1]*x[len(x)-1])
	for _, v := range []*float64{&s.rows, &s.columns, &s.inside, &s.err} {
		if *v < dust {
			*v = 0
		}
	}
}

// ratio is F with its bounds at 95 %: F ÷ F(0.975) and F × F(0.975) turned round.
type ratioOf struct{ f, low, high float64 }

func (s *squares) ratio(above, below, freedom float64) ratioOf {
	f := above / below // +Inf where raters agree entirely
	return ratioOf{f, f / fisher(s.n-1, freedom), f * fisher(freedom, s.n-1)}
}

// fisher is the 97.5 % quantile of F; NaN where F has no such freedom.
func fisher(above, below float64) float64 {
	if !(above > 1e-9 && below > 1e-9) || math.IsInf(above+below, 0) {
		return math.NaN()
	}
	return distuv.F{D1: above, D2: below}.Quantile(.975)
}

func (s *squares) single(r ratioOf) Coefficient {
	of := func(f float64) float64 {
		if math.IsInf(f, 1) {
			return 1
		}
		return (f - 1) / (f + s.k - 1)
	}
	return s.known(of(r.f), of(r.low), of(r.high))
}

func (s *squares) mean(r ratioOf) Coefficient {
	return s.known(1-1/r.f, 1-1/r.low, 1-1/r.high)
}

// stepUp is what the mean of k raters is worth (Spearman and Brown).
func (s *squares) stepUp(single float64) float64 {
	if single <= -1/(s.k-1) {
		return math.Inf(-1)
	}
	return s.k * single / (1 + (s.k-1)*single)
}

// known is a coefficient, unless units that don't differ leave nothing to divide by.
func (s *squares) known(value, low, high float64) Coefficient {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return Coefficient{N: int(s.n), Why: noSpread}
	}
	out := Coefficient{Value: &value, N: int(s.n)}
	if math.IsInf(low, 0) || !(low <= value+1e-12 && value <= high+1e-12) {
		out.Why = noBounds
		return out
	}
	out.Low, out.High = &low, &high
	return out
}

// agreementBounds are those of ICC(A,1), with Satterthwaite's degrees of freedom.
func (s *squares) agreementBounds() (low, high float64) {
	if s.err == 0 && s.columns == 0 {
		return 1, 1
	}
	n, k := s.n, s.k
	rho := (s.rows - s.err) / (s.rows + (k-1)*s.err + k*(s.columns-s.err)/n)
	a, b := k*rho/(n*(1-rho)), 1+k*rho*(n-1)/(n*(1-rho))
	v := (a*s.columns + b*s.err) * (a*s.columns + b*s.err) /
		(a*s.columns*a*s.columns/(k-1) + b*s.err*b*s.err/((n-1)*(k-1)))
	rest := k*s.columns + (k*n-k-n)*s.err
	up, down := fisher(n-1, v), fisher(v, n-1)
	return n * (s.rows - up*s.err) / (up*rest + n*s.rows), n * (down*s.rows - s.err) / (rest + n*down*s.rows)
}
