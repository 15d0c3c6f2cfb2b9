package store

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"time"

	"shifu/qa"
	"shifu/qa/insight"
)

// A page is facts as bytes. Words, numbers and forms stand once each, before
// the facts, which name them by place; numbers are variable in length
// (encoding/binary). Version 1:
//
//	version, words, numbers, forms {version, rubric, refs}, facts
const pageVersion = 1

// pageWriter gathers a page.
type pageWriter struct {
	words   []string
	wordAt  map[string]int
	numbers []float64
	numAt   map[float64]int
	forms   []*insight.Form
	formAt  map[string]int
	n       int
	facts   []byte
}

func newPageWriter() *pageWriter {
	return &pageWriter{wordAt: map[string]int{}, numAt: map[float64]int{}, formAt: map[string]int{}}
}

func place[K comparable](all *[]K, at map[K]int, v K) uint64 {
	i, ok := at[v]
	if !ok {
		i = len(*all)
		at[v] = i
		*all = append(*all, v)
	}
	return uint64(i)
}

func (p *pageWriter) put(v uint64) { p.facts = binary.AppendUvarint(p.facts, v) }

func (p *pageWriter) add(f *insight.Fact) {
	p.n++
	p.facts = append(p.facts, f.Key[:]...)
	p.facts = binary.AppendVarint(p.facts, f.At.UnixMicro())
	for _, word := range [...]string{f.AgentID, f.AgentName, f.TeamID, f.OrganisationID, f.ReviewerID, f.ReviewerName, f.Project, f.BusinessLine, string(f.State)} {
		p.put(place(&p.words, p.wordAt, word))
	}
	p.put(p.form(f.Form))
	p.facts = append(p.facts, byte(f.Steps), flags(f))
	p.put(place(&p.numbers, p.numAt, f.Final))
	for _, c := range f.Classes {
		p.put(uint64(c.Opportunities))
		p.put(uint64(c.Errors))
	}
	p.put(uint64(len(f.Answers)))
	for _, a := range f.Answers {
		p.put(uint64(a.Question))
		p.put(place(&p.numbers, p.numAt, a.Credit))
		p.put(place(&p.numbers, p.numAt, a.Lost))
	}
}

const (
	flagRisk = 1 << iota
	flagFailAll
	flagScored
)

func flags(f *insight.Fact) (b byte) {
	for i, on := range [...]bool{f.Risk, f.FailAll, f.Scored} {
		if on {
			b |= 1 << i
		}
	}
	return b
}

func (p *pageWriter) form(f *insight.Form) uint64 {
	i, ok := p.formAt[f.VersionID]
	if !ok {
		i = len(p.forms)
		p.formAt[f.VersionID] = i
		p.forms = append(p.forms, f)
	}
	return uint64(i)
}

func (p *pageWriter) bytes() []byte {
	var forms []byte
	for _, f := range p.forms {
		forms = binary.AppendUvarint(forms, place(&p.words, p.wordAt, f.VersionID))
		forms = binary.AppendUvarint(forms, place(&p.words, p.wordAt, f.RubricID))
		forms = binary.AppendUvarint(forms, uint64(len(f.Refs)))
		for _, ref := range f.Refs {
			forms = binary.AppendUvarint(forms, place(&p.words, p.wordAt, ref))
		}
	}
	out := binary.AppendUvarint([]byte{pageVersion}, uint64(len(p.words)))
	for _, w := range p.words {
		out = append(binary.AppendUvarint(out, uint64(len(w))), w...)
	}
	out = binary.AppendUvarint(out, uint64(len(p.numbers)))
	for _, v := range p.numbers {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
	}
	out = append(binary.AppendUvarint(out, uint64(len(p.forms))), forms...)
	return append(binary.AppendUvarint(out, uint64(p.n)), p.facts...)
}

var errPage = errors.New("a page of figures is damaged")

// pageReader reads a page; the first thing that doesn't fit ends it.
type pageReader struct {
	rest    []byte
	bad     bool
	words   []string
	numbers []float64
	forms   []*insight.Form
	known   map[string]*insight.Form // of other pages, by version
}

func (p *pageReader) next() uint64 {
	if len(p.rest) > 0 && p.rest[0] < 0x80 { // most are this short
		v := p.rest[0]
		p.rest = p.rest[1:]
		return uint64(v)
	}
	v, n := binary.Uvarint(p.rest)
	if n <= 0 {
		p.bad, p.rest = true, nil
		return 0
	}
	p.rest = p.rest[n:]
	return v
}

// count is a number of things of which each takes at least that many bytes.
func (p *pageReader) count(each int) int {
	n := p.next()
	if n > uint64(len(p.rest)/each) {
		p.bad = true
		return 0
	}
	return int(n)
}

func (p *pageReader) take(n int) []byte {
	if n < 0 || n > len(p.rest) {
		p.bad, p.rest = true, nil
		return make([]byte, min(max(n, 0), 16))
	}
	b := p.rest[:n]
	p.rest = p.rest[n:]
	return b
}

func (p *pageReader) word() string {
	if i := p.next(); i < uint64(len(p.words)) {
		return p.words[i]
	}
	p.bad = true
	return ""
}

func (p *pageReader) number() float64 {
	if i := p.next(); i < uint64(len(p.numbers)) {
		return p.numbers[i]
	}
	p.bad = true
	return 0
}

// readPage calls visit for every fact of a page until it returns false. The
// fact is the same one each time. Forms are shared through known.
func readPage(b []byte, known map[string]*insight.Form, visit func(*insight.Fact) bool) error {
	p := &pageReader{rest: b, known: known}
	if v := p.take(1); p.bad || v[0] != pageVersion {
		return errPage
	}
	p.head()
	var f insight.Fact
	for n := p.count(16); n > 0 && !p.bad; n-- {
		p.fact(&f)
		if !p.bad && !visit(&f) {
			return nil
		}
	}
	if p.bad || len(p.rest) > 0 {
		return errPage
	}
	return nil
}

func (p *pageReader) head() {
	p.words = make([]string, p.count(1))
	for i := range p.words {
		p.words[i] = string(p.take(p.count(1)))
	}
	p.numbers = make([]float64, p.count(8))
	for i := range p.numbers {
		p.numbers[i] = math.Float64frombits(binary.LittleEndian.Uint64(p.take(8)))
	}
	for n := p.count(3); n > 0 && !p.bad; n-- {
		p.forms = append(p.forms, p.form())
	}
}

func (p *pageReader) form() *insight.Form {
	f := &insight.Form{VersionID: p.word(), RubricID: p.word()}
	f.Refs = make([]string, p.count(1))
	for i := range f.Refs {
		f.Refs[i] = p.word()
	}
	if same := p.known[f.VersionID]; same != nil && slices.Equal(same.Refs, f.Refs) {
		return same
	}
	if p.known != nil {
		p.known[f.VersionID] = f
	}
	return f
}

func (p *pageReader) fact(f *insight.Fact) {
	copy(f.Key[:], p.take(16))
	at, n := binary.Varint(p.rest)
	p.take(n)
	p.bad = p.bad || n <= 0
	f.At = time.UnixMicro(at)
	f.AgentID, f.AgentName, f.TeamID, f.OrganisationID = p.word(), p.word(), p.word(), p.word()
	f.ReviewerID, f.ReviewerName, f.Project, f.BusinessLine = p.word(), p.word(), p.word(), p.word()
	f.State = qa.State(p.word())
	form := p.next()
	if p.bad = p.bad || form >= uint64(len(p.forms)); p.bad {
		return
	}
	f.Form = p.forms[form]
	two := p.take(2)
	if p.bad {
		return
	}
	f.Steps = insight.Steps(two[0])
	f.Risk, f.FailAll, f.Scored = two[1]&flagRisk != 0, two[1]&flagFailAll != 0, two[1]&flagScored != 0
	f.Final = p.number()
	for i := range f.Classes {
		f.Classes[i].Opportunities, f.Classes[i].Errors = int(p.next()&math.MaxInt32), int(p.next()&math.MaxInt32)
	}
	p.answers(f)
}

func (p *pageReader) answers(f *insight.Fact) {
	n := p.count(3)
	f.Answers = slices.Grow(f.Answers[:0], n)
	for range n {
		a := insight.Answer{Question: int(p.next() & math.MaxInt32), Credit: p.number(), Lost: p.number()}
		if p.bad = p.bad || a.Question >= len(f.Form.Refs); p.bad {
			return
		}
		f.Answers = append(f.Answers, a)
	}
}
