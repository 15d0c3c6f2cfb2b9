package intake

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"shifu/internal/fault"
	"shifu/recordings"
)

// telling is what was told of the holds of one call.
type telling struct {
	names []string // what the call, or its recording, is called
	all   []held
	path  string // of the file that tells them; empty for a table
	late  bool   // the call may be here already
	met   bool   // it came with this import
}

// takeHolds reads the files that tell holds. One that can't be read is noted
// and keeps no recording out.
func (r *run) takeHolds(files []string) {
	for _, path := range files {
		hs, err := readHolds(path, r.job.Zone)
		if why := fileFault(path, err); why != nil {
			r.sum.Notes = append(r.sum.Notes, Problem{File: path, Reason: why, Taken: true})
			continue
		}
		t := r.tell([]string{cutHolds(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))}, hs, path)
		t.path = path
	}
}

// tell notes the holds of the call that is called by one of names, as file tells them.
func (r *run) tell(names []string, hs []held, file string) *telling {
	i := slices.IndexFunc(names, func(n string) bool { return r.holds[keyOf(n)] != nil })
	if i < 0 {
		r.told = append(r.told, &telling{})
	}
	t := r.told[len(r.told)-1]
	if i >= 0 {
		t = r.holds[keyOf(names[i])]
	}
	t.all, t.late = append(t.all, hs...), t.late || r.job.Late == nil || slices.Contains(r.job.Late, file)
	for _, n := range names {
		if !slices.Contains(t.names, n) {
			t.names, r.holds[keyOf(n)] = append(t.names, n), t
		}
	}
	return t
}

// readHeld takes the holds of a row. only: the row tells of a call that a row
// before told of already, and adds nothing but a hold.
func (r *run) readHeld(rd *reader, l Line) (only bool) {
	hs, ok := rowHolds(l, rd.columns, r.job.Zone)
	id := rd.cell(l, CallID)
	if !ok {
		r.sum.Notes = append(r.sum.Notes, Problem{File: rd.table.Name, Taken: true, Reason: rd.noHold(l)})
	}
	names := slices.DeleteFunc([]string{id, rd.cell(l, FileName)}, func(n string) bool { return n == "" })
	if len(hs) == 0 || len(names) == 0 {
		return false
	}
	r.tell(names, hs, rd.table.Path)
	_, again := rd.seen[id]
	return again && id != ""
}

// noHold says that the holds of a row can't be read.
func (r *reader) noHold(l Line) *fault.Fault {
	return fault.New(fault.Invalid, "Line {{.Line}} of {{.File}}: its holds can't be read, so the call is taken without them. Write them as 12-30; 1:05-1:20, or a start and an end for each.",
		fault.Values{"Line": l.Number, "File": r.table.Name})
}

// holdsOf are the holds of a call, whose own name or id tells them.
func (r *run) holdsOf(c recordings.Call) []recordings.Hold {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.holds[keyOf(c.Audio.FileName)]
	if t == nil {
		t = r.holds[keyOf(c.ExternalID)]
	}
	if t == nil {
		return nil
	}
	t.met = true
	return r.settled(t, c)
}

// settled are the holds that were told, within a call. What is wrong with them
// is noted.
func (r *run) settled(t *telling, c recordings.Call) []recordings.Hold {
	out, wrong := settleHolds(t.all, c)
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

// sweep removes what was put on the shelf for calls that were here already with
// another recording.
func (r *run) sweep(ctx context.Context) {
	for _, hash := range r.loose {
		_ = r.kept.Shelf.Sweep(ctx, hash) // a leftover costs room and nothing else
	}
}
