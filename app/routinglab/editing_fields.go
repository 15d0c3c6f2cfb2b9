package routinglab

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing"
)

const editLabel = 104

// typed says that something was typed into a field.
func (e *editing) typed(f *parts.Entry) {
	e.past.typed = f
	e.changed()
}

// words is a field for words.
func (e *editing) words(value string, width float32, set func(string)) fyne.CanvasObject {
	f := parts.NewEntry("")
	f.SetText(value)
	f.OnEscape = e.p.s.unfocus
	f.OnChanged = func(t string) { set(strings.TrimSpace(t)); e.typed(f) }
	e.made = append(e.made, f)
	return parts.Fix(look.Scaled(width), 0, f)
}

// parsed is a field whose text must be read; what can't be read marks it, and
// wants stands below.
func (e *editing) parsed(text, hint, wants string, take func(string) bool) *parts.Entry {
	f := parts.NewEntry(hint)
	f.SetText(text)
	f.OnEscape = e.p.s.unfocus
	e.made = append(e.made, f)
	f.OnChanged = func(t string) {
		ok := take(t)
		f.SetWrong(!ok)
		if ok {
			delete(e.bad, f)
		} else {
			e.bad[f] = wants
		}
		e.typed(f)
	}
	return f
}

// number is a field for a number that is at is times shown, such as 100 for a share.
func (e *editing) number(at *float64, times float64, width float32) fyne.CanvasObject {
	text := ""
	if *at != 0 {
		text = strconv.FormatFloat(round6(*at*times), 'f', -1, 64)
	}
	return parts.Fix(look.Scaled(width), 0, e.parsed(text, "0", lang.L("This is no number."), func(t string) bool {
		v, ok := number(t)
		if ok {
			*at = v / times
		}
		return ok
	}))
}

func round6(v float64) float64 {
	out, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 6, 64), 64)
	if err != nil {
		return v
	}
	return out
}

// whole is a field for a whole number.
func (e *editing) whole(at *int, width float32) fyne.CanvasObject {
	text := ""
	if *at != 0 {
		text = strconv.Itoa(*at)
	}
	return parts.Fix(look.Scaled(width), 0, e.parsed(text, "0", lang.L("This is no whole number."), func(t string) bool {
		v, ok := number(t)
		if ok = ok && v == float64(int(v)); ok {
			*at = int(v)
		}
		return ok
	}))
}

// list is a field for one number, or one an interval.
func (e *editing) list(values []float64, set func([]float64)) *parts.Entry {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = plain(round6(v))
	}
	return e.parsed(strings.Join(texts, " "), lang.L("one number, or one an interval"), lang.L("Numbers belong here, with spaces between them, as in 3 4 5."), func(t string) bool {
		all, err := forecast(t)
		if err != nil || len(all) == 0 {
			return false
		}
		set(all)
		return true
	})
}

// skills is a field for skills with their levels: "fault 3, english 2".
func (e *editing) skills(at *map[string]int) *parts.Entry {
	var texts []string
	for _, name := range slices.Sorted(maps.Keys(*at)) {
		texts = append(texts, fmt.Sprintf("%s %d", name, (*at)[name]))
	}
	return e.parsed(strings.Join(texts, ", "), lang.L("skill and level 1 to 5, as in: fault 3, english 2"), lang.L("Each skill needs a level from 1 to 5, as in: fault 3, english 2."), func(t string) bool {
		all, ok := graded(t, 1, 5)
		if !ok {
			return false
		}
		*at = nil
		for _, x := range all {
			if *at == nil {
				*at = map[string]int{}
			}
			(*at)[x.name] = x.level
		}
		return true
	})
}

// dist is a row for a distribution: its law, then the parameters of that law.
func (e *editing) dist(path, word string, d *routing.Dist, none bool) fyne.CanvasObject {
	return e.line(path, word, e.distFields(d, none)...)
}

func (e *editing) distFields(d *routing.Dist, none bool) []fyne.CanvasObject {
	fields := []fyne.CanvasObject{e.law(d, none)}
	add := func(word string, at *float64) {
		fields = append(fields, parts.Label(word), e.number(at, 1, 78))
	}
	switch d.Law {
	case routing.None:
	case routing.Uniform:
		add(lang.L("from"), &d.Low)
		add(lang.L("to"), &d.High)
	default:
		add(lang.L("mean"), &d.Mean)
		switch d.Law {
		case routing.Lognormal, routing.Gamma:
			add(lang.L("spread"), &d.SD)
		case routing.Weibull:
			add(lang.L("shape"), &d.Shape)
		case routing.Erlang:
			fields = append(fields, parts.Label(lang.L("phases")), e.whole(&d.K, 48))
		}
	}
	if d.Law != routing.None {
		fields = append(fields, parts.Label(lang.L("s")))
	}
	return fields
}

// law chooses the law of a distribution; its mean stays.
func (e *editing) law(d *routing.Dist, none bool) fyne.CanvasObject {
	laws := routing.Laws
	if none {
		laws = append([]routing.Law{routing.None}, laws...)
	}
	names := make([]string, len(laws))
	for i, l := range laws {
		names[i] = lawWords.Of(l)
	}
	return parts.NewSelect(names, slices.Index(laws, d.Law), func(i int) {
		mean := d.Expectation()
		if mean == 0 {
			mean = 60
		}
		*d = lawOf(laws[i], mean)
		e.redraw()
	}).Wide(132)
}

// lawOf is a distribution of a law with a mean, to begin with.
func lawOf(l routing.Law, mean float64) routing.Dist {
	d := routing.Dist{Law: l}
	switch l {
	case routing.None:
	case routing.Uniform:
		d.Low, d.High = mean/2, mean*1.5
	default:
		d.Mean = mean
		switch l {
		case routing.Lognormal, routing.Gamma:
			d.SD = mean * .7
		case routing.Weibull:
			d.Shape = 1.5
		case routing.Erlang:
			d.K = 2
		}
	}
	return d
}
