package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
	"shifu/store"
)

// house is a store with one organisation, a lead who imports and an agent.
type house struct {
	*testing.T
	w    *store.Workspace
	lead people.Actor
	dir  string
}

var ctx = context.Background()

func build(t *testing.T) house {
	t.Helper()
	w, err := store.Open(ctx, t.TempDir(), store.Options{PasswordCost: &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	h := house{t, w, people.Actor{}, t.TempDir()}
	org, err := w.People().SaveOrganisation(ctx, people.Program(), people.Organisation{Name: "本热线", Kind: people.InHouse})
	h.must(err)
	for _, p := range []people.Person{{Name: "秦霜", Login: "lead", StaffNumber: "1", Roles: []people.Role{people.QualityLead, people.Administrator}},
		{Name: "林小满", StaffNumber: "60217", Roles: []people.Role{people.Agent}}} {
		p.OrganisationID = org
		p.ID, err = w.People().SavePerson(ctx, people.Program(), p)
		h.must(err)
		if p.Login != "" {
			h.lead = people.As(p, people.InHouse)
		}
	}
	return h
}

func (h house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h house) write(name, text string) string {
	h.Helper()
	path := filepath.Join(h.dir, name)
	h.must(os.MkdirAll(filepath.Dir(path), 0o755))
	h.must(os.WriteFile(path, []byte(text), 0o644))
	return path
}

// sound writes a second of tone that differs with pitch.
func (h house) sound(name string, pitch int) string {
	h.Helper()
	samples := make([]int16, 8000)
	for i := range samples {
		samples[i] = int16(i * pitch % 4000)
	}
	path := filepath.Join(h.dir, name)
	f, err := os.Create(path)
	h.must(err)
	h.must(formats.WriteSamples(f, 8000, 1, samples))
	h.must(f.Close())
	return path
}

// shelved are the files that lie on the shelf.
func (h house) shelved() (out []string) {
	_ = filepath.WalkDir(filepath.Join(h.w.Dir(), "recordings"), func(p string, d os.DirEntry, _ error) error {
		if d != nil && d.Type().IsRegular() {
			out = append(out, p)
		}
		return nil
	})
	return out
}

func (h house) kept() intake.Kept {
	return intake.Kept{Calls: h.w.Calls(), Shelf: h.w.Shelf(), People: h.w.People()}
}

func (h house) bring(job intake.Job) intake.Summary {
	h.Helper()
	if job.Zone == nil {
		job.Zone = time.UTC
	}
	sum, err := intake.Import(ctx, h.lead, h.kept(), job)
	h.must(err)
	return sum
}

func (h house) list() []recordings.Row {
	h.Helper()
	rows, err := h.w.Calls().List(ctx, h.lead, recordings.Filter{}, recordings.Order{By: recordings.ByStart}, 0, 100)
	h.must(err)
	return rows
}

func says(t *testing.T, ps []intake.Problem, want ...string) {
	t.Helper()
	if len(ps) != len(want) {
		t.Fatalf("%d problems: %v", len(ps), ps)
	}
	for i, part := range want {
		if got := fault.Sentence(ps[i].Reason); !strings.Contains(got, part) {
			t.Errorf("said %q, want %q", got, part)
		}
	}
}
