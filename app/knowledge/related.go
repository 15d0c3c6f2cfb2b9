package knowledge

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/knowledge"
)

// relatedPage lists the articles that belong beside the open one.
func (s *Screen) relatedPage(wide float32) (out []fyne.CanvasObject) {
	mine := s.keeps() && s.ours()
	if len(s.open.related) == 0 {
		out = append(out, parts.Second(lang.L("No article stands beside this one yet.")))
	}
	for i := range s.open.related {
		out = append(out, s.relatedRow(s.open.related[i], mine, wide))
	}
	if mine {
		out = append(out, parts.Row(0, parts.NewButton(lang.L("Relate an article"), parts.Plain, s.askRelated).WithIcon("add").WithKey("L")))
	}
	return append(out, s.questionRows(wide)...)
}

// questionRows lists the questions of the bank that rest on the open article.
func (s *Screen) questionRows(wide float32) (out []fyne.CanvasObject) {
	if len(s.open.questions) == 0 {
		return nil
	}
	out = append(out, parts.Room(0, 8), parts.PanelHead(lang.L("Questions of the bank that rest on it")))
	for _, e := range s.open.questions {
		line := parts.FullRow(8, parts.Grow(parts.Body(e.Text).Cutting()), parts.Label(desk.KindName(e.Kind)),
			parts.NewLink(lang.L("Open"), func() { s.d.Go(desk.Route{Place: desk.Bank, ID: e.EntryID}) }))
		out = append(out, parts.Fix(wide, 0, parts.Stack(6, line, parts.NewHairline())))
	}
	return out
}

func (s *Screen) relatedRow(a knowledge.Article, mine bool, wide float32) fyne.CanvasObject {
	icon, tone := sign(a.Standing(s.d.Now()))
	line := parts.FullRow(8, parts.NewIcon(icon, 14, tone), parts.NewLink(a.Title, func() { s.openArticle(a.ID, true) }), parts.Gap(), parts.Label(a.Category))
	if mine {
		line.Add(parts.NewLink(lang.L("Take away"), func() { s.relate(a.ID, false) }))
	}
	return parts.Fix(wide, 0, parts.Stack(6, line, parts.NewHairline()))
}

// relate lays an article beside the open one or takes it away, and offers to undo it.
func (s *Screen) relate(other string, related bool) {
	id := s.open.a.ID
	set := func(related bool) func(context.Context) error {
		return func(ctx context.Context) error { return s.d.ArticleKeeper.Relate(ctx, s.d.Actor, id, other, related) }
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, set(related)(ctx) }, func(_ struct{}, err error) {
		s.d.Fail(err)
		if err == nil {
			s.d.Toast(lang.L("Related articles changed"), func() { s.does(set(!related), lang.L("Undone")) })
		}
	})
}

// relating is the search for an article to lay beside the open one.
type relating struct {
	s     *Screen
	turn  context.CancelFunc
	hits  []knowledge.Hit
	list  *parts.List
	entry *parts.Entry
}

// askRelated lets the person look for an article to lay beside the open one.
func (s *Screen) askRelated() {
	if s.open == nil {
		return
	}
	r := &relating{s: s, turn: func() {}, entry: parts.NewEntry(lang.L("Words, organisation, pinyin initials")).WithIcon("search").Wide(420)}
	r.list = parts.NewList(func() int { return len(r.hits) }, func() fyne.CanvasObject { return container.NewStack() }, r.fill)
	r.entry.OnChanged = r.find
	r.entry.Claims = r.move
	r.find("")
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Which article belongs beside it?"), Content: parts.Stack(8, r.entry, parts.Fix(look.Scaled(420), look.Scaled(look.HeightRow)*8, r.list)),
		Width: look.Scaled(470), Safe: lang.L("Cancel"), Act: lang.L("Relate an article"), Kind: parts.Main, First: r.entry.Typing(),
		Check: func() bool { return r.list.Chosen >= 0 && r.list.Chosen < len(r.hits) },
		OnAct: func() { s.relate(r.hits[r.list.Chosen].ID, true) }})
}

func (r *relating) fill(i int, o fyne.CanvasObject) {
	h := r.hits[i]
	icon, tone := sign(h.Standing)
	o.(*fyne.Container).Objects = []fyne.CanvasObject{parts.Inset(0, 8, 0, 8, parts.FullRow(8, parts.NewIcon(icon, 14, tone), parts.Grow(parts.Body(h.Title).Cutting()), parts.Label(h.Category)))}
	o.Refresh()
}

// find offers what fits, without the open article and what stands beside it.
func (r *relating) find(text string) {
	r.turn()
	ctx, turn := context.WithCancel(r.s.ctx)
	r.turn = turn
	background.Run(ctx, r.s.d.Stage, func(ctx context.Context) (knowledge.Found, error) {
		return r.s.d.Articles.Search(ctx, r.s.d.Actor, knowledge.Ask{Text: text, Most: 40})
	}, func(f knowledge.Found, err error) {
		r.s.d.Fail(err)
		r.hits = slices.DeleteFunc(f.Hits, func(h knowledge.Hit) bool {
			return r.s.open == nil || h.ID == r.s.open.a.ID || slices.ContainsFunc(r.s.open.related, func(a knowledge.Article) bool { return a.ID == h.ID })
		})
		r.list.Chosen = min(0, len(r.hits)-1)
		r.list.Refresh()
	})
}

// move takes the arrow keys while typing.
func (r *relating) move(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyDown:
		r.list.Choose(min(r.list.Chosen+1, len(r.hits)-1))
	case fyne.KeyUp:
		r.list.Choose(max(r.list.Chosen-1, 0))
	default:
		return false
	}
	return true
}
