package library

import (
	"maps"
	"slices"

	"shifu/app/desk"
	"shifu/recordings"
)

// left is the library as somebody left it, to be found again on coming back:
// what was asked, where the list stood, what was chosen and marked, and what
// can be undone.
type left struct {
	asks         question
	said         bool
	line         int // chosen among what was said
	chosen       string
	first, shown int // rows in view
	marked       map[string]recordings.Row
	undos        []*deed
}

// Here is where one is, as it stands.
func (s *Screen) Here() desk.Route {
	l := &left{asks: s.asks.copied(), said: s.said.on, line: s.said.table.Chosen(), chosen: s.preview.row.ID, marked: maps.Clone(s.marks.rows)}
	l.first, l.shown = s.table.List().InView()
	for _, d := range s.undos {
		l.undos = append(l.undos, &deed{backs: d.backs}) // what came after belongs to the old screen
	}
	return desk.Route{Place: desk.Library, Left: l}
}

// returning takes over how the library was left.
func (s *Screen) returning(l *left) {
	s.back, s.asks, s.wanted = l, l.asks.copied(), l.chosen
	s.said.on, s.said.wanted = l.said, l.line
	s.undos = slices.Clone(l.undos)
}

// returned asks the same again, where the list stood.
func (s *Screen) returned() {
	s.marks.rows = maps.Clone(s.back.marked)
	s.view = s.sameView()
	s.drawViews()
	s.drawConditions()
	s.ask(s.back.first/blockRows*blockRows, false)
}

// standAgain brings the rows into view that were in view: the last but one of
// them, since the last may have been cut.
func (s *Screen) standAgain() {
	if b := s.back; b != nil {
		s.back = nil
		s.table.List().ScrollTo(max(min(b.first+b.shown-1, s.rows.count)-1, 0))
	}
}
