package formats

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// bare makes a headerless file of speech with ffmpeg.
func bare(t testing.TB, rate int, name, codec, form string) string {
	t.Helper()
	return converted(t, rate, 1, 3.3, name, "-c:a", codec, "-f", form)
}

func TestOpen_BareTelephoneCodecsAreBitExactWithFFmpeg(t *testing.T) {
	needTools(t)
	cases := []struct {
		name, enc, form string
		rate            int
		codec           Codec
		in              []string
	}{
		{"x.ulaw", "pcm_mulaw", "mulaw", 8000, Mulaw, []string{"-f", "mulaw", "-ar", "8000"}},
		{"x.pcm", "pcm_mulaw", "mulaw", 8000, Mulaw, []string{"-f", "mulaw", "-ar", "8000"}},
		{"x.alaw", "pcm_alaw", "alaw", 8000, Alaw, []string{"-f", "alaw", "-ar", "8000"}},
		{"x.sln", "pcm_s16le", "s16le", 8000, PCMS16, []string{"-f", "s16le", "-ar", "8000"}},
		{"x.SLN16", "pcm_s16le", "s16le", 16000, PCMS16, []string{"-f", "s16le", "-ar", "16000"}},
		{"x.sln192", "pcm_s16le", "s16le", 192000, PCMS16, []string{"-f", "s16le", "-ar", "192000"}},
		{"x.raw", "pcm_s16le", "s16le", 8000, PCMS16, []string{"-f", "s16le", "-ar", "8000"}},
		{"x.gsm", "libgsm", "gsm", 8000, GSM610, []string{"-f", "gsm"}},
		{"x.g722", "g722", "g722", 16000, G722, []string{"-f", "g722"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := bare(t, c.rate, c.name, c.enc, c.form)
			a := open(t, path)
			if i := a.Info(); i.Codec != c.codec || i.Container != "raw" || i.Channels != 1 || i.SampleRate != c.rate {
				t.Errorf("info is %+v", i)
			}
			raw := run(t, "ffmpeg", append(append([]string{"-nostdin", "-v", "error"}, c.in...), "-i", path, "-f", "s16le", "-c:a", "pcm_s16le", "-")...)
			sameSamples(t, readAll(t, a), samplesOf(raw))
		})
	}
}

func samplesOf(raw []byte) []int16 {
	s := make([]int16, len(raw)/2)
	from16(s, raw, binary.LittleEndian)
	return s
}

func TestOpen_VoxIsBitExactWithSox(t *testing.T) {
	needTools(t)
	path := filepath.Join(t.TempDir(), "x.vox")
	run(t, "sox", sourceWAV(t, 8000, 1, 5), "-r", "8000", path)
	a := open(t, path)
	if i := a.Info(); i.Codec != VOX || i.SampleRate != 8000 {
		t.Errorf("info is %+v", i)
	}
	raw := run(t, "sox", "-D", "-r", "8000", path, "-t", "raw", "-e", "signed", "-b", "16", "-L", "-")
	sameSamples(t, readAll(t, a), samplesOf(raw))
}

func TestOpen_AUIsBitExactWithFFmpeg(t *testing.T) {
	needTools(t)
	for enc, codec := range map[string]Codec{
		"pcm_mulaw": Mulaw, "pcm_alaw": Alaw, "pcm_s16be": PCMS16, "pcm_s24be": PCMS24, "pcm_s32be": PCMS32, "pcm_s8": PCMU8, "pcm_f32be": PCMF32, "pcm_f64be": PCMF64,
	} {
		for channels := 1; channels <= 2; channels++ {
			path := converted(t, 8000, channels, 2.1, "x.au", "-c:a", enc)
			a := open(t, path)
			if i := a.Info(); i.Codec != codec || i.Container != "au" || i.Channels != channels || len(i.Warnings) != 0 {
				t.Errorf("%s: info is %+v", enc, i)
			}
			sameSamples(t, readAll(t, a), ffmpegPCM(t, path))
		}
	}
}

func TestOpen_ACutAUPlaysWhatIsThere(t *testing.T) {
	needTools(t)
	path := converted(t, 8000, 1, 30, "x.au", "-c:a", "pcm_mulaw")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := open(t, writeFile(t, path, data[:len(data)/2]))
	if s := a.Info().Seconds(); s < 14.9 || s > 15.1 || warnings(a.Info()) != "The file ends 0:15 early." {
		t.Errorf("%.2f s, warns %q", s, warnings(a.Info()))
	}
}

// libopus is the reference; ffmpeg's own decoder resamples another way.
func opusPCM(t testing.TB, path string) []int16 {
	t.Helper()
	return samplesOf(run(t, "ffmpeg", "-nostdin", "-v", "error", "-c:a", "libopus", "-i", path, "-map", "0:a:0", "-f", "s16le", "-c:a", "pcm_s16le", "-"))
}

func TestOpen_OpusIsLikeLibopusBy40dBWithoutAnyLag(t *testing.T) {
	needTools(t)
	for _, name := range []string{"x.opus", "x.webm", "x.mka"} {
		for i, args := range [][]string{
			{"-b:a", "12k", "-application", "voip"}, {"-b:a", "24k", "-application", "voip"}, {"-b:a", "64k"},
			{"-b:a", "16k", "-frame_duration", "60", "-application", "voip"}, {"-b:a", "32k", "-frame_duration", "2.5", "-application", "lowdelay"},
		} {
			for channels := 1; channels <= 2; channels++ {
				if name != "x.opus" && i != channels { // the packets are the same
					continue
				}
				path := converted(t, 16000, channels, 1.877, name, append([]string{"-c:a", "libopus"}, args...)...)
				a := open(t, path)
				got, want := readAll(t, a), opusPCM(t, path)
				if i := a.Info(); i.Codec != Opus || i.SampleRate != 48000 || i.Channels != channels || len(i.Warnings) != 0 {
					t.Errorf("%s %v: info is %+v", name, args, i)
				}
				if len(got) != len(want) {
					t.Errorf("%s %v: %d samples, want %d", name, args, len(got), len(want))
				}
				if l := likeness(got, want); l < 40 {
					t.Errorf("%s %v, %d channels: like libopus by %.1f dB", name, args, channels, l)
				}
			}
		}
	}
}

func TestOpen_OpusKeepsTheLengthOfTheRecording(t *testing.T) {
	needTools(t)
	for _, seconds := range []float64{0.5, 1, 2.345} {
		for _, name := range []string{"x.opus", "x.webm"} {
			a := open(t, converted(t, 8000, 1, seconds, name, "-c:a", "libopus", "-b:a", "24k"))
			if off := a.Info().Seconds() - seconds; off > 0.001 || off < -0.001 {
				t.Errorf("%s of %.3f s lasts %.4f s", name, seconds, a.Info().Seconds())
			}
		}
	}
}

func TestOpen_AWebMWithOpenSizesPlays(t *testing.T) {
	needTools(t)
	source := sourceWAV(t, 16000, 1, 4)
	data := run(t, "ffmpeg", "-nostdin", "-v", "error", "-i", source, "-c:a", "libopus", "-b:a", "32k", "-f", "webm", "-live", "1", "-")
	path := writeFile(t, filepath.Join(t.TempDir(), "x.webm"), data)
	a := open(t, path)
	got, want := readAll(t, a), opusPCM(t, path)
	if off := len(got) - len(want); off < -960 || off > 960 || likeness(got, want) < 40 {
		t.Errorf("%d samples, want %d, like by %.1f dB", len(got), len(want), likeness(got, want))
	}
}

// sox writes AMR in which the pauses were not sent; each stays as long as it was.
func TestOpen_AMRWithDiscontinuousTransmissionKeepsItsLength(t *testing.T) {
	needTools(t)
	dir := t.TempDir()
	whole := filepath.Join(dir, "x.wav")
	run(t, "sox", sourceWAV(t, 8000, 1, 4), whole, "pad", "6@2", "5")
	path := filepath.Join(dir, "x.amr-nb")
	run(t, "sox", whole, "-C", "4", path)
	a := open(t, path)
	if i := a.Info(); i.Codec != AMR || i.SampleRate != 8000 || i.Seconds() < 14.95 || i.Seconds() > 15.1 {
		t.Errorf("info is %+v, %.2f s", i, i.Seconds())
	}
}

func TestOpen_AnotherNameIsNoOtherRecording(t *testing.T) {
	needTools(t)
	for _, kind := range [][]string{{"x.au", "-c:a", "pcm_alaw"}, {"x.opus", "-c:a", "libopus"}, {"x.webm", "-c:a", "libopus"}, {"x.flac"}, {"x.mp3"}} {
		path := converted(t, 8000, 1, 1, kind[0], kind[1:]...)
		other := filepath.Join(t.TempDir(), "x.ulaw")
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, b := open(t, path), open(t, writeFile(t, other, data))
		if fmt.Sprint(a.Info()) != fmt.Sprint(b.Info()) {
			t.Errorf("%s: %+v, with another name %+v", kind[0], a.Info(), b.Info())
		}
	}
}
