package editor

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/revision"
)

// labelWidth is the room for the word before a field, at 100 %.
const labelWidth = 84

// fields are the form of what is chosen: the rubric, a section, a question.
type fields struct {
	s     *Screen
	whole *fyne.Container
	box   *fyne.Container
	wrong map[string]*fyne.Container // below a field, by its key: "text", "options[1]"
	focus map[string]func()
	mend  map[string]*parts.Entry
	first string
}

func newFields(s *Screen) *fields {
	return &fields{s: s, whole: container.NewStack()}
}

// show builds the form anew.
func (f *fields) show() {
	f.box, f.first = parts.Stack(0), ""
	f.wrong, f.focus, f.mend = map[string]*fyne.Container{}, map[string]func(){}, map[string]*parts.Entry{}
	switch at := f.s.chosen; {
	case at == whole:
		f.rubric()
	case at.Question < 0:
		f.section(at.Section)
	default:
		f.question(at)
	}
	f.mark()
	f.whole.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(12, 20, 24, 16, f.box))}
	f.whole.Refresh()
}

// mark shows the problems of what is chosen below their fields.
func (f *fields) mark() {
	for key, room := range f.wrong {
		room.Objects = nil
		if e := f.mend[key]; e != nil {
			e.SetWrong(false)
		}
	}
	for _, p := range f.s.problems {
		spot := revision.SpotOf(p.Path)
		if spot.Section != f.s.chosen.Section || spot.Question != f.s.chosen.Question {
			continue
		}
		key := f.known(spot)
		if room := f.wrong[key]; room != nil && len(room.Objects) == 0 {
			say := parts.NewParagraph(words.Say(f.s.d.Settings.Language, p.Fault.Key, p.Fault.Values), look.TextLabel, look.Bad)
			room.Add(parts.Inset(2, 0, 4, look.Scaled(labelWidth), say))
		}
		if e := f.mend[spot.Field]; e != nil {
			e.SetWrong(true)
		}
	}
	for _, room := range f.wrong {
		room.Refresh()
	}
	if f.box != nil {
		f.box.Refresh()
	}
}

// known is the key of the form's field nearest to a spot: "options[1].score",
// otherwise "options[1]", otherwise "options".
func (f *fields) known(spot revision.Spot) string {
	for key := spot.Field; key != ""; key = key[:max(strings.LastIndexAny(key, ".["), 0)] {
		if f.wrong[key] != nil {
			return key
		}
	}
	return ""
}

// focusOn puts the caret into the field of a spot.
func (f *fields) focusOn(spot revision.Spot) {
	for key := spot.Field; key != ""; key = key[:max(strings.LastIndexAny(key, ".["), 0)] {
		if do := f.focus[key]; do != nil {
			do()
			return
		}
	}
	f.focusFirst()
}

func (f *fields) focusFirst() {
	if do := f.focus[f.first]; do != nil {
		do()
	}
}

// head is the title of the form with what belongs to its right.
func (f *fields) head(title string, right ...fyne.CanvasObject) {
	row := parts.Row(8, parts.Grow(parts.PanelHead(title).Cutting()))
	row.Objects = append(row.Objects, right...)
	f.box.Add(parts.High(32, row))
	f.box.Add(parts.Room(0, 4))
}

// group is a bold line over the fields that follow.
func (f *fields) group(title string, right ...fyne.CanvasObject) {
	f.box.Add(parts.Room(0, 10))
	f.box.Add(parts.NewHairline())
	row := parts.Row(8, parts.Strong(title), parts.Gap())
	row.Objects = append(row.Objects, right...)
	f.box.Add(parts.High(34, row))
}

// field is a word before something to fill in, and room for what is wrong.
func (f *fields) field(key string, o fyne.CanvasObject) {
	f.wrong[key] = parts.Stack(0)
	if f.first == "" {
		f.first = key
	}
	label := parts.Fix(look.Scaled(labelWidth), 0, parts.Second(fieldName(key)))
	f.box.Add(parts.Inset(2, 0, 2, 0, parts.Row(0, label, parts.Grow(o))))
	f.box.Add(f.wrong[key])
}

// entry is a field to type in. set is one step to undo per field.
func (f *fields) entry(key, value, hint string, rows int, set func(v *qa.Version, text string)) *parts.Entry {
	e := parts.NewEntry(hint)
	if rows > 1 {
		e = parts.NewNote(hint, rows)
	}
	f.bind(e, key, value, set)
	return e
}

// bind makes an entry edit the version.
func (f *fields) bind(e *parts.Entry, key, value string, set func(v *qa.Version, text string)) {
	e.Most = mostTyped
	e.SetText(value)
	at := f.s.chosen
	e.OnChanged = func(text string) {
		f.s.change(keyOf(at)+key, func(v *qa.Version) { set(v, text) })
	}
	e.OnFocus = func(bool) { f.s.history.Pause() }
	f.focus[key], f.mend[key] = e.Focus, e
}

// mostTyped keeps a mistaken paste of a whole document out; the limits of the
// rubric are refused with a sentence long before.
const mostTyped = 4000

func keyOf(at qa.QuestionAt) string {
	return string(rune('0'+at.Section+1)) + "." + string(rune('0'+at.Question+1)) + "."
}

// number is bind for a decimal; what is none is not set, which is a problem.
func (f *fields) number(e *parts.Entry, key string, value qa.Decimal, set func(v *qa.Version, d qa.Decimal)) {
	f.bind(e, key, value.String(), func(v *qa.Version, text string) {
		d, err := qa.ParseDecimal(strings.TrimSpace(text))
		if err != nil {
			d = qa.Decimal{}
		}
		set(v, d)
	})
}

// selection is a field to choose one of some terms in. Another choice may
// change which fields there are.
func selection[T ~string](f *fields, key string, terms []term[T], value T, set func(v *qa.Version, t T)) *parts.Select {
	list, at := wordsOf(terms, value)
	sel := parts.NewSelect(list, at, func(i int) {
		f.s.reshape(func(v *qa.Version) { set(v, terms[i].key) })
		f.s.d.Trace("edited", map[string]any{"field": key})
	})
	f.focus[key] = func() { f.s.d.Window.Canvas().Focus(sel) }
	return sel
}

// check is a box to tick.
func (f *fields) check(key, caption string, on bool, set func(v *qa.Version, on bool)) *parts.Check {
	c := parts.NewCheck(caption, on, func(on bool) {
		f.s.change("", func(v *qa.Version) { set(v, on) })
	})
	f.focus[key] = func() { f.s.d.Window.Canvas().Focus(c) }
	return c
}
