package contract_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/contract"
)

func sample() contract.Contract {
	base, begins := 62.0, indicators.On(2026, 1, 31)
	return contract.Contract{PairID: "p", Number: 1,
		Mentor: contract.Side{PersonID: "m", Name: "沈立夏", OrganisationID: "v", Organisation: "海棠"}, Mentee: contract.Side{PersonID: "t", Name: "徐芒种", OrganisationID: "v", Organisation: "海棠"},
		Terms: contract.Terms{Begins: begins, Ends: contract.Last(begins, 90), Period: 90,
			Goals:        []contract.Goal{{ID: "g", Skill: "电费解释", Baseline: &base, Target: 85, Source: contract.Source{Kind: contract.RubricQuestion, Ref: "r/2.1", Name: "电费"}}},
			Measures:     []contract.Measure{{ID: "a", What: "同听录音", Rhythm: contract.Weekly, Times: 2, Evidence: "听音记录", Weight: 3}},
			SessionEvery: 7, SessionMinutes: 45, MentorDuties: "带教", MenteeDuties: "学习", Objection: 30}}
}

func TestCheck_SaysWhatCantBeAgreed(t *testing.T) {
	day := indicators.On(2026, 1, 31)
	for name, c := range map[string]struct {
		change func(*contract.Terms)
		says   string // of the sentence
	}{
		"ends before it begins":    {func(x *contract.Terms) { x.Ends, x.Period = day-1, 0 }, "before it begins on 2026-01-31"},
		"no end":                   {func(x *contract.Terms) { x.Ends = 0 }, "begins and ends"},
		"for ever":                 {func(x *contract.Terms) { x.Ends, x.Period = day+2000, 0 }, "three years"},
		"a period of its own":      {func(x *contract.Terms) { x.Period = 31 }, "15, 30, 90 or 180"},
		"an end beside its period": {func(x *contract.Terms) { x.Ends++ }, "ends on 2026-04-30"},
		"no goal":                  {func(x *contract.Terms) { x.Goals = nil }, "1 to 12 goals"},
		"a goal without a source":  {func(x *contract.Terms) { x.Goals[0].Source.Ref = "" }, "Goal 1: choose what measures it."},
		"a goal that stands still": {func(x *contract.Terms) { x.Goals[0].Target = 62 }, "the target is the baseline"},
		"a goal beyond a hundred":  {func(x *contract.Terms) { x.Goals[0].Target = 101 }, "0 to 100"},
		"a goal that is no number": {func(x *contract.Terms) { x.Goals[0].Target = math.NaN() }, "numbers from 0 up"},
		"half a certificate":       {func(x *contract.Terms) { x.Goals[0].Source.Kind, x.Goals[0].Target = contract.Certificate, .5 }, "its target is 1"},
		"no measure":               {func(x *contract.Terms) { x.Measures = nil }, "1 to 20 measures"},
		"a measure without proof":  {func(x *contract.Terms) { x.Measures[0].Evidence = "" }, "shows that it was done"},
		"a measure of no rhythm":   {func(x *contract.Terms) { x.Measures[0].Rhythm = "daily" }, "how often"},
		"a measure without weight": {func(x *contract.Terms) { x.Measures[0].Weight = 0 }, "weight"},
		"no duties of the mentee":  {func(x *contract.Terms) { x.MenteeDuties = "" }, "duties of both"},
		"too long a text":          {func(x *contract.Terms) { x.Reward = strings.Repeat("奖", 2001) }, "2000 characters"},
		"sessions of no length":    {func(x *contract.Terms) { x.SessionMinutes = 0 }, "5 to 480 minutes"},
		"a negative allowance":     {func(x *contract.Terms) { x.Allowance = -1 }, "yuan"},
		"a year to object":         {func(x *contract.Terms) { x.Objection = 365 }, "92 days"},
	} {
		x := sample().Terms
		c.change(&x)
		if err := x.Check(); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if x := sample().Terms; x.Check() != nil {
		t.Error(x.Check())
	}
	x := sample().Terms
	x.Ends, x.Change = day+20, "earlier"
	if x.Check() != nil {
		t.Error("a change to an earlier end was refused:", x.Check())
	}
}

func TestHash_ChangesWithAnythingThatWasAgreed(t *testing.T) {
	c := sample()
	was := c.Hash()
	for name, change := range map[string]func(*contract.Contract){
		"version": func(c *contract.Contract) { c.Number++ }, "name": func(c *contract.Contract) { c.Mentee.Name = "Xu" }, "unit": func(c *contract.Contract) { c.Mentor.OrganisationID = "w" },
		"end": func(c *contract.Contract) { c.Terms.Ends++ }, "target": func(c *contract.Contract) { c.Terms.Goals[0].Target = 90 }, "baseline": func(c *contract.Contract) { c.Terms.Goals[0].Baseline = nil },
		"source": func(c *contract.Contract) { c.Terms.Goals[0].Source.Ref = "r/2.2" }, "measure": func(c *contract.Contract) { c.Terms.Measures[0].Times = 1 },
		"duties": func(c *contract.Contract) { c.Terms.MentorDuties = "" }, "allowance": func(c *contract.Contract) { c.Terms.Allowance = 1 }, "ending": func(c *contract.Contract) { c.Terms.Ending = "x" },
		"objection": func(c *contract.Contract) { c.Terms.Objection = 29 }, "sessions": func(c *contract.Contract) { c.Terms.SessionEvery = 8 }, "change": func(c *contract.Contract) { c.Terms.Change = "x" },
		"text across fields": func(c *contract.Contract) { c.Terms.MentorDuties, c.Terms.MenteeDuties = `带教" "学习`, "" },
	} {
		x := sample()
		change(&x)
		if x.Hash() == was {
			t.Errorf("%s can be changed under a signature", name)
		}
	}
	c.Mentor.Team, c.MadeBy, c.Signatures = "another", "x", []contract.Signature{{}}
	if c.Hash() != was {
		t.Error("what was not agreed changes the text")
	}
}

func TestSigned_NeedsEveryPartyUnderThisText(t *testing.T) {
	c := sample()
	for _, p := range c.Parties() {
		if c.Signed() {
			t.Fatal("signed before", p)
		}
		c.Signatures = append(c.Signatures, contract.Signature{Party: p, Hash: c.Hash()})
	}
	if !c.Signed() || len(c.Parties()) != 3 {
		t.Error("all have signed")
	}
	c.Terms.Reward = "more"
	if c.Signed() || len(c.Broken()) != 3 {
		t.Error("signatures hold on a changed text")
	}
	c.Mentor.OrganisationID = "w"
	if len(c.Parties()) != 4 {
		t.Error("two organisations sign for one")
	}
}

func TestPartiesOf_AUnitIsSignedForByNeitherOfTheTwo(t *testing.T) {
	c := sample()
	actor := func(id, org string, roles ...people.Role) people.Actor {
		return people.As(people.Person{ID: id, OrganisationID: org, Roles: roles}, people.Vendor)
	}
	for name, x := range map[string]struct {
		by   people.Actor
		want string
	}{
		"mentor": {actor("m", "v", people.Mentor), "mentor"}, "mentor who trains": {actor("m", "v", people.Trainer), "mentor"}, "mentee": {actor("t", "v", people.Agent), "mentee"},
		"supervisor": {actor("s", "v", people.Supervisor), "unit"}, "trainer": {actor("s", "v", people.Trainer), "unit"}, "another vendor's": {actor("s", "w", people.Supervisor), ""},
		"an agent": {actor("x", "v", people.Agent), ""}, "the program": {people.Program(), ""},
	} {
		got := ""
		for _, p := range c.PartiesOf(x.by) {
			got += string(p)
		}
		if got != x.want {
			t.Errorf("%s signs for %q, want %q", name, got, x.want)
		}
	}
}

func TestDues_CoverThePeriodInStretchesOfTheRhythm(t *testing.T) {
	x := sample().Terms // 2026-01-31 … 2026-04-30
	for name, c := range map[string]struct {
		rhythm  contract.Rhythm
		n       int
		last    string
		planned int
	}{
		"once": {contract.Once, 1, "2026-04-30", 2}, "weekly": {contract.Weekly, 13, "2026-04-30", 26},
		"fortnightly": {contract.Fortnightly, 6, "2026-04-24", 12}, "monthly": {contract.Monthly, 3, "2026-04-29", 6},
	} {
		m := contract.Measure{Rhythm: c.rhythm, Times: 2}
		dues := x.Dues(m)
		if len(dues) != c.n || dues[0].From != x.Begins || dues[len(dues)-1].Until.String() != c.last || x.Planned(m) != c.planned {
			t.Errorf("%s: %v", name, dues)
		}
	}
}

func TestDues_NeverOverlapAndStayWithinThePeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := contract.Terms{Begins: contract.Day(rapid.IntRange(20000, 21000).Draw(t, "begins"))}
		x.Ends = x.Begins + contract.Day(rapid.IntRange(0, 400).Draw(t, "days"))
		dues := x.Dues(contract.Measure{Rhythm: rapid.SampledFrom(contract.Rhythms).Draw(t, "rhythm"), Times: 1})
		if len(dues) == 0 {
			t.Fatal("a measure is never due")
		}
		next := x.Begins
		for _, d := range dues {
			if d.From != next || d.Until < d.From || d.Until > x.Ends {
				t.Fatalf("%v in %v…%v", dues, x.Begins, x.Ends)
			}
			next = d.Until + 1
		}
	})
}

func TestReached_IsTheShareOfTheWay(t *testing.T) {
	base := 10.0
	for _, c := range []struct {
		target, value, want float64
	}{{20, 15, .5}, {20, 30, 1}, {20, 5, 0}, {5, 7.5, .5}, {5, 12, 0}} {
		g := contract.Goal{Baseline: &base, Target: c.target}
		if got, ok := g.Reached(c.value); !ok || got != c.want {
			t.Errorf("%v of %v: %v", c.value, c.target, got)
		}
	}
	if _, ok := (contract.Goal{Target: 5}).Reached(3); ok {
		t.Error("progress without a baseline")
	}
}

func TestState_FollowsSignaturesAndDays(t *testing.T) {
	c := sample()
	p := contract.Pair{}
	today := c.Terms.Begins
	is := func(what string, d contract.Day, want contract.State) {
		t.Helper()
		if got := p.State(d); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	is("no contract", today, contract.Unwritten)
	p.Versions = []contract.Contract{c}
	is("nobody signed", today, contract.Signing)
	for _, x := range c.Parties() {
		p.Versions[0].Signatures = append(p.Versions[0].Signatures, contract.Signature{Party: x, Hash: c.Hash()})
	}
	is("the day before", today-1, contract.Ahead)
	is("the first day", today, contract.Running)
	is("the last day", c.Terms.Ends, contract.Running)
	is("the day after", c.Terms.Ends+1, contract.Over)
	p.EndedAt = time.Unix(1, 0)
	is("broken off", today, contract.Ended)
}
