package severity

import (
	"cmp"
	"slices"
	"time"
)

// fitted is Data prepared for the model.
type fitted struct {
	data      *Data
	zone      *time.Location
	agents    index
	reviewers index
	months    []time.Time
	agent     []int // of each evaluation
	reviewer  []int
	month     []int
	z         []float64 // its mean credit in points, question effects taken out
	question  []float64 // effect of each question
	season    []float64 // effect of each month
	effects
}

// index numbers IDs in the order in which they come.
type index struct {
	ids []string
	at  map[string]int
}

func (x *index) of(id string) int {
	if x.at == nil {
		x.at = map[string]int{}
	}
	i, ok := x.at[id]
	if !ok {
		i = len(x.ids)
		x.at[id], x.ids = i, append(x.ids, id)
	}
	return i
}

// Fit estimates the additive model
//
//	credit = mean + question + month + agent + reviewer + rest
//
// over all answers, in points of 100 and weighted as the answers are: questions
// and months as they are, agents and reviewers as random effects shrunk by
// REML. Agents improve in the course of a year, hence the months. Intervals are
// 2.5 and 97.5 % points of a bootstrap over calls with that many resamples and
// seed. Months are those of zone.
func Fit(d Data, zone *time.Location, resamples int, seed uint64) Model {
	if len(d.Evaluations) == 0 {
		return Model{}
	}
	f := prepare(&d, zone)
	for range 8 {
		f.alternate()
	}
	b := f.bootstrap(resamples, seed)
	return f.model(b)
}

func prepare(d *Data, zone *time.Location) *fitted {
	f := &fitted{data: d, zone: zone, question: make([]float64, len(d.Questions)), z: make([]float64, len(d.Evaluations))}
	for _, e := range d.Evaluations {
		f.agent = append(f.agent, f.agents.of(e.AgentID))
		f.reviewer = append(f.reviewer, f.reviewers.of(e.ReviewerID))
		start := monthOf(e.At, zone)
		at, found := slices.BinarySearchFunc(f.months, start, time.Time.Compare)
		if !found {
			f.months = slices.Insert(f.months, at, start)
		}
	}
	for _, e := range d.Evaluations {
		at, _ := slices.BinarySearchFunc(f.months, monthOf(e.At, zone), time.Time.Compare)
		f.month = append(f.month, at)
	}
	f.season = make([]float64, len(f.months))
	f.effects = effects{agent: make([]float64, len(f.agents.ids)), reviewer: make([]float64, len(f.reviewers.ids))}
	return f
}

func monthOf(at time.Time, zone *time.Location) time.Time {
	at = at.In(zone)
	return time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, zone)
}

// level is what the model expects of evaluation i, its questions aside.
func (f *fitted) level(i int) float64 {
	return f.mean + f.season[f.month[i]] + f.effects.agent[f.agent[i]] + f.effects.reviewer[f.reviewer[i]]
}

// alternate takes one step of backfitting (Buja, Hastie and Tibshirani, Annals
// of Statistics 17, 1989, 453-510): questions, months, then the random effects.
func (f *fitted) alternate() {
	f.fitQuestions()
	for i, e := range f.data.Evaluations {
		f.z[i] = f.points(e)
	}
	f.fitMonths()
	c := newCrossed(len(f.agents.ids), len(f.reviewers.ids))
	for i := range f.z {
		c.add(f.agent[i], f.reviewer[i], f.z[i]-f.season[f.month[i]], 1)
	}
	f.effects = c.reml(f.variances)
}

func (f *fitted) fitQuestions() {
	weight := make([]float64, len(f.question))
	sum := make([]float64, len(f.question))
	total, mean := 0.0, 0.0
	for i, e := range f.data.Evaluations {
		level := f.level(i)
		for _, a := range e.Answers {
			weight[a.Question] += a.Weight
			sum[a.Question] += a.Weight * (100*a.Credit - level)
		}
	}
	for q, w := range weight {
		if w > 0 {
			f.question[q] = sum[q] / w
			total, mean = total+w, mean+sum[q]
		}
	}
	for q := range f.question {
		f.question[q] -= mean / max(total, least)
	}
}

// points is the mean credit of an evaluation with its questions taken out.
func (f *fitted) points(e Evaluation) float64 {
	sum, weight := 0.0, 0.0
	for _, a := range e.Answers {
		sum += a.Weight * (100*a.Credit - f.question[a.Question])
		weight += a.Weight
	}
	return sum / max(weight, least)
}

func (f *fitted) fitMonths() {
	n := make([]float64, len(f.season))
	sum := make([]float64, len(f.season))
	mean := 0.0
	for i, z := range f.z {
		rest := z - f.level(i) + f.season[f.month[i]]
		n[f.month[i]]++
		sum[f.month[i]] += rest
		mean += rest / float64(len(f.z))
	}
	for m := range f.season {
		f.season[m] = sum[m]/max(n[m], 1) - mean
	}
}

// deviation is how far evaluation i lies above what the average reviewer would
// have given.
func (f *fitted) deviation(i int) float64 {
	return f.z[i] - f.level(i) + f.effects.reviewer[f.reviewer[i]]
}

// group collects the evaluations of each of n.
func group(of []int, n int) [][]int {
	out := make([][]int, n)
	for i, at := range of {
		out[at] = append(out[at], i)
	}
	return out
}

func (f *fitted) model(b boot) Model {
	m := Model{Mean: f.mean, AgentSD: root(f.variances.agent), ReviewerSD: root(f.variances.reviewer), CallSD: root(f.rest)}
	for r, own := range group(f.reviewer, len(f.reviewers.ids)) {
		m.Reviewers = append(m.Reviewers, f.profile(r, own, b))
	}
	for a, own := range group(f.agent, len(f.agents.ids)) {
		if agent, ok := f.fair(a, own, b); ok {
			m.Agents = append(m.Agents, agent)
		}
	}
	slices.SortFunc(m.Reviewers, func(a, b Reviewer) int {
		return cmp.Or(cmp.Compare(a.Bias.Value, b.Bias.Value), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(m.Agents, func(a, b Agent) int { return cmp.Or(cmp.Compare(b.Fair.Value, a.Fair.Value), cmp.Compare(a.ID, b.ID)) })
	return m
}

// fair takes the bias of whoever scored out of the recorded mean.
func (f *fitted) fair(a int, own []int, b boot) (Agent, bool) {
	out := Agent{ID: f.agents.ids[a], Name: f.data.Names[f.agents.ids[a]]}
	bias := 0.0
	for _, i := range own {
		if e := f.data.Evaluations[i]; !e.Second {
			out.N++
			out.Recorded += e.Final
			bias += f.effects.reviewer[f.reviewer[i]]
		}
	}
	if out.N == 0 {
		return out, false
	}
	out.Recorded /= float64(out.N)
	fair := out.Recorded - bias/float64(out.N)
	out.Fair = b.agents.around(a, fair)
	for _, v := range []*float64{&out.Fair.Value, &out.Fair.Low, &out.Fair.High} {
		*v = min(max(*v, 0), 100)
	}
	return out, true
}
