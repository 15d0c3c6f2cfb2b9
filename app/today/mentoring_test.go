package today

import (
	"strings"
	"testing"
	"time"

	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// asked are the titles of what a pair asks for.
func asked(o *desktest.Office, pairs ...mentoring.Pair) string {
	s := &Screen{d: o.Desk, f: facts{pairs: pairs}}
	var all []string
	for _, it := range s.toMentor() {
		all = append(all, it.title)
	}
	return strings.Join(all, "; ")
}

func TestMentoring_EachSideIsRemindedOfWhatIsNext(t *testing.T) {
	o := desktest.NewOffice(t)
	now := o.Desk.Now()
	pair := func(change func(*mentoring.Pair)) mentoring.Pair {
		p := mentoring.Pair{ID: "p", Mentor: "沈立夏", Mentee: "徐芒种", Side: mentoring.OfMentor, State: contract.Running}
		p.Plan.Every = 10 * 24 * time.Hour
		change(&p)
		return p
	}
	planned := func(in time.Duration) func(*mentoring.Pair) {
		return func(p *mentoring.Pair) { p.Next = &mentoring.Session{At: now.Add(in), Minutes: 45} }
	}
	for name, c := range map[string]struct {
		pair mentoring.Pair
		want string
	}{
		"nothing":           {pair(func(*mentoring.Pair) {}), ""},
		"tomorrow":          {pair(planned(20 * time.Hour)), "和徐芒种面谈"},
		"in a week":         {pair(planned(7 * 24 * time.Hour)), ""},
		"not written up":    {pair(planned(-time.Hour)), "记下和徐芒种的面谈"},
		"stalled":           {pair(func(p *mentoring.Pair) { p.Health = mentoring.Health{Stalled: true, Days: 23} }), "和徐芒种 23 天没面谈"},
		"time for a talk":   {pair(func(p *mentoring.Pair) { p.Health.Days = 10 }), "约徐芒种面谈"},
		"at most two":       {pair(func(p *mentoring.Pair) { p.Waits, p.Overdue, p.Health.Days = 1, 2, 15 }), "待确认（徐芒种）：1 项; 措施过期（徐芒种）：2 项"},
		"the mentee's side": {pair(func(p *mentoring.Pair) { p.Side, p.Waits = mentoring.OfMentee, 1 }), "待确认（沈立夏）：1 项"},
		"the pulse":         {pair(func(p *mentoring.Pair) { p.Feels, p.Health.Days = true, 7 }), "和徐芒种处得怎样？"},
		"an ended pair":     {pair(func(p *mentoring.Pair) { p.State, p.Overdue = contract.Over, 3 }), ""},
		"of the coordinator": {pair(func(p *mentoring.Pair) {
			p.Side, p.Overdue, p.Health = "", 4, mentoring.Health{Stalled: true, Days: 25}
		}), "停滞的师徒：1 对"},
	} {
		if got := asked(o, c.pair); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestMentoring_WhoIsInNoPairIsAskedNothing(t *testing.T) {
	o := desktest.NewOffice(t)
	for _, by := range []people.Actor{o.Town.Agent, o.Town.Lead, o.Town.Supervisor} {
		r := &reader{d: o.As(by), by: by}
		if err := r.mentoring(t.Context()); err != nil || len(r.f.pairs) != 0 {
			t.Error(by.Name, r.f.pairs, err)
		}
	}
}
