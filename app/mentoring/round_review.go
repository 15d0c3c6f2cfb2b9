package mentoring

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/mentor"
)

func (o *opened) mayReview() bool {
	return o.r.State == mentor.Reviewing && !o.changed && o.chosen < len(o.r.Proposed)
}

func (o *opened) reviewActs() []desk.Action {
	p := &o.r.Proposed[o.chosen]
	return []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Take the one beside"), Bare: fyne.KeyT, Do: func() { o.assign(o.compared()) }, Off: !o.takes(o.compared())},
		{Menu: desk.ReviewMenu, Label: lang.L("Leave without a mentor"), Bare: fyne.KeyL, Do: func() { o.assign("") }, Off: p.MentorID == "" || p.Obligatory},
		{Menu: desk.ReviewMenu, Label: lang.L("Mentors further right"), Bare: fyne.KeyRight, Do: func() { o.shift(1) }, Off: o.grid == nil},
		{Menu: desk.ReviewMenu, Label: lang.L("Mentors further left"), Bare: fyne.KeyLeft, Do: func() { o.shift(-1) }, Off: o.grid == nil},
	}
}

func (o *opened) shift(by int) {
	if o.grid != nil {
		o.grid.Shift(by)
	}
}

// compared is the mentor beside the proposed one.
func (o *opened) compared() string {
	if o.beside != "" || o.chosen >= len(o.r.Proposed) {
		return o.beside
	}
	if p := &o.r.Proposed[o.chosen]; p.RunnerUp == "" {
		return o.closest(p)
	}
	return o.r.Proposed[o.chosen].RunnerUp
}

// closest is the other mentor with the best score, although a hard rule bars
// the pair: the side says which one.
func (o *opened) closest(p *mentor.Proposed) (id string) {
	best := -1.0
	for _, m := range o.r.Mentors {
		if c := o.cell(p.MenteeID, m.ID); m.ID != p.MentorID && c.Score > best {
			id, best = m.ID, c.Score
		}
	}
	return id
}

// takes reports whether the chosen mentee could have a mentor instead.
func (o *opened) takes(id string) bool {
	p := &o.r.Proposed[o.chosen]
	c := o.cell(p.MenteeID, id)
	return id != "" && id != p.MentorID && !p.Obligatory && c != nil && c.May()
}

func (o *opened) cell(menteeID, mentorID string) *mentor.Cell {
	i := slices.IndexFunc(o.r.Mentees, func(p mentor.Person) bool { return p.ID == menteeID })
	j := slices.IndexFunc(o.r.Mentors, func(p mentor.Person) bool { return p.ID == mentorID })
	if i < 0 || j < 0 {
		return nil
	}
	return &o.matrix.Cells[i][j]
}

func (o *opened) assign(mentorID string) {
	p := o.r.Proposed[o.chosen]
	o.keep(lang.L("Changed by hand"), func(ctx context.Context, r mentor.Round) (mentor.Round, error) {
		return o.s.d.Mentors.Rounds.AssignMentor(ctx, o.s.d.Actor, r.ID, p.MenteeID, mentorID)
	})
}

// compare fills the side: the parts of the proposed mentor beside another one.
func (o *opened) compare() {
	o.side.Objects = nil
	if o.chosen < len(o.r.Proposed) {
		p := &o.r.Proposed[o.chosen]
		mentee := o.r.Mentee(p.MenteeID)
		o.side.Objects = append(o.side.Objects, parts.PanelHead(mentee.Facts.Name), parts.Second(teamOf(mentee)), parts.Room(0, 10), o.heads(p), parts.Room(0, 4), parts.NewHairline())
		for _, part := range mentor.Parts {
			o.side.Objects = append(o.side.Objects, o.partRow(p, part), parts.NewHairline())
		}
		o.side.Objects = append(o.side.Objects, o.totalRow(p), parts.Room(0, 10))
		o.side.Objects = append(o.side.Objects, o.barred(p.MenteeID, o.compared())...)
		if o.mayReview() {
			o.side.Objects = append(o.side.Objects, o.reviewButtons(p)...)
		}
	}
	o.side.Refresh()
	o.s.d.Changed()
}

const (
	partWide  = 92
	valueWide = 84
)

// heads name the two mentors; the second can be chosen.
func (o *opened) heads(p *mentor.Proposed) fyne.CanvasObject {
	names, ids := []string{}, []string{}
	for _, m := range o.r.Mentors {
		if m.ID != p.MentorID {
			names, ids = append(names, m.Facts.Name), append(ids, m.ID)
		}
	}
	pick := parts.NewSelect(names, slices.Index(ids, o.compared()), func(i int) { o.beside = ids[i]; o.compare() }).Wide(100)
	return parts.High(30, parts.Row(8, parts.Fix(look.Scaled(partWide), 0, parts.Label(lang.L("Part x weight"))), parts.Fix(look.Scaled(valueWide), 0, parts.Strong(o.name(p.MentorID, lang.L("nobody"))).Cutting()), pick))
}

func (o *opened) partRow(p *mentor.Proposed, part mentor.Part) fyne.CanvasObject {
	name := parts.Stack(0, parts.NewText(o.s.say(part.Name()), look.TextLabel, look.Ink2, false))
	weight := parts.Label("x " + chart.Number(o.r.Rules.Weights[part], 0))
	value := func(id string) fyne.CanvasObject {
		return parts.Fix(look.Scaled(valueWide), 0, o.worth(o.cell(p.MenteeID, id), part))
	}
	return parts.High(38, parts.Row(8, parts.Fix(look.Scaled(partWide), 0, parts.Stack(0, name, weight)), value(p.MentorID), value(o.compared())))
}

// worth is a part as a bar with its number; what is not known counts half.
func (o *opened) worth(c *mentor.Cell, part mentor.Part) fyne.CanvasObject {
	switch {
	case c == nil:
		return parts.Label(chart.None)
	case !c.Known[part]:
		return parts.Label(lang.L("counts half"))
	}
	text := chart.Percent(c.Worth[part], 0)
	if part == mentor.Shifts {
		text = lang.L("{{.N}} h a week", map[string]any{"N": chart.Number(c.Hours, 0)})
	}
	return parts.Stack(3, parts.Second(text), parts.NewProgressLine(c.Worth[part], 60))
}

func (o *opened) totalRow(p *mentor.Proposed) fyne.CanvasObject {
	score := func(id string) fyne.CanvasObject {
		text := chart.None
		if c := o.cell(p.MenteeID, id); c != nil {
			text = chart.Number(c.Score, 1)
		}
		return parts.Fix(look.Scaled(valueWide), 0, parts.Strong(text))
	}
	return parts.High(34, parts.Row(8, parts.Fix(look.Scaled(partWide), 0, parts.Strong(lang.L("Score"))), score(p.MentorID), score(o.compared())))
}

// barred says which hard rules the mentor beside breaks.
func (o *opened) barred(menteeID, mentorID string) (out []fyne.CanvasObject) {
	c := o.cell(menteeID, mentorID)
	if c == nil || c.May() {
		return nil
	}
	out = append(out, parts.Strong(lang.L("{{.Name}} may not be:", map[string]any{"Name": o.name(mentorID, "")})))
	for _, b := range c.Barred {
		out = append(out, parts.High(22, parts.Row(6, parts.NewIcon("xcircle", 14, look.Bad), parts.Second(o.s.say(b)))))
	}
	return append(out, parts.Room(0, 10))
}

func (o *opened) reviewButtons(p *mentor.Proposed) []fyne.CanvasObject {
	take := parts.NewButton(lang.L("Take {{.Name}}", map[string]any{"Name": o.name(o.compared(), chart.None)}), parts.Plain, func() { o.assign(o.compared()) }).WithIcon("check").WithKey("T")
	leave := parts.NewButton(lang.L("Leave without a mentor"), parts.Plain, func() { o.assign("") }).WithIcon("remove").WithKey("L")
	out := []fyne.CanvasObject{}
	if o.takes(o.compared()) {
		out = append(out, parts.Row(0, take), parts.Room(0, 6))
	}
	if p.MentorID != "" && !p.Obligatory {
		out = append(out, parts.Row(0, leave))
	}
	return out
}
