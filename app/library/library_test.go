package library

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/tablefile"
	"shifu/recordings"
)

// open shows the library of a person and lets what waits a moment happen.
func open(t *testing.T, o *desktest.Office, by people.Actor, r desk.Route) *Screen {
	t.Helper()
	d := o.As(by)
	d.Window = o.Window
	d.Reports, d.Settings = fakeReports{}, o.Desk.Settings
	s := New(d, r).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 840)
	settle(s)
	for _, err := range o.Failed {
		t.Errorf("failed: %v", err)
	}
	return s
}

func settle(s *Screen) {
	for range 4 {
		s.d.Stage.Tick()
	}
}

type fakeReports struct{ desk.Reports }

func (fakeReports) Calls(_ context.Context, _ people.Actor, f recordings.Filter, _ recordings.Order, to tablefile.File) error {
	_, err := fmt.Fprintf(to, "table %v %s", f.Satisfaction, to.Format)
	return err
}

// many adds n calls without sound, a minute apart, before the town's.
func many(t *testing.T, o *desktest.Office, n int) {
	t.Helper()
	calls := make([]recordings.Call, n)
	for i := range calls {
		calls[i] = recordings.Call{ID: fmt.Sprintf("many-%05d", i), ExternalID: fmt.Sprintf("M-%d", i), Duration: time.Duration(i+1) * time.Second,
			StartedAt: o.Now().Add(-time.Duration(i+60) * time.Minute), OrganisationID: o.Town.Willow, BusinessLine: "电费电价", Satisfaction: i%5 + 1}
	}
	if _, err := o.Store.Calls().Add(context.Background(), people.Program(), calls); err != nil {
		t.Fatal(err)
	}
}

func chips(s *Screen) (out []string) {
	for _, chip := range chipsOf(s) {
		out = append(out, chip.Name+" "+chip.Value)
	}
	return out
}

func chipsOf(s *Screen) (out []*parts.Chip) {
	for _, line := range s.chips.Objects {
		for _, c := range line.(*fyne.Container).Objects {
			if chip, ok := c.(*parts.Chip); ok {
				out = append(out, chip)
			}
		}
	}
	return out
}

func TestLibrary_ListsWhatThePersonMaySee(t *testing.T) {
	o := desktest.NewOffice(t)
	for by, want := range map[string]int{"lead": 6, "vendor": 4, "agent": 4} {
		actor := map[string]people.Actor{"lead": o.Town.Lead, "vendor": o.Town.VendorQ, "agent": o.Town.Agent}[by]
		if s := open(t, o, actor, desk.Route{}); s.rows.count != want {
			t.Errorf("the %s sees %d calls, want %d", by, s.rows.count, want)
		}
	}
}

func TestLibrary_RightsDecideWhatIsShown(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Agent, desk.Route{})
	for _, a := range s.Actions() {
		if a.Key == fyne.KeyI || a.Key == fyne.KeyE {
			t.Errorf("an agent is offered %s", a.Label)
		}
	}
	s.Dropped([]string{t.TempDir()})
	if s.panel != nil {
		t.Error("an agent's files are taken")
	}
	s.open()
	if len(o.Went) != 1 || o.Went[0].Place != desk.Room || o.Went[0].Start.Purpose != "" {
		t.Errorf("an agent reads what was made of the own call: %+v", o.Went)
	}
}

func TestLibrary_ASortIsRememberedAndTheFirstPageFollows(t *testing.T) {
	o := desktest.NewOffice(t)
	many(t, o, 250)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.sorted(recordings.ByDuration, true)
	if r := s.rows.at(0); r == nil || r.ID != "many-00249" {
		t.Errorf("the longest call isn't first: %+v", r)
	}
	again := open(t, o, o.Town.Lead, desk.Route{})
	if again.order.By != recordings.ByDuration || again.rows.at(0).ID != "many-00249" {
		t.Errorf("the order is forgotten: %+v", again.order)
	}
}

func TestLibrary_TheEndIsReadWhenOneJumpsThere(t *testing.T) {
	o := desktest.NewOffice(t)
	many(t, o, 1200)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.table.Focus()
	s.table.List().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if s.rows.at(1205) != nil {
		t.Fatal("the last row is there without having been asked for")
	}
	settle(s)
	r := s.rows.at(1205)
	if r == nil || r.ID != "many-01199" {
		t.Fatalf("the last row is %+v", r)
	}
	if s.preview.row.ID != r.ID {
		t.Errorf("the preview shows %q", s.preview.row.ID)
	}
	if len(s.rows.blocks) > 4 {
		t.Errorf("%d blocks were read on the way", len(s.rows.blocks))
	}
}

func TestLibrary_TheNewestQuestionWins(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	old := s.question
	s.asks.Satisfaction = []int{5}
	s.asked()
	if old.Err() == nil {
		t.Error("the question before goes on")
	}
	if s.rows.count != 0 {
		t.Errorf("found %d", s.rows.count)
	}
}

func TestLibrary_SearchWaitsForAPauseAndEscapeClearsIt(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.search.Focus()
	test.Type(s.search.Typing(), "周谷")
	if s.asks.Text != "" {
		t.Error("every letter asks")
	}
	settle(s)
	if s.asks.Text != "周谷" || s.rows.count != 1 {
		t.Errorf("%q finds %d", s.asks.Text, s.rows.count)
	}
	s.leaveSearch()
	if s.rows.count != 6 || s.asks.Text != "" {
		t.Errorf("after Escape %q finds %d", s.asks.Text, s.rows.count)
	}
}

func TestLibrary_ConditionsStandAsChipsAndGoWithTheirCross(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.asks.TeamIDs, s.asks.MinLength, s.asks.Period = []string{o.Town.SpruceTeam}, 5*time.Second, today
	s.asked()
	if got := strings.Join(chips(s), "|"); got != "时间 今日|班组 云杉（外包） 二班|时长 至少 0:05" {
		t.Errorf("chips: %s", got)
	}
	if s.rows.count != 4 {
		t.Errorf("found %d", s.rows.count)
	}
	chipsOf(s)[1].OnRemoved()
	if len(chips(s)) != 2 || s.rows.count != 6 {
		t.Errorf("without the team: %v, %d", chips(s), s.rows.count)
	}
	s.clearConditions()
	if len(chips(s)) != 0 || !s.clear.Hidden {
		t.Errorf("cleared: %v", chips(s))
	}
}

func TestLibrary_NothingFoundOffersTheWayBack(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{Filter: recordings.Filter{Projects: []string{"none such"}}})
	if s.rows.count != 0 || s.middle.Objects[0] == fyne.CanvasObject(s.table) {
		t.Fatal("an empty table is shown")
	}
	s.clearConditions()
	if s.middle.Objects[0] != fyne.CanvasObject(s.table) {
		t.Error("the table doesn't come back")
	}
}

func TestLibrary_ADayOfTheHistogramSetsTheTime(t *testing.T) {
	o := desktest.NewOffice(t)
	many(t, o, 40)
	s := open(t, o, o.Town.Lead, desk.Route{})
	if len(s.days) != daysShown || s.days[daysShown-1].Calls != 46 {
		t.Fatalf("%d days, the last with %d", len(s.days), s.days[len(s.days)-1].Calls)
	}
	s.histogram.OnChosen(daysShown-3, daysShown-2)
	if s.rows.count != 0 || chips(s)[0] != "时间 11-16 至 11-17" {
		t.Errorf("found %d, %v", s.rows.count, chips(s))
	}
	if s.histogram.From != daysShown-3 || s.histogram.To != daysShown-2 {
		t.Errorf("the span stands at %d to %d", s.histogram.From, s.histogram.To)
	}
	s.histogram.OnChosen(-1, -1)
	if s.rows.count != 46 {
		t.Errorf("freed, found %d", s.rows.count)
	}
}

func TestLibrary_ViewsAreKeptPerPersonAndCounted(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.asks.AgentIDs = []string{o.Town.Mate.PersonID}
	s.asked()
	if s.view != -1 || s.saveView.Hidden {
		t.Error("conditions of one's own can't be kept")
	}
	s.keepView("周谷雨")
	again := open(t, o, o.Town.Lead, desk.Route{})
	last := again.tabs.Items[len(again.tabs.Items)-1]
	if last.Word != "周谷雨" || last.Count != "1" {
		t.Errorf("the last view is %+v", last)
	}
	again.tabs.Choose(len(again.tabs.Items) - 1)
	if again.rows.count != 1 {
		t.Errorf("the view shows %d", again.rows.count)
	}
	again.removeView()
	if n := len(again.memory.Views); n != 0 {
		t.Errorf("%d views left", n)
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if n := len(again.memory.Views); n != 1 {
		t.Errorf("undo left %d views", n)
	}
	if other := open(t, o, o.Town.Reviewer, desk.Route{}); len(other.memory.Views) != 0 {
		t.Error("another person sees it")
	}
}

func TestLibrary_AMovingPeriodStaysMoving(t *testing.T) {
	blob, err := json.Marshal(view{"w", question{Period: thisWeek}})
	if err != nil {
		t.Fatal(err)
	}
	var v view
	if err := json.Unmarshal(blob, &v); err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("CST", 8*3600)
	sunday := time.Date(2026, 11, 22, 23, 30, 0, 0, zone)
	f := v.Asks.filter(sunday, zone)
	if f.From.Format(time.DateOnly) != "2026-11-16" || f.Until.Format(time.DateOnly) != "2026-11-23" {
		t.Errorf("the week of a Sunday is %v to %v", f.From, f.Until)
	}
}

func TestLibrary_EnterOpensTheRoomForTheChosenCall(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer, desk.Route{ID: o.Town.Mono.ID})
	if s.preview.row.ID != o.Town.Mono.ID || s.rows.at(s.table.Chosen()).ID != o.Town.Mono.ID {
		t.Fatalf("the route's call isn't chosen: %s", s.preview.row.ID)
	}
	s.table.List().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(o.Went) != 1 || o.Went[0].Place != desk.Room || o.Went[0].ID != o.Town.Mono.ID {
		t.Errorf("went to %+v", o.Went)
	}
}
