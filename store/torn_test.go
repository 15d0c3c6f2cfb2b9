package store_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/store"
)

// tear copies the open workspace of v, as a crash would leave it, with the page
// of a table overwritten, or none.
func tear(t *testing.T, v *town, page int64) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"shifu.db", "shifu.db-wal"} {
		b, err := os.ReadFile(filepath.Join(v.Dir(), name))
		if err != nil {
			t.Fatal(err)
		}
		if page > 0 && name == "shifu.db" {
			copy(b[(page-1)*4096:page*4096], bytes.Repeat([]byte{0xAB}, 4096))
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestOpen_WhatACrashToreIsFoundBeforeItIsWrittenOn(t *testing.T) {
	v := newTown(t)
	db, err := sql.Open("sqlite3", filepath.Join(v.Dir(), "shifu.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var page int64
	if _, err := db.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow(`SELECT rootpage FROM sqlite_master WHERE name = 'tasks'`).Scan(&page); err != nil {
		t.Fatal(err)
	}
	if err := v.SetPreference(ctx, v.agent, "x", []byte("1")); err != nil { // something is in the journal
		t.Fatal(err)
	}
	open(t, tear(t, v, 0), options(v.clock))
	if _, err := store.Open(ctx, tear(t, v, page), options(v.clock)); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), "damaged") {
		t.Error(err)
	}
}
