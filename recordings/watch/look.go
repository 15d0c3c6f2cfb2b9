package watch

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings/intake"
)

// atOnce is how many files one look imports at the most: the next look goes on.
const atOnce = 500

// Round looks at every folder that the actor may see and that isn't paused. One
// that fails doesn't keep the others from being looked at. took is how many
// calls came in.
func Round(ctx context.Context, by people.Actor, k Kept, now time.Time, zone *time.Location) (took []intake.Summary, err error) {
	folders, err := k.Folders.Folders(ctx, by)
	if err != nil {
		return nil, err
	}
	for _, f := range folders {
		if f.Paused || ctx.Err() != nil {
			continue
		}
		sum, failed := look(ctx, by, k, f, now, zone)
		err = errors.Join(err, failed)
		if sum.Imported > 0 {
			took = append(took, sum)
		}
	}
	return took, err
}

// look sees what is in one folder and imports what has stopped growing: what
// looks as it did at the look before.
func look(ctx context.Context, by people.Actor, k Kept, f Folder, now time.Time, zone *time.Location) (intake.Summary, error) {
	here, err := k.Patience.listed(ctx, f.Path, func() ([]File, error) { return listed(ctx, f.Path, now) })
	if err != nil {
		if ctx.Err() != nil {
			return intake.Summary{}, ctx.Err()
		}
		return intake.Summary{}, k.Folders.Looked(ctx, by, f.ID, Look{At: now, Missing: true})
	}
	kept, err := k.Folders.Files(ctx, by, f.ID, nil)
	if err != nil {
		return intake.Summary{}, err
	}
	l, ready := compared(kept, here, now)
	var sum intake.Summary
	if ready = f.arrived(whole(withHolds(ready, kept), l.Files), now); len(ready) > 0 {
		if sum, err = take(ctx, k, f, ready, here, zone); err != nil && sum.Imported+sum.Duplicates+len(sum.Refused) == 0 {
			return sum, errors.Join(err, k.Folders.Looked(ctx, by, f.ID, l))
		}
		if err == nil {
			l.Files = append(l.Files, settled(f, ready, sum)...)
			l.Taken = sum.Imported
		}
	}
	return sum, errors.Join(err, k.Folders.Looked(ctx, by, f.ID, l))
}

// listed are the files of a folder that may be imported.
func listed(ctx context.Context, root string, now time.Time) ([]File, error) {
	if st, err := os.Stat(root); err != nil || !st.IsDir() {
		return nil, cmp.Or(err, fs.ErrNotExist)
	}
	var out []File
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			if p == root {
				return err
			}
			return nil // what can't be opened now is seen when it can
		case p != root && d.IsDir() && (strings.HasPrefix(d.Name(), ".") || d.Name() == Imported):
			return fs.SkipDir
		case !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$") || !intake.Takes(p):
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil // gone meanwhile
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		out = append(out, File{Path: filepath.ToSlash(rel), Size: info.Size(), Changed: info.ModTime().UTC().Truncate(time.Microsecond), Seen: now, State: Waiting})
		return nil
	})
	return out, err
}

// compared says what is new, what is gone, and which files have stopped growing.
func compared(kept, here []File, now time.Time) (l Look, ready []File) {
	l.At = now
	known := make(map[string]File, len(kept))
	for _, f := range kept {
		known[f.Path] = f
	}
	for _, f := range here {
		was, met := known[f.Path]
		delete(known, f.Path)
		switch {
		case !met || !was.same(f):
			l.Files = append(l.Files, f)
		case was.State == Waiting && was.Why.IsZero() && was.Seen.Before(now) && len(ready) < atOnce:
			ready = append(ready, was)
		}
	}
	for path := range known {
		l.Gone = append(l.Gone, path)
	}
	slices.Sort(l.Gone)
	return l, ready
}

// whole leaves out files whose companion of the same name (the other side of a
// call, its transcript) is still being written.
func whole(ready, growing []File) []File {
	open := map[string]bool{}
	for _, f := range growing {
		open[intake.Stem(f.Path)] = true
	}
	return slices.DeleteFunc(ready, func(f File) bool { return open[intake.Stem(f.Path)] })
}

const (
	hollowTail = 4 << 10
	hollowRest = 5 * time.Minute
)

// withHolds adds the files of holds that wait for the recordings that are ready.
func withHolds(ready, kept []File) []File {
	coming := map[string]bool{}
	for _, r := range ready {
		coming[intake.Stem(r.Path)] = true
	}
	for _, f := range kept {
		if f.State == Waiting && !f.Why.IsZero() && coming[intake.Stem(f.Path)] && !slices.ContainsFunc(ready, func(r File) bool { return r.Path == f.Path }) {
			ready = append(ready, f)
		}
	}
	return ready
}

// arrived leaves out files that may only have been given their size: a copy over
// the network does so before it writes, and shows no change meanwhile. One that
// ends in zeros waits for five minutes, since silence looks like that too.
func (f Folder) arrived(ready []File, now time.Time) []File {
	return slices.DeleteFunc(ready, func(r File) bool { return now.Sub(r.Seen) < hollowRest && hollow(f.at(r.Path), r.Size) })
}

// hollow reports whether the end of a file holds nothing but zeros.
func hollow(path string, size int64) bool {
	in, err := os.Open(path)
	if err != nil {
		return false // the import tells why
	}
	defer in.Close()
	tail := make([]byte, min(size, hollowTail))
	n, _ := in.ReadAt(tail, size-int64(len(tail)))
	return n > 0 && len(bytes.Trim(tail[:n], "\x00")) == 0
}

// take imports files in the name of whoever set the folder up. Tables that lie
// there give their facts, also to recordings that come later.
func take(ctx context.Context, k Kept, f Folder, ready, here []File, zone *time.Location) (intake.Summary, error) {
	job := intake.Job{Source: f.Source, Zone: zone, AgentLane: f.AgentLane, Mapping: f.Mapping, Raw: f.Raw, FilesOnly: true, Late: []string{}}
	coming := map[string]bool{}
	for _, r := range ready {
		coming[intake.Stem(r.Path)] = true
		job.Late = append(job.Late, f.at(r.Path))
		if !intake.IsTable(r.Path) {
			job.Paths = append(job.Paths, f.at(r.Path))
		}
	}
	for _, h := range here {
		switch path := f.at(h.Path); {
		case intake.IsTable(h.Path):
			job.Tables = append(job.Tables, path)
		case intake.TellsHolds(h.Path) && coming[intake.Stem(h.Path)] && !slices.Contains(job.Paths, path):
			job.Paths = append(job.Paths, path)
		}
	}
	return intake.Import(ctx, f.By, k.Intake, job)
}

func (f Folder) at(path string) string { return filepath.Join(f.Path, filepath.FromSlash(path)) }

// settled are files as they stand after an import, put away as the folder says.
// Holds to which there is no call yet stay where they are: its recording, once it
// comes, takes them.
func settled(f Folder, ready []File, sum intake.Summary) []File {
	why := map[string]*fault.Fault{}
	taken := map[string]bool{}
	for _, p := range slices.Concat(sum.Refused, sum.Notes) {
		why[p.File], taken[p.File] = p.Reason, p.Taken
	}
	out := make([]File, len(ready))
	for i, r := range ready {
		reason := why[f.at(r.Path)]
		r.State, r.Why = Taken, words.Text{}
		if slices.Contains(sum.Alone, f.at(r.Path)) {
			r.State, r.Why = Waiting, words.T("Its call has not come yet.", nil)
		}
		if reason != nil {
			r.Why = words.T(reason.Key, reason.Values)
			if !taken[f.at(r.Path)] {
				r.State = Refused
			}
		}
		if r.State == Taken && !intake.IsTable(r.Path) {
			if err := f.putAway(r); err != nil {
				r.Why = words.T("Imported, but the file could not be put away: {{.Why}}.", fault.Values{"Why": err.Error()})
			}
		}
		out[i] = r
	}
	return out
}

// putAway moves or removes a file that is in the library. An older file of the
// same name is not replaced.
func (f Folder) putAway(r File) error {
	from := f.at(r.Path)
	switch f.Done {
	case Remove:
		return os.Remove(from)
	case Move:
		dir := filepath.Join(filepath.Dir(from), Imported)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.Base(from))
		if _, err := os.Lstat(to); err == nil {
			ext := filepath.Ext(to)
			to = strings.TrimSuffix(to, ext) + r.Changed.Format("-20060102-150405") + ext
		}
		return os.Rename(from, to)
	}
	return nil
}
