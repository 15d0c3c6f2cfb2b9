package review

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

func block(w, h float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Black)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

func TestPaged_ToolsThatDoNotFitBesideTheTabsHaveARowOfTheirOwn(t *testing.T) {
	tabs, page := block(400, 36), block(10, 10)
	check, find := block(80, 26), block(190, 26)
	tools := container.New(tail{gap: toolGap}, check, find)
	all := container.New(paged{}, tabs, tools, block(1, 1), page)
	all.Resize(fyne.NewSize(800, 300))
	if tools.Position().Y != 0 || page.Position().Y != 37 || !check.Visible() || tools.Position().X+tools.Size().Width != 784 {
		t.Errorf("beside: tools at %v, page at %v", tools.Position(), page.Position())
	}
	all.Resize(fyne.NewSize(600, 300))
	if tools.Position().Y != 37 || page.Position().Y <= 37 || !check.Visible() || !find.Visible() || page.Position().Y+page.Size().Height != 300 {
		t.Errorf("below: tools at %v, page at %v", tools.Position(), page.Position())
	}
	tools.Objects = nil
	all.Refresh()
	if page.Position().Y != 37 {
		t.Errorf("without tools the page is at %v", page.Position())
	}
}
