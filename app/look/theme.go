package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"shifu/internal/font"
)

// Mode says which variant the theme shows.
type Mode string

// Modes, as kept in the settings.
const (
	ModeSystem Mode = "system" // whatever the desktop says
	ModeLight  Mode = "light"
	ModeDark   Mode = "dark"
)

// Theme is Shifu's Fyne theme. Its values never change: to switch, make a new
// one and hand it to Settings().SetTheme.
type Theme struct {
	mode    Mode
	percent int
}

// New makes a theme. An unknown mode follows the system; the text scale is
// held between ScaleLeast and ScaleMost percent.
func New(mode Mode, percent int) *Theme {
	return &Theme{mode: mode, percent: min(max(percent, ScaleLeast), ScaleMost)}
}

// Mode is the mode the theme was made with.
func (t *Theme) Mode() Mode { return t.mode }

// Percent is the text scale, ScaleLeast to ScaleMost.
func (t *Theme) Percent() int { return t.percent }

func (t *Theme) scale() float32 { return float32(t.percent) / 100 }

func (t *Theme) variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.mode {
	case ModeLight:
		return theme.VariantLight
	case ModeDark:
		return theme.VariantDark
	}
	return system
}

// fyneTokens maps Fyne's colour names onto tokens.
var fyneTokens = map[fyne.ThemeColorName]Token{
	theme.ColorNameBackground:          Frame,
	theme.ColorNameMenuBackground:      Surface,
	theme.ColorNameOverlayBackground:   Surface,
	theme.ColorNameInputBackground:     Surface,
	theme.ColorNameHeaderBackground:    Well,
	theme.ColorNameButton:              Surface,
	theme.ColorNameDisabledButton:      Surface,
	theme.ColorNamePrimary:             Fill,
	theme.ColorNameFocus:               Sel,
	theme.ColorNameHyperlink:           Accent,
	theme.ColorNameSelection:           Sel,
	theme.ColorNameInputBorder:         RoundEdge,
	theme.ColorNameSeparator:           Line,
	theme.ColorNamePlaceHolder:         Ink3,
	theme.ColorNameDisabled:            Ink3,
	theme.ColorNameForegroundOnPrimary: OnFill,
	theme.ColorNameForegroundOnError:   OnBad,
	theme.ColorNameForegroundOnSuccess: OnBad,
	theme.ColorNameForegroundOnWarning: OnBad,
	theme.ColorNameError:               Bad,
	theme.ColorNameSuccess:             Good,
	theme.ColorNameWarning:             Warn,
	theme.ColorNameScrollBar:           Line2,
	theme.ColorNameScrollBarBackground: Clear,
}

// Color answers for Fyne's names and for every token.
func (t *Theme) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	v := t.variant(system)
	switch name {
	case theme.ColorNameForeground:
		return inkColour{In(Ink, v).(color.NRGBA)}
	case theme.ColorNameHover:
		return translucent(In(Ink, v), 16)
	case theme.ColorNamePressed:
		return translucent(In(Ink, v), 28)
	case theme.ColorNameShadow:
		return color.NRGBA{A: 31}
	}
	if token, known := fyneTokens[name]; known {
		return In(token, v)
	}
	return In(name, v)
}

func translucent(c color.Color, alpha uint8) color.Color {
	n := c.(color.NRGBA)
	n.A = alpha
	return n
}

// inkColour is ink for Fyne's own widgets. Fyne writes menu shortcuts in the
// foreground with the low byte of 95 % of its 16-bit alpha: of 0xFFFF that is
// a fifth, of 0xFFC0 nearly all, and 0xFFC0 is opaque all the same.
type inkColour struct{ ink color.NRGBA }

// RGBA is the ink, opaque to within 64 of 65,535.
func (c inkColour) RGBA() (r, g, b, a uint32) {
	r, g, b, _ = c.ink.RGBA()
	return r, g, b, 0xFFC0
}

var fyneSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding:            4,
	theme.SizeNameInnerPadding:       6,
	theme.SizeNameSeparatorThickness: 1,
	theme.SizeNameInputBorder:        1,
	theme.SizeNameInputRadius:        RadiusButton,
	theme.SizeNameSelectionRadius:    0,
	theme.SizeNameScrollBar:          10,
	theme.SizeNameScrollBarSmall:     4,
	theme.SizeNameScrollBarRadius:    3,
}

var fyneTextSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:           TextBody,
	theme.SizeNameCaptionText:    TextLabel,
	theme.SizeNameSubHeadingText: TextPanel,
	theme.SizeNameHeadingText:    TextPage,
	theme.SizeNameInlineIcon:     16,
	theme.SizeNameLineSpacing:    4,
}

// Size gives fixed gaps and radii, and text sizes at the theme's scale.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := fyneSizes[name]; ok {
		return s
	}
	if s, ok := fyneTextSizes[name]; ok {
		return s * t.scale()
	}
	return theme.DefaultTheme().Size(name)
}

var (
	regular = fyne.NewStaticResource("shifu-regular.ttf", font.WindowRegular())
	bold    = fyne.NewStaticResource("shifu-bold.ttf", font.WindowBold())
)

// Font is the one typeface in two weights: italic is never used, digits are
// tabular already, so monospace is the same face.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	if style.Symbol {
		return theme.DefaultTheme().Font(style)
	}
	if style.Bold {
		return bold
	}
	return regular
}

// Icon leaves Fyne's own pieces (menu arrows, check marks) their icons.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}
