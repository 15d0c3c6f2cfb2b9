package routinglab

import (
	"strings"
	"testing"

	"shifu/app/desktest"
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
