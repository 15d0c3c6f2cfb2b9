package library

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// Mark says of which state of the database an index is.
type Mark struct {
	Changes int64
	Head    string // of the audit log
}

const magic = "shifu library 3\n"

var errNoIndex = errors.New("this is no index of the library")

// Save writes the index to path, whole or not at all.
func (x *Index) Save(path string, m Mark) error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<20)
	w := &writer{to: b, sum: crc32.New(crc32.MakeTable(crc32.Castagnoli))}
	w.all(x, &m)
	if w.err == nil {
		w.err = binary.Write(b, binary.LittleEndian, w.sum.Sum32())
	}
	err = errors.Join(w.err, b.Flush(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// Load reads an index that Save wrote. It fails on anything else, be it old,
// cut short or changed.
func Load(path string, states []string) (*Index, Mark, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, Mark{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, Mark{}, err
	}
	return read(bufio.NewReaderSize(f, 1<<20), info.Size(), states)
}

func read(from io.Reader, size int64, states []string) (*Index, Mark, error) {
	var m Mark
	x := New(states)
	want := len(x.states.values)
	r := &reader{from: from, left: size, sum: crc32.New(crc32.MakeTable(crc32.Castagnoli))}
	r.all(x, &m)
	have := r.sum.Sum32()
	var sum uint32
	if r.err == nil {
		r.err = binary.Read(from, binary.LittleEndian, &sum)
	}
	if r.err != nil || sum != have || !x.whole() || len(x.states.values) < want {
		return nil, Mark{}, errors.Join(errNoIndex, r.err)
	}
	x.restore()
	return x, m, nil
}

// whole reports whether the columns fit each other.
func (x *Index) whole() bool {
	n := len(x.n)
	for _, c := range []column{{x.agent, x.agents.values}, {x.team, x.teams.values}, {x.org, x.orgs.values},
		{x.project, x.projects.values}, {x.line, x.lines.values}, {x.queue, x.queues.values}, {x.tag, x.tags.values}} {
		if len(c.codes) != n || !c.fits() {
			return false
		}
	}
	for _, length := range []int{len(x.start), len(x.duration), len(x.rating), len(x.sound), len(x.kind), len(x.state[0]), len(x.state[1]),
		len(x.score[0]), len(x.score[1]), len(x.textAt), len(x.textLen), len(x.order)} {
		if length != n {
			return false
		}
	}
	return x.within()
}

// within reports whether texts and order lie inside the columns.
func (x *Index) within() bool {
	for i := range x.textAt {
		if int(x.textAt[i])+int(x.textLen[i]) > len(x.text) {
			return false
		}
	}
	for _, at := range x.order {
		if int(at) >= len(x.n) {
			return false
		}
	}
	return true
}

type column struct {
	codes  []uint32
	values []string
}

func (c column) fits() bool {
	for _, code := range c.codes {
		if int(code) >= len(c.values) {
			return false
		}
	}
	return true
}

// restore makes anew what is not written.
func (x *Index) restore() {
	x.late = len(x.n)
	for _, d := range []*dict{&x.agents, &x.teams, &x.orgs, &x.projects, &x.lines, &x.queues, &x.states, &x.kinds, &x.tags} {
		d.codes = make(map[string]uint32, len(d.values))
		for i, v := range d.values {
			d.codes[v] = uint32(i)
		}
	}
	for _, v := range x.agents.values {
		x.about = append(x.about, agentOf(v))
	}
	x.rank()
}

// walker goes over all parts of an index in their order in the file; writer
// and reader are the two of them.
type walker interface {
	numbers(p any)
	strings(p *[]string)
	strange() // what was met is no index
}

func walk(w walker, x *Index, m *Mark) {
	mark := []string{magic, m.Head}
	changes := []int64{m.Changes}
	w.strings(&mark)
	w.numbers(&changes)
	if len(mark) != 2 || mark[0] != magic || len(changes) != 1 {
		w.strange()
		return
	}
	m.Head, m.Changes = mark[1], changes[0]
	for _, p := range []any{&x.n, &x.start, &x.duration, &x.agent, &x.team, &x.org, &x.project, &x.line, &x.queue, &x.rating, &x.sound, &x.kind, &x.tag,
		&x.state[0], &x.state[1], &x.score[0], &x.score[1], &x.textAt, &x.textLen, &x.text, &x.order} {
		w.numbers(p)
	}
	for _, d := range []*dict{&x.agents, &x.teams, &x.orgs, &x.projects, &x.lines, &x.queues, &x.states, &x.kinds, &x.tags} {
		w.strings(&d.values)
	}
}

type writer struct {
	to  io.Writer
	sum hash.Hash32
	err error
}

func (w *writer) all(x *Index, m *Mark) { walk(w, x, m) }

func (w *writer) put(v any) {
	if w.err == nil {
		w.err = binary.Write(io.MultiWriter(w.to, w.sum), binary.LittleEndian, v)
	}
}

func (w *writer) numbers(p any) {
	n, values := slice(p)
	w.put(uint64(n))
	w.put(values)
}

func (w *writer) strings(p *[]string) {
	w.put(uint64(len(*p)))
	for _, s := range *p {
		w.put(uint32(len(s)))
		w.put([]byte(s))
	}
}

func (w *writer) strange() { w.err = errNoIndex }

type reader struct {
	from io.Reader
	left int64 // bytes of the file not yet read: nothing larger is made room for
	sum  hash.Hash32
	err  error
}

func (r *reader) all(x *Index, m *Mark) { walk(r, x, m) }

func (r *reader) get(v any) {
	if r.err != nil {
		return
	}
	r.left -= int64(binary.Size(v))
	r.err = binary.Read(io.TeeReader(r.from, r.sum), binary.LittleEndian, v)
}

// count reads how many things of some bytes follow.
func (r *reader) count(bytes int) int {
	var n uint64
	r.get(&n)
	if r.err == nil && n > uint64(max(r.left, 0))/uint64(bytes) {
		r.err = fmt.Errorf("%w: cut short", errNoIndex)
	}
	if r.err != nil {
		return 0
	}
	return int(n)
}

func (r *reader) numbers(p any) { room(r, p) }

func (r *reader) strange() { r.err = errors.Join(errNoIndex, r.err) }

func (r *reader) strings(p *[]string) {
	out := make([]string, 0, r.count(4))
	for range cap(out) {
		var n uint32
		r.get(&n)
		if int64(n) > r.left {
			r.err = fmt.Errorf("%w: cut short", errNoIndex)
		}
		if r.err != nil {
			return
		}
		b := make([]byte, n)
		r.get(b)
		out = append(out, string(b))
	}
	*p = out
}

func slice(p any) (int, any) {
	switch p := p.(type) {
	case *[]uint32:
		return len(*p), *p
	case *[]uint16:
		return len(*p), *p
	case *[]uint8:
		return len(*p), *p
	case *[]int64:
		return len(*p), *p
	case *[]int32:
		return len(*p), *p
	case *[]float32:
		return len(*p), *p
	case *[]bool:
		return len(*p), *p
	}
	panic(fmt.Sprintf("library: no column of type %T", p))
}

func room(r *reader, p any) {
	switch p := p.(type) {
	case *[]uint32:
		fill(r, p, 4)
	case *[]uint16:
		fill(r, p, 2)
	case *[]uint8:
		fill(r, p, 1)
	case *[]int64:
		fill(r, p, 8)
	case *[]int32:
		fill(r, p, 4)
	case *[]float32:
		fill(r, p, 4)
	case *[]bool:
		fill(r, p, 1)
	}
}

func fill[T any](r *reader, p *[]T, bytes int) {
	*p = make([]T, r.count(bytes))
	r.get(*p)
}
