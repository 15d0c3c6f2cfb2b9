package routinglab

import (
	"fyne.io/fyne/v2"

	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
)

// span is which numbers a field takes.
type span struct {
	least, most float64
	whole       bool
}

// check refuses what is no number of the span.
func (n span) check(word, text string) (float64, error) {
	v, ok := number(text)
	if ok && v >= n.least && v <= n.most && (!n.whole || v == float64(uint64(v))) {
		return v, nil
	}
	key := "{{.Field}} takes a number from {{.Least}} to {{.Most}}."
	if n.whole {
		key = "{{.Field}} takes a whole number from {{.Least}} to {{.Most}}."
	}
	return 0, fault.New(fault.Invalid, key, fault.Values{"Field": word, "Least": spelled(n.least), "Most": spelled(n.most)})
}

func spelled(v float64) string {
	if v == float64(int64(v)) {
		return chart.Number(v, 0)
	}
	return plain(v)
}

// amiss are the fields of a page whose text it can't take: each is red, and what
// is wrong with the first one stands in a sentence.
type amiss struct {
	fields []*parts.Entry
	wrong  map[*parts.Entry]error
	told   func(first error) // nil: nothing is amiss
}

// watch checks a field as it is typed in; take hears each number of the span.
func (a *amiss) watch(e *parts.Entry, word string, n span, take func(text string, v float64)) {
	if a.wrong == nil {
		a.wrong = map[*parts.Entry]error{}
	}
	a.fields = append(a.fields, e)
	check := func(text string) (float64, error) {
		v, err := n.check(word, text)
		if delete(a.wrong, e); err != nil {
			a.wrong[e] = err
		}
		e.SetWrong(err != nil)
		return v, err
	}
	e.OnChanged = func(text string) {
		v, err := check(text)
		if err == nil {
			take(text, v)
		}
		a.told(a.first())
	}
	_, _ = check(e.Text())
}

// first is what is wrong with the first field that is, nil if none is.
func (a *amiss) first() error {
	for _, e := range a.fields {
		if err := a.wrong[e]; err != nil {
			return err
		}
	}
	return nil
}

// complaint is a line below fields that says what is amiss; it takes no room
// while nothing is.
type complaint struct {
	s    *Screen
	line *fyne.Container
	page *fyne.Container // is laid out anew as the line comes and goes
}

func (c *complaint) tell(err error) {
	if err == nil && len(c.line.Objects) == 0 {
		return
	}
	c.line.Objects = nil
	if err != nil {
		c.line.Objects = []fyne.CanvasObject{parts.Inset(0, 24, 8, 24, parts.FieldError(c.s.say(err)))}
	}
	c.page.Refresh()
}
