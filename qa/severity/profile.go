package severity

import (
	"cmp"
	"math"
	"slices"
	"time"

	"shifu/qa/interval"
)

// profile sums up reviewer r from their own evaluations.
func (f *fitted) profile(r int, own []int, b boot) Reviewer {
	out := Reviewer{ID: f.reviewers.ids[r], Name: f.data.Names[f.reviewers.ids[r]], N: len(own),
		Bias: b.reviewers.around(r, f.effects.reviewer[r])}
	out.Severity = 100 - f.mean - f.effects.reviewer[r]
	var line slope
	for _, i := range own {
		line.add(f.age(i), f.deviation(i), 1)
	}
	out.Drift = b.drifts.around(r, line.value())
	out.Months = f.byMonth(own)
	out.Questions = f.byQuestion(own)
	f.count(&out, own)
	out.Pairs = f.pairs(out.ID)
	for _, i := range slices.Backward(own) {
		out.Deviations = append(out.Deviations, Deviation{&f.data.Evaluations[i], f.deviation(i)})
	}
	return out
}

// count sums up disputes and speed.
func (f *fitted) count(out *Reviewer, own []int) {
	var listened, spoken, spent time.Duration
	answers, heard := 0, 0
	for _, i := range own {
		e := &f.data.Evaluations[i]
		out.Disputes.see(e.Released, e.Disputed)
		out.Overturned.see(e.Decided, e.Overturned)
		if e.Listened > 0 {
			listened, spoken, heard = listened+e.Listened, spoken+e.Spoken, heard+1
		}
		if e.Spent > 0 {
			spent, answers = spent+e.Spent, answers+len(e.Answers)
		}
	}
	out.PerCall, out.PerQuestion = per(listened, heard), per(spent, answers)
	if spoken > 0 {
		out.PerLength = listened.Seconds() / spoken.Seconds()
	}
}

func (s *Share) see(counts, hit bool) {
	if counts {
		s.N++
		if hit {
			s.Hits++
		}
	}
}

// byMonth is the mean deviation of each month with Student's interval.
func (f *fitted) byMonth(own []int) []Month {
	var out []Month
	for m, start := range f.months {
		var all []float64
		for _, i := range own {
			if f.month[i] == m {
				all = append(all, f.deviation(i))
			}
		}
		if len(all) > 0 {
			mean, sd := moments(all)
			half := interval.Half(len(all), sd)
			out = append(out, Month{start, len(all), Estimate{mean, mean - half, mean + half}})
		}
	}
	return out
}

func moments(all []float64) (mean, sd float64) {
	for _, v := range all {
		mean += v / float64(len(all))
	}
	for _, v := range all {
		sd += (v - mean) * (v - mean)
	}
	return mean, math.Sqrt(sd / max(float64(len(all)-1), 1))
}

// byQuestion is the mean deviation on each question with Student's interval.
func (f *fitted) byQuestion(own []int) []OnQuestion {
	found := make([][]float64, len(f.question))
	for _, i := range own {
		expected := f.level(i) - f.effects.reviewer[f.reviewer[i]]
		for _, a := range f.data.Evaluations[i].Answers {
			found[a.Question] = append(found[a.Question], 100*a.Credit-f.question[a.Question]-expected)
		}
	}
	var out []OnQuestion
	for q, all := range found {
		if len(all) > 0 {
			mean, sd := moments(all)
			half := interval.Half(len(all), sd)
			out = append(out, OnQuestion{q, len(all), Estimate{mean, mean - half, mean + half}})
		}
	}
	slices.SortFunc(out, func(a, b OnQuestion) int {
		return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.Question, b.Question))
	})
	return out
}
