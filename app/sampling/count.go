package sampling

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/sampling"
)

// mostStrata is how many strata the side panel names.
const mostStrata = 10

// showPanel shows the population as it is counted now, and how many calls tell enough.
func (e *editing) showPanel() {
	if e.count == nil {
		e.panel.Objects = []fyne.CanvasObject{parts.Inset(14, 16, 16, 16, parts.Label(lang.L("Population now")))}
		e.panel.Refresh()
		return
	}
	c := e.count
	box := parts.Stack(2, parts.Label(lang.L("Population now")), parts.Figure(chart.Count(c.Calls)),
		parts.Second(lang.L("calls of {{.N}} agents", map[string]any{"N": chart.Count(c.Agents)})),
		parts.Second(lang.L("The next draw takes {{.N}}", map[string]any{"N": chart.Count(c.Next)})), parts.Room(0, 10))
	if len(c.Strata) > 1 {
		box.Add(parts.Label(lang.L("Strata")))
		for i, st := range c.Strata {
			if i == mostStrata {
				box.Add(parts.Label(lang.L("and {{.N}} more", map[string]any{"N": len(c.Strata) - i})))
				break
			}
			box.Add(e.stratumLine(st))
		}
		box.Add(parts.Room(0, 10))
	}
	box.Add(parts.NewHairline())
	box.Add(parts.Room(0, 8))
	box.Add(newSizer(e.s, c.Calls).content)
	e.panel.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(14, 16, 16, 16, box))}
	e.panel.Refresh()
}

func (e *editing) stratumLine(st sampling.Stratum) fyne.CanvasObject {
	line := parts.Row(6, parts.Grow(parts.Body(stratumWord(st.Name)).Cutting()))
	if st.N > 0 {
		line.Add(parts.Strong(chart.Count(st.N)))
		line.Add(parts.Label(lang.L("of")))
	}
	line.Add(parts.Second(chart.Count(st.Size)))
	return parts.High(24, line)
}

// sizer says how many calls must be scored to know a share well enough.
type sizer struct {
	s       *Screen
	calls   int
	p, e    *parts.Entry
	says    *parts.Paragraph
	content fyne.CanvasObject
}

func newSizer(s *Screen, calls int) *sizer {
	z := &sizer{s: s, calls: calls, p: parts.NewEntry("80"), e: parts.NewEntry("5"), says: parts.NewParagraph("", look.TextBody, look.Ink)}
	z.p.SetText("80")
	z.e.SetText("5")
	for _, f := range []*parts.Entry{z.p, z.e} {
		f.OnChanged = func(string) { z.tell() }
	}
	field := func(word string, f *parts.Entry) fyne.CanvasObject {
		return parts.High(34, parts.Row(6, parts.Grow(parts.Second(word).Cutting()), parts.Fix(look.Scaled(52), 0, f), parts.Label("%")))
	}
	z.content = parts.Stack(2, parts.Label(lang.L("How many are enough?")), field(lang.L("Expected share"), z.p), field(lang.L("Give or take"), z.e), parts.Room(0, 2), z.says)
	z.tell()
	return z
}

// tell computes and says the size, or why it can't.
func (z *sizer) tell() {
	p, err1 := strconv.ParseFloat(strings.TrimSpace(z.p.Text()), 64)
	e, err2 := strconv.ParseFloat(strings.TrimSpace(z.e.Text()), 64)
	z.p.SetWrong(err1 != nil)
	z.e.SetWrong(err2 != nil)
	if err1 != nil || err2 != nil {
		z.says.Set("")
		return
	}
	n, err := sampling.Size(z.calls, p/100, e/100)
	if err != nil {
		z.says.Set(words.Sentence(z.s.d.Settings.Language, err))
		return
	}
	if z.calls == 0 {
		z.says.Set("")
		return
	}
	z.says.Set(lang.L("{{.N}} calls of {{.All}}, with 95 % confidence.", map[string]any{"N": chart.Count(n), "All": chart.Count(z.calls)}))
}
