// Package player plays a call so that a person can judge it: every lane with
// its own loudness, at any speed with the pitch kept, in loops, with the
// position that is being heard. It alone knows the sound library.
package player

import (
	"errors"
	"fmt"
	"io"
)

// Source is a call's sound, read at random places. Its lanes are its channels.
type Source interface {
	// Channels is the number of lanes, at least 1.
	Channels() int
	// SampleRate is in frames a second.
	SampleRate() int
	// Frames is the length; it may grow while the call is still being decoded.
	Frames() int64
	// ReadFrames fills dst with interleaved 16-bit frames from the frame given
	// on and returns how many frames it wrote: fewer, with or without io.EOF, at
	// the end.
	ReadFrames(dst []int16, from int64) (int, error)
}

// readSource reads what it can; a decoder's panic becomes an error.
func readSource(src Source, dst []int16, from int64) (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err = 0, fmt.Errorf("reading sound at frame %d: %v", from, r)
		}
	}()
	n, err = src.ReadFrames(dst, from)
	if n > 0 || errors.Is(err, io.EOF) {
		return max(n, 0), nil
	}
	if err != nil {
		return 0, fmt.Errorf("reading sound at frame %d: %w", from, err)
	}
	return 0, nil
}

// closeSource closes what can be closed: the player owns what it plays.
func closeSource(src Source) {
	if c, ok := src.(io.Closer); ok {
		_ = c.Close() // read only: nothing can be lost
	}
}

// Reader reads a call's sound at random places, as Source does.
type Reader interface {
	ReadFrames(dst []int16, from int64) (int, error)
}

// Of makes a Source of a reader whose shape and length are known. It can be
// closed if r can.
func Of(r Reader, channels, sampleRate int, frames int64) Source {
	return fixed{r, channels, sampleRate, frames}
}

type fixed struct {
	Reader
	channels, rate int
	frames         int64
}

func (f fixed) Channels() int   { return f.channels }
func (f fixed) SampleRate() int { return f.rate }
func (f fixed) Frames() int64   { return f.frames }

// Close closes the reader if it is an io.Closer.
func (f fixed) Close() error {
	if c, ok := f.Reader.(io.Closer); ok {
		return c.Close()
	}
	return nil
}
