package review

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
)

const scoreCalls = people.ScoreCalls

// showBanners says what stands in the way: over the waveform what concerns
// hearing, over the form what concerns scoring.
func (v *roomView) showBanners() {
	v.calls.Objects = nil
	if v.r.device {
		v.calls.Add(parts.Inset(8, 16, 0, 16, parts.Banner(parts.TintWarn,
			lang.L("No sound device was found: the call can't be heard. Everything else works."), "", nil)))
	}
	v.calls.Refresh()
	v.banners.Objects = nil
	for _, b := range v.sheetBanners() {
		v.banners.Add(parts.Inset(6, 12, 0, 12, b))
	}
	if len(v.banners.Objects) > 0 {
		v.banners.Add(parts.Room(0, 2))
	}
	v.banners.Refresh()
	v.whole.Refresh()
}

func (v *roomView) sheetBanners() []fyne.CanvasObject {
	r := v.r
	var all []fyne.CanvasObject
	if r.problem != nil {
		all = append(all, v.unsaved())
	}
	if r.refusal != "" {
		all = append(all, v.note(parts.TintWarn, r.refusal, "", nil))
	}
	if r.o == nil || r.sheet == nil {
		return all
	}
	if r.o.forSession() && r.sheet.open {
		all = append(all, v.blindBanner())
	}
	if r.o.refused != nil {
		all = append(all, v.note(parts.TintWarn, sentence(r.d, r.o.refused), "", nil))
	}
	if b := v.standing(); b != nil {
		all = append(all, b)
	}
	if b := v.otherLinks(); b != nil {
		all = append(all, b)
	}
	return all
}

// unsaved says that the last save failed; everything is still here.
func (v *roomView) unsaved() fyne.CanvasObject {
	say := sentence(v.r.d, v.r.problem)
	if fault.Is(v.r.problem, fault.Conflict) && v.r.saver != nil {
		return v.note(parts.TintBad, say, lang.L("Keep what is here"), v.r.saveOver)
	}
	return v.note(parts.TintBad, lang.L("Not saved; everything is still here. {{.Why}}", map[string]any{"Why": say}),
		lang.L("Try again"), v.r.retry)
}

// standing tells the state of an evaluation that isn't written any more, and
// its editions.
func (v *roomView) standing() fyne.CanvasObject {
	r := v.r
	e := r.sheet.e
	if e.ID == "" {
		return nil
	}
	facts := map[string]any{"Name": e.ReviewerName, "Time": when(r.d, e.SubmittedAt), "Edition": e.Edition, "Why": e.Why}
	say := ""
	switch {
	case e.Open() && r.sheet.open && e.Edition == 1 && !e.Purpose.ByRight():
		say = lang.L("{{.Purpose}}: it helps to learn and enters no average.", map[string]any{"Purpose": purposeName(e.Purpose)})
	case e.Open() && r.sheet.open && e.Edition > 1:
		say = lang.L("Edition {{.Edition}}: {{.Why}}", facts)
	case e.Open() && r.sheet.open:
		return nil
	case e.Open():
		say = lang.L("Draft of {{.Name}}: only its reviewer can write it.", facts)
	case e.State == qa.Voided:
		say = lang.L("This evaluation was voided.")
	default:
		say = lang.L("Submitted {{.Time}} by {{.Name}}. It can be read, not changed.", facts)
	}
	act, do := "", func() {}
	if r.mayRevise() {
		act, do = lang.L("Revise"), v.askRevise
	}
	b := v.note(parts.TintInfo, say, act, do)
	if len(r.o.editions) < 2 {
		return b
	}
	return parts.Stack(4, b, parts.Row(8, parts.Label(lang.L("Edition")), v.editions()))
}

func (v *roomView) editions() fyne.CanvasObject {
	r := v.r
	words, chosen := make([]string, len(r.o.editions)), len(r.o.editions)-1
	for i, e := range r.o.editions {
		words[i] = lang.L("Edition {{.Edition}}, {{.Time}}", map[string]any{"Edition": e.Edition, "Time": when(r.d, e.SavedAt)})
	}
	if r.chosen >= 0 {
		chosen = r.chosen
	}
	s := parts.NewSelect(words, chosen, r.showEdition).Wide(220)
	s.Small = true
	return s
}

var noteLooks = map[parts.Tint][3]look.Token{
	parts.TintWarn: {look.WarnT, "tri", look.Warn},
	parts.TintBad:  {look.BadT, "xcircle", look.Bad},
	parts.TintInfo: {look.Sel, "info", look.Accent},
}

// note is a banner whose sentence is read whole, on as many lines as it needs.
func (v *roomView) note(tint parts.Tint, say, act string, do func()) fyne.CanvasObject {
	t := noteLooks[tint]
	room := v.width() - 24 - 24 - look.Scaled(16) - 8
	row := parts.Row(8, parts.NewIcon(string(t[1]), 16, t[2]))
	words := parts.NewParagraph(say, look.TextBody, look.Ink)
	if act != "" {
		link := parts.NewLink(act, do)
		link.TextSize = look.TextBody
		room -= link.MinSize().Width + 12
		words.Width = room
		row.Add(parts.Grow(words))
		row.Add(link)
	} else {
		words.Width = room
		row.Add(parts.Grow(words))
	}
	words.Refresh()
	return parts.Over(parts.NewFrame(t[0], look.Clear, look.RadiusButton), parts.Inset(7, 12, 7, 12, row))
}
