package review

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/tagging"
	"shifu/recordings"
)

// mayTag reports whether tags are shown and can be changed: a call that is
// scored blind says nothing of what others think of it.
func (r *Room) mayTag() bool { return tagging.May(r.d) && !r.o.forSession() }

func (r *Room) askTags() {
	if r.mayTag() {
		tagging.Ask(r.d, r.ctx, []recordings.Row{r.o.call}, r.tag)
	}
}

// tag changes the tags of the call; the toast takes it back.
func (r *Room) tag(t recordings.Tagging) {
	id := r.o.call.ID
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) (recordings.Tagging, error) {
		return r.d.Tags.Tag(ctx, r.d.Actor, id, t)
	}, func(done recordings.Tagging, err error) {
		if err != nil {
			r.d.Fail(err)
			return
		}
		r.o.call.Tags, _ = done.On(r.o.call.Tags)
		r.view.showFacts()
		r.d.Toast(lang.L("The tags are set."), func() { r.tag(done.Undone()) })
	})
}
