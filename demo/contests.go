package demo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/qa/indicators"
	"shifu/recordings"
	abilities "shifu/training/ability"
	"shifu/training/award"
	contests "shifu/training/contest"
)

// Contests is what keeps contests, the best pair, posts and care.
type Contests struct {
	Contests contests.Keeper
	Awards   award.Keeper
	Ability  abilities.Keeper
	Care     abilities.Care
}

// metric is a metric of a demo rule with what is usual for its source.
func metric(s contests.Source, weight float64) contests.Metric {
	k, _ := contests.KindOf(s)
	return contests.Metric{Source: s, Better: k.Better, Weight: weight, K: k.K}
}

// gated is a metric with a condition.
func gated(s contests.Source, weight, gate float64) contests.Metric {
	m := metric(s, weight)
	m.Gated, m.Gate = true, gate
	return m
}

// weeklyRule is the contest of a week: who helps at the first call.
func weeklyRule() contests.Rule {
	return contests.Rule{Name: "一次办好周赛", Span: indicators.WeekSpan, Unit: contests.Person, Leagues: contests.ByTenure, Months: []int{12, 30}, AppealDays: 3, Prize: "流动红旗，积分 20",
		Coefficients: map[string]float64{"财产保险": 1.35},
		Metrics: []contests.Metric{metric(contests.Source(indicators.FirstContact), .4), metric(contests.CallsPerHour, .3), metric(contests.Source(indicators.Satisfaction), .3),
			gated(contests.Quality, 0, 75), gated(contests.Complaints, 0, 0), gated(contests.Source(indicators.BusyShare), 0, .12)}}
}

// monthlyRule is the contest of a month between teams.
func monthlyRule() contests.Rule {
	return contests.Rule{Name: "班组质量月赛", Span: indicators.MonthSpan, Unit: contests.Team, Leagues: contests.OneLeague, AppealDays: 5, Prize: "班组活动经费 800 元",
		Coefficients: map[string]float64{"财产保险": 1.35},
		Metrics: []contests.Metric{gated(contests.Quality, .4, 75), metric(contests.Source(indicators.FirstContact), .3), metric(contests.Source(indicators.OrderErrors), .15),
			metric(contests.CallsPerHour, .15), gated(contests.Source(indicators.AttitudeRate), 0, 1)}}
}

// planContests has a weekly contest running, the one before it and a monthly
// one frozen with an appeal, an award whose vote is open, and what is looked for.
func (m *maker) planContests(context.Context) error {
	today := indicators.DateOf(m.now)
	week := indicators.PeriodOf(indicators.WeekSpan, today, indicators.DefaultCycle)
	month := indicators.PeriodOf(indicators.MonthSpan, today, indicators.DefaultCycle).Before(indicators.MonthSpan, indicators.DefaultCycle)
	var weekly, monthly, best string
	before := func(d indicators.Date) time.Time { return d.In(m.now.Location()).Add(-30 * time.Hour) }
	m.at(before(week.From-7), "announcing a weekly contest", func(ctx context.Context) (err error) {
		weekly, err = m.ws.Contests.Contests.Save(ctx, m.cast.as(client), "", weeklyRule(), week.From-7)
		return err
	})
	m.at(before(week.From), "announcing the next weekly contest", func(ctx context.Context) error {
		_, err := m.ws.Contests.Contests.Follow(ctx, m.cast.as(client), weekly)
		return err
	})
	m.at(before(month.From), "announcing a monthly contest", func(ctx context.Context) (err error) {
		monthly, err = m.ws.Contests.Contests.Save(ctx, m.cast.as(client), "", monthlyRule(), month.From)
		return err
	})
	frozen := m.midnight(0).Add(2 * time.Minute) // the figures came in last night
	m.at(frozen, "freezing contests", func(ctx context.Context) error {
		_, err := m.ws.Contests.Contests.Freeze(ctx, m.cast.as(client), weekly)
		_, too := m.ws.Contests.Contests.Freeze(ctx, m.cast.as(client), monthly)
		return errors.Join(err, too)
	})
	m.at(frozen.Add(2*time.Minute), "appealing against a contest", func(ctx context.Context) error { return m.contestContest(ctx, weekly, monthly) })
	m.planAward(&best)
	m.at(m.midnight(-20).Add(15*time.Hour), "writing down what is looked for", m.lookFor)
	return nil
}

// contestContest lets a supervisor appeal, which is refused with its reason, and
// an agent, who waits for the answer.
func (m *maker) contestContest(ctx context.Context, weekly, monthly string) error {
	k := m.ws.Contests.Contests
	if err := k.Appeal(ctx, m.cast.as("贾立春"), monthly, "月初三天系统切换，两通接错班组，请核对。"); err != nil {
		return err
	}
	b, err := k.Board(ctx, m.cast.as(client), monthly)
	if err != nil {
		return err
	}
	if err := k.Decide(ctx, m.cast.as(client), b.Appeals[0].ID, false, "已按话务平台逐通核对，两通都在本班组名下，结果不变。"); err != nil {
		return err
	}
	return unlessAbsent(k.Appeal(ctx, m.cast.as("徐芒种"), weekly, "周四下午去培训了两小时，那段示忙不该算进去。"))
}

// unlessAbsent passes over who was not at work in that week.
func unlessAbsent(err error) error {
	if fault.Is(err, fault.Forbidden) {
		return nil
	}
	return err
}

// planAward makes the award before its year, and opens the vote these days.
func (m *maker) planAward(id *string) {
	year := m.now.Year()
	from := indicators.On(year, time.January, 1)
	r := award.Rule{Name: fmt.Sprintf("%d 年度最佳师徒", year), From: from, Until: indicators.On(year+1, time.January, 1), Weights: award.Standard, Method: award.Approval, Quorum: .5, Voters: award.Voters}
	made := from.In(m.now.Location()).Add(-20 * 24 * time.Hour)
	if begin := m.beginning().Add(time.Hour); made.Before(begin) {
		made = begin
	}
	if !made.Before(from.In(m.now.Location())) {
		return // the demo begins within the year: its weights could not be locked before
	}
	m.at(made, "setting the weights of the best pair", func(ctx context.Context) (err error) {
		*id, err = m.ws.Contests.Awards.SaveAward(ctx, m.cast.as(client), "", r)
		return err
	})
	m.at(m.midnight(-2).Add(10*time.Hour), "opening the vote", func(ctx context.Context) error { return m.openVote(ctx, *id) })
	m.at(m.midnight(-1).Add(16*time.Hour), "voting", func(ctx context.Context) error { return m.voteAll(ctx, *id) })
}

// openVote chooses the exams and opens the vote for a week.
func (m *maker) openVote(ctx context.Context, id string) error {
	by, k := m.cast.as(client), m.ws.Contests.Awards
	all, err := k.Exams(ctx, by)
	if err != nil {
		return err
	}
	first, last := "", ""
	for _, e := range all { // the latest first
		if strings.HasPrefix(e.Name, "95598 普通话务") {
			if last == "" {
				last = e.ID
			}
			first = e.ID
		}
	}
	if err := k.Examine(ctx, by, id, first, last); err != nil {
		return err
	}
	return k.OpenVote(ctx, by, id, m.midnight(5))
}

// voteAll lets some of those who are entitled vote; the others still can.
func (m *maker) voteAll(ctx context.Context, id string) error {
	k := m.ws.Contests.Awards
	n := 0
	for _, row := range m.cast.rows {
		if row.Login == "" || row.Login == "xumangzhong" || row.Login == "shaomengchun" || row.Login == "wenqiufen" || row.Login == "wuqinghe" || row.Login == "jialichun" {
			continue
		}
		by := m.cast.as(row.Name)
		v, err := k.View(ctx, by, id)
		if err != nil || !v.Entitled {
			continue
		}
		var b award.Ballot
		for i, p := range v.Pairs {
			if !p.Has(by.PersonID) && (i+n)%3 == 0 {
				b.Pairs = append(b.Pairs, p.ID)
			}
		}
		if n++; len(b.Pairs) > 0 {
			if err := k.Cast(ctx, by, id, b); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookFor writes down a post, a lending and the reserve.
func (m *maker) lookFor(ctx context.Context) error {
	by := m.cast.as(client)
	for _, p := range []abilities.Post{
		{Name: "投诉处理席", Use: abilities.ForPost, Months: 12, Results: 50, Expertise: 70},
		{Name: "财产保险支援", Use: abilities.Lending, Months: 6, Results: 45},
		{Name: "班组长后备", Use: abilities.Reserve, Months: 24, Results: 55, Expertise: 75},
	} {
		if _, err := m.ws.Contests.Ability.SavePost(ctx, by, p); err != nil {
			return err
		}
	}
	return nil
}

// planCare lets an agent report an abusive call, take the break and tell the
// supervisor, who answers.
func (m *maker) planCare(context.Context) error {
	const agent, boss = "徐芒种", "贾立春"
	var last recordings.Call
	for _, cs := range [][]recordings.Call{m.history, m.heard(agent)} {
		for _, c := range cs {
			if c.AgentName == agent && c.StartedAt.After(last.StartedAt) && c.StartedAt.Before(m.midnight(-1)) {
				last = c
			}
		}
	}
	if last.ID == "" || last.StartedAt.Before(m.midnight(-12)) {
		return nil
	}
	k := m.ws.Contests.Care
	evening := m.midnight(0).Add(-3 * time.Hour) // the call is in by then
	m.at(evening, "a break after an insult", func(ctx context.Context) error {
		by := m.cast.as(agent)
		id, err := k.Report(ctx, by, last.ID)
		if err != nil {
			return err
		}
		if err := k.AnswerBreak(ctx, by, id, true); err != nil {
			return err
		}
		m.at(evening.Add(30*time.Minute), "telling the supervisor", func(ctx context.Context) error {
			return k.Tell(ctx, by, id, "客户连骂了五分钟，接完手还在抖。下午能不能先做一会儿回访？")
		})
		return nil
	})
	m.at(evening.Add(2*time.Hour), "answering a note", func(ctx context.Context) error {
		ns, err := k.Notes(ctx, m.cast.as(boss))
		if err != nil || len(ns) == 0 {
			return err
		}
		return k.Reply(ctx, m.cast.as(boss), ns[0].ReportID, "收到。14 点到 16 点换你做回访，晚上我们聊十分钟。")
	})
	return nil
}
