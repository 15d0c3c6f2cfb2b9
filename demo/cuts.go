package demo

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"shifu/training/exam/cut"
)

// Cuts is what keeps the settings of cut scores.
type Cuts interface {
	cut.Keeper
	cut.Panel
}

// judges rate what a just-competent agent knows. None of them sits exams.
var judges = []string{"吴清和", "温秋分", "贺霜降", "秦立秋", "唐雨水", "邵孟春", "夏菊月", "常小寒"}

// competent is θ of an agent who is just good enough.
const competent = -0.35

// panel is one study on its way.
type panel struct {
	*maker
	known map[string]Asked // by name
	exam  string
	id    string
}

// planCuts has the judges rate the exam on safety in two rounds, and begin with
// that on metering, where the lead still has to go on.
func (m *maker) planCuts(context.Context) error {
	all, err := Questions()
	if err != nil {
		return err
	}
	known := map[string]Asked{}
	for _, a := range all {
		known[a.Name] = a
	}
	safe := &panel{maker: m, known: known, exam: "用电安全与应急"}
	safe.begin(-214, 14, judges)
	safe.round(-213, judges)
	safe.advance(-207)
	safe.round(-206, judges)
	safe.advance(-200)
	late := &panel{maker: m, known: known, exam: "抄表与计量专项"}
	late.begin(-6, 9, judges)
	late.round(-5, judges[1:])
	m.at(m.midnight(-1).Add(16*time.Hour), "rating a few questions", func(ctx context.Context) error {
		_, err := late.rate(ctx, judges[0], 3)
		return err
	})
	return nil
}

func (p *panel) begin(day, days int, judges []string) {
	p.at(p.midnight(day).Add(10*time.Hour), "setting the cut of "+p.exam, func(ctx context.Context) (err error) {
		ids := make([]string, len(judges))
		for i, name := range judges {
			ids[i] = p.cast.person(name).ID
		}
		p.id, err = p.ws.Cuts.Begin(ctx, p.cast.as(librarian), p.exams[p.exam], ids, p.midnight(day+days).Add(18*time.Hour))
		return err
	})
}

func (p *panel) advance(day int) {
	p.at(p.midnight(day).Add(9*time.Hour), "ending a round of "+p.exam, func(ctx context.Context) error {
		return p.ws.Cuts.Advance(ctx, p.cast.as(librarian), p.id)
	})
}

// round has judges rate, two a day.
func (p *panel) round(day int, judges []string) {
	for i, name := range judges {
		at := p.midnight(day + i/2).Add(time.Duration(14*60+90*(i%2)) * time.Minute)
		p.at(at, "rating "+p.exam, func(ctx context.Context) error {
			mean, err := p.rate(ctx, name, math.MaxInt)
			if err != nil {
				return err
			}
			return p.ws.Cuts.Finish(ctx, p.cast.as(name), p.id, p.expects(name, mean))
		})
	}
}

// rate has a judge rate so many questions at the most, and returns the mean.
func (p *panel) rate(ctx context.Context, name string, most int) (mean float64, err error) {
	by := p.cast.as(name)
	s, err := p.ws.Cuts.Sheet(ctx, by, p.id)
	if err != nil {
		return 0, err
	}
	s.Items = s.Items[:min(most, len(s.Items))]
	for _, it := range s.Items {
		r := cut.Rating{QuestionID: it.Question.ID, P: p.first(name, it)}
		if it.Before != nil {
			r.P = p.second(name, it)
		}
		mean += r.P / float64(len(s.Items))
		if err := p.ws.Cuts.Rate(ctx, by, p.id, r); err != nil {
			return 0, fmt.Errorf("rating %s: %w", it.Question.Name, err)
		}
	}
	return mean, nil
}

// demands is how much more than others a judge asks of people, in logits.
func (p *panel) demands(name string) float64 {
	return 0.25*drawn("cut "+name).NormFloat64() + 0.4*p.cast.traits[name].Severity
}

// chanceOf is the chance of one rating.
func (p *panel) chanceOf(judge string, it cut.Rated) *rand.Rand {
	return drawn(fmt.Sprint("cut ", judge, it.Question.Name, it.Before != nil))
}

// first is a rating of the first round: about the question's hardness, as the
// judge sees it.
func (p *panel) first(name string, it cut.Rated) float64 {
	chance := min(max(p.known[it.Question.Name].chanceOf(competent), 0.03), 0.97)
	return toFive(logistic(0.8*math.Log(chance/(1-chance)) + p.demands(name) + 0.55*p.chanceOf(name, it).NormFloat64()))
}

// second moves towards what others rated and how people did.
func (p *panel) second(name string, it cut.Rated) float64 {
	others := 0.0
	for _, o := range it.Others {
		others += o / float64(len(it.Others))
	}
	return toFive(0.4**it.Before + 0.4*others + 0.2*it.Facility + 0.02*p.chanceOf(name, it).NormFloat64())
}

// toFive rounds a chance to five percent.
func toFive(p float64) float64 { return math.Round(min(max(p, 0.05), 1)*20) / 20 }

// expects is what a judge expects of the whole: who demands more expects fewer
// to pass.
func (p *panel) expects(name string, mean float64) cut.Expectation {
	pass := toFive(0.72 - 0.15*p.demands(name) + 0.04*drawn("cut expects "+name).NormFloat64())
	low := toFive(mean - 0.12)
	return cut.Expectation{Pass: pass, MinCut: low, MaxCut: min(low+0.2, 0.95), MinFail: 0.05, MaxFail: toFive(1.1 - pass)}
}
