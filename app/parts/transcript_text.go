package parts

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
)

const hard = "\u00a0" // holds room for the lock of what is redacted

func trimHard(s string) string { return strings.Trim(s, hard) }

// transcriptText is a line with what is drawn instead of its text: redacted
// stretches are replaced, and it is broken into rows.
type transcriptText struct {
	line     TranscriptLine
	shown    string
	redacted []piece // of shown
	words    []piece // of shown, as Words
	rows     []piece // of shown
}

func newTranscriptText(line TranscriptLine) *transcriptText {
	t := &transcriptText{line: line}
	var out strings.Builder
	done := 0
	type shift struct{ after, by int }
	var shifts []shift
	for _, span := range line.Redacted {
		if span.From < done || span.To > len(line.Text) || span.From >= span.To {
			continue
		}
		out.WriteString(line.Text[done:span.From])
		from := out.Len()
		out.WriteString(strings.Repeat(hard, 6) + lang.L("hidden") + strings.Repeat(hard, 2))
		t.redacted = append(t.redacted, piece{from, out.Len()})
		done = span.To
		shifts = append(shifts, shift{span.To, out.Len() - span.To})
	}
	out.WriteString(line.Text[done:])
	t.shown = out.String()
	moved := func(at int) int {
		by := 0
		for _, s := range shifts {
			if at >= s.after {
				by = s.by
			}
		}
		return min(max(at+by, 0), len(t.shown))
	}
	for _, w := range line.Words {
		t.words = append(t.words, piece{moved(w.From), moved(w.To)})
	}
	return t
}

func transcriptPitch() float32 { return look.Scaled(23) }

// layOut breaks the text and says how high the line is.
func (t *transcriptText) layOut(width float32) float32 {
	if t.line.Gap != "" {
		return look.Scaled(26)
	}
	t.rows = wrapped(t.shown, inkRead, max(width, 60))
	return look.Scaled(look.HeightTranscript) + float32(len(t.rows)-1)*transcriptPitch()
}

// wordAt is the word that is said at a time, -1 for none.
func (t *transcriptText) wordAt(at time.Duration) int {
	for i, w := range t.line.Words {
		if at >= w.At && at < w.End {
			return i
		}
	}
	return -1
}

// wordUnder is the word that is drawn at a place of the text, -1 for none or one
// that is hidden.
func (t *transcriptText) wordUnder(x, y float32) int {
	i := int(y / transcriptPitch())
	if x < 0 || i < 0 || i >= len(t.rows) {
		return -1
	}
	row := t.rows[i]
	for n, w := range t.words {
		from, to := max(w.from, row.from), min(w.to, row.to)
		if from < to && !t.hidden(w) && x >= widthOf(t.shown[row.from:from], inkRead) && x < widthOf(t.shown[row.from:to], inkRead) {
			return n
		}
	}
	return -1
}

// hidden reports whether a stretch of what is shown was taken out.
func (t *transcriptText) hidden(w piece) bool {
	for _, r := range t.redacted {
		if w.from < r.to && w.to > r.from {
			return true
		}
	}
	return false
}

// runKind is how a stretch of a line is written.
type runKind uint8

const (
	runPlain runKind = iota
	runWord          // said now
	runHit           // found
	runHitNow
	runRedacted
)

// textRun is a stretch written in one way.
type textRun struct {
	piece
	kind runKind
}

// runs cuts the text where the way of writing changes.
func (t *transcriptText) runs(word int, hits []piece, now int) []textRun {
	kinds := make([]runKind, len(t.shown))
	paint := func(p piece, k runKind) {
		for i := max(p.from, 0); i < min(p.to, len(kinds)); i++ {
			kinds[i] = k
		}
	}
	if word >= 0 && word < len(t.words) {
		paint(t.words[word], runWord)
	}
	for i, h := range hits {
		if i == now {
			paint(h, runHitNow)
		} else {
			paint(h, runHit)
		}
	}
	for _, r := range t.redacted {
		paint(r, runRedacted)
	}
	var out []textRun
	for i, k := range kinds {
		if n := len(out); n > 0 && out[n-1].kind == k {
			out[n-1].to = i + 1
			continue
		}
		out = append(out, textRun{piece{i, i + 1}, k})
	}
	return out
}

// lineHit is a place that was found.
type lineHit struct {
	line int
	at   piece // of the line's shown text
}

// SetFind marks every place where the text occurs, small and capital letters
// alike, and says how many there are. Nothing scrolls; see NextHit.
func (t *TranscriptList) SetFind(text string) int {
	t.find = strings.ToLower(strings.TrimSpace(text))
	t.search()
	t.body.Refresh()
	return len(t.hits)
}

func (t *TranscriptList) search() {
	t.hits, t.hit = t.hits[:0], -1
	if t.find == "" {
		return
	}
	for i, l := range t.lines {
		low := strings.ToLower(l.shown)
		if len(low) != len(l.shown) {
			low = l.shown // a letter whose small form has another length
		}
		for from := 0; ; {
			k := strings.Index(low[from:], t.find)
			if k < 0 {
				break
			}
			t.hits = append(t.hits, lineHit{i, piece{from + k, from + k + len(t.find)}})
			from += k + len(t.find)
		}
	}
}

// NextHit goes by that many hits onwards (or back), around the ends, brings it
// into view and says which it is; -1 without hits.
func (t *TranscriptList) NextHit(by int) int {
	n := len(t.hits)
	if n == 0 {
		return -1
	}
	if t.hit < 0 && by < 0 {
		t.hit = 0
	}
	t.hit = ((t.hit+by)%n + n) % n
	t.ShowLine(t.hits[t.hit].line)
	t.body.Refresh()
	return t.hit
}

// HitFrom goes to the first hit at a time or after it.
func (t *TranscriptList) HitFrom(at time.Duration) {
	for i, h := range t.hits {
		if t.lines[h.line].line.At >= at {
			t.hit = i - 1
			t.NextHit(1)
			return
		}
	}
}

// Found is when the first hit of a line is said: its word where the words'
// times are known, else the whole line.
func (t *TranscriptList) Found(line int) (from, to time.Duration, ok bool) {
	hits := t.hitsIn(line)
	if len(hits) == 0 {
		return 0, 0, false
	}
	l := t.lines[line]
	for i, w := range l.words {
		if w.to > hits[0].from {
			return l.line.Words[i].At, max(l.line.Words[i].End, l.line.Words[i].At), true
		}
	}
	return l.line.At, l.line.End, true
}

// Hit is the line and the time of a hit.
func (t *TranscriptList) Hit(i int) (line int, at time.Duration) {
	if i < 0 || i >= len(t.hits) {
		return -1, 0
	}
	return t.hits[i].line, t.lines[t.hits[i].line].line.At
}

// hitsIn are the hits of one line.
func (t *TranscriptList) hitsIn(line int) []piece {
	var out []piece
	for _, h := range t.hits {
		if h.line == line {
			out = append(out, h.at)
		}
	}
	return out
}

// hitOf is which of a line's hits is the one gone to, -1 for none.
func (t *TranscriptList) hitOf(line int) int {
	if t.hit < 0 || t.hits[t.hit].line != line {
		return -1
	}
	k := 0
	for _, h := range t.hits[:t.hit] {
		if h.line == line {
			k++
		}
	}
	return k
}
