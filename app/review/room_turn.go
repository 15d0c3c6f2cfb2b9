package review

import (
	"context"

	"shifu/internal/people"
	"shifu/qa"
)

// mayRevise says whether a new edition can be opened of what is shown.
func (r *Room) mayRevise() bool {
	if r.sheet == nil || r.sheet.e.ID == "" || r.chosen >= 0 {
		return false
	}
	e := r.sheet.e
	may := qa.MayWrite(r.d.Actor, e) == nil || r.d.Actor.May(people.ReleaseScores)
	return !e.Open() && e.State != qa.Voided && e.For == "" && may
}

// revise opens a new edition with its reason.
func (r *Room) revise(why string) {
	id := r.sheet.e.ID
	r.turnTo(func(ctx context.Context, o *opened) error {
		e, err := r.d.Quality.Revise(ctx, r.d.Actor, id, why)
		if err != nil {
			return err
		}
		return o.take(ctx, r.d, e)
	}, func() {
		r.d.Trace("revised", map[string]any{"evaluation": id, "edition": r.o.e.Edition})
	})
}

// showEdition shows an edition: earlier ones read only, the last as it is.
func (r *Room) showEdition(i int) {
	chosen := i
	if i == len(r.o.editions)-1 {
		chosen = -1
	}
	r.turnTo(func(ctx context.Context, o *opened) error {
		if chosen >= 0 {
			return o.take(ctx, r.d, o.editions[chosen])
		}
		e, err := r.d.Quality.Evaluation(ctx, r.d.Actor, o.e.ID)
		if err != nil {
			return err
		}
		return o.take(ctx, r.d, e)
	}, func() { r.chosen = chosen })
}

// chooseRubric begins to score with another rubric.
func (r *Room) chooseRubric(i int) {
	version := r.o.rubrics[i]
	if version.ID == r.o.version.ID {
		return
	}
	r.turnTo(func(ctx context.Context, o *opened) error {
		e, err := r.d.Quality.Begin(ctx, r.d.Actor, qa.Start{CallID: o.call.ID, VersionID: version.ID})
		if err != nil {
			return err
		}
		o.version = version
		return o.take(ctx, r.d, e)
	}, func() {})
}

// turnTo saves what is open and shows another evaluation of the call, which
// read puts into o.
func (r *Room) turnTo(read func(ctx context.Context, o *opened) error, then func()) {
	if r.busy {
		return
	}
	s, next := r.saver, *r.o
	r.handOver()
	r.line.Do(func() error {
		if s != nil {
			if err := s.save(); err != nil {
				return err
			}
		}
		return read(r.ctx, &next)
	}, func(err error) { r.turned(&next, err, then) })
}

func (r *Room) turned(next *opened, err error, then func()) {
	if r.closed {
		return
	}
	if r.problem = err; err != nil {
		r.view.showBanners()
		return
	}
	r.keepLate()
	r.o = next
	then()
	r.take(next.e)
	r.view.show()
	r.view.showMarks()
	r.d.Changed()
	r.advice.load()
}

// keepLate saves what was typed while another evaluation was being read.
func (r *Room) keepLate() {
	if r.dirty && r.saver != nil {
		r.handOver()
		r.line.Do(r.saver.save, r.d.Fail)
	}
}
