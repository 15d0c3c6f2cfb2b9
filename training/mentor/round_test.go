package mentor

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/qa/indicators"
)

var monday = indicators.On(2026, time.November, 2)

// somebody of organisation "o", team "t", project "p", at work from 8 to 16.
func somebody(id string, wishes ...string) Person {
	return Person{ID: id, Wishes: wishes, Roster: "1-5 08:00-16:00", Facts: Facts{Name: strings.ToUpper(id), OrganisationID: "o", TeamID: "t", Projects: []string{"p"}}}
}

func round(mentees, mentors []Person) *Round {
	return &Round{Name: "Spring", Method: Total, Rules: StandardRules(), Mentees: mentees, Mentors: mentors, Window: Window{monday, monday + WindowDays}}
}

func (r *Round) pairs() string {
	var out []string
	for _, p := range r.Proposed {
		out = append(out, p.MenteeID+"-"+p.MentorID)
	}
	return strings.Join(out, " ")
}

func proposed(t testing.TB, r *Round) string {
	t.Helper()
	if err := r.Propose(time.UTC); err != nil {
		t.Fatal(err)
	}
	return r.pairs()
}

func TestMatrix_EveryHardRuleBars(t *testing.T) {
	for says, change := range map[string]func(r *Round){
		"Manager of the mentee":                func(r *Round) { r.Mentees[0].Facts.Above = []string{"x", "m"} },
		"The mentee is the mentor's manager":   func(r *Round) { r.Mentors[0].Facts.Above = []string{"a"} },
		"Another organisation, no help agreed": func(r *Round) { r.Mentors[0].Facts.OrganisationID = "q"; r.Rules.Help = []Help{{"o", "q"}} },
		"Without the certificate":              func(r *Round) { r.Rules.Certificate = "c" },
		"No project or skill in common":        func(r *Round) { r.Mentors[0].Facts.Projects = []string{"other"} },
		"Shifts not known":                     func(r *Round) { r.Mentors[0].Roster = "" },
		"5 h together a week":                  func(r *Round) { r.Mentors[0].Roster = "1-5 15:00-23:00" },
	} {
		r := round([]Person{somebody("a")}, []Person{somebody("m")})
		if c := r.Matrix(time.UTC).Cells[0][0]; !c.May() {
			t.Fatal(c.Barred)
		}
		change(r)
		c := r.Matrix(time.UTC).Cells[0][0]
		if len(c.Barred) != 1 || c.Barred[0].String() != says {
			t.Errorf("%s: %v", says, c.Barred)
		}
		if proposed(t, r) != "a-" || r.Proposed[0].RunnerUp != "" {
			t.Errorf("%s: proposed all the same", says)
		}
	}
}

func TestMatrix_AgreedHelpCertificateAndSkillLetIn(t *testing.T) {
	r := round([]Person{somebody("a")}, []Person{somebody("m")})
	r.Mentors[0].Facts.OrganisationID, r.Rules.Help = "q", []Help{{From: "q", To: "o"}}
	r.Rules.Certificate, r.Mentors[0].Facts.Certificates = "c", []string{"c"}
	r.Mentors[0].Facts.Projects, r.Mentors[0].Facts.Skills, r.Mentees[0].Facts.Skills = nil, []string{"tariffs"}, []string{"tariffs"}
	if c := r.Matrix(time.UTC).Cells[0][0]; !c.May() {
		t.Error(c.Barred)
	}
}

func TestMatrix_ScoreIsTheWeightedMeanOfItsParts(t *testing.T) {
	a, m := somebody("a", "m", "n"), somebody("m", "b", "a")
	a.Languages, m.Languages = []string{"普通话", "粤语"}, []string{"粤语"}
	a.Facts.Kept, m.Facts.Kept = map[string]Mean{"q": {5, .5}}, map[string]Mean{"q": {5, 1}}
	r := round([]Person{a, somebody("b")}, []Person{m, somebody("n")})
	c := r.Matrix(time.UTC).Cells[0][0]
	// levels: μ = .75, mentee (5·.5 + 5·.75)/10 = .625, mentor .875; covered .25 of .375
	for p, want := range map[Part]float64{Gap: 2. / 3, Shifts: 1, Place: 1, Language: .5, Wish: 1, Wished: .5} {
		if math.Abs(c.Worth[p]-want) > 1e-12 || !c.Known[p] {
			t.Errorf("%s: %v, want %v", p.Name(), c.Worth[p], want)
		}
	}
	if want := 40*2./3 + 20 + 10 + 2.5 + 15 + 5; math.Abs(c.Score-want) > 1e-9 || c.Hours != 40 {
		t.Errorf("%v, want %v; %v h", c.Score, want, c.Hours)
	}
	r = round([]Person{somebody("a")}, []Person{somebody("m")})
	if c := r.Matrix(time.UTC).Cells[0][0]; c.Known[Gap] || math.Abs(c.Score-(20+2.5+20+10+7.5+5)) > 1e-9 {
		t.Error("what is not known counts half:", c.Score)
	}
}

func TestPropose_ObligatoryPairsComeFirstAndTakePlaces(t *testing.T) {
	good, poor := somebody("a", "m"), somebody("b")
	r := round([]Person{good, poor}, []Person{somebody("m"), somebody("n")})
	r.Rules.Capacity = 1
	if got := proposed(t, r); got != "a-m b-n" {
		t.Fatal(got)
	}
	r.Obligatory = []Pair{{"b", "m"}}
	if got := proposed(t, r); got != "a-n b-m" || !r.Proposed[1].Obligatory || r.Proposed[0].RunnerUp != "m" {
		t.Errorf("%s %+v", got, r.Proposed)
	}
	r.Mentors[0].Roster = "6-7 08:00-16:00"
	if err := r.Propose(time.UTC); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "0 h together") {
		t.Error("an obligatory pair broke a hard rule:", err)
	}
}

func TestPropose_MoreMenteesThanPlacesLeavesTheRestWithAReason(t *testing.T) {
	var mentees []Person
	for i := range 5 {
		mentees = append(mentees, somebody(fmt.Sprint("a", i)))
	}
	full, half := somebody("m"), somebody("n")
	full.Facts.Taken, half.Capacity, half.Facts.Taken = 2, 3, 1
	for _, method := range []Method{Stable, Total, Participation} {
		r := round(slices.Clone(mentees), []Person{full, half})
		r.Method = method
		proposed(t, r)
		if r.Places() != 2 || r.Alone() != 3 || r.given("m") != 0 || r.given("n") != 2 {
			t.Errorf("%s: %s", method, r.pairs())
		}
		for _, p := range r.Proposed {
			if why := r.Matrix(time.UTC).WhyAlone(p.MenteeID).String(); p.MentorID == "" && !strings.Contains(why, "All 2 fitting mentors are full") {
				t.Errorf("%s: %s", method, why)
			}
		}
	}
}

func TestCheck_RefusesWhatNamesUnknownPeople(t *testing.T) {
	for says, change := range map[string]func(r *Round){
		"A prefers ghost, who is not in the list.": func(r *Round) { r.Mentees[0].Wishes = []string{"ghost"} },
		"M prefers ghost, who is not in the list.": func(r *Round) { r.Mentors[0].Wishes = []string{"ghost"} },
		"A prefers M twice.":                       func(r *Round) { r.Mentees[0].Wishes = []string{"m", "m"} },
		"somebody who is not in the round":         func(r *Round) { r.Obligatory = []Pair{{"a", "ghost"}} },
		"two obligatory mentors":                   func(r *Round) { r.Obligatory = []Pair{{"a", "m"}, {"a", "m"}} },
		"more obligatory mentees than places":      func(r *Round) { r.Rules.Capacity, r.Obligatory = 1, []Pair{{"a", "m"}, {"b", "m"}} },
		"mentor and mentee in one round":           func(r *Round) { p := somebody("m"); p.Facts.Name = "other"; r.Mentees = append(r.Mentees, p) },
		"The roster of M can't be read":            func(r *Round) { r.Mentors[0].Roster = "early" },
		"There is no method":                       func(r *Round) { r.Method = "best" },
		"Give the round a name":                    func(r *Round) { r.Name = " " },
		"1 to 20 places":                           func(r *Round) { r.Rules.Capacity = 0 },
		"weight at least":                          func(r *Round) { r.Rules.Weights = Weights{} },
		"two different organisations":              func(r *Round) { r.Rules.Help = []Help{{"o", "o"}} },
	} {
		r := round([]Person{somebody("a"), somebody("b")}, []Person{somebody("m")})
		change(r)
		if err := r.Check(); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestLeave_TakesEveryWishAlong(t *testing.T) {
	r := round([]Person{somebody("a", "m", "n")}, []Person{somebody("m", "a"), somebody("n")})
	r.Obligatory = []Pair{{"a", "m"}}
	r.Leave("m")
	if err := r.Check(); err != nil || len(r.Obligatory) != 0 || len(r.Mentees[0].Wishes) != 1 {
		t.Error(err, r)
	}
}

func TestAssign_KeepsRulesAndPlaces(t *testing.T) {
	r := round([]Person{somebody("a"), somebody("b")}, []Person{somebody("m"), somebody("n"), somebody("x")})
	r.Rules.Capacity, r.Mentors[2].Facts.Projects = 1, nil
	r.Obligatory = []Pair{{"b", "n"}}
	if got := proposed(t, r); got != "a-m b-n" {
		t.Fatal(got)
	}
	for name, c := range map[string]struct {
		mentee, mentor string
		kind           fault.Kind
	}{"full": {"a", "n", fault.Conflict}, "barred": {"a", "x", fault.Invalid}, "unknown": {"a", "ghost", fault.NotFound}, "nobody": {"ghost", "m", fault.NotFound}, "obligatory": {"b", "m", fault.Conflict}} {
		if err := r.Assign(c.mentee, c.mentor, time.UTC); !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := r.Assign("a", "", time.UTC); err != nil || r.pairs() != "a- b-n" || !r.Proposed[0].ByHand || r.Alone() != 1 {
		t.Error(err, r.pairs())
	}
	if err := r.Assign("a", "m", time.UTC); err != nil || r.pairs() != "a-m b-n" {
		t.Error(err, r.pairs())
	}
}

func TestPropose_StableRanksByWishesAndLeavesNoBlockingPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var mentees, mentors []Person
		for j := range rapid.IntRange(1, 4).Draw(t, "mentors") {
			mentors = append(mentors, somebody(fmt.Sprint("m", j)))
		}
		for i := range rapid.IntRange(1, 6).Draw(t, "mentees") {
			p := somebody(fmt.Sprint("a", i))
			for _, m := range rapid.Permutation(mentors).Draw(t, "order")[:rapid.IntRange(0, len(mentors)).Draw(t, "wishes")] {
				p.Wishes = append(p.Wishes, m.ID)
			}
			p.Facts.Kept = map[string]Mean{"q": {rapid.IntRange(1, 9).Draw(t, "n"), float64(i) / 10}}
			mentees = append(mentees, p)
		}
		r := round(mentees, mentors)
		r.Method, r.Rules.Capacity = Stable, rapid.IntRange(1, 2).Draw(t, "capacity")
		if err := r.Propose(time.UTC); err != nil {
			t.Fatal(err)
		}
		if b := r.Blocking(time.UTC); len(b) != 0 {
			t.Fatal(b, r.pairs())
		}
	})
}

func TestReadRoster_CountsWeeksTurnsAndNights(t *testing.T) {
	w := Window{monday, monday + 14}
	for text, hours := range map[string]float64{
		"1-5 08:00-16:00": 80, "1 08:00-16:00; 7 20:00-08:00": 40, "1-5 8:00-16:00；": 80, "1-7 00:00-24:00": 14 * 24,
		"4@2026-11-02: 1-2 08:00-20:00": 8 * 12, "4@2026-11-03: 1 08:00-20:00": 48,
	} {
		r, err := ReadRoster(text)
		if err != nil {
			t.Fatal(text, err)
		}
		if got := sharedHours(r.spans(w, time.UTC), []Span{{0, 1 << 40}}); got != hours {
			t.Errorf("%s: %v h", text, got)
		}
	}
	for _, text := range []string{"", "early", "1-8 08:00-16:00", "0 08:00-16:00", "5-1 08:00-16:00", "1 25:00-26:00", "1 08:00", "1 24:00-02:00", "61@2026-11-02: 1 08:00-16:00", "4@soon: 1 08:00-16:00", "1 08:61-09:00"} {
		if _, err := ReadRoster(text); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q was taken", text)
		}
	}
}

func TestSharedHours_OfShiftsThatCrossMidnight(t *testing.T) {
	at := func(d, h int) time.Time { return time.Date(2026, 11, d, h, 0, 0, 0, time.UTC) }
	a := Joined([]Span{SpanOf(at(3, 8), at(3, 16)), SpanOf(at(2, 20), at(3, 8))})
	if len(a) != 1 {
		t.Fatal(a)
	}
	if got := sharedHours(a, []Span{SpanOf(at(2, 22), at(2, 23)), SpanOf(at(3, 15), at(3, 18))}); got != 2 {
		t.Error(got)
	}
}

func FuzzReadRoster(f *testing.F) {
	for _, s := range []string{"1-5 08:00-16:00; 6 20:00-08:00", "8@2026-11-01: 1-2 08:00-16:00; 3-4 16:00-24:00", "@:", "1："} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ReadRoster(text)
		if err != nil {
			return
		}
		last := int64(math.MinInt64)
		for _, s := range r.spans(Window{monday, monday + 30}, time.UTC) {
			if s.From <= last || s.Until <= s.From {
				t.Fatal("spans that touch or are empty:", text)
			}
			last = s.Until
		}
	})
}

// Budget: 500 mentees and 200 mentors with a month of shifts and 30 questions under 2 s.
func BenchmarkPropose(b *testing.B) {
	grow := func(prefix string, n int) (out []Person) {
		for i := range n {
			p := somebody(fmt.Sprint(prefix, i))
			p.Roster, p.Facts.Kept = fmt.Sprintf("8@2026-11-0%d: 1-2 08:00-16:00; 3-4 16:00-24:00; 5-6 00:00-08:00", i%8+1), map[string]Mean{}
			for q := range 30 {
				p.Facts.Kept[fmt.Sprint(q)] = Mean{8, float64((i*31+q*17)%100) / 100}
			}
			out = append(out, p)
		}
		return out
	}
	r := round(grow("t", 500), grow("m", 200))
	for _, method := range []Method{Stable, Total, Participation} {
		b.Run(string(method), func(b *testing.B) {
			r.Method = method
			for b.Loop() {
				if err := r.Propose(time.UTC); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
