package formats

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// Open opens the recording at path. WAV is read in place; other formats are
// decoded now, into memory or, when long, a temporary file (see Cache for
// keeping the result). It decides by content, never by the file's name.
//
// It fails with a fault that names the file: NotFound if there is none,
// Forbidden if it may not be read, Invalid if it is empty, damaged from the
// start, no recording, or in a codec that can't be read.
func Open(path string) (*Audio, error) {
	return OpenContext(context.Background(), path)
}

// OpenContext is Open that stops decoding when ctx is done.
func OpenContext(ctx context.Context, path string) (*Audio, error) {
	return OpenRaw(ctx, path, Raw{})
}

// OpenRaw is OpenContext of a file that is read as raw if it has no header.
func OpenRaw(ctx context.Context, path string, as Raw) (*Audio, error) {
	o, err := probeAs(path, filepath.Base(path), as)
	if err != nil {
		return nil, err
	}
	if o.direct != nil {
		return o.direct, nil
	}
	defer func() { _ = o.file.Close() }()
	keep := &spool{}
	info, err := o.decode(ctx, keep, nil)
	if err != nil {
		_ = keep.Close()
		return nil, err
	}
	return &Audio{info: info, source: keep, closer: keep}, nil
}

// Inspect describes the recording at path. For a recording that is refused it
// returns, beside the refusal, what is known: the container and the codec.
func Inspect(path string) (Info, error) { return InspectRaw(path, filepath.Base(path), Raw{}) }

// InspectRaw is Inspect of a file that was called name and is read as raw if it
// has no header.
func InspectRaw(path, name string, as Raw) (Info, error) {
	o, err := probeAs(path, name, as)
	if err != nil {
		return o.info, err
	}
	if o.direct != nil {
		return o.direct.info, o.direct.Close()
	}
	defer func() { _ = o.file.Close() }()
	return o.decode(context.Background(), discard{}, nil)
}

// opened is a recording whose kind is known. Either direct is set, and reads
// the file in place, or begin starts a decoder.
type opened struct {
	name   string
	file   *os.File
	size   int64
	as     Raw // how it is read without a header; zero: as its name says
	stream stream
	info   Info
	direct *Audio
	// outside: begin leaves the file to ffmpeg.
	outside bool
	begin   func(io.ReadSeeker) (decoder, error)
	start   int64 // of the compressed stream in the file
	end     int64
}

// probe opens the file and finds out what it is. The file is closed when it fails.
func probe(path string) (*opened, error) { return probeAs(path, filepath.Base(path), Raw{}) }

// probeAs is probe for a file that was called name, which tells what a
// recording without a header holds, unless somebody knows.
func probeAs(path, name string, as Raw) (*opened, error) {
	o := &opened{name: name, as: as, info: Info{Codec: Unknown, Warnings: []Warning{}}}
	stat, err := os.Stat(path)
	if err != nil {
		return o, o.osFault(err)
	}
	if !stat.Mode().IsRegular() { // opening a pipe would wait for its writer
		return o, o.notAFile()
	}
	file, err := os.Open(path)
	if err != nil {
		return o, o.osFault(err)
	}
	o.file = file
	if err := o.sniff(); err != nil {
		_ = file.Close()
		return o, err
	}
	return o, nil
}

const sniffBytes = 64 << 10

func (o *opened) sniff() error {
	stat, err := o.file.Stat()
	if err != nil {
		return o.osFault(err)
	}
	if o.size = stat.Size(); o.size == 0 {
		return o.empty()
	}
	head, err := readUpTo(o.file, 0, min(o.size, sniffBytes))
	if err != nil {
		return o.osFault(err)
	}
	o.end = o.size
	switch {
	case isWAV(head):
		return o.openWAV()
	case isPair(head):
		return o.openPair(head)
	case isAU(head):
		return o.openAU(head)
	}
	return o.openCompressed(head)
}

func (o *opened) openWAV() error {
	o.info.Container = "wav"
	w, err := scanWAV(o.file, o.size)
	if err != nil {
		return o.damaged(err)
	}
	if w.fmt == nil {
		return o.damaged(errors.New("no format chunk"))
	}
	l, err := readLayout(w.fmt, w.order)
	o.info.Codec, o.info.Channels, o.info.SampleRate = l.codec, l.channels, l.rate
	if err != nil {
		return o.badLayout(err)
	}
	if w.dataStart < 0 {
		return o.silent()
	}
	size, missing := w.dataSize()
	if l.codec == MP3 {
		o.start, o.end, o.begin = w.dataStart, w.dataStart+size, beginMP3
		return nil
	}
	if l.blockBytes == 0 && l.sampleBytes == 0 {
		return o.helped()
	}
	return o.openDirect(l, w.dataStart, size, missing)
}

// maxFrames bounds what is shown of a file: six days at 8 kHz.
const maxFrames = 1 << 32

func (o *opened) openDirect(l layout, start, size, missing int64) error {
	o.info.Frames = l.frames(size)
	if o.info.Frames == 0 {
		return o.silent()
	}
	if o.info.Frames > maxFrames {
		o.info.Frames = maxFrames
		o.info.warn(tooLong, "Time", clock(maxFrames, l.rate))
	}
	if early := l.frames(missing); early > 0 {
		o.info.warn(endsEarly, "Time", clock(early, l.rate))
	}
	a := &Audio{info: o.info, closer: o.file}
	if l.blockBytes > 0 {
		a.source = newBlocks(o.file, l, start, size)
	} else {
		a.source = newPCM(o.file, l, start)
	}
	o.direct = a
	return nil
}

// openCompressed finds the decoder for a file that is not WAV, or refuses it.
func (o *opened) openCompressed(head []byte) error {
	container, codec, begin := recognise(head, o.file)
	o.info.Container, o.info.Codec = container, codec
	if begin == nil {
		if container == "" {
			return o.openRaw()
		}
		return o.helped()
	}
	o.begin = begin
	return nil
}

// decode runs the recording's decoder into dst.
func (o *opened) decode(ctx context.Context, dst sink, progress func(float64)) (Info, error) {
	info, err := decodeAll(ctx, o, dst, progress)
	if errors.Is(err, errNotRead) && !o.outside && o.helped() == nil {
		info, err = decodeAll(ctx, o, dst, progress)
	}
	switch {
	case err == nil:
		return info, nil
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return info, err
	case errors.Is(err, syscall.ENOSPC):
		return info, o.diskFull(err)
	case errors.Is(err, errSink):
		return info, fmt.Errorf("keeping the decoded sound: %w", err)
	case o.outside:
		return info, o.unhelped(err)
	case errors.Is(err, errNoFrames):
		return info, o.silent()
	case errors.Is(err, errNotRead):
		return info, o.refused()
	}
	return info, o.badLayout(err)
}
