package library

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/recordings/intake"
)

// field is a labelled line of a question.
func field(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Label(label)), parts.Grow(o))
}

// askTime asks for a period or for a first and a last day.
func (s *Screen) askTime() {
	words := make([]string, len(periods))
	for i, p := range periods {
		words[i] = p.String()
	}
	from, until := parts.NewEntry("2026-11-01"), parts.NewEntry("2026-11-21")
	if s.asks.Period == "" {
		from.SetText(dayText(s.asks.From, s.d.Zone))
		if !s.asks.Until.IsZero() {
			until.SetText(dayText(s.asks.Until.Add(-1), s.d.Zone))
		}
	}
	chosen := parts.NewSegments(words, slices.Index(periods, s.asks.Period), func(int) { from.SetText(""); until.SetText("") })
	check := func() bool {
		_, okFrom := s.day(from.Text())
		_, okUntil := s.day(until.Text())
		from.SetWrong(!okFrom)
		until.SetWrong(!okUntil)
		return okFrom && okUntil
	}
	body := parts.Stack(10, chosen, field(lang.L("First day"), from), field(lang.L("Last day"), until))
	s.askThen(lang.L("Calls of which time?"), body, check, func() { s.setTime(chosen.Chosen, from.Text(), until.Text()) }, from, until)
	s.focus(from)
}

func (s *Screen) setTime(chosen int, from, until string) {
	q := &s.asks
	q.Period, q.From, q.Until = "", time.Time{}, time.Time{}
	if from == "" && until == "" {
		if chosen >= 0 {
			q.Period = periods[chosen]
		}
		s.asked()
		return
	}
	q.From, _ = s.day(from) // both were checked
	if last, _ := s.day(until); !last.IsZero() {
		q.Until = last.AddDate(0, 0, 1)
	}
	if !q.From.IsZero() && !q.Until.IsZero() && !q.From.Before(q.Until) {
		q.From, q.Until = q.Until.AddDate(0, 0, -1), q.From.AddDate(0, 0, 1)
	}
	s.asked()
}

// day reads a day as typed; nothing is no day and fine.
func (s *Screen) day(text string) (time.Time, bool) {
	if text == "" {
		return time.Time{}, true
	}
	at, ok := intake.Instant(text, s.d.Zone)
	return midnight(at, s.d.Zone), ok
}

func dayText(at time.Time, zone *time.Location) string {
	if at.IsZero() {
		return ""
	}
	return at.In(zone).Format(time.DateOnly)
}

// focus puts the caret into a field that was just shown: the window knows it
// only once it has been drawn, so that the field can't ask for it itself.
func (s *Screen) focus(e *parts.Entry) { s.d.Window.Canvas().Focus(e.Typing()) }

// askThen asks with a form; Enter in its fields is the act.
func (s *Screen) askThen(title string, body fyne.CanvasObject, check func() bool, done func(), fields ...*parts.Entry) {
	dialog := parts.Ask(s.d.Window.Canvas(), parts.Question{Title: title, Content: body, Safe: lang.L("Cancel"),
		Act: lang.L("Show these"), Kind: parts.Main, Check: check, OnAct: done, Width: look.Scaled(440)})
	for _, f := range fields {
		f.OnSubmitted = func(string) {
			if check() {
				dialog.Close()
				done()
			}
		}
	}
}

// askLength asks for the shortest and the longest call.
func (s *Screen) askLength() {
	least, most := parts.NewEntry("2:00"), parts.NewEntry("10:00")
	for e, d := range map[*parts.Entry]time.Duration{least: s.asks.MinLength, most: s.asks.MaxLength} {
		if d > 0 {
			e.SetText(lengthText(d))
		}
	}
	check := func() bool {
		_, okLeast := span(least.Text())
		_, okMost := span(most.Text())
		least.SetWrong(!okLeast)
		most.SetWrong(!okMost)
		return okLeast && okMost
	}
	body := parts.Stack(10, field(lang.L("At least"), least), field(lang.L("At most"), most), parts.Label(lang.L("minutes:seconds, or seconds")))
	s.askThen(lang.L("Calls of which length?"), body, check, func() {
		s.asks.MinLength, _ = span(least.Text()) // both were checked
		s.asks.MaxLength, _ = span(most.Text())
		s.asked()
	}, least, most)
	s.focus(least)
}

func span(text string) (time.Duration, bool) {
	if text == "" {
		return 0, true
	}
	return intake.Duration(text)
}

// askSound turns from calls with sound to those without.
func (s *Screen) askSound() {
	has := s.asks.WithSound == nil || !*s.asks.WithSound
	s.asks.WithSound = &has
	s.asked()
}
