// Package calibration is the place where reviewers are brought to one measure:
// the list of sessions, the form of a new one, and the session itself with the
// answers side by side.
package calibration

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/calibration"
)

const (
	ctrl     = fyne.KeyModifierShortcutDefault
	alt      = fyne.KeyModifierAlt
	shift    = fyne.KeyModifierShift
	unlisted = desk.Unlisted
)

// NewSession is the Route.ID that opens the form of a new session; Route.Task
// may name a proposal to take up, Route.Start a call and a rubric. A Route.ID
// that starts with EditSession changes the session behind it.
const (
	NewSession  = "new"
	EditSession = "edit:"
)

// settle is how long notices are gathered before something is read again.
const settle = 300 * time.Millisecond

// New opens the place: the list, or what the route names.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	id, edits := strings.CutPrefix(r.ID, EditSession)
	switch {
	case edits:
		return newForm(d, desk.Route{Place: desk.Calibration}, id)
	case r.ID == NewSession:
		return newForm(d, r, "")
	case r.ID != "":
		return newSession(d, r.ID)
	}
	return newList(d)
}

// leads tells whether somebody may make sessions at all.
func leads(d *desk.Desk) bool { return d.Actor.May(people.ReleaseScores) }

// stateWord is a state as a step on the way.
func stateWord(s calibration.State) string { return lang.L("calibration." + string(s)) }

// shortName is a name as it stands above a column: Chinese ones whole, others
// with the initial of what comes first.
func shortName(name string) string {
	first, last, ok := strings.Cut(name, " ")
	if !ok || first == "" || []rune(first)[0] > 0x2E80 {
		return name
	}
	return string([]rune(first)[0]) + ". " + last
}

// answerWord is an answer in the words of its question.
func answerWord(q *qa.Question, a qa.Answer) string {
	if a.NA {
		return lang.L("N/A")
	}
	var out []string
	for _, i := range a.Options {
		if c := q.Choices(); i >= 0 && i < len(c) {
			word := c[i].Label
			if len(q.Options) == 0 {
				word = lang.L(word)
			}
			out = append(out, word)
		}
	}
	switch {
	case len(out) > 0:
		return strings.Join(out, lang.L(", "))
	case a.Value != "":
		return a.Value
	}
	return chart.None
}

// answerState is the shape of an answer.
func answerState(q *qa.Question, a qa.Answer) parts.State {
	if a.NA {
		return parts.StateNA
	}
	s, ok := q.Credit(a)
	switch {
	case !ok:
		return parts.StatePlain
	case q.Loses(a) && len(a.Options) == 1 && q.Choices()[a.Options[0]].Fails():
		return parts.StateCritical
	case s >= 1:
		return parts.StateGood
	case s > 0:
		return parts.StatePartly
	}
	return parts.StateBad
}

func sentence(d *desk.Desk, err error) string { return words.Sentence(d.Settings.Language, err) }
