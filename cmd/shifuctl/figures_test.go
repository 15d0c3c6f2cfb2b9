package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/internal/people"
	"shifu/store"
)

// hotline is a workspace with one person who has access, and two agents.
func hotline(t *testing.T) string {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	ws, err := store.Open(ctx, dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	org, err := ws.People().SaveOrganisation(ctx, people.Program(), people.Organisation{Name: "本部", Kind: people.InHouse})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []people.Person{{Name: "吴清和", Login: "wu", Roles: []people.Role{people.QualityLead, people.Administrator}},
		{Name: "陈白露", StaffNumber: "10108", Roles: []people.Role{people.Agent}}, {Name: "徐芒种", StaffNumber: "70309", Roles: []people.Role{people.Agent}}} {
		p.OrganisationID = org
		if _, err := ws.People().SavePerson(ctx, people.Program(), p); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFigures_ImportReplacesADayAndTellsEveryRefusal(t *testing.T) {
	ws, sample := hotline(t), filepath.Join("..", "..", "qa", "indicators", "tables", "testdata", "days.csv")
	for _, replaced := range []float64{0, 2} {
		code, out, errs := call("figures", "import", sample, "--kind", "days", "--source", "acd", "--workspace", ws, "--json")
		if code != 0 {
			t.Fatal(errs)
		}
		if v := object(t, out); v["added"] != 2.0 || v["replaced"] != replaced || v["from"] != "2026-11-20" || v["to"] != "2026-11-20" {
			t.Error(out)
		}
	}
	bad := filepath.Join(t.TempDir(), "bad.csv")
	if err := os.WriteFile(bad, []byte("日期,工号,接起\n2026-11-21,10108,95%\n2026-11-22,10108,60\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"figures", "import", bad, "--kind", "days", "--source", "acd", "--map", "answered=接起", "--workspace", ws, "--json"}
	code, out, errs := call(args...)
	if v := object(t, out); code != 1 || v["added"] != 0.0 || v["from"] != nil || !strings.Contains(out, "Line 2 of bad.csv") || errs == "" {
		t.Error(code, out, errs)
	}
	if code, out, _ = call(append(args, "--skip")...); code != 0 || object(t, out)["added"] != 1.0 {
		t.Error(code, out)
	}
	// The column said once is remembered for the source.
	if code, out, errs = call("figures", "import", bad, "--kind", "days", "--source", "acd", "--skip", "--workspace", ws, "--json"); code != 0 || object(t, out)["replaced"] != 1.0 {
		t.Error(code, out, errs)
	}
}

func TestFigures_WithoutKindIsWrongUse(t *testing.T) {
	if code, _, errs := call("figures", "import", "x.csv"); code != 2 || !strings.Contains(errs, "--kind") {
		t.Error(code, errs)
	}
}
