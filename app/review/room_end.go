package review

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/score"
)

// submit closes the draft and goes on, or shows in place what is missing.
func (r *Room) submit() {
	if !r.open() {
		return
	}
	r.spend()
	if gaps := r.sheet.gaps(); len(gaps) > 0 {
		r.sheet.refused = true
		r.countRefusal()
		r.view.showScore()
		r.view.showSheet()
		r.wake(gaps[0].Ref)
		r.d.Trace("refused", map[string]any{"gaps": len(gaps), "first": gaps[0].Ref})
		return
	}
	if err := r.sheet.e.Answers.Check(&r.sheet.version); err != nil {
		r.refusal = sentence(r.d, err)
		r.view.showBanners()
		return
	}
	e, s := r.current(), r.saver
	r.busy = true
	var done qa.Evaluation
	r.line.Do(func() (err error) {
		done, err = s.submit(e)
		return err
	}, func(err error) { r.submitted(done, err) })
}

// countRefusal says how many questions still need something.
func (r *Room) countRefusal() {
	refs := map[string]bool{}
	for _, g := range r.sheet.gaps() {
		refs[g.Ref] = true
	}
	was := r.refusal
	r.refusal = ""
	if len(refs) > 0 {
		r.refusal = lang.L("Not submitted: questions that need something: {{.N}}", map[string]any{"N": len(refs)})
	}
	if was != r.refusal {
		r.view.showBanners()
	}
}

func (r *Room) submitted(e qa.Evaluation, err error) {
	r.busy = false
	if r.closed {
		return
	}
	if err != nil {
		r.dirty = true
		r.problem = err
		r.view.showBanners()
		r.d.Trace("unsaved", map[string]any{"error": err.Error()})
		return
	}
	r.saver, r.dirty = nil, false
	facts := map[string]any{"evaluation": e.ID, "call": e.CallID, "edition": e.Edition}
	text := lang.L("Submitted without a score")
	if e.Final != nil {
		facts["score"] = *e.Final
		text = lang.L("Submitted: {{.Score}}", map[string]any{"Score": chart.Number(score.Round(*e.Final, 1), 1)})
	}
	r.d.Trace("submitted", facts)
	r.d.Toast(text, nil)
	if r.o.forSession() {
		r.d.Go(r.o.session())
		return
	}
	if e.Purpose == qa.Rescore { // now the case shows what was answered first
		r.d.Go(desk.Route{Place: desk.Appeals, ID: e.For})
		return
	}
	r.goOn(r.o.after())
}

// goOn opens the call of a task, or the queue when there is none.
func (r *Room) goOn(t qa.Task, there bool) {
	if !there {
		r.d.Go(desk.Route{Place: desk.Review})
		return
	}
	r.d.Go(desk.Route{Place: desk.Room, ID: t.CallID, Task: t.ID})
}

func (r *Room) nextCall() {
	if t, ok := r.o.after(); ok {
		r.goOn(t, true)
	}
}

func (r *Room) previousCall() {
	if t, ok := r.o.before(); ok {
		r.goOn(t, true)
	}
}

// leave goes back to the queue, or to where one came from.
func (r *Room) leave() {
	if r.o.forSession() {
		r.d.Go(r.o.session())
		return
	}
	if r.fromQueue() {
		r.d.Go(desk.Route{Place: desk.Review})
		return
	}
	r.d.Back()
}

// fromQueue reports whether the queue brought one here, and not a list in which
// the call stands as well.
func (r *Room) fromQueue() bool { return r.o != nil && r.o.here >= 0 && r.route.Task != "" }

// skip takes the call out of the queue with a reason; the toast puts it back.
func (r *Room) skip(reason string) {
	t := r.o.task()
	if t == nil || reason == "" {
		return
	}
	skipTask(r.d, r.ctx, *t, reason, func() { r.goOn(r.o.after()) })
}

// skipTask skips a task and offers to undo it.
func skipTask(d *desk.Desk, ctx context.Context, t qa.Task, reason string, then func()) {
	background.Run(ctx, d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.Queue.Skip(ctx, d.Actor, t.ID, reason)
	}, func(_ struct{}, err error) {
		if err != nil {
			d.Fail(err)
			return
		}
		d.Trace("skipped", map[string]any{"task": t.ID, "call": t.CallID})
		d.Toast(lang.L("Skipped: {{.Reason}}", map[string]any{"Reason": reason}), func() { unskip(d, t) })
		then()
	})
}

func unskip(d *desk.Desk, t qa.Task) {
	background.Run(context.Background(), d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.Queue.Unskip(ctx, d.Actor, t.ID)
	}, func(_ struct{}, err error) {
		if err != nil {
			d.Fail(err)
			return
		}
		d.Go(desk.Route{Place: desk.Room, ID: t.CallID, Task: t.ID})
	})
}
