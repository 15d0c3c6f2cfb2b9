package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shifu/app/keys"
	"shifu/app/look"
)

// KeyField waits for one key, with what is held beside it, and tells it when
// the key is let go: a menu that got the key back sooner would use the same
// press. Esc and another focus leave it.
type KeyField struct {
	widget.BaseWidget
	Prompt  string
	OnChord func(keys.Chord)
	OnLeft  func()

	pressed keys.Chord
	held    func() fyne.KeyModifier
	plate   *canvas.Rectangle
	word    *canvas.Text
	over    bool // it was told, or left
}

// NewKeyField makes a field; give it the focus with Focus.
func NewKeyField(prompt string) *KeyField {
	k := &KeyField{Prompt: prompt, plate: box(), word: word(), held: heldNow}
	k.ExtendBaseWidget(k)
	return k
}

// heldNow are the modifiers that are held down.
func heldNow() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// Focus lets the field wait.
func (k *KeyField) Focus() { takeFocus(k) }

// KeyDown notes the key and shows it.
func (k *KeyField) KeyDown(e *fyne.KeyEvent) {
	if keys.Modifier(e.Name) {
		return
	}
	k.pressed = keys.Chord{Mod: keys.House(k.held()), Name: e.Name}
	k.Refresh()
}

// KeyUp tells the key that was pressed.
func (k *KeyField) KeyUp(e *fyne.KeyEvent) {
	if k.over || e.Name != k.pressed.Name || !k.pressed.On() {
		return
	}
	k.over = true
	if k.pressed.Name == fyne.KeyEscape {
		run(k.OnLeft)
		return
	}
	tell(k.OnChord, k.pressed)
}

// AcceptsTab lets Tab come here, to be refused with a reason.
func (k *KeyField) AcceptsTab() bool { return true }

// TypedKey, TypedRune and TypedShortcut take what KeyDown has noted.
func (k *KeyField) TypedKey(*fyne.KeyEvent)     {}
func (k *KeyField) TypedRune(rune)              {}
func (k *KeyField) TypedShortcut(fyne.Shortcut) {}
func (k *KeyField) FocusGained()                {}

// FocusLost leaves the field.
func (k *KeyField) FocusLost() {
	if !k.over {
		k.over = true
		run(k.OnLeft)
	}
}

// CreateRenderer is for Fyne.
func (k *KeyField) CreateRenderer() fyne.WidgetRenderer { return newDrawing(k) }

func (k *KeyField) pieces() []fyne.CanvasObject { return []fyne.CanvasObject{k.plate, k.word} }

func (k *KeyField) least() fyne.Size {
	return fyne.NewSize(roundUp(widthOf(k.Prompt, inkBody))+24, look.Scaled(look.HeightButton))
}

func (k *KeyField) lay(size fyne.Size) {
	place(k.plate, 0, 0, size.Width, size.Height)
	place(k.word, 0, 0, size.Width, size.Height)
}

func (k *KeyField) paint() {
	text, ink := k.Prompt, look.Ink2
	if k.pressed.On() {
		text, ink = k.pressed.String(), look.Ink
	}
	write(k.word, text, look.TextBody, ink, false)
	k.word.Alignment = fyne.TextAlignCenter
	fill(k.plate, look.Surface, look.Accent, look.RadiusButton)
}
