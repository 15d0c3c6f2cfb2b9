package formats

import (
	"bytes"
	"encoding/binary"
)

// isAU reports whether head begins a Sun/NeXT .au file, in either byte order.
func isAU(head []byte) bool {
	return len(head) >= auHeader && (bytes.HasPrefix(head, []byte(".snd")) || bytes.HasPrefix(head, []byte("dns.")))
}

const auHeader = 24

// auCodecs are the encodings of .au by number.
var auCodecs = map[uint32]Codec{
	1: Mulaw, 2: PCMU8, 3: PCMS16, 4: PCMS24, 5: PCMS32, 6: PCMF32, 7: PCMF64, 23: G726, 24: G722, 25: G726, 26: G726, 27: Alaw,
}

var auBytes = map[Codec]int{Mulaw: 1, Alaw: 1, PCMU8: 1, PCMS16: 2, PCMS24: 3, PCMS32: 4, PCMF32: 4, PCMF64: 8}

// openAU reads the header: offset and size of the data, encoding, rate and
// channels, each of 32 bits.
func (o *opened) openAU(head []byte) error {
	o.info.Container = "au"
	order := binary.ByteOrder(binary.BigEndian)
	if head[0] == 'd' {
		order = binary.LittleEndian
	}
	field := func(i int) uint32 { return order.Uint32(head[4*i:]) }
	l := layout{codec: auCodecs[field(3)].orUnknown(), rate: int(field(4)), channels: int(field(5)), bigEndian: head[0] == '.', signed8: true}
	o.info.Codec, o.info.SampleRate, o.info.Channels = l.codec, l.rate, l.channels
	start, claimed := int64(field(1)), int64(field(2))
	switch {
	case l.channels == 0:
		return o.badLayout(errNoChannels)
	case l.rate == 0:
		return o.badLayout(errNoRate)
	case l.channels > maxChannels, l.rate > maxRate, start < auHeader:
		return o.badLayout(errOddFormat)
	case start >= o.size:
		return o.silent()
	}
	l.sampleBytes = auBytes[l.codec]
	if l.sampleBytes == 0 {
		return o.helped()
	}
	size, missing := claimed, int64(0)
	if rest := o.size - start; claimed == 0 || claimed == unknownSize || claimed > rest {
		size = rest
		if claimed != unknownSize {
			missing = max(0, claimed-rest)
		}
	}
	return o.openDirect(l, start, size, missing)
}
