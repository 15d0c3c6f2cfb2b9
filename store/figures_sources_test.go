package store_test

import (
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/indicators"
)

// brought imports a batch, or fails.
func (v *town) brought(t *testing.T, b indicators.Batch) {
	t.Helper()
	if _, err := v.Figures().Import(ctx, v.lead, b); err != nil {
		t.Fatal(err)
	}
}

// drawnFrom is an indicator's value of March, and its source in words.
func (v *town) drawnFrom(t *testing.T, k indicators.Key, q indicators.Question) (indicators.Value, string) {
	t.Helper()
	i, _ := indicators.ByKey(k)
	var all indicators.Sums
	for _, s := range v.sums(t, v.lead, q) {
		all = all.Plus(s)
	}
	return i.Of(all), i.Source(all).In(words.English)
}

func order(n string, d indicators.Date, who people.Actor, project string, faulty bool) indicators.Order {
	return indicators.Order{Number: n, Date: d, Who: whoIs(who), Project: project, Faulty: faulty}
}

func orders(source string, os ...indicators.Order) indicators.Batch {
	return indicators.Batch{Kind: indicators.OrderKind, Source: source, Orders: os}
}

func complaint(n string, d indicators.Date, who people.Actor, attitude bool, o indicators.Outcome) indicators.Complaint {
	return indicators.Complaint{Number: n, Date: d, Who: whoIs(who), Attitude: attitude, Outcome: o}
}

func complaints(source string, cs ...indicators.Complaint) indicators.Batch {
	return indicators.Batch{Kind: indicators.ComplaintKind, Source: source, Complaints: cs}
}

// days is a table with the facts of each given day of one agent.
func days(source string, who people.Actor, all map[indicators.Date]indicators.Figures) indicators.Batch {
	b := indicators.Batch{Kind: indicators.DayKind, Source: source}
	for d, g := range all {
		b.Days = append(b.Days, indicators.Day{Date: d, Who: whoIs(who), Project: "95598", Figures: g})
	}
	return b
}

func told(pairs ...int64) (g indicators.Figures) {
	for i := 0; i < len(pairs); i += 2 {
		g = g.With(indicators.Fact(pairs[i]), pairs[i+1])
	}
	return g
}

const (
	fAnswered = int64(indicators.Answered)
	fOrders   = int64(indicators.Orders)
	fFaulty   = int64(indicators.Faulty)
	fAttitude = int64(indicators.Attitude)
)

const fromList, fromTable = "Source: the imported list.", "Source: the daily figures."

func (v *town) expect(t *testing.T, k indicators.Key, q indicators.Question, over float64, n int64, source string) {
	t.Helper()
	got, from := v.drawnFrom(t, k, q)
	scale := 1.
	if k == indicators.AttitudeRate {
		scale = 1000
	}
	if !got.Known || got.N != n || got.Value != over/float64(n)*scale || from != source {
		t.Errorf("%s: %+v from %q, want %v of %d from %q", k, got, from, over, n, source)
	}
}

func TestSums_AListOfWorkOrdersAloneGivesTheErrorRate(t *testing.T) {
	v := newTown(t)
	v.brought(t, orders("oms", order("1", march, v.agent, "", true), order("2", march, v.agent, "", false), order("3", march+1, v.mate, "", false), order("4", march+1, v.foreign, "", false)))
	v.expect(t, indicators.OrderErrors, indicators.Question{}, 1, 4, fromList)
	v.expect(t, indicators.OrderErrors, indicators.Question{PersonIDs: []string{v.agent.PersonID}}, 1, 2, fromList)
	if got, _ := v.drawnFrom(t, indicators.OrderErrors, indicators.Question{By: indicators.ByProject}); got.Known {
		t.Error("the list names no project, so none has a rate", got)
	}
	if p, err := v.Figures().Extent(ctx, v.lead); err != nil || p != (indicators.Period{From: march, Until: march + 2}) {
		t.Error("the place opens where there are figures", p, err)
	}
}

func TestSums_AListOfFaultyOrdersAloneHasNoRateAndSaysWhy(t *testing.T) {
	v := newTown(t)
	v.brought(t, orders("oms", order("1", march, v.agent, "", true)))
	if got, from := v.drawnFrom(t, indicators.OrderErrors, indicators.Question{}); got.Known || got.Why.In(words.English) != "No imported table tells: Work orders." || from != "" {
		t.Errorf("%+v %q", got, from)
	}
}

func TestSums_FaultyOrdersOfAListStandOnTheOrdersOfTheDailyTable(t *testing.T) {
	v := newTown(t)
	v.brought(t, days("acd", v.agent, map[indicators.Date]indicators.Figures{march: told(fOrders, 12), march + 1: told(fOrders, 8), march + 2: told(fOrders, 20), march + 9: told(fOrders, 100)}))
	v.brought(t, orders("oms", order("1", march, v.agent, "", true), order("2", march+3, v.agent, "", true))) // the second was found on a day off
	v.expect(t, indicators.OrderErrors, indicators.Question{}, 2, 40, fromList)                               // the tenth lies beyond the list
}

func TestSums_WhatTheDailyTableTellsIsNotCountedAgainFromAList(t *testing.T) {
	v := newTown(t)
	v.brought(t, days("acd", v.agent, map[indicators.Date]indicators.Figures{march: told(fOrders, 10, fFaulty, 2, fAnswered, 50, fAttitude, 1), march + 1: told(fOrders, 7, fAnswered, 40)}))
	v.brought(t, orders("oms", order("1", march, v.agent, "95598", true), order("2", march, v.agent, "保险", true), order("3", march+1, v.agent, "95598", true), order("4", march+1, v.agent, "95598", false)))
	v.brought(t, complaints("crm", complaint("1", march, v.agent, true, indicators.Upheld), complaint("2", march+1, v.agent, true, indicators.Upheld)))
	v.expect(t, indicators.OrderErrors, indicators.Question{}, 2+1, 10+2, "Source: the imported list on 1 agent days, the daily figures on 1.")
	v.expect(t, indicators.AttitudeRate, indicators.Question{}, 2, 90, "Source: the imported list on 1 agent days, the daily figures on 1.")
	v.expect(t, indicators.OrderErrors, indicators.Question{By: indicators.ByProject}, 3, 12, "Source: the imported list on 1 agent days, the daily figures on 1.")
	one := indicators.Question{Periods: []indicators.Period{{From: march, Until: march + 1}}}
	v.expect(t, indicators.OrderErrors, one, 2, 10, fromTable)
	v.expect(t, indicators.AttitudeRate, one, 1, 50, fromTable)
}

func TestSums_TheSameNumberFromTwoListsCountsOnce(t *testing.T) {
	v := newTown(t)
	v.brought(t, orders("oms", order("1", march, v.agent, "", true), order("2", march, v.agent, "", false), order("3", march, v.agent, "", false)))
	v.brought(t, orders("quality", order("1", march, v.agent, "", true)))
	v.brought(t, orders("copy", order("1", march, v.agent, "", true), order("2", march, v.agent, "", false)))
	v.expect(t, indicators.OrderErrors, indicators.Question{}, 1, 3, fromList)
}

func TestSums_ComplaintsOfAListStandOnAllCallsOfTheDaysItCovers(t *testing.T) {
	v := newTown(t)
	v.brought(t, days("acd", v.agent, map[indicators.Date]indicators.Figures{march: told(fAnswered, 100), march + 1: told(fAnswered, 200), march + 3: told(fAnswered, 300), march + 4: told(fAnswered, 999)}))
	v.brought(t, days("acd2", v.mate, map[indicators.Date]indicators.Figures{march + 2: told(fAnswered, 400)}))
	v.brought(t, complaints("crm", complaint("1", march, v.agent, true, indicators.Upheld), complaint("2", march, v.agent, true, indicators.Rejected),
		complaint("3", march+1, v.agent, false, indicators.Upheld), complaint("4", march+1, v.agent, true, indicators.OpenOutcome),
		complaint("5", march+2, v.agent, true, indicators.Upheld), complaint("6", march+3, v.agent, true, indicators.Rejected)))
	v.expect(t, indicators.AttitudeRate, indicators.Question{}, 2, 1000, fromList) // number 5 came on a day off
	v.expect(t, indicators.AttitudeRate, indicators.Question{PersonIDs: []string{v.mate.PersonID}}, 0, 400, fromList)
	v.expect(t, indicators.AttitudeRate, indicators.Question{By: indicators.ByPerson, TeamIDs: []string{v.teamA}}, 2, 1000, fromList)
}

func TestSums_ComplaintsWithoutCallsHaveNoRateAndSayWhy(t *testing.T) {
	v := newTown(t)
	v.brought(t, complaints("crm", complaint("1", march, v.agent, true, indicators.Upheld)))
	if got, _ := v.drawnFrom(t, indicators.AttitudeRate, indicators.Question{}); got.Known || got.Why.In(words.English) != "No imported table tells: Calls answered." {
		t.Errorf("%+v", got)
	}
}

func TestCorrect_ChangesTheRateAndStaysThroughAnImport(t *testing.T) {
	v := newTown(t)
	list := orders("oms", order("1", march, v.agent, "", true), order("2", march, v.agent, "", false))
	v.brought(t, list)
	find := func(number string) indicators.Order {
		os, err := v.Figures().WorkOrders(ctx, v.lead, indicators.Find{}, 9)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range os {
			if o.Number == number {
				return o
			}
		}
		t.Fatal("no order", number)
		return indicators.Order{}
	}
	if err := v.Figures().CorrectOrder(ctx, v.lead, find("1").ID, false, "复核：地址完整"); err != nil {
		t.Fatal(err)
	}
	v.expect(t, indicators.OrderErrors, indicators.Question{}, 0, 2, fromList)
	v.brought(t, list)
	if o := find("1"); o.Faulty || !o.Told || o.Correction != "复核：地址完整" {
		t.Errorf("the import lost the correction: %+v", o)
	}
	if bad, err := v.Figures().WorkOrders(ctx, v.lead, indicators.Find{BadOnly: true}, 9); err != nil || len(bad) != 1 {
		t.Error("a corrected one stays in the list, to be seen and undone", bad, err)
	}
	if err := v.Figures().CorrectOrder(ctx, v.lead, find("1").ID, true, "撤销"); err != nil {
		t.Fatal(err)
	}
	if o := find("1"); !o.Faulty || o.Correction != "" {
		t.Errorf("%+v", o)
	}
}

func TestCorrect_ANewVerdictOfTheTableTakesThePlaceOfACorrection(t *testing.T) {
	v := newTown(t)
	v.brought(t, complaints("crm", complaint("1", march, v.agent, true, indicators.OpenOutcome)))
	all := func() indicators.Complaint {
		cs, err := v.Figures().Complaints(ctx, v.lead, indicators.Find{OrganisationIDs: []string{v.acme}}, 9)
		if err != nil || len(cs) != 1 {
			t.Fatal(cs, err)
		}
		return cs[0]
	}
	if err := v.Figures().CorrectComplaint(ctx, v.lead, all().ID, indicators.Rejected, "录音证明"); err != nil {
		t.Fatal(err)
	}
	v.brought(t, complaints("crm", complaint("1", march, v.agent, true, indicators.Upheld)))
	if c := all(); c.Outcome != indicators.Upheld || c.Correction != "" {
		t.Errorf("%+v", c)
	}
}

func TestCorrect_NeedsItsRightAReasonAndARowInScope(t *testing.T) {
	v := newTown(t)
	v.brought(t, complaints("crm", complaint("1", march, v.agent, true, indicators.Upheld)))
	cs, err := v.Figures().Complaints(ctx, v.lead, indicators.Find{}, 9)
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []people.Actor{v.rev, v.agent, v.vendorAdmin} {
		if err := v.Figures().CorrectComplaint(ctx, by, cs[0].ID, indicators.Rejected, "x"); !fault.Is(err, fault.Forbidden) {
			t.Error(by.Name, err)
		}
	}
	for want, err := range map[fault.Kind]error{fault.Invalid: v.Figures().CorrectComplaint(ctx, v.lead, cs[0].ID, indicators.Rejected, " "),
		fault.NotFound: v.Figures().CorrectComplaint(ctx, v.lead, "gone", indicators.Rejected, "x")} {
		if !fault.Is(err, want) {
			t.Error(want, err)
		}
	}
	if err := v.Figures().CorrectComplaint(ctx, v.lead, cs[0].ID, "guilty", "x"); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}
