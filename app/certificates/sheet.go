package certificates

import (
	"cmp"
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"

	"github.com/boombuler/barcode/qr"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/certificate"
)

// showSide fills the panel beside the table: the certificate that is chosen.
func (s *Screen) showSide() {
	s.side.Objects = nil
	if h := s.chosen(); h != nil && s.loaded && s.edit == nil {
		ground := parts.Over(parts.NewPlate(look.Well), parts.Dock(nil, s.sideActs(h), nil, nil, parts.Scrolling(parts.Inset(14, 18, 18, 18, parts.Stack(0, s.sheet(h)...)))))
		s.side.Objects = []fyne.CanvasObject{parts.FullRow(0, parts.NewUpright(1), parts.Fix(s.sideWidth(), 0, ground))}
	}
	s.side.Refresh()
	if s.whole != nil {
		s.whole.Refresh() // the table gives or takes the room
	}
}

// sheet is what is told of one holding.
func (s *Screen) sheet(h *certificate.Holding) []fyne.CanvasObject {
	d, p := s.today(), s.programme(h.ProgrammeID)
	word, sign := standing(h, d)
	out := []fyne.CanvasObject{heavy(s.title(p)), parts.Room(0, 4),
		parts.Row(8, parts.NewPill(word, sign), parts.Second(h.Person), parts.Label(h.StaffNumber)), parts.Room(0, 10)}
	if b := s.sheetBanner(h); b != nil {
		out = append(out, b, parts.Room(0, 10))
	}
	last := h.Latest(d)
	if last == nil {
		return append(out, s.way(h, p)...)
	}
	if picture := code(last.Record); picture != nil {
		out = append(out, parts.Row(0, parts.Gap(), picture, parts.Gap()), parts.Room(0, 10))
	}
	out = append(out, s.facts(h, last)...)
	if !h.InForce(d) || h.On(d) == certificate.WindowOpen {
		out = append(out, parts.Room(0, 8))
		out = append(out, s.way(h, p)...)
	}
	return append(out, s.history(h)...)
}

// heavy is a bold title that wraps.
func heavy(title string) fyne.CanvasObject {
	p := parts.NewParagraph(title, look.TextPanel, look.Ink)
	p.Bold = true
	return p
}

// sheetBanner says why the certificate does not count, or is in doubt.
func (s *Screen) sheetBanner(h *certificate.Holding) fyne.CanvasObject {
	d := s.today()
	if x := h.Suspended(d); x != nil {
		text := lang.L("Suspended since {{.Day}}: {{.Why}}", map[string]any{"Day": s.day(x.From), "Why": cmp.Or(x.Why, lang.L("complaint about attitude"))})
		if x.Complaint != "" {
			text = lang.L("Suspended since {{.Day}} by complaint {{.Number}}: {{.Why}}", map[string]any{"Day": s.day(x.From), "Number": x.Complaint, "Why": cmp.Or(x.Why, lang.L("attitude"))})
		}
		return parts.Banner(parts.TintBad, text, "", nil)
	}
	if last := h.Latest(d); last != nil && !last.Doubt.IsZero() {
		return parts.Banner(parts.TintWarn, last.Doubt.In(s.d.Settings.Language), "", nil)
	}
	return nil
}

func (s *Screen) facts(h *certificate.Holding, i *certificate.Issue) []fyne.CanvasObject {
	r := i.Record
	left, _ := h.Left(s.today())
	note := ""
	if left >= 0 {
		note = lang.L("{{.N}} days left", map[string]any{"N": left})
	}
	out := []fyne.CanvasObject{parts.FactLine(parts.Fact{Label: lang.L("Number"), Value: r.Number, Strong: true}),
		parts.FactLine(parts.Fact{Label: lang.L("Issued"), Value: s.day(r.Issued)}),
		parts.FactLine(parts.Fact{Label: lang.L("Valid to"), Value: s.day(r.Expires), Note: note})}
	if i.Opens <= r.Expires {
		out = append(out, parts.FactLine(parts.Fact{Label: lang.L("Renewable"), Value: lang.L("from {{.Day}}", map[string]any{"Day": s.day(i.Opens)})}))
	}
	for _, p := range r.Papers {
		points := lang.L("{{.Points}} of {{.Most}}, pass mark {{.Cut}}", map[string]any{"Points": chart.Number(p.Points, 1), "Most": chart.Number(p.Most, 0), "Cut": chart.Number(p.Cut, 1)})
		if p.Form > 0 {
			points += lang.L(", form {{.N}}", map[string]any{"N": p.Form})
		}
		out = append(out, parts.Room(0, 4), parts.NewParagraph(p.Exam, look.TextBody, look.Ink), parts.Second(points))
	}
	if i.Why != "" {
		out = append(out, parts.Room(0, 4), parts.NewParagraph(lang.L("Issued by hand by {{.Name}}: {{.Why}}", map[string]any{"Name": i.By, "Why": i.Why}), look.TextLabel, look.Ink2))
	}
	return append(out, parts.Room(0, 4), parts.FactLine(parts.Fact{Label: "SHA-256", Value: i.Hash[:16] + "..."}))
}

// way is what is still to be done for the next certificate.
func (s *Screen) way(h *certificate.Holding, p *certificate.Programme) []fyne.CanvasObject {
	passes, missing := p.Earned(h, s.today())
	out := []fyne.CanvasObject{parts.Strong(lang.L("To earn it")), parts.Room(0, 4)}
	for _, x := range passes {
		out = append(out, parts.Row(6, parts.NewIcon("okcircle", 14, look.Good), parts.Grow(parts.Body(x.Paper.Exam).Cutting()), parts.Label(s.day(x.Day))), parts.Room(0, 2))
	}
	for _, id := range missing {
		out = append(out, parts.Row(6, parts.NewIcon("ring", 14, look.Ink3), parts.Grow(parts.Body(h.Names[id]).Cutting())), parts.Room(0, 2))
	}
	if len(passes)+len(missing) == 0 {
		out = append(out, parts.NewParagraph(lang.L("No exam earns it: the trainer issues it by hand."), look.TextLabel, look.Ink2))
	}
	if h.Due > 0 && len(h.Issues) == 0 {
		out = append(out, parts.FactLine(parts.Fact{Label: lang.L("Due"), Value: s.day(h.Due)}))
	}
	return append(out, parts.Room(0, 6))
}

// happened is one line of the history.
type happened struct {
	day  certificate.Day
	text string
	icon string
	tone look.Token
}

func (s *Screen) history(h *certificate.Holding) []fyne.CanvasObject {
	all := []happened{{h.Assigned, lang.L("Asked"), "people", look.Ink3}}
	for i, x := range h.Issues {
		word := lang.L("Issued {{.Number}}", map[string]any{"Number": x.Record.Number})
		if x.Renewal {
			word = lang.L("Renewed as {{.Number}}", map[string]any{"Number": x.Record.Number})
		}
		all = append(all, happened{x.Record.Issued, word, "badge", look.Good})
		if x.Record.Expires < s.today() && (i+1 == len(h.Issues) || h.Issues[i+1].Record.Issued > x.Record.Expires) {
			all = append(all, happened{x.Record.Expires + 1, lang.L("Expired"), "xcircle", look.Bad})
		}
	}
	for _, x := range h.Suspensions {
		all = append(all, happened{x.From, lang.L("Suspended: {{.Why}}", map[string]any{"Why": cmp.Or(x.Why, x.Complaint)}), "lock", look.Crit})
		if x.Until > 0 {
			all = append(all, happened{x.Until, lang.L("Lifted: {{.Why}}", map[string]any{"Why": cmp.Or(x.Lifted, lang.L("the complaint was not true"))}), "undo", look.Ink2})
		}
	}
	slices.Reverse(all) // on one day what came later stands above
	slices.SortStableFunc(all, func(a, b happened) int { return cmp.Compare(b.day, a.day) })
	out := []fyne.CanvasObject{parts.Room(0, 10), parts.NewHairline(), parts.Room(0, 10), parts.Strong(lang.L("History")), parts.Room(0, 4)}
	for _, x := range all {
		out = append(out, parts.FullRow(6, parts.Fix(look.Scaled(80), 0, parts.Label(s.day(x.day))), parts.Fix(14, 16, parts.NewIcon(x.icon, 13, x.tone)),
			parts.Grow(parts.NewParagraph(x.text, look.TextLabel, look.Ink2))), parts.Room(0, 3))
	}
	return out
}

// code is the QR of a certificate with its quiet zone, two pixels a module.
func code(r certificate.Record) fyne.CanvasObject {
	picture, err := qr.Encode(r.QR(), qr.L, qr.Unicode)
	if err != nil {
		return nil // the record is longer than a QR holds; the file says so too
	}
	n := picture.Bounds().Dx()
	const quiet = 4
	side := n + 2*quiet
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			img.Pix[y*img.Stride+x] = 0xFF
			if in := image.Pt(x-quiet, y-quiet); in.In(picture.Bounds()) {
				if r, _, _, _ := picture.At(in.X, in.Y).RGBA(); r < 0x8000 {
					img.Pix[y*img.Stride+x] = 0x1E
				}
			}
		}
	}
	c := canvas.NewImageFromImage(img)
	c.ScaleMode, c.FillMode = canvas.ImageScalePixels, canvas.ImageFillContain
	return parts.Fix(float32(2*side), float32(2*side), c)
}
