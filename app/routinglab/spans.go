package routinglab

import (
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
)

// drawn is a value as charts have it: shares in percent.
func drawn(m lab.Measure, v float64) float64 {
	if m.Share() {
		return 100 * v
	}
	return v
}

// spans charts intervals on an axis that holds them all, and nought.
func spans(rows []parts.RowMark, nameWide, textWide float32) *parts.RowChart {
	values := []float64{0}
	for _, r := range rows {
		values = append(values, r.Low, r.High)
	}
	c := parts.NewRowChart(chart.Around(values, 5), rows)
	c.NameWide, c.TextWide = nameWide, textWide
	c.Format = chart.Tick
	return c
}
