package learn

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/cards"
	"shifu/training/exam"
)

// examBlock is the exam in view: expected score with its interval, its trend,
// and what each point brings.
func (s *Screen) examBlock() []fyne.CanvasObject {
	o := s.k.queue.Aim
	if o == nil {
		return s.noExam()
	}
	change := parts.NewLink(lang.L("Change"), s.askExam)
	head := parts.Row(8, parts.PanelHead(lang.L("For {{.Exam}}", map[string]any{"Exam": o.Name})), parts.NewPill(s.d.Due(o.At), parts.StateDue), parts.Gap(), change)
	if !o.Known {
		return []fyne.CanvasObject{head, parts.Room(0, 8), parts.Second(lang.L("No card on what this exam asks was reviewed yet. After the first ones the expected score stands here."))}
	}
	figure := parts.Row(8, parts.Figure(chart.Number(100*o.Score, 0)), parts.Second(likely(o)))
	strip := parts.NewInterval(chart.Scale{Low: .4, High: 1}, o.Score, o.Low, o.High)
	strip.Marked, strip.Mark, strip.Thick = true, o.PassShare, 6
	strip.Width = 360
	left := parts.Stack(6, figure, parts.Row(0, strip), parts.Second(lang.L("Pass mark {{.Pass}}. Cards speak for {{.Covers}} of the marks.", map[string]any{"Pass": chart.Number(100*o.PassShare, 0), "Covers": chart.Percent(o.Covers, 0)})), bestLine(o))
	row := parts.Row(24, parts.Grow(left))
	if len(s.k.trend) > 1 {
		row.Add(parts.Fix(look.Scaled(280), 0, s.trendChart(o.PassShare)))
	}
	out := []fyne.CanvasObject{head, parts.Room(0, 8), row, parts.Room(0, 16), parts.NewHairline(), pointHead(), parts.NewHairline()}
	for _, p := range o.By {
		out = append(out, pointRow(p), parts.NewHairline())
	}
	return append(out, parts.Room(0, 8), parts.Label(lang.L("Expected if nothing more is learned: the recall of each card on the day of the exam, weighted by the marks of its point.")))
}

// likely says the interval and how it stands to the pass mark.
func likely(o *cards.Outlook) string {
	v := map[string]any{"Low": chart.Number(100*o.Low, 0), "High": chart.Number(100*o.High, 0), "Pass": chart.Number(100*o.PassShare, 0)}
	switch {
	case o.Low >= o.PassShare:
		return lang.L("likely {{.Low}} to {{.High}}, above {{.Pass}}", v)
	case o.High < o.PassShare:
		return lang.L("likely {{.Low}} to {{.High}}, below {{.Pass}}", v)
	}
	return lang.L("likely {{.Low}} to {{.High}}, pass mark {{.Pass}}: not safe yet", v)
}

// bestLine says which point pays most.
func bestLine(o *cards.Outlook) fyne.CanvasObject {
	if len(o.By) == 0 || o.By[0].Ready == 0 {
		return parts.Second(lang.L("Nothing more to gain today: every card is fresh."))
	}
	p := o.By[0]
	return parts.Row(4, parts.Second(lang.L("Review \"{{.Point}}\" first, {{.N}} cards, pays most:", map[string]any{"Point": p.Point, "N": p.Ready})),
		parts.NewText(points(p.Gain), look.TextLabel, look.Good, true))
}

// points writes a gain on the score: "+2.1 points".
func points(gain float64) string {
	return lang.L("{{.Points}} points", map[string]any{"Points": chart.Signed(100*gain, 1)})
}

func (s *Screen) trendChart(pass float64) fyne.CanvasObject {
	line := parts.ChartSeries{Tone: look.Accent, Ink: look.Accent, Dots: true}
	first := s.k.trend[0].Day
	for _, t := range s.k.trend {
		line.Points = append(line.Points, parts.ChartPoint{X: float64(cards.Days(first, t.Day)), Y: 100 * t.Score})
	}
	c := parts.NewLineChart(line)
	c.Least = fyne.NewSize(200, 110)
	c.Rules = []parts.ChartRule{{At: 100 * pass, Level: true, Word: lang.L("pass {{.N}}", map[string]any{"N": chart.Number(100*pass, 0)}), Tone: look.GoodM, Ink: look.Good}}
	last := len(s.k.trend) - 1
	for _, i := range []int{0, last} {
		c.XTicks = append(c.XTicks, parts.ChartTick{At: line.Points[i].X, Word: s.d.Day(s.k.trend[i].Day)})
	}
	c.Tell = func(_, i int) string {
		return fmt.Sprintf("%s  %s", s.d.Day(s.k.trend[i].Day), chart.Number(line.Points[i].Y, 1))
	}
	return c
}

func pointHead() fyne.CanvasObject {
	cell := func(w float32, word string) fyne.CanvasObject {
		return parts.Fix(look.Scaled(w), 0, parts.Label(word).Trailing())
	}
	return parts.High(look.HeightHeader, parts.Row(12, parts.Grow(parts.Label(lang.L("Knowledge point"))), cell(64, lang.L("Cards")), cell(84, lang.L("On the day")), cell(64, lang.L("Weight")), cell(110, lang.L("A review now"))))
}

func pointRow(p cards.PointOutlook) fyne.CanvasObject {
	cell := func(w float32, t *parts.Text) fyne.CanvasObject { return parts.Fix(look.Scaled(w), 0, t.Trailing()) }
	gain := parts.Label(chart.None)
	if p.Ready > 0 {
		gain = parts.NewText(points(p.Gain), look.TextLabel, look.Good, true)
	}
	return parts.High(look.HeightRow, parts.Row(12, parts.Grow(parts.Body(p.Point).Cutting()), cell(64, parts.Body(itoa(p.Cards))), cell(84, parts.Body(chart.Percent(p.Recall, 0))),
		cell(64, parts.Second(chart.Percent(p.Weight, 0))), cell(110, gain)))
}

func (s *Screen) noExam() []fyne.CanvasObject {
	head := parts.PanelHead(lang.L("Learn for an exam"))
	if len(s.k.offers) == 0 {
		return []fyne.CanvasObject{head, parts.Room(0, 6), parts.Second(lang.L("No exam is open to you. When there is one, the cards can be put in the order that pays most for it."))}
	}
	return []fyne.CanvasObject{head, parts.Room(0, 6), parts.Second(lang.L("The cards then come in the order that pays most by the day of the exam, with the expected score.")), parts.Room(0, 10),
		parts.Row(0, parts.NewButton(lang.L("Choose the exam"), parts.Plain, s.askExam).WithIcon("calendar").WithKey("Ctrl E"))}
}

// dayOf is when an exam will be sat, as far as its rules tell.
func dayOf(o exam.Offer, now time.Time) time.Time {
	switch {
	case o.Rules.Opens.After(now):
		return o.Rules.Opens
	case o.Rules.Closes.After(now):
		return o.Rules.Closes
	}
	return now.AddDate(0, 0, 14)
}

// askExam chooses the exam and its day.
func (s *Screen) askExam() {
	now := s.d.Now()
	open := slices.DeleteFunc(slices.Clone(s.k.offers), func(o exam.Offer) bool { return !o.Rules.Closes.IsZero() && !o.Rules.Closes.After(now) })
	words, chosen := []string{lang.L("No exam: learn evenly")}, 0
	for i, o := range open {
		words = append(words, o.Name)
		if o.ExamID == s.k.wishes.ExamID {
			chosen = i + 1
		}
	}
	day := parts.NewEntry("2026-11-27 14:00").Wide(180)
	set := func(i int) {
		day.SetText("")
		if i > 0 {
			at := dayOf(open[i-1], now)
			if open[i-1].ExamID == s.k.wishes.ExamID && s.k.wishes.ExamAt.After(now) {
				at = s.k.wishes.ExamAt
			}
			day.SetText(at.In(s.d.Zone).Format("2006-01-02 15:04"))
		}
	}
	which := parts.NewSelect(words, chosen, set).Wide(360)
	set(chosen)
	content := parts.Stack(8, which, parts.Row(8, parts.Second(lang.L("I sit it on")), day))
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Which exam do you learn for?"), Content: content, Width: look.Scaled(420), Safe: lang.L("Leave it"), Act: lang.L("Learn for it"), Kind: parts.Main,
		OnAct: func() {
			w := s.k.wishes
			w.ExamID, w.ExamAt = "", time.Time{}
			if i := which.Chosen; i > 0 {
				at, err := time.ParseInLocation("2006-01-02 15:04", day.Text(), s.d.Zone)
				if err != nil {
					s.d.Fail(noDay(day.Text()))
					return
				}
				w.ExamID, w.ExamAt = open[i-1].ExamID, at.UTC()
			}
			s.does(func(ctx context.Context) error { return s.d.Decks.SetWishes(ctx, s.d.Actor, w) }, "")
		}})
}
