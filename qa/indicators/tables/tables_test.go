package tables

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/recordings/intake"
)

var (
	ctx  = context.Background()
	zone = time.FixedZone("CST", 8*3600)
	by   = people.Program()
)

// house is a people.Keeper with a few people in it.
type house struct{ people.Keeper }

func (house) Persons(context.Context, people.Actor, people.Find) ([]people.Person, error) {
	return []people.Person{{ID: "lin", OrganisationID: "s", TeamID: "t", Name: "林小满", StaffNumber: "60217"},
		{ID: "zhou", OrganisationID: "w", Name: "周谷雨", StaffNumber: "70001"},
		{ID: "wang1", OrganisationID: "s", Name: "王芳", StaffNumber: "1"}, {ID: "wang2", OrganisationID: "w", Name: "王芳", StaffNumber: "1"}}, nil
}

func (house) Organisations(context.Context, people.Actor) ([]people.Organisation, error) {
	return []people.Organisation{{ID: "s", Name: "云杉"}, {ID: "w", Name: "柳林"}}, nil
}

func table(t testing.TB, text string) intake.Table {
	t.Helper()
	tab, err := intake.ParseCSV("acd.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func read(t testing.TB, k indicators.Kind, text string) (indicators.Batch, []Problem) {
	t.Helper()
	b, ps, err := Read(ctx, by, house{}, Job{Table: table(t, text), Kind: k, Source: "acd", Zone: zone})
	if err != nil {
		t.Fatal(err)
	}
	return b, ps
}

const figures = `统计日期,工号,姓名,项目,呼入量,接听量,20秒接通量,通话时长,保持时长,话后时长,示忙时长
2026-11-20,60217,林小满,95598,"1,040",1000,950,3:20:00,12:30,1800,0:45:10
2026/11/21,60217,林小满,95598,60.0,58,-,,,,
`

func TestRead_DailyFiguresInTheWaysTablesWriteThem(t *testing.T) {
	b, ps := read(t, indicators.DayKind, figures)
	if len(ps) != 0 || len(b.Days) != 2 {
		t.Fatal(b.Days, ps)
	}
	d := b.Days[0]
	if d.Date.String() != "2026-11-20" || d.Who != (indicators.Who{PersonID: "lin", OrganisationID: "s", TeamID: "t"}) || d.Project != "95598" {
		t.Errorf("%+v", d)
	}
	for f, want := range map[indicators.Fact]int64{indicators.Offered: 1040, indicators.Talk: 12000, indicators.Hold: 750, indicators.WrapUp: 1800, indicators.NotReady: 2710} {
		if d.N[f] != want {
			t.Errorf("%s is %d, want %d", f.Key(), d.N[f], want)
		}
	}
	if d.Known.Has(indicators.Help) || b.Days[1].Known.Has(indicators.Talk) || b.Days[1].Known.Has(indicators.InTarget) {
		t.Error("what no cell told is not known")
	}
	if b.Columns["in_target"] != "20秒接通量" {
		t.Error("the columns are not remembered", b.Columns)
	}
}

func TestRead_EveryEncodingTellsTheSame(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(figures)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(figures)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{figures, gb, wide, "\ufeff" + figures} {
		if b, ps := read(t, indicators.DayKind, text); len(ps) != 0 || len(b.Days) != 2 || b.Days[0].N[indicators.Offered] != 1040 {
			t.Error(b, ps)
		}
	}
}

func TestRead_EveryRefusalNamesLineFileAndColumn(t *testing.T) {
	for name, c := range map[string]struct {
		kind                indicators.Kind
		head, row, says, at string
	}{
		"a percentage":      {indicators.DayKind, "日期,工号,接听量", "2026-11-20,60217,95%", "percentage", "接听量"},
		"a word":            {indicators.DayKind, "日期,工号,接听量", "2026-11-20,60217,many", "no count", "接听量"},
		"a negative":        {indicators.DayKind, "日期,工号,接听量", "2026-11-20,60217,-3", "no count", "接听量"},
		"a fraction":        {indicators.DayKind, "日期,工号,接听量", "2026-11-20,60217,3.5", "no count", "接听量"},
		"a wrong time":      {indicators.DayKind, "日期,工号,通话时长", "2026-11-20,60217,25:00:00", "no time within a day", "通话时长"},
		"no date":           {indicators.DayKind, "日期,工号,接听量", "20th,60217,3", "no date", "日期"},
		"nobody":            {indicators.DayKind, "日期,工号,接听量", "2026-11-20,,3", "names no agent", "工号"},
		"a stranger":        {indicators.DayKind, "日期,工号,接听量", "2026-11-20,9,3", "not known", "工号"},
		"namesakes":         {indicators.DayKind, "日期,姓名,接听量", "2026-11-20,王芳,3", "one of 2", "姓名"},
		"an organisation":   {indicators.DayKind, "日期,姓名,单位,接听量", "2026-11-20,王芳,松柏,3", "organisation 松柏", "单位"},
		"a part too large":  {indicators.DayKind, "日期,工号,呼入量,接听量", "2026-11-20,60217,3,4", "more than", "接听量"},
		"a day too long":    {indicators.DayKind, "日期,工号,通话时长,示忙时长", "2026-11-20,60217,13:00:00,12:00:00", "24 hours", "日期"},
		"a shift backwards": {indicators.ShiftKind, "工号,开始,结束", "60217,2026-11-20 08:00,2026-11-19 16:00", "ends before", "结束"},
		"a shift too long":  {indicators.ShiftKind, "工号,开始,结束", "60217,2026-11-20 08:00,2026-11-24 16:00", "36 hours", "结束"},
		"no outcome":        {indicators.ComplaintKind, "日期,工号,结果", "2026-11-20,60217,maybe", "no outcome", "结果"},
		"no number":         {indicators.OrderKind, "日期,工号,工单号", "2026-11-20,60217,", "is empty", "工单号"},
		"neither yes or no": {indicators.OrderKind, "日期,工号,工单号,是否差错", "2026-11-20,60217,A1,perhaps", "neither yes nor no", "是否差错"},
	} {
		b, ps := read(t, c.kind, c.head+"\n"+c.row+"\n")
		if len(ps) != 1 || b.Len() != 0 {
			t.Errorf("%s: %d taken, problems %v", name, b.Len(), ps)
			continue
		}
		text := ps[0].Reason.Error()
		if ps[0].Line != 2 || ps[0].Column != c.at || !strings.Contains(text, c.says) || !strings.Contains(text, "Line 2 of acd.csv") {
			t.Errorf("%s: line %d column %s: %s", name, ps[0].Line, ps[0].Column, text)
		}
	}
}

func TestRead_TheSameTwiceNamesTheFirstLine(t *testing.T) {
	for k, text := range map[indicators.Kind]string{
		indicators.DayKind:       "日期,工号,接听量\n2026-11-20,60217,3\n2026-11-20,60217,4\n",
		indicators.ShiftKind:     "日期,工号,开始,结束\n2026-11-20,60217,8:00,16:00\n2026-11-20,60217,08:00,12:00\n",
		indicators.ComplaintKind: "日期,工号,投诉编号\n2026-11-20,60217,C1\n2026-11-20,60217,C1\n",
		indicators.OrderKind:     "日期,工号,工单号\n2026-11-20,60217,C1\n2026-11-21,60217,C1\n",
	} {
		if b, ps := read(t, k, text); b.Len() != 1 || len(ps) != 1 || ps[0].Line != 3 || !strings.Contains(ps[0].Reason.Error(), "line 2") {
			t.Errorf("%s: %v %v", k, b, ps)
		}
	}
}

func TestRead_AShiftOverMidnightEndsTheNextDay(t *testing.T) {
	b, ps := read(t, indicators.ShiftKind, "日期,工号,开始,结束,班次,示忙原因\n2026-11-20,60217,22:00,6:00,夜班,小休；培训\n")
	if len(ps) != 0 || len(b.Shifts) != 1 {
		t.Fatal(ps)
	}
	s := b.Shifts[0]
	if s.End.Sub(s.Start) != 8*time.Hour || s.Date.String() != "2026-11-20" || s.Start.In(zone).Hour() != 22 || s.Duty != "夜班" || !slices.Equal(s.NotReady, []string{"小休", "培训"}) {
		t.Errorf("%+v", s)
	}
}

func TestRead_ComplaintsAndWorkOrders(t *testing.T) {
	b, ps := read(t, indicators.ComplaintKind, "投诉日期,工号,类型,是否属实,录音编号,原因\n2026-11-20,60217,服务态度,属实,X1,打断客户\n2026-11-20 17:05:00,70001,频繁停电,否,,\n2026-11-20,70001,服务态度,核实中,,\n")
	if len(ps) != 0 || len(b.Complaints) != 3 {
		t.Fatal(ps)
	}
	c := b.Complaints
	if !c[0].Attitude || c[0].Outcome != indicators.Upheld || c[0].CallID != "X1" || c[1].Attitude || c[1].Outcome != indicators.Rejected || c[2].Outcome != indicators.OpenOutcome {
		t.Errorf("%+v", c)
	}
	b, ps = read(t, indicators.OrderKind, "工单号,派单日期,工号,是否差错,差错原因\nG1,2026-11-20,60217,是,漏填电话\nG2,2026-11-20,60217,,\n")
	if len(ps) != 0 || len(b.Orders) != 2 || !b.Orders[0].Faulty || b.Orders[0].Reason != "漏填电话" || b.Orders[1].Faulty {
		t.Errorf("%+v %v", b.Orders, ps)
	}
}

func TestRead_ATableWithoutWhatIsNeededIsRefusedAsAWhole(t *testing.T) {
	for k, text := range map[indicators.Kind]string{indicators.DayKind: "日期,接听量\n2026-11-20,3\n", indicators.OrderKind: "日期,工号\n2026-11-20,60217\n",
		indicators.ShiftKind: "工号,开始\n60217,2026-11-20 08:00\n", "nothing": "日期,工号\n2026-11-20,60217\n"} {
		if _, _, err := Read(ctx, by, house{}, Job{Table: table(t, text), Kind: k, Zone: zone}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", k, err)
		}
	}
	if _, _, err := Read(ctx, by, house{}, Job{Table: table(t, "日期,工号\n2026-11-20,60217\n"), Kind: indicators.DayKind}); !fault.Is(err, fault.Invalid) {
		t.Error("a table without figures was taken", err)
	}
}

// intakeFake counts what reaches the store.
type intakeFake struct {
	indicators.Intake
	kept int
}

func (k *intakeFake) Import(_ context.Context, _ people.Actor, b indicators.Batch) (indicators.Taken, error) {
	k.kept += b.Len()
	return indicators.Taken{Added: b.Len()}, nil
}

func TestTake_IsAllOrNothingUnlessBadRowsAreSkipped(t *testing.T) {
	job := Job{Table: table(t, "日期,工号,接听量\n2026-11-20,60217,3\n2026-11-21,60217,x\n"), Kind: indicators.DayKind, Source: "acd", Zone: zone}
	k := &intakeFake{}
	if _, ps, err := Take(ctx, by, house{}, k, job, false); !fault.Is(err, fault.Invalid) || len(ps) != 1 || k.kept != 0 {
		t.Error(ps, err, k.kept)
	}
	if taken, ps, err := Take(ctx, by, house{}, k, job, true); err != nil || len(ps) != 1 || taken.Added != 1 || k.kept != 1 {
		t.Error(taken, ps, err)
	}
	vendor := people.As(people.Person{ID: "v", Roles: []people.Role{people.QualityLead, people.Administrator}, Granted: []people.Right{people.KeepFigures}}, people.Vendor)
	if _, _, err := Take(ctx, vendor, house{}, k, job, true); !fault.Is(err, fault.Forbidden) {
		t.Error("a vendor imported figures:", err)
	}
}

func TestRecall_WhatWasChosenOnceGoesBeforeTheGuess(t *testing.T) {
	c := Recall(map[string]string{"answered": "A", "offered": "gone"}, indicators.DayKind, []string{"日期", "工号", "接听量", "呼入量", "A"})
	if c["answered"] != "A" || c["offered"] != "呼入量" || c[Date] != "日期" {
		t.Error(c)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(figures, "days")
	f.Add("日期,工号,开始,结束\n2026-11-20,60217,22:00,6:00\n", "shifts")
	f.Add("日期,工号,类型,结果\n2026-11-20,60217,态度,属实\n", "complaints")
	f.Add("工单号,日期,工号,差错\n1,45981,60217,是\n", "orders")
	f.Fuzz(func(t *testing.T, text, kind string) {
		tab, err := intake.ParseCSV("x.csv", []byte(text))
		if err != nil {
			return
		}
		b, ps, err := Read(ctx, by, house{}, Job{Table: tab, Kind: indicators.Kind(kind), Source: "x", Zone: zone})
		if err == nil && b.Len()+len(ps) != len(tab.Rows) {
			t.Fatalf("%d rows became %d and %d problems", len(tab.Rows), b.Len(), len(ps))
		}
		for _, d := range b.Days {
			for _, fact := range indicators.Facts {
				if d.N[fact] < 0 || !d.Known.Has(fact) && d.N[fact] != 0 {
					t.Fatalf("%+v", d)
				}
			}
		}
	})
}

// BenchmarkRead reads 100,000 rows of daily figures.
func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	text.WriteString("日期,工号,项目,呼入量,接听量,通话时长,保持时长,话后时长,示闲时长,示忙时长\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "%s,60217,P%d,60,58,3:20:00,300,1800,2:00:00,0:45:00\n", indicators.Date(20_000+i%300), i/300)
	}
	tab := table(b, text.String())
	for b.Loop() {
		got, ps, err := Read(ctx, by, house{}, Job{Table: tab, Kind: indicators.DayKind, Source: "acd", Zone: zone})
		if err != nil || len(ps) > 0 || len(got.Days) != 100_000 {
			b.Fatal(len(got.Days), err)
		}
	}
}
