package intake

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/recordings/formats"
)

// file takes in one recording or one conversation in writing.
func (r *run) file(ctx context.Context, path string) error {
	if ctx.Err() != nil {
		return nil
	}
	if r.chats[path] {
		return r.chat(ctx, path)
	}
	name, agent, two := path, "", false
	if agent, two = r.agents[path]; two {
		name = wholeName(path)
	}
	t, told := r.claim(name)
	c := &t.call
	c.Direction = cmp.Or(c.Direction, recordings.Inbound)
	err := r.sound(ctx, path, agent, c)
	var undecoded *undecodedError
	switch why := ofFile(err); {
	case errors.As(err, &undecoded):
		return r.silent(ctx, t, told, path, undecoded.error)
	case why != nil:
		r.refuse(Problem{File: path, Reason: why})
		return nil
	case err != nil:
		return err
	}
	t.Said, t.Holds = r.wordsOf(path, *c), r.holdsOf(*c)
	return r.keep(ctx, t)
}

// undecodedError is that of a file that is no sound, or none that can be read.
type undecodedError struct{ error }

// sound puts the recording of a call on the shelf, of one file or of both sides.
func (r *run) sound(ctx context.Context, path, agent string, c *recordings.Call) error {
	seen, err := os.Stat(path)
	if err != nil {
		return &undecodedError{err}
	}
	if agent == "" {
		return r.shelve(ctx, path, seen, c)
	}
	before := stampOf(agent)
	whole, err := r.join(ctx, path, agent)
	if err != nil {
		return &undecodedError{err}
	}
	defer os.Remove(whole)
	if stampOf(agent) != before || stampOf(path) != stampFrom(seen) {
		return recordings.Changed
	}
	c.Audio.AgentLane = 0
	if seen, err = os.Stat(whole); err != nil {
		return err
	}
	return r.shelve(ctx, whole, seen, c)
}

// shelve describes a file that was seen, and keeps it if it is still the same.
func (r *run) shelve(ctx context.Context, path string, seen os.FileInfo, c *recordings.Call) error {
	info, err := formats.InspectRaw(path, c.Audio.FileName, r.rawOf(c.Audio.FileName))
	if err != nil {
		return &undecodedError{err}
	}
	if c.Audio.Hash, err = r.kept.Shelf.PutSeen(ctx, path, seen); err != nil {
		return err
	}
	c.Audio = described(c.Audio, info)
	c.Duration = info.Duration()
	return nil
}

// described is a recording with what its file is.
func described(a recordings.Audio, info formats.Info) recordings.Audio {
	a.Container, a.Codec = info.Container, string(info.Codec)
	a.Channels, a.SampleRate, a.Frames = info.Channels, info.SampleRate, info.Frames
	return a
}

// rawOf is how a file is read if it has no header.
func (r *run) rawOf(path string) formats.Raw { return r.job.Raw[strings.ToLower(filepath.Ext(path))] }

// ofFile is what is wrong with the file itself, so that the others go on; nil
// for what stops an import.
func ofFile(err error) *fault.Fault {
	var f *fault.Fault
	if errors.Is(err, recordings.Deleted) || errors.Is(err, recordings.Changed) || fault.Is(err, fault.Invalid) {
		errors.As(err, &f)
	}
	return f
}

// stamp is by what one sees that a file changed.
type stamp struct {
	size int64
	at   int64
}

// stampOf is the zero stamp for a file that is gone.
func stampOf(path string) stamp {
	st, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stampFrom(st)
}

func stampFrom(st os.FileInfo) stamp { return stamp{st.Size(), st.ModTime().UnixNano()} }

// join makes one recording of two lanes, the agent's first, of the files of
// both sides. How far their lengths are apart is noted.
func (r *run) join(ctx context.Context, customer, agent string) (path string, err error) {
	path = filepath.Join(os.TempDir(), newID()+".wav")
	var apart float64
	err = formats.WriteFile(path, func(w io.Writer) (err error) {
		var kept bool
		if apart, kept, err = formats.WriteStreams(w, agent, customer, r.rawOf(customer)); !kept && err == nil {
			apart, err = formats.WritePair(ctx, w, agent, customer, r.rawOf(customer))
		}
		return err
	})
	if err == nil && math.Abs(apart) >= 0.1 {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.sum.Notes = append(r.sum.Notes, Problem{File: customer, Taken: true, Reason: fault.New(fault.Invalid,
			"{{.File}} and {{.Other}} are one call; the shorter ends {{.Seconds}} s earlier.",
			fault.Values{"File": filepath.Base(customer), "Other": filepath.Base(agent), "Seconds": strconv.FormatFloat(math.Abs(apart), 'f', 1, 64)})})
	}
	return path, err
}

// claim returns the facts that belong to a file, and whether a table told them.
func (r *run) claim(path string) (t taken, told bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t.call = recordings.Call{Source: r.source(), OrganisationID: r.by.OrganisationID,
		Audio: recordings.Audio{AgentLane: r.job.AgentLane}}
	i, told := r.byKey[keyOf(path)]
	if told && !r.used[i] {
		t, r.used[i] = r.rows[i], true
		r.met++
	}
	c := &t.call
	c.ID, c.Audio.FileName = newID(), filepath.Base(path)
	if c.StartedAt.IsZero() {
		c.StartedAt = startOf(path, r.job.Zone)
	}
	return t, told
}

// silent deals with a file that can't be decoded: a call that a table tells of,
// or whose name says that it is a recording, is listed with the reason; anything
// else is refused whole, and so is a file that may not be read: it can be
// imported once it may.
func (r *run) silent(ctx context.Context, t taken, told bool, path string, err error) error {
	f := fileFault(path, err)
	listed := told || sounds[strings.ToLower(filepath.Ext(path))] && !errors.Is(err, fs.ErrPermission)
	if r.refuse(Problem{File: path, Reason: f, Taken: listed}); !listed {
		return nil
	}
	c := &t.call
	c.Audio.Problem = words.T(f.Key, f.Values)
	if c.ExternalID == "" {
		c.ExternalID = "file:" + c.Audio.FileName // so that a second import finds it
	}
	return r.keep(ctx, t)
}

// refuse says of a file why it can't be played; one that isn't listed either is done with.
func (r *run) refuse(p Problem) {
	r.mu.Lock()
	r.sum.Refused = append(r.sum.Refused, p)
	r.mu.Unlock()
	if !p.Taken {
		r.step()
	}
}

// keep puts c into the next batch and writes full batches.
func (r *run) keep(ctx context.Context, c taken) error {
	r.mu.Lock()
	r.wait = append(r.wait, c)
	full := len(r.wait) >= batch
	r.mu.Unlock()
	r.step()
	if full {
		return r.flush(ctx)
	}
	return nil
}

func (r *run) flush(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.wait) == 0 {
		return nil
	}
	calls, beside := make([]recordings.Call, len(r.wait)), make([]recordings.Beside, len(r.wait))
	for i, w := range r.wait {
		calls[i], beside[i] = w.call, w.Beside
	}
	added, err := r.kept.Calls.AddWith(ctx, r.by, calls, beside)
	if err != nil {
		return err
	}
	for i, c := range calls {
		mute := 0
		if !c.Audio.Problem.IsZero() {
			mute = 1
		}
		if !added[i] {
			r.sum.Duplicates++
			r.sum.MuteAgain += mute
			r.again = append(r.again, r.wait[i])
			if c.Audio.Hash != "" {
				r.loose = append(r.loose, c.Audio.Hash)
			}
			continue
		}
		r.sum.Imported++
		r.sum.Mute += mute
		if c.Audio.HasSound() {
			r.sum.Calls = append(r.sum.Calls, c)
			r.sum.Sound += c.Duration
		}
	}
	r.wait = r.wait[:0]
	return nil
}

func (r *run) step() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	if r.job.Progress != nil {
		r.job.Progress(r.done, max(r.done, len(r.files)+len(r.rows)-r.met))
	}
}
