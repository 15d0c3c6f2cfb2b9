package settings

import (
	"regexp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/keys"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
)

// keyRow is an act with its keys, or the head of a place.
type keyRow struct {
	head string
	act  keys.Act
	name string
	was  keys.Pair // the house's
	now  keys.Pair
}

func (r keyRow) changed() bool { return r.now != r.was }

// keysPage lists every act with its keys, and lets them be changed.
type keysPage struct {
	all    []keys.Act
	rows   []keyRow
	list   *parts.List
	search *parts.Entry
	only   bool // those that were changed
	foot   *fyne.Container
}

func (s *Screen) keysContent() fyne.CanvasObject {
	k := &s.keys
	k.all = s.d.Acts()
	k.search = parts.NewEntry(lang.L("An act, a place, or a key such as Ctrl K")).WithIcon("search").WithKey("Ctrl F").Wide(300)
	k.search.SetText("")
	k.search.OnChanged = func(string) { s.showKeys() }
	k.search.OnSubmitted = func(string) { takeList(k.list) }
	k.list = parts.NewList(func() int { return len(k.rows) }, newKeyRow, s.fillKey)
	k.list.OnOpened = func(int) { s.changeKey() }
	k.list.OnChosen = func(int) { s.showKeyFoot() }
	k.foot = parts.Stack(0)
	s.showKeys()
	which := parts.NewSegments([]string{lang.L("All"), lang.L("Changed keys")}, map[bool]int{true: 1}[k.only], func(i int) { k.only = i == 1; s.showKeys() })
	bar := parts.Row(12, k.search, which, parts.Gap(), parts.NewButton(lang.L("All back to default"), parts.Plain, s.resetKeys).WithIcon("replay").WithKey("Ctrl R"))
	say := parts.NewParagraph(lang.L("A key alone works while nothing is typed; one with Ctrl or Alt works while typing too. Arrows, Tab, Enter and Esc in lists, fields and dialogs stay as they are."), look.TextLabel, look.Ink2)
	head := parts.Stack(6, parts.PanelHead(lang.L("Keys")), say, parts.Room(0, 4), bar, parts.Room(0, 4), keyHead(), parts.NewHairline())
	return parts.Dock(head, k.foot, nil, nil, k.list)
}

// takeList gives the list the keyboard, at its first act.
func takeList(l *parts.List) {
	l.Focus()
	if l.Chosen < 0 {
		l.Choose(0)
	}
}

const (
	keyWidth  = 110
	heldWidth = 130
	wasWidth  = 150
)

func keyHead() fyne.CanvasObject {
	column := func(word string, width float32) fyne.CanvasObject {
		return parts.Fix(look.Scaled(width), 0, parts.Label(word))
	}
	return parts.High(26, parts.Inset(0, 12, 0, 12, parts.Row(8, parts.Grow(parts.Label(lang.L("act"))), column(lang.L("key"), keyWidth),
		column(lang.L("while typing"), heldWidth), column(lang.L("default"), wasWidth))))
}

func newKeyRow() fyne.CanvasObject {
	column := func(o fyne.CanvasObject, width float32) fyne.CanvasObject {
		return parts.Fix(look.Scaled(width), 0, parts.Row(0, o))
	}
	return parts.Inset(0, 12, 0, 12, parts.Row(8, parts.Grow(parts.Body("").Cutting()), column(parts.NewKeyBadge("").AsChosen(), keyWidth),
		column(parts.NewKeyBadge("").AsChosen(), heldWidth), parts.Fix(look.Scaled(wasWidth), 0, parts.Label("").Cutting())))
}

func (s *Screen) fillKey(i int, o fyne.CanvasObject) {
	r, cells := s.keys.rows[i], o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	inner := func(n int) fyne.CanvasObject { return cells[n].(*fyne.Container).Objects[0] }
	name := inner(0).(*parts.Text)
	name.Bold = r.head != ""
	name.Set(r.name)
	inner(1).(*fyne.Container).Objects[0].(*parts.KeyBadge).Set(r.now.Bare.String())
	inner(2).(*fyne.Container).Objects[0].(*parts.KeyBadge).Set(r.now.Held.String())
	was := ""
	if r.changed() {
		was = keyPair(r.was)
	}
	inner(3).(*parts.Text).Set(was)
}

// keyPair is both keys in a line, or that there is none.
func keyPair(p keys.Pair) string {
	var out []string
	for _, c := range []keys.Chord{p.Bare, p.Held} {
		if c.On() {
			out = append(out, c.String())
		}
	}
	if len(out) == 0 {
		return lang.L("none")
	}
	return strings.Join(out, ", ")
}

// showKeys lists the acts that fit what is looked for, by place.
func (s *Screen) showKeys() {
	k := &s.keys
	want := strings.ToLower(strings.TrimSpace(k.search.Text()))
	byPlace := map[string][]keyRow{}
	seen := map[string]bool{}
	for _, a := range k.all {
		r := s.keyRow(a)
		if id := a.Place + a.ID() + r.name; seen[id] || k.only && !r.changed() || !fits(r, want) {
			continue
		} else {
			seen[id] = true
		}
		byPlace[a.Place] = append(byPlace[a.Place], r)
	}
	k.rows = nil
	for _, place := range keyPlaces() {
		rows := byPlace[place.at]
		if len(rows) == 0 {
			continue
		}
		slices.SortFunc(rows, func(a, b keyRow) int { return strings.Compare(a.act.Label+a.act.Keys, b.act.Label+b.act.Keys) })
		k.rows = append(append(k.rows, keyRow{head: place.at + "-", name: place.word}), rows...)
	}
	k.list.Chosen = min(k.list.Chosen, len(k.rows)-1)
	k.list.Refresh()
	s.showKeyFoot()
	s.d.Trace("keys", map[string]any{"shown": len(k.rows)})
}

// slots are the places of a text for what is only known when it is said.
var slots = regexp.MustCompile(`\{\{\.\w+\}\}`)

func (s *Screen) keyRow(a keys.Act) keyRow {
	was := keys.ParsePair(a.Keys)
	name := words.Say(s.d.Settings.Language, a.Label, nil) // what was seen is in words already
	return keyRow{act: a, name: slots.ReplaceAllString(name, "…"), was: was, now: s.d.Settings.Keys.Of(a.Place, a.ID(), was)}
}

// fits tells whether a row is looked for: by its name, its place or its keys.
func fits(r keyRow, want string) bool {
	for _, text := range []string{r.name, placeWord(r.act.Place), keyPair(r.now)} {
		if strings.Contains(strings.ToLower(text), want) {
			return true
		}
	}
	return false
}

// keyActions are what can be done on this page.
func (s *Screen) keyActions() []desk.Action {
	r, some := s.chosenKey()
	return append([]desk.Action{
		{Menu: desk.EditMenu, Label: lang.L("Find"), Key: fyne.KeyF, Mod: fyne.KeyModifierShortcutDefault, Do: s.keys.search.Focus},
		{Menu: desk.EditMenu, Label: lang.L("Change the key"), Bare: fyne.KeyReturn, Do: s.changeKey, Off: !some},
		{Menu: desk.EditMenu, Label: lang.L("Back to default"), Bare: fyne.KeyDelete, Do: s.resetKey, Off: !some || !r.changed()},
		{Menu: desk.EditMenu, Label: lang.L("All back to default"), Key: fyne.KeyR, Mod: fyne.KeyModifierShortcutDefault, Do: s.resetKeys, Off: len(s.d.Settings.Keys) == 0},
	}, desk.Walk(walkedKeys{s.keys.list})...)
}

// walkedKeys lets arrow keys enter the list.
type walkedKeys struct{ *parts.List }

// Chosen is the row that is chosen.
func (w walkedKeys) Chosen() int { return w.List.Chosen }

func (s *Screen) chosenKey() (keyRow, bool) {
	k := &s.keys
	if k.list == nil || k.list.Chosen < 0 || k.list.Chosen >= len(k.rows) || k.rows[k.list.Chosen].head != "" {
		return keyRow{}, false
	}
	return k.rows[k.list.Chosen], true
}
