package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/keys"
)

// keysOpen is the page of keys with one act chosen.
func keysOpen(t *testing.T, label string) (*desktest.Office, *Screen) {
	t.Helper()
	o := desktest.NewOffice(t)
	s := New(o.Desk, desk.Route{ID: pageKeys}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 720)
	s.choose(t, "room", label)
	return o, s
}

func (s *Screen) choose(t *testing.T, place, label string) {
	t.Helper()
	for i, r := range s.keys.rows {
		if r.act.Place == place && r.act.Label == label {
			s.keys.list.Choose(i)
			return
		}
	}
	t.Fatalf("%s isn't listed", label)
}

func (s *Screen) give(text string) {
	r, _ := s.chosenKey()
	s.pressedKey(r, keys.Parse(text))
}

func TestKeys_ANewKeyIsKeptAndShown(t *testing.T) {
	o, s := keysOpen(t, "Bind this moment")
	s.give("F9")
	if got := o.Desk.Settings.Keys.Of("room", "=绑定此刻", keys.Pair{}); got != keys.ParsePair("F9|Ctrl M") {
		t.Fatalf("it is done by %v", got)
	}
	s.give("Ctrl Shift B")
	if r, _ := s.chosenKey(); r.now != keys.ParsePair("F9|Ctrl Shift B") || !strings.Contains(desktest.Texts(s.Content()), "M, Ctrl M") {
		t.Errorf("the row says %v", r.now)
	}
	if !desktest.Press(s, fyne.KeyDelete) || len(o.Desk.Settings.Keys) != 0 {
		t.Errorf("after back to default %v", o.Desk.Settings.Keys)
	}
}

func TestKeys_AKeyThatIsTakenIsToldWithItsActAndCanBeTaken(t *testing.T) {
	o, s := keysOpen(t, "Bind this moment")
	s.give("N")
	if says := desktest.Texts(s.keys.foot); len(o.Desk.Settings.Keys) != 0 || !strings.Contains(says, "下一个时刻") {
		t.Fatalf("it says %q, and %v was chosen", says, o.Desk.Settings.Keys)
	}
	r, _ := s.chosenKey()
	s.takeKey(r, keys.Parse("N"))
	c := o.Desk.Settings.Keys
	if got := c.Of("room", "=绑定此刻", keys.Pair{}); got != keys.ParsePair("N|Ctrl M") {
		t.Errorf("it is done by %v", got)
	}
	if got := c.Of("room", "=下一个时刻", keys.ParsePair("N|Alt N")); got != keys.ParsePair("|Alt N") {
		t.Errorf("the other is done by %v", got)
	}
}

func TestKeys_WhatChineseInputNeedsIsRefusedWithTheReason(t *testing.T) {
	o, s := keysOpen(t, "Bind this moment")
	s.give("Ctrl Space")
	if says := desktest.Texts(s.keys.foot); !strings.Contains(says, "输入法") || len(o.Desk.Settings.Keys) != 0 {
		t.Errorf("it says %q, and %v was chosen", says, o.Desk.Settings.Keys)
	}
}

func TestKeys_AllGoBackToDefaultAndThatIsUndone(t *testing.T) {
	o, s := keysOpen(t, "Bind this moment")
	s.give("F9")
	if !desktest.Shortcut(s, fyne.KeyR, fyne.KeyModifierShortcutDefault) || len(o.Desk.Settings.Keys) != 0 {
		t.Fatalf("%v is left", o.Desk.Settings.Keys)
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if len(o.Desk.Settings.Keys) != 1 {
		t.Error("it wasn't undone")
	}
}

func TestKeys_AreFoundByNameAndByKey(t *testing.T) {
	_, s := keysOpen(t, "Bind this moment")
	for _, want := range []string{"ctrl m", "评分室"} {
		s.keys.search.SetText(want)
		found := false
		for _, r := range s.keys.rows {
			found = found || r.act.Label == "Bind this moment" && r.act.Place == "room"
		}
		if !found {
			t.Errorf("%q doesn't find it among %d", want, len(s.keys.rows))
		}
	}
	s.keys.search.SetText("nothing is called so")
	if len(s.keys.rows) != 0 {
		t.Errorf("%d rows are left", len(s.keys.rows))
	}
}
