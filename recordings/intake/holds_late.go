package intake

import (
	"context"
	"path/filepath"

	"shifu/internal/fault"
	"shifu/recordings"
)

// holdLater gives holds to calls that were here before them: those of
// recordings that came again, and those of calls that weren't in this import.
func (r *run) holdLater(ctx context.Context) error {
	for _, t := range r.again {
		if len(t.Holds) == 0 {
			continue
		}
		if _, err := r.hold(ctx, t.call, func(recordings.Call) []recordings.Hold { return t.Holds }); err != nil {
			return err
		}
	}
	for _, t := range r.told {
		if t.met || ctx.Err() != nil {
			continue
		}
		found, err := r.holdTold(ctx, t)
		if err != nil {
			return err
		}
		if !found && t.path != "" {
			r.noteAlone(t.path)
		}
	}
	return nil
}

// holdTold gives what was told to the calls that are here under one of its names.
func (r *run) holdTold(ctx context.Context, t *telling) (found bool, err error) {
	if !t.late {
		return false, nil
	}
	for _, name := range t.names {
		like := recordings.Call{Source: r.source(), ExternalID: name, Audio: recordings.Audio{FileName: name}}
		found, err = r.hold(ctx, like, func(c recordings.Call) []recordings.Hold { return r.settled(t, c) })
		if found || err != nil {
			break
		}
	}
	return found, err
}

// hold gives holds to the calls that are here and like another.
func (r *run) hold(ctx context.Context, like recordings.Call, holds func(recordings.Call) []recordings.Hold) (found bool, err error) {
	calls, err := r.kept.Calls.Here(ctx, r.by, like)
	for _, c := range calls {
		hs := holds(c)
		if len(hs) == 0 {
			continue
		}
		new, err := r.kept.Calls.AddHolds(ctx, r.by, c.ID, hs)
		if err != nil {
			return true, err
		}
		if new {
			r.sum.Held++
		}
	}
	return len(calls) > 0, err
}

// noteAlone notes a file of holds to which there is no call.
func (r *run) noteAlone(path string) {
	r.sum.Alone = append(r.sum.Alone, path)
	if r.job.FilesOnly {
		return // its recording may come later
	}
	r.sum.Notes = append(r.sum.Notes, Problem{File: path, Taken: true, Reason: fault.New(fault.Invalid,
		"{{.File}} tells holds, but no recording of that name was imported with it or before.", fault.Values{"File": filepath.Base(path)})})
}
