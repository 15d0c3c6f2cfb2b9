package parts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	"shifu/internal/words"
)

func TestScoreRing_ShowsEachState(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	cases := []struct {
		name  string
		score Score
		text  string
		end   float32
		mark  look.Token
	}{
		{"good", Score{Text: "86.7", Part: .867, Caption: "so far", State: StateGood}, "86.7|so far", .867 * 360, look.GoodM},
		{"partly", Score{Text: "72.2", Part: .722, Caption: "final", State: StatePartly}, "72.2|final", .722 * 360, look.WarnM},
		{"bad", Score{Text: "31.0", Part: .31, State: StateBad}, "31.0|", .31 * 360, look.BadM},
		{"fail-all shows raw beside 0", Score{Text: "0", Raw: "86.7", Part: 0, Caption: "so far"}, "0|86.7", 360, look.CritF},
		{"no score", Score{Caption: "no score"}, "–|no score", 0, look.NaM},
		{"over the top", Score{Text: "104", Part: 1.04, State: StateGood}, "104|", 360, look.GoodM},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := NewScoreRing()
			onDesk(t, r, 76, 76)
			r.Set(c.score)
			if s := allText(r); s != c.text {
				t.Errorf("text %q, want %q", s, c.text)
			}
			if d := r.arc.EndAngle - c.end; d > .01 || d < -.01 || r.arc.FillColor != look.Colour(c.mark) {
				t.Errorf("arc to %v, want %v", r.arc.EndAngle, c.end)
			}
		})
	}
}

func newTestWhy(t testing.TB) *Why {
	t.Helper()
	studio(t, look.ModeLight, 100, words.English)
	w := NewWhy()
	w.Set(WhyModel{Title: "Rubric v3", Mode: "section percent", Done: 12, All: 17, Progress: "12 of 17", Derivation: "Derivation", Key: "W",
		Losses: []WhyLoss{{"-8.0", "q31", "3.1", "Repeats", "00:27"}, {"-5.3", "q22", "2.2", "Listens", ""}, {"-2.0", "a", "4.1", "x", ""}, {"-1.0", "b", "4.2", "y", ""}},
		Facts:  []WhyFact{{StateCritical, "Fail-all 0 of 2"}}})
	onDesk(t, w, 420, 110)
	return w
}

func TestWhy_EveryPartLeadsSomewhere(t *testing.T) {
	w := newTestWhy(t)
	var got []string
	w.OnQuestion = func(ref string) { got = append(got, "question "+ref) }
	w.OnMoment = func(ref string) { got = append(got, "moment "+ref) }
	w.OnWhole = func() { got = append(got, "whole") }
	tapSpot(t, &w.sheet, "qq22")
	tapSpot(t, &w.sheet, "mq31")
	tapSpot(t, &w.sheet, "whole")
	if s := strings.Join(got, ", "); s != "question q22, moment q31, whole" {
		t.Error(s)
	}
}

func TestWhy_ShowsTheThreeLargestLossesAndIsAsHighAsTheyNeed(t *testing.T) {
	w := newTestWhy(t)
	if s := allText(w); strings.Contains(s, "-1.0") || !strings.Contains(s, "-2.0") {
		t.Error(s)
	}
	three := w.MinSize().Height
	w.Set(WhyModel{Title: "Rubric v3"})
	if w.MinSize().Height >= three {
		t.Error("as high without losses")
	}
}

func TestWhy_NarrowDropsTheModeBeforeTheTitle(t *testing.T) {
	w := newTestWhy(t)
	w.Resize(fyne.NewSize(190, 110))
	if s := allText(w); strings.Contains(s, "section percent") || !strings.Contains(s, "Rubric v3") {
		t.Error(s)
	}
}

func TestRingAndWhy_Markup(t *testing.T) {
	w := newTestWhy(t)
	r := NewScoreRing()
	r.Set(Score{Text: "86.7", Part: .867, Caption: "so far", State: StateGood})
	win := onDesk(t, Row(16, r, Grow(w)), 520, 110)
	test.AssertRendersToMarkup(t, "ring_why.xml", win.Canvas())
}
