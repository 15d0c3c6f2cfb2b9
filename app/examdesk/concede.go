package examdesk

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/examdesk/say"
	"shifu/app/examdesk/who"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/exam"
)

// askConcede reads who may sit the exam, then asks whom to give what.
func (s *Screen) askConcede() {
	if !s.ready() || s.exam().State == exam.Draft {
		return
	}
	given := exam.Concession{}
	if row := s.tables[tabAttempts].Chosen(); s.tab == tabAttempts && row >= 0 && row < len(s.f.results) {
		given.PersonID = s.f.results[row].PersonID
	}
	for _, c := range s.f.concessions {
		if c.PersonID == given.PersonID {
			given = c
		}
	}
	s.concede(given)
}

func (s *Screen) concede(given exam.Concession) {
	e := s.exam().Exam
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]people.Person, error) {
		return who.Sitters(ctx, s.d.People, s.d.Actor, &e)
	}, func(all []people.Person, err error) {
		s.d.Fail(err)
		if err == nil && len(all) > 0 {
			s.openConcede(&conceding{s: s, exam: e, all: all, given: given})
		}
	})
}

// conceding is the dialog that gives one person more.
type conceding struct {
	s     *Screen
	exam  exam.Exam
	all   []people.Person
	given exam.Concession

	person                 *parts.Select
	minutes, attempts, why *parts.Entry
	wrong                  *parts.Paragraph
	dialog                 *parts.Dialog
}

func (s *Screen) openConcede(c *conceding) {
	var names []string
	chosen := 0
	for i, p := range c.all {
		names = append(names, p.Name+"  "+p.StaffNumber)
		if p.ID == c.given.PersonID {
			chosen = i
		}
	}
	c.person = parts.NewSelect(names, chosen, nil).Wide(240)
	c.minutes, c.attempts, c.why = parts.NewEntry("0").Wide(72), parts.NewEntry("0").Wide(72), parts.NewEntry(lang.L("Reason"))
	if c.given.Time > 0 {
		c.minutes.SetText(say.Typed(c.given.Time.Minutes()))
	}
	if c.given.Attempts > 0 {
		c.attempts.SetText(strconv.Itoa(c.given.Attempts))
	}
	c.why.SetText(c.given.Why)
	c.wrong = parts.NewParagraph("", look.TextLabel, look.Bad)
	c.wrong.Width = look.Scaled(440)
	label := func(word string) *parts.Text { return parts.Second(word) }
	content := parts.Stack(8, parts.Row(8, label(lang.L("Examinee")), c.person),
		parts.Row(8, label(lang.L("More minutes")), c.minutes, label(lang.L("More attempts")), c.attempts), c.why, c.wrong)
	c.why.OnSubmitted = func(string) { c.try() }
	c.dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Concede time or attempts"),
		Text:    lang.L("It counts in a running attempt at once, and beyond the closing time. 0 takes a concession back."),
		Content: content, Safe: lang.L("Cancel"), Act: lang.L("Concede"), Kind: parts.Main, Width: look.Scaled(480), First: c.person, Check: func() bool { c.try(); return false }})
}

func (c *conceding) try() {
	g, err := c.read()
	if err != nil {
		c.wrong.Set(words.Sentence(c.s.d.Settings.Language, err))
		return
	}
	id, name := c.exam.ID, c.all[max(c.person.Chosen, 0)].Name
	background.Run(c.s.ctx, c.s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, c.s.d.ExamKeeper.Concede(ctx, c.s.d.Actor, id, g)
	}, func(_ struct{}, err error) {
		if err != nil {
			c.wrong.Set(words.Sentence(c.s.d.Settings.Language, err))
			return
		}
		c.dialog.Close()
		c.s.d.Toast(lang.L("Conceded to {{.Name}}", map[string]any{"Name": name}), nil)
		c.s.load()
	})
}

// read takes the fields for a concession.
func (c *conceding) read() (g exam.Concession, err error) {
	minutes, ok := number(c.minutes.Text())
	attempts, also := number(c.attempts.Text())
	if !ok || !also || minutes > 24*60 || attempts > 1000 {
		return g, fault.New(fault.Invalid, "Give whole numbers: up to 1440 minutes and 1000 attempts.", nil)
	}
	if minutes+attempts > 0 && strings.TrimSpace(c.why.Text()) == "" {
		return g, fault.New(fault.Invalid, "Give a reason.", nil)
	}
	return exam.Concession{PersonID: c.all[max(c.person.Chosen, 0)].ID, Time: time.Duration(minutes) * time.Minute, Attempts: attempts, Why: strings.TrimSpace(c.why.Text())}, nil
}

// number reads a whole number; an empty field is 0.
func number(text string) (int, bool) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0
}
