package store_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
)

// raw opens the database behind the workspace's back.
func raw(t testing.TB, dir string, statements ...string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "shifu.db")+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(s, err)
		}
	}
	return db
}

const unguard = `DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;`

func TestAudit_ChainIsWholeAndHoldsEveryHead(t *testing.T) {
	v := newTown(t)
	early, err := v.Audit().Head(ctx)
	if err != nil || early == "" {
		t.Fatal(early, err)
	}
	v.scored(t, v.rev, v.own)
	for _, head := range []string{"", early} {
		if got, err := v.Audit().Verify(ctx, head); err != nil || !got.Sound() || got.Entries == 0 || got.Head == early {
			t.Fatalf("%+v %v", got, err)
		}
	}
}

func TestAudit_EveryTamperingIsFound(t *testing.T) {
	const rechain = `UPDATE audit SET person_name = 'x' WHERE n = 1`
	for name, c := range map[string]struct {
		statement, problem string
		at                 int64
	}{
		"an edited entry":   {`UPDATE audit SET detail = '{}' WHERE n = 3`, "was changed", 3},
		"a deleted entry":   {`DELETE FROM audit WHERE n = 3`, "is missing", 3},
		"a deleted tail":    {`DELETE FROM audit WHERE n > 5`, "is missing", 6},
		"an edited hash":    {`UPDATE audit SET hash = 'x' WHERE n = 2`, "was changed", 2},
		"an exchanged link": {`UPDATE audit SET before = '' WHERE n = 4`, "does not follow", 4},
		"an edited name":    {rechain, "was changed", 1},
	} {
		t.Run(name, func(t *testing.T) {
			v := newTown(t)
			raw(t, v.Dir(), unguard, c.statement)
			got, err := v.Audit().Verify(ctx, "")
			if err != nil || got.At != c.at || !strings.Contains(got.Problem.String(), c.problem) {
				t.Errorf("%+v %v", got, err)
			}
		})
	}
}

func TestAudit_ARewrittenLogLacksTheHeadThatWasWrittenDown(t *testing.T) {
	v, other := newTown(t), newTown(t)
	head, err := v.Audit().Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	// A log that is whole in itself takes the place of this one.
	raw(t, v.Dir(), unguard, `ATTACH '`+filepath.Join(other.Dir(), "shifu.db")+`' AS o; DELETE FROM main.audit; INSERT INTO main.audit SELECT * FROM o.audit`)
	if got, err := v.Audit().Verify(ctx, ""); err != nil || !got.Sound() {
		t.Fatal("whole in itself", got, err)
	}
	if got, err := v.Audit().Verify(ctx, head); err != nil || got.Sound() || !strings.Contains(got.Problem.String(), head) {
		t.Fatal(got, err)
	}
}

func TestAudit_TheDatabaseRefusesToChangeIt(t *testing.T) {
	v := newTown(t)
	db := raw(t, v.Dir())
	for _, s := range []string{`UPDATE audit SET detail = ''`, `DELETE FROM audit`} {
		if _, err := db.Exec(s); err == nil || !strings.Contains(err.Error(), "only grows") {
			t.Error(s, err)
		}
	}
}

func TestAudit_EveryChangeLeavesAnEntryAndARefusedOneNone(t *testing.T) {
	v := newTown(t)
	count := func() int64 {
		got, err := v.Audit().Verify(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		return got.Entries
	}
	for name, change := range map[string]func() error{
		"begin": func() error {
			_, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version})
			return err
		},
		"opened":  func() error { return v.Calls().Opened(ctx, v.rev, v.own) },
		"setting": func() error { return v.SetSetting(ctx, v.admin, "x", []byte("1")) },
		"leave":   func() error { return v.People().Leave(ctx, v.admin, v.mate.PersonID, v.clock.at) },
	} {
		before := count()
		if err := change(); err != nil || count() != before+1 {
			t.Errorf("%s: %d entries more, %v", name, count()-before, err)
		}
	}
	before := count()
	if _, err := v.People().SaveTeam(ctx, v.admin, people.Team{OrganisationID: v.acme, Name: "A"}); !fault.Is(err, fault.Conflict) || count() != before {
		t.Error("a refused change left an entry", err)
	}
}

func TestEntries_AVendorReadsOnlyItsOwn(t *testing.T) {
	v := newTown(t)
	if _, err := v.Audit().Entries(ctx, v.agent, 0, 9); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	own, err := v.Audit().Entries(ctx, v.vendorAdmin, 0, 100)
	if err != nil || len(own) == 0 {
		t.Fatal(own, err)
	}
	for _, e := range own {
		if e.OrganisationID != v.acme {
			t.Error(e)
		}
	}
	all, err := v.Audit().Entries(ctx, v.admin, 0, 1000)
	if err != nil || len(all) <= len(own) || all[0].N < all[1].N {
		t.Error(len(all), err)
	}
	if next, err := v.Audit().Entries(ctx, v.admin, all[1].N, 1); err != nil || next[0].N != all[2].N {
		t.Error(next, err)
	}
}
