package speech

import (
	"time"

	"shifu/recordings/formats"
)

// Source is the audio to look at: interleaved 16-bit samples by position.
type Source struct {
	Channels   int
	SampleRate int
	Frames     int64
	// ReadFrames fills dst with frames from the one at from on and returns how
	// many whole frames it read, io.EOF at the end (formats.Audio.ReadFrames).
	ReadFrames func(dst []int16, from int64) (int, error)
}

// SourceOf is an open recording as a Source.
func SourceOf(a *formats.Audio) Source {
	i := a.Info()
	return Source{Channels: i.Channels, SampleRate: i.SampleRate, Frames: i.Frames, ReadFrames: a.ReadFrames}
}

// duration of the whole source, to the microsecond.
func (s Source) duration() time.Duration {
	return time.Duration(float64(s.Frames)*1e6/float64(s.SampleRate)+0.5) * time.Microsecond
}
