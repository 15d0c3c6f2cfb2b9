package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
	"shifu/store"
)

// foreign is what a vendor's person must not learn of: ids to ask with, and
// words that must not be printed.
type foreign struct {
	ids, words []string
}

// showVendorNothing calls every command that acts for a person as a vendor's
// supervisor, with the ids of others.
func showVendorNothing(t *testing.T, ws string) {
	t.Helper()
	f := others(t, ws, "jialichun")
	before, tried := digests(t, ws), 0
	for _, leaf := range leaves(t) {
		for i, id := range f.ids {
			if i > 0 && !asked(leaf, id) {
				break // nothing new to ask
			}
			out := filepath.Join(t.TempDir(), "out")
			args := append(wrongly(leaf, id, out), "--as", "jialichun", "--json")
			_, printed, said := call(args...)
			if _, err := os.Stat(out); err == nil {
				t.Fatalf("%v wrote a file", args)
			}
			for _, w := range f.words {
				if strings.Contains(printed, w) || strings.Contains(said, w) && !strings.Contains(strings.Join(args, " "), w) {
					t.Errorf("%v shows %s", args, w)
				}
			}
			tried++
		}
	}
	for name, rows := range digests(t, ws) {
		if rows != before[name] {
			t.Errorf("the table %s was changed", name)
		}
	}
	if tried < 8 {
		t.Errorf("only %d calls: are commands missing?", tried)
	}
}

// leaves are the commands that act as somebody.
func leaves(t *testing.T) []*kong.Node {
	t.Helper()
	k, err := kong.New(&commands{})
	if err != nil {
		t.Fatal(err)
	}
	var out []*kong.Node
	for _, leaf := range k.Model.Leaves(true) {
		for _, flag := range leaf.Flags {
			if flag.Name == "as" {
				out = append(out, leaf)
			}
		}
	}
	return out
}

// wrongly fills a command's arguments and free flags with a foreign id. Where a
// file is read it is one that would be taken.
func wrongly(leaf *kong.Node, id, out string) []string {
	args := strings.Fields(leaf.FullPath())[1:]
	for _, p := range leaf.Positional {
		switch p.Name {
		case "file":
			args = append(args, filepath.Join("..", "..", "qa", "testdata", "kinds.rubric.yaml"))
		case "table":
			args = append(args, filepath.Join("..", "..", "qa", "indicators", "tables", "testdata", "days.csv"), "--kind", "days")
		case "path":
			args = append(args, filepath.Join("..", "..", "demo", "audio", "c33.wav"))
		default:
			args = append(args, id)
		}
	}
	for _, f := range leaf.Flags {
		switch {
		case f.Name == "out":
			args = append(args, "--out", out)
		case f.Name == "text" || f.Name == "rubric" || f.Name == "head":
			args = append(args, "--"+f.Name, id)
		}
	}
	return args
}

// asked says whether an id goes into the call.
func asked(leaf *kong.Node, id string) bool {
	return slices.Contains(wrongly(leaf, id, ""), id)
}

// others gathers an id of each kind, and the names, outside login's organisation.
func others(t *testing.T, dir, login string) (f foreign) {
	t.Helper()
	ctx, by := context.Background(), people.Program()
	ws, err := store.Open(ctx, dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	ps, err := ws.People().Persons(ctx, by, people.Find{WithLeft: true})
	if err != nil {
		t.Fatal(err)
	}
	own := ""
	for _, p := range ps {
		if p.Login == login {
			own = p.OrganisationID
		}
	}
	for _, p := range ps {
		if p.OrganisationID != own {
			f.words = append(f.words, p.ID, p.StaffNumber)
		}
	}
	f.ids = append(f.ids, f.words[0], ofCalls(t, ws, own), ofEvaluations(t, ws, own))
	f.words = append(f.words, f.ids[1:]...)
	return f
}

func ofCalls(t *testing.T, ws *store.Workspace, own string) string {
	t.Helper()
	rows, err := ws.Calls().List(context.Background(), people.Program(), recordings.Filter{}, recordings.Order{By: recordings.ByStart}, 0, 1000)
	for _, r := range rows {
		if r.OrganisationID != own {
			return r.ID
		}
	}
	t.Fatal("no foreign call", err)
	return ""
}

func ofEvaluations(t *testing.T, ws *store.Workspace, own string) string {
	t.Helper()
	es, err := ws.Quality().Evaluations(context.Background(), people.Program(), qa.Find{}, 1000)
	for _, e := range es {
		if r, err := ws.Calls().Call(context.Background(), people.Program(), e.CallID); err == nil && r.OrganisationID != own {
			return e.ID
		}
	}
	t.Fatal("no foreign evaluation", err)
	return ""
}

// digests are those of everything kept but the audit log, into which every
// signing in is written, and its counter.
func digests(t *testing.T, dir string) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "shifu.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	out := map[string]string{}
	for _, name := range column(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'audit%' AND name <> 'counters' AND name NOT LIKE 'sqlite%' ORDER BY name`) {
		columns := column(t, db, fmt.Sprintf(`SELECT 'quote("' || name || '")' FROM pragma_table_info('%s')`, name))
		sum := sha256.New()
		for _, row := range column(t, db, fmt.Sprintf(`SELECT %s FROM "%s"`, strings.Join(columns, " || ',' || "), name)) {
			fmt.Fprintln(sum, row)
		}
		out[name] = fmt.Sprintf("%x", sum.Sum(nil))
	}
	return out
}

func column(t *testing.T, db *sql.DB, query string) (out []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var s sql.NullString
		if err := rows.Scan(&s); err != nil {
			t.Fatal(query, err)
		}
		out = append(out, s.String)
	}
	return out
}
