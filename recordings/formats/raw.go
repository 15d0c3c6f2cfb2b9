package formats

import (
	"cmp"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"shifu/internal/fault"
)

// Raw says how a file without a header is read. The zero value leaves it to the
// file's name.
type Raw struct {
	Codec      Codec `json:"codec"`
	SampleRate int   `json:"sample_rate"`
	Channels   int   `json:"channels"`
}

// stream is what an extension tells of a file without a header.
type stream struct {
	codec Codec
	rate  int
	form  string // its name in ffmpeg, for what is not read here
	bits  string // a code of G.726
}

// streams are the streams that Asterisk and FreeSWITCH write, by extension. All
// are of one channel.
var streams = func() map[string]stream {
	all := map[string]stream{
		".gsm": {codec: GSM610, rate: 8000}, ".g722": {codec: G722, rate: 16000}, ".vox": {codec: VOX, rate: 8000},
		".g729": {codec: G729, rate: 8000, form: "g729"},
	}
	for ext, bits := range map[string]string{".g726-16": "2", ".g726-24": "3", ".g726-32": "4", ".g726-40": "5", ".g726": "4"} {
		all[ext] = stream{codec: G726, rate: 8000, form: "g726le", bits: bits}
	}
	for _, ext := range []string{".ulaw", ".ul", ".mu", ".ulw", ".pcm"} {
		all[ext] = stream{codec: Mulaw, rate: 8000}
	}
	for _, ext := range []string{".alaw", ".al", ".alw"} {
		all[ext] = stream{codec: Alaw, rate: 8000}
	}
	for ext, rate := range map[string]int{
		".sln": 8000, ".slin": 8000, ".raw": 8000, ".sln8": 8000, ".sln12": 12000, ".sln16": 16000, ".sln24": 24000, ".sln32": 32000,
		".sln44": 44100, ".sln48": 48000, ".sln96": 96000, ".sln192": 192000, ".r8": 8000, ".r16": 16000, ".r24": 24000, ".r32": 32000,
	} {
		all[ext] = stream{codec: PCMS16, rate: rate}
	}
	return all
}()

// RawOf is what the name of a file without a header makes one assume; false if
// its ending says nothing.
func RawOf(name string) (Raw, bool) {
	b, ok := streams[strings.ToLower(filepath.Ext(name))]
	return Raw{b.codec, b.rate, 1}, ok
}

// RawFrom is how a recording was read that had no header; zero if it had one.
func RawFrom(container, codec string, rate, channels int) Raw {
	switch container {
	case pairContainer:
		channels = 1 // of each of the two files
	case rawContainer:
	default:
		return Raw{}
	}
	return Raw{Codec(codec), rate, channels}
}

const rawContainer = "raw"

// RawCodecs are the codecs that a file without a header can be read as.
func RawCodecs() []Codec { return []Codec{PCMS16, Mulaw, Alaw, G722, GSM610, VOX, G726, G729} }

// anyRate are the sample rates of codecs that have no rate of their own.
var anyRate = []int{6000, 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000, 192000}

// RawRates are the sample rates at which a codec is written, the usual one first.
func RawRates(c Codec) []int {
	switch c {
	case PCMS16, Mulaw, Alaw:
		return append([]int{8000}, slices.DeleteFunc(slices.Clone(anyRate), func(r int) bool { return r == 8000 })...)
	case G722:
		return []int{16000}
	case VOX:
		return []int{8000, 6000}
	case GSM610, G726, G729:
		return []int{8000}
	}
	return nil
}

// RawChannels is how many channels a codec can have without a header.
func RawChannels(c Codec) int {
	switch c {
	case PCMS16, Mulaw, Alaw:
		return 2
	}
	return 1
}

// Check returns nil if a file can be read so.
func (r Raw) Check() error {
	rates := RawRates(r.Codec)
	values := fault.Values{"Codec": string(r.Codec), "Rate": r.SampleRate, "Channels": r.Channels}
	switch {
	case rates == nil:
		return fault.New(fault.Invalid, "\"{{.Codec}}\" is no codec of files without a header. Take one of pcm_s16, mulaw, alaw, g722, gsm610, vox, g726, g729.", values)
	case !slices.Contains(rates, r.SampleRate):
		return fault.New(fault.Invalid, "{{.Codec}} is not written at {{.Rate}} Hz. Choose another rate.", values)
	case r.Channels < 1 || r.Channels > RawChannels(r.Codec):
		return fault.New(fault.Invalid, "{{.Codec}} can't have {{.Channels}} channels without a header. Choose another number.", values)
	}
	return nil
}

// ParseRaw reads "codec:rate:channels", of which the last may be left out.
func ParseRaw(text string) (Raw, error) {
	r := Raw{Channels: 1}
	codec, rest, _ := strings.Cut(text, ":")
	rate, channels, more := strings.Cut(rest, ":")
	r.Codec = Codec(codec)
	var bad, worse error
	r.SampleRate, bad = strconv.Atoi(rate)
	if more {
		r.Channels, worse = strconv.Atoi(channels)
	}
	if bad != nil || worse != nil {
		return Raw{}, fault.New(fault.Invalid, "\"{{.Have}}\" says not how a file is read. Write it as pcm_s16:8000:1, which is codec, rate and channels.", fault.Values{"Have": text})
	}
	return r, r.Check()
}

// stream is how the stream is read, given what its name tells.
func (r Raw) stream(named stream) stream {
	switch b := (stream{codec: r.Codec, rate: r.SampleRate}); {
	case r.Codec == named.codec:
		b.form, b.bits = named.form, named.bits
		return b
	case r.Codec == G726:
		b.form, b.bits = "g726le", "4"
		return b
	case r.Codec == G729:
		b.form = "g729"
		return b
	default:
		return b
	}
}

const assumed = "The file has no header: {{.Rate}} Hz and one channel are assumed from its name."

// openRaw opens a file that only its extension describes, or whoever knows.
func (o *opened) openRaw() error {
	named, known := streams[strings.ToLower(filepath.Ext(o.name))]
	if !known && o.as == (Raw{}) {
		return o.unrecognised()
	}
	o.stream = named
	if o.as != (Raw{}) {
		if err := o.as.Check(); err != nil {
			return err
		}
		o.stream = o.as.stream(named)
	}
	kind, channels := o.stream, cmp.Or(o.as.Channels, 1)
	o.info.Container, o.info.Codec, o.info.SampleRate, o.info.Channels = rawContainer, kind.codec, kind.rate, channels
	l := layout{codec: kind.codec, channels: channels, rate: kind.rate}
	switch kind.codec {
	case G722, VOX:
		o.begin = beginNibbles(kind.codec, kind.rate)
		return nil
	case GSM610:
		l.blockBytes, l.blockFrames = gsmBareBytes, gsmFrame
		if head, err := readUpTo(o.file, 0, 1); err != nil || head[0]>>4 != gsmSignature {
			return o.damaged(err)
		}
		return o.openDirect(l, 0, o.size, 0)
	case PCMS16:
		l.sampleBytes = 2
		if o.as == (Raw{}) {
			o.info.warn(assumed, "Rate", kind.rate)
		}
	case Mulaw, Alaw:
		l.sampleBytes = 1
	default:
		return o.helped()
	}
	return o.openDirect(l, 0, o.size, 0)
}
