package intake

import (
	"errors"
	"path/filepath"
	"strings"

	"shifu/internal/fault"
	"shifu/recordings"
)

// tables are those of the job. One that was asked for must be readable; one that
// only lay in a folder is a Problem when it isn't.
func (r *run) tables(f found) ([]Table, error) {
	if r.job.Table != nil {
		return append([]Table{*r.job.Table}, holdTables(f, r.job.Table.Name)...), nil
	}
	for _, path := range r.job.Tables {
		f.tables = append(f.tables, foundFile{path: path})
	}
	var all []Table
	for _, p := range f.tables {
		t, err := ReadTable(p.path)
		var why *fault.Fault
		switch {
		case err == nil:
			all = append(all, t)
		case p.asked || !errors.As(err, &why):
			return nil, err
		default:
			r.sum.Refused = append(r.sum.Refused, Problem{File: p.path, Reason: why})
		}
	}
	return all, nil
}

// holdTables are those that tell nothing but holds: they are read beside the
// table that was chosen. One that can't be read isn't one.
func holdTables(f found, chosen string) (out []Table) {
	for _, p := range f.tables {
		if filepath.Base(p.path) == chosen {
			continue
		}
		if t, err := ReadTable(p.path); err == nil && Guess(t.Header).onlyHolds() {
			out = append(out, t)
		}
	}
	return out
}

// read turns a table's rows into calls and notes by which keys files find them.
func (r *run) read(t Table, st *staff) {
	m, guessed := r.job.Mapping, Guess(t.Header)
	if m == nil || guessed.onlyHolds() {
		m = guessed
	}
	rd := newReader(t, m, st, r.job.Zone, r.source())
	if why := rd.useless(); why != nil && len(t.Rows) > 0 {
		r.sum.Refused = append(r.sum.Refused, Problem{File: t.Name, Reason: why})
		return
	}
	for _, l := range t.Rows {
		if only := r.readHeld(rd, l); only || m.onlyHolds() {
			continue
		}
		c, note, refused := rd.call(l)
		if refused != nil {
			r.sum.Refused = append(r.sum.Refused, Problem{File: t.Name, Reason: refused})
			continue
		}
		tags, untagged := rd.tags(l)
		for _, n := range []*fault.Fault{note, untagged} {
			if n != nil {
				r.sum.Notes = append(r.sum.Notes, Problem{File: t.Name, Reason: n, Taken: true})
			}
		}
		if _, told := rd.columns[AgentLane]; !told {
			c.Audio.AgentLane = r.job.AgentLane
		}
		for _, key := range []string{rd.cell(l, FileName), c.ExternalID} {
			if key != "" {
				r.byKey[keyOf(key)] = len(r.rows)
			}
		}
		r.rows = append(r.rows, taken{c, recordings.Beside{Tags: tags}})
		r.at = append(r.at, place{t.Name, l.Number})
	}
}

// place is a line of a table.
type place struct {
	table string
	line  int
}

func (r *run) source() string {
	if r.job.Source == "" {
		return "import"
	}
	return r.job.Source
}

// keyOf is by what a file and its row find each other.
func keyOf(name string) string {
	name = strings.ToLower(filepath.Base(strings.ReplaceAll(name, `\`, "/")))
	if ext := filepath.Ext(name); sounds[ext] || texts[ext] {
		name = strings.TrimSuffix(name, filepath.Ext(name))
	}
	return name
}
