package exam

import (
	"context"
	"errors"
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
)

// Recorder brings in what was sat elsewhere: on paper, or in another program.
// Both methods need the right to keep exams; the rules of Keeper hold.
//
// A department that sits on paper publishes the exam as always, prints what
// Handouts draws for each person, and afterwards brings in one Brought for each:
// its paper, when it was begun and handed in, its answers (each Event at the
// end), and for the essays what each marker gave. They are marked by the keys in
// force, and count like any other: a wrong key found later is regraded with them.
type Recorder interface {
	// Handouts draws what each of the persons would be asked now, each as if
	// those before had sat already; seed decides between equals. Nothing is kept.
	Handouts(ctx context.Context, by people.Actor, examID string, personIDs []string, seed uint64) ([]Handout, error)
	// BringIn keeps finished attempts at a published exam, all of them or none,
	// and returns what came of them, in their order. What nobody could have done
	// in an attempt of Shifu's own is refused: see Brought.Replay and Rules.MayBegin.
	BringIn(ctx context.Context, by people.Actor, examID string, all []Brought) ([]Entered, error)
}

// Handout is a paper for one person, with its questions by place and their keys.
type Handout struct {
	PersonID  string
	Paper     Paper
	Questions []bank.Question
}

// Brought is a finished attempt that was sat elsewhere.
type Brought struct {
	PersonID string
	Paper    Paper // a handout's
	Began    time.Time
	Ended    time.Time
	Events   []Timed             // in their order; of a paper its answers, all at the end
	Essays   map[int][]Judgement // by place, what markers gave them elsewhere
}

// Entered is an attempt that was brought in.
type Entered struct {
	AttemptID string
	PersonID  string
	Points    float64 // so far
	Most      float64
	Known     bool // nothing waits for a marker
	Passed    bool
}

// Timed is an event, so long after the attempt began.
type Timed struct {
	After time.Duration
	Event
}

// About is a refusal that names whose attempt is refused.
func (b Brought) About(name string, err error) error {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return err
	}
	return fault.New(f.Kind, "{{.Name}}: {{.Why}}", fault.Values{"Name": name, "Why": text(err)})
}

// Step is an event as it is kept, with how the attempt stood after it.
type Step struct {
	Event
	Meter Meter
	Here  int
}

// brought names the run of the program of attempts that none of ours saw.
const brought = "brought in"

// Replay lets the attempt happen again under the rules: the same events are
// refused that are refused in the window. questions are those of the paper by
// ID; a carries who, and the limit with the person's concession. It returns the
// attempt as it was handed in, and its steps with the beginning and the end.
func (b Brought) Replay(r Rules, a Attempt, questions map[string]bank.Question) (Attempt, []Step, error) {
	if !b.Ended.After(b.Began) {
		return a, nil, fault.New(fault.Invalid, "The attempt ended before it began.", nil)
	}
	a.State, a.Paper, a.Began = Running, b.Paper, b.Began
	a.Meter = Meter{Seen: Reading{Wall: b.Began, Run: brought}}
	steps := []Step{{Event: Event{Deed: Read}, Meter: a.Meter}}
	at := func(after time.Duration) Reading {
		return Reading{Wall: b.Began.Add(after), Mono: after, Run: brought}
	}
	for _, e := range b.Events {
		if e.After < a.Meter.Used || b.Began.Add(e.After).After(b.Ended) {
			return a, nil, fault.New(fault.Invalid, "The answers are not in the order of time, or lie after the end of the attempt.", nil)
		}
		if err := a.Apply(r, e.Event, clipAt(b.Paper, questions, e.Place), at(e.After)); err != nil {
			return a, nil, err
		}
		steps = append(steps, Step{e.Event, a.Meter, a.Here})
	}
	a.Tick(r, at(b.Ended.Sub(b.Began)))
	if !a.State.Ended() {
		if err := a.Submit(); err != nil {
			return a, nil, err
		}
	}
	return a, append(steps, Step{Event{Deed: Read, Place: a.Here}, a.Meter, a.Here}), nil
}

func clipAt(p Paper, questions map[string]bank.Question, place int) *bank.Clip {
	if place < 0 || place >= len(p.Items) {
		return nil
	}
	return questions[p.Items[place].QuestionID].Clip
}

// CheckPaper returns an Invalid fault unless the paper is one that the
// blueprint could have drawn from these questions.
func (b Blueprint) CheckPaper(p Paper, questions map[string]bank.Question) error {
	wrong := fault.New(fault.Invalid, "The paper is not one of this exam. Use the papers that were handed out.", nil)
	var pool []Candidate
	for _, it := range p.Items {
		q, ok := questions[it.QuestionID]
		if !ok || len(it.Options) > 0 && !permutes(it.Options, len(q.Options)) ||
			!slices.ContainsFunc(b, func(c Cell) bool { return c.Takes(&q) && c.Mark == it.Mark }) {
			return wrong
		}
		pool = append(pool, Candidate{Question: q})
	}
	if len(pool) != b.Count() || p.Marks() != b.Marks() || b.Fill(pool) != nil {
		return wrong
	}
	return nil
}

// permutes reports whether order holds each of 0…n-1 once.
func permutes(order []int, n int) bool {
	sorted := slices.Sorted(slices.Values(order))
	for i, o := range sorted {
		if o != i {
			return false
		}
	}
	return len(sorted) == n
}

// CheckEssay refuses marks for a question that nobody marks by hand, marks of
// one's own work, of one marker twice, beyond the question's mark or between
// the steps of the rules.
func (b Brought) CheckEssay(r Rules, it Item, q bank.Question, js []Judgement) error {
	if q.Kind != bank.Essay {
		return fault.New(fault.Invalid, "This answer does not wait for a mark.", nil)
	}
	for i, j := range js {
		switch {
		case j.MarkerID == b.PersonID:
			return fault.New(fault.Invalid, "Nobody marks their own answer.", nil)
		case slices.ContainsFunc(js[:i], func(o Judgement) bool { return o.MarkerID == j.MarkerID }):
			return fault.New(fault.Invalid, "The same marker marked an answer twice.", nil)
		case !(j.Points >= 0 && j.Points <= it.Mark) || r.Round(j.Points) != j.Points:
			return fault.New(fault.Invalid, "Give 0 to {{.Most}} points, in the steps of this exam.", fault.Values{"Most": it.Mark})
		}
	}
	return nil
}
