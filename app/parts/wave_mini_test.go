package parts

import (
	"image/color"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	"shifu/internal/words"
)

func TestWhoTalks_PutsAgentAboveCustomer(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	img := WhoTalks(sec(100), []Voice{VoiceAgent, VoiceCustomer},
		[]TalkSpan{{0, 0, sec(50)}, {1, sec(50), sec(100)}, {7, 0, sec(100)}}, []time.Duration{sec(50)}, 1)
	at := func(x, y int) color.Color { return img.RGBAAt(x, y) }
	if img.Rect.Dx() != WhoTalksWidth || img.Rect.Dy() != WhoTalksHeight {
		t.Fatalf("size %v", img.Rect)
	}
	agent := color.RGBAModel.Convert(look.Colour(look.AgentM))
	customer := color.RGBAModel.Convert(look.Colour(look.CustomerM))
	if at(20, 4) != agent || at(100, 12) != customer {
		t.Errorf("agent %v, customer %v", at(20, 4), at(100, 12))
	}
	if at(20, 13) == customer || at(100, 4) == agent {
		t.Error("a lane talks where it is silent")
	}
}

func TestMiniWave_ClickReportsThePlace(t *testing.T) {
	studio(t, look.ModeLight, 100, words.English)
	m := NewMiniWave()
	m.SetModel(fakeWave(false))
	onDesk(t, m, 300, 64)
	var at time.Duration
	m.OnSeek = func(d time.Duration) { at = d }
	test.TapAt(m, fyne.NewPos(150, 20))
	if !near(at, sec(126.3)) {
		t.Errorf("%v", at)
	}
}
