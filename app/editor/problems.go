package editor

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/revision"
)

// mostShown is how many problems are listed; the others come up as these go.
const mostShown = 5

func spotOf(list string, i int, field string) string { return fmt.Sprintf("%s[%d].%s", list, i, field) }

// showProblems lists what keeps the draft from being published; each leads to
// its field.
func (s *Screen) showProblems() {
	s.trouble.Objects = nil
	if n := len(s.problems); n > 0 {
		head := parts.Row(6, parts.NewIcon("xcircle", 14, look.Bad), parts.Grow(parts.Strong(problemCount(n))), parts.NewKeyBadge("F8"))
		box := parts.Stack(2, parts.High(26, head))
		for _, p := range s.problems[:min(n, mostShown)] {
			say := parts.NewParagraph(words.Say(s.d.Settings.Language, p.Fault.Key, p.Fault.Values), look.TextLabel, look.Ink2)
			box.Add(parts.Row(6, parts.Grow(say), parts.NewLink(lang.L("Go there"), func() { s.goTo(p) })))
		}
		s.trouble.Add(parts.NewHairline())
		s.trouble.Add(parts.Over(parts.NewPlate(look.Surface), parts.Inset(4, 12, 8, 12, box)))
	}
	s.trouble.Refresh()
	refreshAll(s.all)
}

func refreshAll(o fyne.CanvasObject) {
	if c, ok := o.(*fyne.Container); ok && len(c.Objects) > 0 {
		c.Refresh()
	}
}

func problemCount(n int) string {
	if n == 1 {
		return lang.L("One problem before it can be published")
	}
	return lang.L("{{.N}} problems before it can be published", map[string]any{"N": n})
}

// goTo shows the field that a problem names.
func (s *Screen) goTo(p qa.Problem) {
	spot := revision.SpotOf(p.Path)
	s.outline.list.Choose(max(0, s.outline.rowOf(s.outline.nearest(qa.QuestionAt{Section: spot.Section, Question: spot.Question}))))
	s.fields.focusOn(spot)
	s.d.Trace("problem", map[string]any{"path": p.Path})
}

// nextProblem goes to the first problem behind what is chosen, or the first.
func (s *Screen) nextProblem() {
	if len(s.problems) == 0 {
		return
	}
	next := s.problems[0]
	for _, p := range s.problems {
		spot := revision.SpotOf(p.Path)
		if spot.Section > s.chosen.Section || (spot.Section == s.chosen.Section && spot.Question > s.chosen.Question) {
			next = p
			break
		}
	}
	s.goTo(next)
}
