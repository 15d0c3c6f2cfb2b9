package library

import (
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/recordings"
)

// BenchmarkLibrary_ScrollAPage is what the window's thread does for one page
// down: filling the rows in view.
func BenchmarkLibrary_ScrollAPage(b *testing.B) {
	o := desktest.NewOffice(b)
	s := New(o.As(o.Town.Lead), desk.Route{}).(*Screen)
	defer s.Close()
	s.rows.count = 1_000_000
	full := make([]recordings.Row, blockRows)
	for i := range full {
		full[i] = recordings.Row{Call: o.Town.Stereo}
	}
	for i := range blocksKept {
		s.rows.put(i*blockRows, full)
	}
	o.Show(s, 1256, 840)
	list := s.table.List()
	for b.Loop() {
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		if list.Chosen > blockRows*(blocksKept-2) {
			list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
		}
	}
}
