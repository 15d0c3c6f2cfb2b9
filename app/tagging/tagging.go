// Package tagging asks which tags calls get and which they lose.
package tagging

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/recordings"
)

// May reports whether the person may see and change tags.
func May(d *desk.Desk) bool {
	return d.Tags != nil && (d.Actor.May(people.ScoreCalls) || d.Actor.May(people.ImportCalls))
}

// Line is tags in a line, empty for none.
func Line(tags []string) string { return strings.Join(tags, lang.L(", ")) }

// sheet is the question: a field for new tags, and the tags in use to tick.
type sheet struct {
	d     *desk.Desk
	calls int
	field *parts.Entry
	about *parts.Text
	list  *parts.List
	rows  []row
}

// row is a tag in use: on how many of the calls it is, and what was ticked.
type row struct {
	tag      string
	on       int
	ticked   tick
	standing tick
}

type tick int

const (
	none tick = iota
	some
	all
)

// Ask asks which tags calls get and lose; do hears of it unless nothing changes.
func Ask(d *desk.Desk, ctx context.Context, calls []recordings.Row, do func(recordings.Tagging)) {
	s := newSheet(d, len(calls))
	s.ask(do) // at once, so that what is typed next goes into the field
	background.Run(ctx, d.Stage, func(ctx context.Context) ([]string, error) {
		return d.Tags.Tags(ctx, d.Actor)
	}, func(known []string, err error) {
		if err != nil {
			d.Fail(err)
			return
		}
		s.know(calls, known)
	})
}

func newSheet(d *desk.Desk, calls int) *sheet {
	s := &sheet{d: d, calls: calls, field: parts.NewEntry(lang.L("New tags, with commas between")).Wide(ask.Wide + 60), about: parts.Label("")}
	s.field.Claims = s.toList
	s.list = parts.NewList(func() int { return len(s.rows) }, newRow, s.fill)
	s.list.OnTapped = func(i int, _ fyne.Position) bool { s.turn(i); return true }
	s.list.OnMarked, s.list.OnOpened = s.turn, s.turn
	return s
}

// toList lets Down go from the field into the list.
func (s *sheet) toList(k *fyne.KeyEvent) bool {
	if k.Name != fyne.KeyDown || len(s.rows) == 0 {
		return false
	}
	s.list.Focus()
	s.list.Choose(max(s.list.Chosen, 0))
	return true
}

// know lists the tags in use, those of the calls first.
func (s *sheet) know(calls []recordings.Row, known []string) {
	for _, tag := range known {
		r := row{tag: tag}
		for _, c := range calls {
			if slices.Contains(c.Tags, tag) {
				r.on++
			}
		}
		switch r.on {
		case 0:
		case len(calls):
			r.standing = all
		default:
			r.standing = some
		}
		r.ticked = r.standing
		s.rows = append(s.rows, r)
	}
	slices.SortStableFunc(s.rows, func(a, b row) int { return b.on - a.on })
	s.about.Set(lang.L("Tags in use; Space ticks"))
	if len(s.rows) == 0 {
		s.about.Set(lang.L("No tag is in use yet."))
	}
	s.list.Refresh()
}

func (s *sheet) ask(do func(recordings.Tagging)) {
	title := lang.L("Which tags does this call have?")
	if s.calls > 1 {
		title = lang.L("Which tags do the {{.N}} calls get?", map[string]any{"N": chart.Count(s.calls)})
	}
	fields := parts.Stack(8, s.field, s.about, parts.Fix(0, look.Scaled(5*look.HeightRow), s.list))
	q := parts.Question{Title: title, Act: lang.L("Set the tags"), Kind: parts.Main, Width: look.Scaled(ask.Wide + 100)}
	ask.Form(s.d, q, s.field, fields, func(done func(error)) {
		t, err := s.tagging()
		if done(err); err == nil && !t.IsZero() {
			do(t)
		}
	})
}

// tagging is what was typed and ticked.
func (s *sheet) tagging() (t recordings.Tagging, err error) {
	if t.Add, err = recordings.ParseTags(s.field.Text()); err != nil {
		return t, err
	}
	for _, r := range s.rows {
		switch {
		case slices.Contains(t.Add, r.tag) || r.ticked == r.standing:
		case r.ticked == all:
			t.Add = append(t.Add, r.tag)
		case r.ticked == none:
			t.Drop = append(t.Drop, r.tag)
		}
	}
	return t, nil
}

// turn ticks a tag, unticks it, or leaves it as it stands on some.
func (s *sheet) turn(i int) {
	if i < 0 || i >= len(s.rows) {
		return
	}
	r := &s.rows[i]
	switch {
	case r.ticked == some, r.ticked == none && r.standing != some:
		r.ticked = all
	case r.ticked == all:
		r.ticked = none
	default:
		r.ticked = some
	}
	s.list.RefreshRow(i)
}

func newRow() fyne.CanvasObject {
	return parts.Inset(0, 8, 0, 4, parts.Row(8, parts.NewIcon("box", 16, look.Edge), parts.Grow(parts.Body("").Cutting()), parts.Label("")))
}

func (s *sheet) fill(i int, o fyne.CanvasObject) {
	cells := o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	r := s.rows[i]
	icon, tone := "box", look.Edge
	switch r.ticked {
	case all:
		icon, tone = "boxon", look.Accent
	case some:
		icon, tone = "boxpart", look.Accent
	}
	cells[0].(*parts.Icon).Set(icon, tone)
	cells[1].(*fyne.Container).Objects[0].(*parts.Text).Set(r.tag)
	said := ""
	if s.calls > 1 && r.on > 0 {
		said = lang.L("on {{.N}} of {{.All}}", map[string]any{"N": chart.Count(r.on), "All": chart.Count(s.calls)})
	}
	cells[2].(*parts.Text).Set(said)
}
