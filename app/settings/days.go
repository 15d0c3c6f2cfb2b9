package settings

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/appeal"
	"shifu/qa/workdays"
)

// daysPage is the working days by which timers count, the leave of people, and
// from when on a question is put up for calibration.
type daysPage struct {
	calendar      workdays.Calendar
	limit         appeal.Limit
	leaves        []workdays.Leave
	begins, ends  *parts.Entry
	off, worked   *parts.Entry
	share, least  *parts.Entry
	back          *parts.Entry
	leave         *parts.Entry
	wrong, noHome *parts.Paragraph // below the calendar, below leave
	box           *fyne.Container
}

// forEverybody tells who may set what counts in every organisation; the store
// refuses others.
func (s *Screen) forEverybody() bool {
	by := s.d.Actor
	return by.May(people.KeepWorkspace) || by.May(people.ReleaseScores) && by.May(people.SeeAllCompanies)
}

func (s *Screen) keepsLeave() bool {
	return s.d.Actor.May(people.KeepPeople) || s.d.Actor.May(people.ReleaseScores)
}

func (s *Screen) daysContent() fyne.CanvasObject {
	s.days = daysPage{box: parts.Stack(0), calendar: workdays.Standard(), limit: appeal.DefaultLimit}
	s.readDays()
	return s.days.box
}

func (s *Screen) readDays() {
	type found struct {
		calendar workdays.Calendar
		limit    appeal.Limit
		leaves   []workdays.Leave
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (f found, err error) {
		if f.calendar, err = s.d.AppealRules.Calendar(ctx, s.d.Actor); err != nil {
			return f, err
		}
		if f.limit, err = s.d.AppealRules.Limit(ctx, s.d.Actor); err != nil {
			return f, err
		}
		f.leaves, err = s.d.AppealRules.Leaves(ctx, s.d.Actor, workdays.On(s.d.Now(), s.d.Zone))
		return f, err
	}, func(f found, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.days.calendar, s.days.limit, s.days.leaves = f.calendar, f.limit, f.leaves
		s.showDays()
		s.d.Trace("loaded", map[string]any{"place": "days", "off": len(f.calendar.Off), "leaves": len(f.leaves)})
	})
}

func (s *Screen) showDays() {
	s.gather()
	p := &s.days
	line := func(text string, width float32) *parts.Entry {
		e := parts.NewEntry("").Wide(width)
		e.SetText(text)
		return e
	}
	note := func(spans []workdays.Span) *parts.Entry {
		e := parts.NewNote("2026-10-01..2026-10-07", 7)
		e.SetText(workdays.Lines(spans))
		return e
	}
	p.begins, p.ends = line(hour(p.calendar.Begins), 72), line(hour(p.calendar.Ends), 72)
	p.off, p.worked = note(p.calendar.Off), note(p.calendar.Worked)
	p.share, p.least, p.back = line(chart.Number(100*p.limit.Share, 0), 64), line(strconv.Itoa(p.limit.Least), 64), line(strconv.Itoa(p.limit.Days), 64)
	p.wrong = parts.NewParagraph("", look.TextLabel, look.Bad)
	p.noHome = parts.NewParagraph("", look.TextLabel, look.Bad)
	content := []fyne.CanvasObject{
		setting(lang.L("From, to"), parts.Row(8, p.begins, p.ends)),
		parts.Room(0, 8), parts.Label(lang.L("Public holidays, a line each: a day, or two with two dots between, and a name")), p.off,
		parts.Room(0, 8), parts.Label(lang.L("Weekend days that are worked instead")), p.worked, parts.Room(0, 8)}
	limit := []fyne.CanvasObject{setting(lang.L("More than"), parts.Row(8, p.share, parts.Second(lang.L("% of the answers overturned")))),
		setting(lang.L("Of at least"), parts.Row(8, p.least, parts.Second(lang.L("decided answers")))),
		setting(lang.L("Looking back"), parts.Row(8, p.back, parts.Second(lang.L("days"))))}
	if s.forEverybody() {
		content = append(content, parts.Row(8, parts.NewButton(lang.L("Save"), parts.Main, s.saveDays).WithIcon("check").WithKey("Ctrl S"),
			parts.NewButton(lang.L("Add China's holidays of 2026"), parts.Plain, s.addHolidays).WithIcon("calendar")), p.wrong)
		limit = append(limit, parts.Room(0, 4), parts.Row(8, parts.NewButton(lang.L("Save"), parts.Plain, s.saveDays).WithIcon("check")))
	} else {
		for _, e := range []*parts.Entry{p.begins, p.ends, p.off, p.worked, p.share, p.least, p.back} {
			e.Disable()
		}
	}
	p.box.Objects = []fyne.CanvasObject{
		block(lang.L("Working days"), lang.L("Windows for appeals and decisions are counted in them. They end at the end of a working day."), content...),
		block(lang.L("Leave"), lang.L("Days of leave extend the window of the person who is away."), s.leaveParts()...),
		block(lang.L("Questions put up for calibration"), lang.L("A question goes up by itself when too many answers to it are overturned on appeal."), limit...)}
	s.keepTyped(pageDays, entries(p.begins, p.ends, p.off, p.worked, p.share, p.least, p.back))
	p.box.Refresh()
}

func hour(at time.Duration) string {
	return strconv.Itoa(int(at.Hours())) + ":" + time.Time{}.Add(at).Format("04")
}

// leaveParts lists who is or will be away, with a field to add somebody.
func (s *Screen) leaveParts() []fyne.CanvasObject {
	p := &s.days
	var out []fyne.CanvasObject
	for _, l := range p.leaves {
		days := string(l.From)
		if l.Until != l.From {
			days += " – " + string(l.Until)
		}
		row := parts.Row(12, parts.Fix(look.Scaled(90), 0, parts.Body(l.PersonName)), parts.Fix(look.Scaled(180), 0, parts.Second(days)), parts.Grow(parts.Second(l.Name).Cutting()))
		if s.keepsLeave() {
			row.Add(parts.NewLink(lang.L("Take out"), func() { s.dropLeave(l.ID) }))
		}
		out = append(out, parts.High(look.HeightRow, row), parts.NewHairline())
	}
	if len(p.leaves) == 0 {
		out = append(out, parts.Second(lang.L("Nobody is away.")))
	}
	if !s.keepsLeave() {
		return out
	}
	p.leave = parts.NewEntry(lang.L("Name or staff number, then the days: 60217 2026-10-08..2026-10-12"))
	p.leave.OnSubmitted = s.addLeave
	return append(out, parts.Room(0, 8), p.leave, p.noHome)
}

// written is the calendar and the limit as they stand in the fields.
func (s *Screen) written() (c workdays.Calendar, l appeal.Limit, err error) {
	p := &s.days
	for _, f := range []struct {
		e  *parts.Entry
		to *time.Duration
	}{{p.begins, &c.Begins}, {p.ends, &c.Ends}} {
		minutes, ok := chart.ParseClock(f.e.Text() + ":00")
		if !ok {
			return c, l, fault.New(fault.Invalid, "\"{{.Have}}\" is no time of day. Write it as 9:00.", fault.Values{"Have": f.e.Text()})
		}
		*f.to = minutes
	}
	if c.Off, err = workdays.Parse(p.off.Text()); err != nil {
		return c, l, err
	}
	if c.Worked, err = workdays.Parse(p.worked.Text()); err != nil {
		return c, l, err
	}
	var share int
	for _, f := range []struct {
		e  *parts.Entry
		to *int
	}{{p.share, &share}, {p.least, &l.Least}, {p.back, &l.Days}} {
		if *f.to, err = strconv.Atoi(strings.TrimSpace(f.e.Text())); err != nil {
			return c, l, fault.New(fault.Invalid, "\"{{.Have}}\" is no whole number.", fault.Values{"Have": f.e.Text()})
		}
	}
	l.Share = float64(share) / 100
	return c, l, nil
}

func (s *Screen) saveDays() {
	c, l, err := s.written()
	if err != nil {
		s.days.wrong.Set(words.Sentence(s.d.Settings.Language, err))
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		if err := s.d.AppealRules.SaveCalendar(ctx, s.d.Actor, c); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, s.d.AppealRules.SaveLimit(ctx, s.d.Actor, l)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.days.wrong.Set(words.Sentence(s.d.Settings.Language, err))
			return
		}
		s.saved(pageDays)
		s.d.Toast(lang.L("Working days saved"), nil)
		s.readDays()
	})
}

// addHolidays writes the holidays into the fields; they count once saved.
func (s *Screen) addHolidays() {
	c, _, err := s.written()
	if err != nil {
		s.days.wrong.Set(words.Sentence(s.d.Settings.Language, err))
		return
	}
	c = workdays.China2026(c)
	s.days.off.SetText(workdays.Lines(c.Off))
	s.days.worked.SetText(workdays.Lines(c.Worked))
}

// addLeave reads a name or staff number and days.
func (s *Screen) addLeave(text string) {
	who, days, _ := strings.Cut(strings.TrimSpace(text), " ")
	spans, err := workdays.Parse(days)
	if err == nil && len(spans) != 1 {
		err = fault.New(fault.Invalid, "Write a name or staff number, then the days.", nil)
	}
	if err != nil {
		s.days.noHome.Set(words.Sentence(s.d.Settings.Language, err))
		return
	}
	s.changeLeave(func(ctx context.Context) error {
		ps, err := s.d.People.Persons(ctx, s.d.Actor, people.Find{Text: who})
		if err != nil {
			return err
		}
		for _, p := range ps {
			if p.Name == who || p.StaffNumber == who {
				return s.d.AppealRules.SaveLeave(ctx, s.d.Actor, workdays.Leave{PersonID: p.ID, Span: spans[0]})
			}
		}
		return fault.New(fault.NotFound, "There is nobody called {{.Name}}.", fault.Values{"Name": who})
	})
}

func (s *Screen) dropLeave(id string) {
	s.changeLeave(func(ctx context.Context) error { return s.d.AppealRules.DropLeave(ctx, s.d.Actor, id) })
}

func (s *Screen) changeLeave(do func(context.Context) error) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			s.days.noHome.Set(words.Sentence(s.d.Settings.Language, err))
			return
		}
		s.readDays()
	})
}
