package roleplay

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/roleplay"
)

// addSheet adds how the call would be judged on the floor: the work order, the
// knowledge used, the handling time, the mood at the end.
func (r *result) addSheet(column *fyne.Container) {
	s := r.a.Run.Sheet()
	value := chart.Number(s.Overall, 0)
	if s.Failed {
		value = lang.L("{{.Score}}, without the critical point {{.Raw}}", map[string]any{"Score": value, "Raw": chart.Number(s.Raw, 0)})
	}
	column.Add(parts.Room(0, 12))
	column.Add(parts.Row(8, parts.PanelHead(lang.L("On the floor")), parts.Gap(), parts.Strong(value)))
	column.Add(parts.Room(0, 4))
	for _, x := range []struct {
		word string
		p    roleplay.Part
		note string
	}{{lang.L("Compliance"), s.Compliance, amount(s.Compliance)}, {lang.L("Work order"), s.Fields, amount(s.Fields)}, {lang.L("Knowledge used"), s.Knowledge, timed(s.Article, s.ArticleAt)},
		{lang.L("Handling"), s.Handling, clock(s.Took)}, {lang.L("Mood"), s.Mood, timed(n(r.a.Run.Mood), r.a.Run.EndedAt)}} {
		share := chart.None
		if x.p.Of > 0 {
			share = chart.Percent(x.p.Value, 0)
		}
		column.Add(parts.High(24, parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Second(x.word)), parts.Fix(look.Scaled(44), 0, parts.Strong(share).Trailing()), parts.Grow(parts.Second(x.note).Cutting()), parts.Label(lang.L("weight {{.Share}}", map[string]any{"Share": chart.Percent(x.p.Weight, 0)})))))
	}
	r.addEntries(column, s.Entries)
	if run := r.a.Run; run.OnHold+run.Muted > 0 || len(run.Helps) > 0 {
		column.Add(parts.Second(lang.L("Hold {{.Hold}}, mute {{.Mute}}, help asked {{.N}} times", map[string]any{"Hold": clock(run.OnHold), "Mute": clock(run.Muted), "N": len(run.Helps)})))
	}
}

// addEntries lists the work order: what was entered, when, and what is right.
func (r *result) addEntries(column *fyne.Container, entries []roleplay.Entry) {
	for _, e := range entries {
		icon, tone := "xcircle", look.Bad
		if e.Right {
			icon, tone = "okcircle", look.Good
		}
		have := e.Have
		if have == "" {
			have = chart.None
		}
		row := parts.Row(8, parts.NewIcon(icon, 16, tone), parts.Fix(look.Scaled(96), 0, parts.Second(e.Field.Name.In(r.s.d.Settings.Language)).Cutting()), parts.Grow(parts.Body(have).Cutting()))
		if e.At > 0 {
			row.Add(parts.Label(clock(e.At)))
		}
		if !e.Right {
			row.Add(parts.Label(e.Field.Value.In(r.s.d.Settings.Language)))
		}
		column.Add(parts.High(26, row))
	}
}

// timed is a piece of evidence with the moment of it.
func timed(what string, at time.Duration) string {
	if what == "" {
		return ""
	}
	return clock(at) + "  " + what
}

// addExam says how an exam stands with its assessors.
func (r *result) addExam(column *fyne.Container) {
	if r.a.Level != roleplay.Exam {
		return
	}
	text := lang.L("Exam: {{.N}} of {{.All}} assessors have reviewed it", map[string]any{"N": r.a.Judged, "All": roleplay.Assessors})
	if mark, ok := r.a.Settled(); ok {
		text = lang.L("Exam settled by two assessors: {{.Mark}}", map[string]any{"Mark": chart.Number(mark, 1)})
	}
	column.Add(parts.Room(0, 8))
	column.Add(parts.Strong(text))
}
