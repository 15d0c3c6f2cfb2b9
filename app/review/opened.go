package review

import (
	"context"
	"slices"

	"shifu/app/desk"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/calibration"
	"shifu/recordings"
)

// opened is everything that is read of a call before it is shown.
type opened struct {
	call     recordings.Row
	said     []recordings.Utterance
	origin   recordings.Origin // of what is said
	tasks    []qa.Task         // the person's queue
	here     int               // index of this call's task, -1 for none
	done     int               // tasks done today
	next     recordings.Row
	rubrics  []qa.Version // that may be chosen instead
	version  qa.Version
	agent    people.Person   // whose call it is; empty if unknown to the person
	e        qa.Evaluation   // empty ID: none
	others   []qa.Evaluation // of this call, by others or for another purpose
	editions []qa.Evaluation
	refused  error // why it can't be scored
	choices  choices
	rulings  []calibration.Precedent // that stand at the questions of the rubric
}

// openCall reads a call, and its evaluation as the route says: one that is
// named, or the person's own draft, begun if need be.
func openCall(ctx context.Context, d *desk.Desk, r desk.Route) (*opened, error) {
	o := &opened{here: -1, choices: readChoices(ctx, d)}
	var err error
	if r.ID == "" && r.Evaluation != "" {
		if o.e, err = d.Quality.Evaluation(ctx, d.Actor, r.Evaluation); err != nil {
			return nil, err
		}
		r.ID = o.e.CallID
	}
	if o.call, err = d.Calls.Call(ctx, d.Actor, r.ID); err != nil {
		return nil, err
	}
	if o.said, err = d.Calls.Transcript(ctx, d.Actor, r.ID); err != nil {
		return nil, err
	}
	if d.Transcribing != nil {
		if o.origin, err = d.Transcribing.Origin(ctx, d.Actor, r.ID); err != nil {
			return nil, err
		}
	}
	if err := o.readQueue(ctx, d, r); err != nil {
		return nil, err
	}
	if err := o.readOthers(ctx, d); err != nil {
		return nil, err
	}
	o.alone(r.Start)
	if err := o.readSheet(ctx, d, r); err != nil {
		return nil, err
	}
	return o, o.readRulings(ctx, d)
}

func (o *opened) readQueue(ctx context.Context, d *desk.Desk, r desk.Route) (err error) {
	if !d.Actor.May(people.ScoreCalls) {
		return nil
	}
	if o.tasks, err = d.Queue.Tasks(ctx, d.Actor); err != nil {
		return err
	}
	o.here = slices.IndexFunc(o.tasks, func(t qa.Task) bool {
		return t.CallID == r.ID && (r.Task == "" || t.ID == r.Task)
	})
	if o.done, err = d.Queue.DoneToday(ctx, d.Actor, midnight(d)); err != nil {
		return err
	}
	if t, ok := o.after(); ok {
		// The line that names the next call can do without it.
		o.next, _ = d.Calls.Call(ctx, d.Actor, t.CallID)
	}
	return nil
}

// task is that of this call, nil for none.
func (o *opened) task() *qa.Task {
	if o.here < 0 {
		return nil
	}
	return &o.tasks[o.here]
}

// after is the task that comes next: behind this one, else the first other.
func (o *opened) after() (qa.Task, bool) {
	if o.here+1 < len(o.tasks) {
		return o.tasks[o.here+1], true
	}
	if o.here > 0 {
		return o.tasks[0], true
	}
	return qa.Task{}, false
}

// before is the task in front of this one.
func (o *opened) before() (qa.Task, bool) {
	if o.here > 0 {
		return o.tasks[o.here-1], true
	}
	return qa.Task{}, false
}

func (o *opened) readSheet(ctx context.Context, d *desk.Desk, r desk.Route) error {
	if r.Evaluation != "" {
		return o.readNamed(ctx, d, r.Evaluation)
	}
	if r.Start.Purpose == "" && (!d.Actor.May(people.ScoreCalls) || o.here < 0 && o.judged(d.Actor)) {
		return o.readNewest(ctx, d)
	}
	if err := o.chooseRubric(ctx, d, r.Start); err != nil || o.version.ID == "" {
		return err
	}
	e, err := d.Quality.Begin(ctx, d.Actor, o.start(r.Start))
	switch {
	case fault.Is(err, fault.Forbidden):
		o.refused = err
		return nil
	case err != nil:
		return err
	}
	return o.take(ctx, d, e)
}

// start is the evaluation to begin: as the route says, else as the task says.
func (o *opened) start(s qa.Start) qa.Start {
	s.CallID, s.VersionID = o.call.ID, o.version.ID
	if t := o.task(); t != nil && s.Purpose == "" {
		s.Purpose = t.Purpose
	}
	return s
}

// readNamed takes the evaluation that the route names.
func (o *opened) readNamed(ctx context.Context, d *desk.Desk, id string) (err error) {
	e := o.e
	if e.ID == "" {
		if e, err = d.Quality.Evaluation(ctx, d.Actor, id); err != nil {
			return err
		}
	}
	return o.take(ctx, d, e)
}

// readNewest takes the evaluation that counts, else the newest that the person
// may see, if any.
func (o *opened) readNewest(ctx context.Context, d *desk.Desk) error {
	if len(o.others) == 0 {
		return nil
	}
	i := slices.IndexFunc(o.others, func(e qa.Evaluation) bool { return e.Purpose == qa.Ordinary && e.State != qa.Voided })
	return o.take(ctx, d, o.others[max(i, 0)])
}

// take makes e the evaluation shown, with its own version of the rubric and
// all its editions.
func (o *opened) take(ctx context.Context, d *desk.Desk, e qa.Evaluation) (err error) {
	o.e = e
	if o.version.ID != e.VersionID {
		if o.version, err = d.Quality.Version(ctx, d.Actor, e.VersionID); err != nil {
			return err
		}
	}
	o.editions, err = d.Quality.Editions(ctx, d.Actor, e.ID)
	return err
}

// chooseRubric takes the version of the route, else that of the task, else the newest active rubric in
// the window's language; those that fit as well can be chosen instead.
func (o *opened) chooseRubric(ctx context.Context, d *desk.Desk, s qa.Start) (err error) {
	if s.VersionID != "" {
		o.version, err = d.Quality.Version(ctx, d.Actor, s.VersionID)
		return err
	}
	if t := o.task(); t != nil {
		if o.version, err = d.Quality.Version(ctx, d.Actor, t.VersionID); err != nil || o.version.State == qa.VersionActive {
			return err
		}
		return o.successor(ctx, d)
	}
	all, err := d.Quality.Rubrics(ctx, d.Actor)
	if err != nil {
		return err
	}
	o.rubrics = slices.DeleteFunc(all, func(v qa.Version) bool { return v.State != qa.VersionActive })
	if len(o.rubrics) == 0 {
		return nil
	}
	slices.SortStableFunc(o.rubrics, func(a, b qa.Version) int {
		return rank(b, string(d.Settings.Language)) - rank(a, string(d.Settings.Language))
	})
	o.version = o.rubrics[0]
	if v, ok := begun(ctx, d, o.call.ID, o.rubrics); ok {
		o.version = v
	}
	return nil
}

// successor takes the version in force where the task was dealt with one that
// has been retired since.
func (o *opened) successor(ctx context.Context, d *desk.Desk) error {
	all, err := d.Quality.Rubrics(ctx, d.Actor)
	for _, v := range all {
		if v.RubricID == o.version.RubricID {
			o.version = v
		}
	}
	return err
}

func rank(v qa.Version, language string) int {
	if v.Language == language {
		return 1
	}
	return 0
}

// begun is the rubric with which the person has scored this call already.
func begun(ctx context.Context, d *desk.Desk, callID string, among []qa.Version) (qa.Version, bool) {
	es, err := d.Quality.Evaluations(ctx, d.Actor, qa.Find{CallID: callID, ReviewerID: d.Actor.PersonID}, 1)
	if err != nil || len(es) == 0 {
		return qa.Version{}, false
	}
	i := slices.IndexFunc(among, func(v qa.Version) bool { return v.RubricID == es[0].RubricID })
	if i < 0 {
		return qa.Version{}, false
	}
	return among[i], true
}
