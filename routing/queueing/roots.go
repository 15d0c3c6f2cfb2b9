package queueing

import "math"

// density and share of the standard normal law; hazard = density / (1 − share).
func density(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }
func share(x float64) float64   { return math.Erfc(-x/math.Sqrt2) / 2 }

func hazard(x float64) float64 {
	if x > 35 { // Mills' ratio; the quotient would be 0/0
		return x + 1/x - 2/(x*x*x)
	}
	return density(x) / share(-x)
}

// HalfinWhitt is the limit of C for n = a + beta √a: 1 / (1 + β Φ(β)/φ(β)). S.
// Halfin and W. Whitt, Operations Research 29 (1981) 567-588. A start value only.
func HalfinWhitt(beta float64) float64 {
	if beta <= 0 {
		return 1
	}
	return 1 / (1 + beta*share(beta)/density(beta))
}

// Garnett is the limit of the share that waits with patience of the given mean
// for n = a + beta √a. O. Garnett, A. Mandelbaum and M. Reiman, Manufacturing &
// Service Operations Management 4 (2002) 208-227. A start value only.
func Garnett(beta, service, patience float64) float64 {
	ratio := math.Sqrt(service / patience) // √(θ/μ)
	return 1 / (1 + ratio*hazard(beta/ratio)/hazard(-beta))
}

// SquareRoot is a + beta √a, the number of agents by square-root safety staffing.
func SquareRoot(load, beta float64) float64 { return load + beta*math.Sqrt(load) }
