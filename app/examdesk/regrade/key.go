package regrade

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/bank"
)

// showKey draws the fields for what is right.
func (s *Screen) showKey() {
	box := parts.Stack(2)
	switch s.next.Kind {
	case bank.Single, bank.TrueFalse, bank.Listening, bank.Multiple:
		for i := range s.next.Options {
			box.Add(s.choice(i))
		}
	case bank.Ordering:
		for place, item := range s.next.Order {
			box.Add(s.placed(place, item))
		}
	case bank.Matching:
		for i := range s.next.Options {
			if s.next.Options[i].Text != "" {
				box.Add(s.pair(i))
			}
		}
	case bank.Short, bank.Numerical:
		for i := range s.next.Options {
			box.Add(s.accepted(i))
		}
		box.Add(parts.Row(0, parts.NewButton(lang.L("Accept another answer"), parts.Plain, s.accept).WithIcon("add").WithKey("Ctrl N").AsSmall()))
	default:
		box.Add(parts.Label(lang.L("This kind has no key: {{.Key}}.", map[string]any{"Key": say.Key(&s.next)})))
	}
	s.key.Objects = []fyne.CanvasObject{box}
	s.key.Refresh()
}

// choice is one option with the part of the mark that it gives.
func (s *Screen) choice(i int) fyne.CanvasObject {
	o := &s.next.Options[i]
	check := parts.NewCheck("", o.Fraction > 0, func(on bool) { s.tick(i, on) })
	part := parts.NewEntry("0").Wide(64)
	part.SetText(say.Typed(100 * o.Fraction))
	part.OnChanged = func(text string) {
		v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		bad := err != nil || math.IsNaN(v) || v < -100 || v > 100
		part.SetWrong(bad)
		if !bad {
			o.Fraction = v / 100
			s.change()
		}
	}
	word := parts.Body(say.Letter(i) + "  " + o.Text).Cutting()
	return parts.High(34, parts.Row(8, check, parts.Grow(word), parts.Fix(look.Scaled(64), 0, part), parts.Label(lang.L("% of the mark"))))
}

// tick makes an option right or wrong. Of a single choice several may be right
// afterwards: that is how a question with two right answers is put right.
func (s *Screen) tick(i int, right bool) {
	s.next.Options[i].Fraction = 0
	if right {
		s.next.Options[i].Fraction = 1
	}
	if s.next.Kind == bank.Multiple && s.next.Rule != bank.AllOrPart {
		s.share()
	}
	s.showKey()
	s.change()
}

// share lets the right options of a multiple choice share the mark.
func (s *Screen) share() {
	right := s.next.Right()
	for _, i := range right {
		s.next.Options[i].Fraction = 1 / float64(len(right))
	}
}

// placed is one item at its place in the right order.
func (s *Screen) placed(place, item int) fyne.CanvasObject {
	move := func(by int) func() {
		return func() {
			to := place + by
			if to < 0 || to >= len(s.next.Order) {
				return
			}
			s.next.Order[place], s.next.Order[to] = s.next.Order[to], s.next.Order[place]
			s.showKey()
			s.change()
		}
	}
	return parts.High(32, parts.Row(8, parts.Fix(look.Scaled(24), 0, parts.Label(strconv.Itoa(place+1))), parts.Grow(parts.Body(s.next.Options[item].Text).Cutting()),
		parts.NewButton(lang.L("Earlier"), parts.Quiet, move(-1)).WithIcon("up").AsSmall(), parts.NewButton(lang.L("Later"), parts.Quiet, move(+1)).WithIcon("down").AsSmall()))
}

// pair is one pair of a matching with what belongs beside it.
func (s *Screen) pair(i int) fyne.CanvasObject {
	var all []string
	for _, o := range s.next.Options {
		if o.Match != "" && !slices.Contains(all, o.Match) {
			all = append(all, o.Match)
		}
	}
	o := &s.next.Options[i]
	pick := parts.NewSelect(all, slices.Index(all, o.Match), nil).Wide(220)
	pick.OnChanged = func(k int) { o.Match = all[k]; s.change() }
	return parts.High(34, parts.Row(8, parts.Grow(parts.Body(o.Text).Cutting()), pick))
}

// accepted is one accepted answer with the part of the mark that it gives.
func (s *Screen) accepted(i int) fyne.CanvasObject {
	o := &s.next.Options[i]
	part := s.field(say.Typed(100*o.Fraction), 64, -100, 100, func(v float64) { o.Fraction = v / 100 })
	line := parts.Row(8)
	if s.next.Kind == bank.Short {
		text := parts.NewEntry("").Wide(280)
		text.SetText(o.Text)
		text.OnChanged = func(t string) { o.Text = t; s.change() }
		line.Add(parts.Grow(text))
	} else {
		line.Add(s.field(say.Typed(o.Value), 110, -1e12, 1e12, func(v float64) { o.Value = v }))
		line.Add(parts.Label("±"))
		line.Add(s.field(say.Typed(o.Tolerance), 90, 0, 1e12, func(v float64) { o.Tolerance = v }))
		line.Add(parts.Gap())
	}
	line.Add(part)
	line.Add(parts.Label(lang.L("% of the mark")))
	line.Add(parts.NewButton(lang.L("Remove"), parts.Quiet, func() { s.next.Options = slices.Delete(s.next.Options, i, i+1); s.showKey(); s.change() }).WithIcon("remove").AsSmall())
	return parts.High(34, line)
}

// field is a field for a number.
func (s *Screen) field(text string, width float32, least, most float64, set func(float64)) fyne.CanvasObject {
	e := parts.NewEntry("0").Wide(width)
	e.SetText(text)
	e.OnChanged = func(text string) {
		v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		bad := err != nil || math.IsNaN(v) || v < least || v > most
		e.SetWrong(bad)
		if !bad {
			set(v)
			s.change()
		}
	}
	return parts.Fix(look.Scaled(width), 0, e)
}

// accept adds an accepted answer.
func (s *Screen) accept() {
	if s.next.Kind != bank.Short && s.next.Kind != bank.Numerical {
		return
	}
	s.next.Options = append(s.next.Options, bank.Option{Fraction: 1})
	s.showKey()
	s.change()
}
