package knowledge

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/knowledge"
)

// healthRows are the owners whose articles can't be trusted, most first.
func (s *Screen) healthRows() (out []row) {
	for _, o := range s.health.Overdue {
		out = append(out, row{title: o.Owner, text: lang.L("{{.N}} articles that can't be trusted", map[string]any{"N": int(o.Articles)}),
			note: lang.L("the longest for {{.N}} days", map[string]any{"N": int(o.Longest / (24 * time.Hour))}), icon: "account", tone: look.Ink3})
	}
	return out
}

// healthPage shows the numbers of the knowledge base beside the owners.
func (s *Screen) healthPage() fyne.CanvasObject {
	h, wide := &s.health, s.sheetWide()
	column := parts.Stack(8, parts.PanelHead(lang.L("The last 30 days")))
	for _, n := range []struct {
		word, value string
		bad         bool
	}{
		{lang.L("Articles that can be trusted"), lang.L("{{.N}} of {{.All}}, {{.Share}}", map[string]any{"N": h.Trust.Trusted, "All": h.Trust.All, "Share": chart.Percent(h.Trust.Share(), 0)}), h.Trust.Share() < knowledge.Goal},
		{lang.L("Searches"), chart.Count(int(h.Searches)), false},
		{lang.L("found nothing"), chart.Count(int(h.WithoutHit)), h.WithoutHit > 0},
		{lang.L("found something, nothing was opened"), chart.Count(int(h.WithoutOpen)), false},
		{lang.L("Articles opened from a call"), chart.Count(int(h.Uses)), false},
		{lang.L("Doubts that stand for more than 3 days"), chart.Count(int(h.LateDoubts)), h.LateDoubts > 0},
	} {
		value := parts.Strong(n.value)
		if n.bad {
			value = parts.NewText(n.value, look.TextBody, look.Warn, true)
		}
		column.Add(parts.Fix(min(wide, look.Scaled(460)), 0, parts.Stack(6, parts.FullRow(8, parts.Body(n.word), parts.Gap(), value), parts.NewHairline())))
	}
	s.listArticles(column, lang.L("Most read of those that can't be trusted"), h.TopDoubted, wide)
	s.listArticles(column, lang.L("Not trusted and not opened for 90 days: archive them?"), h.Unused, wide)
	return parts.Scrolling(parts.Inset(16, 24, 32, 24, parts.FullRow(0, parts.Fix(wide, 0, column), parts.Gap())))
}

func (s *Screen) listArticles(column *fyne.Container, head string, as []knowledge.Article, wide float32) {
	if len(as) == 0 {
		return
	}
	column.Add(parts.Room(0, 8))
	column.Add(parts.PanelHead(head))
	for _, a := range as {
		icon, tone := sign(a.Standing(s.d.Now()))
		line := parts.FullRow(8, parts.NewIcon(icon, 14, tone), parts.NewLink(a.Title, func() { s.openArticle(a.ID, true) }), parts.Gap(),
			parts.Label(a.OwnerName), parts.Label(lang.L("read {{.N}} times", map[string]any{"N": a.Views})))
		column.Add(parts.Fix(wide, 0, parts.Stack(6, line, parts.NewHairline())))
	}
}
