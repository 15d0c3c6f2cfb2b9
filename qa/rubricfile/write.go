package rubricfile

import (
	"fmt"
	"strconv"
	"strings"

	"shifu/internal/yamlfile"
	"shifu/qa"
)

// Write returns v as the text of a *.rubric.yaml file. Read gives back the same
// title, language, mode, policy, timers and sections, numbers as they were written.
// Identity and state of the version are no part of the file.
func Write(v *qa.Version) []byte {
	w := &writer{}
	w.text(0, "title", v.Title)
	w.text(0, "language", v.Language)
	w.text(0, "mode", string(v.Mode))
	w.text(0, "na_policy", string(v.NAPolicy))
	w.truth(0, "bonus_may_exceed", v.BonusMayExceed)
	w.timers(v.Timers)
	w.row(0, "sections", "")
	for i := range v.Sections {
		w.section(&v.Sections[i])
	}
	return []byte(w.b.String())
}

// writer collects lines; item makes the next line begin a list entry.
type writer struct {
	b    strings.Builder
	item bool
}

func (w *writer) row(depth int, key, value string) {
	indent := strings.Repeat("  ", depth)
	if w.item {
		indent, w.item = indent[2:]+"- ", false
	}
	w.b.WriteString(strings.TrimRight(indent+key+": "+value, " ") + "\n")
}

func (w *writer) text(depth int, key, value string) {
	if value != "" {
		w.row(depth, key, quote(value))
	}
}

func (w *writer) truth(depth int, key string, value bool) {
	if value {
		w.row(depth, key, "true")
	}
}

func (w *writer) number(depth int, key string, value qa.Decimal) {
	if value.IsSet() {
		w.row(depth, key, value.String())
	}
}

func (w *writer) timers(t *qa.Timers) {
	if t == nil {
		return
	}
	w.row(0, "timers", "")
	for _, f := range t.Fields() {
		w.row(1, f.Key, strconv.Itoa(*f.Value))
	}
}

func (w *writer) section(s *qa.Section) {
	w.item = true
	w.row(2, "title", quote(s.Title))
	w.number(2, "weight", s.Weight)
	w.row(2, "questions", "")
	for i := range s.Questions {
		w.question(&s.Questions[i])
	}
}

func (w *writer) question(q *qa.Question) {
	w.item = true
	w.row(4, "ref", quote(q.Ref))
	w.text(4, "text", q.Text)
	w.text(4, "help", q.Help)
	w.text(4, "applies_when", q.AppliesWhen)
	w.number(4, "weight", q.Weight)
	w.text(4, "kind", string(q.Kind))
	w.text(4, "scale", q.Scale)
	w.options(q.Options)
	w.ranges(q.Ranges)
	w.truth(4, "na", q.NA)
	w.text(4, "comment", string(q.Comment))
	w.truth(4, "excluded", q.Excluded)
	w.text(4, "class", string(q.Class))
	if q.VisibleWhen != nil {
		w.row(4, "visible_when", fmt.Sprintf("{ref: %s, is: [%s]}", flow(q.VisibleWhen.Ref), flow(q.VisibleWhen.Is...)))
	}
	w.truth(4, "evidence", q.Evidence)
	w.list("root_causes", q.RootCauses)
	w.bonus(q)
	if len(q.AnswerBy) > 0 {
		by := make([]string, len(q.AnswerBy))
		for i, b := range q.AnswerBy {
			by[i] = string(b)
		}
		w.row(4, "answer_by", "["+flow(by...)+"]")
	}
}

func (w *writer) bonus(q *qa.Question) {
	switch {
	case q.BonusPoints.IsSet():
		w.number(4, "bonus", q.BonusPoints)
	case q.Bonus:
		w.truth(4, "bonus", true)
	}
}

func (w *writer) options(options []qa.Option) {
	if len(options) > 0 {
		w.row(4, "options", "")
	}
	for _, o := range options {
		parts := []string{"label: " + flow(o.Label), "score: " + o.Score.String()}
		if o.Effect != "" {
			parts = append(parts, "effect: "+flow(string(o.Effect)))
		}
		if o.Pass != nil {
			parts = append(parts, "pass: "+strconv.FormatBool(*o.Pass))
		}
		if o.Colour != "" {
			parts = append(parts, "colour: "+flow(o.Colour))
		}
		w.b.WriteString("          - {" + strings.Join(parts, ", ") + "}\n")
	}
}

func (w *writer) ranges(ranges []qa.Range) {
	if len(ranges) > 0 {
		w.row(4, "ranges", "")
	}
	for _, r := range ranges {
		var parts []string
		if r.From.IsSet() {
			parts = append(parts, "from: "+r.From.String())
		}
		if r.To.IsSet() {
			parts = append(parts, "to: "+r.To.String())
		}
		w.b.WriteString("          - {" + strings.Join(append(parts, "score: "+r.Score.String()), ", ") + "}\n")
	}
}

func (w *writer) list(key string, values []string) {
	if len(values) > 0 {
		w.row(4, key, "["+flow(values...)+"]")
	}
}

func flow(values ...string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	return strings.Join(quoted, ", ")
}

// quote returns text as a YAML scalar.
func quote(text string) string { return yamlfile.Quote(text) }
