package people_test

import (
	"slices"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
)

func person(roles ...people.Role) people.Person {
	return people.Person{ID: "p", OrganisationID: "o", Roles: roles}
}

func TestGivenBy_NoRoleGivesAVendorWhatLeavesTheHouse(t *testing.T) {
	for _, r := range people.Roles {
		for _, right := range []people.Right{people.CopyOut, people.Export, people.Print, people.ImportCalls, people.KeepWorkspace, people.SeeAllCompanies} {
			if slices.Contains(people.GivenBy(r, people.Vendor), right) {
				t.Errorf("a vendor's %s gets %s from the role", r, right)
			}
		}
	}
}

func TestAs_SeeingOtherCompaniesCantBeGrantedToAVendor(t *testing.T) {
	p := person(people.Client)
	p.Granted = []people.Right{people.SeeAllCompanies, people.KeepWorkspace, people.Print}
	a := people.As(p, people.Vendor)
	if a.May(people.SeeAllCompanies) || a.May(people.KeepWorkspace) || !a.May(people.Print) || a.Scope().All {
		t.Errorf("%+v", a)
	}
}

func TestAs_WithdrawnBeatsRoleAndGrant(t *testing.T) {
	p := person(people.QualityLead)
	p.Granted, p.Withdrawn = []people.Right{people.Print}, []people.Right{people.Print}
	if people.As(p, people.InHouse).May(people.Print) {
		t.Error("a withdrawn right is still held")
	}
}

func TestScope_AnAgentSeesOnlyOwn(t *testing.T) {
	s := people.As(person(people.Agent), people.InHouse).Scope()
	for _, c := range []struct {
		org, who string
		sees     bool
	}{{"o", "p", true}, {"o", "q", false}, {"x", "p", false}} {
		if s.Sees(c.org, c.who) != c.sees {
			t.Errorf("sees %s of %s: %v", c.who, c.org, !c.sees)
		}
	}
}

func TestScope_AVendorsReviewerStaysInTheOwnOrganisation(t *testing.T) {
	s := people.As(person(people.Reviewer), people.Vendor).Scope()
	if s.All || s.Sees("x", "") || !s.Sees("o", "anybody") {
		t.Errorf("%+v", s)
	}
}

func TestConfidential_IsAskedOfVendorsOnly(t *testing.T) {
	if err := people.As(person(people.Reviewer), people.InHouse).RequireConfidential(); err != nil {
		t.Error(err)
	}
	vendor := person(people.Reviewer)
	if err := people.As(vendor, people.Vendor).RequireConfidential(); !fault.Is(err, fault.Forbidden) {
		t.Errorf("before the statement: %v", err)
	}
	vendor.ConfidentialAt = time.Unix(1, 0)
	if err := people.As(vendor, people.Vendor).RequireConfidential(); err != nil {
		t.Errorf("after the statement: %v", err)
	}
}

func TestLeft_CountsFromTheMomentOn(t *testing.T) {
	at := time.Unix(1000, 0)
	p := people.Person{LeftAt: at}
	if p.Left(at.Add(-time.Second)) || !p.Left(at) || (people.Person{}).Left(at) {
		t.Error("leaving counts from its moment on, and not without one")
	}
}

func TestSignsAs_TakesTheOwnNameOnly(t *testing.T) {
	a := people.Actor{Name: "Wen Qiufen"}
	if a.SignsAs(" Wen  Qiufen ") != nil || !fault.Is(a.SignsAs("Wen"), fault.Invalid) || !fault.Is(a.SignsAs(""), fault.Invalid) {
		t.Error("a name that is not the actor's own was taken, or their own was not")
	}
}
