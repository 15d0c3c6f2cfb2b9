package coaching

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/training/coaching"
)

// spans are the days that the Pareto can look back, and mostRows how many
// questions it shows.
var spans = []int{30, 90, 365}

const mostRows = 14

// first is the page of what to coach first: a Pareto of the points that
// questions cost a call.
type first struct {
	s       *Screen
	stale   bool
	busy    bool
	days    int // of spans
	person  string
	persons []people.Person
	all     []coaching.Priority
	loaded  bool
}

func newFirst(s *Screen) *first { return &first{s: s, stale: true, days: 1} }

func (f *first) page() fyne.CanvasObject {
	if f.stale && !f.busy {
		f.read()
	}
	bar := parts.Inset(10, 24, 6, 24, parts.High(30, f.filters()))
	if !f.loaded {
		return parts.Dock(bar, nil, nil, nil, parts.Room(0, 0))
	}
	if len(f.all) == 0 {
		return parts.Dock(bar, nil, nil, nil, parts.EmptyState("okcircle", lang.L("No points were lost"), lang.L("Choose more days, or another team or person.")))
	}
	how := parts.NewParagraph(lang.L("Points a call loses on each question: mean loss x weight x share of calls to which it applied. The tick is the running share of all points lost. Press Enter to plan coaching on a question."), look.TextLabel, look.Ink2)
	how.Width = f.s.d.Window.Canvas().Size().Width - look.Scaled(look.WidthRail) - 72
	return parts.Dock(bar, nil, nil, nil, parts.Scrolling(parts.Inset(4, 24, 24, 24, parts.Stack(8, how, f.pareto()))))
}

func (f *first) filters() fyne.CanvasObject {
	words := make([]string, len(spans))
	for i, n := range spans {
		words[i] = lang.L("{{.N}} days", map[string]any{"N": n})
	}
	names, at := []string{lang.L("Everybody")}, 0
	for i, p := range f.persons {
		if names = append(names, p.Name); p.ID == f.person {
			at = i + 1
		}
	}
	pick := parts.NewSelect(names, at, func(i int) {
		f.person = ""
		if i > 0 {
			f.person = f.persons[i-1].ID
		}
		f.again()
	}).Wide(160)
	return parts.Row(12, parts.NewSegments(words, f.days, func(i int) { f.days = i; f.again() }), parts.Label(lang.L("Whose calls")), pick, parts.Gap())
}

func (f *first) again() {
	f.stale = true
	f.s.show()
}

func (f *first) read() {
	s := f.s
	f.busy, f.stale = true, false
	g := coaching.Group{PersonID: f.person, TeamID: s.team}
	since := s.d.Now().AddDate(0, 0, -spans[f.days])
	type read struct {
		all     []coaching.Priority
		persons []people.Person
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (r read, err error) {
		if r.all, err = s.d.CoachingFigures.Priorities(ctx, s.d.Actor, g, since); err != nil {
			return r, err
		}
		r.persons, err = s.d.People.Persons(ctx, s.d.Actor, people.Find{TeamID: s.team, Role: people.Agent})
		return r, err
	}, func(r read, err error) {
		if f.busy = false; err != nil {
			s.d.Fail(err)
			return
		}
		f.all, f.persons, f.loaded = r.all, r.persons, true
		s.d.Trace("priorities", map[string]any{"n": len(r.all)})
		if s.tab == tabFirst && s.open == nil {
			s.show()
		}
	})
}

// pareto are the questions, that which costs most first.
func (f *first) pareto() fyne.CanvasObject {
	shown := f.all[:min(len(f.all), mostRows)]
	rows := make([]parts.RowMark, len(shown))
	for i, p := range shown {
		rows[i] = parts.RowMark{Name: p.Ref + "  " + p.Question, Note: lang.L("n {{.N}}", map[string]any{"N": p.N}), Value: p.Part, Mark: p.Sum, Marked: true, Few: p.Few(), Tone: look.Accent,
			Text: lang.L("{{.Points}} points a call, {{.Share}} of all", map[string]any{"Points": chart.Number(p.Value, 2), "Share": chart.Percent(p.Part, 0)})}
		if p.Few() {
			rows[i].Text = lang.L("Too few to tell")
		}
	}
	c := parts.NewRowChart(chart.Scale{Low: 0, High: 1}, rows)
	c.NameWide, c.TextWide = 300, 220
	c.Format = func(v, _ float64) string { return chart.Percent(v, 0) }
	c.Tell = func(i int) string {
		p := shown[i]
		return lang.L("lost {{.Lost}} (likely {{.Low}} to {{.High}}) x weight {{.Weight}} x {{.Share}} of {{.Of}} calls", map[string]any{"Lost": chart.Percent(p.Lost, 0), "Low": chart.Number(100*p.Low, 0),
			"High": chart.Percent(p.High, 0), "Weight": chart.Number(p.Weight, 1), "Share": chart.Percent(p.Share, 0), "Of": chart.Count(p.Of)})
	}
	c.OnOpened = func(i int) { f.s.draftOn(f.person, shown[i].RubricID, shown[i].Ref) }
	return c
}
