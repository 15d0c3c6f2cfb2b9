package formats

import (
	"crypto/md5"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/mewkiz/flac"
	"github.com/mewkiz/flac/frame"
	"github.com/mewkiz/flac/meta"
)

// flacBlock is how many samples stand in a frame.
const flacBlock = 4096

// WriteFLAC writes samples of one channel as FLAC, which loses nothing.
func WriteFLAC(w io.Writer, rate int, samples []int16) error {
	raw := make([]byte, 0, 2*len(samples))
	for _, s := range samples {
		raw = binary.LittleEndian.AppendUint16(raw, uint16(s))
	}
	about := &meta.StreamInfo{BlockSizeMin: flacBlock, BlockSizeMax: flacBlock, SampleRate: uint32(rate), NChannels: 1, BitsPerSample: 16,
		NSamples: uint64(len(samples)), MD5sum: md5.Sum(raw)}
	enc, err := flac.NewEncoder(struct{ io.Writer }{w}, about) // nothing but a writer: it would close and seek others
	if err != nil {
		return fmt.Errorf("beginning FLAC: %w", err)
	}
	for from := 0; from < len(samples); from += flacBlock {
		if err := enc.WriteFrame(flacFrame(rate, samples[from:min(from+flacBlock, len(samples))])); err != nil {
			return fmt.Errorf("writing FLAC: %w", err)
		}
	}
	return enc.Close()
}

func flacFrame(rate int, samples []int16) *frame.Frame {
	wide := make([]int32, len(samples))
	for i, s := range samples {
		wide[i] = int32(s)
	}
	return &frame.Frame{
		Header:    frame.Header{HasFixedBlockSize: true, BlockSize: uint16(len(samples)), SampleRate: uint32(rate), Channels: frame.ChannelsMono, BitsPerSample: 16},
		Subframes: []*frame.Subframe{{SubHeader: frame.SubHeader{Pred: frame.PredVerbatim}, Samples: wide, NSamples: len(wide)}},
	}
}

var errNoMono = errors.New("no WAV of one channel of 16 bits")

// MonoOf is the rate and the samples of a WAV that WriteSamples made of one
// channel.
func MonoOf(wav []byte) (rate int, samples []int16, err error) {
	if len(wav) < wavHeaderBytes || !isWAV(wav) || binary.LittleEndian.Uint16(wav[22:]) != 1 || binary.LittleEndian.Uint16(wav[34:]) != 16 {
		return 0, nil, errNoMono
	}
	data := wav[wavHeaderBytes:]
	samples = make([]int16, len(data)/2)
	for i := range samples {
		samples[i] = int16(binary.LittleEndian.Uint16(data[2*i:]))
	}
	return int(binary.LittleEndian.Uint32(wav[24:])), samples, nil
}
