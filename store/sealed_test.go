package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/internal/people"
	"shifu/store"
	"shifu/training/bank"
	"shifu/training/exam"
)

func TestSeal_NoKeyAndNoAnswerOfAnExamIsReadInTheFile(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	v := settle(t, open(t, dir, options(c)), c)
	pool := bankOf(6)
	for i := range pool {
		pool[i].Feedback = "because-it-is-so"
	}
	id := v.published(t, quiz(), pool)
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, exam.Event{Deed: exam.Answered, Answer: bank.Answer{Text: "what-I-think"}}))
	must[[]exam.Entered](t)(v.Exams().BringIn(ctx, v.trainer(t), id, []exam.Brought{v.onPaper(t, v.handouts(t, id, v.mate)[0], 0, 1)}))
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", filepath.Join(dir, "shifu.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, query := range []string{`SELECT content FROM exam_questions`, `SELECT answer FROM exam_events WHERE deed = 'answer'`} {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				t.Fatal(err)
			}
			n++
			if !strings.HasPrefix(text, "=") || strings.Contains(text, "because") || strings.Contains(text, "think") || strings.Contains(text, "fraction") {
				t.Error("it can be read:", text)
			}
		}
		if rows.Err() != nil || n == 0 {
			t.Fatal(n, rows.Err())
		}
		rows.Close()
	}
}

func TestSeal_AnAnswerThatWasMovedIsNotTaken(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	v := settle(t, open(t, dir, options(c)), c)
	id := v.published(t, quiz(), bankOf(6))
	mine := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id)).Attempt
	theirs := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.mate, id)).Attempt
	must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, mine.ID, choose(0, 1)))
	must[exam.Clock](t)(v.Exams().Keep(ctx, v.mate, theirs.ID, choose(0, 0)))
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", filepath.Join(dir, "shifu.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE exam_events SET answer = (SELECT answer FROM exam_events WHERE attempt_id = ? AND deed = 'answer') WHERE attempt_id = ? AND deed = 'answer'`, theirs.ID, mine.ID); err != nil {
		t.Fatal(err)
	}
	db.Close()
	again := open(t, dir, options(c))
	if _, err := again.Exams().Begin(ctx, v.agent, id); err == nil {
		t.Error("somebody else's answer was taken")
	}
	if a := must[exam.Sitting](t)(again.Exams().Begin(ctx, v.mate, id)).Attempt; a.Answers[0].Options[0] != 0 {
		t.Error("and their own is gone:", a.Answers)
	}
}

func TestSeal_ABackupCarriesItsKey(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	must[exam.Clock](t)(v.Exams().Keep(ctx, v.agent, s.Attempt.ID, choose(0, 1)))
	path, _, err := v.Backup(ctx, people.Program(), "", store.BackupOptions{})
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "restored")
	if _, err := store.Restore(ctx, path, to, store.RestoreOptions{Now: v.clock.now}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(to, "shifu.db")); err != nil {
		t.Fatal(err)
	}
	if a := must[exam.Sitting](t)(open(t, to, options(v.clock)).Exams().Begin(ctx, v.agent, id)).Attempt; a.Answers[0].Options[0] != 1 {
		t.Error(a.Answers)
	}
}
