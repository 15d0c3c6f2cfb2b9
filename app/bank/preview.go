package bank

import (
	"context"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/interval"
	"shifu/recordings"
	"shifu/training/bank"
	"shifu/training/knowledge"
)

// showSheet shows the chosen question at the right.
func (s *Screen) showSheet() {
	e := s.chosen()
	if e == nil {
		s.sheet.Objects = []fyne.CanvasObject{parts.NewPlate(look.Surface)}
		s.sheet.Refresh()
		s.showBar()
		return
	}
	p := paper{d: s.d, q: &e.Question, wide: previewWide() - look.Scaled(36), play: s.hear}
	if e.Clip != nil && e.Clip.CallID != "" {
		id, entry := e.Clip.CallID, e.EntryID
		if s.ear.call != nil && s.ear.call.ID == id {
			p.clip = desk.CallName(*s.ear.call)
		} else {
			defer s.ear.read(id, func(recordings.Call) {
				if now := s.chosen(); now != nil && now.EntryID == entry {
					s.showSheet()
				}
			})
		}
	}
	title := parts.NewParagraph(e.Title(), look.TextPanel, look.Ink)
	title.Bold, title.Width = true, p.wide
	top := parts.Stack(8, title)
	for _, b := range s.banners(e) {
		top.Add(b)
	}
	body := parts.Stack(12, top, p.content(), parts.NewHairline(), s.facts(e, p.wide))
	s.sheet.Objects = []fyne.CanvasObject{parts.Dock(nil, s.sheetBar(e), nil, nil, parts.Scrolling(parts.Inset(14, 18, 16, 16, body)))}
	s.sheet.Refresh()
	s.showBar()
}

// hear plays the clip of the chosen question.
func (s *Screen) hear() {
	if e := s.chosen(); e != nil && e.Clip != nil && e.Clip.CallID != "" {
		s.ear.play(*e.Clip)
	}
}

// banners say why exams don't draw what is shown.
func (s *Screen) banners(e *bank.Entry) (out []fyne.CanvasObject) {
	now := s.d.Now()
	switch {
	case e.State == bank.Frozen:
		out = append(out, parts.Banner(parts.TintWarn, lang.L("Frozen: its article has expired. Exams don't draw it until the article is reviewed."), "", nil))
	case !e.ValidUntil.IsZero() && !now.Before(e.ValidUntil):
		out = append(out, parts.Banner(parts.TintWarn, lang.L("No longer valid since {{.Day}}: exams don't draw it.", map[string]any{"Day": s.d.Day(e.ValidUntil)}), "", nil))
	case now.Before(e.ValidFrom):
		out = append(out, parts.Banner(parts.TintInfo, lang.L("Valid from {{.Day}}.", map[string]any{"Day": s.d.Day(e.ValidFrom)}), "", nil))
	case e.State == bank.Draft && e.InForce > 0:
		out = append(out, parts.Banner(parts.TintInfo, lang.L("A draft. Exams draw version {{.N}} until it is activated.", map[string]any{"N": e.InForce}), "", nil))
	}
	if err := e.Check(); err != nil && e.State == bank.Draft {
		out = append(out, parts.Banner(parts.TintWarn, s.sentence(err), "", nil))
	}
	return out
}

// facts are the tags and what is known of the answers.
func (s *Screen) facts(e *bank.Entry, wide float32) fyne.CanvasObject {
	box := parts.Stack(4)
	add := func(label, value string) {
		if value == "" {
			return
		}
		text := parts.NewParagraph(value, look.TextLabel, look.Ink)
		text.Width = wide - look.Scaled(108)
		box.Add(parts.FullRow(8, parts.Fix(look.Scaled(100), 0, top(parts.Label(label), 0)), parts.Grow(text)))
	}
	t := e.Tags
	add(lang.L("Category"), e.Category)
	add(lang.L("Business line"), t.BusinessLine)
	add(lang.L("Knowledge point"), t.Point)
	if t.Difficulty != "" {
		add(lang.L("Difficulty"), lang.L("{{.Name}}, expected {{.Share}}", map[string]any{"Name": desk.DifficultyName(t.Difficulty), "Share": chart.Percent(t.Difficulty.Expected(), 0)}))
	}
	add(lang.L("Facility"), facilityWords(e))
	add(lang.L("Region"), t.Region)
	add(lang.L("Regulation"), t.Regulation)
	if t.ArticleID != "" {
		box.Add(parts.FullRow(8, parts.Fix(look.Scaled(100), 0, parts.Label(lang.L("Article"))), parts.Row(0, parts.NewLink(s.articleTitle(t.ArticleID), s.openArticle))))
	}
	add(lang.L("Validity"), s.validity(&e.Question))
	add(lang.L("Version"), lang.L("{{.N}}, {{.Name}}, {{.Time}}", map[string]any{"N": e.Number, "Name": e.ChangedBy, "Time": s.d.Moment(e.ChangedAt)}))
	if !e.Mine {
		add(lang.L("Kept by"), e.Holder)
	}
	if e.Vendors {
		add(lang.L("Shared"), lang.L("vendors draw from it too"))
	}
	return box
}

// facilityWords is the mean share with its n and a 95 % interval: Wilson's, which
// is wide enough for a mean of shares too.
func facilityWords(e *bank.Entry) string {
	switch {
	case e.Answers == 0:
		return lang.L("not asked yet")
	case e.Answers < few:
		return lang.L("too few to tell: {{.N}} answers", map[string]any{"N": e.Answers})
	}
	low, high := interval.Wilson(int(math.Round(e.Facility*float64(e.Answers))), e.Answers)
	return lang.L("{{.Share}}, likely {{.Low}} to {{.High}}, n {{.N}}", map[string]any{"Share": chart.Percent(e.Facility, 0), "Low": chart.Percent(low, 0), "High": chart.Percent(high, 0), "N": e.Answers})
}

// articleTitle is the title of an article, read the first time it is needed.
func (s *Screen) articleTitle(id string) string {
	if title, known := s.titles[id]; known || id == "" {
		return title
	}
	s.titles[id] = chart.None
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (knowledge.Article, error) { return s.d.Articles.Article(ctx, s.d.Actor, id) }, func(a knowledge.Article, err error) {
		if err != nil {
			return // it may be one that the actor must not read
		}
		s.titles[id] = a.Title
		if e := s.chosen(); s.room == nil && e != nil && e.Tags.ArticleID == id {
			s.showSheet()
		}
		if e, editing := s.room.(*editing); editing && e.q.Tags.ArticleID == id && e.resting != nil {
			e.article = a.Title
			e.resting.Set(a.Title)
		}
	})
	return s.titles[id]
}

func (s *Screen) validity(q *bank.Question) string {
	from, until := s.d.Day(q.ValidFrom), s.d.Day(q.ValidUntil)
	switch {
	case q.ValidFrom.IsZero() && q.ValidUntil.IsZero():
		return ""
	case q.ValidUntil.IsZero():
		return lang.L("from {{.Day}}", map[string]any{"Day": from})
	case q.ValidFrom.IsZero():
		return lang.L("until {{.Day}}", map[string]any{"Day": until})
	}
	return lang.L("{{.From}} until {{.Until}}", map[string]any{"From": from, "Until": until})
}

// sheetBar are the acts on the chosen question.
func (s *Screen) sheetBar(*bank.Entry) fyne.CanvasObject {
	icons := map[string]string{lang.L("Edit"): "edit", lang.L("Versions"): "history"}
	row := parts.Row(8)
	for _, a := range s.listActions() {
		if icon, shown := icons[a.Label]; shown && !a.Off {
			row.Add(parts.NewButton(a.Label, parts.Plain, a.Do).WithIcon(icon).WithKey(a.Badge(s.typing)).AsSmall())
		}
	}
	return parts.Stack(0, parts.NewHairline(), parts.Over(parts.NewPlate(look.Well), parts.Inset(8, 12, 8, 16, row)))
}
