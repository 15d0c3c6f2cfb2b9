package peaks

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"shifu/internal/fault"
	"shifu/recordings/formats"
)

// Dat is a waveform in the layout of audiowaveform's binary files, version 2:
// a header of 24 bytes (version, flags, sample rate, samples per pixel, length
// and channels, each 32 bits little-endian), then the smallest and the largest
// value of each bin, channels in turn. The tables of audiowaveform's own
// description put the data at byte 20; its files put them at 24.
type Dat struct {
	SampleRate int
	Zoom       int // frames in a bin
	Channels   int
	Bits       int     // 8 or 16
	Values     []int16 // smallest and largest in turn; 8-bit ones in -128..127
}

// Length is the number of bins per channel, the last perhaps of fewer frames.
func (d *Dat) Length() int { return len(d.Values) / 2 / max(1, d.Channels) }

// DatOptions say how a Dat is made. The zero value stands for 256 frames a bin,
// 16 bits, all channels mixed into one.
type DatOptions struct {
	Zoom  int  // frames in a bin, 0 for 256
	Bits  int  // 8 or 16, 0 for 16
	Split bool // keep the channels apart
}

const (
	datVersion = 2
	datHeader  = 24
	datZoom    = 256
	datEight   = 1 // flag: 8-bit values
)

// ErrDatOptions says that a zoom is below 2 or the bits are neither 8 nor 16.
var ErrDatOptions = fault.New(fault.Invalid, "The zoom must be at least 2 and the bits 8 or 16.", nil)

// ErrDat says that a file is not in audiowaveform's layout.
var ErrDat = errors.New("not a waveform file")

// NewDat computes the waveform of a whole recording. Channels are mixed sample
// by sample, their mean rounded toward zero; 8-bit values are a 256th of the
// 16-bit ones, rounded toward zero.
func NewDat(a *formats.Audio, o DatOptions) (*Dat, error) {
	if o.Zoom == 0 {
		o.Zoom = datZoom
	}
	if o.Bits == 0 {
		o.Bits = 16
	}
	if o.Zoom < 2 || o.Zoom > math.MaxInt32 || o.Bits != 8 && o.Bits != 16 {
		return nil, ErrDatOptions
	}
	info := a.Info()
	d := &Dat{SampleRate: info.SampleRate, Zoom: o.Zoom, Channels: 1, Bits: o.Bits}
	if o.Split {
		d.Channels = info.Channels
	}
	return d, d.compute(a)
}

func (d *Dat) compute(a *formats.Audio) error {
	info := a.Info()
	acc := newExtremes(d.Channels, d.Zoom)
	buf := make([]int16, readBins*Base*info.Channels)
	for from := int64(0); from < info.Frames; {
		n, err := a.ReadFrames(buf, from)
		if err != nil {
			return fmt.Errorf("computing the waveform: %w", err)
		}
		samples := buf[:n*info.Channels]
		if d.Channels < info.Channels {
			samples = mix(samples, info.Channels)
		}
		acc.add(samples)
		from += int64(n)
	}
	d.Values = acc.end()
	if d.Bits == 8 {
		for i := range d.Values {
			d.Values[i] /= 256
		}
	}
	return nil
}

// mix replaces the frames by the mean of their channels, toward zero.
func mix(samples []int16, channels int) []int16 {
	n := len(samples) / channels
	for i := range n {
		sum := 0
		for _, x := range samples[i*channels : (i+1)*channels] {
			sum += int(x)
		}
		samples[i] = int16(sum / channels)
	}
	return samples[:n]
}

// extremes collects the smallest and largest values of bins of zoom frames.
type extremes struct {
	channels, zoom, in int
	current            []int16
	values             []int16
}

func newExtremes(channels, zoom int) *extremes {
	e := &extremes{channels: channels, zoom: zoom, current: make([]int16, 2*channels)}
	e.reset()
	return e
}

func (e *extremes) reset() {
	e.in = 0
	for c := range e.channels {
		e.current[2*c], e.current[2*c+1] = math.MaxInt16, math.MinInt16
	}
}

func (e *extremes) add(samples []int16) {
	for len(samples) > 0 {
		n := min(len(samples), (e.zoom-e.in)*e.channels)
		for c := range e.channels {
			low, high := e.current[2*c], e.current[2*c+1]
			for i := c; i < n; i += e.channels {
				low, high = min(low, samples[i]), max(high, samples[i])
			}
			e.current[2*c], e.current[2*c+1] = low, high
		}
		samples = samples[n:]
		if e.in += n / e.channels; e.in == e.zoom {
			e.flush()
		}
	}
}

func (e *extremes) flush() {
	e.values = append(e.values, e.current...)
	e.reset()
}

func (e *extremes) end() []int16 {
	if e.in > 0 {
		e.flush()
	}
	return e.values
}

// WriteTo writes the file.
func (d *Dat) WriteTo(w io.Writer) (int64, error) {
	le := binary.LittleEndian
	flags := uint32(0)
	if d.Bits == 8 {
		flags = datEight
	}
	b := make([]byte, 0, datHeader+2*len(d.Values))
	for _, x := range []uint32{datVersion, flags, uint32(d.SampleRate), uint32(d.Zoom), uint32(d.Length()), uint32(d.Channels)} {
		b = le.AppendUint32(b, x)
	}
	for _, x := range d.Values {
		if d.Bits == 8 {
			b = append(b, byte(x))
		} else {
			b = le.AppendUint16(b, uint16(x))
		}
	}
	n, err := w.Write(b)
	if err != nil {
		return int64(n), fmt.Errorf("writing the waveform: %w", err)
	}
	return int64(n), nil
}

// ReadDat reads a file in audiowaveform's layout, version 1 (one channel, no
// channel count) or 2. It fails with ErrDat on anything else or less.
func ReadDat(r io.Reader) (*Dat, error) {
	in := bufio.NewReader(r)
	var head [6]uint32
	if err := binary.Read(in, binary.LittleEndian, head[:5]); err != nil {
		return nil, errors.Join(ErrDat, err)
	}
	head[5] = 1
	if head[0] == datVersion {
		if err := binary.Read(in, binary.LittleEndian, head[5:]); err != nil {
			return nil, errors.Join(ErrDat, err)
		}
	}
	d := &Dat{SampleRate: int(head[2]), Zoom: int(head[3]), Channels: int(head[5]), Bits: 16}
	if head[1]&datEight != 0 {
		d.Bits = 8
	}
	if head[0] < 1 || head[0] > datVersion || head[3] == 0 || d.Channels < 1 || d.Channels > maxLanes {
		return nil, ErrDat
	}
	return d, d.readValues(in, int64(head[4])*int64(d.Channels)*2)
}

// readValues reads what is there before it believes the header's count.
func (d *Dat) readValues(in io.Reader, count int64) error {
	size := count * int64(d.Bits/8)
	data, err := io.ReadAll(io.LimitReader(in, size))
	if err != nil || int64(len(data)) < size {
		return errors.Join(ErrDat, err)
	}
	d.Values = make([]int16, count)
	for i := range d.Values {
		if d.Bits == 8 {
			d.Values[i] = int16(int8(data[i]))
		} else {
			d.Values[i] = int16(binary.LittleEndian.Uint16(data[2*i:]))
		}
	}
	return nil
}
