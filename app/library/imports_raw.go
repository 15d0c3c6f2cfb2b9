package library

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/parts"
	"shifu/app/rawread"
	"shifu/recordings/formats"
)

// rawLine says how the files without a header are read, ending by ending.
type rawLine struct {
	p      *importPanel
	by     map[string]formats.Raw // by ending; only those that were found
	found  map[string]int
	exts   []string
	at     int // the ending that is shown
	box    *fyne.Container
	fields *rawread.Fields
}

func (l *rawLine) layout(p *importPanel) fyne.CanvasObject {
	l.p, l.box = p, parts.Row(8)
	l.draw()
	return parts.High(32, l.box)
}

// show takes what was found below the paths.
func (l *rawLine) show(found map[string]int) {
	l.found, l.exts, l.at = found, slices.Sorted(maps.Keys(found)), 0
	l.recall()
}

// recall reads how the files of the source were read before.
func (l *rawLine) recall() {
	source, exts, d := l.p.source.Text(), l.exts, l.p.s.d
	if len(exts) == 0 {
		l.by = nil
		l.draw()
		return
	}
	background.Run(l.p.ctx, d.Stage, func(ctx context.Context) (map[string]formats.Raw, error) {
		by := map[string]formats.Raw{}
		for _, ext := range exts {
			by[ext] = rawread.Remembered(ctx, d, source, ext)
		}
		return by, nil
	}, func(by map[string]formats.Raw, err error) {
		d.Fail(err)
		l.by = by
		l.draw()
	})
}

func (l *rawLine) draw() {
	l.box.Objects = []fyne.CanvasObject{parts.Label(lang.L("Without a header"))}
	if len(l.exts) == 0 || l.by == nil {
		l.box.Add(parts.Second(lang.L("none found: every file says itself how it is read")))
		l.box.Refresh()
		return
	}
	names := make([]string, len(l.exts))
	for i, e := range l.exts {
		names[i] = fmt.Sprintf("%s (%d)", e, l.found[e])
	}
	which := parts.NewSelect(names, l.at, func(i int) { l.at = i; l.draw() }).Wide(120)
	l.fields = rawread.New(l.by[l.exts[l.at]], func() { l.by[l.exts[l.at]] = l.fields.As })
	l.box.Add(which)
	l.box.Add(parts.Second(lang.L("is read as")))
	l.box.Add(l.fields.Content())
	l.box.Refresh()
}
