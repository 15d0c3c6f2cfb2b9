package mentor

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shifu/internal/fault"
)

func match(t testing.TB, yaml string, by Method) Match {
	t.Helper()
	p, err := Read("wishes.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	m, err := p.Match(by)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func text(m Match, mentees ...string) string {
	var out []string
	for _, name := range mentees {
		who := "-"
		if p := m.Pairs[name]; p != nil {
			who = *p
		}
		out = append(out, name+who)
	}
	return strings.Join(out, " ")
}

// The example by which residents and hospitals are explained: A and S want C;
// hospitals have two places each.
const residents = `
mentees:
  A: {prefers: [C]}
  S: {prefers: [C, M]}
  D: {prefers: [C, M, G]}
  L: {prefers: [M, C, G]}
  J: {prefers: [C, G, M]}
mentors:
  M: {capacity: 2, prefers: [D, L, S, J]}
  C: {capacity: 2, prefers: [D, A, S, L, J]}
  G: {capacity: 2, prefers: [D, A, J, L]}
`

func TestStable_ResidentsAndHospitals(t *testing.T) {
	m := match(t, residents, Stable)
	if got := text(m, "A", "S", "D", "L", "J"); got != "AC SM DC LM JG" || len(m.Blocking) != 0 {
		t.Error(got, m.Blocking)
	}
}

// Gale and Shapley 1962, example 1: of the three stable pairings the one in
// which every proposer has the first choice.
func TestStable_TheMenteesPropose(t *testing.T) {
	m := match(t, `
mentees: {a: {prefers: [A, B, C]}, b: {prefers: [B, C, A]}, c: {prefers: [C, A, B]}}
mentors: {A: {prefers: [b, c, a]}, B: {prefers: [c, a, b]}, C: {prefers: [a, b, c]}}`, Stable)
	if got := text(m, "a", "b", "c"); got != "aA bB cC" || len(m.Blocking) != 0 {
		t.Error(got)
	}
}

// Munkres 1957 in the form in which it is usually taught: the highest profit of
// this matrix is 23, its cheapest assignment costs 12.
func TestTotal_HighestProfit(t *testing.T) {
	m := match(t, "scores: {a: {X: 5, Y: 9, Z: 1}, b: {X: 10, Y: 3, Z: 2}, c: {X: 8, Y: 7, Z: 4}}", Total)
	if got := text(m, "a", "b", "c"); got != "aY bX cZ" || m.Total != 23 {
		t.Error(got, m.Total)
	}
	cheap := match(t, "scores: {a: {X: -5, Y: -9, Z: -1}, b: {X: -10, Y: -3, Z: -2}, c: {X: -8, Y: -7, Z: -4}}", Participation)
	if got := text(cheap, "a", "b", "c"); cheap.Total != -12 {
		t.Error(got, cheap.Total)
	}
}

func TestTotal_LeavesAloneWhatParticipationPairs(t *testing.T) {
	const scores = "scores: {a: {X: 10, Y: 1}, b: {X: 2}}"
	if m := match(t, scores, Total); text(m, "a", "b") != "aX b-" || m.Total != 10 || m.Alone() != 1 {
		t.Error(text(m, "a", "b"), m.Total)
	}
	m := match(t, scores, Participation)
	if text(m, "a", "b") != "aY bX" || m.Total != 3 || m.Alone() != 0 {
		t.Error(text(m, "a", "b"), m.Total)
	}
	if fmt.Sprint(m.Blocking) != "[{a X}]" {
		t.Error(m.Blocking)
	}
}

func TestMatch_CapacityIsOneIfAbsentAndMayBeMore(t *testing.T) {
	const scores = "scores: {a: {X: 3}, b: {X: 2}, c: {X: 1}}\n"
	if m := match(t, scores, Total); m.Total != 3 || m.Alone() != 2 {
		t.Error(m)
	}
	if m := match(t, scores+"mentors: {X: {capacity: 2}}", Total); m.Total != 5 || text(m, "a", "b", "c") != "aX bX c-" {
		t.Error(text(m, "a", "b", "c"))
	}
	if m := match(t, scores+"mentors: {X: {capacity: 0}}", Stable); m.Alone() != 3 || len(m.Blocking) != 0 {
		t.Error(m)
	}
}

func TestMatch_WishesArePointsWhereThereAreNoScores(t *testing.T) {
	m := match(t, residents, Participation)
	if m.Alone() != 0 || m.Total <= 5 {
		t.Error(text(m, "A", "S", "D", "L", "J"), m.Total)
	}
	if m := match(t, "mentors: {X: {}, Y: {}}\nmentees: {a: {prefers: [Y]}, b: {prefers: []}}", Stable); text(m, "a", "b") != "aY b-" {
		t.Error("an empty list accepts nobody, no list everybody:", text(m, "a", "b"))
	}
}

func TestRead_RefusesWithLineAndField(t *testing.T) {
	for name, c := range map[string]struct{ yaml, says string }{
		"an unknown mentor":   {"mentors: {X: {}}\nmentees: {a: {prefers: [Z]}}", "a prefers Z"},
		"an unknown mentee":   {"mentors: {X: {prefers: [z]}}\nmentees: {a: {}}", "X prefers z"},
		"a wish twice":        {"mentors: {X: {}}\nmentees: {a: {prefers: [X, X]}}", "twice"},
		"half a place":        {"mentors:\n  X: {capacity: 1.5}\nmentees: {a: {}}", "mentors.X.capacity"},
		"a negative capacity": {"mentors:\n  X: {capacity: -1}\nmentees: {a: {}}", "mentors.X.capacity"},
		"no number":           {"scores: {a: {X: much}}", "scores.a.X"},
		"not a number":        {"scores: {a: {X: .nan}}", "scores.a.X"},
		"another field":       {"mentor: {X: {}}", "mentor"},
		"nobody":              {"mentors: {}\nmentees: {}", "no mentors"},
		"a name twice":        {"mentors: {X: {}, X: {}}\nmentees: {a: {}}", "already"},
		"an empty file":       {"", "empty"},
		"no YAML":             {"mentors: [", "wishes.yaml"},
	} {
		_, err := Read("wishes.yaml", []byte(c.yaml))
		if err == nil || !strings.Contains(fault.Sentence(err), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// drawn is a small pool of scores.
func drawn(t *rapid.T) Pool {
	p := Pool{Scores: map[string]map[string]float64{}}
	for j := range rapid.IntRange(1, 4).Draw(t, "mentors") {
		p.Mentors = append(p.Mentors, Mentor{Name: fmt.Sprint("M", j), Capacity: rapid.IntRange(0, 2).Draw(t, "capacity"), Open: true})
	}
	for i := range rapid.IntRange(1, 5).Draw(t, "mentees") {
		m := Mentee{Name: fmt.Sprint("t", i), Open: true}
		p.Mentees, p.Scores[m.Name] = append(p.Mentees, m), map[string]float64{}
		for _, x := range p.Mentors {
			if rapid.IntRange(0, 3).Draw(t, "allowed") > 0 {
				p.Scores[m.Name][x.Name] = float64(rapid.IntRange(-3, 9).Draw(t, "score")) / 4
			}
		}
	}
	return p
}

// best tries every pairing: the highest sum, and the highest of the most pairs.
func best(g *grid) (sum float64, most int, sumOfMost float64) {
	taken := make([]int, len(g.mentors))
	sum, most, sumOfMost = math.Inf(-1), -1, math.Inf(-1)
	var try func(i, pairs int, s float64)
	try = func(i, pairs int, s float64) {
		if i == len(g.mentees) {
			sum = max(sum, s)
			if pairs > most || pairs == most && s > sumOfMost {
				most, sumOfMost = pairs, s
			}
			return
		}
		try(i+1, pairs, s)
		for j := range g.mentors {
			if g.may[i][j] && taken[j] < g.room[j] {
				taken[j]++
				try(i+1, pairs+1, s+g.worth[i][j])
				taken[j]--
			}
		}
	}
	try(0, 0, 0)
	return sum, most, sumOfMost
}

func TestMatch_IsTheBestOfAllPairings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t)
		sum, most, sumOfMost := best(p.grid())
		for by, want := range map[Method]float64{Total: sum, Participation: sumOfMost} {
			m, err := p.Match(by)
			if err != nil || math.Abs(m.Total-want) > 1e-9 {
				t.Fatalf("%s: %v, best %v, %v", by, m.Total, want, err)
			}
			if by == Participation && len(m.Pairs)-m.Alone() != most {
				t.Fatalf("%d pairs, there can be %d", len(m.Pairs)-m.Alone(), most)
			}
		}
		m, err := p.Match(Stable)
		if err != nil || len(m.Blocking) != 0 {
			t.Fatal(m.Blocking, err)
		}
		used := map[string]int{}
		for mentee, mentor := range m.Pairs {
			if mentor != nil {
				used[*mentor]++
				if _, ok := p.Scores[mentee][*mentor]; !ok {
					t.Fatal("a forbidden pair")
				}
			}
		}
		for _, x := range p.Mentors {
			if used[x.Name] > x.Capacity {
				t.Fatal("too many mentees")
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{residents, "scores: {a: {X: 3}}", "mentors: {X: {capacity: 2}}\nmentees: {a: }", "scores:\n - a"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read("f", data)
		if err != nil {
			if fault.KindOf(err) == fault.Unexpected {
				t.Fatal(err)
			}
			return
		}
		if len(p.Mentees)*len(p.Mentors) > 400 {
			return
		}
		for _, by := range []Method{Stable, Total, Participation} {
			if m, err := p.Match(by); err != nil || len(m.Pairs) != len(p.Mentees) {
				t.Fatal(by, m, err)
			}
		}
	})
}

// Budget: 500 mentees and 200 mentors of three places under 2 s.
func BenchmarkMatch(b *testing.B) {
	p := Pool{Scores: map[string]map[string]float64{}}
	seed := uint32(1)
	for j := range 200 {
		p.Mentors = append(p.Mentors, Mentor{Name: fmt.Sprint("M", j), Capacity: 3, Open: true})
	}
	for i := range 500 {
		name := fmt.Sprint("t", i)
		p.Mentees, p.Scores[name] = append(p.Mentees, Mentee{Name: name, Open: true}), map[string]float64{}
		for _, m := range p.Mentors {
			seed = seed*1664525 + 1013904223
			p.Scores[name][m.Name] = float64(seed>>8) / (1 << 24)
		}
	}
	for _, by := range []Method{Stable, Total, Participation} {
		b.Run(string(by), func(b *testing.B) {
			for b.Loop() {
				if _, err := p.Match(by); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
