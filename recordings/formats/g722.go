package formats

// G.722 at 64 kbit/s: ITU-T Recommendation G.722 (2012), section 4 and its
// block diagrams; the names of blocks and signals are the standard's. Every
// byte is two samples at 16 kHz: six bits for the lower band, two for the upper.
type g722 struct {
	low, high band
	past      [24]int32 // of the receive QMF
}

// band is the adaptive predictor of one sub-band, block 4.
type band struct {
	s, sz    int32 // prediction, and its part from zeros
	nb, det  int32 // logarithmic scale factor, and scale factor
	d        [7]int32
	b        [7]int32
	r, p, a  [3]int32
	most     int32 // of nb
	exponent int32 // of the scale factor
}

func newG722() *g722 {
	return &g722{low: band{det: 32, most: 18432, exponent: 8}, high: band{det: 8, most: 22528, exponent: 10}}
}

// Tables 9, 11, 14, 15, 17, 18 and 21 of the standard.
var (
	g722QM6 = [64]int32{
		-136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576, -7856,
		-7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
		24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
		4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
	}
	g722QM4 = [16]int32{0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0}
	g722QM2 = [4]int32{-7408, -1616, 7408, 1616}
	g722WL  = [16]int32{-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60}
	g722WH  = [4]int32{798, -214, 798, -214}
	g722ILB = [32]int32{
		2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
		2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
	}
	g722QMF = [12]int32{3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11}
)

// step decodes one byte.
func (g *g722) step(code byte) (first, second int16) {
	low, high := code&63, code>>6
	rlow := limit15(g.low.s + g.low.det*g722QM6[low]>>15)
	g.low.adapt(g.low.det*g722QM4[low>>2]>>15, g722WL[low>>2])
	dhigh := g.high.det * g722QM2[high] >> 15
	rhigh := limit15(g.high.s + dhigh)
	g.high.adapt(dhigh, g722WH[high])

	copy(g.past[:], g.past[2:])
	g.past[22], g.past[23] = rlow+rhigh, rlow-rhigh
	var a, b int32
	for i, h := range g722QMF {
		a += g.past[2*i+1] * g722QMF[11-i]
		b += g.past[2*i] * h
	}
	return saturate(a >> 11), saturate(b >> 11)
}

func limit15(x int32) int32 { return min(max(x, -16384), 16383) }

func sat(x int32) int32 { return int32(saturate(x)) }

// adapt takes the quantised difference and makes the next scale factor (block 3)
// and prediction (block 4).
func (b *band) adapt(d, weight int32) {
	b.nb = min(max(b.nb*127>>7+weight, 0), b.most)
	shift := b.exponent - b.nb>>11
	if b.det = g722ILB[b.nb>>6&31]; shift < 0 {
		b.det <<= -shift
	} else {
		b.det >>= shift
	}
	b.det <<= 2
	b.d[0], b.r[0], b.p[0] = d, sat(b.s+d), sat(b.sz+d)
	b.poles()
	b.zeros()
	b.predict()
}

// poles is UPPOL2 and UPPOL1.
func (b *band) poles() {
	same := func(i int) bool { return b.p[0]>>15 == b.p[i]>>15 }
	w := sat(b.a[1] << 2)
	if same(1) {
		w = min(-w, 32767)
	}
	second := b.a[2]*32512>>15 + w>>7
	first := b.a[1] * 32640 >> 15
	if second += -128; same(2) {
		second += 256
	}
	if first += -192; same(1) {
		first += 384
	}
	second = min(max(second, -12288), 12288)
	most := sat(15360 - second)
	b.a[2], b.a[1] = second, min(max(sat(first), -most), most)
}

// zeros is UPZERO, and moves the past on.
func (b *band) zeros() {
	gain := int32(128)
	if b.d[0] == 0 {
		gain = 0
	}
	for i := 6; i > 0; i-- {
		w := gain
		if b.d[i]>>15 != b.d[0]>>15 {
			w = -gain
		}
		b.b[i] = sat(w + b.b[i]*32640>>15)
	}
	copy(b.d[1:], b.d[:6])
	copy(b.r[1:], b.r[:2])
	copy(b.p[1:], b.p[:2])
}

// predict is FILTEP, FILTEZ and PREDIC.
func (b *band) predict() {
	poles := sat(b.a[1]*sat(2*b.r[1])>>15 + b.a[2]*sat(2*b.r[2])>>15)
	b.sz = 0
	for i := 6; i > 0; i-- {
		b.sz += b.b[i] * sat(2*b.d[i]) >> 15
	}
	b.sz = sat(b.sz)
	b.s = sat(poles + b.sz)
}
