package parts

import (
	"sort"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// TranscriptLine is one utterance, or a line between utterances when Gap is
// set.
type TranscriptLine struct {
	At, End   time.Duration
	Voice     Voice
	Name      string // "Agent"
	Text      string
	Words     []TranscriptWord // in order; none: no word is marked while it plays
	Redacted  []TextSpan       // stretches of Text that are shown as a lock
	Flag      string           // the question's number bound to it, "3.1"
	FlagID    string           // what OnFlag names it by
	FlagState State
	Gap       string // "Silence 11.2 s": a line instead of an utterance
	GapState  State  // StateWarn for a silence that is too long, else StatePlain
}

// TextSpan is a stretch of a text, in bytes.
type TextSpan struct{ From, To int }

// TranscriptWord is when a stretch of a text was said.
type TranscriptWord struct {
	TextSpan
	At, End time.Duration
}

// TranscriptList shows what was said, line by line. Only the lines in view
// exist, so that an hour of talk scrolls like a minute of it. Set the
// callbacks before use.
type TranscriptList struct {
	widget.BaseWidget
	OnSeek func(at time.Duration) // a line was clicked
	OnFlag func(id string)

	// Follow keeps the line that plays in view. OnFollow reports that
	// scrolling by hand has ended it.
	Follow   bool
	OnFollow func(bool)

	lines   []*transcriptText
	tops    []float32
	width   float32 // the tops are for
	names   float32
	current int // line that plays, -1 for none
	at      time.Duration
	find    string
	hits    []lineHit
	hit     int // index of hits, -1 for none
	scroll  *container.Scroll
	frame   fyne.CanvasObject
	body    *transcriptBody
	moving  bool // scrolled by itself
}

// NewTranscriptList makes an empty transcript that follows.
func NewTranscriptList() *TranscriptList {
	t := &TranscriptList{Follow: true, current: -1, hit: -1}
	t.body = newTranscriptBody(t)
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { t.scrolled() }
	t.frame = flatScroll(t.scroll)
	t.ExtendBaseWidget(t)
	return t
}

// SetLines shows another transcript from its beginning.
func (t *TranscriptList) SetLines(lines []TranscriptLine) {
	t.lines, t.current, t.at = make([]*transcriptText, len(lines)), -1, 0
	for i := range lines {
		t.lines[i] = newTranscriptText(lines[i])
	}
	t.search()
	t.scroll.Offset.Y = 0
	t.Refresh()
}

// UpdateLine shows a change of one line, such as a flag; its height stays.
func (t *TranscriptList) UpdateLine(i int, line TranscriptLine) {
	if i < 0 || i >= len(t.lines) {
		return
	}
	t.lines[i] = newTranscriptText(line)
	t.measure()
	t.body.Refresh()
}

// Lines is how many there are.
func (t *TranscriptList) Lines() int { return len(t.lines) }

// Line is one of them.
func (t *TranscriptList) Line(i int) TranscriptLine { return t.lines[i].line }

// SetPosition marks the line and the word that play. It is cheap: two lines
// are drawn again when the line changes, one when the word does.
func (t *TranscriptList) SetPosition(at time.Duration) {
	was, word := t.current, -1
	if was >= 0 {
		word = t.lines[was].wordAt(t.at)
	}
	t.at = at
	t.current = t.lineAt(at)
	switch {
	case t.current != was:
		t.body.redraw(was)
		t.body.redraw(t.current)
		if t.Follow && t.current >= 0 {
			t.ShowLine(t.current)
		}
	case was >= 0 && t.lines[was].wordAt(at) != word:
		t.body.redraw(was)
	}
}

// Current is the line that plays, -1 for none.
func (t *TranscriptList) Current() int { return t.current }

// lineAt is the last utterance that has begun.
func (t *TranscriptList) lineAt(at time.Duration) int {
	i := sort.Search(len(t.lines), func(i int) bool { return t.lines[i].line.At > at }) - 1
	for i >= 0 && t.lines[i].line.Gap != "" {
		i--
	}
	return i
}

// ShowLine scrolls as little as brings a line into view, with one more line
// around it where there is room.
func (t *TranscriptList) ShowLine(i int) {
	view := t.scroll.Size().Height
	if i < 0 || i >= len(t.lines) || view <= 0 {
		return
	}
	margin := look.Scaled(look.HeightTranscript)
	if t.tops[i+1]-t.tops[i]+2*margin > view {
		margin = 0
	}
	y := max(t.scroll.Offset.Y, t.tops[i+1]+margin-view)
	t.scrollTo(min(y, t.tops[i]-margin))
}

func (t *TranscriptList) scrollTo(y float32) {
	y = max(min(y, t.tops[len(t.tops)-1]-t.scroll.Size().Height), 0)
	t.moving = true
	defer func() { t.moving = false }()
	t.scroll.Offset.Y = y
	t.scroll.Refresh()
	t.body.arrange()
}

func (t *TranscriptList) scrolled() {
	if !t.moving && t.Follow {
		t.Follow = false
		tell(t.OnFollow, false)
	}
	t.body.arrange()
}

func (t *TranscriptList) measure() {
	t.width = t.scroll.Size().Width
	t.names = 0
	for _, l := range t.lines {
		t.names = max(t.names, min(advanceOf(l.line.Name, inkLabel), look.Scaled(120)))
	}
	t.tops = t.tops[:0]
	y := float32(0)
	for _, l := range t.lines {
		t.tops = append(t.tops, y)
		y += l.layOut(t.textWidth(l))
	}
	t.tops = append(t.tops, y)
}

// CreateRenderer is for Fyne.
func (t *TranscriptList) CreateRenderer() fyne.WidgetRenderer { return &transcriptRenderer{t} }

type transcriptRenderer struct{ t *TranscriptList }

func (r *transcriptRenderer) Destroy()                     {}
func (r *transcriptRenderer) MinSize() fyne.Size           { return fyne.NewSize(240, 80) }
func (r *transcriptRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.t.frame} }

func (r *transcriptRenderer) Layout(size fyne.Size) {
	place(r.t.frame, 0, 0, size.Width, size.Height)
	if r.t.width != size.Width {
		r.t.measure()
		r.t.body.Refresh()
	}
	r.t.scrollTo(r.t.scroll.Offset.Y)
}

func (r *transcriptRenderer) Refresh() {
	r.t.measure()
	r.t.body.Refresh()
	r.t.scrollTo(r.t.scroll.Offset.Y)
	canvas.Refresh(r.t)
}
