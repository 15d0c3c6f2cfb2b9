package operations

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

var ctx = context.Background()

func who(p people.Person) indicators.Who {
	return indicators.Who{PersonID: p.ID, OrganisationID: p.OrganisationID, TeamID: p.TeamID}
}

// dress fills the workspace with more agents and a year of figures.
func dress(t testing.TB, o *desktest.Office) {
	t.Helper()
	k := o.Store.People()
	team, err := k.SaveTeam(ctx, people.Program(), people.Team{OrganisationID: o.Town.Client, Name: "本部一班"})
	if err != nil {
		t.Fatal(err)
	}
	homes := [][2]string{{o.Town.Client, team}, {o.Town.Spruce, o.Town.SpruceTeam}, {o.Town.Willow, o.Town.WillowTeam}}
	for i := range 24 {
		home := homes[i%3]
		p := people.Person{OrganisationID: home[0], TeamID: home[1], Name: string([]rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张")[i]) + "知行",
			StaffNumber: fmt.Sprint(800 + i), Roles: []people.Role{people.Agent}, JoinedAt: o.Now().AddDate(-2, 0, 0)}
		if _, err := k.SavePerson(ctx, people.Program(), p); err != nil {
			t.Fatal(err)
		}
	}
	ps, err := k.Persons(ctx, people.Program(), people.Find{Role: people.Agent})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range year(ps, indicators.DateOf(o.Now().In(o.Zone)), o.Zone, o.Town.Client) {
		if _, err := o.Store.Figures().Import(ctx, o.Town.Lead, b); err != nil {
			t.Fatal(err)
		}
	}
}

var shape = [12]int64{92, 70, 103, 103, 92, 92, 117, 115, 92, 92, 117, 115}

// year is a year of figures until yesterday, by rule and not by chance.
func year(ps []people.Person, today indicators.Date, zone *time.Location, client string) []indicators.Batch {
	days := indicators.Batch{Kind: indicators.DayKind, Source: "acd"}
	shifts := indicators.Batch{Kind: indicators.ShiftKind, Source: "acd"}
	complaints := indicators.Batch{Kind: indicators.ComplaintKind, Source: "acd"}
	orders := indicators.Batch{Kind: indicators.OrderKind, Source: "acd"}
	for k, p := range ps {
		weak := int64(k % 4)
		if p.OrganisationID != client {
			weak += 2
		}
		for d := today - 364; d < today; d += 2 {
			n := 60 * shape[d.UTC().Month()-1] / 100
			lost := (int64(d)*7 + int64(k)*13) % (2 + weak)
			g := indicators.Figures{}.With(indicators.Offered, n).With(indicators.Answered, n-lost).With(indicators.InTarget, n-lost-weak-int64(d)%4).
				With(indicators.Talk, n*(170+6*weak)).With(indicators.Hold, n*9).With(indicators.WrapUp, n*35).With(indicators.Ready, 9000).With(indicators.NotReady, 1500+300*weak).
				With(indicators.Help, weak).With(indicators.BackDue, 3).With(indicators.BackMade, 3-(int64(d)+weak)%9/8).With(indicators.Orders, 12).With(indicators.Faulty, int64(d+indicators.Date(k))%37/36).
				With(indicators.Attitude, int64(d+indicators.Date(3*k))%151/150).With(indicators.Asked, 40).With(indicators.Rated, 20).With(indicators.Satisfied, 20-int64(d+indicators.Date(k))%(19-weak)/(18-weak))
			days.Days = append(days.Days, indicators.Day{Date: d, Who: who(p), Project: "95598", Figures: g})
			if int64(d+indicators.Date(k))%37 == 36 {
				orders.Orders = append(orders.Orders, indicators.Order{Number: fmt.Sprintf("G%d-%d", d, k), Date: d, Who: who(p), Project: "95598", Faulty: true, Reason: []string{"漏填电话", "地址不完整"}[k%2]})
				complaints.Complaints = append(complaints.Complaints, indicators.Complaint{Number: fmt.Sprintf("T%d-%d", d, k), Date: d, Who: who(p), Attitude: k%2 == 0,
					Outcome: []indicators.Outcome{indicators.Upheld, indicators.Rejected, indicators.OpenOutcome}[k%3], CallID: "X", Reason: "打断客户"})
			}
		}
		for d := indicators.PeriodOf(indicators.MonthSpan, today, indicators.DefaultCycle).From; d < today+12; d++ {
			turn := (int(d) + 2*(k%4)) % 8 / 2
			if turn == 3 {
				continue
			}
			start := d.In(zone).Add(time.Duration([]int{8, 16, 0}[turn]) * time.Hour)
			s := indicators.Shift{Who: who(p), Start: start, End: start.Add(8 * time.Hour), Date: d, Project: "95598", Duty: []string{"早班", "中班", "夜班"}[turn]}
			if (int(d)+k)%7 == 0 {
				s.NotReady = []string{"培训 14:00-14:30"}
			}
			shifts.Shifts = append(shifts.Shifts, s)
		}
	}
	return []indicators.Batch{days, shifts, complaints, orders}
}

// badTable is a table of which one row can't be taken.
func badTable(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "话务日报.csv")
	text := "统计日期,工号,呼入量,接听量,通话时长,备注\n2026-11-19,800,60,58,3:12:00,\n2026-11-19,801,60,97%,3:12:00,\n2026-11-19,999,60,58,3:12:00,\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func opened(t testing.TB, by func(desktest.Town) people.Actor, id string, full bool) (*desktest.Office, *Screen) {
	t.Helper()
	o := desktest.NewOffice(t)
	if full {
		dress(t, o)
	}
	d := o.As(by(o.Town))
	d.Window = o.Desk.Window
	s := New(d, desk.Route{Place: desk.Operations, ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed)
	}
	return o, s
}

func lead(t desktest.Town) people.Actor  { return t.Lead }
func agent(t desktest.Town) people.Actor { return t.Agent }

func last(o *desktest.Office, event string) map[string]any {
	for i := len(o.Events) - 1; i >= 0; i-- {
		if o.Events[i].Name == event {
			return o.Events[i].Facts
		}
	}
	return nil
}

func TestScreen_WithoutFiguresSaysWhatToDo(t *testing.T) {
	for _, who := range []func(desktest.Town) people.Actor{lead, agent} {
		for _, id := range []string{"overview", "table", "shifts", "complaints", "orders", string(indicators.AnswerRate)} {
			opened(t, who, id, false)
		}
	}
}

func TestScreen_OpensOnTheMonthOfTheNewestFigures(t *testing.T) {
	o, s := opened(t, lead, "", true)
	if s.state.Span != indicators.MonthSpan || s.shown().From.String() != "2026-11-01" {
		t.Error(s.shown(), s.state)
	}
	if f := last(o, "loaded"); f["view"] != "overview" || f["days"].(int) == 0 {
		t.Error(f)
	}
	desktest.Press(s, fyne.KeyLeftBracket)
	if s.shown().From.String() != "2026-10-01" {
		t.Error("[ should show the month before", s.shown())
	}
	desktest.Press(s, fyne.KeyRightBracket)
	if desktest.Press(s, fyne.KeyRightBracket) || s.shown().From.String() != "2026-11-01" {
		t.Error("there is nothing after the newest month", s.shown())
	}
}

func TestScreen_EverySpanHoldsTheNewestFigures(t *testing.T) {
	_, s := opened(t, lead, "", true)
	for i, span := range indicators.Spans {
		s.spans.Choose(i)
		if s.state.Span != span || !s.shown().Holds(s.extent.Until-1) {
			t.Errorf("%s: %v", span, s.shown())
		}
	}
}

func TestScreen_AnAgentSeesOnlyOwnFigures(t *testing.T) {
	o, s := opened(t, agent, "table", true)
	if slices.Contains(s.tabList(), tabTable) || s.state.Tab != tabOverview || s.mayKeep() {
		t.Error("an agent has no table of others")
	}
	days := last(o, "loaded")["days"].(int)
	_, all := opened(t, lead, "", true)
	if theirs := all.now.(*overview).now.totalDays(); days == 0 || days >= theirs {
		t.Errorf("%d of %d days", days, theirs)
	}
}

func TestPage_ComparesGroupsAndGoesBack(t *testing.T) {
	_, s := opened(t, lead, string(indicators.AnswerRate), true)
	p := s.now.(*page)
	if v := p.value(); !v.Known || !v.HasInterval() {
		t.Errorf("%+v", v)
	}
	if teams := p.known(indicators.ByTeam); len(teams) != 3 {
		t.Error("teams", teams)
	}
	if len(p.persons) < 24 || len(p.trend.sides()) != 2 {
		t.Error(len(p.persons), p.trend.sides())
	}
	desktest.Press(s, fyne.KeyEscape)
	if _, ok := s.now.(*overview); !ok {
		t.Error("Escape should lead back")
	}
}

func TestSheet_SortsFiltersAndRemembers(t *testing.T) {
	o, s := opened(t, lead, "table", true)
	sh := s.now.(*sheet)
	if len(sh.rows) < 24 {
		t.Fatal(len(sh.rows))
	}
	sh.sort(2, true)
	for i := 1; i < len(sh.rows); i++ {
		a, b := sh.values[sh.rows[i-1]][indicators.Calls], sh.values[sh.rows[i]][indicators.Calls]
		if a.Value < b.Value {
			t.Fatal("not sorted by calls, most first")
		}
	}
	sh.search.SetText("张知行")
	if len(sh.rows) != 1 || sh.chosen != sh.rows[0] {
		t.Error("found", len(sh.rows))
	}
	sh.search.SetText("nobody")
	if len(sh.rows) != 0 || sh.chosen != "" {
		t.Error("a search without hits should choose nobody")
	}
	d := o.As(o.Town.Lead)
	again := New(d, desk.Route{Place: desk.Operations}).(*Screen)
	defer again.Close()
	if again.state.Tab != tabTable || again.state.Sort != string(indicators.Calls) || !again.state.Descending {
		t.Errorf("%+v", again.state)
	}
}

func TestSheet_WhatHasNoValueComesLastEitherWay(t *testing.T) {
	_, s := opened(t, lead, "table", true)
	sh := s.now.(*sheet)
	odd := sh.all[0]
	for _, down := range []bool{true, false} {
		sh.values[odd][indicators.Calls] = indicators.Value{}
		s.state.Sort, s.state.Descending, sh.grid.Sorted = string(indicators.Calls), down, 2
		sh.order()
		if sh.all[len(sh.all)-1] != odd {
			t.Error("descending", down)
		}
	}
}

func TestImport_ShowsEveryRefusalFirstAndKeepsNothingUnlessSkipped(t *testing.T) {
	o, s := opened(t, lead, "overview", true)
	s.Dropped([]string{badTable(t)})
	p := s.panel
	if p == nil || len(p.looked.problems) != 2 || p.looked.batch.Len() != 1 {
		t.Fatalf("%+v", p)
	}
	_, act := p.dialog.Buttons()
	if !act.Disabled() || !strings.Contains(p.says.Value, "2") {
		t.Error("bad rows should keep the import from starting:", p.says.Value)
	}
	p.skip.Set(true)
	if act.Disabled() {
		t.Fatal("skipping them should let it start:", p.says.Value)
	}
	p.source.SetText("zz")
	act.Tapped(nil)
	if last(o, "imported") != nil || !strings.Contains(p.says.Value, "1") {
		t.Fatal("another source should be looked at first:", p.says.Value)
	}
	act.Tapped(nil)
	if len(o.Failed) > 0 || last(o, "imported")["rows"] != 1 {
		t.Error(o.Failed, last(o, "imported"))
	}
	s.d.Stage.Tick()
	if s.extent.Until != indicators.On(2026, time.November, 20) {
		t.Error("the place should have read again", s.extent)
	}
}

func TestTargets_AreReadInTheUnitOfTheScreen(t *testing.T) {
	rate, _ := indicators.ByKey(indicators.AnswerRate)
	handle, _ := indicators.ByKey(indicators.HandleTime)
	for text, c := range map[string]struct {
		i    indicators.Indicator
		want float64
	}{"97.5": {rate, .975}, "97.5 %": {rate, .975}, "240": {handle, 240}} {
		got, err := readTarget(c.i, text, "2026-11-01")
		if err != nil || got.Value != c.want || !got.Set || got.From.String() != "2026-11-01" {
			t.Error(text, got, err)
		}
	}
	if got, err := readTarget(rate, "", "2026-11-01"); err != nil || got.Set {
		t.Error("empty is no target", got, err)
	}
	for _, bad := range [][2]string{{"a", "2026-11-01"}, {"120", "2026-11-01"}, {"97", "November"}} {
		if _, err := readTarget(rate, bad[0], bad[1]); err == nil {
			t.Error(bad, "was taken")
		}
	}
}

func TestRoster_ShowsEachTeamsMonth(t *testing.T) {
	o, s := opened(t, lead, "shifts", true)
	r := s.now.(*roster)
	if r.month.From.String() != "2026-11-01" || last(o, "loaded")["rows"].(int) == 0 {
		t.Error(r.month)
	}
	if text := r.tell(r.shifts[:1]); !strings.Contains(text, "95598") || !strings.Contains(text, "–") {
		t.Error(text)
	}
	for name, want := range map[string]duty{"早班": early, "夜班": night, "Late shift": late, "休假": offDuty, "培训": training, "VIP": other} {
		if dutyOf(name) != want {
			t.Error(name, dutyOf(name))
		}
	}
}
