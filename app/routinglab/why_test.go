package routinglab

import (
	"slices"
	"strings"
	"testing"

	"shifu/app/desktest"
	"shifu/routing/lab"
)

func TestWhy_NamesTheCandidatesAndTheRule(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", storm)
	s := open(t, o, k.ID)
	act(t, s, "运行")
	act(t, s, "为什么")
	y := s.pages[1].(*scenarios).running.why
	if len(y.shown) == 0 || !strings.Contains(shown(s), "空闲秒数") {
		t.Fatal(len(y.shown), shown(s))
	}
	y.onlyOff = true
	y.narrow()
	for _, c := range y.shown {
		if c.Chosen {
			t.Error("somebody was chosen")
		}
	}
}

func TestWhy_TellsOfAllWhoWaitedAndTheTaleOfOneCall(t *testing.T) {
	o := desktest.NewOffice(t)
	k := keep(t, o, "storm", strings.Replace(storm, "[12, 16, 18, 14]", "8", 1))
	s := open(t, o, k.ID)
	act(t, s, "运行")
	act(t, s, "为什么")
	y := s.pages[1].(*scenarios).running.why
	at := slices.IndexFunc(y.shown, func(c lab.Told) bool {
		return c.Type < 0 && c.Chosen && len(c.Candidates) > 0 && c.Candidates[0].Chosen
	})
	y.from = 2
	y.load()
	for i := range y.shown {
		if y.table.Choose(i); len(y.side.waiters) > 5 && y.shown[i].Type < 0 && y.shown[i].Chosen {
			at = i
			break
		}
	}
	act(t, s, "决策时全部排队来电")
	text := shown(s)
	if at < 0 || !strings.Contains(text, "排在它前面") {
		t.Fatal(at, text)
	}
	w := y.side.waiters[len(y.side.waiters)-1]
	y.of, y.number = int(w.Type), call(w.Call)
	y.load()
	if len(y.all) < 2 {
		t.Fatalf("%d decisions about call %s", len(y.all), y.number)
	}
	for _, c := range y.all[:len(y.all)-1] {
		if c.Type < 0 && (c.Waiter == nil || c.Waiter.Chosen || c.Waiter.Why.IsZero()) {
			t.Errorf("passed over: %+v", c.Waiter)
		}
	}
	y.number = "999999"
	if y.load(); !strings.Contains(shown(s), "没有这通来电") {
		t.Error(shown(s))
	}
}
