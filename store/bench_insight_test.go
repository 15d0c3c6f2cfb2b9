package store_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/insight"
	"shifu/qa/rubrics"
	"shifu/qa/score"
	"shifu/store"
)

// benchEvaluations is SHIFU_BENCH_EVALUATIONS, 200,000 if not set.
func benchEvaluations() int {
	if n, err := strconv.Atoi(os.Getenv("SHIFU_BENCH_EVALUATIONS")); err == nil && n > 0 {
		return n
	}
	return 200_000
}

var benchScores struct {
	sync.Once
	dir string
	err error
}

// benchYear returns a folder with a workspace of 200,000 evaluations of one
// year: 3 organisations, 42 teams, 1,008 agents.
func benchYear(b *testing.B) string {
	b.Helper()
	benchScores.Do(func() { benchScores.dir, benchScores.err = makeYear(benchEvaluations()) })
	if benchScores.err != nil {
		b.Fatal(benchScores.err)
	}
	return benchScores.dir
}

func makeYear(n int) (string, error) {
	dir := os.Getenv("SHIFU_BENCH_DIR")
	if dir == "" {
		tmp, err := os.MkdirTemp("", "shifu-bench-*")
		if err != nil {
			return "", err
		}
		dir = tmp
	}
	dir = filepath.Join(dir, fmt.Sprintf("year-%d", n))
	done := filepath.Join(dir, "cache", "complete")
	if _, err := os.Stat(done); err == nil {
		return dir, nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	version, err := settleYear(dir, n)
	if err != nil {
		return "", err
	}
	if err := scoreYear(filepath.Join(dir, "shifu.db"), version); err != nil {
		return "", err
	}
	w, err := store.Open(ctx, dir, store.Options{PasswordCost: cheap}) // makes the pages
	if err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return dir, os.WriteFile(done, nil, 0o600)
}

func settleYear(dir string, n int) (string, error) {
	w, err := store.Open(ctx, dir, store.Options{PasswordCost: cheap})
	if err != nil {
		return "", err
	}
	g, err := newGenerator(w)
	if err != nil {
		return "", err
	}
	for g.made < n {
		if _, err := w.Calls().Add(ctx, people.Program(), g.next(min(1000, n-g.made))); err != nil {
			return "", err
		}
	}
	v, err := rubrics.Shipped("95598", "zh-Hans")
	if err != nil {
		return "", err
	}
	id, err := w.Quality().Publish(ctx, people.Program(), v)
	if err != nil {
		return "", err
	}
	return id, w.Close()
}

// scoreYear writes an evaluation of every call, past the program: submitting
// them one by one would take an hour.
func scoreYear(file, version string) error {
	db, err := sql.Open("sqlite3", file+"?_journal=WAL&_sync=0")
	if err != nil {
		return err
	}
	defer db.Close()
	var content, rubric string
	if err := db.QueryRow(`SELECT content, rubric_id FROM rubric_versions WHERE id = ?`, version).Scan(&content, &rubric); err != nil {
		return err
	}
	var v qa.Version
	if err := json.Unmarshal([]byte(content), &v); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	insert := `INSERT INTO evaluations (id, edition, call_id, rubric_id, version_id, reviewer_id, reviewer_name, agent_id, team_id, organisation_id,
		purpose, state, answers, comment, moments, raw, final, fail_all, listened, started_at, saved_at, submitted_at, why, newest, counts, shown)
		SELECT ?, 1, id, ?, ?, ?, ?, agent_id, team_id, organisation_id, 'ordinary', 'closed', ?, '', 'null', ?, ?, ?, 0, ?, ?, ?, '', 1, 1, 1 FROM calls WHERE n = ?`
	r := rand.New(rand.NewPCG(3, 4))
	first := time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC).UnixMicro()
	for n := 1; n <= benchEvaluations(); n++ {
		a := benchAnswers(r, &v)
		text, err := json.Marshal(a)
		if err != nil {
			return err
		}
		s := score.Score(&v, a)
		at := first + int64(n)*int64(365*24*time.Hour/time.Microsecond)/int64(benchEvaluations())
		reviewer := fmt.Sprintf("reviewer-%02d", r.IntN(20))
		if _, err := tx.Exec(insert, uuid.Must(uuid.NewV7()).String(), rubric, version, reviewer, reviewer, string(text), s.Raw.Value, s.Final.Value, s.FailAll, at, at, at, n); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`INSERT INTO meta (name, value) VALUES ('insight', 'stale')`); err != nil {
		return err
	}
	return tx.Commit()
}

func benchAnswers(r *rand.Rand, v *qa.Version) qa.Answers {
	a := qa.Answers{}
	for _, q := range v.All {
		switch x := r.Float64(); {
		case q.NA && x < .4:
			a[q.Ref] = qa.NotApplicable()
		case x > .9 && !q.FailsAll() || x > .997:
			a[q.Ref] = qa.Choose(len(q.Choices()) - 1)
		default:
			a[q.Ref] = qa.Choose(0)
		}
	}
	return a
}

// BenchmarkInsight_Figures measures a year of 200,000 evaluations from the
// question to every figure of a dashboard, warm and from a workspace that was
// just opened.
func BenchmarkInsight_Figures(b *testing.B) {
	dir := benchYear(b)
	var starts []time.Time
	for m := range 14 {
		starts = append(starts, time.Date(2025, time.Month(1+m), 1, 0, 0, 0, 0, time.UTC))
	}
	ask := func(w *store.Workspace) error {
		board, err := w.Insight().Figures(ctx, people.Program(), qa.Find{}, starts)
		if err != nil {
			return err
		}
		if n := board.N(); n != benchEvaluations() {
			return fmt.Errorf("%d evaluations", n)
		}
		all := board.All()
		all.Pareto(board.Rubrics()[0])
		all.Control()
		board.Severities()
		for _, by := range []insight.By{insight.ByAgent, insight.ByTeam, insight.ByOrganisation} {
			board.Units(by)
		}
		return nil
	}
	w := open(b, dir, store.Options{PasswordCost: cheap})
	b.Run("warm", func(b *testing.B) { p95(b, func(int) error { return ask(w) }) })
	b.Run("behind", func(b *testing.B) {
		p95(b, func(int) error {
			_, err := w.Quality().Evaluations(ctx, people.Program(), qa.Find{About: qa.About{Ref: "5.1"}}, 1000)
			return err
		})
	})
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("just-opened", func(b *testing.B) {
		var took time.Duration
		for b.Loop() {
			w, err := store.Open(ctx, dir, store.Options{PasswordCost: cheap})
			if err != nil {
				b.Fatal(err)
			}
			at := time.Now()
			if err := ask(w); err != nil {
				b.Fatal(err)
			}
			took = max(took, time.Since(at))
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(took)/1e6, "worst-ms")
	})
}
