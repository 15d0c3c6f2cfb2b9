package today

import (
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/contract"
)

func TestToday_AContractWaitsForWhoHasToSignIt(t *testing.T) {
	o := desktest.NewOffice(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	p := people.Person{OrganisationID: o.Town.Spruce, Login: "m", Name: "沈立夏", StaffNumber: "9", Roles: []people.Role{people.Agent, people.Mentor}}
	id, err := o.Store.People().SavePerson(t.Context(), people.Program(), p)
	must(err)
	pair, err := o.Store.Pairs().MakePair(t.Context(), o.Town.Lead, id, o.Town.Agent.PersonID)
	must(err)
	day := indicators.DateOf(o.Desk.Now())
	_, err = o.Store.Pairs().Write(t.Context(), o.Town.Lead, pair, 0, contract.Terms{Begins: day, Ends: day + 29, Period: 30, SessionEvery: 7, SessionMinutes: 45, MentorDuties: "带教", MenteeDuties: "学习",
		Goals:    []contract.Goal{{Skill: "电费", Target: 80, Source: contract.Source{Kind: contract.Exam, Ref: "e", Name: "电费"}}},
		Measures: []contract.Measure{{What: "听录音", Rhythm: contract.Weekly, Times: 1, Evidence: "记录", Weight: 1}}})
	must(err)
	for by, want := range map[*people.Actor]int{&o.Town.Agent: 1, &o.Town.Supervisor: 1, &o.Town.Mate: 0, &o.Town.Lead: 0} {
		d := o.As(*by)
		f, err := read(t.Context(), d)
		must(err)
		got := (&Screen{d: d, f: f}).toContract()
		if len(got) != want || want == 1 && (got[0].to.Place != desk.MentorContract || got[0].to.ID != pair) {
			t.Errorf("%s: %+v", by.Name, got)
		}
	}
}
