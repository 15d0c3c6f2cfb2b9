package coaching

import (
	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
)

// sheet is what can be open in place of the pages.
type sheet interface {
	content() fyne.CanvasObject
	actions() []desk.Action
	// renew reads anew after something was kept.
	renew()
	close()
}

// back returns to the pages.
func (s *Screen) back() {
	if s.open != nil {
		s.open.close()
	}
	s.open = nil
	s.show()
}

// set opens a sheet in place of the pages.
func (s *Screen) set(x sheet) {
	if s.open != nil {
		s.open.close()
	}
	s.open = x
	s.show()
}

const sideWide = 300

func (s *Screen) columnWide() float32 {
	return max(s.d.Window.Canvas().Size().Width-look.Scaled(look.WidthRail+sideWide)-72, look.Scaled(320))
}

// paragraph is a text as wide as the column.
func (s *Screen) paragraph(text string) fyne.CanvasObject {
	p := parts.NewParagraph(text, look.TextReading, look.Ink)
	p.Width = s.columnWide()
	return p
}

// lay fills a sheet: its bar, the column that is read, the side at its right.
func (s *Screen) lay(whole *fyne.Container, bar, column fyne.CanvasObject, side []fyne.CanvasObject) {
	well := parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(16, 20, 24, 20, parts.Stack(0, side...))))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(sideWide), 0, well))
	whole.Objects = []fyne.CanvasObject{parts.Dock(parts.Stack(0, bar, parts.NewHairline()), nil, nil, right, parts.Scrolling(parts.Inset(16, 24, 24, 24, column)))}
	whole.Refresh()
	s.d.Changed()
}

// bar leads back, names what is open, and offers what can be done, the main act
// at the right.
func (s *Screen) bar(back, title string, pill fyne.CanvasObject, acts []desk.Act) fyne.CanvasObject {
	left := []fyne.CanvasObject{parts.NewButton(back, parts.Quiet, s.back).WithIcon("back").WithKey("Esc"), parts.PanelHead(title), pill}
	return parts.ToolBar(left, desk.Buttons(acts))
}
