package desk

import (
	"context"
	"slices"
	"time"

	"shifu/internal/notice"
)

// Soon is how long most places gather notices before they read again.
const Soon = 300 * time.Millisecond

// Stay begins a visit to a place: ctx ends when leave is called. Notices that
// concern the place make it read again on the UI thread, many in a row once,
// when they were gathered for a while.
func (d *Desk) Stay(gather time.Duration, concerns func(notice.Notice) bool, read func()) (ctx context.Context, leave func()) {
	ctx, cancel := context.WithCancel(context.Background())
	again := false
	stop := d.Hub.Listen(func(n notice.Notice) {
		if !concerns(n) {
			return
		}
		d.Stage.Show(func() {
			if again || ctx.Err() != nil {
				return
			}
			again = true
			d.Stage.After(ctx, gather, func() { again = false; read() })
		})
	})
	return ctx, func() { cancel(); stop() }
}

// About concerns a place with notices of these subjects.
func About(subjects ...notice.Subject) func(notice.Notice) bool {
	return func(n notice.Notice) bool { return slices.Contains(subjects, n.Subject) }
}
