package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
)

func TestSignIn_APasswordOpensAndAWrongOneDoesNot(t *testing.T) {
	v := newTown(t)
	k := v.People()
	if err := k.SetPassword(ctx, v.admin, v.agent.PersonID, "", "right horse"); err != nil {
		t.Fatal(err)
	}
	a, err := k.SignIn(ctx, " agent ", "right horse")
	if err != nil || a.PersonID != v.agent.PersonID || a.Kind != people.Vendor || !a.Confidential() || !a.May(people.SeeOwnCalls) {
		t.Fatal(a, err)
	}
	wrong := second(k.SignIn(ctx, "agent", "wrong"))
	nobody := second(k.SignIn(ctx, "nobody", "wrong"))
	if !fault.Is(wrong, fault.Forbidden) || fault.Sentence(wrong) != fault.Sentence(nobody) {
		t.Error("an unknown login answers otherwise:", wrong, nobody)
	}
	if err := second(k.SignIn(ctx, "mate", "")); !fault.Is(err, fault.Forbidden) {
		t.Error("came in without a password among many", err)
	}
	log, err := v.Audit().Entries(ctx, v.admin, 0, 2)
	if err != nil || log[0].Act != "refuse" || log[1].Act != "refuse" {
		t.Error("refusals are not in the log", log, err)
	}
}

func TestSignIn_WhoGuessesWaitsEvenWithTheRightPassword(t *testing.T) {
	v := newTown(t)
	k := v.People()
	if err := k.SetPassword(ctx, v.admin, v.agent.PersonID, "", "right horse"); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if err := second(k.SignIn(ctx, "agent", "wrong")); !fault.Is(err, fault.Forbidden) {
			t.Fatal(err)
		}
	}
	if err := second(k.SignIn(ctx, "agent", "right horse")); !fault.Is(err, fault.Conflict) {
		t.Errorf("went on guessing: %v", err)
	}
	v.clock.at = v.clock.at.Add(time.Minute)
	if err := second(k.SignIn(ctx, "agent", "right horse")); err != nil {
		t.Error(err)
	}
}

func TestSignIn_WhoHasLeftStaysOutFromThatMoment(t *testing.T) {
	v := newTown(t)
	k := v.People()
	if err := k.SetPassword(ctx, v.admin, v.agent.PersonID, "", "right horse"); err != nil {
		t.Fatal(err)
	}
	if err := k.Leave(ctx, v.vendorAdmin, v.agent.PersonID, v.clock.at.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := second(k.SignIn(ctx, "agent", "right horse")); err != nil {
		t.Error("shut out too early", err)
	}
	v.clock.at = v.clock.at.Add(time.Hour)
	if err := second(k.SignIn(ctx, "agent", "right horse")); !fault.Is(err, fault.Forbidden) {
		t.Error("still comes in", err)
	}
	ps, err := k.Persons(ctx, v.admin, people.Find{Text: "agent"})
	if err != nil || len(ps) != 0 {
		t.Error("still listed", ps, err)
	}
	if ps, err = k.Persons(ctx, v.admin, people.Find{Text: "agent", WithLeft: true}); err != nil || len(ps) != 1 {
		t.Error("lost", ps, err)
	}
}

func TestSignIn_ASingleUserNeedsNoPassword(t *testing.T) {
	w := open(t, t.TempDir(), options(newClock()))
	by := people.Program()
	org, err := w.People().SaveOrganisation(ctx, by, people.Organisation{Name: "Me", Kind: people.InHouse})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.People().SavePerson(ctx, by, people.Person{OrganisationID: org, Name: "Me", Login: "me", Roles: []people.Role{people.Administrator}}); err != nil {
		t.Fatal(err)
	}
	if logins, open, err := w.People().Logins(ctx); err != nil || !open || !slices.Equal(logins, []string{"me"}) {
		t.Fatal(logins, open, err)
	}
	me, err := w.People().SignIn(ctx, "me", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.People().SavePerson(ctx, me, people.Person{OrganisationID: org, Name: "You", Login: "you"}); err != nil {
		t.Fatal(err)
	}
	if _, open, err := w.People().Logins(ctx); err != nil || open {
		t.Error("open although two have access", err)
	}
}

func TestSetPassword_OnesOwnNeedsTheOldOne(t *testing.T) {
	v := newTown(t)
	k, id := v.People(), v.agent.PersonID
	if err := k.SetPassword(ctx, v.agent, id, "", "first one"); err != nil {
		t.Fatal(err)
	}
	if err := k.SetPassword(ctx, v.agent, id, "wrong", "second one"); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	if err := k.SetPassword(ctx, v.agent, id, "first one", "short"); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if err := k.SetPassword(ctx, v.agent, id, "first one", "second one"); err != nil {
		t.Error(err)
	}
	if err := k.SetPassword(ctx, v.vendorRev, id, "", "third one"); !fault.Is(err, fault.Forbidden) {
		t.Error("without the right", err)
	}
	if err := k.SetPassword(ctx, v.vendorAdmin, v.foreign.PersonID, "", "third one"); !fault.Is(err, fault.NotFound) {
		t.Error("another vendor's", err)
	}
	p, err := k.Person(ctx, v.agent, id)
	if err != nil || !p.HasPassword {
		t.Error(p, err)
	}
}

func TestSavePerson_KeepsEverythingAndLeavesThePasswordAlone(t *testing.T) {
	v := newTown(t)
	k := v.People()
	if err := k.SetPassword(ctx, v.admin, v.agent.PersonID, "", "right horse"); err != nil {
		t.Fatal(err)
	}
	want := people.Person{ID: v.agent.PersonID, OrganisationID: v.acme, TeamID: v.teamA, Login: "agent", Name: "王小明", StaffNumber: "007",
		Roles: []people.Role{people.Agent, people.Mentor}, Granted: []people.Right{people.Print}, Withdrawn: []people.Right{people.ListenCalls},
		ManagerID: v.vendorAdmin.PersonID, MentorID: v.mate.PersonID, JoinedAt: v.clock.at}
	if _, err := k.SavePerson(ctx, v.admin, want); err != nil {
		t.Fatal(err)
	}
	got, err := k.Person(ctx, v.admin, want.ID)
	want.HasPassword, want.ConfidentialAt = true, got.ConfidentialAt
	if err != nil || got.ConfidentialAt.IsZero() || !slices.Equal(got.Roles, want.Roles) || !slices.Equal(got.Granted, want.Granted) ||
		!slices.Equal(got.Withdrawn, want.Withdrawn) || got.ManagerID != want.ManagerID || got.MentorID != want.MentorID || got.Name != want.Name || !got.HasPassword {
		t.Errorf("%+v\nwant %+v, %v", got, want, err)
	}
	ps, err := k.Persons(ctx, v.admin, people.Find{Role: people.Mentor, TeamID: v.teamA})
	if err != nil || len(ps) != 1 {
		t.Error(ps, err)
	}
}

func TestSavePerson_AVendorCanNotRaiseItself(t *testing.T) {
	v := newTown(t)
	p, err := v.People().Person(ctx, v.vendorAdmin, v.vendorRev.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	p.Granted = []people.Right{people.Export}
	if _, err := v.People().SavePerson(ctx, v.vendorAdmin, p); !fault.Is(err, fault.Forbidden) {
		t.Error("granted itself a right", err)
	}
	p.Granted, p.OrganisationID, p.TeamID = nil, v.client, ""
	if _, err := v.People().SavePerson(ctx, v.vendorAdmin, p); !fault.Is(err, fault.NotFound) {
		t.Error("moved to the client", err)
	}
	if _, err := v.People().SaveOrganisation(ctx, v.vendorAdmin, people.Organisation{ID: v.acme, Name: "Acme", Kind: people.InHouse}); !fault.Is(err, fault.Forbidden) {
		t.Error("became in-house", err)
	}
	p.OrganisationID, p.Roles = v.acme, []people.Role{"king"}
	if _, err := v.People().SavePerson(ctx, v.vendorAdmin, p); !fault.Is(err, fault.Invalid) {
		t.Error("an unknown role", err)
	}
}

func TestSavePerson_TheLastAdministratorStays(t *testing.T) {
	v := newTown(t)
	k := v.People()
	if err := k.Leave(ctx, v.admin, v.vendorAdmin.PersonID, v.clock.at); err != nil {
		t.Fatal("not the last one", err)
	}
	if err := k.Leave(ctx, v.admin, v.admin.PersonID, v.clock.at); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	p, err := k.Person(ctx, v.admin, v.admin.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	p.Roles = []people.Role{people.Trainer}
	if _, err := k.SavePerson(ctx, v.admin, p); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestAddPersons_AllOrNoneAndTheLineIsNamed(t *testing.T) {
	v := newTown(t)
	k := v.People()
	add := []people.Person{{OrganisationID: v.acme, Name: "甲", Login: "jia"}, {OrganisationID: v.acme, Name: "乙", Login: "agent"}}
	err := k.AddPersons(ctx, v.vendorAdmin, add)
	if !fault.Is(err, fault.Conflict) || !strings.HasPrefix(fault.Sentence(err), "Line 2: The login") || !strings.HasPrefix(words.Sentence(words.Chinese, err), "第 2 行：乙") {
		t.Error(fault.Sentence(err), words.Sentence(words.Chinese, err))
	}
	if ps, err := k.Persons(ctx, v.admin, people.Find{Text: "jia"}); err != nil || len(ps) != 0 {
		t.Error("the first was added", ps, err)
	}
	add[1].Login = "yi"
	if err := k.AddPersons(ctx, v.vendorAdmin, add); err != nil {
		t.Error(err)
	}
}

func TestPersons_TextIsTakenAsItStands(t *testing.T) {
	v := newTown(t)
	for _, text := range []string{"%", "_", "!", "' OR 1=1 --"} {
		if ps, err := v.People().Persons(ctx, v.admin, people.Find{Text: text}); err != nil || len(ps) != 0 {
			t.Error(text, ps, err)
		}
	}
}

func TestPreference_IsEachPersonsOwn(t *testing.T) {
	v := newTown(t)
	if err := v.SetPreference(ctx, v.agent, "columns", []byte(`["start"]`)); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Preference(ctx, v.agent, "columns"); err != nil || string(got) != `["start"]` {
		t.Error(string(got), err)
	}
	if got, err := v.Preference(ctx, v.mate, "columns"); err != nil || got != nil {
		t.Error(string(got), err)
	}
	if err := v.SetPreference(ctx, v.agent, "columns", []byte(`[`)); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if err := v.SetSetting(ctx, v.agent, "language", []byte(`"zh"`)); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
}
