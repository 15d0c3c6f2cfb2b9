package formats

import (
	"errors"
	"io"
	"os"
	"sync"
)

// Audio is one open recording.
//
//  1. ReadFrames may be called from several goroutines; calls take turns.
//  2. Reading allocates nothing.
//  3. Close it when done. Reading afterwards fails with os.ErrClosed.
type Audio struct {
	info Info

	mu     sync.Mutex
	source source
	closer io.Closer
	closed bool
}

// source gives PCM16 frames by position. It is never called by two goroutines
// at once. from lies within the recording and dst holds whole frames, none of
// them beyond its end.
type source interface {
	readFrames(dst []int16, from int64) (int, error)
}

var errNegativeFrame = errors.New("reading audio before its first frame")

// Info describes the recording.
func (a *Audio) Info() Info { return a.info }

// ReadFrames fills dst with interleaved 16-bit samples that begin at frame
// from, and returns the number of whole frames read. It returns fewer than
// fit into dst only at the end of the recording or with an error; at the end
// it returns 0 and io.EOF. A negative from is an error.
func (a *Audio) ReadFrames(dst []int16, from int64) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case a.closed:
		return 0, os.ErrClosed
	case from < 0:
		return 0, errNegativeFrame
	case from >= a.info.Frames:
		return 0, io.EOF
	}
	n := int64(len(dst) / a.info.Channels)
	n = min(n, a.info.Frames-from)
	return a.source.readFrames(dst[:n*int64(a.info.Channels)], from)
}

// Close lets go of the file. A second Close does nothing.
func (a *Audio) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed {
		return nil
	}
	a.closed = true
	return a.closer.Close()
}
