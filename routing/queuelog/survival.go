package queuelog

import "slices"

// Step is a point of a survival curve: the share of callers whose patience is
// longer than Seconds, and how many were still waiting then.
type Step struct {
	Seconds  float64
	Survival float64
	AtRisk   int
}

// Patience is the estimate of E. L. Kaplan and P. Meier, Journal of the American
// Statistical Association 53 (1958) 457-481, from waits: an abandoned call ends
// a patience, any other outcome censors it. A difference of two clocks of whole
// seconds is right on average. Nil if nobody abandoned.
func Patience(visits []Visit) []Step {
	type end struct{ left, all int }
	ends := map[int32]*end{}
	for i := range visits {
		v := &visits[i]
		e := ends[v.Wait]
		if e == nil {
			e = &end{}
			ends[v.Wait] = e
		}
		e.all++
		if v.Outcome == Abandoned {
			e.left++
		}
	}
	waits := make([]int32, 0, len(ends))
	for w := range ends {
		waits = append(waits, w)
	}
	slices.Sort(waits)
	var curve []Step
	survival, risk := 1.0, len(visits)
	for _, w := range waits {
		if e := ends[w]; e.left > 0 {
			survival *= 1 - float64(e.left)/float64(risk)
			curve = append(curve, Step{float64(w), survival, risk})
		}
		risk -= ends[w].all
	}
	return curve
}

// meanPatience is the area under the curve, and beyond its last step an
// exponential tail with the hazard of all waits together. 0 if nobody abandoned.
func meanPatience(visits []Visit, curve []Step) float64 {
	if len(curve) == 0 {
		return 0
	}
	left, exposure := 0.0, 0.0
	for i := range visits {
		if visits[i].Outcome == Abandoned {
			left++
		}
		exposure += float64(visits[i].Wait)
	}
	area, last, survival := 0.0, 0.0, 1.0
	for _, s := range curve {
		area += survival * (s.Seconds - last)
		last, survival = s.Seconds, s.Survival
	}
	return area + survival*max(exposure, 1)/left
}
