package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/certificate"
)

// Certificates is what keeps certificates.
type Certificates interface {
	certificate.Reader
	certificate.Keeper
}

// The certificates of the demo, by what they certify.
const (
	generalCalls = "普通话务"
	metering     = "抄表与计量"
	complaints   = "投诉处理"
	safety       = "用电安全"
	outage       = "停电应急"
)

var demoProgrammes = []certificate.Programme{
	{Name: "95598 普通话务", English: "95598 general calls", Skill: generalCalls, Method: certificate.FromExpiry, Active: certificate.Period{N: 12, Unit: certificate.Months},
		Window: certificate.Period{N: 60, Unit: certificate.Days}, Duty: true, Attitude: true},
	{Name: "抄表与计量专项", English: "Reading and metering", Skill: metering, Method: certificate.FixedDates, Active: certificate.Period{N: 12, Unit: certificate.Months},
		Window: certificate.Period{N: 1, Unit: certificate.Months}, Minimum: certificate.Period{N: 3, Unit: certificate.Months}},
	{Name: "投诉处理", English: "Complaint handling", Skill: complaints, Method: certificate.FromCompletion, Active: certificate.Period{N: 12, Unit: certificate.Months},
		Window: certificate.Period{N: 30, Unit: certificate.Days}, Attitude: true},
	{Name: "用电安全", English: "Electrical safety", Skill: safety, Method: certificate.FromExpiry, Active: certificate.Period{N: 24, Unit: certificate.Months},
		Window: certificate.Period{N: 60, Unit: certificate.Days}},
	{Name: "停电应急", English: "Outage emergency", Skill: outage, Method: certificate.FromCompletion, Active: certificate.Period{N: 6, Unit: certificate.Months},
		Window: certificate.Period{N: 30, Unit: certificate.Days}},
}

// certifier invents a year of certificates. It has a chance of its own, so that
// nothing else moves with it.
type certifier struct {
	*maker
	dice *rand.Rand
	ids  map[string]string // of programmes, by skill
}

// registered is why the demo issues by hand.
const registered = "线下考试合格，成绩册已归档"

// planCertificates has a year of certificates: earned, renewed in time, late or
// not at all, suspended and lifted.
func (m *maker) planCertificates(context.Context) error {
	c := &certifier{maker: m, dice: rand.New(rand.NewPCG(95598, 21)), ids: map[string]string{}}
	m.at(m.beginning().Add(30*time.Minute), "making the certificates", c.make)
	for _, row := range m.agents() {
		for _, skill := range c.skills(row) {
			c.plan(row, skill)
		}
	}
	for _, e := range []struct {
		day         int
		exam, skill string
	}{{-284, "95598 普通话务", generalCalls}, {-224, "用电安全与应急", safety}, {-149, "95598 普通话务", generalCalls}, {-94, "投诉处理", complaints},
		{-36, "95598 普通话务", generalCalls}, {-17, "抄表与计量专项", metering}, {0, "抄表与计量 补考", metering}} {
		m.at(m.midnight(e.day).Add(7*time.Hour), "naming the exam of "+e.skill, func(ctx context.Context) error { return c.link(ctx, e.exam, e.skill) })
	}
	m.at(m.midnight(-74).Add(9*time.Hour), "suspending for a leave", func(ctx context.Context) error {
		return c.suspend(ctx, "汪夏至", "长期病假，离岗超过 30 天")
	})
	m.at(m.midnight(-31).Add(9*time.Hour), "lifting after a leave", func(ctx context.Context) error { return c.lift(ctx, "汪夏至", "病假结束，回岗考核合格") })
	m.at(m.midnight(0).Add(time.Minute), "lifting after retraining", c.liftRetrained)
	return nil
}

// make keeps the programmes.
func (c *certifier) make(ctx context.Context) error {
	for _, p := range demoProgrammes {
		p.Since = indicators.DateOf(c.beginning())
		id, err := c.ws.Certificates.SaveProgramme(ctx, c.trainer(), p)
		if err != nil {
			return err
		}
		c.ids[p.Skill] = id
	}
	return nil
}

// link has the newest exam of that name earn the certificate: each is held
// anew, with questions of its own.
func (c *certifier) link(ctx context.Context, name, skill string) error {
	exams, err := c.ws.Certificates.Exams(ctx, c.trainer())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(exams, func(e certificate.Exam) bool { return strings.HasPrefix(e.Name, name) })
	if i < 0 {
		return nil // it is published later today
	}
	p := c.programme(skill)
	p.ID, p.Exams, p.Since = c.ids[skill], []string{exams[i].ID}, indicators.DateOf(c.beginning())
	_, err = c.ws.Certificates.SaveProgramme(ctx, c.trainer(), p)
	return err
}

func (c *certifier) trainer() people.Actor { return c.cast.as(librarian) }

// skills are what is asked of an agent: more of those who have been here longer.
func (c *certifier) skills(row castRow) []string {
	out := []string{generalCalls, safety}
	if c.cast.kinds[row.unit] == people.InHouse || row.Months >= 12 {
		out = append(out, metering)
	}
	if row.Months >= 24 || row.Name == "徐芒种" {
		out = append(out, complaints)
	}
	if row.Months >= 30 {
		out = append(out, outage)
	}
	return out
}

// plan has somebody asked for a certificate, earn it, and renew it until today.
func (c *certifier) plan(row castRow, skill string) {
	p := c.programme(skill)
	asked := c.beginning().Add(2 * time.Hour)
	if joined := c.cast.person(row.Name).JoinedAt.Add(10 * time.Hour); joined.After(asked) {
		asked = joined
	}
	due := certificate.Day(0)
	if p.Method == certificate.FixedDates {
		due = indicators.On(asked.Year(), time.December, 31)
		if row.Name == "徐芒种" {
			due = indicators.On(c.now.Year(), time.December, 31)
		}
	}
	c.at(asked, "asking a certificate of "+row.Name, func(ctx context.Context) error {
		_, err := c.ws.Certificates.Assign(ctx, c.trainer(), c.ids[skill], []string{c.cast.person(row.Name).ID}, due)
		return err
	})
	if row.Name == "徐芒种" && skill != generalCalls && skill != safety {
		return // in the making
	}
	first := indicators.DateOf(asked) + certificate.Day(20+c.dice.IntN(45))
	if row.Months > 12 { // earned before the workspace was opened
		first = indicators.DateOf(asked) - certificate.Day(5+c.dice.IntN(355))
	}
	c.renew(row, skill, asked, first, due)
}

func (c *certifier) programme(skill string) certificate.Programme {
	for _, p := range demoProgrammes {
		if p.Skill == skill {
			return p
		}
	}
	panic("demo: no certificate of " + skill)
}

// renew has a certificate earned on day d, and again in most of its windows.
func (c *certifier) renew(row castRow, skill string, asked time.Time, d, due certificate.Day) {
	p, past := c.programme(skill), certificate.Past{Due: due, First: d}
	for today := indicators.DateOf(c.now); d < today; {
		c.issue(row, skill, d, asked)
		past.Previous = p.Expires(d, past)
		opens := p.Opens(past.Previous)
		switch x := c.dice.Float64(); {
		case x < .82: // in the window
			d = max(d+1, opens) + certificate.Day(c.dice.IntN(max(int(past.Previous-opens), 1)))
		case x < .95: // a little late
			d = past.Previous + certificate.Day(3+c.dice.IntN(30))
		default:
			return
		}
	}
}

func (c *certifier) issue(row castRow, skill string, d certificate.Day, asked time.Time) {
	when := d.In(c.now.Location()).Add(15 * time.Hour)
	if begun := asked.Add(time.Hour); when.Before(begun) {
		when = begun
	}
	if !c.working(row, when) {
		return
	}
	c.at(when, "certifying "+row.Name, func(ctx context.Context) error {
		_, err := c.ws.Certificates.Issue(ctx, c.trainer(), c.ids[skill], c.cast.person(row.Name).ID, d, registered)
		if fault.Is(err, fault.Conflict) { // an exam had issued it meanwhile
			return nil
		}
		return err
	})
}

// holding is somebody's general certificate.
func (c *certifier) holding(ctx context.Context, name string) (certificate.Holding, error) {
	hs, err := c.ws.Certificates.Holdings(ctx, c.trainer(), certificate.Find{PersonIDs: []string{c.cast.person(name).ID}, ProgrammeID: c.ids[generalCalls]})
	if err != nil || len(hs) != 1 {
		return certificate.Holding{}, fmt.Errorf("the certificate of %s: %d found: %w", name, len(hs), err)
	}
	return hs[0], nil
}

func (c *certifier) suspend(ctx context.Context, name, why string) error {
	h, err := c.holding(ctx, name)
	if err != nil {
		return err
	}
	return c.ws.Certificates.Suspend(ctx, c.trainer(), h.ID, why)
}

func (c *certifier) lift(ctx context.Context, name, why string) error {
	h, err := c.holding(ctx, name)
	if err != nil {
		return err
	}
	return c.ws.Certificates.Lift(ctx, c.trainer(), h.ID, why)
}

// stillSuspended is how many of those whom the complaints of last night suspend
// have not been retrained yet.
const stillSuspended = 3

// liftRetrained lifts what the import of last night suspended for complaints
// that were dealt with long ago.
func (c *certifier) liftRetrained(ctx context.Context) error {
	hs, err := c.ws.Certificates.Holdings(ctx, c.trainer(), certificate.Find{})
	if err != nil {
		return err
	}
	today, kept := indicators.DateOf(c.now), map[string]bool{}
	for _, h := range hs {
		if h.Suspended(today) == nil {
			continue
		}
		if kept[h.PersonID] || len(kept) < stillSuspended {
			kept[h.PersonID] = true
			continue
		}
		if err := c.ws.Certificates.Lift(ctx, c.trainer(), h.ID, "服务礼仪补训合格"); err != nil {
			return err
		}
	}
	return nil
}
