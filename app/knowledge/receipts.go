package knowledge

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/knowledge"
)

func receiptCount(b knowledge.Board) string {
	read := 0
	for _, r := range b.Receipts {
		if !r.ReadAt.IsZero() {
			read++
		}
	}
	return chart.Count(read) + "/" + chart.Count(len(b.Receipts))
}

// receipts tell who has read what must be read, those who have not first.
func (s *Screen) receipts(wide float32) (out []fyne.CanvasObject) {
	for _, b := range s.open.boards {
		out = append(out, parts.PanelHead(lang.L("Version {{.N}}, asked {{.Day}} by {{.Name}}, due {{.Due}}", map[string]any{"N": b.Number, "Day": s.d.Day(b.AskedAt), "Name": b.AskedBy, "Due": s.d.Day(b.DueAt)})))
		if b.Why != "" {
			out = append(out, parts.Second(b.Why))
		}
		for _, t := range b.Tallies() {
			bar := parts.NewProgressLine(share(t), 160)
			out = append(out, parts.Row(12, parts.Fix(look.Scaled(140), 0, parts.Body(t.Organisation).Cutting()), bar, parts.Body(lang.L("{{.N}} of {{.All}} read", map[string]any{"N": t.Read, "All": t.All}))))
		}
		out = append(out, parts.Room(0, 4))
		for i, r := range b.Receipts {
			if i == 60 {
				out = append(out, parts.Label(lang.L("and {{.N}} more", map[string]any{"N": len(b.Receipts) - i})))
				break
			}
			out = append(out, s.receipt(r))
		}
	}
	return out
}

func share(t knowledge.Tally) float64 { return float64(t.Read) / float64(max(t.All, 1)) }

func (s *Screen) receipt(r knowledge.Receipt) fyne.CanvasObject {
	state, word := parts.StateWarn, lang.L("not yet")
	if !r.ReadAt.IsZero() {
		state, word = parts.StateGood, lang.L("read {{.Time}}", map[string]any{"Time": s.d.Moment(r.ReadAt)})
	}
	icon, tone := state.Mark()
	tries := ""
	if r.Tries > 1 {
		tries = lang.L("{{.N}} tries", map[string]any{"N": r.Tries})
	}
	return parts.Stack(4, parts.Row(8, parts.NewIcon(icon, 14, tone), parts.Fix(look.Scaled(110), 0, parts.Body(r.Name)), parts.Fix(look.Scaled(130), 0, parts.Second(r.Organisation).Cutting()), parts.Second(word), parts.Label(tries)), parts.NewHairline())
}
