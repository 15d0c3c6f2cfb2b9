package parts

import (
	"image"
	"testing"

	"shifu/internal/chart"
)

// inked tells whether something is drawn near a point at 100 %.
func inked(m *image.RGBA, x, y int) bool {
	for dy := -2; dy <= 2; dy++ {
		for dx := -2; dx <= 2; dx++ {
			if m.RGBAAt(x*cellScale+dx, y*cellScale+dy).A > 100 {
				return true
			}
		}
	}
	return false
}

func TestSparkImage_GoesFromTheFirstValueToTheLast(t *testing.T) {
	m := SparkImage([]float64{-5, 5}, chart.Scale{Low: -5, High: 5}, 72, 18)
	if m.Rect.Dx() != 144 || !inked(m, 9, 14) || !inked(m, 63, 3) || !inked(m, 36, 9) {
		t.Error("the line is not where it belongs")
	}
	if inked(m, 63, 16) || inked(m, 9, 2) {
		t.Error("something is drawn where nothing belongs")
	}
	if SparkImage(nil, chart.Scale{}, 72, 18) == nil {
		t.Error("no picture without values")
	}
}

func TestIntervalImage_MarksValueAndZero(t *testing.T) {
	m := IntervalImage(chart.Scale{Low: -10, High: 10}, 5, 2, 8, 92, 18)
	if !inked(m, 46, 3) {
		t.Error("no mark at 0")
	}
	if !inked(m, 64, 9) || inked(m, 20, 4) {
		t.Error("the value is not where it belongs")
	}
}
