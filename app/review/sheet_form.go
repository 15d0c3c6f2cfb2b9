package review

import (
	"fmt"
	"math"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
)

// form is the sheet as the form shows it. What each option costs is reckoned
// for the question awake alone.
func (s *sheet) form(awake string) parts.FormModel {
	var m parts.FormModel
	shown, needs := s.version.Visible(s.e.Answers), s.needs()
	for i, section := range s.version.Sections {
		fs := parts.FormSection{Number: strconv.Itoa(i + 1), Title: section.Title, Failed: s.result.Sections[i].Failed}
		fs.Got, fs.Points = s.points(i)
		for j := range section.Questions {
			q := &section.Questions[j]
			if !shown[q.Ref] {
				continue
			}
			row := s.formRow(q, number(i, j), q.Ref == awake)
			row.Problem = needs[q.Ref]
			row.Suggestion = s.suggest(q)
			fs.Rows = append(fs.Rows, row)
		}
		m.Sections = append(m.Sections, fs)
	}
	return m
}

func number(section, question int) string { return fmt.Sprintf("%d.%d", section+1, question+1) }

// numberOf is the number under which a question stands in the form.
func (s *sheet) numberOf(ref string) string {
	if _, at, ok := s.version.Find(ref); ok {
		return number(at.Section, at.Question)
	}
	return ref
}

// points are what a section has got so far and what there is to be had.
func (s *sheet) points(i int) (got, all string) {
	section, r := s.version.Sections[i], s.result.Sections[i]
	most := 0.0
	for _, q := range section.Questions {
		if q.Scored() && !q.OnlyBonus() {
			most += q.Weight.Float()
		}
	}
	reached := r.Points
	if s.version.Mode == qa.ModeSectionPercent || s.version.Mode == "" {
		most = section.Weight.Float()
		reached = r.Percent.Value / 100 * most
	}
	if r.Percent.Known {
		got = chart.Number(reached, 1)
	}
	return got, plain(most)
}

// plain is a number with as few decimals as it needs.
func plain(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }

var formKinds = map[qa.Kind]parts.FormKind{
	qa.KindSingle: parts.FormSingle, qa.KindMultiple: parts.FormMultiple, qa.KindYesNo: parts.FormYesNo,
	qa.KindNumeric: parts.FormNumeric, qa.KindText: parts.FormText, qa.KindDate: parts.FormDate,
}

func (s *sheet) formRow(q *qa.Question, number string, awake bool) parts.FormRow {
	a := s.e.Answers[q.Ref]
	row := parts.FormRow{Ref: q.Ref, Number: number, Question: q.Text, Kind: formKinds[q.Kind], Chosen: a.Options,
		NA: a.NA, NAOpen: q.NA, Value: a.Value, Note: a.Comment, Causes: q.RootCauses, Cause: a.Cause, ReadOnly: !s.open}
	row.Help = helpOf(q)
	row.Class, row.Critical = classOf(q, awake)
	row.Options = s.options(q, awake)
	if q.Kind == qa.KindMultiple {
		row.Tone = toneOf(s.row(q.Ref).Score, false)
	}
	if a.NA || !a.Given(q) {
		row.Tone = parts.StatePlain
	}
	if awake {
		s.rule(&row, q, s.whence)
	}
	if len(a.Moments) > 0 {
		row.Moment, row.More = chart.ClockWide(a.Moments[0].At), len(a.Moments)-1
	}
	return row
}

func helpOf(q *qa.Question) string {
	switch {
	case q.AppliesWhen == "":
		return q.Help
	case q.Help == "":
		return q.AppliesWhen
	}
	return q.Help + " " + q.AppliesWhen
}

func (s *sheet) options(q *qa.Question, awake bool) []parts.FormOption {
	var costs []float64
	if awake && s.open {
		costs = s.scheme.Costs(s.e.Answers, q.Ref)
	}
	var out []parts.FormOption
	for i, o := range q.Choices() {
		f := parts.FormOption{Label: o.Label, Tone: optionTone(o)}
		if i < 9 {
			f.Key = strconv.Itoa(i + 1)
		}
		if i < len(costs) {
			f.Cost = cost(costs[i])
		}
		out = append(out, f)
	}
	return out
}

// cost writes by how much an option would change the score; nothing where it
// wouldn't, or where there would be no score.
func cost(c float64) string {
	if math.IsNaN(c) || math.Abs(c) < .05 {
		return ""
	}
	return chart.Signed(c, 1)
}

func optionTone(o qa.Option) parts.State {
	switch o.Colour {
	case "good":
		return parts.StateGood
	case "partly":
		return parts.StatePartly
	case "bad":
		return parts.StateBad
	case "critical":
		return parts.StateCritical
	}
	return toneOf(o.Score.Float(), o.Effect == qa.EffectFailAll)
}

func toneOf(s float64, failsAll bool) parts.State {
	switch {
	case failsAll:
		return parts.StateCritical
	case s >= 1:
		return parts.StateGood
	case s > 0:
		return parts.StatePartly
	}
	return parts.StateBad
}

// classOf is the error class of a question in words: that it can fail the call
// always, the others while it is awake.
func classOf(q *qa.Question, awake bool) (string, parts.State) {
	if q.FailsAll() {
		return lang.L("Fail-all"), parts.StateCritical
	}
	if !awake {
		return "", parts.StatePlain
	}
	switch q.Class {
	case qa.ClassCustomer:
		return lang.L("Customer-critical"), parts.StateWarn
	case qa.ClassBusiness:
		return lang.L("Business-critical"), parts.StateWarn
	case qa.ClassCompliance:
		return lang.L("Compliance-critical"), parts.StateWarn
	}
	return "", parts.StatePlain
}

// needs are the sentences in the rows after a submit was refused.
func (s *sheet) needs() map[string]string {
	out := map[string]string{}
	if !s.refused || !s.open {
		return out
	}
	for _, g := range s.gaps() {
		if out[g.Ref] == "" {
			out[g.Ref] = need(g.Needs)
		} else {
			out[g.Ref] = lang.L("Write a note and bind a moment: points were lost.")
		}
	}
	return out
}

func need(n qa.Need) string {
	switch n {
	case qa.NeedsComment:
		return lang.L("Write a note for the agent.")
	case qa.NeedsMoment:
		return lang.L("Bind a moment: points were lost.")
	}
	return lang.L("Answer this question.")
}
