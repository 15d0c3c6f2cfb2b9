package bank

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
)

// mostPicked is how many things are offered at once.
const mostPicked = 50

// picked is one thing that can be chosen.
type picked struct{ id, title, note string }

// pick asks for one thing out of what a search finds.
func (s *Screen) pick(title, hint string, find func(ctx context.Context, text string) ([]picked, error), then func(picked)) {
	var found []picked
	turn := func() {}
	list := parts.NewList(func() int { return len(found) }, func() fyne.CanvasObject {
		return parts.Inset(0, 10, 0, 12, parts.Row(12, parts.Grow(parts.Body("").Cutting()), parts.Label("")))
	}, func(i int, o fyne.CanvasObject) {
		line := o.(*fyne.Container).Objects[0].(*fyne.Container)
		line.Objects[0].(*fyne.Container).Objects[0].(*parts.Text).Set(found[i].title)
		line.Objects[1].(*parts.Text).Set(found[i].note)
	})
	ask := func(text string) {
		turn()
		ctx, stop := context.WithCancel(s.ctx)
		turn = stop
		background.Run(ctx, s.d.Stage, func(ctx context.Context) ([]picked, error) { return find(ctx, text) }, func(all []picked, err error) {
			if err != nil {
				s.d.Fail(err)
				return
			}
			found, list.Chosen = all, min(0, len(all)-1)
			list.Refresh()
		})
	}
	field := parts.NewEntry(hint).WithIcon("search").Wide(480)
	field.OnChanged = ask
	field.Claims = func(key *fyne.KeyEvent) bool {
		if key.Name != fyne.KeyDown && key.Name != fyne.KeyUp {
			return false
		}
		list.TypedKey(key)
		return true
	}
	var dialog *parts.Dialog
	take := func() bool {
		if list.Chosen < 0 || list.Chosen >= len(found) {
			return false
		}
		turn()
		then(found[list.Chosen])
		return true
	}
	done := func() {
		if take() {
			dialog.Close()
		}
	}
	field.OnSubmitted = func(string) { done() }
	list.OnOpened = func(int) { done() }
	box := parts.Over(parts.NewFrame(look.Surface, look.Line, look.RadiusButton), parts.Fix(look.Scaled(480), look.Scaled(280), list))
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: title, Content: parts.Stack(8, field, box), First: field.Typing(),
		Safe: lang.L("Cancel"), Act: lang.L("Choose"), Kind: parts.Main, Width: look.Scaled(520), Check: take})
	ask("")
}
