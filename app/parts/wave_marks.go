package parts

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
)

// flagPlace is where a flag stands on the surface.
type flagPlace struct {
	flag   WaveFlag
	stem   float32
	x, w   float32
	chosen bool
}

// redrawMarks draws selection, flags, names and the axis.
func (s *waveSurface) redrawMarks() {
	p := &s.marks
	p.begin()
	if s.of.model.Source == nil {
		s.flags = s.flags[:0]
		s.drawMissing(p)
		return
	}
	s.drawSelection(p)
	s.drawFound(p)
	s.drawFlags(p)
	s.drawNames(p)
	s.drawAxis(p)
}

// drawMissing says in place why there is no sound.
func (s *waveSurface) drawMissing(p *pen) {
	top, height := s.lanes()
	how := inkBody.in(look.Ink2)
	room := s.Size().Width - 80
	lines := wrapped(s.of.model.Missing, how, room)
	y := top + (height-float32(len(lines))*lineOf(how))/2
	for i, l := range lines {
		text := s.of.model.Missing[l.from:l.to]
		w := widthOf(text, how)
		x := (s.Size().Width - w) / 2
		if i == 0 && text != "" {
			p.icon("info", look.Ink3, x-22, y, lineOf(how), 16)
		}
		p.text(text, x, y, lineOf(how), how)
		y += lineOf(how)
	}
}

func (s *waveSurface) drawSelection(p *pen) {
	from, to := s.x(s.of.from), s.x(s.of.to)
	w := s.Size().Width
	if s.of.to <= s.of.from || to < 0 || from > w {
		return
	}
	top, height := s.lanes()
	l, r := max(from, 0), min(to, w)
	p.box(l, top, r-l, height, look.Accent, 0).FillColor = look.Alpha(look.Accent, 36)
	for i, x := range []float32{from, to} {
		if x < 0 || x > w {
			continue
		}
		p.box(x, top, 1, height, look.Accent, 0)
		bw, bh := look.Scaled(12), look.Scaled(16)
		p.box(x-bw/2, top+height-bh, bw, bh, look.Fill, 3)
		how := inkDigit.in(look.OnFill).heavy()
		letter := [...]string{"A", "B"}[i]
		p.text(letter, x-widthOf(letter, how)/2, top+height-bh, bh, how)
	}
}

// drawFound draws a bar over the lanes for each place that was found, wide
// enough to be seen in the longest call.
func (s *waveSurface) drawFound(p *pen) {
	top, height := s.lanes()
	width := s.Size().Width
	for _, f := range s.of.model.Found {
		l, r := max(s.x(f.From), 0), min(s.x(f.To), width)
		if r < 0 || l > width {
			continue
		}
		w := max(r-l, 3)
		p.box(l, top, w, height, look.Warn, 0).FillColor = look.Alpha(look.Warn, 30)
		p.box(l, top, w, look.Scaled(4), look.Warn, 0)
	}
}

func (s *waveSurface) drawFlags(p *pen) {
	s.placeFlags()
	top, height := s.lanes()
	how := inkDigit.heavy()
	for _, f := range s.flags {
		tint, word, stem := f.flag.Tone.tint(), f.flag.Tone.tone(), f.flag.Tone.tone()
		if f.chosen {
			tint, word, stem = look.Fill, look.OnFill, look.Accent
		}
		p.box(f.stem, flagHeight()+1, 1, top+height-flagHeight()-1, stem, 0).FillColor = look.Alpha(stem, 200)
		p.box(f.x, 2, f.w, flagHeight(), tint, look.RadiusBadge)
		p.text(f.flag.Text, f.x+(f.w-widthOf(f.flag.Text, how))/2, 2, flagHeight(), how.in(word))
	}
}

// placeFlags stands each flag to the right of its stem, or to the left where
// the next one or the edge needs the room. The chosen one comes last: on top.
func (s *waveSurface) placeFlags() {
	s.flags = s.flags[:0]
	if !s.of.layers.Flags {
		return
	}
	width, how := s.Size().Width, inkDigit.heavy()
	for _, f := range s.of.model.Flags {
		at := f.At
		if s.drag.what == dragFlag && s.drag.flag == f.ID {
			at = s.drag.to
		}
		if x := s.x(at); x >= 0 && x <= width {
			w := max(look.Scaled(26), widthOf(f.Text, how)+8)
			s.flags = append(s.flags, flagPlace{f, x, x, w, f.ID == s.of.chosen})
		}
	}
	s.spreadFlags()
	slices.SortStableFunc(s.flags, func(a, b flagPlace) int { return rank(a.chosen) - rank(b.chosen) })
}

func rank(chosen bool) int {
	if chosen {
		return 1
	}
	return 0
}

// spreadFlags turns flags to the left of their stems where they would cover
// the next one.
func (s *waveSurface) spreadFlags() {
	slices.SortStableFunc(s.flags, func(a, b flagPlace) int { return cmp.Compare(a.stem, b.stem) })
	used := float32(-1000)
	for i := range s.flags {
		f, next := &s.flags[i], s.Size().Width
		if i+1 < len(s.flags) {
			next = s.flags[i+1].stem
		}
		if f.x+f.w > next && f.x-f.w+1 > used {
			f.x -= f.w - 1
		}
		used = f.x + f.w
	}
}

// flagAt is the flag under a point, the upper one first.
func (s *waveSurface) flagAt(pos fyne.Position) *flagPlace {
	if pos.Y > flagRoom() {
		return nil
	}
	for i := len(s.flags) - 1; i >= 0; i-- {
		if f := &s.flags[i]; pos.X >= f.x-1 && pos.X <= f.x+f.w+1 {
			return f
		}
	}
	return nil
}

var bandLooks = [bandKinds]struct{ line, word look.Token }{
	BandHold:    {look.NaM, look.Ink2},
	BandSilence: {look.WarnM, look.Warn},
	BandOverlap: {look.Ink, look.Ink},
}

// drawNames underlines each band and names it where the name has room:
// silence first, because it is what a reviewer looks for.
func (s *waveSurface) drawNames(p *pen) {
	top, height := s.lanes()
	y, width := top+height+2, s.Size().Width
	var taken []piece
	for _, kind := range []BandKind{BandSilence, BandHold, BandOverlap} {
		if !s.of.layers.shows(kind) {
			continue
		}
		for _, b := range s.of.bandsByKind[kind] {
			if from, to := s.x(b.From), s.x(b.To); to >= 0 && from <= width {
				from, to = max(from, 0), min(max(to, from+2), width)
				p.box(from, y, to-from, 2, bandLooks[kind].line, 0)
			}
		}
		for _, g := range s.groups(kind) {
			taken = s.nameGroup(p, g, taken)
		}
	}
}

// bandGroup is bands of a kind that lie too close together for a name each.
type bandGroup struct {
	kind     BandKind
	name     string
	count    int
	from, to float32
}

const groupGap = 28 // pixels between bands at which a new group begins

func (s *waveSurface) groups(kind BandKind) []bandGroup {
	var out []bandGroup
	for _, b := range s.of.bandsByKind[kind] {
		from, to := s.x(b.From), s.x(b.To)
		if to < 0 || from > s.Size().Width {
			continue
		}
		if n := len(out); n > 0 && from-out[n-1].to < groupGap {
			out[n-1].to = to
			out[n-1].count++
			continue
		}
		out = append(out, bandGroup{kind, b.Name, 1, from, to})
	}
	return out
}

// words are the name of a group: talk-overs are counted, of the others the
// first is named.
func (g bandGroup) words() string {
	if g.kind == BandOverlap && g.count > 1 {
		return lang.L("Talk-over {{.N}}x", map[string]any{"N": g.count})
	}
	return g.name
}

func (s *waveSurface) nameGroup(p *pen, g bandGroup, taken []piece) []piece {
	top, height := s.lanes()
	how, name := inkLabel.in(bandLooks[g.kind].word), g.words()
	w, width := widthOf(name, how), s.Size().Width
	from, to := max(g.from, 0), min(g.to, width)
	x := min(max((from+to-w)/2, 0), width-w)
	at := piece{int(x) - 6, int(x+w) + 6}
	for _, t := range taken {
		if at.from < t.to && t.from < at.to {
			return taken
		}
	}
	p.text(name, x, top+height+4, nameHeight(), how)
	return append(taken, at)
}

func (s *waveSurface) drawAxis(p *pen) {
	top, height := s.lanes()
	m, v, width := s.of.model, s.of.view, s.Size().Width
	from, to := m.time(int64(v.from)), m.time(int64(v.to))
	step := tickStep(to-from, width, look.Scaled(64))
	y := top + height + 2 + nameHeight() + 4
	for _, at := range ticks(from, to, step) {
		x, label := s.x(at), tickLabel(at, step)
		p.box(x, y, 1, 4, look.Line2, 0)
		w := widthOf(label, inkDigit)
		if x+w/2 > width {
			continue
		}
		p.text(label, max(x-w/2, 0), y+4, ticksHeight(), inkDigit)
	}
}
