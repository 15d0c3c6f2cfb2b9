package cards

import (
	"fmt"
	"strings"
	"time"

	"shifu/training/bank"
)

// Solution is the right answer of a question that is not answered by choosing,
// with its explanation: the back of a card.
func Solution(q *bank.Question) string {
	var lines []string
	for i, o := range q.Options {
		switch q.Kind {
		case bank.Matching:
			if o.Text != "" {
				lines = append(lines, "- "+o.Text+" → "+o.Match)
			}
		case bank.Ordering:
			lines = append(lines, fmt.Sprintf("%d. %s", i+1, o.Text))
		default:
			if o.Fraction > 0 {
				lines = append(lines, o.Text)
			}
		}
		if q.Kind == bank.Short && len(lines) > 0 {
			break // the first is the one that its author thought of
		}
	}
	text := strings.Join(lines, "\n")
	if q.Feedback != "" && text != "" {
		text += "\n\n"
	}
	return text + q.Feedback
}

// Stands is why the card is not asked at an instant; empty: it is.
func (e *Entry) Stands(now time.Time) Aside {
	if e.Aside == Buried && !e.AsideTil.After(now) {
		return ""
	}
	return e.Aside
}

// DayStart is the instant at which the local day of a number (see Day) begins.
func DayStart(day int, zone *time.Location) time.Time {
	y, m, d := time.Unix(int64(day)*86400, 0).UTC().Date()
	return time.Date(y, m, d, rollOver, 0, 0, 0, zone)
}
