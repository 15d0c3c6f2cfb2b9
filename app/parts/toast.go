package parts

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shifu/app/look"
)

// ToastTime is how long a toast stays.
const ToastTime = 5 * time.Second

// The words of a toast at 100 %: a short sentence in one line, a longer one in
// as many as it needs.
const (
	toastLeast = 230
	toastMost  = 420
	toastLines = 4
)

// Toast says at the lower left what was done, and offers to undo it. It is
// never for errors. One is shown at a time: a new one replaces the old.
type Toast struct {
	widget.BaseWidget
	words *Paragraph
	undo  *Link
	key   *KeyBadge
	frame *fyne.Container
	act   func()
	later func(time.Duration, func())
	shown int // counts, so that an old timer leaves a newer toast alone
}

// NewToast makes a toast, hidden. later runs a function on the user
// interface's thread after a time (the screen's background gives it); the
// undo key is shown beside the undo word.
func NewToast(later func(time.Duration, func())) *Toast {
	t := &Toast{later: later, words: NewParagraph("", look.TextBody, look.Ink), key: NewKeyBadge("")}
	t.undo = NewLink("", t.undone)
	t.undo.TextSize = look.TextBody
	t.words.Most = toastLines
	row := Row(8, NewIcon("check", 16, look.Good), Grow(t.words), t.undo, t.key)
	ground := NewFrame(look.Well, look.Line2, look.RadiusBlock)
	t.frame = Over(ground, Inset(10, 12, 10, 12, row))
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// Say shows a sentence with the undo word and its key; undo may be nil only
// where nothing was changed.
func (t *Toast) Say(sentence, undoWord, undoKey string, undo func()) {
	t.words.Width = min(max(roundUp(Body(sentence).MinSize().Width)+1, look.Scaled(toastLeast)), look.Scaled(toastMost))
	t.words.Set(sentence)
	t.undo.Set(undoWord)
	t.key.Set(undoKey)
	t.undo.Hidden, t.key.Hidden = undo == nil, undo == nil
	t.act = undo
	t.shown++
	t.Show()
	t.Refresh()
	mine := t.shown
	if t.later != nil {
		t.later(ToastTime, func() { t.expire(mine) })
	}
}

func (t *Toast) expire(shown int) {
	if shown == t.shown {
		t.Hide()
	}
}

func (t *Toast) undone() {
	t.Hide()
	if t.act != nil {
		t.act()
	}
}

// Undo is the link, for tests.
func (t *Toast) Undo() *Link { return t.undo }

// CreateRenderer is for Fyne.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer { return newDrawing(t) }

func (t *Toast) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{t.frame} }
func (t *Toast) least() fyne.Size {
	return t.frame.MinSize().Max(fyne.NewSize(look.Scaled(330), look.Scaled(40)))
}
func (t *Toast) lay(size fyne.Size) { t.frame.Resize(size) }
func (t *Toast) paint()             { t.frame.Refresh() }
