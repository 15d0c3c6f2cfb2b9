package parts

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
	"shifu/internal/words"
)

func newTestTranscript(t testing.TB, height float32) *TranscriptList {
	t.Helper()
	studio(t, look.ModeLight, 100, words.English)
	l := NewTranscriptList()
	l.SetLines(fakeTranscript(false))
	onDesk(t, l, 844, height)
	return l
}

func (t *TranscriptList) rowInView(i int) bool {
	top := t.tops[i] - t.scroll.Offset.Y
	return top >= 0 && t.tops[i+1]-t.scroll.Offset.Y <= t.scroll.Size().Height+.5
}

func TestTranscript_ClickPlaysFromTheLine(t *testing.T) {
	l := newTestTranscript(t, 400)
	var at time.Duration
	var flag string
	l.OnSeek, l.OnFlag = func(d time.Duration) { at = d }, func(id string) { flag = id }
	tapSpot(t, &l.body.rows[4].sheet, "ground")
	if at != sec(27.6) {
		t.Errorf("%v", at)
	}
	tapSpot(t, &l.body.rows[4].sheet, "flag")
	if flag != "3.1" || at != sec(27.6) {
		t.Errorf("flag %q, at %v", flag, at)
	}
}

func TestTranscript_TheLineThatPlaysIsMarkedAndInView(t *testing.T) {
	l := newTestTranscript(t, 200)
	for s := 0.0; s < 200; s += .5 {
		l.SetPosition(sec(s))
		if c := l.Current(); c >= 0 && (l.Line(c).Gap != "" || !l.rowInView(c)) {
			t.Fatalf("at %v s line %d isn't shown", s, c)
		}
	}
	l.SetPosition(sec(120))
	if got := l.Line(l.Current()).At; got != sec(114) {
		t.Errorf("in a silence the line before stays: %v", got)
	}
	l.SetPosition(0)
	if l.Current() != -1 {
		t.Errorf("before the first line: %d", l.Current())
	}
}

func TestTranscript_ScrollingByHandEndsFollowing(t *testing.T) {
	l := newTestTranscript(t, 200)
	told := 0
	l.OnFollow = func(on bool) { told++ }
	l.SetPosition(sec(150))
	if !l.Follow || told != 0 {
		t.Fatal("following ended by itself")
	}
	l.scroll.Offset = fyne.NewPos(0, 10)
	l.scroll.OnScrolled(l.scroll.Offset)
	l.scroll.OnScrolled(l.scroll.Offset)
	if l.Follow || told != 1 {
		t.Errorf("follow %v, told %d times", l.Follow, told)
	}
	l.SetPosition(sec(10))
	if l.scroll.Offset.Y != 10 {
		t.Errorf("scrolled to %v", l.scroll.Offset.Y)
	}
}

func TestTranscript_RedactedTextIsNowhere(t *testing.T) {
	l := newTestTranscript(t, 400)
	s := allText(l)
	if strings.Contains(s, "4417") || !strings.Contains(s, "hidden") {
		t.Error(s)
	}
	if n := l.SetFind("4417"); n != 0 {
		t.Errorf("found %d times", n)
	}
}

func TestTranscript_FindMarksAndGoesRound(t *testing.T) {
	l := newTestTranscript(t, 200)
	if n := l.SetFind("THE crew"); n != 3 {
		t.Fatalf("%d hits", n)
	}
	if i := l.NextHit(1); i != 0 {
		t.Errorf("first: %d", i)
	}
	if i := l.NextHit(1); i != 1 {
		t.Errorf("second: %d", i)
	}
	l.NextHit(1)
	line, _ := l.Hit(2)
	if !l.rowInView(line) {
		t.Error("the hit isn't in view")
	}
	if i := l.NextHit(1); i != 0 {
		t.Errorf("round: %d", i)
	}
	if n := l.SetFind(" "); n != 0 || l.NextHit(1) != -1 {
		t.Errorf("nothing looked for: %d", n)
	}
}

func TestTranscript_RunsCoverTheTextOnce(t *testing.T) {
	l := newTranscriptText(TranscriptLine{Text: "number 4417 is hidden",
		Redacted: []TextSpan{{7, 11}, {3, 900}, {-1, 2}},
		Words:    []TranscriptWord{{TextSpan{12, 14}, 0, sec(1)}}})
	var b strings.Builder
	for _, r := range l.runs(0, []piece{{0, 6}, {-5, 900}}, 0) {
		b.WriteString(l.shown[r.from:r.to])
	}
	if b.String() != l.shown {
		t.Errorf("%q", b.String())
	}
	if w := l.words[0]; l.shown[w.from:w.to] != "is" {
		t.Errorf("the word after a redaction is %q", l.shown[w.from:w.to])
	}
}

func TestTranscript_AnHourOfTalkKeepsOnlyTheRowsInView(t *testing.T) {
	l := newTestTranscript(t, 400)
	l.SetLines(longTranscript())
	l.SetPosition(sec(3500))
	if n := len(l.body.rows) + len(l.body.spare); n > 60 {
		t.Errorf("%d row widgets", n)
	}
	if !l.rowInView(l.Current()) {
		t.Error("the line isn't in view")
	}
}

func longTranscript() []TranscriptLine {
	var out []TranscriptLine
	for i := range 1800 {
		out = append(out, TranscriptLine{At: sec(float64(i) * 2), End: sec(float64(i)*2 + 1.8), Voice: Voice(1 + i%2), Name: "Agent",
			Text: fmt.Sprintf("%d 让您久等了。望溪路一带是大风造成的线路故障，抢修人员已经出发。The storm broke a line near Wangxi Road; the crew has left and will ring you.", i)})
	}
	return out
}

func TestTranscript_TheWordThatIsSaidIsLitAndNothingMoves(t *testing.T) {
	l := newTestTranscript(t, 400)
	l.SetLines([]TranscriptLine{{At: 0, End: sec(3), Voice: VoiceAgent, Name: "Agent", Text: "the crew has left",
		Words: []TranscriptWord{{TextSpan{0, 3}, 0, sec(1)}, {TextSpan{4, 8}, sec(1), sec(2)}, {TextSpan{9, 12}, sec(2), sec(3)}}}})
	drawn := func() (bold string, last float32) {
		for _, o := range l.body.rows[0].pen.objects {
			if text, ok := o.(*canvas.Text); ok {
				if text.TextStyle.Bold {
					bold = text.Text
				}
				last = text.Position().X
			}
		}
		return bold, last
	}
	tops := slices.Clone(l.tops)
	at := map[string]float32{}
	for i, want := range []string{"the", "crew", "has"} {
		l.SetPosition(sec(float64(i) + .5))
		bold, last := drawn()
		if bold != want {
			t.Errorf("at %v.5 s %q is lit", i, bold)
		}
		at[want] = last
	}
	if left := l.textLeft(); !slices.Equal(tops, l.tops) || at["the"] != left+widthOf("the", inkRead) || at["has"] != left+widthOf("the crew ", inkRead)+widthOf("has", inkRead) {
		t.Errorf("rows %v, then %v; what follows is at %v", tops, l.tops, at)
	}
}

func TestTranscript_ClickOnAWordPlaysFromThere(t *testing.T) {
	l := newTestTranscript(t, 400)
	var at time.Duration
	l.OnSeek = func(d time.Duration) { at = d }
	l.SetLines([]TranscriptLine{{At: sec(1), End: sec(4), Name: "Agent", Text: "number 4417 is hidden", Redacted: []TextSpan{{7, 11}},
		Words: []TranscriptWord{{TextSpan{0, 6}, sec(1.5), sec(2)}, {TextSpan{7, 11}, sec(2), sec(3)}, {TextSpan{15, 21}, sec(3), sec(4)}}}})
	row, text := l.body.rows[0], l.lines[0]
	tap := func(word int) time.Duration {
		row.Tapped(&fyne.PointEvent{Position: fyne.NewPos(l.textLeft()+widthOf(text.shown[:text.words[word].from], inkRead)+3, 10)})
		return at
	}
	if tap(0) != sec(1.5) || tap(2) != sec(3) {
		t.Errorf("the last tap played from %v", at)
	}
	if tap(1) != sec(1) {
		t.Errorf("a hidden word played from %v", at)
	}
	row.Tapped(&fyne.PointEvent{Position: fyne.NewPos(l.textLeft()+600, 10)})
	if at != sec(1) {
		t.Errorf("beside the words: %v", at)
	}
}
