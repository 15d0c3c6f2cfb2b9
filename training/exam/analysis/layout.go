package analysis

import (
	"cmp"
	"slices"

	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/exam/stats"
)

// layout is a record laid out: which column each answer belongs to.
type layout struct {
	record *exam.Record
	sat    []exam.Sat
	totals []float64
	sheet  stats.Sheet
	same   bool
	order  []string            // entries, as they first stand on a paper
	given  map[string][]answer // by entry
}

// answer is one answer to a question.
type answer struct {
	at         int // in sat
	place      int
	questionID string
	points     float64
	most       float64
}

func layOut(r *exam.Record, sat []exam.Sat) *layout {
	l := &layout{record: r, sat: sat, given: map[string][]answer{}}
	for i, s := range sat {
		total, _ := exam.Total(s.Marks)
		l.totals = append(l.totals, total)
		for _, m := range s.Marks {
			it := s.Paper.Items[m.Place]
			e := l.entry(it.QuestionID)
			if l.given[e] == nil {
				l.order = append(l.order, e)
			}
			l.given[e] = append(l.given[e], answer{i, m.Place, it.QuestionID, m.Points, it.Mark})
		}
	}
	l.same = len(sat) > 0
	for _, given := range l.given {
		l.same = l.same && len(given) == len(sat)
	}
	if l.same {
		l.sortByBlueprint()
		l.sheet = l.byQuestion()
	} else {
		l.sheet = l.byPlace()
	}
	return l
}

// entry is what versions of a question share.
func (l *layout) entry(questionID string) string {
	q := l.record.Questions[questionID]
	return cmp.Or(q.EntryID, questionID)
}

// question is the version of an entry by which its last answer was marked.
func (l *layout) question(entry string) bank.Question {
	given := l.given[entry]
	return l.record.Questions[given[len(given)-1].questionID]
}

// sortByBlueprint puts questions by their row, not as the first paper mixed them.
func (l *layout) sortByBlueprint() {
	row := map[string]int{}
	for _, e := range l.order {
		q, most := l.question(e), l.given[e][0].most
		row[e] = slices.IndexFunc(l.record.Exam.Blueprint, func(c exam.Cell) bool { return c.Mark == most && c.Takes(&q) })
	}
	slices.SortStableFunc(l.order, func(a, b string) int { return cmp.Or(row[a]-row[b], cmp.Compare(a, b)) })
}

func (l *layout) blank(columns int) stats.Sheet {
	s := stats.Sheet{Questions: make([]string, columns), Max: make([]float64, columns)}
	for _, one := range l.sat {
		s.Persons, s.Marks = append(s.Persons, one.PersonID), append(s.Marks, make([]float64, columns))
	}
	return s
}

// byQuestion is the sheet of an exam that asked everybody the same.
func (l *layout) byQuestion() stats.Sheet {
	s := l.blank(len(l.order))
	for i, e := range l.order {
		s.Questions[i] = e
		for _, g := range l.given[e] {
			s.Marks[g.at][i], s.Max[i] = g.points, g.most
		}
	}
	return s
}

// byPlace is the sheet where everybody's questions were drawn: a column is a
// place of the blueprint, such as the second question of its third row.
func (l *layout) byPlace() stats.Sheet {
	b := l.record.Exam.Blueprint
	s := l.blank(b.Count())
	first := make([]int, len(b))
	for i := 1; i < len(b); i++ {
		first[i] = first[i-1] + b[i-1].Count
	}
	for i, c := range b {
		for k := range c.Count {
			s.Max[first[i]+k] = c.Mark
		}
	}
	for p := range l.sat {
		for column, points := range l.places(p, b, first) {
			s.Marks[p][column] = points
		}
	}
	return s
}

// places puts the answers of one paper into the rows that they were drawn for.
// Rows that take fewer questions choose first; rows overlap rarely, and inside
// a row the places are alike.
func (l *layout) places(p int, b exam.Blueprint, first []int) map[int]float64 {
	rows := make([]int, len(b))
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(x, y int) int { return narrow(b[y]) - narrow(b[x]) })
	out, used := map[int]float64{}, make([]int, len(b))
	for _, m := range l.sat[p].Marks {
		it := l.sat[p].Paper.Items[m.Place]
		q := l.record.Questions[it.QuestionID]
		for _, row := range rows {
			if c := b[row]; c.Mark == it.Mark && used[row] < c.Count && c.Takes(&q) {
				out[first[row]+used[row]] = m.Points
				used[row]++
				break
			}
		}
	}
	return out
}

// narrow is how much a row asks for.
func narrow(c exam.Cell) int {
	n := 0
	for _, set := range []bool{c.Point != "", c.Kind != "", c.Difficulty != ""} {
		if set {
			n++
		}
	}
	return n
}
