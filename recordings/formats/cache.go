package formats

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Cache is a folder that keeps compressed recordings as decoded PCM, by the
// hash of the original. It may be deleted at any time: all of it can be made
// again.
type Cache struct {
	Dir      string        // made when it is first needed
	MaxBytes int64         // the files used longest ago go when this is exceeded; 0 keeps all
	MaxAge   time.Duration // files not used for so long go when another one is made; 0 keeps all
	Name     string        // what the recording was called, where its path doesn't say; it tells what a file without a header holds
	As       Raw           // how it is read if it has no header; zero: as its name says
}

// DecoderVersion goes up when any decoder gives other samples than before.
// What was computed from samples and kept (decoded copies, waveforms) is keyed
// by the recording's hash and this number.
const DecoderVersion = 1

// Open opens the recording at path for reading in place, or its decoded copy
// in the cache, which is made first if it is missing. hash names the content
// of the original (hex SHA-256). progress, if not nil, hears the share done (0
// to 1) while decoding, on the calling goroutine. A cancelled ctx leaves
// nothing behind. It fails as Open does, and when the cache can't be written.
func (c Cache) Open(ctx context.Context, path, hash string, progress func(float64)) (*Audio, error) {
	if !isHash(hash) {
		return nil, fmt.Errorf("%q is not the hash of a recording", hash)
	}
	if a, err := c.find(hash); err == nil {
		return a, nil
	}
	name := c.Name
	if name == "" {
		name = filepath.Base(path)
	}
	o, err := probeAs(path, name, c.As)
	if err != nil {
		return nil, err
	}
	if o.direct != nil {
		return o.direct, nil
	}
	defer func() { _ = o.file.Close() }()
	if err := c.fill(ctx, o, hash, progress); err != nil {
		return nil, err
	}
	return c.find(hash)
}

// Remove deletes the decoded copies of the recording with this hash, however it
// was read. It is no error if there is none.
func (c Cache) Remove(hash string) error {
	if !isHash(hash) {
		return nil
	}
	copies, err := filepath.Glob(filepath.Join(c.Dir, hash+"-*.wav")) // a hash holds no special characters
	for _, path := range copies {
		if gone := os.Remove(path); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, fmt.Errorf("removing a decoded recording: %w", gone))
		}
	}
	return err
}

func isHash(s string) bool {
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) >= 8 && len(s) <= 128
}

func (c Cache) path(hash string) string {
	name := fmt.Sprintf("%s-%d", hash, DecoderVersion)
	if named, _ := RawOf(c.Name); c.As != (Raw{}) && c.As != named {
		name += fmt.Sprintf("-%s-%d-%d", c.As.Codec, c.As.SampleRate, c.As.Channels)
	}
	return filepath.Join(c.Dir, name+".wav")
}

// find opens a decoded copy and marks it as used now.
func (c Cache) find(hash string) (*Audio, error) {
	path := c.path(hash)
	o, err := probe(path)
	if err != nil {
		return nil, err
	}
	if o.direct == nil {
		_ = o.file.Close()
		return nil, errNotRead
	}
	info, err := readNote(o.file, o.size)
	if err != nil || info.Frames != o.direct.info.Frames || info.Channels != o.direct.info.Channels {
		_ = o.direct.Close()
		return nil, errors.Join(errNotRead, err)
	}
	o.direct.info = info
	now := time.Now()
	_ = os.Chtimes(path, now, now)
	return o.direct, nil
}

// fill decodes the recording into the cache.
func (c Cache) fill(ctx context.Context, o *opened, hash string, progress func(float64)) error {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return writeFault(c.path(hash), err)
	}
	err := writeWhole(c.path(hash), func(f *os.File) error {
		w := &cacheWriter{file: f}
		info, err := o.decode(ctx, w, progress)
		if err != nil {
			return err
		}
		return w.end(info)
	})
	if err != nil {
		return err
	}
	c.trim(c.path(hash))
	return nil
}

// trim deletes the files that were not used for too long, and those used longest
// ago until the rest fits, never keep. What a killed program left half-written
// goes the same way.
func (c Cache) trim(keep string) {
	files, total := c.files()
	old := time.Now().Add(-c.MaxAge)
	for _, f := range files {
		tooMuch := c.MaxBytes > 0 && total > c.MaxBytes
		tooOld := c.MaxAge > 0 && f.ModTime().Before(old)
		if !tooMuch && !tooOld {
			return // all others were used later
		}
		if path := filepath.Join(c.Dir, f.Name()); path != keep && os.Remove(path) == nil {
			total -= f.Size()
		}
	}
}

// files are those of the cache, the one used longest ago first, and their size.
func (c Cache) files() (files []fs.FileInfo, total int64) {
	entries, _ := os.ReadDir(c.Dir) // one that can't be read has nothing to delete
	for _, e := range entries {
		if info, err := e.Info(); err == nil && !e.IsDir() {
			files = append(files, info)
			total += info.Size()
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return cmp.Compare(a.ModTime().UnixNano(), b.ModTime().UnixNano()) })
	return files, total
}

// cacheWriter writes PCM16 WAV whose length is known only at the end, and a
// note about the original behind the data.
type cacheWriter struct {
	file *os.File
	info Info
}

func (w *cacheWriter) begin(info Info) error {
	w.info = info
	_, err := w.file.Write(make([]byte, wavHeaderBytes))
	return err
}

func (w *cacheWriter) write(samples []int16) error { return writePCM(w.file, samples) }

const noteID = "shfu"

func (w *cacheWriter) end(info Info) error {
	note, err := json.Marshal(info)
	if err != nil {
		return err
	}
	if len(note)%2 == 1 {
		note = append(note, ' ')
	}
	chunk := binary.LittleEndian.AppendUint32([]byte(noteID), uint32(len(note)))
	if _, err := w.file.Write(append(chunk, note...)); err != nil {
		return err
	}
	head, err := WAVHeader(info.SampleRate, info.Channels, info.Frames)
	if err != nil {
		return err
	}
	riff := binary.LittleEndian.Uint32(head[4:]) + uint32(8+len(note))
	binary.LittleEndian.PutUint32(head[4:], riff)
	_, err = w.file.WriteAt(head, 0)
	return err
}

// readNote reads what end wrote.
func readNote(f *os.File, size int64) (info Info, err error) {
	head, err := readUpTo(f, 0, wavHeaderBytes)
	if err != nil || len(head) < wavHeaderBytes {
		return info, errNotRead
	}
	at := wavHeaderBytes + int64(binary.LittleEndian.Uint32(head[40:]))
	note, err := readUpTo(f, at, min(max(0, size-at), 64<<10))
	if err != nil || len(note) < 8 || string(note[:4]) != noteID {
		return info, errNotRead
	}
	return info, json.Unmarshal(note[8:], &info)
}
