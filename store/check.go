package store

import (
	"context"
	"errors"
	"os"

	"shifu/internal/people"
)

// Report is what a look at everything found.
type Report struct {
	Integrity   []string // what the database says of itself; nothing: it is sound
	ForeignKeys []string // rows that point to nothing
	Audit       Verdict
	Recordings  int      // looked at
	Missing     []string // hashes of recordings that calls name and the folder lacks
	Changed     []string // hashes of files whose content is another one
}

// Sound reports whether nothing is wrong.
func (r Report) Sound() bool {
	return len(r.Integrity)+len(r.ForeignKeys)+len(r.Missing)+len(r.Changed) == 0 && r.Audit.Sound()
}

// Check reads the whole workspace: the database's integrity and references,
// the audit log (with head, if not empty), and every recording by its hash.
// The right KeepWorkspace is needed.
func (w *Workspace) Check(ctx context.Context, by people.Actor, head string, progress func(done, total int)) (Report, error) {
	var r Report
	err := by.Require(people.KeepWorkspace)
	if err != nil {
		return r, err
	}
	if r.Integrity, err = integrity(ctx, w.read.DB, false); err != nil {
		return r, w.explain(err)
	}
	if r.ForeignKeys, err = foreignKeys(ctx, w.read.DB); err != nil {
		return r, w.explain(err)
	}
	if r.Audit, err = w.Audit().Verify(ctx, head); err != nil {
		return r, err
	}
	hashes, err := column(ctx, w.read.DB, `SELECT audio_hash FROM calls WHERE audio_hash <> '' UNION SELECT after_hash FROM redactions ORDER BY 1`)
	if err != nil {
		return r, w.explain(err)
	}
	for i, h := range hashes {
		if err := w.checkRecording(ctx, &r, h); err != nil {
			return r, err
		}
		tell(progress, i+1, len(hashes))
	}
	return r, nil
}

func (w *Workspace) checkRecording(ctx context.Context, r *Report, hash string) error {
	r.Recordings++
	if !hashForm.MatchString(hash) {
		r.Missing = append(r.Missing, hash)
		return nil
	}
	have, err := hashFile(ctx, w.Shelf().place(hash))
	switch {
	case errors.Is(err, os.ErrNotExist):
		r.Missing = append(r.Missing, hash)
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil || have != hash:
		r.Changed = append(r.Changed, hash) // what can't be read is as bad as another content
	}
	return nil
}
