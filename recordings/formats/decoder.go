package formats

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// decoder decodes a compressed recording from front to back.
type decoder interface {
	// about is the rate and the number of channels, fixed from the start.
	about() (rate, channels int)
	// next returns interleaved samples, valid until the next call, and io.EOF
	// behind the last.
	next() ([]int16, error)
	// finish adds what is to be said about frames decoded frames.
	finish(info *Info, frames int64)
}

// sink takes the decoded samples.
type sink interface {
	begin(info Info) error
	write(samples []int16) error
}

var (
	errNoFrames = errors.New("no sound in it")
	errNotRead  = errors.New("this kind is not read")
	errSink     = errors.New("writing")
)

// maxDecoded bounds the bytes of one decoded recording, since a damaged file of
// a few kilobytes can claim days. It is what one WAV file can hold.
const maxDecoded = 1<<32 - 1<<20

// decodeAll decodes a whole recording into dst. A decoder that fails or panics
// half way leaves what was whole until then, with a warning.
func decodeAll(ctx context.Context, o *opened, dst sink, progress func(float64)) (Info, error) {
	info := o.info
	in := io.NewSectionReader(o.file, o.start, o.end-o.start)
	dec, err := guardBegin(o.begin, in)
	if err != nil {
		return info, err
	}
	if c, ok := dec.(io.Closer); ok {
		defer func() { _ = c.Close() }()
	}
	info.SampleRate, info.Channels = dec.about()
	switch {
	case info.SampleRate <= 0 || info.SampleRate > maxRate:
		return info, errNoRate
	case info.Channels <= 0 || info.Channels > maxChannels:
		return info, errNoChannels
	}
	if err := dst.begin(info); err != nil {
		return info, fmt.Errorf("%w: %w", errSink, err)
	}
	stopped, err := pump(ctx, dec, dst, &info, func() { report(progress, in, o.end-o.start) })
	if err != nil {
		return info, err
	}
	if info.Frames == 0 {
		if stopped != nil {
			return info, stopped
		}
		return info, errNoFrames
	}
	if stopped != nil {
		info.warn(damagedAt, "Time", clock(info.Frames, info.SampleRate))
	} else {
		dec.finish(&info, info.Frames)
	}
	return info, nil
}

// pump moves samples until the decoder ends. stopped is the damage that ended
// it, err what must be handed on.
func pump(ctx context.Context, dec decoder, dst sink, info *Info, tick func()) (stopped, err error) {
	limit := int64(maxDecoded / 2 / info.Channels)
	for i := 0; ; i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		samples, err := guardNext(dec)
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return err, nil
		}
		frames := int64(len(samples) / info.Channels)
		if info.Frames+frames > limit {
			info.warn(tooLong, "Time", clock(info.Frames, info.SampleRate))
			return nil, nil
		}
		if err := dst.write(samples); err != nil {
			return nil, fmt.Errorf("%w: %w", errSink, err)
		}
		info.Frames += frames
		if i%256 == 0 {
			tick()
		}
	}
}

func report(progress func(float64), in io.Seeker, size int64) {
	if progress == nil || size == 0 {
		return
	}
	if at, err := in.Seek(0, io.SeekCurrent); err == nil {
		progress(min(1, float64(at)/float64(size)))
	}
}

// guardBegin and guardNext turn a decoder's panic into an error: a damaged
// file must not end the program.
func guardBegin(begin beginDecoder, in io.ReadSeeker) (dec decoder, err error) {
	defer recovered(&err)
	return begin(in)
}

func guardNext(dec decoder) (samples []int16, err error) {
	defer recovered(&err)
	return dec.next()
}

func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the decoder failed: %v", p)
	}
}

// discard counts only.
type discard struct{}

func (discard) begin(Info) error    { return nil }
func (discard) write([]int16) error { return nil }
