package store_test

import (
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings"
)

func TestSubmit_KeepsScoreEndsTaskAndShowsOnCall(t *testing.T) {
	v := newTown(t)
	q := v.Quality()
	task := qa.Task{CallID: v.own, VersionID: v.version, ReviewerID: v.rev.PersonID, Why: words.T("silence {{.Seconds}} s", fault.Values{"Seconds": 11})}
	if _, err := q.Deal(ctx, v.lead, []qa.Task{task}); err != nil {
		t.Fatal(err)
	}
	ts, err := q.Tasks(ctx, v.rev)
	if err != nil || len(ts) != 1 || ts[0].Why.In(words.English) != "silence 11 s" {
		t.Fatal(ts, err)
	}
	e := v.scored(t, v.rev, v.own)
	if e.State != qa.Submitted || e.Final == nil || *e.Final != 100 {
		t.Fatalf("%+v", e)
	}
	if ts, err = q.Tasks(ctx, v.rev); err != nil || len(ts) != 0 {
		t.Fatal("the task is still open", ts, err)
	}
	if n, err := q.DoneToday(ctx, v.rev, v.clock.at.Add(-time.Hour)); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	row, err := v.Calls().Call(ctx, v.rev, v.own)
	if err != nil || row.State != "submitted" || row.Score == nil || *row.Score != 100 {
		t.Fatal(row, err)
	}
	if row, err = v.Calls().Call(ctx, v.agent, v.own); err != nil || row.State != "" || row.Score != nil {
		t.Fatal("the agent sees a score that was not released", row, err)
	}
	if _, err := q.Advance(ctx, v.lead, e.ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	if row, err = v.Calls().Call(ctx, v.agent, v.own); err != nil || row.State != "released" || row.Score == nil {
		t.Fatal(row, err)
	}
	rows, err := v.Calls().List(ctx, v.agent, recordings.Filter{States: []string{"released"}}, recordings.Order{By: recordings.ByScore}, 0, 10)
	if err != nil || len(rows) != 1 || rows[0].ID != v.own {
		t.Fatal(rows, err)
	}
}

func TestSave_AnotherWindowsSaveIsNotOverwritten(t *testing.T) {
	v := newTown(t)
	q := v.Quality()
	first, err := q.Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	second, err := q.Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil || second.ID != first.ID {
		t.Fatal("a second draft", err)
	}
	first.Comment = "first window"
	if first, err = q.Save(ctx, v.rev, first); err != nil {
		t.Fatal(err)
	}
	second.Comment = "second window"
	if _, err := q.Save(ctx, v.rev, second); !fault.Is(err, fault.Conflict) {
		t.Fatal("overwritten", err)
	}
	if _, err := q.Submit(ctx, v.rev, second); !fault.Is(err, fault.Conflict) {
		t.Fatal("submitted over", err)
	}
	first.Comment = "first window again"
	if _, err = q.Save(ctx, v.rev, first); err != nil {
		t.Fatal("the window that saved last may go on", err)
	}
	kept, err := q.Evaluation(ctx, v.rev, first.ID)
	if err != nil || kept.Comment != "first window again" {
		t.Fatal(kept.Comment, err)
	}
}

func TestSave_DraftSurvivesReopening(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	w := open(t, dir, options(c))
	v := settle(t, w, c)
	e, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = qa.Answers{"q": {Options: []int{}, Comment: "语气好", Moments: []qa.Moment{{At: time.Second, Lane: qa.LaneAgent}}}}
	e.Listened = 90 * time.Second
	saved, err := v.Quality().Save(ctx, v.rev, e)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := open(t, dir, options(c)).Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil || !got.SavedAt.Equal(saved.SavedAt) || got.Listened != e.Listened ||
		got.Answers["q"].Comment != "语气好" || len(got.Answers["q"].Moments) != 1 || got.Answers["q"].Options == nil {
		t.Fatalf("%+v %v", got, err)
	}
}

func TestSubmit_RefusesGapsAndKeepsTheDraft(t *testing.T) {
	v := newTown(t)
	e, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Quality().Submit(ctx, v.rev, e); !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
	if got, err := v.Quality().Evaluation(ctx, v.rev, e.ID); err != nil || got.State != qa.Draft {
		t.Fatal(got.State, err)
	}
}

func TestRevise_EarlierEditionStaysInForceUntilTheNewOneIsOut(t *testing.T) {
	v := newTown(t)
	q := v.Quality()
	e := v.scored(t, v.rev, v.own)
	if _, err := q.Advance(ctx, v.lead, e.ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	r, err := q.Revise(ctx, v.rev, e.ID, "a moment was overheard")
	if err != nil || r.Edition != 2 || r.State != qa.Draft || len(r.Answers) == 0 {
		t.Fatal(r, err)
	}
	if seen, err := q.Evaluation(ctx, v.agent, e.ID); err != nil || seen.Edition != 1 {
		t.Fatal("the agent sees the draft", seen.Edition, err)
	}
	if seen, err := q.Evaluation(ctx, v.second, e.ID); err != nil || seen.Edition != 1 {
		t.Fatal("another reviewer sees the draft", seen.Edition, err)
	}
	if r, err = q.Submit(ctx, v.rev, r); err != nil {
		t.Fatal(err)
	}
	months, err := q.Monthly(ctx, v.lead, "", "", "", v.clock.at, v.clock.at.AddDate(0, 0, 1))
	if err != nil || len(months) != 1 || months[0].N != 1 {
		t.Fatal("two editions of one evaluation count", months, err)
	}
	if _, err := q.Advance(ctx, v.lead, e.ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	seen, err := q.Editions(ctx, v.agent, e.ID)
	if err != nil || len(seen) != 2 {
		t.Fatal("editions stay readable", len(seen), err)
	}
	if last, err := q.Evaluation(ctx, v.agent, e.ID); err != nil || last.Edition != 2 || last.Why == "" {
		t.Fatal(last, err)
	}
}

func TestVoid_LeavesTheAveragesAndFreesTheCall(t *testing.T) {
	v := newTown(t)
	q := v.Quality()
	e := v.scored(t, v.rev, v.own)
	if _, err := q.Advance(ctx, v.lead, e.ID, qa.Voided, " "); !fault.Is(err, fault.Invalid) {
		t.Fatal("voided without a reason", err)
	}
	if _, err := q.Advance(ctx, v.rev, e.ID, qa.Voided, "mine"); !fault.Is(err, fault.Forbidden) {
		t.Fatal("a reviewer voided a submitted one", err)
	}
	if _, err := q.Advance(ctx, v.lead, e.ID, qa.Voided, "wrong call"); err != nil {
		t.Fatal(err)
	}
	months, err := q.Monthly(ctx, v.lead, "", "", "", v.clock.at, v.clock.at.AddDate(0, 0, 1))
	if err != nil || months[0].N != 0 || months[0].Mean != nil {
		t.Fatal(months, err)
	}
	if row, err := v.Calls().Call(ctx, v.lead, v.own); err != nil || row.State != "" {
		t.Fatal(row.State, err)
	}
	again, err := q.Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil || again.ID == e.ID {
		t.Fatal(again.ID, err)
	}
}

func TestBegin_NobodyScoresThemselvesOrTheirMentee(t *testing.T) {
	v := newTown(t)
	p, err := v.People().Person(ctx, v.admin, v.agent.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	p.MentorID = v.vendorRev.PersonID
	if _, err := v.People().SavePerson(ctx, v.vendorAdmin, p); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Quality().Begin(ctx, v.vendorRev, qa.Start{CallID: v.own, VersionID: v.version}); !fault.Is(err, fault.Forbidden) {
		t.Fatal("scored the mentee", err)
	}
	if _, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.ours, VersionID: v.version}); !fault.Is(err, fault.Forbidden) {
		t.Fatal("scored themselves", err)
	}
}

func TestWeakPoints_WorstFirstWithTexts(t *testing.T) {
	v := newTown(t)
	e, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = v.full(t)
	version, err := v.Quality().Version(ctx, v.rev, v.version)
	if err != nil {
		t.Fatal(err)
	}
	bad := ""
	for _, q := range version.All {
		if last := len(q.Choices()) - 1; q.Kind == qa.KindSingle && last > 0 && q.Choices()[last].Effect == "" && q.Choices()[last].Score.Float() == 0 {
			a := qa.Choose(last)
			a.Comment = "not done"
			e.Answers[q.Ref], bad = a, q.Ref
			break
		}
	}
	if e, err = v.Quality().Submit(ctx, v.rev, e); err != nil {
		t.Fatal(err)
	}
	points, err := v.Quality().WeakPoints(ctx, v.lead, v.agent.PersonID, "", v.clock.at.AddDate(0, -1, 0))
	if err != nil || len(points) == 0 || points[0].Ref != bad || points[0].Lost != 1 || points[0].Text == points[0].Ref {
		t.Fatal(bad, points, err)
	}
	if points, err = v.Quality().WeakPoints(ctx, v.agent, "", "", time.Time{}); err != nil || len(points) != 0 {
		t.Fatal("the agent learns of what was not released", points, err)
	}
}

func TestSkip_TakesOutAndPutsBackOnlyOnesOwn(t *testing.T) {
	v := newTown(t)
	q := v.Quality()
	if _, err := q.Deal(ctx, v.lead, []qa.Task{{CallID: v.own, VersionID: v.version, ReviewerID: v.rev.PersonID}}); err != nil {
		t.Fatal(err)
	}
	ts, err := q.Tasks(ctx, v.rev)
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Skip(ctx, v.second, ts[0].ID, "not mine"); !fault.Is(err, fault.NotFound) {
		t.Fatal(err)
	}
	if err := q.Skip(ctx, v.rev, ts[0].ID, "inaudible"); err != nil {
		t.Fatal(err)
	}
	if ts, err := q.Tasks(ctx, v.rev); err != nil || len(ts) != 0 {
		t.Fatal(ts, err)
	}
	if err := q.Unskip(ctx, v.rev, ts[0].ID); err != nil {
		t.Fatal(err)
	}
	if ts, err := q.Tasks(ctx, v.rev); err != nil || len(ts) != 1 {
		t.Fatal(ts, err)
	}
}

func TestDeal_RefusesWhoMayNotScore(t *testing.T) {
	v := newTown(t)
	for name, reviewer := range map[string]people.Actor{"an agent": v.agent, "another vendor's": v.foreignRev} {
		_, err := v.Quality().Deal(ctx, v.lead, []qa.Task{{CallID: v.own, VersionID: v.version, ReviewerID: reviewer.PersonID}})
		if !fault.Is(err, fault.Invalid) {
			t.Error(name, err)
		}
	}
}
