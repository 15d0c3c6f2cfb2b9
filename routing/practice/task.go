package practice

import "time"

// Task is a critical task: why it matters, what calls for it, what counts as
// done, and what to say about it. The texts are keys of the catalogue.
type Task struct {
	Name         string
	Significance string
	Cue          string
	Standard     string
	Feedback     string
	Test         Test
}

// Test is how a task is measured: an act within a time of its cue, or a figure
// at the end, or people back by a time.
type Test struct {
	Deed    Deed // 0: a figure counts
	Never   bool // the act must not be done
	Tier    int
	Project string
	From    string
	Ratio   float64       // the cue: the project's load ratio is reached at two checks in a row, red ones at one (0: At)
	At      time.Duration // the cue: a time
	Within  time.Duration

	AnswerRate float64       // of Project, at least, at the end
	Lost       int           // callers in all, at most (0: does not count)
	Spent      int           // yuan, at most (0: does not count)
	BackBy     time.Duration // From has lent nobody from then on (0: does not count)
}

// Standing is how a task stands.
type Standing string

// The standings.
const (
	Pending   Standing = "pending"
	Passed    Standing = "passed"
	Failed    Standing = "failed"
	NotCalled Standing = "not_called" // its cue never came
)

// Result is how a task stands, and since when.
type Result struct {
	Task     Task
	Standing Standing
	Cue      time.Duration // when it was called for, −1: not yet
	At       time.Duration // when it was decided, −1: not yet
}

// early is how long before its cue an act counts.
const early = time.Hour

func (f *floor) results() []Result {
	var all []Result
	for _, t := range f.c.scenario.Tasks {
		all = append(all, f.result(t))
	}
	return all
}

func (f *floor) result(t Task) Result {
	r := Result{Task: t, Standing: Pending, Cue: -1, At: -1}
	switch {
	case t.Test.Deed != 0:
		f.judgeAct(&r)
	case t.Test.BackBy > 0:
		f.judgeBack(&r)
	case f.ended():
		r.Standing, r.At = Failed, f.now
		if f.reached(&t.Test) {
			r.Standing = Passed
		}
	}
	return r
}

func (f *floor) reached(t *Test) bool {
	lost := 0
	for p := range Projects {
		lost += f.lost(p)
	}
	return (t.AnswerRate == 0 || f.answerRate(max(0, Index(t.Project))) >= t.AnswerRate) &&
		(t.Lost == 0 || lost <= t.Lost) && (t.Spent == 0 || f.cost <= float64(t.Spent*100))
}

func (f *floor) judgeAct(r *Result) {
	t := &r.Task.Test
	r.Cue = f.cue(t)
	if t.Never {
		if at, done := f.did(t, 0, f.now); done {
			r.Standing, r.At = Failed, at
		} else if f.ended() {
			r.Standing, r.At = Passed, f.now
		}
		return
	}
	if r.Cue < 0 {
		if f.ended() {
			r.Standing, r.At = NotCalled, f.now
		}
		return
	}
	if at, done := f.did(t, r.Cue-early, r.Cue+t.Within); done {
		r.Standing, r.At = Passed, max(at, r.Cue)
	} else if f.now > r.Cue+t.Within || f.ended() {
		r.Standing, r.At = Failed, min(f.now, r.Cue+t.Within)
	}
}

// cue is when the task was called for first, −1: not yet.
func (f *floor) cue(t *Test) time.Duration {
	if t.Ratio == 0 {
		if f.now >= t.At {
			return t.At
		}
		return -1
	}
	p := max(0, Index(t.Project))
	reached, need := 0, 2
	if t.Ratio >= thresholds[3] {
		need = 1
	}
	for i := range len(f.ratios) / len(Projects) {
		at := time.Duration(i) * Check
		if reached++; at < t.At || f.ratioAt(i, p) < t.Ratio {
			reached = 0
		}
		if reached == need {
			return at
		}
	}
	return -1
}

// did tells when an act that meets the test was done first.
func (f *floor) did(t *Test, from, until time.Duration) (time.Duration, bool) {
	for _, a := range f.acts {
		o := &a.Order
		if a.At < from || a.At > until || o.Deed != t.Deed {
			continue
		}
		tier := o.Deed != OpenTier && o.Deed != CloseTier || o.Tier == t.Tier
		if tier && (t.Project == "" || o.Project == t.Project) && (t.From == "" || o.From == t.From) {
			return a.At, true
		}
	}
	return 0, false
}

func (f *floor) judgeBack(r *Result) {
	r.Cue = r.Task.Test.BackBy
	if f.now < r.Cue && !f.ended() {
		return
	}
	r.At = r.Cue
	if r.Standing = Passed; f.lentLate[max(0, Index(r.Task.Test.From))] > r.Cue {
		r.Standing = Failed
	}
}
