package keys

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"shifu/internal/fault"
)

const (
	ctrl  = fyne.KeyModifierControl
	alt   = fyne.KeyModifierAlt
	shift = fyne.KeyModifierShift
	super = fyne.KeyModifierSuper
)

// taken are chords that never reach a window, or that a field needs, with the
// reason.
var taken = map[Chord]string{
	{ctrl, fyne.KeySpace}:         "{{.Key}} switches the Chinese input method on and off. Choose another one.",
	{shift, fyne.KeySpace}:        "{{.Key}} switches between full and half width in Chinese input. Choose another one.",
	{ctrl | shift, fyne.KeySpace}: "{{.Key}} belongs to the Chinese input method. Choose another one.",
	{alt, fyne.KeySpace}:          "{{.Key}} opens the window's own menu. Choose another one.",
	{alt, fyne.KeyF4}:             "{{.Key}} closes windows everywhere. Choose another one.",
	{alt, fyne.KeyTab}:            "{{.Key}} goes to the next window everywhere. Choose another one.",
	{alt | ctrl, fyne.KeyDelete}:  "{{.Key}} belongs to the system. Choose another one.",
	{0, fyne.KeyF10}:              "{{.Key}} opens the menu on many systems. Choose another one.",
	{ctrl, fyne.KeyC}:             "{{.Key}} copies in every field. Choose another one.",
	{ctrl, fyne.KeyX}:             "{{.Key}} cuts in every field. Choose another one.",
	{ctrl, fyne.KeyV}:             "{{.Key}} pastes in every field. Choose another one.",
	{ctrl, fyne.KeyA}:             "{{.Key}} chooses all text in every field. Choose another one.",
}

// alone are keys that never can be chosen, whatever is held beside them.
var alone = map[fyne.KeyName]string{
	fyne.KeyEscape: "Esc leaves whatever is open, everywhere in Shifu. Choose another one.",
	fyne.KeyTab:    "Tab goes from field to field. Choose another one.",
}

// Refuse returns why c can't be chosen, nil if it can: some keys belong to the
// system, to Chinese input or to typing.
func Refuse(c Chord) error {
	if c.Name == fyne.KeyUnknown || Modifier(c.Name) {
		return fault.New(fault.Invalid, "This key can't be told from others here. Choose another one.", nil)
	}
	why := taken[c]
	switch {
	case why != "":
	case alone[c.Name] != "":
		why = alone[c.Name]
	case c.Mod&super != 0:
		why = "What goes with the system key belongs to the system. Choose another one."
	case c.Mod&(ctrl|alt) == ctrl|alt && c.Name[0] == 'F' && len(c.Name) > 1:
		why = "{{.Key}} belongs to the system. Choose another one."
	case c.Mod == shift:
		why = "Shift alone writes capitals and signs. Hold Ctrl or Alt as well, or choose another one."
	default:
		return nil
	}
	return fault.New(fault.Invalid, why, fault.Values{"Key": c.String()})
}

// Modifier reports whether a key is only held beside others.
func Modifier(k fyne.KeyName) bool {
	switch k {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock, desktop.KeyMenu:
		return true
	}
	return false
}
