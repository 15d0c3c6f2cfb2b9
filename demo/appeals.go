package demo

import (
	"context"
	"slices"
	"time"

	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/score"
	"shifu/qa/workdays"
)

// contested is the question on which reviewers and agents disagree most: was
// what the customer said repeated clearly enough?
const contested = "3.1"

// contestable are the questions that agents appeal against, the first first.
var contestable = []string{contested, "2.2", "5.1", "6.1", "1.2", "4.2", "4.4", "2.1"}

// reasons are what agents write, by question; "" where nothing fits.
var reasons = map[string][]string{
	contested: {"地址和电话我都复述了，请再听一遍。", "客户自己先说了一遍，我用“对的”确认过。", "我边听边复述，只是没有连成一句。"},
	"2.2":     {"客户停顿了我才接话，不是打断。", "当时线路有延迟，听起来像抢话。"},
	"5.1":     {"我说的是尽量，没有保证时间。"},
	"6.1":     {"客户已经说没有别的事了。"},
	"1.2":     {"开头语说了，录音前半秒没有录上。"},
	"":        {"当时客户情绪激动，我先安抚，没有影响办理。", "我按当天的话术口径答复的。"},
}

// rulings are what deciders write.
var upheldWhy = []string{"重听两遍，没有听到。", "按口径应完整复述，只应答不算。", "表述仍会让客户理解为承诺。"}
var grantedWhy = []string{"重听后确认已经复述，前后相隔较远，初评漏听。", "口径允许分段复述，按坐席所提改判。", "停顿超过两秒，不算打断。"}

func lostOn(r score.Result, ref string) bool {
	return slices.ContainsFunc(r.Questions, func(q score.Row) bool { return q.Ref == ref && q.PointsLost > 0 })
}

// points are one or two lost questions of e that the agent wants back.
func (l *life) points(e qa.Evaluation, why string) []appeal.Point {
	var out []appeal.Point
	for _, ref := range contestable {
		a := e.Answers[ref]
		if a.NA || len(a.Options) == 0 || a.Options[0] == 0 || len(out) == 2 {
			continue
		}
		p := appeal.Point{Ref: ref, Proposed: qa.Choose(0), Reason: l.reason(ref), Moments: a.Moments}
		if len(out) == 0 && why != "" {
			p.Reason = why
		}
		out = append(out, p)
	}
	return out
}

func (l *life) reason(ref string) string {
	texts, ok := reasons[ref]
	if !ok {
		texts = reasons[""]
	}
	return texts[l.chance.IntN(len(texts))]
}

// contest goes as far as it has come: filed, taken, decided.
func (l *life) contest(e qa.Evaluation, to qa.State, why string) {
	ps := l.points(e, why)
	if len(ps) == 0 {
		l.agent(qa.Acknowledged, "")
		return
	}
	c := &contest{life: l, e: e, points: ps, blind: l.chance.IntN(10) < 4}
	l.then(time.Duration(3+l.chance.IntN(28))*time.Hour, "appealing", c.file)
	if to == qa.Appealed {
		return
	}
	l.then(20*time.Hour, "taking the appeal", c.take)
	if to == qa.InReview {
		return
	}
	if c.blind {
		l.then(25*time.Minute, "scoring blind", c.score)
	}
	late := 0
	if l.chance.IntN(7) == 0 {
		late = 6 * 24
	}
	c.rulings = c.rule(to)
	l.then(time.Duration(1+l.chance.IntN(20)+late)*time.Hour, "deciding", c.decide)
	if after := 8 * 24 * time.Hour; l.at.Add(after).Before(l.now.Add(-time.Hour)) {
		l.lead(after, qa.Closed, "")
	}
}

// contest is an appeal on its way.
type contest struct {
	*life
	e       qa.Evaluation
	id      string
	points  []appeal.Point
	rulings []appeal.Ruling
	blind   bool
}

func (c *contest) file(ctx context.Context) error {
	a, err := c.ws.Appeals.File(ctx, c.cast.as(c.call.AgentName), c.life.id, c.points)
	c.id = a.ID
	return err
}

func (c *contest) take(ctx context.Context) error {
	return c.ws.Appeals.Take(ctx, c.cast.as("吴清和"), c.id, c.blind)
}

// score is the blind re-score: it finds what is granted afterwards.
func (c *contest) score(ctx context.Context) error {
	lead := c.cast.as("吴清和")
	begun, err := c.ws.Scores.Begin(ctx, lead, qa.Start{CallID: c.call.ID, VersionID: c.used, Purpose: qa.Rescore, For: c.id})
	if err != nil {
		return err
	}
	begun.Answers = qa.Answers{}
	for ref, a := range c.e.Answers {
		begun.Answers[ref] = a
	}
	for _, r := range c.rulings {
		if r.Outcome == appeal.Grants {
			begun.Answers[r.Ref] = qa.Choose(0)
		}
	}
	begun.Listened = c.e.Listened
	_, err = c.ws.Scores.Submit(ctx, lead, begun)
	return err
}

func (c *contest) decide(ctx context.Context) error {
	_, err := c.ws.Appeals.Decide(ctx, c.cast.as("吴清和"), c.id, c.rulings)
	return err
}

// rule grants the first point where the appeal succeeds, the second by chance.
func (c *contest) rule(to qa.State) []appeal.Ruling {
	out := make([]appeal.Ruling, len(c.points))
	for i, p := range c.points {
		out[i] = appeal.Ruling{Ref: p.Ref, Outcome: appeal.Upholds, Why: upheldWhy[c.chance.IntN(len(upheldWhy))]}
		if to == qa.Revised && (i == 0 || c.chance.IntN(3) == 0) {
			out[i].Outcome, out[i].Why = appeal.Grants, grantedWhy[c.chance.IntN(len(grantedWhy))]
		}
	}
	return out
}

// ask lets every third agent ask before they acknowledge; every other one has
// an answer.
func (l *life) ask() {
	if l.cast.traits[l.call.AgentName].Unconfirmed {
		return
	}
	l.questions++
	if l.questions%3 != 1 {
		return
	}
	l.then(time.Duration(2+l.chance.IntN(20))*time.Hour, "asking", func(ctx context.Context) error {
		return l.ws.Appeals.Say(ctx, l.cast.as(l.call.AgentName), l.id, "这一题扣分的依据是哪一条口径？")
	})
	if l.questions%2 == 0 {
		l.then(3*time.Hour, "answering", func(ctx context.Context) error {
			return l.ws.Appeals.Say(ctx, l.cast.as(l.reviewer), l.id, "见评分表该题的说明：要完整复述一遍，不能只应答。")
		})
	}
}

// planDays keeps the public holidays, and the leave of a few people.
func (m *maker) planDays(context.Context) error {
	m.at(m.beginning().Add(2*time.Hour), "keeping the working days", func(ctx context.Context) error {
		return m.ws.Rules.SaveCalendar(ctx, m.cast.as("吴清和"), workdays.China2026(workdays.Standard()))
	})
	for i, name := range []string{"林小满", "陈白露", "杜寒露"} {
		from := m.midnight(3*i - 2)
		l := workdays.Leave{PersonID: m.cast.people[name].ID, Span: workdays.Span{From: workdays.On(from, m.now.Location()),
			Until: workdays.On(from.AddDate(0, 0, 1+i), m.now.Location()), Name: "年假"}}
		m.at(m.midnight(-6).Add(10*time.Hour), "keeping leave", func(ctx context.Context) error { return m.ws.Rules.SaveLeave(ctx, m.cast.as("吴清和"), l) })
	}
	return nil
}

// letTimersRun does what the program does when it starts.
func (m *maker) letTimersRun(ctx context.Context) error {
	_, err := m.ws.Appeals.Tick(ctx, m.program)
	return err
}
