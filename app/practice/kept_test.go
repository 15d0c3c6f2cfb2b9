package practice

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/app/desktest"
	engine "shifu/routing/practice"
)

func TestSessions_WhatWasPlayedIsReopenedWithWhatWasSaid(t *testing.T) {
	o := desktest.NewOffice(t)
	boss := o.Town.Supervisor
	s := open(t, o, boss, "night")
	act(t, s, "开始当班")
	until(s, 2*time.Hour)
	lost := s.room.pic.frame.Lost
	s.room.kept.Review = &engine.Review{Results: []engine.Summary{{Runs: 1}}} // not worked out here
	act(t, s, "复盘")
	b := s.room.reviews.debrief
	b.entries[2].SetText("只看了排队")
	o.Pass(3 * time.Second)
	s.d.Stage.Tick()
	s.Close()

	coach := trainer(o)
	s = open(t, o, coach, "")
	s.turn(1)
	if len(s.past.all) != 1 || s.past.cell(0, 8).Text != "还没点评" {
		t.Fatal(desktest.Texts(s.Content()))
	}
	act(t, s, "打开复盘")
	r := s.room
	r.reviews.stop()
	if r.pic.frame.Lost != lost || r.pic.frame.At != 2*time.Hour || !r.opened {
		t.Errorf("%d lost at %v, %d then", r.pic.frame.Lost, r.pic.frame.At, lost)
	}
	if text := desktest.Texts(s.Content()); !strings.Contains(text, "只看了排队") {
		t.Error(text)
	}
	r.reviews.debrief.said.SetText("先看负荷比")
	act(t, s, "保存点评")
	if text := desktest.Texts(s.Content()); !strings.Contains(text, "先看负荷比") || len(o.Failed) > 0 {
		t.Error(text, o.Failed)
	}
}

func TestCompose_ASessionIsRecordedChangedKeptAndPlayed(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, trainer(o), "calm")
	act(t, s, "开始当班")
	until(s, time.Hour)
	if err := s.room.happen(engine.Event{What: engine.Sick, Project: "life"}, "3", "3 人请假", false); err != nil {
		t.Fatal(err)
	}
	until(s, 2*time.Hour)
	act(t, s, "录成情景")
	c := s.writes
	n := len(c.sc.Events)
	if n == 0 || !slices.ContainsFunc(c.sc.Events, func(e engine.Event) bool { return e.Text == "3 人请假" }) {
		t.Fatalf("%+v", c.sc.Events)
	}
	c.name.SetText("请假日")
	putAt(c, &c.sc.Limits, -1, engine.Limit{Gauge: engine.Waiting, Project: engine.Emergency, Most: 5, Weight: 0.01})
	c.message.SetText("三")
	act(t, s, "保存情景")
	if s.writes == nil || !strings.Contains(desktest.Texts(s.Content()), "三") {
		t.Fatal("points that are no number are taken")
	}
	c.message.SetText("4")
	act(t, s, "保存情景")
	s.end()
	s.readOwn()
	sc := s.chosen()
	if sc.Name != "请假日" || sc.Message != 4 || len(sc.Limits) != len(engine.Find("calm").Limits)+1 {
		t.Fatalf("%+v", sc)
	}
	act(t, s, "开始当班")
	until(s, 90*time.Minute)
	if text := desktest.Texts(s.Content()); !strings.Contains(text, "3 人请假") {
		t.Error(text)
	}
	s.end()
	checkTakenOut(t, s)
}

// checkTakenOut takes the first event out of the chosen scenario.
func checkTakenOut(t *testing.T, s *Screen) {
	t.Helper()
	n := len(s.chosen().Events)
	act(t, s, "修改")
	s.writes.table.List().Chosen = 0
	act(t, s, "移除")
	if len(s.writes.sc.Events) != n-1 {
		t.Errorf("%+v", s.writes.sc.Events)
	}
}

func TestTestOf_MeasuresByWhatWasChosen(t *testing.T) {
	desktest.NewOffice(t)
	ways := measures()
	by := func(d engine.Deed) measure {
		return ways[slices.IndexFunc(ways, func(m measure) bool { return m.deed == d })]
	}
	was := engine.Test{Never: true, At: time.Hour}
	if got, err := testOf(by(engine.OpenTier), was, engine.Emergency, "10", "1.2", "1"); err != nil || got != (engine.Test{Deed: engine.OpenTier, Never: true, At: time.Hour, Project: engine.Emergency, Tier: 1, Ratio: 1.2, Within: 10 * time.Minute}) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := testOf(ways[3], engine.Test{}, "property", "96", "", ""); err != nil || got.BackBy != 96*time.Hour || got.From != "property" {
		t.Errorf("%+v, %v", got, err)
	}
	for name, m := range map[string]measure{"0": ways[0], "150": ways[0], "x": by(engine.Announce)} {
		if _, err := testOf(m, was, engine.Emergency, name, "1", "1"); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
