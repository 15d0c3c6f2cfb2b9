package formats

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

// wavFile is what the chunks of a WAV file say: RIFF, big-endian RIFX, and
// RF64 or BW64 with 64-bit sizes (EBU Tech 3306).
type wavFile struct {
	order     binary.ByteOrder
	riffSize  uint64
	fmt       []byte
	dataStart int64 // -1: no data chunk
	claimed   uint64
	ds64      uint64 // data size of the ds64 chunk
	hasDS64   bool
	noData    bool // the data chunk is really empty: another chunk follows at once
	fileSize  int64
}

const (
	maxChunks   = 4096
	maxFmtChunk = 4096
	unknownSize = 0xFFFFFFFF
)

func isWAV(head []byte) bool {
	if len(head) < 12 || string(head[8:12]) != "WAVE" {
		return false
	}
	switch string(head[:4]) {
	case "RIFF", "RIFX", "RF64", "BW64":
		return true
	}
	return false
}

// scanWAV walks over the chunks and keeps what matters.
func scanWAV(r io.ReaderAt, size int64) (*wavFile, error) {
	var head [12]byte
	if _, err := r.ReadAt(head[:], 0); err != nil {
		return nil, fmt.Errorf("reading the header: %w", err)
	}
	w := &wavFile{order: binary.LittleEndian, dataStart: -1, fileSize: size}
	if string(head[:4]) == "RIFX" {
		w.order = binary.BigEndian
	}
	w.riffSize = uint64(w.order.Uint32(head[4:]))
	pos := int64(12)
	for range maxChunks {
		next, err := w.chunk(r, pos)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if pos = next; w.dataStart >= 0 && w.fmt != nil {
			break
		}
	}
	return w, nil
}

// chunk reads the chunk at pos and says where the next one begins.
func (w *wavFile) chunk(r io.ReaderAt, pos int64) (int64, error) {
	var head [8]byte
	if n, err := r.ReadAt(head[:], pos); n < len(head) {
		return 0, endOr(err)
	}
	size := uint64(w.order.Uint32(head[4:]))
	body := pos + 8
	var err error
	switch string(head[:4]) {
	case "fmt ":
		w.fmt, err = readUpTo(r, body, int64(min(size, maxFmtChunk)))
	case "ds64":
		err = w.readDS64(r, body)
	case "data":
		w.dataStart, w.claimed = body, size
		if w.hasDS64 && size == unknownSize {
			w.claimed = w.ds64
		}
		size = w.claimed
		w.noData = size == 0 && w.chunkAt(r, body)
	}
	if err != nil {
		return 0, err
	}
	if size > uint64(w.fileSize-body) {
		return w.fileSize, nil
	}
	return w.afterChunk(r, body+int64(size)), nil
}

// afterChunk skips the padding byte of an odd chunk, if the writer wrote one.
func (w *wavFile) afterChunk(r io.ReaderAt, end int64) int64 {
	if end%2 == 0 {
		return end
	}
	var id [5]byte
	if _, err := r.ReadAt(id[:], end); err == nil && isChunkID(id[:4]) && !isChunkID(id[1:]) {
		return end
	}
	return end + 1
}

// chunkAt reports whether a chunk that fits into the file begins at pos.
func (w *wavFile) chunkAt(r io.ReaderAt, pos int64) bool {
	var head [8]byte
	if _, err := r.ReadAt(head[:], pos); err != nil {
		return false
	}
	return isChunkID(head[:4]) && int64(w.order.Uint32(head[4:])) <= w.fileSize-pos-8
}

func isChunkID(id []byte) bool {
	return bytes.IndexFunc(id, func(c rune) bool { return c < ' ' || c > '~' }) < 0
}

func (w *wavFile) readDS64(r io.ReaderAt, pos int64) error {
	b, err := readUpTo(r, pos, 24)
	if err != nil || len(b) < 24 {
		return err
	}
	w.riffSize = w.order.Uint64(b)
	w.ds64, w.hasDS64 = w.order.Uint64(b[8:]), true
	return nil
}

// dataSize is the number of bytes of sound that are there, and how many the
// header promised beyond them. Sizes that a recorder never filled in (0 and
// 2^32-1) mean: to the end of the file.
func (w *wavFile) dataSize() (size, missing int64) {
	rest := w.fileSize - w.dataStart
	switch {
	case w.noData && w.riffSize+8 == uint64(w.fileSize):
		return 0, 0
	case w.claimed == 0 || w.claimed == unknownSize:
		return rest, 0
	case w.claimed <= uint64(rest):
		return int64(w.claimed), 0
	case w.claimed >= streamedSize:
		return rest, 0
	}
	return rest, int64(w.claimed - uint64(rest))
}

// streamedSize: programs that write into a pipe claim about 2 GiB or more,
// which is no promise.
const streamedSize = 0x7FFF0000

// readUpTo reads at most n bytes at pos; n must be small.
func readUpTo(r io.ReaderAt, pos, n int64) ([]byte, error) {
	b := make([]byte, n)
	got, err := r.ReadAt(b, pos)
	if err == io.EOF {
		err = nil
	}
	return b[:got], err
}

func endOr(err error) error {
	if err == nil {
		return io.EOF
	}
	return err
}
