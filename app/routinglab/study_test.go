package routinglab

import (
	"strings"
	"testing"

	"shifu/app/desktest"
	"shifu/routing"
	"shifu/routing/lab"
)

func TestComparing_OffersOnlyPoliciesThatCanRun(t *testing.T) {
	o := desktest.NewOffice(t)
	keep(t, o, "storm", storm)
	s := open(t, o, "comparison")
	p := s.pages[2].(*comparing)
	sc, err := p.base().Read()
	if err != nil {
		t.Fatal(err)
	}
	names := lab.Alternatives(sc)
	if len(names) < 5 {
		t.Fatal(names)
	}
	for _, n := range names {
		c, err := lab.Under(sc, n)
		if err != nil || c.Check() != nil || n == routing.Ranks {
			t.Errorf("%s: %v %v", n, err, c.Check())
		}
	}
	p.presets[names[0]] = true
	p.start()
	if len(p.found.Sides) != 2 || p.found.Sides[1].Differences[lab.AnswerRate].Half == nil {
		t.Fatalf("%+v", p.found)
	}
	act(t, s, "下一个指标")
	act(t, s, "留存结果")
	kept, err := o.Store.Lab().Studies(t.Context(), o.Town.Lead, p.of.ID)
	if err != nil || len(kept) != 1 || kept[0].Kind != lab.Policies {
		t.Errorf("%+v %v", kept, err)
	}
}

func TestVarying_ShowsEachParameterAndOne(t *testing.T) {
	o := desktest.NewOffice(t)
	keep(t, o, "storm", storm)
	s := open(t, o, "sensitivity")
	p := s.pages[3].(*varying)
	act(t, s, "变动")
	if len(p.tornado.Turns) != 4 { // nobody calls again, nothing rings
		t.Fatalf("%d turns", len(p.tornado.Turns))
	}
	if n := p.table().Length(); n != 8 {
		t.Errorf("%d rows for a file", n)
	}
	p.one = true
	p.build()
	act(t, s, "变动")
	if len(p.curve.Points) != steps || len(p.tornado.Turns) != 0 {
		t.Errorf("%d points", len(p.curve.Points))
	}
	if n := p.table().Length(); n != steps {
		t.Errorf("%d rows for a file", n)
	}
	p.from, p.to = "130", "70"
	act(t, s, "变动")
	if !strings.Contains(shown(s), "小的在前") {
		t.Error(shown(s))
	}
}
