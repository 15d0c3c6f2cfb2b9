package cards_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/cards"
)

var shanghai = time.FixedZone("CST", 8*3600)

// noon of a local day that began at four.
var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, shanghai)

func entry(id string, s cards.Source, state cards.State, due time.Time) cards.Entry {
	e := cards.Entry{ID: id, Source: s, AddedAt: noon}
	if state != "" {
		e.Card = cards.Card{State: state, Due: due, Seen: due.AddDate(0, 0, -5), Memory: cards.Memory{Stability: 5, Difficulty: 5}}
	}
	return e
}

func ids(es []cards.Entry) string {
	var out []string
	for _, e := range es {
		out = append(out, e.ID)
	}
	return strings.Join(out, " ")
}

func TestDraw_StepsThenDueThenMistakesThenOtherNewCards(t *testing.T) {
	p := cards.StandardPlan()
	tonight, tomorrow := time.Date(2026, 3, 11, 3, 59, 0, 0, shanghai), time.Date(2026, 3, 11, 4, 0, 0, 0, shanghai)
	late := entry("late", cards.FromArticle, cards.Review, noon.AddDate(0, 0, -3))
	late.Seen = noon.AddDate(0, 0, -30)
	leech := entry("leech", cards.FromArticle, cards.Review, noon)
	leech.Aside = cards.LeechOut
	buried := entry("buried", cards.FromArticle, cards.Review, noon)
	buried.Aside, buried.AsideTil = cards.Buried, tomorrow
	back := entry("back", cards.FromExam, "", noon)
	back.Aside, back.AsideTil = cards.Buried, noon.AddDate(0, 0, -1)
	all := []cards.Entry{entry("new", cards.FromArticle, "", noon), entry("tomorrow", cards.FromArticle, cards.Review, tomorrow), entry("tonight", cards.FromArticle, cards.Review, tonight),
		late, leech, buried, back, entry("step", cards.FromExam, cards.Learning, noon.Add(10*time.Minute))}
	q := p.Draw(all, cards.Done{}, cards.Limits{New: 9, Reviews: 9}, nil, noon)
	if ids(q.Cards) != "step late tonight back new" {
		t.Error(ids(q.Cards))
	}
	if q.Mistakes != 2 || q.Due != 2 || q.New != 1 || q.Aside != 1 || !q.Next.Equal(noon.Add(10*time.Minute)) || q.Takes != 5*cards.Usual {
		t.Errorf("%+v", q)
	}
}

func TestDraw_LimitsCountWhatTheDayHasHad(t *testing.T) {
	p := cards.StandardPlan()
	var all []cards.Entry
	for i := range 5 {
		all = append(all, entry(fmt.Sprint("due", i), cards.FromArticle, cards.Review, noon), entry(fmt.Sprint("new", i), cards.FromArticle, "", noon))
	}
	all = append(all, entry("step", cards.FromArticle, cards.Relearning, noon))
	q := p.Draw(all, cards.Done{New: 2, Reviews: 3}, cards.Limits{New: 3, Reviews: 5}, nil, noon)
	if q.Due != 3 || q.New != 1 || len(q.Cards) != 4 {
		t.Errorf("%d due, %d new: %s", q.Due, q.New, ids(q.Cards))
	}
}

func exams(points map[string]cards.Worth) *cards.Aim {
	return &cards.Aim{At: noon.AddDate(0, 0, 10), PassShare: .8, Points: points}
}

func TestDraw_AnExamInViewPutsInFrontWhatBringsMost(t *testing.T) {
	p := cards.StandardPlan()
	weak, strong := entry("weak", cards.FromExam, cards.Review, noon.AddDate(0, 0, 3)), entry("strong", cards.FromExam, cards.Review, noon)
	weak.Point, strong.Point, weak.Stability, strong.Stability = "price", "price", 3, 900
	other := entry("other", cards.FromArticle, cards.Review, noon)
	q := p.Draw([]cards.Entry{strong, other, weak}, cards.Done{}, cards.Limits{Reviews: 9}, exams(map[string]cards.Worth{"price": {Questions: 2, Marks: 2}}), noon)
	if ids(q.Cards) != "weak strong other" {
		t.Error(ids(q.Cards))
	}
}

func TestDraw_OnTheLastDayACardIsAskedOnce(t *testing.T) {
	p := cards.StandardPlan()
	c := entry("weak", cards.FromExam, cards.Review, noon.AddDate(0, 0, 9))
	c.Point, c.Seen = "price", noon.AddDate(0, 0, -2)
	aim := exams(map[string]cards.Worth{"price": {Questions: 2, Marks: 2}})
	aim.At = noon.Add(21 * time.Hour)
	l := cards.Limits{Reviews: 9}
	if q := p.Draw([]cards.Entry{c}, cards.Done{}, l, aim, noon); ids(q.Cards) != "weak" {
		t.Error("not asked before the exam:", ids(q.Cards))
	}
	c.Card = p.Answer(c.Card, cards.Good, noon)
	if q := p.Draw([]cards.Entry{c}, cards.Done{Reviews: 1}, l, aim, noon.Add(time.Minute)); len(q.Cards) != 0 {
		t.Error("asked again at once:", ids(q.Cards))
	}
}

// By hand: point A (60 marks, 6 questions) has recalls 1 and 0.5 → 0.75; B (20
// marks, 4 questions) has 0.25. Score (60·.75 + 20·.25)/80 = 0.625. Variance
// 60²/6·.75·.25 + 20²/4·.25·.75 = 131.25; half width 1.959964·√131.25/80 = 0.28067.
// C has no cards: covered are 80 of 100 marks.
func TestOutlook_ScoreAndIntervalByHand(t *testing.T) {
	p := cards.StandardPlan()
	at := noon.AddDate(0, 0, 10)
	card := func(id, point string, recall float64) cards.Entry {
		e := entry(id, cards.FromExam, cards.Review, noon)
		e.Point, e.Seen = point, noon
		f := math.Pow(.9, -1/cards.Standard[20]) - 1
		e.Stability = 10 * f / (math.Pow(recall, -1/cards.Standard[20]) - 1)
		if recall == 1 {
			e.Stability = 1e12
		}
		return e
	}
	a := *exams(map[string]cards.Worth{"A": {6, 60}, "B": {4, 20}, "C": {2, 20}})
	a.At = at
	o := p.Outlook([]cards.Entry{card("1", "A", 1), card("2", "A", .5), card("3", "B", .25), card("4", "elsewhere", .9)}, a, noon.AddDate(0, 0, 1))
	near(t, "score", o.Score, .625, 1e-6)
	near(t, "low", o.Low, .625-.28067, 1e-5)
	near(t, "high", o.High, .625+.28067, 1e-5)
	near(t, "covers", o.Covers, .8, 1e-12)
	if len(o.By) != 2 || !o.Known {
		t.Fatalf("%+v", o)
	}
	for _, x := range o.By {
		if x.Gain <= 0 || x.Ready == 0 {
			t.Errorf("%+v", x)
		}
	}
	if o := p.Outlook(nil, a, noon); o.Known {
		t.Error("no cards have an outlook")
	}
}

func TestDay_BeginsAtFourInThePersonsZone(t *testing.T) {
	for _, c := range []struct {
		at   time.Time
		same bool
	}{{time.Date(2026, 3, 10, 4, 0, 0, 0, shanghai), true}, {time.Date(2026, 3, 11, 3, 59, 59, 0, shanghai), true},
		{time.Date(2026, 3, 10, 3, 59, 59, 0, shanghai), false}, {time.Date(2026, 3, 11, 4, 0, 0, 0, shanghai), false}} {
		if got := cards.Day(c.at) == cards.Day(noon); got != c.same {
			t.Errorf("%v: %v", c.at, got)
		}
	}
	if begins := cards.DayBegins(noon); !begins.Equal(cards.DayStart(cards.Day(noon), shanghai)) || begins.Hour() != 4 {
		t.Error(begins)
	}
}

func TestFailedOf_NamesWhatWasMissedWithGuidanceAndMoment(t *testing.T) {
	q := qa.Question{Ref: "1.1", Text: "Repeats the address", Help: "Read it back word by word", Weight: qa.Whole(10), Kind: qa.KindSingle,
		Options: []qa.Option{{Label: "yes", Score: qa.Whole(1)}, {Label: "left it out", Score: qa.Whole(0)}}}
	v := qa.Version{Sections: []qa.Section{{Questions: []qa.Question{q, {Ref: "1.2", Text: "Greets", Weight: qa.Whole(1), Kind: qa.KindYesNo}}}}}
	lost := qa.Choose(1)
	lost.Comment, lost.Moments = "hung up first", []qa.Moment{{At: time.Minute}}
	fs := cards.FailedOf(&v, qa.Answers{"1.1": lost, "1.2": qa.Choose(0)})
	if len(fs) != 1 || fs[0].Ref != "1.1" || fs[0].Note.Point != q.Text || fs[0].Moment == nil {
		t.Fatalf("%+v", fs)
	}
	if n := fs[0].Note; n.Front != "Repeats the address\n\nleft it out\n\nhung up first" || n.Back != "yes\n\nRead it back word by word" {
		t.Errorf("%q / %q", n.Front, n.Back)
	}
	if c := cards.Around("c", *fs[0].Moment); c.From != 57*time.Second || c.Until != 75*time.Second {
		t.Errorf("%+v", c)
	}
}

func TestNote_WhatAsksOrAnswersNothingIsRefused(t *testing.T) {
	for name, n := range map[string]cards.Note{"no front": {Back: "x"}, "no back": {Front: "x"}, "long": {Front: strings.Repeat("字", cards.MostNote+1), Back: "x"},
		"an essay": {Question: &bank.Question{Kind: bank.Essay, Text: "x", Mark: 1}}} {
		if err := n.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (&cards.Note{Front: "f", Back: "b"}).Check(); err != nil {
		t.Error(err)
	}
}

func TestSolution_SaysTheRightAnswerOfEachKind(t *testing.T) {
	for want, q := range map[string]bank.Question{
		"- a → 1\n- b → 2":    {Kind: bank.Matching, Options: []bank.Option{{Text: "a", Match: "1"}, {Text: "b", Match: "2"}, {Match: "3"}}},
		"1. first\n2. second": {Kind: bank.Ordering, Options: []bank.Option{{Text: "first"}, {Text: "second"}}},
		"0.5\n\nbecause":      {Kind: bank.Numerical, Feedback: "because", Options: []bank.Option{{Text: "0.5", Fraction: 1}}},
		"one":                 {Kind: bank.Short, Options: []bank.Option{{Text: "one", Fraction: 1}, {Text: "two", Fraction: 1}}},
	} {
		if got := cards.Solution(&q); got != want {
			t.Errorf("%q", got)
		}
	}
}

func BenchmarkDraw_100000Cards(b *testing.B) {
	p := cards.StandardPlan()
	all := make([]cards.Entry, 100000)
	for i := range all {
		all[i] = entry(fmt.Sprintf("%06d", i), cards.Sources[i%4], cards.Review, noon.AddDate(0, 0, i%30-1))
		all[i].Card = walk(p, []cards.Grade{cards.Grade(1 + i%4), 3}, []int{0, i % 9})
		all[i].State, all[i].Point = cards.Review, fmt.Sprint(i%8)
	}
	worth := map[string]cards.Worth{}
	for i := range 8 {
		worth[fmt.Sprint(i)] = cards.Worth{Questions: 5, Marks: 10}
	}
	for name, aim := range map[string]*cards.Aim{"day": nil, "exam": exams(worth)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p.Draw(all, cards.Done{}, cards.StandardLimits, aim, noon)
			}
			b.ReportMetric(0.1, "budget-s/op")
		})
	}
}
