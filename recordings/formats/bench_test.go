package formats

import (
	"os/exec"
	"testing"
)

// BenchmarkOpen_MP3 decodes ten minutes of 8 kHz stereo; BenchmarkFFmpeg_MP3
// is the peer.
func BenchmarkOpen_MP3(b *testing.B) {
	needTools(b)
	path := converted(b, 8000, 2, 600, "x.mp3", "-c:a", "libmp3lame")
	for b.Loop() {
		if _, err := Inspect(path); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFFmpeg_MP3(b *testing.B) {
	needTools(b)
	path := converted(b, 8000, 2, 600, "x.mp3", "-c:a", "libmp3lame")
	for b.Loop() {
		if err := exec.Command("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-f", "null", "-").Run(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadFrames_GSM(b *testing.B) {
	data := make([]byte, 65*9000) // six minutes
	w := newWAV()
	w.data, w.fmt = data, w.fmtChunk(0x31, 1, 8000, 65, 0)
	path := tempFile(b, w.bytes())
	buf := make([]int16, 8000)
	for b.Loop() {
		a, err := Open(path)
		if err != nil {
			b.Fatal(err)
		}
		for from := int64(0); from < a.Info().Frames; from += 8000 {
			if _, err := a.ReadFrames(buf, from); err != nil {
				b.Fatal(err)
			}
		}
		_ = a.Close()
	}
}
