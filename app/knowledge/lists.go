package knowledge

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/knowledge"
)

// entry is one line at the left: a category or a list of work.
type entry struct {
	word, count string
	head        bool
	is          func() bool
	enter       func()
}

// entries are the lines at the left.
func (s *Screen) entries() []entry {
	category := func(word, c string, faq bool, n int) entry {
		return entry{word: word, count: chart.Count(n), is: func() bool { return s.view == articles && s.ask.Category == c && s.ask.FAQ == faq },
			enter: func() { s.view, s.ask.Category, s.ask.FAQ = articles, c, faq; s.find() }}
	}
	all := 0
	for _, g := range s.groups {
		all += int(g.Articles)
	}
	faq := category(lang.L("Common questions"), "", true, 0)
	faq.count = ""
	list := []entry{{word: lang.L("Categories"), head: true}, category(lang.L("All articles"), "", false, all), faq}
	for _, g := range s.groups {
		list = append(list, category(g.Category, g.Category, false, int(g.Articles)))
	}
	at := func(v view, word string, n int) {
		list = append(list, entry{word: word, count: chart.Count(n), is: func() bool { return s.view == v }, enter: func() { s.enterView(v) }})
	}
	list = append(list, entry{word: lang.L("To do"), head: true})
	at(mustReads, lang.L("Must read"), len(s.mine))
	if s.keeps() || len(s.work) > 0 {
		at(work, lang.L("To verify"), len(s.work))
	}
	if s.keeps() {
		at(missing, lang.L("Not found"), len(s.lost))
		at(health, lang.L("Health"), int(s.health.LateDoubts))
	}
	return list
}

// enterView shows a list of work; the health of the base takes the place of the article.
func (s *Screen) enterView(v view) {
	if v == health && s.edit == nil {
		s.endReading()
		s.open = nil
	}
	s.view = v
	s.show()
}

func newEntryRow() fyne.CanvasObject {
	return container.NewStack(parts.Inset(0, 12, 0, 16, parts.Row(8, parts.Grow(parts.Body("").Cutting()), parts.Label(""))))
}

func (s *Screen) fillEntry(i int, o fyne.CanvasObject) {
	e := s.nav[i]
	line := parts.Row(8)
	switch {
	case e.head:
		line.Add(parts.Label(e.word))
	case e.is():
		line.Add(parts.Grow(parts.Strong(e.word).Cutting()))
		line.Add(parts.Second(e.count))
	default:
		line.Add(parts.Grow(parts.Body(e.word).Cutting()))
		line.Add(parts.Label(e.count))
	}
	o.(*fyne.Container).Objects = []fyne.CanvasObject{parts.Inset(0, 12, 0, 16, line)}
	o.Refresh()
}

func (s *Screen) enter(i int) {
	if e := s.nav[i]; !e.head {
		e.enter()
		s.side.Refresh()
	}
}

// row is one line of the list in the middle.
type row struct {
	id, title, text, note string
	inTitle, inText       []knowledge.Span
	icon                  string
	tone                  look.Token
	words                 string // to write an article about
}

func (s *Screen) rowsNow() (out []row) {
	now := s.d.Now()
	switch s.view {
	case mustReads:
		for _, m := range s.mine {
			out = append(out, row{id: m.ArticleID, title: m.Title, text: m.Why, note: lang.L("due {{.Day}}", map[string]any{"Day": s.d.Day(m.DueAt)}), icon: "flag", tone: look.Warn})
		}
	case work:
		for i := range s.work {
			a := &s.work[i]
			r := row{id: a.ID, title: a.Title, text: lang.L("{{.Owner}} owns it, {{.Name}} verifies it, read {{.N}} times", map[string]any{"Owner": a.OwnerName, "Name": a.VerifierName, "N": a.Views}), note: longAgo(a, now)}
			r.icon, r.tone = sign(a.Standing(now))
			out = append(out, r)
		}
	case missing:
		for _, m := range s.lost {
			out = append(out, row{title: m.Words, text: lang.L("looked for {{.N}} times, last on {{.Day}}", map[string]any{"N": int(m.Times), "Day": s.d.Day(m.Last)}), icon: "search", tone: look.Ink3, words: m.Words})
		}
	case health:
		out = s.healthRows()
	default:
		for _, h := range s.found.Hits {
			r := row{id: h.ID, title: h.Title, text: h.Snippet, inTitle: h.InTitle, inText: h.Marks, note: h.Category}
			r.icon, r.tone = sign(h.Standing)
			out = append(out, r)
		}
	}
	return out
}

// show lays out the list that was chosen at the left.
func (s *Screen) show() {
	s.rows = s.rowsNow()
	s.chooseOpen()
	s.count.Set(s.countWords())
	s.middle.Objects = []fyne.CanvasObject{s.list}
	if len(s.rows) == 0 {
		s.middle.Objects = []fyne.CanvasObject{s.nothing()}
	}
	s.middle.Refresh()
	s.list.Refresh()
	s.showSheet()
}

// chooseOpen marks the row of the open article.
func (s *Screen) chooseOpen() {
	s.list.Chosen = -1
	for i, r := range s.rows {
		if s.open != nil && r.id == s.open.a.ID {
			s.list.Chosen = i
		}
	}
	s.list.Refresh()
}

func (s *Screen) countWords() string {
	switch {
	case s.view != articles:
		return lang.L("{{.N}} in this list", map[string]any{"N": len(s.rows)})
	case int(s.found.Total) > len(s.found.Hits):
		return lang.L("the first {{.N}} of {{.Total}}", map[string]any{"N": len(s.found.Hits), "Total": int(s.found.Total)})
	}
	return lang.L("{{.N}} articles", map[string]any{"N": int(s.found.Total)})
}

func (s *Screen) nothing() fyne.CanvasObject {
	switch s.view {
	case mustReads:
		return parts.EmptyState("okcircle", lang.L("All is read"), lang.L("What you must read comes up here."))
	case work:
		return parts.EmptyState("okcircle", lang.L("All is verified"), lang.L("What is overdue, expired or doubted comes up here."))
	case health:
		return parts.EmptyState("okcircle", lang.L("Every article can be trusted"), lang.L("Owners whose articles can't be trusted come up here."))
	case missing:
		return parts.EmptyState("search", lang.L("Everything was found"), lang.L("What people look for in vain comes up here, so that somebody writes it."))
	}
	var write *parts.Button
	if s.keeps() {
		write = parts.NewButton(lang.L("New article"), parts.Main, s.start).WithKey("Ctrl N")
	}
	if s.ask.Text == "" {
		return parts.EmptyState("book", lang.L("No article yet"), lang.L("Write the first one: a rule, a common question, a case."), write)
	}
	return parts.EmptyState("search", lang.L("Nothing found"), lang.L("Try fewer words, or the pinyin initials. The owner sees what was not found."), write)
}

func newRow() fyne.CanvasObject { return container.NewStack() }

func (s *Screen) fillRow(i int, o fyne.CanvasObject) {
	r := s.rows[i]
	wide := listWide() - 16 - 14 - 22
	title := parts.Marked(r.title, knowledge.Within(r.inTitle), look.TextBody, look.Ink, wide, 1)
	text := parts.Marked(r.text, knowledge.Within(r.inText), look.TextLabel, look.Ink2, wide, 2)
	lines := parts.Stack(1, title, text, parts.High(17, parts.NewText(r.note, look.TextLabel, look.Ink3, false).Cutting()))
	icon := parts.Stack(0, parts.Room(0, 2), parts.NewIcon(r.icon, 14, r.tone))
	o.(*fyne.Container).Objects = []fyne.CanvasObject{parts.Inset(5, 12, 3, 14, parts.FullRow(8, icon, parts.Grow(lines)))}
	o.Refresh()
}

// choose opens the row, or begins an article about what was not found.
func (s *Screen) choose(i int) {
	if i < 0 || i >= len(s.rows) {
		return
	}
	if r := s.rows[i]; r.id != "" {
		s.openArticle(r.id, true)
	} else if r.words != "" {
		s.startAbout(r.words)
	}
}

// showTrust says how many articles can be relied on.
func (s *Screen) showTrust() {
	s.trust.Objects = nil
	if t := s.health.Trust; s.keeps() && t.All > 0 {
		state := parts.StateGood
		if t.Share() < knowledge.Goal {
			state = parts.StateWarn
		}
		s.trust.Add(parts.NewPill(lang.L("Trusted {{.Share}}", map[string]any{"Share": chart.Percent(t.Share(), 0)}), state))
		s.trust.Add(parts.Label(lang.L("{{.N}} of {{.All}}, goal {{.Goal}}; {{.Missed}} of {{.Searches}} searches in 30 days found nothing", map[string]any{"N": t.Trusted, "All": t.All,
			"Goal": chart.Percent(knowledge.Goal, 0), "Missed": int(s.health.WithoutHit), "Searches": int(s.health.Searches)})))
	}
	s.trust.Refresh()
}
