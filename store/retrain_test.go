package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/cards"
	"shifu/training/exam"
	"shifu/training/knowledge"
	"shifu/training/retrain"
	"shifu/training/roleplay"
)

// pointed is a bank of n questions about one knowledge point that rest on an article.
func pointed(n int, article string) []bank.Question {
	out := bankOf(n)
	for i := range out {
		out[i].Tags = bank.Tags{Point: "meters", ArticleID: article}
	}
	return out
}

// schooled is a town with an exam whose failure opens cases, and an article to read.
func schooled(t testing.TB, change func(*retrain.Rules)) (v *town, examID, articleID string) {
	v = newTown(t)
	lead := v.person(t, v.acme, "", "writer", people.Trainer)
	a := must[knowledge.Article](t)(v.Knowledge().Save(ctx, lead, knowledge.Article{Title: "Meters", Category: "m", Kind: knowledge.Rule, Body: "Read them.", OwnerID: lead.PersonID, Every: knowledge.Never}, true))
	e := quiz()
	e.Rules.Attempts = 1
	examID = v.published(t, e, pointed(12, a.ID))
	r := retrain.Rules{On: true, Cut: .6, CoolDown: 24 * time.Hour, Fails: 2, MinRead: time.Minute}
	if change != nil {
		change(&r)
	}
	if err := v.Retrain().SetRules(ctx, v.trainer(t), examID, r); err != nil {
		t.Fatal(err)
	}
	return v, examID, a.ID
}

func (v *town) case1(t testing.TB, by people.Actor) retrain.Standing {
	t.Helper()
	all := must[[]retrain.Standing](t)(v.Retrain().Cases(ctx, by, retrain.Find{}))
	if len(all) != 1 {
		t.Fatalf("%d cases", len(all))
	}
	return must[retrain.Standing](t)(v.Retrain().Case(ctx, by, all[0].ID))
}

// fail sits the exam and gets all wrong.
func (v *town) fail(t testing.TB, by people.Actor, examID string) { v.sit(t, by, examID, 1, 1, 1, 1) }

func TestRetrain_AFailedAttemptOpensACaseWithWhatToStudy(t *testing.T) {
	v, examID, article := schooled(t, nil)
	v.fail(t, v.agent, examID)
	c := v.case1(t, v.agent)
	if c.State != retrain.Studying || c.Fails != 1 || len(c.Weak) != 1 || c.Weak[0].N != 4 || len(c.Set.Cards) != 4 || len(c.Articles) != 1 ||
		c.Articles[0].ID != article || c.Articles[0].Title != "Meters" || c.Gate.Read != 0 || c.Gate.Articles != 1 || c.Exam != "Tariffs" || c.Person != "Name agent" {
		t.Errorf("%+v", c)
	}
	if len(c.Events) != 2 || c.Events[0].Deed != retrain.Sat || c.Events[1].Deed != retrain.Failed || c.Keeps {
		t.Errorf("%+v", c.Events)
	}
}

func TestRetrain_AWeakPointBringsARolePlayThatIsPractisedSinceTheFailure(t *testing.T) {
	v := newTown(t)
	questions := bankOf(12)
	for i := range questions {
		questions[i].Tags = bank.Tags{Point: "阶梯电价"}
	}
	examID := v.published(t, quiz(), questions)
	if err := v.Retrain().SetRules(ctx, v.trainer(t), examID, retrain.Rules{On: true, Cut: .6, Fails: 2}); err != nil {
		t.Fatal(err)
	}
	play := func(level roleplay.Level, reply int) {
		a := must[roleplay.Attempt](t)(v.RolePlays().Begin(ctx, v.agent, roleplay.Start{ScenarioID: "bill-tier-jump", Level: level, Language: words.Chinese}))
		for !a.Over() {
			v.clock.at = v.clock.at.Add(5 * time.Second)
			replies := a.Run.State().Replies
			a = must[roleplay.Attempt](t)(v.RolePlays().Move(ctx, v.agent, a.ID, roleplay.Move{Kind: roleplay.Say, Text: replies[min(reply, len(replies)-1)].ZH}))
		}
	}
	play(roleplay.Hints, 0) // before the failure
	v.clock.at = v.clock.at.Add(time.Hour)
	v.fail(t, v.agent, examID)
	c := v.case1(t, v.agent)
	if len(c.Plays) != 1 || c.Plays[0].ID != "bill-tier-jump" || c.Plays[0].Title.EN == "" || c.Plays[0].Times != 0 || c.Unplayed() != "bill-tier-jump" {
		t.Fatalf("%+v", c.Plays)
	}
	play(roleplay.Script, 0) // the words were shown
	play(roleplay.Nothing, 2)
	if c = v.case1(t, v.agent); c.Plays[0].Times != 1 || c.Plays[0].Done() {
		t.Errorf("%+v", c.Plays)
	}
	play(roleplay.Nothing, 0)
	if c = v.case1(t, v.agent); c.Plays[0].Times != 2 || !c.Plays[0].Done() || c.Unplayed() != "" {
		t.Errorf("%+v", c.Plays)
	}
}

func TestRetrain_PassingOrAnExamWithoutRulesOpensNone(t *testing.T) {
	v, examID, _ := schooled(t, nil)
	v.sit(t, v.agent, examID, 0, 0, 0, 0)
	v.fail(t, v.agent, v.published(t, quiz(), bankOf(6)))
	if all := must[[]retrain.Standing](t)(v.Retrain().Cases(ctx, v.agent, retrain.Find{})); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

// resit reads, waits, and sits what a trainer has planned.
func (v *town) study(t testing.TB, article string) {
	t.Helper()
	v.clock.at = v.clock.at.Add(time.Hour)
	if err := v.Knowledge().Read(ctx, v.agent, article, 2*time.Minute); err != nil {
		t.Fatal(err)
	}
	v.learnCards(t)
}

func (v *town) plan(t testing.TB, id string, in time.Duration) {
	t.Helper()
	if err := v.Retrain().Schedule(ctx, v.trainer(t), id, "", v.clock.at.Add(in)); err != nil {
		t.Fatal(err)
	}
	v.clock.at = v.clock.at.Add(in)
}

func TestRetrain_NobodyIsLetInBeforeTheGateIsMet(t *testing.T) {
	v, examID, article := schooled(t, nil)
	v.fail(t, v.agent, examID)
	refused := func(says string) {
		t.Helper()
		_, err := v.Exams().Begin(ctx, v.agent, examID)
		offers := must[[]exam.Offer](t)(v.Exams().Offers(ctx, v.agent))
		if !fault.Is(err, fault.Conflict) || !strings.Contains(words.Sentence(words.English, err), says) || offers[0].Stands == nil || offers[0].Stands.Error() != err.Error() {
			t.Errorf("want %q: %v, %v", says, err, offers[0].Stands)
		}
	}
	id := v.case1(t, v.agent).ID
	refused("No resit is planned")
	if err := v.Retrain().Schedule(ctx, v.trainer(t), id, "", v.clock.at.Add(23*time.Hour)); !fault.Is(err, fault.Conflict) {
		t.Error("planned within the cool-down", err)
	}
	if err := v.Retrain().Schedule(ctx, v.trainer(t), id, "", v.clock.at.Add(100*time.Hour)); err != nil {
		t.Fatal(err)
	}
	refused("is planned for")
	v.clock.at = v.clock.at.Add(100 * time.Hour)
	refused("0 of 1 are read")
	v.study(t, article)
	v.sit(t, v.agent, examID, 0, 0, 0, 0)
	if c := v.case1(t, v.agent); c.State != retrain.Done || c.ClosedAt != v.clock.at {
		t.Errorf("%+v", c.Case)
	}
}

func TestRetrain_TheResitAsksWhatThePersonHasNotSeen(t *testing.T) {
	v, examID, article := schooled(t, func(r *retrain.Rules) { r.Fails = 9 })
	seen := map[string]int{}
	for n := range 3 {
		s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, examID))
		for _, it := range s.Attempt.Paper.Items {
			seen[it.QuestionID]++
		}
		must[exam.Clock](t)(v.Exams().Submit(ctx, v.agent, s.Attempt.ID))
		if n < 2 {
			v.study(t, article)
			v.plan(t, v.case1(t, v.agent).ID, 30*time.Hour)
		}
	}
	if len(seen) != 12 {
		t.Errorf("three papers of four questions from a pool of twelve asked %d different ones", len(seen))
	}
}

func TestRetrain_TooManyFailuresTakeOffDutyUntilAPass(t *testing.T) {
	v, examID, article := schooled(t, nil)
	client := v.person(t, v.client, "", "client", people.Client)
	super := v.person(t, v.acme, v.teamA, "super", people.Supervisor)
	v.fail(t, v.agent, examID)
	v.study(t, article)
	v.plan(t, v.case1(t, v.agent).ID, 30*time.Hour)
	v.fail(t, v.agent, examID)
	c := v.case1(t, v.agent)
	if !c.OffDuty || c.Fails != 2 {
		t.Fatalf("%+v", c.Case)
	}
	off := must[[]retrain.Standing](t)(v.Retrain().Cases(ctx, client, retrain.Find{OffDuty: true}))
	if len(off) != 1 || off[0].Noted(v.client) {
		t.Errorf("the client has no report: %+v", off)
	}
	for _, by := range []people.Actor{client, super} {
		if err := v.Retrain().TakeNote(ctx, by, c.ID); err != nil {
			t.Error(err)
		}
		if err := v.Retrain().TakeNote(ctx, by, c.ID); !fault.Is(err, fault.Conflict) {
			t.Error("noted twice", err)
		}
	}
	if err := v.Retrain().TakeNote(ctx, v.agent, c.ID); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	if err := v.Retrain().Schedule(ctx, v.trainer(t), c.ID, "", v.clock.at.Add(30*time.Hour)); !strings.Contains(fmt.Sprint(err), "mentor") {
		t.Error("planned without a mentor", err)
	}
	if err := v.Retrain().Assign(ctx, v.trainer(t), c.ID, v.mate.PersonID); err != nil {
		t.Fatal(err)
	}
	if p := must[people.Person](t)(v.People().Person(ctx, v.lead, v.agent.PersonID)); p.MentorID != v.mate.PersonID {
		t.Error("the mentor is not among the people")
	}
	if all := must[[]retrain.Standing](t)(v.Retrain().Cases(ctx, v.mate, retrain.Find{})); len(all) != 1 || all[0].Mentor != "Name mate" {
		t.Error("the mentor does not see the case", all)
	}
	if err := v.Retrain().Waive(ctx, v.trainer(t), c.ID, "the storm needs everybody"); err != nil {
		t.Fatal(err)
	}
	v.plan(t, c.ID, time.Hour)
	v.sit(t, v.agent, examID, 0, 0, 0, 0)
	if c := v.case1(t, v.agent); c.State != retrain.Done || c.OffDuty || c.Events[len(c.Events)-1].Deed != retrain.BackOnDuty || c.Names[v.client] != "Grid" {
		t.Errorf("%+v", c.Case)
	}
}

func TestRetrain_AChangedKeyClosesTheCaseInTheSameTransaction(t *testing.T) {
	v, examID, _ := schooled(t, nil)
	v.sit(t, v.agent, examID, 0, 0, 1, 1)
	c := v.case1(t, v.agent)
	entry := c.Set.Cards[0]
	wrong := v.askedIn(t, examID, entry)
	wrong.Options[0].Fraction, wrong.Options[1].Fraction = 0, 1
	if _, err := v.Exams().Rekey(ctx, v.trainer(t), examID, wrong, "the key was wrong"); err != nil {
		t.Fatal(err)
	}
	if c = v.case1(t, v.agent); c.State != retrain.Done || c.Points != 4.5 {
		t.Errorf("%+v", c.Case)
	}
	wrong = v.askedIn(t, examID, entry)
	wrong.Options[0].Fraction, wrong.Options[1].Fraction = 1, 0
	if _, err := v.Exams().Rekey(ctx, v.trainer(t), examID, wrong, "it was right after all"); err != nil {
		t.Fatal(err)
	}
	if c = v.case1(t, v.agent); c.State != retrain.Studying || c.Points != 3 {
		t.Errorf("%+v", c.Case)
	}
}

// askedIn is the version in force of an entry that an exam asks.
func (v *town) askedIn(t testing.TB, examID, entry string) bank.Question {
	t.Helper()
	for _, q := range must[[]bank.Question](t)(v.Exams().Asked(ctx, v.trainer(t), examID)) {
		if q.EntryID == entry {
			return q
		}
	}
	t.Fatal("the exam does not ask " + entry)
	return bank.Question{}
}

func TestRetrain_ASittingThatCountsForNothingCanBePlannedAgain(t *testing.T) {
	v, examID, article := schooled(t, nil)
	v.fail(t, v.agent, examID)
	v.study(t, article)
	v.plan(t, v.case1(t, v.agent).ID, 30*time.Hour)
	must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, examID))
	if c := v.case1(t, v.agent); c.State != retrain.Sitting {
		t.Fatalf("%+v", c.Case)
	}
	if err := v.Exams().Withdraw(ctx, v.trainer(t), examID, "a leak"); err != nil {
		t.Fatal(err)
	}
	c := v.case1(t, v.agent)
	if c.State == retrain.Sitting {
		t.Errorf("%+v", c.Case)
	}
	if err := v.Retrain().Schedule(ctx, v.trainer(t), c.ID, "", v.clock.at.Add(99*time.Hour)); !strings.Contains(fmt.Sprint(err), "withdrawn") {
		t.Error(err)
	}
	if err := v.Retrain().Close(ctx, v.trainer(t), c.ID, "the exam is gone"); err != nil {
		t.Error(err)
	}
}

func TestRetrain_ASittingThatCountsForNothingIsNoFurtherFailure(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Rules.Attempts, e.Rules.Expiry = 1, exam.Discard
	examID := v.published(t, e, pointed(12, ""))
	if err := v.Retrain().SetRules(ctx, v.trainer(t), examID, retrain.Rules{On: true, Cut: .6, Fails: 3}); err != nil {
		t.Fatal(err)
	}
	v.fail(t, v.agent, examID)
	id := v.case1(t, v.agent).ID
	for again := range 2 {
		if err := v.Retrain().Waive(ctx, v.trainer(t), id, "short of people"); err != nil {
			t.Fatal(err)
		}
		v.plan(t, id, 30*time.Hour)
		if again == 0 {
			v.fail(t, v.agent, examID)
		}
	}
	must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, examID))
	if err := v.Exams().Withdraw(ctx, v.trainer(t), examID, "a leak"); err != nil {
		t.Fatal(err)
	}
	if c := v.case1(t, v.agent); c.OffDuty || c.Fails != 2 {
		t.Errorf("off duty %v after %d failures of three", c.OffDuty, c.Fails)
	}
}

func TestRead_CountsNoMoreThanThereWas(t *testing.T) {
	v, examID, article := schooled(t, nil)
	v.fail(t, v.agent, examID)
	took := func() time.Duration { return v.case1(t, v.agent).Articles[0].Took }
	read := func(d time.Duration) {
		t.Helper()
		if err := v.Knowledge().Read(ctx, v.agent, article, d); err != nil {
			t.Fatal(err)
		}
	}
	v.clock.at = v.clock.at.Add(time.Hour)
	read(40 * time.Second)
	v.clock.at = v.clock.at.Add(10 * time.Second)
	read(time.Hour)
	if got := took(); got != 50*time.Second {
		t.Error("readings overlap:", got)
	}
	v.clock.at = v.clock.at.Add(5 * time.Hour)
	read(5 * time.Hour)
	if got := took(); got != 50*time.Second+20*time.Minute {
		t.Error("lunch was read:", got)
	}
	if err := v.Knowledge().Read(ctx, v.foreign, article, time.Minute); !fault.Is(err, fault.NotFound) {
		t.Error("another vendor's article was read:", err)
	}
}

func TestRetrain_AnArchivedArticleIsNotAskedFor(t *testing.T) {
	v, examID, article := schooled(t, nil)
	v.fail(t, v.agent, examID)
	if err := v.Knowledge().Archive(ctx, v.trainer(t), article, true); err != nil {
		t.Fatal(err)
	}
	if c := v.case1(t, v.agent); c.Gate.Articles != 0 || !c.Articles[0].Gone {
		t.Errorf("%+v", c.Gate)
	}
}

func TestEffect_TakesThirtyDaysBeforeAndAfter(t *testing.T) {
	v, examID, _ := schooled(t, nil)
	v.clock.at = v.clock.at.Add(40 * 24 * time.Hour)
	v.evaluated(t, v.rev, v.agent, "before")
	v.clock.at = v.clock.at.Add(time.Hour)
	v.fail(t, v.agent, examID)
	id := v.case1(t, v.agent).ID
	if err := v.Retrain().Waive(ctx, v.trainer(t), id, "x"); err != nil {
		t.Fatal(err)
	}
	v.plan(t, id, time.Hour)
	v.sit(t, v.agent, examID, 0, 0, 0, 0)
	v.clock.at = v.clock.at.Add(24 * time.Hour)
	v.evaluated(t, v.rev, v.agent, "after")
	v.clock.at = v.clock.at.Add(40 * 24 * time.Hour)
	v.evaluated(t, v.rev, v.agent, "much later")
	e := must[retrain.Effect](t)(v.Retrain().Effect(ctx, v.trainer(t), id))
	if len(e.Before) != 1 || len(e.After) != 1 || !e.Few() {
		t.Errorf("%+v", e)
	}
	if own := must[retrain.Effect](t)(v.Retrain().Effect(ctx, v.agent, id)); len(own.Before)+len(own.After) != 0 {
		t.Errorf("an agent sees scores that were not released: %+v", own)
	}
}

// evaluated adds a call of somebody that is scored and submitted now.
func (v *town) evaluated(t testing.TB, by, agent people.Actor, title string) qa.Evaluation {
	t.Helper()
	return v.scored(t, by, v.call(t, agent, title))
}

func TestSetRules_RefusesWhatCantBeKept(t *testing.T) {
	v, examID, _ := schooled(t, nil)
	if err := v.Retrain().SetRules(ctx, v.trainer(t), examID, retrain.Rules{}); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	all := must[[]retrain.Ruled](t)(v.Retrain().Rules(ctx, v.trainer(t)))
	if len(all) != 1 || !all[0].Set || !all[0].Rules.On || all[0].Exam != "Tariffs" {
		t.Errorf("%+v", all)
	}
}

func TestRetrain_TheResitMayBeAnotherExam(t *testing.T) {
	v, examID, article := schooled(t, nil)
	resit := quiz()
	resit.Name, resit.Rules.Attempts, resit.Persons = "Resit", 1, []string{v.mate.PersonID}
	notMine := v.published(t, resit, nil)
	resit.Persons = []string{v.agent.PersonID}
	resit.Rules.Opens, resit.Rules.Closes = v.clock.at.Add(50*time.Hour), v.clock.at.Add(100*time.Hour)
	other := v.published(t, resit, nil)
	v.fail(t, v.agent, examID)
	id := v.case1(t, v.agent).ID
	for name, c := range map[string]struct {
		exam string
		in   time.Duration
	}{"not for the person": {notMine, 55 * time.Hour}, "before it opens": {other, 40 * time.Hour}, "after it closes": {other, 100 * time.Hour}} {
		if err := v.Retrain().Schedule(ctx, v.trainer(t), id, c.exam, v.clock.at.Add(c.in)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := v.Retrain().Schedule(ctx, v.trainer(t), id, other, v.clock.at.Add(55*time.Hour)); err != nil {
		t.Fatal(err)
	}
	v.clock.at = v.clock.at.Add(55 * time.Hour)
	if _, err := v.Exams().Begin(ctx, v.agent, other); !strings.Contains(fmt.Sprint(err), "are read") {
		t.Error("the gate does not stand before the other exam:", err)
	}
	v.study(t, article)
	v.sit(t, v.agent, other, 0, 0, 0, 0)
	if c := v.case1(t, v.agent); c.State != retrain.Done || len(c.Attempts) != 2 || c.Events[len(c.Events)-2].ExamID != other {
		t.Errorf("%+v", c.Case)
	}
}

func TestRetrain_ASittingBroughtInGoesOnWithTheCase(t *testing.T) {
	v, examID, _ := schooled(t, nil)
	v.fail(t, v.agent, examID)
	for n, pass := range []bool{false, true} {
		v.clock.at = v.clock.at.Add(30 * time.Hour)
		v.sitOnPaper(t, examID, pass)
		c := v.case1(t, v.agent)
		if want := map[bool]retrain.State{false: retrain.Studying, true: retrain.Done}[pass]; c.State != want || c.OffDuty == pass || len(c.Attempts) != n+2 {
			t.Errorf("%+v", c.Case)
		}
	}
}

// sitOnPaper brings in a sitting of the agent that ended now.
func (v *town) sitOnPaper(t testing.TB, examID string, pass bool) {
	t.Helper()
	if err := v.Exams().Concede(ctx, v.trainer(t), examID, exam.Concession{PersonID: v.agent.PersonID, Attempts: 5}); err != nil {
		t.Fatal(err)
	}
	wrong := map[bool]int{false: 1}[pass]
	b := v.onPaper(t, v.handouts(t, examID, v.agent)[0], wrong, wrong, wrong, wrong)
	must[[]exam.Entered](t)(v.Exams().BringIn(ctx, v.trainer(t), examID, []exam.Brought{b}))
}

// learnCards answers the agent's cards rightly on this day and the next.
func (v *town) learnCards(t testing.TB) {
	t.Helper()
	for day := range 2 {
		v.clock.at = v.clock.at.AddDate(0, 0, day)
		for _, c := range v.deck(t, v.agent) {
			v.review(t, v.agent, c.ID, cards.Easy)
		}
	}
}

func TestRetrain_TheGateAsksForNoCardThatIsFrozen(t *testing.T) {
	v, examID, article := schooled(t, nil)
	v.fail(t, v.agent, examID)
	asks := func() (n int) {
		for _, c := range v.case1(t, v.agent).Cards {
			if !c.Gone {
				n++
			}
		}
		return n
	}
	if asks() == 0 {
		t.Fatal("no card is asked for")
	}
	a := must[knowledge.Article](t)(v.Knowledge().Article(ctx, v.trainer(t), article))
	a.Until = v.clock.at.Add(time.Hour)
	must[knowledge.Article](t)(v.Knowledge().Save(ctx, v.trainer(t), a, false))
	v.clock.at = v.clock.at.Add(2 * time.Hour)
	if n := asks(); n != 0 {
		t.Errorf("the gate asks for %d cards that can't be reviewed", n)
	}
}

func TestRetrain_ASittingThatCountsForNothingHidesNoFailureBeforeIt(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Rules.Attempts, e.Rules.Limit, e.Rules.Expiry = 2, time.Hour, exam.Discard
	examID := v.published(t, e, pointed(12, ""))
	if err := v.Retrain().SetRules(ctx, v.trainer(t), examID, retrain.Rules{On: true, Cut: .6, Fails: 3}); err != nil {
		t.Fatal(err)
	}
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, examID))
	for place, option := range []int{0, 0, 0, 1} {
		must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, exam.Event{Deed: exam.Answered, Place: place, Answer: bank.Answer{Options: []int{option}}}))
	}
	must[exam.Clock](t)(v.Exams().Submit(ctx, v.agent, s.Attempt.ID))
	must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, examID))
	v.clock.at = v.clock.at.Add(3 * time.Hour)
	if n := must[int](t)(v.Exams().Settle(ctx, v.trainer(t), examID)); n != 1 {
		t.Fatalf("%d attempts ended", n)
	}
	wrong := v.askedIn(t, examID, s.Questions[0].EntryID)
	wrong.Options[0].Fraction, wrong.Options[1].Fraction = 0, 1
	if _, err := v.Exams().Rekey(ctx, v.trainer(t), examID, wrong, "the key was wrong"); err != nil {
		t.Fatal(err)
	}
	if c := v.case1(t, v.agent); c.State != retrain.Studying || c.Fails != 1 {
		t.Errorf("%+v", c.Case)
	}
}
