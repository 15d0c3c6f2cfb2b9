package cards

import (
	"strings"
	"time"

	"shifu/qa"
	"shifu/training/bank"
)

// Failed is a question of a rubric that an evaluation found wanting.
type Failed struct {
	Ref    string
	Note   Note
	Moment *qa.Moment // the first one bound to it; nil: none
}

// half is the credit below which an answer without options of its own fails.
const half = 0.5

// FailedOf returns the questions of a version that answers fail: an option that
// does not pass was chosen, or the credit is below one half. The front of each
// note asks the question and says what was missed, its back is the guidance and
// what would have been right.
func FailedOf(v *qa.Version, a qa.Answers) []Failed {
	var out []Failed
	visible := v.Visible(a)
	for _, q := range v.All {
		answer := a[q.Ref]
		credit, ok := q.Credit(answer)
		if !ok || q.OnlyBonus() || !visible[q.Ref] || credit >= half && !failsAny(q, answer) {
			continue
		}
		f := Failed{Ref: q.Ref, Note: Note{Point: q.Text, Front: missed(q, answer), Back: guidance(q)}}
		if len(answer.Moments) > 0 {
			f.Moment = &answer.Moments[0]
		}
		out = append(out, f)
	}
	return out
}

func failsAny(q *qa.Question, a qa.Answer) bool {
	choices := q.Choices()
	for _, i := range a.Options {
		if q.Kind != qa.KindMultiple && i >= 0 && i < len(choices) && !choices[i].Passes() {
			return true
		}
	}
	return false
}

// missed asks the question, and quotes what the reviewer found.
func missed(q *qa.Question, a qa.Answer) string {
	parts := []string{q.Text}
	choices := q.Choices()
	for _, i := range a.Options {
		if i >= 0 && i < len(choices) && len(q.Options) > 0 {
			parts = append(parts, choices[i].Label)
		}
	}
	if c := strings.TrimSpace(a.Comment); c != "" {
		parts = append(parts, c)
	}
	return strings.Join(parts, "\n\n")
}

// guidance is what the rubric says about the question, and its best option.
func guidance(q *qa.Question) string {
	var parts []string
	if len(q.Options) > 0 {
		best := q.Options[0]
		for _, o := range q.Options {
			if o.Score.Float() > best.Score.Float() {
				best = o
			}
		}
		parts = append(parts, best.Label)
	}
	for _, t := range []string{q.Help, q.AppliesWhen} {
		if t = strings.TrimSpace(t); t != "" {
			parts = append(parts, t)
		}
	}
	if len(parts) == 0 {
		return q.Text
	}
	return strings.Join(parts, "\n\n")
}

// A moment is heard with a little before it, and for so long if it has no end.
const (
	leadIn   = 3 * time.Second
	passage  = 15 * time.Second
	mostClip = time.Minute
)

// Around is the clip of a call in which a moment is heard.
func Around(callID string, m qa.Moment) *bank.Clip {
	c := &bank.Clip{CallID: callID, From: max(m.At-leadIn, 0), Until: m.At + passage}
	if m.Until > m.At {
		c.Until = min(m.Until+leadIn, m.At+mostClip)
	}
	return c
}
