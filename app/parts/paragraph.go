package parts

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Paragraph is text that breaks into lines: between Latin words, and at any
// Chinese character but before closing punctuation. Newlines are kept. Its
// least height is that of the width it was last given.
type Paragraph struct {
	widget.BaseWidget
	Value    string
	TextSize float32 // at 100 %
	Tone     look.Token
	Bold     bool
	Centred  bool
	Most     int     // lines at the most, 0 for all; the last one ends in an ellipsis
	Width    float32 // least width; the height is reckoned for it until laid out

	lines []*canvas.Text
	wide  float32
}

// NewParagraph makes a paragraph of that text size (at 100 %).
func NewParagraph(value string, size float32, tone look.Token) *Paragraph {
	p := &Paragraph{Value: value, TextSize: size, Tone: tone, Width: 120}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes the words.
func (p *Paragraph) Set(value string) {
	if p.Value != value {
		p.Value = value
		p.wide = 0
		p.Refresh()
	}
}

// CreateRenderer is for Fyne.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer { return newDrawing(p) }

func (p *Paragraph) pieces() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, l := range p.lines {
		all = append(all, l)
	}
	return all
}

func (p *Paragraph) style() fyne.TextStyle { return fyne.TextStyle{Bold: p.Bold} }

func (p *Paragraph) lineHeight() float32 { return roundUp(look.Text(p.TextSize) * 1.5) }

func (p *Paragraph) paint() {
	if wide := p.Size().Width; wide > tooNarrow {
		p.wrap(wide)
	} else {
		p.wrap(p.Width)
	}
}

// tooNarrow is a width that only a window in the making gives: breaking for it
// would ask for a line per character.
const tooNarrow = 20

// wrap breaks the text for a width and makes the lines.
func (p *Paragraph) wrap(width float32) {
	texts := breakLines(p.Value, width, look.Text(p.TextSize), p.style())
	if p.Most > 0 && len(texts) > p.Most {
		rest := texts[p.Most-1] + texts[p.Most]
		texts = append(texts[:p.Most-1:p.Most-1], fit(rest, width, look.Text(p.TextSize), p.style()))
	}
	p.lines = p.lines[:0]
	for _, text := range texts {
		l := word()
		write(l, text, p.TextSize, p.Tone, p.Bold)
		if p.Centred {
			l.Alignment = fyne.TextAlignCenter
		}
		p.lines = append(p.lines, l)
	}
	p.wide = width
}

func (p *Paragraph) least() fyne.Size {
	return fyne.NewSize(p.Width, p.lineHeight()*float32(len(p.lines)))
}

func (p *Paragraph) lay(size fyne.Size) {
	before := len(p.lines)
	if p.wide != size.Width && size.Width > tooNarrow {
		p.wrap(size.Width)
	}
	for i, l := range p.lines {
		place(l, 0, float32(i)*p.lineHeight(), size.Width, p.lineHeight())
	}
	if before != len(p.lines) {
		canvas.Refresh(p) // the canvas looks at least sizes again
	}
}

// breakLines breaks a text so that no line is wider than width.
func breakLines(value string, width, size float32, style fyne.TextStyle) []string {
	var lines []string
	line, lineWide := "", float32(0)
	for _, piece := range breakable(value) {
		if piece == "\n" {
			lines, line, lineWide = append(lines, line), "", 0
			continue
		}
		wide := fyne.MeasureText(piece, size, style).Width
		if line != "" && lineWide+wide > width {
			lines, line, lineWide = append(lines, line), "", 0
			if piece == " " {
				continue
			}
		}
		line, lineWide = line+piece, lineWide+wide
	}
	return append(lines, line)
}

// breakable cuts a text into pieces that stay whole: Latin words, single
// Chinese characters with the closing punctuation behind them, spaces, breaks.
func breakable(value string) []string {
	var pieces []string
	var last rune
	for _, r := range value {
		if n := len(pieces); n > 0 && sticks(last, r) {
			pieces[n-1] += string(r)
		} else {
			pieces = append(pieces, string(r))
		}
		last = r
	}
	return pieces
}

// sticks says whether no line may end between the two.
func sticks(before, after rune) bool {
	switch {
	case before == '\n' || after == '\n' || before == ' ' || after == ' ':
		return false
	case isClosing(after) || isOpening(before):
		return true
	}
	return !isWide(before) && !isWide(after)
}

func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r < 0x3040 || r >= 0xFF00
}

func isClosing(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '？', '！', '）', '”', '’', '》', '」', '…', '%':
		return true
	}
	return false
}

func isOpening(r rune) bool {
	switch r {
	case '（', '“', '‘', '《', '「':
		return true
	}
	return false
}
