package sampling_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/sampling"
)

// calls makes sizes[i] calls of agent i, whose stratum is their agent.
func calls(sizes ...int) (out []sampling.Candidate) {
	for a, size := range sizes {
		for i := range size {
			out = append(out, sampling.Candidate{ID: fmt.Sprintf("c%02d-%04d", a, i), AgentID: fmt.Sprint("a", a), Stratum: fmt.Sprint("s", a)})
		}
	}
	return out
}

func ids(s sampling.Sample) (out []string) {
	for _, p := range s.Picks {
		out = append(out, p.ID)
	}
	return out
}

func quota(n int) func(string, int) int { return func(string, int) int { return n } }

// draw does one of the three chance draws.
func draw(method int, cs []sampling.Candidate, n int, seed int64) (sampling.Sample, error) {
	switch method {
	case 0:
		return sampling.DrawRandom(cs, n, seed)
	case 1:
		return sampling.DrawStratified(cs, n, seed)
	}
	return sampling.DrawQuota(cs, quota(n), seed)
}

func TestDraw_TheSameSeedGivesTheSamePicksInWhateverOrderTheCallsCome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := calls(rapid.SliceOfN(rapid.IntRange(1, 30), 1, 6).Draw(t, "sizes")...)
		n, seed, method := rapid.IntRange(min(6, len(cs)), len(cs)).Draw(t, "n"), rapid.Int64().Draw(t, "seed"), rapid.IntRange(0, 2).Draw(t, "method")
		first, err := draw(method, cs, n, seed)
		mixed := rapid.Permutation(cs).Draw(t, "order")
		again, err2 := draw(method, mixed, n, seed)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if d := cmp.Diff(first, again); d != "" {
			t.Fatal(d)
		}
		seen := ids(first)
		slices.Sort(seen)
		if len(slices.Compact(seen)) != len(first.Picks) || first.Candidates != len(cs) {
			t.Fatalf("%d of %d picks are distinct, %d candidates", len(seen), len(first.Picks), first.Candidates)
		}
	})
}

// The generator and the shuffle are a promise: a draw of years ago can be made again.
func TestDraw_TheGeneratorNeverChanges(t *testing.T) {
	s, err := sampling.DrawStratified(calls(9, 5), 4, 95598)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(ids(s)), "[c00-0006 c00-0000 c01-0003 c01-0004]"; got != want {
		t.Errorf("picks %s, once %s", got, want)
	}
	s, err = sampling.DrawRandom(calls(9, 5), 4, -1)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(ids(s)), "[c00-0001 c00-0007 c01-0000 c01-0004]"; got != want {
		t.Errorf("picks %s, once %s", got, want)
	}
}

// Each of 8 calls is drawn 3 times of 8: in 8,000 draws 3,000 times, give or
// take five standard deviations of 43.
func TestDrawRandom_EveryCallHasTheSameChance(t *testing.T) {
	cs, times := calls(5, 3), map[string]int{}
	for seed := range int64(8000) {
		s, err := sampling.DrawRandom(cs, 3, seed)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids(s) {
			times[id]++
		}
	}
	for _, c := range cs {
		if n := times[c.ID]; n < 3000-217 || n > 3000+217 {
			t.Errorf("%s was drawn %d times", c.ID, n)
		}
	}
}

func TestDraw_AnotherSeedGivesOtherPicks(t *testing.T) {
	for method := range 3 {
		a, _ := draw(method, calls(40, 60), 20, 1)
		b, _ := draw(method, calls(40, 60), 20, 2)
		if reflect.DeepEqual(ids(a), ids(b)) {
			t.Errorf("method %d gives the same picks for two seeds", method)
		}
	}
}

func TestDrawStratified_OtherStrataDontChangeAStratumsPicks(t *testing.T) {
	a, err := sampling.DrawQuota(calls(10), quota(4), 7)
	if err != nil {
		t.Fatal(err)
	}
	b, err := sampling.DrawQuota(calls(10, 20), quota(6), 7)
	if err != nil || !reflect.DeepEqual(ids(a), ids(b)[:4]) {
		t.Errorf("%v then %v, %v", ids(a), ids(b), err)
	}
}

// Reference: by hand.
func TestAllocate_GivesEachOneThenByLargestRemainder(t *testing.T) {
	for _, c := range []struct {
		sizes []int
		n     int
		want  []int
	}{
		{[]int{50, 30, 20}, 10, []int{5, 3, 2}},
		{[]int{97, 2, 1}, 10, []int{8, 1, 1}}, // 1 + 7 x .97 = 6 and .79, the others 0 and .14, .07
		{[]int{60, 0, 40}, 5, []int{3, 0, 2}}, // 1.8 and 1.2: the empty one gets none
		{[]int{1, 1, 8}, 10, []int{1, 1, 8}},  // no more than there are
		{[]int{10, 1}, 11, []int{10, 1}},      // .818 would go to the second, which has no more
		{[]int{5, 5}, 3, []int{2, 1}},         // equal remainders: the first
		{[]int{4, 6}, 2, []int{1, 1}},
	} {
		got, err := sampling.Allocate(c.sizes, c.n)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v for %d: %v, %v; want %v", c.sizes, c.n, got, err, c.want)
		}
	}
}

func TestAllocate_SumsUpAndKeepsWithinTheSizes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SliceOfN(rapid.IntRange(0, 500), 1, 12).Draw(t, "sizes")
		total, filled := 0, 0
		for _, s := range sizes {
			total += s
			if s > 0 {
				filled++
			}
		}
		if total == 0 {
			t.Skip()
		}
		n := rapid.IntRange(filled, total).Draw(t, "n")
		got, err := sampling.Allocate(sizes, n)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for i, x := range got {
			sum += x
			if x > sizes[i] || (sizes[i] > 0) != (x > 0) {
				t.Fatalf("stratum %d of %d gets %d", i, sizes[i], x)
			}
		}
		if sum != n {
			t.Fatalf("%d of %d are shared", sum, n)
		}
	})
}

func TestDraw_RefusesWithASentence(t *testing.T) {
	for want, f := range map[string]func() (sampling.Sample, error){
		"2 calls are too few for 3 strata: each needs at least one.":                   func() (sampling.Sample, error) { return sampling.DrawStratified(calls(4, 4, 4), 2, 1) },
		"13 calls are wanted, but there are only 12. Draw fewer, or widen the filter.": func() (sampling.Sample, error) { return sampling.DrawRandom(calls(4, 4, 4), 13, 1) },
		"There is no call to draw from. Widen the filter or the period.":               func() (sampling.Sample, error) { return sampling.DrawRandom(nil, 3, 1) },
		"Draw at least one call.": func() (sampling.Sample, error) { return sampling.DrawStratified(calls(4), 0, 1) },
		"There is nothing to draw: nobody has a call left that the quota still wants.": func() (sampling.Sample, error) { return sampling.DrawQuota(calls(4), quota(0), 1) },
		"No call shows a sign of risk. Widen the filter, or draw at random.":           func() (sampling.Sample, error) { return sampling.DrawRisk(calls(4), sampling.Usual(), 2, 1) },
	} {
		if _, err := f(); !fault.Is(err, fault.Invalid) || fault.Sentence(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestDraw_EveryPickSaysWhy(t *testing.T) {
	s, err := sampling.DrawStratified(calls(10, 20), 6, 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range s.Picks {
		want := map[string]string{"s0": "s0: 2 of 10", "s1": "s1: 4 of 20"}[p.Stratum]
		if got := p.Why.In(words.English); got != want {
			t.Errorf("%s says %q, want %q", p.ID, got, want)
		}
	}
	if s, err = sampling.DrawRandom(calls(7), 2, 3); err != nil || s.Picks[0].Why.In(words.Chinese) != "随机：7 通里抽 2 通" {
		t.Errorf("%v, %v", s.Picks, err)
	}
}

// Reference: 384.16 for p ½ and e 5 % (Cochran 1977, section 4.4; every table
// says 385), 278 of 1,000.
func TestSize_MatchesTheTables(t *testing.T) {
	for _, c := range []struct {
		population int
		p, e       float64
		want       int
	}{{0, .5, .05, 385}, {1000, .5, .05, 278}, {100, .5, .05, 80}, {10000, .5, .05, 370}, {0, .5, .03, 1068}, {0, .9, .05, 139},
		{500, .9, .05, 109}, {1, .5, .05, 1}, {50, 0, .05, 1}, {0, 1, .1, 1}, {5, .5, .01, 5}} {
		got, err := sampling.Size(c.population, c.p, c.e)
		if err != nil || got != c.want {
			t.Errorf("N %d, p %v, e %v: %d, %v; want %d", c.population, c.p, c.e, got, err, c.want)
		}
	}
	for _, c := range [][2]float64{{-.1, .1}, {1.1, .1}, {.5, 0}, {.5, 1}} {
		if _, err := sampling.Size(9, c[0], c[1]); !fault.Is(err, fault.Invalid) {
			t.Errorf("%v is taken", c)
		}
	}
}

func BenchmarkDrawStratified_100000Calls(b *testing.B) {
	sizes := make([]int, 50)
	for i := range sizes {
		sizes[i] = 2000
	}
	cs := calls(sizes...)
	rand.Shuffle(len(cs), func(i, j int) { cs[i], cs[j] = cs[j], cs[i] })
	for b.Loop() {
		if _, err := sampling.DrawStratified(cs, 500, 1); err != nil {
			b.Fatal(err)
		}
	}
}
