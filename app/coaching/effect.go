package coaching

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/interval"
	"shifu/training/coaching"
)

// effectParts show what coaching brought: before and after, beside similar
// agents who were not coached.
func (o *opened) effectParts() []fyne.CanvasObject {
	if o.effect == nil || o.p.BegunAt.IsZero() {
		return nil
	}
	e := o.effect
	out := []fyne.CanvasObject{parts.Row(8, parts.Strong(lang.L("What it brought")), parts.Second(lang.L("share of points on this question, 30 days before and after"))), parts.Room(0, 6)}
	rows := []parts.RowMark{sampleRow(lang.L("Before"), e.Before), sampleRow(lang.L("After"), e.After),
		sampleRow(lang.L("Similar agents, before"), e.OthersBefore), sampleRow(lang.L("Similar agents, after"), e.OthersAfter)}
	picture := parts.NewRowChart(chart.Scale{Low: 0, High: 1}, rows)
	picture.NameWide, picture.TextWide = 190, 170
	picture.Format = func(v, _ float64) string { return chart.Percent(v, 0) }
	out = append(out, parts.Fix(o.s.columnWide(), 0, picture), parts.Room(0, 6), changeLine(lang.L("After against before"), e.Own), changeLine(lang.L("Against {{.N}} similar agents", map[string]any{"N": e.Agents}), e.Net))
	if !e.Until.IsZero() && e.Until.After(o.s.d.Now()) {
		out = append(out, parts.Label(lang.L("calls count until {{.Day}}", map[string]any{"Day": o.s.d.Day(e.Until)})))
	}
	return out
}

func sampleRow(name string, x coaching.Sample) parts.RowMark {
	r := parts.RowMark{Name: name, Note: fmt.Sprintf("n %d", x.N), Few: x.N < interval.Enough, Tone: look.Accent}
	if x.N == 0 {
		r.Text = lang.L("no call yet")
		return r
	}
	half := 0.0
	if x.N > 1 {
		half = interval.Half(x.N, x.SD)
	}
	r.Value, r.Span, r.Low, r.High = x.Mean, true, max(x.Mean-half, 0), min(x.Mean+half, 1)
	r.Text = lang.L("{{.Mean}}, likely {{.Low}} to {{.High}}", map[string]any{"Mean": chart.Percent(x.Mean, 0), "Low": chart.Number(100*r.Low, 0), "High": chart.Number(100*r.High, 0)})
	return r
}

// changeLine says a difference with its interval, or that there is too little.
func changeLine(name string, c coaching.Change) fyne.CanvasObject {
	row := parts.Row(10, parts.Fix(look.Scaled(190), 0, parts.Second(name)))
	if c.Few {
		row.Add(parts.NewPill(lang.L("Too few calls"), parts.StateFew))
		return parts.High(26, row)
	}
	row.Add(parts.Strong(points(c.Diff)))
	row.Add(parts.Second(lang.L("likely {{.Low}} to {{.High}}", map[string]any{"Low": points(c.Low), "High": points(c.High)})))
	switch {
	case c.Low > 0:
		row.Add(parts.NewPill(lang.L("better"), parts.StateGood))
	case c.High < 0:
		row.Add(parts.NewPill(lang.L("worse"), parts.StateBad))
	default:
		row.Add(parts.NewPill(lang.L("no clear change"), parts.StateNA))
	}
	return parts.High(26, row)
}

// points is a difference in percentage points with its sign.
func points(v float64) string {
	text := chart.Number(100*v, 0)
	if v > 0 {
		text = "+" + text
	}
	return text
}
