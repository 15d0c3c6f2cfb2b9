package formats

import (
	"path/filepath"
	"testing"

	"shifu/internal/yardstick"
)

// benchSeconds is long enough that a program's start hardly counts.
const benchSeconds = 300

// BenchmarkDecode_BesideFFmpeg decodes five minutes of 8 kHz stereo (mono where
// the codec knows no other) from the file to the last sample, and says how many
// times as long as ffmpeg it takes for the same file in the same run.
func BenchmarkDecode_BesideFFmpeg(b *testing.B) {
	needTools(b)
	source := sourceWAV(b, 8000, 2, benchSeconds)
	for _, c := range []struct {
		name string
		args []string
	}{
		{"mulaw.wav", []string{"-c:a", "pcm_mulaw"}}, {"alaw.wav", []string{"-c:a", "pcm_alaw"}}, {"ima.wav", []string{"-c:a", "adpcm_ima_wav"}},
		{"ms.wav", []string{"-c:a", "adpcm_ms"}}, {"gsm.gsm", []string{"-c:a", "libgsm", "-ac", "1"}}, {"g722.g722", []string{"-c:a", "g722", "-ac", "1", "-ar", "16000"}},
		{"flac.flac", []string{"-c:a", "flac"}}, {"vorbis.ogg", []string{"-c:a", "libvorbis"}}, {"mp3.mp3", []string{"-c:a", "libmp3lame"}},
		{"opus.opus", []string{"-c:a", "libopus", "-b:a", "24k"}}, {"opus.webm", []string{"-c:a", "libopus", "-b:a", "24k"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), c.name)
			run(b, "ffmpeg", append(append([]string{"-nostdin", "-v", "error", "-y", "-i", source}, c.args...), path)...)
			peer, ok := yardstick.Program(b, "ffmpeg", "-nostdin", "-v", "error", "-i", path, "-f", "null", "-")
			defer withoutHelper(b)() // our own decoder is timed
			for b.Loop() {
				readWhole(b, path)
			}
			yardstick.Report(b, "ffmpeg", peer, ok)
			yardstick.RealTime(b, benchSeconds)
		})
	}
}

func readWhole(b *testing.B, path string) {
	a, err := Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	i := a.Info()
	buf := make([]int16, 16384*i.Channels)
	for from := int64(0); from < i.Frames; {
		n, err := a.ReadFrames(buf, from)
		if err != nil || n == 0 {
			b.Fatal(from, n, err)
		}
		from += int64(n)
	}
}
