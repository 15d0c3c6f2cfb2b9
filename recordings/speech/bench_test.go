package speech

import (
	"io"
	"testing"

	"shifu/internal/yardstick"
)

// BenchmarkDetect_OneHourOfStereo is to take at most 0.72 s: 5,000 times as
// fast as listening.
func BenchmarkDetect_OneHourOfStereo(b *testing.B) {
	p := recorded(b, some(b)[0])
	pair := make([]int16, 0, 2*len(p.lanes[0]))
	for i := range p.lanes[0] {
		pair = append(pair, p.lanes[0][i], p.lanes[1][i])
	}
	const total = 3600 * 8000
	s := Source{Channels: 2, SampleRate: 8000, Frames: total, ReadFrames: func(dst []int16, from int64) (int, error) {
		if from >= total {
			return 0, io.EOF
		}
		want := min(int64(len(dst)/2), total-from)
		return copy(dst[:2*want], pair[2*(from%int64(len(p.lanes[0]))):]) / 2, nil
	}}
	for b.Loop() {
		if _, err := Detect(s); err != nil {
			b.Fatal(err)
		}
	}
	yardstick.RealTime(b, 3600)
}
