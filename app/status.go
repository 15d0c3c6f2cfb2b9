package app

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
)

// statusBar is the line at the foot of the window: long work with its cancel
// at the right, what went wrong at the left. It takes no room while it has
// nothing to say.
type statusBar struct {
	stage   *background.Stage
	works   *fyne.Container
	wrong   *fyne.Container
	outside *fyne.Container
	around  fyne.CanvasObject // gives the bar its room; nil while there is none
}

func newStatusBar(stage *background.Stage) *statusBar {
	b := &statusBar{stage: stage, works: parts.Row(24), wrong: parts.Row(8)}
	line := parts.Row(24, parts.Grow(b.wrong), b.works)
	b.outside = container.NewStack(parts.NewPlate(look.Well),
		parts.Stack(0, parts.NewHairline(), parts.Fix(0, look.Scaled(look.HeightStatus), parts.Inset(0, 16, 0, 24, line))))
	b.outside.Hide()
	return b
}

func (b *statusBar) content() fyne.CanvasObject { return b.outside }

// draw shows the bar if it has something to say.
func (b *statusBar) draw() {
	before := b.outside.Hidden
	b.outside.Hidden = len(b.works.Objects) == 0 && len(b.wrong.Objects) == 0
	b.outside.Refresh()
	if before != b.outside.Hidden && b.around != nil {
		b.around.Refresh() // what was hidden has no room yet
	}
}

// problem says what went wrong until it is closed or replaced.
func (b *statusBar) problem(sentence string) {
	words := parts.NewText(sentence, look.TextBody, look.Ink, false).Cutting()
	b.wrong.Objects = []fyne.CanvasObject{parts.NewIcon("tri", 16, look.Warn), parts.Grow(words),
		parts.NewLink(lang.L("Close"), b.calm)}
	b.draw()
}

func (b *statusBar) calm() {
	b.wrong.Objects = nil
	b.draw()
}

// progress shows one long work once it has taken a second.
func (b *statusBar) progress(title string, cancel func()) (move func(done, total int), end func()) {
	ctx, stop := context.WithCancel(context.Background())
	piece := parts.NewProgress("upload", title, lang.L("Cancel"), func() {
		if cancel != nil {
			cancel()
		}
	})
	b.stage.After(ctx, time.Second, func() { b.works.Add(piece); b.draw() })
	began := time.Now()
	move = func(done, total int) {
		if total > 0 {
			piece.Set(float64(done)/float64(total), desk.CountLeft(done, total, time.Since(began)))
		}
	}
	return move, func() {
		stop()
		b.works.Remove(piece)
		b.draw()
	}
}

// toasts is the corner at the lower left where done things are said.
type toasts struct {
	toast *parts.Toast
	over  *fyne.Container
	undo  func()
}

func newToasts(stage *background.Stage) *toasts {
	t := &toasts{}
	t.toast = parts.NewToast(func(d time.Duration, f func()) { stage.After(context.Background(), d, f) })
	t.over = container.New(&lowerLeft{}, t.toast)
	return t
}

func (t *toasts) content() fyne.CanvasObject { return t.over }

func (t *toasts) show(text string, undo func()) {
	t.undo = undo
	t.toast.Say(text, lang.L("Undo"), "Ctrl Z", undo)
	t.over.Refresh()
}

// undoLast undoes what the toast that is still shown says, and reports whether there was one.
func (t *toasts) undoLast() bool {
	if t.undo == nil || !t.toast.Visible() {
		return false
	}
	t.toast.Hide()
	t.undo()
	t.undo = nil
	return true
}

// lowerLeft places its objects at the lower left of the window, above the status bar.
type lowerLeft struct{}

// MinSize is for Fyne: an overlay asks for no room.
func (*lowerLeft) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout is for Fyne.
func (*lowerLeft) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		least := o.MinSize()
		o.Resize(least)
		o.Move(fyne.NewPos(16, size.Height-least.Height-16-look.Scaled(look.HeightStatus)))
	}
}
