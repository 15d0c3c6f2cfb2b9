package formats

import (
	"fmt"
	"math"
	"path/filepath"
	"testing"
)

func TestOpen_WAVCodecsAreBitExactWithFFmpeg(t *testing.T) {
	needTools(t)
	cases := []struct {
		codec Codec
		enc   string
		rate  int
	}{
		{PCMU8, "pcm_u8", 8000}, {PCMS16, "pcm_s16le", 8000}, {PCMS24, "pcm_s24le", 16000}, {PCMS32, "pcm_s32le", 8000},
		{PCMF32, "pcm_f32le", 8000}, {PCMF64, "pcm_f64le", 8000}, {Alaw, "pcm_alaw", 8000}, {Mulaw, "pcm_mulaw", 8000},
		{IMAADPCM, "adpcm_ima_wav", 8000}, {MSADPCM, "adpcm_ms", 8000}, {IMAADPCM, "adpcm_ima_wav", 44100}, {MSADPCM, "adpcm_ms", 22050},
	}
	for _, c := range cases {
		for channels := 1; channels <= 2; channels++ {
			t.Run(fmt.Sprintf("%s %d Hz %d", c.enc, c.rate, channels), func(t *testing.T) {
				path := converted(t, c.rate, channels, 3.1, "x.wav", "-c:a", c.enc)
				a := open(t, path)
				i := a.Info()
				if i.Codec != c.codec || i.Channels != channels || i.SampleRate != c.rate || i.Container != "wav" || len(i.Warnings) != 0 {
					t.Errorf("info is %+v", i)
				}
				sameSamples(t, readAll(t, a), ffmpegPCM(t, path))
			})
		}
	}
}

func TestOpen_FloatIsRoundedAndClippedAsFFmpegDoes(t *testing.T) {
	needTools(t)
	for _, enc := range []string{"pcm_f32le", "pcm_f64le"} {
		path := converted(t, 8000, 2, 2, "x.wav", "-c:a", enc, "-af", "volume=7.3")
		sameSamples(t, readAll(t, open(t, path)), ffmpegPCM(t, path))
	}
}

func TestOpen_GSMIsBitExactWithLibgsm(t *testing.T) {
	needTools(t)
	path := filepath.Join(t.TempDir(), "x.wav")
	run(t, "sox", sourceWAV(t, 8000, 1, 5), "-e", "gsm-full-rate", path)
	got := readAll(t, open(t, path))
	sameSamples(t, got, ffmpegPCM(t, path))
	want := soxPCM(t, path) // sox decodes with libgsm
	sameSamples(t, got[:len(want)], want)
}

func TestReadFrames_GSMForgetsWhereItCameFrom(t *testing.T) {
	needTools(t)
	path := filepath.Join(t.TempDir(), "x.wav")
	run(t, "sox", sourceWAV(t, 8000, 1, 5), "-e", "gsm-full-rate", path)
	a := open(t, path)
	all := readAll(t, a)
	buf := make([]int16, 500)
	for _, from := range []int64{30001, 7, 20000, 319, 320, 38000} {
		if _, err := a.ReadFrames(buf, from); err != nil {
			t.Fatal(err)
		}
		if l := likeness(buf, all[from:]); l < 50 {
			t.Errorf("read alone, the samples at %d are like those read in order by %.1f dB only", from, l)
		}
	}
}

func TestReadFrames_AnywhereGivesWhatReadingInOrderGives(t *testing.T) {
	needTools(t)
	for _, args := range [][]string{{"x.wav", "pcm_s16le"}, {"x.wav", "pcm_s24le"}, {"x.wav", "pcm_alaw"}, {"x.wav", "adpcm_ima_wav"}, {"x.wav", "adpcm_ms"}, {"x.wav", "pcm_mulaw"},
		{"x.flac", "flac"}, {"x.ogg", "libvorbis"}, {"x.mp3", "libmp3lame"}, {"x.opus", "libopus"}, {"x.webm", "libopus"}} {
		a := open(t, converted(t, 8000, 2, 3, args[0], "-c:a", args[1]))
		all := readAll(t, a)
		buf := make([]int16, 2*777)
		for _, from := range []int64{12345, 0, 1, 23000, 504, 505, 506, a.Info().Frames - 3} {
			n, err := a.ReadFrames(buf, from)
			if err != nil {
				t.Fatal(err)
			}
			sameSamples(t, buf[:2*n], all[2*from:2*from+int64(2*n)])
		}
	}
}

func TestOpen_FLACIsBitExactWithFFmpeg(t *testing.T) {
	needTools(t)
	for _, c := range []struct {
		rate, channels int
		format         string
	}{{8000, 1, "s16"}, {8000, 2, "s16"}, {44100, 2, "s16"}, {16000, 2, "s32"}, {96000, 1, "s32"}} {
		path := converted(t, c.rate, c.channels, 3.3, "x.flac", "-sample_fmt", c.format)
		a := open(t, path)
		if i := a.Info(); i.Codec != FLAC || i.Container != "flac" || len(i.Warnings) != 0 {
			t.Errorf("info is %+v", i)
		}
		sameSamples(t, readAll(t, a), ffmpegPCM(t, path))
	}
}

func TestOpen_VorbisIsLikeFFmpegBy60dB(t *testing.T) {
	needTools(t)
	for _, rate := range []int{8000, 16000, 44100} {
		for channels := 1; channels <= 2; channels++ {
			path := converted(t, rate, channels, 4.37, "x.ogg", "-c:a", "libvorbis")
			a := open(t, path)
			got, want := readAll(t, a), ffmpegPCM(t, path)
			if i := a.Info(); i.Codec != Vorbis || i.Container != "ogg" || len(i.Warnings) != 0 || len(got) != len(want) {
				t.Errorf("info is %+v, %d samples, want %d", i, len(got), len(want))
			}
			if l := likeness(got, want); l < 60 {
				t.Errorf("%d Hz, %d channels: like ffmpeg by %.1f dB", rate, channels, l)
			}
		}
	}
}

func TestOpen_MP3IsLikeFFmpegBy59dBAtEveryRate(t *testing.T) {
	needTools(t)
	for _, rate := range []int{8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000} {
		for channels := 1; channels <= 2; channels++ {
			path := converted(t, rate, channels, 2.77, "x.mp3", "-c:a", "libmp3lame")
			mp3IsLikeFFmpeg(t, path, rate, channels, "default")
		}
	}
}

func TestOpen_MP3OfEveryKindOfRateControlIsLikeFFmpeg(t *testing.T) {
	needTools(t)
	for _, args := range [][]string{
		{"-b:a", "16k"}, {"-q:a", "4"}, {"-b:a", "32k", "-write_xing", "0"}, {"-abr", "1", "-b:a", "40k", "-joint_stereo", "0"},
	} {
		for _, rate := range []int{8000, 24000, 44100} {
			path := converted(t, rate, 2, 2.77, "x.mp3", append([]string{"-c:a", "libmp3lame"}, args...)...)
			mp3IsLikeFFmpeg(t, path, rate, 2, fmt.Sprint(args))
		}
	}
}

func mp3IsLikeFFmpeg(t *testing.T, path string, rate, channels int, name string) {
	t.Helper()
	a := open(t, path)
	got, want := readAll(t, a), ffmpegPCM(t, path)
	i := a.Info()
	if i.Codec != MP3 || i.Container != "mp3" || i.SampleRate != rate || i.Channels != channels || len(i.Warnings) != 0 {
		t.Errorf("info is %+v", i)
	}
	if len(got) != len(want) {
		t.Errorf("%d Hz, %d channels, %s: %d frames, want %d", rate, channels, name, len(got)/channels, len(want)/channels)
	}
	if l := likeness(got, want); l < 59 || math.IsNaN(l) {
		t.Errorf("%d Hz, %d channels, %s: like ffmpeg by %.1f dB", rate, channels, name, l)
	}
}
