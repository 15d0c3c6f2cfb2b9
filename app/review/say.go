package review

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/words"
	"shifu/recordings"
)

// midnight is when today began where the person works.
func midnight(d *desk.Desk) time.Time {
	y, m, day := d.Now().In(d.Zone).Date()
	return time.Date(y, m, day, 0, 0, 0, 0, d.Zone)
}

// when writes an instant: "11-18 周三 19:42", "18 Nov, 19:42"; the year only
// where it is another one.
func when(d *desk.Desk, at time.Time) string {
	at = at.In(d.Zone)
	year := at.Year() != d.Now().In(d.Zone).Year()
	if d.Settings.Language == words.Chinese {
		day := at.Format("01-02")
		if year {
			day = at.Format("2006-01-02")
		}
		return day + " " + lang.L(strings.ToLower(at.Weekday().String())+".short") + " " + at.Format("15:04")
	}
	if year {
		return at.Format("2 Jan 2006, 15:04")
	}
	return at.Format("2 Jan, 15:04")
}

// dueText writes when a task is due: the time alone today.
func dueText(d *desk.Desk, at time.Time) string {
	switch {
	case at.IsZero():
		return "–"
	case at.Before(d.Now()):
		return lang.L("overdue, {{.Time}}", map[string]any{"Time": when(d, at)})
	case at.Before(midnight(d).AddDate(0, 0, 1)):
		return lang.L("today {{.Time}}", map[string]any{"Time": at.In(d.Zone).Format("15:04")})
	}
	return when(d, at)
}

// nameOf is what a call is about, in a line.
func nameOf(c recordings.Call) string {
	switch {
	case c.Title != "":
		return c.Title
	case c.BusinessLine != "":
		return c.BusinessLine
	case c.ExternalID != "":
		return c.ExternalID
	}
	return lang.L("Call")
}

// satisfaction writes the key that the customer pressed.
func satisfaction(n int) (value, word string) {
	ws := [...]string{lang.L("not given"), lang.L("very unhappy"), lang.L("unhappy"), lang.L("neutral"), lang.L("happy"), lang.L("very happy")}
	if n <= 0 || n >= len(ws) {
		return "–", ws[0]
	}
	return strconv.Itoa(n), ws[n]
}

// sentence is what a person should read of err.
func sentence(d *desk.Desk, err error) string { return words.Sentence(d.Settings.Language, err) }
