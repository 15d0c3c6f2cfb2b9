package review

import (
	"context"
	"errors"
	"reflect"
	"time"
)

// closeLimit is how long leaving waits for the last save.
const closeLimit = 3 * time.Second

// Keep saves what is open and waits for it. It returns why the last entries
// could not be kept; leaving now would lose them.
func (r *Room) Keep() error {
	s := r.saver
	if s == nil || r.closed {
		return nil
	}
	r.handOver()
	r.line.Do(s.save, func(err error) { r.saved(s, err) })
	if err := r.line.Wait(closeLimit); err != nil {
		return err
	}
	return s.unkept()
}

// handOver gives the saver what it has not got yet. What is being submitted
// it has.
func (r *Room) handOver() {
	r.spend()
	if r.saver != nil && (r.dirty || r.sound.heard > r.given) && !r.busy {
		r.saver.put(r.current())
		r.dirty = false
	}
}

// Close saves what is open and falls silent.
func (r *Room) Close() {
	if r.closed {
		return
	}
	r.handOver()
	r.sound.close()
	r.closed = true
	if r.o != nil && !r.sound.silent() {
		r.choices.leave(r.o.call.ID, r.sound.at, r.sound.length, r.sound.hearing())
	}
	saver, choices, changed := r.saver, r.choices, r.o != nil && !reflect.DeepEqual(r.choices, r.o.choices)
	r.line.Do(func() (err error) {
		if saver != nil {
			err = saver.save()
		}
		if changed {
			err = errors.Join(err, choices.keep(context.Background(), r.d))
		}
		return err
	}, func(err error) {
		if err != nil {
			r.d.Fail(err)
		}
	})
	if err := r.line.Wait(closeLimit); err != nil {
		r.d.Fail(err)
	}
	r.cancel()
}
