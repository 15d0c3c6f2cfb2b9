package contest

import (
	"math"
	"slices"
	"strings"

	"shifu/internal/fault"
)

// The limits of a rule.
const (
	mostMetrics    = 8
	mostName       = 60
	mostText       = 500
	mostAppealDays = 30
)

// Tidy trims what was typed.
func (r *Rule) Tidy() {
	r.Name, r.Prize = strings.TrimSpace(r.Name), strings.TrimSpace(r.Prize)
}

// Check returns an Invalid fault for the first thing that no contest can be
// held by.
func (r *Rule) Check() error {
	switch {
	case r.Name == "" || len([]rune(r.Name)) > mostName:
		return fault.New(fault.Invalid, "Name the contest, in at most {{.N}} characters.", fault.Values{"N": mostName})
	case !slices.Contains(Spans, r.Span):
		return fault.New(fault.Invalid, "A contest lasts a shift cycle, a week or a month.", nil)
	case !slices.Contains(Units, r.Unit):
		return fault.New(fault.Invalid, "Persons, teams or companies compete.", nil)
	case r.AppealDays < 1 || r.AppealDays > mostAppealDays:
		return fault.New(fault.Invalid, "The time to appeal is 1 to {{.N}} days.", fault.Values{"N": mostAppealDays})
	case len([]rune(r.Prize)) > mostText:
		return fault.New(fault.Invalid, "The prize is told in at most {{.N}} characters.", fault.Values{"N": mostText})
	}
	if err := r.checkMetrics(); err != nil {
		return err
	}
	for project, c := range r.Coefficients {
		if !(c > 0 && c <= 10) {
			return fault.New(fault.Invalid, "The conversion coefficient of {{.Project}} lies between 0 and 10.", fault.Values{"Project": project})
		}
	}
	return r.checkLeagues()
}

func (r *Rule) checkMetrics() error {
	if len(r.Metrics) == 0 || len(r.Metrics) > mostMetrics {
		return fault.New(fault.Invalid, "A contest has 1 to {{.N}} metrics.", fault.Values{"N": mostMetrics})
	}
	sum, gated := 0.0, false
	for i, m := range r.Metrics {
		if err := m.check(i + 1); err != nil {
			return err
		}
		if slices.ContainsFunc(r.Metrics[:i], func(b Metric) bool { return b.Source == m.Source }) {
			return fault.New(fault.Invalid, "Metric {{.N}} is there twice.", fault.Values{"N": i + 1})
		}
		sum, gated = sum+m.Weight, gated || m.Gated
	}
	switch {
	case math.Abs(sum-1) > 1e-9:
		return fault.New(fault.Invalid, "The weights add up to {{.Sum}} %. They must add up to 100 %.", fault.Values{"Sum": math.Round(1000*sum) / 10})
	case !gated:
		return fault.New(fault.Invalid, "A contest needs a condition of quality: set a gate on at least one metric.", nil)
	}
	return nil
}

func (m Metric) check(n int) error {
	refuse := func(key string) error { return fault.New(fault.Invalid, key, fault.Values{"N": n}) }
	kind, ok := KindOf(m.Source)
	switch {
	case !ok:
		return refuse("Metric {{.N}}: choose what is measured.")
	case m.Better != 1 && m.Better != -1:
		return refuse("Metric {{.N}}: say whether higher or lower is better.")
	case !(m.Weight >= 0 && m.Weight <= 1):
		return refuse("Metric {{.N}}: a weight lies between 0 and 100 %.")
	case m.Weight == 0 && !m.Gated:
		return refuse("Metric {{.N}}: give it a weight or a gate.")
	case m.Weight > 0 && kind.Shape == Counted:
		return refuse("Metric {{.N}}: a mere number of events can only be a gate.")
	case m.Gated && (math.IsNaN(m.Gate) || math.IsInf(m.Gate, 0)):
		return refuse("Metric {{.N}}: the gate is no number.")
	case !(m.K >= 0 && m.K <= 1000):
		return refuse("Metric {{.N}}: the cases of the project's mean are 0 to 1000.")
	}
	return nil
}

func (r *Rule) checkLeagues() error {
	switch {
	case !slices.Contains(LeagueWays, r.Leagues):
		return fault.New(fault.Invalid, "There is one league, or leagues by tenure or by the last contest.", nil)
	case r.Leagues != ByTenure:
		return nil
	case r.Unit != Person:
		return fault.New(fault.Invalid, "Only persons have leagues by tenure.", nil)
	case len(r.Months) == 0 || len(r.Months) > 4 || !slices.IsSorted(r.Months) || r.Months[0] < 1:
		return fault.New(fault.Invalid, "Leagues by tenure need one to four numbers of months, the smaller first.", nil)
	}
	return nil
}
