package store_test

import (
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/workdays"
)

// contested are questions on which released loses points.
const contestedOne, contestedTwo = "1.2", "2.1"

// released returns an evaluation of call by the reviewer, released, in which
// two questions lost points.
func (v *town) released(t testing.TB, by people.Actor, call string) qa.Evaluation {
	t.Helper()
	e, err := v.Quality().Begin(ctx, by, qa.Start{CallID: call, VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = v.full(t)
	for _, ref := range []string{contestedOne, contestedTwo} {
		e.Answers[ref] = qa.Answer{Options: []int{1}, Comment: "late"}
	}
	if e, err = v.Quality().Submit(ctx, by, e); err != nil {
		t.Fatal(err)
	}
	if e, err = v.Quality().Advance(ctx, v.lead, e.ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	return e
}

func proposed(refs ...string) (ps []appeal.Point) {
	for _, ref := range refs {
		ps = append(ps, appeal.Point{Ref: ref, Proposed: qa.Choose(0), Reason: "I did", Moments: []qa.Moment{{At: time.Second}}})
	}
	return ps
}

func rulings(o appeal.Outcome, refs ...string) (rs []appeal.Ruling) {
	for _, ref := range refs {
		rs = append(rs, appeal.Ruling{Ref: ref, Outcome: o, Why: "heard again"})
	}
	return rs
}

// appealed releases what was scored of a call and lets its agent appeal.
func (v *town) appealed(t testing.TB, agent people.Actor, call string) string {
	t.Helper()
	es, err := v.Quality().Evaluations(ctx, v.lead, qa.Find{CallID: call}, 1)
	if err != nil || len(es) != 1 {
		t.Fatal(es, err)
	}
	if _, err := v.Quality().Advance(ctx, v.lead, es[0].ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	a, err := v.Appeals().File(ctx, agent, es[0].ID, []appeal.Point{{Ref: contestedOne, Proposed: qa.Choose(1), Reason: "I did"}})
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

func (v *town) filed(t testing.TB) (qa.Evaluation, appeal.Appeal) {
	t.Helper()
	e := v.released(t, v.rev, v.own)
	a, err := v.Appeals().File(ctx, v.agent, e.ID, proposed(contestedOne, contestedTwo))
	if err != nil {
		t.Fatal(err)
	}
	return e, a
}

func (v *town) decide(t testing.TB, id string, rs ...appeal.Ruling) appeal.Appeal {
	t.Helper()
	if err := v.Appeals().Take(ctx, v.lead, id, false); err != nil {
		t.Fatal(err)
	}
	a, err := v.Appeals().Decide(ctx, v.lead, id, rs)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestFile_IsTheAgentsAndMovesTheEvaluationOn(t *testing.T) {
	v := newTown(t)
	e := v.released(t, v.rev, v.own)
	if _, err := v.Appeals().File(ctx, v.mate, e.ID, proposed(contestedOne)); !fault.Is(err, fault.NotFound) {
		t.Error("a mate:", err)
	}
	if _, err := v.Appeals().File(ctx, v.rev, e.ID, proposed(contestedOne)); !fault.Is(err, fault.Forbidden) {
		t.Error("the reviewer:", err)
	}
	a, err := v.Appeals().File(ctx, v.agent, e.ID, proposed(contestedOne))
	if err != nil || a.Points[0].Was.Comment != "late" || a.Nth != 1 || a.DecideBy.Format(time.DateTime) != "2026-03-05 18:00:00" {
		t.Error(a, err)
	}
	got, err := v.Quality().Evaluation(ctx, v.agent, e.ID)
	if err != nil || got.State != qa.Appealed {
		t.Error(got.State, err)
	}
	if _, err := v.Quality().Revise(ctx, v.rev, e.ID, "x"); !fault.Is(err, fault.Conflict) {
		t.Error("revised beside an appeal:", err)
	}
}

func TestFile_AfterTheWindowIsRefused(t *testing.T) {
	v := newTown(t)
	e := v.released(t, v.rev, v.own) // Monday; the window ends on Wednesday at 18:00
	v.clock.at = time.Date(2026, 3, 4, 18, 0, 1, 0, time.UTC)
	_, err := v.Appeals().File(ctx, v.agent, e.ID, proposed(contestedOne))
	if fault.Sentence(err) != "The time for an appeal ended at 2026-03-04 18:00." || !fault.Is(err, fault.Conflict) {
		t.Fatal(err)
	}
	if err := v.Appeals().SaveLeave(ctx, v.lead, workdays.Leave{PersonID: v.agent.PersonID, Span: workdays.Span{From: "2026-03-03", Until: "2026-03-03"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Appeals().File(ctx, v.agent, e.ID, proposed(contestedOne)); err != nil {
		t.Error("leave does not extend the window:", err)
	}
}

func TestFile_TheThirdAppealIsRefused(t *testing.T) {
	v := newTown(t)
	e, a := v.filed(t)
	v.decide(t, a.ID, rulings(appeal.Upholds, contestedOne, contestedTwo)...)
	a, err := v.Appeals().File(ctx, v.agent, e.ID, proposed(contestedOne))
	if err != nil || a.Nth != 2 {
		t.Fatal(a, err)
	}
	v.decide(t, a.ID, rulings(appeal.Upholds, contestedOne)...)
	_, err = v.Appeals().File(ctx, v.agent, e.ID, proposed(contestedOne))
	if fault.Sentence(err) != "This evaluation was appealed 2 times; 2 is the most." {
		t.Error(err)
	}
}

func TestFile_WindowCountsFromTheFirstReleaseAlsoAfterARevision(t *testing.T) {
	v := newTown(t)
	e, a := v.filed(t)
	v.clock.at = v.clock.at.Add(26 * time.Hour)
	v.decide(t, a.ID, rulings(appeal.Grants, contestedOne, contestedTwo)...)
	st, err := v.Appeals().Standing(ctx, v.agent, e.ID)
	if err != nil || st.ReleasedAt.Day() != 2 || st.AppealBy.Day() != 4 || len(st.Appeals) != 1 {
		t.Error(st, err)
	}
}

func TestRubric_WithoutAWindowTakesNoAppeals(t *testing.T) {
	v := newTown(t)
	version, err := v.Quality().Version(ctx, v.lead, v.version)
	if err != nil {
		t.Fatal(err)
	}
	timers := qa.DefaultTimers
	timers.AppealWithin = 0
	version.Timers = &timers
	if v.version, err = v.Quality().Publish(ctx, v.lead, version); err != nil {
		t.Fatal(err)
	}
	e := v.released(t, v.rev, v.own)
	if _, err := v.Appeals().File(ctx, v.agent, e.ID, proposed(contestedOne)); fault.Sentence(err) != "Evaluations with this rubric can't be appealed." {
		t.Error(err)
	}
}

func TestDecide_GrantedPointsMakeANewEditionAndTheOthersStand(t *testing.T) {
	v := newTown(t)
	e, a := v.filed(t)
	if err := v.Appeals().Take(ctx, v.lead, a.ID, false); err != nil {
		t.Fatal(err)
	}
	rs := append(rulings(appeal.Grants, contestedOne), rulings(appeal.Upholds, contestedTwo)...)
	if _, err := v.Appeals().Decide(ctx, v.lead, a.ID, rs[:1]); fault.Sentence(err) != "Question 2.1 is not decided yet." {
		t.Error("half a decision:", err)
	}
	got, err := v.Appeals().Decide(ctx, v.lead, a.ID, rs)
	if err != nil || got.State != appeal.Revised || got.Points[0].Why != "heard again" {
		t.Fatal(got, err)
	}
	now, err := v.Quality().Evaluation(ctx, v.agent, e.ID)
	if err != nil || now.Edition != 2 || now.State != qa.Revised || now.ReviewerID != v.rev.PersonID || !(*now.Final > *e.Final) {
		t.Error(now, err)
	}
	if a := now.Answers[contestedOne]; a.Options[0] != 0 || a.Comment != "late" || now.Answers[contestedTwo].Options[0] != 1 {
		t.Error(now.Answers)
	}
	editions, err := v.Quality().Editions(ctx, v.lead, e.ID)
	if err != nil || len(editions) != 2 || editions[0].Answers[contestedOne].Options[0] != 1 {
		t.Error("the first edition was overwritten:", editions, err)
	}
	call, err := v.Calls().Call(ctx, v.agent, v.own)
	if err != nil || *call.Score != *now.Final || call.State != "revised" {
		t.Error(call.State, call.Score, err)
	}
}

func TestTake_NeverByTheFirstReviewerNorWithoutTheRight(t *testing.T) {
	v := newTown(t)
	e := v.released(t, v.lead, v.own) // the lead scored it
	a, err := v.Appeals().File(ctx, v.agent, e.ID, proposed(contestedOne))
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Appeals().Take(ctx, v.lead, a.ID, true); fault.Sentence(err) != "You gave this score. Somebody else must decide the appeal." {
		t.Error(err)
	}
	start := qa.Start{CallID: v.own, VersionID: v.version, Purpose: qa.Rescore, For: a.ID}
	if _, err := v.Quality().Begin(ctx, v.lead, start); fault.Sentence(err) != "You gave this score. Somebody else must decide the appeal." {
		t.Error("the first reviewer began a re-score:", err)
	}
	for _, by := range []people.Actor{v.second, v.vendorAdmin} {
		if err := v.Appeals().Take(ctx, by, a.ID, false); !fault.Is(err, fault.Forbidden) {
			t.Error(by.Name, err)
		}
	}
}

func TestTake_BlindKeepsTheCaseMaskedUntilItIsScored(t *testing.T) {
	v := newTown(t)
	e, a := v.filed(t)
	k := v.Appeals()
	start := qa.Start{CallID: v.own, VersionID: v.version, Purpose: qa.Rescore, For: a.ID}
	if _, err := v.Quality().Begin(ctx, v.lead, start); !fault.Is(err, fault.Conflict) {
		t.Error("scored before the case was taken:", err)
	}
	if err := k.Take(ctx, v.lead, a.ID, true); err != nil {
		t.Fatal(err)
	}
	c, err := k.Case(ctx, v.lead, a.ID)
	if err != nil || !c.Masked || c.Points[0].Reason != "" || c.Points[0].Was.Options != nil || c.Final != nil {
		t.Error("shown before it was scored:", c, err)
	}
	if _, err := k.Decide(ctx, v.lead, a.ID, rulings(appeal.Upholds, contestedOne, contestedTwo)); !fault.Is(err, fault.Conflict) {
		t.Error("decided before it was scored:", err)
	}
	blind, err := v.Quality().Begin(ctx, v.lead, start)
	if err != nil || len(blind.Answers) != 0 {
		t.Fatal(blind, err)
	}
	blind.Answers = v.full(t)
	if _, err := v.Quality().Submit(ctx, v.lead, blind); err != nil {
		t.Fatal(err)
	}
	c, err = k.Case(ctx, v.lead, a.ID)
	if err != nil || c.Masked || !c.Blinded || c.Rescored[contestedOne].Options[0] != 0 || *c.Final != *e.Final {
		t.Error(c, err)
	}
	if _, err := v.Quality().Advance(ctx, v.lead, blind.ID, qa.Released, ""); !fault.Is(err, fault.Conflict) {
		t.Error("a re-score was released:", err)
	}
	if es, err := v.Quality().Evaluations(ctx, v.agent, qa.Find{}, 9); err != nil || len(es) != 1 {
		t.Error("the agent sees the re-score:", es, err)
	}
	if _, err := k.Decide(ctx, v.lead, a.ID, rulings(appeal.Grants, contestedOne, contestedTwo)); err != nil {
		t.Error(err)
	}
}

func TestTake_AfterReadingItIsNotBlindAnyMore(t *testing.T) {
	v := newTown(t)
	_, a := v.filed(t)
	if err := v.Appeals().Take(ctx, v.lead, a.ID, false); err != nil {
		t.Fatal(err)
	}
	if err := v.Appeals().Take(ctx, v.lead, a.ID, true); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestSay_QuestionAndAnswerGoToAndFro(t *testing.T) {
	v := newTown(t)
	e := v.released(t, v.rev, v.own)
	k := v.Appeals()
	if err := k.Say(ctx, v.rev, e.ID, "unasked"); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	for _, m := range []struct {
		by   people.Actor
		text string
	}{{v.agent, "why?"}, {v.rev, "at 0:42"}, {v.agent, "and before?"}} {
		if err := k.Say(ctx, m.by, e.ID, m.text); err != nil {
			t.Fatal(m, err)
		}
	}
	if err := k.Say(ctx, v.second, e.ID, "me too"); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	w, err := k.Waiting(ctx, v.rev)
	if err != nil || len(w.Questions) != 1 || w.Questions[0].Text != "and before?" {
		t.Error(w, err)
	}
	if err := k.Say(ctx, v.lead, e.ID, "before: nothing"); err != nil {
		t.Error(err)
	}
	if w, err = k.Waiting(ctx, v.rev); err != nil || len(w.Questions) != 0 {
		t.Error("answered and still waiting", w, err)
	}
	if _, err := v.Quality().Advance(ctx, v.agent, e.ID, qa.Acknowledged, ""); err != nil {
		t.Fatal(err)
	}
	if err := k.Say(ctx, v.agent, e.ID, "still"); !fault.Is(err, fault.Conflict) {
		t.Error("asked about what is settled:", err)
	}
}

func TestTick_ClosesWhenTheWindowHasPassedAndNotBefore(t *testing.T) {
	v := newTown(t)
	read, silent := v.released(t, v.rev, v.own), v.released(t, v.rev, v.mates)
	if _, err := v.Quality().Advance(ctx, v.agent, read.ID, qa.Acknowledged, ""); err != nil {
		t.Fatal(err)
	}
	for _, s := range []struct {
		at     time.Time
		closed int
	}{
		{time.Date(2026, 3, 4, 17, 59, 0, 0, time.UTC), 0}, {time.Date(2026, 3, 4, 18, 1, 0, 0, time.UTC), 1},
		{time.Date(2026, 3, 9, 17, 59, 0, 0, time.UTC), 0}, {time.Date(2026, 3, 9, 18, 1, 0, 0, time.UTC), 1}, {time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), 0},
	} {
		v.clock.at = s.at
		done, err := v.Appeals().Tick(ctx, people.Program())
		if err != nil || done.Closed != s.closed {
			t.Errorf("%s: %+v %v", s.at, done, err)
		}
	}
	if e, err := v.Quality().Evaluation(ctx, v.mate, silent.ID); err != nil || e.State != qa.Closed {
		t.Error(e.State, err)
	}
	if _, err := v.Appeals().Tick(ctx, v.lead); !fault.Is(err, fault.Forbidden) {
		t.Error("a person let the timers run:", err)
	}
}

func TestTick_ReleasesByDate(t *testing.T) {
	v := newTown(t)
	version, err := v.Quality().Version(ctx, v.lead, v.version)
	if err != nil {
		t.Fatal(err)
	}
	version.Timers = &qa.Timers{ReleaseAfter: 1, AppealWithin: 2, Appeals: 1}
	if v.version, err = v.Quality().Publish(ctx, v.lead, version); err != nil {
		t.Fatal(err)
	}
	e := v.scored(t, v.rev, v.own)
	if done, err := v.Appeals().Tick(ctx, people.Program()); err != nil || done.Released != 0 {
		t.Error("released at once", done, err)
	}
	v.clock.at = time.Date(2026, 3, 3, 18, 0, 0, 0, time.UTC)
	if done, err := v.Appeals().Tick(ctx, people.Program()); err != nil || done.Released != 1 {
		t.Error(done, err)
	}
	st, err := v.Appeals().Standing(ctx, v.agent, e.ID)
	if err != nil || !st.ReleasedAt.Equal(v.clock.at) || st.May != nil {
		t.Error(st, err)
	}
}

func TestTick_ADecisionStaysUntilItCouldBeRead(t *testing.T) {
	v := newTown(t)
	e, a := v.filed(t)
	v.clock.at = time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC) // long after the window
	v.decide(t, a.ID, rulings(appeal.Upholds, contestedOne, contestedTwo)...)
	if done, err := v.Appeals().Tick(ctx, people.Program()); err != nil || done.Closed != 0 {
		t.Error("closed before it could be read", done, err)
	}
	v.clock.at = time.Date(2026, 3, 17, 18, 1, 0, 0, time.UTC)
	if done, err := v.Appeals().Tick(ctx, people.Program()); err != nil || done.Closed != 1 {
		t.Error(done, err)
	}
	if e, err := v.Quality().Evaluation(ctx, v.agent, e.ID); err != nil || e.State != qa.Closed {
		t.Error(e.State, err)
	}
}

func TestStatistics_OverturnedQuestionsGoUpForCalibrationByThemselves(t *testing.T) {
	v := newTown(t)
	if err := v.Appeals().SaveLimit(ctx, v.lead, appeal.Limit{Share: .5, Least: 3, Days: 30}); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		call := v.call(t, v.agent, string(rune('a'+i)))
		e := v.released(t, v.rev, call)
		a, err := v.Appeals().File(ctx, v.agent, e.ID, proposed(contestedOne, contestedTwo))
		if err != nil {
			t.Fatal(err)
		}
		v.decide(t, a.ID, append(rulings(appeal.Grants, contestedOne), rulings(appeal.Upholds, contestedTwo)...)...)
		st, err := v.Appeals().Statistics(ctx, v.lead, v.clock.at.AddDate(0, -1, 0))
		if err != nil || len(st.Questions) != 2 || st.Questions[0].Ref != contestedOne || st.Questions[0].Hits != i+1 {
			t.Fatal(st, err)
		}
		if up := !st.Questions[0].ProposedAt.IsZero(); up != (i == 2) || !st.Questions[1].ProposedAt.IsZero() {
			t.Errorf("after %d: put up %v", i+1, up)
		}
		if st.Reviewers[0].Name != v.rev.Name || st.Reviewers[0].N != 2*(i+1) || st.Funnel.Revised != i+1 || st.Funnel.Appealed != i+1 {
			t.Error(st)
		}
	}
	vendor, err := v.Appeals().Statistics(ctx, v.vendorAdmin, v.clock.at.AddDate(0, -1, 0))
	if err != nil || vendor.Funnel.Decided != 3 || vendor.Questions[0].Over {
		t.Error(vendor, err)
	}
	if cs, err := v.Appeals().Cases(ctx, v.lead, appeal.Find{RubricID: rubricOf(t, v), Ref: contestedOne, Overturned: true}, 9); err != nil || len(cs) != 3 {
		t.Error("the list behind:", len(cs), err)
	}
	if cs, err := v.Appeals().Cases(ctx, v.lead, appeal.Find{RubricID: rubricOf(t, v), Ref: contestedTwo, Overturned: true}, 9); err != nil || len(cs) != 0 {
		t.Error("the list behind:", len(cs), err)
	}
}

func rubricOf(t *testing.T, v *town) string {
	t.Helper()
	version, err := v.Quality().Version(ctx, v.lead, v.version)
	if err != nil {
		t.Fatal(err)
	}
	return version.RubricID
}

func TestAdvance_LeavesAppealsToTheirOwnKeeper(t *testing.T) {
	v := newTown(t)
	e := v.released(t, v.rev, v.own)
	for _, by := range []people.Actor{v.agent, v.lead} {
		if _, err := v.Quality().Advance(ctx, by, e.ID, qa.Appealed, "x"); !fault.Is(err, fault.Invalid) {
			t.Error(by.Name, err)
		}
	}
}

func TestVoid_EndsTheAppeal(t *testing.T) {
	v := newTown(t)
	e, a := v.filed(t)
	if _, err := v.Quality().Advance(ctx, v.lead, e.ID, qa.Voided, "wrong call"); err != nil {
		t.Fatal(err)
	}
	if err := v.Appeals().Take(ctx, v.lead, a.ID, false); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestCalendar_IsKeptByWhoSeesAllAndReadByEverybody(t *testing.T) {
	v := newTown(t)
	c := workdays.China2026(workdays.Standard())
	if err := v.Appeals().SaveCalendar(ctx, v.vendorAdmin, c); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	if err := v.Appeals().SaveCalendar(ctx, v.lead, c); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Appeals().Calendar(ctx, v.agent); err != nil || len(got.Off) != len(c.Off) {
		t.Error(got, err)
	}
	l := workdays.Leave{PersonID: v.agent.PersonID, Span: workdays.Span{From: "2026-03-03", Until: "2026-03-03", Name: "年假"}}
	if err := v.Appeals().SaveLeave(ctx, v.vendorAdmin, l); err != nil {
		t.Fatal(err)
	}
	ls, err := v.Appeals().Leaves(ctx, v.agent, "2026-03-01")
	if err != nil || len(ls) != 1 || ls[0].PersonName != v.agent.Name {
		t.Fatal(ls, err)
	}
	if ls, err := v.Appeals().Leaves(ctx, v.foreignRev, "2026-03-01"); err != nil || len(ls) != 0 {
		t.Error("another vendor sees leave:", ls, err)
	}
	if err := v.Appeals().DropLeave(ctx, v.vendorAdmin, ls[0].ID); err != nil {
		t.Error(err)
	}
}

func TestCases_AReviewerReadsThoseAgainstTheirOwnScoresOnly(t *testing.T) {
	v := newTown(t)
	_, a := v.filed(t)
	for by, want := range map[*people.Actor]int{&v.rev: 1, &v.second: 0, &v.lead: 1, &v.agent: 1, &v.mate: 0} {
		if cs, err := v.Appeals().Cases(ctx, *by, appeal.Find{}, 9); err != nil || len(cs) != want {
			t.Error(by.Name, len(cs), err)
		}
	}
	if _, err := v.Appeals().Case(ctx, v.second, a.ID); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}
