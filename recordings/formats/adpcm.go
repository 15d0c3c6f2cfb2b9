package formats

import "encoding/binary"

// IMA ADPCM as kept in WAV: IMA Digital Audio Focus and Technical Working
// Groups, "Recommended Practices for Enhancing Digital Audio Compatibility in
// Multimedia Systems", revision 3.00, and Microsoft's WAVE_FORMAT_DVI_ADPCM.
// The step is rebuilt as ((2·code+1)·step)>>3, the usual multiplying form.

var imaSteps = [89]int32{
	7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66,
	73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408,
	449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066,
	2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630,
	9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
}

var imaMoves = [8]int32{-1, -1, -1, -1, 2, 4, 6, 8}

// ima decodes blocks that each begin afresh.
type ima struct{ channels int }

func (ima) reset() {}

// decodeBlock: per channel four bytes (first sample, step index, 0), then
// groups of four bytes, eight codes, for each channel in turn.
func (d ima) decodeBlock(dst []int16, block []byte) {
	c := d.channels
	groups := (len(block) - 4*c) / (4 * c)
	if groups < 0 || len(dst) < (1+8*groups)*c {
		clear(dst)
		return
	}
	for ch := range c {
		head := block[4*ch:]
		value := int32(int16(binary.LittleEndian.Uint16(head)))
		index := min(int32(head[2]), 88)
		dst[ch] = int16(value)
		out := c + ch
		for g := range groups {
			for _, b := range block[4*c*(1+g)+4*ch:][:4] {
				value, index = imaStep(value, index, b&15)
				dst[out] = int16(value)
				value, index = imaStep(value, index, b>>4)
				dst[out+c] = int16(value)
				out += 2 * c
			}
		}
	}
}

func imaStep(value, index int32, code byte) (int32, int32) {
	diff := (2*int32(code&7) + 1) * imaSteps[index] >> 3
	if code&8 != 0 {
		diff = -diff
	}
	index = min(max(index+imaMoves[code&7], 0), 88)
	return int32(saturate(value + diff)), index
}

// Microsoft ADPCM: "New Multimedia Data Types and Data Techniques", Microsoft
// 1994, WAVE_FORMAT_ADPCM, with its seven standard predictors.

var (
	msFirst  = [7]int32{256, 512, 0, 192, 240, 460, 392}
	msSecond = [7]int32{0, -256, 0, 64, 0, -208, -232}
	msAdapt  = [16]int32{230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230}
)

type msADPCM struct{ channels int }

func (msADPCM) reset() {}

// msLane is the state of one channel within a block.
type msLane struct{ first, second, delta, s1, s2 int32 }

// decodeBlock: per channel a predictor, then all steps, then all newer and all
// older samples; codes follow, upper half first, channels in turn.
func (d msADPCM) decodeBlock(dst []int16, block []byte) {
	c := d.channels
	if len(block) < 7*c || len(dst) < (len(block)-7*c)/c*c*2+2*c {
		clear(dst)
		return
	}
	var lanes [2]msLane
	for ch := range c {
		lanes[ch] = msHeader(block, ch, c)
		dst[ch], dst[c+ch] = int16(lanes[ch].s2), int16(lanes[ch].s1)
	}
	out := 2 * c
	for _, b := range block[7*c : 7*c+(len(block)-7*c)/c*c] {
		dst[out] = lanes[0].step(b >> 4)
		dst[out+1] = lanes[c-1].step(b & 15)
		out += 2
	}
}

func msHeader(block []byte, ch, channels int) msLane {
	at := func(i int) int32 { return int32(int16(binary.LittleEndian.Uint16(block[channels+2*(i*channels+ch):]))) }
	predictor := min(block[ch], 6)
	return msLane{msFirst[predictor], msSecond[predictor], at(0), at(1), at(2)}
}

const msDeltaMax = 1<<31/768 - 1 // beyond it the next step would overflow 32 bits

func (l *msLane) step(code byte) int16 {
	signed := int32(code)
	if signed >= 8 {
		signed -= 16
	}
	value := (l.s1*l.first+l.s2*l.second)/256 + signed*l.delta
	l.s2, l.s1 = l.s1, int32(saturate(value))
	l.delta = min(max(msAdapt[code]*l.delta>>8, 16), msDeltaMax)
	return int16(l.s1)
}
