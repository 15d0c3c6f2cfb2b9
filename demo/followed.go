package demo

import (
	"context"
	"fmt"
	"time"

	"shifu/qa"
	"shifu/qa/score"
	"shifu/recordings"
)

// followed are people whose calls are scored more often, before and since a
// contract of mentoring: so many calls between two days from today, with the
// skill at the first and at the last of them.
var followed = []struct {
	name        string
	calls       int
	from, until int
	low, high   float64
}{
	{"徐芒种", 14, -168, -86, -1.3, -1.1}, {"徐芒种", 24, -82, -32, -1.0, 1.1}, {"徐芒种", 15, -29, -3, 1.3, 1.9},
	{"龙云起", 12, -124, -44, -0.7, -0.7}, {"龙云起", 13, -29, -3, -0.6, -0.5},
	{"于大寒", 9, -129, -87, -1.2, -1.2}, {"于大寒", 7, -28, -4, -1.0, -1.0},
	{"白芦花", 9, -129, -87, -1.3, -1.3}, {"白芦花", 7, -28, -4, -1.1, -1.1},
	{"潘初雪", 9, -129, -87, -1.1, -1.1}, {"潘初雪", 7, -28, -4, -0.9, -0.9},
	{"付落霞", 9, -129, -87, -1.2, -1.2}, {"付落霞", 7, -28, -4, -1.1, -1.1},
	{"袁晚霞", 9, -129, -87, -1.0, -1.0}, {"袁晚霞", 7, -28, -4, -0.9, -0.9},
}

// Followed is how many calls that makes, each with an evaluation.
var Followed = func() (n int) {
	for _, f := range followed {
		n += f.calls
	}
	return n
}()

// planFollowed adds those calls and has them scored. It draws from a source of
// its own: the rest of the year stays as it would have been.
func (m *maker) planFollowed() {
	was := m.chance
	defer func() { m.chance = was }()
	n := 0
	for _, f := range followed {
		m.chance = drawn(fmt.Sprint(f.name, f.from))
		for i := range f.calls {
			share := (float64(i) + .5) / float64(f.calls)
			day := f.from + int(share*float64(f.until-f.from))
			n++
			m.follow(n, m.cast.traits[f.name], m.midnight(day).Add(time.Duration(9*60+m.chance.IntN(480))*time.Minute).UTC(), f.low+share*(f.high-f.low))
		}
	}
}

func (m *maker) follow(n int, row castRow, start time.Time, skill float64) {
	c := m.oldCall(start, row)
	c.ExternalID, c.ImportedAt = fmt.Sprintf("M%05d", n), m.nightAfter(start)
	m.at(c.ImportedAt, "importing calls of "+row.Name, func(ctx context.Context) error {
		_, err := m.ws.Calls.Add(ctx, m.program, []recordings.Call{c})
		return err
	})
	by := m.reviewer(c, "")
	answers := m.judge(&m.drawn, c, skill+0.2*m.chance.NormFloat64(), by.Severity)
	e := qa.Evaluation{Answers: answers, Comment: m.summary(score.Score(&m.drawn, answers).Final.Value), Listened: c.Duration * 11 / 10}
	day := start.In(m.now.Location())
	at := time.Date(day.Year(), day.Month(), day.Day()+1, 9+m.chance.IntN(8), m.chance.IntN(60), m.chance.IntN(60), 0, m.now.Location())
	to := qa.Closed
	switch age := m.now.Sub(at); {
	case age < 40*time.Hour:
		to = qa.Submitted
	case age < 20*24*time.Hour:
		to = qa.Acknowledged
	}
	m.life(c, by.Name, e, at, to, "")
}
