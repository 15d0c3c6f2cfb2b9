package routinglab

import (
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/internal/words"
)

func TestEditing_EveryFormHasRoomInTheSmallestWindow(t *testing.T) {
	for _, l := range []words.Language{words.English, words.Chinese} {
		o := desktest.NewOffice(t)
		desktest.Wear(t, look.ModeLight, 100, l)
		k := keep(t, o, "storm", storm)
		d := o.As(o.Town.Lead)
		d.Settings.Language, d.Window = l, o.Desk.Window
		o.Desk = d
		s := New(d, desk.Route{Place: desk.Routing, ID: k.ID}).(*Screen)
		o.Show(s, 1091, 740)
		for preset, fill := range everything {
			s.pages[1].(*scenarios).edit()
			e := s.pages[1].(*scenarios).editing
			e.s.Choose(preset)
			fill(e.s)
			for i := range e.sections() {
				e.nav.Choose(i)
				if need, have := e.inner.MinSize().Width, e.form.Size().Width; need > have {
					t.Errorf("%s in %s: section %d needs %.0f, has %.0f", preset, l, i, need, have)
				}
			}
		}
		s.Close()
	}
}
