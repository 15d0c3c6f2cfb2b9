package sampling

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/sampling"
)

// counting is how long typing rests before the population is counted.
const counting = 250 * time.Millisecond

// choices are what a plan can be made of.
type choices struct {
	orgs            []people.Organisation
	teams           []people.Team
	projects, lines []string
	rubrics         []qa.Version
	reviewers       []people.Person
}

// editing is the form of a plan, with the live count of its population.
type editing struct {
	s       *Screen
	plan    sampling.Plan
	c       choices
	count   *sampling.Count // nil until it is counted
	asked   int             // numbers the questions for the count: only the last one is shown
	wrong   error
	content *fyne.Container
	form    *fyne.Container
	panel   *fyne.Container
	fields  []*number
}

func (s *Screen) newPlan() {
	p := sampling.NewPlan(s.d.Now().In(s.d.Zone))
	p.Name = lang.L("Plan {{.Month}}", map[string]any{"Month": p.From.Format("2006-01")})
	s.openEdit(p)
}

func (s *Screen) editPlan() {
	if s.ready() && !s.plan().Closed {
		s.openEdit(s.board.Plan)
	}
}

// openEdit reads what can be chosen, then shows the form.
func (s *Screen) openEdit(p sampling.Plan) {
	e := &editing{s: s, plan: p, content: parts.Over(), form: parts.Stack(0), panel: parts.Over()}
	s.editing = e
	background.Run(s.ctx, s.d.Stage, s.readChoices, func(c choices, err error) {
		if err != nil {
			s.editing = nil
			s.d.Fail(err)
			return
		}
		e.c = c
		e.fill()
		e.build()
		s.showPage()
		e.recount()
	})
}

func (s *Screen) readChoices(ctx context.Context) (c choices, err error) {
	by := s.d.Actor
	if c.orgs, err = s.d.People.Organisations(ctx, by); err != nil {
		return c, err
	}
	if c.teams, err = s.d.People.Teams(ctx, by); err != nil {
		return c, err
	}
	if c.projects, c.lines, err = s.d.Calls.Choices(ctx, by); err != nil {
		return c, err
	}
	if c.rubrics, err = s.d.Quality.Rubrics(ctx, by); err != nil {
		return c, err
	}
	all, err := s.d.People.Persons(ctx, by, people.Find{})
	for _, p := range all {
		if p.Has(people.Reviewer) || p.Has(people.QualityLead) || slices.Contains(p.Granted, people.ScoreCalls) {
			c.reviewers = append(c.reviewers, p)
		}
	}
	return c, err
}

// fill gives a new plan the rubric in the window's language and every reviewer.
func (e *editing) fill() {
	if e.plan.ID != "" {
		return
	}
	for _, v := range e.c.rubrics {
		if e.plan.RubricID == "" || words.Parse(v.Language) == e.s.d.Settings.Language && strings.Contains(v.Title, "95598") {
			e.plan.RubricID = v.RubricID
		}
	}
	for _, p := range e.c.reviewers {
		if p.Has(people.Reviewer) {
			e.plan.Reviewers = append(e.plan.Reviewers, p.ID)
		}
	}
}

func (s *Screen) endEdit() { s.editing = nil; s.showPage() }

// build makes the frame: the form at the left, the population at the right.
func (e *editing) build() {
	title := lang.L("New plan")
	if e.plan.ID != "" {
		title = lang.L("Edit the plan")
	}
	head := parts.Row(8, parts.NewButton(lang.L("Cancel"), parts.Plain, e.s.endEdit).WithIcon("back").WithKey("Esc"),
		parts.Grow(parts.PageHead(title).Cutting()), parts.NewButton(lang.L("Save"), parts.Main, e.save).WithIcon("check").WithKey("Ctrl Enter"))
	e.showForm()
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(countWidth), 0, parts.Over(parts.NewPlate(look.Well), e.panel)))
	middle := parts.Scrolling(parts.Inset(12, 24, 24, 24, e.form))
	e.content.Objects = []fyne.CanvasObject{parts.Dock(parts.Stack(0, parts.Inset(12, 24, 10, 24, head), parts.NewHairline()), nil, nil, right, middle)}
	e.showPanel()
}

// changed is what every field calls: the form may ask for other things now.
func (e *editing) changed() { e.showForm(); e.recount() }

// recount counts the population again once typing rests.
func (e *editing) recount() {
	e.asked++
	asked, s := e.asked, e.s
	s.d.Stage.After(s.ctx, counting, func() {
		if e.asked != asked || s.editing != e {
			return
		}
		p := e.plan
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (sampling.Count, error) {
			return s.d.Sampling.Population(ctx, s.d.Actor, p)
		}, func(c sampling.Count, err error) {
			if e.asked != asked {
				return
			}
			s.d.Fail(err)
			if err == nil {
				e.count = &c
				e.showPanel()
				s.d.Trace("counted", map[string]any{"calls": c.Calls})
			}
		})
	})
}

// save keeps the plan, or says above the form what is wrong with it.
func (e *editing) save() {
	s := e.s
	e.wrong = nil
	for _, f := range e.fields {
		if f.wrong() {
			e.wrong = fault.New(fault.Invalid, "A field marked red holds no number.", nil)
		}
	}
	if e.wrong == nil {
		e.wrong = e.plan.Check()
	}
	if e.wrong != nil {
		e.showForm()
		return
	}
	p := e.plan
	background.Run(context.Background(), s.d.Stage, func(ctx context.Context) (string, error) {
		return s.d.Sampling.SavePlan(ctx, s.d.Actor, p)
	}, func(id string, err error) {
		if err != nil {
			e.wrong = err
			e.showForm()
			return
		}
		s.d.Toast(lang.L("{{.Name}} saved", map[string]any{"Name": p.Name}), nil)
		s.d.Trace("saved", map[string]any{"plan": id})
		s.editing, s.wanted = nil, id
		s.load()
	})
}

// number is a field that holds a number.
type number struct {
	*parts.Entry
	bad bool
}

func (n *number) wrong() bool { return n.bad }

// numberField is a field for a number; set is called with each that can be read.
func (e *editing) numberField(value float64, width float32, set func(float64)) fyne.CanvasObject {
	n := &number{Entry: parts.NewEntry("")}
	if value != 0 {
		n.SetText(strconv.FormatFloat(value, 'f', -1, 64))
	}
	n.OnChanged = func(text string) {
		v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if strings.TrimSpace(text) == "" {
			v, err = 0, nil
		}
		n.bad = err != nil
		n.SetWrong(n.bad)
		if err == nil {
			set(v)
			e.recount()
		}
	}
	e.fields = append(e.fields, n)
	return parts.Fix(look.Scaled(width), 0, n)
}
