package library

import (
	"encoding/json"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/recordings"
)

// view is a question with a name.
type view struct {
	Name string
	Asks question
}

// memory is what the library remembers for each person.
type memory struct {
	Views  []view   // their own
	Hidden []string // columns; nil: the usual ones
	Order  recordings.Order
}

// memoryKey names it among the preferences.
const memoryKey = "library"

// builtIn are the views that everybody has.
func builtIn(by people.Actor) []view {
	vs := []view{{Name: lang.L("All")}}
	if by.May(people.ScoreCalls) {
		vs = append(vs, view{lang.L("This week, not scored"), question{Filter: recordings.Filter{States: []string{none}}, Period: thisWeek}})
	}
	no := false
	return append(vs, view{lang.L("Low satisfaction"), question{Filter: recordings.Filter{Satisfaction: []int{1, 2}}}},
		view{lang.L("Without sound"), question{Filter: recordings.Filter{WithSound: &no}}})
}

func (s *Screen) views() []view { return append(builtIn(s.d.Actor), s.memory.Views...) }

// remember keeps the memory.
func (s *Screen) remember() {
	blob, err := json.Marshal(s.memory)
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.saving.Do(func() error { return s.d.Preferences.SetPreference(s.kept, s.d.Actor, memoryKey, blob) }, s.d.Fail)
}

// drawViews shows the views with what they hold; counts come later.
func (s *Screen) drawViews() {
	items := make([]parts.Tab, 0, 8)
	for i, v := range s.views() {
		t := parts.Tab{Word: v.Name}
		if n, ok := s.counts[i]; ok && i > 0 {
			t.Count = chart.Count(n)
		}
		items = append(items, t)
	}
	s.tabs.Chosen = s.view
	s.tabs.SetItems(items)
	s.saveView.Hidden = s.asks.empty() || s.view >= 0
	s.dropView.Hidden = s.view < len(builtIn(s.d.Actor))
	s.tabLine.Refresh()
}

// viewChosen shows a view; its conditions can be changed from there on.
func (s *Screen) viewChosen(i int) {
	vs := s.views()
	if i < 0 || i >= len(vs) {
		return
	}
	s.askFor(vs[i].Asks.copied())
}

// sameView is the view that asks the same, -1 for none.
func (s *Screen) sameView() int {
	return slices.IndexFunc(s.views(), func(v view) bool { return sameQuestion(v.Asks, s.asks) })
}

// sameQuestion compares as they are kept.
func sameQuestion(a, b question) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// askView asks for a name and keeps the conditions under it.
func (s *Screen) askView() {
	if s.asks.empty() {
		return
	}
	field := parts.NewEntry(lang.L("Name of the view")).Wide(360)
	field.Most = 30
	named := func() string { return strings.TrimSpace(field.Text()) }
	dialog := parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Keep these conditions as a view?"),
		Text: lang.L("Only you see it. It stands beside the other views."), Content: field,
		Safe: lang.L("Cancel"), Act: lang.L("Save as view"), Kind: parts.Main,
		Check: func() bool { return named() != "" }, OnAct: func() { s.keepView(named()) }})
	field.OnSubmitted = func(string) {
		if named() != "" {
			dialog.Close()
			s.keepView(named())
		}
	}
	s.focus(field)
}

func (s *Screen) keepView(name string) {
	s.memory.Views = append(s.memory.Views, view{name, s.asks.copied()})
	s.remember()
	s.view = len(s.views()) - 1
	s.drawViews()
	s.countViews()
	s.d.Trace("view", map[string]any{"name": name})
}

// removeView takes the person's own view away; it can be undone.
func (s *Screen) removeView() {
	i := s.view - len(builtIn(s.d.Actor))
	if i < 0 || i >= len(s.memory.Views) {
		return
	}
	before := slices.Clone(s.memory.Views)
	s.memory.Views = slices.Delete(slices.Clone(before), i, i+1)
	s.remember()
	s.d.Toast(lang.L("View {{.Name}} removed", map[string]any{"Name": before[i].Name}), func() {
		s.memory.Views = before
		s.remember()
		s.view = s.sameView()
		s.drawViews()
		s.countViews()
	})
	s.viewChosen(0)
}

// viewLine is the line of views with what can be done to them at its end.
func (s *Screen) viewLine() fyne.CanvasObject {
	s.tabs = parts.NewTabs(nil, 0, s.viewChosen)
	s.saveView = parts.NewButton(lang.L("Save as view"), parts.Quiet, s.askView).AsSmall().WithIcon("add").WithKey("Ctrl S")
	s.dropView = parts.NewButton(lang.L("Remove view"), parts.Quiet, s.removeView).AsSmall().WithIcon("remove")
	s.columnsButton = parts.NewButton(lang.L("Columns"), parts.Quiet, s.chooseColumns).AsSmall().WithIcon("grid").WithKey("C")
	s.tabLine = parts.Row(4, s.tabs, parts.Gap(), s.dropView, s.saveView, s.columnsButton)
	return parts.Inset(0, 16, 0, 24, s.tabLine)
}
