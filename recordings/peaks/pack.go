package peaks

import (
	"encoding/binary"
	"errors"
)

// The packed form: "SHPK", version, lanes, two bytes 0, sample rate (32 bits),
// frames (64 bits), then the base bins, lanes in turn, each as smallest,
// largest and root-mean-square 16-bit values. All little-endian. The coarser
// levels are made again when it is unpacked.
const (
	packMagic   = "SHPK"
	packVersion = 1
	packHeader  = 20
	packBin     = 6
	maxLanes    = 64
)

// ErrPacked says that bytes are no packed pyramid of this version: compute it again.
var ErrPacked = errors.New("not a packed waveform of this version")

// Marshal packs the pyramid for a file beside the recording or a database: six
// bytes for 64 frames of a lane (5.4 MB for an hour of 8 kHz stereo).
func (p *Pyramid) Marshal() []byte {
	le := binary.LittleEndian
	base := p.levels[0]
	b := make([]byte, 0, packHeader+packBin*len(base))
	b = append(b, packMagic...)
	b = append(b, packVersion, byte(p.Lanes), 0, 0)
	b = le.AppendUint32(b, uint32(p.SampleRate))
	b = le.AppendUint64(b, uint64(p.Frames))
	for _, x := range base {
		b = le.AppendUint16(b, uint16(x.Min))
		b = le.AppendUint16(b, uint16(x.Max))
		b = le.AppendUint16(b, uint16(x.RMS))
	}
	return b
}

// Unmarshal unpacks what Marshal made, and fails with ErrPacked on anything else.
func Unmarshal(data []byte) (*Pyramid, error) {
	le := binary.LittleEndian
	if len(data) < packHeader || string(data[:4]) != packMagic || data[4] != packVersion {
		return nil, ErrPacked
	}
	p := &Pyramid{Lanes: int(data[5]), SampleRate: int(le.Uint32(data[8:])), Frames: int64(le.Uint64(data[12:]))}
	data = data[packHeader:]
	count := int64(len(data) / packBin)
	if p.Lanes < 1 || p.Lanes > maxLanes || p.Frames < 0 || p.Frames > int64(len(data))*Base ||
		bins(p.Frames)*int64(p.Lanes) != count || len(data)%packBin != 0 {
		return nil, ErrPacked
	}
	base := make([]Bin, count)
	for i := range base {
		x := data[packBin*i:]
		base[i] = Bin{int16(le.Uint16(x)), int16(le.Uint16(x[2:])), int16(le.Uint16(x[4:]))}
	}
	p.build(base)
	return p, nil
}
