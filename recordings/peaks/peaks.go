// Package peaks computes what a waveform draws: the smallest, the largest and
// the root-mean-square sample of each stretch of a recording, at several zooms.
package peaks

import (
	"fmt"
	"io"
	"math"

	"shifu/recordings/formats"
)

// Base is the number of frames in a bin of the finest level; each further
// level has Factor times as many.
const (
	Base   = 64
	Factor = 4

	coarsest = 256 // no further level below so many bins
)

// Bin is the smallest, the largest and the root-mean-square sample of a
// stretch of one lane.
type Bin struct{ Min, Max, RMS int16 }

// Pyramid holds the bins of a recording, from Base frames a bin up to a level
// of a few hundred bins. It may be read by several goroutines at once.
type Pyramid struct {
	Frames     int64 // frames of the recording
	SampleRate int
	Lanes      int // channels

	levels [][]Bin // by level: lanes in turn
}

// From computes the pyramid of a whole recording in one pass over its samples.
func From(a *formats.Audio) (*Pyramid, error) {
	info := a.Info()
	p := &Pyramid{Frames: info.Frames, SampleRate: info.SampleRate, Lanes: info.Channels}
	base := make([]Bin, 0, bins(info.Frames)*int64(p.Lanes))
	buf := make([]int16, readBins*Base*p.Lanes)
	for from := int64(0); from < info.Frames; {
		n, err := a.ReadFrames(buf, from)
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("computing the waveform: %w", err)
		}
		if n == 0 {
			break
		}
		base = appendBins(base, buf[:n*p.Lanes], p.Lanes)
		from += int64(n)
	}
	p.build(base)
	return p, nil
}

// readBins is the number of base bins read at a time.
const readBins = 256

// bins is the number of base bins that hold so many frames, per lane.
func bins(frames int64) int64 { return (frames + Base - 1) / Base }

// appendBins adds the base bins of interleaved samples, the last one perhaps
// from fewer than Base frames.
func appendBins(dst []Bin, samples []int16, lanes int) []Bin {
	for len(samples) > 0 {
		stretch := samples[:min(len(samples), Base*lanes)]
		samples = samples[len(stretch):]
		if lanes == 2 {
			dst = appendStereo(dst, stretch)
			continue
		}
		for lane := range lanes {
			dst = append(dst, reduce(stretch[lane:], lanes))
		}
	}
	return dst
}

// reduce is the bin of every step-th sample.
func reduce(s []int16, step int) Bin {
	low, high, squares, n := int32(math.MaxInt16), int32(math.MinInt16), int64(0), 0
	for i := 0; i < len(s); i += step {
		x := int32(s[i])
		low, high = min(low, x), max(high, x)
		squares += int64(x * x)
		n++
	}
	return Bin{int16(low), int16(high), root(float64(squares) / float64(n))}
}

// appendStereo is reduce for both lanes in one pass, since most calls have two.
func appendStereo(dst []Bin, s []int16) []Bin {
	low0, high0, sum0 := int32(math.MaxInt16), int32(math.MinInt16), int64(0)
	low1, high1, sum1 := low0, high0, int64(0)
	n := float64(len(s) / 2)
	for ; len(s) >= 4; s = s[4:] { // two frames at a time: three comparisons instead of four
		x, y, z, w := int32(s[0]), int32(s[1]), int32(s[2]), int32(s[3])
		sum0 += int64(x*x) + int64(z*z)
		sum1 += int64(y*y) + int64(w*w)
		low0, high0 = min(low0, min(x, z)), max(high0, max(x, z))
		low1, high1 = min(low1, min(y, w)), max(high1, max(y, w))
	}
	if len(s) == 2 {
		x, y := int32(s[0]), int32(s[1])
		low0, high0, sum0 = min(low0, x), max(high0, x), sum0+int64(x*x)
		low1, high1, sum1 = min(low1, y), max(high1, y), sum1+int64(y*y)
	}
	return append(dst,
		Bin{int16(low0), int16(high0), root(float64(sum0) / n)},
		Bin{int16(low1), int16(high1), root(float64(sum1) / n)})
}

func root(meanSquare float64) int16 {
	return int16(min(math.Sqrt(meanSquare)+0.5, math.MaxInt16))
}

// build makes the coarser levels from the base, so that a pyramid unpacked
// from its base equals the computed one.
func (p *Pyramid) build(base []Bin) {
	p.levels = [][]Bin{base}
	for len(base)/p.Lanes > coarsest {
		base = p.coarser(base)
		p.levels = append(p.levels, base)
	}
}

func (p *Pyramid) coarser(fine []Bin) []Bin {
	count := len(fine) / p.Lanes
	coarse := make([]Bin, 0, (count+Factor-1)/Factor*p.Lanes)
	for first := 0; first < count; first += Factor {
		for lane := range p.Lanes {
			coarse = append(coarse, merge(fine, p.Lanes, lane, first, min(first+Factor, count)))
		}
	}
	return coarse
}

// merge joins the bins first to last-1 of a lane.
func merge(bins []Bin, lanes, lane, first, last int) Bin {
	out := Bin{Min: math.MaxInt16, Max: math.MinInt16}
	squares := int64(0)
	for i := first; i < last; i++ {
		b := bins[i*lanes+lane]
		out.Min, out.Max = min(out.Min, b.Min), max(out.Max, b.Max)
		squares += int64(b.RMS) * int64(b.RMS)
	}
	out.RMS = root(float64(squares) / float64(last-first))
	return out
}

// Columns fills dst with bins of one lane that together cover the frames
// [from, to) evenly: one bin per pixel column. A column shows every bin that
// it touches, so no peak is lost between columns; columns outside of the
// recording are zero. It looks at no more than Factor+2 bins per column at any
// zoom. Below Base frames a column the bins repeat: use Exact there.
func (p *Pyramid) Columns(dst []Bin, lane int, from, to float64) {
	clear(dst)
	if lane < 0 || lane >= p.Lanes || len(dst) == 0 || !(to > from) {
		return
	}
	step := (to - from) / float64(len(dst))
	level, size := p.level(step)
	bins := p.levels[level]
	count := len(bins) / p.Lanes
	for i := range dst {
		a := from + float64(i)*step
		if a+step <= 0 || a >= float64(p.Frames) {
			continue
		}
		first := min(max(0, int(a/size)), count-1)
		last := min(max(first+1, int(math.Ceil((a+step)/size))), count)
		dst[i] = merge(bins, p.Lanes, lane, first, last)
	}
}

// level is the coarsest level whose bins are no wider than a column of so many
// frames, and the frames in its bins.
func (p *Pyramid) level(frames float64) (level int, size float64) {
	size = Base
	for level+1 < len(p.levels) && size*Factor <= frames {
		level++
		size *= Factor
	}
	return level, size
}

// Peak is the largest magnitude in a lane, for scaling a drawing.
func (p *Pyramid) Peak(lane int) int {
	if lane < 0 || lane >= p.Lanes || len(p.levels) == 0 {
		return 0
	}
	top := p.levels[len(p.levels)-1]
	peak := 0
	for i := lane; i < len(top); i += p.Lanes {
		peak = max(peak, int(top[i].Max), -int(top[i].Min))
	}
	return peak
}

// Exact fills dst as Columns does, from the samples themselves, for columns
// below Base frames. buf is scratch that is grown when too small and returned
// for the next call. A column between two samples repeats the one before it.
func Exact(a *formats.Audio, dst []Bin, lane int, from, to float64, buf []int16) ([]int16, error) {
	clear(dst)
	info := a.Info()
	if lane < 0 || lane >= info.Channels || len(dst) == 0 || !(to > from) || to <= 0 || from >= float64(info.Frames) {
		return buf, nil
	}
	start := int64(max(0, math.Floor(from)))
	want := (min(int64(math.Ceil(to))+1, info.Frames) - start) * int64(info.Channels)
	if int64(cap(buf)) < want {
		buf = make([]int16, want)
	}
	n, err := a.ReadFrames(buf[:want], start)
	if err != nil && err != io.EOF {
		return buf, fmt.Errorf("reading samples for the waveform: %w", err)
	}
	samples := buf[:n*info.Channels]
	step := (to - from) / float64(len(dst))
	for i := range dst {
		at := from + float64(i)*step
		first := int64(math.Floor(at)) - start
		last := max(first+1, int64(math.Ceil(at+step))-start)
		last = min(last, int64(n))
		if first = max(first, 0); first < last {
			dst[i] = reduce(samples[first*int64(info.Channels)+int64(lane):last*int64(info.Channels)], info.Channels)
		}
	}
	return buf, nil
}
