package coaching_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/training/coaching"
)

var now = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)

func plan() coaching.Plan {
	return coaching.Plan{PersonID: "agent", CoachID: "boss", State: coaching.ToDo, Expected: "先复述再办理", Practice: "对练三次",
		Goal: coaching.Goal{RubricID: "r", Ref: "3.1", Baseline: .6, N: 12, Target: .85, By: now.AddDate(0, 1, 0)}}
}

func TestPlan_WhatIsMissingIsNamed(t *testing.T) {
	for name, spoil := range map[string]func(*coaching.Plan){
		"nobody":           func(p *coaching.Plan) { p.PersonID = "" },
		"oneself":          func(p *coaching.Plan) { p.CoachID = p.PersonID },
		"no question":      func(p *coaching.Plan) { p.Goal.Ref = "" },
		"no behaviour":     func(p *coaching.Plan) { p.Expected = " " },
		"no practice":      func(p *coaching.Plan) { p.Practice = "" },
		"a novel":          func(p *coaching.Plan) { p.Practice = strings.Repeat("长", coaching.MostText+1) },
		"no target":        func(p *coaching.Plan) { p.Goal.Target = 0 },
		"not a number":     func(p *coaching.Plan) { p.Goal.Target = math.NaN() },
		"above all":        func(p *coaching.Plan) { p.Goal.Target = 1.01 },
		"reached already":  func(p *coaching.Plan) { p.Goal.Target = .6 },
		"yesterday's goal": func(p *coaching.Plan) { p.Goal.By = now },
	} {
		p := plan()
		spoil(&p)
		if err := p.Check(now); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	p := plan()
	if err := p.Check(now); err != nil {
		t.Error("the whole one is refused:", err)
	}
	p.Goal.N, p.Goal.Baseline = 0, 0
	if err := p.Check(now); err != nil {
		t.Error("without calls there is no baseline to beat:", err)
	}
}

func TestPlan_GoesOverTheBoardAndBack(t *testing.T) {
	p := plan()
	if err := p.Follow(now); !fault.Is(err, fault.Conflict) {
		t.Error("followed up before any session:", err)
	}
	if err := p.Arrange(now.Add(time.Hour), now); err != nil || p.State != coaching.ToDo || !p.Next().Equal(now.Add(time.Hour)) {
		t.Fatal(err, p.State)
	}
	if err := p.Arrange(now.Add(2*time.Hour), now); err != nil || len(p.Sessions) != 1 {
		t.Error("a session that is moved is one session:", len(p.Sessions), err)
	}
	later := now.Add(3 * time.Hour)
	if err := p.Hold(coaching.Session{At: later, Note: "复述"}, later); err != nil || p.State != coaching.InProgress || p.Held() != 1 || !p.Next().IsZero() || !p.BegunAt.Equal(later) {
		t.Fatalf("%+v, %v", p, err)
	}
	if err := p.Close(true, "x", later); !fault.Is(err, fault.Conflict) {
		t.Error("closed without a follow-up:", err)
	}
	if err := p.Follow(later); err != nil || p.State != coaching.FollowUp {
		t.Fatal(err)
	}
	if err := p.Rewrite(plan(), now); !fault.Is(err, fault.Conflict) {
		t.Error("changed while followed up:", err)
	}
	if err := p.Resume(); err != nil || p.State != coaching.InProgress || !p.FollowAt.IsZero() {
		t.Fatal(err)
	}
	if err := p.Follow(later); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(true, " ", later); !fault.Is(err, fault.Invalid) {
		t.Error("closed without a word:", err)
	}
	if err := p.Close(true, "稳定了", later); err != nil || p.State != coaching.Done || !p.Met {
		t.Fatal(err)
	}
	for name, err := range map[string]error{"arranged": p.Arrange(later.Add(time.Hour), later), "held": p.Hold(coaching.Session{At: later, Note: "x"}, later), "resumed": p.Resume()} {
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("%s after the end: %v", name, err)
		}
	}
}

func TestPlan_ASessionThatWasHeldSaysWhatWasWorkedOn(t *testing.T) {
	p := plan()
	if err := p.Hold(coaching.Session{At: now, Note: ""}, now); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if err := p.Hold(coaching.Session{At: now.Add(time.Minute), Note: "x"}, now); !fault.Is(err, fault.Invalid) {
		t.Error("held in the future:", err)
	}
	if err := p.Arrange(now, now); !fault.Is(err, fault.Invalid) {
		t.Error("planned for now:", err)
	}
}

func TestPlan_TheAgentsWordsAreKeptAndNotLost(t *testing.T) {
	p := plan()
	if err := p.Acknowledge(" 我会先复述 ", now); err != nil || p.Words != "我会先复述" {
		t.Fatal(p.Words, err)
	}
	if err := p.Acknowledge("", now.Add(time.Hour)); err != nil || p.Words == "" || !p.AcknowledgedAt.Equal(now) {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestPriorities_ByHand(t *testing.T) {
	// Question A applied to 4 of 10 calls and lost 0, 1, 1, 0.5 at weight 20:
	// .625 × 20 × .4 = 5. B applied to all 10 and lost .1 each at weight 30: 3.
	// C lost nothing.
	var answers []coaching.Scored
	for _, s := range []float64{1, 0, 0, .5} {
		answers = append(answers, coaching.Scored{RubricID: "r", Ref: "A", Credit: s, Weight: 20})
	}
	for range 10 {
		answers = append(answers, coaching.Scored{RubricID: "r", Ref: "B", Credit: .9, Weight: 30}, coaching.Scored{RubricID: "r", Ref: "C", Credit: 1, Weight: 50})
	}
	got := coaching.Priorities(answers, 10)
	if len(got) != 2 || got[0].Ref != "A" || got[1].Ref != "B" {
		t.Fatalf("%+v", got)
	}
	a, b := got[0], got[1]
	for name, x := range map[string][2]float64{"A": {a.Value, 5}, "B": {b.Value, 3}, "mean": {a.Lost, .625}, "share": {a.Share, .4}, "part": {a.Part, .625}, "sum": {b.Sum, 1}} {
		if math.Abs(x[0]-x[1]) > 1e-12 {
			t.Errorf("%s: %v, not %v", name, x[0], x[1])
		}
	}
	if !a.Few() || b.Few() {
		t.Error("four calls are too few, ten are not")
	}
}

func TestPriorities_AQuestionOfARubricThatIsHardlyUsedIsNotFirst(t *testing.T) {
	answers := []coaching.Scored{{RubricID: "rare", Ref: "A", Credit: 0, Weight: 20}}
	for range 20 {
		answers = append(answers, coaching.Scored{RubricID: "usual", Ref: "A", Credit: .8, Weight: 20})
	}
	if got := coaching.Priorities(answers, 21); len(got) != 2 || got[0].RubricID != "usual" || got[1].Of != 21 {
		t.Errorf("%+v", got)
	}
}

func TestPriorities_ThePartsAreAParetoOfOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var answers []coaching.Scored
		for range rapid.IntRange(0, 60).Draw(t, "answers") {
			answers = append(answers, coaching.Scored{RubricID: "r", Ref: rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "ref"),
				Credit: rapid.Float64Range(0, 1).Draw(t, "s"), Weight: rapid.Float64Range(0, 40).Draw(t, "w")})
		}
		sum, last := 0.0, math.Inf(1)
		all := coaching.Priorities(answers, 60)
		for _, p := range all {
			sum += p.Part
			if p.Value > last || p.Low > p.Lost || p.High < p.Lost || math.Abs(p.Sum-sum) > 1e-9 {
				t.Fatalf("%+v after %v", p, last)
			}
			last = p.Value
		}
		if len(all) > 0 && math.Abs(sum-1) > 1e-9 {
			t.Fatal(sum)
		}
	})
}

// The sleep data of Student (Biometrika 6, 1908, 1-25), as R's t.test(extra ~
// group) takes them: t = -1.8608, df = 17.776, 95 % -3.3654832 to 0.2054832.
var (
	dextro = []float64{.7, -1.6, -.2, -1.2, -.1, 3.4, 3.7, .8, 0, 2}
	laevo  = []float64{1.9, .8, 1.1, .1, -.1, 4.4, 5.5, 1.6, 4.6, 3.4}
)

func TestEffect_IsWelchsInterval(t *testing.T) {
	e := coaching.EffectOf(coaching.Around{Before: dextro, After: laevo}, nil)
	if math.Abs(e.Own.Diff-1.58) > 1e-9 || math.Abs(e.Own.Low - -.2054832) > 1e-6 || math.Abs(e.Own.High-3.3654832) > 1e-6 || e.Own.Few {
		t.Errorf("%+v", e.Own)
	}
	if !e.Net.Few || e.Agents != 0 {
		t.Error("nobody to compare with tells nothing:", e.Net)
	}
}

func TestEffect_WhatSimilarAgentsGainedIsNotTheCoaching(t *testing.T) {
	own := coaching.Around{Before: []float64{.4, .6, .5, .5, .4, .6, .5, .5, .4, .6}, After: []float64{.8, 1, .9, .9, .8, 1, .9, .9, .8, 1}}
	alike := own
	far := coaching.Around{Before: []float64{1, 1, 1}, After: []float64{0, 0, 0}}
	e := coaching.EffectOf(own, []coaching.Around{alike, far, {Before: []float64{.5}}})
	if e.Agents != 1 || math.Abs(e.Net.Diff) > 1e-9 || math.Abs(e.Own.Diff-.4) > 1e-9 {
		t.Errorf("%+v", e)
	}
	if width := e.Net.High - e.Net.Low; width <= e.Own.High-e.Own.Low {
		t.Error("four samples are less sure than two:", width)
	}
}

func TestEffect_FewCallsTellNothing(t *testing.T) {
	e := coaching.EffectOf(coaching.Around{Before: []float64{0, 0, 0}, After: []float64{1, 1, 1}}, nil)
	if !e.Own.Few {
		t.Error("three calls told a trend")
	}
	for name, e := range map[string]coaching.Effect{"none": coaching.EffectOf(coaching.Around{}, nil), "one": coaching.EffectOf(coaching.Around{Before: []float64{1}, After: []float64{0}}, nil)} {
		if c := e.Own; !c.Few || math.IsNaN(c.Diff) || c.Low != -1 || c.High != 1 {
			t.Errorf("%s: %+v", name, c)
		}
	}
}
