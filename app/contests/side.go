package contests

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/indicators"
	"shifu/training/contest"
)

const sideWide = 288

// contestSide is the panel beside the board: one's own result, the rule, and
// for keepers what has to be looked at.
func (s *Screen) contestSide() fyne.CanvasObject {
	all := parts.Stack(0)
	add := func(os ...fyne.CanvasObject) {
		if len(all.Objects) > 0 {
			all.Add(parts.Inset(10, 0, 10, 0, parts.NewHairline()))
		}
		for _, o := range os {
			all.Add(o)
		}
	}
	if mine := s.mine(); mine != nil {
		add(mine...)
	}
	if s.board.Keeps {
		if look := s.toLookAt(); look != nil {
			add(look...)
		}
	}
	if own := s.appeals(); own != nil {
		add(own...)
	}
	add(s.formula()...)
	if f, ok := s.board.Contest.Last(); ok {
		add(s.sealed(f)...)
	}
	scroll := container.NewVScroll(parts.Inset(12, 16, 16, 16, all))
	return parts.FullRow(0, parts.NewUpright(0), parts.Fix(look.Scaled(sideWide), 0, parts.Over(parts.NewPlate(look.Well), scroll)))
}

func wrapped(text string, tone look.Token) *parts.Paragraph {
	p := parts.NewParagraph(text, look.TextLabel, tone)
	p.Width = look.Scaled(sideWide - 36)
	return p
}

// mine is one's own result with every number that it is made of.
func (s *Screen) mine() []fyne.CanvasObject {
	r := s.board.Mine
	if r == nil || s.board.State == contest.Announced {
		return nil
	}
	title := map[contest.Unit]string{contest.Person: lang.L("My result"), contest.Team: lang.L("My team"), contest.Vendor: lang.L("My company")}[s.board.Contest.Rule.Unit]
	place := lang.L("not ranked")
	if r.Place > 0 {
		place = lang.L("place {{.N}}", map[string]any{"N": r.Place})
	}
	out := []fyne.CanvasObject{parts.Row(8, parts.PanelHead(title), parts.Gap(), parts.Second(place)),
		parts.Row(8, parts.Figure(chart.Number(r.Points, 1)), parts.Label(lang.L("Contest points")), parts.Gap(), s.gain(r)), parts.Room(0, 4)}
	for i, m := range s.board.Contest.Rule.Metrics {
		out = append(out, s.metricLine(m, r.Values[i]))
	}
	for _, i := range r.Failed {
		m := s.board.Contest.Rule.Metrics[i]
		k, _ := contest.KindOf(m.Source)
		out = append(out, parts.Room(0, 4), wrapped(lang.L("Not ranked: {{.Name}} is {{.Have}}, the condition is {{.Gate}}. No points are taken off.",
			map[string]any{"Name": s.say(k.Name), "Have": amount(k, r.Values[i].Raw), "Gate": gate(m)}), look.Warn))
	}
	for _, i := range r.Missing {
		k, _ := contest.KindOf(s.board.Contest.Rule.Metrics[i].Source)
		out = append(out, parts.Room(0, 4), wrapped(lang.L("Not ranked: nothing was measured of {{.Name}}.", map[string]any{"Name": s.say(k.Name)}), look.Ink2))
	}
	return out
}

// gain says how one stands against oneself.
func (s *Screen) gain(r *contest.Row) fyne.CanvasObject {
	if r.Periods == 0 {
		return parts.Label(lang.L("no earlier periods"))
	}
	tone := look.Ink2
	if r.Gain > 0 {
		tone = look.Good
	}
	return parts.Row(4, parts.NewText(chart.Signed(r.Gain, 1), look.TextBody, tone, true), parts.Label(lang.L("against own last {{.N}}", map[string]any{"N": r.Periods})))
}

// metricLine is a metric with its value, what it rests on, and how far it lies
// from the project's mean.
func (s *Screen) metricLine(m contest.Metric, v contest.Value) fyne.CanvasObject {
	k, _ := contest.KindOf(m.Source)
	value := chart.None
	if v.Known {
		value = amount(k, v.Raw)
	}
	icon, tone := "", look.Ink
	if m.Gated && v.Known {
		icon, tone = "okcircle", look.Ink
		if !m.Holds(v.Raw) {
			icon, tone = "xcircle", look.Bad
		}
	}
	row := parts.Row(6, parts.Grow(parts.Second(s.say(k.Name)).Cutting()))
	if icon != "" {
		row.Add(parts.NewIcon(icon, 12, map[bool]look.Token{true: look.Good, false: look.Bad}[icon == "okcircle"]))
	}
	row.Add(parts.NewText(value, look.TextLabel, tone, true))
	row.Add(parts.Fix(look.Scaled(42), 0, parts.Label(resting(k, v)).Trailing()))
	if m.Weight > 0 {
		row.Add(apart(v.Z))
	} else {
		row.Add(parts.Room(zWide, 1))
	}
	return parts.High(24, row)
}

// resting says on how much a value rests.
func resting(k contest.Kind, v contest.Value) string {
	switch {
	case !v.Known || k.Source == contest.Complaints:
		return ""
	case k.Source == contest.CallsPerHour || k.Unit == indicators.Share:
		return fmt.Sprintf("%.0f h", v.N)
	}
	return "n " + chart.Number(v.N, 0)
}

const zWide = 52

// apart draws a z between −3 and 3 as a bar from the middle.
func apart(z float64) fyne.CanvasObject {
	half := float32(zWide) / 2
	long := float32(min(max(z, -3), 3)) / 3 * half
	tone, from := look.GoodM, half
	if long < 0 {
		tone, from, long = look.NaM, half+long, -long
	}
	bar, line := parts.NewFrame(tone, look.Clear, 1), parts.NewPlate(look.Line2)
	box := container.NewWithoutLayout(bar, line)
	bar.Resize(fyne.NewSize(max(long, 1), 8))
	bar.Move(fyne.NewPos(from, 3))
	line.Resize(fyne.NewSize(1, 14))
	line.Move(fyne.NewPos(half, 0))
	return parts.Fix(zWide, 14, box)
}

// formula says how points are made: the rule, whole.
func (s *Screen) formula() []fyne.CanvasObject {
	r := &s.board.Contest.Rule
	out := []fyne.CanvasObject{parts.PanelHead(lang.L("How points are made")), parts.Room(0, 4)}
	for _, m := range r.Metrics {
		k, _ := contest.KindOf(m.Source)
		weight := lang.L("condition only")
		if m.Weight > 0 {
			weight = chart.Percent(m.Weight, 0)
		}
		switch {
		case m.Gated && m.Weight > 0:
			weight = lang.L("{{.What}}, {{.More}}", map[string]any{"What": weight, "More": gate(m)})
		case m.Gated:
			weight = gate(m)
		}
		out = append(out, parts.High(22, parts.Row(6, parts.Grow(parts.Second(s.say(k.Name)).Cutting()), parts.NewText(weight, look.TextLabel, look.Ink, false))))
	}
	out = append(out, parts.Room(0, 6), wrapped(lang.L("50 + 10 x the weighted distance from the mean of one's own project, each in standard deviations and cut at 3. Rates count with the cautious end of their 95 % interval, small volumes lean on the project's mean. Who misses a condition is not ranked; no points are taken off."), look.Ink2))
	if len(r.Coefficients) > 0 {
		out = append(out, parts.Room(0, 4), wrapped(lang.L("Conversion coefficients: {{.Text}}", map[string]any{"Text": contest.WriteCoefficients(r.Coefficients)}), look.Ink2))
	}
	if r.Prize != "" {
		out = append(out, parts.Room(0, 4), wrapped(lang.L("Prize: {{.Text}}", map[string]any{"Text": r.Prize}), look.Ink))
	}
	return out
}

// sealed says that the result can be computed again.
func (s *Screen) sealed(f contest.Frozen) []fyne.CanvasObject {
	by := f.By
	if by == "" || by == "Shifu" {
		by = lang.L("by itself")
	}
	mark := parts.Row(6, parts.NewIcon("okcircle", 14, look.Good), parts.Body(lang.L("Computed again: the same result")))
	if !s.board.Same {
		mark = parts.Row(6, parts.NewIcon("xcircle", 14, look.Bad), parts.Body(lang.L("Computed again: another result")))
	}
	out := []fyne.CanvasObject{parts.PanelHead(lang.L("Figures frozen")), parts.High(24, mark),
		parts.FactLine(parts.Fact{Label: lang.L("When"), Value: s.d.Moment(f.At)}), parts.FactLine(parts.Fact{Label: lang.L("Frozen by"), Value: by}),
		parts.FactLine(parts.Fact{Label: lang.L("Version"), Value: fmt.Sprint(f.Number)})}
	if f.Why != "" {
		out = append(out, wrapped(f.Why, look.Ink2))
	}
	return append(out, parts.FactLine(parts.Fact{Label: lang.L("Figures"), Value: "SHA-256 " + f.InputHash[:12]}), parts.FactLine(parts.Fact{Label: lang.L("Result"), Value: "SHA-256 " + f.ResultHash[:12]}))
}
