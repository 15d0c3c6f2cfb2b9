package contracts

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/contract"
)

// paper is the text of the version that is shown.
func (s *Screen) paper() fyne.CanvasObject {
	c := s.shown()
	column := parts.Stack(0, s.notices(c)...)
	for _, o := range s.head(c) {
		column.Add(o)
	}
	for _, o := range s.goals(c) {
		column.Add(o)
	}
	for _, o := range s.measures(c) {
		column.Add(o)
	}
	for _, o := range s.texts(c) {
		column.Add(o)
	}
	return column
}

// notices say what stands against the contract as it is.
func (s *Screen) notices(c *contract.Contract) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	add := func(tint parts.Tint, text, act string, do func()) {
		out = append(out, parts.Inset(0, 0, 8, 0, parts.Banner(tint, text, act, do)))
	}
	if !s.pair.EndedAt.IsZero() {
		add(parts.TintInfo, lang.L("Broken off by {{.Name}}, {{.Time}}: {{.Why}}", map[string]any{"Name": s.pair.EndedBy, "Time": s.d.Moment(s.pair.EndedAt), "Why": s.pair.EndedWhy}), "", nil)
	}
	if len(c.Broken()) > 0 {
		add(parts.TintBad, lang.L("This text was changed after it was signed: {{.N}} signatures don't hold. All sign it again, or it is written anew.", map[string]any{"N": len(c.Broken())}), "", nil)
	}
	if o := s.pair.Objection(); o != nil {
		act, do := "", func() {}
		if s.mayAnswer() {
			act, do = lang.L("Answer it"), s.askAnswer
		}
		add(parts.TintWarn, lang.L("{{.Name}} objects: {{.Why}}", map[string]any{"Name": o.By, "Why": o.Why}), act, do)
	}
	if f := s.pair.InForce(); f != nil && f.Number != c.Number {
		add(parts.TintInfo, lang.L("Version {{.N}} is in force.", map[string]any{"N": f.Number}), lang.L("Show version {{.N}}", map[string]any{"N": f.Number}), func() { s.choose(f.Number) })
	}
	return out
}

// head are the parties and the numbers.
func (s *Screen) head(c *contract.Contract) []fyne.CanvasObject {
	t := &c.Terms
	out := []fyne.CanvasObject{
		s.sideLine(lang.L("Mentor"), c.Mentor), s.sideLine(lang.L("Mentee"), c.Mentee), parts.Room(0, 6), parts.NewHairline(), parts.Room(0, 8),
		parts.FactRow(parts.Fact{Label: lang.L("Period"), Value: t.Begins.String() + " – " + t.Ends.String(), Strong: true},
			parts.Fact{Label: lang.L("Contract term"), Value: s.length(t)},
			parts.Fact{Label: lang.L("Sessions"), Value: lang.L("every {{.Days}} days, {{.Minutes}} min", map[string]any{"Days": t.SessionEvery, "Minutes": t.SessionMinutes})},
			parts.Fact{Label: lang.L("Objection period"), Value: objection(t)},
			parts.Fact{Label: lang.L("Allowance"), Value: allowance(t.Allowance)}),
		parts.Room(0, 8), parts.NewHairline(), parts.Room(0, 14)}
	if t.Change != "" {
		out = append(out, s.text(lang.L("Why it was changed"), t.Change)...)
	}
	return out
}

func (s *Screen) length(t *contract.Terms) string {
	if t.Period == 0 {
		return s.say(t.Length()) + lang.L(", free")
	}
	return s.say(t.Length())
}

func objection(t *contract.Terms) string {
	if t.Objection == 0 {
		return lang.L("none")
	}
	return lang.L("until {{.Day}}", map[string]any{"Day": (t.Begins + contract.Day(t.Objection) - 1).String()})
}

func allowance(fen int64) string {
	if fen == 0 {
		return lang.L("none")
	}
	return lang.L("{{.Yuan}} yuan a month", map[string]any{"Yuan": strconv.FormatFloat(float64(fen)/100, 'f', -1, 64)})
}

func (s *Screen) sideLine(role string, p contract.Side) fyne.CanvasObject {
	return parts.High(27, parts.Row(10, parts.Fix(look.Scaled(48), 0, parts.Label(role)), parts.Strong(p.Name), parts.Second(p.StaffNumber), parts.Second(p.Organisation)))
}

func (s *Screen) goals(c *contract.Contract) []fyne.CanvasObject {
	line := func(text func(string) *parts.Text, n, skill, from, to, source string) fyne.CanvasObject {
		return parts.High(look.HeightRow, parts.Row(10, parts.Fix(look.Scaled(18), 0, parts.Label(n)), parts.Grow(text(skill).Cutting()),
			parts.Fix(look.Scaled(72), 0, text(from).Trailing()), parts.Fix(look.Scaled(72), 0, text(to).Trailing()), parts.Fix(look.Scaled(220), 0, parts.Inset(0, 0, 0, 12, parts.Second(source).Cutting()))))
	}
	out := []fyne.CanvasObject{parts.PanelHead(lang.L("Goals")), parts.Room(0, 4), line(parts.Label, "", lang.L("Skill"), lang.L("Baseline"), lang.L("Target"), lang.L("Measured by")), parts.NewHairline()}
	for i, g := range c.Terms.Goals {
		out = append(out, line(parts.Body, strconv.Itoa(i+1), g.Skill, s.say(g.From()), s.say(g.Source.Value(g.Target)), s.say(g.Source.Kind.Name())+lang.L(": ")+g.Source.Name), parts.NewHairline())
	}
	return append(out, parts.Room(0, 18))
}

func (s *Screen) measures(c *contract.Contract) []fyne.CanvasObject {
	line := func(text func(string) *parts.Text, n, what, often, planned, evidence string) fyne.CanvasObject {
		return parts.High(look.HeightRow, parts.Row(10, parts.Fix(look.Scaled(18), 0, parts.Label(n)), parts.Grow(text(what).Cutting()),
			parts.Fix(look.Scaled(130), 0, text(often).Cutting()), parts.Fix(look.Scaled(52), 0, text(planned).Trailing()), parts.Fix(look.Scaled(220), 0, parts.Inset(0, 0, 0, 12, parts.Second(evidence).Cutting()))))
	}
	out := []fyne.CanvasObject{parts.PanelHead(lang.L("Measures")), parts.Room(0, 4), line(parts.Label, "", lang.L("What is done"), lang.L("How often"), lang.L("In all"), lang.L("Proof")), parts.NewHairline()}
	for i, m := range c.Terms.Measures {
		out = append(out, line(parts.Body, strconv.Itoa(i+1), m.What, s.say(m.Often()), strconv.Itoa(c.Terms.Planned(m)), m.Evidence), parts.NewHairline())
	}
	return append(out, parts.Room(0, 18))
}

func (s *Screen) texts(c *contract.Contract) (out []fyne.CanvasObject) {
	t := &c.Terms
	for _, x := range [][2]string{{lang.L("Duties of the mentor"), t.MentorDuties}, {lang.L("Duties of the mentee"), t.MenteeDuties}, {lang.L("How it is judged"), t.Assessment},
		{lang.L("Reward"), t.Reward}, {lang.L("Change and end"), t.Ending}} {
		if x[1] != "" {
			out = append(out, s.text(x[0], x[1])...)
		}
	}
	return out
}

func (s *Screen) text(title, body string) []fyne.CanvasObject {
	p := parts.NewParagraph(body, look.TextBody, look.Ink)
	p.Width = s.wide()
	return []fyne.CanvasObject{parts.Strong(title), parts.Room(0, 2), p, parts.Room(0, 12)}
}
