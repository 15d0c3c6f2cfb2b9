// Package font holds the typeface of Shifu, Noto Sans SC (licence OFL-1.1, see
// OFL.txt), embedded in the program.
//
// The window takes a subset in two weights, since Fyne keeps what it reads: a
// full weight costs 78 MB of memory. Reports take the full Regular, read when
// one is written. tools/font/subset.sh makes all three.
package font

import (
	"embed"
	"fmt"
	"io"
)

//go:embed window-regular.ttf window-bold.ttf report-regular.ttf
var files embed.FS

// WindowRegular is the TrueType file for text in the window: the 8,105
// General Standard Chinese Characters, Latin, Greek, Cyrillic, kana,
// punctuation and symbols. Rarer characters need a fallback.
func WindowRegular() []byte { return read("window-regular.ttf") }

// WindowBold is the bold weight of the same characters.
func WindowBold() []byte { return read("window-bold.ttf") }

// Report is the whole TrueType file in Regular, for PDFs: 10 MB, copied at
// each call, so ask only while writing.
func Report() []byte { return read("report-regular.ttf") }

// OpenReport returns the file of Report to be read in place, without a copy.
func OpenReport() io.ReaderAt { return open("report-regular.ttf") }

// OpenWindowBold returns the file of WindowBold to be read in place.
func OpenWindowBold() io.ReaderAt { return open("window-bold.ttf") }

func open(name string) io.ReaderAt {
	f, err := files.Open(name)
	if err != nil {
		panic(fmt.Sprintf("font: the embedded file %s is missing", name)) // can't happen: embedding is checked at build time
	}
	return f.(io.ReaderAt) // embedded files are
}

func read(name string) []byte {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("font: the embedded file %s is missing", name)) // can't happen: embedding is checked at build time
	}
	return b
}
