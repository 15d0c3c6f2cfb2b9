package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// Score is what a ScoreRing shows.
type Score struct {
	Text    string  // the number as written: "86.7"; empty: there is no score
	Part    float64 // how full the ring is, 0 to 1
	Caption string  // "so far", "final"; without a score: why there is none
	State   State   // its band: StateGood, StatePartly or StateWarn, StateBad
	Raw     string  // set when an answer failed everything: the score without that
}

// ScoreRing shows a score as a number in a ring. The number says it; the
// colour only repeats the band. When an answer failed everything, 0 stands in
// a ring of the critical colour, and what it would have been below it.
type ScoreRing struct {
	widget.BaseWidget
	score Score

	track, arc *canvas.Arc
	number     *canvas.Text
	caption    *canvas.Text
	icon       *canvas.Image
}

// NewScoreRing makes a ring without a score.
func NewScoreRing() *ScoreRing {
	r := &ScoreRing{
		track: canvas.NewArc(0, 360, 0, nil), arc: canvas.NewArc(0, 0, 0, nil),
		number: word(), caption: word(), icon: picture(),
	}
	r.number.Alignment, r.caption.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	r.ExtendBaseWidget(r)
	return r
}

// Set shows a score.
func (r *ScoreRing) Set(s Score) {
	if r.score == s {
		return
	}
	r.score = s
	r.Refresh()
}

// Score is what is shown.
func (r *ScoreRing) Score() Score { return r.score }

// CreateRenderer is for Fyne.
func (r *ScoreRing) CreateRenderer() fyne.WidgetRenderer { return newDrawing(r) }

func (r *ScoreRing) pieces() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.arc, r.icon, r.number, r.caption}
}

func (r *ScoreRing) least() fyne.Size { return fyne.NewSquareSize(look.Scaled(76)) }

const ringWidth = 7

// across is the diameter: the ring leaves a little air in its square.
func (r *ScoreRing) across() float32 { return r.least().Width - 4 }

// scoreMarks are the ring's colours by band.
var scoreMarks = map[State]look.Token{
	StateGood: look.GoodM, StatePartly: look.WarnM, StateWarn: look.WarnM,
	StateBad: look.BadM, StateCritical: look.CritF,
}

func (r *ScoreRing) paint() {
	s := r.score
	mark, ok := scoreMarks[s.State]
	if !ok {
		mark = look.NaM
	}
	number, tone, part, caption := s.Text, look.Ink, s.Part, s.Caption
	r.icon.Hidden = true
	switch {
	case s.Raw != "":
		mark, tone, part, caption = look.CritF, look.Crit, 1, s.Raw
		draw(r.icon, "octagon", look.Crit)
	case s.Text == "":
		number, tone, part = "–", look.Ink3, 0
	}
	cut := 1 - look.Scaled(ringWidth)/(r.across()/2)
	r.track.FillColor, r.track.CutoutRatio = look.Colour(look.Line), cut
	r.arc.FillColor, r.arc.CutoutRatio = look.Colour(mark), cut
	r.arc.StartAngle, r.arc.EndAngle = 0, float32(min(max(part, 0), 1)*360)
	r.arc.Hidden = part <= 0
	write(r.number, number, look.TextPage, tone, true)
	write(r.caption, caption, look.TextLabel, look.Ink3, false)
}

func (r *ScoreRing) lay(size fyne.Size) {
	side := r.across()
	x, y := middle(size.Width, side), middle(size.Height, side)
	for _, a := range []*canvas.Arc{r.track, r.arc} {
		place(a, x, y, side, side)
	}
	mid, line := float32(int(y+side/2)), look.Scaled(24)
	r.caption.Text = fit(r.caption.Text, side-2*look.Scaled(ringWidth)-6, r.caption.TextSize, r.caption.TextStyle)
	caption := measure(r.caption)
	top := mid + look.Scaled(11) - look.Scaled(9)
	place(r.number, x, mid-look.Scaled(7)-line/2, side, line)
	place(r.caption, x, top, side, look.Scaled(18))
	if r.score.Raw == "" {
		return
	}
	e := look.Scaled(12)
	left := x + (side-caption.Width-e-2)/2
	place(r.icon, left, top+middle(look.Scaled(18), e), e, e)
	place(r.caption, left+e+2, top, caption.Width, look.Scaled(18))
}
