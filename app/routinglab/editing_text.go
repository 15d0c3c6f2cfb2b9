package routinglab

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing/scenariofile"
)

// asText shows the open section as the scenario file has it, with everything
// that a file can say of it.
func (e *editing) asText() fyne.CanvasObject {
	note := parts.NewNote("", 24)
	note.SetText(string(e.written()))
	wrong := parts.Stack(0)
	read := func(text string) {
		err := e.take(text)
		if note.SetWrong(err != nil); err != nil {
			e.bad[note] = e.p.s.say(err)
		} else {
			delete(e.bad, note)
			say(wrong, nil)
		}
		e.typed(note)
	}
	note.OnChanged = read
	note.OnFocus = func(in bool) {
		if why := e.bad[note]; !in && why != "" {
			say(wrong, []string{why})
		}
	}
	hint := parts.NewParagraph(lang.L("As the scenario file has it. It is checked when you leave the field; times need their unit, as in 20s, 5m or 8h."), look.TextLabel, look.Ink3)
	return parts.Stack(8, hint, wrong, note)
}

// written is the open section as text.
func (e *editing) written() []byte {
	switch k := e.at - 1; {
	case e.at == e.sections()-1:
		return scenariofile.WritePolicy(&e.s.Policy)
	case k < len(e.s.Types):
		return scenariofile.WriteType(&e.s.Types[k])
	default:
		return scenariofile.WriteGroup(&e.s.Groups[k-len(e.s.Types)])
	}
}

// take reads the open section from a text; what can't be read changes nothing.
func (e *editing) take(text string) error {
	switch k := e.at - 1; {
	case e.at == e.sections()-1:
		p, err := scenariofile.ReadPolicy(lang.L("Policy"), []byte(text))
		if err != nil {
			return err
		}
		e.s.Policy, e.both = p, mirrored(p)
	case k < len(e.s.Types):
		t, err := scenariofile.ReadType(e.s.Types[k].Name, []byte(text))
		if err != nil {
			return err
		}
		e.rename(e.s.Types[k].Name, t.Name, true)
		e.s.Types[k] = t
	default:
		g, err := scenariofile.ReadGroup(e.s.Groups[k-len(e.s.Types)].Name, []byte(text))
		if err != nil {
			return err
		}
		e.rename(e.s.Groups[k-len(e.s.Types)].Name, g.Name, false)
		e.s.Groups[k-len(e.s.Types)] = g
	}
	return nil
}

// flip changes between the form and the text of the section.
func (e *editing) flip() {
	if e.at > 0 && len(e.bad) == 0 {
		e.raw = !e.raw
		e.redraw()
	}
}

// faces chooses between the form and the text.
func (e *editing) faces() fyne.CanvasObject {
	at := 0
	if e.raw {
		at = 1
	}
	pick := parts.NewSegments([]string{lang.L("As a form"), lang.L("As text")}, at, nil)
	pick.OnChanged = func(int) {
		e.flip() // nothing happens while the text can't be read
		pick.Chosen = at
		pick.Refresh()
	}
	return parts.Row(6, pick, parts.NewKeyBadge("F4"))
}
