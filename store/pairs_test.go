package store_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/contract"
)

func terms() contract.Terms {
	base, begins := 60.0, indicators.On(2026, 3, 2)
	return contract.Terms{Begins: begins, Ends: contract.Last(begins, 90), Period: 90,
		Goals:        []contract.Goal{{Skill: "Tariffs", Baseline: &base, Target: 85, Source: contract.Source{Kind: contract.Exam, Ref: "e", Name: "Tariffs"}}},
		Measures:     []contract.Measure{{What: "Listen together", Rhythm: contract.Weekly, Times: 2, Evidence: "Minutes", Weight: 1}},
		SessionEvery: 7, SessionMinutes: 45, MentorDuties: "Teach", MenteeDuties: "Learn", Objection: 30, Ending: "Both agree"}
}

const hand = "a long password"

// couple is a pair with everybody who has a say in it.
type couple struct {
	id                                string
	mentor, mentee, unit, coordinator people.Actor
}

// pairOf pairs somebody with a new mentor of their organisation, with a contract
// that nobody has signed.
func (v *town) pairOf(t testing.TB, org string, mentee people.Actor) couple {
	t.Helper()
	o := couple{mentee: mentee, mentor: v.person(t, org, "", "mentor of "+mentee.Name, people.Agent, people.Mentor),
		coordinator: v.person(t, org, "", "coordinator of "+mentee.Name, people.Trainer), unit: v.person(t, org, "", "unit of "+mentee.Name, people.Supervisor)}
	for _, a := range []people.Actor{o.mentor, o.mentee, o.unit} {
		if err := v.People().SetPassword(ctx, people.Program(), a.PersonID, "", hand); err != nil {
			t.Fatal(err)
		}
	}
	o.id = must[string](t)(v.Pairs().MakePair(ctx, o.coordinator, o.mentor.PersonID, o.mentee.PersonID))
	must[contract.Contract](t)(v.Pairs().Write(ctx, o.coordinator, o.id, 0, terms()))
	return o
}

func (v *town) sign(by people.Actor, id string) error {
	p, err := v.Pairs().Pair(ctx, by, id)
	if err != nil {
		return err
	}
	return v.Pairs().SignContract(ctx, by, id, p.Newest().Number, p.Newest().Hash(), by.Name, hand)
}

// sealed lets all parties sign the newest version.
func (v *town) sealed(t testing.TB, o couple) {
	t.Helper()
	for _, a := range []people.Actor{o.mentor, o.mentee, o.unit} {
		if err := v.sign(a, o.id); err != nil {
			t.Fatal(err)
		}
	}
}

func (v *town) state(t testing.TB, o couple) contract.State {
	t.Helper()
	p := must[contract.Pair](t)(v.Pairs().Pair(ctx, o.coordinator, o.id))
	return p.State(indicators.DateOf(v.clock.at))
}

func TestPair_RunsOnceAllHaveSignedTheSameText(t *testing.T) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	k := v.Pairs()
	if s := v.state(t, o); s != contract.Signing {
		t.Fatal(s)
	}
	c := must[contract.Pair](t)(k.Pair(ctx, o.mentor, o.id)).Versions[0]
	for name, x := range map[string]struct {
		by                   people.Actor
		number               int
		hash, name, password string
		kind                 fault.Kind
	}{
		"wrong password": {o.mentee, 1, c.Hash(), o.mentee.Name, "another password", fault.Forbidden},
		"wrong name":     {o.mentee, 1, c.Hash(), "Somebody", hand, fault.Invalid},
		"another text":   {o.mentee, 1, "0", o.mentee.Name, hand, fault.Conflict},
		"no version":     {o.mentee, 2, c.Hash(), o.mentee.Name, hand, fault.Conflict},
		"a mate":         {v.mate, 1, c.Hash(), v.mate.Name, hand, fault.NotFound},
	} {
		if err := k.SignContract(ctx, x.by, o.id, x.number, x.hash, x.name, x.password); !fault.Is(err, x.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	v.sealed(t, o)
	if s := v.state(t, o); s != contract.Running {
		t.Error(s)
	}
	if err := v.sign(o.mentor, o.id); !fault.Is(err, fault.Conflict) {
		t.Error("signed twice:", err)
	}
	if p := must[people.Person](t)(v.People().Person(ctx, v.admin, v.agent.PersonID)); p.MentorID != o.mentor.PersonID {
		t.Error("the mentee's mentor is not written down")
	}
}

func TestPair_AChangeIsInForceOnlyOnceAllSignAgain(t *testing.T) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	v.sealed(t, o)
	next := must[contract.Pair](t)(v.Pairs().Pair(ctx, o.mentor, o.id)).Versions[0].Terms
	next.Ends -= 30
	if _, err := v.Pairs().Write(ctx, o.mentor, o.id, 1, next); !fault.Is(err, fault.Invalid) {
		t.Error("a change without a reason:", err)
	}
	next.Change = "The mentee moves to another team"
	must[contract.Contract](t)(v.Pairs().Write(ctx, o.mentor, o.id, 1, next))
	p := must[contract.Pair](t)(v.Pairs().Pair(ctx, o.mentor, o.id))
	if p.InForce().Number != 1 || p.Pending().Number != 2 || len(p.Pending().Missing()) != 3 {
		t.Fatalf("%+v", p)
	}
	if p.Versions[0].Terms.Goals[0].ID != p.Versions[1].Terms.Goals[0].ID {
		t.Error("a goal lost its ID over a change")
	}
	if _, err := v.Pairs().Write(ctx, o.coordinator, o.id, 1, next); !fault.Is(err, fault.Conflict) {
		t.Error("somebody's change was overwritten:", err)
	}
	v.sealed(t, o)
	if p = must[contract.Pair](t)(v.Pairs().Pair(ctx, o.mentor, o.id)); p.InForce().Number != 2 || p.Pending() != nil {
		t.Errorf("%+v", p)
	}
}

func TestPair_ASignatureOnAChangedTextDoesNotHold(t *testing.T) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	v.sealed(t, o)
	db := must[*sql.DB](t)(sql.Open("sqlite3", filepath.Join(v.Dir(), "shifu.db")))
	defer db.Close()
	if _, err := db.Exec(`UPDATE mentor_contracts SET content = replace(content, '"target":85', '"target":95')`); err != nil {
		t.Fatal(err)
	}
	p := must[contract.Pair](t)(v.Pairs().Pair(ctx, o.mentor, o.id))
	if p.InForce() != nil || len(p.Versions[0].Broken()) != 3 || v.state(t, o) != contract.Signing {
		t.Errorf("the changed text counts as signed: %+v", p.Versions[0])
	}
	if err := v.sign(o.mentor, o.id); err != nil {
		t.Error("the text as it is now can't be signed:", err)
	}
}

func TestPair_AContractThatEndsBeforeItStartsIsRefused(t *testing.T) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	bad := terms()
	bad.Ends, bad.Period, bad.Change = bad.Begins-1, 0, "x"
	if _, err := v.Pairs().Write(ctx, o.coordinator, o.id, 1, bad); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestPair_AnObjectionInItsPeriodCanEndIt(t *testing.T) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	k := v.Pairs()
	if err := k.Object(ctx, o.mentee, o.id, "x"); !fault.Is(err, fault.Conflict) {
		t.Error("an objection to what is not in force:", err)
	}
	v.sealed(t, o)
	if err := k.Break(ctx, o.coordinator, o.id, "x"); !fault.Is(err, fault.Conflict) {
		t.Error("what is in force was broken off by one side:", err)
	}
	for _, c := range []struct {
		ends bool
		want contract.State
	}{{false, contract.Running}, {true, contract.Ended}} {
		if err := k.Object(ctx, o.mentee, o.id, "We never meet"); err != nil {
			t.Fatal(err)
		}
		if err := k.Object(ctx, o.mentor, o.id, "Indeed"); !fault.Is(err, fault.Conflict) {
			t.Error("a second objection beside the open one:", err)
		}
		if err := k.Answer(ctx, o.coordinator, o.id, "Settled", c.ends); err != nil {
			t.Fatal(err)
		}
		if s := v.state(t, o); s != c.want {
			t.Errorf("%v: %s", c.ends, s)
		}
	}
	if p := must[people.Person](t)(v.People().Person(ctx, v.admin, v.agent.PersonID)); p.MentorID != "" {
		t.Error("the mentee still has the mentor")
	}
	if err := v.sign(o.mentor, o.id); !fault.Is(err, fault.Conflict) {
		t.Error("signed what was broken off:", err)
	}
	must[string](t)(k.MakePair(ctx, o.coordinator, o.mentor.PersonID, o.mentee.PersonID))
}

func TestPair_NoObjectionAfterItsPeriod(t *testing.T) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	v.sealed(t, o)
	v.clock.at = v.clock.at.AddDate(0, 0, 30)
	if err := v.Pairs().Object(ctx, o.mentee, o.id, "x"); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestMakePair_KeepsTheHardRules(t *testing.T) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	boss := v.person(t, v.acme, "", "boss", people.Mentor, people.Supervisor)
	p := must[people.Person](t)(v.People().Person(ctx, v.admin, v.mate.PersonID))
	p.ManagerID = boss.PersonID
	must[string](t)(v.People().SavePerson(ctx, people.Program(), p))
	for name, c := range map[string]struct {
		mentor, mentee string
		kind           fault.Kind
	}{
		"no mentor":        {v.vendorRev.PersonID, v.mate.PersonID, fault.Invalid},
		"oneself":          {o.mentor.PersonID, o.mentor.PersonID, fault.Invalid},
		"the own manager":  {boss.PersonID, v.mate.PersonID, fault.Invalid},
		"paired already":   {boss.PersonID, v.agent.PersonID, fault.Conflict},
		"another vendor's": {o.mentor.PersonID, v.foreign.PersonID, fault.NotFound},
	} {
		if _, err := v.Pairs().MakePair(ctx, o.coordinator, c.mentor, c.mentee); !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
