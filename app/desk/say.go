package desk

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/score"
	"shifu/recordings"
)

// Midnight is when today began where the person works.
func (d *Desk) Midnight() time.Time {
	y, m, day := d.Now().In(d.Zone).Date()
	return time.Date(y, m, day, 0, 0, 0, 0, d.Zone)
}

// Day writes a date: "11-18", "18 Nov"; with the year where it is another one.
func (d *Desk) Day(at time.Time) string {
	if at.IsZero() {
		return chart.None
	}
	at = at.In(d.Zone)
	layout := "01-02"
	if at.Year() != d.Now().In(d.Zone).Year() {
		layout = "2006-01-02"
	}
	if d.Settings.Language != words.Chinese {
		layout = map[string]string{"01-02": "2 Jan", "2006-01-02": "2 Jan 2006"}[layout]
	}
	return at.Format(layout)
}

// Moment writes an instant: "11-18 19:42", "18 Nov 19:42".
func (d *Desk) Moment(at time.Time) string {
	if at.IsZero() {
		return chart.None
	}
	return d.Day(at) + " " + at.In(d.Zone).Format("15:04")
}

// Due writes when something is due: the time alone today, the weekday within
// six days, otherwise the date.
func (d *Desk) Due(at time.Time) string {
	began := d.Midnight()
	switch {
	case at.IsZero():
		return chart.None
	case at.Before(d.Now()):
		return lang.L("overdue, {{.Time}}", map[string]any{"Time": d.Moment(at)})
	case at.Before(began.AddDate(0, 0, 1)):
		return lang.L("today {{.Time}}", map[string]any{"Time": at.In(d.Zone).Format("15:04")})
	case at.Before(began.AddDate(0, 0, 7)):
		return lang.L(strings.ToLower(at.In(d.Zone).Weekday().String())+".short") + " " + at.In(d.Zone).Format("15:04")
	}
	return d.Day(at)
}

var stateWords = Words[qa.State]{
	qa.Draft: "Draft", qa.Submitted: "Submitted", qa.Released: "Released", qa.Acknowledged: "Acknowledged",
	qa.Appealed: "Appealed", qa.InReview: "In review", qa.Upheld: "Upheld", qa.Revised: "Revised",
	qa.Closed: "Closed", qa.Voided: "Voided",
}

// StateName is the word for a state of an evaluation.
func StateName(s qa.State) string { return stateWords.Of(s) }

// CountLeft words "6,214 / 10,000, 2 min left"; the time left only once it can be told.
func CountLeft(done, total int, passed time.Duration) string {
	facts := map[string]any{"Done": chart.Count(done), "Total": chart.Count(total)}
	if done == 0 || passed < 2*time.Second {
		return lang.L("{{.Done}} / {{.Total}}", facts)
	}
	left := time.Duration(float64(passed) / float64(done) * float64(total-done))
	if left < time.Minute {
		facts["Left"] = int(left.Seconds()) + 1
		return lang.L("{{.Done}} / {{.Total}}, {{.Left}} s left", facts)
	}
	facts["Left"] = int(left.Minutes()) + 1
	return lang.L("{{.Done}} / {{.Total}}, {{.Left}} min left", facts)
}

// ScoreText writes a score with one decimal, a dash where there is none.
func ScoreText(final *float64) string {
	if final == nil {
		return chart.None
	}
	return chart.Number(score.Round(*final, 1), 1)
}

// CallName is what a call is about, in a line.
func CallName(c recordings.Call) string {
	for _, name := range []string{c.Title, c.BusinessLine, c.ExternalID} {
		if name != "" {
			return name
		}
	}
	return lang.L("Call")
}

// TeamText names a team with its organisation, without saying the
// organisation's name twice: 云杉（外包） and 云杉二班 are 云杉（外包）二班.
func TeamText(organisation, team string) string {
	stem, _, _ := strings.Cut(organisation, "（")
	stem, _, _ = strings.Cut(stem, " (")
	if rest, ok := strings.CutPrefix(team, stem); ok && stem != "" {
		return organisation + rest
	}
	return strings.TrimSpace(organisation + " " + team)
}
