package score

import "shifu/qa"

// total adds the sections up in the mode of the rubric, then bonus, floor and cap.
func (s *Scheme) total(r *Result) {
	switch s.mode {
	case qa.ModeDeduction:
		s.deduction(r)
	case qa.ModeFlat:
		s.flat(r)
	case qa.ModeWeightedPoints:
		s.weightedPoints(r)
	default:
		s.sectionPercent(r)
	}
	r.lost()
	if !r.Total.Known {
		return
	}
	raw := r.Total.Value + r.Bonus
	if raw < 0 {
		raw = 0
	}
	if raw > 100 && !s.mayExceed {
		raw = 100
	}
	r.Raw, r.Final = Known(raw), Known(raw)
}

// sectionPercent is Σ W·(Σ w·s ÷ Σ w) ÷ Σ W over the sections with an answer.
func (s *Scheme) sectionPercent(r *Result) {
	reached, possible := 0.0, 0.0
	for i := range r.Sections {
		if at := &r.Sections[i]; at.Percent.Known {
			at.WeightApplied = s.sections[i].weight
			at.factor = at.WeightApplied / at.Possible
			reached += at.WeightApplied * (at.Points / at.Possible)
			possible += at.WeightApplied
		}
	}
	r.quotient(reached, possible)
}

// weightedPoints is Σ W·Σ(w·s) ÷ Σ W·Σ w.
func (s *Scheme) weightedPoints(r *Result) {
	reached, possible := 0.0, 0.0
	for i := range r.Sections {
		if at := &r.Sections[i]; at.Percent.Known {
			at.WeightApplied = s.sections[i].weight
			at.factor = at.WeightApplied
			reached += at.WeightApplied * at.Points
			possible += at.WeightApplied * at.Possible
		}
	}
	r.quotient(reached, possible)
}

// flat is Σ w·s ÷ Σ w over all questions: the weight of a section is that of its questions.
func (s *Scheme) flat(r *Result) {
	reached, possible := 0.0, 0.0
	for i := range r.Sections {
		at := &r.Sections[i]
		at.WeightApplied, at.factor = at.Possible, 1
		reached += at.Points
		possible += at.Possible
	}
	r.quotient(reached, possible)
}

// deduction is 100 − Σ w·(1−s).
func (s *Scheme) deduction(r *Result) {
	total := 100.0
	for i := range r.Sections {
		r.Sections[i].WeightApplied, r.Sections[i].factor = r.Sections[i].Possible, 1
	}
	for i := range r.Questions {
		if row := &r.Questions[i]; row.counts {
			total -= row.WeightApplied * (1 - row.Credit)
		}
	}
	r.Total = Known(total)
}

// quotient sets the total, and what one applied point of weight is worth in each section.
func (r *Result) quotient(reached, possible float64) {
	if possible <= 0 {
		for i := range r.Sections {
			r.Sections[i].factor = 0
		}
		return
	}
	r.Total = Known(100 * (reached / possible))
	for i := range r.Sections {
		r.Sections[i].factor *= 100 / possible
	}
}

// lost writes down how many points of the 100 each question cost, and sums the bonus.
func (r *Result) lost() {
	for i := range r.Questions {
		row := &r.Questions[i]
		r.Bonus += row.Bonus
		if row.counts {
			row.PointsLost = row.WeightApplied * (1 - row.Credit) * r.Sections[row.Section].factor
		}
	}
}
