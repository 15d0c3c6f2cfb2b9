// Package guide is the reader of the user guide: pages at the left, the page
// with its pictures at the right.
package guide

import (
	"bytes"
	"image"
	_ "image/png" // the guide's pictures
	"regexp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/docs/guide"
	"shifu/internal/words"
)

// reading is the width of a page of text, at 100 %.
const reading = 720

// Screen is the open guide.
type Screen struct {
	d     *desk.Desk
	page  string
	list  *parts.List
	sheet *fyne.Container
	all   fyne.CanvasObject
}

// New opens the guide at the page named by the route.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, page: pageOf(r.ID), sheet: container.NewStack()}
	s.list = parts.NewList(func() int { return len(guide.Pages) }, newTitle, s.title)
	s.list.OnChosen = s.choose
	s.list.Chosen = slices.Index(guide.Pages, s.page)
	s.show()
	side := container.NewStack(parts.NewPlate(look.Well), parts.Inset(16, 0, 0, 0, s.list))
	s.all = parts.Dock(nil, nil, parts.FullRow(0, parts.Fix(look.Scaled(200), 0, side), parts.NewUpright(1)), nil, s.sheet)
	return s
}

func pageOf(id string) string {
	switch desk.Place(id) {
	case desk.Room:
		id = "review"
	case desk.Editor, desk.Compared:
		id = "rubrics"
	case desk.ExamDraft, desk.ExamAttempt, desk.ExamMarks, desk.ExamRegrade, desk.ExamStats, desk.ExamCut, desk.CutRating:
		id = "examdesk"
	}
	if slices.Contains(guide.Pages, id) {
		return id
	}
	return guide.Pages[0]
}

// Content is the guide.
func (s *Screen) Content() fyne.CanvasObject { return s.all }

// Wide is false: the guide leaves the rail open.
func (s *Screen) Wide() bool { return false }

// Close has nothing to save.
func (s *Screen) Close() {}

// Actions are leafing forward and back.
func (s *Screen) Actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.ViewMenu, Label: lang.L("Next page"), Bare: fyne.KeyPageDown, Do: func() { s.leaf(+1) }},
		{Menu: desk.ViewMenu, Label: lang.L("Previous page"), Bare: fyne.KeyPageUp, Do: func() { s.leaf(-1) }},
	}
}

func (s *Screen) leaf(by int) {
	at := slices.Index(guide.Pages, s.page) + by
	if at >= 0 && at < len(guide.Pages) {
		s.list.Choose(at)
	}
}

func newTitle() fyne.CanvasObject { return parts.Inset(0, 8, 0, 16, parts.Body("").Cutting()) }

func (s *Screen) title(i int, o fyne.CanvasObject) {
	text, _ := s.text(guide.Pages[i])
	first, _, _ := strings.Cut(text, "\n")
	o.(*fyne.Container).Objects[0].(*parts.Text).Set(strings.TrimPrefix(first, "# "))
}

func (s *Screen) text(page string) (text, tag string) {
	tag = "en"
	if s.d.Settings.Language == words.Chinese {
		tag = "zh"
	}
	return guide.Page(page, tag), tag
}

func (s *Screen) choose(i int) {
	if i >= 0 && i < len(guide.Pages) && guide.Pages[i] != s.page {
		s.page = guide.Pages[i]
		s.show()
	}
}

var picture = regexp.MustCompile(`(?m)^!\[[^\]]*\]\(img/([^)]+)\)$`)

// show lays the page out: text and pictures in their order.
func (s *Screen) show() {
	text, _ := s.text(s.page)
	column := parts.Stack(8)
	add := func(text string) {
		for _, o := range parts.Prose(text, look.Scaled(reading)) {
			column.Add(o)
		}
	}
	for text != "" {
		m := picture.FindStringSubmatchIndex(text)
		if m == nil {
			add(text)
			break
		}
		add(text[:m[0]])
		if img := shown(text[m[2]:m[3]]); img != nil {
			column.Add(img)
		}
		text = text[m[1]:]
	}
	page := parts.FullRow(0, parts.Fix(look.Scaled(reading), 0, column), parts.Gap())
	s.sheet.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(24, 24, 40, 32, page))}
	s.sheet.Refresh()
	s.d.Trace("page", map[string]any{"page": s.page})
}

// shown is a picture at the width of the page, nil if there is none.
func shown(name string) fyne.CanvasObject {
	png, ok := guide.Picture(name)
	if !ok {
		return nil
	}
	pic, _, err := image.Decode(bytes.NewReader(png))
	if err != nil {
		return nil
	}
	c := canvas.NewImageFromImage(pic)
	c.FillMode = canvas.ImageFillContain
	c.ScaleMode = canvas.ImageScaleSmooth
	wide := look.Scaled(reading)
	c.SetMinSize(fyne.NewSize(wide, wide*float32(pic.Bounds().Dy())/float32(pic.Bounds().Dx())))
	frame := parts.NewFrame(look.Clear, look.Line2, 0)
	return container.NewStack(c, frame)
}
