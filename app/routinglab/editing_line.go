package routinglab

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/routing"
)

// formLine is a row of a form with what is wrong with it below.
type formLine struct {
	path   string // in the file
	fields []*parts.Entry
	wrong  *fyne.Container
}

// line is a row of the form of the open section; path is its field in the file,
// from that section on. The fields made since the last row are its own.
func (e *editing) line(path, word string, fields ...fyne.CanvasObject) fyne.CanvasObject {
	return parts.Stack(0, row(word, editLabel, fields...), e.below(path))
}

// below is only what is wrong with a field that stands above.
func (e *editing) below(path string) fyne.CanvasObject {
	l := &formLine{path: e.prefix + path, fields: e.made, wrong: parts.Stack(0)}
	e.made = nil
	e.lines = append(e.lines, l)
	return l.wrong
}

// holds reports whether a field of the file stands in the row.
func (l *formLine) holds(path string) bool {
	rest, is := strings.CutPrefix(path, l.path)
	return is && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// complain says at each row what is wrong with it.
func (e *editing) complain(all []routing.Problem) {
	at := map[*formLine][]string{}
	for _, l := range e.lines {
		for _, f := range l.fields {
			if why := e.bad[f]; why != "" {
				at[l] = append(at[l], why)
			}
		}
	}
	for _, p := range all {
		if l := e.lineOf(p.Path); l != nil {
			at[l] = append(at[l], words.Say(e.p.s.d.Settings.Language, p.Fault.Key, p.Fault.Values))
		}
	}
	grown := false
	for _, l := range e.lines {
		grown = say(l.wrong, at[l]) || grown
	}
	if grown && len(e.form.Objects) > 0 {
		e.form.Objects[0].Refresh()
		layAnew(e.inner)
	}
}

// layAnew makes room for what has grown within o.
func layAnew(o fyne.CanvasObject) {
	if c, is := o.(*fyne.Container); is && c.Layout != nil {
		c.Layout.Layout(c.Objects, c.Size())
		for _, inner := range c.Objects {
			layAnew(inner)
		}
	}
}

// say shows sentences below a row, and reports whether it takes more or less room.
func say(in *fyne.Container, sentences []string) bool {
	if len(sentences) == 0 && len(in.Objects) == 0 {
		return false
	}
	var lines []fyne.CanvasObject
	for _, s := range sentences {
		text := parts.NewParagraph(s, look.TextLabel, look.Bad)
		text.Width = look.Scaled(480)
		lines = append(lines, parts.Inset(0, 0, 4, look.Scaled(editLabel+8), parts.Row(4, parts.NewIcon("xcircle", 13, look.Bad), parts.Grow(text))))
	}
	swap(in, lines...)
	return true
}

// lineOf is the row that a field of the file stands in: the one that names most of it.
func (e *editing) lineOf(path string) (best *formLine) {
	for _, l := range e.lines {
		if l.holds(path) && (best == nil || len(l.path) > len(best.path)) {
			best = l
		}
	}
	return best
}

// several are rows of the same kind, each of which can be taken away, and a
// button for one more. path is their list in the file.
func (e *editing) several(box *fyne.Container, path, word, more string, n int, one func(i int) []fyne.CanvasObject, drop func(i int), add func()) {
	for i := range n {
		fields := append(one(i), parts.Gap(), parts.NewButton(lang.L("Remove"), parts.Quiet, func() { drop(i); e.redraw() }).AsSmall())
		box.Add(e.line(path+"["+plain(float64(i))+"]", word, fields...))
		word = ""
	}
	box.Add(e.line(path, word, parts.NewButton(more, parts.Tinted, func() { add(); e.redraw() }).AsSmall().WithIcon("add")))
}

// listed is a field for words with commas between them.
func listed[T ~string](e *editing, at *[]T, hint string, width float32) fyne.CanvasObject {
	texts := make([]string, len(*at))
	for i, t := range *at {
		texts[i] = string(t)
	}
	return parts.Fix(look.Scaled(width), 0, e.parsed(strings.Join(texts, ", "), hint, "", func(t string) bool {
		*at = nil
		for _, part := range separated(t) {
			*at = append(*at, T(part))
		}
		return true
	}))
}

// separated are the words between commas.
func separated(text string) (out []string) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;，；、", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
