// Package rating is where a judge rates the questions of an exam: how likely
// does a just-competent agent get each one right.
package rating

import (
	"context"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/exam/cut"
)

// sideWidth is the width of the list of questions at 100 %.
const sideWidth = 360

// Screen is one judge's sheet.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	id    string

	sheet cut.Sheet
	ready bool
	busy  bool

	list        *parts.Table
	chance, why *parts.Entry
	wrong       *parts.Paragraph
	top, page   *fyne.Container
	whole       fyne.CanvasObject
}

// New opens the sheet of a study, Route.ID.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, id: r.ID, top: parts.Over(), page: parts.Over()}
	s.ctx, s.leave = context.WithCancel(context.Background())
	s.list = parts.NewTable([]parts.TableColumn{{Title: lang.L("No."), Width: 46, Right: true}, {Title: lang.L("Exam question"), Least: 120}, {Title: lang.L("Rating"), Width: 64, Right: true}},
		func() int { return len(s.sheet.Items) }, s.cell)
	s.list.Left = look.Gap16
	s.list.OnChosen = func(int) { s.showItem() }
	s.chance = parts.NewEntry("0-100").Wide(80)
	s.chance.OnSubmitted = func(string) { s.rate() }
	s.chance.Claims = s.claim
	s.why = parts.NewEntry(lang.L("Reason, if it is not plain")).Wide(380)
	s.why.OnSubmitted = func(string) { s.rate() }
	s.wrong = parts.NewParagraph("", look.TextLabel, look.Bad)
	s.wrong.Width = look.Scaled(560)
	side := parts.FullRow(0, parts.Fix(look.Scaled(sideWidth), 0, parts.Over(parts.NewPlate(look.Well), s.list)), parts.NewUpright(1))
	s.whole = parts.Dock(s.top, nil, side, nil, s.page)
	s.read(0)
	return s
}

// Content is the sheet.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide folds the rail.
func (s *Screen) Wide() bool { return true }

// Close stops reading.
func (s *Screen) Close() { s.leave() }

func (s *Screen) read(row int) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (cut.Sheet, error) {
		return s.d.Panel.Sheet(ctx, s.d.Actor, s.id)
	}, func(sheet cut.Sheet, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.sheet, s.ready = sheet, true
		s.showTop()
		s.list.Choose(min(row, max(len(sheet.Items)-1, 0)))
		s.d.Changed()
		s.d.Trace("loaded", map[string]any{"place": "cutrating", "questions": len(sheet.Items)})
	})
}

// open reports whether the judge's round still runs.
func (s *Screen) open() bool { return s.ready && s.sheet.Round > 0 && !s.sheet.Done }

func (s *Screen) rated() (n int) {
	for _, it := range s.sheet.Items {
		if it.P != nil {
			n++
		}
	}
	return n
}

func (s *Screen) showTop() {
	finish := parts.NewButton(lang.L("Finish the round"), parts.Main, s.askFinish).WithIcon("check").WithKey("Ctrl Enter")
	if !s.open() || s.rated() < len(s.sheet.Items) {
		finish.Disable()
	}
	s.top.Objects = []fyne.CanvasObject{parts.ToolBar([]fyne.CanvasObject{parts.NewButton(lang.L("Today"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc"),
		parts.NewText(lang.L("Rate for the cut score"), look.TextPanel, look.Ink, true), parts.Second(s.sheet.Exam), parts.NewPill(lang.L("Round {{.N}}", map[string]any{"N": s.sheet.Round}), parts.StateChosen)},
		[]fyne.CanvasObject{parts.Label(lang.L("{{.Done}} of {{.All}} rated", map[string]any{"Done": s.rated(), "All": len(s.sheet.Items)})), finish})}
	s.top.Refresh()
}

func (s *Screen) cell(row, column int) parts.Cell {
	if row >= len(s.sheet.Items) {
		return parts.Cell{}
	}
	it := &s.sheet.Items[row]
	switch column {
	case 0:
		return parts.Cell{Text: chart.Count(row + 1), Tone: look.Ink3}
	case 1:
		return parts.Cell{Text: s.d.QuestionTitle(&it.Question)}
	}
	if it.P == nil {
		return parts.Cell{Icon: "ring", IconTone: look.Ink3, Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: chart.Percent(*it.P, 0), Bold: true}
}

func (s *Screen) item() *cut.Rated {
	if row := max(s.list.Chosen(), 0); row < len(s.sheet.Items) {
		return &s.sheet.Items[row]
	}
	return nil
}

// showItem shows the chosen question with its key and the fields of a rating.
func (s *Screen) showItem() {
	it := s.item()
	if it == nil {
		return
	}
	text := func(value string, size float32, tone look.Token) fyne.CanvasObject {
		p := parts.NewParagraph(value, size, tone)
		p.Width = look.Scaled(600)
		return p
	}
	box := parts.Stack(0, parts.Facts(parts.Label(say.Kind(s.d.Settings.Language, it.Question.Kind)), parts.Label(it.Question.Tags.Point), parts.Label(lang.L("{{.N}} marks", map[string]any{"N": say.Points(it.Weight)}))),
		parts.Room(0, 6), text(it.Question.Text, look.TextExam, look.Ink), parts.Room(0, 10))
	for i, o := range it.Question.Options {
		if o.Text != "" && (it.Question.Chosen() || it.Question.Kind == "multiple") {
			icon, tone := "ring", look.Ink3
			if o.Fraction > 0 {
				icon, tone = "okcircle", look.Good
			}
			box.Add(parts.High(28, parts.Row(8, parts.NewIcon(icon, 16, tone), parts.Grow(parts.Body(say.Letter(i)+"  "+o.Text).Cutting()))))
		}
	}
	if !it.Question.Chosen() && it.Question.Kind != "multiple" {
		box.Add(parts.Label(lang.L("Right answer")))
		box.Add(text(say.Key(&it.Question), look.TextBody, look.Ink2))
	}
	if s.sheet.Round == 2 {
		box.Add(parts.Inset(14, 0, 0, 0, parts.Banner(parts.TintInfo, s.second(it), "", nil)))
	}
	s.page.Objects = []fyne.CanvasObject{parts.Dock(nil, s.foot(it), nil, nil, parts.Scrolling(parts.Inset(18, 24, 24, 24, box)))}
	s.page.Refresh()
	s.wrong.Set("")
	if s.open() {
		s.chance.Focus()
	}
}

// second is what the second round shows: how people did, and what others rated.
func (s *Screen) second(it *cut.Rated) string {
	var others []string
	for _, p := range it.Others {
		others = append(others, chart.Percent(p, 0))
	}
	text := lang.L("The others rated: {{.All}}.", map[string]any{"All": strings.Join(others, lang.L(", "))})
	if it.Before != nil {
		text += " " + lang.L("You: {{.Mine}}.", map[string]any{"Mine": chart.Percent(*it.Before, 0)})
	}
	if it.Answers > 0 {
		text += " " + lang.L("Of {{.N}} people who answered it {{.Share}} were right.", map[string]any{"N": it.Answers, "Share": chart.Percent(it.Facility, 0)})
	}
	return text
}

func (s *Screen) foot(it *cut.Rated) fyne.CanvasObject {
	if !s.open() {
		return parts.StatusBar([]fyne.CanvasObject{parts.Label(lang.L("Your round is over: ratings can't be changed any more."))}, nil)
	}
	s.chance.SetText("")
	s.chance.SetWrong(false)
	switch {
	case it.P != nil:
		s.chance.SetText(say.Typed(math.Round(100 * *it.P)))
	case it.Before != nil:
		s.chance.SetText(say.Typed(math.Round(100 * *it.Before)))
	}
	s.why.SetText(it.Why)
	line := parts.Row(8, parts.Strong(lang.L("Of 100 just-competent agents so many are right")), s.chance, parts.Label("%"), parts.NewKeyBadge("↑↓"), parts.Grow(s.why),
		parts.NewButton(lang.L("Rate, next"), parts.Main, s.rate).WithKey("Enter"))
	return parts.Stack(0, parts.NewHairline(), parts.Over(parts.NewPlate(look.Well), parts.Inset(10, 24, 8, 24, parts.Stack(2, line, s.wrong))))
}

// claim takes the keys that change the chance or leaf through the questions.
func (s *Screen) claim(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyUp:
		s.step(+5)
	case fyne.KeyDown:
		s.step(-5)
	case fyne.KeyPageDown:
		s.leaf(+1)
	case fyne.KeyPageUp:
		s.leaf(-1)
	default:
		return false
	}
	return true
}

func (s *Screen) step(by float64) {
	now, err := strconv.ParseFloat(strings.TrimSpace(s.chance.Text()), 64)
	if err != nil {
		now = 50 - by
	}
	s.chance.SetText(say.Typed(min(max(now+by, 0), 100)))
}

func (s *Screen) leaf(by int) {
	s.list.Choose(min(max(s.list.Chosen()+by, 0), len(s.sheet.Items)-1))
}

// rate keeps the rating and goes to the next question that has none.
func (s *Screen) rate() {
	it := s.item()
	if it == nil || !s.open() || s.busy {
		return
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(s.chance.Text()), 64)
	if err != nil || !(v >= 0 && v <= 100) {
		s.refuse(fault.New(fault.Invalid, "A chance lies between 0 and 100 %.", nil))
		return
	}
	s.busy = true
	r := cut.Rating{QuestionID: it.Question.ID, P: v / 100, Why: strings.TrimSpace(s.why.Text())}
	row := s.list.Chosen()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Panel.Rate(ctx, s.d.Actor, s.id, r)
	}, func(_ struct{}, err error) {
		s.busy = false
		if err != nil {
			s.refuse(err)
			return
		}
		s.sheet.Items[row].P, s.sheet.Items[row].Why = &r.P, r.Why
		s.showTop()
		s.list.Refresh()
		s.list.Choose(s.next(row))
		s.d.Changed()
		s.d.Trace("rated", map[string]any{"rated": s.rated()})
	})
}

// next is the next question without a rating, or the one after.
func (s *Screen) next(row int) int {
	n := len(s.sheet.Items)
	for i := 1; i < n; i++ {
		if at := (row + i) % n; s.sheet.Items[at].P == nil {
			return at
		}
	}
	return min(row+1, n-1)
}

func (s *Screen) refuse(err error) {
	s.chance.SetWrong(true)
	s.wrong.Set(words.Sentence(s.d.Settings.Language, err))
}

func (s *Screen) back() { s.d.Go(desk.Route{Place: desk.Today}) }

// Actions are rating, leafing and finishing.
func (s *Screen) Actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Rate, next"), Bare: fyne.KeyReturn, Do: s.rate, Off: !s.open()},
		{Menu: desk.ReviewMenu, Label: lang.L("Finish the round"), Key: fyne.KeyReturn, Mod: fyne.KeyModifierShortcutDefault, Do: s.askFinish, Off: !s.open() || s.rated() < len(s.sheet.Items)},
		{Menu: desk.ViewMenu, Label: lang.L("Question after"), Bare: fyne.KeyPageDown, Do: func() { s.leaf(+1) }, Off: !s.ready},
		{Menu: desk.ViewMenu, Label: lang.L("Question before"), Bare: fyne.KeyPageUp, Do: func() { s.leaf(-1) }, Off: !s.ready},
		{Menu: desk.WindowMenu, Label: lang.L("Back"), Bare: fyne.KeyEscape, Do: s.back},
	}
}
