package coaching

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/training/coaching"
)

// writing is a plan that is being written.
type writing struct {
	s         *Screen
	p         coaching.Standing
	persons   []people.Person // empty: the person stands fixed
	questions []choice
	baseline  coaching.Sample

	expected, practice, target, by *parts.Entry
	base                           *parts.Text
	wrong                          *parts.Paragraph
	whole                          *fyne.Container
}

// choice is a question of a rubric.
type choice struct {
	rubricID string
	q        *qa.Question
}

// draft opens the form for an evaluation, or for nothing yet.
func (s *Screen) draft(evaluationID string) {
	s.prepare(func(ctx context.Context) (coaching.Standing, error) {
		if evaluationID == "" {
			return coaching.Standing{Plan: coaching.Plan{Goal: coaching.Goal{Target: .85, By: s.d.Midnight().AddDate(0, 0, 45)}}}, nil
		}
		return s.d.Coaching.Draft(ctx, s.d.Actor, evaluationID)
	})
}

// draftOn opens the form for a question on which a person, or somebody, loses points.
func (s *Screen) draftOn(personID, rubricID, ref string) {
	s.prepare(func(context.Context) (coaching.Standing, error) {
		return coaching.Standing{Plan: coaching.Plan{PersonID: personID, Goal: coaching.Goal{RubricID: rubricID, Ref: ref, Target: .85, By: s.d.Midnight().AddDate(0, 0, 45)}}}, nil
	})
}

// rewrite opens the form for the open plan.
func (o *opened) rewrite() {
	o.s.prepare(func(context.Context) (coaching.Standing, error) { return o.p, nil })
}

func (s *Screen) prepare(begin func(ctx context.Context) (coaching.Standing, error)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (w *writing, err error) {
		w = &writing{s: s, whole: parts.Over()}
		if w.p, err = begin(ctx); err != nil {
			return nil, err
		}
		if w.p.ID == "" && len(w.p.EvaluationIDs) == 0 {
			if w.persons, err = s.d.People.Persons(ctx, s.d.Actor, people.Find{Role: people.Agent}); err != nil {
				return nil, err
			}
		}
		rubrics, err := s.d.Quality.Rubrics(ctx, s.d.Actor)
		for i := range rubrics {
			if v := &rubrics[i]; v.RubricID == w.p.Goal.RubricID || w.p.Goal.RubricID == "" && v.Language == string(s.d.Settings.Language) {
				for _, q := range v.All {
					if !q.Excluded && q.Weight.Float() > 0 {
						w.questions = append(w.questions, choice{v.RubricID, q})
					}
				}
			}
		}
		return w, err
	}, func(w *writing, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		w.build()
		s.set(w)
		w.measure()
		w.expected.Focus()
		s.d.Trace("planning", map[string]any{"person": w.p.PersonID, "ref": w.p.Goal.Ref})
	})
}

func (w *writing) content() fyne.CanvasObject { return w.whole }
func (w *writing) renew()                     {}
func (w *writing) close()                     {}

func (w *writing) actions() []desk.Action {
	return []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the board"), Bare: fyne.KeyEscape, Do: w.s.back},
		{Menu: desk.ReviewMenu, Label: lang.L("Keep the plan"), Key: fyne.KeyReturn, Mod: fyne.KeyModifierShortcutDefault, Do: w.keep}}
}

func (w *writing) build() {
	note := func(placeholder, text string, rows int) *parts.Entry {
		e := parts.NewNote(placeholder, rows)
		e.Most = coaching.MostText
		e.SetText(text)
		return e
	}
	w.expected = note(lang.L("What the agent does instead, in words that both understand"), w.p.Expected, 3)
	w.practice = note(lang.L("How and how often it is practised: role-play, cards, a benchmark call"), w.p.Practice, 3)
	w.target, w.by = parts.NewEntry("85").Wide(60), parts.NewEntry("2026-12-31").Wide(110)
	w.target.SetText(strconv.Itoa(int(w.p.Goal.Target*100 + .5)))
	w.by.SetText(w.p.Goal.By.In(w.s.d.Zone).Format(time.DateOnly))
	w.base, w.wrong = parts.Second(""), parts.NewParagraph("", look.TextBody, look.Bad)
	w.wrong.Width = look.Scaled(640)
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Coaching"), parts.Quiet, w.s.back).WithIcon("back").WithKey("Esc"), parts.PanelHead(lang.L("Coaching plan"))}
	right := []fyne.CanvasObject{parts.NewButton(lang.L("Keep the plan"), parts.Main, w.keep).WithIcon("check").WithKey("Ctrl Enter")}
	tall := func(label string, e *parts.Entry) fyne.CanvasObject {
		return parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Stack(0, parts.Room(0, 8), parts.Label(label))), parts.Fix(look.Scaled(560), 0, e))
	}
	column := parts.Stack(6, ask.Labelled(lang.L("Agent"), w.who()), ask.Labelled(lang.L("Question"), w.about()), tall(lang.L("Expected behaviour"), w.expected), tall(lang.L("How to practise"), w.practice),
		ask.Labelled(lang.L("Goal"), parts.Row(8, w.base, parts.NewIcon("forward", 14, look.Ink3), w.target, parts.Label(lang.L("% of the points, by")), w.by)), parts.Room(0, 2), w.wrong)
	if len(w.p.EvaluationIDs) > 0 {
		column.Add(parts.Second(lang.L("The plan is linked to the evaluation that it comes from.")))
	}
	bar := parts.Stack(0, parts.ToolBar(left, right), parts.NewHairline())
	w.whole.Objects = []fyne.CanvasObject{parts.Dock(bar, nil, nil, nil, parts.Scrolling(parts.Inset(20, 24, 24, 24, parts.Row(0, column, parts.Gap()))))}
}

// who is the agent, to be chosen unless the plan has one.
func (w *writing) who() fyne.CanvasObject {
	if len(w.persons) == 0 {
		return parts.Strong(w.p.Person)
	}
	names, at := make([]string, len(w.persons)), -1
	for i, p := range w.persons {
		if names[i] = p.Name + "  " + p.StaffNumber; p.ID == w.p.PersonID {
			at = i
		}
	}
	pick := parts.NewSelect(names, at, func(i int) { w.p.PersonID = w.persons[i].ID; w.measure() }).Wide(260)
	pick.Placeholder = lang.L("Choose whom to coach")
	return pick
}

// about is the question of the goal.
func (w *writing) about() fyne.CanvasObject {
	names := make([]string, len(w.questions))
	for i, c := range w.questions {
		names[i] = c.q.Ref + "  " + c.q.Text
	}
	at := slices.IndexFunc(w.questions, func(c choice) bool { return c.q.Ref == w.p.Goal.Ref })
	if at >= 0 && w.p.Expected == "" {
		w.expected.SetText(coaching.Expected(w.questions[at].q))
	}
	pick := parts.NewSelect(names, at, func(i int) {
		c := w.questions[i]
		if text := strings.TrimSpace(w.expected.Text()); text == "" || slices.ContainsFunc(w.questions, func(o choice) bool { return coaching.Expected(o.q) == text }) {
			w.expected.SetText(coaching.Expected(c.q))
		}
		w.p.Goal.RubricID, w.p.Goal.Ref = c.rubricID, c.q.Ref
		w.measure()
	}).Wide(560)
	pick.Placeholder = lang.L("Choose the question that the goal is about")
	return pick
}

// measure reads where the agent stands on the question.
func (w *writing) measure() {
	s, g := w.s, w.p.Goal
	w.base.Set(chart.None)
	if w.p.PersonID == "" || g.Ref == "" {
		return
	}
	person := w.p.PersonID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (coaching.Sample, error) {
		return s.d.Coaching.Baseline(ctx, s.d.Actor, person, g.RubricID, g.Ref)
	}, func(x coaching.Sample, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		w.baseline = x
		w.base.Set(lang.L("no call in 30 days"))
		if x.N > 0 {
			w.base.Set(lang.L("now {{.Share}} (n {{.N}})", map[string]any{"Share": chart.Percent(x.Mean, 0), "N": x.N}))
			w.target.SetText(strconv.Itoa(int(coaching.Aim(x)*100 + .5)))
		}
	})
}

func (w *writing) plan() (p coaching.Plan, err error) {
	p = w.p.Plan
	p.Expected, p.Practice = w.expected.Text(), w.practice.Text()
	typed := strings.TrimSuffix(strings.TrimSpace(w.target.Text()), "%")
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil {
		return p, fault.New(fault.Invalid, "The target is a share of points between 1 and 100 %.", nil)
	}
	p.Goal.Target = float64(n) / 100
	p.Goal.By, err = ask.Day(w.by.Text(), w.s.d.Zone)
	return p, err
}

func (w *writing) keep() {
	s := w.s
	fail := func(err error) { w.wrong.Set(words.Sentence(s.d.Settings.Language, err)) }
	p, err := w.plan()
	if err != nil {
		fail(err)
		return
	}
	id := ""
	s.ask.Do(lang.L("The plan is kept"), func(ctx context.Context) (err error) {
		id, err = s.d.Coaching.Save(ctx, s.d.Actor, p)
		return err
	}, func(err error) {
		if err != nil {
			fail(err)
			return
		}
		s.open, s.start = nil, desk.Route{ID: id}
	})
}
