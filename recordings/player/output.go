package player

import (
	"sync"

	"github.com/gopxl/beep/v2"
	"github.com/gopxl/beep/v2/speaker"
)

// output is where sound goes: the speaker, or a test's own.
type output interface {
	// open asks for the device off the caller's goroutine and then says how it went.
	open(done func(error))
	// attach lets s be pulled from until it says that it is closed.
	attach(s *stream)
	// retry asks again for a device that went away. It may take long.
	retry(done func(error))
}

// stream is what the sound library pulls from.
type stream struct {
	deck   *deck
	closed chan struct{}
}

// Stream hands over the next frames; a closed stream is dropped by the speaker.
func (s *stream) Stream(samples [][2]float64) (n int, ok bool) {
	select {
	case <-s.closed:
		return 0, false
	default:
		s.deck.render(samples)
		return len(samples), true
	}
}

// Err is always nil: what goes wrong with a source is told by the Snapshot.
func (s *stream) Err() error { return nil }

// loudspeaker is the one real device. The driver can be asked once a process
// only; players come and go.
type loudspeaker struct {
	once   sync.Once
	failed error // of Init
	asking sync.Mutex
}

var theSpeaker loudspeaker

func (l *loudspeaker) open(done func(error)) {
	go func() {
		l.once.Do(func() { l.failed = speaker.Init(OutputRate, bufferFrames) })
		done(l.resume())
	}()
}

func (l *loudspeaker) attach(s *stream) { speaker.Play(beep.Streamer(s)) }

func (l *loudspeaker) retry(done func(error)) {
	go func() {
		if !l.asking.TryLock() {
			return // the last question was not answered yet
		}
		defer l.asking.Unlock()
		done(l.resume())
	}()
}

// resume tells whether there is a device: Init alone doesn't.
func (l *loudspeaker) resume() error {
	if l.failed != nil {
		return l.failed
	}
	return speaker.Resume()
}
