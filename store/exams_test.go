package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/store"
	"shifu/training/bank"
	"shifu/training/exam"
)

// bankOf makes n single choices of which option 0 is right.
func bankOf(n int) []bank.Question {
	out := make([]bank.Question, n)
	for i := range out {
		out[i] = bank.Question{ID: fmt.Sprintf("q%03d", i), EntryID: fmt.Sprintf("e%03d", i), Kind: bank.Single, Text: fmt.Sprintf("Question %d?", i), Mark: 1,
			Feedback: "secret", Options: []bank.Option{{Text: "right", Fraction: 1, Feedback: "secret"}, {Text: "wrong"}}}
	}
	return out
}

func quiz() exam.Exam {
	return exam.Exam{Name: "Tariffs", PassShare: .6, Blueprint: exam.Blueprint{{Kind: bank.Single, Count: 4, Mark: 1.5}},
		Rules: exam.Rules{Limit: time.Hour, Review: map[exam.Moment]exam.View{exam.JustAfter: {Response: true, Mark: true}}}}
}

// stocked takes questions into the bank, ready to be drawn.
func (v *town) stocked(t testing.TB, by people.Actor, qs []bank.Question) []bank.Question {
	t.Helper()
	for i := range qs {
		qs[i].State = bank.Active
	}
	if len(qs) == 0 {
		return nil
	}
	return must[[]bank.Question](t)(v.Bank().Import(ctx, by, qs))
}

// published takes questions into the bank, publishes an exam of the vendor and
// returns its ID.
func (v *town) published(t testing.TB, e exam.Exam, pool []bank.Question) string {
	t.Helper()
	v.stocked(t, v.trainer(t), pool)
	id := must[string](t)(v.Exams().Save(ctx, v.trainer(t), e))
	if err := v.Exams().Publish(ctx, v.trainer(t), id, false); err != nil {
		t.Fatal(err)
	}
	return id
}

// trainer is somebody of the vendor who keeps exams.
func (v *town) trainer(testing.TB) people.Actor {
	return people.As(people.Person{ID: v.vendorRev.PersonID, OrganisationID: v.acme, Name: "trainer", Roles: []people.Role{people.Trainer}}, people.Vendor)
}

func (v *town) second2(testing.TB) people.Actor {
	return people.As(people.Person{ID: v.vendorAdmin.PersonID, OrganisationID: v.acme, Name: "second", Roles: []people.Role{people.Trainer}}, people.Vendor)
}

func choose(place, option int) exam.Event {
	return exam.Event{Deed: exam.Answered, Place: place, Answer: bank.Answer{Options: []int{option}}}
}

func (v *town) sit(t testing.TB, by people.Actor, examID string, options ...int) exam.Clock {
	t.Helper()
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, by, examID))
	for i, o := range options {
		if _, err := v.Exams().Keep(ctx, by, s.Attempt.ID, choose(i, o)); err != nil {
			t.Fatal(err)
		}
	}
	return must[exam.Clock](t)(v.Exams().Submit(ctx, by, s.Attempt.ID))
}

func TestPublish_WhatCantBeAnExamIsRefusedWithASentence(t *testing.T) {
	for name, c := range map[string]struct {
		pool []bank.Question
		lame bool
		says string
	}{
		"too small":   {bankOf(3), false, "命题表第 1 行（单选）要 4 题，题库只有 3 题"},
		"without key": {bankOf(6), true, "没有正确答案"},
		"no question": {nil, false, "题库只有 0 题"},
	} {
		v := newTown(t)
		v.stocked(t, v.trainer(t), c.pool)
		if c.lame {
			v.exec(t, `UPDATE bank_questions SET content = replace(content, '"fraction":1', '"fraction":0')`)
		}
		id := must[string](t)(v.Exams().Save(ctx, v.trainer(t), quiz()))
		err := v.Exams().Publish(ctx, v.trainer(t), id, false)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(words.Sentence(words.Chinese, err), c.says) {
			t.Errorf("%s: %v", name, words.Sentence(words.Chinese, err))
		}
		if p := must[exam.Prospect](t)(v.Exams().Prospect(ctx, v.trainer(t), quiz())); words.Sentence(words.Chinese, p.Problem) != words.Sentence(words.Chinese, err) {
			t.Errorf("%s: foretold %v", name, p.Problem)
		}
		if _, err := v.Exams().Begin(ctx, v.agent, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: a draft was sat: %v", name, err)
		}
	}
}

// exec changes the database behind the program's back.
func (v *town) exec(t testing.TB, sentence string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(v.Dir(), "shifu.db")+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(sentence); err != nil {
		t.Fatal(err)
	}
}

func TestPublish_FormsThatAreNotEquallyHardNeedASecondWord(t *testing.T) {
	v := newTown(t)
	qs := bankOf(2)
	for i, d := range []bank.Difficulty{bank.Easy, bank.Hard} {
		qs[i].Tags.Difficulty = d
	}
	v.stocked(t, v.trainer(t), qs)
	e := quiz()
	e.Blueprint[0].Count, e.Forms = 1, 2
	p := must[exam.Prospect](t)(v.Exams().Prospect(ctx, v.trainer(t), e))
	if p.Problem != nil || p.Even() || len(p.Forms) != 2 || p.Apart() < .1 {
		t.Fatalf("%+v", p)
	}
	id := must[string](t)(v.Exams().Save(ctx, v.trainer(t), e))
	if err := v.Exams().Publish(ctx, v.trainer(t), id, false); !fault.Is(err, fault.Conflict) {
		t.Error("published silently:", err)
	}
	if err := v.Exams().Publish(ctx, v.trainer(t), id, true); err != nil {
		t.Error(err)
	}
}

func TestExams_APublishedOneCantBeChanged(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.ID = v.published(t, e, bankOf(6))
	if _, err := v.Exams().Save(ctx, v.trainer(t), e); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	if err := v.Exams().Publish(ctx, v.trainer(t), e.ID, false); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestBegin_ShowsNoKey(t *testing.T) {
	v := newTown(t)
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, v.published(t, quiz(), bankOf(6))))
	if len(s.Questions) != 4 {
		t.Fatal(len(s.Questions))
	}
	for _, q := range s.Questions {
		if q.Feedback != "" || slices.ContainsFunc(q.Options, func(o bank.Option) bool { return o.Fraction != 0 || o.Feedback != "" }) || len(q.Options) != 2 {
			t.Errorf("%+v", q)
		}
	}
}

func TestSubmit_MarksAndShowsWhatTheRulesAllow(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	if c := v.sit(t, v.agent, id, 0, 0, 0, 1); c.State != exam.Marked {
		t.Fatal(c)
	}
	rs := must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id))
	if len(rs) != 1 || rs[0].Points != 4.5 || rs[0].Most != 6 || !rs[0].Passed || rs[0].Counts != .75 || rs[0].Person != "Name agent" {
		t.Fatalf("%+v", rs)
	}
	r := must[exam.Reviewed](t)(v.Exams().Review(ctx, v.agent, rs[0].AttemptID))
	if r.Points != 4.5 || !r.Passed || len(r.Lines) != 4 || r.Lines[3].Points != 0 || r.Lines[0].Answer.Options[0] != 0 || r.Lines[0].Question.Options[0].Fraction != 0 {
		t.Fatalf("%+v", r)
	}
	v.clock.at = v.clock.at.Add(3 * time.Minute)
	if r := must[exam.Reviewed](t)(v.Exams().Review(ctx, v.agent, rs[0].AttemptID)); r.Known || r.Points != 0 || len(r.Lines) != 0 {
		t.Fatalf("later nothing is shown: %+v", r)
	}
}

func TestKeep_TimeUpHandsInWhatWasAnswered(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	c := must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(0, 0)))
	if c.Left <= 59*time.Minute || c.Left > time.Hour {
		t.Fatal(c)
	}
	v.clock.at = v.clock.at.Add(time.Hour)
	if _, err := v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(1, 0)); !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Sentence(err), "time is up") {
		t.Fatal(err)
	}
	rs := must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id))
	if rs[0].State != exam.Marked || rs[0].Points != 1.5 {
		t.Fatalf("%+v", rs)
	}
}

func TestBegin_AClockSetBackOpensNoClosedExam(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Rules.Closes = v.clock.at.Add(time.Hour)
	id := v.published(t, e, bankOf(8))
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	v.clock.at = v.clock.at.Add(2 * time.Hour)
	if _, err := v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(0, 0)); !fault.Is(err, fault.Conflict) {
		t.Fatal("the exam had closed", err)
	}
	v.clock.at = v.clock.at.Add(-2 * time.Hour)
	if _, err := v.Exams().Begin(ctx, v.agent, id); !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Sentence(err), "closed") {
		t.Fatal(err)
	}
}

func TestConcede_ExtraTimeCountsInARunningAttempt(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	if err := v.Exams().Concede(ctx, v.trainer(t), id, exam.Concession{PersonID: v.agent.PersonID, Time: 30 * time.Minute, Why: "power cut"}); err != nil {
		t.Fatal(err)
	}
	v.clock.at = v.clock.at.Add(80 * time.Minute)
	if _, err := v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(0, 0)); err != nil {
		t.Fatal(err)
	}
	v.clock.at = v.clock.at.Add(10 * time.Minute)
	if n, err := v.Exams().Settle(ctx, v.trainer(t), id); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if err := v.Exams().Concede(ctx, v.trainer(t), id, exam.Concession{PersonID: v.foreign.PersonID, Time: time.Minute}); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestKeep_AClockSetBackGainsNothingAcrossARestart(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	mono, o := time.Duration(0), options(c)
	o.Mono = func() time.Duration { return mono }
	v := settle(t, open(t, dir, o), c)
	id := v.published(t, quiz(), bankOf(6))
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	mono += 20 * time.Minute
	c.at = c.at.Add(-3 * time.Hour) // 20 minutes pass, somebody sets the clock back
	if k := must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(0, 0))); k.Left != 40*time.Minute {
		t.Fatal(k.Left)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	v.Workspace = open(t, dir, options(c))
	again := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	if again.Attempt.ID != s.Attempt.ID || again.Attempt.Left() != 40*time.Minute || len(again.Attempt.Jumps) != 1 {
		t.Fatalf("%+v", again.Attempt)
	}
}

func TestKeep_AComputerThatSleptGainsNothing(t *testing.T) {
	c := newClock()
	o := options(c)
	o.Mono = func() time.Duration { return 0 } // it stands still while the computer sleeps
	v := settle(t, open(t, t.TempDir(), o), c)
	id := v.published(t, quiz(), bankOf(6))
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	c.at = c.at.Add(45 * time.Minute)
	if k := must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(0, 0))); k.Left != 15*time.Minute {
		t.Fatal(k.Left)
	}
}

func TestBegin_FormsAreDealtInTurnAndRepeatedLast(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Forms = 2
	id := v.published(t, e, bankOf(8))
	first := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id)).Attempt
	neighbour := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.mate, id)).Attempt
	must[exam.Clock](t)(v.Exams().Submit(ctx, v.agent, first.ID))
	second := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id)).Attempt
	if first.Paper.Form != 1 || neighbour.Paper.Form != 2 || second.Paper.Form != 2 || second.N != 2 {
		t.Error(first.Paper.Form, neighbour.Paper.Form, second.Paper.Form)
	}
}

func TestBegin_TheNextPaperHasWhatThePersonHasNotSeen(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(8))
	v.sit(t, v.agent, id)
	v.sit(t, v.agent, id)
	seen := map[string]bool{}
	for range 2 {
		for _, r := range must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id)) {
			// later the rules show nothing: look at what was just handed in
			for _, l := range must[exam.Reviewed](t)(v.Exams().Review(ctx, v.agent, r.AttemptID)).Lines {
				seen[l.Question.ID] = true
			}
		}
	}
	if len(seen) != 8 {
		t.Errorf("two papers of four have %d questions", len(seen))
	}
}

func TestJudge_TwoMarkersAndAThirdWhereTheyDiffer(t *testing.T) {
	v := newTown(t)
	e := quiz()
	e.Blueprint = exam.Blueprint{{Kind: bank.Essay, Count: 1, Mark: 10}}
	id := v.published(t, e, []bank.Question{{ID: "essay", Kind: bank.Essay, Text: "Explain.", Mark: 1}})
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	if _, err := v.Exams().Keep(ctx, v.agent, s.Attempt.ID, exam.Event{Deed: exam.Answered, Answer: bank.Answer{Text: "因为"}}); err != nil {
		t.Fatal(err)
	}
	if c := must[exam.Clock](t)(v.Exams().Submit(ctx, v.agent, s.Attempt.ID)); c.State != exam.Submitted {
		t.Fatal(c)
	}
	third := people.As(people.Person{ID: v.mate.PersonID, OrganisationID: v.acme, Roles: []people.Role{people.Trainer}}, people.Vendor)
	own := people.As(people.Person{ID: v.agent.PersonID, OrganisationID: v.acme, Roles: []people.Role{people.Trainer}}, people.Vendor)
	judge := func(by people.Actor, p float64) error { return v.Exams().Judge(ctx, by, s.Attempt.ID, 0, p, "") }
	if err := judge(own, 10); !fault.Is(err, fault.Forbidden) {
		t.Error("marked their own", err)
	}
	if x := must[[]exam.Script](t)(v.Exams().Essays(ctx, v.trainer(t), id)); len(x) != 1 || x[0].Text != "因为" || x[0].Most != 10 {
		t.Fatalf("%+v", x)
	}
	if err := judge(v.trainer(t), 9.25); !fault.Is(err, fault.Invalid) {
		t.Error("a quarter of a point", err)
	}
	if err := judge(v.trainer(t), 9); err != nil {
		t.Fatal(err)
	}
	if err := judge(v.trainer(t), 2); !fault.Is(err, fault.Conflict) {
		t.Error("marked twice", err)
	}
	for i, c := range []struct {
		by   people.Actor
		p    float64
		want exam.AttemptState
	}{{v.second2(t), 4, exam.Submitted}, {third, 8, exam.Marked}} {
		if err := judge(c.by, c.p); err != nil {
			t.Fatal(err)
		}
		if r := must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id))[0]; r.State != c.want || i == 1 && (r.Points != 8.5 || !r.Passed) {
			t.Fatalf("%+v", r)
		}
	}
}

func TestRekey_ShowsOldAndNewMarksBeforeItIsApplied(t *testing.T) {
	v := newTown(t)
	pool := v.stocked(t, v.trainer(t), bankOf(4))
	id := v.published(t, quiz(), nil)
	v.sit(t, v.agent, id, 0, 0, 0, 0)
	running := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.mate, id)).Attempt
	for i := range 4 {
		must[exam.Clock](t)(v.Exams().Keep(ctx, v.mate, running.ID, choose(i, 0)))
	}
	next := pool[0]
	next.Options = []bank.Option{{Text: "right"}, {Text: "wrong", Fraction: 1}}
	shifts := must[[]exam.Shift](t)(v.Exams().Preview(ctx, v.trainer(t), id, next))
	if len(shifts) != 1 || shifts[0].OldTotal != 6 || shifts[0].NewTotal != 4.5 || shifts[0].Person != "Name agent" {
		t.Fatalf("%+v", shifts)
	}
	points := func() (out []float64) {
		for _, r := range must[[]exam.Result](t)(v.Exams().Results(ctx, v.trainer(t), id)) {
			out = append(out, r.Points)
		}
		return out
	}
	if got := points(); got[0] != 6 {
		t.Fatal("the preview changed something", got)
	}
	if _, err := v.Exams().Rekey(ctx, v.trainer(t), id, next, " "); !fault.Is(err, fault.Invalid) {
		t.Error("without a reason", err)
	}
	must[[]exam.Shift](t)(v.Exams().Rekey(ctx, v.trainer(t), id, next, "the tariff changed"))
	must[exam.Clock](t)(v.Exams().Submit(ctx, v.mate, running.ID)) // marked by the new key too
	if got := points(); !slices.Equal(got, []float64{4.5, 4.5}) {
		t.Fatal(got)
	}
	if _, err := v.Exams().Preview(ctx, v.trainer(t), id, next); !fault.Is(err, fault.NotFound) {
		t.Error("an old version was changed once more", err)
	}
}

func TestKeep_AFullDiskLosesNothingAndTheAnswerWaits(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	v := settle(t, open(t, dir, options(c)), c)
	id := v.published(t, quiz(), bankOf(6))
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(0, 0)))
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, "shifu.db"))
	if err != nil {
		t.Fatal(err)
	}
	o := options(c)
	o.MaxPages = int(info.Size()/4096) + 2
	full := open(t, dir, o)
	pen := exam.Pen{Keep: func(ctx context.Context, e exam.Event) (exam.Clock, error) {
		return full.Exams().Keep(ctx, v.agent, s.Attempt.ID, e)
	}}
	long := exam.Event{Deed: exam.Answered, Place: 1, Answer: bank.Answer{Text: strings.Repeat("长", 60_000)}}
	if _, err := pen.Write(ctx, long); err == nil || !strings.Contains(fault.Sentence(err), "disk is full") {
		t.Fatal("the person must be told", err)
	}
	if w := pen.Waiting(); len(w) != 1 || w[0].Answer.Text != long.Answer.Text {
		t.Fatal("the answer is gone")
	}
	if err := full.Close(); err != nil {
		t.Fatal(err)
	}
	full = open(t, dir, options(c)) // somebody made room
	if a := must[exam.Sitting](t)(full.Exams().Begin(ctx, v.agent, id)).Attempt; a.Answers[0].Options[0] != 0 || len(a.Answers) != 1 {
		t.Fatalf("%+v", a.Answers)
	}
	if _, err := pen.Flush(ctx); err != nil || len(pen.Waiting()) != 0 {
		t.Fatal(err)
	}
	if a := must[exam.Sitting](t)(full.Exams().Begin(ctx, v.agent, id)).Attempt; a.Answers[1].Text != long.Answer.Text || a.Here != 1 {
		t.Fatal("what waited is not kept")
	}
}

// The child of the next test answers until it is killed.
const sitterDir, sitterAttempt, sitterPerson, sitterOrg = "SHIFU_TEST_EXAM_DIR", "SHIFU_TEST_EXAM_ATTEMPT", "SHIFU_TEST_EXAM_PERSON", "SHIFU_TEST_EXAM_ORG"

func TestKeep_ChildThatAnswersUntilItIsKilled(t *testing.T) {
	dir := os.Getenv(sitterDir)
	if dir == "" {
		t.Skip("only as a child of TestKeep_AKilledProgramLosesNoAnswerThatWasAcknowledged")
	}
	o := options(newClock())
	o.Machine.PID = os.Getpid()
	w, err := store.Open(ctx, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	by := people.As(people.Person{ID: os.Getenv(sitterPerson), OrganisationID: os.Getenv(sitterOrg), Roles: []people.Role{people.Agent}}, people.Vendor)
	for i := 1; ; i++ {
		e := exam.Event{Deed: exam.Answered, Place: i % 4, Answer: bank.Answer{Text: strconv.Itoa(i)}}
		if _, err := w.Exams().Keep(ctx, by, os.Getenv(sitterAttempt), e); err != nil {
			t.Fatal(err)
		}
		fmt.Println("kept", i)
	}
}

func TestKeep_AKilledProgramLosesNoAnswerThatWasAcknowledged(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	v := settle(t, open(t, dir, options(c)), c)
	id := v.published(t, quiz(), bankOf(6))
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run", "^TestKeep_ChildThatAnswersUntilItIsKilled$")
	child.Env = append(os.Environ(), sitterDir+"="+dir, sitterAttempt+"="+s.Attempt.ID, sitterPerson+"="+v.agent.PersonID, sitterOrg+"="+v.acme)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	kept, killed := 0, false
	for lines := bufio.NewScanner(out); lines.Scan(); { // what it wrote before it died is read to the end
		n, ok := strings.CutPrefix(lines.Text(), "kept ")
		if !ok {
			t.Log(lines.Text())
			continue
		}
		kept = must[int](t)(strconv.Atoi(n))
		if kept >= 30 && !killed {
			killed = true
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || kept < 30 {
		t.Fatal("the child ended by itself", kept, err)
	}
	a := must[exam.Sitting](t)(open(t, dir, options(c)).Exams().Begin(ctx, v.agent, id)).Attempt
	last := kept
	if n, _ := strconv.Atoi(a.Answers[(kept+1)%4].Text); n == kept+1 {
		last++ // it was kept, but death came before it could say so
	}
	for i := last - 3; i <= last; i++ {
		if got := a.Answers[i%4].Text; got != strconv.Itoa(i) {
			t.Errorf("question %d: %q, want %d", i%4, got, i)
		}
	}
	if a.ID != s.Attempt.ID || a.Here != last%4 || a.State != exam.Running {
		t.Error("it goes on elsewhere:", a.ID, a.Here, a.State)
	}
}

func BenchmarkKeep_AnAnswerAmongMany(b *testing.B) {
	v := newTown(b)
	e := quiz()
	e.Blueprint[0].Count = 100
	id := v.published(b, e, bankOf(300))
	s := must[exam.Sitting](b)(v.Exams().Begin(ctx, v.agent, id))
	b.ResetTimer()
	for i := range b.N {
		if _, err := v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(i%100, i%2)); err != nil {
			b.Fatal(err)
		}
	}
}
