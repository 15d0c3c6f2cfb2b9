package exams

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/training/exam"
)

// row is a line of the list: an exam, or the heading of those that follow.
type row struct {
	head  string
	offer *exam.Offer
}

// grouped lists exams by what can be done: now, later, no more.
func (s *Screen) grouped(all []exam.Offer) []row {
	now := s.d.Now()
	groups := map[int][]*exam.Offer{}
	for i := range all {
		o := &all[i]
		groups[group(o, now)] = append(groups[group(o, now)], o)
	}
	var out []row
	for g, word := range []string{lang.L("Can be sat now"), lang.L("Coming"), lang.L("Sat or over")} {
		if len(groups[g]) == 0 {
			continue
		}
		out = append(out, row{head: word})
		for _, o := range groups[g] {
			out = append(out, row{offer: o})
		}
	}
	return out
}

func group(o *exam.Offer, now time.Time) int {
	switch {
	case o.Stands == nil:
		return 0
	case o.Ahead(now) || !o.Closed(now) && spare(o):
		return 1
	}
	return 2
}

// spare reports whether attempts are left: a wait stands between, no more.
func spare(o *exam.Offer) bool {
	return o.Rules.Attempts == 0 || len(o.Attempts) < o.Rules.Attempts+o.Extra.Attempts
}

func newRow() fyne.CanvasObject { return parts.Over() }

func (s *Screen) fill(i int, o fyne.CanvasObject) {
	box, r := o.(*fyne.Container), s.rows[i]
	if r.offer == nil {
		box.Objects = []fyne.CanvasObject{parts.Inset(22, 24, 0, 24, parts.Row(0, parts.PanelHead(r.head), parts.Gap()))}
		box.Refresh()
		return
	}
	text := parts.Stack(2, parts.Strong(r.offer.Name).Cutting(), parts.Second(s.facts(r.offer)).Cutting())
	line := parts.Row(16, parts.Grow(text))
	if p := s.standing(r.offer); p != nil {
		line.Add(p)
	}
	box.Objects = []fyne.CanvasObject{parts.Inset(0, 24, 0, 24, line)}
	box.Refresh()
}

// facts are what an exam asks, in a line.
func (s *Screen) facts(o *exam.Offer) string {
	facts := []string{lang.L("{{.N}} questions", map[string]any{"N": o.Questions}), desk.MarksText(o.Most), lang.L("{{.N}} to pass", map[string]any{"N": desk.Marks(o.PassShare * o.Most)})}
	if l := o.Rules.Limit; l > 0 {
		facts = append(facts, minutes(l+o.Extra.Time))
	}
	switch now := s.d.Now(); {
	case o.Withdrawn:
	case o.Ahead(now):
		facts = append(facts, lang.L("opens {{.Time}}", map[string]any{"Time": s.d.Moment(o.Rules.Opens)}))
	case o.Closed(now):
		facts = append(facts, lang.L("closed on {{.Day}}", map[string]any{"Day": s.d.Day(o.Rules.Closes)}))
	case !o.Rules.Closes.IsZero():
		facts = append(facts, lang.L("open until {{.Time}}", map[string]any{"Time": s.d.Moment(o.Rules.Closes)}))
	}
	return strings.Join(facts, lang.L(", "))
}

func minutes(d time.Duration) string {
	if d%time.Minute != 0 {
		return lang.L("{{.N}} s", map[string]any{"N": int(d.Seconds())})
	}
	return lang.L("{{.N}} min", map[string]any{"N": int(d.Minutes())})
}

// standing is how one stands with an exam, as a pill; nil: nothing to say.
func (s *Screen) standing(o *exam.Offer) fyne.CanvasObject {
	if _, on := o.Running(); on {
		return parts.NewPill(lang.L("Running"), parts.StateChosen).WithIcon("clock")
	}
	if o.Withdrawn {
		return parts.NewPill(lang.L("Withdrawn"), parts.StateNA)
	}
	if len(o.Attempts) == 0 && o.Closed(s.d.Now()) {
		return parts.Second(lang.L("not sat"))
	}
	if len(o.Attempts) == 0 {
		return nil
	}
	best, known := bestOf(o)
	if known {
		return parts.Row(8, parts.Strong(desk.Marks(best.Points)), passPill(best.Passed))
	}
	last := o.Attempts[len(o.Attempts)-1]
	switch last.State {
	case exam.Discarded:
		return parts.NewPill(desk.AttemptState(last.State), parts.StateNA)
	case exam.Submitted:
		return parts.NewPill(desk.AttemptState(last.State), parts.StateOpen)
	}
	return parts.NewPill(lang.L("Handed in"), parts.StatePlain)
}

func passPill(passed bool) *parts.Pill {
	if passed {
		return parts.NewPill(lang.L("Passed"), parts.StateGood)
	}
	return parts.NewPill(lang.L("Not passed"), parts.StateBad)
}

// bestOf is the best attempt whose points the rules show.
func bestOf(o *exam.Offer) (best exam.Try, known bool) {
	for _, t := range o.Attempts {
		if t.Known && (!known || t.Points > best.Points) {
			best, known = t, true
		}
	}
	return best, known
}
