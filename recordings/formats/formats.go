// Package formats reads what telephone recorders write. Every recording, in
// whatever codec, becomes 16-bit PCM frames with random access.
//
// WAV, .au and bare streams of telephone codecs are read in place. FLAC, Ogg,
// WebM, MP3, G.722 and Dialogic ADPCM are decoded once, forward, into PCM (see
// Cache). What is not read here is left to ffmpeg if it is there, and otherwise
// refused by the name of its codec.
package formats

import (
	"time"

	"shifu/internal/fault"
)

// Codec names how the samples of a recording are stored.
type Codec string

// The codecs that Shifu knows by name.
const (
	PCMU8    Codec = "pcm_u8"
	PCMS16   Codec = "pcm_s16"
	PCMS24   Codec = "pcm_s24"
	PCMS32   Codec = "pcm_s32"
	PCMF32   Codec = "pcm_f32"
	PCMF64   Codec = "pcm_f64"
	Alaw     Codec = "alaw"
	Mulaw    Codec = "mulaw"
	GSM610   Codec = "gsm610"
	IMAADPCM Codec = "ima_adpcm"
	MSADPCM  Codec = "ms_adpcm"
	G722     Codec = "g722"
	G726     Codec = "g726"
	VOX      Codec = "vox"
	FLAC     Codec = "flac"
	Vorbis   Codec = "vorbis"
	Opus     Codec = "opus"
	MP3      Codec = "mp3"
	AAC      Codec = "aac"
	AMR      Codec = "amr"
	Speex    Codec = "speex"
	G729     Codec = "g729"
	Unknown  Codec = "unknown"
)

// Warning is something a listener should know about a recording that plays
// all the same. Key is the English text and the key of the catalogues; Values
// fill its places.
type Warning struct {
	Key    string       `json:"key"`
	Values fault.Values `json:"values,omitempty"`
}

// String is the warning in English.
func (w Warning) String() string { return fault.Fill(w.Key, w.Values) }

// Info describes a recording as it really is, not as its header claims.
type Info struct {
	Container  string    `json:"container"` // wav, flac, ogg, mp3, ...
	Codec      Codec     `json:"codec"`
	Channels   int       `json:"channels"`
	SampleRate int       `json:"sample_rate"` // frames a second
	Frames     int64     `json:"frames"`      // samples per channel that can be read
	Warnings   []Warning `json:"warnings"`
}

// Duration is the length of what can be read.
func (i Info) Duration() time.Duration {
	if i.SampleRate <= 0 {
		return 0
	}
	rate := int64(i.SampleRate)
	whole, rest := i.Frames/rate, i.Frames%rate
	return time.Duration(whole)*time.Second + time.Duration(rest)*time.Second/time.Duration(rate)
}

// Seconds is Duration as a number.
func (i Info) Seconds() float64 {
	if i.SampleRate <= 0 {
		return 0
	}
	return float64(i.Frames) / float64(i.SampleRate)
}
