package scores

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
)

// The columns.
const (
	colTime = iota
	colCall
	colAgent
	colReviewer
	colScore
	colState
)

func (s *Screen) newTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Submitted at"), Width: 104, Sorts: true},
		{Title: lang.L("Call"), Sorts: true},
		{Title: lang.L("Agent"), Width: 72, Sorts: true, Yield: 1},
		{Title: lang.L("Reviewer"), Width: 72, Sorts: true, Yield: 2},
		{Title: lang.L("Score"), Width: 76, Right: true, Sorts: true},
		{Title: lang.L("State"), Width: 116, Sorts: true},
	}, func() int { return len(s.shown) }, s.cell)
	t.Sorted, t.Descending = colTime, true
	t.OnSorted = s.sort
	t.OnChosen = s.choose
	t.OnOpened = func(int) { s.openRoom() }
	if s.d.Actor.May(people.ReleaseScores) {
		t.Marked = func(row int) bool { return row < len(s.shown) && s.marked[s.shown[row].ID] }
		t.OnMarked = s.mark
		t.AllMarked = s.allMarked
		t.OnAllMarked = func(on bool) { s.markAll(on) }
	}
	return t
}

func (s *Screen) cell(row, column int) parts.Cell {
	if row >= len(s.shown) {
		return parts.Cell{}
	}
	e := s.shown[row]
	call := s.calls[e.CallID]
	switch column {
	case colTime:
		if e.SubmittedAt.IsZero() {
			return parts.Cell{Text: s.d.Moment(e.SavedAt), Tone: look.Ink3, Value: e.SavedAt}
		}
		return parts.Cell{Text: s.d.Moment(e.SubmittedAt), Tone: look.Ink2, Value: e.SubmittedAt}
	case colCall:
		return parts.Cell{Text: desk.CallName(call.Call)}
	case colAgent:
		return parts.Cell{Text: call.AgentName}
	case colReviewer:
		return parts.Cell{Text: e.ReviewerName, Tone: look.Ink2}
	case colScore:
		return scoreCell(e)
	}
	return parts.Cell{Text: desk.StateName(e.State), Icon: stateIcon(e.State), IconTone: look.Ink3, Tone: look.Ink2}
}

// scoreCell is the score with the sign of its band.
func scoreCell(e qa.Evaluation) parts.Cell {
	if e.Final == nil {
		return parts.Cell{Text: desk.ScoreText(nil), Tone: look.Ink3}
	}
	icon, tone := band(e).Mark()
	return parts.Cell{Text: desk.ScoreText(e.Final), Bold: true, Icon: icon, IconTone: tone, Value: *e.Final}
}

// The bands of a score.
const (
	goodFrom   = 85
	partlyFrom = 60
)

func band(e qa.Evaluation) parts.State {
	switch {
	case e.Final == nil:
		return parts.StateOpen
	case e.FailAll:
		return parts.StateCritical
	case *e.Final >= goodFrom:
		return parts.StateGood
	case *e.Final >= partlyFrom:
		return parts.StatePartly
	}
	return parts.StateBad
}

// stateIcons are the shapes of the states of an evaluation; they are neutral,
// since colour only judges.
var stateIcons = map[qa.State]string{qa.Draft: "edit", qa.Submitted: "upload", qa.Released: "forward", qa.Acknowledged: "check",
	qa.Appealed: "reply", qa.InReview: "scales", qa.Upheld: "lock", qa.Revised: "undo", qa.Closed: "lock", qa.Voided: "cancel"}

func stateIcon(st qa.State) string { return stateIcons[st] }

func (s *Screen) sort(column int, descending bool) {
	slices.SortStableFunc(s.kept, func(a, b qa.Evaluation) int {
		c := s.compare(a, b, column)
		if descending {
			return -c
		}
		return c
	})
	s.narrow()
}

func (s *Screen) compare(a, b qa.Evaluation, column int) int {
	ca, cb := s.calls[a.CallID], s.calls[b.CallID]
	switch column {
	case colCall:
		return cmp.Compare(desk.CallName(ca.Call), desk.CallName(cb.Call))
	case colAgent:
		return cmp.Compare(ca.AgentName, cb.AgentName)
	case colReviewer:
		return cmp.Compare(a.ReviewerName, b.ReviewerName)
	case colScore:
		return cmp.Compare(scoreOf(a), scoreOf(b))
	case colState:
		return cmp.Compare(slices.Index(tabStates, a.State), slices.Index(tabStates, b.State))
	}
	return when(a).Compare(when(b))
}

// scoreOf orders those without a score before all others.
func scoreOf(e qa.Evaluation) float64 {
	if e.Final == nil {
		return -1
	}
	return *e.Final
}

// showTable shows the rows, or says why there are none.
func (s *Screen) showTable() {
	s.middle.Objects = []fyne.CanvasObject{s.table}
	if len(s.shown) == 0 {
		s.middle.Objects = []fyne.CanvasObject{s.empty()}
	}
	s.table.Refresh()
	s.middle.Refresh()
}

func (s *Screen) empty() fyne.CanvasObject {
	if s.reading {
		return parts.Room(0, 0)
	}
	if s.filtered() {
		return parts.EmptyState("search", lang.L("Nothing passes the filter"), lang.L("Take a condition away, or go back."),
			parts.NewButton(lang.L("Back"), parts.Main, s.d.Back))
	}
	if len(s.kept) > 0 {
		return parts.EmptyState("search", lang.L("Nothing passes the filter"), lang.L("Choose another state, or clear what is typed above."),
			parts.NewButton(lang.L("Show all"), parts.Main, s.clear))
	}
	switch {
	case s.d.Actor.May(people.ScoreCalls):
		return parts.EmptyState("bars", lang.L("No evaluation yet"), lang.L("Score a call: its evaluation stands here from the first answer on."),
			parts.NewButton(lang.L("Open the queue"), parts.Main, func() { s.d.Go(desk.Route{Place: desk.Review}) }))
	case s.d.Actor.May(people.SeeCalls):
		return parts.EmptyState("bars", lang.L("No evaluation yet"), lang.L("Evaluations stand here as soon as reviewers submit them."))
	}
	return parts.EmptyState("bars", lang.L("No evaluation yet"), lang.L("New evaluations stand here as soon as they are released."))
}

// clear takes every narrowing away.
func (s *Screen) clear() {
	s.state, s.agents = "", nil
	s.search.SetText("")
	s.narrow()
}

func (s *Screen) mark(row int, on bool) {
	if e := s.shown[row]; e.State == qa.Submitted {
		s.setMark(e.ID, on)
	}
	s.showBar()
}

func (s *Screen) setMark(id string, on bool) {
	if on {
		s.marked[id] = true
		return
	}
	delete(s.marked, id)
}

// allMarked tells whether everything that can be released is marked.
func (s *Screen) allMarked() bool {
	some := false
	for _, e := range s.shown {
		if e.State == qa.Submitted {
			some = true
			if !s.marked[e.ID] {
				return false
			}
		}
	}
	return some
}

func (s *Screen) markAll(on bool) {
	for _, e := range s.shown {
		if e.State == qa.Submitted {
			s.setMark(e.ID, on)
		}
	}
	s.table.Refresh()
	s.showBar()
}
