// Package revision is how rubrics change: drafts of the next version, the
// edits made to them, the comparison of any two versions, and the scales from
// which questions take their options.
package revision

import (
	"shifu/qa"
)

// Change says what became of a section or question between two versions.
type Change uint8

// The changes. Whether something also stands elsewhere is said beside them.
const (
	Same Change = iota
	Added
	Removed
	Changed
)

// Field is one field that differs, named by its key in rubric files, with its
// text in both versions; empty where it is not set.
type Field struct{ Key, Left, Right string }

// Row is one question in the left version, the right one, or both.
type Row struct {
	Ref         string
	Left, Right *qa.Question  // nil: not there
	From, To    qa.QuestionAt // its places; only where it is there
	Change      Change
	Moved       bool // it stands in another section, or in another order within its own
	Fields      []Field
}

// Group is one section in the left version, the right one, or both, with its
// questions in the order of the right version; what was removed stands where
// it was.
type Group struct {
	Left, Right *qa.Section
	From, To    int
	Change      Change
	Moved       bool
	Fields      []Field
	Rows        []Row
}

// Totals counts questions.
type Totals struct{ Added, Removed, Changed, Moved int }

// Any reports whether there is one.
func (t Totals) Any() bool { return t != Totals{} }

// Comparison is two versions side by side.
type Comparison struct {
	Head   []Field // of the rubric as a whole
	Groups []Group
	Totals Totals // a question that was changed and moved counts as both
}

// Equal reports whether the two versions ask and score alike.
func (c *Comparison) Equal() bool {
	if len(c.Head) > 0 || c.Totals.Any() {
		return false
	}
	for _, g := range c.Groups {
		if g.Change != Same || g.Moved {
			return false
		}
	}
	return true
}

// Compare sets two versions side by side. Questions are the same where their
// refs are; sections where their titles are, or else where they share most
// questions. Both versions may still have problems.
func Compare(left, right *qa.Version) Comparison {
	c := comparer{left: left, right: right, at: places(left), taken: map[string]bool{}}
	out := Comparison{Head: differing(left, right, headFields)}
	pairs := pairSections(left, right)
	moved := outOfOrder(pairs)
	for s := range right.Sections {
		out.Groups = append(out.Groups, c.group(pairs[s], s, moved[s]))
	}
	out.Groups = withRemoved(out.Groups, func(g Group) (int, bool) { return g.From, g.Left != nil }, c.gone(pairs))
	for i := range out.Groups {
		g := &out.Groups[i]
		g.Rows = withRemoved(g.Rows, func(r Row) (int, bool) {
			return r.From.Question, r.Left != nil && g.Left != nil && r.From.Section == g.From
		}, c.removed(g))
	}
	out.count()
	return out
}

func (c *Comparison) count() {
	for _, g := range c.Groups {
		for _, r := range g.Rows {
			switch r.Change {
			case Added:
				c.Totals.Added++
			case Removed:
				c.Totals.Removed++
			case Changed:
				c.Totals.Changed++
			}
			if r.Moved {
				c.Totals.Moved++
			}
		}
	}
}

// comparer is a comparison being made.
type comparer struct {
	left, right *qa.Version
	at          map[string]qa.QuestionAt // in the left version
	taken       map[string]bool          // refs that found their question
}

func places(v *qa.Version) map[string]qa.QuestionAt {
	at := make(map[string]qa.QuestionAt, v.Count())
	for p, q := range v.All {
		if _, twice := at[q.Ref]; !twice {
			at[q.Ref] = p
		}
	}
	return at
}

// group sets section s of the right version beside section l of the left one,
// -1 for none.
func (c *comparer) group(l, s int, moved bool) Group {
	g := Group{Right: &c.right.Sections[s], From: l, To: s, Change: Added}
	if l >= 0 {
		g.Left, g.Moved = &c.left.Sections[l], moved
		g.Fields = differing(g.Left, g.Right, sectionFields)
		g.Change = changeOf(g.Fields)
	}
	var stayed []int // left places of the rows that are still in this section
	var rows []int
	for i := range g.Right.Questions {
		row := c.row(&g.Right.Questions[i], qa.QuestionAt{Section: s, Question: i}, l)
		if row.Left != nil && !row.Moved {
			stayed, rows = append(stayed, row.From.Question), append(rows, i)
		}
		g.Rows = append(g.Rows, row)
	}
	for i, moved := range outOfOrder(stayed) {
		g.Rows[rows[i]].Moved = moved
	}
	return g
}

func (c *comparer) row(q *qa.Question, to qa.QuestionAt, section int) Row {
	r := Row{Ref: q.Ref, Right: q, To: to, Change: Added}
	from, known := c.at[q.Ref]
	if !known || c.taken[q.Ref] {
		return r
	}
	c.taken[q.Ref] = true
	r.Left, r.From = &c.left.Sections[from.Section].Questions[from.Question], from
	r.Moved = from.Section != section
	r.Fields = differing(r.Left, r.Right, questionFields)
	r.Change = changeOf(r.Fields)
	return r
}

func changeOf(fields []Field) Change {
	if len(fields) > 0 {
		return Changed
	}
	return Same
}

// gone are the sections of the left version that the right one lacks.
func (c *comparer) gone(pairs []int) []Group {
	kept := map[int]bool{}
	for _, l := range pairs {
		kept[l] = true
	}
	var out []Group
	for l := range c.left.Sections {
		if !kept[l] {
			out = append(out, Group{Left: &c.left.Sections[l], From: l, To: -1, Change: Removed})
		}
	}
	return out
}

// removed are the questions of the group's left section that the right version lacks.
func (c *comparer) removed(g *Group) []Row {
	if g.Left == nil {
		return nil
	}
	var out []Row
	for i := range g.Left.Questions {
		q, from := &g.Left.Questions[i], qa.QuestionAt{Section: g.From, Question: i}
		if !c.taken[q.Ref] || c.at[q.Ref] != from {
			out = append(out, Row{Ref: q.Ref, Left: q, From: from, Change: Removed})
		}
	}
	return out
}

// withRemoved puts each removed thing behind the one that stood before it on
// the left. place says where a thing stood, ok false if that does not count.
func withRemoved[T any](list []T, place func(T) (at int, ok bool), removed []T) []T {
	for _, gone := range removed {
		where, _ := place(gone)
		to, best := 0, -1
		for i, t := range list {
			if at, ok := place(t); ok && at < where && at > best {
				to, best = i+1, at
			}
		}
		list = append(list[:to:to], append([]T{gone}, list[to:]...)...)
	}
	return list
}
