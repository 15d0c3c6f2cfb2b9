package main

import (
	"context"
	"encoding/json"
	"path/filepath"
	"testing"

	"shifu/internal/people"
	"shifu/store"
	"shifu/training/knowledge"
)

// library is a workspace with one person and one article in it.
func library(t *testing.T) (dir string) {
	t.Helper()
	ctx, by := context.Background(), people.Program()
	dir = filepath.Join(t.TempDir(), "ws")
	ws, err := store.Open(ctx, dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	org, err := ws.People().SaveOrganisation(ctx, by, people.Organisation{Name: "Grid", Kind: people.InHouse})
	if err != nil {
		t.Fatal(err)
	}
	id, err := ws.People().SavePerson(ctx, by, people.Person{OrganisationID: org, Name: "Trainer", Login: "me", Roles: []people.Role{people.Trainer}})
	if err != nil {
		t.Fatal(err)
	}
	trainer := people.As(people.Person{ID: id, Name: "Trainer", OrganisationID: org, Roles: []people.Role{people.Trainer}}, people.InHouse)
	_, err = ws.Knowledge().Save(ctx, trainer, knowledge.Article{Title: "城乡到场时限", Body: "城区 45 分钟到达现场。", Kind: knowledge.Rule, Category: "故障报修", OwnerID: id}, true)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestKnowledge_SearchPrintsTheDocumentedKeys(t *testing.T) {
	ws := library(t)
	for _, query := range []string{"到场", "cxdc", "45"} {
		code, out, errs := call("knowledge", "search", query, "--workspace", ws, "--json")
		var got struct {
			Hits []struct {
				ID, Title, Category, Kind, Snippet string
				Score                              float64
				Verified                           bool
			}
			Total int
		}
		if err := json.Unmarshal([]byte(out), &got); code != 0 || err != nil || got.Total != 1 {
			t.Fatalf("%s: exit %d, %s %s %v", query, code, out, errs, err)
		}
		if h := got.Hits[0]; h.ID == "" || h.Title != "城乡到场时限" || h.Category != "故障报修" || h.Kind != "rule" || h.Snippet != "城区 45 分钟到达现场。" || !h.Verified {
			t.Errorf("%s: %+v", query, h)
		}
	}
}

func TestKnowledge_NothingFoundIsAnEmptyList(t *testing.T) {
	code, out, errs := call("knowledge", "search", "光伏", "--workspace", library(t), "--json")
	if got := object(t, out); code != 0 || got["total"] != 0.0 || len(got["hits"].([]any)) != 0 {
		t.Fatalf("exit %d, %s %s", code, out, errs)
	}
}
