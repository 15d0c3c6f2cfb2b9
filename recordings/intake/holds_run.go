package intake

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"shifu/internal/fault"
	"shifu/recordings"
)

// takeHolds reads the files that tell holds. One that can't be read is noted
// and keeps no recording out.
func (r *run) takeHolds(files []string) {
	r.holds, r.idle = map[string][]held{}, map[string]string{}
	for _, path := range files {
		hs, err := readHolds(path, r.job.Zone)
		if why := fileFault(path, err); why != nil {
			r.sum.Notes = append(r.sum.Notes, Problem{File: path, Reason: why, Taken: true})
			continue
		}
		key := keyOf(cutHolds(strings.TrimSuffix(path, filepath.Ext(path))))
		r.holds[key] = append(r.holds[key], hs...)
		r.idle[key] = path
	}
}

// readHeld takes the holds of a row. only: the row tells of a call that a row
// before told of already, and adds nothing but a hold.
func (r *run) readHeld(rd *reader, l Line) (only bool) {
	hs, ok := rowHolds(l, rd.columns, r.job.Zone)
	id := rd.cell(l, CallID)
	if !ok {
		r.sum.Notes = append(r.sum.Notes, Problem{File: rd.table.Name, Taken: true, Reason: rd.noHold(l)})
	}
	if len(hs) == 0 {
		return false
	}
	for _, key := range []string{id, rd.cell(l, FileName)} {
		if key != "" {
			r.holds[keyOf(key)] = append(r.holds[keyOf(key)], hs...)
		}
	}
	_, again := rd.seen[id]
	return again && id != ""
}

// noHold says that the holds of a row can't be read.
func (r *reader) noHold(l Line) *fault.Fault {
	return fault.New(fault.Invalid, "Line {{.Line}} of {{.File}}: its holds can't be read, so the call is taken without them. Write them as 12-30; 1:05-1:20, or a start and an end for each.",
		fault.Values{"Line": l.Number, "File": r.table.Name})
}

// holdsOf are the holds of a call, whose own name or id tells them. What is
// wrong with them is noted.
func (r *run) holdsOf(c recordings.Call) []recordings.Hold {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []held
	for _, key := range []string{keyOf(c.Audio.FileName), keyOf(c.ExternalID)} {
		if all == nil {
			all = r.holds[key]
		}
		delete(r.idle, key)
	}
	out, wrong := settleHolds(all, c)
	for _, w := range wrong {
		r.sum.Notes = append(r.sum.Notes, Problem{File: nameOf(c), Reason: w, Taken: true})
	}
	return out
}

// nameOf is what a call is called in a list of problems.
func nameOf(c recordings.Call) string {
	if c.Audio.FileName != "" {
		return c.Audio.FileName
	}
	return c.ExternalID
}

// noteIdle notes the files of holds beside which no recording lies.
func (r *run) noteIdle() {
	if r.job.FilesOnly {
		return // its recording may come later
	}
	for _, key := range slices.Sorted(maps.Keys(r.idle)) {
		r.sum.Notes = append(r.sum.Notes, Problem{File: r.idle[key], Taken: true, Reason: fault.New(fault.Invalid,
			"{{.File}} tells holds, but no recording of that name was imported with it.", fault.Values{"File": filepath.Base(r.idle[key])})})
	}
}

// sweep removes what was put on the shelf for calls that were here already with
// another recording.
func (r *run) sweep(ctx context.Context) {
	for _, hash := range r.loose {
		_ = r.kept.Shelf.Sweep(ctx, hash) // a leftover costs room and nothing else
	}
}
