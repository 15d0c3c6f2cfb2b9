package tables

import (
	"strconv"
	"strings"
	"time"

	"shifu/qa/indicators"
	"shifu/recordings/intake"
)

func fold(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// date reads the day of a column that holds dates or instants.
func (w row) date(f Field) (indicators.Date, *Problem) {
	text := w.cell(f)
	if d, ok := w.dates[text]; ok {
		return d, nil
	}
	at, ok := intake.Instant(text, w.job.Zone)
	if !ok {
		return 0, w.refuse(f, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is no date. Write it as 2026-11-21.")
	}
	d := indicators.DateOf(at.In(w.job.Zone))
	w.dates[text] = d
	return d, nil
}

// isTimeOfDay tells 8:00 and 08:00:00 from whole instants.
func isTimeOfDay(text string) bool {
	return strings.Contains(text, ":") && len(text) <= len("08:00:00")
}

func (w row) instant(f Field) (time.Time, *Problem) {
	text := w.cell(f)
	if isTimeOfDay(text) {
		d, p := w.date(Date)
		if p != nil {
			return time.Time{}, p
		}
		text = d.String() + " " + padded(text)
	}
	at, ok := intake.Instant(text, w.job.Zone)
	if !ok {
		return at, w.refuse(f, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is no date and time. Write it as 2026-11-21 17:05:00.")
	}
	return at.In(w.job.Zone), nil
}

// padded writes 8:00 as 08:00.
func padded(clock string) string {
	if strings.Index(clock, ":") == 1 {
		return "0" + clock
	}
	return clock
}

// who finds the agent; figures of nobody are refused.
func (w row) who() (indicators.Who, *Problem) {
	org := ""
	if name := w.cell(Organisation); name != "" {
		if org = w.staff.orgs[name]; org == "" {
			return indicators.Who{}, w.refuse(Organisation, "Line {{.Line}} of {{.File}}: the organisation {{.Value}} is not known. Add it under People first.")
		}
	}
	number, name := w.cell(StaffNumber), w.cell(Agent)
	who, n := w.staff.find(number, name, org)
	f, said := StaffNumber, number
	if _, numbered := w.at[StaffNumber]; number == "" && (name != "" || !numbered) {
		f, said = Agent, name
	}
	switch {
	case n == 1:
		return who, nil
	case said == "":
		return who, w.refuse(f, "Line {{.Line}} of {{.File}} names no agent.")
	case n == 0:
		return who, w.refuse(f, "Line {{.Line}} of {{.File}}: the agent {{.Value}} is not known. Add the person under People first.")
	}
	return who, w.refuse(f, "Line {{.Line}} of {{.File}}: {{.Value}} may be one of {{.N}} people. Give the staff number and the organisation.", "N", n)
}

// fact reads a count or a length of time; an empty cell tells nothing.
func (w row) fact(f indicators.Fact, to *indicators.Figures) *Problem {
	field := Field(f.Key())
	text := w.cell(field)
	switch text {
	case "", "-", "--", "/":
		return nil
	}
	if strings.ContainsAny(text, "%％") {
		return w.refuse(field, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is a percentage. Counts are needed: rates are worked out from them.")
	}
	if f.IsTime() {
		d, ok := intake.Duration(strings.ReplaceAll(text, ",", ""))
		if !ok || d > 24*time.Hour {
			return w.refuse(field, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is no time within a day. Write seconds, minutes:seconds or hours:minutes:seconds.")
		}
		*to = to.With(f, int64(d.Round(time.Second)/time.Second))
		return nil
	}
	n, ok := count(text)
	if !ok {
		return w.refuse(field, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is no count. Write a whole number from 0 up.")
	}
	*to = to.With(f, n)
	return nil
}

// mostCounted is more than anybody does in a day.
const mostCounted = 100_000

// count reads a whole number: 1,204 and 1204.0 too.
func count(text string) (int64, bool) {
	text = strings.ReplaceAll(text, ",", "")
	if whole, rest, ok := strings.Cut(text, "."); ok && strings.Trim(rest, "0") == "" {
		text = whole
	}
	n, err := strconv.ParseUint(text, 10, 32)
	return int64(n), err == nil && n <= mostCounted
}

// pairs are facts of which the first can't be more than the second.
var pairs = [][2]indicators.Fact{{indicators.Answered, indicators.Offered}, {indicators.InTarget, indicators.Answered},
	{indicators.BackMade, indicators.BackDue}, {indicators.Faulty, indicators.Orders}, {indicators.Rated, indicators.Asked},
	{indicators.Satisfied, indicators.Rated}, {indicators.FirstDone, indicators.FirstAsked}}

// fits refuses figures that contradict each other: a part above its whole, more
// time than a day has.
func (w row) fits(g indicators.Figures) *Problem {
	for _, p := range pairs {
		if part, whole := p[0], p[1]; g.Known.Holds(indicators.Of(part, whole)) && g.N[part] > g.N[whole] {
			return w.refuse(Field(part.Key()), "Line {{.Line}} of {{.File}}: {{.Part}} {{.N}} is more than {{.Whole}} {{.M}}.",
				"Part", part.Name(), "N", g.N[part], "Whole", whole.Name(), "M", g.N[whole])
		}
	}
	total := int64(0)
	for _, f := range []indicators.Fact{indicators.Talk, indicators.Hold, indicators.WrapUp, indicators.Ready, indicators.NotReady} {
		total += g.N[f]
	}
	if total > 24*3600 {
		return w.refuse(Date, "Line {{.Line}} of {{.File}}: the times add up to more than 24 hours.")
	}
	return nil
}

// yes reads a yes or no; empty is no.
func (w row) yes(f Field) (bool, *Problem) {
	switch fold(w.cell(f)) {
	case "", "no", "n", "false", "0", "否", "无", "正确", "合格":
		return false, nil
	case "yes", "y", "true", "1", "是", "有", "差错", "不合格", "错误":
		return true, nil
	}
	return false, w.refuse(f, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is neither yes nor no.")
}
