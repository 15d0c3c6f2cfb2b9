package insight_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/qa"
	"shifu/qa/insight"
	"shifu/qa/score"
)

var (
	day  = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	form = &insight.Form{VersionID: "v1", RubricID: "r", Refs: []string{"1.1", "2.2", "5.1"}}
)

func near(a, b, within float64) bool { return math.Abs(a-b) <= within }

// fact is an evaluation of agent by reviewer.
func fact(agent, reviewer string, final float64, change ...func(*insight.Fact)) *insight.Fact {
	f := &insight.Fact{At: day, AgentID: agent, AgentName: agent, TeamID: "t", OrganisationID: "o", ReviewerID: reviewer, Form: form, Scored: true, Final: final}
	for _, c := range change {
		c(f)
	}
	return f
}

// Reference: Montgomery, Introduction to Statistical Quality Control, 6th ed.,
// example 7.1: 30 samples of 50 cans, 347 do not conform: p̄ 0.2313, limits
// 0.0524 and 0.4102; samples 15 (22 of 50) and 23 (24 of 50) lie outside.
func TestControl_MatchesMontgomery(t *testing.T) {
	cans := []int{12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6}
	rates := make([]insight.Rate, len(cans))
	for i, n := range cans {
		rates[i] = insight.Rate{Hits: n, N: 50}
	}
	c := insight.NewControl(rates)
	if !near(c.Centre, .2313, 5e-5) || !near(c.Points[0].Low, .0524, 5e-5) || !near(c.Points[0].High, .4102, 5e-5) {
		t.Errorf("centre %v, limits %v to %v", c.Centre, c.Points[0].Low, c.Points[0].High)
	}
	for i, p := range c.Points {
		if p.Out != (i == 14 || i == 22) {
			t.Errorf("sample %d: out is %v", i+1, p.Out)
		}
	}
}

func TestControl_LimitsStayWithinZeroAndOne(t *testing.T) {
	c := insight.NewControl([]insight.Rate{{Hits: 1, N: 4}, {}, {Hits: 0, N: 2}})
	if p := c.Points[0]; p.Low != 0 || p.High > 1 || p.Out {
		t.Errorf("%+v", p)
	}
	if p := c.Points[1]; p != (insight.ControlPoint{}) {
		t.Errorf("a step without an evaluation has limits: %+v", p)
	}
	if empty := insight.NewControl(nil); empty.Centre != 0 || len(empty.Points) != 0 {
		t.Errorf("%+v", empty)
	}
}

// Reference: the two samples of Welch's test in NIST's Engineering Statistics
// Handbook, 1.3.5.3 (AUTO83B): 249 US cars of mean 20.14458 and deviation
// 6.41470, 79 Japanese of 30.48101 and 6.10771: t is −12.94627 with 136.8750
// degrees of freedom, so that the interval is −11.9153 to −8.7576.
func TestDifference_MatchesNIST(t *testing.T) {
	us, japan := sample(249, 20.14458, 6.41470), sample(79, 30.48101, 6.10771)
	d := insight.Difference(us, japan)
	if !near(d.Value, -10.33643, 1e-5) || !near((d.High-d.Low)/2, 10.33643/12.94627*1.977431, 1e-4) {
		t.Errorf("%v, %v to %v", d.Value, d.Low, d.High)
	}
	if insight.Difference(us, sample(1, 5, 0)).Known {
		t.Error("one value has no interval")
	}
}

// sample has n values of that mean and sample deviation.
func sample(n int, mean, sd float64) (s insight.Sum) {
	off := sd * math.Sqrt(float64(n-1)/float64(n-n%2))
	for i := range n {
		switch {
		case n%2 == 1 && i == n-1:
			s.Add(mean)
		case i%2 == 0:
			s.Add(mean + off)
		default:
			s.Add(mean - off)
		}
	}
	return s
}

func TestSum_JoinedIsAsIfAddedOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(0, 100), 2, 40).Draw(t, "scores")
		cut := rapid.IntRange(0, len(xs)).Draw(t, "cut")
		var all, a, b insight.Sum
		for i, x := range xs {
			all.Add(x)
			if i < cut {
				a.Add(x)
			} else {
				b.Add(x)
			}
		}
		a.Join(b)
		if !near(a.Mean().Value, all.Mean().Value, 1e-9) || !near(a.SD(), all.SD(), 1e-6) || a.N != all.N {
			t.Fatalf("%v %v, want %v %v", a.Mean(), a.SD(), all.Mean(), all.SD())
		}
		if m := all.Mean(); m.Low < 0 || m.High > 100 || m.Low > m.Value || m.High < m.Value {
			t.Fatalf("%+v", m)
		}
	})
}

func TestBoard_ParetoOrdersByPointsAndReachesAll(t *testing.T) {
	b := insight.NewBoard([]time.Time{day, day.AddDate(0, 1, 0)})
	for range 3 {
		b.Add(fact("a", "x", 70, func(f *insight.Fact) {
			f.Answers = []insight.Answer{{0, 1, 0}, {1, .5, 5}, {2, 0, 15}}
		}))
	}
	all, r := b.All(), b.Rubrics()[0]
	got := all.Pareto(r)
	if len(got) != 2 || got[0].Ref != "5.1" || got[0].Share != .75 || got[1].Cumulative != 1 || got[1].Answered != (insight.Rate{Hits: 3, N: 3}) {
		t.Errorf("%+v", got)
	}
	if steps := r.Step(0); steps[2].Points != 45 || steps[0].Answered != (insight.Rate{N: 3}) {
		t.Errorf("%+v", steps)
	}
}

func TestBoard_VersionsOfARubricMeetAtTheirRefs(t *testing.T) {
	b := insight.NewBoard(nil)
	b.Add(fact("a", "x", 70, func(f *insight.Fact) { f.Answers = []insight.Answer{{2, 0, 15}} }))
	next := &insight.Form{VersionID: "v2", RubricID: "r", Refs: []string{"0.1", "5.1"}}
	b.Add(fact("a", "x", 70, func(f *insight.Fact) {
		f.Form, f.At, f.Answers = next, day.AddDate(0, 0, 1), []insight.Answer{{0, 0, 1}, {1, 0, 5}}
	}))
	r := b.Rubrics()[0]
	if r.N != 2 || r.Version != "v2" || len(r.Refs) != 4 {
		t.Fatalf("%+v", r)
	}
	if got := b.All().Pareto(r)[0]; got.Ref != "5.1" || got.Points != 20 || got.Answered.N != 2 {
		t.Errorf("%+v", got)
	}
}

func TestBoard_AnAgentOfTwoTeamsIsOneAgentAndTwoTeams(t *testing.T) {
	b := insight.NewBoard(nil)
	b.Add(fact("a", "x", 70))
	b.Add(fact("a", "x", 90, func(f *insight.Fact) { f.TeamID = "t2" }))
	if us := b.Units(insight.ByAgent); len(us) != 1 || us[0].Scores.Mean().Value != 80 || us[0].Name != "a" {
		t.Errorf("%+v", us)
	}
	if us := b.Units(insight.ByTeam); len(us) != 2 {
		t.Errorf("%d teams", len(us))
	}
	if find := b.Units(insight.ByTeam)[0].Narrow(insight.ByTeam, qa.Find{Project: "p"}); find.TeamID == "" || find.Project != "p" {
		t.Errorf("%+v", find)
	}
}

// tallies are opportunities and errors, class by class.
func tallies(of ...int) (out [4]score.Tally) {
	for i := range out {
		out[i] = score.Tally{Opportunities: of[2*i], Errors: of[2*i+1]}
	}
	return out
}

func TestBoard_CriticalAccuracyCountsTwoErrorsOfOneCallOnce(t *testing.T) {
	b := insight.NewBoard(nil)
	b.Add(fact("a", "x", 70, func(f *insight.Fact) { f.Classes = tallies(4, 2, 1, 0, 2, 0, 10, 3) }))
	b.Add(fact("a", "x", 100, func(f *insight.Fact) { f.Classes = tallies(4, 0, 1, 0, 2, 0, 10, 1) }))
	a := &b.All().Accuracy
	for class, want := range map[qa.Class]insight.Rate{qa.ClassCustomer: {Hits: 1, N: 2}, qa.ClassBusiness: {Hits: 2, N: 2}, qa.ClassNonCritical: {Hits: 16, N: 20}} {
		if got := insight.Accuracy(a, class); got != want {
			t.Errorf("%s: %+v, want %+v", class, got, want)
		}
	}
	if b.All().Critical != (insight.Rate{Hits: 1, N: 2}) {
		t.Errorf("critical %+v", b.All().Critical)
	}
}

// The strict reviewer gives agent a 10 less than the others and b 20 less:
// over two evaluations of a and one of b that is (−10 −10 −20) ÷ 3.
func TestSeverities_CompareOnlyWithOthersOfTheSameAgent(t *testing.T) {
	b := insight.NewBoard(nil)
	for _, f := range []*insight.Fact{fact("a", "strict", 70), fact("a", "strict", 70), fact("a", "mild", 80), fact("b", "strict", 60), fact("b", "mild", 80),
		fact("c", "alone", 10)} {
		b.Add(f)
	}
	got := b.Severities()
	if len(got) != 3 || got[0].ID != "strict" || !near(got[0].Value, -40./3, 1e-9) || got[0].N != 3 || !(got[0].Low < got[0].Value) {
		t.Errorf("%+v", got)
	}
	if got[1].ID != "mild" || !near(got[1].Value, 15, 1e-9) {
		t.Errorf("%+v", got[1])
	}
	if got[2].ID != "alone" || got[2].Known || got[2].Scores.N != 1 {
		t.Errorf("who can't be compared: %+v", got[2])
	}
}

func TestBoard_StepsAndBreaksLieWithinTheirTime(t *testing.T) {
	b := insight.NewBoard([]time.Time{day, day.AddDate(0, 0, 7), day.AddDate(0, 0, 14)})
	for _, days := range []int{-1, 0, 6, 7, 13, 14} {
		b.Add(fact("a", "x", 80, func(f *insight.Fact) { f.At = day.AddDate(0, 0, days) }))
	}
	if s := b.All().Steps; len(s) != 2 || s[0].Scores.N != 2 || s[1].Critical.N != 2 || b.N() != 6 {
		t.Errorf("%+v", s)
	}
	b.Keep([]insight.Break{{RubricID: "r", Number: 3, At: day.AddDate(0, 0, 8)}, {RubricID: "r", Number: 2, At: day}, {RubricID: "other", At: day}, {RubricID: "r", At: day.AddDate(0, 0, 14)}})
	if len(b.Breaks) != 2 || b.Breaks[0].Number != 2 {
		t.Errorf("%+v", b.Breaks)
	}
}

func TestFunnel_AClosedEvaluationKeepsWhatItWentThrough(t *testing.T) {
	b := insight.NewBoard(nil)
	for _, s := range []qa.State{qa.Submitted, qa.Released, qa.Acknowledged, qa.InReview, qa.Upheld, qa.Revised} {
		b.Add(fact("a", "x", 80, func(f *insight.Fact) { f.State, f.Steps = s, insight.StepOf(s) }))
	}
	if got := b.Funnel(); got != (insight.Funnel{Submitted: 6, Released: 5, Acknowledged: 1, Appealed: 3, Decided: 2, Revised: 1}) {
		t.Errorf("%+v", got)
	}
	f := fact("a", "x", 80, func(f *insight.Fact) { f.State, f.Steps = qa.Closed, insight.StepOf(qa.Upheld) })
	if !insight.Passes(&qa.Find{About: qa.About{Passed: qa.Appealed}}, f) || insight.Passes(&qa.Find{About: qa.About{Passed: qa.Revised}}, f) {
		t.Error("what it went through is misjudged")
	}
}
