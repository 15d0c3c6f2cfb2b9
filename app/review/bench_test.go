package review

import (
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
)

// BenchmarkRoom_Open is from the key to the call laid out on a window, its
// sound opened: budget 150 ms.
func BenchmarkRoom_Open(b *testing.B) {
	o := desktest.NewOffice(b)
	enterOnce := func() {
		r := NewRoom(o.Desk, desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID}).(*Room)
		o.Show(r, 1376, 848)
		r.Close()
	}
	enterOnce() // begins the draft and finds who speaks
	for b.Loop() {
		enterOnce()
	}
}

// BenchmarkRoom_Answer is one answer by key, scored and saved.
func BenchmarkRoom_Answer(b *testing.B) {
	o := desktest.NewOffice(b)
	r := NewRoom(o.Desk, desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID}).(*Room)
	defer r.Close()
	o.Show(r, 1376, 848)
	first := ref(r, 0)
	for i := 0; b.Loop(); i++ {
		r.answer(first, i%2)
	}
}

// BenchmarkRoom_Tick moves the needle and what follows it: 16 times a second.
func BenchmarkRoom_Tick(b *testing.B) {
	o := desktest.NewOffice(b)
	r := NewRoom(o.Desk, desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID}).(*Room)
	defer r.Close()
	o.Show(r, 1376, 848)
	r.sound.toggle()
	for b.Loop() {
		o.Sound.Pass(tickEvery)
		r.sound.tick()
	}
}
