package demo

import (
	"context"
	"fmt"
	"time"

	"shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

// played is a practice session of the demo: a shift, what was ordered in it,
// and what was said about it.
type played struct {
	who, scenario  string
	days           int // ago
	acts           []practice.Act
	answers        logbook.Answers
	coach, comment string
	reviewed       bool
}

var sessionsPlayed = []played{
	{who: "邵孟春", scenario: "storm-2", days: 9, acts: []practice.Act{
		{At: 6*time.Hour + 5*time.Minute, Order: practice.Order{Deed: practice.OpenTier, Project: practice.Emergency, Tier: 0}},
		{At: 6*time.Hour + 25*time.Minute, Order: practice.Order{Deed: practice.OpenTier, Project: practice.Emergency, Tier: 1}},
		{At: 6*time.Hour + 40*time.Minute, Order: practice.Order{Deed: practice.Announce, Project: practice.Emergency}},
		{At: 7 * time.Hour, Order: practice.Order{Deed: practice.OpenTier, Project: practice.Emergency, Tier: 2}}},
		answers: logbook.Answers{Planned: "负荷比到 1.2 开一梯队，到 1.5 开二梯队，预警一来就发停电公告。", Happened: "本项目内和一梯队都晚了一刻多钟，公告晚了近一小时，下午丢了一大批电话。",
			Why: "盯着排队数，没看负荷比；排队起来时人已经来不及。", Next: "预警一到先发公告、开本项目内，再看负荷比两次就开一梯队。", Note: "借人来的路上要两分钟，开得早不贵。"},
		coach: "温秋分", comment: "复盘抓住了要害：排队是结果，负荷比才是提示。下次把公告放在第一步，再练一遍。"},
	{who: "邵孟春", scenario: "night", days: 3, reviewed: true, acts: []practice.Act{
		{At: 3*time.Hour + 10*time.Minute, Order: practice.Order{Deed: practice.OpenTier, Project: practice.Emergency, Tier: 0}},
		{At: 3*time.Hour + 20*time.Minute, Order: practice.Order{Deed: practice.OpenTier, Project: practice.Emergency, Tier: 3}},
		{At: 3*time.Hour + 40*time.Minute, Order: practice.Order{Deed: practice.Announce, Project: practice.Emergency}}},
		answers: logbook.Answers{Planned: "夜里人少，一有苗头就叫宿舍的人。", Happened: "三点出头叫了预备队，公告也发了，接通率守住了。", Why: "上次的教训：先看负荷比。", Next: "公告再提前十分钟。"},
		coach:   "温秋分", comment: "这次快了。看看复盘里公告提前十分钟能省多少。"},
}

// planPractice keeps two shifts that a supervisor played, with what both said.
func (m *maker) planPractice(context.Context) error {
	for i := range sessionsPlayed {
		p := &sessionsPlayed[i]
		begins, id, k := m.midnight(-p.days).Add(15*time.Hour), "", m.ws.Practice
		m.at(begins, p.who+" practises "+p.scenario, func(ctx context.Context) (err error) {
			if id, err = m.practise(ctx, p); err != nil {
				return fmt.Errorf("%s practises %s: %w", p.who, p.scenario, err)
			}
			return nil
		})
		m.at(begins.Add(20*time.Minute), p.who+" looks back at "+p.scenario, func(ctx context.Context) error { return k.Answer(ctx, m.cast.as(p.who), id, p.answers) })
		m.at(begins.Add(80*time.Minute), p.coach+" comments on "+p.scenario, func(ctx context.Context) error {
			return k.Comment(ctx, m.cast.as(p.coach), id, p.comment, "")
		})
	}
	return nil
}

// practise plays a shift and keeps it, and returns its ID.
func (m *maker) practise(ctx context.Context, p *played) (string, error) {
	x, err := playedTo(ctx, p.scenario, p.acts, practice.Find(p.scenario).Length)
	if err != nil {
		return "", err
	}
	by, k := m.cast.as(p.who), m.ws.Practice
	id, err := k.Keep(ctx, by, logbook.Session{Record: x.Record(), Outcome: logbook.OutcomeOf(x.Seed(), x.Frame())})
	if err != nil || !p.reviewed {
		return id, err
	}
	found, err := x.Case().Review(ctx, practice.Options{Ledger: 8, Runs: 8})
	if err != nil {
		return "", err
	}
	return id, k.KeepReview(ctx, by, id, *found)
}

// beginnings are the starting states of the demo: moments to which a trainer
// brought a shift, for others to begin there.
var beginnings = []struct {
	who, scenario, name string
	at                  time.Duration
	acts                []practice.Act
}{
	{who: "温秋分", scenario: "storm-2", name: "预警刚到", at: 4*time.Hour + 35*time.Minute},
	{who: "温秋分", scenario: "storm-2", name: "晚了半小时", at: 6 * time.Hour, acts: []practice.Act{
		{At: 5*time.Hour + 50*time.Minute, Order: practice.Order{Deed: practice.OpenTier, Project: practice.Emergency, Tier: 0}}}},
}

// planBeginnings keeps the starting states.
func (m *maker) planBeginnings(context.Context) error {
	for _, b := range beginnings {
		m.at(m.midnight(-11).Add(10*time.Hour), b.who+" keeps a starting state", func(ctx context.Context) error {
			x, err := playedTo(ctx, b.scenario, b.acts, b.at)
			if err != nil {
				return err
			}
			_, err = m.ws.Beginnings.KeepStart(ctx, m.cast.as(b.who), logbook.Start{Name: b.name, Record: x.Record()})
			return err
		})
	}
	return nil
}

// playedTo is a session with its acts, at a moment.
func playedTo(ctx context.Context, scenario string, acts []practice.Act, until time.Duration) (*practice.Session, error) {
	x, err := practice.Start(practice.Find(scenario), 0)
	if err != nil {
		return nil, err
	}
	for _, a := range acts {
		if err := x.Advance(ctx, a.At); err != nil {
			return nil, err
		}
		if err := x.Do(a.Order); err != nil {
			return nil, err
		}
	}
	return x, x.Advance(ctx, until)
}
