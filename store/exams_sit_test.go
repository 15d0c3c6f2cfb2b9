package store_test

import (
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/exam"
)

func TestBegin_AnAttemptOnAWithdrawnExamIsRefused(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	if err := v.Exams().Withdraw(ctx, v.trainer(t), id, "a leak"); err != nil {
		t.Fatal(err)
	}
	if err := second(v.Exams().Begin(ctx, v.agent, id)); !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Sentence(err), "nobody can sit it") {
		t.Error(err)
	}
	if offers := must[[]exam.Offer](t)(v.Exams().Offers(ctx, v.agent)); len(offers) != 0 {
		t.Error("who never sat it needs not know of it", offers)
	}
}

func TestWithdraw_EndsWhatRunsByTheRuleForTimeThatIsUp(t *testing.T) {
	for name, c := range map[string]struct {
		expiry exam.Expiry
		want   exam.AttemptState
		points float64
		says   string
	}{
		"handed in":            {exam.AutoSubmit, exam.Marked, 1.5, "was handed in"},
		"counts for nothing":   {exam.Discard, exam.Discarded, 0, "counts for nothing"},
		"grace is no reprieve": {exam.Grace, exam.Marked, 1.5, "was handed in"},
	} {
		t.Run(name, func(t *testing.T) {
			v := newTown(t)
			e := quiz()
			e.Rules.Expiry, e.Rules.Grace = c.expiry, time.Minute
			id := v.published(t, e, bankOf(6))
			s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
			must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(0, 0)))
			if err := v.Exams().Withdraw(ctx, v.trainer(t), id, "a leak"); err != nil {
				t.Fatal(err)
			}
			r := must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id))[0]
			if r.State != c.want || r.Points != c.points || r.Ended.IsZero() {
				t.Errorf("%+v", r)
			}
			clock, keep := v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(1, 0))
			for what, err := range map[string]error{"go on": second(v.Exams().Begin(ctx, v.agent, id)), "answer": keep,
				"hand in": second(v.Exams().Submit(ctx, v.agent, s.Attempt.ID))} {
				if !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Sentence(err), c.says) {
					t.Error(what, err)
				}
			}
			if clock.State != c.want {
				t.Error("the screen must learn that it is over:", clock)
			}
			offers := must[[]exam.Offer](t)(v.Exams().Offers(ctx, v.agent))
			if len(offers) != 1 || !offers[0].Withdrawn || offers[0].Stands == nil {
				t.Error("who has sat it still sees it", offers)
			}
		})
	}
}

func TestOffers_TellWhatBecameOfAnAttemptThatNobodyWatched(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	if o := must[[]exam.Offer](t)(v.Exams().Offers(ctx, v.agent))[0]; o.Stands != nil {
		t.Fatal("it runs:", o.Stands)
	} else if _, running := o.Running(); !running {
		t.Fatalf("%+v", o)
	}
	v.clock.at = v.clock.at.Add(2 * time.Hour)
	o := must[[]exam.Offer](t)(v.Exams().Offers(ctx, v.agent))[0]
	if _, running := o.Running(); running || !o.Attempts[0].Late || o.Attempts[0].State != exam.Marked {
		t.Errorf("%+v", o.Attempts)
	}
}

// calls is an exam with one question that scores the mate's call.
func (v *town) scoring(t *testing.T) (examID string, expert qa.Answers) {
	t.Helper()
	e := v.submitted(t, v.rev, must[qa.Evaluation](t)(v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.mates, VersionID: v.version})))
	x := quiz()
	x.Blueprint = exam.Blueprint{{Kind: bank.ScoreCall, Count: 1, Mark: 10}}
	x.Rules.Review[exam.JustAfter] = exam.View{Response: true, Mark: true, Right: true}
	q := bank.Question{ID: "score", Kind: bank.ScoreCall, Text: "Score this call.", Mark: 10, Clip: &bank.Clip{CallID: v.mates, Until: time.Minute, Plays: 2},
		VersionID: v.version, ExpertID: e.ID}
	return v.published(t, x, []bank.Question{q}), e.Answers
}

func TestSubmit_AScoredCallIsMarkedByItsAgreementWithTheExpert(t *testing.T) {
	v := newTown(t)
	id, expert := v.scoring(t)
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	if len(s.Rubrics[v.version].Sections) == 0 || s.Questions[0].ExpertID != "" {
		t.Fatal("the form is needed, the expert is the key")
	}
	rubric := s.Rubrics[v.version]
	mine := qa.Answers{}
	for ref, a := range expert {
		mine[ref] = a
	}
	var missed string
	for _, q := range rubric.All {
		if q.Scored() && q.Weight.Float() > 0 {
			missed = q.Ref
			break
		}
	}
	delete(mine, missed)
	given := must[bank.Answer](t)(exam.Evaluation(mine))
	given.Agreement = 1 // nobody marks themselves
	must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, exam.Event{Deed: exam.Answered, Answer: given}))
	must[exam.Clock](t)(v.Exams().Submit(ctx, v.agent, s.Attempt.ID))
	want := exam.Agreement(&rubric, mine, expert)
	r := must[exam.Reviewed](t)(v.Exams().Review(ctx, v.agent, s.Attempt.ID))
	if got := r.Points / r.Most; want >= 1 || want <= 0 || got < want-.05 || got > want+.05 {
		t.Errorf("%v of %v, agreement %v", r.Points, r.Most, want)
	}
	if len(r.Lines[0].Expert) != len(expert) || r.Lines[0].Answer.Agreement != 0 {
		t.Errorf("%+v", r.Lines[0])
	}
}

func TestClip_OpensTheOneCallOfTheQuestion(t *testing.T) {
	v := newTown(t)
	id, _ := v.scoring(t)
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	heard, err := v.Exams().Clip(ctx, v.agent, s.Attempt.ID, 0)
	call := heard.Call
	if call.ID != v.mates || err == nil || fault.Is(err, fault.Forbidden) {
		t.Error("another agent's call, which here has no sound:", call.ID, err)
	}
	if _, err := v.Exams().Clip(ctx, v.agent, s.Attempt.ID, 1); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, err := v.Exams().Clip(ctx, v.mate, s.Attempt.ID, 0); !fault.Is(err, fault.NotFound) {
		t.Error("a mate's attempt:", err)
	}
	deaf := people.As(people.Person{ID: v.agent.PersonID, OrganisationID: v.acme}, people.Vendor)
	if _, err := v.Exams().Clip(ctx, deaf, s.Attempt.ID, 0); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	v.clock.at = v.clock.at.Add(3 * time.Hour)
	must[[]exam.Offer](t)(v.Exams().Offers(ctx, v.agent))
	v.clock.at = v.clock.at.Add(3 * time.Minute)
	if _, err := v.Exams().Clip(ctx, v.agent, s.Attempt.ID, 0); !fault.Is(err, fault.Forbidden) {
		t.Error("the attempt is over and the rules show nothing now:", err)
	}
}

func TestKeep_TypingOnTakesThePlaceOfWhatWasTyped(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	write := func(place int, text string) {
		v.clock.at = v.clock.at.Add(time.Second)
		must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, exam.Event{Deed: exam.Answered, Place: place, Answer: bank.Answer{Text: text}}))
	}
	for _, text := range []string{"a", "ab", "abc"} {
		write(0, text)
	}
	write(1, "x")
	write(0, "abcd")
	a := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id)).Attempt
	if a.Answers[0].Text != "abcd" || a.Answers[1].Text != "x" || a.Events != 3 {
		t.Errorf("%+v, %d events", a.Answers, a.Events)
	}
	if a.Meter.Used.Truncate(time.Second) != 5*time.Second {
		t.Error("time was lost with the rows:", a.Meter.Used)
	}
}
