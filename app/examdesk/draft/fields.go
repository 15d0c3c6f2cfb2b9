package draft

import (
	"math"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
)

// labelWidth is the width of the word before a field at 100 %.
const labelWidth = 128

// field is something typed that may be no number or no time.
type field struct {
	*parts.Entry
	bad bool
}

// row is a word before fields.
func row(word string, fields ...fyne.CanvasObject) fyne.CanvasObject {
	return parts.High(36, parts.Row(8, append([]fyne.CanvasObject{parts.Fix(look.Scaled(labelWidth), 0, parts.Second(word).Cutting())}, fields...)...))
}

// typed is a field for anything that read understands; an empty one is zero.
func (s *Screen) typed(text string, width float32, read func(string) bool) *field {
	f := &field{Entry: parts.NewEntry("")}
	f.SetText(text)
	f.OnChanged = func(text string) {
		f.bad = !read(strings.TrimSpace(text))
		f.SetWrong(f.bad)
		if !f.bad {
			s.change()
		}
	}
	f.Wide(width)
	s.fields = append(s.fields, f)
	return f
}

// number is a field for a number from least to most.
func (s *Screen) number(value, least, most float64, width float32, set func(float64)) fyne.CanvasObject {
	text := ""
	if value != 0 {
		text = say.Typed(value)
	}
	return parts.Fix(look.Scaled(width), 0, s.typed(text, width, func(text string) bool {
		v, err := strconv.ParseFloat(text, 64)
		if text == "" {
			v, err = 0, nil
		}
		if err != nil || math.IsNaN(v) || v < least || v > most {
			return false
		}
		set(v)
		return true
	}))
}

// count is a field for a whole number.
func (s *Screen) count(value, most int, width float32, set func(int)) fyne.CanvasObject {
	text := ""
	if value != 0 {
		text = strconv.Itoa(value)
	}
	return parts.Fix(look.Scaled(width), 0, s.typed(text, width, func(text string) bool {
		v, err := strconv.Atoi(text)
		if text == "" {
			v, err = 0, nil
		}
		if err != nil || v < 0 || v > most {
			return false
		}
		set(v)
		return true
	}))
}

// length is a field for a length of time in units, such as time.Minute.
func (s *Screen) length(value, unit, most time.Duration, width float32, set func(time.Duration)) fyne.CanvasObject {
	return s.number(float64(value)/float64(unit), 0, float64(most/unit), width, func(v float64) { set(time.Duration(v * float64(unit))) })
}

const momentLayout = "2006-01-02 15:04"

// moment is a field for a date and a time of day; empty is none.
func (s *Screen) moment(value time.Time, set func(time.Time)) fyne.CanvasObject {
	text := ""
	if !value.IsZero() {
		text = value.In(s.d.Zone).Format(momentLayout)
	}
	f := s.typed(text, 150, func(text string) bool {
		if text == "" {
			set(time.Time{})
			return true
		}
		at, err := time.ParseInLocation(momentLayout, strings.ReplaceAll(text, "：", ":"), s.d.Zone)
		if err != nil {
			return false
		}
		set(at.UTC())
		return true
	})
	f.SetPlaceholder(lang.L("2026-11-18 09:00"))
	return parts.Fix(look.Scaled(150), 0, f)
}

// section is a bold head with rows below.
func section(head string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	all := parts.Stack(0, parts.Strong(head), parts.Room(0, 4))
	for _, r := range rows {
		all.Add(r)
	}
	all.Add(parts.Room(0, 14))
	return all
}

// bad reports whether something typed could not be read.
func (s *Screen) bad() bool {
	for _, f := range s.fields {
		if f.bad {
			return true
		}
	}
	return false
}
