package parts

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	"shifu/internal/words"
)

func TestForm_EachKindIsAnsweredItsWay(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	f := NewForm()
	options := []FormOption{{Label: "Greeting", Key: "1"}, {Label: "Name", Key: "2"}}
	f.SetModel(FormModel{Sections: []FormSection{{Number: "1", Title: "All", Rows: []FormRow{
		{Ref: "many", Kind: FormMultiple, Options: options, Chosen: []int{1}},
		{Ref: "number", Kind: FormNumeric, Unit: "s", NAOpen: true},
		{Ref: "text", Kind: FormText, Value: "abc"},
		{Ref: "date", Kind: FormDate},
		{Ref: "locked", Options: options, ReadOnly: true},
	}}}})
	onDesk(t, f, 532, 500)
	var got []string
	f.OnAnswer = func(ref string, o int) { got = append(got, fmt.Sprint(ref, " ", o)) }
	f.OnValue = func(ref, text string) { got = append(got, ref+" "+text) }
	f.Wake("many")
	tapSpot(t, &f.open.sheet, "optGreeting")
	f.Wake("number")
	f.FocusNote()
	test.Type(f.open.value.typing, "12")
	f.Wake("date")
	if f.open.value.Text() != "" || !f.open.value.Visible() {
		t.Errorf("date shows %q", f.open.value.Text())
	}
	f.Wake("text")
	if f.open.value.Text() != "abc" {
		t.Errorf("text shows %q", f.open.value.Text())
	}
	f.Wake("locked")
	if f.Press("1") {
		t.Error("a read-only question was answered")
	}
	if s := strings.Join(got, ", "); s != "many 0, number 1, number 12" {
		t.Error(s)
	}
}

func TestFormRow_AnswerIsShapeAndWord(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	options := []FormOption{{Label: "Met", Tone: StateGood}, {Label: "Not met", Tone: StateBad}}
	cases := []struct {
		row   FormRow
		word  string
		state State
	}{
		{FormRow{Options: options}, "open", StateOpen},
		{FormRow{Options: options, Chosen: []int{1}}, "Not met", StateBad},
		{FormRow{Options: options, NA: true}, "N/A", StateNA},
		{FormRow{Options: options, Kind: FormMultiple, Chosen: []int{0, 1}}, "Met, Not met", StateGood},
		{FormRow{Kind: FormNumeric, Value: "12", Unit: "s"}, "12 s", StateGood},
		{FormRow{Kind: FormNumeric, Value: "12", Answer: "12 of 15", Tone: StatePartly}, "12 of 15", StatePartly},
		{FormRow{Options: options, Chosen: []int{9}}, "", StateGood},
	}
	for i, c := range cases {
		if c.row.answerText() != c.word || c.row.shown() != c.state {
			t.Errorf("case %d: %q %v", i, c.row.answerText(), c.row.shown())
		}
	}
}

// longRubric has 100 sections of 100 questions.
func longRubric() FormModel {
	var m FormModel
	for s := range 100 {
		section := FormSection{Number: fmt.Sprint(s + 1), Title: "Section", Points: "10"}
		for q := range 100 {
			section.Rows = append(section.Rows, FormRow{Ref: fmt.Sprintf("%d.%d", s+1, q+1), Number: fmt.Sprintf("%d.%d", s+1, q+1), Question: "Listens, does not interrupt the customer",
				NAOpen: true, Options: []FormOption{{"Met", "1", "+1", StateGood}, {"Not met", "2", "-1", StateBad}}, Chosen: []int{q % 2}})
		}
		m.Sections = append(m.Sections, section)
	}
	return m
}

func TestForm_TenThousandQuestionsKeepOnlyTheRowsInView(t *testing.T) {
	f, _ := newTestForm(t, 700)
	f.SetModel(longRubric())
	f.Wake("100.100")
	for y := float32(0); y < f.height(); y += 9000 {
		f.scroll.Offset.Y = y
		f.body.arrange()
	}
	if n := len(f.body.lines) + len(f.body.spare); n > 40 {
		t.Errorf("%d line widgets", n)
	}
	if f.Wake("77.7"); !f.inView(f.awake, f.open.height()) {
		t.Error("77.7 isn't in view")
	}
}

func TestForm_Markup(t *testing.T) {
	f, win := newTestForm(t, 260)
	f.Wake("5.1")
	test.AssertRendersToMarkup(t, "form_awake.xml", win.Canvas())
}
