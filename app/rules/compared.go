package rules

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/proposal"
)

// mostPairs bounds what is compared: some 300 calls of 17 questions and more.
const mostPairs = 20000

// compared are proposals beside people's answers, question by question, with
// the trust gate of each.
type compared struct {
	s        *Screen
	rubrics  []qa.Version
	here     int // rubric
	from     proposal.Source
	versions map[string]qa.Version
	rows     []sideRow
	pairs    []proposal.Pair // of the row chosen

	table, list *parts.Table
	bar         *fyne.Container
	body        *fyne.Container
	content     fyne.CanvasObject
}

// sideRow is one question.
type sideRow struct {
	number, text string
	s            proposal.Standing
	kappa        string
}

func newCompared(s *Screen) *compared {
	c := &compared{s: s, here: -1, from: proposal.Model, versions: map[string]qa.Version{}, bar: parts.Row(12), body: container.NewStack()}
	c.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("No."), Width: 44}, {Title: lang.L("Question")}, {Title: lang.L("Compared"), Width: 72}, {Title: lang.L("Agreement"), Width: 78},
		{Title: lang.L("likely"), Width: 100, Yield: 3}, {Title: lang.L("Kappa"), Width: 58, Yield: 2}, {Title: lang.L("Latest 25"), Width: 76}, {Title: lang.L("Trust"), Width: 130},
	}, func() int { return len(c.rows) }, c.cell)
	c.table.Left = 24
	c.table.OnChosen = c.choose
	c.list = parts.NewTable([]parts.TableColumn{{Title: lang.L("Submitted"), Width: 118}, {Title: lang.L("Proposed"), Width: 110}, {Title: lang.L("Person")}},
		func() int { return len(c.pairs) }, c.pairCell)
	c.list.OnOpened = func(i int) {
		s.d.Go(desk.Route{Place: desk.Room, ID: c.pairs[i].CallID, Evaluation: c.pairs[i].EvaluationID})
	}
	c.content = parts.Dock(parts.Stack(0, parts.Inset(8, 16, 8, 24, c.bar), parts.NewHairline()), nil, nil, nil, c.body)
	return c
}

// sides is what one look found.
type sides struct {
	rubrics  []qa.Version
	here     int
	versions map[string]qa.Version
	pairs    []proposal.Pair
	set      proposal.Settings
}

func (c *compared) load() {
	here, from := c.here, c.from
	background.Run(c.s.ctx, c.s.d.Stage, func(ctx context.Context) (sides, error) { return c.read(ctx, here, from) },
		func(got sides, err error) {
			if err != nil {
				c.s.d.Fail(err)
				return
			}
			c.rubrics, c.here, c.versions = got.rubrics, got.here, got.versions
			c.fill(got)
			c.show()
		})
}

func (c *compared) read(ctx context.Context, here int, from proposal.Source) (got sides, err error) {
	d := c.s.d
	if got.rubrics, err = d.Quality.Rubrics(ctx, d.Actor); err != nil || len(got.rubrics) == 0 {
		return got, err
	}
	slices.SortStableFunc(got.rubrics, func(a, b qa.Version) int { return strings.Compare(a.Title, b.Title) })
	if got.set, err = d.Assist.Proposals.Settings(ctx, d.Actor); err != nil {
		return got, err
	}
	got.here = min(here, len(got.rubrics)-1)
	if here < 0 {
		own := func(v qa.Version) bool { return words.Parse(v.Language) == d.Settings.Language }
		got.here = max(slices.IndexFunc(got.rubrics, own), 0)
	}
	v := got.rubrics[got.here]
	if got.pairs, err = d.Assist.Proposals.Pairs(ctx, d.Actor, v.RubricID, from, mostPairs); err != nil {
		return got, err
	}
	got.versions = map[string]qa.Version{v.ID: v}
	for _, p := range got.pairs {
		if _, known := got.versions[p.VersionID]; !known {
			if got.versions[p.VersionID], err = d.Quality.Version(ctx, d.Actor, p.VersionID); err != nil {
				return got, err
			}
		}
	}
	return got, nil
}

func (c *compared) fill(got sides) {
	c.rows, c.pairs = nil, nil
	if len(got.rubrics) == 0 {
		return
	}
	v, standings := got.rubrics[got.here], proposal.Standings(got.pairs, got.set.TargetOf)
	for _, q := range v.All {
		if s, any := standings[q.Ref]; any {
			c.rows = append(c.rows, sideRow{q.Ref, q.Text, s, kappa(s.Pairs)})
		}
	}
	c.choose(min(0, len(c.rows)-1))
}

func (c *compared) choose(i int) {
	c.pairs = nil
	if i >= 0 && i < len(c.rows) {
		c.pairs = c.rows[i].s.Pairs
	}
	c.list.Refresh()
}

// show lays the page out.
func (c *compared) show() {
	names := make([]string, len(c.rubrics))
	for i, v := range c.rubrics {
		names[i] = v.Title
	}
	froms := []proposal.Source{proposal.Model, proposal.Rule}
	from := parts.NewSegments([]string{lang.L("Model"), lang.L("Rules")}, slices.Index(froms, c.from), func(i int) { c.from = froms[i]; c.load() })
	c.bar.Objects = []fyne.CanvasObject{from}
	if len(names) > 1 {
		choose := parts.NewSelect(names, c.here, func(i int) { c.here = i; c.load() }).Wide(220)
		choose.Small = true
		c.bar.Add(choose)
	}
	c.bar.Add(parts.Grow(parts.Label(lang.L("At least 20 compared and the latest 25 above the target open a question; then it may be filled in beforehand.")).Cutting()))
	body := fyne.CanvasObject(parts.EmptyState("scales", lang.L("Nothing to compare yet"),
		lang.L("Score calls while rules or a model in trial propose: what people answer is laid beside it here.")))
	if len(c.rows) > 0 {
		body = c.s.twoColumns(c.table, c.list)
	}
	c.body.Objects = []fyne.CanvasObject{body}
	c.bar.Refresh()
	c.body.Refresh()
	c.table.Refresh()
	c.s.d.Trace("compared", map[string]any{"questions": len(c.rows), "source": string(c.from)})
}

func (c *compared) cell(row, column int) parts.Cell {
	r := c.rows[row]
	switch column {
	case 0:
		return parts.Cell{Text: r.number, Tone: look.Ink3}
	case 1:
		return parts.Cell{Text: r.text}
	case 2:
		return parts.Cell{Text: chart.Count(r.s.N)}
	case 3:
		return parts.Cell{Text: chart.Percent(r.s.Share(), 0)}
	case 4:
		return parts.Cell{Text: likely(r.s.Agreed, r.s.N), Tone: look.Ink3}
	case 5:
		return parts.Cell{Text: r.kappa}
	case 6:
		return parts.Cell{Text: lang.L("{{.N}} of {{.Of}}", map[string]any{"N": r.s.Same, "Of": r.s.Latest})}
	}
	return trustCell(r.s)
}

func trustCell(s proposal.Standing) parts.Cell {
	switch {
	case s.Open():
		return parts.StateCell(lang.L("may fill in"), parts.StateGood)
	case s.N < proposal.GateLeast:
		return parts.StateCell(lang.L("too few"), parts.StateFew)
	}
	return parts.StateCell(lang.L("suggests only"), parts.StatePartly)
}

func (c *compared) pairCell(row, column int) parts.Cell {
	p := c.pairs[row]
	if column == 0 {
		return parts.Cell{Text: c.s.d.Moment(p.At), Tone: look.Ink2}
	}
	a := p.Proposed
	if column == 2 {
		a = p.Given
	}
	state := parts.StateGood
	if !p.Agrees() {
		state = parts.StateBad
	}
	if column == 1 {
		state = parts.StateOpen
	}
	return parts.StateCell(c.word(p, a), state)
}

// word is an answer in the words of the version that was used.
func (c *compared) word(p proposal.Pair, a qa.Answer) string {
	if a.NA {
		return lang.L("N/A")
	}
	v := c.versions[p.VersionID]
	if q, _, ok := v.Find(p.Ref); ok && len(a.Options) > 0 && a.Options[0] < len(q.Choices()) {
		return q.Choices()[a.Options[0]].Label
	}
	return a.Value
}

// kappa is Cohen's, a dash where it is undefined.
func kappa(pairs []proposal.Pair) string {
	k := proposal.Agreement(pairs).Cohen.Kappa
	if k.Value == nil {
		return "–"
	}
	return chart.Number(*k.Value, 2)
}
