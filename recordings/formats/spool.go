package formats

import (
	"fmt"
	"io"
	"os"
)

// spoolMemory is how many samples a spool keeps in memory: 70 minutes of
// 8 kHz stereo.
const spoolMemory = 1 << 26

// spool keeps decoded samples in memory, or in a temporary file once there are
// too many. It is a source when writing is over.
type spool struct {
	channels int
	memory   []int16
	file     *os.File
}

func (s *spool) begin(info Info) error {
	s.channels = info.Channels
	return nil
}

func (s *spool) write(samples []int16) error {
	if s.file == nil && len(s.memory)+len(samples) <= spoolMemory {
		s.memory = append(s.memory, samples...)
		return nil
	}
	if s.file == nil {
		file, err := os.CreateTemp("", "shifu-*.pcm")
		if err != nil {
			return fmt.Errorf("making a temporary file: %w", err)
		}
		s.file = file
		if _, err := file.Write(int16Bytes(s.memory)); err != nil {
			return err
		}
		s.memory = nil
	}
	_, err := s.file.Write(int16Bytes(samples))
	return err
}

func (s *spool) readFrames(dst []int16, from int64) (int, error) {
	at := from * int64(s.channels)
	if s.file == nil {
		return copy(dst, s.memory[at:]) / s.channels, nil
	}
	n, err := s.file.ReadAt(int16Bytes(dst), 2*at)
	if n < 2*len(dst) {
		if err == nil || err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return n / 2 / s.channels, fmt.Errorf("reading decoded samples: %w", err)
	}
	return len(dst) / s.channels, nil
}

// Close removes the temporary file, if there is one.
func (s *spool) Close() error {
	s.memory = nil
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if gone := os.Remove(s.file.Name()); err == nil {
		err = gone
	}
	return err
}
