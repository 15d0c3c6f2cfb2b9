package calibration

import (
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/words"
	"shifu/qa/calibration"
)

// The pictures lie in build/calibration to be looked at.
func TestShots_EveryViewIsPainted(t *testing.T) {
	o := desktest.NewOffice(t)
	id := scored(t, o, apart)
	advance(t, o, id, calibration.Review)
	open := scored(t, o, nil, "rev")
	if err := o.Store.Calibration().Propose(t.Context(), o.Town.Lead, calibration.Proposal{VersionID: o.Town.Version, Ref: "5.1",
		Why: words.T("Risk sample", nil)}); err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]desk.Route{"review": {ID: id}, "scoring": {ID: open}, "list": {}, "form": {ID: NewSession}} {
		show(t, o, o.Town.Lead, r, 1216, 740)
		shot(t, o, name)
	}
	show(t, o, o.Town.Reviewer, desk.Route{ID: open}, 1216, 740)
	shot(t, o, "scoring-rev")
}
