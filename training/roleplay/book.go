package roleplay

import (
	"fmt"
	"regexp"
	"slices"
	"sync"

	"shifu/internal/yamlfile"
)

// compiled is an expression for plain text: long ones are refused with the rest.
func compiled(text string) (*regexp.Regexp, error) {
	const most = 500
	if text == "" || len(text) > most {
		return nil, fmt.Errorf("an expression of %d bytes", len(text))
	}
	return regexp.Compile(text)
}

// pages are the points and phrases that every scenario may use.
type pages struct {
	points    []Point
	forbidden []Phrase
}

var readBook = sync.OnceValues(func() (pages, error) {
	r := reader{yamlfile.New("book.yaml")}
	var p pages
	root, err := r.Parse(book)
	if err != nil {
		return p, err
	}
	err = r.Fields(root, "", map[string]yamlfile.Setter{"points": yamlfile.Each(&r.Source, &p.points, r.point), "forbidden": yamlfile.Each(&r.Source, &p.forbidden, r.phrase)})
	return p, err
})

// useBook adds the points of the book that the scenario asks for without
// defining them, and its forbidden phrases.
func (s *Scenario) useBook() error {
	p, err := readBook()
	if err != nil {
		return err
	}
	for _, x := range p.points {
		if s.Point(x.ID) == nil && (s.needs(x.ID) || slices.Contains(s.Order, x.ID)) {
			s.Points = append(s.Points, x)
		}
	}
	s.Forbidden = append(s.Forbidden, p.forbidden...)
	return nil
}
