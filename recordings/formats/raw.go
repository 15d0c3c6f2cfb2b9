package formats

import (
	"path/filepath"
	"strings"
)

// raw is what a file without a header holds; only its extension tells. All are
// of one channel.
type raw struct {
	codec Codec
	rate  int
	form  string // its name in ffmpeg, for what is not read here
	bits  string // a code of G.726
}

// raws are the bare streams that Asterisk and FreeSWITCH write, by extension.
var raws = func() map[string]raw {
	all := map[string]raw{
		".gsm": {codec: GSM610, rate: 8000}, ".g722": {codec: G722, rate: 16000}, ".vox": {codec: VOX, rate: 8000},
		".g729": {codec: G729, rate: 8000, form: "g729"},
	}
	for ext, bits := range map[string]string{".g726-16": "2", ".g726-24": "3", ".g726-32": "4", ".g726-40": "5", ".g726": "4"} {
		all[ext] = raw{codec: G726, rate: 8000, form: "g726le", bits: bits}
	}
	for _, ext := range []string{".ulaw", ".ul", ".mu", ".ulw", ".pcm"} {
		all[ext] = raw{codec: Mulaw, rate: 8000}
	}
	for _, ext := range []string{".alaw", ".al", ".alw"} {
		all[ext] = raw{codec: Alaw, rate: 8000}
	}
	for ext, rate := range map[string]int{
		".sln": 8000, ".slin": 8000, ".raw": 8000, ".sln8": 8000, ".sln12": 12000, ".sln16": 16000, ".sln24": 24000, ".sln32": 32000,
		".sln44": 44100, ".sln48": 48000, ".sln96": 96000, ".sln192": 192000, ".r8": 8000, ".r16": 16000, ".r24": 24000, ".r32": 32000,
	} {
		all[ext] = raw{codec: PCMS16, rate: rate}
	}
	return all
}()

const assumed = "The file has no header: {{.Rate}} Hz and one channel are assumed from its name."

// openRaw opens a file that only its extension describes.
func (o *opened) openRaw() error {
	kind, ok := raws[strings.ToLower(filepath.Ext(o.name))]
	if !ok {
		return o.unrecognised()
	}
	o.info.Container, o.info.Codec, o.info.SampleRate, o.info.Channels = "raw", kind.codec, kind.rate, 1
	l := layout{codec: kind.codec, channels: 1, rate: kind.rate}
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
		o.info.warn(assumed, "Rate", kind.rate)
	case Mulaw, Alaw:
		l.sampleBytes = 1
	default:
		return o.helped()
	}
	return o.openDirect(l, 0, o.size, 0)
}
