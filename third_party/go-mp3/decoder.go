// Package mp3 decodes MPEG audio Layer III, one frame at a time. It is a
// changed copy of github.com/hajimehoshi/go-mp3 v0.3.4 (Apache License 2.0,
// see LICENSE and CHANGES.md).
package mp3

import (
	"shifu/third_party/go-mp3/internal/consts"
	"shifu/third_party/go-mp3/internal/frame"
	"shifu/third_party/go-mp3/internal/frameheader"
)

// HeaderBytes is the size of a frame's header.
const HeaderBytes = 4

// MaxSamples is the most that one frame gives: 1152 in each of two channels.
const MaxSamples = 2304

// Header is a frame's header.
type Header struct{ h frameheader.FrameHeader }

// ParseHeader reads the four bytes at the start of b. It is false if they are
// no header, or one whose frame size the header does not tell.
func ParseHeader(b []byte) (Header, bool) {
	if len(b) < HeaderBytes {
		return Header{}, false
	}
	h := frameheader.FrameHeader(uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3]))
	return Header{h}, h.IsValid() && h.BitrateIndex() != 0
}

// Layer is 1, 2 or 3. Only 3 can be decoded, and only its Size is right.
func (h Header) Layer() int { return 4 - int(h.h.Layer()) }

// SampleRate is in frames a second.
func (h Header) SampleRate() int {
	rate, _ := h.h.SamplingFrequencyValue()
	return rate
}

// Channels is 1 or 2.
func (h Header) Channels() int { return h.h.NumberOfChannels() }

// Samples is the number of samples per channel in the frame: 1152 or 576.
func (h Header) Samples() int { return consts.SamplesPerGr * h.h.Granules() }

// Size is the number of bytes of the whole frame.
func (h Header) Size() int {
	size, _ := h.h.FrameSize()
	return size
}

// SideInfo is the offset and the size of the frame's side information. An
// information frame (Xing) begins right behind it, counted without checksum.
func (h Header) SideInfo() (offset, size int) {
	offset = HeaderBytes
	if h.h.ProtectionBit() == 0 {
		offset += 2
	}
	return offset, h.h.SideInfoSize()
}

// Alike reports whether both headers can belong to one stream.
func (h Header) Alike(o Header) bool {
	const fixed = 0xFFFE0C00 // sync, version, layer, sampling frequency
	return (h.h^o.h)&fixed == 0 && h.Channels() == o.Channels()
}

// Decoder keeps what one frame hands on to the next. The zero value is ready.
type Decoder struct{ state frame.Frame }

// Decode decodes the whole frame into interleaved samples and returns their
// number. dst must hold MaxSamples. A frame whose bits are damaged, or rest on
// a frame that was lost, is silent.
func (d *Decoder) Decode(data []byte, h Header, dst []int16) (int, error) {
	return d.state.Decode(data, h.h, dst)
}
