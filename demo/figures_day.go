package demo

import (
	"fmt"
	"math"
	"time"

	"shifu/qa/indicators"
)

// workDay invents what an agent did on a day of duty.
func (f *figurer) workDay(row castRow, d indicators.Date) {
	if f.on(row, d).name == "" || !f.working(row, d.In(f.now.Location()).Add(12*time.Hour)) || f.dice.Float64() < .03 {
		return
	}
	p := f.cast.people[row.Name]
	day := indicators.Day{Date: d, Who: indicators.Who{PersonID: p.ID, OrganisationID: p.OrganisationID, TeamID: p.TeamID}, Project: f.project(row)}
	load, good := f.load(day.Project, d), f.grade(row, d)
	offered := int64(max(6, math.Round(58*load*(1+.14*f.dice.NormFloat64()))))
	lost := .02 + .03*max(load-1, -.3) - .012*good
	answered := offered - f.hits(offered, lost)
	g := day.With(indicators.Offered, offered).With(indicators.Answered, answered).
		With(indicators.InTarget, answered-f.hits(answered, .06+.1*max(load-1, -.3)-.03*good))
	g = f.times(g, answered, good)
	g = g.With(indicators.Help, f.hits(answered, .03-.014*good))
	due := f.hits(answered, .05)
	g = g.With(indicators.BackDue, due).With(indicators.BackMade, due-f.hits(due, .015-.012*good))
	orders := f.hits(answered, .21)
	asked := f.hits(answered, .6)
	rated := f.hits(asked, .58)
	g = g.With(indicators.Orders, orders).With(indicators.Asked, asked).With(indicators.Rated, rated).
		With(indicators.Satisfied, rated-f.hits(rated, .003-.0026*good))
	looked := f.hits(answered, .25)
	g = g.With(indicators.FirstAsked, looked).With(indicators.FirstDone, looked-f.hits(looked, .125-.05*good))
	faulty, upheld := f.faulty(day, orders, .007-.006*good), f.complain(day, answered, good)
	if day.Project == hotline { // the insurer's platform counts neither: there the lists speak
		g = g.With(indicators.Faulty, faulty).With(indicators.Attitude, upheld)
	}
	day.Figures = g
	f.days.Days = append(f.days.Days, day)
}

// times are talk, hold, wrap-up, ready and not-ready time within eight hours.
func (f *figurer) times(g indicators.Figures, answered int64, good float64) indicators.Figures {
	about := func(mean float64) int64 { return int64(max(0, mean*(1+.07*f.dice.NormFloat64()))) }
	talk := about(float64(answered) * (172 - 16*good))
	hold := about(float64(answered) * (9 - 4*good))
	wrap := about(float64(answered) * (36 - 7*good))
	idle := about(8 * 3600 * max(.058-.024*good, .02))
	ready := max(8*3600-talk-hold-wrap-idle, 600)
	return g.With(indicators.Talk, talk).With(indicators.Hold, hold).With(indicators.WrapUp, wrap).
		With(indicators.NotReady, idle).With(indicators.Ready, ready)
}

// hits counts how many of n befall with chance p.
func (f *figurer) hits(n int64, p float64) (k int64) {
	for range n {
		if f.dice.Float64() < p {
			k++
		}
	}
	return k
}

var faults = []string{"漏填联系电话", "地址不完整", "业务类型选错", "描述过于简单", "下发超时", "重复派单", "未注明用户要求"}

// faulty lists the faulty work orders of a day.
func (f *figurer) faulty(d indicators.Day, orders int64, p float64) int64 {
	n := f.hits(orders, max(p, .001))
	for range n {
		f.orders.Orders = append(f.orders.Orders, indicators.Order{Number: fmt.Sprintf("GD%s%04d", d.Date.UTC().Format("20060102"), len(f.orders.Orders)%10000),
			Date: d.Date, Who: d.Who, Project: d.Project, Faulty: true, Reason: faults[f.dice.IntN(len(faults))]})
	}
	return n
}

var attitudes, matters = []string{"语气生硬", "打断客户", "不耐烦，催促挂机", "推诿，让客户找别的部门", "未致歉"},
	[]string{"频繁停电", "抢修到场超时", "电费核算", "营业厅排队", "施工影响通行", "报装进度慢"}

// complain lists the complaints about an agent's calls of a day, and returns
// how many about attitude were upheld.
func (f *figurer) complain(d indicators.Day, answered int64, good float64) (upheld int64) {
	n := f.hits(answered, max(.00034-.0003*good, .00004))
	for range n {
		c := indicators.Complaint{Number: fmt.Sprintf("TS%s%03d", d.Date.UTC().Format("060102"), len(f.complaints.Complaints)%1000), Date: d.Date, Who: d.Who,
			Attitude: f.dice.Float64() < .6, Outcome: indicators.Upheld, CallID: f.calls[d.Who.PersonID+d.Date.String()]}
		reasons := matters
		if c.Attitude {
			reasons = attitudes
		}
		c.Reason = reasons[f.dice.IntN(len(reasons))]
		switch x := f.dice.Float64(); {
		case indicators.DateOf(f.now)-d.Date < 9 && x < .7:
			c.Outcome = indicators.OpenOutcome
		case x < .35:
			c.Outcome = indicators.Rejected
		}
		if c.Attitude && c.Outcome == indicators.Upheld {
			upheld++
		}
		f.complaints.Complaints = append(f.complaints.Complaints, c)
	}
	return upheld
}

var pauses = []string{"班前会", "培训 14:00-14:30", "用餐 30 分", "小休 15 分", "辅导 20 分"}

// roster invents the shifts of somebody in a month.
func (f *figurer) roster(row castRow, month indicators.Period) {
	p := f.cast.people[row.Name]
	for d := month.From; d < month.Until; d++ {
		t := f.on(row, d)
		start := d.In(f.now.Location()).Add(time.Duration(t.from) * time.Hour)
		if t.name == "" || !f.working(row, start) || row.Leaves > 0 && start.After(f.midnight(row.Leaves)) {
			continue
		}
		s := indicators.Shift{Who: indicators.Who{PersonID: p.ID, OrganisationID: p.OrganisationID, TeamID: p.TeamID}, Start: start.UTC(),
			End: start.Add(8 * time.Hour).UTC(), Date: d, Project: f.project(row), Duty: t.name}
		switch x := f.dice.Float64(); {
		case x < .02:
			s.Duty = "休假"
		case x < .06:
			s.Duty = "培训"
		case x < .3:
			s.NotReady = []string{pauses[f.dice.IntN(len(pauses))]}
		}
		f.shifts.Shifts = append(f.shifts.Shifts, s)
	}
}
