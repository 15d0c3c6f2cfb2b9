package ability_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/qa/indicators"
	"shifu/training/ability"
)

var now = time.Date(2026, 11, 18, 8, 0, 0, 0, time.UTC)

func ago(days int) time.Time { return now.AddDate(0, 0, -days) }

func facts(id string, score float64, n int, satisfied int64) ability.Facts {
	f := ability.Facts{PersonID: id, Name: id, Project: "95598", Joined: ago(400)}
	for i := range n {
		f.Scores = append(f.Scores, ability.Score{At: ago(i % 80), Value: score + float64(i%2), Line: "故障报修"})
	}
	g := indicators.Figures{}.With(indicators.Rated, 100).With(indicators.Satisfied, satisfied)
	f.Figures = indicators.Sums{}.Add(indicators.Part{Figures: g, Days: 1})
	return f
}

// A mark of 100 just now and one of 40 a month old: (100 + 40/2) ÷ 1.5 = 80.
func TestProven_RecentMarksCountMore(t *testing.T) {
	got, n := ability.Proven([]ability.Mark{{At: now, Value: 100}, {At: ago(30), Value: 40}}, now)
	if math.Abs(got-80) > 1e-9 || n != 2 {
		t.Error(got, n)
	}
	if _, n := ability.Proven(nil, now); n != 0 {
		t.Error("nothing proves nothing")
	}
}

func TestTierOf_Borders(t *testing.T) {
	for x, want := range map[float64]ability.Tier{90: ability.Expert, 89.9: ability.Able, 75: ability.Able, 74.9: ability.Basic, 50: ability.Basic, 49.9: ability.Beginner} {
		if got := ability.TierOf(x); got != want {
			t.Error(x, got)
		}
	}
}

// Satisfaction of 80, 90 and 100 %: z is −1.2247, 0, 1.2247; quality is the same
// for all and tells nothing.
func TestCompute_ResultsAreAgainstTheOwnProject(t *testing.T) {
	all := []ability.Facts{facts("a", 90, 20, 80), facts("b", 90, 20, 90), facts("c", 90, 20, 100)}
	other := facts("other", 90, 20, 100)
	other.Project = "保险"
	out := ability.Compute(append(all, other), now)
	for i, want := range []float64{50 - 12.2474, 50, 50 + 12.2474} {
		if math.Abs(out[i].Results-want) > 1e-3 || out[i].Basis != 1 {
			t.Errorf("%s: %v on %d", out[i].Name, out[i].Results, out[i].Basis)
		}
	}
	if out[3].Basis != 0 {
		t.Error("somebody alone in a project was compared", out[3])
	}
}

func TestCompute_TooFewAndTooOldIsNotCompared(t *testing.T) {
	f := facts("a", 90, 9, 80)
	f.Scores = append(f.Scores, ability.Score{At: ago(91), Value: 0})
	s := ability.Compute([]ability.Facts{f}, now)[0]
	if s.Quality.N != 9 || !s.Quality.Few || s.Quality.Value < 90 || s.Lines[0].N != 9 {
		t.Errorf("%+v", s.Quality)
	}
}

func TestCompute_OfAnExamTheLatestIsShown(t *testing.T) {
	f := facts("a", 90, 20, 80)
	f.Exams = []ability.Mark{{Name: "电价", At: ago(3), Value: 80}, {Name: "电价", At: ago(60), Value: 95}, {Name: "停电", At: ago(1), Value: 60}}
	s := ability.Compute([]ability.Facts{f}, now)[0]
	if len(s.Exams) != 2 || s.Exams[0].Word != "停电" || s.Exams[1].Value != 80 || s.Exams[1].N != 2 || s.Proofs != 3 {
		t.Errorf("%+v", s.Exams)
	}
}

func TestFit_SaysWhatIsMissingAndWhatIsNotKnown(t *testing.T) {
	s := ability.Compute([]ability.Facts{facts("a", 90, 20, 80), facts("b", 90, 20, 90), facts("c", 90, 20, 100)}, now)[2]
	s.Certificates = []ability.Certificate{{ID: "p", Name: "投诉", Valid: true}, {ID: "q", Name: "抄表"}}
	post := ability.Post{Name: "投诉席", Use: ability.ForPost, Months: 13, Quality: 88, Results: 60, Expertise: 75, Line: "故障报修", Certificates: []string{"p", "q"}}
	if err := post.Check(); err != nil {
		t.Fatal(err)
	}
	var got []ability.Answer
	for _, n := range ability.Fit(&post, &s, now) {
		got = append(got, n.Answer)
	}
	want := []ability.Answer{ability.Met, ability.Met, ability.Met, ability.Unknown, ability.Met, ability.Met, ability.Unmet}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Error(got)
	}
	post.Expertise, post.Certificates = 0, nil
	if !ability.Fits(ability.Fit(&post, &s, now)) {
		t.Error("fits")
	}
}

func TestCheck_APostAsksForSomething(t *testing.T) {
	for name, p := range map[string]ability.Post{"nothing": {Name: "x", Use: ability.Reserve}, "no name": {Use: ability.Reserve, Months: 3}, "no use": {Name: "x", Months: 3}, "110": {Name: "x", Use: ability.Lending, Quality: 110}} {
		if !fault.Is(p.Check(), fault.Invalid) {
			t.Errorf("%s is let through", name)
		}
	}
}

// An abuse just now and one two days ago, and a long outage four days ago: 3 +
// 1.5 + .25.
func TestLoad_HalvesEveryTwoDays(t *testing.T) {
	got := ability.Load([]ability.Hard{{Why: ability.Abuse, At: now}, {Why: ability.Abuse, At: ago(2)}, {Why: ability.LongOutage, At: ago(4)}, {Why: ability.Abuse, At: now.Add(time.Minute)}}, now)
	if math.Abs(got-4.75) > 1e-9 || ability.LevelOf(got) != ability.Raised || ability.LevelOf(6) != ability.High || ability.LevelOf(2.9) != ability.Light {
		t.Error(got)
	}
}

func TestInsulting_KnowsInsultsAndNotAnger(t *testing.T) {
	for text, want := range map[string]bool{"你这个废物，叫你们领导来": true, "You IDIOT": true, "都停了三个小时了，我很生气！": false, "": false} {
		if ability.Insulting(text) != want {
			t.Error(text)
		}
	}
}

func TestCheckNote_NeedsWords(t *testing.T) {
	if !fault.Is(ability.CheckNote("  "), fault.Invalid) || ability.CheckNote("连着两通辱骂，想换一天后台") != nil {
		t.Error("notes")
	}
}
