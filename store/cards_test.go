package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/cards"
	"shifu/training/exam"
	"shifu/training/knowledge"
)

func note(front string) cards.Note {
	return cards.Note{Front: front, Back: "answer to " + front, Point: "tariffs"}
}

func (v *town) deck(t testing.TB, by people.Actor) []cards.Entry {
	t.Helper()
	return must[[]cards.Entry](t)(v.Cards().Deck(ctx, by, cards.Find{}))
}

func (v *town) queue(t testing.TB, by people.Actor) cards.Queue {
	t.Helper()
	return must[cards.Queue](t)(v.Cards().Today(ctx, by))
}

func (v *town) review(t testing.TB, by people.Actor, id string, g cards.Grade) cards.Entry {
	t.Helper()
	return must[cards.Entry](t)(v.Cards().Review(ctx, by, id, g, 10*time.Second))
}

func TestReview_IsScheduledAsThePlanSaysAndUndoneExactly(t *testing.T) {
	v := newTown(t)
	id := must[string](t)(v.Cards().Write(ctx, v.agent, "", note("peak hours")))
	before := v.deck(t, v.agent)[0]
	p, now := cards.StandardPlan(), v.clock.at
	after := v.review(t, v.agent, id, cards.Good)
	if want := p.Answer(before.Card, cards.Good, now); after.Card.Memory != want.Memory || !after.Due.Equal(want.Due) || after.State != cards.Learning || after.Takes != 10*time.Second {
		t.Errorf("%+v, want %+v", after, want)
	}
	v.clock.at = v.clock.at.Add(11 * time.Minute)
	if after = v.review(t, v.agent, id, cards.Good); after.State != cards.Review || after.Interval < 1 {
		t.Errorf("%+v", after)
	}
	if q := v.queue(t, v.agent); len(q.Cards) != 0 || q.Done.All != 2 || q.Done.Right != 2 || q.Done.New != 1 {
		t.Errorf("%+v", q)
	}
	for range 2 {
		must[cards.Entry](t)(v.Cards().Undo(ctx, v.agent))
	}
	if got := v.deck(t, v.agent)[0]; got.Card != before.Card || got.Takes != 0 {
		t.Errorf("%+v, want %+v", got, before)
	}
	if _, err := v.Cards().Undo(ctx, v.agent); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestUndo_StopsAtTheLocalDay(t *testing.T) {
	v := newTown(t)
	id := must[string](t)(v.Cards().Write(ctx, v.agent, "", note("x")))
	v.review(t, v.agent, id, cards.Easy)
	v.clock.at = v.clock.at.AddDate(0, 0, 1)
	if _, err := v.Cards().Undo(ctx, v.agent); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestUndo_KeepsWhatAnExamGradedMeanwhile(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Rules.Attempts = 3
	id := v.published(t, e, bankOf(4))
	v.sit(t, v.agent, id, 0, 1, 0, 0)
	card := v.deck(t, v.agent)[0].ID
	v.review(t, v.agent, card, cards.Good)
	v.clock.at = v.clock.at.Add(time.Minute)
	v.sit(t, v.agent, id, 0, 0, 0, 0)
	was := v.deck(t, v.agent)[0]
	if was.Reviews != 2 {
		t.Fatalf("%+v", was.Card)
	}
	if _, err := v.Cards().Undo(ctx, v.agent); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if got := v.deck(t, v.agent)[0]; got.Card != was.Card {
		t.Errorf("%+v, want %+v", got.Card, was.Card)
	}
}

func TestToday_LimitsHoldOverTheDayThatEndsAtFour(t *testing.T) {
	v := newTown(t)
	for i := range 5 {
		must[string](t)(v.Cards().Write(ctx, v.agent, "", note(fmt.Sprint("card ", i))))
	}
	if err := v.Cards().SetWishes(ctx, v.agent, cards.Wishes{Limits: cards.Limits{New: 2, Reviews: 9}}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		v.review(t, v.agent, v.queue(t, v.agent).Cards[0].ID, cards.Easy)
	}
	if q := v.queue(t, v.agent); q.New != 0 {
		t.Errorf("%+v", q)
	}
	v.clock.at = time.Date(2026, 3, 3, 3, 59, 0, 0, time.UTC)
	if q := v.queue(t, v.agent); q.New != 0 {
		t.Errorf("before four: %+v", q)
	}
	v.clock.at = v.clock.at.Add(time.Minute)
	if q := v.queue(t, v.agent); q.New != 2 {
		t.Errorf("at four: %+v", q)
	}
}

func TestCards_AWrongAnswerBecomesACardAndTheNextExamCountsAsAReview(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Rules.Attempts = 3
	pool := bankOf(4)
	for i := range pool {
		pool[i].Tags.Point = "tariffs"
	}
	id := v.published(t, e, pool)
	v.sit(t, v.agent, id, 0, 1, 1, 0)
	deck := v.deck(t, v.agent)
	if len(deck) != 2 {
		t.Fatalf("%d cards", len(deck))
	}
	if c := deck[0]; c.Source != cards.FromExam || c.Point != "tariffs" || c.Question == nil || c.Question.Right()[0] != 0 || c.EntryID == "" {
		t.Errorf("%+v", c)
	}
	v.clock.at = v.clock.at.AddDate(0, 0, 1)
	v.sit(t, v.agent, id, 0, 0, 0, 0)
	for _, c := range v.deck(t, v.agent) {
		if c.Reviews != 1 || c.Seen.IsZero() {
			t.Errorf("%+v", c.Card)
		}
	}
	entries := []string{deck[0].EntryID, deck[1].EntryID, "none"}
	st := must[[]cards.Standing](t)(v.Cards().Standing(ctx, v.trainer(t), v.agent.PersonID, entries, v.clock.at.AddDate(0, 0, 1)))
	if len(st) != 2 || st[0].RightDays != 1 || !(st[0].Recall > 0 && st[0].Recall < 1) {
		t.Errorf("%+v", st)
	}
	if q := v.queue(t, v.agent); q.Done.All != 0 {
		t.Errorf("answers in an exam used up the day: %+v", q.Done)
	}
}

func TestCards_AnExamTellsItsAnswersNoEarlierThanItsRulesDo(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Rules.Closes, e.Rules.Attempts = v.clock.at.AddDate(0, 0, 7), 1
	v.sit(t, v.agent, v.published(t, e, bankOf(4)), 1, 1, 1, 1)
	if deck := v.deck(t, v.agent); len(deck) != 0 {
		t.Errorf("%d cards tell the key of an open exam", len(deck))
	}
	v.clock.at = e.Rules.Closes
	if deck := v.deck(t, v.agent); len(deck) != 4 {
		t.Errorf("%d cards after it has closed", len(deck))
	}
	e = quiz()
	e.Rules.Attempts, e.Rules.Closes, e.Rules.Review = 1, v.clock.at.AddDate(0, 0, 7), map[exam.Moment]exam.View{exam.JustAfter: {Right: true}}
	pool := bankOf(9)[5:]
	v.sit(t, v.mate, v.published(t, e, pool), 1, 1, 1, 1)
	if deck := v.deck(t, v.mate); len(deck) != 4 {
		t.Errorf("%d cards where the rules show right answers", len(deck))
	}
	e.Rules.Review, e.Rules.Attempts = nil, 2
	v.sit(t, v.agent, v.published(t, e, bankOf(12)[8:]), 1, 1, 1, 1)
	if deck := v.deck(t, v.agent); len(deck) != 8 {
		t.Errorf("%d cards of who has failed and may sit it again", len(deck))
	}
}

func TestCards_ARegradeTakesBackWhatWasRight(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(4))
	v.sit(t, v.agent, id, 0, 1, 0, 0)
	wrong := v.deck(t, v.agent)
	if len(wrong) != 1 {
		t.Fatal(len(wrong))
	}
	q := *wrong[0].Question
	q.Options = []bank.Option{{Text: "right", Fraction: 0}, {Text: "wrong", Fraction: 1}}
	must[[]exam.Shift](t)(v.Exams().Rekey(ctx, v.trainer(t), id, q, "wrong key"))
	if deck := v.deck(t, v.agent); len(deck) != 0 {
		t.Errorf("%+v", deck)
	}
}

// failedOne submits and releases an evaluation of the agent's call in which the last
// option of its first single choice was chosen.
func (v *town) failedOne(t testing.TB, call string) qa.Evaluation {
	t.Helper()
	e := must[qa.Evaluation](t)(v.Quality().Begin(ctx, v.rev, qa.Start{CallID: call, VersionID: v.version}))
	e.Answers = v.full(t)
	version := must[qa.Version](t)(v.Quality().Version(ctx, v.lead, v.version))
	ref := ""
	for _, q := range version.All {
		if last := len(q.Options) - 1; ref == "" && q.Kind == qa.KindSingle && last > 0 && !q.Options[last].Passes() && q.Options[last].Effect == "" {
			a := qa.Choose(last)
			a.Comment, a.Moments = "left out the address", []qa.Moment{{At: 20 * time.Second}}
			e.Answers[q.Ref], ref = a, q.Ref
		}
	}
	if ref == "" {
		t.Fatal("no question to lose")
	}
	e = must[qa.Evaluation](t)(v.Quality().Submit(ctx, v.rev, e))
	return must[qa.Evaluation](t)(v.Quality().Advance(ctx, v.lead, e.ID, qa.Released, ""))
}

func TestCards_AFailedRubricQuestionBecomesACardWithItsMoment(t *testing.T) {
	v := newTown(t)
	e := v.failedOne(t, v.own)
	deck := v.deck(t, v.agent)
	if len(deck) != 1 {
		t.Fatalf("%+v", deck)
	}
	c := deck[0]
	if c.Source != cards.FromEvaluation || !strings.Contains(c.Front, "left out the address") || c.Back == "" || c.Clip == nil || c.Clip.CallID != v.own || c.Clip.From != 17*time.Second || c.EvaluationID != e.ID {
		t.Errorf("%+v", c)
	}
	if _, err := v.Quality().Advance(ctx, v.lead, e.ID, qa.Voided, "mixed up"); err != nil {
		t.Fatal(err)
	}
	if deck := v.deck(t, v.agent); len(deck) != 0 {
		t.Errorf("a void evaluation left %+v", deck)
	}
}

func TestCards_AnExpiredArticleFreezesItsCards(t *testing.T) {
	v := newTown(t)
	keeper := v.person(t, v.acme, v.teamA, "writer", people.QualityLead)
	a := knowledge.Article{Kind: knowledge.Rule, Title: "Peak hours", Category: "tariffs", Body: "from 8 to 22", OwnerID: keeper.PersonID, Every: knowledge.Quarterly, Until: v.clock.at.AddDate(0, 0, 3)}
	a = must[knowledge.Article](t)(v.Knowledge().Save(ctx, keeper, a, true))
	n := note("when?")
	n.ArticleID = a.ID
	for want := 2; want >= 0; want -= 2 {
		if got := must[int](t)(v.Cards().Give(ctx, keeper, n, []string{v.agent.PersonID, v.mate.PersonID})); got != want {
			t.Errorf("given to %d, want %d", got, want)
		}
	}
	c := v.queue(t, v.agent).Cards[0]
	v.clock.at = v.clock.at.AddDate(0, 0, 4)
	if q := v.queue(t, v.agent); len(q.Cards) != 0 || q.Aside != 1 {
		t.Errorf("%+v", q)
	}
	if _, err := v.Cards().Review(ctx, v.agent, c.ID, cards.Good, 0); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestCards_ALeechIsSetAsideUntilItIsWrittenAnew(t *testing.T) {
	v := newTown(t)
	id := must[string](t)(v.Cards().Write(ctx, v.agent, "", note("hard")))
	v.review(t, v.agent, id, cards.Easy)
	var c cards.Entry
	for range cards.LeechFrom {
		v.clock.at = v.clock.at.AddDate(0, 0, 30)
		v.review(t, v.agent, id, cards.Again)
		c = v.review(t, v.agent, id, cards.Easy)
	}
	if got := must[[]cards.Entry](t)(v.Cards().Deck(ctx, v.agent, cards.Find{Aside: cards.LeechOut})); c.Lapses != cards.LeechFrom || len(got) != 0 {
		t.Fatalf("%+v", c) // reviewed once more after it was set aside
	}
	v.clock.at = v.clock.at.AddDate(0, 0, 30)
	if c = v.review(t, v.agent, id, cards.Again); c.Aside != cards.LeechOut {
		t.Errorf("%+v", c)
	}
	must[string](t)(v.Cards().Write(ctx, v.agent, id, note("easier")))
	if got := v.deck(t, v.agent)[0]; got.Aside != "" || got.Front != "easier" {
		t.Errorf("%+v", got)
	}
}

func TestSetAside_ABuriedCardIsBackTheNextDay(t *testing.T) {
	v := newTown(t)
	id := must[string](t)(v.Cards().Write(ctx, v.agent, "", note("x")))
	if err := v.Cards().SetAside(ctx, v.agent, id, cards.Buried); err != nil {
		t.Fatal(err)
	}
	if q := v.queue(t, v.agent); len(q.Cards) != 0 {
		t.Errorf("%+v", q)
	}
	v.clock.at = v.clock.at.AddDate(0, 0, 1)
	if q := v.queue(t, v.agent); len(q.Cards) != 1 {
		t.Errorf("%+v", q)
	}
	if err := v.Cards().SetAside(ctx, v.agent, id, cards.Frozen); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestDiary_CountsByLocalDayAndTrendLooksAhead(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Blueprint[0].Point = "tariffs"
	pool := bankOf(6)
	for i := range pool {
		pool[i].Tags.Point = "tariffs"
	}
	id := v.published(t, e, pool)
	began := v.clock.at
	card := must[string](t)(v.Cards().Write(ctx, v.agent, "", note("x")))
	if err := v.Cards().SetWishes(ctx, v.agent, cards.Wishes{Limits: cards.StandardLimits, ExamID: id, ExamAt: began.AddDate(0, 1, 0)}); err != nil {
		t.Fatal(err)
	}
	v.review(t, v.agent, card, cards.Again)
	v.clock.at = v.clock.at.AddDate(0, 0, 2)
	v.review(t, v.agent, card, cards.Easy)
	days := must[[]cards.Learned](t)(v.Cards().Diary(ctx, v.agent, began.AddDate(0, 0, -1), v.clock.at.AddDate(0, 0, 1)))
	if len(days) != 2 || days[0].Reviews != 1 || days[0].Right != 0 || days[1].Right != 1 || days[0].Day.Hour() != 4 {
		t.Errorf("%+v", days)
	}
	trend := must[[]cards.Dated](t)(v.Cards().Trend(ctx, v.agent, 30))
	if len(trend) != 3 || trend[2].Score <= trend[0].Score {
		t.Errorf("%+v", trend)
	}
	if q := v.queue(t, v.agent); q.Aim == nil || !q.Aim.Known || q.Aim.Score != trend[2].Score || q.Aim.Covers != 1 {
		t.Errorf("%+v", q.Aim)
	}
}

func TestCards_ForeignOnesAndForeignPeopleStayForeign(t *testing.T) {
	v := newTown(t)
	id := must[string](t)(v.Cards().Write(ctx, v.mate, "", note("x")))
	must[string](t)(v.Cards().Write(ctx, v.foreign, "", note("x")))
	_, review := v.Cards().Review(ctx, v.agent, id, cards.Good, 0)
	_, write := v.Cards().Write(ctx, v.agent, id, note("y"))
	_, standing := v.Cards().Standing(ctx, v.trainer(t), v.foreign.PersonID, []string{"e"}, v.clock.at)
	_, give := v.Cards().Give(ctx, v.person(t, v.acme, "", "lead2", people.QualityLead), note("z"), []string{v.foreign.PersonID})
	for name, err := range map[string]error{"review": review, "write": write, "aside": v.Cards().SetAside(ctx, v.agent, id, cards.Buried), "standing": standing, "give": give} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, today := v.Cards().Today(ctx, v.trainer(t))
	_, mates := v.Cards().Standing(ctx, v.agent, v.mate.PersonID, []string{"e"}, v.clock.at)
	_, gives := v.Cards().Give(ctx, v.agent, note("z"), []string{v.mate.PersonID})
	for name, err := range map[string]error{"today": today, "a mate's standing": mates, "an agent gives": gives} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
