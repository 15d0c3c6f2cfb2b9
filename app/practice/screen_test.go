package practice

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
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

// A trainer brings a shift to a moment and keeps it; a supervisor begins there.
func TestStart_AShiftBeginsFromAStateThatAnInstructorKept(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, trainer(o), "night")
	act(t, s, "开始当班")
	until(s, 2*time.Hour)
	_ = s.room.p.do(engine.Order{Deed: engine.OpenTier, Project: engine.Emergency})
	lost := s.room.pic.frame.Lost
	if _, err := o.Store.Practice().KeepStart(context.Background(), s.d.Actor, logbook.Start{Name: "后半夜", Record: s.room.p.record()}); err != nil {
		t.Fatal(err)
	}
	s.end()
	s.readStarts()
	if len(s.startsOf()) != 1 || len(s.starting()) == 0 {
		t.Errorf("where it begins can't be chosen: %v", s.starts)
	}
	act(t, s, "下一个起点")
	act(t, s, "开始当班")
	f := s.room.pic.frame
	if f.At != 2*time.Hour || f.Lost != lost || f.Points != 100 || !strings.Contains(desktest.Texts(s.Content()), "后半夜") {
		t.Errorf("it begins at %v with %d lost", f.At, f.Lost)
	}
	s.end()
	act(t, s, "下一个起点")
	if s.startChosen() != nil {
		t.Error("the beginning can't be chosen again")
	}
}

func TestPropose_EveryOrderFitsThePanelInBothLanguages(t *testing.T) {
	for _, l := range []words.Language{words.Chinese, words.English} {
		o := desktest.NewOffice(t)
		desktest.Wear(t, look.ModeLight, 100, l)
		s := open(t, o, trainer(o), "storm-2")
		s.d.Settings.Language = l
		s.begin()
		until(s, 5*time.Hour)
		for _, a := range barActs() {
			s.room.propose(a.deeds...)
			p := s.room.asks
			if p == nil {
				continue
			}
			for i := range p.choices {
				p.choose(i)
				if wide := p.content.Objects[0].MinSize().Width; wide > 298 {
					t.Errorf("%s: %q is %v wide", l, s.room.orderText(p.order), wide)
				}
			}
			p.drop()
		}
	}
}
