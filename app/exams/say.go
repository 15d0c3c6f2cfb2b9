package exams

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/training/exam"
)

func timeOr(d *desk.Desk, at time.Time, none string) string {
	if at.IsZero() {
		return none
	}
	return d.Moment(at)
}

// limitText is the time limit, with what the person gets beyond it.
func limitText(o *exam.Offer) string {
	switch l := o.Rules.Limit; {
	case l == 0:
		return lang.L("no limit")
	case o.Extra.Time > 0:
		return lang.L("{{.Time}}, and {{.Extra}} more for you", map[string]any{"Time": minutes(l), "Extra": minutes(o.Extra.Time)})
	default:
		return minutes(l)
	}
}

func expiryText(r exam.Rules) string {
	if r.Limit == 0 && r.Closes.IsZero() {
		return ""
	}
	switch r.Expiry {
	case exam.Grace:
		return lang.L("you have {{.Time}} to hand in, but can't answer any more", map[string]any{"Time": minutes(r.Grace)})
	case exam.Discard:
		return lang.L("the attempt counts for nothing")
	}
	return lang.L("what you have answered is handed in by itself")
}

func attemptsText(o *exam.Offer) string {
	used := strconv.Itoa(len(o.Attempts))
	if o.Rules.Attempts == 0 {
		return lang.L("{{.Used}} used, as many as you like", map[string]any{"Used": used})
	}
	return lang.L("{{.Used}} of {{.All}} used", map[string]any{"Used": used, "All": o.Rules.Attempts + o.Extra.Attempts})
}

func gradingText(o *exam.Offer) string {
	if o.Rules.Attempts == 1 && o.Extra.Attempts == 0 {
		return ""
	}
	switch o.Rules.Grading {
	case exam.Average:
		return lang.L("the mean of your attempts")
	case exam.First:
		return lang.L("your first attempt")
	case exam.Last:
		return lang.L("your last attempt")
	}
	return lang.L("your best attempt")
}

func orderText(r exam.Rules) string {
	if r.Sequential {
		return lang.L("one after another, no way back")
	}
	return lang.L("free")
}

// viewsText says what one sees when, a line for each moment.
func viewsText(r exam.Rules) string {
	var lines []string
	for _, m := range []exam.Moment{exam.JustAfter, exam.LaterOpen, exam.AfterClose} {
		if m == exam.AfterClose && r.Closes.IsZero() {
			continue
		}
		lines = append(lines, momentText(m)+lang.L(": ")+viewText(r.Review[m]))
	}
	return strings.Join(lines, "\n")
}

func momentText(m exam.Moment) string {
	switch m {
	case exam.JustAfter:
		return lang.L("just after handing in")
	case exam.LaterOpen:
		return lang.L("later, while it is open")
	case exam.AfterClose:
		return lang.L("after it has closed")
	}
	return lang.L("while sitting")
}

// viewText lists what a view shows.
func viewText(v exam.View) string {
	var out []string
	for _, part := range []struct {
		on   bool
		word string
	}{{v.Mark, lang.L("marks")}, {v.Response, lang.L("your answers")}, {v.Right, lang.L("right answers")}, {v.Feedback, lang.L("explanations")}} {
		if part.on {
			out = append(out, part.word)
		}
	}
	if len(out) == 0 {
		return lang.L("nothing")
	}
	return strings.Join(out, lang.L(", "))
}
