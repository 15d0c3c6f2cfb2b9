package formats

import (
	"bufio"
	"io"
)

// The bytes of a frame behind its head, by type: RFC 4867, section 5.3, and the
// tables of 3GPP TS 26.101 and 26.201. Type 15 is a frame that was not sent.
var (
	amrNarrow = [16]int{12, 13, 15, 17, 19, 20, 26, 31, 5}
	amrWide   = [16]int{17, 23, 32, 36, 40, 46, 50, 58, 60, 5}
)

// amrFrames is how many samples an AMR file lasts at a rate, counted by its
// frames of 20 ms: decoders leave out the pauses that were not sent at its end.
func amrFrames(in io.ReadSeeker, rate int) int64 {
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return 0
	}
	r := bufio.NewReader(in)
	magic, _ := r.ReadString('\n')
	sizes := amrNarrow
	if magic == "#!AMR-WB\n" {
		sizes = amrWide
	}
	n := int64(0)
	for ; n < maxFrames/160; n++ {
		head, err := r.ReadByte()
		if err != nil {
			break
		}
		if _, err := r.Discard(sizes[head>>3&15]); err != nil {
			break
		}
	}
	return n * int64(rate) / 50
}
