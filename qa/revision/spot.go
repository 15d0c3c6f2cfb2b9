package revision

import (
	"strconv"
	"strings"
)

// Spot is a place in a version that a problem names: a field of the rubric, of
// a section, or of a question. Section and Question are -1 for none.
type Spot struct {
	Section, Question int
	Field             string // the key, with what follows: "options[1].score"
}

// SpotOf reads the path of a qa.Problem: "sections[0].questions[2].text".
func SpotOf(path string) Spot {
	s := Spot{Section: -1, Question: -1, Field: path}
	s.Section, s.Field = indexed("sections", s.Field)
	if s.Section >= 0 {
		s.Question, s.Field = indexed("questions", s.Field)
	}
	return s
}

// indexed cuts "name[n]." from the front of a path; n is -1 without it.
func indexed(name, path string) (n int, rest string) {
	after, ok := strings.CutPrefix(path, name+"[")
	if !ok {
		return -1, path
	}
	digits, rest, ok := strings.Cut(after, "]")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 0 {
		return -1, path
	}
	return n, strings.TrimPrefix(rest, ".")
}

// Key is the field without its places: "options" of "options[1].score".
func (s Spot) Key() string {
	key, _, _ := strings.Cut(s.Field, "[")
	key, _, _ = strings.Cut(key, ".")
	return key
}
