package store_test

import (
	"reflect"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/calibration"
)

// session adds a session of two participants and an expert on the other
// vendor's call and takes it to scoring.
func (v *town) session(t testing.TB, call string, expert people.Actor, who ...people.Actor) string {
	t.Helper()
	s := calibration.Session{Title: "Storm", VersionID: v.version, Calls: []calibration.Call{{ID: call}}, Threshold: calibration.DefaultThreshold, DueAt: v.clock.at.Add(48 * time.Hour)}
	if expert.PersonID != "" {
		s.Members = append(s.Members, calibration.Member{PersonID: expert.PersonID, Expert: true})
	}
	for _, p := range who {
		s.Members = append(s.Members, calibration.Member{PersonID: p.PersonID})
	}
	id := must[string](t)(v.Calibration().Save(ctx, v.lead, s))
	v.advanceSession(t, id, calibration.Scoring)
	return id
}

func (v *town) advanceSession(t testing.TB, id string, to calibration.State) {
	t.Helper()
	if err := v.Calibration().Advance(ctx, v.lead, id, to); err != nil {
		t.Fatal(err)
	}
}

// score submits an evaluation in a session: option 0 everywhere but where said.
func (v *town) score(t testing.TB, by people.Actor, session, call string, but map[string]int) qa.Evaluation {
	t.Helper()
	e, err := v.Quality().Begin(ctx, by, qa.Start{CallID: call, VersionID: v.version, Purpose: qa.Session, For: session})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = v.full(t)
	for ref, option := range but {
		a := qa.Choose(option)
		a.Comment = "not so"
		e.Answers[ref] = a
	}
	if e, err = v.Quality().Submit(ctx, by, e); err != nil {
		t.Fatal(err)
	}
	return e
}

// calibrated is a resolved session of the client on the other vendor's call,
// with a ruling that stands as a precedent and a proposal.
func (v *town) calibrated(t testing.TB) string {
	t.Helper()
	id := v.session(t, v.others, people.Actor{}, v.rev, v.second)
	v.score(t, v.rev, id, v.others, nil)
	v.score(t, v.second, id, v.others, map[string]int{"1.2": 1})
	v.advanceSession(t, id, calibration.Review)
	k := v.Calibration()
	if err := k.Rule(ctx, v.lead, calibration.Ruling{SessionID: id, CallID: v.others, Ref: "1.2", Agreed: qa.Choose(1), Text: "Half", Precedent: true, Wording: true}); err != nil {
		t.Fatal(err)
	}
	v.advanceSession(t, id, calibration.Resolved)
	return id
}

// proposed is a proposal of the client's lead.
func (v *town) proposed(t testing.TB) string {
	t.Helper()
	k := v.Calibration()
	if err := k.Propose(ctx, v.lead, calibration.Proposal{VersionID: v.version, Ref: "2.2", CallID: v.others, Why: words.T("Give a reason.", nil)}); err != nil {
		t.Fatal(err)
	}
	all := must[[]calibration.Proposal](t)(k.Proposals(ctx, v.lead))
	return all[0].ID
}

func TestCalibration_IsBlindUntilOwnSubmissionAndReview(t *testing.T) {
	v := newTown(t)
	id := v.session(t, v.ours2(t), v.lead, v.rev, v.second)
	call := v.sessionCall(t, id)
	k := v.Calibration()
	v.score(t, v.rev, id, call, nil)
	for name, by := range map[string]people.Actor{"who submitted": v.rev, "who didn't": v.second, "the lead": v.lead} {
		b, err := k.Session(ctx, by, id)
		if err != nil || !b.Blind || len(b.Sheets)+len(b.Rulings) != 0 {
			t.Errorf("%s sees %d sheets while scoring, %v", name, len(b.Sheets), err)
		}
		if done, all := b.Session.Progress(); done != 1 || all != 3 {
			t.Errorf("%s: %d of %d", name, done, all)
		}
	}
	if err := k.Advance(ctx, v.lead, id, calibration.Review); !fault.Is(err, fault.Conflict) {
		t.Error("a lead who takes part looked before submitting:", err)
	}
	v.score(t, v.lead, id, call, nil)
	if err := k.Advance(ctx, v.lead, id, calibration.Review); !fault.Is(err, fault.Conflict) {
		t.Error("a review with one participant:", err)
	}
	third := v.person(t, v.client, "", "third", people.Reviewer)
	b, err := k.Session(ctx, v.lead, id)
	if err != nil {
		t.Fatal(err)
	}
	b.Session.Members = append(b.Session.Members, calibration.Member{PersonID: third.PersonID})
	if _, err := k.Save(ctx, v.lead, b.Session); err != nil {
		t.Fatal(err)
	}
	v.score(t, third, id, call, map[string]int{"1.1": 1})
	v.advanceSession(t, id, calibration.Review)
	if b, err := k.Session(ctx, v.rev, id); err != nil || b.Blind || len(b.Sheets) != 3 || !b.Sheets[0].Expert {
		t.Error("who submitted sees too little:", b.Blind, len(b.Sheets), err)
	}
	if b, err := k.Session(ctx, v.second, id); err != nil || !b.Blind || len(b.Sheets) != 0 {
		t.Error("who never submitted sees the answers:", len(b.Sheets), err)
	}
}

// ours2 is a call that everybody of the client may score.
func (v *town) ours2(t testing.TB) string { t.Helper(); return v.call(t, v.agent, "calibrated") }

func (v *town) sessionCall(t testing.TB, id string) string {
	t.Helper()
	b, err := v.Calibration().Session(ctx, v.lead, id)
	if err != nil {
		t.Fatal(err)
	}
	return b.Session.Calls[0].ID
}

func TestCalibration_OnlyParticipantsScoreAndOnlyWhileScoring(t *testing.T) {
	v := newTown(t)
	call := v.ours2(t)
	id := v.session(t, call, people.Actor{}, v.rev, v.second)
	q := v.Quality()
	start := qa.Start{CallID: call, VersionID: v.version, Purpose: qa.Session, For: id}
	if _, err := q.Begin(ctx, v.lead, start); !fault.Is(err, fault.NotFound) {
		t.Error("a lead who takes no part began:", err)
	}
	for name, s := range map[string]qa.Start{"another call": {CallID: v.own, VersionID: v.version, Purpose: qa.Session, For: id},
		"no session": {CallID: call, VersionID: v.version, Purpose: qa.Session}} {
		if _, err := q.Begin(ctx, v.rev, s); !fault.Is(err, fault.NotFound) {
			t.Error(name, err)
		}
	}
	late, err := q.Begin(ctx, v.second, start)
	if err != nil {
		t.Fatal(err)
	}
	v.score(t, v.rev, id, call, nil)
	third := v.person(t, v.client, "", "third", people.Reviewer)
	b := must[calibration.Board](t)(v.Calibration().Session(ctx, v.lead, id))
	b.Session.Members = append(b.Session.Members, calibration.Member{PersonID: third.PersonID})
	must[string](t)(v.Calibration().Save(ctx, v.lead, b.Session))
	own := v.score(t, third, id, call, nil)
	v.advanceSession(t, id, calibration.Review)
	if _, err := q.Begin(ctx, v.second, start); !fault.Is(err, fault.Conflict) {
		t.Error("begun after the end:", err)
	}
	if _, err := q.Save(ctx, v.second, late); !fault.Is(err, fault.Conflict) {
		t.Error("saved after the end:", err)
	}
	if _, err := q.Revise(ctx, third, own.ID, "second thoughts"); !fault.Is(err, fault.Conflict) {
		t.Error("revised after the end:", err)
	}
}

func TestCalibration_StaysOutOfAveragesAndAwayFromAgents(t *testing.T) {
	v := newTown(t)
	call := v.ours2(t)
	id := v.session(t, call, v.lead, v.rev, v.second)
	own := v.score(t, v.lead, id, call, nil)
	for _, by := range []people.Actor{v.rev, v.second} {
		v.score(t, by, id, call, nil)
	}
	q := v.Quality()
	if _, err := q.Advance(ctx, v.lead, own.ID, qa.Released, ""); fault.KindOf(err) == fault.Unexpected {
		t.Error("the expert's evaluation was released:", err)
	}
	for name, by := range map[string]people.Actor{"agent": v.agent, "lead": v.lead, "reviewer": v.rev} {
		if es, err := q.Evaluations(ctx, by, qa.Find{CallID: call}, 9); err != nil || len(es) != 0 {
			t.Errorf("%s lists %d evaluations of the session, %v", name, len(es), err)
		}
	}
	ms, err := q.Monthly(ctx, v.lead, v.agent.PersonID, "", "", v.clock.at.AddDate(0, -1, 0), v.clock.at.AddDate(0, 1, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range ms {
		if m.N != 0 {
			t.Errorf("counted %d in the averages", m.N)
		}
	}
	if row, err := v.Calls().Call(ctx, v.lead, call); err != nil || row.Score != nil || row.State != "" {
		t.Error("the call shows a score of the session", row.Score, row.State, err)
	}
}

func TestCalibration_WhoIsNotConcernedSeesNothing(t *testing.T) {
	v := newTown(t)
	id := v.calibrated(t)
	k := v.Calibration()
	for name, by := range map[string]people.Actor{"the vendor's lead": v.vendorAdmin, "the vendor's reviewer": v.vendorRev} {
		if all, err := k.Sessions(ctx, by); err != nil || len(all) != 0 {
			t.Errorf("%s lists %d, %v", name, len(all), err)
		}
		if _, err := k.Session(ctx, by, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, by := range []people.Actor{v.agent, v.foreign} {
		if _, err := k.Session(ctx, by, id); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the agent: %v", err)
		}
		if _, err := k.Sessions(ctx, by); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the agent: %v", err)
		}
	}
	third := v.person(t, v.client, "", "third", people.Reviewer)
	if _, err := k.Session(ctx, third, id); !fault.Is(err, fault.NotFound) {
		t.Error("a reviewer who takes no part:", err)
	}
}

func TestPrecedents_StandAtTheQuestionWithoutTheirSessionForStrangers(t *testing.T) {
	v := newTown(t)
	id := v.calibrated(t)
	k := v.Calibration()
	for name, c := range map[string]struct {
		by      people.Actor
		session string
	}{"lead": {v.lead, id}, "participant": {v.rev, id}, "vendor's reviewer": {v.vendorRev, ""}} {
		ps, err := k.Precedents(ctx, c.by, v.version)
		if err != nil || len(ps) != 1 {
			t.Fatalf("%s: %v, %v", name, ps, err)
		}
		if p := ps[0]; p.Ref != "1.2" || p.Text != "Half" || p.Agreed == "" || p.SessionID != c.session {
			t.Errorf("%s: %+v", name, p)
		}
	}
	v.advanceSession(t, id, calibration.Review)
	if ps, _ := k.Precedents(ctx, v.rev, v.version); len(ps) != 0 {
		t.Error("a ruling stands while it is being discussed again")
	}
}

func TestPrecedents_FollowTheRubricIntoItsNextVersion(t *testing.T) {
	v := newTown(t)
	v.calibrated(t)
	next := must[qa.Version](t)(v.Quality().Version(ctx, v.lead, v.version))
	id := must[string](t)(v.Quality().Publish(ctx, v.lead, next))
	if ps, err := v.Calibration().Precedents(ctx, v.rev, id); err != nil || len(ps) != 1 || ps[0].Agreed == "" {
		t.Error(ps, err)
	}
}

func TestResolve_NeedsAnAgreedAnswerToEveryFlaggedQuestion(t *testing.T) {
	v := newTown(t)
	call := v.ours2(t)
	id := v.session(t, call, people.Actor{}, v.rev, v.second)
	v.score(t, v.rev, id, call, nil)
	v.score(t, v.second, id, call, map[string]int{"1.2": 1, "2.2": 2})
	v.advanceSession(t, id, calibration.Review)
	k := v.Calibration()
	rule := func(ref string, a qa.Answer) {
		t.Helper()
		if err := k.Rule(ctx, v.lead, calibration.Ruling{SessionID: id, CallID: call, Ref: ref, Agreed: a}); err != nil {
			t.Fatal(err)
		}
	}
	rule("1.2", qa.Choose(0))
	err := k.Advance(ctx, v.lead, id, calibration.Resolved)
	if want := "Flagged questions without an agreed answer: 1. The first is 2.2."; fault.Sentence(err) != want {
		t.Errorf("got %v", err)
	}
	rule("2.2", qa.Choose(1))
	v.advanceSession(t, id, calibration.Resolved)
	if err := k.Rule(ctx, v.lead, calibration.Ruling{SessionID: id, CallID: call, Ref: "2.2"}); !fault.Is(err, fault.Conflict) {
		t.Error("ruled after the resolution:", err)
	}
	v.advanceSession(t, id, calibration.Closed)
	if err := k.Advance(ctx, v.lead, id, calibration.Review); !fault.Is(err, fault.Conflict) {
		t.Error("a closed session was taken up:", err)
	}
}

func TestRule_TakesOnlyWhatTheQuestionCanHave(t *testing.T) {
	v := newTown(t)
	call := v.ours2(t)
	id := v.session(t, call, people.Actor{}, v.rev, v.second)
	v.score(t, v.rev, id, call, nil)
	v.score(t, v.second, id, call, nil)
	v.advanceSession(t, id, calibration.Review)
	k := v.Calibration()
	for want, r := range map[string]calibration.Ruling{
		"There is no question \"9.9\" in this rubric.": {SessionID: id, CallID: call, Ref: "9.9", Agreed: qa.Choose(0)},
		"Question 1.2 has no such option.":             {SessionID: id, CallID: call, Ref: "1.2", Agreed: qa.Choose(7)},
		"This call is not in the library.":             {SessionID: id, CallID: v.own, Ref: "1.2", Agreed: qa.Choose(0)},
	} {
		if err := k.Rule(ctx, v.lead, r); fault.Sentence(err) != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if err := k.Rule(ctx, v.rev, calibration.Ruling{SessionID: id, CallID: call, Ref: "1.2", Agreed: qa.Choose(0)}); !fault.Is(err, fault.Forbidden) {
		t.Error("a participant ruled:", err)
	}
}

func TestSave_RefusesWhoCantTakePart(t *testing.T) {
	v := newTown(t)
	k := v.Calibration()
	mentor := v.person(t, v.acme, v.teamA, "mentor", people.Reviewer)
	p := must[people.Person](t)(v.People().Person(ctx, v.admin, v.agent.PersonID))
	p.MentorID = mentor.PersonID
	must[string](t)(v.People().SavePerson(ctx, v.admin, p))
	base := calibration.Session{Title: "X", VersionID: v.version, Calls: []calibration.Call{{ID: v.own}}, Threshold: 10}
	for want, who := range map[string]people.Actor{
		"Name mentor can't take part: Is the mentor of Name agent.":                     mentor,
		"Name foreignrev can't take part: Sees only the calls of the own organisation.": v.foreignRev,
		"This person is not in the workspace.":                                          v.agent, // can't score
	} {
		s := base
		s.Members = []calibration.Member{{PersonID: who.PersonID}}
		if _, err := k.Save(ctx, v.lead, s); fault.Sentence(err) != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	all, err := k.Candidates(ctx, v.lead, []string{v.own})
	if err != nil {
		t.Fatal(err)
	}
	free := 0
	for _, c := range all {
		if c.Conflict.IsZero() {
			free++
		}
	}
	if len(all) != 7 || free != 5 {
		t.Errorf("%d candidates, %d free: %+v", len(all), free, all)
	}
}

func TestSession_NeedsTwoParticipants(t *testing.T) {
	v := newTown(t)
	k := v.Calibration()
	id := must[string](t)(k.Save(ctx, v.lead, calibration.Session{Title: "X", VersionID: v.version, Calls: []calibration.Call{{ID: v.own}}, Threshold: 10,
		Members: []calibration.Member{{PersonID: v.lead.PersonID, Expert: true}, {PersonID: v.rev.PersonID}}}))
	if err := k.Advance(ctx, v.lead, id, calibration.Scoring); fault.Sentence(err) != "Calibration needs 2 participants or more; this session has 1." {
		t.Error(err)
	}
	if all, _ := k.Sessions(ctx, v.rev); len(all) != 0 {
		t.Error("a participant sees the draft")
	}
}

func TestSave_OfARunningSessionChangesNoCallNoRubricAndLosesNobody(t *testing.T) {
	v := newTown(t)
	call := v.ours2(t)
	id := v.session(t, call, people.Actor{}, v.rev, v.second)
	k := v.Calibration()
	s := must[calibration.Board](t)(k.Session(ctx, v.lead, id)).Session
	other, fewer, later := s, s, s
	other.Calls = []calibration.Call{{ID: v.own}}
	fewer.Members = s.Members[:1]
	later.DueAt = s.DueAt.Add(time.Hour)
	for name, x := range map[string]calibration.Session{"another call": other, "fewer people": fewer} {
		if _, err := k.Save(ctx, v.lead, x); !fault.Is(err, fault.Conflict) {
			t.Error(name, err)
		}
	}
	must[string](t)(k.Save(ctx, v.lead, later))
	if got := must[calibration.Board](t)(k.Session(ctx, v.lead, id)).Session.DueAt; !got.Equal(later.DueAt) {
		t.Error("the deadline stayed", got)
	}
}

func TestSave_RefusesARetiredRubric(t *testing.T) {
	v := newTown(t)
	next := must[qa.Version](t)(v.Quality().Version(ctx, v.lead, v.version))
	must[string](t)(v.Quality().Publish(ctx, v.lead, next))
	_, err := v.Calibration().Save(ctx, v.lead, calibration.Session{Title: "X", VersionID: v.version, Calls: []calibration.Call{{ID: v.own}}, Threshold: 10})
	if !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestWaiting_TellsParticipantsAndTheLead(t *testing.T) {
	v := newTown(t)
	call := v.ours2(t)
	id := v.session(t, call, people.Actor{}, v.rev, v.second)
	k := v.Calibration()
	turns := func(by people.Actor) []calibration.Turn {
		t.Helper()
		return must[[]calibration.Turn](t)(k.Waiting(ctx, by))
	}
	if ts := turns(v.rev); len(ts) != 1 || ts[0].CallID != call || ts[0].SessionID != id || ts[0].Begun {
		t.Errorf("%+v", ts)
	}
	if ts := turns(v.lead); len(ts) != 0 {
		t.Errorf("the lead waits already: %+v", ts)
	}
	v.score(t, v.rev, id, call, nil)
	if ts := turns(v.rev); len(ts) != 0 {
		t.Errorf("%+v", ts)
	}
	v.score(t, v.second, id, call, nil)
	if ts := turns(v.lead); len(ts) != 1 || ts[0].CallID != "" {
		t.Errorf("%+v", ts)
	}
}

func TestCalibration_ScoringIsBlindToOrdinaryEvaluationsOfTheCall(t *testing.T) {
	v := newTown(t)
	call := v.ours2(t)
	v.scored(t, v.second, call)
	if es, _ := v.Quality().Evaluations(ctx, v.rev, qa.Find{CallID: call}, 9); len(es) != 1 {
		t.Fatal(es)
	}
	v.session(t, call, people.Actor{}, v.rev, v.second)
	if es, _ := v.Quality().Evaluations(ctx, v.rev, qa.Find{CallID: call}, 9); len(es) != 0 {
		t.Error("a participant reads what another made of the call")
	}
}

func TestProposals_StandOnceUntilTakenUpOrDismissed(t *testing.T) {
	v := newTown(t)
	k := v.Calibration()
	p := calibration.Proposal{VersionID: v.version, Ref: "5.1", Why: words.T("Give a reason.", nil)}
	for range 2 {
		if err := k.Propose(ctx, v.rev, p); err != nil {
			t.Fatal(err)
		}
	}
	all := must[[]calibration.Proposal](t)(k.Proposals(ctx, v.lead))
	if len(all) != 1 || all[0].Ref != "5.1" || all[0].Question == "" || all[0].Why.Key != p.Why.Key {
		t.Fatalf("%+v", all)
	}
	if err := k.Dismiss(ctx, v.lead, all[0].ID, "", " "); !fault.Is(err, fault.Invalid) {
		t.Error("dismissed without a reason:", err)
	}
	id := v.session(t, v.ours2(t), people.Actor{}, v.rev, v.second)
	if err := k.Dismiss(ctx, v.lead, all[0].ID, id, ""); err != nil {
		t.Fatal(err)
	}
	if all := must[[]calibration.Proposal](t)(k.Proposals(ctx, v.lead)); len(all) != 0 {
		t.Errorf("%+v", all)
	}
	if err := k.Dismiss(ctx, v.lead, all[0].ID, "", "again"); !fault.Is(err, fault.NotFound) {
		t.Error("closed twice:", err)
	}
	if err := k.Propose(ctx, v.rev, calibration.Proposal{VersionID: v.version, Ref: "9.9"}); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestWordings_WaitForWhoKeepsTheRubric(t *testing.T) {
	v := newTown(t)
	id := v.calibrated(t)
	k := v.Calibration()
	ws := must[[]calibration.Wording](t)(k.Wordings(ctx, v.lead, ""))
	if len(ws) != 1 || ws[0].SessionID != id || ws[0].Text != "Half" || ws[0].Question == "" {
		t.Fatalf("%+v", ws)
	}
	if err := k.Take(ctx, v.lead, ws[0]); err != nil {
		t.Fatal(err)
	}
	if ws := must[[]calibration.Wording](t)(k.Wordings(ctx, v.lead, ws[0].RubricID)); len(ws) != 0 {
		t.Errorf("%+v", ws)
	}
	if err := k.Take(ctx, v.lead, ws[0]); !fault.Is(err, fault.NotFound) {
		t.Error("taken twice:", err)
	}
}

func TestCalibration_WindowsHearOfEveryStep(t *testing.T) {
	v := newTown(t)
	var heard []notice.Notice
	defer v.Notices().Listen(func(n notice.Notice) {
		if n.Subject == notice.Calibration {
			heard = append(heard, n)
		}
	})()
	call := v.ours2(t)
	id := v.session(t, call, people.Actor{}, v.rev, v.second)
	v.score(t, v.rev, id, call, nil)
	want := notice.Notice{Subject: notice.Calibration, ID: id}
	if !reflect.DeepEqual(heard, []notice.Notice{want, want, want}) {
		t.Errorf("%v", heard)
	}
}
