package store_test

import (
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/certificate"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[certificate.Reader](), reflect.TypeFor[certificate.Keeper]())
}

// certificateArguments are the foreign values of the methods that keep certificates.
func certificateArguments(f foreignIDs, id string, variant int) map[reflect.Type]any {
	p := general()
	p.ID, p.Exams, p.OrganisationID = []string{id, ""}[variant%2], []string{id}, f.orgs[variant%2]
	return map[reflect.Type]any{
		reflect.TypeFor[certificate.Programme](): p,
		reflect.TypeFor[certificate.Find]():      []certificate.Find{{PersonIDs: f.persons}, {ProgrammeID: id}, {PersonIDs: []string{id}, WithLeft: true}, {ProgrammeID: id, WithLeft: true}}[variant],
		reflect.TypeFor[[]certificate.Day]():     []certificate.Day{march},
		reflect.TypeFor[certificate.Day]():       march,
	}
}

// certified gives somebody of the other vendor a certificate that only people
// there are asked for.
func (v *crowd) certified(t *testing.T) {
	p := general()
	p.OrganisationID = v.other
	id := must[string](t)(v.Certificates().SaveProgramme(ctx, v.lead, p))
	number := must[string](t)(v.Certificates().Issue(ctx, v.lead, id, v.foreign.PersonID, march, "secret"))
	h := must[certificate.Holding](t)(v.Certificates().Certificate(ctx, v.lead, number))
	v.drafts = append(v.drafts, id, number, h.ID)
}

func TestCertificates_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := newTown(t)
	k := v.Certificates()
	id := must[string](t)(k.SaveProgramme(ctx, v.lead, general()))
	number := must[string](t)(k.Issue(ctx, v.lead, id, v.agent.PersonID, march, "x"))
	h := must[certificate.Holding](t)(k.Certificate(ctx, v.lead, number))
	granted := people.As(people.Person{ID: v.vendorRev.PersonID, OrganisationID: v.acme, Roles: []people.Role{people.Trainer}, Granted: []people.Right{people.KeepCertificates}}, people.Vendor)
	for _, by := range []people.Actor{v.agent, v.vendorAdmin, v.rev, granted} {
		for name, err := range map[string]error{
			"saves":    second(k.SaveProgramme(ctx, by, general())),
			"retires":  k.Retire(ctx, by, id, "x"),
			"assigns":  second(k.Assign(ctx, by, id, []string{v.agent.PersonID}, 0)),
			"releases": k.Release(ctx, by, h.ID, "x"),
			"issues":   second(k.Issue(ctx, by, id, v.mate.PersonID, march, "x")),
			"suspends": k.Suspend(ctx, by, h.ID, "x"),
			"lifts":    k.Lift(ctx, by, h.ID, "x"),
			"settles":  k.Settle(ctx, by, number, "x"),
			"lists":    second(k.Exams(ctx, by)),
		} {
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s %s: %v", by.Name, name, err)
			}
		}
	}
	if _, err := k.Rates(ctx, v.agent, []certificate.Day{march}, ""); !fault.Is(err, fault.Forbidden) {
		t.Error("an agent read the certified rate", err)
	}
	if hs := must[[]certificate.Holding](t)(k.Holdings(ctx, v.mate, certificate.Find{})); len(hs) != 0 {
		t.Error("an agent sees a mate's certificate")
	}
	if _, err := k.Certificate(ctx, v.mate, number); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if hs := must[[]certificate.Holding](t)(k.Holdings(ctx, v.agent, certificate.Find{})); len(hs) != 1 || hs[0].Issues[0].Record.Number != number {
		t.Error("agents see their own", hs)
	}
}
