package frame

import "math"

// This file replaces the stereo processing of the original: intensity stereo
// takes its positions from the right channel's scale factors, applies above
// that channel's last line, and knows the low sampling frequencies
// (ISO/IEC 11172-3 2.4.3.4.9, ISO/IEC 13818-3 2.4.3.2).

func (f *Frame) stereo(gr int) {
	if f.header.NumberOfChannels() != 2 {
		return
	}
	if f.header.UseIntensityStereo() {
		f.intensity(gr)
	} else if f.header.UseMSStereo() {
		f.midSide(gr, 0, 576, 1)
	}
}

func (f *Frame) midSide(gr, start, stop, step int) {
	const invSqrt2 = math.Sqrt2 / 2
	l, r := &f.mainData.Is[gr][0], &f.mainData.Is[gr][1]
	for i := start; i < stop; i += step {
		l[i], r[i] = (l[i]+r[i])*invSqrt2, (l[i]-r[i])*invSqrt2
	}
}

// intensity treats every band either as intensity coded, when the right
// channel holds nothing from there on, or as mid and side or plain stereo.
func (f *Frame) intensity(gr int) {
	long, short := f.header.SfBands()
	longEnd, sfb := 576, 13
	if f.isShort(gr, 1) {
		longEnd, sfb = 0, 0
		if f.sideInfo.MixedBlockFlag[gr][1] != 0 {
			longEnd, sfb = 36, 3
		}
	}
	end := f.lastLine(gr, 0, 1)
	for b := 0; b < 22 && long[b] < longEnd; b++ {
		s := min(b, 20)
		pos, illegal := f.mainData.ScalefacL[gr][1][s], f.mainData.IllegalL[s]
		f.band(gr, long[b], min(long[b+1], longEnd), 1, pos, illegal, long[b] < end)
	}
	for ; sfb < 13; sfb++ {
		s := min(sfb, 11)
		for w := 0; w < 3; w++ {
			pos, illegal := f.mainData.ScalefacS[gr][1][s][w], f.mainData.IllegalS[s][w]
			start := 3*short[sfb] + w
			f.band(gr, start, 3*short[sfb+1], 3, pos, illegal, start < f.lastLine(gr, w, 3))
		}
	}
}

// lastLine is one past the last line of the right channel that is not zero,
// among every step-th from first.
func (f *Frame) lastLine(gr, first, step int) int {
	r := &f.mainData.Is[gr][1]
	end := 0
	for i := first; i < len(r); i += step {
		if r[i] != 0 {
			end = i + 1
		}
	}
	return end
}

func (f *Frame) band(gr, start, stop, step, pos, illegal int, coded bool) {
	if coded || pos == illegal {
		if f.header.UseMSStereo() {
			f.midSide(gr, start, stop, step)
		}
		return
	}
	kl, kr := f.ratios(gr, pos)
	l, r := &f.mainData.Is[gr][0], &f.mainData.Is[gr][1]
	for i := start; i < stop; i += step {
		l[i], r[i] = l[i]*kl, l[i]*kr
	}
}

func (f *Frame) ratios(gr, pos int) (kl, kr float32) {
	if f.header.LowSamplingFrequency() == 0 {
		if pos >= 6 {
			return 1, 0
		}
		t := math.Tan(float64(pos) * math.Pi / 12)
		return float32(t / (1 + t)), float32(1 / (1 + t))
	}
	root := 0.25 * float64(1+f.sideInfo.ScalefacCompress[gr][1]&1)
	k := float32(math.Exp2(-root * float64((pos+1)/2)))
	if pos%2 == 1 {
		return k, 1
	}
	return 1, k
}
