package demo_test

import (
	"slices"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings"
)

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(max(1, len(xs)))
}

func TestMake_NoMonthIsEmptyAndJulyIsFullerThanFebruary(t *testing.T) {
	calls, scored := map[time.Month]int{}, map[time.Month]int{}
	for _, r := range shared.calls(t, recordings.Filter{}) {
		calls[r.StartedAt.In(shanghai).Month()]++
	}
	for _, e := range shared.evaluations(t) {
		scored[e.SubmittedAt.In(shanghai).Month()]++
	}
	for m := time.January; m <= time.December; m++ {
		if calls[m] < 80 || scored[m] < 6 {
			t.Errorf("%s has %d calls and %d evaluations", m, calls[m], scored[m])
		}
	}
	if calls[time.July] <= calls[time.February]*6/5 {
		t.Errorf("July %d, February %d", calls[time.July], calls[time.February])
	}
}

func TestMake_ReviewersAndOrganisationsDiffer(t *testing.T) {
	byReviewer, byOrganisation := map[string][]float64{}, map[string][]float64{}
	for _, e := range shared.evaluations(t) {
		if e.Raw != nil {
			byReviewer[e.ReviewerName] = append(byReviewer[e.ReviewerName], *e.Raw)
			byOrganisation[e.OrganisationID] = append(byOrganisation[e.OrganisationID], *e.Raw)
		}
	}
	if strict, mild := mean(byReviewer["秦立秋"]), mean(byReviewer["许处暑"]); mild-strict < 4 {
		t.Errorf("the strict reviewer gives %.1f, the mild one %.1f", strict, mild)
	}
	own, weak := shared.persons["吴清和"].OrganisationID, shared.persons["何惊蛰"].OrganisationID
	if mean(byOrganisation[own])-mean(byOrganisation[weak]) < 3 {
		t.Errorf("in-house %.1f, the weaker vendor %.1f", mean(byOrganisation[own]), mean(byOrganisation[weak]))
	}
	for name, xs := range byReviewer {
		if len(xs) < 15 {
			t.Errorf("%s has %d evaluations", name, len(xs))
		}
	}
}

func TestMake_OneAgentImproves(t *testing.T) {
	lead, who := shared.actors["吴清和"], shared.actors["徐芒种"].PersonID
	months, err := shared.Quality().Monthly(ctx, lead, who, "", "", evening.AddDate(-1, 0, 0), evening)
	if err != nil {
		t.Fatal(err)
	}
	var early, late []float64
	for _, m := range months {
		switch {
		case m.Mean == nil:
		case m.Start.Before(evening.AddDate(0, -7, 0)):
			early = append(early, *m.Mean)
		case m.Start.After(evening.AddDate(0, -5, 0)):
			late = append(late, *m.Mean)
		}
	}
	if mean(late)-mean(early) < 8 {
		t.Errorf("from %.1f to %.1f", mean(early), mean(late))
	}
}

func TestMake_ListeningRepeatingAndPromisingAreWeak(t *testing.T) {
	points, err := shared.Quality().WeakPoints(ctx, shared.actors["吴清和"], "", "", evening.AddDate(-1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	points = slices.DeleteFunc(points, func(p qa.WeakPoint) bool { return p.N < 40 })
	var refs []string
	for _, p := range points[:3] {
		refs = append(refs, p.Ref)
	}
	slices.Sort(refs)
	if !slices.Equal(refs, []string{"2.2", "3.1", "5.1"}) {
		t.Errorf("the weakest are %v", refs)
	}
}

func TestMake_EvaluationsAreRich(t *testing.T) {
	var failed, na, revised, doubled int
	byCall := map[string]int{}
	for _, e := range shared.evaluations(t) {
		byCall[e.CallID]++
		if e.FailAll && *e.Final == 0 && *e.Raw > 0 {
			failed++
		}
		if e.Edition > 1 {
			revised++
		}
		for _, a := range e.Answers {
			if a.NA {
				na++
			}
		}
	}
	for _, n := range byCall {
		if n > 1 {
			doubled++
		}
	}
	if failed < 4 || na < 300 || revised < 1 || doubled < 10 {
		t.Errorf("%d fail all, %d N/A, %d revised, %d scored twice", failed, na, revised, doubled)
	}
}

func TestMake_MomentsLieWithinTheirCall(t *testing.T) {
	length := map[string]time.Duration{}
	sound := map[string]bool{}
	for _, r := range shared.calls(t, recordings.Filter{}) {
		length[r.ID], sound[r.ID] = r.Duration, r.Audio.HasSound()
	}
	heard := 0
	for _, e := range shared.evaluations(t) {
		all := slices.Clone(e.Moments)
		for _, a := range e.Answers {
			all = append(all, a.Moments...)
		}
		for _, m := range all {
			if m.At < 0 || m.At > length[e.CallID] || m.Until > length[e.CallID] {
				t.Errorf("a moment at %v of %v", m.At, length[e.CallID])
			}
			if sound[e.CallID] {
				heard++
			}
		}
	}
	if heard < 40 {
		t.Errorf("only %d moments on calls that can be heard", heard)
	}
}

// waits counts what waits for somebody.
func waits(t *testing.T, name string, f qa.Find) int {
	t.Helper()
	es, err := shared.Quality().Evaluations(ctx, shared.actors[name], f, 1000)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return len(es)
}

func TestMake_EveryRoleHasSomethingWaiting(t *testing.T) {
	released := []qa.State{qa.Released}
	mentee := shared.persons["徐芒种"]
	if mentee.MentorID != shared.persons["沈立夏"].ID {
		t.Error("the mentor has no mentee")
	}
	for what, n := range map[string]int{
		"agent: to acknowledge":      waits(t, "林小满", qa.Find{States: released}),
		"trainee: to acknowledge":    waits(t, "徐芒种", qa.Find{States: released}),
		"mentor: mentee's score":     waits(t, "沈立夏", qa.Find{States: released, AgentID: mentee.ID}),
		"supervisor: team's scores":  waits(t, "常小寒", qa.Find{States: released, TeamID: shared.persons["常小寒"].TeamID}),
		"lead: to release":           waits(t, "吴清和", qa.Find{States: []qa.State{qa.Submitted}}),
		"lead: appeals":              waits(t, "吴清和", qa.Find{States: []qa.State{qa.Appealed, qa.InReview}}),
		"client: appeals of vendors": waits(t, "顾仲夏", qa.Find{States: []qa.State{qa.Appealed}}),
		"trainer: weak calls":        waits(t, "温秋分", qa.Find{From: evening.AddDate(0, -1, 0)}),
	} {
		if n == 0 {
			t.Errorf("%s: nothing waits", what)
		}
	}
	for _, r := range []string{"贺霜降", "秦立秋", "许处暑", "唐雨水", "冯清明", "江冬至"} {
		tasks, err := shared.Quality().Tasks(ctx, shared.actors[r])
		if err != nil || len(tasks) < 4 {
			t.Errorf("%s has %d tasks, %v", r, len(tasks), err)
		}
		for _, task := range tasks {
			if task.Why.In(words.Chinese) == task.Why.In(words.English) {
				t.Errorf("%v has no Chinese", task.Why)
			}
		}
		if waits(t, r, qa.Find{ReviewerID: shared.persons[r].ID, States: []qa.State{qa.Draft}}) != 1 {
			t.Errorf("%s has no draft", r)
		}
	}
}

func TestMake_PeopleComeAndGo(t *testing.T) {
	leaving, left, unconfirmed := 0, 0, 0
	for _, p := range shared.persons {
		switch {
		case p.Left(evening):
			left++
		case !p.LeftAt.IsZero():
			leaving++
		}
		if a := shared.actors[p.Name]; a.Kind == people.Vendor && !a.Confidential() {
			unconfirmed++
		}
	}
	if leaving != 1 || left != 1 || unconfirmed != 4 {
		t.Errorf("%d leave, %d have left, %d have not confirmed", leaving, left, unconfirmed)
	}
	if p := shared.persons["何惊蛰"]; p.Login == "" || !p.ConfidentialAt.IsZero() {
		t.Error("nobody who can sign in still has to confirm")
	}
}

func TestMake_TheQueueTellsWhatWasDoneToday(t *testing.T) {
	midnight := time.Date(2026, 11, 21, 0, 0, 0, 0, shanghai)
	done, err := shared.Quality().DoneToday(ctx, shared.actors["贺霜降"], midnight)
	if err != nil || done != 8 {
		t.Errorf("%d done today, %v; want 8", done, err)
	}
}
