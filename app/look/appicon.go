package look

import (
	_ "embed"

	"fyne.io/fyne/v2"
)

//go:embed icon.png
var appIcon []byte

// AppIcon is the program's icon: the seal.
func AppIcon() fyne.Resource { return fyne.NewStaticResource("shifu.png", appIcon) }
