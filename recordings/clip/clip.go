// Package clip cuts pieces out of recordings, for coaching.
package clip

import (
	"fmt"
	"io"
	"time"

	"shifu/internal/fault"
	"shifu/recordings/formats"
)

// fade is how long a clip rises from silence and falls back, so that its cut
// is no click.
const fade = 5 * time.Millisecond

// Write writes the stretch of a recording as PCM16 WAV at its own rate and
// channels, cut on the sample. It fails if the stretch doesn't lie within.
func Write(w io.Writer, a *formats.Audio, from, to time.Duration) error {
	info := a.Info()
	first, last := frame(from, info.SampleRate), min(frame(to, info.SampleRate), info.Frames)
	if from < 0 || first >= last {
		return fault.New(fault.Invalid, "Select a stretch of the call first.", nil)
	}
	out := info
	out.Frames = last - first
	ramp := min(frame(fade, info.SampleRate), out.Frames/2)
	return formats.WriteFrames(w, out, func(dst []int16, at int64) (int, error) {
		dst = dst[:min(int64(len(dst)), (out.Frames-at)*int64(info.Channels))]
		n, err := a.ReadFrames(dst, first+at)
		for i := range n * info.Channels {
			edge := min(at+int64(i/info.Channels), out.Frames-1-at-int64(i/info.Channels))
			if edge < ramp {
				dst[i] = int16(int64(dst[i]) * edge / ramp)
			}
		}
		return n, err
	})
}

func frame(d time.Duration, rate int) int64 { return int64(d.Seconds()*float64(rate) + .5) }

// Name is a file name with the call and the times: "95598 7 1m05.0-1m12.5", the ending left to the caller.
func Name(call string, from, to time.Duration) string {
	return fmt.Sprintf("%s %s-%s", call, clock(from), clock(to))
}

func clock(d time.Duration) string {
	return fmt.Sprintf("%dm%04.1f", int(d/time.Minute), (d % time.Minute).Seconds())
}
