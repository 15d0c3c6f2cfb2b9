package knowledge

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/knowledge"
)

// The pages of an open article.
const (
	pageText = iota
	pageVersions
	pageRelated
	pageReceipts
)

// opened is the article that is read.
type opened struct {
	a         knowledge.Article
	versions  []knowledge.Version
	boards    []knowledge.Board
	related   []knowledge.Article
	questions []bank.Entry // of the bank, that rest on it; only for who keeps exams
	page      int
	version   int // row of versions that is compared with the one before it
}

// openArticle reads an article and shows it; asked tells that a person wanted
// to, not that it only changed.
func (s *Screen) openArticle(id string, asked bool) {
	if s.edit != nil && asked {
		s.leaveEdit(func() { s.openArticle(id, asked) })
		return
	}
	words := s.ask.Text
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (o opened, err error) {
		by := s.d.Actor
		if asked {
			if err = s.d.Articles.Opened(ctx, by, id, words); err != nil {
				return o, err
			}
		}
		if o.a, err = s.d.Articles.Article(ctx, by, id); err != nil {
			return o, err
		}
		if o.versions, err = s.d.Articles.Versions(ctx, by, id); err != nil {
			return o, err
		}
		if o.related, err = s.d.Articles.Related(ctx, by, id); err != nil {
			return o, err
		}
		if by.May(people.KeepExams) {
			if o.questions, err = s.d.Bank.Questions(ctx, by, bank.Filter{ArticleID: id}); err != nil {
				return o, err
			}
		}
		o.boards, err = s.d.MustReads.Boards(ctx, by, id)
		return o, err
	}, func(o opened, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if s.open != nil && s.open.a.ID == id {
			o.page, o.version = s.open.page, min(s.open.version, len(o.versions)-1)
		}
		s.begun(id, asked)
		s.open = &o
		s.chooseOpen()
		s.showSheet()
		s.d.Trace("article", map[string]any{"title": o.a.Title, "standing": string(o.a.Standing(s.d.Now()))})
	})
}

// sheetWide is how wide an article is set: as wide as there is room, at most 720.
func (s *Screen) sheetWide() float32 {
	room := s.d.Window.Canvas().Size().Width - look.Scaled(184+176+60) - listWide()
	return max(min(room, look.Scaled(720)), look.Scaled(360))
}

// showSheet lays out what stands at the right.
func (s *Screen) showSheet() {
	var o fyne.CanvasObject
	switch {
	case s.edit != nil:
		o = s.edit.content
	case s.open == nil && s.view == health:
		o = s.healthPage()
	case s.open == nil:
		o = parts.EmptyState("book", lang.L("Nothing is open"), lang.L("Type above, or choose an article at the left."))
	default:
		o = s.article()
	}
	s.sheet.Objects = []fyne.CanvasObject{o}
	s.sheet.Refresh()
	s.showBar()
}

func (s *Screen) article() fyne.CanvasObject {
	a, o := &s.open.a, s.open
	wide := s.sheetWide()
	title := parts.NewParagraph(a.Title, look.TextPage, look.Ink)
	title.Bold, title.Width = true, wide-look.Scaled(120)
	standing := a.Standing(s.d.Now())
	head := parts.Stack(8, parts.FullRow(8, parts.Grow(title), parts.Stack(0, parts.Room(0, 6), parts.NewPill(standingName(standing), stateOf(standing)))))
	for _, b := range s.banners(standing) {
		head.Add(b)
	}
	for _, line := range s.facts(a) {
		p := parts.NewParagraph(line, look.TextLabel, look.Ink2)
		p.Width = wide
		head.Add(p)
	}
	tabs := []parts.Tab{{Word: lang.L("Article text")}, {Word: lang.L("Versions"), Count: chart.Count(len(o.versions))}, {Word: lang.L("Related"), Count: chart.Count(len(o.related) + len(o.questions))}}
	if len(o.boards) > 0 {
		tabs = append(tabs, parts.Tab{Word: lang.L("Receipts"), Count: receiptCount(o.boards[0])})
	}
	strip := parts.NewTabs(tabs, min(o.page, len(tabs)-1), func(i int) { o.page = i; s.showSheet() })
	column := parts.Stack(8)
	for _, piece := range s.page(wide) {
		column.Add(piece)
	}
	top := parts.Stack(0, parts.Inset(16, 24, 8, 24, parts.FullRow(0, parts.Fix(wide, 0, head), parts.Gap())), parts.Inset(0, 24, 0, 16, strip), parts.NewHairline())
	return parts.Dock(top, nil, nil, nil, parts.Scrolling(parts.Inset(16, 24, 32, 24, parts.FullRow(0, parts.Fix(wide, 0, column), parts.Gap()))))
}

// banners say why the article can't be trusted, and that it must be read.
func (s *Screen) banners(standing knowledge.Standing) (out []fyne.CanvasObject) {
	a := &s.open.a
	act, tapped := "", func() {}
	if a.MayVerify(s.d.Actor) {
		act, tapped = lang.L("Verify V"), s.verify
	}
	switch standing {
	case knowledge.Expired:
		out = append(out, parts.Banner(parts.TintBad, lang.L("Expired on {{.Day}}. Don't quote it; its questions are frozen.", map[string]any{"Day": s.d.Day(a.Until)}), "", nil))
	case knowledge.Unverified:
		out = append(out, parts.Banner(parts.TintWarn, lang.L("Nobody answers for this text yet. Ask {{.Name}}.", map[string]any{"Name": a.VerifierName}), act, tapped))
	case knowledge.Overdue:
		out = append(out, parts.Banner(parts.TintWarn, lang.L("Should have been verified by {{.Day}}. Ask {{.Name}}.", map[string]any{"Day": s.d.Day(a.Due()), "Name": a.VerifierName}), act, tapped))
	case knowledge.Coming:
		out = append(out, parts.Banner(parts.TintInfo, lang.L("Comes into force on {{.Day}}.", map[string]any{"Day": s.d.Day(a.From)}), "", nil))
	}
	if m := s.demanded(); m != nil {
		out = append(out, parts.Banner(parts.TintInfo, lang.L("You must read this by {{.Day}}. {{.Why}}", map[string]any{"Day": s.d.Day(m.DueAt), "Why": m.Why}), lang.L("I have read it R"), s.confirm))
	}
	return out
}

// facts are the lines below the title.
func (s *Screen) facts(a *knowledge.Article) []string {
	where := []string{kindName(a.Kind), a.Category, a.Organisation}
	if a.Region != "" {
		where = append(where, a.Region)
	}
	verified := lang.L("never verified")
	if !a.VerifiedAt.IsZero() {
		verified = lang.L("verified {{.Day}} by {{.Name}}", map[string]any{"Day": s.d.Day(a.VerifiedAt), "Name": a.VerifiedBy})
	}
	lines := []string{strings.Join(where, " / "),
		lang.L("Owner {{.Owner}}, verifier {{.Name}}, {{.Every}}; {{.Verified}}", map[string]any{"Owner": a.OwnerName, "Name": a.VerifierName, "Every": everyName(a.Every), "Verified": verified})}
	if len(a.Keywords) > 0 {
		lines = append(lines, lang.L("Keywords: {{.Words}}", map[string]any{"Words": strings.Join(a.Keywords, lang.L(", "))}))
	}
	return lines
}

func (s *Screen) page(wide float32) []fyne.CanvasObject {
	switch o := s.open; {
	case o.page == pageVersions:
		return s.compare(wide)
	case o.page == pageRelated:
		return s.relatedPage(wide)
	case o.page == pageReceipts && len(o.boards) > 0:
		return s.receipts(wide)
	default:
		return parts.Prose(o.a.Body, wide)
	}
}

// leastReading is below what nobody has read anything: who leafs through the
// list leaves no trace.
const leastReading = 3 * time.Second

// begun notes that an article is being read from now on, and for how long the
// one before was. One that only changed while it was open goes on.
func (s *Screen) begun(id string, asked bool) {
	if s.reading == id && !asked {
		return
	}
	s.endReading()
	s.reading, s.since = id, s.d.Now()
}

// endReading keeps how long the article was open. The screen may be left
// already: the work outlives it.
func (s *Screen) endReading() {
	id, took := s.reading, s.d.Now().Sub(s.since)
	s.reading = ""
	if id == "" || took < leastReading {
		return
	}
	background.Run(context.WithoutCancel(s.ctx), s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Diary.Read(ctx, s.d.Actor, id, took)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Trace("read", map[string]any{"article": id, "seconds": int(took.Seconds())})
	})
}
