// Package learn is the place where people learn: the cards of today and their
// drill, the deck, what was learned, and the exam that it is learned for.
package learn

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/excerpt"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/training/cards"
	"shifu/training/exam"
)

// sideWidth is the width of the right panel at 100 %.
const sideWidth = 332

// The tabs.
const (
	tabToday = iota
	tabDeck
)

// Screen is the open place.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave func()
	ear   *desk.Ear
	lent  *excerpt.Lent
	at    bool // the drill was asked for before anything was read

	k      kept
	loaded bool
	tab    int
	drill  *drill
	deck   deck

	tabs  *parts.Tabs
	page  *fyne.Container
	whole *fyne.Container
}

// kept is what one look reads.
type kept struct {
	queue  cards.Queue
	wishes cards.Wishes
	trend  []cards.Dated
	diary  []cards.Learned
	coming []cards.Entry // due within the forecast
	offers []exam.Offer
}

// The route's IDs: Drill begins at once, Deck opens the deck.
const (
	Drill = "drill"
	Deck  = "deck"
)

// New opens the place.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, page: parts.Over(), whole: parts.Over(), at: r.ID == Drill}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Cards, notice.Exams, notice.Articles), s.reread)
	s.ear, s.lent = desk.NewEar(s.ctx, d), excerpt.NewLent(s.ctx, d)
	if r.ID == Deck {
		s.tab = tabDeck
	}
	s.tabs = parts.NewTabs(s.tabWords(), s.tab, s.enter)
	s.makeDeck()
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading, listening and sound.
func (s *Screen) Close() {
	s.leave()
	s.ear.Close()
	s.lent.Close()
}

func (s *Screen) tabWords() []parts.Tab {
	count := ""
	if s.loaded {
		count = itoa(len(s.k.queue.Cards))
	}
	return []parts.Tab{{Word: lang.L("Today's cards"), Count: count}, {Word: lang.L("Deck")}}
}

func (s *Screen) enter(tab int) {
	s.tab = tab
	if tab == tabDeck {
		s.readDeck()
	}
	s.show()
	s.d.Changed()
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, s.read, func(k kept, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.k, s.loaded = k, true
		s.tabs.SetItems(s.tabWords())
		if s.tab == tabDeck {
			s.readDeck()
		}
		if s.at && len(k.queue.Cards) > 0 {
			s.at = false
			s.begin()
			return
		}
		s.show()
		s.d.Changed()
		s.d.Trace("loaded", map[string]any{"place": "learn", "cards": len(k.queue.Cards)})
	})
}

// The windows of the diary and of the forecast.
const (
	diaryWeeks    = 16
	forecastDays  = 14
	trendDays     = 30
	mostForecast  = 20000
	weeksOfStreak = 7 * 24 * time.Hour
)

func (s *Screen) read(ctx context.Context) (k kept, err error) {
	now, by := s.d.Now().In(s.d.Zone), s.d.Actor
	if k.queue, err = s.d.Decks.Today(ctx, by); err != nil {
		return k, err
	}
	if k.wishes, err = s.d.Decks.Wishes(ctx, by); err != nil {
		return k, err
	}
	if k.trend, err = s.d.Decks.Trend(ctx, by, trendDays); err != nil {
		return k, err
	}
	if k.diary, err = s.d.Decks.Diary(ctx, by, now.AddDate(0, 0, -7*diaryWeeks), now.Add(time.Second)); err != nil {
		return k, err
	}
	until := cards.DayBegins(now).AddDate(0, 0, forecastDays)
	if k.coming, err = s.d.Decks.Deck(ctx, by, cards.Find{Until: until, Most: mostForecast}); err != nil {
		return k, err
	}
	k.offers, err = s.d.Sitter.Offers(ctx, by)
	if fault.Is(err, fault.Forbidden) {
		err = nil
	}
	return k, err
}

// show lays out what is open.
func (s *Screen) show() {
	if s.drill != nil {
		s.whole.Objects = []fyne.CanvasObject{s.drill.content()}
		s.whole.Refresh()
		return
	}
	s.page.Objects = []fyne.CanvasObject{s.todayPage()}
	if s.tab == tabDeck {
		s.page.Objects = []fyne.CanvasObject{s.deck.page}
	}
	s.page.Refresh()
	s.whole.Objects = []fyne.CanvasObject{parts.Dock(s.head(), nil, nil, nil, s.page)}
	s.whole.Refresh()
}

func (s *Screen) head() fyne.CanvasObject {
	acts := parts.Row(8, parts.NewButton(lang.L("Limits"), parts.Plain, s.askLimits).WithKey("Ctrl L"), parts.NewButton(lang.L("New card"), parts.Plain, s.askNew).WithIcon("add").WithKey("Ctrl N"))
	title := parts.Row(12, parts.PageHead(lang.L("Learn")), parts.Second(s.limitWords()), parts.Gap(), acts)
	return parts.Stack(0, parts.Inset(12, 16, 4, 24, title), parts.Inset(0, 16, 0, 24, s.tabs), parts.NewHairline())
}

func (s *Screen) limitWords() string {
	if !s.loaded {
		return ""
	}
	return lang.L("at most {{.New}} new and {{.Reviews}} reviews a day; the day ends at 04:00", map[string]any{"New": s.k.wishes.New, "Reviews": s.k.wishes.Reviews})
}

// Actions are what can be done now.
func (s *Screen) Actions() []desk.Action {
	if s.drill != nil {
		return s.drill.actions()
	}
	acts := []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Begin today's cards"), Bare: fyne.KeyReturn, Do: s.begin, Off: len(s.k.queue.Cards) == 0 || s.tab != tabToday},
		{Menu: desk.FileMenu, Label: lang.L("New card"), Key: fyne.KeyN, Mod: fyne.KeyModifierShortcutDefault, Do: s.askNew},
		{Menu: desk.ReviewMenu, Label: lang.L("Limits of a day"), Key: fyne.KeyL, Mod: fyne.KeyModifierShortcutDefault, Do: s.askLimits},
		{Menu: desk.ReviewMenu, Label: lang.L("Learn for an exam"), Key: fyne.KeyE, Mod: fyne.KeyModifierShortcutDefault, Do: s.askExam, Off: len(s.k.offers) == 0},
		{Menu: desk.EditMenu, Label: lang.L("Undo the last review"), Key: fyne.KeyZ, Mod: fyne.KeyModifierShortcutDefault, Do: s.undo, Off: s.k.queue.Done.All == 0},
	}
	if s.tab == tabDeck {
		acts = append(acts, s.deckActions()...)
	}
	return acts
}

// does runs a change and says what was done.
func (s *Screen) does(work func(context.Context) error, said string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if said != "" {
			s.d.Toast(said, nil)
		}
		s.load()
	})
}

func (s *Screen) undo() {
	s.does(func(ctx context.Context) error { _, err := s.d.Decks.Undo(ctx, s.d.Actor); return err }, lang.L("The last review is undone"))
}

func (s *Screen) side(o fyne.CanvasObject) fyne.CanvasObject {
	return parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(sideWidth), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(o))))
}

// reread reads again, but not under a drill.
func (s *Screen) reread() {
	if s.drill == nil {
		s.load()
	}
}
