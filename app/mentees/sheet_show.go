package mentees

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/training/mentoring"
)

// build makes the fields, keeping what was typed so far.
func (h *sheet) build() {
	d := h.s.d
	if h.at == nil {
		h.at, h.minutes = parts.NewEntry("2026-11-27 14:00").Wide(160), parts.NewEntry("30").Wide(60)
		h.at.SetText(h.v.At.In(d.Zone).Format(minuteLayout))
		h.minutes.SetText(itoa(h.v.Minutes))
		h.said, h.next = parts.NewNote(lang.L("What you found out, what was practised"), 5), parts.NewEntry(lang.L("One thing until the next session"))
		h.said.SetText(h.v.Said)
		h.next.SetText(h.v.Next)
		for _, it := range h.v.Agenda {
			h.points = append(h.points, h.newPoint(it))
		}
	}
	h.showPoints()
	h.body = h.columns()
	if h.reads {
		for _, e := range []*parts.Entry{h.at, h.minutes, h.said, h.next} {
			e.Disable()
		}
	}
}

func (h *sheet) newPoint(it mentoring.Item) *point {
	p := &point{it: it, text: parts.NewEntry(lang.L("A point to talk about")).Wide(200), minutes: parts.NewEntry("10").Wide(44)}
	p.text.SetText(it.In(h.s.d.Settings.Language))
	p.minutes.SetText(itoa(it.Minutes))
	if h.reads {
		p.text.Disable()
		p.minutes.Disable()
	}
	return p
}

func (h *sheet) showPoints() {
	h.list.Objects = nil
	for i, p := range h.points {
		if p.gone {
			continue
		}
		row := parts.Row(8, parts.Fix(look.Scaled(16), 0, parts.NewText(itoa(i+1), look.TextBody, look.Accent, true)), parts.Grow(p.text), p.minutes, parts.Label(lang.L("minutes")))
		if !h.reads {
			row.Add(parts.NewLink(lang.L("Take out"), func() { p.gone = true; h.showPoints() }))
		}
		h.list.Add(row)
	}
	h.list.Refresh()
}

func (h *sheet) addPoint() {
	p := h.newPoint(mentoring.Item{Minutes: 10})
	h.points = append(h.points, p)
	h.showPoints()
	p.text.Focus()
}

// content is the whole sheet: the agenda at the left, how it was at the right.
func (h *sheet) content() fyne.CanvasObject {
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Back"), parts.Plain, h.close).WithIcon("back").WithKey("Esc"), parts.PanelHead(h.title())}
	var right []fyne.CanvasObject
	if !h.reads {
		right = append(right, parts.NewButton(h.verb(), parts.Main, h.keep).WithIcon("check").WithKey("Ctrl Enter"))
	}
	return parts.Dock(parts.ToolBar(left, right), nil, nil, nil, parts.Scrolling(parts.Inset(16, 24, 24, 24, h.body)))
}

func (h *sheet) columns() fyne.CanvasObject {
	wide := max((h.s.width()-look.Scaled(184)-124)/2, look.Scaled(380))
	when := parts.Row(8, h.at, parts.Label(lang.L("for")), h.minutes, parts.Label(lang.L("minutes")))
	agenda := parts.Stack(8, field(lang.L("Time"), when), parts.Room(0, 6), parts.Row(8, parts.Strong(lang.L("Agenda")), parts.Label(lang.L("proposed from open weak points"))), h.list)
	if !h.reads {
		agenda.Add(parts.Row(6, parts.NewLink(lang.L("Add a point"), h.addPoint), parts.NewKeyBadge("Ctrl I"), parts.Gap()))
	}
	agenda.Add(parts.Room(0, 8))
	agenda.Add(h.wrong)
	if !h.v.Held {
		return parts.Row(0, parts.Fix(wide, 0, agenda), parts.Gap())
	}
	was := parts.Stack(8, parts.Strong(lang.L("Talked about")), h.said, parts.Room(0, 4), parts.Strong(lang.L("Next step")), h.next, parts.Room(0, 4),
		parts.Row(8, parts.Strong(lang.L("Listened to together")), parts.Label(lang.L("with the part, if not the whole call"))))
	for i := range h.calls {
		was.Add(h.callRow(&h.calls[i]))
	}
	if len(h.calls) == 0 {
		was.Add(parts.Label(lang.L("No evaluated call of the mentee is in reach.")))
	}
	return parts.FullRow(48, parts.Fix(wide, 0, agenda), parts.Fix(wide, 0, was))
}

func field(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return parts.Row(8, parts.Fix(look.Scaled(48), 0, parts.Label(label)), o, parts.Gap())
}

func (h *sheet) callRow(c *heard) fyne.CanvasObject {
	box := parts.NewCheck(c.name, c.on, func(on bool) { c.on = on })
	if h.reads {
		box.Disable()
		c.clip.Disable()
	}
	return parts.High(30, parts.Row(10, parts.Grow(box), parts.Label(c.note), c.clip))
}

// clips are the calls that are ticked, with their parts.
func (h *sheet) clips() ([]mentoring.Clip, error) {
	var out []mentoring.Clip
	for _, c := range h.calls {
		if !c.on {
			continue
		}
		from, until, err := readClip(c.clip.Text())
		if err != nil {
			return nil, err
		}
		out = append(out, mentoring.Clip{CallID: c.id, Name: c.name, From: from, Until: until})
	}
	return out, nil
}

// readClip reads a part of a call: 1:18-1:33, or only where it begins.
func readClip(text string) (from, until time.Duration, err error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, 0, nil
	}
	a, b, both := strings.Cut(strings.NewReplacer("–", "-", "－", "-", "至", "-", "~", "-").Replace(text), "-")
	from, ok := chart.ParseClock(a)
	if both && ok {
		until, ok = chart.ParseClock(b)
	}
	if !ok || both && until <= from {
		return 0, 0, fault.New(fault.Invalid, "\"{{.Have}}\" is no part of a call. Write it as 1:18-1:33.", fault.Values{"Have": text})
	}
	return from, until, nil
}

// clipText writes a part of a call as it is read.
func clipText(c mentoring.Clip) string {
	switch {
	case c.From == 0 && c.Until == 0:
		return ""
	case c.Until == 0:
		return chart.Clock(c.From)
	}
	return chart.Clock(c.From) + "-" + chart.Clock(c.Until)
}
