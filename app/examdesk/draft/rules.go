package draft

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/exam"
)

var (
	expiries = []exam.Expiry{exam.AutoSubmit, exam.Grace, exam.Discard}
	gradings = []exam.Grading{exam.Highest, exam.Last, exam.First, exam.Average}
	steps    = []float64{0.5, 1, 0.1}
)

func expiryWord(e exam.Expiry) string {
	switch e {
	case exam.Grace:
		return lang.L("may be handed in within the grace period")
	case exam.Discard:
		return lang.L("counts for nothing")
	}
	return lang.L("is handed in by itself")
}

func gradingWord(g exam.Grading) string {
	switch g {
	case exam.Last:
		return lang.L("the last one")
	case exam.First:
		return lang.L("the first one")
	case exam.Average:
		return lang.L("their average")
	}
	return lang.L("the best one")
}

func (s *Screen) rulesForm() fyne.CanvasObject {
	r := &s.exam.Rules
	return parts.Stack(0, s.timeSection(r), s.attemptsSection(r), s.orderSection(r), s.marksSection(r))
}

func (s *Screen) timeSection(r *exam.Rules) fyne.CanvasObject {
	expiry := parts.NewSelect(spelt(expiries, expiryWord), max(slices.Index(expiries, r.Expiry), 0), nil).Wide(260)
	expiry.OnChanged = func(i int) { r.Expiry = expiries[i]; s.showForm(); s.change() }
	rows := []fyne.CanvasObject{
		row(lang.L("Opens"), s.moment(r.Opens, func(at time.Time) { r.Opens = at }), parts.Label(lang.L("empty: at once"))),
		row(lang.L("Closes"), s.moment(r.Closes, func(at time.Time) { r.Closes = at }), parts.Label(lang.L("empty: never"))),
		row(lang.L("Time limit"), s.length(r.Limit, time.Minute, 24*time.Hour, 72, func(v time.Duration) { r.Limit = v }), parts.Label(lang.L("minutes; empty: none"))),
		row(lang.L("When time is up"), parts.Label(lang.L("the attempt")), expiry),
	}
	if r.Expiry == exam.Grace {
		rows = append(rows, row(lang.L("Grace period"), s.length(r.Grace, time.Minute, 24*time.Hour, 72, func(v time.Duration) { r.Grace = v }),
			parts.Label(lang.L("minutes in which one may hand in, but not answer"))))
	}
	return section(lang.L("Time"), rows...)
}

func (s *Screen) attemptsSection(r *exam.Rules) fyne.CanvasObject {
	grading := parts.NewSelect(spelt(gradings, gradingWord), max(slices.Index(gradings, r.Grading), 0), nil).Wide(160)
	grading.OnChanged = func(i int) { r.Grading = gradings[i]; s.change() }
	const year = 366 * 24 * time.Hour
	return section(lang.L("Attempts"),
		row(lang.L("Attempts"), s.count(r.Attempts, 1000, 72, func(v int) { r.Attempts = v }), parts.Label(lang.L("empty: as many as one likes"))),
		row(lang.L("Wait before the 2nd"), s.length(r.FirstDelay, time.Hour, year, 72, func(v time.Duration) { r.FirstDelay = v }), parts.Label(lang.L("hours"))),
		row(lang.L("Before later ones"), s.length(r.LaterDelay, time.Hour, year, 72, func(v time.Duration) { r.LaterDelay = v }), parts.Label(lang.L("hours"))),
		row(lang.L("What counts"), grading))
}

// tick is a rule that is kept or not.
func (s *Screen) tick(word, says string, value *bool) fyne.CanvasObject {
	check := parts.NewCheck(word, *value, func(on bool) { *value = on; s.change() })
	return parts.High(30, parts.Row(8, check, parts.Grow(parts.Label(says).Cutting())))
}

func (s *Screen) orderSection(r *exam.Rules) fyne.CanvasObject {
	return section(lang.L("Order"),
		s.tick(lang.L("One after another"), lang.L("forwards only: nobody goes back to a question"), &r.Sequential),
		s.tick(lang.L("Shuffle questions"), lang.L("within their kind, for each person anew"), &r.ShuffleQuestions),
		s.tick(lang.L("Shuffle options"), lang.L("where a question allows it"), &r.ShuffleOptions))
}

func (s *Screen) marksSection(r *exam.Rules) fyne.CanvasObject {
	step := parts.NewSegments([]string{"0.5", "1", "0.1"}, max(slices.Index(steps, r.Step), 0), func(i int) { r.Step = steps[i]; s.change() })
	gap := r.EssayGap
	if gap == 0 {
		gap = .25
	}
	return section(lang.L("Marks"),
		row(lang.L("Rounded to"), step, parts.Label(lang.L("point steps"))),
		row(lang.L("Essays"), parts.Label(lang.L("two markers; a third if they differ by more than")), s.number(100*gap, 1, 100, 56, func(v float64) { r.EssayGap = v / 100 }), parts.Label(lang.L("% of the mark"))))
}

// reviewForm is the grid of what a person sees of an own attempt, and when.
func (s *Screen) reviewForm() fyne.CanvasObject {
	if s.exam.Rules.Review == nil {
		s.exam.Rules.Review = map[exam.Moment]exam.View{}
	}
	const wide = 132
	head := parts.Row(8, parts.Fix(look.Scaled(220), 0, parts.Label("")))
	for _, word := range []string{lang.L("Own answers"), lang.L("Marks"), lang.L("Right answers"), lang.L("Explanations")} {
		head.Add(parts.Fix(look.Scaled(wide), 0, parts.Label(word)))
	}
	grid := parts.Stack(0, parts.High(28, head), parts.NewHairline())
	for _, m := range exam.Moments {
		line := parts.Row(8, parts.Fix(look.Scaled(220), 0, parts.Body(momentWord(m))))
		for k := range 4 {
			line.Add(parts.Fix(look.Scaled(wide), 0, s.viewTick(m, k)))
		}
		grid.Add(parts.High(36, line))
		grid.Add(parts.NewHairline())
	}
	return parts.Stack(0, section(lang.L("What a person sees of an attempt of their own"), grid),
		parts.Label(lang.L("While one sits the exam only one's own answers are shown, whatever is set.")))
}

func momentWord(m exam.Moment) string {
	switch m {
	case exam.During:
		return lang.L("While sitting it")
	case exam.JustAfter:
		return lang.L("Just after handing in (2 minutes)")
	case exam.LaterOpen:
		return lang.L("Later, while the exam is open")
	}
	return lang.L("After it has closed")
}

// part is one of the four things that a view shows.
func part(v *exam.View, k int) *bool { return []*bool{&v.Response, &v.Mark, &v.Right, &v.Feedback}[k] }

func (s *Screen) viewTick(m exam.Moment, k int) fyne.CanvasObject {
	v := s.exam.Rules.Review[m]
	if m == exam.During {
		fixed := parts.NewCheck("", k == 0, nil)
		fixed.Disable()
		return fixed
	}
	return parts.NewCheck(map[bool]string{true: lang.L("shown"), false: lang.L("not shown")}[*part(&v, k)], *part(&v, k), func(on bool) {
		v := s.exam.Rules.Review[m]
		*part(&v, k) = on
		s.exam.Rules.Review[m] = v
		s.showForm()
		s.change()
	})
}
