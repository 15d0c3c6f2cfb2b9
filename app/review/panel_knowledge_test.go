package review

import (
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/training/knowledge"
)

func TestPanels_KnowledgeListsWhatFitsTheCall(t *testing.T) {
	o := desktest.NewOffice(t)
	for title, keyword := range map[string]string{"到场时限": "催问抢修", "阶梯电价": "阶梯电价"} {
		a := knowledge.Article{Title: title, Kind: knowledge.Rule, Category: "故障报修", Keywords: []string{keyword}, Body: "城区 45 分钟。", OwnerID: o.Town.Lead.PersonID, Vendors: true}
		if _, err := o.Store.Knowledge().Save(t.Context(), o.Town.Lead, a, true); err != nil {
			t.Fatal(err)
		}
	}
	r := NewRoom(o.Desk, desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID}).(*Room)
	t.Cleanup(r.Close)
	o.Show(r, 1216, 740)
	known := r.view.panels.known
	if len(known.hits) != 1 || known.hits[0].Title != "到场时限" || r.view.countOf(panelKnown) != "1" {
		t.Fatalf("%+v", known.hits)
	}
	known.table.OnOpened(0)
	if last := o.Went[len(o.Went)-1]; last.Place != desk.Knowledge || last.ID != known.hits[0].ID {
		t.Errorf("%+v", last)
	}
}
