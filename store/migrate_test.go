package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/pressly/goose/v3"

	"shifu/internal/fault"
	"shifu/internal/people"
)

// released lists the migrations that people have: name and SHA-256. A line is
// added with each release and never changed.
const released = "testdata/released.txt"

func TestMigrations_AReleasedOneNeverChanges(t *testing.T) {
	text, err := os.ReadFile(released)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		want, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok {
			continue
		}
		b, err := fs.ReadFile(migrations(), name)
		if err != nil {
			t.Errorf("%s was taken out", name)
			continue
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != want {
			t.Errorf("%s was changed after its release: write a new migration", name)
		}
	}
}

func TestMigrations_AreNumberedOnceAndGoUpOnly(t *testing.T) {
	names, err := fs.Glob(migrations(), "*")
	if err != nil {
		t.Fatal(err)
	}
	taken := map[string]string{}
	for _, name := range names {
		n, rest, ok := strings.Cut(name, "_")
		if !ok || len(n) != 4 || strings.Trim(n, "0123456789") != "" || !strings.HasSuffix(rest, ".sql") || taken[n] != "" {
			t.Errorf("%s has no number of its own; %s has the same", name, taken[n])
		}
		taken[n] = name
		b, err := fs.ReadFile(migrations(), name)
		if err != nil {
			t.Fatal(err)
		}
		if text := string(b); !strings.Contains(text, "-- +goose Up") || strings.Contains(text, "-- +goose Down") {
			t.Errorf("%s: a workspace goes up only; an older one is in backups", name)
		}
	}
}

func TestMigrations_TablesArePortable(t *testing.T) {
	names, err := fs.Glob(migrations(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.Contains(name, "sqlite") {
			continue
		}
		b, err := fs.ReadFile(migrations(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"AUTOINCREMENT", "WITHOUT ROWID", "STRICT", "DATETIME", "JSONB", "SERIAL", "PRAGMA", "VIRTUAL"} {
			if strings.Contains(strings.ToUpper(string(b)), word) {
				t.Errorf("%s has %s: only one database understands it", name, word)
			}
		}
	}
}

func TestMigrate_FromEveryVersionLeadsToTheSameTables(t *testing.T) {
	ctx := context.Background()
	want := tables(t, filepath.Join(fresh(t), databaseName))
	all, err := fs.Glob(migrations(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < len(all); n++ {
		dir := t.TempDir()
		db, err := connect(writeDSN(filepath.Join(dir, databaseName)), 1)
		if err != nil {
			t.Fatal(err)
		}
		p, err := goose.NewProvider(goose.DialectSQLite3, db.DB, upTo(t, all[:n]), goose.WithLogger(goose.NopLogger()))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Up(ctx); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		w, err := Open(ctx, dir, Options{Machine: Machine{Host: "h", PID: 1}})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if got := tables(t, filepath.Join(dir, databaseName)); got != want {
			t.Errorf("from version %d:\n%s\nwant\n%s", n, got, want)
		}
		copies, err := Backups(dir)
		if err != nil || len(copies) != 1 {
			t.Errorf("from version %d: %d copies of the older database, %v", n, len(copies), err)
		}
	}
}

func fresh(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	w, err := Open(context.Background(), dir, Options{Machine: Machine{Host: "h", PID: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if copies, err := Backups(dir); err != nil || len(copies) != 0 {
		t.Error("a new workspace needs no copy", copies, err)
	}
	return dir
}

func upTo(t *testing.T, names []string) fs.FS {
	t.Helper()
	some := fstest.MapFS{}
	for _, name := range names {
		b, err := fs.ReadFile(migrations(), name)
		if err != nil {
			t.Fatal(err)
		}
		some[name] = &fstest.MapFile{Data: b}
	}
	return some
}

func tables(t *testing.T, path string) string {
	t.Helper()
	db, err := connect(still(path).query(), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	lines, err := column(context.Background(), db.DB, `SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY type, name`)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

func TestConnect_EveryConnectionHasEveryPragma(t *testing.T) {
	ctx := context.Background()
	w, err := Open(ctx, t.TempDir(), Options{Machine: Machine{Host: "h", PID: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	pragmas := map[string]string{"synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000", "journal_mode": "wal"}
	for range readers {
		c, err := w.read.DB.Conn(ctx) // held, so that the next is another one
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		for name, want := range pragmas {
			got := ""
			if err := c.QueryRowContext(ctx, "PRAGMA "+name).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %q, want %q, %v", name, got, want, err)
			}
		}
		if _, err := c.ExecContext(ctx, `DELETE FROM preferences`); err == nil {
			t.Error("a reading connection writes")
		}
	}
	for name, want := range pragmas {
		got := ""
		if err := w.write.QueryRowContext(ctx, "PRAGMA "+name).Scan(&got); err != nil || got != want {
			t.Errorf("writing: %s is %q, want %q, %v", name, got, want, err)
		}
	}
}

func TestLock_AMachineThatSleptDoesNotWriteOverAnother(t *testing.T) {
	ctx := context.Background()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	now := func() time.Time { return at }
	dir := t.TempDir()
	w, err := Open(ctx, dir, Options{Now: now, Machine: Machine{Host: "a", PID: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	at = at.Add(time.Hour) // asleep
	other, err := Open(ctx, dir, Options{Now: now, Machine: Machine{Host: "b", PID: 1}})
	if err != nil {
		t.Fatal(err)
	}
	w.lock.beat() // what the ticker does on waking
	if err := w.SetPreference(ctx, people.Program(), "x", []byte("1")); err == nil {
		t.Fatal("wrote while another machine works")
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	w.lock.beat()
	if err := w.SetPreference(ctx, people.Program(), "x", []byte("1")); err != nil {
		t.Fatal("the folder is free again", err)
	}
}

func TestLock_AFolderThatWentAwayIsNamedUntilItIsBack(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	w, err := Open(ctx, dir, Options{Machine: Machine{Host: "a", PID: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	locks, away := filepath.Join(dir, locksDir), filepath.Join(dir, "away")
	if err := os.Rename(locks, away); err != nil {
		t.Fatal(err)
	}
	w.lock.beat()
	if err := w.SetPreference(ctx, people.Program(), "x", []byte("1")); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a lost folder is told as %v", err)
	}
	if err := os.Rename(away, locks); err != nil {
		t.Fatal(err)
	}
	w.lock.beat()
	if err := w.SetPreference(ctx, people.Program(), "x", []byte("1")); err != nil {
		t.Error("the folder is back:", err)
	}
}

func TestIndexQuery_AFewChangesAreReadByTheirIndex(t *testing.T) {
	ctx := context.Background()
	w, err := Open(ctx, t.TempDir(), Options{Machine: Machine{Host: "h", PID: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for since, want := range map[int64]string{0: "SCAN calls", 7: "USING INDEX calls_changed"} {
		rows, err := w.read.DB.QueryContext(ctx, "EXPLAIN QUERY PLAN "+indexQuery(since), since)
		if err != nil {
			t.Fatal(err)
		}
		plan := ""
		for rows.Next() {
			var a, b, c int
			var line string
			if err := rows.Scan(&a, &b, &c, &line); err != nil {
				t.Fatal(err)
			}
			plan += line + "\n"
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan, want) || since == 0 && strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("since %d: %s", since, plan)
		}
	}
}
