package soundtest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
)

// Save writes the recording as a WAV file of 16 bits, to be listened to.
func (r *Recording) Save(path string) error {
	var b bytes.Buffer
	n := uint32(4 * len(r.Left))
	b.WriteString("RIFF")
	put := func(values ...any) {
		for _, v := range values {
			_ = binary.Write(&b, binary.LittleEndian, v) // a buffer takes everything
		}
	}
	put(36 + n)
	b.WriteString("WAVEfmt ")
	put(uint32(16), uint16(1), uint16(2), uint32(Rate), uint32(4*Rate), uint16(4), uint16(16))
	b.WriteString("data")
	put(n)
	for i := range r.Left {
		put(int16(r.Left[i]*32768), int16(r.Right[i]*32768))
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("saving a recording: %w", err)
	}
	return nil
}
