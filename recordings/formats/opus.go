package formats

import (
	"encoding/binary"
	"errors"
	"io"
	"math"

	"github.com/pion/opus"
)

// opusPackets decodes packets of Opus (RFC 6716) to PCM at 48 kHz.
type opusPackets struct {
	dec      opus.Decoder
	channels int
	skip     int64   // samples to leave out at the start
	gain     float64 // of the header
	buf      []float32
	out      []int16
	lost     int
}

const (
	opusRate     = 48000
	opusLongest  = 5760 // samples of 120 ms, the longest packet
	opusHead     = 19
	opusGapLimit = 600 // seconds of lost sound that silence stands for
)

var errOpusHeader = errors.New("no whole Opus header")

// newOpus reads an identification header (RFC 7845, section 5.1). More than one
// stream or two channels are not read here.
func newOpus(head []byte) (*opusPackets, error) {
	if len(head) < opusHead || string(head[:8]) != "OpusHead" || head[8]>>4 != 0 {
		return nil, errOpusHeader
	}
	channels := int(head[9])
	if channels == 0 {
		return nil, errNoChannels
	}
	if channels > 2 || head[18] != 0 && (len(head) < opusHead+2 || head[19] != 1) {
		return nil, errNotRead
	}
	dec, err := opus.NewDecoderWithOutput(opusRate, channels)
	if err != nil {
		return nil, err
	}
	gain := float64(int16(binary.LittleEndian.Uint16(head[16:]))) / 256
	return &opusPackets{dec: dec, channels: channels, skip: int64(binary.LittleEndian.Uint16(head[10:])),
		gain: math.Pow(10, gain/20), buf: make([]float32, opusLongest*channels)}, nil
}

// add decodes a packet behind what is in out. A damaged one becomes silence of
// its length.
func (o *opusPackets) add(packet []byte) {
	n, err := o.decode(packet)
	if err != nil {
		o.lost++
		n = opusSamples(packet)
		clear(o.buf[:n*o.channels])
	}
	for _, x := range o.buf[:n*o.channels] {
		o.out = append(o.out, floatPCM16(float64(x)*o.gain))
	}
}

func (o *opusPackets) decode(packet []byte) (n int, err error) {
	defer recovered(&err)
	n, err = o.dec.DecodeToFloat32(packet, o.buf)
	if err == nil && (n < 0 || n*o.channels > len(o.buf)) {
		err = errOpusHeader
	}
	return n, err
}

// opusSamples is how long a packet says that it lasts (RFC 6716, section 3.1),
// at most 120 ms.
func opusSamples(packet []byte) int {
	if len(packet) == 0 {
		return 0
	}
	config, frames := int(packet[0]>>3), 1
	size := 0
	switch {
	case config < 12: // SILK
		size = []int{480, 960, 1920, 2880}[config&3]
	case config < 16: // hybrid
		size = 480 << (config & 1)
	default: // CELT
		size = 120 << (config & 3)
	}
	switch packet[0] & 3 {
	case 1, 2:
		frames = 2
	case 3:
		if frames = 0; len(packet) > 1 {
			frames = int(packet[1] & 63)
		}
	}
	return min(frames*size, opusLongest)
}

// oggOpus is Opus in Ogg (RFC 7845).
type oggOpus struct {
	*opusPackets
	pages  *oggPages
	queue  oggPage // the audio of the page with the last header
	given  int64   // samples, the skipped ones counted
	placed bool
	ended  bool
}

func beginOggOpus(in io.ReadSeeker) (decoder, error) {
	o := &oggOpus{pages: newOggPages(in)}
	for seen := 0; seen < 2; {
		page, err := o.pages.next()
		if err != nil {
			return nil, errOpusHeader
		}
		for i, packet := range page.packets {
			if seen == 0 {
				if o.opusPackets, err = newOpus(packet); err != nil {
					return nil, err
				}
			}
			if seen++; seen == 2 {
				page.packets = page.packets[i+1:]
				o.queue = page
				break
			}
		}
	}
	return o, nil
}

func (o *oggOpus) about() (rate, channels int) { return opusRate, o.channels }

func (o *oggOpus) next() ([]int16, error) {
	if o.ended {
		return nil, io.EOF
	}
	page := o.queue
	if o.queue = (oggPage{}); len(page.packets) == 0 {
		var err error
		if page, err = o.pages.next(); err != nil {
			return nil, err
		}
	}
	o.out = o.out[:0]
	for _, packet := range page.packets {
		o.add(packet)
	}
	o.ended = page.last
	o.place(page)
	have := int64(len(o.out) / o.channels)
	cut := clamp(o.skip-o.given, have)
	o.given += have
	return o.out[cut*int64(o.channels):], nil
}

// place makes the page's samples end at its position: it cuts the end of the
// stream, counts on from where a recording was cut out, and fills what was lost
// with silence (RFC 7845, sections 4.3 to 4.5).
func (o *oggOpus) place(page oggPage) {
	c := int64(o.channels)
	have := int64(len(o.out)) / c
	if page.granule < 0 || have == 0 && !page.last {
		return
	}
	first := !o.placed
	o.placed = true
	excess := o.given + have - page.granule
	switch {
	case excess > 0 && page.last:
		o.out = o.out[:max(0, have-excess)*c]
	case excess < 0 && first && !page.gap:
		o.given, o.skip = page.granule-have, page.granule-have+o.skip
	case excess < 0 && -excess <= opusGapLimit*opusRate:
		o.out = append(make([]int16, -excess*c), o.out...)
	}
}

func (o *oggOpus) finish(info *Info, _ int64) {
	if !o.ended {
		info.Warnings = append(info.Warnings, Warning{Key: endMissing})
	}
	if n := o.lost + o.pages.lost; n > 0 {
		info.warn(skippedBit, "Count", n)
	}
}
