package look

import (
	"math"

	"fyne.io/fyne/v2"
)

// Text sizes at 100 %, in Fyne's pixels. Pass them through Text.
const (
	TextDigit   float32 = 11 // digits, key badges, axes; too small for Chinese
	TextLabel   float32 = 12 // labels; the smallest for Chinese
	TextBody    float32 = 13 // everything
	TextReading float32 = 14 // transcript
	TextPanel   float32 = 15 // bold, head of a panel
	TextExam    float32 = 16 // exam
	TextPage    float32 = 20 // bold, head of a page
	TextFigure  float32 = 24 // bold, the one number
)

// LineHeight is the height of a line of text as a multiple of its size.
const LineHeight float32 = 1.448

// Gaps of the 4 px grid. They don't follow the text size.
const (
	Gap4  float32 = 4
	Gap8  float32 = 8
	Gap12 float32 = 12
	Gap16 float32 = 16
	Gap24 float32 = 24
)

// Corner radii; a pill takes half its height.
const (
	RadiusBadge  float32 = 4
	RadiusButton float32 = 6
	RadiusBlock  float32 = 8
	RadiusDialog float32 = 10
)

// Heights at 100 %. Pass them through Scaled.
const (
	HeightMenu       float32 = 28
	HeightToolBar    float32 = 48
	HeightStatus     float32 = 32
	HeightButton     float32 = 30
	HeightSmall      float32 = 26 // small button, segments, chip
	HeightPill       float32 = 20
	HeightKey        float32 = 18
	HeightFormRow    float32 = 27
	HeightRow        float32 = 34
	HeightTranscript float32 = 32
	HeightTask       float32 = 42
	HeightHeader     float32 = 30 // head of a table
	HeightTabs       float32 = 36
	WidthRail        float32 = 184
	WidthRailFolded  float32 = 64
)

// The bounds of the text scale, percent.
const (
	ScaleLeast = 90
	ScaleMost  = 150
)

// Scale is the text scale of the running app: 1 at 100 %.
func Scale() float32 {
	if app := fyne.CurrentApp(); app != nil {
		if own, ok := app.Settings().Theme().(*Theme); ok {
			return own.scale()
		}
	}
	return 1
}

// Text is a text size (TextBody …) at the running app's scale.
func Text(size float32) float32 { return size * Scale() }

// Scaled is a height or width that follows the text, rounded to whole pixels.
func Scaled(size float32) float32 {
	return float32(math.Round(float64(size * Scale())))
}
