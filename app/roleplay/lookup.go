package roleplay

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/knowledge"
	"shifu/training/roleplay"
)

// focusFind gives the search of the knowledge base the keyboard, if it was just opened.
func (c *call) focusFind() {
	if c.bench.finding && c.s.call == c && c.bench.open == knowledgeTool && c.bench.article == nil {
		c.bench.find.Focus()
	}
	c.bench.finding = false
}

// search looks articles up.
func (c *call) search() {
	s, ask := c.s, knowledge.Ask{Text: c.bench.find.Text(), Most: 8}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (knowledge.Found, error) { return s.d.Articles.Search(ctx, s.d.Actor, ask) }, func(f knowledge.Found, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		c.bench.found, c.bench.article = f.Hits, nil
		s.show()
	})
}

// read opens an article: the call notes it.
func (c *call) read(h knowledge.Hit) {
	s := c.s
	c.move(roleplay.Move{Kind: roleplay.Read, Text: h.Title}, func() {
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (knowledge.Article, error) {
			return s.d.Articles.Article(ctx, s.d.Actor, h.ID)
		}, func(a knowledge.Article, err error) {
			if err != nil {
				s.d.Fail(err)
				return
			}
			c.bench.article = &a
			s.show()
		})
	})
}

func (c *call) knowledgeView() fyne.CanvasObject {
	b, width := &c.bench, look.Scaled(callSide-40)
	column := parts.Stack(0, parts.Room(0, 12), c.toolHead(lang.L("Knowledge")), parts.Room(0, 6), parts.Row(6, parts.Grow(b.find), parts.NewButton(lang.L("Find"), parts.Plain, c.search).AsSmall()), parts.Room(0, 8))
	if b.article != nil {
		title := parts.NewParagraph(b.article.Title, look.TextPanel, look.Ink)
		title.Width, title.Bold = width, true
		column.Add(title)
		column.Add(parts.Room(0, 6))
		for _, o := range parts.Prose(below(b.article.Body), width) {
			column.Add(o)
		}
		return column
	}
	for _, h := range b.found {
		row := parts.High(30, parts.Row(8, parts.Grow(parts.Body(h.Title).Cutting()), parts.NewIcon("forward", 14, look.Ink3)))
		column.Add(parts.NewTile(look.Clear, look.Clear, row, func() { c.read(h) }))
	}
	if len(b.found) == 0 {
		column.Add(parts.Second(lang.L("Type words and press Enter. What you open is noted.")))
	}
	return column
}

// below are the headings of an article, smaller than its title beside a call.
func below(body string) string {
	lines := strings.Split(body, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "#") {
			lines[i] = "###" + strings.TrimLeft(l, "#")
		}
	}
	return strings.Join(lines, "\n")
}
