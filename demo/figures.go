package demo

import (
	"context"
	"math"
	"math/rand/v2"
	"time"

	"shifu/internal/people"
	"shifu/qa/indicators"
)

// Figures is what keeps the figures of operations.
type Figures interface {
	indicators.Intake
	indicators.Aims
}

// Source of the figures.
const figuresFrom = "话务平台"

// figurer invents the figures of operations. It has a chance of its own, so
// that figures and calls don't move each other.
type figurer struct {
	*maker
	dice       *rand.Rand
	days       indicators.Batch
	complaints indicators.Batch
	orders     indicators.Batch
	shifts     indicators.Batch
	calls      map[string]string // person and day → the call that a complaint may be about
}

// planFigures has a year of figures, the shifts of this month, complaints,
// faulty work orders and targets come in last night.
func (m *maker) planFigures(context.Context) error {
	f := &figurer{maker: m, dice: rand.New(rand.NewPCG(95598, 12)), calls: map[string]string{}}
	f.days.Kind, f.complaints.Kind, f.orders.Kind, f.shifts.Kind = indicators.DayKind, indicators.ComplaintKind, indicators.OrderKind, indicators.ShiftKind
	for _, c := range m.history {
		f.calls[c.AgentID+indicators.DateOf(c.StartedAt.In(m.now.Location())).String()] = c.ExternalID
	}
	today := indicators.DateOf(m.now)
	first := indicators.PeriodOf(indicators.MonthSpan, today.Add(-1, 0, 0), indicators.DefaultCycle).From
	for _, row := range m.agents() {
		for d := first; d < today; d++ {
			f.workDay(row, d)
		}
		f.roster(row, indicators.PeriodOf(indicators.MonthSpan, today, indicators.DefaultCycle))
	}
	m.at(m.midnight(0), "importing the figures", f.keep)
	return nil
}

// keep imports everything and sets the targets.
func (f *figurer) keep(ctx context.Context) error {
	for _, b := range []indicators.Batch{f.days, f.complaints, f.orders, f.shifts} {
		b.Source = figuresFrom
		if _, err := f.ws.Figures.Import(ctx, f.program, b); err != nil {
			return err
		}
	}
	july := indicators.On(f.now.Year(), time.July, 1)
	if july > indicators.DateOf(f.now) {
		july = july.Add(-1, 0, 0)
	}
	for _, t := range []indicators.Target{{Key: indicators.TimelyRate, From: indicators.Always, Value: .88}, {Key: indicators.TimelyRate, From: july, Value: .9},
		{Key: indicators.HandleTime, From: indicators.Always, Value: 240}, {Key: indicators.BusyShare, From: indicators.Always, Value: .08},
		{Key: indicators.CallBackRate, From: indicators.Always, Value: .98}, {Key: indicators.FirstContact, From: indicators.Always, Value: .85},
		{Key: indicators.OrderErrors, From: indicators.Always, Value: .01}, {Key: indicators.AttitudeRate, From: indicators.Always, Value: .2},
		{Key: indicators.HelpRate, From: indicators.Always, Value: 4}} {
		t.Set = true
		if err := f.ws.Figures.SetTarget(ctx, f.program, t); err != nil {
			return err
		}
	}
	return nil
}

// turn is one duty of the eight-day cycle.
type turn struct {
	name string
	from int // hour
}

// turns are the cycle: two early, two late, two night shifts, two days off.
var turns = [8]turn{{"早班", 8}, {"早班", 8}, {"中班", 16}, {"中班", 16}, {"夜班", 0}, {"夜班", 0}, {}, {}}

// on is the turn of somebody on a day; teams follow each other by two days.
func (f *figurer) on(row castRow, d indicators.Date) turn {
	c := indicators.DefaultCycle
	at := int(d-indicators.PeriodOf(indicators.CycleSpan, d, c).From) + 2*f.teamNumber(row)
	return turns[at%len(turns)]
}

func (f *figurer) teamNumber(row castRow) int {
	for i, name := range []string{"本部一班", "本部二班", "云杉二班", "海棠三班"} {
		if f.cast.teams[name] == row.team {
			return i
		}
	}
	return 0
}

// grade is how well an agent works at a time, around 0: a vendor's people are a
// little behind for want of training, and catch up as they learn.
func (f *figurer) grade(row castRow, d indicators.Date) float64 {
	year := 1 - float64(indicators.DateOf(f.now)-d)/365
	g := .5*row.Skill + .5*row.Trend*max(0, year)
	if f.cast.kinds[row.unit] == people.Vendor {
		g -= .35
	}
	return g
}

// load is how many times the ordinary number of calls come on a day. Insurance
// hears of a storm four days after the hotline.
func (f *figurer) load(project string, d indicators.Date) float64 {
	ago := int(indicators.DateOf(f.now) - d)
	if project != hotline {
		ago += 4
	}
	storm := max(stormDays[ago], 1)
	at := d.UTC()
	return math.Sqrt(storm) * monthIndex[at.Month()-1] * weekdayIndex[at.Weekday()]
}

const hotline = "95598"

// project is what an agent mostly works in: the last third of 海棠 insure.
func (f *figurer) project(row castRow) string {
	if f.teamNumber(row) == 3 && row.Number >= "70310" {
		return "财产保险"
	}
	return hotline
}
