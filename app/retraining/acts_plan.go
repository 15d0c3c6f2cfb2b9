package retraining

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/retrain"
)

// askPlan asks when the resit is; it offers the next working afternoon after
// the cool-down.
func (s *Screen) askPlan() {
	c := &s.open.c
	at := c.ResitAt
	if at.IsZero() {
		at = s.suggested()
	}
	names, ids := s.resitExams(c)
	in := max(slices.Index(ids, c.ResitIn), 0)
	pick := parts.NewSelect(names, in, func(i int) { in = i }).Wide(300)
	field := parts.NewEntry("2026-11-27 14:00").Wide(170)
	field.SetText(at.In(s.d.Zone).Format(minuteLayout))
	text := lang.L("{{.Name}} is let in from then on if the gate is met.", map[string]any{"Name": c.Person})
	if err := c.Gate.Stands(); err != nil && !c.Waived {
		text += " " + words.Sentence(s.d.Settings.Language, err)
	}
	line := func(word string, o fyne.CanvasObject) fyne.CanvasObject {
		return parts.High(36, parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Label(word)), o))
	}
	fields := parts.Stack(2, line(lang.L("Exam"), pick), line(lang.L("Day and time"), field))
	s.ask(parts.Question{Title: lang.L("When is the resit?"), Text: text, Act: lang.L("Plan it"), Kind: parts.Main}, fields, field, lang.L("Resit planned"), func() (func(context.Context) error, error) {
		at, err := time.ParseInLocation(minuteLayout, strings.TrimSpace(field.Text()), s.d.Zone)
		if err != nil {
			return nil, fault.New(fault.Invalid, "\"{{.Have}}\" is no day and time. Write it as 2026-11-27 14:00.", fault.Values{"Have": field.Text()})
		}
		return func(ctx context.Context) error { return s.d.Retrain.Schedule(ctx, s.d.Actor, c.ID, ids[in], at) }, nil
	})
}

// resitExams are the exams in which the resit can be: that which was failed,
// then the others that are still open.
func (s *Screen) resitExams(c *retrain.Standing) (names, ids []string) {
	for _, own := range []bool{true, false} {
		for _, r := range s.f.rules {
			if (r.ExamID == c.ExamID) == own && (r.Closes.IsZero() || r.Closes.After(s.d.Now())) {
				names, ids = append(names, r.Exam), append(ids, r.ExamID)
			}
		}
	}
	if len(ids) == 0 {
		return []string{c.Exam}, []string{c.ExamID}
	}
	return names, ids
}

// suggested is 14:00 of the first working day, two days ahead at the least.
func (s *Screen) suggested() time.Time {
	c := &s.open.c
	day := s.d.Midnight().AddDate(0, 0, 2)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday || day.Add(14*time.Hour).Before(c.Gate.CoolUntil) {
		day = day.AddDate(0, 0, 1)
	}
	return day.Add(14 * time.Hour)
}

// askMentor asks for a mentor among those who are one.
func (s *Screen) askMentor() {
	c := s.open.c
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]people.Person, error) {
		return s.d.People.Persons(ctx, s.d.Actor, people.Find{Role: people.Mentor})
	}, func(all []people.Person, err error) {
		all = slices.DeleteFunc(all, func(p people.Person) bool { return p.ID == c.PersonID })
		if err == nil && len(all) == 0 {
			err = fault.New(fault.NotFound, "Nobody is a mentor yet. Give somebody the role under People.", nil)
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.pickMentor(c, all)
	})
}

func (s *Screen) pickMentor(c retrain.Standing, all []people.Person) {
	slices.SortStableFunc(all, func(a, b people.Person) int { // those of the person's own unit first
		return boolRank(a.OrganisationID != c.OrganisationID) - boolRank(b.OrganisationID != c.OrganisationID)
	})
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	chosen := max(slices.IndexFunc(all, func(p people.Person) bool { return p.ID == c.MentorID }), 0)
	pick := parts.NewSelect(names, chosen, func(i int) { chosen = i }).Wide(200)
	s.ask(parts.Question{Title: lang.L("Who helps {{.Name}}?", map[string]any{"Name": c.Person}), Text: lang.L("The mentor sees the case and stands among the people too."), Act: lang.L("Assign"), Kind: parts.Main},
		parts.Row(8, parts.Label(lang.L("Mentor")), pick), nil, lang.L("Mentor assigned"), func() (func(context.Context) error, error) {
			return func(ctx context.Context) error { return s.d.Retrain.Assign(ctx, s.d.Actor, c.ID, all[chosen].ID) }, nil
		})
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}
