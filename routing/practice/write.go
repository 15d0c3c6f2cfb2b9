package practice

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"shifu/internal/yamlfile"
)

// Write is the scenario as a file (*.practice.yaml) that Read takes back.
func (s *Scenario) Write() []byte {
	var b bytes.Buffer
	row := func(format string, values ...any) { fmt.Fprintf(&b, format+"\n", values...) }
	row("name: %s", yamlfile.Quote(s.Name))
	if s.Brief != "" {
		row("brief: %s", yamlfile.Quote(s.Brief))
	}
	row("month: %d\nweekday: %s\nbegins: %s\nlength: %s\nseed: %d\nholiday: %s", s.Month, weekdayNames[s.Weekday], s.Begins, s.Length, s.Seed, number(s.Holiday))
	row("message_points: %s\ntutor_points: %s", number(s.Message), number(s.Tutor))
	writeFactors(row, "volume", s.Volume)
	writeFactors(row, "staff", s.Staff)
	list(row, "events", s.Events, (*Event).fields)
	list(row, "limits", s.Limits, (*Limit).fields)
	list(row, "tasks", s.Tasks, (*Task).fields)
	return b.Bytes()
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func writeFactors(row func(string, ...any), name string, of map[string]float64) {
	if len(of) == 0 {
		return
	}
	var all []string
	for _, k := range slices.Sorted(maps.Keys(of)) {
		all = append(all, yamlfile.Quote(k)+": "+number(of[k]))
	}
	row("%s: {%s}", name, strings.Join(all, ", "))
}

func list[T any](row func(string, ...any), name string, all []T, of func(*T) fields) {
	if len(all) == 0 {
		return
	}
	row("%s:", name)
	for i := range all {
		row("  - {%s}", strings.Join(of(&all[i]), ", "))
	}
}

// fields are those of an entry that are not empty.
type fields []string

func (f *fields) text(name, x string) {
	if x != "" {
		*f = append(*f, name+": "+yamlfile.Quote(x))
	}
}

func (f *fields) number(name string, x float64) {
	if x != 0 {
		*f = append(*f, name+": "+number(x))
	}
}

func (f *fields) span(name string, d time.Duration) {
	if d != 0 {
		*f = append(*f, name+": "+d.String())
	}
}

func (e *Event) fields() (f fields) {
	f = fields{"at: " + e.At.String()}
	f.text("what", string(e.What))
	f.text("project", e.Project)
	f.text("kind", e.Kind)
	f.number("factor", e.Factor)
	f.text("shape", string(e.Shape))
	f.span("after", e.After)
	f.span("rise", e.Rise)
	f.span("hold", e.Hold)
	f.span("fall", e.Fall)
	f.span("for", e.For)
	f.number("people", float64(e.People))
	if e.Silent {
		f = append(f, "silent: true")
	}
	f.text("text", e.Text)
	return f
}

func (l *Limit) fields() (f fields) {
	f.text("gauge", string(l.Gauge))
	f.text("project", l.Project)
	f.number("least", l.Least)
	f.number("most", l.Most)
	f = append(f, "weight: "+number(l.Weight))
	f.span("abort", l.Abort)
	return f
}

func (t *Task) fields() (f fields) {
	f.text("name", t.Name)
	f.text("significance", t.Significance)
	f.text("cue", t.Cue)
	f.text("standard", t.Standard)
	f.text("feedback", t.Feedback)
	x := &t.Test
	f.text("act", x.Deed.String())
	if x.Never {
		f = append(f, "never: true")
	}
	f.number("tier", float64(x.Tier))
	f.text("project", x.Project)
	f.text("from", x.From)
	f.number("ratio", x.Ratio)
	f.span("at", x.At)
	f = append(f, "within: "+x.Within.String())
	f.number("answer_rate", x.AnswerRate)
	f.number("lost", float64(x.Lost))
	f.number("spent", float64(x.Spent))
	f.span("back_by", x.BackBy)
	return f
}
