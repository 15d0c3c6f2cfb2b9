// Copyright 2017 Hajime Hoshi
//
// Licensed under the Apache License, Version 2.0 (the "License");
// you may not use this file except in compliance with the License.
// You may obtain a copy of the License at
//
//     http://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software
// distributed under the License is distributed on an "AS IS" BASIS,
// WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
// See the License for the specific language governing permissions and
// limitations under the License.

package frame

import (
	"errors"
	"math"

	"shifu/third_party/go-mp3/internal/consts"
	"shifu/third_party/go-mp3/internal/frameheader"
	"shifu/third_party/go-mp3/internal/imdct"
	"shifu/third_party/go-mp3/internal/maindata"
	"shifu/third_party/go-mp3/internal/sideinfo"
)

var (
	powtab34 = make([]float64, 8207)
	pretab   = [22]int{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 2, 0}
)

func init() {
	for i := range powtab34 {
		powtab34[i] = math.Pow(float64(i), 4.0/3.0)
	}
	for i := range quarterPowers {
		quarterPowers[i] = math.Pow(2, float64(i+minQuarter)/4)
	}
}

// quarterPowers[i] is 2 to the power of (i+minQuarter)/4.
var quarterPowers [512]float64

const minQuarter = -400

type Frame struct {
	header   frameheader.FrameHeader
	sideInfo *sideinfo.SideInfo
	mainData maindata.MainData

	reservoir []byte // the last main data of the frames before
	main      []byte // scratch: reservoir and own main data
	store     [2][32][18]float32
	v_vec     [2][1024]float32
	v_pos     [2]int
}

const reservoirBytes = 511 // main_data_begin has 9 bits

// ErrFrame says that the bytes are no whole Layer III frame.
var ErrFrame = errors.New("mp3: damaged frame")

// Decode decodes one whole frame into interleaved samples and returns how many
// it wrote. If bits of earlier frames are missing or the frame's own are
// damaged, it is heard as silence, so that the time stays right.
func (f *Frame) Decode(data []byte, h frameheader.FrameHeader, dst []int16) (int, error) {
	f.header = h
	pos := 4
	if h.ProtectionBit() == 0 {
		pos += 2
	}
	if len(data) < pos+h.SideInfoSize() {
		return 0, ErrFrame
	}
	f.sideInfo = sideinfo.Read(data[pos:], h)
	f.mainData = maindata.MainData{}
	if !f.readMain(data[pos+h.SideInfoSize():]) {
		f.mainData = maindata.MainData{}
		*f.sideInfo = sideinfo.SideInfo{}
	}
	return f.synthesize(dst), nil
}

// readMain decodes the main data, which may begin in the bit reservoir.
func (f *Frame) readMain(own []byte) bool {
	back := f.sideInfo.MainDataBegin
	have := len(f.reservoir)
	f.main = append(append(f.main[:0], f.reservoir...), own...)
	keep := f.main[max(0, len(f.main)-reservoirBytes):]
	f.reservoir = append(f.reservoir[:0], keep...)
	if back > have {
		return false
	}
	return maindata.Read(f.main[have-back:], f.header, f.sideInfo, &f.mainData) == nil
}

func (f *Frame) synthesize(dst []int16) int {
	nch := f.header.NumberOfChannels()
	for gr := 0; gr < f.header.Granules(); gr++ {
		for ch := 0; ch < nch; ch++ {
			f.requantize(gr, ch)
			f.reorder(gr, ch)
		}
		f.stereo(gr)
		for ch := 0; ch < nch; ch++ {
			f.antialias(gr, ch)
			f.hybridSynthesis(gr, ch)
			f.frequencyInversion(gr, ch)
			f.subbandSynthesis(gr, ch, dst[consts.SamplesPerGr*nch*gr:])
		}
	}
	return consts.SamplesPerGr * nch * f.header.Granules()
}

// gainLong and gainShort are the factors of a band (ISO/IEC 11172-3
// 2.4.3.4.7.1), in quarters of a power of two.
func (f *Frame) gainLong(gr, ch, sfb int) float64 {
	si := f.sideInfo
	sf := f.mainData.ScalefacL[gr][ch][sfb] + si.Preflag[gr][ch]*pretab[sfb]
	return quarterPower(si.GlobalGain[gr][ch] - 210 - sf*2*(1+si.ScalefacScale[gr][ch]))
}

func (f *Frame) gainShort(gr, ch, sfb, win int) float64 {
	si := f.sideInfo
	sf := f.mainData.ScalefacS[gr][ch][sfb][win]
	return quarterPower(si.GlobalGain[gr][ch] - 210 - 8*si.SubblockGain[gr][ch][win] - sf*2*(1+si.ScalefacScale[gr][ch]))
}

func quarterPower(n int) float64 {
	return quarterPowers[min(max(n-minQuarter, 0), len(quarterPowers)-1)]
}

func scale(lines []float32, gain float64) {
	for i, x := range lines {
		switch {
		case x > 0:
			lines[i] = float32(gain * powtab34[int(x)])
		case x < 0:
			lines[i] = -float32(gain * powtab34[int(-x)])
		}
	}
}

func (f *Frame) isShort(gr, ch int) bool {
	return f.sideInfo.WinSwitchFlag[gr][ch] == 1 && f.sideInfo.BlockType[gr][ch] == 2
}

// requantize applies the gains; the lines of short blocks still lie window
// after window within each band.
func (f *Frame) requantize(gr, ch int) {
	long, short := f.header.SfBands()
	lines := f.mainData.Is[gr][ch][:]
	longEnd, sfb := consts.SamplesPerGr, 13
	if f.isShort(gr, ch) {
		longEnd, sfb = 0, 0
		if f.sideInfo.MixedBlockFlag[gr][ch] != 0 {
			longEnd, sfb = 36, 3
		}
	}
	for b := 0; b < 22 && long[b] < longEnd; b++ {
		scale(lines[long[b]:min(long[b+1], longEnd)], f.gainLong(gr, ch, b))
	}
	for ; sfb < 13; sfb++ {
		start, n := 3*short[sfb], short[sfb+1]-short[sfb]
		for win := 0; win < 3; win++ {
			scale(lines[start+win*n:start+(win+1)*n], f.gainShort(gr, ch, sfb, win))
		}
	}
}

// reorder interleaves the three windows of short blocks.
func (f *Frame) reorder(gr, ch int) {
	if !f.isShort(gr, ch) {
		return
	}
	_, short := f.header.SfBands()
	sfb := 0
	if f.sideInfo.MixedBlockFlag[gr][ch] != 0 {
		sfb = 3
	}
	var re [consts.SamplesPerGr]float32
	for ; sfb < 13; sfb++ {
		start, n := 3*short[sfb], short[sfb+1]-short[sfb]
		band := f.mainData.Is[gr][ch][start : start+3*n]
		for win := 0; win < 3; win++ {
			for j := 0; j < n; j++ {
				re[3*j+win] = band[win*n+j]
			}
		}
		copy(band, re[:3*n])
	}
}

var (
	cs = []float32{0.857493, 0.881742, 0.949629, 0.983315, 0.995518, 0.999161, 0.999899, 0.999993}
	ca = []float32{-0.514496, -0.471732, -0.313377, -0.181913, -0.094574, -0.040966, -0.014199, -0.003700}
)

func (f *Frame) antialias(gr int, ch int) {
	// No antialiasing is done for short blocks
	if (f.sideInfo.WinSwitchFlag[gr][ch] == 1) &&
		(f.sideInfo.BlockType[gr][ch] == 2) &&
		(f.sideInfo.MixedBlockFlag[gr][ch]) == 0 {
		return
	}
	// Setup the limit for how many subbands to transform
	sblim := 32
	if (f.sideInfo.WinSwitchFlag[gr][ch] == 1) &&
		(f.sideInfo.BlockType[gr][ch] == 2) &&
		(f.sideInfo.MixedBlockFlag[gr][ch] == 1) {
		sblim = 2
	}
	// Do the actual antialiasing
	for sb := 1; sb < sblim; sb++ {
		for i := 0; i < 8; i++ {
			li := 18*sb - 1 - i
			ui := 18*sb + i
			lb := f.mainData.Is[gr][ch][li]*cs[i] - f.mainData.Is[gr][ch][ui]*ca[i]
			ub := f.mainData.Is[gr][ch][ui]*cs[i] + f.mainData.Is[gr][ch][li]*ca[i]
			f.mainData.Is[gr][ch][li] = lb
			f.mainData.Is[gr][ch][ui] = ub
		}
	}
}

func (f *Frame) hybridSynthesis(gr int, ch int) {
	var rawout [36]float32
	// Loop through all 32 subbands
	for sb := 0; sb < 32; sb++ {
		// Determine blocktype for this subband
		bt := int(f.sideInfo.BlockType[gr][ch])
		if (f.sideInfo.WinSwitchFlag[gr][ch] == 1) &&
			(f.sideInfo.MixedBlockFlag[gr][ch] == 1) && (sb < 2) {
			bt = 0
		}
		// Do the inverse modified DCT and windowing
		in := (*[18]float32)(f.mainData.Is[gr][ch][sb*18:])
		if *in == [18]float32{} {
			*in = f.store[ch][sb]
			f.store[ch][sb] = [18]float32{}
			continue
		}
		imdct.Win(in, bt, &rawout)
		// Overlapp add with stored vector into main_data vector
		for i := 0; i < 18; i++ {
			f.mainData.Is[gr][ch][sb*18+i] = rawout[i] + f.store[ch][sb][i]
			f.store[ch][sb][i] = rawout[i+18]
		}
	}
}

func (f *Frame) frequencyInversion(gr int, ch int) {
	for sb := 1; sb < 32; sb += 2 {
		for i := 1; i < 18; i += 2 {
			f.mainData.Is[gr][ch][sb*18+i] = -f.mainData.Is[gr][ch][sb*18+i]
		}
	}
}
