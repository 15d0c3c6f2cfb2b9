package roleplay_test

import (
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/training/roleplay"
	"shifu/training/roleplay/scenarios"
)

func TestVariant_OutagesComeFromOthersWithOtherAddressesAndTheModelAnswersStayRight(t *testing.T) {
	s, _ := scenarios.Find("fault-night-outage")
	if len(s.Variants) < 3 {
		t.Fatal(len(s.Variants))
	}
	for i := range s.Variants {
		v := s.As(i+1, 0)
		if v.Persona.Name == s.Persona.Name || v.Persona.Mood == s.Persona.Mood || strings.Contains(v.State("scope").Says.ZH, "望溪路") || strings.Contains(v.State("scope").Says.EN, "Wangxi") {
			t.Errorf("%d: %+v %s", i, v.Persona, v.State("scope").Says)
		}
		r := roleplay.Begin(v)
		for n := 0; !r.Over() && n < 40; n++ {
			for _, c := range r.State().Clicks {
				if err := r.Do(roleplay.Move{Kind: roleplay.Do, Text: string(c), At: r.At}); err != nil {
					t.Fatal(err)
				}
			}
			if err := r.Do(roleplay.Move{Kind: roleplay.Say, Text: r.State().Replies[0].ZH, At: r.At}); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Do(roleplay.Move{Kind: roleplay.Fill, Field: 1, Text: v.Form[1].Value.ZH, At: r.At}); err != nil || r.Ended != roleplay.Solved || !r.Sheet().Entries[1].Right {
			t.Errorf("%d: %v, %s, %+v", i, err, r.Ended, r.Sheet().Entries)
		}
	}
	if s.Persona.Name.ZH != "马先生" || !strings.Contains(s.State("scope").Says.ZH, "望溪路") {
		t.Error("the scenario itself has changed")
	}
}

func TestVariant_EaseMovesTheMoodWithinItsBounds(t *testing.T) {
	s, _ := scenarios.Find("fault-wire-down")
	if got := s.As(0, -10).Persona.Mood; got != s.Persona.Mood-10 {
		t.Error(got)
	}
	if s.As(0, -500).Persona.Mood != 5 || s.As(0, 500).Persona.Mood != 95 || s.As(len(s.Variants)+1, 0).Persona.Name != s.Persona.Name {
		t.Error("beyond the bounds")
	}
}

func TestVariant_ABrokenOneIsRefusedWithItsField(t *testing.T) {
	s, _ := scenarios.Find("fault-wire-down")
	for _, broken := range [][2]string{{"云桥小学 => 柳荫里公交站", "云桥小学 = 柳荫里"}, {"mood: 44", "mood: 444"}, {"name: 陶师傅 | Mr Tao", "name: ''"}} {
		data := strings.Replace(string(s.Source), broken[0], broken[1], 1)
		if _, err := roleplay.Parse("x", []byte(data)); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "variants[0]") {
			t.Errorf("%s: %v", broken[1], err)
		}
	}
}
