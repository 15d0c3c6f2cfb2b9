package sampling_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/qa/sampling"
)

var noon = time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC) // a Wednesday

func works(n, agents int) (out []sampling.Work) {
	for i := range n {
		out = append(out, sampling.Work{CallID: fmt.Sprintf("c%03d", i), AgentID: fmt.Sprint("a", i%agents)})
	}
	return out
}

func hands(n, room int) (out []sampling.Hand) {
	for i := range n {
		out = append(out, sampling.Hand{ReviewerID: fmt.Sprint("r", i), Free: make([]time.Time, room)})
	}
	return out
}

func anybody(string, string) bool { return true }

func loads(hs []sampling.Hand, dealt []sampling.Dealt) map[string]int {
	out := map[string]int{}
	for _, h := range hs {
		out[h.ReviewerID] = h.Open
	}
	for _, d := range dealt {
		out[d.ReviewerID]++
	}
	return out
}

func spread(loads map[string]int) int {
	least, most := 1<<30, 0
	for _, n := range loads {
		least, most = min(least, n), max(most, n)
	}
	return most - least
}

func TestDeal_IsEqualWithinOneAndTheRemainderGoesBySeed(t *testing.T) {
	first := map[string]int{}
	for seed := range int64(60) {
		dealt, left := sampling.Deal(works(10, 4), hands(3, 99), sampling.Rules{May: anybody}, seed)
		n := loads(hands(3, 99), dealt)
		if len(dealt) != 10 || len(left) != 0 || spread(n) > 1 {
			t.Fatalf("seed %d: %v, left %v", seed, n, left)
		}
		for r, k := range n {
			if k == 4 {
				first[r]++
			}
		}
	}
	if len(first) != 3 {
		t.Errorf("the remainder always goes to %v", first)
	}
}

func TestDeal_TheSameSeedDealsTheSame(t *testing.T) {
	a, _ := sampling.Deal(works(20, 6), hands(4, 9), sampling.Rules{PerAgent: 2, May: anybody}, 4)
	mixed := works(20, 6)
	slices.Reverse(mixed)
	b, _ := sampling.Deal(mixed, hands(4, 9), sampling.Rules{PerAgent: 2, May: anybody}, 4)
	if !reflect.DeepEqual(a, b) {
		t.Error("dealt otherwise")
	}
}

// Greedy dealing fails here: r0 may score everybody, r1 only a0. All of a0 must
// go to r1 for an equal dealing.
func TestDeal_PassesPiecesOnUntilItIsAsEvenAsCanBe(t *testing.T) {
	may := func(r, a string) bool { return r == "r0" || a == "a0" }
	for seed := range int64(20) {
		dealt, left := sampling.Deal(works(8, 2), hands(2, 99), sampling.Rules{May: may}, seed)
		if n := loads(hands(2, 99), dealt); n["r0"] != 4 || n["r1"] != 4 || len(left) > 0 {
			t.Fatalf("seed %d: %v", seed, n)
		}
	}
}

func TestDeal_KeepsEveryLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agents, reviewers := rapid.IntRange(1, 6).Draw(t, "agents"), rapid.IntRange(1, 5).Draw(t, "reviewers")
		barred := map[string]bool{}
		for r := range reviewers {
			for a := range agents {
				barred[fmt.Sprintf("r%d a%d", r, a)] = rapid.IntRange(0, 3).Draw(t, "barred") == 0
			}
		}
		k, room := rapid.IntRange(0, 4).Draw(t, "k"), rapid.IntRange(0, 12).Draw(t, "room")
		rules := sampling.Rules{PerAgent: k, May: func(r, a string) bool { return !barred[r+" "+a] }}
		hs := hands(reviewers, room)
		hs[0].Had = map[string]int{"a0": 1}
		work := works(rapid.IntRange(0, 40).Draw(t, "work"), agents)
		for i := range work {
			if i%5 == 0 {
				work[i].Not = "r0"
			}
		}
		dealt, left := sampling.Deal(work, hs, rules, 1)
		on := map[string]int{"r0 a0": 1}
		for _, d := range dealt {
			on[d.ReviewerID+" "+d.AgentID]++
			if barred[d.ReviewerID+" "+d.AgentID] || d.Not == d.ReviewerID {
				t.Fatalf("%s scores %s", d.ReviewerID, d.CallID)
			}
		}
		for pair, n := range on {
			if k > 0 && n > k && !(pair == "r0 a0" && n == 1) {
				t.Fatalf("%s: %d times", pair, n)
			}
		}
		for r, n := range loads(hs, dealt) {
			if n > room {
				t.Fatalf("%s has %d, room for %d", r, n, room)
			}
		}
		if len(dealt)+len(left) != len(work) {
			t.Fatalf("%d dealt, %d left of %d", len(dealt), len(left), len(work))
		}
	})
}

func TestDeal_WithoutLimitsIsAlwaysEqualWithinOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hs := hands(rapid.IntRange(1, 7).Draw(t, "reviewers"), 99)
		dealt, left := sampling.Deal(works(rapid.IntRange(0, 80).Draw(t, "work"), 5), hs, sampling.Rules{May: anybody}, rapid.Int64().Draw(t, "seed"))
		if spread(loads(hs, dealt)) > 1 || len(left) > 0 {
			t.Fatal(loads(hs, dealt), left)
		}
	})
}

func TestDeal_LevelsWhatLiesThereAlready(t *testing.T) {
	hs := hands(3, 99)
	hs[0].Open = 4
	dealt, _ := sampling.Deal(works(8, 5), hs, sampling.Rules{May: anybody}, 2)
	if n := loads(hs, dealt); spread(n) != 0 {
		t.Error(n)
	}
}

func TestDoubles_AreTheShareInTheLongRunAndGoToAnother(t *testing.T) {
	dealt, _ := sampling.Deal(works(30, 5), hands(3, 99), sampling.Rules{May: anybody}, 2)
	n := 0
	for seed := range int64(2000) {
		ds := sampling.Doubles(dealt, .05, seed)
		if len(ds) < 1 || len(ds) > 2 {
			t.Fatalf("%d of 30", len(ds))
		}
		n += len(ds)
		for _, d := range ds {
			if d.Not == "" {
				t.Fatal("the first reviewer may score it again")
			}
		}
	}
	if n < 2900 || n > 3100 {
		t.Errorf("%d doubles in 2,000 times 1.5", n)
	}
}

func TestDays_LeaveOutWeekendsAndFullDays(t *testing.T) {
	busy := func(day time.Time) int {
		if day.Day() == 19 {
			return 1
		}
		return 0
	}
	got := sampling.Days(noon, noon.AddDate(0, 0, 6), 2, busy) // Wednesday to Tuesday
	var days []int
	for _, d := range got {
		days = append(days, d.Day())
	}
	if want := []int{18, 18, 19, 20, 20, 23, 23}; !slices.Equal(days, want) {
		t.Errorf("due on %v, want %v", days, want)
	}
	late := time.Date(2026, 11, 20, 19, 0, 0, 0, time.UTC) // Friday evening, the period is over
	if got := sampling.Days(late, late.AddDate(0, 0, -3), 3, busy); len(got) != 3 || got[0].Day() != 23 {
		t.Errorf("after the end: %v", got)
	}
}
