package formats

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"shifu/internal/fault"
)

// endsEarly and the others are warnings: the recording plays all the same.
const (
	endsEarly  = "The file ends {{.Time}} early."
	damagedAt  = "The file is damaged at {{.Time}}. What is whole can be played."
	skippedBit = "{{.Count}} damaged pieces were left out."
	endMissing = "The end of the file is missing."
	tooLong    = "Only the first {{.Time}} can be played: the recording is too long."
)

func (i *Info) warn(key, name string, value any) {
	i.Warnings = append(i.Warnings, Warning{Key: key, Values: fault.Values{name: value}})
}

// clock shows frames as m:ss or h:mm:ss, rounded to the second, or to a tenth
// below one.
func clock(frames int64, rate int) string {
	if frames < int64(rate) {
		return fmt.Sprintf("0:0%.1f", max(0.1, float64(frames)/float64(rate)))
	}
	s := (frames + int64(rate)/2) / int64(rate)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

func (o *opened) refuse(k fault.Kind, text string) *fault.Fault {
	return fault.New(k, text, fault.Values{"File": o.name})
}

func (o *opened) osFault(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return o.refuse(fault.NotFound, "There is no file {{.File}}.").Because(err)
	case errors.Is(err, fs.ErrPermission):
		return o.refuse(fault.Forbidden, "The file {{.File}} may not be read. Ask for the right to read it.").Because(err)
	}
	return o.refuse(fault.Unexpected, "The file {{.File}} could not be read.").Because(err)
}

func (o *opened) diskFull(cause error) error {
	return o.refuse(fault.Unexpected, "The disk is full: the recording {{.File}} could not be decoded. Make room and try again.").Because(cause)
}

func (o *opened) notAFile() error {
	return o.refuse(fault.Invalid, "{{.File}} is not a file. Choose a recording.")
}

func (o *opened) empty() error {
	return o.refuse(fault.Invalid, "The file {{.File}} is empty. Export it from the recorder again.")
}

func (o *opened) silent() error {
	return o.refuse(fault.Invalid, "The file {{.File}} holds no sound. Export it from the recorder again.")
}

func (o *opened) unrecognised() error {
	return o.refuse(fault.Invalid, "The file {{.File}} is no recording that Shifu knows. Export it as WAV, FLAC, Ogg Vorbis or MP3.")
}

func (o *opened) damaged(cause error) error {
	return o.refuse(fault.Invalid, "The file {{.File}} is damaged. Export it from the recorder again.").Because(cause)
}

func (o *opened) badLayout(err error) error {
	switch {
	case errors.Is(err, errNoRate):
		return o.refuse(fault.Invalid, "The file {{.File}} says zero samples a second. Export it from the recorder again.")
	case errors.Is(err, errNoChannels):
		return o.refuse(fault.Invalid, "The file {{.File}} says zero channels. Export it from the recorder again.")
	}
	return o.damaged(err)
}

// refused names the codec that can't be read.
func (o *opened) refused() error {
	name, ok := codecNames[o.info.Codec]
	if !ok {
		name, ok = containerNames[o.info.Container]
	}
	if !ok {
		return o.refuse(fault.Invalid, "The file {{.File}} uses a codec that Shifu does not know. Export it as WAV, FLAC, Ogg Vorbis or MP3.")
	}
	f := o.refuse(fault.Invalid, "The file {{.File}} holds {{.Codec}} sound, which only ffmpeg can read, and that is not installed. Install it, or export the file as WAV, FLAC, Ogg or MP3.")
	if code := string(o.info.Codec); o.info.Codec != Unknown && !strings.EqualFold(name, code) {
		name += " (" + code + ")" // as shifuctl info names it
	}
	if strings.Contains("ogg au webm mp4 raw", o.info.Container) {
		name += " (" + o.info.Container + ")" // the codec may be read in another container
	}
	f.Values["Codec"] = name
	return f
}

// unhelped says that not even ffmpeg could read the file, with its codec's name.
func (o *opened) unhelped(cause error) error {
	name, ok := codecNames[o.info.Codec]
	if !ok {
		return o.refused()
	}
	f := o.refuse(fault.Invalid, "The file {{.File}} holds {{.Codec}} sound that even ffmpeg can't read. Export it from the recorder again.")
	f.Values["Codec"] = name
	return f.Because(cause)
}

// OnlyHelped are the names of the codecs that ffmpeg alone reads.
func OnlyHelped() []string {
	var out []string
	for _, c := range []Codec{AMR, AAC, Speex, G726, G729} {
		out = append(out, codecNames[c])
	}
	return out
}

// containerNames are those of what ffmpeg alone reads, whatever codec it holds.
var containerNames = map[string]string{"aiff": "AIFF", "caf": "CAF", "w64": "Wave64", "wavpack": "WavPack", "asf": "Windows Media"}

// Title is the name that people know.
func (c Codec) Title() string { return cmp.Or(codecNames[c], string(c)) }

// codecNames are the names that people know.
var codecNames = map[Codec]string{
	G722: "G.722", G726: "G.726", VOX: "Dialogic ADPCM", Opus: "Opus", AAC: "AAC", AMR: "AMR",
	Speex: "Speex", G729: "G.729", MP3: "MP3", FLAC: "FLAC", Vorbis: "Vorbis", GSM610: "GSM 6.10",
	Alaw: "A-law", Mulaw: "µ-law", PCMS16: "PCM", PCMU8: "PCM", PCMS24: "PCM", PCMS32: "PCM", PCMF32: "PCM", PCMF64: "PCM",
}
