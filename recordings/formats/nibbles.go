package formats

import "io"

// nibbles decodes bare streams whose every byte is two samples that depend on
// all before: G.722 and Dialogic ADPCM.
type nibbles struct {
	in    io.Reader
	rate  int
	step  func(b byte) (first, second int16)
	bytes [4096]byte
	out   [2 * 4096]int16
}

func beginNibbles(codec Codec, rate int) beginDecoder {
	return func(in io.ReadSeeker) (decoder, error) {
		n := &nibbles{in: in, rate: rate}
		if codec == G722 {
			n.step = newG722().step
		} else {
			n.step = (&vox{}).step
		}
		return n, nil
	}
}

func (n *nibbles) about() (rate, channels int) { return n.rate, 1 }

func (n *nibbles) next() ([]int16, error) {
	got, err := io.ReadFull(n.in, n.bytes[:])
	if got == 0 {
		return nil, io.EOF
	}
	if err != nil && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	for i, b := range n.bytes[:got] {
		n.out[2*i], n.out[2*i+1] = n.step(b)
	}
	return n.out[:2*got], nil
}

func (*nibbles) finish(*Info, int64) {}

// vox is Dialogic's ADPCM (Dialogic application note 1366, "Dialogic ADPCM
// Algorithm"): 12 bits, the upper half of a byte first, moves as in IMA.
type vox struct{ value, index int32 }

var voxSteps = [49]int32{
	16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230,
	253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552,
}

func (v *vox) step(b byte) (first, second int16) { return v.code(b >> 4), v.code(b & 15) }

func (v *vox) code(code byte) int16 {
	diff := (2*int32(code&7) + 1) * voxSteps[v.index] >> 3
	if code&8 != 0 {
		diff = -diff
	}
	v.value = min(max(v.value+diff, -2048), 2047)
	v.index = min(max(v.index+imaMoves[code&7], 0), 48)
	return int16(v.value << 4)
}
