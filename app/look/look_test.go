package look

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"github.com/fyne-io/oksvg"
)

var variants = map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark}

func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(n.R) + 0.7152*part(n.G) + 0.0722*part(n.B)
}

// contrast is that of WCAG 2.2, 1.4.3.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestTokens_TextIsReadableOnEveryGround(t *testing.T) {
	texts := []Token{Ink, Ink2, Ink3, Accent, Agent, Customer, Good, Warn, Bad, Crit}
	for name, v := range variants {
		for _, ground := range []Token{Surface, Well, Hover} {
			for _, text := range texts {
				if got := contrast(In(text, v), In(ground, v)); got < 4.5 {
					t.Errorf("%s: %s on %s has %.2f:1", name, text, ground, got)
				}
			}
		}
	}
}

func TestTokens_TintsCarryTheirText(t *testing.T) {
	for name, v := range variants {
		for text, ground := range map[Token]Token{Agent: AgentT, Customer: CustomerT, Good: GoodT, Warn: WarnT, Bad: BadT,
			Crit: CritT, OnFill: Fill, OnCrt: CritF, OnBad: Bad, Ink: Sel, Accent: Sel} {
			if got := contrast(In(text, v), In(ground, v)); got < 4.5 {
				t.Errorf("%s: %s on %s has %.2f:1", name, text, ground, got)
			}
		}
	}
}

func TestTokens_UnknownNameIsReadable(t *testing.T) {
	if In("misspelt", theme.VariantDark) != In(Ink, theme.VariantDark) {
		t.Error("a misspelt token must still be seen")
	}
}

func TestColour_FollowsTheForcedVariant(t *testing.T) {
	app := test.NewTempApp(t)
	for mode, want := range map[Mode]fyne.ThemeVariant{ModeLight: theme.VariantLight, ModeDark: theme.VariantDark,
		ModeSystem: app.Settings().ThemeVariant()} {
		app.Settings().SetTheme(New(mode, 100))
		if Colour(Surface) != In(Surface, want) || Dark() != (want == theme.VariantDark) {
			t.Errorf("%s shows the wrong variant", mode)
		}
	}
}

func TestScale_IsHeldWithinItsBounds(t *testing.T) {
	app := test.NewTempApp(t)
	for percent, want := range map[int]float32{20: 0.9, 100: 1, 125: 1.25, 400: 1.5} {
		app.Settings().SetTheme(New(ModeLight, percent))
		if Scale() != want || Text(TextBody) != TextBody*want {
			t.Errorf("%d %% gives %v", percent, Scale())
		}
	}
	app.Settings().SetTheme(New(ModeLight, 150))
	if Scaled(27) != 41 {
		t.Errorf("27 at 150 %% is %v, want the whole pixel 41", Scaled(27))
	}
}

func TestTheme_TextGrowsGapsDoNot(t *testing.T) {
	th := New(ModeLight, 150)
	if th.Size(theme.SizeNameText) != 19.5 || th.Size(theme.SizeNamePadding) != 4 || th.Size(theme.SizeNameSelectionRadius) != 0 {
		t.Errorf("text %v, padding %v", th.Size(theme.SizeNameText), th.Size(theme.SizeNamePadding))
	}
	if th.Size(theme.SizeNameWindowButtonHeight) == 0 {
		t.Error("Fyne's other sizes must stay")
	}
}

func TestTheme_AnswersForFyneAndForTokens(t *testing.T) {
	th := New(ModeDark, 100)
	if th.Color(theme.ColorNameBackground, theme.VariantLight) != In(Frame, theme.VariantDark) {
		t.Error("the window's ground is the frame")
	}
	if th.Color(CustomerM, theme.VariantLight) != In(CustomerM, theme.VariantDark) {
		t.Error("a token is a theme colour name")
	}
	if _, _, _, a := th.Color(theme.ColorNameHover, 0).RGBA(); a == 0 || a == 0xFFFF {
		t.Error("an opaque hover hides a main button")
	}
}

func TestTheme_MenuShortcutsStayReadable(t *testing.T) {
	_, _, _, a := New(ModeLight, 100).Color(theme.ColorNameForeground, 0).RGBA()
	if shown := uint8(uint32(float32(a) * 0.95)); shown < 0xC0 {
		t.Errorf("Fyne shows menu shortcuts at an opacity of %d of 255", shown)
	}
}

func TestIcon_EveryDrawingCanBeRead(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(New(ModeLight, 100))
	for _, name := range IconNames() {
		if _, err := oksvg.ReadIconStream(bytes.NewReader(Icon(name, Ink).Content())); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestIcon_ChangesItsNameWithTheVariant(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(New(ModeLight, 100))
	i := Icon("flag", Accent)
	light, drawing := i.Name(), IconNow("flag", Accent)
	if IconNow("flag", Accent) != drawing {
		t.Error("the same drawing must be the same pointer")
	}
	app.Settings().SetTheme(New(ModeDark, 100))
	if i.Name() == light || bytes.Equal(i.Content(), drawing.Content()) {
		t.Error("Fyne would show the light drawing in the dark")
	}
}

func TestIcon_UnknownNameIsARing(t *testing.T) {
	if got := (icon{"no such icon", Ink}).path(); got != ownPaths["ring"] {
		t.Errorf("got %q", got)
	}
}

func TestFont_RarerCharactersAreStillSeen(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(New(ModeLight, 100))
	c := software.NewCanvas()
	text := canvas.NewText("\u9f98", color.Black) // outside the embedded subset
	text.TextSize = 40
	c.SetContent(text)
	c.Resize(fyne.NewSize(80, 80))
	if marks(c.Capture()) < 20 {
		t.Error("a rare character leaves nothing on the screen")
	}
}

// marks counts the pixels that differ from the first.
func marks(m image.Image) int {
	count, ground := 0, m.At(0, 0)
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if m.At(x, y) != ground {
				count++
			}
		}
	}
	return count
}
