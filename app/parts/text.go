package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Text is one line of text that ends in an ellipsis where it doesn't fit. It
// is as high as a line and centres itself in whatever height it is given, so
// sizes mix in one row.
type Text struct {
	widget.BaseWidget
	Value    string
	TextSize float32 // at 100 %: look.TextBody …
	Tone     look.Token
	Bold     bool
	Align    fyne.TextAlign
	// Cut lets the text shrink below its length; without it the text claims
	// its whole length.
	Cut bool

	line *canvas.Text
	full extent
}

// extent is how large a text is, measured once: Fyne asks for it at every frame.
type extent struct {
	value string
	size  float32
	bold  bool
	is    fyne.Size
}

func (e *extent) of(value string, size float32, bold bool) fyne.Size {
	if e.value != value || e.size != size || e.bold != bold {
		*e = extent{value, size, bold, fyne.MeasureText(value, size, fyne.TextStyle{Bold: bold})}
	}
	return e.is
}

// NewText makes a line of text. The size is at 100 %.
func NewText(value string, size float32, tone look.Token, bold bool) *Text {
	t := &Text{Value: value, TextSize: size, Tone: tone, Bold: bold, line: word()}
	t.ExtendBaseWidget(t)
	return t
}

// Body is text of 13, ink.
func Body(value string) *Text { return NewText(value, look.TextBody, look.Ink, false) }

// Strong is bold text of 13.
func Strong(value string) *Text { return NewText(value, look.TextBody, look.Ink, true) }

// Label is text of 12 in the label ink.
func Label(value string) *Text { return NewText(value, look.TextLabel, look.Ink3, false) }

// Second is text of 12 in the second ink.
func Second(value string) *Text { return NewText(value, look.TextLabel, look.Ink2, false) }

// PageHead is the bold 20 of a page.
func PageHead(value string) *Text { return NewText(value, look.TextPage, look.Ink, true) }

// PanelHead is the bold 15 of a panel.
func PanelHead(value string) *Text { return NewText(value, look.TextPanel, look.Ink, true) }

// Figure is the bold 24 of the one number.
func Figure(value string) *Text { return NewText(value, look.TextFigure, look.Ink, true) }

// Cutting lets the text end in an ellipsis where it doesn't fit.
func (t *Text) Cutting() *Text {
	t.Cut = true
	return t
}

// Toned sets the colour.
func (t *Text) Toned(tone look.Token) *Text {
	t.Tone = tone
	return t
}

// Trailing sets the text to the right.
func (t *Text) Trailing() *Text {
	t.Align = fyne.TextAlignTrailing
	return t
}

// Set changes the words.
func (t *Text) Set(value string) {
	if t.Value == value {
		return
	}
	t.Value = value
	t.Refresh()
}

// SetTone changes words and colour at once.
func (t *Text) SetTone(value string, tone look.Token) {
	if t.Value == value && t.Tone == tone {
		return
	}
	t.Value, t.Tone = value, tone
	t.Refresh()
}

// Shown is the text as it stands there, perhaps cut.
func (t *Text) Shown() string { return t.line.Text }

// CreateRenderer is for Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return newDrawing(t) }

func (t *Text) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{t.line} }

func (t *Text) paint() {
	write(t.line, t.Value, t.TextSize, t.Tone, t.Bold)
	t.line.Alignment = t.Align
}

func (t *Text) least() fyne.Size {
	full := t.full.of(t.Value, look.Text(t.TextSize), t.Bold)
	full.Width = roundUp(full.Width)
	if t.Cut {
		full.Width = min(full.Width, 2*look.Text(t.TextSize))
	}
	return full
}

func (t *Text) lay(size fyne.Size) {
	t.line.Text = fit(t.Value, size.Width, t.line.TextSize, t.line.TextStyle)
	place(t.line, 0, 0, size.Width, size.Height)
}

const ellipsis = "…"

// fit cuts a text so that it and an ellipsis are no wider than width.
func fit(value string, width, size float32, style fyne.TextStyle) string {
	wide := func(s string) float32 { return fyne.MeasureText(s, size, style).Width }
	if value == "" || width <= 0 || wide(value) <= width+0.5 {
		return value
	}
	runes := []rune(value)
	low, high := 0, len(runes)-1
	for low < high {
		half := (low + high + 1) / 2
		if wide(string(runes[:half])+ellipsis) <= width {
			low = half
		} else {
			high = half - 1
		}
	}
	return string(runes[:low]) + ellipsis
}
