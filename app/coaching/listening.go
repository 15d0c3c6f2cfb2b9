package coaching

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
	"shifu/training/analysis"
	"shifu/training/knowledge"
)

// listening is the session that is open in place of the pages.
type listening struct {
	s     *Screen
	a     analysis.Standing
	call  *recordings.Call // nil for who may not hear it alone
	ear   *desk.Ear
	whole *fyne.Container
}

func (s *Screen) listen(a analysis.Standing) {
	l := &listening{s: s, a: a, ear: desk.NewEar(s.ctx, s.d), whole: parts.Over()}
	l.lay()
	s.set(l)
	s.d.Trace("listening", map[string]any{"id": a.ID, "state": string(a.State)})
	if !s.d.Actor.May(people.SeeCalls) {
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (recordings.Row, error) { return s.d.Calls.Call(ctx, s.d.Actor, a.CallID) }, func(r recordings.Row, err error) {
		if err == nil {
			l.call = &r.Call
			l.lay()
		}
	})
}

func (l *listening) content() fyne.CanvasObject { return l.whole }
func (l *listening) close()                     { l.ear.Close() }

// renew shows what has changed; what is heard goes on.
func (l *listening) renew() {
	for _, a := range l.s.together.all {
		if a.ID == l.a.ID {
			l.a = a
			l.lay()
		}
	}
}

func (l *listening) at() time.Duration {
	at, _ := l.ear.Heard()
	return at
}

// play plays the call from its beginning, or pauses it.
func (l *listening) play() { l.from(0) }

func (l *listening) from(at time.Duration) {
	if l.call == nil {
		return
	}
	if _, on := l.ear.Heard(); on && at == 0 {
		l.ear.Toggle()
		return
	}
	l.ear.Play(*l.call, max(at-2*time.Second, 0))
}

func (l *listening) lay() {
	a := &l.a
	column := parts.Stack(0, parts.Facts(parts.Strong(a.Call), parts.Second(a.BusinessLine), parts.Second(chart.Clock(a.Length)), parts.Second(a.Organisation)), parts.Room(0, 12))
	if a.Summary != "" {
		column.Add(l.s.paragraph(a.Summary))
		column.Add(parts.Room(0, 14))
	}
	for _, o := range append(l.findings(), l.decisions()...) {
		column.Add(o)
	}
	l.s.lay(l.whole, l.bar(), column, l.sideParts())
}

func (l *listening) bar() fyne.CanvasObject {
	word, state := heldPill(&l.a)
	return l.s.bar(lang.L("Joint listening"), l.a.Title, parts.NewPill(word, state), l.buttons())
}

func (l *listening) findings() []fyne.CanvasObject {
	out := []fyne.CanvasObject{parts.Row(8, parts.PanelHead(lang.L("Findings")), parts.Second(chart.Count(len(l.a.Findings)))), parts.Room(0, 6), parts.NewHairline()}
	for _, f := range l.a.Findings {
		icon, tone := sortIcon(f.Sort)
		text := parts.NewParagraph(f.Text, look.TextBody, look.Ink)
		text.Width = l.s.columnWide() - look.Scaled(180)
		row := parts.NewTile(look.Clear, look.Clear, noteRow(icon, tone, chart.Clock(f.At), f.By, text), func() { l.from(f.At) })
		out = append(out, row, parts.NewHairline())
	}
	if len(l.a.Findings) == 0 {
		out = append(out, parts.High(look.HeightRow, parts.Second(lang.L("Nothing noted yet. Press F where something is worth noting."))))
	}
	return append(out, parts.Room(0, 18))
}

func sortIcon(s analysis.Sort) (string, look.Token) {
	switch s {
	case analysis.Good:
		return "okcircle", look.Good
	case analysis.Better:
		return "half", look.Warn
	}
	return "help", look.Ink2
}

func (l *listening) decisions() []fyne.CanvasObject {
	out := []fyne.CanvasObject{parts.Row(8, parts.PanelHead(lang.L("Decisions")), parts.Second(lang.L("open: {{.N}}", map[string]any{"N": l.a.Open()}))), parts.Room(0, 6), parts.NewHairline()}
	for _, d := range l.a.Decisions {
		icon, tone, when := "ring", look.Ink3, l.s.d.Day(d.Due)
		if !d.DoneAt.IsZero() {
			icon, tone = "okcircle", look.Good
		}
		words := parts.Stack(2)
		text := parts.NewParagraph(d.Text, look.TextBody, look.Ink)
		text.Width = l.s.columnWide() - look.Scaled(180)
		words.Add(text)
		if d.Outcome != "" {
			done := parts.NewParagraph(d.Outcome, look.TextLabel, look.Ink2)
			done.Width = text.Width
			words.Add(done)
		}
		out = append(out, noteRow(icon, tone, when, d.Owner, words), parts.NewHairline())
	}
	if len(l.a.Decisions) == 0 {
		out = append(out, parts.High(look.HeightRow, parts.Second(lang.L("Nothing decided yet."))))
	}
	return out
}

func (l *listening) sideParts() []fyne.CanvasObject {
	a, d := &l.a, l.s.d
	out := []fyne.CanvasObject{}
	fact := func(label, value string) {
		out = append(out, parts.High(24, parts.Row(0, parts.Fix(look.Scaled(92), 0, parts.Label(label)), parts.Grow(parts.Body(value).Cutting()))))
	}
	fact(lang.L("When"), d.Moment(a.At))
	fact(lang.L("Leads"), a.Lead)
	if !a.HeldAt.IsZero() {
		fact(lang.L("Minutes closed"), d.Moment(a.HeldAt))
	}
	out = append(out, parts.Room(0, 14), parts.Strong(lang.L("Takes part")), parts.Room(0, 4))
	for _, m := range a.Members {
		icon, tone := "account", look.Ink3
		if m.Came {
			icon, tone = "okcircle", look.Good
		}
		out = append(out, parts.High(24, parts.Row(8, parts.NewIcon(icon, 14, tone), parts.Grow(parts.Body(m.Name).Cutting()))))
	}
	if a.BenchmarkID+a.ArticleID != "" {
		out = append(out, parts.Room(0, 14), parts.Strong(lang.L("What became of it")), parts.Room(0, 4))
	}
	if a.BenchmarkID != "" {
		out = append(out, parts.High(24, parts.Row(6, parts.NewIcon("star", 14, look.Accent), parts.NewLink(lang.L("Benchmark call"), func() { d.Go(desk.Route{Place: desk.Benchmarks, ID: a.BenchmarkID}) }))))
	}
	if a.ArticleID != "" {
		out = append(out, parts.High(24, parts.Row(6, parts.NewIcon("book", 14, look.Accent), parts.NewLink(lang.L("Knowledge article"), func() { d.Go(desk.Route{Place: desk.Knowledge, ID: a.ArticleID}) }))))
	}
	return out
}

func (l *listening) actions() []desk.Action {
	out := []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the list"), Bare: fyne.KeyEscape, Do: l.s.back},
		{Menu: desk.PlayMenu, Label: lang.L("Play or pause"), Key: fyne.KeyP, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift, Bare: fyne.KeySpace, Do: l.play, Off: l.call == nil}}
	for _, a := range append(l.buttons(), l.rest()...) {
		out = append(out, a.Action)
	}
	return out
}

// buttons are what can be done in the session, the main act first.
func (l *listening) buttons() []desk.Act {
	var out []desk.Act
	if l.a.State == analysis.Planned {
		out = append(out, desk.ReviewAct(lang.L("Note a finding"), fyne.KeyF, "flag", l.askFinding))
	}
	if l.s.leads() && l.a.State == analysis.Planned {
		out = append(out, desk.ReviewAct(lang.L("Note a decision"), fyne.KeyD, "check", l.askDecide), desk.ReviewAct(lang.L("Close the minutes"), fyne.KeyH, "lock", l.askHold))
	}
	if l.mine() != nil && l.a.State == analysis.Held {
		out = append(out, desk.ReviewAct(lang.L("A decision is done"), fyne.KeyX, "check", l.askFinish))
	}
	if l.call != nil {
		out = append(out, desk.Act{Action: desk.Action{Menu: desk.Unlisted, Label: lang.L("Play"), Bare: fyne.KeySpace, Do: l.play}, Icon: "play"})
	}
	if l.a.State == analysis.Held && l.s.d.Reports != nil && l.s.d.Actor.May(people.Print) {
		out = append(out, desk.Act{Action: desk.Action{Menu: desk.FileMenu, Label: lang.L("Minutes as PDF"), Key: fyne.KeyP, Mod: fyne.KeyModifierShortcutDefault, Do: l.askMinutes}, Icon: "document"})
	}
	return out
}

// rest stands in the menu only.
func (l *listening) rest() []desk.Act {
	var out []desk.Act
	by := l.s.d.Actor
	if l.call != nil && (by.May(people.KeepBenchmarks) || by.May(people.ScoreCalls)) {
		out = append(out, desk.ReviewAct(lang.L("Propose as a benchmark call"), fyne.KeyG, "star", func() {
			l.s.d.Go(desk.Route{Place: desk.Benchmarks, ID: desk.New, Start: qa.Start{CallID: l.a.CallID}, Task: l.a.ID})
		}))
	}
	if l.s.leads() && l.a.State == analysis.Planned {
		out = append(out, desk.ReviewAct(lang.L("Cancel the session"), fyne.KeyBackspace, "cancel", l.askCancel))
	}
	if l.s.leads() && by.May(people.KeepArticles) && l.a.ArticleID == "" {
		out = append(out, desk.ReviewAct(lang.L("Write an article from it"), fyne.KeyA, "book", l.article))
	}
	return out
}

func (l *listening) askMinutes() {
	s, id := l.s, l.a.ID
	s.ask.File(ask.File{Title: lang.L("Write the minutes as PDF?"), Name: l.a.Title, Ending: ".pdf", Write: func(ctx context.Context, w io.Writer) error {
		return s.d.Reports.Minutes(ctx, s.d.Actor, id, s.d.Settings.Language, w)
	}})
}

// article drafts a knowledge article from findings and decisions, and opens it.
func (l *listening) article() {
	s, a := l.s, l.a
	draft := knowledge.Article{Kind: knowledge.TypicalCase, Title: a.Title, Category: a.BusinessLine, Body: body(&a), OwnerID: s.d.Actor.PersonID, Every: knowledge.Quarterly, Vendors: true}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (knowledge.Article, error) {
		kept, err := s.d.ArticleKeeper.Save(ctx, s.d.Actor, draft, false)
		if err == nil {
			err = s.d.Analyses.Became(ctx, s.d.Actor, a.ID, "", kept.ID)
		}
		return kept, err
	}, func(kept knowledge.Article, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Go(desk.Route{Place: desk.Knowledge, ID: kept.ID})
	})
}

// body is the session as an article: what it came to, what was found, what follows.
func body(a *analysis.Standing) string {
	var b strings.Builder
	if a.Summary != "" {
		b.WriteString(a.Summary + "\n\n")
	}
	for i, sort := range analysis.Sorts {
		of := slices.DeleteFunc(slices.Clone(a.Findings), func(f analysis.Finding) bool { return f.Sort != sort })
		if len(of) == 0 {
			continue
		}
		b.WriteString("# " + sortWords()[i] + "\n\n")
		for _, f := range of {
			b.WriteString("- " + f.Text + "\n")
		}
		b.WriteString("\n")
	}
	if len(a.Decisions) > 0 {
		b.WriteString("# " + lang.L("Decisions") + "\n\n")
	}
	for _, d := range a.Decisions {
		b.WriteString("- " + d.Text + "\n")
	}
	if b.Len() == 0 {
		return a.Title
	}
	return b.String()
}
