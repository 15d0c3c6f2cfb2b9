package formats

import (
	"context"
	"io"

	"shifu/internal/fault"
)

// WritePair writes two recordings of one channel as one of two lanes, first on
// the left, as telephone systems write what each side says into a file of its
// own. The shorter is padded with silence; apart is by how many seconds it is
// shorter. Without headers they are read as raw. It fails if either has more
// channels, or their rates differ.
func WritePair(ctx context.Context, w io.Writer, first, second string, as Raw) (apart float64, err error) {
	a, err := OpenRaw(ctx, first, as)
	if err != nil {
		return 0, err
	}
	defer func() { _ = a.Close() }()
	b, err := OpenRaw(ctx, second, as)
	if err != nil {
		return 0, err
	}
	defer func() { _ = b.Close() }()
	left, right := a.Info(), b.Info()
	if left.Channels != 1 || right.Channels != 1 || left.SampleRate != right.SampleRate {
		return 0, fault.New(fault.Invalid, "The two files of a call must have one channel each and the same rate.", nil)
	}
	both := Info{Channels: 2, SampleRate: left.SampleRate, Frames: max(left.Frames, right.Frames)}
	p := &pair{a: a, b: b}
	return left.Seconds() - right.Seconds(), WriteFrames(w, both, p.read)
}

// pair interleaves two recordings.
type pair struct {
	a, b *Audio
	buf  []int16
}

func (p *pair) read(dst []int16, from int64) (int, error) {
	n := len(dst) / 2
	p.buf = append(p.buf[:0], make([]int16, n)...)
	longest := 0
	for lane, a := range []*Audio{p.a, p.b} {
		clear(p.buf)
		got, err := a.ReadFrames(p.buf, from)
		if err != nil && err != io.EOF {
			return 0, err
		}
		for i, x := range p.buf {
			dst[2*i+lane] = x
		}
		longest = max(longest, got)
	}
	return longest, nil
}
