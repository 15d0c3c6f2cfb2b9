package look

import (
	"fmt"
	"image/color"
	"slices"
	"sync"

	"fyne.io/fyne/v2"
)

// Icon is a drawing on the 24 grid in the colour of a token. It follows the
// theme: on a refresh it answers in the variant of that moment. It is cheap to
// call; the drawings are kept. An unknown name draws a bare ring.
//
// Names: add back bars badge bolt book box boxon boxpart calendar cancel cards chat
// check clock corner delete diamond document down download drop dropup edit error eye
// ff fit flag forward full funnel grid group half headset help history home info list
// lock loop more next octagon okcircle pause people phone pin play prev remove
// replay reply rew right ring scales search settings speed star storage timer tri
// undo up upload vol wave xcircle account.
func Icon(name string, tone Token) fyne.Resource { return icon{name, tone} }

// IconNow is Icon as it is drawn in the variant shown now, always the same
// pointer for the same drawing: parts that paint often compare it.
func IconNow(name string, tone Token) fyne.Resource {
	i := icon{name, tone}
	key := i.Name()
	if kept, ok := drawn.Load(key); ok {
		return kept.(fyne.Resource)
	}
	kept, _ := drawn.LoadOrStore(key, fyne.NewStaticResource(key, []byte(i.svg())))
	return kept.(fyne.Resource)
}

// IconNames lists every name Icon knows, sorted.
func IconNames() []string {
	var all []string
	for _, paths := range []map[string]string{materialPaths, ownPaths} {
		for name := range paths {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// icon is a resource whose name and content depend on the variant shown, so
// that Fyne's cache of drawn SVGs keeps light and dark apart.
type icon struct {
	name string
	tone Token
}

// Name holds the shape and the colour: what Fyne caches drawings under.
func (i icon) Name() string {
	r, g, b := i.rgb()
	return fmt.Sprintf("%s-%02x%02x%02x.svg", i.name, r, g, b)
}

// Content is the SVG in the colour of the variant shown.
func (i icon) Content() []byte { return IconNow(i.name, i.tone).Content() }

var drawn sync.Map // name with colour → drawing

func (i icon) rgb() (r, g, b uint8) {
	c := color.NRGBAModel.Convert(Colour(i.tone)).(color.NRGBA)
	return c.R, c.G, c.B
}

func (i icon) svg() string {
	r, g, b := i.rgb()
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">`+
		`<path fill="#%02x%02x%02x" fill-rule="evenodd" d="%s"/></svg>`, r, g, b, i.path())
}

func (i icon) path() string {
	if d, ok := materialPaths[i.name]; ok {
		return d
	}
	if d, ok := ownPaths[i.name]; ok {
		return d
	}
	return ownPaths["ring"]
}
