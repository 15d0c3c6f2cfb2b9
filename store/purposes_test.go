package store_test

import (
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
)

// begun begins an evaluation that must be allowed.
func (v *town) begun(t *testing.T, by people.Actor, s qa.Start) qa.Evaluation {
	t.Helper()
	s.VersionID = v.version
	e, err := v.Quality().Begin(ctx, by, s)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (v *town) submitted(t *testing.T, by people.Actor, e qa.Evaluation) qa.Evaluation {
	t.Helper()
	e.Answers = v.full(t)
	done, err := v.Quality().Submit(ctx, by, e)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestBegin_TheSecondReviewerOfACallScoresItDouble(t *testing.T) {
	v := newTown(t)
	early := v.begun(t, v.second, qa.Start{CallID: v.own}) // both began before either had submitted
	first := v.submitted(t, v.rev, v.begun(t, v.rev, qa.Start{CallID: v.own}))
	second := v.submitted(t, v.second, early)
	if first.Purpose != qa.Ordinary || second.Purpose != qa.Double {
		t.Errorf("first %s, second %s", first.Purpose, second.Purpose)
	}
	again := v.begun(t, v.second, qa.Start{CallID: v.own})
	if again.ID != second.ID {
		t.Error("one reviewer scored one call twice")
	}
	months, err := v.Quality().Monthly(ctx, v.lead, "", "", "", v.clock.now().AddDate(0, -1, 0), v.clock.now().AddDate(0, 0, 1))
	if err != nil || months[len(months)-1].N != 1 {
		t.Errorf("the call enters the averages %v times (%v)", months, err)
	}
	if _, err := v.Quality().Advance(ctx, v.lead, second.ID, qa.Released, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("a double evaluation was released: %v", err)
	}
}

func TestEvaluations_OthersJudgementIsHiddenUntilTheOwnIsSubmitted(t *testing.T) {
	v := newTown(t)
	first := v.submitted(t, v.rev, v.begun(t, v.rev, qa.Start{CallID: v.own}))
	draft := v.begun(t, v.second, qa.Start{CallID: v.own})
	if _, err := v.Quality().Evaluation(ctx, v.second, first.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("the second reviewer reads the first before scoring: %v", err)
	}
	v.submitted(t, v.second, draft)
	if _, err := v.Quality().Evaluation(ctx, v.second, first.ID); err != nil {
		t.Errorf("after scoring: %v", err)
	}
}

func TestBegin_AnAgentEvaluatesOwnCallsOnly(t *testing.T) {
	v := newTown(t)
	own := v.begun(t, v.agent, qa.Start{CallID: v.own, Purpose: qa.Self})
	done := v.submitted(t, v.agent, own)
	if done.Purpose != qa.Self || done.State != qa.Submitted {
		t.Errorf("%+v", done)
	}
	if _, err := v.Quality().Begin(ctx, v.agent, qa.Start{CallID: v.mates, VersionID: v.version, Purpose: qa.Self}); err == nil {
		t.Error("an agent evaluates a mate")
	}
	if _, err := v.Quality().Begin(ctx, v.agent, qa.Start{CallID: v.own, VersionID: v.version}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an agent scores: %v", err)
	}
	if es, err := v.Quality().Evaluations(ctx, v.mate, qa.Find{}, 10); err != nil || len(es) != 0 {
		t.Errorf("a mate reads %d (%v)", len(es), err)
	}
}

func TestBegin_JointIsTheMentorsAndTheMenteeReadsIt(t *testing.T) {
	v := newTown(t)
	p := must[people.Person](t)(v.People().Person(ctx, v.admin, v.agent.PersonID))
	p.MentorID = v.rev.PersonID
	must[string](t)(v.People().SavePerson(ctx, v.admin, p))
	if _, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a mentor scores the mentee: %v", err)
	}
	draft := v.begun(t, v.rev, qa.Start{CallID: v.own, Purpose: qa.Joint})
	if _, err := v.Quality().Evaluation(ctx, v.agent, draft.ID); err == nil {
		t.Error("the mentee reads a draft")
	}
	v.submitted(t, v.rev, draft)
	if _, err := v.Quality().Evaluation(ctx, v.agent, draft.ID); err != nil {
		t.Errorf("the mentee reads the joint evaluation: %v", err)
	}
	if _, err := v.Quality().Begin(ctx, v.second, qa.Start{CallID: v.own, VersionID: v.version, Purpose: qa.Joint}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("somebody else begins a joint evaluation: %v", err)
	}
}

func TestAllow_LetsAMentorScoreForTheCaseInWriting(t *testing.T) {
	v := newTown(t)
	p := must[people.Person](t)(v.People().Person(ctx, v.admin, v.agent.PersonID))
	p.MentorID = v.rev.PersonID
	must[string](t)(v.People().SavePerson(ctx, v.admin, p))
	if err := v.Quality().Allow(ctx, v.lead, v.own, v.rev.PersonID, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	if err := v.Quality().Allow(ctx, v.rev, v.own, v.rev.PersonID, "x"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a reviewer allows it to themselves: %v", err)
	}
	if err := v.Quality().Allow(ctx, v.lead, v.own, v.rev.PersonID, "Nobody else speaks the dialect."); err != nil {
		t.Fatal(err)
	}
	v.begun(t, v.rev, qa.Start{CallID: v.own})
}

func TestBegin_ARetiredVersionIsRefused(t *testing.T) {
	v := newTown(t)
	old := must[qa.Version](t)(v.Quality().Version(ctx, v.lead, v.version))
	draft := v.begun(t, v.rev, qa.Start{CallID: v.own})
	must[string](t)(v.Quality().Publish(ctx, v.lead, old))
	if _, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.mates, VersionID: old.ID}); !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	if again := v.begun(t, v.rev, qa.Start{CallID: v.own}); again.ID != draft.ID {
		t.Error("a draft of the version before can't be finished")
	}
}
