package formats

import (
	"encoding/binary"
	"errors"
)

// layout says how the samples of a WAV file lie in its data.
type layout struct {
	codec       Codec
	channels    int
	rate        int
	bigEndian   bool
	sampleBytes int // of one sample, for codecs whose samples stand alone
	blockBytes  int // of one block, for the others
	blockFrames int // in a whole block
	signed8     bool
}

const (
	maxChannels = 64
	maxRate     = 1 << 20
)

var (
	errNoRate     = errors.New("the header says zero samples a second")
	errNoChannels = errors.New("the header says zero channels")
	errOddFormat  = errors.New("the header contradicts itself")
)

// readLayout reads a "fmt " chunk: WAVEFORMATEX and WAVEFORMATEXTENSIBLE of
// Microsoft's "Multiple Channel Audio Data and WAVE Files".
func readLayout(chunk []byte, order binary.ByteOrder) (layout, error) {
	if len(chunk) < 14 {
		return layout{codec: Unknown}, errOddFormat
	}
	tag := order.Uint16(chunk)
	l := layout{
		channels:  int(order.Uint16(chunk[2:])),
		rate:      int(order.Uint32(chunk[4:])),
		bigEndian: order == binary.BigEndian,
	}
	align, bits := int(order.Uint16(chunk[12:])), 8
	if len(chunk) >= 16 {
		bits = int(order.Uint16(chunk[14:]))
	}
	if tag == tagExtensible && len(chunk) >= 40 {
		tag = order.Uint16(chunk[24:])
	}
	l.codec = tagCodec(tag)
	switch {
	case l.channels == 0:
		return l, errNoChannels
	case l.rate == 0:
		return l, errNoRate
	case l.channels > maxChannels || l.rate > maxRate:
		return l, errOddFormat
	}
	return l, l.fit(tag, align, bits)
}

// fit sets the sizes of samples and blocks from the header's two claims.
func (l *layout) fit(tag uint16, align, bits int) error {
	switch l.codec {
	case Alaw, Mulaw:
		l.sampleBytes = 1
	case GSM610:
		l.blockBytes, l.blockFrames = gsmBlockBytes, gsmBlockFrames
		return when(l.channels != 1, errOddFormat)
	case IMAADPCM:
		l.blockBytes = align
		l.blockFrames = l.framesIn(align)
		return when(bits != 4 || l.blockFrames < 1, errOddFormat)
	case MSADPCM:
		l.blockBytes = align
		l.blockFrames = l.framesIn(align)
		return when(l.channels > 2 || l.blockFrames < 2, errOddFormat)
	}
	if tag != tagPCM && tag != tagFloat {
		return nil
	}
	l.sampleBytes = align / l.channels
	if l.sampleBytes*l.channels != align || l.sampleBytes*8 < bits || l.sampleBytes > 8 {
		l.sampleBytes = (bits + 7) / 8
	}
	l.codec = linearCodec(tag, l.sampleBytes)
	return when(l.codec == Unknown, errOddFormat)
}

func when(bad bool, err error) error {
	if bad {
		return err
	}
	return nil
}

func linearCodec(tag uint16, size int) Codec {
	switch {
	case tag == tagFloat && size == 4:
		return PCMF32
	case tag == tagFloat && size == 8:
		return PCMF64
	case tag == tagFloat:
		return Unknown
	}
	return map[int]Codec{1: PCMU8, 2: PCMS16, 3: PCMS24, 4: PCMS32}[size].orUnknown()
}

func (c Codec) orUnknown() Codec {
	if c == "" {
		return Unknown
	}
	return c
}

// framesIn is the number of frames in a block of n bytes, 0 if it is too short
// to begin.
func (l layout) framesIn(n int) int {
	c := l.channels
	switch l.codec {
	case GSM610:
		return n / l.blockBytes * l.blockFrames
	case IMAADPCM:
		if n < 4*c {
			return 0
		}
		return 1 + (n-4*c)/(4*c)*8
	case MSADPCM:
		if n < 7*c {
			return 0
		}
		return 2 + (n-7*c)/c*2
	}
	return n / (l.sampleBytes * c)
}

// frames is the number of frames in size bytes of data.
func (l layout) frames(size int64) int64 {
	if l.blockBytes == 0 {
		return size / int64(l.sampleBytes*l.channels)
	}
	whole, rest := size/int64(l.blockBytes), size%int64(l.blockBytes)
	return whole*int64(l.blockFrames) + int64(l.framesIn(int(rest)))
}

// Format tags: RFC 2361, and Microsoft's mmreg.h for the later ones.
const (
	tagPCM        = 0x0001
	tagFloat      = 0x0003
	tagExtensible = 0xFFFE
	tagMP3        = 0x0055
)

var tagCodecs = map[uint16]Codec{
	0x0002: MSADPCM, 0x0006: Alaw, 0x0007: Mulaw, 0x0010: VOX, 0x0011: IMAADPCM, 0x0017: VOX,
	0x0014: G726, 0x0031: GSM610, 0x0040: G726, 0x0045: G726, tagMP3: MP3, 0x0057: AMR, 0x0058: AMR,
	0x0064: G726, 0x0065: G722, 0x0083: G729, 0x00FF: AAC, 0x0133: G729, 0x028F: G722,
	0x1600: AAC, 0x1601: AAC, 0x1602: AAC, 0x1610: AAC, 0x704F: Opus, 0x7A21: AMR, 0x7A22: AMR,
	0xA106: AAC, 0xA107: G729, 0xA109: Speex, 0xF1AC: FLAC,
}

// tagCodec names the codec of a format tag; linear ones are named when their
// sample size is known.
func tagCodec(tag uint16) Codec { return tagCodecs[tag].orUnknown() }
