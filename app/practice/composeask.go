package practice

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	engine "shifu/routing/practice"
)

// projectNames are those of the projects, in their order.
func projectNames() []string {
	all := make([]string, len(engine.Projects))
	for i, p := range engine.Projects {
		all[i] = say(p.Name)
	}
	return all
}

func filled(text string, wide float32) *parts.Entry {
	e := parts.NewEntry("").Wide(wide)
	e.SetText(text)
	return e
}

func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// minutesOf reads whole minutes of a time within a session.
func minutesOf(text string) (time.Duration, error) {
	n, err := number(text, 0, engine.Longest.Minutes())
	return time.Duration(n) * time.Minute, err
}

// askEvent changes when an event happens, how large it is, and what is told.
func (c *composing) askEvent(i int) {
	e := c.sc.Events[i]
	at := filled(chart.ClockWide((c.sc.Begins+e.At)%engine.Day/60), 90)
	day := int((c.sc.Begins + e.At) / engine.Day)
	value := e.Factor
	if e.What == engine.Sick {
		value = float64(e.People)
	}
	size, text := filled(plain(value), 90), filled(say(e.Text), ask.Wide-110)
	silent := parts.NewCheck(lang.L("Nobody is told"), e.Silent, func(b bool) { e.Silent = b })
	fields := parts.Stack(0, ask.Labelled(lang.L("When"), at), ask.Labelled(lang.L("How much"), parts.Row(8, size, parts.Label(sizeWord(e.What)))), ask.Labelled(lang.L("Message"), text), ask.Labelled("", silent))
	ask.Form(c.s.d, parts.Question{Title: happeningWord(e.What) + "  " + say(projectName(e.Project)), Act: lang.L("Take it over"), Kind: parts.Main}, at, fields, func(done func(error)) {
		clock, err := time.Parse("15:04", strings.TrimSpace(at.Text()))
		if err != nil {
			done(fault.New(fault.Invalid, "\"{{.Have}}\" is no time of the day. Write it as 14:35.", fault.Values{"Have": at.Text()}))
			return
		}
		e.At = time.Duration(day)*engine.Day + time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute - c.sc.Begins
		x, err := number(size.Text(), 0, 1000)
		if e.Factor = x; e.What == engine.Sick {
			e.Factor, e.People = 0, int(x)
		}
		if e.Text = strings.TrimSpace(text.Text()); err == nil && e.At < 0 {
			err = fault.New(fault.Invalid, "The shift has not begun at that time.", nil)
		}
		if p := engine.Problem(e); err == nil && p != nil {
			err = p
		}
		if err == nil {
			c.sc.Events[i] = e
			c.table.Refresh()
		}
		done(err)
	})
}

// askLimit adds a limit, or changes one.
func (c *composing) askLimit(i int) {
	l, title := engine.Limit{Gauge: engine.AnswerRate, Project: engine.Emergency, Least: 0.9, Weight: 0.001}, lang.L("A limit that costs points")
	if i >= 0 {
		l = c.sc.Limits[i]
	}
	var gauges []string
	for _, g := range engine.Gauges {
		gauges = append(gauges, gaugeWord(g))
	}
	least, most, weight, abort := filled(plain(l.Least), 90), filled(plain(l.Most), 90), filled(plain(l.Weight), 90), filled(plain(l.Abort.Minutes()), 90)
	beside := func(e *parts.Entry, note string) fyne.CanvasObject { return parts.Row(8, e, parts.Label(note)) }
	fields := parts.Stack(0, ask.Labelled(lang.L("Figure"), parts.NewSelect(gauges, slices.Index(engine.Gauges, l.Gauge), func(n int) { l.Gauge = engine.Gauges[n] }).Wide(180)),
		ask.Labelled(lang.L("Project"), parts.NewSelect(projectNames(), max(0, engine.Index(l.Project)), func(n int) { l.Project = engine.Projects[n].Key }).Wide(180)),
		ask.Labelled(lang.L("At least"), beside(least, lang.L("0: no lower bound"))), ask.Labelled(lang.L("At most"), beside(most, lang.L("0: no upper bound"))),
		ask.Labelled(lang.L("Weight"), beside(weight, lang.L("points a second outside"))), ask.Labelled(lang.L("Failed after"), beside(abort, lang.L("minutes outside; 0: never"))))
	ask.Form(c.s.d, parts.Question{Title: title, Act: lang.L("Take it over"), Kind: parts.Main}, least, fields, func(done func(error)) {
		var err error
		for _, x := range []struct {
			e    *parts.Entry
			to   *float64
			most float64
		}{{least, &l.Least, 1e6}, {most, &l.Most, 1e6}, {weight, &l.Weight, 1}} {
			if err == nil {
				*x.to, err = number(x.e.Text(), 0, x.most)
			}
		}
		if err == nil {
			l.Abort, err = minutesOf(abort.Text())
		}
		if err == nil && l.Most > 0 && l.Most < l.Least || l.Least == 0 && l.Most == 0 {
			err = fault.New(fault.Invalid, "A limit needs a lower or an upper bound, the upper one above the lower.", nil)
		}
		if err == nil {
			putAt(c, &c.sc.Limits, i, l)
		}
		done(err)
	})
}

// putAt puts a line in the place of the one that was asked about, or behind all.
func putAt[T any](c *composing, all *[]T, i int, x T) {
	if i < 0 {
		*all = append(*all, x)
	} else {
		(*all)[i] = x
	}
	c.table.Refresh()
}

// measure is by what a critical task is measured.
type measure struct {
	word string
	deed engine.Deed
	of   func(t *engine.Test) float64
	set  func(t *engine.Test, x float64)
}

// measures are the ways: an act in time, a figure at the end, people back in time.
func measures() []measure {
	all := []measure{
		{lang.L("Answer rate at the end, %"), 0, func(t *engine.Test) float64 { return 100 * t.AnswerRate }, func(t *engine.Test, x float64) { t.AnswerRate = x / 100 }},
		{lang.L("Callers lost at the end, at most"), 0, func(t *engine.Test) float64 { return float64(t.Lost) }, func(t *engine.Test, x float64) { t.Lost = int(x) }},
		{lang.L("Spent at the end, yuan at most"), 0, func(t *engine.Test) float64 { return float64(t.Spent) }, func(t *engine.Test, x float64) { t.Spent = int(x) }},
		{lang.L("Its people are back after, hours"), 0, func(t *engine.Test) float64 { return t.BackBy.Hours() }, func(t *engine.Test, x float64) { t.BackBy = time.Duration(x * float64(time.Hour)) }},
	}
	for _, d := range engine.Deeds {
		all = append(all, measure{lang.L("{{.Act}}, minutes after the cue", map[string]any{"Act": deedWord(d)}), d,
			func(t *engine.Test) float64 { return t.Within.Minutes() }, func(t *engine.Test, x float64) { t.Within = time.Duration(x) * time.Minute }})
	}
	return all
}

// taskTexts are the fields of a task's texts.
func taskTexts(texts []*string) (box *fyne.Container, entries []*parts.Entry) {
	box = parts.Stack(0)
	for n, word := range []string{lang.L("Task"), lang.L("Why"), lang.L("Cue"), lang.L("Standard"), lang.L("Feedback")} {
		e := filled(say(*texts[n]), ask.Wide-110)
		entries = append(entries, e)
		box.Add(ask.Labelled(word, parts.Grow(e)))
	}
	return box, entries
}

// askTask adds a critical task, or changes one.
func (c *composing) askTask(i int) {
	t := engine.Task{Test: engine.Test{Project: engine.Emergency, AnswerRate: 0.9}}
	if i >= 0 {
		t = c.sc.Tasks[i]
	}
	ways := measures()
	way := slices.IndexFunc(ways, func(m measure) bool { return m.deed == t.Test.Deed && (m.deed > 0 || m.of(&t.Test) > 0) })
	way = max(way, 0)
	texts := []*string{&t.Name, &t.Significance, &t.Cue, &t.Standard, &t.Feedback}
	box, entries := taskTexts(texts)
	names := make([]string, len(ways))
	for n, m := range ways {
		names[n] = m.word
	}
	project := max(0, engine.Index(t.Test.Project))
	if t.Test.BackBy > 0 {
		project = max(0, engine.Index(t.Test.From))
	}
	value, ratio, tier := filled(plain(ways[way].of(&t.Test)), 80), filled(plain(t.Test.Ratio), 80), filled(strconv.Itoa(t.Test.Tier), 60)
	box.Add(ask.Labelled(lang.L("Measured by"), parts.Row(8, parts.NewSelect(names, way, func(n int) { way = n }).Wide(250), value)))
	box.Add(ask.Labelled(lang.L("Project"), parts.NewSelect(projectNames(), project, func(n int) { project = n }).Wide(180)))
	box.Add(ask.Labelled(lang.L("Load ratio"), parts.Row(8, ratio, parts.Label(lang.L("Tier number")), tier, parts.Label(lang.L("of the cue of an act")))))
	ask.Form(c.s.d, parts.Question{Title: lang.L("A critical task"), Act: lang.L("Take it over"), Kind: parts.Main}, entries[0], box, func(done func(error)) {
		for n, e := range entries {
			*texts[n] = strings.TrimSpace(e.Text())
		}
		test, err := testOf(ways[way], t.Test, engine.Projects[project].Key, value.Text(), ratio.Text(), tier.Text())
		if t.Test = test; err == nil && slices.ContainsFunc(texts, func(x *string) bool { return *x == "" }) {
			err = fault.New(fault.Invalid, "A critical task needs a name, its significance, its cue, its standard and its feedback.", nil)
		}
		if err == nil {
			putAt(c, &c.sc.Tasks, i, t)
		}
		done(err)
	})
}

// testOf is the test of a task as its fields say; when its cue comes and whether
// the act must not be done stay as they were.
func testOf(m measure, was engine.Test, project, value, ratio, tier string) (engine.Test, error) {
	t := engine.Test{Deed: m.deed, Never: was.Never, At: was.At, Project: project}
	x, err := number(value, 0, 1e6)
	if err == nil && x <= 0 && m.deed == 0 {
		err = fault.New(fault.Invalid, "A critical task is measured by an act, a figure at the end, or people who are back in time.", nil)
	}
	if m.set(&t, x); t.BackBy > 0 {
		t.From, t.Project = project, ""
	}
	if m.deed > 0 && err == nil {
		t.From = was.From
		t.Ratio, err = number(ratio, 0, engine.MostSize)
		if m.deed == engine.OpenTier || m.deed == engine.CloseTier {
			n, e := number(tier, 0, 3)
			if t.Tier = int(n); err == nil {
				err = e
			}
		}
	}
	if err == nil && t.AnswerRate > 1 {
		err = fault.New(fault.Invalid, "{{.Have}} does not lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": value, "Least": 0, "Most": 100})
	}
	return t, err
}
