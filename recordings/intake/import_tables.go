package intake

import (
	"errors"
	"path/filepath"
	"strings"

	"shifu/internal/fault"
)

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
		if note != nil {
			r.sum.Notes = append(r.sum.Notes, Problem{File: t.Name, Reason: note, Taken: true})
		}
		if _, told := rd.columns[AgentLane]; !told {
			c.Audio.AgentLane = r.job.AgentLane
		}
		for _, key := range []string{rd.cell(l, FileName), c.ExternalID} {
			if key != "" {
				r.byKey[keyOf(key)] = len(r.rows)
			}
		}
		r.rows = append(r.rows, c)
		r.at = append(r.at, place{t.Name, l.Number})
	}
}

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

func keyOf(name string) string {
	name = strings.ToLower(filepath.Base(strings.ReplaceAll(name, `\`, "/")))
	if ext := filepath.Ext(name); sounds[ext] || texts[ext] {
		name = strings.TrimSuffix(name, filepath.Ext(name))
	}
	return name
}
