package parts

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
)

func TestRail_PlacesGoWhereTheySay(t *testing.T) {
	went := ""
	r := NewRail([]RailItem{{"today", "home", "Today", ""}, {}, {"review", "headset", "Review", "24"}}, "today", func(id string) { went = id })
	onWindow(t, r, 184, 600)
	test.Tap(r.places[2])
	if went != "review" {
		t.Errorf("went to %q", went)
	}
	if r.Chosen != "today" {
		t.Error("the rail follows the screen, not the press")
	}
	r.Choose("review")
	if !r.places[2].chosen() || r.places[0].chosen() {
		t.Error("the chosen place is not marked")
	}
	r.SetCount("review", "23")
	if r.places[2].count.Text != "23" {
		t.Error("the count stays")
	}
}

func TestRail_FoldsTo64AndKeepsItsWords(t *testing.T) {
	r := NewRail([]RailItem{{"library", "wave", "Library", "3"}}, "", nil)
	onWindow(t, r, 184, 600)
	r.Fold(true)
	if got := r.MinSize().Width; got != 64 {
		t.Errorf("folded it is %v wide", got)
	}
	p := r.places[0]
	if p.word.Text != "Library" || p.word.Position().Y <= p.icon.Position().Y {
		t.Errorf("the word %q must stand below the icon", p.word.Text)
	}
	if p.badge.Hidden {
		t.Error("the count has no badge")
	}
}

func TestRail_PlacesStayAboveTheFootInALowWindow(t *testing.T) {
	var items []RailItem
	for i := range 14 {
		items = append(items, RailItem{string(rune('a' + i)), "home", "Place", ""})
	}
	r := NewRail(items, "", nil)
	r.Folded = true
	onWindow(t, r, 64, 480)
	last := r.places[13]
	if end := last.Position().Y + last.Size().Height; end > 480-50 {
		t.Errorf("the last place ends at %v", end)
	}
}

func TestRail_FootAsksAboutThePerson(t *testing.T) {
	asked := false
	r := NewRail(nil, "", nil)
	r.OnPerson = func() { asked = true }
	onWindow(t, r, 184, 600)
	r.Tapped(at(20, 300))
	if asked {
		t.Error("asked in the middle")
	}
	r.Tapped(at(20, 580))
	if !asked {
		t.Error("not asked at the foot")
	}
}

func TestPage_OnlyItsUpperLeftCornerIsRound(t *testing.T) {
	p := NewPage(Body("x"))
	onWindow(t, p, 300, 200)
	s := p.sheet.bend
	if s.TopLeftCornerRadius != 9 || s.CornerRadius != 0 || s.TopRightCornerRadius != 0 {
		t.Errorf("corners %v %v %v", s.TopLeftCornerRadius, s.CornerRadius, s.TopRightCornerRadius)
	}
	if left := 300*200 - area(p.sheet.above) - area(p.sheet.below); area(s) > 400 || left > 300+200+81 {
		t.Errorf("a round rectangle of %v, and %v left of the page", area(s), left)
	}
	next := Body("y")
	p.SetContent(next)
	if got := next.Position(); got != fyne.NewPos(1, 1) {
		t.Errorf("the new content is at %v", got)
	}
}

func area(o fyne.CanvasObject) float32 { return o.Size().Width * o.Size().Height }

func TestBars_FollowTheTextSize(t *testing.T) {
	t.Cleanup(lightApp)
	for _, c := range []struct {
		percent      int
		tool, status float32
	}{{100, 49, 33}, {150, 73, 49}} {
		appIn(look.ModeLight, c.percent)
		if got := ToolBar(nil, nil).MinSize().Height; got != c.tool {
			t.Errorf("tool bar %v at %d %%, want %v", got, c.percent, c.tool)
		}
		if got := StatusBar(nil, nil).MinSize().Height; got != c.status {
			t.Errorf("status bar %v at %d %%, want %v", got, c.percent, c.status)
		}
	}
}

func TestToast_LeavesByItselfAndUndoes(t *testing.T) {
	var after time.Duration
	var fire []func()
	toast := NewToast(func(d time.Duration, f func()) { after, fire = d, append(fire, f) })
	onWindow(t, toast, 400, 60)
	undone := 0
	toast.Say("Submitted, 86.7", "Undo", "Ctrl Z", func() { undone++ })
	if !toast.Visible() || after != ToastTime {
		t.Fatalf("shown %v for %v", toast.Visible(), after)
	}
	toast.Say("Skipped", "Undo", "Ctrl Z", func() { undone++ })
	fire[0]()
	if !toast.Visible() {
		t.Error("the timer of the first toast hid the second")
	}
	test.Tap(toast.Undo())
	if undone != 1 || toast.Visible() {
		t.Errorf("undone %d, still shown %v", undone, toast.Visible())
	}
	fire[1]()
}

func TestToast_SaysALongSentenceWhole(t *testing.T) {
	toast := NewToast(nil)
	onWindow(t, toast, 600, 200)
	toast.Say("Saved", "Undo", "Ctrl Z", nil)
	low := toast.MinSize()
	long := "Stopped after 3 transcripts. What was answered is kept; the next time it goes on behind it, and nothing is paid for twice."
	toast.Say(long, "Undo", "Ctrl Z", nil)
	var said string
	for _, l := range toast.words.lines {
		said += l.Text
	}
	if high := toast.MinSize(); high.Height <= low.Height || strings.ReplaceAll(said, " ", "") != strings.ReplaceAll(long, " ", "") {
		t.Errorf("%v after %v, says %q", high, low, said)
	}
}

func TestDialog_SafeButtonHasTheFocusAndEscapeIsSafe(t *testing.T) {
	w := onWindow(t, Body("x"), 600, 400)
	before := heard(w)
	safe, done := 0, 0
	q := Question{Title: "Delete 2 calls?", Text: "They can be restored for 30 days.", Safe: "Keep", Act: "Delete 2 calls",
		Kind: Delete, OnSafe: func() { safe++ }, OnAct: func() { done++ }}
	d := Ask(w.Canvas(), q)
	keep, _ := d.Buttons()
	if w.Canvas().Focused() != keep {
		t.Error("the safe button must have the focus")
	}
	keep.TypedKey(press(fyne.KeyEscape))
	if safe != 1 || done != 0 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("safe %d, done %d", safe, done)
	}
	w.Canvas().OnTypedKey()(press(fyne.KeyJ))
	if len(*before) != 1 {
		t.Error("the screen's keys did not come back")
	}
}

func TestDialog_CheckKeepsItOpen(t *testing.T) {
	w := onWindow(t, Body("x"), 600, 400)
	valid, done := false, 0
	d := Ask(w.Canvas(), Question{Title: "Reset the password?", Safe: "Keep", Act: "Reset", Kind: Main,
		Check: func() bool { return valid }, OnAct: func() { done++ }})
	_, act := d.Buttons()
	test.Tap(act)
	if done != 0 || w.Canvas().Overlays().Top() == nil {
		t.Error("closed although the check said no")
	}
	valid = true
	test.Tap(act)
	if done != 1 || w.Canvas().Overlays().Top() != nil {
		t.Error("did not act")
	}
}

func TestProgress_ShowsTheShareAndStops(t *testing.T) {
	stopped := false
	p := NewProgress("upload", "Import", "Cancel", func() { stopped = true })
	onWindow(t, p, 600, 32)
	p.Set(0.5, "50 / 100")
	if got, want := p.bar.bar.Size().Width, p.bar.Size().Width/2; got != want {
		t.Errorf("bar %v wide, want %v", got, want)
	}
	test.Tap(p.cancel)
	if !stopped {
		t.Error("Cancel does not stop")
	}
}

func TestFactRow_SpreadsLabelsOverValues(t *testing.T) {
	row := FactRow(Fact{Label: "Agent", Value: "Lin"}, Fact{Label: "Silence", Value: "14.6 s", Tone: look.Warn, Icon: "tri", Note: "longest 11.2"})
	onWindow(t, row, 500, 60)
	last := row.Objects[len(row.Objects)-1]
	if end := last.Position().X + last.Size().Width; end < 499 || end > 501 {
		t.Errorf("the last fact ends at %v", end)
	}
}

func TestBanner_ActCallsBack(t *testing.T) {
	done := false
	b := Banner(TintWarn, "No sound device.", "Choose", func() { done = true }).(*fyne.Container)
	onWindow(t, b, 400, 40)
	row := b.Objects[1].(*fyne.Container).Objects[0].(*fyne.Container).Objects[0].(*fyne.Container)
	test.Tap(row.Objects[2].(*Link))
	if !done {
		t.Error("the act does nothing")
	}
}

func TestRail_WordsStayWithinTheirPlacesWhereThereAreMany(t *testing.T) {
	items := make([]RailItem, 19)
	for i := range items {
		items[i] = RailItem{string(rune('a' + i)), "home", "Place", ""}
	}
	r := NewRail(items, "", nil)
	r.Folded = true
	onWindow(t, r, 64, 774)
	for _, p := range r.places {
		if end := p.word.Position().Y + p.word.Size().Height; end > p.Size().Height+1 || p.icon.Position().Y < 0 {
			t.Errorf("the word ends at %v of %v", end, p.Size().Height)
		}
	}
}

func TestRail_GroupsFoldWhereThereIsNoRoomAndOpenWhenPressed(t *testing.T) {
	var items []RailItem
	for g := range 4 {
		items = append(items, RailItem{Icon: "home", Word: string(rune('A' + g))})
		for i := range 8 {
			items = append(items, RailItem{string(rune('a'+g)) + string(rune('0'+i)), "home", "Place", "1"})
		}
	}
	r := NewRail(items, "c3", nil)
	onWindow(t, r, 184, 774)
	head := func(g int) *railPlace { return r.places[9*g] }
	if !head(0).Hidden || !head(2).Hidden || head(1).Hidden || head(3).Hidden {
		t.Fatal("the chosen place's group and the first must be open, the others folded")
	}
	if head(3).count.Text != "8" {
		t.Errorf("%q wait in the folded group", head(3).count.Text)
	}
	test.Tap(head(3))
	if !head(3).Hidden || head(0).Hidden || r.places[9*2+4].Hidden {
		t.Error("a pressed group opens beside that of the chosen place, and another gives it room")
	}
	onWindow(t, r, 184, 1400)
	for g := range 4 {
		if !head(g).Hidden {
			t.Errorf("group %d is folded where all have room", g)
		}
	}
}
