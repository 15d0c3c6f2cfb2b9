package store_test

import (
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// day is one day of an agent's figures.
func day(d indicators.Date, who people.Actor, project string, offered, answered int64) indicators.Day {
	g := indicators.Figures{}.With(indicators.Offered, offered).With(indicators.Answered, answered)
	return indicators.Day{Date: d, Who: whoIs(who), Project: project, Figures: g}
}

func whoIs(a people.Actor) indicators.Who {
	return indicators.Who{PersonID: a.PersonID, OrganisationID: a.OrganisationID, TeamID: a.TeamID}
}

var march = indicators.On(2026, time.March, 1)

// figured is a town with figures of three agents in March.
func figured(t testing.TB) *town {
	t.Helper()
	v := newTown(t)
	b := indicators.Batch{Kind: indicators.DayKind, Source: "acd", Columns: map[string]string{"answered": "接听量"}, Days: []indicators.Day{
		day(march, v.agent, "95598", 100, 90), day(march, v.agent, "保险", 10, 10), day(march+1, v.agent, "95598", 50, 40),
		day(march, v.mate, "95598", 200, 199), day(march, v.foreign, "95598", 300, 150), day(march.Add(0, 1, 0), v.agent, "95598", 7, 7)}}
	if got, err := v.Figures().Import(ctx, v.lead, b); err != nil || got.Added != 6 || got.Replaced != 0 {
		t.Fatal(got, err)
	}
	return v
}

func (v *town) sums(t testing.TB, by people.Actor, q indicators.Question) map[string]indicators.Sums {
	t.Helper()
	if q.Periods == nil {
		q.Periods = []indicators.Period{indicators.PeriodOf(indicators.MonthSpan, march, indicators.DefaultCycle)}
	}
	ls, err := v.Figures().Sums(ctx, by, q)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]indicators.Sums{}
	for _, l := range ls {
		out[l.Group] = out[l.Group].Plus(l.Sums)
	}
	return out
}

func answered(s indicators.Sums) float64 {
	i, _ := indicators.ByKey(indicators.Calls)
	return i.Of(s).Value
}

func TestSums_ByEveryGroup(t *testing.T) {
	v := figured(t)
	for group, want := range map[indicators.Group]map[string]float64{
		indicators.Everybody:      {"": 489},
		indicators.ByPerson:       {v.agent.PersonID: 140, v.mate.PersonID: 199, v.foreign.PersonID: 150},
		indicators.ByTeam:         {v.teamA: 339, v.teamO: 150},
		indicators.ByOrganisation: {v.acme: 339, v.other: 150},
		indicators.ByProject:      {"95598": 479, "保险": 10},
		indicators.ByHouse:        {"vendor": 489},
	} {
		got := v.sums(t, v.lead, indicators.Question{By: group})
		if len(got) != len(want) {
			t.Errorf("by %s: %d groups", group, len(got))
		}
		for g, n := range want {
			if answered(got[g]) != n {
				t.Errorf("by %s: %s answered %v, want %v", group, g, answered(got[g]), n)
			}
		}
	}
}

func TestSums_FiltersAndPeriods(t *testing.T) {
	v := figured(t)
	for name, c := range map[string]struct {
		q    indicators.Question
		want float64
	}{"a person": {indicators.Question{PersonIDs: []string{v.mate.PersonID}}, 199}, "a team": {indicators.Question{TeamIDs: []string{v.teamO}}, 150},
		"an organisation": {indicators.Question{OrganisationIDs: []string{v.acme}}, 339}, "a project": {indicators.Question{Projects: []string{"保险"}}, 10},
		"in-house": {indicators.Question{Kind: people.InHouse}, 0}, "one day": {indicators.Question{Periods: []indicators.Period{{From: march + 1, Until: march + 2}}}, 40},
	} {
		if got := answered(v.sums(t, v.lead, c.q)[""]); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	months := indicators.Run(indicators.MonthSpan, march.Add(0, 1, 0), indicators.DefaultCycle, 3)
	ls, err := v.Figures().Sums(ctx, v.lead, indicators.Question{Periods: months})
	if err != nil || len(ls) != 2 || ls[0].Period != 1 || ls[1].Period != 2 || answered(ls[1].Sums) != 7 {
		t.Error(ls, err)
	}
	if ls[0].Sums.Days() != 4 { // the agent worked in two projects on one day
		t.Error("agents' days:", ls[0].Sums.Days())
	}
}

func TestSums_EachSeesTheirOwn(t *testing.T) {
	v := figured(t)
	for name, c := range map[string]struct {
		by   people.Actor
		want float64
	}{"the client's lead": {v.lead, 489}, "a vendor's lead": {v.vendorAdmin, 339}, "an agent": {v.agent, 140}, "another vendor": {v.foreignRev, 150}} {
		if got := answered(v.sums(t, c.by, indicators.Question{})[""]); got != c.want {
			t.Errorf("%s sees %v, want %v", name, got, c.want)
		}
	}
}

func TestSums_FactsOfTwoSourcesMeetInOneRate(t *testing.T) {
	v := figured(t)
	other := day(march, v.mate, "95598", 0, 0)
	other.Figures = indicators.Figures{}.With(indicators.Attitude, 2)
	b := indicators.Batch{Kind: indicators.DayKind, Source: "complaints", Days: []indicators.Day{other}}
	if _, err := v.Figures().Import(ctx, v.lead, b); err != nil {
		t.Fatal(err)
	}
	i, _ := indicators.ByKey(indicators.AttitudeRate)
	got := i.Of(v.sums(t, v.lead, indicators.Question{})[""])
	if got.N != 199 || got.Value != 2000./199 {
		t.Errorf("%+v", got)
	}
}

func TestImport_ASecondOfTheSameDayReplacesTheSourcesRows(t *testing.T) {
	v := figured(t)
	again := indicators.Batch{Kind: indicators.DayKind, Source: " acd ", Days: []indicators.Day{day(march, v.agent, "95598", 80, 70)}}
	n, err := v.Figures().Replaces(ctx, v.lead, again.Kind, again.Source, again.Dates())
	if err != nil || n != 4 {
		t.Error("foretold", n, err)
	}
	got, err := v.Figures().Import(ctx, v.lead, again)
	if err != nil || got.Replaced != 4 || got.Added != 1 {
		t.Error(got, err)
	}
	if n := answered(v.sums(t, v.lead, indicators.Question{})[""]); n != 110 { // 70, and 40 of the second day
		t.Error(n)
	}
}

func TestImport_AFactThatAnotherSourceTellsIsRefusedAndNothingChanges(t *testing.T) {
	v := figured(t)
	twice := indicators.Batch{Kind: indicators.DayKind, Source: "other system", Days: []indicators.Day{
		day(march+5, v.mate, "95598", 1, 1), day(march, v.agent, "95598", 80, 70)}}
	_, err := v.Figures().Import(ctx, v.lead, twice)
	if !fault.Is(err, fault.Conflict) {
		t.Fatal(err)
	}
	if n := answered(v.sums(t, v.lead, indicators.Question{})[""]); n != 489 {
		t.Error("half of a refused import was kept:", n)
	}
}

func TestImport_NeedsItsRightASourceAndPeopleInScope(t *testing.T) {
	v := figured(t)
	b := indicators.Batch{Kind: indicators.DayKind, Source: "acd", Days: []indicators.Day{day(march, v.agent, "", 1, 1)}}
	granted := v.vendorAdmin
	p, err := v.People().Person(ctx, v.admin, granted.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	p.Granted = []people.Right{people.KeepFigures}
	for _, by := range []people.Actor{v.rev, v.agent, v.vendorAdmin, people.As(p, people.Vendor)} {
		if _, err := v.Figures().Import(ctx, by, b); !fault.Is(err, fault.Forbidden) {
			t.Error(by.Name, err)
		}
	}
	b.Source = " "
	if _, err := v.Figures().Import(ctx, v.lead, b); !fault.Is(err, fault.Invalid) {
		t.Error("without a source", err)
	}
	b.Source, b.Days[0].Who.PersonID = "acd", "nobody"
	if _, err := v.Figures().Import(ctx, v.lead, b); !fault.Is(err, fault.NotFound) {
		t.Error("of nobody", err)
	}
	if _, err := v.Figures().Import(ctx, v.lead, indicators.Batch{Kind: "songs", Source: "acd"}); !fault.Is(err, fault.Invalid) {
		t.Error("of no kind", err)
	}
}

func TestImport_ListsGoInAndComeBack(t *testing.T) {
	v := newTown(t)
	start := march.In(time.UTC).Add(8 * time.Hour)
	shift := indicators.Shift{Who: whoIs(v.agent), Start: start, End: start.Add(8 * time.Hour), Date: march, Project: "95598", Duty: "早班", NotReady: []string{"培训"}}
	theirs := shift
	theirs.Who = whoIs(v.foreign)
	c := indicators.Complaint{Number: "C1", Date: march, Who: whoIs(v.agent), Attitude: true, Outcome: indicators.Upheld, CallID: "X1", Reason: "打断"}
	not := c
	not.Number, not.Outcome, not.Date = "C2", indicators.Rejected, march+1
	o := indicators.Order{Number: "G1", Date: march, Who: whoIs(v.agent), Project: "95598", Faulty: true, Reason: "漏填"}
	right := o
	right.Number, right.Faulty = "G2", false
	for _, b := range []indicators.Batch{{Kind: indicators.ShiftKind, Shifts: []indicators.Shift{theirs, shift}},
		{Kind: indicators.ComplaintKind, Complaints: []indicators.Complaint{c, not}}, {Kind: indicators.OrderKind, Orders: []indicators.Order{o, right}}} {
		b.Source = "x"
		if _, err := v.Figures().Import(ctx, v.lead, b); err != nil {
			t.Fatal(err)
		}
	}
	shifts, err := v.Figures().Shifts(ctx, v.agent, indicators.Find{Period: indicators.Period{From: march, Until: march + 1}})
	if err != nil || len(shifts) != 1 || shifts[0].Duty != "早班" || !shifts[0].Start.Equal(start) || shifts[0].NotReady[0] != "培训" || shifts[0].Who != whoIs(v.agent) {
		t.Error(shifts, err)
	}
	complaints, err := v.Figures().Complaints(ctx, v.lead, indicators.Find{}, 9)
	if err != nil || len(complaints) != 2 {
		t.Fatal(complaints, err)
	}
	if c.ID, c.Told = complaints[1].ID, c.Outcome; complaints[1] != c || c.ID == "" {
		t.Error(complaints)
	}
	if bad, err := v.Figures().Complaints(ctx, v.lead, indicators.Find{BadOnly: true}, 9); err != nil || len(bad) != 1 || bad[0] != c {
		t.Error(bad, err)
	}
	orders, err := v.Figures().WorkOrders(ctx, v.lead, indicators.Find{BadOnly: true, PersonIDs: []string{v.agent.PersonID}}, 9)
	if err != nil || len(orders) != 1 {
		t.Fatal(orders, err)
	}
	if o.ID, o.Told = orders[0].ID, true; orders[0] != o || o.ID == "" {
		t.Error(orders)
	}
}

func TestSources_RememberTheirColumns(t *testing.T) {
	v := figured(t)
	got, err := v.Figures().Sources(ctx, v.lead, indicators.DayKind)
	if err != nil || got["acd"]["answered"] != "接听量" {
		t.Error(got, err)
	}
}

func TestTargets_BeginWithTheUsualOnesAndKeepEveryVersion(t *testing.T) {
	v := newTown(t)
	if err := v.Figures().SetTarget(ctx, v.rev, indicators.Target{Key: indicators.AnswerRate, From: march, Value: .98, Set: true}); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	for _, x := range []float64{.5, .98} {
		if err := v.Figures().SetTarget(ctx, v.lead, indicators.Target{Key: indicators.AnswerRate, From: march, Value: x, Set: true}); err != nil {
			t.Fatal(err)
		}
	}
	ts, err := v.Figures().Targets(ctx, v.agent)
	if err != nil || ts.On(indicators.AnswerRate, march).Value != .98 || ts.On(indicators.AnswerRate, march-1).Value != .97 || ts.On(indicators.Satisfaction, march).Value != .998 {
		t.Error(ts, err)
	}
}

func TestCycle_IsKept(t *testing.T) {
	v := newTown(t)
	c := indicators.Cycle{First: march, Days: 4}
	if err := v.Figures().SetCycle(ctx, v.lead, c); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Figures().Cycle(ctx, v.agent); err != nil || got != c {
		t.Error(got, err)
	}
	if err := v.Figures().SetCycle(ctx, v.lead, indicators.Cycle{Days: 1}); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestExtent_AndProjectsKeepToTheScope(t *testing.T) {
	v := figured(t)
	p, err := v.Figures().Extent(ctx, v.mate)
	if err != nil || p != (indicators.Period{From: march, Until: march + 1}) {
		t.Error(p, err)
	}
	if all, err := v.Figures().Projects(ctx, v.foreignRev); err != nil || len(all) != 1 || all[0] != "95598" {
		t.Error(all, err)
	}
	if p, err := v.Figures().Extent(ctx, v.lead); err != nil || p.Until != march.Add(0, 1, 1) {
		t.Error(p, err)
	}
}

// BenchmarkFigures_Import keeps 100,000 rows; the second time it replaces them.
func BenchmarkFigures_Import(b *testing.B) {
	v := newTown(b)
	batch := indicators.Batch{Kind: indicators.DayKind, Source: "acd"}
	for i := range 100_000 {
		batch.Days = append(batch.Days, day(march+indicators.Date(i/280), v.agent, string(rune('a'+i%280)), 60, 58))
	}
	for b.Loop() {
		if _, err := v.Figures().Import(ctx, v.lead, batch); err != nil {
			b.Fatal(err)
		}
	}
}
