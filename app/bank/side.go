package bank

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/bank"
)

// facet is one line at the left: a category, a knowledge point, or a title.
type facet struct {
	word  string
	n     int
	deep  int
	title bool
	set   func(f *bank.Filter)
	is    func(f *bank.Filter) bool
}

// facets are all questions, the tree of categories, and the knowledge points of
// the chosen category, each with how many questions of the other conditions
// belong to it.
func (s *Screen) facets() []facet {
	f := s.filter
	f.Category, f.Point = "", ""
	categories, points, all := map[string]int{}, map[string]int{}, 0
	for i := range s.all {
		q := &s.all[i].Question
		if !f.Takes(q) {
			continue
		}
		all++
		for c := q.Category; c != ""; c = above(c) {
			categories[c]++
		}
		if bank.Below(q.Category, s.filter.Category) && q.Tags.Point != "" {
			points[q.Tags.Point]++
		}
	}
	out := []facet{{word: lang.L("All questions"), n: all, set: func(f *bank.Filter) { f.Category, f.Point = "", "" }, is: func(f *bank.Filter) bool { return f.Category == "" && f.Point == "" }}}
	out = append(out, facet{word: lang.L("Categories"), title: true})
	for _, c := range sorted(categories) {
		out = append(out, facet{word: last(c), n: categories[c], deep: strings.Count(c, "/"), set: func(f *bank.Filter) { f.Category, f.Point = c, "" },
			is: func(f *bank.Filter) bool { return f.Category == c && f.Point == "" }})
	}
	out = append(out, facet{word: lang.L("Knowledge points"), title: true})
	for _, p := range sorted(points) {
		out = append(out, facet{word: p, n: points[p], set: func(f *bank.Filter) { f.Point = p }, is: func(f *bank.Filter) bool { return f.Point == p }})
	}
	return out
}

func above(category string) string {
	if i := strings.LastIndexByte(category, '/'); i >= 0 {
		return category[:i]
	}
	return ""
}

func last(category string) string { return category[strings.LastIndexByte(category, '/')+1:] }

func sorted(counts map[string]int) []string {
	out := make([]string, 0, len(counts))
	for word := range counts {
		out = append(out, word)
	}
	slices.Sort(out)
	return out
}

func newFacetRow() fyne.CanvasObject { return container.NewStack() }

func (s *Screen) fillFacet(i int, o fyne.CanvasObject) {
	e := s.nav[i]
	line := parts.Row(8)
	switch {
	case e.title:
		line.Add(parts.Label(e.word))
	case e.is(&s.filter):
		line.Add(parts.Grow(parts.Strong(e.word).Cutting()))
		line.Add(parts.Second(chart.Count(e.n)))
	default:
		line.Add(parts.Grow(parts.Body(e.word).Cutting()))
		line.Add(parts.Label(chart.Count(e.n)))
	}
	o.(*fyne.Container).Objects = []fyne.CanvasObject{parts.Inset(0, 12, 0, look.Scaled(16+12*float32(e.deep)), line)}
	o.Refresh()
}

func (s *Screen) enter(i int) {
	if i >= 0 && i < len(s.nav) && !s.nav[i].title {
		s.nav[i].set(&s.filter)
		s.show()
	}
}

// narrowing are the conditions beside the search: kind, difficulty, state,
// region.
type narrowing struct {
	s                               *Screen
	kind, difficulty, state, region *parts.Select
	regions                         []string
	row                             *fyne.Container
}

var difficulties = []bank.Difficulty{bank.Easy, bank.Medium, bank.Hard}

var states = []bank.State{bank.Active, bank.Draft, bank.Frozen, bank.Retired}

func newNarrowing(s *Screen) *narrowing {
	n := &narrowing{s: s}
	kinds, bands, stands := []string{lang.L("All kinds")}, []string{lang.L("Any difficulty")}, []string{lang.L("All states")}
	for _, k := range bank.Kinds {
		kinds = append(kinds, desk.KindName(k))
	}
	for _, d := range difficulties {
		bands = append(bands, desk.DifficultyName(d))
	}
	for _, st := range states {
		stands = append(stands, desk.QuestionStateName(st))
	}
	n.kind, n.difficulty = parts.NewSelect(kinds, 0, n.changed).Wide(124), parts.NewSelect(bands, 0, n.changed).Wide(124)
	n.state, n.region = parts.NewSelect(stands, 0, n.changed).Wide(108), parts.NewSelect([]string{lang.L("All regions")}, 0, n.changed).Wide(112)
	n.row = parts.Row(8, n.kind, n.difficulty, n.state, n.region)
	return n
}

// offer lists the regions that there are.
func (n *narrowing) offer(all []bank.Entry) {
	n.regions = nil
	for i := range all {
		if r := all[i].Tags.Region; r != "" && !slices.Contains(n.regions, r) {
			n.regions = append(n.regions, r)
		}
	}
	slices.Sort(n.regions)
	n.region.SetOptions(append([]string{lang.L("All regions")}, n.regions...), slices.Index(n.regions, n.s.filter.Region)+1)
}

func (n *narrowing) clear() {
	for _, c := range []*parts.Select{n.kind, n.difficulty, n.state, n.region} {
		c.SetOptions(c.Options, 0)
	}
}

func (n *narrowing) changed(int) {
	f := &n.s.filter
	f.Kinds, f.States, f.Difficulty, f.Region = nil, nil, "", ""
	if i := n.kind.Chosen; i > 0 {
		f.Kinds = bank.Kinds[i-1 : i]
	}
	if i := n.difficulty.Chosen; i > 0 {
		f.Difficulty = difficulties[i-1]
	}
	if i := n.state.Chosen; i > 0 {
		f.States = states[i-1 : i]
	}
	if i := n.region.Chosen; i > 0 {
		f.Region = n.regions[i-1]
	}
	n.s.show()
}
