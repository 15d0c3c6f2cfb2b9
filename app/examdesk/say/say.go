// Package say puts into words what the screens of exams share: kinds, states,
// points, lengths of time, and figures with their interval.
package say

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/interval"
	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/exam/analysis"
)

// Kind is the word for a kind of question; for none "any kind".
func Kind(l words.Language, k bank.Kind) string {
	if k == "" {
		return lang.L("any kind")
	}
	return exam.KindName(k).In(l)
}

// Band is the word for a difficulty; for none "any difficulty".
func Band(l words.Language, b bank.Difficulty) string {
	if b == "" {
		return lang.L("any difficulty")
	}
	return exam.BandName(b).In(l)
}

// Point is a knowledge point; for none "any point".
func Point(p string) string {
	if p == "" {
		return lang.L("any point")
	}
	return p
}

// State is the word and the shape of an exam's state at a time.
func State(e *exam.Exam, now time.Time) (string, parts.State) {
	switch {
	case e.State == exam.Draft || e.State == "":
		return lang.L("Draft"), parts.StateOpen
	case e.State == exam.Withdrawn:
		return lang.L("Withdrawn"), parts.StateNA
	case now.Before(e.Rules.Opens):
		return lang.L("Not open yet"), parts.StateDue
	case !e.Rules.Closes.IsZero() && !now.Before(e.Rules.Closes):
		return lang.L("Over"), parts.StatePlain
	}
	return lang.L("Open now"), parts.StateChosen
}

// Attempt is the word and the shape of an attempt's state.
func Attempt(s exam.AttemptState) (string, parts.State) {
	switch s {
	case exam.Running:
		return lang.L("Running"), parts.StateChosen
	case exam.Overdue:
		return lang.L("Time is up"), parts.StateWarn
	case exam.Submitted:
		return lang.L("Waits for a mark"), parts.StateOpen
	case exam.Discarded:
		return lang.L("Counts for nothing"), parts.StateNA
	}
	return lang.L("Marked"), parts.StatePlain
}

// Points writes points without needless decimals.
func Points(x float64) string {
	text := chart.Number(x, 2)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// Typed writes a number as one types it.
func Typed(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// Length writes a length of time in minutes, hours or days.
func Length(d time.Duration) string {
	switch {
	case d == 0:
		return chart.None
	case d < 2*time.Minute:
		return lang.L("{{.N}} s", map[string]any{"N": chart.Number(d.Seconds(), 0)})
	case d%(24*time.Hour) == 0:
		return lang.L("{{.N}} d", map[string]any{"N": int(d / (24 * time.Hour))})
	case d >= 3*time.Hour && d%time.Hour == 0:
		return lang.L("{{.N}} h", map[string]any{"N": int(d / time.Hour)})
	}
	return lang.L("{{.N}} min", map[string]any{"N": chart.Number(d.Minutes(), 0)})
}

// Rate writes a share of people with its n and its interval; under ten only how
// many of how many.
func Rate(hits, n int) string {
	switch {
	case n == 0:
		return chart.None
	case n < interval.Enough:
		return lang.L("{{.Hits}} of {{.N}}, too few to tell", map[string]any{"Hits": hits, "N": n})
	}
	low, high := interval.Wilson(hits, n)
	return lang.L("{{.Share}}, likely {{.Low}} to {{.High}}, n {{.N}}", map[string]any{"Share": chart.Percent(float64(hits)/float64(n), 0),
		"Low": chart.Number(100*low, 0), "High": chart.Percent(high, 0), "N": n})
}

// Likely writes an interval of numbers: "12.1 to 14.3".
func Likely(e *analysis.Estimate, decimals int) string {
	if e == nil {
		return chart.None
	}
	return lang.L("{{.Low}} to {{.High}}", map[string]any{"Low": chart.Number(e.Low, decimals), "High": chart.Number(e.High, decimals)})
}

// LikelyShare writes an interval of shares: "61 to 78 %".
func LikelyShare(e *analysis.Estimate) string {
	if e == nil {
		return chart.None
	}
	return lang.L("{{.Low}} to {{.High}}", map[string]any{"Low": chart.Number(100*e.Low, 0), "High": chart.Percent(e.High, 0)})
}

// Part writes an optional share that is kept per cent.
func Part(x *float64, decimals int) string {
	if x == nil {
		return chart.None
	}
	return chart.Percent(*x/100, decimals)
}

// Maybe writes an optional number.
func Maybe(x *float64, decimals int) string {
	if x == nil {
		return chart.None
	}
	return chart.Number(*x, decimals)
}

// Letter names the options of a question: A, B, C …
func Letter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return strconv.Itoa(i + 1)
}

// Answer writes what a person gave, in a line.
func Answer(q *bank.Question, a bank.Answer) string {
	var out []string
	switch {
	case !a.Given():
		return lang.L("no answer")
	case q.Kind == bank.Matching:
		for i, t := range a.Texts {
			if i < len(q.Options) && q.Options[i].Text != "" {
				out = append(out, q.Options[i].Text+" - "+t)
			}
		}
	case a.Evaluation != "":
		return lang.L("agrees with the expert by {{.Share}}", map[string]any{"Share": chart.Percent(a.Agreement, 0)})
	case len(a.Options) > 0:
		for _, o := range a.Options {
			if o >= 0 && o < len(q.Options) {
				out = append(out, Letter(o)+" "+q.Options[o].Text)
			}
		}
	default:
		return a.Text
	}
	return strings.Join(out, lang.L(", "))
}

// Key writes what is right, in a line.
func Key(q *bank.Question) string {
	var out []string
	switch q.Kind {
	case bank.Essay:
		return lang.L("marked by people")
	case bank.ScoreCall:
		return lang.L("the expert's evaluation")
	case bank.Ordering:
		for _, i := range q.Sequence() {
			out = append(out, Letter(i)+" "+q.Options[i].Text)
		}
		return strings.Join(out, " → ")
	}
	for i, o := range q.Options {
		switch {
		case q.Kind == bank.Matching && o.Text != "":
			out = append(out, o.Text+" - "+o.Match)
		case q.Kind == bank.Matching || o.Fraction <= 0:
		case q.Kind == bank.Numerical:
			out = append(out, number(o))
		case q.Kind == bank.Short:
			out = append(out, o.Text)
		default:
			out = append(out, Letter(i)+" "+o.Text)
		}
	}
	return strings.Join(out, lang.L(", "))
}

func number(o bank.Option) string {
	switch {
	case o.Text == "*":
		return "*"
	case o.Tolerance == 0:
		return Typed(o.Value)
	case o.Relative:
		return Typed(o.Value) + " ± " + Typed(100*o.Tolerance) + " %"
	}
	return Typed(o.Value) + " ± " + Typed(o.Tolerance)
}
