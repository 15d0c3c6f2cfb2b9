package roleplay_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"shifu/training/roleplay"
)

const desked = `talk: {from: 30s, to: 60s}
form: [{name: 类型 | Type, say: [报修, repair]}, {name: 地址 | Address, say: [望溪路]}]
reads: [停电]
`

// By hand: two of three points (no time was named), one of two entries right,
// the right article, 90 s taken of 60 at the most, mood 60 at the end.
func TestSheet_ByHand(t *testing.T) {
	s, err := roleplay.Parse("x", []byte(strings.Replace(small, "start: one\n", desked+"start: one\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := roleplay.Play(s, []roleplay.Move{say(5, "您好"), {Kind: roleplay.Read, Text: "停电怎么答", At: 6e9},
		{Kind: roleplay.Fill, Field: 0, Text: "故障报修", At: 7e9}, {Kind: roleplay.Fill, Field: 1, Text: "云桥村", At: 7e9}, say(20, "原因是雷击"), {Kind: roleplay.Wrap, At: 90e9}})
	if err != nil {
		t.Fatal(err)
	}
	got := r.Sheet()
	mood := float64(r.Mood) / 100
	want := 100 * (.35*2/3 + .2*.5 + .15 + .15*60/90 + .15*mood)
	if math.Abs(got.Overall-want) > 1e-9 || got.Entries[0].Right == got.Entries[1].Right || got.Took != 90*time.Second {
		t.Errorf("%.4f, want %.4f: %+v", got.Overall, want, got)
	}
}

func TestSheet_RushingAndDawdlingCostAlike(t *testing.T) {
	s, err := roleplay.Parse("x", []byte(strings.Replace(small, "start: one\n", desked+"start: one\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for took, want := range map[time.Duration]float64{15 * time.Second: .5, 30 * time.Second: 1, 60 * time.Second: 1, 120 * time.Second: .5} {
		r, err := roleplay.Play(s, []roleplay.Move{{Kind: roleplay.Leave, At: took / 2}, {Kind: roleplay.Wrap, At: took}})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Sheet().Handling.Value; math.Abs(got-want) > 1e-9 {
			t.Errorf("%v: %v, want %v", took, got, want)
		}
	}
}

func TestPlay_AfterTheCallOnlyTheWrapUpGoesOn(t *testing.T) {
	s, err := roleplay.Parse("x", []byte(strings.Replace(small, "start: one\n", desked+"start: one\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	over := []roleplay.Move{{Kind: roleplay.Leave, At: 5e9}, {Kind: roleplay.Fill, Field: 0, Text: "报修", At: 9e9}, {Kind: roleplay.Wrap, At: 12e9}}
	r, err := roleplay.Play(s, over)
	if err != nil || r.EndedAt != 5*time.Second || !r.Sheet().Entries[0].Right {
		t.Errorf("%v %+v", err, r)
	}
	for _, m := range []roleplay.Move{{Kind: roleplay.Fill, At: 13e9}, say(14, "x"), {Kind: roleplay.Wrap, At: 13e9}} {
		if r.Do(m) == nil {
			t.Errorf("%s after the wrap-up", m.Kind)
		}
	}
	if r := roleplay.Begin(s); r.Do(roleplay.Move{Kind: roleplay.Wrap}) == nil {
		t.Error("wrapped up before the end")
	}
}
