package formats

import "math"

// GSM 06.10 full rate: ETSI EN 300 961 (GSM 06.10), sections 4.3 and 5.3, in
// its bit-exact fixed-point form. WAV files keep two frames of 260 bits in 65
// bytes, least significant bit first (Microsoft's "WAV49" packing).

const (
	gsmBlockBytes  = 65
	gsmBareBytes   = 33
	gsmSignature   = 0xD
	gsmFrame       = 160
	gsmBlockFrames = 2 * gsmFrame
	gsmSubframe    = 40
	gsmHistory     = 120 // longest long-term lag
)

// gsm is the state of one decoder between frames.
type gsm struct {
	bare     bool                            // frames of 33 bytes, as in .gsm files
	residual [gsmHistory + gsmSubframe]int16 // drp[-120..39]
	lag      int16                           // nrp
	lar      [8]int16                        // LARpp of the frame before
	lattice  [9]int16                        // v
	deemph   int16                           // msr
}

func (g *gsm) reset() { *g = gsm{bare: g.bare, lag: 40} }

// decodeBlock decodes the two frames of a block into 320 samples.
func (g *gsm) decodeBlock(dst []int16, block []byte) {
	if g.bare {
		g.decodeBare(dst, block)
		return
	}
	if len(block) < gsmBlockBytes || len(dst) < gsmBlockFrames {
		clear(dst)
		return
	}
	in := lsbBits{data: block}
	g.frame(dst[:gsmFrame], &in)
	g.frame(dst[gsmFrame:gsmBlockFrames], &in)
}

// decodeBare decodes one frame of RFC 3551, section 4.5.8.1: four bits of
// signature, then the parameters, most significant bit first. A frame without
// the signature is silence.
func (g *gsm) decodeBare(dst []int16, block []byte) {
	if len(block) < gsmBareBytes || len(dst) < gsmFrame || block[0]>>4 != gsmSignature {
		clear(dst)
		return
	}
	g.frame(dst[:gsmFrame], &msbBits{data: block, pos: 4})
}

var gsmLARBits = [8]uint{6, 6, 5, 5, 4, 4, 3, 3}

func (g *gsm) frame(dst []int16, in bitReader) {
	var coded [8]int16
	for i, n := range gsmLARBits {
		coded[i] = in.take(n)
	}
	for s := 0; s < gsmFrame; s += gsmSubframe {
		g.longTerm(in)
		copy(dst[s:], g.residual[gsmHistory:])
		copy(g.residual[:], g.residual[gsmSubframe:])
	}
	g.shortTerm(dst, gsmDecodeLAR(&coded))
	g.postprocess(dst)
}

var gsmGains = [4]int16{3277, 11469, 21299, 32767} // QLB, table 4.3

// longTerm decodes one sub-frame's excitation and adds the long-term
// prediction (5.3.1, 5.3.2).
func (g *gsm) longTerm(in bitReader) {
	lag, gain, grid := in.take(7), gsmGains[in.take(2)], in.take(2)
	var pulses [gsmSubframe + 3]int16
	gsmPulses(&pulses, in, int(grid))
	if lag >= 40 && lag <= gsmHistory {
		g.lag = lag
	}
	for k := range gsmSubframe {
		past := g.residual[gsmHistory+k-int(g.lag)]
		g.residual[gsmHistory+k] = satAdd(pulses[k], mulRound(gain, past))
	}
}

var gsmFactors = [8]int16{18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767} // FAC, table 4.6

// gsmPulses undoes the block-adaptive quantisation of thirteen pulses and puts
// them on the grid (5.2.16, 5.2.17).
func gsmPulses(dst *[gsmSubframe + 3]int16, in bitReader, grid int) {
	exp, mant := gsmExponent(in.take(6))
	factor, shift := gsmFactors[mant], 6-exp
	round := int16(0)
	if shift > 0 {
		round = 1 << (shift - 1)
	}
	for i := range 13 {
		pulse := (in.take(3)<<1 - 7) << 12
		dst[grid+3*i] = satAdd(mulRound(factor, pulse), round) >> shift
	}
}

// gsmExponent splits the coded block maximum (5.2.15).
func gsmExponent(xmaxc int16) (exp, mant int) {
	if xmaxc > 15 {
		exp = int(xmaxc>>3) - 1
	}
	mant = int(xmaxc) - exp<<3
	if mant == 0 {
		return -4, 7
	}
	for mant <= 7 {
		mant = mant<<1 | 1
		exp--
	}
	return exp, mant - 8
}

// Tables 4.1 and 4.2 of the standard: B, MIC and INVA for each coefficient.
var (
	gsmLARShift   = [8]int16{0, 0, 2048, -2560, 94, -1792, -341, -1144}
	gsmLARMin     = [8]int16{-32, -32, -16, -16, -8, -8, -4, -4}
	gsmLARInverse = [8]int16{13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708}
)

// gsmDecodeLAR is 5.2.8.
func gsmDecodeLAR(coded *[8]int16) (lar [8]int16) {
	for i, c := range coded {
		x := (c + gsmLARMin[i]) << 10
		x = mulRound(gsmLARInverse[i], satSub(x, gsmLARShift[i]<<1))
		lar[i] = satAdd(x, x)
	}
	return lar
}

// shortTerm filters a frame with coefficients interpolated between the frames
// (5.2.9, 5.3.3).
func (g *gsm) shortTerm(s []int16, lar [8]int16) {
	old := g.lar
	g.lar = lar
	var mid [8]int16
	for i := range mid {
		mid[i] = satAdd(satAdd(old[i]>>2, lar[i]>>2), old[i]>>1)
	}
	g.filter(s[:13], mid)
	for i := range mid {
		mid[i] = satAdd(old[i]>>1, lar[i]>>1)
	}
	g.filter(s[13:27], mid)
	for i := range mid {
		mid[i] = satAdd(satAdd(old[i]>>2, lar[i]>>2), lar[i]>>1)
	}
	g.filter(s[27:40], mid)
	g.filter(s[40:], lar)
}

// filter is the lattice synthesis filter (5.3.4) after turning log-area ratios
// into reflection coefficients (5.2.9.2).
func (g *gsm) filter(s []int16, lar [8]int16) {
	var refl [8]int16
	for i, x := range lar {
		refl[i] = gsmReflection(x)
	}
	v := g.lattice
	for k, x := range s {
		for i := 7; i >= 0; i-- {
			r, past := int32(refl[i]), int32(v[i])
			x = saturate(int32(x) - (r*past+16384)>>15)
			v[i+1] = saturate(past + (r*int32(x)+16384)>>15)
		}
		v[0] = x
		s[k] = x
	}
	g.lattice = v
}

func gsmReflection(lar int16) int16 {
	x := lar
	if x < 0 {
		x = satSub(0, x)
	}
	switch {
	case x < 11059:
		x <<= 1
	case x < 20070:
		x += 11059
	default:
		x = satAdd(x>>2, 26112)
	}
	if lar < 0 {
		return -x
	}
	return x
}

// postprocess is de-emphasis, up-scaling and truncation (5.3.5 to 5.3.7).
func (g *gsm) postprocess(s []int16) {
	for k, x := range s {
		g.deemph = satAdd(x, mulRound(g.deemph, 28180))
		s[k] = satAdd(g.deemph, g.deemph) &^ 7
	}
}

// bitReader gives numbers of n bits, one after the other.
type bitReader interface{ take(n uint) int16 }

// msbBits takes numbers from bytes, most significant bit first.
type msbBits struct {
	data []byte
	pos  uint
}

func (b *msbBits) take(n uint) int16 {
	i := b.pos >> 3
	word := uint(b.data[i]) << 8
	if int(i)+1 < len(b.data) {
		word |= uint(b.data[i+1])
	}
	word = word >> (16 - b.pos&7 - n) & (1<<n - 1)
	b.pos += n
	return int16(word)
}

// lsbBits takes numbers from bytes, least significant bit first.
type lsbBits struct {
	data []byte
	pos  uint
}

func (b *lsbBits) take(n uint) int16 {
	i := b.pos >> 3
	word := uint(b.data[i])
	if int(i)+1 < len(b.data) {
		word |= uint(b.data[i+1]) << 8
	}
	word >>= b.pos & 7
	b.pos += n
	return int16(word & (1<<n - 1))
}

// The operators of GSM 06.10 section 5.1.

func saturate(x int32) int16 {
	return int16(min(max(x, math.MinInt16), math.MaxInt16))
}

func satAdd(a, b int16) int16 { return saturate(int32(a) + int32(b)) }

func satSub(a, b int16) int16 { return saturate(int32(a) - int32(b)) }

// mulRound needs no saturation: only -32768 times itself would overflow, and
// one operand is always a factor of smaller magnitude.
func mulRound(a, b int16) int16 { return int16((int32(a)*int32(b) + 16384) >> 15) }
