package editor

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/revision"
)

// mostRows keeps the largest rubrics from taking long to draw.
const mostRows = 400

// pair sets two things side by side, each on its half of the line.
func pair(left, right fyne.CanvasObject) *fyne.Container {
	return container.New(halves{}, left, right)
}

// rows are the sections and questions that are shown.
func (c *Comparison) rows() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if len(c.made.Head) > 0 {
		out = append(out, sectionLine(lang.L("Rubric"), ""), c.fields(c.made.Head))
	}
	n := 0
	for i := range c.made.Groups {
		g := &c.made.Groups[i]
		var rows []fyne.CanvasObject
		for j := range g.Rows {
			if r := &g.Rows[j]; c.all || r.Change != revision.Same || r.Moved {
				if n++; n <= mostRows {
					rows = append(rows, c.row(r)...)
				}
			}
		}
		if c.all || len(rows) > 0 || g.Change != revision.Same || g.Moved {
			out = append(out, groupLine(g))
			if len(g.Fields) > 0 {
				out = append(out, c.fields(g.Fields))
			}
			out = append(out, rows...)
		}
	}
	if n > mostRows {
		out = append(out, parts.Inset(12, 0, 0, 0, parts.Second(lang.L("{{.N}} more questions are not shown. Look at the changes only.", map[string]any{"N": n - mostRows}))))
	}
	return out
}

func sectionLine(number, title string) fyne.CanvasObject {
	return parts.Over(parts.NewPlate(look.Well), parts.High(look.HeightRow, parts.Inset(0, 8, 0, 8, parts.Row(8, parts.Strong(number), parts.Strong(title)))))
}

func groupLine(g *revision.Group) fyne.CanvasObject {
	row := parts.Row(8)
	section, at := g.Right, g.To
	if section == nil {
		section, at = g.Left, g.From
	}
	row.Add(parts.Strong(chart.Count(at + 1)))
	row.Add(parts.Strong(section.Title))
	row.Add(parts.Gap())
	for _, p := range pills(g.Change, g.Moved) {
		row.Add(p)
	}
	return parts.Over(parts.NewPlate(look.Well), parts.High(look.HeightRow, parts.Inset(0, 8, 0, 8, row)))
}

// pills say what became of a section or question, as shape and word.
func pills(change revision.Change, moved bool) (out []fyne.CanvasObject) {
	switch change {
	case revision.Added:
		out = append(out, parts.NewPill(lang.L("added"), parts.StateChosen).WithIcon("add"))
	case revision.Removed:
		out = append(out, parts.NewPill(lang.L("removed"), parts.StatePlain).WithIcon("remove"))
	case revision.Changed:
		out = append(out, parts.NewPill(lang.L("changed"), parts.StateChosen).WithIcon("edit"))
	}
	if moved {
		out = append(out, parts.NewPill(lang.L("moved"), parts.StatePlain).WithIcon("loop"))
	}
	return out
}

// row is one question: in each column as it stands there, below it what differs.
func (c *Comparison) row(r *revision.Row) []fyne.CanvasObject {
	left, right := side(r.Left, r.From, nil), side(r.Right, r.To, pills(r.Change, r.Moved))
	out := []fyne.CanvasObject{parts.High(look.HeightRow, pair(left, right))}
	if len(r.Fields) > 0 {
		out = append(out, c.fields(r.Fields))
	}
	return append(out, parts.NewHairline())
}

func side(q *qa.Question, at qa.QuestionAt, marks []fyne.CanvasObject) fyne.CanvasObject {
	row := parts.Row(8)
	if q == nil {
		row.Add(parts.Inset(0, 0, 0, 8, parts.Label(chart.None)))
		row.Add(parts.Gap())
	} else {
		row.Add(parts.Inset(0, 0, 0, 8, parts.Fix(look.Scaled(40), 0, parts.Body(q.Ref).Toned(look.Ink2))))
		row.Add(parts.Grow(parts.Body(q.Text).Cutting()))
		if q.Ref != place(at) {
			row.Add(parts.Label(place(at)))
		}
		row.Add(parts.Label(lang.L("weight {{.Weight}}", map[string]any{"Weight": q.Weight.String()})))
	}
	row.Objects = append(row.Objects, marks...)
	return row
}

// fields are what differs, old beside new.
func (c *Comparison) fields(fields []revision.Field) fyne.CanvasObject {
	box := parts.Stack(4)
	for _, f := range fields {
		box.Add(pair(c.value(f.Key, f.Left, look.Ink2), c.value(f.Key, f.Right, look.Ink)))
	}
	return parts.Inset(2, 0, 8, 0, box)
}

func (c *Comparison) value(key, value string, tone look.Token) fyne.CanvasObject {
	text := valueText(c.d, key, value)
	if text == "" {
		text = chart.None
	}
	p := parts.NewParagraph(text, look.TextLabel, tone)
	label := parts.Fix(look.Scaled(96), 0, parts.Label(fieldName(key)))
	return parts.Inset(0, 0, 0, look.Scaled(40)+8, parts.Row(8, label, parts.Grow(p)))
}

// changesList names the questions that differ, at most n.
func changesList(c *revision.Comparison, n int) fyne.CanvasObject {
	box := parts.Stack(0)
	more := 0
	for i := range c.Groups {
		for _, r := range c.Groups[i].Rows {
			if r.Change == revision.Same && !r.Moved {
				continue
			}
			if n--; n < 0 {
				more++
				continue
			}
			box.Add(changeLine(&r))
		}
	}
	if more > 0 {
		box.Add(parts.Label(lang.L("and {{.N}} more", map[string]any{"N": more})))
	}
	return box
}

func changeLine(r *revision.Row) fyne.CanvasObject {
	q := r.Right
	if q == nil {
		q = r.Left
	}
	row := parts.Row(8, parts.Fix(look.Scaled(40), 0, parts.Body(r.Ref).Toned(look.Ink2)), parts.Grow(parts.Body(q.Text).Cutting()))
	row.Objects = append(row.Objects, pills(r.Change, r.Moved)...)
	return parts.High(26, row)
}
