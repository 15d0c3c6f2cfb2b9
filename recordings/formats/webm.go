package formats

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// webm reads Opus out of WebM and Matroska (RFC 9559): the first Opus track,
// block by block, whether sizes are known or not, as recorders in browsers
// leave them open.
type webm struct {
	*opusPackets
	r       *bufio.Reader
	in      io.ReadSeeker
	track   uint64
	scale   int64 // nanoseconds of a tick
	cluster int64 // ticks
	at      int64 // samples given, the skipped ones counted
	discard int64 // samples that the last block has too many
	broken  bool
}

var errWebM = errors.New("no whole WebM")

// entry is what a track says of itself.
type entry struct {
	number  uint64
	codec   string
	private []byte
}

func beginWebM(in io.ReadSeeker) (decoder, error) {
	w := &webm{r: bufio.NewReaderSize(in, 64<<10), in: in, scale: 1e6}
	for {
		id, size, err := w.element()
		if err != nil {
			return nil, errWebM
		}
		switch id {
		case mkvSegment, mkvInfo:
			continue // their children follow
		case mkvScale:
			w.scale, err = w.number(size)
		case mkvTracks:
			if err = w.tracks(size); err == nil {
				return w, nil
			}
		default:
			err = w.pass(size)
		}
		if err != nil {
			return nil, err
		}
	}
}

// tracks takes the first Opus track.
func (w *webm) tracks(size int64) error {
	body, err := w.bytes(size)
	if err != nil {
		return err
	}
	return children(body, func(id uint64, b []byte) error {
		if id != mkvEntry || w.opusPackets != nil {
			return nil
		}
		var e entry
		if err := children(b, e.take); err != nil || e.codec != "A_OPUS" {
			return err
		}
		w.track = e.number
		w.opusPackets, err = newOpus(e.private) // its pre-skip is right where a writer's CodecDelay is not
		return err
	})
}

func (e *entry) take(id uint64, b []byte) error {
	switch id {
	case mkvNumber:
		e.number = uint64(bigEndian(b))
	case mkvCodec:
		e.codec = string(b)
	case mkvPrivate:
		e.private = b
	}
	return nil
}

func (w *webm) about() (rate, channels int) {
	if w.opusPackets == nil {
		return opusRate, 0
	}
	return opusRate, w.channels
}

// next decodes the next block of the track.
func (w *webm) next() ([]int16, error) {
	for {
		id, size, err := w.element()
		if errors.Is(err, errWebM) && w.resync() {
			continue
		}
		if err != nil {
			return nil, io.EOF
		}
		switch id {
		case mkvCluster, mkvSegment:
			continue
		case mkvTime:
			if w.cluster, err = w.number(size); err != nil {
				return nil, io.EOF
			}
		case mkvSimpleBlock, mkvGroup:
			body, err := w.bytes(size)
			if errors.Is(err, errWebM) {
				continue // damage: the next element is no better, and resync finds what is
			}
			if err != nil {
				w.broken = true
				return nil, io.EOF
			}
			if samples := w.samples(id, body); len(samples) > 0 {
				return samples, nil
			}
		default:
			if !mkvPassed[id] {
				if w.resync() {
					continue
				}
				return nil, io.EOF
			}
			if err := w.pass(size); err != nil {
				return nil, io.EOF
			}
		}
	}
}

// resync moves behind damage to the next cluster.
func (w *webm) resync() bool {
	w.lost++
	for {
		b, err := w.r.Peek(w.r.Size())
		if i := bytes.Index(b, clusterID); i >= 0 {
			_, _ = w.r.Discard(i)
			return true
		}
		if err != nil {
			return false
		}
		_, _ = w.r.Discard(len(b) - len(clusterID) + 1)
	}
}

var clusterID = []byte{0x1F, 0x43, 0xB6, 0x75}

// samples decodes a block, alone or in its group with what its end has too many.
func (w *webm) samples(id uint64, body []byte) []int16 {
	w.out, w.discard = w.out[:0], 0
	if id == mkvSimpleBlock {
		w.block(body)
	} else if children(body, func(id uint64, b []byte) error {
		switch id {
		case mkvBlock:
			w.block(b)
		case mkvPadding:
			w.discard = max(0, (signed(b)*opusRate+5e8)/1e9)
		}
		return nil
	}) != nil {
		w.lost++
	}
	have := int64(len(w.out) / w.channels)
	keep := have - min(w.discard, have)
	cut := min(clamp(w.skip-w.at, have), keep)
	w.at += have
	return w.out[cut*int64(w.channels) : keep*int64(w.channels)]
}

// block decodes the packets of a block of our track. A hole before it, which
// a recorder leaves when its connection broke, is silence.
func (w *webm) block(b []byte) {
	track, n := vint(b)
	if n == 0 || track != w.track || len(b) < n+3 {
		return
	}
	ticks := w.cluster + int64(int16(uint16(b[n])<<8|uint16(b[n+1])))
	if ticks > 0 && ticks < 1<<40 && w.scale > 0 && w.scale <= 1e9 {
		due := int64(float64(ticks) * float64(w.scale) * opusRate / 1e9)
		if hole := (due - w.at + opusStep/2) / opusStep * opusStep; hole > webmHole && hole <= opusGapLimit*opusRate && w.at > 0 {
			w.out = append(w.out, make([]int16, hole*int64(w.channels))...)
		}
	}
	for _, packet := range laced(b[n+3:], b[n+2]>>1&3) {
		w.add(packet)
	}
}

// laced splits a block into its frames (RFC 9559, section 10.3). Only what all
// writers of Opus do is read: no lacing, or frames of one size.
func laced(b []byte, kind byte) [][]byte {
	if kind == 0 || len(b) == 0 {
		return [][]byte{b}
	}
	count := int(b[0]) + 1
	if b = b[1:]; kind != 2 || len(b)%count != 0 || len(b) == 0 {
		return nil
	}
	out := make([][]byte, count)
	for i := range out {
		out[i] = b[i*len(b)/count : (i+1)*len(b)/count]
	}
	return out
}

func (w *webm) finish(info *Info, _ int64) {
	if w.broken {
		info.Warnings = append(info.Warnings, Warning{Key: endMissing})
	}
	if w.lost > 0 {
		info.warn(skippedBit, "Count", w.lost)
	}
}
