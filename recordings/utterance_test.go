package recordings

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func sec(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

var greeting = Utterance{Start: sec(1), End: sec(5), Text: "您好请问停电",
	Words: []Word{{0, 2, sec(1), sec(2)}, {2, 4, sec(3), sec(4)}, {4, 6, sec(4), sec(5)}}}

func TestReworded_TimesStayAndNewWordsAreSaidInPlaceOfTheOld(t *testing.T) {
	for _, c := range []struct {
		text string
		want []Word
	}{
		{"您好请问停电", greeting.Words},
		{"您好请问来电", []Word{{0, 2, sec(1), sec(2)}, {2, 4, sec(3), sec(4)}, {4, 6, sec(4), sec(5)}}},
		{"您好啊请问一下停电", []Word{{0, 2, sec(1), sec(2)}, {2, 7, sec(3), sec(4)}, {7, 9, sec(4), sec(5)}}},
		{"您好停电", []Word{{0, 2, sec(1), sec(2)}, {2, 4, sec(4), sec(5)}}},
		{"再见", []Word{{0, 2, sec(1), sec(5)}}},
		{"", nil},
	} {
		got := greeting.Reworded(c.text)
		if c.text == "您好啊请问一下停电" { // what was put between two words has no time of its own
			c.want[1].From, got.Words[1].From = 0, 0
		}
		if !reflect.DeepEqual(got.Words, c.want) || got.Text != c.text || got.Hand == (c.text == greeting.Text) || got.Start != greeting.Start {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
}

func TestReworded_WordsStayInOrderAndInTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := Utterance{Text: rapid.StringOfN(rapid.RuneFrom([]rune("ab停电")), 0, 12, -1).Draw(t, "was")}
		n := len([]rune(u.Text))
		for from := 0; from < n; {
			to := min(n, from+rapid.IntRange(1, 3).Draw(t, "long"))
			u.Words = append(u.Words, Word{from, to, sec(float64(from)), sec(float64(to))})
			from = to
		}
		now := rapid.StringOfN(rapid.RuneFrom([]rune("ab停电")), 0, 12, -1).Draw(t, "now")
		at := 0
		for _, w := range u.Reworded(now).Words {
			if w.From < at || w.To <= w.From || w.To > len([]rune(now)) || w.End < w.Start {
				t.Fatalf("%q -> %q: %+v", u.Text, now, u.Reworded(now).Words)
			}
			at = w.To
		}
	})
}

func TestSaidAt_FollowsTheWordsAndElseAnEvenPace(t *testing.T) {
	for at, want := range map[int]float64{0: 1, 1: 1.5, 2: 3, 3: 3.5, 5: 4.5, 6: 5} {
		if got := greeting.SaidAt(at); got != sec(want) {
			t.Errorf("%d: %v", at, got)
		}
	}
	plain := greeting
	plain.Words = nil
	if got := plain.SaidAt(3); got != sec(3) {
		t.Error(got)
	}
	if got := (Utterance{Start: sec(2)}).SaidAt(0); got != sec(2) {
		t.Error(got)
	}
}

func TestUtterance_JSONIsReadAgainAndOldTranscriptsToo(t *testing.T) {
	data, err := json.Marshal(greeting)
	var back Utterance
	if err != nil || json.Unmarshal(data, &back) != nil || !reflect.DeepEqual(back, greeting) {
		t.Errorf("%s, %v", data, err)
	}
	if json.Unmarshal([]byte(`{"Lane":1,"Start":5,"End":9,"Text":"x"}`), &back) != nil || back.Text != "x" {
		t.Error("an old transcript")
	}
}
