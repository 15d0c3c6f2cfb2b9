package score

import (
	"fmt"
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa"
)

// Line is one line of a derivation. Depth 0 stands at the margin, 1 is a
// section, 2 a question.
type Line struct {
	Depth int
	words.Text
}

// Explain derives r, the result of a under v, line by line: the same text on
// screen, in a report and in a command.
func Explain(v *qa.Version, a qa.Answers, r *Result) []Line {
	e := explainer{v: v, a: a, r: r}
	e.head()
	i := 0
	for s := range v.Sections {
		e.section(s)
		for q := range v.Sections[s].Questions {
			e.question(&v.Sections[s].Questions[q], &r.Questions[i])
			i++
		}
	}
	e.total()
	return e.lines
}

// English renders lines in English, two spaces for each step of depth.
func English(lines []Line) string { return Render(words.English, lines) }

// Render renders lines in language l, two spaces for each step of depth.
func Render(l words.Language, lines []Line) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.Repeat("  ", line.Depth) + line.In(l) + "\n")
	}
	return b.String()
}

type explainer struct {
	v     *qa.Version
	a     qa.Answers
	r     *Result
	lines []Line
}

func (e *explainer) say(depth int, key string, values fault.Values) {
	e.lines = append(e.lines, Line{depth, words.T(key, values)})
}

// ModeText names a mode and says how it adds up.
func ModeText(m qa.Mode) words.Text {
	switch m {
	case qa.ModeWeightedPoints:
		return words.T("weighted points (the points of every question times the weight of its section)", nil)
	case qa.ModeFlat:
		return words.T("flat (the points of all questions, sections don't matter)", nil)
	case qa.ModeDeduction:
		return words.T("deduction (100 less the points lost)", nil)
	}
	return words.T("section percent (the share reached in each section, times its weight)", nil)
}

// NAText names an N/A policy and says what it does.
func NAText(p qa.NAPolicy) words.Text {
	switch p {
	case qa.NAEqualSplit:
		return words.T("equal split (its weight is shared equally within the section)", nil)
	case qa.NAFullCredit:
		return words.T("full credit (counts as fully met)", nil)
	case qa.NAZero:
		return words.T("zero (counts as not met)", nil)
	}
	return words.T("proportional (leaves the sum)", nil)
}

func (e *explainer) head() {
	e.say(0, "Mode: {{.Mode}}", fault.Values{"Mode": ModeText(e.r.Mode)})
	e.say(0, "N/A: {{.Policy}}", fault.Values{"Policy": NAText(e.r.NAPolicy)})
	if !e.r.Complete {
		e.say(0, "Answered {{.Answered}} of {{.Visible}}; what is open is left out", fault.Values{"Answered": e.r.Answered, "Visible": e.r.Visible})
	}
}

func (e *explainer) section(i int) {
	s := e.r.Sections[i]
	values := fault.Values{"Title": e.v.Sections[i].Title, "Points": plain(s.Points), "Possible": plain(s.Possible),
		"Percent": plain(s.Percent.Value), "Weight": plain(s.WeightApplied)}
	switch {
	case !s.Percent.Known:
		e.say(1, "{{.Title}}: nothing to score, left out", values)
	case s.Failed && e.r.Mode == qa.ModeDeduction:
		e.say(1, "{{.Title}}: section failed, all its {{.Possible}} points are lost", values)
	case s.Failed:
		e.say(1, "{{.Title}}: section failed, 0 % at weight {{.Weight}}", values)
	case e.r.Mode == qa.ModeDeduction:
		values["Lost"] = plain(s.Possible - s.Points)
		e.say(1, "{{.Title}}: {{.Lost}} of {{.Possible}} points lost", values)
	default:
		e.say(1, "{{.Title}}: {{.Points}} of {{.Possible}} = {{.Percent}} % at weight {{.Weight}}", values)
	}
}

func (e *explainer) question(q *qa.Question, row *Row) {
	values := fault.Values{"Ref": q.Ref, "Text": q.Text, "Answer": e.answer(q), "Score": plain(row.Score),
		"Weight": plain(row.WeightApplied), "Given": plain(row.Weight), "Points": plain(row.WeightApplied * row.Credit),
		"Lost": plain(row.PointsLost), "Bonus": plain(row.Bonus)}
	switch row.State {
	case Hidden:
		e.say(2, "{{.Ref}} {{.Text}}: not shown for these answers", values)
	case Open:
		e.say(2, "{{.Ref}} {{.Text}}: not answered", values)
	case Beside:
		e.say(2, "{{.Ref}} {{.Text}}: {{.Answer}}, outside the score", values)
	case NotApplicable:
		e.notApplicable(row, values)
	case Scored:
		e.scored(row, values)
	}
}

func (e *explainer) notApplicable(row *Row, values fault.Values) {
	switch {
	case !row.counts:
		e.say(2, "{{.Ref}} {{.Text}}: N/A, weight {{.Given}} left out", values)
	case row.Credit > 0:
		e.say(2, "{{.Ref}} {{.Text}}: N/A, counts as met, weight {{.Weight}}", values)
	default:
		e.say(2, "{{.Ref}} {{.Text}}: N/A, counts 0, weight {{.Weight}}, loss {{.Lost}}", values)
	}
}

func (e *explainer) scored(row *Row, values fault.Values) {
	switch {
	case row.Effect == qa.EffectFailAll:
		e.say(2, "{{.Ref}} {{.Text}}: {{.Answer}}, fails the whole call", values)
	case row.Effect == qa.EffectFailSection:
		e.say(2, "{{.Ref}} {{.Text}}: {{.Answer}}, fails the section", values)
	case !row.counts:
		e.say(2, "{{.Ref}} {{.Text}}: {{.Answer}} ({{.Score}}), bonus {{.Bonus}}", values)
	case e.r.Sections[row.Section].Failed:
		e.say(2, "{{.Ref}} {{.Text}}: {{.Answer}} ({{.Score}}), counts 0 in the failed section, loss {{.Lost}}", values)
	case row.Bonus > 0:
		e.say(2, "{{.Ref}} {{.Text}}: {{.Answer}}, {{.Score}} x {{.Weight}} = {{.Points}}, loss {{.Lost}}, bonus {{.Bonus}}", values)
	case row.PointsLost > 0:
		e.say(2, "{{.Ref}} {{.Text}}: {{.Answer}}, {{.Score}} x {{.Weight}} = {{.Points}}, loss {{.Lost}}", values)
	default:
		e.say(2, "{{.Ref}} {{.Text}}: {{.Answer}}, {{.Score}} x {{.Weight}} = {{.Points}}", values)
	}
}

// answer is the chosen labels, or the value.
func (e *explainer) answer(q *qa.Question) any {
	a := e.a[q.Ref]
	if a.NA {
		return words.T("N/A", nil)
	}
	var labels []string
	for _, i := range a.Options {
		if i >= 0 && i < len(q.Choices()) {
			labels = append(labels, q.Choices()[i].Label)
		}
	}
	switch {
	case len(labels) == 1 && len(q.Options) == 0:
		return words.T(labels[0], nil)
	case len(labels) > 0:
		return strings.Join(labels, ", ")
	case a.Value == "":
		return words.T("none chosen", nil)
	}
	return a.Value
}

func (e *explainer) total() {
	r := e.r
	switch {
	case !r.Total.Known && r.FailAll:
		e.say(0, "Nothing else to score; a fail-all answer decides: final 0", nil)
		return
	case !r.Total.Known:
		e.say(0, "No score: nothing applies or nothing is answered", nil)
		return
	}
	e.say(0, "{{.Formula}} = {{.Total}}", fault.Values{"Formula": e.formula(), "Total": plain(r.Total.Value)})
	if r.Bonus > 0 {
		e.say(0, "Bonus: {{.Total}} + {{.Bonus}} = {{.Sum}}", fault.Values{"Total": plain(r.Total.Value),
			"Bonus": plain(r.Bonus), "Sum": plain(r.Total.Value + r.Bonus)})
	}
	if sum := r.Total.Value + r.Bonus; sum < 0 {
		e.say(0, "Never below 0: {{.Raw}}", fault.Values{"Raw": plain(r.Raw.Value)})
	} else if sum > r.Raw.Value {
		e.say(0, "Never above 100: {{.Raw}}", fault.Values{"Raw": plain(r.Raw.Value)})
	}
	if r.FailAll {
		e.say(0, "A fail-all answer: {{.Raw}} becomes 0", fault.Values{"Raw": plain(r.Raw.Value)})
	}
	e.say(0, "Final score: {{.Final}}", fault.Values{"Final": Display(r.Final)})
}

// formula is the sum of the mode with its numbers.
func (e *explainer) formula() string {
	if e.r.Mode == qa.ModeDeduction {
		return e.deducted()
	}
	var over, under []string
	for i := range e.r.Sections {
		s := &e.r.Sections[i]
		if !s.Percent.Known {
			continue
		}
		w := plain(s.WeightApplied)
		switch e.r.Mode {
		case qa.ModeFlat:
			over, under = append(over, plain(s.Points)), append(under, plain(s.Possible))
		case qa.ModeWeightedPoints:
			over, under = append(over, w+" x "+plain(s.Points)), append(under, w+" x "+plain(s.Possible))
		default:
			over, under = append(over, w+" x "+plain(s.Percent.Value)+" %"), append(under, w)
		}
	}
	return fmt.Sprintf("100 x (%s) / (%s)", strings.Join(over, " + "), strings.Join(under, " + "))
}

func (e *explainer) deducted() string {
	parts := []string{"100"}
	for i := range e.r.Questions {
		if lost := e.r.Questions[i].PointsLost; lost > 0 {
			parts = append(parts, plain(lost))
		}
	}
	return strings.Join(parts, " - ")
}

// plain writes x with at most 4 decimals.
func plain(x float64) string {
	if x < 0 {
		return "-" + plain(-x)
	}
	return strconv.FormatFloat(Round(x, 4), 'f', -1, 64)
}

// Display writes a mark rounded half up to 2 decimals, "-" where there is none.
func Display(m Mark) string {
	if !m.Known {
		return "-"
	}
	return strconv.FormatFloat(Round(m.Value, 2), 'f', 2, 64)
}

// text puts an answer into English.
func text(answer any) string { return fmt.Sprint(answer) }
