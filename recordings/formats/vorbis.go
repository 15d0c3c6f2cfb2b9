package formats

import (
	"errors"
	"io"

	"github.com/jfreymuth/vorbis"
)

// vorbisStream decodes Ogg Vorbis page by page (Vorbis I specification,
// section A.2 for positions). The library's own Ogg reader stops at the first
// damaged page, so pages are read here.
type vorbisStream struct {
	pages  *oggPages
	dec    vorbis.Decoder
	queue  [][]byte // audio packets of the page with the last header
	first  oggPage
	out    []int16
	given  int64
	ended  bool // the stream's last page was read
	placed bool // the first page's position was used
	lost   int
}

const (
	vorbisGapLimit  = 600 // seconds of lost sound that silence stands for
	vorbisShortHead = 30
)

var errVorbisHeader = errors.New("no whole Vorbis headers")

// beginVorbis reads the three headers. The comments are not shown to the
// library, which would believe any number of them.
func beginVorbis(in io.ReadSeeker) (decoder, error) {
	v := &vorbisStream{pages: newOggPages(in)}
	for seen := 0; seen < 3; {
		page, err := v.pages.next()
		if err != nil {
			return nil, errVorbisHeader
		}
		for _, packet := range page.packets {
			if seen == 3 {
				v.queue = append(v.queue, packet)
				continue
			}
			if err := v.header(seen, packet); err != nil {
				return nil, err
			}
			seen++
		}
		page.packets = v.queue
		v.first = page
	}
	return v, nil
}

func (v *vorbisStream) header(number int, packet []byte) error {
	if !vorbis.IsHeader(packet) || int(packet[0]) != 2*number+1 {
		return errVorbisHeader
	}
	switch number {
	case 0:
		if len(packet) < vorbisShortHead || packet[28]>>4 > 13 || packet[28]&15 < 6 || packet[28]>>4 < packet[28]&15 {
			return errVorbisHeader
		}
		if packet[11] == 0 {
			return errNoChannels
		}
	case 1:
		return nil
	case 2:
		if !vorbisBooksFit(packet[7:]) {
			return errVorbisHeader
		}
	}
	return v.dec.ReadHeader(packet)
}

func (v *vorbisStream) about() (rate, channels int) { return v.dec.SampleRate(), v.dec.Channels() }

func (v *vorbisStream) next() ([]int16, error) {
	if v.ended {
		return nil, io.EOF
	}
	page := v.first
	if v.first = (oggPage{}); len(page.packets) == 0 {
		var err error
		if page, err = v.pages.next(); err != nil {
			return nil, err
		}
	}
	if page.gap {
		v.dec.Clear()
	}
	v.out = v.out[:0]
	for _, packet := range page.packets {
		if err := v.decode(packet); err != nil {
			v.lost++
			v.dec.Clear()
		}
	}
	v.ended = page.last
	v.place(page)
	v.given += int64(len(v.out) / v.dec.Channels())
	return v.out, nil
}

func (v *vorbisStream) decode(packet []byte) (err error) {
	defer recovered(&err)
	if len(packet) == 0 {
		return nil
	}
	samples, err := v.dec.Decode(packet)
	if err != nil {
		return err
	}
	for _, x := range samples {
		v.out = append(v.out, floatPCM16(float64(x)))
	}
	return nil
}

// place cuts or fills the page's samples to end at its position.
func (v *vorbisStream) place(page oggPage) {
	c := int64(v.dec.Channels())
	have := int64(len(v.out)) / c
	if page.granule < 0 || have == 0 && !page.last {
		return
	}
	excess := v.given + have - page.granule
	first := !v.placed
	v.placed = true
	switch {
	case excess > 0 && page.last:
		v.out = v.out[:max(0, have-excess)*c]
	case excess > 0 && first:
		v.out = v.out[min(excess, have)*c:]
	case excess < 0 && first && !page.gap:
		v.given = page.granule - have // the recording was cut out of a longer one
	case excess < 0 && -excess <= vorbisGapLimit*int64(v.dec.SampleRate()):
		v.out = append(make([]int16, -excess*c), v.out...)
	}
}

func (v *vorbisStream) finish(info *Info, _ int64) {
	if !v.ended {
		info.Warnings = append(info.Warnings, Warning{Key: endMissing})
	}
	if n := v.lost + v.pages.lost; n > 0 {
		info.warn(skippedBit, "Count", n)
	}
}
