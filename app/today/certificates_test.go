package today

import (
	"testing"
	"time"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/qa/indicators"
	"shifu/training/certificate"
)

func TestToday_CertificatesToRenewStandThereForTheirHolderAndTheTrainer(t *testing.T) {
	o := desktest.NewOffice(t)
	k := o.Store.Certificates()
	id, err := k.SaveProgramme(t.Context(), o.Town.Lead, certificate.Programme{Name: "95598 普通话务", Skill: "普通话务", Method: certificate.FromCompletion,
		Active: certificate.Period{N: 12, Unit: certificate.Months}, Window: certificate.Period{N: 60, Unit: certificate.Days}})
	if err != nil {
		t.Fatal(err)
	}
	number, err := k.Issue(t.Context(), o.Town.Lead, id, o.Town.Agent.PersonID, indicators.On(2025, time.December, 1), "补录")
	if err != nil {
		t.Fatal(err)
	}
	mine := open(t, o, o.Town.Agent).all
	if len(mine) != 1 || mine[0].title != "续证：95598 普通话务" || mine[0].to.Place != desk.Certificates || mine[0].to.ID != number {
		t.Fatalf("%+v", mine)
	}
	has := func(all []item, title string) bool {
		for _, it := range all {
			if it.title == title {
				return true
			}
		}
		return false
	}
	if all := open(t, o, o.Town.Lead).all; !has(all, "快到期的证书：1 张") {
		t.Errorf("%+v", all)
	}
	if len(open(t, o, o.Town.Mate).all) != 0 {
		t.Error("a mate is told of it")
	}
	o.Pass(20 * 24 * time.Hour)
	if mine := open(t, o, o.Town.Agent).all; len(mine) != 1 || mine[0].rank != rankDue || mine[0].title != "95598 普通话务已过期" {
		t.Errorf("%+v", mine)
	}
}
