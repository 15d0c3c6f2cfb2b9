package retrain_test

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/retrain"
)

var (
	noon  = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	hour  = time.Hour
	rules = retrain.Rules{On: true, Cut: .6, CoolDown: 48 * hour, Fails: 2, MinRead: time.Minute}
)

// failed is a case after its first failure.
func failed(t testing.TB) *retrain.Case {
	c := &retrain.Case{ID: "c", PersonID: "xu"}
	take(t, c, retrain.Event{Deed: retrain.Sat, At: noon, By: "xu", AttemptID: "a1"})
	take(t, c, retrain.Event{Deed: retrain.Failed, At: noon.Add(hour), AttemptID: "a1", Points: 40, Most: 100,
		Set: retrain.Set{Articles: []string{"k1", "k2"}, Cards: []string{"e1", "e2"}}})
	return c
}

func take(t testing.TB, c *retrain.Case, e retrain.Event) {
	t.Helper()
	if err := c.Take(e, rules); err != nil {
		t.Fatalf("%s: %v", e.Deed, err)
	}
}

// done are facts that open the gate.
func done() retrain.Facts {
	return retrain.Facts{Read: map[string]time.Duration{"k1": time.Minute, "k2": hour},
		Cards: map[string]retrain.Learned{"e1": {Recall: .85, Days: 2}, "e2": {Recall: .95, Days: 3}}}
}

func TestCase_FromFailureThroughTheGateToAPass(t *testing.T) {
	c := failed(t)
	friday := noon.Add(98 * hour)
	take(t, c, retrain.Event{Deed: retrain.Planned, At: noon.Add(2 * hour), By: "wen", For: friday})
	g := c.Gate(done(), rules, friday)
	take(t, c, retrain.Event{Deed: retrain.Sat, At: friday, By: "xu", AttemptID: "a2", Gate: &g})
	take(t, c, retrain.Event{Deed: retrain.Passed, At: friday.Add(hour), AttemptID: "a2", Points: 90, Most: 100})
	if c.State != retrain.Done || c.OffDuty || c.Fails != 1 || !c.ClosedAt.Equal(friday.Add(hour)) || c.Points != 90 {
		t.Errorf("%+v", c)
	}
}

func TestCase_TheSecondFailureTakesOffDutyAndAPassBringsBack(t *testing.T) {
	c := failed(t)
	sit := func(n string, at time.Time, ends retrain.Deed) {
		take(t, c, retrain.Event{Deed: retrain.Planned, At: at.Add(-hour), By: "wen", For: at})
		g := c.Gate(done(), rules, at)
		take(t, c, retrain.Event{Deed: retrain.Sat, At: at, By: "xu", AttemptID: n, Gate: &g})
		take(t, c, retrain.Event{Deed: ends, At: at.Add(hour), AttemptID: n, Set: retrain.Set{Cards: []string{"e2"}}})
	}
	sit("a2", noon.Add(60*hour), retrain.Failed)
	if !c.OffDuty || c.Fails != 2 || c.Events[len(c.Events)-1].Deed != retrain.OffDuty {
		t.Fatalf("%+v", c)
	}
	err := c.Take(retrain.Event{Deed: retrain.Planned, At: noon.Add(80 * hour), For: noon.Add(200 * hour)}, rules)
	if !strings.Contains(words.Sentence(words.Chinese, err), "师傅") {
		t.Error("a resit was planned without a mentor:", err)
	}
	take(t, c, retrain.Event{Deed: retrain.Mentored, At: noon.Add(80 * hour), By: "wen", MentorID: "fu"})
	take(t, c, retrain.Event{Deed: retrain.Noted, At: noon.Add(81 * hour), By: "gu", OrganisationID: "grid"})
	sit("a3", noon.Add(200*hour), retrain.Passed)
	if c.OffDuty || c.State != retrain.Done || c.Events[len(c.Events)-1].Deed != retrain.BackOnDuty || !c.Noted("grid") || c.Noted("vendor") {
		t.Errorf("%+v", c)
	}
}

func TestCase_EachRefusedStepHasItsSentence(t *testing.T) {
	planned := func(t testing.TB) *retrain.Case {
		c := failed(t)
		take(t, c, retrain.Event{Deed: retrain.Planned, At: noon.Add(2 * hour), For: noon.Add(60 * hour)})
		return c
	}
	sitting := func(t testing.TB) *retrain.Case {
		c := planned(t)
		g := c.Gate(done(), rules, noon.Add(60*hour))
		take(t, c, retrain.Event{Deed: retrain.Sat, At: noon.Add(60 * hour), AttemptID: "a2", Gate: &g})
		return c
	}
	closed := func(t testing.TB) *retrain.Case {
		c := failed(t)
		take(t, c, retrain.Event{Deed: retrain.Closed, At: noon.Add(2 * hour), Why: "left"})
		return c
	}
	late := noon.Add(70 * hour)
	shut := retrain.Gate{Articles: 2, Read: 1}
	for name, c := range map[string]struct {
		from func(testing.TB) *retrain.Case
		e    retrain.Event
		says string
	}{
		"sitting without a plan":    {failed, retrain.Event{Deed: retrain.Sat, At: late}, "还没有安排补考"},
		"sitting too early":         {planned, retrain.Event{Deed: retrain.Sat, At: noon.Add(50 * hour)}, "补考安排在"},
		"sitting with a shut gate":  {planned, retrain.Event{Deed: retrain.Sat, At: late, Gate: &shut}, "已读 1/2"},
		"sitting without a gate":    {planned, retrain.Event{Deed: retrain.Sat, At: late}, "没有核对"},
		"sitting twice":             {sitting, retrain.Event{Deed: retrain.Sat, At: late, AttemptID: "a3"}, "正在进行"},
		"sitting a closed case":     {closed, retrain.Event{Deed: retrain.Sat, At: late}, "已结束"},
		"another attempt's pass":    {failed, retrain.Event{Deed: retrain.Passed, At: late, AttemptID: "a9"}, "不决定"},
		"planning the past":         {failed, retrain.Event{Deed: retrain.Planned, At: late, For: noon}, "已经过去"},
		"planning in the cool-down": {failed, retrain.Event{Deed: retrain.Planned, At: noon.Add(2 * hour), For: noon.Add(9 * hour)}, "冷静期到"},
		"planning while sitting":    {sitting, retrain.Event{Deed: retrain.Planned, At: late, For: late.Add(hour)}, "等出分"},
		"planning a closed case":    {closed, retrain.Event{Deed: retrain.Planned, At: late, For: late.Add(hour)}, "已结束"},
		"unplanning nothing":        {failed, retrain.Event{Deed: retrain.Unplanned, At: late, Why: "x"}, "没有安排补考"},
		"unplanning without reason": {planned, retrain.Event{Deed: retrain.Unplanned, At: late}, "填写原因"},
		"waiving for oneself":       {failed, retrain.Event{Deed: retrain.Waived, At: late, By: "xu", Why: "x"}, "自己"},
		"waiving without a reason":  {failed, retrain.Event{Deed: retrain.Waived, At: late, By: "wen", Why: " "}, "填写原因"},
		"waiving while sitting":     {sitting, retrain.Event{Deed: retrain.Waived, At: late, By: "wen", Why: "x"}, "等出分"},
		"one's own mentor":          {failed, retrain.Event{Deed: retrain.Mentored, At: late, MentorID: "xu"}, "师傅"},
		"noting no report":          {failed, retrain.Event{Deed: retrain.Noted, At: late, OrganisationID: "grid"}, "没有要签收"},
		"closing while sitting":     {sitting, retrain.Event{Deed: retrain.Closed, At: late, Why: "x"}, "等出分"},
		"closing without a reason":  {failed, retrain.Event{Deed: retrain.Closed, At: late}, "填写原因"},
		"closing twice":             {closed, retrain.Event{Deed: retrain.Closed, At: late, Why: "x"}, "已结束"},
		"sending off duty by hand":  {failed, retrain.Event{Deed: retrain.OffDuty, At: late}, "由成绩决定"},
		"an unknown deed":           {failed, retrain.Event{Deed: "dance", At: late}, "dance"},
	} {
		was := c.from(t)
		before := *was
		err := was.Take(c.e, rules)
		if k := fault.KindOf(err); k == fault.Unexpected || !strings.Contains(words.Sentence(words.Chinese, err), c.says) {
			t.Errorf("%s: %q", name, words.Sentence(words.Chinese, err))
		}
		if !reflect.DeepEqual(*was, before) {
			t.Errorf("%s changed the case", name)
		}
	}
}

func TestCase_AChangedKeyTurnsAFailureIntoAPassAndBack(t *testing.T) {
	c := failed(t)
	take(t, c, retrain.Event{Deed: retrain.Passed, At: noon.Add(3 * hour), AttemptID: "a1", Points: 60, Most: 100})
	if c.State != retrain.Done {
		t.Fatal(c.State)
	}
	take(t, c, retrain.Event{Deed: retrain.Failed, At: noon.Add(4 * hour), AttemptID: "a1", Points: 50, Most: 100})
	if c.State != retrain.Studying || c.Fails != 1 || c.OffDuty || !c.OpenedAt.Equal(noon.Add(hour)) || !c.ClosedAt.IsZero() {
		t.Errorf("%+v", c)
	}
	take(t, c, retrain.Event{Deed: retrain.Failed, At: noon.Add(5 * hour), AttemptID: "a1", Points: 55, Most: 100, Set: retrain.Set{Cards: []string{"e9"}}})
	if c.Fails != 1 || c.Points != 55 || !slices.Equal(c.Set.Cards, []string{"e9"}) || !c.FailedAt.Equal(noon.Add(4*hour)) {
		t.Errorf("other marks of a failure are no further failure: %+v", c)
	}
}

func TestCase_AWaivedGateLetsInOnce(t *testing.T) {
	c := failed(t)
	take(t, c, retrain.Event{Deed: retrain.Waived, At: noon.Add(2 * hour), By: "wen", Why: "ill"})
	take(t, c, retrain.Event{Deed: retrain.Planned, At: noon.Add(3 * hour), For: noon.Add(4 * hour)})
	take(t, c, retrain.Event{Deed: retrain.Sat, At: noon.Add(4 * hour), AttemptID: "a2"})
	take(t, c, retrain.Event{Deed: retrain.Failed, At: noon.Add(5 * hour), AttemptID: "a2"})
	if c.Waived {
		t.Error("the gate stayed open")
	}
}

func TestGate_NamesWhatIsMissing(t *testing.T) {
	c := failed(t)
	late := noon.Add(60 * hour)
	for name, x := range map[string]struct {
		change func(*retrain.Facts)
		now    time.Time
		says   string
	}{
		"nothing":              {func(*retrain.Facts) {}, late, ""},
		"an article":           {func(f *retrain.Facts) { f.Read["k1"] = 59 * time.Second }, late, "已读 1/2"},
		"a second day":         {func(f *retrain.Facts) { f.Cards["e2"] = retrain.Learned{Recall: .95, Days: 1} }, late, "已达到 1/2"},
		"recall":               {func(f *retrain.Facts) { f.Cards["e2"] = retrain.Learned{Recall: .94, Days: 2} }, late, "89 %"},
		"the cool-down":        {func(*retrain.Facts) {}, noon.Add(48 * hour), "冷静期到"},
		"an article that left": {func(f *retrain.Facts) { delete(f.Read, "k1"); f.Gone = []string{"k1"} }, late, ""},
		"a card there is none": {func(f *retrain.Facts) { delete(f.Cards, "e1"); f.Gone = []string{"e1"} }, late, ""},
		"everything":           {func(f *retrain.Facts) { *f = retrain.Facts{} }, late, "已读 0/2"},
	} {
		f := done()
		x.change(&f)
		g := c.Gate(f, rules, x.now)
		err := g.Stands()
		if g.Open() != (x.says == "") || x.says != "" && !strings.Contains(words.Sentence(words.Chinese, err), x.says) {
			t.Errorf("%s: %q", name, words.Sentence(words.Chinese, err))
		}
	}
}

// Laplace's rule; the quantiles of Beta(n+1, 1) are p^(1/(n+1)) and those of
// Beta(1, 1) are p (Johnson, Kotz and Balakrishnan, Continuous Univariate
// Distributions 2, chapter 25).
func TestPosterior_MatchesTheClosedForm(t *testing.T) {
	for n := range 6 {
		mean, low, high := retrain.Posterior(n, n)
		k := float64(n + 1)
		if math.Abs(mean-k/(k+1)) > 1e-12 || math.Abs(low-math.Pow(.025, 1/k)) > 1e-9 || math.Abs(high-math.Pow(.975, 1/k)) > 1e-9 {
			t.Errorf("%d of %d: %v, %v to %v", n, n, mean, low, high)
		}
	}
}

func TestPlays_OneForEachWeakPointThatIsPractised(t *testing.T) {
	all := []retrain.Rehearsal{{"a", []string{"meter", "tariff"}}, {"b", []string{"tariff"}}, {"c", []string{"manners"}}}
	weak := func(points ...string) (out []retrain.Weak) {
		for _, p := range points {
			out = append(out, retrain.Weak{Point: p})
		}
		return out
	}
	for _, x := range []struct{ weak, want []string }{{[]string{"meter"}, []string{"a"}}, {[]string{"meter", "tariff"}, []string{"a", "b"}}, {[]string{"safety"}, nil}, {[]string{"tariff", "meter"}, []string{"a"}}, {nil, nil}} {
		if got := retrain.Plays(weak(x.weak...), all); !slices.Equal(got, x.want) {
			t.Errorf("%v: %v, want %v", x.weak, got, x.want)
		}
	}
}

func TestWeakPoints_AreBelowTheCutWeakestFirst(t *testing.T) {
	var as []retrain.Answered
	add := func(point string, right, n int) {
		for i := range n {
			as = append(as, retrain.Answered{EntryID: point, Point: point, ArticleID: "k-" + point, Right: i < right})
		}
	}
	add("tariff", 2, 3) // 3/5 is not below .6
	add("meter", 1, 3)  // 2/5
	add("safety", 0, 3) // 1/5
	add("", 0, 3)
	got := retrain.WeakPoints(as, .6)
	if len(got) != 2 || got[0].Point != "safety" || got[1].Point != "meter" || got[1].Right != 1 || got[1].N != 3 || math.Abs(got[1].Mean-.4) > 1e-12 {
		t.Fatalf("%+v", got)
	}
	set := retrain.Remedy(as, []retrain.Answered{{Point: "meter", ArticleID: "k-more"}, {Point: "tariff", ArticleID: "k-other"}}, got)
	if !slices.Equal(set.Articles, []string{"k-meter", "k-safety", "k-more"}) || !slices.Equal(set.Cards, []string{"tariff", "meter", "safety"}) {
		t.Errorf("%+v", set)
	}
	if set = retrain.Remedy(as, nil, nil); !slices.Contains(set.Articles, "k-tariff") {
		t.Error("without a weak point the wrong answers tell what to read", set)
	}
}

// Reference: the sleep data of Student (1908) in R, t.test(extra ~ group): the
// means differ by 1.58, 95 % interval −0.2054832 to 3.3654832.
func TestEffectOf_MatchesWelchOnStudentsSleepData(t *testing.T) {
	e := retrain.EffectOf([]float64{.7, -1.6, -.2, -1.2, -.1, 3.4, 3.7, .8, 0, 2}, []float64{1.9, .8, 1.1, .1, -.1, 4.4, 5.5, 1.6, 4.6, 3.4})
	if math.Abs(e.Diff-1.58) > 1e-9 || math.Abs(e.Low+.2054832) > 1e-6 || math.Abs(e.High-3.3654832) > 1e-6 || e.Few() {
		t.Errorf("%+v", e)
	}
	if e := retrain.EffectOf([]float64{80}, []float64{90, 92}); !e.Few() || e.Diff != 11 || e.Low != 11 {
		t.Errorf("%+v", e)
	}
	if e := retrain.EffectOf(nil, []float64{90}); !e.Few() || e.Diff != 0 {
		t.Errorf("%+v", e)
	}
}

func TestRules_WhatCantBeKeptIsRefused(t *testing.T) {
	if err := retrain.StandardRules().Check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*retrain.Rules){
		"cut": func(r *retrain.Rules) { r.Cut = 1 }, "no cut": func(r *retrain.Rules) { r.Cut = math.NaN() },
		"cool-down": func(r *retrain.Rules) { r.CoolDown = -1 }, "fails": func(r *retrain.Rules) { r.Fails = 0 },
		"reading": func(r *retrain.Rules) { r.MinRead = 2 * hour },
	} {
		r := rules
		change(&r)
		if err := r.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func anEvent(t *rapid.T, n int, at time.Time) retrain.Event {
	deeds := []retrain.Deed{retrain.Sat, retrain.Failed, retrain.Passed, retrain.Voided, retrain.Planned, retrain.Unplanned, retrain.Waived,
		retrain.Mentored, retrain.OffDuty, retrain.BackOnDuty, retrain.Noted, retrain.Closed}
	e := retrain.Event{Deed: rapid.SampledFrom(deeds).Draw(t, "deed"), At: at, By: rapid.SampledFrom([]string{"xu", "wen"}).Draw(t, "by"),
		AttemptID: rapid.SampledFrom([]string{"a1", "a2", "a3"}).Draw(t, "attempt"), Why: rapid.SampledFrom([]string{"", "why"}).Draw(t, "why"),
		Brought: rapid.IntRange(0, 9).Draw(t, "brought") == 0, MentorID: rapid.SampledFrom([]string{"", "xu", "fu"}).Draw(t, "mentor"), OrganisationID: "grid",
		For: at.Add(time.Duration(rapid.IntRange(-10, 100).Draw(t, "for")) * hour)}
	if g := (retrain.Gate{Articles: 1, Read: rapid.IntRange(0, 1).Draw(t, "read"), Recall: 1, Cool: true}); n%3 > 0 {
		e.Gate = &g
	}
	return e
}

func TestCase_WhateverHappensTheMachineHoldsTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, at := &retrain.Case{PersonID: "xu"}, noon
		for n := range rapid.IntRange(0, 60).Draw(t, "steps") {
			at = at.Add(time.Duration(rapid.IntRange(-5, 60).Draw(t, "pass")) * hour)
			before := *c
			e := anEvent(t, n, at)
			err := c.Take(e, rules)
			if err != nil && (fault.KindOf(err) == fault.Unexpected || !reflect.DeepEqual(before, *c)) {
				t.Fatalf("%s was refused with %v and changed %+v to %+v", e.Deed, err, before, *c)
			}
			check(t, before, c, e, err)
		}
	})
}

// check holds a case against what must always be so.
func check(t *rapid.T, before retrain.Case, c *retrain.Case, e retrain.Event, err error) {
	again := &retrain.Case{PersonID: "xu"}
	for i, kept := range c.Events {
		again.Again(kept)
		if i > 0 && kept.At.Before(c.Events[i-1].At) {
			t.Fatal("steps are out of order")
		}
	}
	if !reflect.DeepEqual(again, c) {
		t.Fatalf("what was kept brings back %+v, not %+v", again, c)
	}
	switch {
	case c.OffDuty && (c.Fails < rules.Fails || !c.State.Open()):
		t.Fatalf("off duty without cause: %+v", c)
	case c.State == retrain.Studying && c.Fails >= rules.Fails && !c.OffDuty:
		t.Fatalf("on duty after %d failures", c.Fails)
	case c.State == retrain.Scheduled && c.ResitAt.IsZero():
		t.Fatal("planned for no time")
	case c.State != "" && c.State.Open() != c.ClosedAt.IsZero():
		t.Fatalf("open and closed: %+v", c)
	}
	if err == nil && e.Deed == retrain.Sat && before.State != "" && !before.Waived && !e.Brought && (e.Gate == nil || !e.Gate.Open()) {
		t.Fatal("somebody was let in past the gate")
	}
	if err == nil && e.Deed == retrain.Passed && !slices.Contains(c.Attempts, e.AttemptID) {
		t.Fatal("passed by an attempt that was never sat")
	}
}
