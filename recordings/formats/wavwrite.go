package formats

import (
	"encoding/binary"
	"fmt"
	"io"

	"shifu/internal/fault"
)

const (
	wavHeaderBytes = 44
	maxWAVData     = 1<<32 - 1 - wavHeaderBytes - 1<<16 // room for a chunk behind the data
)

// WAVHeader is the 44-byte header of a PCM16 WAV file with this many frames.
// It fails when they are more than a WAV file can hold (4 GiB).
func WAVHeader(rate, channels int, frames int64) ([]byte, error) {
	size := frames * int64(channels) * 2
	if size < 0 || size > maxWAVData {
		return nil, fault.New(fault.Invalid, "The recording is too long for a WAV file. Cut it into parts.", nil)
	}
	le := binary.LittleEndian
	b := append(make([]byte, 0, wavHeaderBytes), "RIFF"...)
	b = le.AppendUint32(b, uint32(size)+wavHeaderBytes-8)
	b = append(b, "WAVEfmt "...)
	b = le.AppendUint32(b, 16)
	b = le.AppendUint16(b, tagPCM)
	b = le.AppendUint16(b, uint16(channels))
	b = le.AppendUint32(b, uint32(rate))
	b = le.AppendUint32(b, uint32(rate*channels*2))
	b = le.AppendUint16(b, uint16(channels*2))
	b = le.AppendUint16(b, 16)
	b = append(b, "data"...)
	return le.AppendUint32(b, uint32(size)), nil
}

// WriteWAV writes the whole recording to w as PCM16 WAV at its own rate and
// channels.
func WriteWAV(w io.Writer, a *Audio) error { return WriteFrames(w, a.Info(), a.ReadFrames) }

// WriteFrames is WriteWAV for frames that read gives by position, as many as
// info says.
func WriteFrames(w io.Writer, info Info, read func(dst []int16, from int64) (int, error)) error {
	head, err := WAVHeader(info.SampleRate, info.Channels, info.Frames)
	if err != nil {
		return err
	}
	if _, err := w.Write(head); err != nil {
		return fmt.Errorf("writing the WAV header: %w", err)
	}
	buf := make([]int16, 32<<10/info.Channels*info.Channels)
	for from := int64(0); from < info.Frames; {
		n, err := read(buf, from)
		if err != nil {
			return err
		}
		if err := writePCM(w, buf[:n*info.Channels]); err != nil {
			return fmt.Errorf("writing samples: %w", err)
		}
		from += int64(n)
	}
	return nil
}

// WriteWAVFile is WriteWAV into a file (see WriteFile).
func WriteWAVFile(path string, a *Audio) error {
	return WriteFile(path, func(w io.Writer) error { return WriteWAV(w, a) })
}

// WriteSamples writes interleaved samples as a PCM16 WAV file.
func WriteSamples(w io.Writer, rate, channels int, samples []int16) error {
	head, err := WAVHeader(rate, channels, int64(len(samples)/channels))
	if err != nil {
		return err
	}
	if _, err := w.Write(head); err != nil {
		return fmt.Errorf("writing the WAV header: %w", err)
	}
	return writePCM(w, samples[:len(samples)/channels*channels])
}

// writePCM writes samples little-endian.
func writePCM(w io.Writer, samples []int16) error {
	if hostBigEndian {
		return binary.Write(w, binary.LittleEndian, samples)
	}
	_, err := w.Write(int16Bytes(samples))
	return err
}
