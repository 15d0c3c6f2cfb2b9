package benchmarks

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/training/benchmark"
	"shifu/training/knowledge"
)

// writing is a proposal that is being written.
type writing struct {
	s            *Screen
	id           string // of the proposal that is written anew; empty: a new one
	session      string // of joint listening that it comes from; empty: none
	call         recordings.Row
	evaluationID string
	hard         benchmark.Difficulty
	articleID    string
	ear          *desk.Ear

	title, why, line, skill, from, until, review *parts.Entry
	article                                      *parts.Select
	wrong                                        *parts.Paragraph
	content                                      fyne.CanvasObject
}

// material is what a proposal is made of.
type material struct {
	call     recordings.Row
	articles []knowledge.Hit
}

// propose opens the form for the call of a route.
func (s *Screen) propose(r desk.Route) {
	s.read(r.Start.CallID, func(m material) {
		a := benchmark.Account{Line: m.call.BusinessLine, Difficulty: benchmark.Medium, From: r.From, Until: r.Until, ReviewAt: s.d.Midnight().AddDate(0, 6, 0)}
		if a.Until <= a.From {
			a.From, a.Until = 0, min(m.call.Duration, benchmark.MostClip)
		}
		s.write("", r.Evaluation, a, m)
		s.form.session = r.Task
	})
}

// rewrite opens the form for a proposal.
func (s *Screen) rewrite() {
	b := s.open.b
	s.read(b.CallID, func(m material) { s.write(b.ID, b.EvaluationID, b.Account, m) })
}

func (s *Screen) read(callID string, then func(material)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (m material, err error) {
		if m.call, err = s.d.Calls.Call(ctx, s.d.Actor, callID); err != nil {
			return m, err
		}
		found, err := s.d.Articles.Search(ctx, s.d.Actor, knowledge.Ask{Most: 200})
		m.articles = found.Hits
		return m, err
	}, func(m material, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		then(m)
	})
}

func (s *Screen) write(id, evaluationID string, a benchmark.Account, m material) {
	f := &writing{s: s, id: id, call: m.call, evaluationID: evaluationID, hard: a.Difficulty, articleID: a.ArticleID, ear: desk.NewEar(s.ctx, s.d)}
	field := func(placeholder, text string, wide float32) *parts.Entry {
		e := parts.NewEntry(placeholder).Wide(wide)
		e.SetText(text)
		return e
	}
	f.title = field(lang.L("What the call shows, in a line"), a.Title, 520)
	f.title.Most = benchmark.MostTitle
	f.why = parts.NewNote(lang.L("What is done well, and when: others learn from it"), 5)
	f.why.Most = benchmark.MostWhy
	f.why.SetText(a.Why)
	f.line, f.skill = field(lang.L("Fault repair, tariff and bill"), a.Line, 200), field(lang.L("Calming, explaining, closing"), a.Skill, 200)
	f.from, f.until = field("0:00", chart.ClockWide(a.From), 84), field("1:30", chart.ClockWide(a.Until), 84)
	f.review = field("2027-05-31", a.ReviewAt.In(s.d.Zone).Format(time.DateOnly), 110)
	f.article = f.articles(m.articles)
	f.wrong = parts.NewParagraph("", look.TextBody, look.Bad)
	f.content = f.lay()
	s.shut()
	s.open, s.form = nil, f
	s.show()
	f.title.Focus()
	s.d.Trace("proposing", map[string]any{"call": m.call.ID, "from": a.From.Seconds(), "until": a.Until.Seconds()})
}

// articles offers the rules that the call may explain.
func (f *writing) articles(hits []knowledge.Hit) *parts.Select {
	names, ids := []string{lang.L("None")}, []string{""}
	for _, h := range hits {
		names, ids = append(names, h.Title), append(ids, h.ID)
	}
	return parts.NewSelect(names, max(slices.Index(ids, f.articleID), 0), func(i int) { f.articleID = ids[i] }).Wide(320)
}

func (f *writing) lay() fyne.CanvasObject {
	c := f.call
	title := lang.L("Propose a benchmark call")
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Benchmark calls"), parts.Quiet, f.s.back).WithIcon("back").WithKey("Esc"), parts.PanelHead(title)}
	right := []fyne.CanvasObject{parts.NewButton(lang.L("Hear the clip"), parts.Plain, f.hear).WithIcon("play").WithKey("Ctrl P"),
		parts.NewButton(lang.L("Propose"), parts.Main, f.keep).WithIcon("check").WithKey("Ctrl Enter")}
	hard := parts.NewSegments([]string{lang.L("Easy"), lang.L("Moderate"), lang.L("Hard")}, int(f.hard)-1, func(i int) { f.hard = benchmark.Difficulty(i + 1) })
	about := parts.Facts(parts.Strong(desk.CallName(c.Call)), parts.Second(f.s.d.Moment(c.StartedAt)), parts.Second(c.AgentName), parts.Second(c.OrganisationName), parts.Second(chart.Clock(c.Duration)))
	f.wrong.Width = look.Scaled(640)
	column := parts.Stack(4, about, parts.Room(0, 8), ask.Labelled(lang.L("Title"), f.title),
		parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Stack(0, parts.Room(0, 8), parts.Label(lang.L("Why it is good")))), parts.Fix(look.Scaled(520), 0, f.why)),
		ask.Labelled(lang.L("Clip"), parts.Row(8, f.from, parts.Label(lang.L("to")), f.until, parts.Label(lang.L("the passage that matters, {{.N}} minutes at the most", map[string]any{"N": int(benchmark.MostClip.Minutes())})))),
		ask.Labelled(lang.L("Business line"), parts.Row(16, f.line, parts.Label(lang.L("Skill")), f.skill)),
		ask.Labelled(lang.L("Difficulty"), hard),
		ask.Labelled(lang.L("Explains"), parts.Row(8, f.article, parts.Label(lang.L("ends with this rule")))),
		ask.Labelled(lang.L("Review on"), f.review), parts.Room(0, 4), f.wrong,
		parts.Second(lang.L("Next: somebody checks that nobody is named, two others approve it, then it is shared.")))
	bar := parts.Stack(0, parts.ToolBar(left, right), parts.NewHairline())
	return parts.Dock(bar, nil, nil, nil, parts.Scrolling(parts.Inset(20, 24, 24, 24, parts.Stack(0, parts.Row(0, column, parts.Gap())))))
}

// account is what the fields say.
func (f *writing) account() (a benchmark.Account, err error) {
	a = benchmark.Account{Title: f.title.Text(), Why: f.why.Text(), Line: f.line.Text(), Skill: f.skill.Text(), Difficulty: f.hard, ArticleID: f.articleID}
	for _, x := range []struct {
		typed string
		to    *time.Duration
	}{{f.from.Text(), &a.From}, {f.until.Text(), &a.Until}} {
		at, ok := chart.ParseClock(x.typed)
		if !ok {
			return a, fault.New(fault.Invalid, "\"{{.Have}}\" is no time on the recording. Write it as 1:42.", fault.Values{"Have": x.typed})
		}
		*x.to = at
	}
	a.ReviewAt, err = ask.Day(f.review.Text(), f.s.d.Zone)
	return a, err
}

// hear plays the passage from its beginning, or pauses.
func (f *writing) hear() {
	a, err := f.account()
	if _, on := f.ear.Heard(); on && f.s.d.Sound.Snapshot().Playing {
		f.ear.Toggle()
		return
	}
	if err == nil || a.From > 0 {
		f.ear.Play(f.call.Call, a.From)
	}
}

func (f *writing) keep() {
	s := f.s
	a, err := f.account()
	if err == nil {
		err = a.Check(f.call.Duration, s.d.Now())
	}
	if err != nil {
		f.wrong.Set(words.Sentence(s.d.Settings.Language, err))
		return
	}
	id := ""
	s.ask.Do(lang.L("The benchmark call is proposed"), func(ctx context.Context) (err error) {
		id, err = s.d.Benchmarks.Propose(ctx, s.d.Actor, f.id, f.call.ID, f.evaluationID, a)
		if err == nil && f.session != "" {
			err = s.d.Analyses.Became(ctx, s.d.Actor, f.session, id, "")
		}
		return err
	}, func(err error) {
		if err != nil {
			f.wrong.Set(words.Sentence(s.d.Settings.Language, err))
			return
		}
		f.ear.Close()
		s.form, s.wanted = nil, id
	})
}
