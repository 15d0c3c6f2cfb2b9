package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// flat is the running app's theme without the grey fade that Fyne draws where
// a scroller cuts its content.
type flat struct{ fyne.Theme }

// Color is the app's, except for the fade.
func (flat) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameShadow {
		return color.Transparent
	}
	return appTheme().Color(name, v)
}

// Size is the app's.
func (flat) Size(name fyne.ThemeSizeName) float32 { return appTheme().Size(name) }

// Font is the app's.
func (flat) Font(style fyne.TextStyle) fyne.Resource { return appTheme().Font(style) }

// Icon is the app's.
func (flat) Icon(name fyne.ThemeIconName) fyne.Resource { return appTheme().Icon(name) }

// flatScroll holds a scroller without fades.
func flatScroll(s *container.Scroll) fyne.CanvasObject {
	return container.NewThemeOverride(s, flat{appTheme()})
}

func appTheme() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }
