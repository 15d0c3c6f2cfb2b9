package today

import (
	"strings"
	"testing"

	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/jointplan"
	"shifu/training/retrain"
)

func TestToday_SaysWhoIsOffDutyAndWhatWaitsForASignature(t *testing.T) {
	o := desktest.NewOffice(t)
	lead, k := o.Town.Lead, o.Store.Exams()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := o.Store.Bank().Import(t.Context(), lead, []bank.Question{{Kind: bank.TrueFalse, State: bank.Active, Text: "电表坏了要换？", Mark: 1, Vendors: true,
		Tags: bank.Tags{Point: "计量"}, Options: []bank.Option{{Text: "对", Fraction: 1}, {Text: "错"}}}})
	must(err)
	id, err := k.Save(t.Context(), lead, exam.Exam{Name: "计量", PassShare: .8, Blueprint: exam.Blueprint{{Count: 1, Mark: 10}}})
	must(err)
	must(k.Publish(t.Context(), lead, id, false))
	r := retrain.StandardRules()
	r.On, r.Fails = true, 1
	must(o.Store.Retrain().SetRules(t.Context(), lead, id, r))
	s, err := k.Begin(t.Context(), o.Town.Agent, id)
	must(err)
	_, err = k.Submit(t.Context(), o.Town.Agent, s.Attempt.ID)
	must(err)
	_, err = o.Store.JointPlans().SavePlan(t.Context(), lead, jointplan.Plan{OrganisationID: o.Town.Spruce, Month: "2026-12", Items: []jointplan.Item{
		{Layer: jointplan.Vendor, Kind: jointplan.Course, Title: "电费", Trainer: "秦霜", Begins: "2026-12-02", Days: 1, People: 6}}})
	must(err)
	for by, want := range map[*people.Actor][]string{
		&o.Town.Agent:      nil,
		&lead:              {"待岗还没有师傅：1 人|指定师傅后才能安排补考", "共训计划 2026-12 云杉（外包）|等贵方签字"},
		&o.Town.Supervisor: {"待岗报告：1 份|贵方还没有签收", "共训计划 2026-12 云杉（外包）|等贵方签字"},
		&o.Town.Mate:       nil,
	} {
		d := o.As(*by)
		f, err := read(t.Context(), d)
		must(err)
		var got []string
		for _, it := range (&Screen{d: d, f: f}).toOversee() {
			got = append(got, it.title+"|"+it.note)
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %q", by.Name, got)
		}
		for i := range want {
			if !strings.HasPrefix(got[i], want[i]) {
				t.Errorf("%s: %q", by.Name, got[i])
			}
		}
	}
}
