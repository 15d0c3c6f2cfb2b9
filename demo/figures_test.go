package demo_test

import (
	"testing"
	"time"

	"shifu/qa/indicators"
)

// figures are the sums by house, and those of all months, of the shared demo.
func figures(t *testing.T, q indicators.Question) map[string]indicators.Sums {
	t.Helper()
	ls, err := shared.Figures().Sums(ctx, shared.actors["吴清和"], q)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]indicators.Sums{}
	for _, l := range ls {
		out[l.Group] = out[l.Group].Plus(l.Sums)
	}
	return out
}

func TestFigures_TheYearHasItsShapeAndVendorsAreALittleBehind(t *testing.T) {
	today := indicators.DateOf(evening)
	answered := func(m time.Month) float64 {
		i, _ := indicators.ByKey(indicators.Calls)
		p := indicators.PeriodOf(indicators.MonthSpan, indicators.On(2026, m, 1), indicators.DefaultCycle)
		return i.Of(figures(t, indicators.Question{Periods: []indicators.Period{p}})[""]).Value
	}
	if feb, april, may, july := answered(2), answered(4), answered(5), answered(7); feb >= may || may >= april || april >= july {
		t.Errorf("February %v, May %v, April %v, July %v", feb, may, april, july)
	}
	year := []indicators.Period{{From: today.Add(-1, 0, 0), Until: today}}
	sides := figures(t, indicators.Question{Periods: year, By: indicators.ByHouse})
	for _, k := range []indicators.Key{indicators.AnswerRate, indicators.TimelyRate, indicators.Satisfaction, indicators.FirstContact, indicators.HandleTime,
		indicators.OrderErrors, indicators.BusyShare, indicators.HelpRate} {
		i, _ := indicators.ByKey(k)
		own, vendor := i.Of(sides["in-house"]), i.Of(sides["vendor"])
		if behind := (own.Value - vendor.Value) * float64(i.Better); !own.Known || !vendor.Known || behind <= 0 {
			t.Errorf("%s: in-house %v, vendors %v", k, own.Value, vendor.Value)
		}
	}
	if n := len(figures(t, indicators.Question{Periods: year, By: indicators.ByPerson})); n < 40 {
		t.Errorf("figures of %d agents only", n)
	}
}

func TestFigures_UpheldComplaintsAndFaultyOrdersAreThoseOfTheDailyFigures(t *testing.T) {
	by := shared.actors["吴清和"]
	p, err := shared.Figures().Extent(ctx, by)
	if err != nil {
		t.Fatal(err)
	}
	orders, err := shared.Figures().WorkOrders(ctx, by, indicators.Find{Period: p}, 100_000)
	complaints, err2 := shared.Figures().Complaints(ctx, by, indicators.Find{Period: p}, 100_000)
	if err != nil || err2 != nil || len(orders) == 0 {
		t.Fatal(len(orders), err, err2)
	}
	upheld := 0
	for _, c := range complaints {
		if c.Attitude && c.Outcome == indicators.Upheld {
			upheld++
		}
	}
	var n [2]int64
	listed := indicators.Set(0)
	for _, s := range figures(t, indicators.Question{Periods: []indicators.Period{p}}) {
		for _, part := range s {
			n[0], n[1] = n[0]+part.N[indicators.Faulty], n[1]+part.N[indicators.Attitude]
			listed |= part.Listed
		}
	}
	if n[0] != int64(len(orders)) || n[1] != int64(upheld) || upheld == 0 {
		t.Errorf("%d faulty and %d listed, %d upheld and %d listed", n[0], len(orders), n[1], upheld)
	}
	if listed != indicators.Of(indicators.Faulty, indicators.Attitude) {
		t.Error("the insurer's daily figures tell neither, so the lists should", listed)
	}
}

func TestFigures_EveryTeamHasShiftsThisMonth(t *testing.T) {
	p := indicators.PeriodOf(indicators.MonthSpan, indicators.DateOf(evening), indicators.DefaultCycle)
	shifts, err := shared.Figures().Shifts(ctx, shared.actors["吴清和"], indicators.Find{Period: p})
	teams := map[string]int{}
	for _, s := range shifts {
		teams[s.Who.TeamID]++
	}
	if err != nil || len(teams) != 4 {
		t.Error(teams, err)
	}
}
