package parts

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	"shifu/internal/words"
)

func newTestForm(t testing.TB, height float32) (*Form, fyne.Window) {
	t.Helper()
	studio(t, look.ModeLight, 100, words.English)
	f := NewForm()
	f.SetModel(fakeRubric(false))
	return f, onDesk(t, f, 532, height)
}

// lineOfRow is the widget that shows a question asleep.
func (f *Form) lineOfRow(t testing.TB, ref string) *formLine {
	t.Helper()
	line, ok := f.body.lines[f.find(ref)]
	if !ok {
		t.Fatalf("%s isn't in view", ref)
	}
	return line
}

func (f *Form) inView(entry int, height float32) bool {
	top := f.top(entry) - f.scroll.Offset.Y
	return top >= 0 && top+height <= f.scroll.Size().Height+.5
}

func TestForm_ClickWakesAQuestionAndReportsIt(t *testing.T) {
	f, _ := newTestForm(t, 700)
	var woken string
	f.OnWake = func(ref string) { woken = ref }
	tapSpot(t, &f.lineOfRow(t, "3.1").sheet, "ground")
	if woken != "3.1" || f.Awake() != "3.1" {
		t.Errorf("woken %q, awake %q", woken, f.Awake())
	}
	woken = ""
	f.Wake("5.1")
	if woken != "" || f.Awake() != "5.1" {
		t.Errorf("Wake reported %q, awake %q", woken, f.Awake())
	}
	f.Wake("nonsense")
	if f.Awake() != "" {
		t.Errorf("awake %q", f.Awake())
	}
}

func TestForm_NextAndPrevGoAcrossSectionsAndStopAtTheEnds(t *testing.T) {
	f, _ := newTestForm(t, 400)
	f.Next()
	if f.Awake() != "1.1" {
		t.Fatalf("first: %q", f.Awake())
	}
	f.Prev()
	if f.Awake() != "1.1" {
		t.Errorf("before the first: %q", f.Awake())
	}
	f.Next()
	f.Next()
	if f.Awake() != "2.1" {
		t.Errorf("across: %q", f.Awake())
	}
	for range 30 {
		f.Next()
	}
	if f.Awake() != "6.2" {
		t.Errorf("last: %q", f.Awake())
	}
}

func TestForm_NextOpenSkipsWhatIsAnsweredAndGoesRound(t *testing.T) {
	f, _ := newTestForm(t, 400)
	if !f.NextOpen() || f.Awake() != "5.1" {
		t.Fatalf("%q", f.Awake())
	}
	f.Wake("6.2")
	if !f.NextOpen() || f.Awake() != "5.1" {
		t.Errorf("round: %q", f.Awake())
	}
	f.SetModel(FormModel{Sections: []FormSection{{Rows: []FormRow{{Ref: "a", NA: true}}}}})
	if f.NextOpen() {
		t.Error("found one among none")
	}
}

func TestForm_TheRowAwakeIsAlwaysFullyInView(t *testing.T) {
	for _, height := range []float32{700, 300, 200} {
		f, win := newTestForm(t, height)
		for i := range f.entries {
			f.Next()
			if !f.inView(f.awake, f.open.height()) {
				t.Errorf("%v px, %s (%d) isn't in view", height, f.Awake(), i)
			}
		}
		win.Resize(fyne.NewSize(532, 190))
		if !f.inView(f.awake, f.open.height()) {
			t.Error("after a resize it isn't")
		}
	}
}

func TestForm_TheRowClickedStaysUnderTheMouse(t *testing.T) {
	f, _ := newTestForm(t, 500)
	f.Wake("2.1")
	f.scrollTo(110)
	line := f.lineOfRow(t, "3.1")
	before := line.Position().Y - f.scroll.Offset.Y
	tapSpot(t, &line.sheet, "ground")
	if after := f.open.Position().Y - f.scroll.Offset.Y; after != before {
		t.Errorf("moved from %v to %v", before, after)
	}
}

func TestForm_OptionsAnswerByClickAndByKey(t *testing.T) {
	f, _ := newTestForm(t, 700)
	var got []string
	f.OnAnswer = func(ref string, o int) { got = append(got, fmt.Sprint(ref, " ", o)) }
	f.Wake("5.1")
	tapSpot(t, &f.open.sheet, "optNot met")
	tapSpot(t, &f.open.sheet, "optN/A")
	if !f.Press("2") || !f.Press("0") || f.Press("9") {
		t.Error("a key is taken wrongly")
	}
	if s := strings.Join(got, ", "); s != "5.1 2, 5.1 -1, 5.1 1, 5.1 -1" {
		t.Error(s)
	}
	f.Wake("")
	if f.Press("1") {
		t.Error("a key answers while all are asleep")
	}
}

func TestForm_HoverShowsTheOptionsInPlace(t *testing.T) {
	f, _ := newTestForm(t, 700)
	var got string
	f.OnAnswer = func(ref string, o int) { got = fmt.Sprint(ref, " ", o) }
	line := f.lineOfRow(t, "3.2")
	if s := allText(line); strings.Contains(s, "Partly") {
		t.Fatalf("before: %s", s)
	}
	line.MouseIn(hoverAt(fyne.NewPos(20, 10)))
	tapSpot(t, &line.sheet, "o2Partly")
	if got != "3.2 1" || f.Awake() != "" {
		t.Errorf("answered %q, awake %q", got, f.Awake())
	}
	line.MouseOut()
	if s := allText(line); strings.Contains(s, "Partly") {
		t.Errorf("after: %s", s)
	}
}

func TestForm_MomentIsALink(t *testing.T) {
	f, _ := newTestForm(t, 700)
	var got []string
	f.OnMoment = func(ref string) { got = append(got, ref) }
	tapSpot(t, &f.lineOfRow(t, "2.2").sheet, "moment")
	f.Wake("5.1")
	tapSpot(t, &f.open.sheet, "moment")
	if s := strings.Join(got, " "); s != "2.2 5.1" {
		t.Error(s)
	}
}

func TestForm_ActsBindCauseRulingAndNote(t *testing.T) {
	f, _ := newTestForm(t, 700)
	var got []string
	f.OnBind = func(ref string) { got = append(got, "bind "+ref) }
	f.OnCause = func(ref, c string) { got = append(got, "cause "+c) }
	f.OnRuling = func(ref string) { got = append(got, "ruling") }
	f.Wake("5.1")
	tapSpot(t, &f.open.sheet, "actbind moment")
	tapSpot(t, &f.open.sheet, "ruling")
	tall := f.open.height()
	tapSpot(t, &f.open.sheet, "actcause")
	if f.open.height() <= tall {
		t.Error("the causes have no room")
	}
	tapSpot(t, &f.open.sheet, "causeWants to calm the customer")
	if s := strings.Join(got, ", "); s != "bind 5.1, ruling, cause Wants to calm the customer" {
		t.Error(s)
	}
}

func TestForm_NoteReportsEachChangeAndSwitchesTheKeys(t *testing.T) {
	f, win := newTestForm(t, 700)
	var note string
	var typing []bool
	f.OnNote = func(ref, text string) { note = ref + ": " + text }
	f.OnTyping = func(on bool) { typing = append(typing, on) }
	f.Wake("5.1")
	f.FocusNote()
	test.Type(f.open.note.typing, "late")
	if note != "5.1: late" {
		t.Errorf("note %q", note)
	}
	if s := allText(f.open); !strings.Contains(s, "Ctrl 1") || !strings.Contains(s, "leave note") {
		t.Errorf("while typing: %s", s)
	}
	win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s := allText(f.open); strings.Contains(s, "Ctrl 1") || win.Canvas().Focused() != nil {
		t.Errorf("after Escape: %s", s)
	}
	if fmt.Sprint(typing) != "[true false]" {
		t.Errorf("typing %v", typing)
	}
}

func TestForm_AModelDoesNotDisturbTheNoteBeingTyped(t *testing.T) {
	f, _ := newTestForm(t, 700)
	f.Wake("5.1")
	f.FocusNote()
	test.Type(f.open.note.typing, "half a sen")
	m := fakeRubric(false)
	m.Sections[4].Rows[0].Chosen = []int{2}
	m.Sections[4].Rows[0].Note = "half a"
	f.SetModel(m)
	if got := f.open.note.Text(); got != "half a sen" {
		t.Errorf("note %q", got)
	}
}

func TestForm_AnotherQuestionHasAnotherNote(t *testing.T) {
	f, _ := newTestForm(t, 700)
	f.OnNote = func(ref, text string) { t.Errorf("reported %q for %s", text, ref) }
	m := fakeRubric(false)
	m.Sections[0].Rows[0].Note = "first"
	f.SetModel(m)
	f.Wake("1.1")
	if f.open.note.Text() != "first" {
		t.Errorf("%q", f.open.note.Text())
	}
	f.Wake("1.2")
	if f.open.note.Text() != "" {
		t.Errorf("%q", f.open.note.Text())
	}
}

func TestForm_LongNotesMakeTheRowGrow(t *testing.T) {
	f, _ := newTestForm(t, 400)
	f.Wake("6.2")
	before := f.open.height()
	f.FocusNote()
	test.Type(f.open.note.typing, strings.Repeat("a long sentence ", 14))
	if f.open.height() <= before || !f.inView(f.awake, f.open.height()) {
		t.Errorf("height %v, was %v", f.open.height(), before)
	}
}

func TestForm_SetModelDrawsOnlyWhatChanged(t *testing.T) {
	f, _ := newTestForm(t, 700)
	line, other := f.lineOfRow(t, "1.1"), f.lineOfRow(t, "1.2")
	line.pen.objects, other.pen.objects = nil, nil
	m := fakeRubric(false)
	m.Sections[0].Rows[0].Chosen = []int{1}
	f.SetModel(m)
	if line.pen.objects == nil || other.pen.objects != nil {
		t.Errorf("changed row drawn: %v, the other: %v", line.pen.objects != nil, other.pen.objects != nil)
	}
}
