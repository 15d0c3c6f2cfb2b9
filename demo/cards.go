package demo

import (
	"context"
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"shifu/internal/people"
	"shifu/training/cards"
)

//go:embed cards.yaml
var cardsFile []byte

// writtenCard is a card as cards.yaml writes it.
type writtenCard struct {
	Article string `yaml:"article"`
	Point   string `yaml:"point"`
	Front   string `yaml:"front"`
	Back    string `yaml:"back"`
	Fresh   bool   `yaml:"fresh"`
}

// pupil is somebody who learns, for so many days until yesterday, but not on the
// last days before it.
type pupil struct {
	name   string
	days   int
	often  float64 // of the days
	rest   int
	limits cards.Limits
}

var pupils = []pupil{
	{"徐芒种", 66, .72, 6, cards.Limits{New: 10, Reviews: 14}},
	{"方竹青", 30, .55, 0, cards.Limits{New: 6, Reviews: 12}},
	{"廖晴川", 24, .4, 0, cards.Limits{New: 5, Reviews: 10}},
}

// planCards has the trainer give cards from articles, and people learn in the
// evenings: what the scheduler asks, remembered as often as it predicts.
func (m *maker) planCards(context.Context) error {
	var all []writtenCard
	if err := yaml.UnmarshalWithOptions(cardsFile, &all, yaml.Strict()); err != nil {
		return fmt.Errorf("reading the cards: %w", err)
	}
	class := &class{maker: m, chance: rand.New(rand.NewPCG(95598, 6))}
	m.at(m.midnight(-66).Add(10*time.Hour), "giving cards", func(ctx context.Context) error { return class.give(ctx, all, false) })
	m.at(m.midnight(0).Add(8*time.Hour), "giving more cards", func(ctx context.Context) error { return class.give(ctx, all, true) })
	for _, p := range pupils {
		m.at(m.midnight(-p.days).Add(12*time.Hour), p.name+" begins to learn", func(ctx context.Context) error {
			return m.ws.Decks.SetWishes(ctx, m.cast.as(p.name), cards.Wishes{Limits: p.limits})
		})
		for day := -p.days; day < 0; day++ {
			if skip := class.chance.Float64() > p.often; day < -1 && (skip || day >= -p.rest) {
				continue
			}
			at := m.midnight(day).Add(time.Duration(19*60+class.chance.IntN(90)) * time.Minute)
			m.at(at, p.name+" learns", func(ctx context.Context) error { return class.learn(ctx, p, day == -1) })
		}
	}
	m.at(m.midnight(0).Add(-2*time.Hour), "learning for Friday", class.aim)
	return nil
}

// class learns with a chance of its own, so that all else stays as it is.
type class struct {
	*maker
	chance *rand.Rand
}

// give gives cards to everybody who learns.
func (c *class) give(ctx context.Context, all []writtenCard, fresh bool) error {
	ids := make([]string, len(pupils))
	for i, p := range pupils {
		ids[i] = c.cast.person(p.name).ID
	}
	for _, w := range all {
		if w.Fresh != fresh {
			continue
		}
		n := cards.Note{Front: w.Front, Back: w.Back, Point: w.Point, ArticleID: c.articles[w.Article]}
		if n.ArticleID == "" {
			return fmt.Errorf("there is no article %s", w.Article)
		}
		if _, err := c.ws.Decks.Give(ctx, c.cast.as(librarian), n, ids); err != nil {
			return err
		}
	}
	return nil
}

// learn answers what an evening asks. Who is tired forgets more, and does not ask
// again what was forgotten.
func (c *class) learn(ctx context.Context, p pupil, tired bool) error {
	by := c.cast.as(p.name)
	q, err := c.ws.Decks.Today(ctx, by)
	if err != nil {
		return err
	}
	plan := cards.StandardPlan()
	if tired {
		q.Cards = q.Cards[:min(len(q.Cards), 14)]
	}
	for _, e := range q.Cards {
		if err := c.answer(ctx, by, &plan, e, tired); err != nil {
			return err
		}
	}
	return nil
}

// answer grades a card until it has left its steps or the person stops.
func (c *class) answer(ctx context.Context, by people.Actor, plan *cards.Plan, e cards.Entry, tired bool) error {
	times, recall := 2, 1.0
	if tired {
		times, recall = 1, .6
	}
	for range times {
		took := time.Duration(5+c.chance.ExpFloat64()*9) * time.Second
		c.ws.Clock.set(c.ws.Clock.Now().Add(took + time.Second))
		g := c.grade(recall*plan.RecallAt(e.Card, c.ws.Clock.Now()), e)
		next, err := c.ws.Decks.Review(ctx, by, e.ID, g, took)
		if err != nil {
			return err
		}
		if e = next; e.State == cards.Review {
			return nil
		}
	}
	return nil
}

func (c *class) grade(recall float64, e cards.Entry) cards.Grade {
	if e.Seen.IsZero() {
		recall = .7
	}
	switch x := c.chance.Float64(); {
	case x > recall:
		return cards.Again
	case e.Question != nil:
		return cards.Good
	case x > recall*.9:
		return cards.Hard
	case x < recall*.12:
		return cards.Easy
	}
	return cards.Good
}

// aim sets the exam of the coming Friday before the eyes of who must sit it again.
func (c *class) aim(ctx context.Context) error {
	p := pupils[0]
	by := c.cast.as(p.name)
	offers, err := c.ws.Sitter.Offers(ctx, by)
	if err != nil {
		return err
	}
	for _, o := range offers {
		if strings.HasSuffix(o.Name, "补考") && o.Rules.Opens.After(c.ws.Clock.Now()) {
			return c.ws.Decks.SetWishes(ctx, by, cards.Wishes{Limits: p.limits, ExamID: o.ExamID, ExamAt: o.Rules.Opens})
		}
	}
	return fmt.Errorf("%s has no exam to come", p.name)
}
