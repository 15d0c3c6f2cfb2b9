package review

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/tagging"
	"shifu/internal/chart"
	"shifu/recordings"
)

// showBar fills the tool bar: back, title, why; how far today, calls before
// and after.
func (v *roomView) showBar() {
	r, o := v.r, v.r.o
	word := lang.L("Back")
	if r.fromQueue() {
		word = lang.L("Queue")
	}
	left := []fyne.CanvasObject{
		parts.NewButton(word, parts.Quiet, r.leave).WithIcon("back").WithKey("Esc"),
		parts.NewUpright(look.Scaled(24)), parts.Room(0, 0),
		parts.NewText(nameOf(o.call.Call), look.TextPanel, look.Ink, true).Cutting(),
	}
	left[3] = container.New(&wide{most: .42, of: v.whole}, left[3])
	if p := v.pill(); p != nil {
		left = append(left, p)
	}
	v.bar.Objects = []fyne.CanvasObject{parts.ToolBar(left, v.barRight())}
	v.bar.Refresh()
}

func (v *roomView) pill() fyne.CanvasObject {
	t := v.r.o.task()
	switch {
	case t == nil:
		return nil
	case t.Risk:
		return parts.NewPill(lang.L("Risk sample"), parts.StateWarn)
	}
	return parts.NewPill(t.Why.In(v.r.d.Settings.Language), parts.StatePlain)
}

// roomyFrom is the least width of a window whose tool bar shows how far one
// is today, at 100 %.
const roomyFrom = 900

func (v *roomView) barRight() []fyne.CanvasObject {
	r, o := v.r, v.r.o
	var right []fyne.CanvasObject
	if s := v.rubricChoice(); s != nil {
		right = append(right, s, parts.Room(8, 0))
	}
	if all := o.done + len(o.tasks); all > 0 && r.d.Window.Canvas().Size().Width >= look.Scaled(roomyFrom) {
		right = append(right, parts.Second(lang.L("{{.Done}} of {{.All}} today", map[string]any{"Done": o.done, "All": all})),
			parts.NewProgressLine(float64(o.done)/float64(all), 96), parts.Room(16, 0))
	}
	before := parts.NewButton(lang.L("Previous"), parts.Quiet, r.previousCall).WithIcon("up").WithKey("Ctrl ↑")
	after := parts.NewButton(lang.L("Next"), parts.Quiet, r.nextCall).WithIcon("down").WithKey("Ctrl ↓")
	if _, ok := o.before(); !ok {
		before.Disable()
	}
	if _, ok := o.after(); !ok {
		after.Disable()
	}
	return append(right, before, after)
}

// rubricChoice offers other rubrics where no task names one.
func (v *roomView) rubricChoice() fyne.CanvasObject {
	o := v.r.o
	if len(o.rubrics) < 2 || v.r.route.Evaluation != "" {
		return nil
	}
	titles, chosen := make([]string, len(o.rubrics)), -1
	for i, version := range o.rubrics {
		titles[i] = title(version)
		if version.ID == o.version.ID {
			chosen = i
		}
	}
	s := parts.NewSelect(titles, chosen, v.r.chooseRubric).Wide(190)
	s.Small = true
	return s
}

// yielding is a fact that gives way where there is no room for all, the
// greatest first; 0 never does.
type yielding struct {
	parts.Fact
	yield int
}

// showFacts fills the row of facts about the call.
func (v *roomView) showFacts() {
	o, d := v.r.o, v.r.d
	rate, word := satisfaction(o.call.Satisfaction)
	facts := []yielding{
		{parts.Fact{Label: lang.L("Agent"), Value: orDash(o.call.AgentName), Note: o.call.StaffNumber}, 0},
		{parts.Fact{Label: lang.L("Team"), Value: orDash(desk.TeamText(o.call.OrganisationName, o.call.TeamName))}, 3},
		{parts.Fact{Label: lang.L("Start of call"), Value: when(d, o.call.StartedAt)}, 0},
		{parts.Fact{Label: lang.L("Length"), Value: chart.Clock(o.call.Duration)}, 5},
		{parts.Fact{Label: lang.L("Caller"), Value: orDash(recordings.MaskCaller(o.call.Caller))}, 6},
		{parts.Fact{Label: lang.L("Satisfaction"), Value: rate, Note: word}, 2},
		{parts.Fact{Label: lang.L("Business"), Value: o.call.BusinessLine}, 7},
	}
	if v.r.mayTag() {
		facts = append(facts, yielding{parts.Fact{Label: lang.L("Tags"), Value: tagging.Line(o.call.Tags)}, 4})
	}
	if t := o.task(); t != nil {
		facts = append(facts, yielding{parts.Fact{Label: lang.L("Why this call"), Value: t.Why.In(d.Settings.Language)}, 1})
	}
	lay := &spread{}
	row := container.New(lay)
	for _, f := range facts {
		if f.Value == "" {
			continue
		}
		lay.yield = append(lay.yield, f.yield)
		row.Add(parts.FactRow(f.Fact))
	}
	v.facts.Objects = []fyne.CanvasObject{row}
	v.facts.Refresh()
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// wide gives its object as much as it wants, up to a share of another one.
type wide struct {
	most float32
	of   fyne.CanvasObject
}

// MinSize is for Fyne.
func (w *wide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	t := objects[0].(*parts.Text)
	room := max(w.of.Size().Width, 900) * w.most
	return fyne.NewSize(float32(int(min(lengthOf(t), room))), t.MinSize().Height)
}

// Layout is for Fyne.
func (w *wide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[0].Move(fyne.Position{})
}
