package review

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/training/knowledge"
)

// mostKnown is how many articles the page lists.
const mostKnown = 8

// knownArticles is the page with articles that fit the call.
type knownArticles struct {
	r       *Room
	hits    []knowledge.Hit
	table   *parts.Table
	content *fyne.Container
}

func newKnownArticles(r *Room) *knownArticles {
	p := &knownArticles{r: r, content: container.NewStack(plainNote(lang.L("No article fits this call. Look for one with Ctrl K.")))}
	p.table = parts.NewTable([]parts.TableColumn{{Title: lang.L("Article"), Width: 230}, {Title: lang.L("What it says")}, {Title: lang.L("Business category"), Width: 96, Yield: 1}},
		func() int { return len(p.hits) }, p.cell)
	p.table.Left = 16
	p.table.OnOpened = func(row int) { p.open(p.hits[row].ID) }
	return p
}

func (p *knownArticles) cell(row, column int) parts.Cell {
	h := p.hits[row]
	switch column {
	case 0:
		state := parts.StateWarn
		if h.Standing.Trusted() {
			state = parts.StateGood
		}
		icon, tone := state.Mark()
		return parts.Cell{Text: h.Title, Bold: true, Icon: icon, IconTone: tone}
	case 1:
		return parts.Cell{Text: h.Snippet, Small: true}
	}
	return parts.Cell{Text: h.Category, Small: true}
}

// load looks for articles by what the call says and by its business line;
// counted is called when there are some.
func (p *knownArticles) load(counted func()) {
	r := p.r
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) ([]knowledge.Hit, error) {
		return fitting(ctx, r)
	}, func(hits []knowledge.Hit, err error) {
		if err != nil || len(hits) == 0 {
			return // the page says that there is none
		}
		p.hits = hits
		p.content.Objects = []fyne.CanvasObject{p.table}
		p.content.Refresh()
		counted()
	})
}

// fitting are the articles whose keywords were said in the call or stand in
// its title, those with the most of them first.
func fitting(ctx context.Context, r *Room) ([]knowledge.Hit, error) {
	said := r.o.call.Title + " " + r.o.call.BusinessLine
	for _, u := range r.o.said {
		said += " " + u.Text
	}
	return r.d.Articles.Fitting(ctx, r.d.Actor, said, r.o.call.BusinessLine, mostKnown)
}

// open shows an article, and notes that the call needed it.
func (p *knownArticles) open(id string) {
	r, callID := p.r, p.r.o.call.ID
	background.Run(context.Background(), r.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, r.d.Diary.Used(ctx, r.d.Actor, id, callID)
	}, func(struct{}, error) {}) // a note that fails keeps nobody from reading
	r.d.Go(desk.Route{Place: desk.Knowledge, ID: id})
}
