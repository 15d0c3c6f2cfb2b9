package learn

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/training/cards"
)

func itoa(n int) string { return strconv.Itoa(n) }

func n(count int) map[string]any { return map[string]any{"N": count} }

// minutes are whole minutes, one at the least.
func minutes(d time.Duration) int { return max(int((d+30*time.Second)/time.Minute), 1) }

// todayPage is what the day has, the exam in view, and what was learned.
func (s *Screen) todayPage() fyne.CanvasObject {
	if !s.loaded {
		return parts.Inset(24, 24, 24, 24, parts.Stack(0, parts.Second(lang.L("Reading ..."))))
	}
	main := parts.Stack(0, s.band(), parts.Room(0, 24))
	for _, o := range s.examBlock() {
		main.Add(o)
	}
	side := parts.Stack(0, parts.Inset(16, 20, 16, 20, s.doneBlock()), parts.NewHairline(), parts.Inset(16, 20, 16, 20, s.heatBlock()),
		parts.NewHairline(), parts.Inset(16, 20, 16, 20, s.forecastBlock()))
	return parts.Dock(nil, nil, nil, s.side(side), parts.Scrolling(parts.Inset(20, 20, 20, 24, main)))
}

// Shares are the kinds of cards that a queue holds.
func shares(q cards.Queue) []parts.Share {
	return []parts.Share{{Word: lang.L("Mistakes {{.N}}", n(q.Mistakes)), Count: q.Mistakes, Tone: look.BadM},
		{Word: lang.L("Due {{.N}}", n(q.Due)), Count: q.Due, Tone: look.Fill}, {Word: lang.L("New {{.N}}", n(q.New)), Count: q.New, Tone: look.NaM}}
}

// band is today's queue with the one main button.
func (s *Screen) band() fyne.CanvasObject {
	q := s.k.queue
	ground := parts.NewFrame(look.Sel, look.Clear, look.RadiusBlock)
	if len(q.Cards) == 0 {
		return parts.Over(ground, parts.Inset(16, 16, 16, 16, s.nothingLeft()))
	}
	head := parts.PanelHead(lang.L("{{.N}} cards, about {{.Minutes}} min", map[string]any{"N": len(q.Cards), "Minutes": minutes(q.Takes)}))
	bar := parts.Row(20, parts.Grow(parts.NewSharesBar(shares(q)...)), parts.Legend(shares(q)...))
	text := parts.Stack(6, parts.NewText(lang.L("Today's cards"), look.TextLabel, look.Accent, true), head, parts.High(22, bar))
	if q.Aside > 0 {
		text.Add(parts.Second(lang.L("Standing aside: {{.N}}, leeches, suspended or frozen", n(q.Aside))))
	}
	button := parts.NewButton(lang.L("Begin"), parts.Main, s.begin).WithIcon("play").WithKey("Enter")
	return parts.Over(ground, parts.Inset(14, 16, 14, 16, parts.Row(24, parts.Grow(text), button)))
}

func (s *Screen) nothingLeft() fyne.CanvasObject {
	title, note := lang.L("No cards yet"), lang.L("Wrong answers in exams and failed rubric questions become cards by themselves. Write one with Ctrl N, or add one from an article.")
	if done := s.k.queue.Done; done.All > 0 {
		title, note = lang.L("Done for today"), lang.L("{{.N}} reviews in {{.Minutes}} min. What is due comes back by itself.", map[string]any{"N": done.All, "Minutes": minutes(done.Took)})
	} else if len(s.k.coming) > 0 || len(s.k.diary) > 0 {
		title, note = lang.L("Nothing is due today"), lang.L("The next cards come back by themselves.")
	}
	text := parts.NewParagraph(note, look.TextLabel, look.Ink2)
	return parts.Row(10, parts.NewIcon("okcircle", 18, look.Good), parts.Grow(parts.Stack(2, parts.Strong(title), text)))
}

// doneBlock is what the day has brought so far, and for how many weeks on end
// something was learned.
func (s *Screen) doneBlock() fyne.CanvasObject {
	d := s.k.queue.Done
	figure := parts.Row(8, parts.Figure(itoa(d.All)), parts.Second(lang.L("reviews")))
	if d.All > 0 {
		figure.Add(parts.Second(lang.L("{{.Right}} remembered, {{.Minutes}} min", map[string]any{"Right": d.Right, "Minutes": minutes(d.Took)})))
	}
	note := lang.L("The first week begins with the first card.")
	if w := weeks(s.k.diary, s.d.Now().In(s.d.Zone)); w > 0 {
		note = lang.L("Learned in {{.N}} weeks in a row", n(w))
	}
	return parts.Stack(4, parts.PanelHead(lang.L("Learned today")), figure, parts.Second(note))
}

// monday is the beginning of the week of a local day.
func monday(day time.Time) time.Time {
	begins := cards.DayBegins(day)
	return begins.AddDate(0, 0, -(int(begins.Weekday())+6)%7)
}

// weeks counts the weeks on end, up to this or the last one, in which anything
// was learned: a week off shift does no harm until it is over.
func weeks(diary []cards.Learned, now time.Time) (in int) {
	had := map[int64]bool{}
	for _, l := range diary {
		had[monday(l.Day.In(now.Location())).Unix()] = true
	}
	week := monday(now)
	if !had[week.Unix()] {
		week = week.AddDate(0, 0, -7)
	}
	for had[week.Unix()] {
		in, week = in+1, week.AddDate(0, 0, -7)
	}
	return in
}

// heatBlock is the calendar of what was learned.
func (s *Screen) heatBlock() fyne.CanvasObject {
	now := s.d.Now().In(s.d.Zone)
	first := monday(now).AddDate(0, 0, -7*(diaryWeeks-1))
	on, most := map[int]cards.Learned{}, 1
	for _, l := range s.k.diary {
		on[cards.Days(first, l.Day.In(s.d.Zone))] = l
		most = max(most, l.Reviews)
	}
	days, months := make([]float64, 7*diaryWeeks), make([]string, diaryWeeks)
	for i := range days {
		days[i] = float64(on[i].Reviews) / float64(most)
		if at := first.AddDate(0, 0, i); at.After(now) {
			days[i] = -1
		} else if i%7 == 0 && at.Day() <= 7 {
			months[i/7] = s.month(at)
		}
	}
	h := parts.NewDayHeat(days, months)
	h.Tell = func(i int) string {
		l := on[i]
		return lang.L("{{.Day}}: {{.N}} reviews, {{.Right}} remembered", map[string]any{"Day": s.d.Day(first.AddDate(0, 0, i)), "N": l.Reviews, "Right": l.Right})
	}
	return parts.Stack(8, parts.Row(8, parts.PanelHead(lang.L("What I learned")), parts.Second(lang.L("{{.N}} weeks", n(diaryWeeks)))), h)
}

func (s *Screen) month(at time.Time) string {
	if s.d.Settings.Language == words.Chinese {
		return at.Format("1 月")
	}
	return at.Format("Jan")
}

// forecastBlock is how many cards come back on each of the next days.
func (s *Screen) forecastBlock() fyne.CanvasObject {
	now := s.d.Now().In(s.d.Zone)
	groups := make([]parts.BarGroup, forecastDays)
	total := 0
	for i := range groups {
		groups[i].Parts = []float64{0}
		if i%7 == 0 {
			groups[i].Word = s.d.Day(cards.DayBegins(now).AddDate(0, 0, i))
		}
	}
	for i := range s.k.coming {
		e := &s.k.coming[i]
		if day := cards.Days(now, e.Due.In(s.d.Zone)); e.Stands(now) == "" && day < forecastDays {
			groups[day].Parts[0]++
			total++
		}
	}
	head := parts.Row(8, parts.PanelHead(lang.L("Coming back")), parts.Second(lang.L("{{.N}} cards in {{.Days}} days", map[string]any{"N": total, "Days": forecastDays})))
	c := parts.NewBarChart(groups, look.Fill)
	c.Least = fyne.NewSize(160, 110)
	c.Format = func(v, _ float64) string { return chart.Number(v, 0) }
	return parts.Stack(8, head, c)
}
