package editor

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/qa/score"
)

// rubric is the form of the rubric as a whole.
func (f *fields) rubric() {
	v, l := f.s.now(), f.s.d.Settings.Language
	f.head(lang.L("Rubric"))
	f.field("title", f.entry("title", v.Title, lang.L("Title"), 1, func(v *qa.Version, text string) { v.Title = text }))
	f.field("language", selection(f, "language", languages(), v.Language, func(v *qa.Version, t string) { v.Language = t }))
	f.group(lang.L("Score"))
	f.field("mode", selection(f, "mode", modes(), v.Mode, func(v *qa.Version, m qa.Mode) { v.Mode = m }))
	f.note(score.ModeText(v.Mode).In(l))
	f.field("na_policy", selection(f, "na_policy", policies(), v.NAPolicy, func(v *qa.Version, p qa.NAPolicy) { v.NAPolicy = p }))
	f.note(score.NAText(v.NAPolicy).In(l))
	f.field("bonus_may_exceed", f.check("bonus_may_exceed", lang.L("A bonus may lift the score above 100"), v.BonusMayExceed,
		func(v *qa.Version, on bool) { v.BonusMayExceed = on }))
	f.timers(v)
	f.group(lang.L("Sections"))
	f.wrong["sections"] = parts.Stack(0)
	f.box.Add(f.wrong["sections"])
	f.box.Add(parts.Row(8, f.button("add", lang.L("Add a section"), "Ctrl Shift N", f.s.addSection)))
}

// timers are the dates in the life of an evaluation.
func (f *fields) timers(v *qa.Version) {
	f.group(lang.L("Timers"), parts.Label(lang.L("in working days; 0 switches one off")))
	now := v.TimersInForce()
	for i, t := range now.Fields() {
		key := "timers." + t.Key
		e := parts.NewEntry("0").Wide(56)
		f.bind(e, key, strconv.Itoa(*t.Value), func(v *qa.Version, text string) {
			next := v.TimersInForce()
			n, err := strconv.Atoi(strings.TrimSpace(text))
			if err != nil {
				n = -1 // which is a problem
			}
			*next.Fields()[i].Value = n
			v.Timers = &next
		})
		f.field(key, parts.Row(8, e, parts.Label(timerMeans(t.Key))))
	}
}

// timerMeans says between what a timer runs.
func timerMeans(key string) string {
	return map[string]string{"release_after": lang.L("after it is submitted; 0: by hand"), "acknowledge_within": lang.L("of the agent, from the release; then it closes"),
		"appeal_within": lang.L("from the first release; 0: no appeals"), "decide_within": lang.L("from the filing to the decision"),
		"appeals": lang.L("times at the most, for one evaluation")}[key]
}

// note is a line of explanation below a field.
func (f *fields) note(text string) {
	f.box.Add(parts.Inset(0, 0, 6, look.Scaled(labelWidth), parts.NewParagraph(text, look.TextLabel, look.Ink3)))
}

func (f *fields) button(icon, caption, key string, do func()) fyne.CanvasObject {
	return parts.NewButton(caption, parts.Plain, do).AsSmall().WithIcon(icon).WithKey(key)
}

// section is the form of one section.
func (f *fields) section(at int) {
	v := f.s.now()
	section := v.Sections[at]
	f.head(lang.L("Section {{.N}}", map[string]any{"N": at + 1}), f.moves()...)
	f.field("title", f.entry("title", section.Title, lang.L("Title"), 1, func(v *qa.Version, text string) { v.Sections[at].Title = text }))
	weight := parts.NewEntry("10").Wide(72)
	f.number(weight, "weight", section.Weight, func(v *qa.Version, d qa.Decimal) { v.Sections[at].Weight = d })
	f.field("weight", parts.Row(8, weight, parts.Label(weightCounts(v))))
	f.wrong["questions"] = parts.Stack(0)
	f.box.Add(parts.Room(0, 8))
	f.box.Add(f.wrong["questions"])
	f.box.Add(parts.Row(8, f.button("add", lang.L("Add a question"), "Ctrl N", f.s.addQuestion),
		f.button("add", lang.L("Add a section"), "Ctrl Shift N", f.s.addSection), parts.Gap(),
		f.button("delete", lang.L("Delete"), "Ctrl Del", f.s.remove)))
}

// weightCounts says how the weight of a section counts in the mode.
func weightCounts(v *qa.Version) string {
	switch v.Mode {
	case qa.ModeFlat, qa.ModeDeduction:
		return lang.L("does not count in this mode")
	case qa.ModeWeightedPoints:
		return lang.L("times the points of its questions")
	}
	return lang.L("beside the other sections")
}

// moves are the two buttons that move what is chosen.
func (f *fields) moves() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.button("up", lang.L("Up"), "Alt ↑", func() { f.s.step(-1) }), f.button("down", lang.L("Down"), "Alt ↓", func() { f.s.step(1) })}
}
