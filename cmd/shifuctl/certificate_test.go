package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/store"
	"shifu/training/certificate"
)

// certifiedWorkspace has one trainer, who holds a certificate.
func certifiedWorkspace(t *testing.T) (dir string, trainer people.Actor, h certificate.Holding) {
	t.Helper()
	ctx := context.Background()
	dir = library(t)
	within(t, dir, func(ws *store.Workspace) {
		ps, err := ws.People().Persons(ctx, people.Program(), people.Find{})
		if err != nil {
			t.Fatal(err)
		}
		trainer = people.As(ps[0], people.InHouse)
		id, err := ws.Certificates().SaveProgramme(ctx, trainer, certificate.Programme{Name: "95598 普通话务", Skill: "普通话务", Method: certificate.FromCompletion,
			Active: certificate.Period{N: 12, Unit: certificate.Months}})
		if err != nil {
			t.Fatal(err)
		}
		number, err := ws.Certificates().Issue(ctx, trainer, id, trainer.PersonID, indicators.DateOf(time.Now()), "paper")
		if err != nil {
			t.Fatal(err)
		}
		if h, err = ws.Certificates().Certificate(ctx, trainer, number); err != nil {
			t.Fatal(err)
		}
	})
	return dir, trainer, h
}

func within(t *testing.T, dir string, do func(*store.Workspace)) {
	t.Helper()
	ws, err := store.Open(context.Background(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	do(ws)
}

// printed writes a certificate as PDF and returns its path.
func printed(t *testing.T, r certificate.Record) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.WriteCertificate(&b, words.Chinese, report.Certificate{Record: r, Stamp: report.Stamp{At: time.Now()}}); err != nil {
		t.Fatal(err)
	}
	return written(t, "c.pdf", b.Bytes())
}

func written(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCertificateVerify_PrintsTheDocumentedKeys(t *testing.T) {
	dir, _, h := certifiedWorkspace(t)
	r := h.Issues[0].Record
	pdf, qr := printed(t, r), written(t, "qr.txt", []byte(strings.TrimSpace(r.QR())))
	for name, args := range map[string][]string{"a file": {pdf}, "the text of its QR": {qr}, "a file and a workspace": {pdf, "--workspace", dir}, "a number": {r.Number, "--workspace", dir}} {
		code, out, errs := call(append([]string{"certificate", "verify", "--json"}, args...)...)
		var got struct {
			Valid                                        bool
			Reason                                       *string
			Number, Holder, Skill, Issued, Expires, Name string
			Hash                                         string `json:"sha256"`
			Kept                                         *bool
		}
		if err := json.Unmarshal([]byte(out), &got); code != 0 || err != nil {
			t.Fatalf("%s: exit %d, %s %s %v", name, code, out, errs, err)
		}
		if !got.Valid || got.Reason != nil || got.Number != r.Number || got.Holder != "Trainer" || got.Skill != "普通话务" || got.Hash != r.Hash() || got.Expires != r.Expires.String() ||
			(got.Kept != nil) != (len(args) > 1) || got.Kept != nil && !*got.Kept {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestCertificateVerify_RefusesWithTheReason(t *testing.T) {
	ctx := context.Background()
	dir, trainer, h := certifiedWorkspace(t)
	r := h.Issues[0].Record
	good, err := os.ReadFile(printed(t, r))
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(good, []byte("endobj"), []byte("endobJ"), 1)
	old, tomorrow, another := r, r, r
	old.Issued, old.Expires = r.Issued-800, r.Issued-400
	tomorrow.Issued++
	another.Holder = "Somebody else"
	kept := []string{"--workspace", dir}
	for want, args := range map[string][]string{
		"don't fit its seal":         {written(t, "changed.pdf", changed)},
		"don't fit its hash":         {written(t, "qr.txt", []byte(strings.Replace(r.QR(), "Trainer", "Trainee", 1)))},
		"no certificate written by":  {written(t, "x.pdf", []byte("%PDF-1.7\n%%EOF\n"))},
		"has expired":                {printed(t, old)},
		"a day to come":              {printed(t, tomorrow)},
		"keeps another certificate":  append([]string{printed(t, another)}, kept...),
		"SF-2026-000999-":            append([]string{certificate.Number(2026, 999)}, kept...),
		"neither a file nor a":       {"SF-2026-000042-0"},
		"in which workspace to look": {r.Number},
	} {
		if code, _, errs := call(append([]string{"certificate", "verify"}, args...)...); code != 1 || !strings.Contains(errs, want) {
			t.Errorf("%s: exit %d, %s", want, code, errs)
		}
	}
	within(t, dir, func(ws *store.Workspace) {
		if err := ws.Certificates().Suspend(ctx, trainer, h.ID, "态度投诉属实"); err != nil {
			t.Fatal(err)
		}
	})
	code, out, errs := call("certificate", "verify", r.Number, "--workspace", dir, "--json")
	if code != 1 || !strings.Contains(errs, "suspended since") || !strings.Contains(errs, "态度投诉属实") || !strings.Contains(out, `"valid": false`) {
		t.Errorf("suspended: exit %d, %s %s", code, out, errs)
	}
}
