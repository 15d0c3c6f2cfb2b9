// Package keys knows which key does what: the keys that the house gives to
// acts, and those that a person chose in their place.
package keys

import (
	"strings"

	"fyne.io/fyne/v2"
)

// Chord is a key with what is held down beside it; the zero value is none.
type Chord struct {
	Mod  fyne.KeyModifier
	Name fyne.KeyName
}

// House is a modifier as acts are listed: what shortcuts are held with here,
// Command on a Mac, counts as Control.
func House(m fyne.KeyModifier) fyne.KeyModifier {
	if m&fyne.KeyModifierShortcutDefault == 0 {
		return m
	}
	return m&^fyne.KeyModifierShortcutDefault | fyne.KeyModifierControl
}

// System is the other way round.
func System(m fyne.KeyModifier) fyne.KeyModifier {
	if m&fyne.KeyModifierControl == 0 {
		return m
	}
	return m&^fyne.KeyModifierControl | fyne.KeyModifierShortcutDefault
}

// On reports whether there is a key.
func (c Chord) On() bool { return c.Name != "" }

// held are the modifiers by their words, in the order in which they are said.
var held = []struct {
	mod  fyne.KeyModifier
	word string
}{{fyne.KeyModifierControl, "Ctrl "}, {fyne.KeyModifierSuper, "Cmd "}, {fyne.KeyModifierAlt, "Alt "}, {fyne.KeyModifierShift, "Shift "}}

// shown are the keys whose word is not their name in Fyne.
var shown = map[fyne.KeyName]string{
	fyne.KeyEscape: "Esc", fyne.KeyReturn: "Enter", fyne.KeyEnter: "Num Enter", fyne.KeyLeft: "←", fyne.KeyRight: "→",
	fyne.KeyUp: "↑", fyne.KeyDown: "↓", fyne.KeyPageUp: "PgUp", fyne.KeyPageDown: "PgDn", fyne.KeyDelete: "Del",
}

// named is shown the other way round.
var named = func() map[string]fyne.KeyName {
	out := map[string]fyne.KeyName{}
	for name, word := range shown {
		out[word] = name
	}
	return out
}()

// String is the chord as a badge shows it, "Ctrl Shift K"; empty for none.
func (c Chord) String() string {
	if !c.On() {
		return ""
	}
	var b strings.Builder
	for _, h := range held {
		if c.Mod&h.mod != 0 {
			b.WriteString(h.word)
		}
	}
	if word, ok := shown[c.Name]; ok {
		return b.String() + word
	}
	return b.String() + string(c.Name)
}

// Parse reads what String writes.
func Parse(text string) Chord {
	var c Chord
	for again := true; again; {
		again = false
		for _, h := range held {
			if rest, ok := strings.CutPrefix(text, h.word); ok {
				c.Mod, text, again = c.Mod|h.mod, rest, true
			}
		}
	}
	c.Name = fyne.KeyName(text)
	if name, ok := named[text]; ok {
		c.Name = name
	}
	return c
}

// Always reports whether no field takes the key for itself, so that it works
// alone while typing too.
func (c Chord) Always() bool {
	k := c.Name
	return c.Mod == 0 && (k == fyne.KeyEscape || len(k) >= 2 && k[0] == 'F' && k[1] >= '1' && k[1] <= '9')
}

// Pair are the keys of an act: one that works alone while nothing is typed, and
// one with something held that works while typing too.
type Pair struct{ Bare, Held Chord }

// On reports whether there is any key.
func (p Pair) On() bool { return p.Bare.On() || p.Held.On() }

// String is both with a line between: "M|Ctrl M".
func (p Pair) String() string { return p.Bare.String() + "|" + p.Held.String() }

// ParsePair reads what String writes.
func ParsePair(text string) Pair {
	bare, held, _ := strings.Cut(text, "|")
	if held == "" && strings.HasPrefix(text, "||") { // the key | itself
		bare, held = "|", text[2:]
	}
	return Pair{Parse(bare), Parse(held)}
}

// With is the pair with c in the place where it belongs.
func (p Pair) With(c Chord) Pair {
	if c.Mod == 0 {
		p.Bare = c
	} else {
		p.Held = c
	}
	return p
}

// Without is the pair without c.
func (p Pair) Without(c Chord) Pair {
	if p.Bare == c {
		p.Bare = Chord{}
	}
	if p.Held == c {
		p.Held = Chord{}
	}
	return p
}

// Has reports whether c is one of the two.
func (p Pair) Has(c Chord) bool { return c.On() && (p.Bare == c || p.Held == c) }
