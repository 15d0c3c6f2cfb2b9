package sampling

import (
	"math"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/sampling"
	"shifu/recordings"
)

// The widths of the form at 100 %.
const (
	countWidth = 232
	formLabel  = 92
)

const dayLayout = "2006-01-02"

// showForm draws every section anew: what is asked depends on the method.
func (e *editing) showForm() {
	e.fields = nil
	e.form.Objects = nil
	if e.wrong != nil {
		e.form.Add(parts.Inset(0, 0, 10, 0, parts.Banner(parts.TintBad, words.Sentence(e.s.d.Settings.Language, e.wrong), "", nil)))
	}
	for _, section := range []struct {
		head string
		rows []fyne.CanvasObject
	}{
		{lang.L("Period"), e.periodRows()}, {lang.L("Method"), e.methodRows()}, {lang.L("Population"), e.filterRows()},
		{lang.L("Dealing"), e.dealRows()},
	} {
		e.form.Add(parts.Strong(section.head))
		e.form.Add(parts.Room(0, 4))
		for _, r := range section.rows {
			e.form.Add(r)
		}
		e.form.Add(parts.Room(0, 14))
	}
	e.form.Refresh()
}

// row is a word before a field.
func row(word string, fields ...fyne.CanvasObject) fyne.CanvasObject {
	return parts.High(36, parts.Row(8, append([]fyne.CanvasObject{parts.Fix(look.Scaled(formLabel), 0, parts.Second(word).Cutting())}, fields...)...))
}

func (e *editing) periodRows() []fyne.CanvasObject {
	name := parts.NewEntry(lang.L("Plan name"))
	name.SetText(e.plan.Name)
	name.OnChanged = func(t string) { e.plan.Name = t }
	return []fyne.CanvasObject{
		row(lang.L("Plan name"), parts.Grow(name)),
		row(lang.L("Days"), e.dayField(e.plan.From, func(at time.Time) { e.plan.From = at }), parts.Label(lang.L("up to and with")),
			e.dayField(e.plan.Until.AddDate(0, 0, -1), func(at time.Time) { e.plan.Until = at.AddDate(0, 0, 1) })),
		row(lang.L("Checkpoints"), e.numberField(float64(e.plan.Checkpoints), 56, func(v float64) { e.plan.Checkpoints = whole(v) }),
			parts.Grow(parts.Label(lang.L("equal parts of the period; at each one everybody's pace is told")).Cutting())),
	}
}

// dayField is a field for a date.
func (e *editing) dayField(at time.Time, set func(time.Time)) fyne.CanvasObject {
	n := &number{Entry: parts.NewEntry("2026-11-18")}
	n.SetText(at.In(e.s.d.Zone).Format(dayLayout))
	n.OnChanged = func(text string) {
		day, err := time.ParseInLocation(dayLayout, strings.TrimSpace(text), e.s.d.Zone)
		n.bad = err != nil
		n.SetWrong(n.bad)
		if err == nil {
			set(day)
			e.recount()
		}
	}
	e.fields = append(e.fields, n)
	return parts.Fix(look.Scaled(108), 0, n)
}

func whole(v float64) int { return int(math.Round(max(min(v, 1e9), -1e9))) }

func (e *editing) methodRows() []fyne.CanvasObject {
	var names []string
	for _, m := range sampling.Methods {
		names = append(names, methodName(m))
	}
	pick := parts.NewSelect(names, slices.Index(sampling.Methods, e.plan.Method), func(i int) { e.plan.Method = sampling.Methods[i]; e.changed() }).Wide(160)
	rows := []fyne.CanvasObject{row(lang.L("Method"), pick), parts.Inset(0, 0, 6, look.Scaled(formLabel)+8, parts.NewParagraph(methodWord(e.plan.Method), look.TextLabel, look.Ink3))}
	switch e.plan.Method {
	case sampling.Quota:
		return append(rows, e.quotaRow())
	case sampling.Precision:
		rows = append(rows, e.precisionRows()...)
	case sampling.Risk:
		rows = append(rows, e.weightRows()...)
	default:
		rows = append(rows, e.strataRow())
	}
	return append(rows, row(lang.L("Calls"), e.numberField(float64(e.plan.N), 72, func(v float64) { e.plan.N = whole(v) }), parts.Label(lang.L("in the whole period"))))
}

func (e *editing) strataRow() fyne.CanvasObject {
	all := sampling.Bys
	if e.plan.Method != sampling.Stratified {
		all = append([]sampling.By{sampling.ByNothing}, all...)
	}
	var names []string
	for _, b := range all {
		names = append(names, byName(b))
	}
	return row(lang.L("Strata by"), parts.NewSelect(names, slices.Index(all, e.plan.By), func(i int) { e.plan.By = all[i]; e.changed() }).Wide(160))
}

// quotaRow is a fixed number for each agent, or a share with a least number.
func (e *editing) quotaRow() fyne.CanvasObject {
	chosen := 0
	if e.plan.Share > 0 {
		chosen = 1
	}
	kind := parts.NewSegments([]string{lang.L("So many"), lang.L("A share")}, chosen, func(i int) {
		e.plan.Share = []float64{0, .02}[i]
		if e.plan.N > 50 || e.plan.N < 1 {
			e.plan.N = 4
		}
		e.changed()
	})
	if chosen == 0 {
		return row(lang.L("Each agent"), kind, e.numberField(float64(e.plan.N), 56, func(v float64) { e.plan.N = whole(v) }), parts.Label(lang.L("calls each")))
	}
	return row(lang.L("Each agent"), kind, e.numberField(100*e.plan.Share, 56, func(v float64) { e.plan.Share = v / 100 }), parts.Label(lang.L("% of the calls, at least")),
		e.numberField(float64(e.plan.Min), 48, func(v float64) { e.plan.Min = whole(v) }))
}

func (e *editing) precisionRows() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		row(lang.L("Passes from"), e.numberField(e.plan.PassScore, 56, func(v float64) { e.plan.PassScore = v }), parts.Label(lang.L("points on")), parts.Room(8, 0),
			parts.Second(lang.L("Threshold")), e.numberField(round(100*e.plan.Threshold), 56, func(v float64) { e.plan.Threshold = v / 100 }), parts.Label("%")),
		row(lang.L("Enough at"), e.numberField(round(100*e.plan.Width), 56, func(v float64) { e.plan.Width = v / 100 }), parts.Label(lang.L("points wide")), parts.Room(8, 0),
			parts.Second(lang.L("Everybody at least")), e.numberField(float64(e.plan.Min), 48, func(v float64) { e.plan.Min = whole(v) })),
	}
}

func round(v float64) float64 { return math.Round(v*1e6) / 1e6 }

func (e *editing) weightRows() []fyne.CanvasObject {
	w := &e.plan.Weights
	field := func(word string, at *float64) []fyne.CanvasObject {
		return []fyne.CanvasObject{parts.Second(word), e.numberField(*at, 44, func(v float64) { *at = max(v, 0) })}
	}
	first := slices.Concat(field(lang.L("Complaint word"), &w.Complaint), field(lang.L("Silence of 10 s"), &w.Silence), field(lang.L("Repeat call"), &w.Repeat))
	second := slices.Concat(field(lang.L("Passed on"), &w.Transfer), field(lang.L("Low satisfaction"), &w.LowScore))
	return []fyne.CanvasObject{row(lang.L("Points for"), first...), row("", second...)}
}

func (e *editing) filterRows() []fyne.CanvasObject {
	f := &e.plan.Filter.Calls
	seconds := func(at *time.Duration) fyne.CanvasObject {
		return e.numberField(at.Seconds(), 60, func(v float64) { *at = time.Duration(max(v, 0) * float64(time.Second)) })
	}
	sound := 0
	if f.WithSound != nil {
		sound = map[bool]int{true: 1, false: 2}[*f.WithSound]
	}
	recorded := parts.NewSelect([]string{lang.L("With or without"), lang.L("With recording"), lang.L("Without recording")}, sound, func(i int) {
		yes := i == 1
		f.WithSound = map[bool]*bool{true: &yes, false: nil}[i > 0]
		e.changed()
	}).Wide(140)
	rows := []fyne.CanvasObject{e.ticks(lang.L("Organisations"), orgItems(e.c.orgs), &f.OrganisationIDs), e.ticks(lang.L("Teams"), e.teamItems(), &f.TeamIDs),
		e.ticks(lang.L("Projects"), plainItems(e.c.projects), &f.Projects), e.ticks(lang.L("Business lines"), plainItems(e.c.lines), &f.BusinessLines)}
	return append(rows,
		row(lang.L("Length"), seconds(&f.MinLength), parts.Label(lang.L("to")), seconds(&f.MaxLength), parts.Label(lang.L("seconds")), parts.Room(8, 0), recorded),
		row(lang.L("In the job"), e.numberField(float64(e.plan.Filter.TenureFrom), 60, func(v float64) { e.plan.Filter.TenureFrom = whole(v) }), parts.Label(lang.L("to")),
			e.numberField(float64(e.plan.Filter.TenureTo), 60, func(v float64) { e.plan.Filter.TenureTo = whole(v) }), parts.Label(lang.L("days, at the call"))),
		row(lang.L("Satisfaction"), e.stars()...),
		row(lang.L("Kind"), e.kinds()...),
		row("", parts.NewCheck(lang.L("Only calls that are neither scored nor dealt yet"), e.plan.Filter.Unscored, func(on bool) { e.plan.Filter.Unscored = on; e.recount() })))
}

// stars are the keys of satisfaction; none ticked means any.
func (e *editing) stars() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	s := &e.plan.Filter.Calls.Satisfaction
	for n := range 6 {
		word := string(rune('0' + n))
		if n == 0 {
			word = lang.L("not rated")
		}
		out = append(out, parts.NewCheck(word, slices.Contains(*s, n), func(on bool) { *s = toggled(*s, n, on); e.recount() }))
	}
	return out
}

// kinds are how conversations come, chats among them; none ticked means any.
func (e *editing) kinds() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	s := &e.plan.Filter.Calls.Kinds
	for _, k := range []struct {
		kind recordings.Direction
		word string
	}{{recordings.Inbound, lang.L("Inbound")}, {recordings.Outbound, lang.L("Outbound")}, {recordings.Online, lang.L("Chat")}} {
		out = append(out, parts.NewCheck(k.word, slices.Contains(*s, k.kind), func(on bool) { *s = toggled(*s, k.kind, on); e.recount() }))
	}
	return out
}

func toggled[T comparable](all []T, one T, on bool) []T {
	all = slices.DeleteFunc(slices.Clone(all), func(x T) bool { return x == one })
	if on {
		all = append(all, one)
	}
	return all
}

// item is something to tick: what is kept, and what is read.
type item struct{ key, word string }

func plainItems(words []string) (out []item) {
	for _, w := range words {
		out = append(out, item{w, w})
	}
	return out
}

func orgItems(orgs []people.Organisation) (out []item) {
	for _, o := range orgs {
		out = append(out, item{o.ID, o.Name})
	}
	return out
}

func (e *editing) teamItems() (out []item) {
	for _, t := range e.c.teams {
		out = append(out, item{t.ID, t.Name})
	}
	return out
}

// Boxes stand so many side by side, each so wide at 100 %.
const (
	abreast   = 3
	tickWidth = 136
)

// ticks are boxes to tick, none meaning all.
func (e *editing) ticks(word string, items []item, chosen *[]string) fyne.CanvasObject {
	grid := parts.Stack(2)
	for some := range slices.Chunk(items, abreast) {
		line := parts.Row(4)
		for i := range some {
			line.Add(parts.Fix(look.Scaled(tickWidth), 0, parts.NewCheck(some[i].word, slices.Contains(*chosen, some[i].key), func(on bool) {
				*chosen = toggled(*chosen, some[i].key, on)
				e.recount()
			})))
		}
		grid.Add(parts.High(24, line))
	}
	label := parts.Stack(0, parts.High(24, parts.Fix(look.Scaled(formLabel), 0, parts.Second(word).Cutting())))
	return parts.Inset(4, 0, 4, 0, parts.FullRow(8, label, parts.Grow(grid)))
}

func (e *editing) dealRows() []fyne.CanvasObject {
	var titles []string
	at := -1
	for i, v := range e.c.rubrics {
		titles = append(titles, v.Title)
		if v.RubricID == e.plan.RubricID {
			at = i
		}
	}
	rubric := parts.NewSelect(titles, at, func(i int) { e.plan.RubricID = e.c.rubrics[i].RubricID; e.recount() }).Wide(280)
	var reviewers []item
	for _, p := range e.c.reviewers {
		reviewers = append(reviewers, item{p.ID, p.Name})
	}
	return []fyne.CanvasObject{row(lang.L("Rubric"), rubric), e.ticks(lang.L("Reviewers"), reviewers, &e.plan.Reviewers),
		row(lang.L("Caps"), e.numberField(float64(e.plan.Daily), 48, func(v float64) { e.plan.Daily = whole(v) }), parts.Label(lang.L("a day each")), parts.Room(8, 0),
			e.numberField(float64(e.plan.PerAgent), 48, func(v float64) { e.plan.PerAgent = whole(v) }), parts.Label(lang.L("on one agent"))),
		row(lang.L("Scored twice"), e.numberField(round(100*e.plan.Double), 48, func(v float64) { e.plan.Double = v / 100 }), parts.Label(lang.L("% of the work, hidden from the reviewers"))),
		parts.Inset(2, 0, 0, look.Scaled(formLabel)+8, parts.NewParagraph(lang.L("Dealt equally within 1, the remainder by seed. Nobody gets their own calls, their mentee's or their direct report's."), look.TextLabel, look.Ink3)),
	}
}
