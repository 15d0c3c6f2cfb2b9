package rawread

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/recordings/formats"
)

// Line says how the files without a header are read, ending by ending.
type Line struct {
	By     map[string]formats.Raw // by ending; only those that were found
	Fields *Fields                // of the ending that is shown; nil: there is none

	ctx    context.Context
	d      *desk.Desk
	before func(ctx context.Context, ext string) formats.Raw
	found  map[string]int
	exts   []string
	at     int // the ending that is shown
	box    *fyne.Container
}

// NewLine makes a line; before tells how files of an ending were read before.
func NewLine(ctx context.Context, d *desk.Desk, before func(ctx context.Context, ext string) formats.Raw) *Line {
	l := &Line{ctx: ctx, d: d, before: before, box: parts.Row(8)}
	l.draw()
	return l
}

// Content is one line.
func (l *Line) Content() fyne.CanvasObject { return parts.High(32, l.box) }

// Show takes how many files of each ending were found.
func (l *Line) Show(found map[string]int) {
	l.found, l.exts, l.at = found, slices.Sorted(maps.Keys(found)), 0
	l.Recall()
}

// Recall asks anew how the files were read before.
func (l *Line) Recall() {
	exts := l.exts
	if len(exts) == 0 {
		l.By = nil
		l.draw()
		return
	}
	background.Run(l.ctx, l.d.Stage, func(ctx context.Context) (map[string]formats.Raw, error) {
		by := map[string]formats.Raw{}
		for _, ext := range exts {
			by[ext] = l.before(ctx, ext)
		}
		return by, nil
	}, func(by map[string]formats.Raw, err error) {
		l.d.Fail(err)
		l.By = by
		l.draw()
	})
}

func (l *Line) draw() {
	l.box.Objects = []fyne.CanvasObject{parts.Label(lang.L("Without a header"))}
	if len(l.exts) == 0 || l.By == nil {
		l.Fields = nil
		l.box.Add(parts.Second(lang.L("none found: every file says itself how it is read")))
		l.box.Refresh()
		return
	}
	names := make([]string, len(l.exts))
	for i, e := range l.exts {
		names[i] = fmt.Sprintf("%s (%d)", e, l.found[e])
	}
	which := parts.NewSelect(names, l.at, func(i int) { l.at = i; l.draw() }).Wide(120)
	l.Fields = New(l.By[l.exts[l.at]], func() { l.By[l.exts[l.at]] = l.Fields.As })
	l.box.Add(which)
	l.box.Add(parts.Second(lang.L("is read as")))
	l.box.Add(l.Fields.Content())
	l.box.Refresh()
}
