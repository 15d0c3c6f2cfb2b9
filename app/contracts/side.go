package contracts

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/contract"
)

// side are the signatures, objections and versions.
func (s *Screen) side() []fyne.CanvasObject {
	c := s.shown()
	out := []fyne.CanvasObject{parts.Strong(lang.L("Signatures of version {{.N}}", map[string]any{"N": c.Number})), parts.Room(0, 6)}
	for _, p := range c.Parties() {
		out = append(out, s.signRow(c, p), parts.Room(0, 8))
	}
	hash := parts.NewParagraph(lang.L("What is signed: SHA-256 {{.Hash}}", map[string]any{"Hash": spaced(c.Hash())}), look.TextDigit, look.Ink3)
	hash.Width = s.sideWide() - 40
	out = append(out, hash, parts.Room(0, 16))
	out = append(out, s.objections()...)
	out = append(out, parts.Strong(lang.L("Versions")), parts.Room(0, 4))
	for i := range s.pair.Versions {
		out = append(out, s.versionRow(&s.pair.Versions[i], c.Number)...)
	}
	return out
}

// spaced breaks a hash into groups, so that it can be read out and wraps.
func spaced(hash string) string {
	var b strings.Builder
	for i := 0; i < len(hash); i += 8 {
		b.WriteString(hash[i:min(i+8, len(hash))] + " ")
	}
	return strings.TrimSpace(b.String())
}

func (s *Screen) signRow(c *contract.Contract, p contract.Party) fyne.CanvasObject {
	role := parts.Label(s.say(p.Name()))
	if sig, ok := c.SignedBy(p); ok {
		return parts.Stack(1, parts.Row(8, parts.NewIcon("okcircle", 15, look.Good), parts.Strong(sig.Name)), parts.Facts(role, parts.Label(s.d.Moment(sig.At))))
	}
	return parts.Stack(1, parts.Row(8, parts.NewIcon("ring", 15, look.Ink3), parts.Second(s.waitsFor(c, p))), role)
}

// waitsFor says who has still to sign for a party.
func (s *Screen) waitsFor(c *contract.Contract, p contract.Party) string {
	switch p {
	case contract.MentorParty:
		return lang.L("{{.Name}} has not signed yet", map[string]any{"Name": c.Mentor.Name})
	case contract.MenteeParty:
		return lang.L("{{.Name}} has not signed yet", map[string]any{"Name": c.Mentee.Name})
	case contract.MentorUnit:
		return lang.L("{{.Name}} has not signed yet", map[string]any{"Name": c.Mentor.Organisation})
	}
	return lang.L("{{.Name}} has not signed yet", map[string]any{"Name": c.Mentee.Organisation})
}

func (s *Screen) objections() []fyne.CanvasObject {
	if len(s.pair.Objections) == 0 {
		return nil
	}
	out := []fyne.CanvasObject{parts.Strong(lang.L("Objections")), parts.Room(0, 4)}
	for _, o := range s.pair.Objections {
		out = append(out, parts.Facts(parts.Second(o.By), parts.Label(s.d.Moment(o.At))), s.narrow(o.Why, look.Ink))
		if !o.SettledAt.IsZero() {
			word := lang.L("{{.Name}} answered: {{.Answer}}", map[string]any{"Name": o.SettledBy, "Answer": o.Answer})
			out = append(out, s.narrow(word, look.Ink2))
		}
		out = append(out, parts.Room(0, 10))
	}
	return append(out, parts.Room(0, 6))
}

func (s *Screen) narrow(text string, tone look.Token) fyne.CanvasObject {
	p := parts.NewParagraph(text, look.TextLabel, tone)
	p.Width = s.sideWide() - 40
	return p
}

func (s *Screen) versionRow(v *contract.Contract, shown int) []fyne.CanvasObject {
	word, state := lang.L("signed by all"), parts.StateGood
	if n := len(v.Missing()); n > 0 {
		word, state = lang.L("{{.N}} of {{.Of}} signed", map[string]any{"N": len(v.Parties()) - n, "Of": len(v.Parties())}), parts.StatePartly
	}
	name := fyne.CanvasObject(parts.Strong(lang.L("Version {{.N}}", map[string]any{"N": strconv.Itoa(v.Number)})))
	if v.Number != shown {
		name = parts.NewLink(lang.L("Version {{.N}}", map[string]any{"N": strconv.Itoa(v.Number)}), func() { s.choose(v.Number) })
	}
	return []fyne.CanvasObject{parts.High(26, parts.Row(8, name, parts.Gap(), parts.NewPill(word, state))), parts.Facts(parts.Label(v.MadeBy), parts.Label(s.d.Moment(v.MadeAt))), parts.Room(0, 8)}
}

// choose shows another version.
func (s *Screen) choose(number int) {
	s.number = number
	s.show()
}
