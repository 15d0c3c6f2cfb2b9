package speech

import (
	"errors"
	"fmt"
	"io"
	"math"
	"time"
)

const (
	frame      = 10 * time.Millisecond
	perSecond  = int(time.Second / frame)
	lowest     = -1000 // level of digital silence, in tenths of a dB
	highest    = 100   // more than the filter makes of full scale
	highPassHz = 120
	voiceHz    = 900 // voices have most of their power below
)

var errNoAudio = errors.New("looking for speech: no channel, or a sample rate below 100 Hz")

// level is the energy of 10 ms in tenths of a dB against full scale. Whole
// numbers keep the result the same on machines that round differently.
type level = int16

// measured are the levels of a channel: of all of it, and of where voices are
// strongest.
type measured struct{ all, voice []level }

// levels reads the source once and returns the levels of its first two
// channels, the last one perhaps from less than 10 ms.
func levels(s Source) ([]measured, error) {
	if s.Channels < 1 || s.SampleRate < perSecond || s.Frames < 0 {
		return nil, errNoAudio
	}
	lanes := min(s.Channels, 2)
	m := meter{rate: int64(s.SampleRate), step: s.Channels, lanes: lanes, out: make([]measured, lanes)}
	m.pole = 1 / (1 + 2*math.Pi*highPassHz/float64(s.SampleRate))
	m.share = 1 - math.Exp(-2*math.Pi*voiceHz/float64(s.SampleRate))
	m.next = m.boundary(1)
	buf := make([]int16, 16384/s.Channels*s.Channels+s.Channels)
	for at := int64(0); at < s.Frames; {
		n, err := s.ReadFrames(buf, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("looking for speech: %w", err)
		}
		if n <= 0 {
			break
		}
		m.take(buf[:n*s.Channels])
		at += int64(n)
	}
	if m.count > 0 {
		m.flush()
	}
	return m.out, nil
}

// meter filters and sums samples as they come.
type meter struct {
	rate  int64
	step  int // channels
	lanes int
	pole  float64
	share float64 // of the low-pass

	done, next int64 // frames taken; where the current 10 ms end
	count      int   // frames in the current 10 ms
	x, y, sum  [2]float64
	v, w, deep [2]float64 // of the low-pass, and its sum
	out        []measured
}

// boundary is the sample frame at which 10-ms frame k begins.
func (m *meter) boundary(k int) int64 { return int64(k) * m.rate / int64(perSecond) }

func (m *meter) take(samples []int16) {
	for len(samples) > 0 {
		n := min(int(m.next-m.done), len(samples)/m.step)
		part := samples[:n*m.step]
		samples = samples[n*m.step:]
		if m.step == 2 {
			m.stereo(part)
		} else {
			for lane := range m.lanes {
				m.lane(lane, part)
			}
		}
		m.done += int64(n)
		m.count += n
		if m.done == m.next {
			m.flush()
		}
	}
}

// lane is a one-pole high-pass, y = p(y + x - x'), behind it two one-pole
// low-passes, v += q(y - v), and the sums of squares. The conversions keep a
// compiler from fusing the product with the sum.
func (m *meter) lane(lane int, s []int16) {
	x0, y, sum := m.x[lane], m.y[lane], m.sum[lane]
	v, w, deep := m.v[lane], m.w[lane], m.deep[lane]
	for i := lane; i < len(s); i += m.step {
		x := float64(s[i])
		y = float64(m.pole * (y + (x - x0)))
		x0 = x
		sum += float64(y * y)
		v += float64(m.share * (y - v))
		w += float64(m.share * (v - w))
		deep += float64(w * w)
	}
	m.x[lane], m.y[lane], m.sum[lane] = x0, y, sum
	m.v[lane], m.w[lane], m.deep[lane] = v, w, deep
}

// stereo is lane for both lanes in one pass, since most calls have two.
func (m *meter) stereo(s []int16) {
	p, q := m.pole, m.share
	va, wa, da := m.v[0], m.w[0], m.deep[0]
	vb, wb, db := m.v[1], m.w[1], m.deep[1]
	xa, ya, sa := m.x[0], m.y[0], m.sum[0]
	xb, yb, sb := m.x[1], m.y[1], m.sum[1]
	for ; len(s) >= 2; s = s[2:] {
		a, b := float64(s[0]), float64(s[1])
		ya = float64(p * (ya + (a - xa)))
		yb = float64(p * (yb + (b - xb)))
		xa, xb = a, b
		sa += float64(ya * ya)
		sb += float64(yb * yb)
		va += float64(q * (ya - va))
		vb += float64(q * (yb - vb))
		wa += float64(q * (va - wa))
		wb += float64(q * (vb - wb))
		da += float64(wa * wa)
		db += float64(wb * wb)
	}
	m.v, m.w, m.deep = [2]float64{va, vb}, [2]float64{wa, wb}, [2]float64{da, db}
	m.x, m.y, m.sum = [2]float64{xa, xb}, [2]float64{ya, yb}, [2]float64{sa, sb}
}

// flush ends 10 ms.
func (m *meter) flush() {
	for lane := range m.lanes {
		o := &m.out[lane]
		o.all = append(o.all, decibels(m.sum[lane]/float64(m.count)))
		o.voice = append(o.voice, decibels(m.deep[lane]/float64(m.count)))
		m.sum[lane], m.deep[lane] = 0, 0
	}
	m.count = 0
	m.next = m.boundary(len(m.out[0].all) + 1)
}

// decibels of a mean square of 16-bit samples; a full-scale square wave has 0.
func decibels(meanSquare float64) level {
	if meanSquare < 0.1 {
		return lowest
	}
	return level(min(highest, max(lowest, math.Round(100*math.Log10(meanSquare/(32768*32768))))))
}

// powers are the energies of all levels from lowest to highest.
var powers = func() []float64 {
	out := make([]float64, highest-lowest+1)
	for i := range out {
		out[i] = math.Pow(10, float64(i+lowest)/100)
	}
	return out
}()

// smooth is the mean energy of each frame and its neighbours.
func smooth(in []level) []level {
	out := make([]level, len(in))
	for i := range in {
		sum, n := 0.0, 0
		for _, l := range in[max(0, i-1):min(len(in), i+2)] {
			sum += powers[l-lowest]
			n++
		}
		out[i] = decibels(sum / float64(n) * (32768 * 32768))
	}
	return out
}
