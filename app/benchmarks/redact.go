package benchmarks

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/benchmark"
)

// redacting is the check of a clip: what the transcript suggests to silence,
// what a person adds by ear, and the confirmation.
type redacting struct {
	o     *opened
	marks []benchmark.Mark
	from  time.Duration // where a mark was begun by ear
	begun bool
	list  *parts.List
}

// readMarks reads what the transcript suggests, unless the clip was checked.
func (o *opened) readMarks() {
	if !o.checks() {
		return
	}
	s, id := o.s, o.b.ID
	background.Run(o.heard.ctx, s.d.Stage, func(ctx context.Context) ([]benchmark.Mark, error) {
		return s.d.Benchmarks.Suggested(ctx, s.d.Actor, id)
	},
		func(suggested []benchmark.Mark, err error) {
			if err != nil {
				s.d.Fail(err)
				return
			}
			o.redact = newRedacting(o, suggested)
			o.lay()
			s.d.Changed()
		})
}

func newRedacting(o *opened, suggested []benchmark.Mark) *redacting {
	r := &redacting{o: o, marks: suggested}
	if o.b.Redaction != nil {
		r.marks = slices.Clone(o.b.Redaction.Marks)
		for i := range r.marks {
			r.marks[i].Words = wordsAt(suggested, r.marks[i])
		}
	}
	r.list = parts.NewList(func() int { return len(r.marks) }, newMarkRow, r.fill)
	r.list.RowHeight = look.HeightFormRow
	r.list.Chosen = min(0, len(r.marks)-1)
	r.list.OnOpened = func(row int) { o.heard.seek(r.marks[row].From - o.b.From - time.Second) }
	r.list.OnChosen = func(int) { r.showMark() }
	return r
}

// wordsAt is what the transcript says at a mark.
func wordsAt(suggested []benchmark.Mark, m benchmark.Mark) string {
	for _, s := range suggested {
		if s.From < m.Until && m.From < s.Until {
			return s.Words
		}
	}
	return ""
}

// block are the marks with what to do about them.
func (r *redacting) block() fyne.CanvasObject {
	o := r.o
	head := parts.Row(8, parts.PanelHead(lang.L("Silenced")), parts.Grow(parts.Second(lang.L("Listen to all of it: the transcript may miss a name.")).Cutting()))
	small := func(word, key, icon string, do func()) *parts.Button {
		return parts.NewButton(word, parts.Quiet, do).WithIcon(icon).WithKey(key).AsSmall()
	}
	begin := small(lang.L("Mark from here"), "A", "flag", r.begin)
	if r.begun {
		begin = small(lang.L("Mark from {{.Time}}", map[string]any{"Time": chart.ClockTenths(r.from - o.b.From)}), "A", "flag", r.begin)
	}
	hear := small(lang.L("Hear it all"), "T", "vol", r.turn)
	if o.heard.raw {
		hear.On = true
	}
	head.Add(hear)
	head.Add(begin)
	head.Add(small(lang.L("to here"), "B", "flag", r.end))
	head.Add(small(lang.L("Remove"), "Del", "remove", r.remove))
	if len(r.marks) == 0 {
		return parts.Stack(4, head, parts.NewHairline(), parts.High(look.HeightFormRow, parts.Second(lang.L("Nothing is silenced. That is right if nobody and no place is named."))))
	}
	rows := min(len(r.marks), 5)
	return parts.Stack(4, head, parts.NewHairline(), parts.Fix(0, look.Scaled(look.HeightFormRow)*float32(rows), r.list))
}

func newMarkRow() fyne.CanvasObject {
	return parts.Inset(0, 8, 0, 8, parts.Row(12, parts.NewIcon("lock", 14, look.Ink3), parts.Fix(look.Scaled(128), 0, parts.Body("")), parts.Grow(parts.Second("").Cutting())))
}

func (r *redacting) fill(i int, o fyne.CanvasObject) {
	if i >= len(r.marks) {
		return
	}
	m := r.marks[i]
	row := o.(*fyne.Container).Objects[0].(*fyne.Container)
	row.Objects[1].(*fyne.Container).Objects[0].(*parts.Text).Set(chart.ClockTenths(m.From-r.o.b.From) + " - " + chart.ClockTenths(m.Until-r.o.b.From))
	words := lang.L("marked by ear")
	if m.Words != "" {
		words = m.Words
	}
	row.Objects[2].(*fyne.Container).Objects[0].(*parts.Text).Set(words)
}

// begin remembers where a mark begins.
func (r *redacting) begin() {
	r.from, r.begun = r.o.b.From+r.o.heard.at(), true
	r.o.lay()
}

// end makes a mark up to where the clip is heard.
func (r *redacting) end() {
	until := r.o.b.From + r.o.heard.at()
	if !r.begun || until <= r.from {
		return
	}
	m := benchmark.Mark{From: r.from, Until: min(until, r.o.b.Until)}
	r.marks, r.begun = append(r.marks, m), false
	slices.SortFunc(r.marks, func(a, b benchmark.Mark) int { return int(a.From - b.From) })
	r.list.Chosen = slices.Index(r.marks, m)
	r.changed()
}

func (r *redacting) remove() {
	i := r.list.Chosen
	if i < 0 || i >= len(r.marks) {
		return
	}
	gone := r.marks[i]
	r.marks = slices.Delete(slices.Clone(r.marks), i, i+1)
	r.list.Chosen = min(i, len(r.marks)-1)
	r.changed()
	r.o.s.d.Toast(lang.L("Heard again: {{.Time}}", map[string]any{"Time": chart.ClockTenths(gone.From - r.o.b.From)}), func() {
		r.marks = append(r.marks, gone)
		slices.SortFunc(r.marks, func(a, b benchmark.Mark) int { return int(a.From - b.From) })
		r.changed()
	})
}

// turn lets the clip be heard as it was, or as others will hear it.
func (r *redacting) turn() {
	r.o.heard.raw = !r.o.heard.raw
	r.changed()
}

func (r *redacting) changed() {
	r.o.heard.silence(r.marks)
	r.showMark()
	r.o.lay()
	r.o.s.d.Changed()
}

// showMark shows the chosen mark in the wave.
func (r *redacting) showMark() {
	if i := r.list.Chosen; i >= 0 && i < len(r.marks) {
		m := r.marks[i]
		r.o.heard.wave.ShowPiece(0, 0, m.From-r.o.b.From, m.Until-r.o.b.From)
	}
}
