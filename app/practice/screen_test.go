package practice

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/internal/words"
	engine "shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

func open(t *testing.T, o *desktest.Office, by people.Actor, id string) *Screen {
	t.Helper()
	d := o.As(by)
	o.Desk = d
	s := New(d, desk.Route{Place: desk.Practice, ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1216, 772)
	return s
}

// trainer may instruct.
func trainer(o *desktest.Office) people.Actor {
	return people.As(people.Person{ID: o.Town.Lead.PersonID, Name: o.Town.Lead.Name, OrganisationID: o.Town.Lead.OrganisationID, Roles: []people.Role{people.Trainer, people.Supervisor}}, people.InHouse)
}

func act(t *testing.T, s *Screen, label string) {
	t.Helper()
	for _, a := range s.Actions() {
		if a.Label == label && !a.Off {
			a.Do()
			return
		}
	}
	t.Fatalf("%q can't be done", label)
}

// until lets a session go on without its clock.
func until(s *Screen, d time.Duration) {
	s.room.target, s.room.fresh = d, true
	s.room.look()
}

func TestStart_SaysWhatEveryScenarioAsksFor(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, "storm-2")
	for _, want := range []string{"大风日，来电两倍", "开一梯队", "10 分钟内开一梯队。"} {
		if !strings.Contains(desktest.Texts(s.Content()), want) {
			t.Errorf("%q is missing", want)
		}
	}
	if len(s.all) < 10 {
		t.Errorf("%d scenarios", len(s.all))
	}
}

func TestRoom_TheClockGoesOnAtItsSpeedAndStandsStillInAPause(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, "calm")
	act(t, s, "开始当班")
	r := s.room
	tick := func() { o.Pass(100 * time.Millisecond); s.d.Stage.Tick() }
	tick()
	if r.pic.frame.At != 0 {
		t.Error("it runs before it was started")
	}
	act(t, s, "走或停")
	for range 10 {
		tick()
	}
	if r.pic.frame.At != time.Minute { // ten ticks of 0.1 s at 60x
		t.Errorf("%v after a second at 60x", r.pic.frame.At)
	}
	r.setSpeed(4)
	tick()
	if got := r.pic.frame.At; got != time.Minute+100*time.Second {
		t.Errorf("%v after a tenth at 1000x", got)
	}
	act(t, s, "走或停")
	if ran := o.Events[len(o.Events)-1].Facts; ran["pictures"] != 11 || ran["speed"] != 1000 {
		t.Errorf("11 ticks are %v", ran)
	}
	at := r.pic.frame.At
	tick()
	if r.pic.frame.At != at {
		t.Error("the clock went on in a pause")
	}
}

func TestRoom_ItsKeysAreOfferedFromTheFirstPictureAndAgainAfterGoingBackFromTheEnd(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, "calm")
	live := false // as the window has it: it asks for the acts only when told
	s.d.Changed = func() {
		for _, a := range s.Actions() {
			if a.Label == "走或停" {
				live = !a.Off
			}
		}
	}
	act(t, s, "开始当班")
	r := s.room
	r.pic = picture{}
	s.show() // the room is shown before its first picture
	r.look()
	if !live {
		t.Error("the clock can't be started by its key")
	}
	over := *r.pic.frame
	over.Over = true
	r.pic.frame = &over
	s.show()
	r.landed(0)
	if !live {
		t.Error("the clock can't be started after going back from the end")
	}
}

func TestRoom_AnActShowsItsForecastAndStopsTheClockUntilItIsOrdered(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, "storm-2")
	act(t, s, "开始当班")
	until(s, 5*time.Hour)
	act(t, s, "走或停")
	act(t, s, "开梯队")
	p := s.room.asks
	if p == nil || p.outlook == nil || !strings.Contains(desktest.Texts(s.Content()), "推演 24 次") {
		t.Fatal(desktest.Texts(s.Content()))
	}
	at := s.room.pic.frame.At
	o.Pass(time.Second)
	s.d.Stage.Tick()
	if s.room.pic.frame.At != at {
		t.Error("the clock went on while somebody thought")
	}
	order := p.order
	act(t, s, "下令")
	if acts := s.room.p.session.Acts(); len(acts) != 1 || acts[0].Order != order || s.room.asks != nil {
		t.Errorf("%+v", acts)
	}
	if !strings.Contains(desktest.Texts(s.Content()), s.room.orderText(order)) {
		t.Error("the log does not tell of it")
	}
}

func TestRoom_GoingBackForgetsWhatWasDoneAfterwards(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, "storm-2")
	act(t, s, "开始当班")
	until(s, 4*time.Hour)
	act(t, s, "存档点")
	lost := s.room.pic.frame.Lost
	act(t, s, "小休与培训")
	act(t, s, "下令")
	until(s, 5*time.Hour)
	i := slices.IndexFunc(s.room.p.moments(), func(m engine.Mark) bool { return m.Name != "" })
	s.room.goBack(s.room.p.moments()[i])
	if f := s.room.pic.frame; f.At != 4*time.Hour || f.Lost != lost || len(s.room.p.session.Acts()) != 0 {
		t.Errorf("%v, %d lost, acts %v", f.At, f.Lost, s.room.p.session.Acts())
	}
	if k := s.room.p.record(); len(k.Marks) != 1 || len(k.Acts) != 0 {
		t.Errorf("%+v", k)
	}
}

func TestRoom_ALeftSessionGoesOnWhereItWas(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, trainer(o), "storm-2")
	act(t, s, "开始当班")
	until(s, 4*time.Hour)
	s.room.watch("estate")
	act(t, s, "推迟回访")
	act(t, s, "下令")
	if err := s.room.happen(engine.Event{What: engine.Sick, Project: "life"}, "3", "3 人请假", false); err != nil {
		t.Fatal(err)
	}
	until(s, 6*time.Hour+7*time.Second)
	want := *s.room.pic.frame
	s.Close()
	again := open(t, o, trainer(o), "")
	act(t, again, "接着上次练")
	got := again.room.pic.frame
	if got.At != want.At || got.Lost != want.Lost || got.Their != want.Their || got.Spent != want.Spent || len(got.Log) != len(want.Log) {
		t.Errorf("%v %d %d, want %v %d %d", got.At, got.Lost, got.Their, want.At, want.Lost, want.Their)
	}
}

func TestRoom_OnlyWhoKeepsPracticeLetsThingsHappen(t *testing.T) {
	o := desktest.NewOffice(t)
	supervisor := people.As(people.Person{ID: o.Town.Lead.PersonID, OrganisationID: o.Town.Lead.OrganisationID, Roles: []people.Role{people.Supervisor}}, people.InHouse)
	s := open(t, o, supervisor, "calm")
	act(t, s, "开始当班")
	if slices.ContainsFunc(s.Actions(), func(a desk.Action) bool { return a.Label == "教员" }) {
		t.Error("a trainee instructs")
	}
	s.Close()
	s = open(t, o, trainer(o), "calm")
	act(t, s, "开始当班")
	if err := s.room.happen(engine.Event{What: engine.Storm, Project: engine.Emergency, Kind: "fault_report", Shape: engine.Pulse}, "x", "", false); err == nil {
		t.Error("a size that is no number is taken")
	}
	if err := s.room.happen(engine.Event{What: engine.Notice}, "", "看看排队", true); err != nil {
		t.Fatal(err)
	}
	if f := s.room.pic.frame; f.Points != 100-engine.Tutor || !strings.Contains(desktest.Texts(s.Content()), "看看排队") {
		t.Errorf("%v points\n%s", f.Points, desktest.Texts(s.Content()))
	}
}

func TestRoom_AtTheEndTheTasksAreToldAndTheSessionIsNotGoneOnWith(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, "storm-2")
	act(t, s, "开始当班")
	until(s, 99*time.Hour)
	if !s.room.pic.frame.Over || o.Traced("over") != 1 {
		t.Fatal("it is not over")
	}
	s.end()
	if s.last != nil {
		t.Error("a session that is over can be gone on with")
	}
}

// The week can be lost in the window: whoever lends and does not give back is
// warned in time, and told at the end.
func TestStormWeek_IsLostInTheWindowByNotGivingBack(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, "storm-week")
	act(t, s, "开始当班")
	warned := false
	for at := 3 * time.Hour; at < 7*24*time.Hour; at += 6 * time.Hour {
		until(s, at)
		_ = s.room.p.do(engine.Order{Deed: engine.Lend, Project: engine.Emergency, From: "property", Count: 6})
		if row := s.room.row("property"); row.LentOut > 0 && row.Tone == engine.Warn && strings.Contains(row.Verdict.In(words.Chinese), "还") {
			warned = true
		}
	}
	until(s, 7*24*time.Hour)
	f := s.room.pic.frame
	standing := map[string]engine.Standing{}
	for _, r := range f.Tasks {
		standing[r.Task.Name] = r.Standing
	}
	if !warned || !f.Over || standing["People back before their own surge"] != engine.Failed || o.Traced("over") != 1 {
		t.Errorf("warned %v, tasks %v", warned, standing)
	}
}

func TestReview_TellsWhatEachActWasWorthAndGoesBackToIt(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, "storm-2")
	act(t, s, "开始当班")
	r := s.room
	until(s, time.Hour)
	r.kept = logbook.Session{ID: "x", PersonID: o.Town.Lead.PersonID, Outcome: logbook.Outcome{Played: time.Hour}, Review: &engine.Review{Reruns: 200,
		Results: []engine.Summary{{Reference: engine.Mine, Runs: 200}, {Reference: engine.TheRule, Runs: 200, Regret: engine.Figure{Mean: 40, Half: 9}}},
		Ledger:  []engine.Entry{{At: 30 * time.Minute, Missed: true, Order: engine.Order{Deed: engine.OpenTier, Project: engine.Emergency}, Gain: engine.Figure{Mean: 33, Half: 8}, Regret: 33}}}}
	act(t, s, "复盘")
	if text := desktest.Texts(s.Content()); !strings.Contains(text, "每个动作和错过的时机值多少") {
		t.Error(text)
	}
	act(t, s, "从那一刻再来")
	if r.reviews != nil || r.pic.frame.At != 30*time.Minute {
		t.Errorf("at %v", r.pic.frame.At)
	}
}

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
	c.putLimit(-1, engine.Limit{Gauge: engine.Waiting, Project: engine.Emergency, Most: 5, Weight: 0.01})
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
