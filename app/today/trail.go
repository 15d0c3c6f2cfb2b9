package today

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/interval"
	"shifu/training/cards"
	"shifu/training/roleplay"
)

// trail is how far a weak point has come on its way: found, learned, practised,
// with the mentor, examined, proven by later calls.
type trail struct {
	name string
	ref  string // of the rubric; empty: found by an exam
	n    int    // answers in which it was found, and how many of them lost
	lost int

	cards, learned int
	until          time.Time // the last review, once all cards are learned
	after, still   int       // later answers to the question, and how many of them lost
	exam           time.Time // of the exam in view, if it asks about the point

	scenarios, practised int     // role-plays of the point; the person's attempts that count
	skill                float64 // proficiency in it
	point                string  // by which role-plays are found
}

// mostTrails is how many weak points are followed at once.
const mostTrails = 3

// proven is how many later calls without a loss beyond a tenth prove that it
// worked.
const proven = interval.Enough

// trails follows the worst points of the rubric and of the exams.
func (r *reader) trails(ctx context.Context) error {
	byPoint := map[string][]cards.Entry{}
	wrong := map[string]int{}
	for _, e := range r.f.learning.deck {
		byPoint[e.Point] = append(byPoint[e.Point], e)
		if e.Source == cards.FromExam && e.Point != "" {
			wrong[e.Point]++
		}
	}
	var out []trail
	for _, w := range r.f.weak {
		if w.N >= interval.Enough && w.Lost > 0 && len(out) < mostTrails-1 {
			out = append(out, trail{name: w.Text, ref: w.Ref, n: w.N, lost: w.Lost})
		}
	}
	points := make([]string, 0, len(wrong))
	for p := range wrong {
		points = append(points, p)
	}
	slices.SortFunc(points, func(a, b string) int { return cmp.Or(wrong[b]-wrong[a], cmp.Compare(a, b)) })
	for _, p := range points[:min(len(points), mostTrails-len(out))] {
		out = append(out, trail{name: p, lost: wrong[p]})
	}
	for i := range out {
		t := &out[i]
		t.take(byPoint[cmp.Or(r.f.asked[t.ref], t.name)])
		if a := r.f.learning.queue.Aim; a != nil && t.ref == "" && a.Points[t.name].Marks > 0 {
			t.exam = a.At
		}
		if err := r.later(ctx, t); err != nil {
			return err
		}
	}
	if err := r.practised(ctx, out); err != nil {
		return err
	}
	r.f.learning.trails = out
	return nil
}

// practised tells how the role-plays of the points went.
func (r *reader) practised(ctx context.Context, all []trail) error {
	if len(all) == 0 || !r.by.May(people.SitExams) {
		return nil
	}
	offers, err := r.d.Rehearsal.Offers(ctx, r.by)
	if err != nil {
		return err
	}
	skills, err := r.d.RolePlays.Skills(ctx, r.by, r.by.PersonID)
	for i := range all {
		t := &all[i]
		point := cmp.Or(r.f.asked[t.ref], t.name)
		for _, o := range offers {
			if slices.Contains(o.Skills, point) {
				t.scenarios++
			}
		}
		for _, k := range skills {
			if k.Name == point {
				t.practised, t.skill = len(k.Results), k.Value
			}
		}
		t.point = point
	}
	return err
}

// practice is the step of role-plays: done when the person is able.
func (t *trail) practice() parts.Step {
	switch {
	case t.scenarios == 0:
		return parts.Step{State: parts.StepNone, Word: lang.L("no role-play")}
	case t.practised == 0 && t.scenarios == 1:
		return parts.Step{State: parts.StepOpen, Word: lang.L("1 role-play")}
	case t.practised == 0:
		return parts.Step{State: parts.StepOpen, Word: lang.L("{{.N}} role-plays", map[string]any{"N": t.scenarios})}
	}
	step := parts.Step{State: parts.StepOpen, Word: lang.L("{{.Score}} in {{.N}}", map[string]any{"Score": chart.Number(t.skill, 0), "N": t.practised})}
	if roleplay.TierOf(t.skill) == roleplay.Master || roleplay.TierOf(t.skill) == roleplay.Able {
		step.State = parts.StepDone
	}
	return step
}

// take counts the cards of the point.
func (t *trail) take(es []cards.Entry) {
	for _, e := range es {
		if e.Aside == cards.Suspended || e.Aside == cards.Frozen {
			continue
		}
		t.cards++
		if e.State == cards.Review {
			t.learned++
		}
	}
	if t.cards > 0 && t.learned == t.cards {
		t.until = lastSeen(es)
	}
}

// later counts what the calls since then have shown.
func (r *reader) later(ctx context.Context, t *trail) error {
	if t.ref == "" || t.until.IsZero() {
		return nil
	}
	ws, err := r.d.Trends.WeakPoints(ctx, r.by, r.by.PersonID, "", t.until)
	if i := slices.IndexFunc(ws, func(w qa.WeakPoint) bool { return w.Ref == t.ref }); i >= 0 {
		t.after, t.still = ws[i].N, ws[i].Lost
	}
	return err
}

// worked tells whether later calls prove it.
func (t *trail) worked() bool { return t.after >= proven && 10*t.still <= t.after }

// steps are the six of the way. The mentor has nothing to count yet and stands
// muted; an exam says nothing of a question of the rubric, nor calls of a point
// of an exam.
func (t *trail) steps(due func(time.Time) string) []parts.Step {
	found := lang.L("lost {{.Share}}", map[string]any{"Share": chart.Percent(float64(t.lost)/float64(max(t.n, 1)), 0)})
	if t.ref == "" {
		found = lang.L("{{.N}} wrong", map[string]any{"N": t.lost})
	}
	learn := parts.Step{State: parts.StepOpen, Word: lang.L("no card yet")}
	if t.cards > 0 {
		learn.Word = lang.L("{{.Done}} / {{.All}} cards", map[string]any{"Done": t.learned, "All": t.cards})
		if t.learned == t.cards {
			learn.State = parts.StepDone
		}
	}
	none := parts.Step{State: parts.StepNone, Word: lang.L("not yet here")}
	examined, calls := parts.Step{State: parts.StepNone, Word: lang.L("no exam")}, parts.Step{State: parts.StepNone, Word: chart.None}
	if !t.exam.IsZero() {
		examined = parts.Step{State: parts.StepOpen, Word: due(t.exam)}
	}
	if t.ref != "" {
		calls = parts.Step{State: parts.StepOpen, Word: lang.L("{{.Done}} / {{.All}} calls", map[string]any{"Done": min(t.after, proven), "All": proven})}
		if t.worked() {
			calls.State = parts.StepDone
		}
	}
	out := []parts.Step{{State: parts.StepDone, Word: found}, learn, t.practice(), none, examined, calls}
	for i := range out {
		if out[i].State == parts.StepOpen {
			out[i].State = parts.StepNow
			break
		}
	}
	return out
}

// route is where the next step is taken: the cards, then the role-plays.
func (t *trail) route() desk.Route {
	if t.scenarios > 0 && (t.cards == 0 || t.learned == t.cards) {
		return desk.Route{Place: desk.RolePlay, ID: t.point}
	}
	return desk.Route{Place: desk.Learn, ID: "deck"}
}

// trailBlock shows how far the weak points have come.
func (s *Screen) trailBlock() []fyne.CanvasObject {
	ts := s.f.learning.trails
	head := parts.Row(8, parts.PanelHead(lang.L("How far the weak points are")), parts.Gap(), parts.Label(lang.L("made good after all six steps")))
	out := []fyne.CanvasObject{head, parts.Room(0, 8), parts.NewHairline()}
	if len(ts) == 0 {
		return append(out, parts.Room(0, 8), parts.Second(lang.L("No weak point yet. Evaluations and exams show here where something is to be learned.")))
	}
	const nameWide = 190
	names := parts.NewStepNames(lang.L("Found"), lang.L("step.learn"), lang.L("step.practise"), lang.L("step.mentor"), lang.L("step.exam"), lang.L("Proven"))
	out = append(out, parts.High(look.HeightHeader, parts.Inset(0, 8, 0, 8, parts.Row(0, parts.Fix(look.Scaled(nameWide), 0, parts.Label(lang.L("Weak point"))), parts.Grow(names)))), parts.NewHairline())
	for _, t := range ts {
		from := lang.L("Rubric {{.Ref}}", map[string]any{"Ref": t.ref})
		if t.ref == "" {
			from = lang.L("Wrong answers in exams")
		}
		name := parts.Stack(0, parts.Strong(t.name).Cutting(), parts.Label(from))
		row := parts.Inset(8, 8, 8, 8, parts.Row(0, parts.Fix(look.Scaled(nameWide), 0, name), parts.Grow(parts.NewSteps(t.steps(s.d.Due)...))))
		out = append(out, parts.NewTile(look.Clear, look.Clear, row, func() { s.d.Go(t.route()) }), parts.NewHairline())
	}
	return out
}
