package retraining

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"gonum.org/v1/gonum/stat"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/interval"
)

// effectParts show what retraining brought: the mean score before and after,
// each with its interval, and the difference.
func (s *Screen) effectParts() []fyne.CanvasObject {
	e := s.open.effect
	out := []fyne.CanvasObject{parts.Row(8, parts.PanelHead(lang.L("Effect on the calls")), parts.Second(lang.L("mean score, 30 days before the failure and after the pass"))), parts.Room(0, 6)}
	rows := []parts.RowMark{sampleRow(lang.L("Before"), e.Before), sampleRow(lang.L("After"), e.After)}
	low := 100.0
	for _, r := range rows {
		if r.Span {
			low = min(low, r.Low)
		}
	}
	if low == 100 {
		low = 50
	}
	picture := parts.NewRowChart(chart.Scale{Low: max(math.Floor(low/10)*10-10, 0), High: 100}, rows)
	picture.NameWide, picture.TextWide, picture.Zero = 110, 190, picture.Scale.Low
	out = append(out, parts.Fix(s.columnWide(), 0, picture), parts.Room(0, 6), s.difference())
	return append(out, parts.Room(0, 18))
}

func sampleRow(name string, scores []float64) parts.RowMark {
	r := parts.RowMark{Name: name, Note: fmt.Sprintf("n %d", len(scores)), Few: len(scores) < interval.Enough, Tone: look.Accent}
	if len(scores) == 0 {
		r.Text = lang.L("no score yet")
		return r
	}
	mean, sd := stat.MeanStdDev(scores, nil)
	half := 0.0
	if len(scores) > 1 {
		half = interval.Half(len(scores), sd)
	}
	r.Value, r.Span, r.Low, r.High = mean, true, mean-half, min(mean+half, 100)
	r.Text = lang.L("{{.Mean}}, likely {{.Low}} to {{.High}}", map[string]any{"Mean": chart.Number(mean, 1), "Low": chart.Number(r.Low, 1), "High": chart.Number(r.High, 1)})
	return r
}

// difference says the effect in words, or that there is too little to tell.
func (s *Screen) difference() fyne.CanvasObject {
	e := s.open.effect
	row := parts.Row(8)
	if len(e.Before) > 0 && len(e.After) > 0 {
		row.Add(parts.Strong(lang.L("Difference {{.D}}", map[string]any{"D": signed(e.Diff)})))
		row.Add(parts.Second(lang.L("likely {{.Low}} to {{.High}}", map[string]any{"Low": signed(e.Low), "High": signed(e.High)})))
	}
	if e.Few() {
		row.Add(parts.NewPill(lang.L("Too few to tell"), parts.StateFew))
	}
	if e.Until.After(s.d.Now()) {
		row.Add(parts.Label(lang.L("scores count until {{.Day}}", map[string]any{"Day": s.d.Day(e.Until)})))
	}
	return row
}

func signed(v float64) string {
	if v > 0 {
		return "+" + chart.Number(v, 1)
	}
	return chart.Number(v, 1)
}
