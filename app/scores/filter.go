package scores

import (
	"context"
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa"
)

// filtered reports whether a route narrowed the list by more than a state.
func (s *Screen) filtered() bool { return !reflect.DeepEqual(s.find, qa.Find{}) }

// finding is what is asked for: what the route named, else what the view shows.
func (s *Screen) finding() qa.Find {
	if s.filtered() {
		return s.find
	}
	return s.views[s.view].find
}

// condition is one thing by which the route narrowed the list.
type condition struct {
	name, value string
	drop        func()
}

func (s *Screen) conditions() []condition {
	f := &s.find
	var out []condition
	text := func(name string, value *string) {
		if *value != "" {
			out = append(out, condition{name, s.called(*value), func() { *value = "" }})
		}
	}
	text(lang.L("Organisation"), &f.OrganisationID)
	text(lang.L("Team"), &f.TeamID)
	text(lang.L("Agent"), &f.AgentID)
	text(lang.L("Reviewer"), &f.ReviewerID)
	text(lang.L("Project"), &f.Project)
	text(lang.L("Business line"), &f.BusinessLine)
	text(lang.L("Rubric"), &f.RubricID)
	text(lang.L("Points lost"), &f.About.Ref)
	if !f.From.IsZero() || !f.Until.IsZero() {
		out = append(out, condition{lang.L("Time"), s.span(), func() { f.From, f.Until = time.Time{}, time.Time{} }})
	}
	return append(out, s.contents()...)
}

// contents are the conditions on what stands in evaluations.
func (s *Screen) contents() []condition {
	f := &s.find
	var out []condition
	add := func(on bool, name, value string, drop func()) {
		if on {
			out = append(out, condition{name, value, drop})
		}
	}
	samples := map[qa.Sample]string{qa.RandomSample: lang.L("Random sample"), qa.RiskSample: lang.L("Risk sample")}
	add(f.Sample != "", lang.L("Sample"), samples[f.Sample], func() { f.Sample = "" })
	add(f.About.Class != "", lang.L("Error"), className(f.About.Class), func() { f.About.Class = "" })
	add(f.About.Critical, "", lang.L("Critical error"), func() { f.About.Critical = false })
	add(f.About.FailAll, "", lang.L("Fail-all"), func() { f.About.FailAll = false })
	add(f.About.Passed != "", lang.L("Went through"), desk.StateName(f.About.Passed), func() { f.About.Passed = "" })
	add(f.InForce, "", lang.L("In averages"), func() { f.InForce = false })
	return out
}

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

// called is the name of what an ID stands for.
func (s *Screen) called(id string) string {
	if name := s.names[id]; name != "" {
		return name
	}
	return id
}

func (s *Screen) span() string {
	from, until := s.find.From, s.find.Until
	switch {
	case from.IsZero():
		return lang.L("until {{.Until}}", map[string]any{"Until": s.d.Day(until.Add(-1))})
	case until.IsZero():
		return lang.L("from {{.From}}", map[string]any{"From": s.d.Day(from)})
	}
	return lang.L("{{.From}} to {{.Until}}", map[string]any{"From": s.d.Day(from), "Until": s.d.Day(until.Add(-1))})
}

// drawFilter shows the conditions of the route as chips, with the way back.
func (s *Screen) drawFilter() {
	s.filter.Objects = nil
	if s.filtered() {
		line := []fyne.CanvasObject{parts.NewButton(lang.L("Back"), parts.Plain, s.d.Back).AsSmall().WithIcon("back").WithKey("Esc")}
		for _, c := range s.conditions() {
			drop := func() { c.drop(); s.refind() }
			line = append(line, parts.NewChip(c.name, c.value, drop, drop))
		}
		line = append(line, parts.NewLink(lang.L("Clear conditions"), func() { s.find = qa.Find{}; s.refind() }))
		s.filter.Objects = []fyne.CanvasObject{parts.Inset(6, 24, 6, 24, parts.Lines(8, s.filterWide(), line...)), parts.NewHairline()}
	}
	s.filter.Refresh()
}

// filterWide is the room beside the rail.
func (s *Screen) filterWide() float32 {
	return max(s.d.Window.Canvas().Size().Width-look.Scaled(look.WidthRail)-60, 480)
}

// refind reads the list again after a condition was taken away.
func (s *Screen) refind() {
	if len(s.conditions()) == 0 {
		s.find = qa.Find{}
	}
	s.drawFilter()
	s.d.Changed()
	s.load()
}

// readNames reads how the units are called that the conditions name.
func (s *Screen) readNames() {
	if !s.filtered() {
		return
	}
	background.Run(s.ctx, s.d.Stage, s.allNames, func(n map[string]string, err error) {
		s.d.Fail(err)
		s.names = n
		s.drawFilter()
	})
}

func (s *Screen) allNames(ctx context.Context) (map[string]string, error) {
	out, by := map[string]string{}, s.d.Actor
	os, err := s.d.People.Organisations(ctx, by)
	if err != nil {
		return out, err
	}
	ts, err := s.d.People.Teams(ctx, by)
	if err != nil {
		return out, err
	}
	ps, err := s.d.People.Persons(ctx, by, people.Find{WithLeft: true})
	if err != nil {
		return out, err
	}
	vs, err := s.d.Quality.Rubrics(ctx, by)
	for _, o := range os {
		out[o.ID] = o.Name
	}
	for _, t := range ts {
		out[t.ID] = desk.TeamText(out[t.OrganisationID], t.Name)
	}
	for _, p := range ps {
		out[p.ID] = p.Name
	}
	for _, v := range vs {
		out[v.RubricID] = v.Title
	}
	return out, err
}
