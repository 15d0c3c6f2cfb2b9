package contract

import (
	"math"
	"slices"

	"shifu/internal/fault"
)

// The limits of a contract.
const (
	MostGoals    = 12
	MostMeasures = 20
	MostDays     = 3 * 366
	MostText     = 2000
	MostName     = 100
	mostFen      = 100_000_00
)

// Check returns an Invalid fault for the first thing that can't be agreed on.
func (t *Terms) Check() error {
	switch {
	case t.Begins <= 0 || t.Ends <= 0:
		return invalid("Say when the contract begins and ends. Write a day as 2026-11-03.", nil)
	case t.Ends < t.Begins:
		return invalid("The contract ends on {{.Ends}}, before it begins on {{.Begins}}. Choose a later end.", fault.Values{"Begins": t.Begins.String(), "Ends": t.Ends.String()})
	case t.Ends-t.Begins >= MostDays:
		return invalid("A contract lasts three years at the most. Choose an earlier end.", nil)
	case t.Period != 0 && !slices.Contains(Periods, t.Period):
		return invalid("A period is 15, 30, 90 or 180 days, or free.", nil)
	case t.Period != 0 && t.Change == "" && t.Ends != Last(t.Begins, t.Period):
		return invalid("A period of {{.N}} days from {{.Begins}} ends on {{.Ends}}. Choose that end, or a free period.", fault.Values{"N": t.Period, "Begins": t.Begins.String(), "Ends": Last(t.Begins, t.Period).String()})
	}
	for _, check := range []func() error{t.checkNumbers, t.checkTexts, t.checkGoals, t.checkMeasures} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (t *Terms) checkNumbers() error {
	switch {
	case t.SessionEvery < 1 || t.SessionEvery > 92 || t.SessionMinutes < 5 || t.SessionMinutes > 480:
		return invalid("The two sit down every 1 to 92 days, for 5 to 480 minutes.", nil)
	case t.Allowance < 0 || t.Allowance > mostFen:
		return invalid("The allowance is 0 to 100,000 yuan a month.", nil)
	case t.Objection < 0 || t.Objection > 92:
		return invalid("The objection period is 0 to 92 days.", nil)
	}
	return nil
}

func (t *Terms) checkTexts() error {
	for _, s := range []string{t.MentorDuties, t.MenteeDuties, t.Assessment, t.Reward, t.Ending, t.Change} {
		if len([]rune(s)) > MostText {
			return invalid("A text of the contract has at most {{.N}} characters.", fault.Values{"N": MostText})
		}
	}
	if t.MentorDuties == "" || t.MenteeDuties == "" {
		return invalid("Write the duties of both.", nil)
	}
	return nil
}

func (t *Terms) checkGoals() error {
	if len(t.Goals) == 0 || len(t.Goals) > MostGoals {
		return invalid("A contract has 1 to {{.N}} goals.", fault.Values{"N": MostGoals})
	}
	for i, g := range t.Goals {
		if err := g.check(i + 1); err != nil {
			return err
		}
	}
	return nil
}

func (g Goal) check(n int) error {
	refuse := func(key string) error { return invalid(key, fault.Values{"N": n}) }
	switch {
	case g.Skill == "" || len([]rune(g.Skill)) > MostName:
		return refuse("Goal {{.N}}: name the skill.")
	case !slices.Contains(SourceKinds, g.Source.Kind) || g.Source.Ref == "" || g.Source.Name == "":
		return refuse("Goal {{.N}}: choose what measures it.")
	case !sound(g.Target) || g.Baseline != nil && !sound(*g.Baseline):
		return refuse("Goal {{.N}}: baseline and target are numbers from 0 up.")
	case g.Source.percent() && (g.Target > 100 || g.Baseline != nil && *g.Baseline > 100):
		return refuse("Goal {{.N}}: baseline and target are 0 to 100.")
	case g.Source.Kind == Certificate && g.Target != 1:
		return refuse("Goal {{.N}}: a certificate is to be held, its target is 1.")
	case g.Baseline != nil && *g.Baseline == g.Target:
		return refuse("Goal {{.N}}: the target is the baseline. Set another target.")
	}
	return nil
}

func (s Source) percent() bool { return s.Kind == RubricQuestion || s.Kind == Exam }

func sound(x float64) bool { return !math.IsNaN(x) && x >= 0 && x <= 1e9 }

func (t *Terms) checkMeasures() error {
	if len(t.Measures) == 0 || len(t.Measures) > MostMeasures {
		return invalid("A contract has 1 to {{.N}} measures.", fault.Values{"N": MostMeasures})
	}
	for i, m := range t.Measures {
		refuse := func(key string) error { return invalid(key, fault.Values{"N": i + 1}) }
		switch {
		case m.What == "" || len([]rune(m.What)) > MostName:
			return refuse("Measure {{.N}}: say what is done.")
		case !slices.Contains(Rhythms, m.Rhythm) || m.Times < 1 || m.Times > 50:
			return refuse("Measure {{.N}}: choose how often, 1 to 50 times.")
		case m.Evidence == "" || len([]rune(m.Evidence)) > MostName:
			return refuse("Measure {{.N}}: say what shows that it was done.")
		case m.Weight < 1 || m.Weight > 100:
			return refuse("Measure {{.N}}: its weight is 1 to 100.")
		}
	}
	return nil
}
