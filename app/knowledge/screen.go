// Package knowledge is the place of the knowledge base: the search at the top,
// categories and lists of work at the left, what was found beside them, and the
// article to read, to edit or to compare at the right.
package knowledge

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/knowledge"
)

// view is what the list beside the article shows.
type view int

const (
	articles view = iota // what was found
	mustReads
	work
	missing
	health
)

// Screen is the open place.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	stop  func()
	turn  context.CancelFunc // of the search that runs

	ask    knowledge.Ask
	view   view
	found  knowledge.Found
	work   []knowledge.Article
	lost   []knowledge.Missing
	mine   []knowledge.MustRead
	groups []knowledge.Group
	health knowledge.Health

	open    *opened
	reading string // the article that is being read
	since   time.Time
	edit    *editing
	typing  bool // in the search box
	wanted  string

	search *parts.Entry
	side   *parts.List
	list   *parts.List
	nav    []entry
	rows   []row
	count  *parts.Text
	trust  *fyne.Container
	sheet  *fyne.Container
	middle *fyne.Container
	bar    *fyne.Container
	all    fyne.CanvasObject
}

// New opens the place; the route may name an article.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, sheet: container.NewStack(), middle: container.NewStack(), count: parts.Label(""), trust: parts.Row(8), bar: parts.Row(8), turn: func() {}}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.stop = d.Hub.Listen(s.noticed)
	s.search = parts.NewEntry(lang.L("Words, organisation, pinyin initials")).WithIcon("search").WithKey("Ctrl F").Wide(420)
	s.search.OnChanged = func(text string) { s.ask.Text = text; s.view = articles; s.find() }
	s.search.OnSubmitted = func(string) { s.choose(0); s.d.Window.Canvas().Unfocus() } // the plain keys work again
	s.search.OnFocus = func(typing bool) { s.typing = typing; s.showBar() }
	s.search.OnEscape = s.endSearch
	s.side = parts.NewList(func() int { return len(s.nav) }, newEntryRow, s.fillEntry)
	s.side.OnChosen = s.enter
	s.list = parts.NewList(func() int { return len(s.rows) }, newRow, s.fillRow)
	s.list.RowHeight = 82
	s.list.OnChosen = s.choose
	head := parts.Stack(0, parts.Inset(12, 16, 8, 24, parts.Row(8, parts.PageHead(lang.L("Knowledge")), parts.Gap(), s.bar)),
		parts.Inset(0, 16, 12, 24, parts.Row(12, s.search, s.count, parts.Gap(), s.trust)), parts.NewHairline())
	s.all = parts.Dock(head, nil, s.columns(), nil, s.sheet)
	s.show()
	s.load()
	return s
}

// listWide is the width of the list of articles.
func listWide() float32 { return look.Scaled(312) }

func (s *Screen) columns() fyne.CanvasObject {
	side := container.NewStack(parts.NewPlate(look.Well), parts.Inset(8, 0, 0, 0, s.side))
	return parts.FullRow(0, parts.Fix(look.Scaled(176), 0, side), parts.NewUpright(1), parts.Fix(listWide(), 0, s.middle), parts.NewUpright(1))
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.all }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close notes an ended search and stops listening.
func (s *Screen) Close() {
	s.endSearch()
	s.endReading()
	s.turn()
	s.leave()
	s.stop()
}

func (s *Screen) keeps() bool { return s.d.Actor.May(people.KeepArticles) }

func (s *Screen) noticed(n notice.Notice) {
	if n.Subject == notice.Articles {
		s.d.Stage.Show(s.load)
	}
}

// kept is what the place reads at once.
type kept struct {
	groups []knowledge.Group
	mine   []knowledge.MustRead
	work   []knowledge.Article
	lost   []knowledge.Missing
	health knowledge.Health
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, s.read, func(k kept, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.groups, s.mine, s.work, s.lost, s.health = k.groups, k.mine, k.work, k.lost, k.health
		s.showTrust()
		s.nav = s.entries()
		s.side.Refresh()
		s.find()
		if s.open != nil && s.edit == nil {
			s.openArticle(s.open.a.ID, false)
		} else if s.wanted != "" {
			id := s.wanted
			s.wanted = ""
			s.openArticle(id, true)
		}
	})
}

func (s *Screen) read(ctx context.Context) (k kept, err error) {
	r, by := s.d.Articles, s.d.Actor
	if k.groups, err = r.Categories(ctx, by); err != nil {
		return k, err
	}
	if k.mine, err = s.d.MustReads.Mine(ctx, by); err != nil {
		return k, err
	}
	if k.work, err = s.d.ArticleKeeper.Work(ctx, by); err != nil || !s.keeps() {
		return k, err
	}
	if k.lost, err = s.d.ArticleKeeper.Missing(ctx, by); err != nil {
		return k, err
	}
	k.health, err = s.d.ArticleKeeper.Health(ctx, by)
	return k, err
}

// find looks for what is typed, within what is chosen at the left; each
// further letter gives up the search before.
func (s *Screen) find() {
	s.turn()
	ctx, turn := context.WithCancel(s.ctx)
	s.turn = turn
	ask := s.ask
	ask.Most = 100
	background.Run(ctx, s.d.Stage, func(ctx context.Context) (knowledge.Found, error) {
		return s.d.Articles.Search(ctx, s.d.Actor, ask)
	}, func(f knowledge.Found, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.found = f
		s.show()
		s.d.Trace("found", map[string]any{"words": ask.Text, "total": int(f.Total)})
	})
}

// endSearch notes words with which nothing was opened, for those who keep
// articles.
func (s *Screen) endSearch() {
	words := s.ask.Text
	s.ask.Text = ""
	if words == "" {
		return
	}
	s.search.SetText("")
	background.Run(context.Background(), s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Diary.Searched(ctx, s.d.Actor, words)
	}, func(struct{}, error) {}) // a note that fails keeps nobody from work
}
