package keys

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"shifu/internal/words"
)

func TestPair_ReadsWhatItWrites(t *testing.T) {
	for _, text := range []string{"Space|Ctrl P", "M|Ctrl Shift M", "|Alt ←", "F11|", "-|Ctrl -", "|Ctrl =", "Esc|", "\\|Ctrl \\", "Num Enter|", "|Ctrl Alt Shift PgUp"} {
		if got := ParsePair(text).String(); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
	if p := ParsePair("Enter|Ctrl Enter"); p.Bare.Name != fyne.KeyReturn || p.Held != (Chord{fyne.KeyModifierControl, fyne.KeyReturn}) {
		t.Errorf("%+v", p)
	}
}

func TestRefuse_WhatTheSystemChineseInputAndFieldsNeed(t *testing.T) {
	for _, text := range []string{"Ctrl Space", "Shift Space", "Ctrl Shift Space", "Alt Space", "Alt F4", "Alt Tab", "Tab", "Esc", "Ctrl Esc", "F10", "Ctrl C", "Ctrl V", "Ctrl X", "Ctrl A",
		"Shift K", "Ctrl Alt F2", "Cmd K"} {
		if Refuse(Parse(text)) == nil {
			t.Errorf("%s was taken", text)
		}
	}
	for _, c := range []Chord{{0, fyne.KeyUnknown}, {ctrl, desktop.KeyShiftLeft}} {
		if Refuse(c) == nil {
			t.Errorf("%+v was taken", c)
		}
	}
	for _, text := range []string{"K", "Ctrl K", "Ctrl Shift Space K", "F9", "Alt F9", "Ctrl F4", "Space", "Ctrl Shift F5", "←", "Num Enter"} {
		if err := Refuse(Parse(text)); err != nil {
			t.Errorf("%s was refused: %v", text, err)
		}
	}
}

func TestChosen_GivesAnActItsKeysAndTheDefaultTakesThemBack(t *testing.T) {
	was, now := ParsePair("Space|Ctrl P"), ParsePair("F9|Ctrl P")
	c := Chosen(nil).With("room", was.String(), was, now)
	if got := c.Of("room", was.String(), was); got != now {
		t.Errorf("it is done by %v", got)
	}
	if got := c.Of("library", was.String(), was); got != was {
		t.Errorf("in another place it is done by %v", got)
	}
	if back := c.With("room", was.String(), was, was); len(back) != 0 || len(c) != 1 {
		t.Errorf("with the default keys %v is left, of %v", back, c)
	}
}

func TestChosen_BadgesShowWhatWorksNow(t *testing.T) {
	house := map[string]Pair{"=bind": ParsePair("M|Ctrl M"), "=find": ParsePair("|Ctrl K")}
	known := func(_, id string) (Pair, bool) { p, ok := house[id]; return p, ok }
	c := Chosen(nil).With("room", "=bind", house["=bind"], ParsePair("|Ctrl B")).With(Everywhere, "=find", house["=find"], ParsePair("F9|Ctrl K"))
	for text, want := range map[string]string{"M": "Ctrl B", "Ctrl M": "Ctrl B", "N": "N", "Ctrl K": "Ctrl K", "": ""} {
		if got := c.Badge("room", text, known); got != want {
			t.Errorf("a badge for %q shows %q, want %q", text, got, want)
		}
	}
	if got := c.Badge("library", "M", known); got != "M" {
		t.Errorf("in another place M shows %q", got)
	}
	if got := c.With("room", "=bind", house["=bind"], Pair{}).Badge("room", "M", known); got != "" {
		t.Errorf("an act without a key shows %q", got)
	}
}

func TestID_IsTheSameInBothLanguagesAndWithOtherKeysOfTheHouse(t *testing.T) {
	zh := words.Catalogue(words.Chinese)
	for _, c := range []struct{ place, label string }{{Everywhere, "Change person"}, {Everywhere, "Bank"}, {"room", "Bind this moment"}, {"library", "Set facts"}} {
		a, b := ID(c.place, ParsePair("M|Ctrl M"), c.label), ID(c.place, ParsePair("|Ctrl B"), zh[c.label])
		if a != b || a != "="+zh[c.label] {
			t.Errorf("%s: %q and %q", c.label, a, b)
		}
	}
	if id := ID("room", ParsePair("3|Ctrl 3"), "Answer 3"); id != "3|Ctrl 3" {
		t.Errorf("an act of a number is %q", id)
	}
}

func TestID_OfListedActsIsEachActsOwn(t *testing.T) {
	seen := map[string]Act{}
	for _, a := range Listed() {
		id := a.Place + " " + a.ID()
		if other, twice := seen[id]; twice && other != a {
			t.Errorf("%+v and %+v are both %q", a, other, id)
		}
		seen[id] = a
	}
	if space, f6 := (Act{"room", "Play or pause", "Space|Ctrl P"}).ID(), (Act{"room", "Play or pause", "F6|"}).ID(); space != "=播放或暂停" || f6 != "F6|" {
		t.Errorf("%q and %q", space, f6)
	}
}

func TestRenamed_WhatWasChosenByOldIDsGoesOn(t *testing.T) {
	old := Chosen{"room": {"M|Ctrl M": "F9|Ctrl M", "=named": "|Ctrl 1"}, "nowhere": {"Q|": "W|"}}
	now := old.Renamed()
	if got := now.Of("room", ID("room", ParsePair("M|Ctrl M"), "Bind this moment"), Pair{}); got != ParsePair("F9|Ctrl M") {
		t.Errorf("it is done by %v", got)
	}
	if now["nowhere"]["Q|"] != "W|" || now["room"]["=named"] != "|Ctrl 1" || len(now["room"]) != 2 || len(old["room"]) != 2 {
		t.Errorf("%v of %v", now, old)
	}
	if again := now.Renamed(); len(again["room"]) != 2 {
		t.Errorf("again: %v", again)
	}
}

func TestClash_LooksThereAndEverywhere(t *testing.T) {
	all := []Act{{"room", "Bind", "M|Ctrl M"}, {"library", "Move", "M|"}, {Everywhere, "Find", "|Ctrl K"}}
	m, ctrlK := Parse("M"), Parse("Ctrl K")
	if a, ok := Clash(all, nil, "room", "x", m); !ok || a.Label != "Bind" {
		t.Errorf("in its place: %v %v", a, ok)
	}
	if _, ok := Clash(all, nil, "room", "M|Ctrl M", m); ok {
		t.Error("an act clashes with itself")
	}
	if _, ok := Clash(all, nil, "bank", "x", m); ok {
		t.Error("a key of another place clashes")
	}
	if a, ok := Clash(all, nil, "room", "x", ctrlK); !ok || a.Label != "Find" {
		t.Errorf("with what is everywhere: %v %v", a, ok)
	}
	if a, ok := Clash(all, nil, Everywhere, "x", m); !ok {
		t.Errorf("an act of everywhere doesn't see the places: %v", a)
	}
	freed := Chosen(nil).With("room", "M|Ctrl M", ParsePair("M|Ctrl M"), ParsePair("|Ctrl M"))
	if _, ok := Clash(all, freed, "room", "x", m); ok {
		t.Error("a key that was given up still clashes")
	}
}

func TestListed_EveryActHasAWordAndAKeyThatIsRead(t *testing.T) {
	zh := words.Catalogue(words.Chinese)
	for _, a := range Listed() {
		if p := ParsePair(a.Keys); zh[a.Label] == "" || !p.On() || p.String() != a.Keys {
			t.Errorf("%+v", a)
		}
	}
	if len(Listed()) < 300 {
		t.Errorf("only %d acts are listed", len(Listed()))
	}
}

func FuzzParsePair(f *testing.F) {
	for _, s := range []string{"M|Ctrl M", "||Ctrl |", "", "Ctrl ", "Alt Alt X|"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := ParsePair(s)
		if again := ParsePair(p.String()); again != p && again.String() != p.String() {
			t.Errorf("%q: %+v, again %+v", s, p, again)
		}
	})
}
