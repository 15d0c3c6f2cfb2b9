package severity

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// world is an invented hotline of which everything is known.
type world struct {
	Data
	agent, reviewer map[string]float64 // true deviations, in points
}

const questions = 17

// simulate lets reviewers of known severity score agents of known skill. Each
// agent is scored mostly by three of the reviewers, as in a real department:
// that is what makes raw means unfair. Severity drifts for "r0" by drift points
// per 30 days. Every tenth call is scored a second time.
func simulate(seed uint64, agents, reviewers, each int, drift float64) world {
	return simulateAt(86, seed, agents, reviewers, each, drift)
}

// simulateAt is simulate where an average answer is worth so many points: with
// 86 many reach the ceiling of 100, where severities no longer simply add up.
func simulateAt(base float64, seed uint64, agents, reviewers, each int, drift float64) world {
	chance := rand.New(rand.NewPCG(seed, 1))
	w := world{agent: map[string]float64{}, reviewer: map[string]float64{}}
	w.Names = map[string]string{}
	hard := make([]float64, questions)
	for q := range hard {
		hard[q] = base + 7*chance.NormFloat64()
		w.Questions = append(w.Questions, Question{"rubric", fmt.Sprint(q), fmt.Sprint("Question ", q)})
	}
	for r := range reviewers {
		w.reviewer[fmt.Sprint("r", r)] = 4 * chance.NormFloat64()
	}
	start := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for a := range agents {
		id := fmt.Sprint("a", a)
		w.agent[id] = 4 * chance.NormFloat64()
		usual := chance.Perm(reviewers)[:3]
		for i := range each {
			r := usual[chance.IntN(3)]
			if chance.IntN(4) == 0 {
				r = chance.IntN(reviewers)
			}
			at := start.AddDate(0, 0, i*360/each).Add(time.Duration(a) * time.Minute)
			call := fmt.Sprint(id, " ", i)
			level := w.agent[id] + 5*chance.NormFloat64()
			w.judge(chance, call, id, r, at, hard, level, drift, false)
			if second := chance.IntN(reviewers); i%10 == 3 && second != r {
				w.judge(chance, call, id, second, at.Add(time.Hour), hard, level, drift, true)
			}
		}
	}
	slices.SortStableFunc(w.Evaluations, func(a, b Evaluation) int { return a.At.Compare(b.At) })
	return w
}

func (w *world) judge(chance *rand.Rand, call, agent string, r int, at time.Time, hard []float64, level, drift float64, second bool) {
	id := fmt.Sprint("r", r)
	e := Evaluation{ID: fmt.Sprint(call, id), CallID: call, RubricID: "rubric", AgentID: agent, ReviewerID: id, Second: second, At: at}
	level += w.reviewer[id]
	if r == 0 {
		level += drift * at.Sub(time.Date(2026, 7, 4, 0, 0, 0, 0, time.UTC)).Hours() / 720
	}
	sum, weight := 0.0, 0.0
	for q, h := range hard {
		if chance.IntN(6) == 0 {
			continue // not applicable
		}
		credit := 0.0
		for range 2 { // none, half or all, level% on average
			if 100*chance.Float64() < h+level {
				credit += .5
			}
		}
		a := Answer{q, credit, float64(1 + q%3)}
		e.Answers = append(e.Answers, a)
		sum, weight = sum+a.Weight*credit, weight+a.Weight
	}
	e.Final = 100 * sum / weight
	w.Evaluations = append(w.Evaluations, e)
}

func correlation(x, y []float64) float64 {
	mx, sx := moments(x)
	my, sy := moments(y)
	sum := 0.0
	for i := range x {
		sum += (x[i] - mx) * (y[i] - my)
	}
	return sum / (float64(len(x)-1) * sx * sy)
}

// concordance is Kendall's tau: how far two rankings agree.
func concordance(x, y []float64) float64 {
	sum, n := 0.0, 0.0
	for i := range x {
		for j := range i {
			sum += math.Copysign(1, (x[i]-x[j])*(y[i]-y[j]))
			n++
		}
	}
	return sum / n
}

func (w world) biases(m Model) (found, known []float64) {
	for _, r := range m.Reviewers {
		found, known = append(found, r.Bias.Value), append(known, w.reviewer[r.ID])
	}
	return found, known
}

func TestFit_FindsKnownSeveritiesAndRanksAgentsMoreFairly(t *testing.T) {
	better := 0
	for seed := range uint64(12) {
		w := simulate(seed, 60, 12, 48, 0)
		m := Fit(w.Data, time.UTC, 2, seed)
		found, known := w.biases(m)
		if c := correlation(found, known); c < .95 {
			t.Errorf("seed %d: correlation %.3f with the known severities", seed, c)
		}
		var raw, fair, skill []float64
		for _, a := range m.Agents {
			raw, fair, skill = append(raw, a.Recorded), append(fair, a.Fair.Value), append(skill, w.agent[a.ID])
		}
		before, after := concordance(raw, skill), concordance(fair, skill)
		t.Logf("seed %d: correlation %.3f, ranking %.3f → %.3f", seed, correlation(found, known), before, after)
		if after > before {
			better++
		}
	}
	if better < 12 {
		t.Errorf("the fair ranking beats the raw one in %d of 12 worlds", better)
	}
}

func TestFit_IntervalsHoldTheTruthAboutAsOftenAsTheySay(t *testing.T) {
	hits, n := 0, 0
	for seed := range uint64(6) {
		w := simulateAt(60, 100+seed, 40, 10, 20, 0)
		m := Fit(w.Data, time.UTC, 100, seed)
		mean := 0.0
		for _, v := range w.reviewer {
			mean += v / float64(len(w.reviewer))
		}
		for _, r := range m.Reviewers {
			n++
			if truth := w.reviewer[r.ID] - mean; r.Bias.Low <= truth && truth <= r.Bias.High {
				hits++
			}
		}
	}
	t.Logf("%d of %d intervals hold the truth", hits, n)
	if share := float64(hits) / float64(n); share < .85 {
		t.Errorf("only %d of %d intervals hold the truth", hits, n)
	}
}

func TestFit_SeesWhoDriftsAndWhoDoesNot(t *testing.T) {
	w := simulate(5, 60, 10, 30, -1.2)
	m := Fit(w.Data, time.UTC, 200, 1)
	for _, r := range m.Reviewers {
		drifts := r.Drift.High < 0 || r.Drift.Low > 0
		if r.ID == "r0" && (!drifts || r.Drift.Value > -.6 || r.Drift.Value < -1.8) {
			t.Errorf("%s drifts by %+v, not by −1.2", r.ID, r.Drift)
		}
		if r.ID != "r0" && math.Abs(r.Drift.Value) > .6 {
			t.Errorf("%s drifts by %+v, not at all", r.ID, r.Drift)
		}
	}
}

// The variances of the simulation are 4², 4² and 5² plus what seventeen
// answers scatter; REML must come near.
func TestFit_FindsTheVariances(t *testing.T) {
	var agent, reviewer float64
	for seed := range uint64(6) {
		m := Fit(simulate(seed, 60, 12, 24, 0).Data, time.UTC, 0, 0)
		agent, reviewer = agent+m.AgentSD/6, reviewer+m.ReviewerSD/6
	}
	if agent < 3 || agent > 5 || reviewer < 3 || reviewer > 5 {
		t.Errorf("agents %.2f, reviewers %.2f, not about 4", agent, reviewer)
	}
}

func TestFit_SameSeedSameFigures(t *testing.T) {
	w := simulate(1, 12, 4, 8, 0)
	a, b := Fit(w.Data, time.UTC, 20, 3), Fit(w.Data, time.UTC, 20, 3)
	for i := range a.Reviewers {
		if a.Reviewers[i].Bias != b.Reviewers[i].Bias || a.Reviewers[i].Drift != b.Reviewers[i].Drift {
			t.Error(a.Reviewers[i].Bias, b.Reviewers[i].Bias)
		}
	}
}

func TestFit_FewEvaluationsAreShrunkTowardsTheAverage(t *testing.T) {
	w := simulate(2, 30, 6, 20, 0)
	e := w.Evaluations[0]
	e.ID, e.CallID, e.ReviewerID, e.Answers = "new", "new", "newcomer", slices.Clone(e.Answers)
	for i := range e.Answers {
		e.Answers[i].Credit = .5
	}
	w.Evaluations = append([]Evaluation{e}, w.Evaluations...)
	for _, r := range Fit(w.Data, time.UTC, 10, 1).Reviewers {
		if r.ID == "newcomer" && (r.Bias.Value > 0 || r.Bias.Value < -.8*36) { // 50 where 86 is usual
			t.Errorf("one call with half of everything makes a bias of %.1f", r.Bias.Value)
		}
	}
}

func TestFit_OddData(t *testing.T) {
	if m := Fit(Data{}, time.UTC, 10, 1); len(m.Reviewers) != 0 {
		t.Error(m)
	}
	one := simulate(1, 1, 3, 1, 0)
	m := Fit(one.Data, time.UTC, 10, 1)
	if len(m.Reviewers) != 1 || math.IsNaN(m.Reviewers[0].Bias.Value) || math.Abs(m.Reviewers[0].Bias.Value) > 1e-3 {
		t.Error("one evaluation", m.Reviewers)
	}
	same := simulate(1, 5, 3, 6, 0)
	for i := range same.Evaluations {
		for j := range same.Evaluations[i].Answers {
			same.Evaluations[i].Answers[j].Credit = 1
		}
	}
	for _, r := range Fit(same.Data, time.UTC, 10, 1).Reviewers {
		if math.Abs(r.Bias.Value) > 1e-6 || math.IsNaN(r.Drift.Value) {
			t.Error("nothing was ever lost", r.Bias, r.Drift)
		}
	}
}

// On question 3 r1 takes 25 points more than elsewhere; nobody else does so.
func TestFit_FindsTheQuestionOnWhichAReviewerDiffers(t *testing.T) {
	w := simulate(9, 40, 8, 30, 0)
	chance := rand.New(rand.NewPCG(4, 4))
	for i := range w.Evaluations {
		e := &w.Evaluations[i]
		for j := range e.Answers {
			if a := &e.Answers[j]; e.ReviewerID == "r1" && a.Question == 3 && chance.IntN(2) == 0 {
				a.Credit = max(a.Credit-.5, 0)
			}
		}
	}
	for _, r := range Fit(w.Data, time.UTC, 2, 1).Reviewers {
		first, second := r.Questions[0], r.Questions[1]
		if r.ID == "r1" && (first.Question != 3 || first.High > -8 || second.Value-first.Value < 8) {
			t.Errorf("r1 %+v: %+v, %+v", r.Bias, first, second)
		}
		if r.ID != "r1" && second.Value-first.Value > 8 {
			t.Errorf("%s: %+v, %+v", r.ID, first, second)
		}
	}
}

// A department's year: 200 agents, 20 reviewers, 10,000 evaluations of 17
// questions.
func BenchmarkFit_TenThousandEvaluations(b *testing.B) {
	w := simulate(1, 200, 20, 50, 0)
	for b.Loop() {
		Fit(w.Data, time.UTC, 200, 1)
	}
}
