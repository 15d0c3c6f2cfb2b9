package report

import (
	"fmt"
	"io"
	"sync"

	"codeberg.org/go-pdf/fpdf"

	"shifu/internal/font"
	"shifu/internal/report/typeface"
)

// sheet collects what stands on the pages of a document, and then writes them.
// Lengths are points (1/72 inch) from the top left corner of the page.
//
// First all is laid out, then the typeface is cut down to the runes in use,
// then the PDF is written: the writer is never given the whole typeface, and
// the number of pages is known when the first one is drawn.
type sheet struct {
	faces *faces
	pages [][]func(*fpdf.Fpdf)
	used  [2]map[rune]bool // by weight
	lacks bool             // a rune had to be replaced
}

// A4 portrait in points.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
)

const (
	regular = 0
	bold    = 1
	family  = "NotoSansSC"
)

var styles = [2]string{"", "B"}

// faces holds the regular face, which has all runes, and the bold one, which
// has the common ones: text that it can't show is set in regular.
type faces [2]*typeface.Face

// typefaces is looked through once; it keeps 0.8 MB, the outlines stay in the
// program file.
var typefaces = sync.OnceValues(func() (*faces, error) {
	var f faces
	for weight, file := range []io.ReaderAt{font.OpenReport(), font.OpenWindowBold()} {
		face, err := typeface.Open(file)
		if err != nil {
			return nil, fmt.Errorf("reading the typeface of reports: %w", err)
		}
		f[weight] = face
	}
	return &f, nil
})

func newSheet() (*sheet, error) {
	f, err := typefaces()
	if err != nil {
		return nil, err
	}
	return (&sheet{faces: f}).empty(), nil
}

// empty is a sheet without pages.
func (s *sheet) empty() *sheet { return &sheet{faces: s.faces, used: [2]map[rune]bool{{}, {}}} }

func (s *sheet) newPage() { s.pages = append(s.pages, nil) }

// draw adds something to the last page.
func (s *sheet) draw(op func(*fpdf.Fpdf)) { s.drawOn(len(s.pages)-1, op) }

func (s *sheet) drawOn(page int, op func(*fpdf.Fpdf)) {
	s.pages[page] = append(s.pages[page], op)
}

// info is what the file says about itself.
type info struct {
	title, author, subject string
	stamp                  Stamp
	metadata               []byte // XMP; nil: none
}

// write puts the pages into a PDF file.
func (s *sheet) write(w io.Writer, about info) error {
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: pageWidth, Ht: pageHeight}})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetTitle(s.show(about.title), true)
	pdf.SetAuthor(s.show(about.author), true)
	pdf.SetSubject(s.show(about.subject), true)
	pdf.SetCreator("Shifu", true)
	pdf.SetCreationDate(about.stamp.At.UTC())
	pdf.SetModificationDate(about.stamp.At.UTC())
	pdf.SetCatalogSort(true)
	pdf.SetXmpMetadata(about.metadata)
	if err := s.addFaces(pdf); err != nil {
		return err
	}
	for _, ops := range s.pages {
		pdf.AddPage()
		for _, op := range ops {
			op(pdf)
		}
	}
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("writing a PDF: %w", err)
	}
	return nil
}

func (s *sheet) addFaces(pdf *fpdf.Fpdf) error {
	for weight, face := range s.faces {
		if len(s.used[weight]) == 0 {
			continue
		}
		cut, err := face.Cut(s.used[weight])
		if err != nil {
			return fmt.Errorf("cutting the typeface: %w", err)
		}
		pdf.AddUTF8FontFromBytes(family, styles[weight], cut)
	}
	return nil
}
