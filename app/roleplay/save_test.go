package roleplay_test

import (
	"image/png"
	"os"

	"fyne.io/fyne/v2"
)

// save writes what a canvas shows.
func save(path string, c fyne.Canvas) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return png.Encode(f, c.Capture())
}
