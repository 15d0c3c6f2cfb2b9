package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Token names one colour of the design language. Its value is also the name
// under which the theme answers, so a token may be handed to any Fyne widget
// that asks for a theme colour name.
type Token = fyne.ThemeColorName

// Grounds, lines and inks.
const (
	Frame   Token = "frame"   // window, menu, rail
	Surface Token = "surface" // page
	Well    Token = "well"    // header, side panel, status bar
	Hover   Token = "hover"   // opaque hover ground of own parts
	Sel     Token = "sel"     // chosen row
	Line    Token = "line"    // hairline
	Line2   Token = "line2"   // button edge, empty track
	Edge    Token = "edge"    // entry and check box edge
	Ink     Token = "ink"     // text
	Ink2    Token = "ink2"    // second text
	Ink3    Token = "ink3"    // labels, placeholders, disabled text
)

// The one accent: you, the focus, the main act.
const (
	Accent Token = "accent" // links, focus ring, lines of charts
	Fill   Token = "fill"   // ground of the main button
	OnFill Token = "onfill" // text on Fill
)

// Voices: teal for the agent, copper for the customer. M is a mark (never
// text), T a tint for grounds.
const (
	Agent     Token = "agent"
	AgentM    Token = "agentM"
	AgentT    Token = "agentT"
	Customer  Token = "customer"
	CustomerM Token = "customerM"
	CustomerT Token = "customerT"
)

// Judgement, always together with a shape and a word.
const (
	Good  Token = "good"
	GoodM Token = "goodM"
	GoodT Token = "goodT"
	Warn  Token = "warn"
	WarnM Token = "warnM"
	WarnT Token = "warnT"
	Bad   Token = "bad"
	BadM  Token = "badM"
	BadT  Token = "badT"
	OnBad Token = "onbad" // text on a ground of Bad
	Crit  Token = "crit"
	CritF Token = "critF" // ground of the critical pill
	CritT Token = "critT"
	OnCrt Token = "oncrit" // white text on CritF
	NaM   Token = "naM"    // mark for not applicable
)

// Beside the measure: stricter and milder answers, and the same by far. They
// judge nobody, so they are neither red nor green.
const (
	Stricter  Token = "stricter"
	StricterD Token = "stricterD"
	Milder    Token = "milder"
	MilderD   Token = "milderD"
)

// Clear is no colour at all.
const Clear Token = "clear"

// RoundEdge is Edge for strokes with rounded corners: a rounded 1 px stroke
// keeps only 72 % of its colour, so the stroke starts stronger.
const RoundEdge Token = "roundEdge"

// pair is one token in both variants.
type pair struct{ light, dark color.NRGBA }

// hex reads 0xRRGGBB as an opaque colour.
func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

func both(light, dark uint32) pair { return pair{hex(light), hex(dark)} }

var tokens = map[Token]pair{
	Stricter: both(0xFAEEC7, 0x37300F), StricterD: both(0xF2D675, 0x5A4C10),
	Milder: both(0xDBDFF9, 0x2E3359), MilderD: both(0xC3C9F3, 0x434A86),
	Frame:     both(0xEBEBE7, 0x101113),
	Surface:   both(0xFFFFFF, 0x1C1D20),
	Well:      both(0xFAFAF8, 0x18191C),
	Hover:     both(0xF1F1EE, 0x25272B),
	Sel:       both(0xE8EAFA, 0x2B2F52),
	Line:      both(0xE4E4DF, 0x2E3035),
	Line2:     both(0xD3D3CC, 0x3C3F45),
	Edge:      both(0x8C8C85, 0x74777F),
	RoundEdge: both(0x6B6B65, 0x95989F),
	Ink:       both(0x1E1E1C, 0xECECE9),
	Ink2:      both(0x53534E, 0xB5B6B9),
	Ink3:      both(0x666660, 0xA0A2A7),
	Accent:    both(0x4450C4, 0x9AA3FA),
	Fill:      both(0x4450C4, 0x5863D6),
	OnFill:    both(0xFFFFFF, 0xFFFFFF),
	Agent:     both(0x0A6B80, 0x54C3DA),
	AgentM:    both(0x0E7C94, 0x3FAFC7),
	AgentT:    both(0xDCEFF3, 0x15333A),
	Customer:  both(0x96480F, 0xE8934A),
	CustomerM: both(0xD27529, 0xDD8439),
	CustomerT: both(0xFBE9DA, 0x3B2817),
	Good:      both(0x0B6E4A, 0x66CDA0),
	GoodM:     both(0x1F9D6B, 0x45B487),
	GoodT:     both(0xDDF2E8, 0x163227),
	Warn:      both(0x755600, 0xE6C15A),
	WarnM:     both(0xD9A100, 0xD9AE3A),
	WarnT:     both(0xFAEEC7, 0x37300F),
	Bad:       both(0xB3203A, 0xF58391),
	BadM:      both(0xCF2F4A, 0xE4606F),
	BadT:      both(0xFBE3E6, 0x43202A),
	OnBad:     both(0xFFFFFF, 0x1C1D20),
	Crit:      both(0x7A0F3F, 0xF58CBD),
	CritF:     both(0x7A0F3F, 0xA8285F),
	CritT:     both(0xF5DDE8, 0x451B33),
	OnCrt:     both(0xFFFFFF, 0xFFFFFF),
	NaM:       both(0xB4B4AD, 0x5B5E65),
	Clear:     {},
}

// In is the colour of a token in one variant. An unknown token is ink, so a
// misspelling is seen and read rather than lost.
func In(name Token, variant fyne.ThemeVariant) color.Color {
	p, known := tokens[name]
	if !known {
		p = tokens[Ink]
	}
	if variant == theme.VariantDark {
		return p.dark
	}
	return p.light
}

// Colour is the colour of a token in the variant the running app shows.
func Colour(name Token) color.Color { return In(name, Variant()) }

// Alpha is a token's colour with its opacity replaced, 0 to 255.
func Alpha(name Token, alpha uint8) color.Color {
	c := color.NRGBAModel.Convert(Colour(name)).(color.NRGBA)
	c.A = alpha
	return c
}

// Variant is light or dark as the running app shows it: the theme's forced
// variant, else the system's.
func Variant() fyne.ThemeVariant {
	app := fyne.CurrentApp()
	if app == nil {
		return theme.VariantLight
	}
	if own, ok := app.Settings().Theme().(*Theme); ok {
		return own.variant(app.Settings().ThemeVariant())
	}
	return app.Settings().ThemeVariant()
}

// Dark says whether the running app shows its dark variant.
func Dark() bool { return Variant() == theme.VariantDark }
