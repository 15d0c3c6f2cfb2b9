package insight

import (
	"context"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/qa"
	figures "shifu/qa/insight"
	"shifu/recordings"
)

func className(c qa.Class) string {
	switch c {
	case qa.ClassCustomer:
		return lang.L("Customer-critical")
	case qa.ClassBusiness:
		return lang.L("Business-critical")
	case qa.ClassCompliance:
		return lang.L("Compliance-critical")
	}
	return lang.L("Not critical")
}

// accuracy shows the four accuracies, for everybody or unit by unit.
func (s *Screen) accuracy() face {
	by, rows := s.by(), table{name: lang.L("Accuracy"), form: "ttccppp", columns: []string{lang.L("Accuracy"), byWord(s.by()), lang.L("Without error"), lang.L("n"), lang.L("Share"), lang.L("Low"), lang.L("High")}}
	var marks []parts.RowMark
	var opens []func(*qa.Find)
	lowest := 1.0
	for _, class := range qa.Classes {
		for _, u := range s.found.board.Units(by) {
			r := figures.Accuracy(&u.Accuracy, class)
			if r.N == 0 {
				continue
			}
			low, high := r.Interval()
			lowest = min(lowest, low)
			name := className(class)
			if by != figures.ByAll {
				name += "  " + s.unitName(by, u)
			}
			marks = append(marks, parts.RowMark{Name: name, Note: nText(r.N), Text: rateText(r), Value: r.Share(), Span: true, Low: low, High: high, Few: r.Few()})
			opens = append(opens, func(f *qa.Find) { *f = u.Narrow(by, *f); f.About.Class = class })
			rows.add(className(class), s.names.name(u.ID), r.Hits, r.N, r.Share(), low, high)
		}
	}
	if len(marks) == 0 {
		return face{}
	}
	c := parts.NewRowChart(chart.Scale{Low: math.Floor(lowest*10) / 10, High: 1}, marks)
	c.NameWide, c.Format = 300, percentTick
	c.OnOpened = func(i int) { s.behind(opens[i]) }
	return face{say: lang.L("Evaluations without an error of the class; non-critical: answers without one"), chart: long(c), rows: rows,
		foot: []fyne.CanvasObject{parts.Label(lang.L("Span: 95 % interval")), parts.Label(lang.L("Overlapping spans are no ranking")), parts.Label(lang.L("Enter opens the evaluations with an error"))}}
}

// companies compares in-house people and vendors.
func (s *Screen) companies() face {
	var own, vendors figures.Sum
	var marks []parts.RowMark
	units := s.found.board.Units(figures.ByOrganisation)
	rows := table{name: lang.L("In-house and vendors"), form: "tcsssp", columns: []string{lang.L("Organisation"), lang.L("n"), lang.L("Mean score"), lang.L("Low"), lang.L("High"), lang.L("With a critical error")}}
	low, high := 100.0, 0.0
	for _, u := range units {
		m := u.Scores.Mean()
		if s.names.kind[u.ID] == people.Vendor {
			vendors.Join(u.Scores)
		} else {
			own.Join(u.Scores)
		}
		low, high = min(low, m.Low), max(high, m.High)
		marks = append(marks, parts.RowMark{Name: s.unitName(figures.ByOrganisation, u), Note: nText(m.N), Text: meanText(m), Value: m.Value, Span: true, Low: m.Low, High: m.High, Few: m.Few()})
		rows.add(s.unitName(figures.ByOrganisation, u), m.N, m.Value, m.Low, m.High, u.Critical.Share())
	}
	if len(marks) == 0 {
		return face{}
	}
	c := parts.NewRowChart(chart.Around([]float64{low, high}, 4), marks)
	c.OnOpened = func(i int) { s.behind(func(f *qa.Find) { *f = units[i].Narrow(figures.ByOrganisation, *f) }) }
	return face{say: verdict(own, vendors), chart: long(c), rows: rows,
		foot: []fyne.CanvasObject{parts.Label(lang.L("Span: 95 % interval")), parts.Label(lang.L("Overlapping spans are no ranking")), parts.Label(lang.L("Difference by Welch's method"))}}
}

// verdict says whether in-house people and vendors differ.
func verdict(own, vendors figures.Sum) string {
	d := figures.Difference(own, vendors)
	values := map[string]any{"Own": chart.Number(own.Mean().Value, 1), "Vendors": chart.Number(vendors.Mean().Value, 1), "Points": signedText(d)}
	switch {
	case !d.Known:
		return lang.L("Only one side has evaluations here")
	case d.Few():
		return lang.L("In-house {{.Own}}, vendors {{.Vendors}}: too few to compare", values)
	case d.Low <= 0 && d.High >= 0:
		return lang.L("In-house {{.Own}}, vendors {{.Vendors}}: no difference can be told", values)
	}
	return lang.L("In-house {{.Own}}, vendors {{.Vendors}}: differs by {{.Points}}", values)
}

// severity holds reviewers against others of the same agents.
func (s *Screen) severity() face {
	all := s.found.board.Severities()
	if len(all) == 0 {
		return face{}
	}
	far := 5.0
	rows := table{name: lang.L("Reviewer severity"), form: "tcscddd", columns: []string{lang.L("Reviewer"), lang.L("Evaluations"), lang.L("Mean score"), lang.L("Compared"), lang.L("Deviation"), lang.L("Low"), lang.L("High")}}
	marks := make([]parts.RowMark, len(all))
	for i, r := range all {
		far = max(far, min(math.Abs(r.Low), 30), min(math.Abs(r.High), 30))
		marks[i] = parts.RowMark{Name: r.Name, Note: nText(r.N), Text: signedText(r.Mean), Value: r.Value, Span: r.Known, Low: r.Low, High: r.High, Few: r.Few()}
		rows.add(r.Name, r.Scores.N, r.Scores.Value, r.N, r.Value, r.Low, r.High)
	}
	c := parts.NewRowChart(chart.Around([]float64{-far, far}, 4), marks)
	c.TextWide = 230
	c.Format = func(v, _ float64) string { return chart.Signed(v, 0) }
	c.OnOpened = func(i int) { s.behind(func(f *qa.Find) { f.ReviewerID = all[i].ID }) }
	return face{say: lang.L("How far scores lie from what others gave the same agents; left is stricter"), chart: long(c), rows: rows,
		foot: s.severityFoot()}
}

func (s *Screen) severityFoot() []fyne.CanvasObject {
	foot := []fyne.CanvasObject{parts.Label(lang.L("Information about scores, not a judgement of people")), parts.Label(lang.L("Span: 95 % interval")),
		parts.Label(lang.L("n: evaluations that can be compared"))}
	if s.d.Actor.May(people.ReleaseScores) {
		foot = append(foot, parts.NewLink(lang.L("Open the profiles"), func() { s.d.Go(desk.Route{Place: desk.Reviewers}) }))
	}
	return foot
}

// appeals shows how far evaluations came.
func (s *Screen) appeals() face {
	f := s.found.board.Funnel()
	if f.Submitted == 0 {
		return face{}
	}
	steps := []struct {
		name  string
		n, of int
		state qa.State
	}{{lang.L("Submitted"), f.Submitted, f.Submitted, ""}, {lang.L("Released"), f.Released, f.Submitted, qa.Released},
		{lang.L("Acknowledged"), f.Acknowledged, f.Released, qa.Acknowledged}, {lang.L("Appeal filed"), f.Appealed, f.Released, qa.Appealed},
		{lang.L("Decided"), f.Decided, f.Appealed, qa.Appealed}, {lang.L("Revised"), f.Revised, f.Decided, qa.Revised}}
	rows := table{name: lang.L("How appeals end"), form: "tccppp", columns: []string{lang.L("Step"), lang.L("n"), lang.L("Of the step before"), lang.L("Share"), lang.L("Low"), lang.L("High")}}
	marks := make([]parts.RowMark, len(steps))
	for i, x := range steps {
		r := figures.Rate{Hits: x.n, N: x.of}
		low, high := r.Interval()
		marks[i] = parts.RowMark{Name: x.name, Note: chart.Count(x.n), Value: float64(x.n), Whole: float64(x.of), Few: r.Few()}
		if i > 0 && x.of > 0 {
			marks[i].Text = lang.L("{{.Rate}} of {{.N}}", map[string]any{"Rate": rateText(r), "N": chart.Count(x.of)})
		}
		if x.of == 0 {
			rows.add(x.name, x.n, x.of, nil, nil, nil)
			continue
		}
		rows.add(x.name, x.n, x.of, r.Share(), low, high)
	}
	c := parts.NewRowChart(chart.Around([]float64{0, float64(f.Submitted)}, 4), marks)
	c.NameWide, c.TextWide = 150, 260
	c.OnOpened = func(i int) { s.behind(func(f *qa.Find) { f.About.Passed = steps[i].state }) }
	return face{say: lang.L("How far evaluations came on their way to the agent, and how appeals ended"), chart: long(c), rows: rows,
		foot: []fyne.CanvasObject{parts.Label(lang.L("Pale: the step that it is a part of")), parts.Label(lang.L("Enter opens the list behind a row"))}}
}

// long is a chart that scrolls where it has many rows.
func long(c *parts.RowChart) fyne.CanvasObject {
	if len(c.Rows) <= mostBelow {
		return c
	}
	return parts.Scrolling(c)
}

// stratum is a part of the calls, and how many of them were evaluated.
type stratum struct {
	name   string
	rate   figures.Rate
	narrow func(*qa.Find)
}

// readCoverage counts calls and evaluated calls stratum by stratum.
func (s *Screen) readCoverage(ctx context.Context, find qa.Find) ([]stratum, error) {
	var out []stratum
	for _, o := range s.strata() {
		f := recordings.Filter{From: find.From, Until: find.Until, OrganisationIDs: some(find.OrganisationID), TeamIDs: some(find.TeamID),
			AgentIDs: some(find.AgentID), Projects: some(find.Project), BusinessLines: some(find.BusinessLine)}
		narrow := s.narrowTo(o.id)
		inner := find
		narrow(&inner)
		f.OrganisationIDs, f.TeamIDs, f.Projects, f.BusinessLines = some(inner.OrganisationID), some(inner.TeamID), some(inner.Project), some(inner.BusinessLine)
		n, err := s.d.Calls.Count(ctx, s.d.Actor, f)
		if err != nil {
			return nil, err
		}
		f.States = scored
		hits, err := s.d.Calls.Count(ctx, s.d.Actor, f)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			out = append(out, stratum{o.name, figures.Rate{Hits: hits, N: n}, narrow})
		}
	}
	return out, nil
}

// scored are the states of a call that was evaluated.
var scored = []string{string(qa.Submitted), string(qa.Released), string(qa.Acknowledged), string(qa.Appealed), string(qa.InReview), string(qa.Upheld), string(qa.Revised), string(qa.Closed)}

func some(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}

func (s *Screen) strata() []option {
	switch s.by() {
	case byProject:
		return s.names.projects
	case figures.ByOrganisation:
		return s.names.organisations
	case figures.ByTeam:
		return s.names.teams
	}
	return s.names.lines
}

func (s *Screen) narrowTo(id string) func(*qa.Find) {
	by := s.by()
	return func(f *qa.Find) {
		switch by {
		case byProject:
			f.Project = id
		case figures.ByOrganisation:
			f.OrganisationID = id
		case figures.ByTeam:
			f.TeamID = id
		default:
			f.BusinessLine = id
		}
	}
}

// coverage shows which part of the calls was evaluated.
func (s *Screen) coverage() face {
	rows := table{name: lang.L("Coverage"), form: "tccp", columns: []string{byWord(s.by()), lang.L("Calls"), lang.L("Evaluated"), lang.L("Share")}}
	marks, most := make([]parts.RowMark, len(s.found.cover)), 0.0
	for i, x := range s.found.cover {
		marks[i] = parts.RowMark{Name: x.name, Value: x.rate.Share(), Tone: look.AgentM,
			Text: lang.L("{{.Share}}, {{.Hits}} of {{.N}} calls", map[string]any{"Share": chart.Percent(x.rate.Share(), 1), "Hits": chart.Count(x.rate.Hits), "N": chart.Count(x.rate.N)})}
		most = max(most, x.rate.Share())
		rows.add(x.name, x.rate.N, x.rate.Hits, x.rate.Share())
	}
	if len(marks) == 0 {
		return face{}
	}
	c := parts.NewRowChart(chart.Around([]float64{0, most}, 4), marks)
	c.Format = percentTick
	c.OnOpened = func(i int) { s.behind(s.found.cover[i].narrow) }
	return face{say: lang.L("Which share of the calls of the time was evaluated, whatever the sample"), chart: long(c), rows: rows,
		foot: []fyne.CanvasObject{parts.Label(lang.L("Enter opens the evaluations of a row"))}}
}
